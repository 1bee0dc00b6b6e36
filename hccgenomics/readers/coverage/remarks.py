"""What the report must know of a file of depths or a panel: sentences that name no sample."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.coverage.formats import MEAN_OF_REGIONS, PER_BASE, TAB
from hccgenomics.vocabulary import CoverageKind

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from hccgenomics.readers.coverage.formats import DepthFormat

_SHOWN: Final = 3
_FEWEST: Final = 2


def unknown_contigs(strangers: Counter[str]) -> tuple[str, ...]:
    """A sentence on rows that lie on no chromosome.

    >>> from collections import Counter
    >>> unknown_contigs(Counter({"GL000192.1": 2}))[0]
    '2 rows lie on contigs other than chromosomes (GL000192.1) and were not used.'
    """
    total = strangers.total()
    if not total:
        return ()
    named = ", ".join(list(strangers)[:_SHOWN]) + (", …" if len(strangers) > _SHOWN else "")
    return (words.told(total, words.STRANGE_ROWS, contigs=named),)


def counts_may_be_reads(known: DepthFormat, rows: Sequence[bytes]) -> Iterator[str]:
    """A sentence on whole numbers of regions, which may be depths, counts or sums of depths."""
    if known is PER_BASE and len(rows) >= _FEWEST:
        places = [row.split(TAB)[:3] for row in rows]
        apart = sum(_is_apart(before, after) for before, after in pairwise(places))
        is_doubtful = apart * 2 >= len(places)
    else:
        is_doubtful = known.kind is CoverageKind.MEAN_DEPTH and _are_whole(known, rows)
    if is_doubtful:
        yield words.WHOLE_NUMBERS


def _is_apart(before: Sequence[bytes], after: Sequence[bytes]) -> bool:
    """Whether a row goes on neither where the one before ended nor at the start of a contig."""
    return after[1] != (before[2] if after[0] == before[0] else b"0")


def _are_whole(known: DepthFormat, rows: Sequence[bytes]) -> bool:
    """Whether a table of means has no heading and whole numbers alone: mosdepth's have decimals."""
    if known.name != MEAN_OF_REGIONS or not rows:
        return False
    return all(row.split(TAB)[-1].strip().isdigit() for row in rows)
