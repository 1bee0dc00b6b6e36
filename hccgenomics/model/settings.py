"""What a laboratory may choose; printed in every report, never looked up from afar."""

from __future__ import annotations

from pydantic import Field

from hccgenomics.model.base import Document


class Settings(Document):
    """A laboratory's choices; every field has a default and a description."""

    min_alt_depth: int = Field(
        default=3,
        ge=0,
        description="Alternate reads an allele needs, where the caller counts them.",
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
    likely_somatic_normal_vaf: float = Field(
        default=0.02,
        ge=0.0,
        le=1.0,
        description=(
            "With a matched normal: an allele at or below this fraction there is likely somatic."
        ),
    )
    likely_germline_normal_vaf: float = Field(
        default=0.3,
        ge=0.0,
        le=1.0,
        description=(
            "With a matched normal: an allele at or above this fraction there is likely germline; "
            "between the two settings its origin is left unknown."
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
