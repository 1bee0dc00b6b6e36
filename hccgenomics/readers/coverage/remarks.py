"""What the report must know of a file of depths or a panel: sentences that name no sample."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from hccgenomics.readers.coverage.formats import PER_BASE, TAB

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from hccgenomics.readers.coverage.formats import DepthFormat

OTHER_NAME: Final = (
    "The gVCF names its sample otherwise than the other files do; it was read as the tumour's."
)
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
    rows = "1 row lies" if total == 1 else f"{total:,} rows lie"
    was = "was" if total == 1 else "were"
    return (f"{rows} on contigs other than chromosomes ({named}) and {was} not used.",)


def counts_may_be_reads(known: DepthFormat, rows: Sequence[bytes]) -> Iterator[str]:
    """A sentence on whole numbers of regions, which may be depths or counts of reads."""
    if known is not PER_BASE or len(rows) < _FEWEST:
        return
    places = [row.split(TAB)[:3] for row in rows]
    apart = sum(before[2] != after[1] for before, after in pairwise(places))
    if apart * 2 > len(places):
        yield (
            "The rows stand apart from each other; their whole numbers were taken for the depth of "
            "every base, which counts of reads (bedtools multicov) are not."
        )
