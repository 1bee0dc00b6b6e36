"""What an allele needs to be kept, and what is listed although it was left out."""

from __future__ import annotations

from pydantic import Field

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


class SieveSettings(Document):
    """What an allele needs to be kept, and what is listed although it was left out."""

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
