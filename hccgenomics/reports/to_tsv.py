"""Alterations as a table for a spreadsheet: one row each, in the report's order.

``.`` is what is not known; ``&`` joins consequences, ``;`` joins everything else. A text that a
spreadsheet would take for a formula gets an apostrophe in front (CWE-1236); numbers do not. Exon
and intron are written ``3 of 15``, since spreadsheets take ``3/15`` for a day in March.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.precision import rounded
from hccgenomics.reports.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.report import Alteration, Report

COLUMNS: Final = {
    "sample": "Name of the sample.",
    "assembly": "Reference assembly.",
    "id": "Identifier of the alteration in the report.",
    "kind": "Kind of event.",
    "gene": "HGNC symbol.",
    "gene_role": "What the gene does in HCC.",
    "contig": "Contig, chr1 to chrM.",
    "pos": "First base of ref, counted from 1, after normalisation.",
    "ref": "Reference allele, normalised.",
    "alt": "Alternate allele, normalised.",
    "transcript": "Versioned Ensembl accession the names are given on.",
    "consequence": "Sequence Ontology terms, most severe first, joined with &.",
    "hgvs_g": "HGVS genomic name.",
    "hgvs_c": "HGVS coding name.",
    "hgvs_p": "HGVS protein name, three-letter.",
    "vrs_id": "GA4GH VRS 2 allele identifier.",
    "short_name": "As a board would say it.",
    "exon": "Number of the exon and how many there are, 3 of 15.",
    "intron": "Likewise for introns.",
    "vaf": "Variant allele fraction in the tumour, 0 to 1.",
    "depth": "Informative reads of all alleles.",
    "ref_depth": "Reads with the reference allele.",
    "alt_depth": "Reads with this allele.",
    "normal_vaf": "Allele fraction in the matched normal.",
    "normal_alt_depth": "Reads with this allele in the matched normal.",
    "filter": "What FILTER and FT say, joined with ;; . where no filter was applied.",
    "filters_not_applied": "Filters that could not be evaluated, with what they lack.",
    "population_af": "Allele frequency in a population.",
    "copies": "Absolute copy number.",
    "log2_ratio": "Log2 of the copy ratio.",
    "origin": "Where the variant is thought to come from.",
    "origin_reasons": "What tells where it comes from, joined with ;.",
    "promoter": "What an allele of the TERT promoter window is.",
    "driver": "true or false.",
    "driver_rules": "Codes of the driver rules that applied, joined with ;.",
    "why": "Why it is flagged, or why not.",
    "annotated_by": "The annotator whose consequence and names these are; . where they are ours.",
    "annotation_disagreements": "What the file's annotation states otherwise, joined with ;.",
    "notes": "What a reader must know, joined with ;.",
}
UNKNOWN: Final = "."
FORMULA_STARTS: Final = ("=", "+", "-", "@")
_CONSEQUENCE_GLUE: Final = "&"
_GLUE: Final = "; "

Cell = str | int | float | bool | None


def to_tsv(report: Report) -> str:
    """The table, with one header line."""
    from csv import QUOTE_NONE

    from pandas import DataFrame

    rows = [_row(report, alteration) for alteration in report.alterations]
    table = DataFrame(rows, columns=list(COLUMNS), dtype="object")
    text: str = table.to_csv(sep="\t", index=False, lineterminator="\n", quoting=QUOTE_NONE)
    return text


def _row(report: Report, alteration: Alteration) -> list[str]:
    own = {name: getattr(alteration, name, None) for name in COLUMNS}
    row = own | {
        "sample": report.sample.id,
        "assembly": report.sample.assembly,
        "consequence": _joined(alteration.consequence, _CONSEQUENCE_GLUE),
        "exon": _of(alteration.exon),
        "intron": _of(alteration.intron),
        "filter": _joined(alteration.filter, _GLUE),
        "filters_not_applied": _joined(alteration.filters_not_applied, _GLUE),
        "driver_rules": _joined((rule.code for rule in alteration.driver_findings), _GLUE),
        "annotation_disagreements": _joined(
            (f"{d.source} {d.field} {d.theirs}" for d in alteration.annotation_disagreements), _GLUE
        ),
        "origin_reasons": _joined((r.why for r in alteration.origin_reasons if r.says), _GLUE),
        "notes": _joined(alteration.notes, _GLUE),
    }
    return [cell(value) for value in row.values()]


def cell(value: Cell) -> str:
    """One cell, safe to open in a spreadsheet.

    >>> cell(None), cell(True), cell(-0.123456), cell("=cmd()"), cell("c.-124C>T"), cell("-")
    ('.', 'true', '-0.1235', "'=cmd()", 'c.-124C>T', '-')
    """
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(rounded(value))
    if isinstance(value, int):
        return str(value)
    text = inert(" ".join(value.split()))
    return f"'{text}" if text.startswith(FORMULA_STARTS) and text != "-" else text or UNKNOWN


def _joined(words: Iterable[str], glue: str) -> str | None:
    return glue.join(words) or None


def _of(numbered: str | None) -> str | None:
    return None if numbered is None else numbered.replace("/", " of ")
