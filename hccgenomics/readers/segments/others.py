"""Files that come with copy number and are none: what they are, and what to pass instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.errors import FormatError
from hccgenomics.readers.header import MOST_LISTED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hccgenomics.readers.segment_head import Head


class Other(NamedTuple):
    """A kind of file that is refused by name.

    Attributes:
        shows: Whether a file that begins so is one.
        what: What it is, with its article.
        instead: What to pass.
    """

    shows: Callable[[Head], bool]
    what: str
    instead: str


def _has(*columns: str) -> Callable[[Head], bool]:
    return lambda head: head.words.issuperset(columns)


def _begins(*cells: str) -> Callable[[Head], bool]:
    wanted = frozenset(cells)
    return lambda head: bool(head.columns) and head.columns[0].strip().lower() in wanted


def _is_refflat(head: Head) -> bool:
    """UCSC refFlat: gene, transcript, contig, strand, six places and counts."""
    columns = 11
    return len(head.columns) == columns and head.columns[3] in {"+", "-"}


def _is_interval_list(head: Head) -> bool:
    """Picard: contig, start, end, strand, name."""
    return not head.has_heading and head.columns[3:4] in {("+",), ("-",)}


def _is_gene_counts(head: Head) -> bool:
    """Ensembl's gene and a number, without a heading."""
    pair = 2
    return len(head.columns) == pair and head.columns[0].startswith("ENSG")


def _is_only_dictionary(head: Head) -> bool:
    return head.remarks.startswith("@") and head.columns in {(), ("",)}


def _is_region_list(head: Head) -> bool:
    """One column of places: ``chr1:100-200``, as GATK and PureCN list intervals."""
    cells = [head.columns, *head.rows]
    return bool(head.rows) and all(len(row) == 1 for row in cells) and _is_region(cells[-1][0])


def _is_region(text: str) -> bool:
    return _REGION.fullmatch(text) is not None


def _is_germline_clincnv(head: Head) -> bool:
    """Copies of all cells, without those of the tumour."""
    return head.has("CN_change", "potential_AF", "loglikelihood")


def _is_old_coverage(head: Head) -> bool:
    """CNVkit's coverage before it had a column of depths."""
    return head.columns == ("chromosome", "start", "end", "gene", "log2")


def _is_combined(head: Head) -> bool:
    return any("combined variant output" in cell.lower() for cell in (*head.columns, head.remarks))


def _is_version(head: Head) -> bool:
    return head.columns[:1] != () and head.columns[0].startswith("version=")


def _is_linx(head: Head) -> bool:
    """LINX's tables have numbers of clusters, variants or breakends."""
    return not _LINX_COLUMNS.isdisjoint(head.words)


def _is_empty(head: Head) -> bool:
    return head.vcf is None and head.columns in {(), ("",)}


def _is_bed(head: Head) -> bool:
    return not head.has_heading


_REGION: Final = re.compile(r"[\w.]+:\d+-\d+")
_LINX_COLUMNS: Final = frozenset({"clusterid", "svid", "fiveprimebreakendid"})
_CNVKIT: Final = "Pass the tumour's .cns or .call.cns, or its .cnr."
_GATK: Final = "Pass .called.seg or .modelFinal.seg."
_LINX: Final = (
    "Of LINX, .vis_copy_number.tsv is read here, and .vis_sv_data.tsv, .fusion.tsv and "
    ".vis_fusion.tsv are with --sv."
)
_GISTIC: Final = "Pass all_thresholded.by_genes or all_data_by_genes."
_PURPLE: Final = "Pass .purple.cnv.somatic.tsv, .purple.cnv.gene.tsv and .purple.purity.tsv."

