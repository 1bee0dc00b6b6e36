"""Tables that come with structural variants and state none: what they are, what to pass instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.errors import DialectError

if TYPE_CHECKING:
    from hccgenomics.readers.breakends.table import Heading


class Stranger(NamedTuple):
    """A kind of table that is refused by name.

    Attributes:
        columns: Of which a heading must have every one, in small letters.
        what: What it is, with its article.
        instead: What to pass.
    """

    columns: frozenset[str]
    what: str
    instead: str


_LINX: Final = (
    "Pass linx.vis_sv_data.tsv, linx.fusion.tsv or linx.vis_fusion.tsv, or PURPLE's structural "
    "variant VCF."
)
_COPIES: Final = "Copy number is given with --cnv."


def _of(columns: str, what: str, instead: str) -> Stranger:
    return Stranger(frozenset(columns.split()), what, instead)


STRANGERS: Final = (
    _of("clusterid", "one of LINX's tables that state no junction", _LINX),
    _of("gene driver likelihoodmethod", "PURPLE's or LINX's catalogue of drivers", _LINX),
    _of("chr_1 pos_1 dir_1 chr_2 pos_2 dir_2", "nanomonsv's own table", "Pass its VCF."),
    _of("variant_classification hugo_symbol", "a MAF of small variants",
        "Pass it in place of the VCF."),
    _of("mincopynumber maxcopynumber", "PURPLE's table of copies by gene", _COPIES),
    _of("copynumber bafcount", "PURPLE's table of segments", _COPIES),
    _of("sampleid copynumber baf", "LINX's table of copies", _COPIES),
    _of("purity ploidy", "a table of purity and ploidy", _COPIES),
    _of("seg.mean", "a table of segments", _COPIES),
    _of("segment_mean", "a table of segments", _COPIES),
    _of("log2 gene", "CNVkit's table of copy ratios", _COPIES),
    _of("tcn.em", "a table of copies of FACETS", _COPIES),
    _of("nmajor nminor", "a table of copies of ASCAT", _COPIES),
    _of("mean_log2_copy_ratio", "GATK's table of segments", _COPIES),
    _of("log2_copy_ratio_posterior_50", "GATK's table of segments", _COPIES),
)  # fmt: skip
"""Asked in this order, and only of tables that are no format of structural variants."""
_COMBINED: Final = "combined variant output"
_UNPRINTED: Final = frozenset(map(chr, (*range(9), *range(14, 27), *range(28, 32)))) | {"\ufffd"}
"""Signs that no text has; the last stands for bytes that are no UTF-8."""


def refuse(heading: Heading, *, where: str) -> DialectError:
    """The error for a table that no format recognises: what it is, where that is known."""
    text = " ".join((*heading.comments, *heading.columns, *heading.first)).lower()
    if _COMBINED in text:
        return DialectError(
            "This is TruSight Oncology 500's CombinedVariantOutput, a report of many tables.",
            where=where,
            hint="Pass the VCF or the table of fusions of the same run.",
        )
    if not _UNPRINTED.isdisjoint(text):
        return DialectError(
            "This looks like binary data, not a table.",
            where=where,
            hint="Pass the VCF or the table that the caller wrote.",
        )
    if "\r" in text:
        return DialectError(
            "Its lines end in carriage returns alone.", where=where, hint="Save it with line feeds."
        )
    known = next((one for one in STRANGERS if one.columns <= set(heading.columns)), None)
    if known is not None:
        return DialectError(f"This is {known.what}.", where=where, hint=known.instead)
    return DialectError(
        "The table is of no format of structural variants that is known here.",
        where=where,
        hint="Name it with --sv-format, or give it the columns of BEDPE or gene1 and gene2; "
        "docs/structural-formats.md lists what is read.",
    )
