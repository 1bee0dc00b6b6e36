"""The cut-offs of copy number, and what must be covered before anything is said."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from hccgenomics.model.base import Document


class CopyNumberSettings(Document):
    """The cut-offs of copy number, and what must be covered before anything is said."""

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

    @model_validator(mode="after")
    def _cut_offs_in_order(self) -> Self:
        """No ratio and no number of copies belongs to two classes."""
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
