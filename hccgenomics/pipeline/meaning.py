"""What curated rows make of everything that was found and stated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hccgenomics.interpret.blood import may_be_blood
from hccgenomics.interpret.blood_matches import without_blood
from hccgenomics.interpret.cross_checks import cross_checks_of
from hccgenomics.interpret.found import Found
from hccgenomics.interpret.match import match
from hccgenomics.interpret.near_misses import near_misses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model.cross_check import CrossCheckFinding
    from hccgenomics.model.evidence import KnowledgeBase, Match, MissedRow
    from hccgenomics.model.observation import Fact
    from hccgenomics.model.sample import Sample
    from hccgenomics.pipeline.judged import Judged


@dataclass(frozen=True, slots=True)
class Meaning:
    """Rows that are met, rows that are nearly met, and the questions that findings ask."""

    matches: tuple[Match, ...]
    missed: tuple[MissedRow, ...]
    checks: tuple[CrossCheckFinding, ...]


def meaning_of(
    judged: Judged, facts: Sequence[Fact], sample: Sample, base: KnowledgeBase
) -> Meaning:
    """One matcher reads all three, so that they never contradict each other."""
    found = Found(
        judged.alterations,
        specimen=sample.specimen,
        disease=sample.disease,
        hotspots=base.hotspots,
        copies={gene.gene: gene for gene in judged.copies.genes},
        facts=facts,
    )
    return Meaning(
        matches=_told_apart(match(found, base.biomarkers), found),
        missed=near_misses(found, base.biomarkers),
        checks=cross_checks_of(found, base.cross_checks),
    )


def _told_apart(matches: tuple[Match, ...], found: Found) -> tuple[Match, ...]:
    """The same rows; what may come from blood cells meets none that could have a tier by itself."""
    if not any(map(may_be_blood, found.alterations)):
        return matches
    return without_blood(matches, found)
