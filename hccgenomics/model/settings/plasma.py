"""Plasma: blood cells, residual disease, tumour fraction, and what went into the tube."""

from __future__ import annotations

from pydantic import Field

from hccgenomics.model.base import Document


class PlasmaSettings(Document):
    """Plasma: blood cells, residual disease, tumour fraction, and what went into the tube."""

    picograms_per_genome: float = Field(
        default=3.3,
        gt=0.0,
        description=(
            "Mass of one haploid human genome: cfDNA mass over it is the genome equivalents that "
            "cap the molecules seen."
        ),
    )
    library_yield: float = Field(
        default=1.0,
        gt=0.0,
        le=1.0,
        description="Share of the genome equivalents that the library takes up; 1 where unknown.",
    )
    blood_ratio: float = Field(
        default=2.0,
        ge=1.0,
        description=(
            "An allele whose fraction in plasma is at most this many times that in white cells is "
            "put down to them (the 2:1 rule of MSK-ACCESS, doi:10.1038/s41467-021-24109-5)."
        ),
    )
    germline_fraction_reach: float = Field(
        default=0.1,
        gt=0.0,
        lt=0.25,
        description=(
            "An allele of plasma whose fraction lies, with its whole interval, within this of one "
            "half or of one speaks for germline where no purity is given."
        ),
    )
    residual_alpha: float = Field(
        default=0.01,
        gt=0.0,
        lt=0.5,
        description="False-positive rate of the test for residual disease over all tracked places.",
    )
    residual_min_sites: int = Field(
        default=3,
        ge=1,
        description="Tracked places below which residual disease is not evaluable.",
    )
    residual_min_depth: int = Field(
        default=100,
        ge=1,
        description="Fragments a tracked place needs to count for residual disease.",
    )
    residual_max_error: float = Field(
        default=0.01,
        gt=0.0,
        lt=0.5,
        description="Places where errors alone make the change more often are not tracked.",
    )
    clonal_cell_fraction: float = Field(
        default=0.5,
        gt=0.0,
        le=1.0,
        description=(
            "A tissue variant counts as clonal unless the whole interval of its share of tumour "
            "cells lies below this. Our own choice, wide because purities are often off; "
            "unverified."
        ),
    )
    min_fraction_variants: int = Field(
        default=2,
        ge=1,
        description="Clonal variants below which a tumour fraction says how few it rests on.",
    )
    copy_fraction_floor: float = Field(
        default=0.03,
        ge=0.0,
        lt=1.0,
        description=(
            "Tumour fraction from copy number below which it cannot be told from none (ichorCNA's "
            "own lower limit, doi:10.1038/s41467-017-00965-y)."
        ),
    )
