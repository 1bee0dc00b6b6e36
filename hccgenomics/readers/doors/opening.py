"""Whether a file is a VCF, by its first line; only of what may be none is more asked."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.readers.doors.door import Door

_VCF: Final = re.compile(rb"##\s*fileformat\s*=\s*VCF", re.IGNORECASE)


def open_door(lines: Iterator[bytes], *, where: str) -> tuple[Door | None, Iterator[bytes]]:
    """What kind of table begins here, ``None`` for what may be a VCF; with the lines that follow.

    Of a door these are its rows; of a VCF all lines.

    Raises:
        FormatError: A MAF lacks a column without which no variant can be told.
    """
    first = list(islice(lines, 1))
    every = chain(first, lines)
    if first and _VCF.match(first[0]):
        return None, every
    from hccgenomics.readers.doors.door import begun

    return begun(every, where=where)
