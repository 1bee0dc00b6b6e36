"""One alteration as the criteria look at it: everything that several of them ask, asked once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from hccgenomics.interpret.oncogenicity.frequency import Frequency, read_frequency
from hccgenomics.interpret.residues import is_of_class, select_protein
from hccgenomics.vocabulary import (
    INFRAME_CONSEQUENCES,
    NULL_CONSEQUENCES,
    SPLICE_NULL_CONSEQUENCES,
    Consequence,
    EffectClass,
)

if TYPE_CHECKING:
    from collections.abc import Hashable

    from hccgenomics.interpret.oncogenicity.question import OncogenicityQuestion
    from hccgenomics.model.alteration import ProteinChange, SmallAlteration
    from hccgenomics.vocabulary import GeneRole

_CODING = frozenset({*Consequence}) - {
    *SPLICE_NULL_CONSEQUENCES,  # untranslated, or kept: no loss
    Consequence.SPLICE_DONOR_5TH_BASE,
    Consequence.SPLICE_DONOR_REGION,
    Consequence.SPLICE_REGION,
    Consequence.SPLICE_POLYPYRIMIDINE,
    Consequence.FIVE_PRIME_UTR,
    Consequence.THREE_PRIME_UTR,
    Consequence.INTRON,
    Consequence.UPSTREAM,
    Consequence.DOWNSTREAM,
    Consequence.INTERGENIC,
}
_SILENT = frozenset({Consequence.SYNONYMOUS, Consequence.STOP_RETAINED, Consequence.START_RETAINED})


class Change(Enum):
    """What happens to the protein, as far as the criteria tell it apart."""

    LOST = auto()  # nonsense, frameshift, essential splice site, start codon
    MISSENSE = auto()
    INFRAME = auto()
    STOP_LOST = auto()
    SILENT = auto()
    UNTOLD = auto()  # in the coding sequence, but the protein is not known
    NONE = auto()  # outside the coding sequence
    PROMOTER = auto()


_OF_ONE_TERM = {
    **dict.fromkeys(NULL_CONSEQUENCES - SPLICE_NULL_CONSEQUENCES, Change.LOST),
    **dict.fromkeys(INFRAME_CONSEQUENCES, Change.INFRAME),
    **dict.fromkeys(_SILENT, Change.SILENT),
    **dict.fromkeys(frozenset({*Consequence}) - _CODING - SPLICE_NULL_CONSEQUENCES, Change.NONE),
    Consequence.MISSENSE: Change.MISSENSE,
    Consequence.STOP_LOST: Change.STOP_LOST,
}
"""What a single term says by itself; of splice sites the place decides."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An alteration with what was looked up once.

    Attributes:
        protein: Its change of protein, counted on MANE Select.
        substitution: Residue and new letter where one residue is replaced by another.
    """

    alteration: SmallAlteration
    change: Change
    role: GeneRole | None
    protein: ProteinChange | None
    substitution: tuple[int, str] | None
    frequency: Frequency

    @property
    def gene(self) -> str:
        """Its symbol."""
        return self.alteration.gene

    @property
    def key(self) -> Hashable | None:
        """What tells one change from another; ``None`` where nothing is worth remembering."""
        if self.substitution is not None and self.protein is not None:
            return self.gene, self.protein.ref, *self.substitution
        promoter = self.alteration.promoter
        if promoter is not None:
            return self.gene, promoter.name, promoter.verdict
        if self.change is not Change.INFRAME:
            return None
        effect = self.alteration.effect
        return self.gene, effect.consequences, self.protein, self.alteration.short_protein


def read(alteration: SmallAlteration, question: OncogenicityQuestion) -> Reading:
    """What the criteria ask of one alteration."""
    protein = select_protein(alteration, question.hotspots)
    change = _change(alteration, protein)
    substitution = None
    if change is Change.MISSENSE and protein is not None and protein.start == protein.end:
        substitution = (protein.start, protein.alt)
    return Reading(
        alteration=alteration,
        change=change,
        role=question.role(alteration.gene),
        protein=protein,
        substitution=substitution,
        frequency=read_frequency(alteration.population, question),
    )


def _change(alteration: SmallAlteration, protein: ProteinChange | None) -> Change:
    if alteration.promoter is not None:
        return Change.PROMOTER
    consequences = alteration.effect.consequences
    if len(consequences) == 1:
        known = _OF_ONE_TERM.get(consequences[0])
        if known is not None:
            is_untold = known is Change.MISSENSE and protein is None
            return Change.UNTOLD if is_untold else known
    if is_of_class(alteration, EffectClass.LOSS_OF_FUNCTION):
        return Change.LOST
    if _CODING.isdisjoint(consequences):
        return Change.NONE
    if Consequence.STOP_LOST in consequences and Consequence.STOP_RETAINED not in consequences:
        return Change.STOP_LOST
    if is_of_class(alteration, EffectClass.INFRAME):
        return Change.INFRAME
    if is_of_class(alteration, EffectClass.MISSENSE):
        return Change.MISSENSE if protein is not None else Change.UNTOLD
    return Change.UNTOLD if _SILENT.isdisjoint(consequences) else Change.SILENT
