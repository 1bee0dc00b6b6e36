"""How somatic is told from germline, and what is put forward for a test in germline."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from hccgenomics.model.base import Document


class OriginSettings(Document):
    """How somatic is told from germline, and what is put forward for a test in germline."""

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

    @model_validator(mode="after")
    def _bars_in_order(self) -> Self:
        """A fraction in the normal cannot both lack and carry an allele."""
        if self.likely_somatic_normal_vaf >= self.likely_germline_normal_vaf:
            raise ValueError("likely_somatic_normal_vaf must be below likely_germline_normal_vaf")
        return self
