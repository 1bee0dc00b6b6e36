"""When files are taken for a germline call set, or for swapped."""

from __future__ import annotations

from pydantic import Field

from hccgenomics.model.base import Document


class SampleCheckSettings(Document):
    """When files are taken for a germline call set, or for swapped."""

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
