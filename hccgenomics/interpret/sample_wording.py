"""What is said of the files as a whole: whose reads they hold, and what they were made to find."""

from __future__ import annotations

from typing import Final

GERMLINE_CALLER: Final = (
    "The caller ({callers}) looks for inherited variants: it expects an allele in half or all of "
    "the reads, so somatic ones are missed or misjudged, and what it finds is not told from the "
    "patient's germline."
)
GERMLINE_SPECTRUM: Final = (
    "This looks like a germline VCF: {like} of {judged} alleles lie at the fractions of inherited "
    "variants ({het} heterozygous, {hom} homozygous), and no filter, field or tag of a somatic "
    "caller tells them from a tumour's."
)
GERMLINE_GENOTYPES: Final = (
    "This looks like a germline VCF: {hom} of {judged} genotypes are homozygous for the alternate "
    "allele, the file counts no reads, and no filter, field or tag of a somatic caller is in it."
)
ALL_SHARED: Final = (
    "No allele is the tumour's own: {shared} of {judged} are in the normal's column, at "
    "{vaf} of its reads or more, and no filter, field or tag of a somatic caller tells them apart."
)
LOOKS_GERMLINE: Final = (
    "{like} of {judged} alleles lie at the fractions of inherited variants; without a matched "
    "normal many of them will be germline."
)
SWAPPED: Final = (
    "Tumour and normal seem to be swapped: of {judged} alleles {kind} and in one column alone, "
    "{normal_only} are in the normal's. Nothing was switched."
)
PERHAPS_SWAPPED: Final = (
    "The normal's column carries {alleles} that the tumour's lacks; too few to tell whether the "
    "columns are swapped."
)
CLAIMED: Final = "called somatic"
UNCLAIMED: Final = "at fractions no germline variant has"
NO_READS: Final = "The tumour's column has no reads at {alleles} of the panel that the file lists."
NO_GENOTYPES: Final = (
    "The tumour's column is empty: no genotype and no reads at {alleles} of the panel that the "
    "file lists."
)
NOT_CARRIED: Final = (
    "The tumour's column carries none of the {judged} alleles of the panel that the file lists."
)
POOLED: Final = (
    "The genotypes have up to {copies} alleles, as where several people's reads were pooled; "
    "fractions and genotypes are then of nobody."
)
SUMMARY: Final = "Do not rely on the findings below. {doubt}"

COPIES: Final = "alleles in one genotype"
SHARED: Final = "alleles that the normal's column shows too"
HOMOZYGOUS: Final = "genotypes homozygous for the alternate allele"
READS_OF_TUMOUR: Final = "reads in the tumour's column"
SPECTRUM: Final = "alleles at the fractions of germline variants"
SWAP: Final = "alleles in the normal's column alone"
SHARE: Final = "share of alleles"
READS: Final = "reads"
ALLELES: Final = "alleles"
SPECTRUM_WHY: Final = (
    "{like} of {judged} alleles with at least {depth} reads lie between {low} and {high} or from "
    "{hom} on."
)
SWAP_WHY: Final = (
    "Of {judged} alleles {kind} and in one column alone, {normal_only} in the normal's."
)
TOO_FEW: Final = "Not assessed: {judged}, and {needed} are needed."
NO_NORMAL_WHY: Final = "Not assessed: no reads of a matched normal."
ANY_OF: Final = "any of the {alleles}"
THE_ONE: Final = "the one allele"
