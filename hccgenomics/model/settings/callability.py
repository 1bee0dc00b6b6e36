"""What was seen and what could have been seen: coverage, detection limits, forced calls."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hccgenomics.model.base import Document
from hccgenomics.vocabulary import DepthUnit

_Fraction = Annotated[float, Field(gt=0.0, lt=1.0)]


class CallabilitySettings(Document):
    """What was seen and what could have been seen: coverage, detection limits, forced calls."""

    detection_probability: float = Field(
        default=0.95,
        gt=0.5,
        lt=1.0,
        description="Probability with which an allele at the computed detection limit is seen.",
    )
    error_rate: float = Field(
        default=0.001,
        gt=0.0,
        lt=0.1,
        description=(
            "Rate at which a base is read as one given other base without a background model: one "
            "in a thousand is Q30 (Ewing 1998, doi:10.1101/gr.8.3.186); collapsed molecules do "
            "better, see error_rate_molecules."
        ),
    )
    error_rate_molecules: float = Field(
        default=0.0001,
        gt=0.0,
        lt=0.1,
        description="The same for reads collapsed into molecules, where the file says they are.",
    )
    error_rate_duplex: float = Field(
        default=0.000001,
        gt=0.0,
        lt=0.1,
        description="The same where both strands of each molecule were seen.",
    )
    calling_alpha: float = Field(
        default=0.001,
        gt=0.0,
        lt=0.5,
        description=(
            "A call needs more alternate reads than errors alone bring about with this probability "
            "at its depth, and at least min_alt_depth; limits are computed for that rule."
        ),
    )
    max_limit_tissue: float = Field(
        default=0.1,
        gt=0.0,
        le=1.0,
        description=(
            "A base of a tissue sample is callable where its computed detection limit is at most "
            "this fraction: where a clonal heterozygous variant lies at 20 % tumour cells."
        ),
    )
    max_limit_plasma: float = Field(
        default=0.01,
        gt=0.0,
        le=1.0,
        description="The same for plasma.",
    )
    min_callable_fraction: float = Field(
        default=0.95,
        gt=0.0,
        le=1.0,
        description=(
            "Share of a coding sequence that must be callable before a component is called absent; "
            "positions of hotspots and of the TERT promoter must all be. What is left out is named."
        ),
    )
    trust_mean_depth: bool = Field(
        default=True,
        description=(
            "Take the mean depth of a region for that of its bases, and say so; a mean hides dips. "
            "false leaves what only a mean is known of without a call."
        ),
    )
    validated_limits: dict[str, _Fraction] = Field(
        default_factory=dict,
        description=(
            "Limits of detection that the laboratory has validated by CLSI EP17, by marker or "
            "gene, as fractions; shown as its own beside the computed ones."
        ),
    )
    pileup_min_base_quality: int = Field(
        default=20, ge=0, le=93, description="Forced calls count bases of this quality or better."
    )
    pileup_min_mapping_quality: int = Field(
        default=20, ge=0, le=254, description="Forced calls count reads of this mapping quality."
    )
    min_forced_depth: int = Field(
        default=20,
        ge=1,
        description="Fragments a known place needs to be more than not covered in a forced call.",
    )
    forced_alpha: float = Field(
        default=0.01,
        gt=0.0,
        lt=0.5,
        description=(
            "Forced calls that are not called and whose q-value (Benjamini-Hochberg over all "
            "covered places counted for the same reason, hotspots or the tissue's variants) is at "
            "most this are more than the error rate explains: their marker is never absent."
        ),
    )
    interval_level: float = Field(
        default=0.95,
        gt=0.5,
        lt=1.0,
        description="Level of the intervals of allele fractions, ratios and tumour fraction.",
    )

    def error_rate_of(self, unit: DepthUnit) -> float:
        """The error rate without a background model, by what one unit of depth is.

        >>> CallabilitySettings().error_rate_of(DepthUnit.MOLECULES)
        0.0001
        """
        collapsed = {
            DepthUnit.MOLECULES: self.error_rate_molecules,
            DepthUnit.DUPLEX_MOLECULES: self.error_rate_duplex,
        }
        return collapsed.get(unit, self.error_rate)
