"""Oncogenicity, the age of the evidence base, and the laboratory's own factor for AFP."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from hccgenomics.model.base import Document


class JudgementSettings(Document):
    """Oncogenicity, the age of the evidence base, and the laboratory's own factor for AFP."""

    group_hypotheses_by: Literal["amp", "escat", "mtb"] = Field(
        default="amp",
        description=(
            "The scale by whose tiers the page groups hypotheses: amp (AMP/ASCO/CAP 2017), escat "
            "or mtb (NCT/DKTK). Every hypothesis shows all three."
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
