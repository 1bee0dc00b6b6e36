"""What a table's columns hold, told by their names.

MAF: the GDC's specification (https://docs.gdc.cancer.gov/Data/File_Formats/MAF_Format/) and the
columns that vcf2maf, Oncotator, Funcotator and cBioPortal write beside or instead of them. A name
counts whatever its case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import DepthUnit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


class Role(StrEnum):
    """What a column holds."""

    CONTIG = auto()
    POS = auto()
    END = auto()
    REF = auto()
    ALT = auto()
    OTHER_ALT = auto()
    ASSEMBLY = auto()
    FILTER = auto()
    TUMOUR = auto()
    NORMAL = auto()
    STATUS = auto()
    CONTEXT = auto()
    DEPTH = auto()
    REF_DEPTH = auto()
    ALT_DEPTH = auto()
    VAF = auto()
    NORMAL_DEPTH = auto()
    NORMAL_REF_DEPTH = auto()
    NORMAL_ALT_DEPTH = auto()
    NORMAL_VAF = auto()
    GENE = auto()
    TRANSCRIPT = auto()
    CONSEQUENCE = auto()
    CLASSIFICATION = auto()
    HGVS_C = auto()
    HGVS_P = auto()
    SHORT_P = auto()
    EXON = auto()


COUNTS: Final = (Role.DEPTH, Role.REF_DEPTH, Role.ALT_DEPTH, Role.VAF)
NORMAL_COUNTS: Final = (
    Role.NORMAL_DEPTH,
    Role.NORMAL_REF_DEPTH,
    Role.NORMAL_ALT_DEPTH,
    Role.NORMAL_VAF,
)
"""In the order of ``COUNTS``."""
ANNOTATION: Final = (
    Role.GENE,
    Role.TRANSCRIPT,
    Role.CONSEQUENCE,
    Role.CLASSIFICATION,
    Role.HGVS_C,
    Role.HGVS_P,
    Role.SHORT_P,
    Role.EXON,
)

Spellings = dict[Role, tuple[str, ...]]

MAF_NAMES: Final[Spellings] = {
    Role.CONTIG: ("chromosome", "chrom", "chr"),
    Role.POS: ("start_position", "start"),
    Role.END: ("end_position", "end"),
    Role.REF: ("reference_allele", "ref_allele"),
    Role.ALT: ("tumor_seq_allele2", "tumour_seq_allele2"),
    Role.OTHER_ALT: ("tumor_seq_allele1", "tumour_seq_allele1"),
    Role.ASSEMBLY: ("ncbi_build", "build", "reference_genome"),
    Role.FILTER: ("filter",),
    Role.TUMOUR: ("tumor_sample_barcode", "tumour_sample_barcode"),
    Role.NORMAL: ("matched_norm_sample_barcode", "normal_sample_barcode"),
    Role.STATUS: ("mutation_status",),
    Role.CONTEXT: ("context", "ref_context"),
    Role.DEPTH: ("t_depth", "ttotcov", "t_total_count", "i_t_depth"),
    Role.REF_DEPTH: ("t_ref_count", "i_t_ref_count", "caller_t_ref_count"),
    Role.ALT_DEPTH: ("t_alt_count", "tvarcov", "i_t_alt_count", "caller_t_alt_count"),
    Role.VAF: ("t_vaf", "tumor_vaf", "tumor_f", "i_tumor_f", "t_af", "t_variant_frequency", "vaf"),
    Role.NORMAL_DEPTH: ("n_depth", "ntotcov", "n_total_count", "i_n_depth"),
    Role.NORMAL_REF_DEPTH: ("n_ref_count", "i_n_ref_count", "caller_n_ref_count"),
    Role.NORMAL_ALT_DEPTH: ("n_alt_count", "nvarcov", "i_n_alt_count", "caller_n_alt_count"),
    Role.NORMAL_VAF: ("n_vaf", "normal_vaf", "normal_f", "n_af", "n_variant_frequency"),
    Role.GENE: ("hugo_symbol",),
    Role.TRANSCRIPT: ("transcript_id", "feature", "annotation_transcript"),
    Role.CONSEQUENCE: ("consequence",),
    Role.CLASSIFICATION: ("variant_classification",),
    Role.HGVS_C: ("hgvsc", "cdna_change"),
    Role.HGVS_P: ("hgvsp",),
    Role.SHORT_P: ("hgvsp_short", "protein_change"),
    Role.EXON: ("exon", "exon_number"),
}
"""Of several that a file has, the first in this order is read."""

GENOTYPED: Final = (
    ("simplex_duplex", DepthUnit.MOLECULES),
    ("duplex", DepthUnit.DUPLEX_MOLECULES),
    ("simplex", DepthUnit.MOLECULES),
    ("", DepthUnit.FRAGMENTS),
)
"""What GetBaseCountsMultiSample counts at known places, as genotype_variants of MSK-ACCESS names
the columns (``t_alt_count_fragment_simplex_duplex``;
https://github.com/msk-access/genotype_variants): fragments, overlapping mates once; of alignments
of consensus reads they are molecules. The kind that holds most of them comes first, and any before
plain reads."""

TABLE_NAMES: Final[Spellings] = {
    Role.CONTIG: ("contig", "chrom", "chr", "chromosome", "seqname"),
    Role.POS: (
        "pos", "position", "start", "start_position", "chr_start", "coordinate",
        "genomic_position", "genomic_coordinate", "chromosome_position", "chr_pos",
    ),
    Role.END: ("end", "stop", "end_position"),
    Role.REF: ("ref", "reference", "ref_allele", "reference_allele", "ref_base"),
    Role.ALT: (
        "alt", "alternate", "alt_allele", "alternate_allele", "alternative", "alternative_allele",
        "variant_allele", "mutant_allele", "alt_base", "tumor_seq_allele2",
    ),
    Role.ASSEMBLY: (
        "assembly", "build", "genome", "genome_build", "ncbi_build", "reference_genome",
        "reference_build", "genome_assembly",
    ),
    Role.FILTER: ("filter", "filters", "filter_status"),
    Role.TUMOUR: (
        "sample", "sample_id", "sample_name", "tumour_sample", "tumor_sample",
        "tumour", "tumor", "tumor_sample_barcode", "tumour_sample_id", "tumor_sample_id",
    ),
    Role.NORMAL: (
        "normal_sample", "normal", "normal_sample_id", "matched_normal",
        "matched_norm_sample_barcode",
    ),
    Role.STATUS: ("mutation_status", "somatic_status"),
    Role.DEPTH: (
        "depth", "dp", "total_depth", "coverage", "read_depth", "total_reads", "t_depth",
        "tumour_depth", "tumor_depth", "cov",
    ),
    Role.REF_DEPTH: (
        "ref_depth", "ref_count", "ref_reads", "reference_depth", "reference_reads",
        "reference_count", "t_ref_count", "ad_ref", "ref_ad", "ro", "ref_dp", "rd",
    ),
    Role.ALT_DEPTH: (
        "alt_depth", "alt_count", "alt_reads", "variant_depth", "variant_reads", "variant_count",
        "alternate_depth", "alternate_reads", "mutant_reads", "t_alt_count", "ad_alt", "alt_ad",
        "ao", "alt_dp", "vd",
    ),
    Role.VAF: (
        "vaf", "af", "allele_frequency", "allele_fraction", "allelic_frequency", "freq",
        "variant_allele_frequency", "variant_allele_fraction", "variant_frequency", "frequency",
        "t_vaf", "tumour_vaf", "tumor_vaf", "tumor_f", "vf", "maf_tumour",
    ),
    Role.NORMAL_DEPTH: ("normal_depth", "n_depth", "normal_dp"),
    Role.NORMAL_REF_DEPTH: ("normal_ref_depth", "n_ref_count", "normal_ref_count"),
    Role.NORMAL_ALT_DEPTH: ("normal_alt_depth", "n_alt_count", "normal_alt_count"),
    Role.NORMAL_VAF: ("normal_vaf", "n_vaf", "normal_af"),
}  # fmt: skip

NEEDED: Final = (Role.CONTIG, Role.POS, Role.REF, Role.ALT)
_BLANKS: Final = re.compile(r"[\s_.-]+")
_PER_CENT: Final = re.compile(r"[(\[]?\s*(%|per ?cent(?:age)?|pct)\s*[)\]]?", re.IGNORECASE)
_IN_BRACKETS: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table keeps what.

    Attributes:
        places: The column of each role, from zero.
        total: How many columns a row has.
        per_cent: Fractions that the heading says are per cent.
        unit: What one unit of the tumour's counts is.
        counted: The column of its alternate reads, where several sets of counts may be there.
    """

    places: Mapping[Role, int]
    total: int
    per_cent: frozenset[Role] = frozenset()
    unit: DepthUnit = DepthUnit.READS
    counted: str = ""

    def missing(self) -> tuple[Role, ...]:
        """What every variant must have and this table has not."""
        return tuple(role for role in NEEDED if role not in self.places)


def plain_name(name: str) -> str:
    """A column's name as the lists above spell it.

    >>> plain_name("#Chr"), plain_name("VAF (%)"), plain_name("Alt. depth"), plain_name("Pos")
    ('chr', 'vaf', 'alt_depth', 'pos')
    """
    text = _PER_CENT.sub(" ", name.strip().strip('"').lstrip("#"))
    text = _IN_BRACKETS.sub("", text)
    return _BLANKS.sub("_", text.strip()).strip("_").lower()


def find_columns(names: Sequence[str], spellings: Spellings) -> Columns:
    """Where each role is, of several columns that might have it the one listed first.

    >>> found = find_columns(["Chr", "Pos", "Ref", "Alt", "VAF %"], TABLE_NAMES)
    >>> found.missing(), found.places[Role.VAF], found.per_cent == {Role.VAF}
    ((), 4, True)
    """
    plain = [plain_name(name) for name in names]
    places = {
        role: plain.index(known)
        for role, listed in spellings.items()
        if (known := next((name for name in listed if name in plain), None)) is not None
    }
    fractions = (role for role in (Role.VAF, Role.NORMAL_VAF) if role in places)
    per_cent = frozenset(role for role in fractions if _PER_CENT.search(names[places[role]]))
    return Columns(places, len(names), per_cent)


def with_genotyped(
    columns: Columns, names: Sequence[str], is_filled: Callable[[int], bool]
) -> Columns:
    """The same columns, with counts of fragments or molecules instead of reads, if there are any.

    All counts come from one set, so that no two kinds are mixed.

    >>> names = ["t_alt_count", "t_alt_count_fragment_duplex", "t_total_count_fragment_duplex"]
    >>> found = with_genotyped(find_columns(names, MAF_NAMES), names, lambda place: True)
    >>> found.unit.value, found.places[Role.ALT_DEPTH], Role.REF_DEPTH in found.places
    ('duplex_molecules', 1, False)

    Args:
        columns: As the names tell them.
        names: Of all columns.
        is_filled: Whether the rows looked at state anything in a column.
    """
    plain = [plain_name(name) for name in names]
    for suffix, unit in GENOTYPED:
        of_set = _set_of(suffix)
        alt = of_set[Role.ALT_DEPTH]
        if alt in plain and is_filled(plain.index(alt)):
            own = {role: plain.index(name) for role, name in of_set.items() if name in plain}
            others = {role: at for role, at in columns.places.items() if role not in of_set}
            fractions = columns.per_cent - {Role.VAF}
            return Columns(others | own, columns.total, fractions, unit, alt)
    return columns


def _set_of(suffix: str) -> Mapping[Role, str]:
    end = f"_{suffix}" if suffix else ""
    return {
        Role.DEPTH: f"t_total_count_fragment{end}",
        Role.REF_DEPTH: f"t_ref_count_fragment{end}",
        Role.ALT_DEPTH: f"t_alt_count_fragment{end}",
        Role.VAF: f"t_vaf_fragment{end}",
    }


def repeated(names: Iterable[str], columns: Columns) -> tuple[int, ...]:
    """Columns, from one, that have the very name of one that is needed."""
    plain = [plain_name(name) for name in names]
    taken = {plain[columns.places[role]] for role in NEEDED if role in columns.places}
    often = {name for name in taken if plain.count(name) > 1}
    return tuple(number for number, name in enumerate(plain, start=1) if name in often)
