"""How exactly a row speaks, and which rows make the claim of another one less exactly.

Of rows that make the same claim about the same findings, the one on the more exact event stands
first and the other names it; nothing is left out. Two rows make the same claim if

- their implication is the same,
- their therapies overlap and their evidence does not point in opposite directions, or neither
  names a therapy and the direction is the same.

The more exact row must speak of every finding that the other speaks of: KRAS G12C outranks codon 12
for G12C alone, and not where KRAS Q61H met the row of codons too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hccgenomics.model.own_tables import OWN_TABLES
from hccgenomics.vocabulary import Direction, Specificity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.evidence import Biomarker, Match

RANK: Final = {specificity: rank for rank, specificity in enumerate(Specificity)}


def in_order(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Most exact first, a laboratory's row before ours, then by id; each with what outranks it."""
    ordered = sorted(matches, key=_place)
    return tuple(replace(one, outranked_by=_outranking(one, ordered)) for one in ordered)


def same_claim(one: Biomarker, other: Biomarker) -> bool:
    """Whether two rows say the same of what they speak of."""
    if one.implication is not other.implication:
        return False
    if not one.therapy and not other.therapy:
        return one.direction is other.direction
    speaks_for = {row.direction is not Direction.DOES_NOT_SUPPORT for row in (one, other)}
    return len(speaks_for) == 1 and not set(one.therapy).isdisjoint(other.therapy)


def _place(one: Match) -> tuple[int, bool, str]:
    return RANK[one.specificity], one.biomarker.table in OWN_TABLES, one.biomarker.id


def _outranking(one: Match, ordered: Iterable[Match]) -> tuple[str, ...]:
    ids = (other.biomarker.id for other in ordered if _outranks(other, one))
    return tuple(dict.fromkeys(ids))


def _outranks(exact: Match, other: Match) -> bool:
    if exact.may_be_blood and not other.may_be_blood:
        return False  # a row without a tier for its doubtful finding outranks none with one
    if RANK[exact.specificity] >= RANK[other.specificity]:
        return False
    if not same_claim(exact.biomarker, other.biomarker):
        return False
    return _findings(other) <= _findings(exact)


def _findings(one: Match) -> frozenset[str]:
    """What met a row; of copies that are no alteration, their gene."""
    ids = {*one.alterations, *one.facts}
    if ids:
        return frozenset(ids)
    return frozenset(gene for event in one.events for gene in event.genes)
