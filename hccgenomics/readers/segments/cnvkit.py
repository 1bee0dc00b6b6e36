"""CNVkit: segments, called segments, bins, and its table of genes.

Files: https://cnvkit.readthedocs.io/en/stable/fileformats.html. Places are counted as in BED.
``log2`` is relative to a reference whose X has two copies unless it was built with
``--male-reference`` (``-y``, ``--haploid-x-reference``), which no file states: unchanged X lies at
0 in a woman and at -1 in a man, with that option at 1 and 0
(https://cnvkit.readthedocs.io/en/stable/sex.html). ``genemetrics`` alone shifts X by the sample's
sex.

``cn`` of ``cnvkit.py call`` follows from the ``log2`` of its own row. With ``--purity``, ``log2``
is rescaled first, and is then no ratio of the sample any more; the file does not say so, but shows
it where the ratio lies outside its own confidence interval, or at the floor that rescaling alone
sets (https://cnvkit.readthedocs.io/en/stable/pipeline.html#call).
"""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Final

from hccgenomics.model.copy_number_files import Observation
from hccgenomics.model.genome import Interval
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.cnvkit_bins import MOST_GENES, CnvkitBins
from hccgenomics.readers.segment_format import Found, SegmentFormat
from hccgenomics.readers.segment_table import LARGEST_LOG2, Places
from hccgenomics.vocabulary import AUTOSOMES, CopySource

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hccgenomics.model.copy_number_files import Segment
    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_head import Head
    from hccgenomics.readers.segment_table import Row, Table

_PLACES: Final = Places("chromosome", "start", "end", first=0)
_COLUMNS: Final = ("chromosome", "start", "end", "gene", "log2")
_NO_COVERAGE: Final = -15.0
"""Bins below are without coverage (``NULL_LOG2_COVERAGE`` less ``MIN_REF_COVERAGE``)."""
_RESCALED_FLOOR: Final = math.log2(1e-3)
"""``log2`` of a deletion that rescaling by purity takes below nothing."""
_FLOOR_WIDTH: Final = 1e-4
_NEAR_DIPLOID: Final = 0.1
"""``log2`` of a stretch that rescaling leaves where it is."""
_OUTSIDE_SHARE: Final = 0.5
"""Share of the others outside their own confidence interval from which ``log2`` was rescaled."""
_DERIVED_SHARE: Final = 0.95
"""Share of segments whose ``cn`` follows from ``log2``; filters merge a few others."""
_THRESHOLDS: Final = (-1.1, -0.25, 0.2, 0.7)
"""Of ``cnvkit.py call -m threshold``, for 0, 1, 2 and 3 copies; above, copies are rounded up."""
_PLOIDIES: Final = (2, 3, 4)
_ROUNDING: Final = 0.501
_NOT_GENES: Final = frozenset({"", "-", ".", "Antitarget", "Background", "CGH", "Target"})
_WIDEST_GENE: Final = 500_000
"""Bases of a segment whose one gene is taken to lie there."""


def _is_segments(head: Head) -> bool:
    """``.cns``, with whatever ``call`` and ``segmetrics`` add; and the table of genes."""
    return head.has(*_COLUMNS, "probes") or head.has(*_COLUMNS, "cn")


def _is_bins(head: Head) -> bool:
    """``.cnr``: what ``fix`` writes has weights, what ``coverage`` and ``reference`` write none."""
    return head.has(*_COLUMNS, "weight") and "spread" not in head.columns


def _recognises(head: Head) -> bool:
    return _is_segments(head) or _is_bins(head)


def _fits(head: Head) -> bool:
    return head.has(*_COLUMNS) and "spread" not in head.columns


def _read(table: Table, asked: Asked) -> Found:
    if not _is_segments(table.head):
        return _bins(table)
    if table.head.columns[0] == "gene":
        return _genes(table)
    return _segments(table)


def _seen(row: Row) -> Observation:
    low, high = row.number("ci_lo"), row.number("ci_hi")
    is_interval = low is not None and high is not None and low <= high
    probes = row.whole("probes")
    return Observation(
        log2_ratio=row.number("log2"),
        log2_low=low if is_interval else None,
        log2_high=high if is_interval else None,
        log2_error=_error(row, probes),
        copies=row.number("cn"),
        minor_copies=_least(row.number("cn1"), row.number("cn2")),
        minor_allele_fraction=_minor_fraction(row.number("baf")),
        support=probes,
    )


def _error(row: Row, probes: int | None) -> float | None:
    """``sem``, or what the spread of so many bins comes to."""
    stated = row.number("sem")
    if stated is not None:
        return stated
    spread = row.number("stdev")
    return spread / math.sqrt(probes) if spread is not None and probes else None


