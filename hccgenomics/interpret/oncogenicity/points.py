"""The published points, cut points and exclusions, and the classes they lead to.

Horak 2022, Genet Med 24:986, doi:10.1016/j.gim.2022.01.001 (PMC9081216): tables 2 and 3. Codes are
numbered as in those tables: OM3 is the hotspot of fewer than fifty tumours, OM4 the other change of
one residue; some calculators number the two the other way round, and both are worth two points.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from hccgenomics.model.judgement import Criterion
from hccgenomics.vocabulary import OncogenicityClass

if TYPE_CHECKING:
    from collections.abc import Mapping

VERY_STRONG: Final = 8
STRONG: Final = 4
MODERATE: Final = 2
SUPPORTING: Final = 1
"""Points by strength of evidence, ibid. table 2; against it the same with a minus, table 3."""

POINTS: Final[Mapping[str, int]] = {
    "OVS1": VERY_STRONG,
    "OS1": STRONG,
    "OS2": STRONG,
    "OS3": STRONG,
    "OM1": MODERATE,
    "OM2": MODERATE,
    "OM3": MODERATE,
    "OM4": MODERATE,
    "OP1": SUPPORTING,
    "OP2": SUPPORTING,
    "OP3": SUPPORTING,
    "OP4": SUPPORTING,
    "SBVS1": -VERY_STRONG,
    "SBS1": -STRONG,
    "SBS2": -STRONG,
    "SBP1": -SUPPORTING,
    "SBP2": -SUPPORTING,
}
"""Every criterion, in the order in which a report lists them."""

CLASS_FLOORS: Final = (
    (10, OncogenicityClass.ONCOGENIC),
    (6, OncogenicityClass.LIKELY_ONCOGENIC),
    (0, OncogenicityClass.UNCERTAIN),
    (-6, OncogenicityClass.LIKELY_BENIGN),
)
"""The lowest sum of each class, highest first; below the last a variant is benign. The same cut
points as of Tavtigian 2020 (PMC8011844, table 3), from which the standard takes its scale."""

EXCLUDED_BY: Final[Mapping[str, frozenset[str]]] = {
    "OS3": frozenset({"OS1"}),
    "OS1": frozenset({"OS2", "OS3"}),
    "OM1": frozenset({"OVS1", "OS1", "OS3"}),
    "OM2": frozenset({"OVS1"}),
    "OM3": frozenset({"OM1", "OM4"}),
    "OM4": frozenset({"OS1", "OS3", "OM1"}),
    "SBS1": frozenset({"SBVS1"}),
}
"""Which criteria may not be counted beside which (caveats of table 2). Where one of two has to give
way, the direct evidence is kept: OS1, which says that a variant was classified before, steps back
behind the studies (OS2) and counts (OS3) that such a class rests on. One frequency is one piece of
evidence, so that SBS1 is not added to SBVS1."""


REMEMBERED: Final = 8_192
"""Reasons that are kept for the next alteration that has the same."""


def class_of(points: int) -> OncogenicityClass:
    """The class that a sum of points falls into.

    >>> [class_of(points).value for points in (10, 9, 6, 5, 0)]
    ['oncogenic', 'likely_oncogenic', 'likely_oncogenic', 'uncertain_significance', 'uncertain_significance']
    >>> [class_of(points).value for points in (-1, -6, -7)]
    ['likely_benign', 'likely_benign', 'benign']
    """  # noqa: E501 -- a doctest's output is one line
    for floor, found in CLASS_FLOORS:
        if points >= floor:
            return found
    return OncogenicityClass.BENIGN


def fires(code: str, why: str, points: int | None = None) -> Criterion:
    """The criterion applies; its strength may have been lowered."""
    worth = POINTS[code] if points is None else points
    return Criterion(code, fired=True, points=worth, evaluated=True, why=why)


@lru_cache(maxsize=REMEMBERED)
def silent(code: str, why: str) -> Criterion:
    """The criterion was looked at and does not apply; one object for all that share the reason."""
    return Criterion(code, fired=False, points=POINTS[code], evaluated=True, why=why)


@lru_cache(maxsize=REMEMBERED)
def unknown(code: str, why: str) -> Criterion:
    """The criterion could not be looked at."""
    return Criterion(code, fired=False, points=POINTS[code], evaluated=False, why=why)


@lru_cache(maxsize=REMEMBERED)
def silent_of(code: str, template: str, gene: str) -> Criterion:
    """The same, where all that a reason names is the gene."""
    return silent(code, template.format(gene=gene))


@lru_cache(maxsize=REMEMBERED)
def unknown_of(code: str, template: str, gene: str) -> Criterion:
    """The same for what could not be looked at."""
    return unknown(code, template.format(gene=gene))
