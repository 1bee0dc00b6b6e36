"""Tiers of a matched row by three published scales, each with its trace.

Tiers are computed from the row's facts and the finding that met it, never typed; ``docs/tiers.md``
has the rules and the tier of every row.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hccgenomics.interpret.tiers.amp import amp
from hccgenomics.interpret.tiers.disagreement import disagreement
from hccgenomics.interpret.tiers.escat import escat
from hccgenomics.interpret.tiers.mtb import mtb
from hccgenomics.interpret.tiers.preamble import unranked
from hccgenomics.interpret.tiers.rule import withheld
from hccgenomics.interpret.tiers.weighed import weigh
from hccgenomics.model.judgement import Tiers
from hccgenomics.vocabulary import TierScheme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model.evidence import Biomarker, Match
    from hccgenomics.vocabulary import Disease, Region

__all__ = ["tiers_of"]


def tiers_of(
    match: Match,
    disease: Disease,
    *,
    against: Sequence[Biomarker] = (),
    region: Region | None = None,
) -> Tiers:
    """AMP/ASCO/CAP 2017, ESCAT and the NCT/DKTK levels, side by side.

    Args:
        match: A row and the events that met it.
        disease: The patient's.
        against: Rows met beside it whose evidence speaks against its claim; traces name them.
        region: Whose regulator the traces name first beside the FDA; changes no tier.
    """
    weighed = weigh(match, disease, against=against, region=region)
    reason = unranked(weighed)
    if reason:
        amp_tier, escat_tier, mtb_tier = (withheld([reason], scheme) for scheme in TierScheme)
        return Tiers(amp_tier, escat_tier, mtb_tier)
    tiers = Tiers(amp(weighed), escat(weighed), mtb(weighed))
    return replace(tiers, disagreement=disagreement(tiers))
