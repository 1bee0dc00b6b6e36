"""cBioPortal: copy number by gene, a column or a row a sample; discrete levels, or log2 ratios.

Written from https://docs.cbioportal.org/file-formats/#discrete-copy-number-data; the tables of
cBioPortal's own test study (github.com/cBioPortal/cbioportal, ``study_es_0``) have this form, and
tables of other laboratories were not seen. Levels: -2 deep loss, -1.5 a loss that some laboratories
count as deep, -1 shallow loss, 0 diploid, 1 low-level gain, 2 high-level amplification; none is a
number of copies. ``NA`` is a gene that was not profiled.

Continuous values are log2 ratios or copies less two, and nothing in the file says which. A value
below -2, which no copies can leave, shows the former; else the user has to say it, by the name of
the format.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError
from hccgenomics.model.copy_number_files import (
    GeneRow,
    Observation,
)
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.sample_choice import check_lone_sample, choose_sample
from hccgenomics.readers.segment_format import Found, SegmentFormat
from hccgenomics.readers.segment_samples import OneSample
from hccgenomics.readers.segment_table import is_empty
from hccgenomics.vocabulary import CopyClass, CopySource, DialectTier, DropReason

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_head import Head
    from hccgenomics.readers.segment_table import Row, Table

_GENE: Final = "Hugo_Symbol"
_BESIDE: Final = frozenset({_GENE, "Entrez_Gene_Id", "Cytoband"})
_LONG: Final = (_GENE, "Sample_Id", "Value")
"""A row a gene and sample."""
_MAF_COLUMNS: Final = frozenset({"Tumor_Sample_Barcode", "Variant_Classification", "Chromosome"})
"""A MAF begins with the same column."""
_LEVELS: Final = {
    -2.0: CopyClass.HOMOZYGOUS_DELETION,
    -1.5: CopyClass.BORDERLINE_HOMOZYGOUS_DELETION,
    -1.0: CopyClass.LOSS,
    0.0: CopyClass.NO_CHANGE,
    1.0: CopyClass.GAIN,
    2.0: CopyClass.AMPLIFICATION,
}
_BELOW: Final = -2.0
"""Copies less two cannot be fewer."""
_PLAIN_GENE: Final = re.compile(r"[A-Za-z][\w.@-]*")


def _samples(head: Head) -> list[str]:
    return [name for name in head.columns if name not in _BESIDE]


def _recognises(head: Head) -> bool:
    return head.has(*_LONG) or _is_wide(head)


def _is_wide(head: Head) -> bool:
    return (
        head.has(_GENE)
        and _MAF_COLUMNS.isdisjoint(head.columns)
        and bool(_samples(head))
        and all(_is_number(row[-1]) for row in head.rows)
    )


def _is_number(text: str) -> bool:
    try:
        float(text or "nan")
    except ValueError:
        return text.strip() in {"NA", "."}
    return True


def _read(table: Table, asked: Asked) -> Found:
    if table.head.has(*_LONG):
        sample = OneSample(table, asked, "Sample_Id")
        rows = [(row, row.number("Value")) for row in sample.rows()]
        return _found(table, asked, rows, sample=sample.name, notes=sample.notes)
    samples = _samples(table.head)
    name = choose_sample(samples, asked, where=table.where)
    rows = [(row, row.number(name)) for row in table.rows()]
    notes = check_lone_sample(name, asked, where=table.where) if len(samples) == 1 else ()
    return _found(table, asked, rows, sample=name, notes=notes)


def _found(
    table: Table,
    asked: Asked,
    rows: Sequence[tuple[Row, float | None]],
    *,
    sample: str | None,
    notes: tuple[str, ...],
) -> Found:
    values = [value for _, value in rows if value is not None]
    is_discrete = all(value in _LEVELS for value in values)
    if not is_discrete and not asked.is_named:
        _check_unit(values, where=table.where)
    return Found(
        CopySource.LEVELS if is_discrete else CopySource.GENES,
        genes=_genes(table, rows, _level if is_discrete else _ratio),
        sample=sample,
        notes=(*notes, words.CBIOPORTAL_LEVELS if is_discrete else words.CBIOPORTAL_LOG),
    )


def _check_unit(values: Sequence[float], *, where: str) -> None:
    """Raise unless the values can only be log2 ratios."""
    if min(values) < _BELOW:
        return
    raise FormatError(
        "The values are not discrete, and nothing tells log2 ratios from copies less two.",
        where=where,
        hint="Pass the discrete table or segments, or --cnv-format cbioportal if they are log2 "
        "ratios.",
    )


def _level(value: float | None) -> Observation:
    return Observation(level=None if value is None else _LEVELS[value])


def _ratio(value: float | None) -> Observation:
    return Observation(log2_ratio=value)


def _genes(
    table: Table,
    rows: Sequence[tuple[Row, float | None]],
    seen: Callable[[float | None], Observation],
) -> list[GeneRow]:
    found: list[GeneRow] = []
    for row, value in rows:
        gene, observed = row.text(_GENE), seen(value)
        if not _PLAIN_GENE.fullmatch(gene) or is_empty(observed):
            table.drop(DropReason.NO_VALUE)
            continue
        table.keep()
        found.append(GeneRow(gene, None, observed, row.number_in_file))
    return found


FORMAT: Final = SegmentFormat(
    name="cbioportal",
    title="cBioPortal",
    url="https://docs.cbioportal.org/file-formats/#discrete-copy-number-data",
    recognises=_recognises,
    read=_read,
    reads=("discrete tables (data_cna.txt)", "log2 tables (data_log2_cna.txt)"),
    counts="no places",
    states="Levels from -2 to 2; log2 ratios.",
    untold=(
        "Copies: a level is what its authors chose. Whether values are log2 ratios: one below "
        "-2 shows it, or `--cnv-format cbioportal` says it."
    ),
    x_is_certain=False,
    tier=DialectTier.UNTESTED,
)
