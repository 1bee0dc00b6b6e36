"""Where the three scales give a match a different weight, and what each of them counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.tiers import wording
from hccgenomics.vocabulary import TierScheme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.model.judgement import Tiers

WEIGHTS: Final[Mapping[TierScheme, Mapping[str, int]]] = {
    scheme: {tier: weight for weight, tiers in enumerate(by_weight) for tier in tiers.split()}
    for scheme, by_weight in {
        TierScheme.AMP: ("III", "II-D", "II-C", "I-A I-B"),
        TierScheme.ESCAT: ("X", "III-B IV-A", "II-A II-B III-A", "I-A I-B I-C"),
        TierScheme.MTB: ("m4", "m2C m3", "m1B m1C m2A m2B", "m1A"),
    }.items()
}
"""Nothing, a hypothesis, of potential use, ready for use: ours, to compare the scales alone."""
_COUNTS: Final = {
    TierScheme.AMP: wording.COUNTS,
    TierScheme.ESCAT: wording.COUNTS_ESCAT,
    TierScheme.MTB: wording.COUNTS_MTB,
}


def disagreement(tiers: Tiers) -> str:
    """One sentence where scales that apply differ in weight; else "".

    A scale that does not apply disagrees with nobody: its own trace says why.
    """
    given = tiers.by_scheme.items()
    known = {scheme: tier.tier for scheme, tier in given if tier.tier is not None}
    weights = {WEIGHTS[scheme][tier] for scheme, tier in known.items()}
    if len(weights) <= 1:
        return ""
    clauses = "; ".join(
        wording.CLAUSE.format(
            scheme=wording.SCHEMES[scheme], tier=tier, counts=_COUNTS[scheme][tier]
        )
        for scheme, tier in known.items()
    )
    return wording.DIFFER.format(clauses=clauses)
