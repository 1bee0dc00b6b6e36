"""FACETS: segments with copies, facets-suite's table of genes, and purity with ploidy.

Written from the vignette of https://github.com/mskcc/facets and from facets-suite
(https://github.com/mskcc/facets-suite). One real table of segments was compared (HCC2218 of
github.com/umccr/vcf_stuff), and too little beyond it to call the format proven. Places are those of
polymorphisms, counted from one; X is written as 23.

``tcn.em`` and ``lcn.em`` are read, the estimates of the EM algorithm. ``cnlr.median`` is not: its
zero is not two copies but the sample's ``dipLogR``, which this table does not hold. Nor is
``cf.em``: it is the share of all cells, which only the purity makes one of tumour cells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError
from hccgenomics.model.copy_number import Solution
from hccgenomics.model.copy_number_files import Observation
from hccgenomics.readers.segment_format import Found, SegmentFormat
from hccgenomics.readers.segment_numbers import SEX_BY_NUMBER, purity_in, share, truth_of
from hccgenomics.readers.segment_samples import OneSample
from hccgenomics.readers.segment_table import Places, finite
from hccgenomics.vocabulary import CopySource, DialectTier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_head import Head
    from hccgenomics.readers.segment_table import Row, Table

_SEGMENTS: Final = ("chrom", "num.mark", "nhet", "tcn.em", "lcn.em")
_PLACES: Final = Places("chrom", "start", "end", first=1)
_SUITE_PLACES: Final = Places("chrom", "loc.start", "loc.end", first=1)
_GENES: Final = ("gene", "chrom", "gene_start", "gene_end", "tcn", "lcn", "cn_state")
_GENE_PLACES: Final = Places("chrom", "gene_start", "gene_end", first=1)
_FIT: Final = ("purity", "ploidy")
_FIT_OTHERS: Final = frozenset({"diplogr", "dipLogR", "facets_version", "cval", "loglik", "flags"})
_OUT: Final = re.compile(r"^#\s*(Purity|Ploidy)\s*=\s*(\S+)", re.MULTILINE)
"""Lines of ``.out``, which older wrappers wrote and which is all comments."""
_SAMPLES: Final = ("sample", "ID", "tumor_sample")


def _is_fit(head: Head) -> bool:
    """Purity and ploidy, alone or among what only FACETS writes beside them."""
    if not head.has(*_FIT):
        return False
    rest = set(head.columns) - {*_FIT, *_SAMPLES}
    return not rest or not _FIT_OTHERS.isdisjoint(rest)


def _is_out(head: Head) -> bool:
    return not head.rows and bool(_said(head))


def _said(head: Head) -> dict[str, str]:
    return dict(_OUT.findall("\n".join(head.comments)))


def _recognises(head: Head) -> bool:
    return _is_out(head) or head.has(*_SEGMENTS) or head.has(*_GENES) or _is_fit(head)


def _read(table: Table, asked: Asked) -> Found:
    table.contigs.update(SEX_BY_NUMBER)
    if _is_out(table.head):
        return _out(table)
    column = next((name for name in _SAMPLES if name in table.head.columns), None)
    sample = None if column is None else OneSample(table, asked, column)
    return _found(table, sample, table.rows() if sample is None else sample.rows())


def _found(table: Table, sample: OneSample | None, rows: Iterable[Row]) -> Found:
    name, notes = (sample.name, sample.notes) if sample else (None, ())
    head = table.head
    if _is_fit(head):
        solutions, version = _solutions(table, rows)
        return Found(
            CopySource.SOLUTION, solutions=solutions, version=version, sample=name, notes=notes
        )
    if head.has(*_GENES):
        genes = table.genes("gene", _GENE_PLACES, _of_gene, rows)
        return Found(CopySource.GENES, genes=genes, sample=name, notes=notes)
    places = _SUITE_PLACES if "loc.start" in head.columns else _PLACES
    segments = table.segments(places, _seen, rows)
    return Found(CopySource.SEGMENTS, segments=segments, sample=name, notes=notes)


def _out(table: Table) -> Found:
    said = {key: _number(text, table) for key, text in _said(table.head).items()}
    fit = Solution("FACETS", purity=share(said.get("Purity")), ploidy=said.get("Ploidy"))
    return Found(CopySource.SOLUTION, solutions=(fit,))


def _number(text: str, table: Table) -> float | None:
    try:
        return finite(text)
    except ValueError:
        raise FormatError("Purity or ploidy is no number.", where=table.where) from None


def _seen(row: Row) -> Observation:
    return Observation(
        copies=row.number("tcn.em"),
        minor_copies=row.number("lcn.em"),
        support=row.whole("num.mark"),
    )


def _of_gene(row: Row) -> Observation:
    return Observation(
        copies=row.number("tcn"),
        minor_copies=row.number("lcn"),
        support=row.whole("gene_snps"),
        call=row.text("cn_state"),
    )


def _solutions(table: Table, rows: Iterable[Row]) -> tuple[tuple[Solution, ...], str]:
    """A row a run: facets-suite fits the purity first, and details after it; equal fits once."""
    found: list[Solution] = []
    version = ""
    for row in rows:
        table.keep()
        version = version or row.text("facets_version")
        fit = Solution(
            source="FACETS",
            purity=purity_in(row, "purity"),
            ploidy=row.number("ploidy"),
            is_doubled=truth_of(row.text("genome_doubled")),
            status=row.text("flags"),
        )
        if fit not in found:
            found.append(fit)
    return tuple(found), version


FORMAT: Final = SegmentFormat(
    name="facets",
    title="FACETS",
    url="https://github.com/mskcc/facets",
    recognises=_recognises,
    read=_read,
    reads=("cncf tables", "facets-suite .gene_level.txt", "purity and ploidy", ".out"),
    counts="from 1, both ends included",
    states=(
        "tcn.em, lcn.em, num.mark; by gene tcn, lcn, gene_snps, cn_state; purity, ploidy, "
        "genome_doubled, flags."
    ),
    untold=(
        "The ratio: zero of cnlr.median is not two copies but dipLogR, which the table does "
        "not hold. The share of tumour cells: cf.em is one of all cells."
    ),
    tier=DialectTier.UNTESTED,
)
