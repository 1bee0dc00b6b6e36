"""Everything the criteria look things up in, and which changes count as established."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hccgenomics.interpret.oncogenicity.counts import is_os3_level, tumours_by_change
from hccgenomics.vocabulary import EffectClass, EventKind, FunctionalEffect, HotspotKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hccgenomics.model.curated import GeneRow, HotspotCount, HotspotTable
    from hccgenomics.model.evidence import KnowledgeBase
    from hccgenomics.model.functional import CriticalDomain, FunctionalEvidence
    from hccgenomics.model.settings import Settings
    from hccgenomics.vocabulary import GeneRole


@dataclass(frozen=True, slots=True)
class EstablishedChange:
    """An amino-acid change that counts as oncogenic by the standard, and on what grounds.

    Attributes:
        ref, residue, alt: As in ``R249S``, on MANE Select.
        grounds: As the end of a sentence.
    """

    ref: str
    residue: int
    alt: str
    grounds: str

    @property
    def name(self) -> str:
        """``p.R249S``."""
        return f"p.{self.ref}{self.residue}{self.alt}"


@dataclass(frozen=True)
class OncogenicityQuestion:
    """What the criteria need beside the alteration; one for all alterations of a report.

    Attributes:
        counts: ``None`` where the table of pan-cancer counts is not installed.
        population_file: The name of the population file; ``None`` where none was given. What it
            says of a variant is with the variant.
    """

    genes: Mapping[str, GeneRow]
    hotspots: HotspotTable
    counts: Mapping[str, Sequence[HotspotCount]] | None
    functional: Mapping[str, Sequence[FunctionalEvidence]]
    domains: Mapping[str, Sequence[CriticalDomain]]
    settings: Settings
    population_file: str | None = None

    @classmethod
    def of(
        cls, base: KnowledgeBase, settings: Settings, population_file: str | None = None
    ) -> OncogenicityQuestion:
        """With the tables of an evidence base."""
        return cls(
            genes=base.genes,
            hotspots=base.hotspots,
            counts=base.counts,
            functional=base.functional,
            domains=base.domains,
            settings=settings,
            population_file=population_file,
        )

    def role(self, gene: str) -> GeneRole | None:
        """What the table says a gene does; ``None`` for genes it does not list."""
        row = self.genes.get(gene)
        return None if row is None else row.role

    @cached_property
    def classified(self) -> Mapping[tuple[str, int, str], EstablishedChange]:
        """Changes that others have classified as oncogenic by this standard, seen in the source."""
        return {
            (row.gene, change.residue, change.alt): change
            for rows in self.functional.values()
            for row in rows
            for change in _classified(row)
        }

    @cached_property
    def established(self) -> Mapping[tuple[str, int], tuple[EstablishedChange, ...]]:
        """By gene and residue, what OM4 may compare another change of the residue with.

        A change is established if others have classified it as oncogenic by this standard, or if
        two strong lines of evidence hold for it here: well-established studies (OS2) and counts of
        the level of OS3. Neither looks at OM4, so that nothing rests on itself.
        """
        found: dict[tuple[str, int], dict[str, EstablishedChange]] = {}
        for (gene, residue, alt), change in self.classified.items():
            found.setdefault((gene, residue), {})[alt] = change
        for gene, change in self._twice_supported():
            found.setdefault((gene, change.residue), {}).setdefault(change.alt, change)
        return {place: tuple(changes.values()) for place, changes in found.items()}

    def _twice_supported(self) -> Iterator[tuple[str, EstablishedChange]]:
        for gene, rows in (self.counts or {}).items():
            studies = [row for row in self.functional.get(gene, ()) if _speaks_for(row)]
            for row in rows if studies else ():
                yield from ((gene, change) for change in _supported(row, studies))


def _classified(row: FunctionalEvidence) -> Iterator[EstablishedChange]:
    is_oncogenic = row.effect is FunctionalEffect.ONCOGENIC
    if row.is_study or not (row.is_counted and is_oncogenic):
        return
    if row.term.kind is EventKind.PROTEIN and row.term.start is not None:
        for alt in filter(_is_letter, row.term.changes):
            yield EstablishedChange(row.term.refs[0], row.term.start, alt, row.reference)


def _is_letter(change: str) -> bool:
    return len(change) == 1


def _speaks_for(row: FunctionalEvidence) -> bool:
    is_oncogenic = row.effect is FunctionalEffect.ONCOGENIC
    return row.is_study and row.is_counted and is_oncogenic


def _supported(
    row: HotspotCount, studies: Sequence[FunctionalEvidence]
) -> Iterator[EstablishedChange]:
    if row.kind is not HotspotKind.MISSENSE:
        return
    for alt, tumours in tumours_by_change(row).items():
        study = next((s for s in studies if covers(s, row.start, alt)), None)
        if study is not None and is_os3_level(row, tumours):
            grounds = f"functional studies and counts; {study.reference}"
            yield EstablishedChange(row.ref, row.start, alt, grounds)


def covers(row: FunctionalEvidence, residue: int, alt: str) -> bool:
    """Whether a row speaks of the substitution of one residue."""
    term = row.term
    if term.start is None or term.end is None or not term.start <= residue <= term.end:
        return False
    if term.kind is EventKind.PROTEIN:
        return alt in term.changes
    return term.kind is EventKind.CODONS and term.effect is EffectClass.MISSENSE
