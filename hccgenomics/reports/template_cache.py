"""Compiled templates, kept beside the templates as Python keeps its own bytecode.

Compiling the page's templates takes longer than the rest of a report together. As with ``.pyc``
files, an installation that cannot be written to, or ``PYTHONDONTWRITEBYTECODE``, costs time alone;
a template that changed is compiled again, since the cache is keyed by its text.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache

if TYPE_CHECKING:
    from jinja2.bccache import Bucket


class TemplateCache(FileSystemBytecodeCache):
    """Never in the way: what cannot be kept is compiled again next time."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take up one compiled template, if it was kept."""
        try:
            super().load_bytecode(bucket)
        except (OSError, UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one compiled template, if that is allowed."""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


def beside(templates: Path) -> TemplateCache:
    """The cache of a folder of templates."""
    return TemplateCache(str(templates / "__pycache__"), pattern="%s.cache")
