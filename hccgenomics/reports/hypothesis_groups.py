"""Hypotheses as the page shows them: by tier, each with its evidence for and against.

Nothing is judged here. Which of the three scales groups them is a setting of the laboratory; every
card shows all three, and what no tier is given for stands behind, by what it implies.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from hccgenomics.reports import page_wording, wording
from hccgenomics.reports.judged import outranked
from hccgenomics.reports.room import cut
from hccgenomics.vocabulary import Direction, Implication, TierScheme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.model.report import Report
    from hccgenomics.model.report_evidence import Evidence, Hypothesis
    from hccgenomics.model.statement import Citation

NO_TIER: Final = "–"
LONG_NAME: Final = 60  # letters of a name in a line of the first sheet; the annex has the whole
NAMES_TOLD: Final = 3
"""Names that one line holds; more are counted."""


@dataclass(frozen=True, slots=True)
class HypothesisCard:
    """One hypothesis, with its alterations named, its evidence in two columns, and the rest.

    Attributes:
        supporting: Evidence whose direction is that of the claim.
        opposing: Evidence against it, and what does not support it or is mixed.
        other_citations: Sources that no evidence names.
        outranked: Hypotheses that make the same claim of a less exact event.
    """

    hypothesis: Hypothesis
    alterations: tuple[str, ...]
    supporting: tuple[Evidence, ...]
    opposing: tuple[Evidence, ...]
    other_citations: tuple[Citation, ...]
    outranked: tuple[Hypothesis, ...]


@dataclass(frozen=True, slots=True)
class HypothesisGroup:
    """Hypotheses of one tier, or of one implication where the scale gives no tier.

    Attributes:
        tier: As the scale writes it; "" where it gives none.
    """

    tier: str
    title: str
    meaning: str
    cards: tuple[HypothesisCard, ...]


@dataclass(frozen=True, slots=True)
class TierLine:
    """One hypothesis that a scale gives a tier, as the first sheet tells it in a line.

    Attributes:
        tiers: Of the three scales in their order; a dash where one gives none.
        names: Its alterations; of many the first, and how many more.
        evidence: How many rows of evidence speak for it, how many do not.
    """

    tiers: str
    names: str
    therapy: tuple[str, ...]
    implication: Implication
    evidence: str


def tiered_of(groups: Iterable[HypothesisGroup]) -> Iterator[TierLine]:
    """What any of the three scales gives a tier, in the order of the groups."""
    for card in (card for group in groups for card in group.cards):
        one = card.hypothesis
        tiers = [given.tier for given in one.tiers.by_scheme.values()]
        if any(tiers):
            yield TierLine(
                tiers=" · ".join(tier or NO_TIER for tier in tiers),
                names=first_names([cut(name, LONG_NAME) for name in card.alterations]),
                therapy=_short([cut(name, LONG_NAME) for name in one.therapy]),
                implication=one.implication,
                evidence=page_wording.EVIDENCE_COUNTED.format(
                    supporting=len(card.supporting), opposing=len(card.opposing)
                ),
            )


def first_names(names: Sequence[str]) -> str:
    """The names; of many the first, and how many more.

    >>> first_names(["TP53 p.R249S"]), first_names(list("abcde"))
    ('TP53 p.R249S', 'a, b, c and 2 more')
    """
    if len(names) <= NAMES_TOLD:
        return ", ".join(names)
    told = ", ".join(names[:NAMES_TOLD])
    return page_wording.MORE_NAMES.format(names=told, count=len(names) - NAMES_TOLD)


def _short(therapy: Sequence[str]) -> tuple[str, ...]:
    return tuple(therapy) if len(therapy) <= NAMES_TOLD else (first_names(therapy),)


def groups_of(report: Report, names: dict[str, str]) -> tuple[HypothesisGroup, ...]:
    """Tiers from the strongest down, then what has none; within a tier by implication."""
    scheme = TierScheme(report.provenance.settings.group_hypotheses_by)
    below = outranked(report.hypotheses)
    folded = {one.biomarker_id for ones in below.values() for one in ones}
    shown = [one for one in report.hypotheses if one.biomarker_id not in folded]
    order = {implication: place for place, implication in enumerate(Implication)}

    def key(one: Hypothesis) -> tuple[bool, str, int]:
        tier = _tier(one, scheme)
        return (not tier, tier, order[one.implication])  # tiers sort as their scales write them

    def group(one: Hypothesis) -> tuple[str, Implication | None]:
        tier = _tier(one, scheme)
        return tier, None if tier else one.implication

    found = []
    for (tier, implication), members in groupby(sorted(shown, key=key), key=group):
        cards = tuple(_card(one, names, below.get(one.biomarker_id, ())) for one in members)
        found.append(HypothesisGroup(tier, *_headed(scheme, tier, implication), cards))
    return tuple(found)


def _tier(one: Hypothesis, scheme: TierScheme) -> str:
    return one.tiers.by_scheme[scheme].tier or ""


def _headed(scheme: TierScheme, tier: str, implication: Implication | None) -> tuple[str, str]:
    """What stands over a group, and what that means."""
    if implication is None:
        return wording.TIER_GROUP.format(scale=wording.label(scheme), tier=tier), wording.TIER_BY_US
    title, meaning = wording.IMPLICATION[implication]
    return wording.NO_TIER_GROUP.format(implication=title), meaning


def _card(
    hypothesis: Hypothesis, names: dict[str, str], below: tuple[Hypothesis, ...]
) -> HypothesisCard:
    own = hypothesis.evidence
    return HypothesisCard(
        hypothesis=hypothesis,
        alterations=tuple(
            names.get(found, found) for found in (*hypothesis.alterations, *hypothesis.facts)
        )
        or (hypothesis.biomarker_id,),  # a gain or a lost allele is no alteration of its own
        supporting=tuple(item for item in own if item.direction is Direction.SUPPORTS),
        opposing=(
            *(item for item in own if item.direction is not Direction.SUPPORTS),
            *hypothesis.evidence_against,
        ),
        other_citations=tuple(_other_citations(hypothesis)),
        outranked=below,
    )


def _other_citations(hypothesis: Hypothesis) -> Iterator[Citation]:
    both: tuple[Evidence, ...] = (*hypothesis.evidence, *hypothesis.evidence_against)
    shown = [citation for item in both for citation in item.citations]
    return (citation for citation in hypothesis.citations if citation not in shown)
