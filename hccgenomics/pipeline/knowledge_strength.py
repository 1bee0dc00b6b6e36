"""Strength and class of a statement by AMP/ASCO/CAP 2017, as this product computes them.

VA-Spec 1.0 codes them as ``Level A`` to ``Level D`` and ``Tier I`` to ``Tier IV``, by the method
of pmid:27993330. A row to which the scale does not apply states none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from hccgenomics.interpret.events import specificity
from hccgenomics.interpret.tiers import tiers_of
from hccgenomics.model.evidence import Match

if TYPE_CHECKING:
    from hccgenomics.model.event import Event
    from hccgenomics.model.evidence import Biomarker

SYSTEM: Final = "AMP/ASCO/CAP (AAC) Guidelines, 2017"
METHOD: Final = {
    "type": "Method",
    "name": SYSTEM,
    "methodType": "guideline",
    "reportedIn": {
        "type": "Document",
        "name": "Li 2017, Journal of Molecular Diagnostics",
        "doi": "10.1016/j.jmoldx.2016.10.002",
        "pmid": "27993330",
    },
}
_TIER: Final = re.compile(r"(?P<tier>IV|I{1,3})(?:-?(?P<level>[A-D]))?")


def strength_of(row: Biomarker, event: Event) -> dict[str, Any]:
    """Strength, class and method for the first disease of a row, as its tier was computed."""
    disease = row.diseases[0]
    match = Match(
        biomarker=row,
        alterations=(),
        specificity=specificity(event),
        why="",
        disease_match=row.disease_match(disease),
        events=(event,),
    )
    found = _TIER.fullmatch(tiers_of(match, disease).amp.tier or "")
    if found is None:
        return {}
    stated: dict[str, Any] = {
        "classification": _coded(f"Tier {found['tier']}"),
        "specifiedBy": METHOD,
    }
    if found["level"]:
        stated["strength"] = _coded(f"Level {found['level']}")
    return stated


def _coded(code: str) -> dict[str, Any]:
    return {"primaryCoding": {"system": SYSTEM, "code": code}}
