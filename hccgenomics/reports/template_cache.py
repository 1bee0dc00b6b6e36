"""Compiled templates, kept in the user's cache folder.

Compiling the page's templates takes longer than the rest of a report together. What is kept holds
templates alone, nothing of any report; a folder that cannot be written costs time and nothing
else. What is kept is code, so it is taken up only from a folder that is this user's and that
nobody else may write to, and only if it hashes to what was written. A template that changed is
compiled again, and so are all of them under another version of Jinja or Python.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import BytecodeCache

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2.bccache import Bucket

OTHERS_MAY_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH
DIGEST_BYTES: Final = sha256().digest_size


class TemplateCache(BytecodeCache):
    """Never in the way: what cannot be kept or trusted is compiled again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take up one compiled template, if it was kept and is whole."""
        with suppress(OSError, ValueError, EOFError, TypeError):
            if not _is_ours(self.folder):
                return
            data = self._path(bucket).read_bytes()
            digest, code = data[:DIGEST_BYTES], data[DIGEST_BYTES:]
            if sha256(code).digest() == digest:
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one compiled template, if that is allowed."""
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_ours(self.folder):
                return
            code = bucket.bytecode_to_string()
            path = self._path(bucket)
            partial = path.with_suffix(f".{os.getpid()}")
            partial.write_bytes(sha256(code).digest() + code)
            partial.replace(path)

    def _path(self, bucket: Bucket) -> Path:
        return self.folder / f"{bucket.key}.cache"


def _is_ours(folder: Path) -> bool:
    found = folder.stat()
    return found.st_uid == os.getuid() and not found.st_mode & OTHERS_MAY_WRITE


def template_cache(environ: Mapping[str, str] = os.environ) -> TemplateCache | None:
    """The cache in the folder of the XDG base directory specification; ``None`` without a home.

    >>> template_cache({"XDG_CACHE_HOME": "/x"}).folder
    PosixPath('/x/hccgenomics/templates')
    >>> template_cache({"XDG_CACHE_HOME": "relative"}) is None
    True
    """
    root = Path(environ.get("XDG_CACHE_HOME", ""))
    if not root.is_absolute():
        home = Path(environ.get("HOME", ""))
        if not home.is_absolute():
            return None
        root = home / ".cache"
    return TemplateCache(root / "hccgenomics" / "templates")
