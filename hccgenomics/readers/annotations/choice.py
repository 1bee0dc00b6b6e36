"""Which of an annotator's statements on a gene is taken where we have no model of the gene."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.annotation import UNRANKED
from hccgenomics.vocabulary import Consequence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.annotation import AnnotationFormat, ForeignEffect

TELLING: Final = frozenset(
    term
    for term in Consequence
    if term.severity <= Consequence.CODING_SEQUENCE.severity
    and term is not Consequence.SPLICE_POLYPYRIMIDINE
)
"""Consequences on coding sequence or splicing."""


def effect_on_gene(effects: Iterable[ForeignEffect], gene: str) -> ForeignEffect | None:
    """The statement on a gene that is taken: of each annotator's, the best set apart that tells.

    ``None`` if every annotator's chosen transcript is left alone in coding sequence and splicing.
    An annotator that sees nothing does not silence another that does.
    """
    by_source: dict[AnnotationFormat, list[ForeignEffect]] = {}
    for effect in effects:
        by_source.setdefault(effect.source, []).append(effect)
    stated = (statement_on_gene(mine, gene) for mine in by_source.values())
    telling = [one for one in stated if one and not TELLING.isdisjoint(one.consequences)]
    return min(telling, key=lambda one: (one.standing, _severity(one)), default=None)


def statement_on_gene(effects: Iterable[ForeignEffect], gene: str) -> ForeignEffect | None:
    """What one annotator says of a gene on MANE Select, else the picked, else the canonical.

    Only where no transcript is set apart is it the most severe statement; ``None`` if none is.
    """
    mine = [effect for effect in effects if effect.gene == gene and effect.is_coding]
    if not mine:
        return None
    standing = min(effect.standing for effect in mine)
    best = [effect for effect in mine if effect.standing == standing]
    return min(best, key=_severity) if standing == UNRANKED else best[0]


def _severity(effect: ForeignEffect) -> tuple[bool, int]:
    """What is judged of this allele alone comes first."""
    ranks = [term.severity for term in effect.consequences]
    return bool(effect.joint), min(ranks, default=len(Consequence))
