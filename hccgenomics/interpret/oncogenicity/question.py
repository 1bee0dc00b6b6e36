"""Everything the criteria look things up in, and which changes count as established."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from hccgenomics.interpret.oncogenicity import wording
from hccgenomics.interpret.oncogenicity.counts import HotspotFigures, figures
from hccgenomics.vocabulary import EffectClass, EventKind, FunctionalEffect, HotspotKind

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from hccgenomics.model.curated import GeneRow, HotspotCount, HotspotTable
    from hccgenomics.model.evidence import KnowledgeBase
    from hccgenomics.model.functional import CriticalDomain, FunctionalEvidence
    from hccgenomics.model.judgement import Criterion
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
        remembered: Criteria by change of a protein or promoter, so that a hotspot that recurs in a
            cohort is looked up once; holds nothing that the tables do not say.
    """

    genes: Mapping[str, GeneRow]
    hotspots: HotspotTable
    counts: Mapping[str, Sequence[HotspotCount]] | None
    functional: Mapping[str, Sequence[FunctionalEvidence]]
    domains: Mapping[str, Sequence[CriticalDomain]]
    settings: Settings
    population_file: str | None = None
    remembered: dict[Hashable, dict[str, Criterion]] = field(
        default_factory=dict, compare=False, repr=False
    )

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
    def hotspot_figures(self) -> Mapping[str, tuple[HotspotFigures, ...]] | None:
        """The counts as the criteria read them; ``None`` where the table is not installed."""
        if self.counts is None:
            return None
        return {gene: tuple(map(figures, rows)) for gene, rows in self.counts.items()}

    @cached_property
    def listed(self) -> frozenset[str]:
        """Genes of which some table names a residue."""
        return frozenset().union(self.functional, self.domains, self.counts or {})

    @cached_property
    def residue_figures(self) -> Mapping[tuple[str, int], HotspotFigures]:
        """Those of missense changes, by gene and residue."""
        return {
            (gene, counted.row.start): counted
            for gene, rows in (self.hotspot_figures or {}).items()
            for counted in rows
            if counted.row.kind is HotspotKind.MISSENSE
        }

    def studies(self, gene: str, residue: int, alt: str) -> tuple[FunctionalEvidence, ...]:
        """The rows of studies that speak of one substitution."""
        rows = self.functional.get(gene, ())
        return tuple(row for row in rows if row.is_study and covers(row, residue, alt))

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
        for gene, rows in (self.hotspot_figures or {}).items():
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
    counted: HotspotFigures, studies: Sequence[FunctionalEvidence]
) -> Iterator[EstablishedChange]:
    row = counted.row
    if row.kind is not HotspotKind.MISSENSE:
        return
    for alt in counted.by_change:
        study = next((s for s in studies if covers(s, row.start, alt)), None)
        if study is not None and counted.level(alt) == "OS3":
            grounds = wording.GROUNDS.format(reference=study.reference)
            yield EstablishedChange(row.ref, row.start, alt, grounds)


def covers(row: FunctionalEvidence, residue: int, alt: str) -> bool:
    """Whether a row speaks of the substitution of one residue."""
    term = row.term
    if term.start is None or term.end is None or not term.start <= residue <= term.end:
        return False
    if term.kind is EventKind.PROTEIN:
        return alt in term.changes
    return term.kind is EventKind.CODONS and term.effect is EffectClass.MISSENSE
