"""A file that only its number names: for a library that wants to open one."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def in_memory() -> Iterator[int]:
    """An open file without a name: in memory where the system has such, else on disk."""
    if hasattr(os, "memfd_create"):
        number = os.memfd_create("bcf")
        try:
            yield number
        finally:
            os.close(number)
        return
    from tempfile import TemporaryFile

    with TemporaryFile() as file:
        yield file.fileno()
