"""Where the packaged tables live, and what their bytes hash to."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from hccgenomics.errors import ResourceError

_PACKAGE: Final = Path(__file__).parents[1]
_FOLDERS: Final = (_PACKAGE / "resources", _PACKAGE.parent / "resources")


def resource(name: str) -> Path:
    """The path of a packaged table or folder, in a wheel or in a checkout.

    >>> resource("assemblies.tsv").name
    'assemblies.tsv'
    """
    for folder in _FOLDERS:
        if (folder / name).exists():
            return folder / name
    raise ResourceError(
        f"The packaged resource {name!r} is missing.", hint="Install hccgenomics again."
    )


def digest(path: Path) -> str:
    """The SHA-256 of a file, as reports cite it."""
    return digest_of(path.read_bytes())


def digest_of(data: bytes) -> str:
    """The SHA-256 of bytes, as reports cite it.

    >>> digest_of(b"")[:20]
    'sha256:e3b0c44298fc1'
    """
    import hashlib

    return "sha256:" + hashlib.sha256(data).hexdigest()
