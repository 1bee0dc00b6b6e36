"""What the name of a variant denotes on one assembly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hccgenomics.model.protein_name import read_protein

if TYPE_CHECKING:
    from hccgenomics.model.alteration import SmallAlteration
    from hccgenomics.model.protein_name import ProteinName
    from hccgenomics.model.variant import Variant
    from hccgenomics.vocabulary import Assembly


@dataclass(frozen=True, slots=True)
class Denoted:
    """One change that a name stands for.

    Attributes:
        name: As the user gave it.
        gene: ``None`` for a place on a chromosome, which says nothing of genes.
        refseq: The versioned transcript that c. and p. names were read on.
        variants: Normalised. One for names of bases. For names of a protein change the simplest
            changes of sequence that make it, fewest bases first; there may be more.
        protein: The change of protein, if that is all the name says; then it decides.
        notes: What had to be assumed, and what could not be checked.
    """

    name: str
    assembly: Assembly
    gene: str | None
    refseq: str | None
    variants: tuple[Variant, ...]
    protein: ProteinName | None = None
    notes: tuple[str, ...] = ()

    def matches(self, alteration: SmallAlteration) -> bool:
        """Whether an alteration, found on the same assembly, is what the name says."""
        if self.gene not in {None, alteration.gene}:
            return False
        if self.protein is None:
            return alteration.variant in self.variants
        return any(
            self._covers(effect.hgvs_p)
            for effect in alteration.effects
            if effect.transcript.refseq == self.refseq
        )

    def _covers(self, hgvs_p: str | None) -> bool:
        found = None if hgvs_p is None else read_protein(hgvs_p)
        return found is not None and self.protein is not None and self.protein.covers(found)
