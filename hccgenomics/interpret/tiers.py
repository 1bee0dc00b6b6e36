"""Tiers of a matched row by three published scales, each with its trace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.judgement import Tier, Tiers

if TYPE_CHECKING:
    from hccgenomics.model.evidence import Match
    from hccgenomics.vocabulary import Disease

_NONE: Final = Tier(None, ("Not computed yet.",))


def tiers_of(match: Match, disease: Disease) -> Tiers:
    """AMP/ASCO/CAP 2017, ESCAT and the NCT/DKTK levels, side by side."""
    del match, disease
    return Tiers(_NONE, _NONE, _NONE)