def _least(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else min(first, second)


def _minor_fraction(baf: float | None) -> float | None:
    """On either side of one half; rescaling can take it out of bounds."""
    return None if baf is None or not 0 <= baf <= 1 else min(baf, 1 - baf)


def _segments(table: Table) -> Found:
    names: dict[str, Interval] = {}

    def seen(row: Row) -> Observation:
        _note_gene(row, table, names)
        return _seen(row)

    segments = table.segments(_PLACES, seen)
    called = [part for part in segments if part.seen.copies is not None]
    rescaled, follows = _is_rescaled(called), bool(called) and _follows(called)
    if rescaled:
        segments = [_without_ratio(part) for part in segments]
    return Found(
        CopySource.SEGMENTS,
        segments=segments,
        named=names,
        copies_are_corrected=rescaled or not follows,
        notes=_call_notes(is_rescaled=rescaled, follows=follows),
    )


def _note_gene(row: Row, table: Table, names: dict[str, Interval]) -> None:
    """Remember where a gene lies, of a short segment that has no other."""
    gene = row.raw("gene")
    if gene in _NOT_GENES or "," in gene or len(names) >= MOST_GENES:
        return
    start, end, contig = row.whole("start"), row.whole("end"), table.contigs[row.text("chromosome")]
    if contig and start is not None and end is not None and 0 <= start < end < start + _WIDEST_GENE:
        names.setdefault(gene, Interval(contig, start, end))


def _is_rescaled(called: Sequence[Segment]) -> bool:
    """Whether ``log2`` shows that ``call`` was given a purity."""
    if any(_is_at_floor(part.seen.log2_ratio) for part in called):
        return True
    intervals = [
        (seen.log2_ratio, seen.log2_low, seen.log2_high)
        for seen in (part.seen for part in called)
        if seen.log2_ratio is not None and seen.log2_low is not None and seen.log2_high is not None
    ]
    unchanged = [log2 - (low + high) / 2 for log2, low, high in intervals if _is_near(low, high)]
    shift = median(unchanged) if unchanged else 0.0  # by ``call --center``, which moves them alike
    altered = [part for part in intervals if not _is_near(*part[1:])]
    outside = sum(not low <= log2 - shift <= high for log2, low, high in altered)
    return outside > _OUTSIDE_SHARE * len(altered)


def _is_near(low: float, high: float) -> bool:
    return abs(low + high) / 2 < _NEAR_DIPLOID


def _is_at_floor(log2: float | None) -> bool:
    return log2 is not None and abs(log2 - _RESCALED_FLOOR) < _FLOOR_WIDTH


def _follows(called: Iterable[Segment]) -> bool:
    """Whether ``cn`` is what ``log2`` comes to when every cell is the tumour's."""
    pairs = [
        (part.seen.log2_ratio, part.seen.copies)
        for part in called
        if part.contig in AUTOSOMES and part.seen.log2_ratio is not None
    ]
    return any(
        sum(_comes_to(log2, copies or 0, ploidy) for log2, copies in pairs)
        >= _DERIVED_SHARE * len(pairs)
        for ploidy in _PLOIDIES
    )


def _comes_to(log2: float, copies: float, ploidy: int) -> bool:
    if abs(log2) > LARGEST_LOG2:
        return False
    pure = ploidy * 2**log2
    if abs(pure - copies) <= _ROUNDING:
        return True
    step = next((n for n, cut in enumerate(_THRESHOLDS) if log2 <= cut), None)
    return copies == (math.ceil(pure) if step is None else step)


def _without_ratio(part: Segment) -> Segment:
    """Called copies alone: the ratio and its interval no longer speak of the same thing."""
    seen = replace(
        part.seen,
        log2_ratio=None,
        log2_low=None,
        log2_high=None,
        log2_error=None,
        minor_allele_fraction=None,
    )
    return replace(part, seen=seen)


def _call_notes(*, is_rescaled: bool, follows: bool) -> tuple[str, ...]:
    if is_rescaled:
        return (words.CNVKIT_RESCALED,)
    return (words.CNVKIT_FOLLOWS,) if follows else ()


def _genes(table: Table) -> Found:
    """``genemetrics`` lists altered genes alone, X shifted to what the sample's sex has."""
    return Found(
        CopySource.GENES,
        genes=table.genes("gene", _PLACES, _seen),
        x_is_diploid=False,
        notes=(words.CNVKIT_GENES,),
    )


def _bins(table: Table) -> Found:
    taken = CnvkitBins(table, _PLACES, least=_NO_COVERAGE, not_genes=_NOT_GENES)
    taken.read()
    return Found(
        CopySource.BINS,
        bins=taken.bins.sorted(),
        named=_sampled(taken.named.places),
        notes=_uncovered_note(taken.uncovered),
    )


def _sampled(names: dict[str, Interval]) -> dict[str, Interval]:
    return {gene: place for gene, place in names.items() if len(place) < _WIDEST_GENE}


def _uncovered_note(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    return (words.told(count, words.CNVKIT_UNCOVERED, least=_NO_COVERAGE),)


FORMAT: Final = SegmentFormat(
    name="cnvkit",
    title="CNVkit",
    url="https://cnvkit.readthedocs.io/en/stable/fileformats.html",
    recognises=_recognises,
    fits=_fits,
    read=_read,
    reads=(".cns", ".call.cns", ".segmetrics.cns", ".cnr", "genemetrics tables"),
    counts="from 0, half open",
    x_is_certain=False,
    y_is_haploid=True,
    states=(
        "log2 with ci_lo, ci_hi, sem or stdev; cn, cn1, cn2; baf; probes; of bins log2 and weight."
    ),
    untold=(
        "Purity: a log2 column that `call --purity` rescaled is recognised by its values "
        "alone, and left out. Whether the reference was built with --haploid-x-reference: "
        "where most of X lies half a doubling above what the sex has, only what both readings "
        "call alike is called on X. Y always counts from one copy."
    ),
)
