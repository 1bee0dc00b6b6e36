"""GISTIC 2: levels and values by gene, a column a sample.

``all_thresholded.by_genes``: -2 to 2. ``all_data_by_genes`` and ``focal_data_by_genes``: copies
less two, as if every cell were the tumour's (ftp://ftp.broadinstitute.org/pub/GISTIC2.0/,
GISTICDocumentation_standalone.htm, "Gene Tables"). Headings and units were compared with that
documentation and with the statements of GISTIC 2 that write the tables
(https://github.com/broadinstitute/gistic2, ``gene_calls.m``, ``write_gene_table.m``); no real table
was at hand. UCSC Xena hands them out with the symbol alone before the samples.
"""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError
from hccgenomics.model.copy_number_files import (
    GeneRow,
    Observation,
)
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.sample_choice import check_lone_sample, choose_sample
from hccgenomics.readers.segment_format import Found, SegmentFormat
from hccgenomics.readers.segment_table import is_empty
from hccgenomics.vocabulary import CopyClass, CopySource, DialectTier, DropReason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_head import Head
    from hccgenomics.readers.segment_table import Row, Table

_GENE: Final = "Gene Symbol"
_IDS: Final = frozenset({"Locus ID", "Gene ID"})
_BAND: Final = "Cytoband"
_BEFORE_SAMPLES: Final = 3
_DIPLOID: Final = 2
_ENOUGH_GENES: Final = 100
"""From so many on, half of them gained by more than one copy is no profile of a tumour."""
_FAR_FROM_DIPLOID: Final = 1.0
_LEVELS: Final = {
    2: CopyClass.AMPLIFICATION,
    1: CopyClass.GAIN,
    0: CopyClass.NO_CHANGE,
    -1: CopyClass.LOSS,
    -2: CopyClass.HOMOZYGOUS_DELETION,
}


def _recognises(head: Head) -> bool:
    columns = head.columns
    return bool(columns) and columns[0] == _GENE and len(columns) > _before_samples(columns)


def _before_samples(columns: Sequence[str]) -> int:
    """GISTIC's three columns, or the symbol alone, as UCSC Xena hands its tables out."""
    is_whole = columns[1:2] and columns[1] in _IDS and columns[2:3] == (_BAND,)
    return _BEFORE_SAMPLES if is_whole else 1


def _read(table: Table, asked: Asked) -> Found:
    columns = table.head.columns
    samples = columns[_before_samples(columns) :]
    sample = choose_sample(samples, asked, where=table.where)
    rows = [(row, row.text(sample), row.number(sample)) for row in table.rows()]
    is_whole = all("." not in text for _, text, _ in rows)
    values = [number for *_, number in rows if number is not None]
    is_level = is_whole and _LEVELS.keys() >= set(values)
    if _are_copies(values, is_whole=is_whole and not is_level):
        raise FormatError(
            "These are not GISTIC's levels from -2 to 2, nor its values about 0: they look like "
            "numbers of copies.",
            where=table.where,
            hint="Pass GISTIC's tables, or the segments that the numbers were made of.",
        )
    genes = _genes(table, rows, is_level=is_level)
    return Found(
        CopySource.LEVELS if is_level else CopySource.GENES,
        genes=genes,
        sample=sample,
        copies_are_corrected=False,
        notes=(
            *(check_lone_sample(sample, asked, where=table.where) if len(samples) == 1 else ()),
            words.GISTIC_LEVELS if is_level else words.GISTIC_VALUES,
        ),
    )


def _are_copies(values: Sequence[float], *, is_whole: bool) -> bool:
    """Whether a table with GISTIC's heading holds copies, as PCAWG's consensus by gene does."""
    if is_whole:
        return True
    is_telling = len(values) >= _ENOUGH_GENES and min(values) >= 0
    return is_telling and median(values) > _FAR_FROM_DIPLOID


def _genes(
    table: Table, rows: Sequence[tuple[Row, str, float | None]], *, is_level: bool
) -> list[GeneRow]:
    seen = _level if is_level else _value
    found: list[GeneRow] = []
    for row, _, number in rows:
        gene, observed = _symbol(row.text(_GENE)), seen(number)
        if not gene or is_empty(observed):
            table.drop(DropReason.NO_VALUE)
            continue
        table.keep()
        found.append(GeneRow(gene, None, observed, row.number_in_file))
    return found


def _symbol(name: str) -> str:
    """The symbol alone, of a gene that GISTIC tells from its namesakes.

    >>> _symbol("SNORA70|chr2")
    'SNORA70'
    """
    return name.partition("|")[0]


def _level(number: float | None) -> Observation:
    return Observation(level=None if number is None else _LEVELS[int(number)])


def _value(number: float | None) -> Observation:
    """Copies as if all cells were the tumour's, which is a ratio in other units.

    >>> _value(2.0).log2_ratio, _value(-2.1).copies
    (1.0, 0.0)
    """
    if number is None:
        return Observation()
    ratio = (number + _DIPLOID) / _DIPLOID
    return Observation(log2_ratio=math.log2(ratio)) if ratio > 0 else Observation(copies=0.0)


FORMAT: Final = SegmentFormat(
    name="gistic",
    title="GISTIC",
    url="https://broadinstitute.github.io/gistic2/",
    recognises=_recognises,
    read=_read,
    reads=("all_thresholded.by_genes", "all_data_by_genes", "focal_data_by_genes"),
    counts="no places",
    states="Levels from -2 to 2; copies less two as if every cell were the tumour's.",
    untold="Copies of tumour cells; whether changes of whole arms were taken out of the values.",
    tier=DialectTier.UNTESTED,
)
