"""What a laboratory may choose; printed in every report, never looked up from afar."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from hccgenomics.model.base import Document


class RegionThresholds(Document):
    """Thresholds of one region, in place of the general ones; those left out stay as they are."""

    region: str = Field(
        description=(
            "A gene of the panel (TERT), a marker of one gene by its promoter (TERT promoter), or "
            "a place on the assembly of the report (chr5:1295013-1295213)."
        )
    )
    min_alt_depth: int | None = Field(
        default=None, ge=0, description="In place of the general setting there."
    )
    min_depth: int | None = Field(
        default=None, ge=0, description="In place of the general setting there."
    )
    min_vaf: float | None = Field(
        default=None,
        ge=0.0,
        le=1.0,
        description="In place of min_vaf_tissue or min_vaf_plasma there.",
    )

    def __str__(self) -> str:
        """As the report prints it.

        >>> print(RegionThresholds(region="TERT promoter", min_alt_depth=2))
        TERT promoter (min_alt_depth = 2)
        """
        chosen = self.model_dump(exclude={"region"}, exclude_none=True)
        return f"{self.region} ({', '.join(f'{name} = {v}' for name, v in chosen.items())})"


class Settings(Document):
    """A laboratory's choices; every field has a default and a description."""

    min_alt_depth: int = Field(
        default=3,
        ge=0,
        description="Alternate reads an allele needs, where the caller counts them.",
    )
    min_depth: int = Field(
        default=0,
        ge=0,
        description="Reads of all alleles a place needs, where the caller counts them; 0 is off.",
    )
    min_vaf_tissue: float = Field(
        default=0.01,
        ge=0.0,
        le=1.0,
        description=(
            "Variant allele fraction an allele of a tissue sample needs, where it is known: below "
            "one in a hundred reads of a standard library, calls and errors look alike. Alleles "
            "left out that a driver rule would flag are still listed."
        ),
    )
    min_vaf_plasma: float = Field(
        default=0.0,
        ge=0.0,
        le=1.0,
        description="The same for plasma, where the caller's own limit decides by default.",
    )
    tolerated_filters: tuple[str, ...] = Field(
        default=(),
        description="Caller filters that do not remove an allele (PASS never removes one).",
    )
    max_normal_vaf: float = Field(
        default=1.0,
        ge=0.0,
        le=1.0,
        description=(
            "Variant allele fraction in the matched normal above which an allele is left out; 1 is "
            "off, and the fraction then tells the origin alone."
        ),
    )
    by_region: tuple[RegionThresholds, ...] = Field(
        default=(),
        description=(
            "Other thresholds for a gene, the TERT promoter (which is read thinly) or a place; the "
            "first that holds an allele counts."
        ),
    )
    rescues: tuple[str, ...] = Field(
        default=("tert_promoter", "hotspot"),
        description=(
            "Rules by which an allele that was left out is still listed by name, as below the "
            "caller's filter or a setting: tert_promoter, hotspot, and any gene of the panel. None "
            "of them makes an allele a finding."
        ),
    )
    keep_non_coding: bool = Field(
        default=False,
        description="Keep intronic and flanking variants that no rule speaks of.",
    )
    max_reference_mismatches: float = Field(
        default=0.1,
        ge=0.0,
        le=1.0,
        description=(
            "Fraction of checkable REF alleles that may disagree with the assembly before the "
            "whole file is refused; below it the disagreeing alleles are dropped and counted."
        ),
    )
    min_normal_depth: int = Field(
        default=10,
        ge=1,
        description=(
            "Reads the matched normal needs at a place before it says anything of the origin: of "
            "ten reads of a germline heterozygote, none carries the allele one time in a thousand."
        ),
    )
    likely_somatic_normal_vaf: float = Field(
        default=0.02,
        ge=0.0,
        le=1.0,
        description=(
            "With a matched normal: an allele at or below this fraction there is taken as not "
            "carried by it."
        ),
    )
    likely_germline_normal_vaf: float = Field(
        default=0.3,
        ge=0.0,
        le=1.0,
        description=(
            "With a matched normal: an allele at or above this fraction there is likely germline; "
            "between the two settings the normal leaves its origin open."
        ),
    )
    tumour_in_normal: float = Field(
        default=0.0,
        ge=0.0,
        le=1.0,
        description=(
            "Share of tumour cells the laboratory expects in the matched normal (adjacent liver, "
            "say): an allele up to this share of its fraction in the tumour counts as not carried."
        ),
    )
    max_somatic_p: float = Field(
        default=0.05,
        ge=0.0,
        le=1.0,
        description=(
            "Fisher's exact test, one-sided, of the allele's reads in tumour and normal: up to "
            "this value they differ (VarScan 2's somatic p-value, doi:10.1101/gr.129684.111)."
        ),
    )
    likely_germline_population_af: float = Field(
        default=0.001,
        gt=0.0,
        le=1.0,
        description=(
            "Without a usable normal: a variant at or above this frequency in the population "
            "file, over everybody or in any one group, is likely germline; hotspots never are by "
            "this alone."
        ),
    )
    common_population_af: float = Field(
        default=0.01,
        gt=0.0,
        le=1.0,
        description=(
            "From this frequency in the population file on, a variant is a common polymorphism "
            "and flagged as a driver by no rule; hotspots excepted (criterion SBS1 of Horak 2022, "
            "doi:10.1016/j.gim.2022.01.001)."
        ),
    )
    min_population_count: int = Field(
        default=5,
        ge=0,
        description=(
            "Times the population file must have seen the allele (AF times AN, where it gives AN) "
            "before its frequency is used: one allele among forty is no frequency."
        ),
    )
    purity_tolerance: float = Field(
        default=0.1,
        ge=0.0,
        le=1.0,
        description=(
            "How far the stated purity may be off when an allele fraction is held against those "
            "expected of germline and somatic variants."
        ),
    )
    max_fraction_chance: float = Field(
        default=0.001,
        gt=0.0,
        lt=1.0,
        description=(
            "An expected fraction is excluded where reads as far from it as those seen would turn "
            "up less often than this (binomial)."
        ),
    )
    germline_follow_up_vaf: float = Field(
        default=0.3,
        ge=0.0,
        le=1.0,
        description=(
            "Without a usable normal: allele fraction from which a substitution of a gene of "
            "hereditary disease is put forward for a test in germline, unless likely germline "
            "anyway (Mandelker 2019, doi:10.1093/annonc/mdz136; the figure is unverified)."
        ),
    )
    germline_follow_up_vaf_indel: float = Field(
        default=0.2,
        ge=0.0,
        le=1.0,
        description="The same for insertions and deletions, whose reads align less well.",
    )
    germline_genes: tuple[str, ...] = Field(
        default=(),
        description="Genes of hereditary disease the laboratory adds to those of the table.",
    )
    min_spectrum_depth: int = Field(
        default=20,
        ge=1,
        description=(
            "Reads an allele needs before its fraction is held against those of germline variants."
        ),
    )
    min_spectrum_alleles: int = Field(
        default=8,
        ge=1,
        description=(
            "Alleles of the panel from which on the files are asked whether they are a germline "
            "call set; one at nearly all reads counts as three."
        ),
    )
    germline_share: float = Field(
        default=0.8,
        gt=0.0,
        le=1.0,
        description=(
            "Share of them at the fractions of inherited variants from which on files without any "
            "sign of a somatic caller are taken for a germline call set, and the quality is "
            "insufficient."
        ),
    )
    min_swapped_alleles: int = Field(
        default=2,
        ge=1,
        description=(
            "Alleles passed by the caller, with reads in one of tumour and normal alone, from "
            "which on it is asked whether the two are swapped."
        ),
    )
    min_swapped_alleles_unfiltered: int = Field(
        default=5,
        ge=1,
        description=(
            "The same where the caller passes too few: alleles of any filter, at fractions that no "
            "germline variant has."
        ),
    )
    swapped_share: float = Field(
        default=0.8,
        gt=0.5,
        le=1.0,
        description=(
            "Share of them in the normal's column from which on the two columns are taken to be "
            "swapped, and the quality is insufficient; nothing is switched."
        ),
    )
    max_swapped_p: float = Field(
        default=0.001,
        ge=0.0,
        le=1.0,
        description=(
            "Fisher's exact test, one-sided, up to which one of the two columns carries an allele "
            "and the other does not."
        ),
    )
    amplification_log2: float = Field(
        default=1.0,
        description=(
            "Without purity: log2 ratio from which a gene counts as amplified. The one cut-off of "
            "the caller and of the evidence rows, as all of those below."
        ),
    )
    borderline_amplification_log2: float = Field(
        default=0.7, description="Without purity: log2 ratio from which it is borderline."
    )
    homozygous_deletion_log2: float = Field(
        default=-1.2, description="Without purity: log2 ratio down to which both copies are lost."
    )
    borderline_homozygous_deletion_log2: float = Field(
        default=-0.8, description="Without purity: log2 ratio down to which that is borderline."
    )
    gain_log2: float = Field(
        default=0.2, ge=0.0, description="Without purity: log2 ratio from which copies are gained."
    )
    loss_log2: float = Field(
        default=-0.25, le=0.0, description="Without purity: log2 ratio down to which one is lost."
    )
    amplification_copies: float = Field(
        default=6.0, gt=0.0, description="With purity: total copies from which a gene is amplified."
    )
    amplification_above_ploidy: float = Field(
        default=4.0,
        gt=0.0,
        description="With purity, where the genome is doubled: copies above the ploidy, instead.",
    )
    borderline_copies: float = Field(
        default=1.0, ge=0.0, description="With purity: copies below it that are borderline."
    )
    homozygous_deletion_copies: float = Field(
        default=0.5, ge=0.0, description="With purity: copies under which both are lost."
    )
    borderline_homozygous_deletion_copies: float = Field(
        default=0.8, ge=0.0, description="With purity: copies under which that is borderline."
    )
    gain_copies: float = Field(
        default=0.75,
        gt=0.0,
        description=(
            "With purity: copies above the ploidy (of X and Y above what normal cells have) from "
            "which they are gained, and below it lost."
        ),
    )
    neighbouring_amplification_copies: tuple[float, ...] = Field(
        default=(5.0, 8.0), description="Cut-offs others use; each call says how it would read."
    )
    neighbouring_amplification_log2: tuple[float, ...] = Field(
        default=(0.7, 1.3), description="The same without purity."
    )
    neighbouring_homozygous_deletion_copies: tuple[float, ...] = Field(
        default=(0.3, 0.8), description="The same for a homozygous deletion."
    )
    neighbouring_homozygous_deletion_log2: tuple[float, ...] = Field(
        default=(-1.5, -0.8), description="The same without purity."
    )
    assumed_ploidy: float = Field(
        default=2.0,
        gt=0.0,
        description="With a purity and no ploidy: the ploidy assumed, and said in the report.",
    )
    doubled_from_ploidy: float = Field(
        default=3.0,
        gt=0.0,
        description=(
            "Ploidy from which a genome counts as doubled where neither the tool says it nor major "
            "copies tell (more than half of the autosomes at two or more: Bielski 2018, "
            "doi:10.1038/s41588-018-0165-1; partly verified)."
        ),
    )
    min_genome_covered: float = Field(
        default=0.5,
        gt=0.0,
        le=1.0,
        description=(
            "Share of the autosomes that segments must cover before a ploidy or a doubling of the "
            "genome is told from them."
        ),
    )
    max_loh_minor_copies: float = Field(
        default=0.5, ge=0.0, description="Minor copies under which one parental allele is lost."
    )
    min_gene_bins: int = Field(
        default=1, ge=1, description="Bins within a gene without which nothing is said of it."
    )
    min_gene_covered: float = Field(
        default=0.5,
        gt=0.0,
        le=1.0,
        description="Share of a gene that segments must cover before anything is said of it.",
    )
    focal_width: int = Field(
        default=10_000_000, gt=0, description="Bases up to which an event is focal."
    )
    arm_level_share: float = Field(
        default=0.7,
        gt=0.0,
        le=1.0,
        description="Share of an arm from which an event is of the whole arm.",
    )
    min_arm_covered: float = Field(
        default=0.5,
        gt=0.0,
        le=1.0,
        description="Share of an arm that segments must cover before it is called.",
    )
    plasma_noise_factor: float = Field(
        default=5.0,
        gt=0.0,
        description=(
            "Plasma without a tumour fraction: how many times the noise a ratio must reach before "
            "copy number is called at all."
        ),
    )
    min_plasma_noise_log2: float = Field(
        default=0.05,
        ge=0.0,
        description=(
            "Least noise taken for the mean over the bins of a segment in plasma without a tumour "
            "fraction: waves along the genome do not average out (Diskin 2008, "
            "doi:10.1093/nar/gkn556; the figure is this project's own)."
        ),
    )
    default_noise_log2: float = Field(
        default=0.2,
        gt=0.0,
        description="Noise of the log2 ratio taken where neither bins nor intervals tell it.",
    )
    recount_noise_factor: float = Field(
        default=5.0,
        gt=0.0,
        description=(
            "How many times its standard error the median of a gene's own bins must lie from the "
            "segment's ratio before the bins are used instead (and past the noise of one bin)."
        ),
    )
    min_recount_bins: int = Field(
        default=4,
        ge=1,
        description="Bins a gene must have of its own before they can overrule its segment.",
    )
    max_event_gap: int = Field(
        default=1_000_000,
        ge=0,
        description="Bases without segments that an event may reach over (not the centromere).",
    )
    min_junction_reads: int = Field(
        default=3,
        ge=0,
        description="Supporting reads an adjacency needs, where the caller counts them.",
    )
    max_normal_junction_reads: int = Field(
        default=1,
        ge=0,
        description="Supporting reads in the matched normal above which it is left out.",
    )
    min_structural_length: int = Field(
        default=50, ge=1, description="Bases from which a spelled-out insertion or deletion is one."
    )
    tert_promoter_reach: int = Field(
        default=20_000,
        ge=0,
        description=(
            "Bases upstream of the TERT start within which a break end is a promoter rearrangement."
        ),
    )
    integration_reach: int = Field(
        default=100_000,
        ge=0,
        description="Bases from a gene within which viral sequence is told as that gene's.",
    )
    integration_promoter_reach: int = Field(
        default=5_000,
        ge=0,
        description=(
            "Bases upstream of a gene within which viral sequence, or a junction beside CCNE1 or "
            "CCNA2, is in its promoter."
        ),
    )
    integration_driver_reach: int = Field(
        default=20_000,
        ge=0,
        description=(
            "Bases upstream of a gene up to which viral sequence counts as switching it on, where "
            "the table of integrations says that it does so from upstream (TERT, CCNE1)."
        ),
    )
    integration_junction_gap: int = Field(
        default=1_000,
        ge=0,
        description=(
            "Bases between two junctions with one virus up to which they are one integration."
        ),
    )
    oncogenicity_rare_population_af: float = Field(
        default=0.0001,
        ge=0.0,
        le=0.01,
        description=(
            "Frequency in the population file, over everybody and in every group, up to which a "
            "variant is extremely rare: criterion OP4 of the oncogenicity, which names no figure "
            "(Horak 2022, doi:10.1016/j.gim.2022.01.001); the figure is this project's own."
        ),
    )
    oncogenicity_escaped_decay_points: int = Field(
        default=4,
        ge=0,
        le=8,
        description=(
            "Points of criterion OVS1 for a premature stop that escapes nonsense-mediated decay "
            "and removes more than a tenth of the protein, in place of 8: strong, as in ClinGen's "
            "tree for PVS1 (Abou Tayoun 2018, doi:10.1002/humu.23626), to which the standard "
            "points."
        ),
    )
    oncogenicity_distance_tolerance: int = Field(
        default=10,
        ge=0,
        description=(
            "Criterion OM4: by how much Grantham's distance (5 to 215) of a change may fall short "
            "of that of the established change of the same residue and still count as about the "
            "same; the figure is this project's own."
        ),
    )
    knowledge_stale_after_days: int = Field(
        default=180,
        ge=1,
        description=(
            "Days between the evidence base's date and the report's date (--reported) after which "
            "the report warns."
        ),
    )
    afp_ng_per_iu: float | None = Field(
        default=None,
        gt=0.0,
        lt=100.0,
        allow_inf_nan=False,
        description=(
            "Nanograms of alpha-fetoprotein in one international unit, of the laboratory's own "
            "assay. Without it a value in IU/mL is refused: published factors differ by assay."
        ),
    )

    @model_validator(mode="after")
    def _bars_in_order(self) -> Self:
        """A fraction in the normal cannot both lack and carry an allele."""
        if self.likely_somatic_normal_vaf >= self.likely_germline_normal_vaf:
            raise ValueError("likely_somatic_normal_vaf must be below likely_germline_normal_vaf")
        ratios = (
            self.homozygous_deletion_log2,
            self.borderline_homozygous_deletion_log2,
            self.loss_log2,
            self.gain_log2,
            self.borderline_amplification_log2,
            self.amplification_log2,
        )
        if list(ratios) != sorted(ratios):
            raise ValueError(
                "the log2 cut-offs must rise from homozygous_deletion_log2 over "
                "borderline_homozygous_deletion_log2, loss_log2, gain_log2 and "
                "borderline_amplification_log2 to amplification_log2"
            )
        if self.homozygous_deletion_copies > self.borderline_homozygous_deletion_copies:
            raise ValueError(
                "homozygous_deletion_copies must not be above borderline_homozygous_deletion_copies"
            )
        return self
