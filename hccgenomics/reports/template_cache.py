"""Compiled templates, kept in the user's cache folder.

Compiling the page's templates takes longer than the rest of a report together. What is kept holds
templates alone, nothing of any report; a folder that cannot be written costs time and nothing
else. A template that changed is compiled again, since the cache is keyed by its text, and so are
all of them under another version of Jinja or Python.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2.bccache import Bucket


class TemplateCache(FileSystemBytecodeCache):
    """Never in the way: what cannot be kept is compiled again next time."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take up one compiled template, if it was kept."""
        try:
            super().load_bytecode(bucket)
        except (OSError, UnpicklingError, EOFError, ValueError, TypeError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one compiled template, if that is allowed."""
        with suppress(OSError):
            Path(self.directory).mkdir(mode=0o700, parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


def template_cache(environ: Mapping[str, str] = os.environ) -> TemplateCache | None:
    """The cache in the folder of the XDG base directory specification; ``None`` without a home.

    >>> template_cache({"XDG_CACHE_HOME": "/x"}).directory
    '/x/hccgenomics/templates'
    >>> template_cache({}) is None
    True
    """
    root = environ.get("XDG_CACHE_HOME")
    if not root:
        home = environ.get("HOME")
        if not home:
            return None
        root = str(Path(home) / ".cache")
    return TemplateCache(str(Path(root) / "hccgenomics" / "templates"), pattern="%s.cache")
