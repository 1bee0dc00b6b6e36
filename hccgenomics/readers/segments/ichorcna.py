"""ichorCNA: segments and bins of shallow genomes, often of plasma, and the tumour fraction.

Written from ``R/output.R`` of https://github.com/broadinstitute/ichorCNA and not yet held against
real output. Places are counted from one. ``Corrected_Copy_Number`` is read where there is one, for
``copy.number`` ends at the largest state of the model; both are copies of tumour cells. By default
(``normalizeMaleX``) the ratio on X of a man is shifted to what normal cells have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError
from hccgenomics.model.copy_number import Solution
from hccgenomics.model.copy_number_files import Observation
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.sample_choice import check_lone_sample, choose_sample
from hccgenomics.readers.segment_bins import BinCollector
from hccgenomics.readers.segment_format import Found, SegmentFormat
from hccgenomics.readers.segment_numbers import SEX_BY_NUMBER, sex_of, share
from hccgenomics.readers.segment_samples import OneSample
from hccgenomics.readers.segment_table import MOST_KEPT, Places, finite
from hccgenomics.vocabulary import CopySource, DialectTier, DropReason

if TYPE_CHECKING:
    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_head import Head
    from hccgenomics.readers.segment_table import Row, Table

_LONG: Final = ("ID", "chrom", "start", "end", "num.mark", "seg.median.logR", "copy.number")
_LONG_PLACES: Final = Places("chrom", "start", "end", first=1)
_SHORT: Final = ("sample", "chr", "start", "end", "event", "copy.number", "bins", "median")
_PLACES: Final = Places("chr", "start", "end", first=1)
_PARAMETERS: Final = ("Sample", "Tumor Fraction", "Ploidy")
_LOG: Final = ".logR"
_COPIES: Final = ".copy.number"
_SEX: Final = "Gender:"
_LEAST_FRACTION: Final = 0.03
"""Below, ichorCNA cannot tell tumour from none (Adalsteinsson 2017,
doi:10.1038/s41467-017-00965-y)."""


def _samples(head: Head) -> list[str]:
    """Samples of a table of bins: what stands before ``.logR``."""
    names = [name.removesuffix(_LOG) for name in head.columns if name.endswith(_LOG)]
    return [name for name in names if name + _COPIES in head.columns]


def _is_bins(head: Head) -> bool:
    return head.has("chr", "start", "end") and bool(_samples(head))


def _recognises(head: Head) -> bool:
    known = (_LONG, _SHORT, _PARAMETERS)
    return any(head.has(*columns) for columns in known) or _is_bins(head)


def _read(table: Table, asked: Asked) -> Found:
    table.contigs.update(SEX_BY_NUMBER)
    head = table.head
    if head.has(*_PARAMETERS):
        return _parameters(table, asked)
    if _is_bins(head):
        return _bins(table, asked)
    is_long = head.has(*_LONG)
    sample = OneSample(table, asked, "ID" if is_long else "sample")
    places, seen = (_LONG_PLACES, _seen) if is_long else (_PLACES, _short)
    segments = table.segments(places, seen, sample.rows())
    return Found(CopySource.SEGMENTS, segments=segments, sample=sample.name, notes=sample.notes)


def _seen(row: Row) -> Observation:
    corrected = row.number("Corrected_Copy_Number")
    return Observation(
        log2_ratio=row.number("seg.median.logR"),
        copies=row.number("copy.number") if corrected is None else corrected,
        support=row.whole("num.mark"),
        call=row.text("Corrected_Call") or row.text("call"),
    )


def _short(row: Row) -> Observation:
    return Observation(
        log2_ratio=row.number("median"),
        copies=row.number("copy.number"),
        support=row.whole("bins"),
        call=row.text("event"),
    )


def _bins(table: Table, asked: Asked) -> Found:
    samples = _samples(table.head)
    sample = choose_sample(samples, asked, where=table.where)
    collected = BinCollector()
    for row in table.rows():
        place = table.interval(row, _PLACES)
        if place is None:
            continue
        log2 = row.number(sample + _LOG)
        if log2 is None:
            table.drop(DropReason.NO_VALUE)
            continue
        table.keep(MOST_KEPT)
        collected.add(place, log2)
    notes = check_lone_sample(sample, asked, where=table.where) if len(samples) == 1 else ()
    return Found(CopySource.BINS, bins=collected.sorted(), sample=sample, notes=notes)


def _parameters(table: Table, asked: Asked) -> Found:
    """A table of samples, and then a block of keys for each; all lines are counted as rows."""
    table.name_columns("key")
    fits: dict[str, tuple[float | None, float | None]] = {}
    sexes: dict[str, str] = {}
    last = ""
    for row in table.rows():
        table.keep()
        cells = [cell.strip() for cell in row.cells]
        if len(cells) == len(_PARAMETERS) and not cells[0].endswith(":") and not last:
            fits[cells[0]] = (_number(table, cells[1]), _number(table, cells[2]))
        elif len(cells) == 1 and cells[0] in fits:
            last = cells[0]
        elif cells[0] == _SEX and len(cells) > 1:
            sexes[last] = cells[1]
    if not fits:
        raise FormatError("The table of parameters has no sample.", where=table.where)
    sample = choose_sample(list(fits), asked, where=table.where)
    fraction, ploidy = fits[sample]
    solution = Solution(
        source="ichorCNA",
        purity=share(fraction),
        ploidy=ploidy,
        sex=sex_of(sexes.get(sample, "")),
    )
    notes = check_lone_sample(sample, asked, where=table.where) if len(fits) == 1 else ()
    return Found(
        CopySource.SOLUTION,
        solutions=(solution,),
        sample=sample,
        notes=(*notes, *_too_little(fraction)),
    )


def _number(table: Table, text: str) -> float | None:
    try:
        return finite(text)
    except ValueError:
        raise FormatError(
            "A tumour fraction or ploidy is no number.", where=table.where, line=table.line
        ) from None


def _too_little(fraction: float | None) -> tuple[str, ...]:
    if fraction is None or fraction >= _LEAST_FRACTION:
        return ()
    least = f"{_LEAST_FRACTION:.0%}"
    return (words.ICHORCNA_TOO_LITTLE.format(fraction=fraction, least=least),)


FORMAT: Final = SegmentFormat(
    name="ichorcna",
    title="ichorCNA",
    url="https://github.com/broadinstitute/ichorCNA/wiki/Output",
    recognises=_recognises,
    read=_read,
    reads=(".seg.txt", ".seg", ".cna.seg", ".params.txt"),
    counts="from 1, both ends included",
    states=(
        "Corrected_Copy_Number, else copy.number; seg.median.logR or median; of bins logR; "
        "Tumor Fraction, Ploidy, Gender."
    ),
    untold=(
        "Whether the tumour fraction suffices: below 3 % it tells tumour from none no longer, "
        "and the report says so."
    ),
    tier=DialectTier.UNTESTED,
    x_is_diploid=False,
    x_is_certain=False,
)