OTHERS: Final = (
    Other(_has("chromosome", "start", "end", "gene", "log2", "spread"),
          "CNVkit's reference (.cnn)", _CNVKIT),
    Other(_has("chromosome", "start", "end", "gene", "depth", "log2"),
          "CNVkit's coverage of a sample or its reference (.cnn)", _CNVKIT),
    Other(_is_old_coverage, "CNVkit's coverage of a sample (.cnn)", _CNVKIT),
    Other(_is_combined, "TruSight Oncology 500's CombinedVariantOutput, a report of many tables",
          "Pass the CNV VCF of the same run."),
    Other(_has("parameter_name", "posterior_50"), "GATK's table of model parameters", _GATK),
    Other(_has("contig", "position", "ref_count", "alt_count"), "GATK's allelic counts", _GATK),
    Other(_has("contig", "start", "end", "log2_copy_ratio"),
          "GATK's denoised copy ratios, which have no segments", _GATK),
    Other(_has("contig", "start", "end", "count"), "GATK's read counts", _GATK),
    Other(_is_interval_list, "a list of intervals", "Pass what the copy-number tool found there."),
    Other(_is_only_dictionary, "a sequence dictionary, or a table cut before its heading",
          "Pass segments."),
    Other(_is_refflat, "a table of genes in UCSC's refFlat format", "Pass segments or bins."),
    Other(_has("chrom", "chromstart", "chromend", "bridge"), "UCSC's track of assembly gaps",
          "Pass segments."),
    Other(_has("target", "total_coverage"), "PureCN's coverage of targets",
          "Pass its _dnacopy.seg, _genes.csv or .csv."),
    Other(_has("target", "gc_bias"), "PureCN's list of intervals",
          "Pass its _dnacopy.seg, _genes.csv or .csv."),
    Other(_is_region_list, "a list of regions", "Pass what the copy-number tool found there."),
    Other(_has("sampleid", "ml.somatic"), "PureCN's table of variants",
          "Pass its _dnacopy.seg, _genes.csv or .csv."),
    Other(_has("germlinestatus", "tumorstatus"), "PURPLE's table of germline events", _PURPLE),
    Other(_has("germlinestatus"), "PURPLE's table of stretches before it smooths them", _PURPLE),
    Other(_has("arm", "meancopynumber"), "PURPLE's table of arms", _PURPLE),
    Other(lambda head: "clincnv_germline" in head.remarks or _is_germline_clincnv(head),
          "ClinCNV's list of germline calls", "Pass its somatic list."),
    Other(_has("purity", "normfactor", "score"), "PURPLE's list of the fits it tried", _PURPLE),
    Other(_has("gene", "driver", "likelihoodmethod"), "PURPLE's or LINX's catalogue of drivers",
          _PURPLE),
    Other(_is_version, "the version of a tool, and no table", _PURPLE),
    Other(_is_linx, "one of LINX's tables without copies", _LINX),
    Other(_has("arm", "frac_of_arm"), "facets-suite's table of arms",
          "Pass its cncf table or .gene_level.txt."),
    Other(_begins("outs:"), "a pointer that DVC keeps in place of a file",
          "Fetch the file itself: dvc pull."),
    Other(lambda head: head.columns[:1] == ("PLOIDY ESTIMATION",), "DRAGEN's ploidy metrics",
          "Pass its CNV VCF."),
    Other(_has("unique_name", "descriptor"), "GISTIC's list of lesions of a cohort", _GISTIC),
    Other(_has("chromosome_arm"), "GISTIC's values of whole arms", _GISTIC),
    Other(_has("type", "g-score"), "GISTIC's scores of a cohort", _GISTIC),
    Other(_has("cytoband", "q_value", "genes_in_region"), "cBioPortal's list of GISTIC's peaks",
          "Pass its discrete table."),
    Other(_has("hugo_symbol", "variant_classification"), "a MAF of small variants",
          "Pass it in place of the VCF."),
    Other(_has("chrom1", "start1", "chrom2"), "a BEDPE of adjacencies", "Pass it with --sv."),
    Other(_is_gene_counts, "a table of reads by gene, as of RNA", "Pass segments or bins."),
    Other(_has("gene_stable_id"), "a table of genes from BioMart", "Pass segments or bins."),
    Other(lambda head: head.vcf is not None, "a VCF without copy number",
          "Pass small variants as VCF, and structural variants with --sv."),
    Other(_is_empty, "a file without a table", "Pass segments, a gene table or a VCF."),
    Other(_is_bed, "a table of intervals without a heading",
          "Name its format with --cnv-format, or restore the line that names the columns."),
)  # fmt: skip
"""Asked in this order, and only of files that no format recognises."""

_LEXICON: Final = frozenset(
    """
    id sample chr chrom chromosome contig start end pos position loc gene symbol name entrez hugo
    locus cytoband band log ratio mean median seg segment segments segmented num mark probes number
    of points copy copies cn tcn lcn total major minor allele fraction baf call depth weight value
    score purity ploidy tumour tumor normal type class state length size width strand ref alt filter
    info format arm exon transcript region regions bin count counts key low high ci lower upper p q
    cellular cell fold change gain loss amplification deletion
    """.split()  # noqa: SIM905 -- sixty words, a line each as a list
)
_TOKENS: Final = re.compile(r"[A-Za-z]+")


def refuse_several(names: Sequence[str], *, where: str) -> FormatError:
    """The error for a file that several formats recognise."""
    return FormatError(
        f"Several copy-number formats recognise the file: {', '.join(names)}.",
        where=where,
        hint="Say which with --cnv-format.",
    )


def refuse_unknown(head: Head, formats: Sequence[str], *, where: str) -> FormatError:
    """The error for a file that none recognises: what it is, or else what its columns are."""
    other = next((other for other in OTHERS if other.shows(head)), None)
    if other is not None:
        return FormatError(f"This is {other.what}.", where=where, hint=other.instead)
    return FormatError(
        f"This is no copy-number file that is read here: its columns are {listed(head.columns)}.",
        where=where,
        hint=f"Read are {', '.join(formats)}; say which with --cnv-format.",
    )


def listed(columns: Sequence[str]) -> str:
    """Columns named by plain words of the field; the rest, which may name patients, are counted.

    >>> listed(["chrom", "loc.start", "Jane Doe"])
    'chrom, loc.start and 1 other'
    """
    plain = [name for name in columns if _is_plain(name)][:MOST_LISTED]
    rest = len(columns) - len(plain)
    others = f"{rest} other{'' if rest == 1 else 's'}"
    if not plain:
        return f"{others} of no known name"
    return ", ".join(plain) + (f" and {others}" if rest else "")


def _is_plain(name: str) -> bool:
    tokens = [token.lower() for token in _TOKENS.findall(name)]
    return bool(tokens) and all(token in _LEXICON for token in tokens)
