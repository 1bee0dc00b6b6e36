"""Resources kept in a folder of the user, for the next run to find.

An entry is a folder of its own under a name that says what it was made from. It appears whole or
not at all: its files are written beside it, brought to the disk, and renamed into place in one
step. There is no lock, so none can be left behind. Of several processes that make the same entry
at once the first one's stays, and all of them have made the same bytes. An entry that is damaged is
put aside by whoever makes it again.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import ResourceError
from hccgenomics.knowledge.files import digest_of
from hccgenomics.knowledge.parts import MANIFEST, Parts
from hccgenomics.model.folders import OWNER_ONLY, is_ours

if TYPE_CHECKING:
    from collections.abc import Mapping

SEAL: Final = "seal"
"""The file that holds the SHA-256 of the manifest, which vouches for the rest."""
MAX_KEPT: Final = 8
"""Entries kept at most; the one made longest ago goes first. About 4 MB each."""
ABANDONED_AFTER: Final = 3600.0
"""Seconds after which what another process has begun is taken for left behind; making it takes
about one."""
_OCCUPIED: Final = frozenset({errno.EEXIST, errno.ENOTEMPTY})


def kept(root: Path, name: str) -> Parts | None:
    """The entry of that name, read whole; ``None`` if it is absent, damaged, or not only ours."""
    folder = root / name
    try:
        if not is_ours(root) or not is_ours(folder):
            return None
        parts = Parts.loaded(folder)
        return parts if (folder / SEAL).read_text("ascii") == parts.manifest.sha256 else None
    except (OSError, ResourceError, UnicodeDecodeError):
        return None


def keep(root: Path, name: str, parts: Mapping[str, bytes]) -> None:
    """Put an entry into place, whole, unless it is there already.

    Raises:
        OSError: The folder cannot be written, or others may write to it.
    """
    from tempfile import mkdtemp

    root.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    if not is_ours(root):
        raise PermissionError(errno.EPERM, "it is not this user's alone", str(root))
    begun = Path(mkdtemp(prefix=f".{name}.", dir=root))
    try:
        _write(begun, {**parts, SEAL: digest_of(parts[MANIFEST]).encode("ascii")})
        _into_place(begun, root, name)
    finally:
        _remove(begun)
    with suppress(OSError):
        _tidy(root, name)


def _write(folder: Path, parts: Mapping[str, bytes]) -> None:
    for name, data in parts.items():
        with (folder / name).open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    _sync(folder)


def _into_place(begun: Path, root: Path, name: str) -> None:
    """Rename; where another entry is in the way it stays if it is whole, and makes room if not."""
    while not _renamed(begun, root / name):
        if kept(root, name) is not None:
            return
        _put_aside(root / name, begun)
    _sync(root)


def _renamed(begun: Path, place: Path) -> bool:
    try:
        begun.rename(place)
    except OSError as error:
        if error.errno not in _OCCUPIED:
            raise
        return False
    return True


def _put_aside(damaged: Path, begun: Path) -> None:
    """Make room; a name of its own, so that two processes that do so do not meet."""
    aside = begun.with_name(f"{begun.name}.damaged")
    with suppress(FileNotFoundError):
        damaged.rename(aside)
    _remove(aside)


def _sync(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _tidy(root: Path, name: str) -> None:
    """Remove what processes that were killed left behind, and the oldest of too many entries.

    The folder itself, in which something was just renamed, tells the time.
    """
    found = [(path.stat().st_mtime, path) for path in root.iterdir() if path.is_dir()]
    begun = [(made, path) for made, path in found if path.name.startswith(".")]
    whole = sorted((made, path) for made, path in found if not path.name.startswith("."))
    now = root.stat().st_mtime
    old = [path for made, path in begun if now - made > ABANDONED_AFTER]
    surplus = [path for _, path in whole[: max(0, len(whole) - MAX_KEPT)] if path.name != name]
    for path in (*old, *surplus):
        _remove(path)


def _remove(folder: Path) -> None:
    from shutil import rmtree

    rmtree(folder, ignore_errors=True)
