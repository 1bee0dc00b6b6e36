"""Rows that are met by what may come from blood cells: shown, and never with a tier by it.

A claim on diagnosis, prognosis or therapy that other findings meet as well stands on these alone.
One that nothing meets without such a variant stays among the rows met, and no scale ranks it. A
caveat is met by whatever it warns of.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hccgenomics.interpret.blood import may_be_blood
from hccgenomics.interpret.exactness import in_order
from hccgenomics.interpret.found import Found
from hccgenomics.interpret.match import match
from hccgenomics.vocabulary import CLAIMS_ON_THERAPY, Implication

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hccgenomics.model.evidence import Biomarker, Match

RANKED = CLAIMS_ON_THERAPY | {Implication.DIAGNOSTIC, Implication.PROGNOSTIC}
"""Claims that a scale may rank."""


def without_blood(matches: Iterable[Match], found: Found) -> tuple[Match, ...]:
    """The matches, each claim standing on what does not come from blood cells, if it can."""
    matches = tuple(matches)
    doubtful = frozenset(one.id for one in found.alterations if may_be_blood(one))
    asked = [one.biomarker for one in matches if _rests_on(one, doubtful)]
    solid = {one.biomarker.id: one for one in match(_solid(found), asked)}
    return in_order(_standing(one, doubtful, solid) for one in matches)


def _standing(one: Match, doubtful: frozenset[str], solid: Mapping[str, Match]) -> Match:
    if not _rests_on(one, doubtful):
        return one
    return solid.get(one.biomarker.id) or replace(one, may_be_blood=True)


def _rests_on(one: Match, doubtful: frozenset[str]) -> bool:
    return _may_be_ranked(one.biomarker) and not doubtful.isdisjoint(one.alterations)


def _may_be_ranked(row: Biomarker) -> bool:
    return row.implication in RANKED


def _solid(found: Found) -> Found:
    """The same sample without what may come from blood cells."""
    return Found(
        [one for one in found.alterations if not may_be_blood(one)],
        specimen=found.specimen,
        disease=found.disease,
        hotspots=found.hotspots,
        copies=found.copies,
        facts=found.facts,
    )
