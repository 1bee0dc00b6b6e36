"""The index files that lie beside a file; whether they can be used is asked elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from hccgenomics.readers.stream import STDIN

SUFFIXES: Final = (".csi", ".tbi")
"""In the order in which htslib looks for them."""


def index_paths(path: str | Path) -> tuple[Path, ...]:
    """The indexes that lie beside a file."""
    if str(path) == STDIN:
        return ()
    beside = (Path(f"{path}{suffix}") for suffix in SUFFIXES)
    return tuple(found for found in beside if os.path.isfile(found))  # noqa: PTH113 -- any name
