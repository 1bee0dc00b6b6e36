"""Compiled templates, kept in the user's cache folder.

Compiling the page's templates takes longer than the rest of a report together. What is kept holds
templates alone, nothing of any report; a folder that cannot be written costs time and nothing
else. What is kept is code, so it is taken up only from a folder that is this user's and that
nobody else may write to, and only if it hashes to what was written. A template that changed is
compiled again, and so are all of them under another version of this program, Jinja or Python: how a
filter is called is settled when a template is compiled.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from jinja2 import BytecodeCache

from hccgenomics import __version__
from hccgenomics.model.folders import OWNER_ONLY, cache_folder, is_ours

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jinja2.bccache import Bucket

DIGEST_BYTES: Final = sha256().digest_size


class TemplateCache(BytecodeCache):
    """Never in the way: what cannot be kept or trusted is compiled again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take up one compiled template, if it was kept and is whole."""
        with suppress(OSError, ValueError, EOFError, TypeError):
            if not is_ours(self.folder):
                return
            data = self._path(bucket).read_bytes()
            digest, code = data[:DIGEST_BYTES], data[DIGEST_BYTES:]
            if sha256(code).digest() == digest:
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one compiled template, if that is allowed."""
        with suppress(OSError):
            self.folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
            if not is_ours(self.folder):
                return
            code = bucket.bytecode_to_string()
            path = self._path(bucket)
            partial = path.with_suffix(f".{os.getpid()}")
            partial.write_bytes(sha256(code).digest() + code)
            partial.replace(path)

    def _path(self, bucket: Bucket) -> Path:
        return self.folder / f"{__version__}-{bucket.key}.cache"


def template_cache(environ: Mapping[str, str] = os.environ) -> TemplateCache | None:
    """The cache in the user's cache folder; ``None`` without a home.

    >>> template_cache({"XDG_CACHE_HOME": "/x"}).folder
    PosixPath('/x/hccgenomics/templates')
    >>> template_cache({"XDG_CACHE_HOME": "relative"}) is None
    True
    """
    folder = cache_folder(environ)
    return None if folder is None else TemplateCache(folder / "templates")
