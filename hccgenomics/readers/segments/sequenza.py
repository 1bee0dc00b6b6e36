"""Sequenza: segments with copies, the solutions of the fit, and their range.

Written from ``sequenza.results`` of the package
(https://cran.r-project.org/package=sequenza) and not yet held against real output. Places are
counted from one. ``CNt`` is the copies of tumour cells, ``B`` those of the rarer allele,
``depth.ratio`` the ratio of depths, tumour over the matched normal (so that on X none stands for
what normal cells have), normalised by the mean of each; its standard error follows from
``sd.ratio`` and the number of positions.

Of the alternative solutions the first is the one the copies rest on.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError
from hccgenomics.model.copy_number import Solution
from hccgenomics.model.copy_number_files import Observation
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.segment_format import Found, SegmentFormat
from hccgenomics.readers.segment_numbers import (
    SEX_BY_NUMBER,
    boundary_note,
    log2_of,
    purity_in,
    rarer,
    to_half,
)
from hccgenomics.readers.segment_table import Places
from hccgenomics.vocabulary import CopySource, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_head import Head
    from hccgenomics.readers.segment_table import Row, Table

_SEGMENTS: Final = ("chromosome", "start.pos", "end.pos", "depth.ratio", "CNt", "A", "B")
_PLACES: Final = Places("chromosome", "start.pos", "end.pos", first=1)
_SOLUTIONS: Final = ("cellularity", "ploidy", "SLPP")
_RANGE: Final = ("cellularity", "ploidy.estimate", "ploidy.mean.cn")
_SEARCHED: Final = (0.1, 1.0)
"""``sequenza.fit`` tries a cellularity of 0.1 to 1."""
_RANGE_ROWS: Final = 3
"""``confints_CP``: the low end, the best value, the high end."""


def _recognises(head: Head) -> bool:
    return head.has(*_SEGMENTS) or head.has(*_SOLUTIONS) or head.has(*_RANGE)


def _read(table: Table, _: Asked) -> Found:
    table.contigs.update(SEX_BY_NUMBER)
    if table.head.has(*_RANGE):
        return _range(table)
    if table.head.has(*_SOLUTIONS):
        return _solutions(table)
    return Found(CopySource.SEGMENTS, segments=table.segments(_PLACES, _seen))


def _seen(row: Row) -> Observation:
    ratio = row.number("depth.ratio")
    positions = row.number("N.ratio")
    return Observation(
        log2_ratio=log2_of(ratio),
        log2_error=_error(ratio, row.number("sd.ratio"), positions),
        copies=row.number("CNt"),
        minor_copies=rarer(row.number("A"), row.number("B")),
        minor_allele_fraction=to_half(row.number("Bf")),
        support=None if positions is None else round(positions),
    )


def _error(ratio: float | None, spread: float | None, count: float | None) -> float | None:
    """Of the logarithm, from the spread of the ratio among so many positions.

    >>> round(_error(2.0, 0.2, 100), 5)
    0.01443
    """
    if not ratio or ratio < 0 or spread is None or not count:
        return None
    return spread / math.sqrt(count) / ratio / math.log(2)


def _solutions(table: Table) -> Found:
    found: list[Solution] = []
    for row in table.rows():
        table.keep()
        purity, ploidy = purity_in(row, "cellularity"), row.number("ploidy")
        found.append(Solution(source="Sequenza", purity=purity, ploidy=ploidy))
    notes = boundary_note("Sequenza", found[0].purity, _SEARCHED) if found else ()
    return Found(
        CopySource.SOLUTION, solutions=tuple(found[:1]), notes=(*notes, *_others(found[1:]))
    )


def _others(rest: list[Solution]) -> tuple[str, ...]:
    if not rest:
        return ()
    listed = "; ".join(
        words.SOLUTION.format(purity=other.purity, ploidy=other.ploidy)
        for other in rest
        if other.purity is not None and other.ploidy is not None
    )
    return (words.SEQUENZA_OTHERS.format(solutions=listed),) if listed else ()


def _range(table: Table) -> Found:
    fits = []
    for row in table.rows():
        table.keep()
        fits.append((purity_in(row, "cellularity"), row.number("ploidy.estimate")))
    if len(fits) != _RANGE_ROWS:
        raise FormatError(
            f"The range of the fit takes three rows, and there are {len(fits)}.",
            where=table.where,
            hint="Pass Sequenza's confints_CP.txt as it was written.",
        )
    low, best, high = fits
    solution = Solution(
        source="Sequenza",
        purity=best[0],
        purity_low=low[0],
        purity_high=high[0],
        ploidy=best[1],
        ploidy_low=low[1],
        ploidy_high=high[1],
    )
    notes = boundary_note("Sequenza", solution.purity, _SEARCHED)
    return Found(CopySource.SOLUTION, solutions=(solution,), notes=notes)


FORMAT: Final = SegmentFormat(
    name="sequenza",
    title="Sequenza",
    url="https://cran.r-project.org/package=sequenza",
    recognises=_recognises,
    read=_read,
    reads=("_segments.txt", "_alternative_solutions.txt", "_confints_CP.txt"),
    counts="from 1, both ends included",
    states=(
        "CNt, A, B, depth.ratio with sd.ratio and N.ratio, Bf; cellularity and ploidy with "
        "their range."
    ),
    untold=(
        "Which of several solutions the copies rest on: the first is taken, the others are listed."
    ),
    tier=DialectTier.UNTESTED,
    x_is_diploid=False,
)
