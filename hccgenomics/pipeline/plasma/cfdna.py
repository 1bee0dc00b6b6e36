"""Cell-free DNA as a clinical file states it: what went into the library, what plasma holds.

A haploid genome weighs 3.3 pg (setting ``picograms_per_genome``), so that a nanogram of cell-free
DNA holds 303 of them: 6.6 ng are 2,000, as tabulated in doi:10.3390/ph14070617.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import cfdna_wording as words
from hccgenomics.interpret.plasma_wording import percent
from hccgenomics.model.fact_terms import VALUE
from hccgenomics.model.plasma import CfdnaStated
from hccgenomics.vocabulary import Comparison, FactKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hccgenomics.model.coverage import Looked
    from hccgenomics.model.observation import Fact
    from hccgenomics.model.settings import Settings

INPUT: Final = "cfdna_input"
EXTRACTED: Final = "cfdna_extracted"
CONCENTRATION: Final = "cfdna_concentration"
VOLUME: Final = "plasma_volume"
MOST_APART: Final = 2.0
"""How many times one statement may be another before a remark asks."""
_FROM_ABOVE: Final = frozenset({Comparison.BELOW, Comparison.AT_MOST})


@dataclass(frozen=True, slots=True)
class Cfdna:
    """What is stated of cell-free DNA; ``None`` is not stated.

    Attributes:
        input_ng: Mass that went into the library; of ``< 5 ng`` the 5, which caps as well.
        extracted_ng: All that was extracted.
        stated_ng_per_ml: Concentration in plasma.
        plasma_ml: Volume of plasma it was extracted from.
    """

    input_ng: float | None = None
    extracted_ng: float | None = None
    stated_ng_per_ml: float | None = None
    plasma_ml: float | None = None

    @property
    def is_stated(self) -> bool:
        """Whether anything is."""
        stated = (self.input_ng, self.extracted_ng, self.stated_ng_per_ml, self.plasma_ml)
        return any(value is not None for value in stated)

    @property
    def computed_ng_per_ml(self) -> float | None:
        """Mass over volume."""
        if self.extracted_ng is None or not self.plasma_ml:
            return None
        return self.extracted_ng / self.plasma_ml

    @property
    def ng_per_ml(self) -> float | None:
        """As stated, else as computed."""
        stated = self.stated_ng_per_ml
        return self.computed_ng_per_ml if stated is None else stated


def cfdna_of(facts: Iterable[Fact]) -> Cfdna:
    """What the facts of a clinical file tell of cell-free DNA.

    Of a number of which but one side is known only an upper bound of the input is used: it caps.
    """
    told = {fact.subject: fact for fact in facts if fact.kind is FactKind.LABORATORY}
    return Cfdna(
        input_ng=_number(told.get(INPUT), or_below=True),
        extracted_ng=_number(told.get(EXTRACTED)),
        stated_ng_per_ml=_number(told.get(CONCENTRATION)),
        plasma_ml=_number(told.get(VOLUME)),
    )


def _number(fact: Fact | None, *, or_below: bool = False) -> float | None:
    if fact is None:
        return None
    bound = fact.bounds.get(VALUE)
    is_usable = bound is None or (or_below and bound in _FROM_ABOVE)
    return fact.numbers.get(VALUE) if is_usable else None


def input_equivalents(cfdna: Cfdna, settings: Settings) -> float | None:
    """Haploid genomes that the library took up; ``None`` where no mass is stated."""
    if cfdna.input_ng is None:
        return None
    from hccgenomics.ctdna.detection import genome_equivalents

    return genome_equivalents(
        cfdna.input_ng,
        picograms_per_genome=settings.picograms_per_genome,
        library_yield=settings.library_yield,
    )


def with_input(looked: Looked | None, facts: Iterable[Fact], settings: Settings) -> Looked | None:
    """Panel and depths, with the genomes that went in: no more molecules than those are seen."""
    if looked is None:
        return None
    return replace(looked, input_equivalents=input_equivalents(cfdna_of(facts), settings))


def equivalents_per_ml(cfdna: Cfdna, settings: Settings) -> float | None:
    """Haploid genomes in a millilitre of plasma."""
    if cfdna.ng_per_ml is None:
        return None
    from hccgenomics.ctdna.detection import genome_equivalents

    return genome_equivalents(
        cfdna.ng_per_ml, picograms_per_genome=settings.picograms_per_genome, library_yield=1.0
    )


def cfdna_document(cfdna: Cfdna, settings: Settings) -> CfdnaStated | None:
    """As published; ``None`` where nothing is stated."""
    if not cfdna.is_stated:
        return None
    return CfdnaStated(
        input_ng=cfdna.input_ng,
        genome_equivalents=input_equivalents(cfdna, settings),
        plasma_ml=cfdna.plasma_ml,
        ng_per_ml=cfdna.ng_per_ml,
        equivalents_per_ml=equivalents_per_ml(cfdna, settings),
        why=" ".join(_why(cfdna, settings)),
    )


def _why(cfdna: Cfdna, settings: Settings) -> Iterator[str]:
    equivalents = input_equivalents(cfdna, settings)
    if equivalents is None:
        yield words.CFDNA_NO_INPUT
    else:
        yield words.CFDNA_INPUT.format(
            mass=f"{cfdna.input_ng:g}",
            equivalents=f"{equivalents:,.0f}",
            picograms=f"{settings.picograms_per_genome:g}",
            share=percent(settings.library_yield),
        )
    yield from _of_plasma(cfdna)
    if cfdna.input_ng and cfdna.extracted_ng and cfdna.input_ng > cfdna.extracted_ng:
        yield words.CFDNA_MORE_THAN_EXTRACTED


def _of_plasma(cfdna: Cfdna) -> Iterator[str]:
    stated, computed = cfdna.stated_ng_per_ml, cfdna.computed_ng_per_ml
    if stated is not None:
        yield words.CFDNA_STATED.format(ng=f"{stated:g}")
    elif computed is not None:
        yield words.CFDNA_EXTRACTED.format(
            mass=f"{cfdna.extracted_ng:g}", volume=f"{cfdna.plasma_ml:g}", ng=f"{computed:.4g}"
        )
    if stated and computed and max(stated, computed) > MOST_APART * min(stated, computed):
        yield words.CFDNA_DIFFERS.format(stated=f"{stated:g}", computed=f"{computed:.4g}")
