"""Which of an annotator's statements on a gene is taken where we have no model of the gene."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.annotation import UNRANKED
from hccgenomics.vocabulary import Consequence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.annotation import ForeignEffect

TELLING: Final = frozenset(
    term
    for term in Consequence
    if term.severity <= Consequence.CODING_SEQUENCE.severity
    and term is not Consequence.SPLICE_POLYPYRIMIDINE
)
"""Consequences on coding sequence or splicing."""


def effect_on_gene(effects: Iterable[ForeignEffect], gene: str) -> ForeignEffect | None:
    """What is said of a gene on its MANE Select transcript, else the picked, else the canonical.

    Only where no transcript is set apart is it the most severe one. ``None`` if that transcript's
    coding sequence and splicing are left alone.
    """
    mine = [effect for effect in effects if effect.gene == gene and effect.is_coding]
    if not mine:
        return None
    standing = min(effect.standing for effect in mine)
    best = [effect for effect in mine if effect.standing == standing]
    found = min(best, key=_severity) if standing == UNRANKED else best[0]
    return None if TELLING.isdisjoint(found.consequences) else found


def _severity(effect: ForeignEffect) -> tuple[bool, int]:
    """What is judged of this allele alone comes first."""
    ranks = [term.severity for term in effect.consequences]
    return bool(effect.joint), min(ranks, default=len(Consequence))
