"""Alterations and stated facts against the curated rows: which speak of this sample, and why.

A row is met if any of its ``any_of`` terms and each of its ``all_of`` terms is seen and none of its
``none_of`` terms is; a row that nobody checked against a source is never met. Every row that is met
is returned, the most exact first, and one that makes the claim of a more exact row names it
(``interpret/exactness.py``). What was not seen, or not stated, is never taken for proven absent,
and the reason says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret import reasons
from hccgenomics.interpret.both_alleles import NOTHING_KNOWN, both_lost
from hccgenomics.interpret.events import meets, specificity, why_met, why_not
from hccgenomics.interpret.exactness import RANK, in_order
from hccgenomics.interpret.found import NO_HOTSPOTS, listed, profile_of
from hccgenomics.interpret.large_events import genes_of
from hccgenomics.model.evidence import Match
from hccgenomics.vocabulary import Verification

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.interpret.found import Found, Profile
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.curated import HotspotTable
    from hccgenomics.model.event import Event
    from hccgenomics.model.evidence import Biomarker


def match(found: Found, biomarkers: Iterable[Biomarker]) -> tuple[Match, ...]:
    """Every row that speaks of this sample, most exact first, a laboratory's own before ours."""
    rows = ((row, profile_of(row)) for row in biomarkers if applies(row, found))
    return in_order(_match(row, asks, found) for row, asks in rows if is_met(asks, found))


def applies(row: Biomarker, found: Found) -> bool:
    """Whether a row may be met at all by such a specimen of a patient with such a disease."""
    if row.verification is Verification.UNVERIFIED:
        return False
    return found.specimen in row.specimens and found.disease in row.diseases


def is_met(row: Profile, found: Found) -> bool:
    """Whether one of the terms, all of the conditions and nothing that is excluded is seen."""
    return is_seen(row, found) and not any(map(found.is_met, row.none_of))


def is_seen(row: Profile, found: Found) -> bool:
    """Whether everything that a row asks for is seen, whatever it excludes."""
    if not row.asked:
        return False
    any_met = not row.any_of or any(map(found.is_met, row.any_of))
    return any_met and all(map(found.is_met, row.all_of))


def explain(
    alteration: AnyAlteration, biomarker: Biomarker, hotspots: HotspotTable = NO_HOTSPOTS
) -> str:
    """Why a row does or does not speak of an alteration, in one sentence."""
    row = profile_of(biomarker)
    wanted = row.asked
    if not wanted:
        return reasons.NO_EVENT.format(row=biomarker.id)
    met = [event for event in wanted if meets(event, alteration, hotspots)]
    if met:
        why = listed(_why_met(event, alteration, hotspots) for event in met)
        return reasons.EXPLAINED.format(row=biomarker.id, reasons=why)
    genes = set(genes_of(alteration))
    same_gene = [event for event in wanted if genes & set(event.genes)] or wanted[:1]
    why = listed(why_not(event, alteration, hotspots) for event in same_gene)
    return reasons.EXPLAINED.format(row=biomarker.id, reasons=why)


def _match(row: Biomarker, asks: Profile, found: Found) -> Match:
    met = [event for event in asks.asked if found.is_met(event)]
    beside = [event for event in asks.none_of if not _same_genes(event, met)]
    alterations, facts = found.ids(met)
    why = [*found.clauses(met), *found.unseen(beside, excluded=True)]
    exact = sorted(dict.fromkeys(met), key=lambda event: RANK[specificity(event)])
    return Match(
        biomarker=row,
        alterations=alterations,
        facts=facts,
        events=tuple(exact),
        specificity=specificity(exact[0]),
        why=f"{listed(why)}.",
        disease_match=row.disease_match(found.disease),
    )


def _same_genes(event: Event, met: Iterable[Event]) -> bool:
    """Whether a term only narrows the alteration that met the row, and is no event beside it."""
    return any(set(event.genes) & set(other.genes) for other in met)


def _why_met(event: Event, alteration: AnyAlteration, hotspots: HotspotTable) -> str:
    """One alteration alone meets a term for both alleles only if it takes both."""
    reason = why_met(event, alteration, hotspots)
    one_hit = event.both_alleles and both_lost([alteration], NOTHING_KNOWN) is None
    return reasons.ONE_HIT.format(reason=reason) if one_hit else reason
