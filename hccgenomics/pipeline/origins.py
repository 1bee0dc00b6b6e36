"""Tell of every alteration where it comes from, once all are known."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.blood import blood_row, cautions, is_typical
from hccgenomics.interpret.expected_fractions import Copies, Mixture, copies_in_normal
from hccgenomics.interpret.origin import OriginEvidence, judge_origin
from hccgenomics.interpret.polymorphism import against_driver, is_hotspot
from hccgenomics.model.copy_number import CopyNumberFindings
from hccgenomics.model.curated import HotspotTable
from hccgenomics.model.variant import Support
from hccgenomics.pipeline.alterations import in_order
from hccgenomics.readers.dialects import DIALECTS
from hccgenomics.vocabulary import CallerScope, DepthUnit, Origin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hccgenomics.interpret.origin_evidence import InTissue
    from hccgenomics.model.alteration import SmallAlteration
    from hccgenomics.model.copy_number import GeneCopies
    from hccgenomics.model.curated import BloodGene
    from hccgenomics.model.forced import AlleleCount
    from hccgenomics.model.population import Population
    from hccgenomics.model.sample import Sample
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.variant import Variant
    from hccgenomics.pipeline.alterations import Interpreted

NEARLY_WHOLE: Final = 0.35
"""How far copies may be from a whole number to be taken for it; else only some cells have them."""


@dataclass(frozen=True, slots=True)
class OriginQuestion:
    """What is the same for all alterations of a sample.

    Attributes:
        population: Asked for each variant; ``None`` where no file was given.
        hereditary_genes: Genes in which a germline variant may be a finding of its own.
        blood_genes: Genes that clones of blood cells carry variants of, in this specimen.
        copies: What the copy-number files say.
        blood: What clones of blood cells leave in plasma, by gene.
        hotspots: What terms of that table mean by residues.
        tissue: The variants of the tissue's report; ``None`` where none was given.
        white_cells: Reads of the matched normal, counted in its alignments at these variants.
        unit: What one unit of the files' own counts is.
    """

    sample: Sample
    settings: Settings
    population: Population | None = None
    hereditary_genes: frozenset[str] = frozenset()
    blood_genes: frozenset[str] = frozenset()
    copies: CopyNumberFindings = field(default_factory=CopyNumberFindings)
    blood: Mapping[str, Sequence[BloodGene]] = field(default_factory=dict)
    hotspots: HotspotTable = field(default_factory=HotspotTable)
    tissue: Mapping[Variant, InTissue] | None = None
    white_cells: Mapping[Variant, AlleleCount] = field(default_factory=dict)
    unit: DepthUnit = DepthUnit.READS

    @property
    def has_normal(self) -> bool:
        """Whether a matched normal was sequenced, be it told by a column or counted in its BAM."""
        return self.sample.normal_sample is not None or bool(self.white_cells)

    @property
    def purity(self) -> float | None:
        """As the user states it, else as the copy-number files do."""
        if self.sample.purity is not None or self.copies.solution is None:
            return self.sample.purity
        return self.copies.solution.purity

    @property
    def has_somatic_caller(self) -> bool:
        """Whether every caller looks for somatic variants alone."""
        scopes = [DIALECTS[name].scope for name in self.sample.callers if name in DIALECTS]
        known = bool(scopes) and len(scopes) == len(self.sample.callers)
        return known and all(scope is CallerScope.SOMATIC for scope in scopes)


def with_origins(found: Interpreted, question: OriginQuestion) -> Interpreted:
    """The same alterations, and those left out, with their origin and its reasons.

    A common polymorphism is flagged no more, so the order may change.
    """
    told = _Teller(question)
    aside = [replace(item, alteration=told(item.alteration)) for item in found.set_aside]
    return replace(
        found,
        alterations=in_order(map(told, found.alterations)),
        set_aside=tuple(item for item in aside if not _is_polymorphism(item.alteration)),
    )


def _is_polymorphism(alteration: SmallAlteration) -> bool:
    return any(finding.drives is False for finding in alteration.findings)


class _Teller:
    """One alteration after the other, with what they share."""

    def __init__(self, question: OriginQuestion) -> None:
        self._question = question
        self._is_somatic = question.has_somatic_caller
        self._copies = {gene.gene: whole_copies(gene) for gene in question.copies.genes}

    def __call__(self, alteration: SmallAlteration) -> SmallAlteration:
        asked = self._question
        record = None if asked.population is None else asked.population.of(alteration.variant)
        blood = blood_row(alteration, asked.blood, asked.hotspots)
        is_recurrent = is_hotspot(alteration.findings) or is_typical(blood)
        evidence = OriginEvidence(
            tumour=alteration.support,
            normals=self._normals(alteration),
            tags=[call.tag for call in alteration.calls if call.tag is not None],
            population=record,
            mixture=Mixture(
                asked.purity,
                copies_in_normal(alteration.variant.contig, asked.sample.sex),
                self._copies.get(alteration.gene),
            ),
            has_normal=asked.has_normal,
            is_somatic_call=self._is_somatic and _is_unobjected(alteration),
            is_hotspot=is_recurrent,
            gene=alteration.gene,
            may_be_blood=alteration.gene in asked.blood_genes,
            specimen=asked.sample.specimen,
            blood=blood,
            tissue=None if asked.tissue is None else asked.tissue.get(alteration.variant),
            has_tissue=asked.tissue is not None,
            white_unit=self._unit(alteration),
        )
        verdict = judge_origin(evidence, asked.settings)
        is_germline = verdict.origin is Origin.LIKELY_GERMLINE
        against = against_driver(
            record,
            asked.settings,
            is_mere_germline=is_germline and alteration.gene not in asked.hereditary_genes,
            is_recurrent=is_recurrent,
        )
        return replace(
            alteration,
            origin=verdict.origin,
            origin_reasons=(
                *verdict.reasons,
                *cautions(alteration, asked.sample.specimen, asked.hotspots),
            ),
            population=record,
            findings=(*alteration.findings, *against),
        )

    def _normals(self, alteration: SmallAlteration) -> list[Support]:
        """Its reads in the matched normal: as each call has them, and as counted in its BAM."""
        told = [c.normal_support for c in alteration.calls if c.normal_support is not None]
        counted = self._question.white_cells.get(alteration.variant)
        if counted is None:
            return told
        return [*told, Support(counted.ref, counted.alt, depth=counted.depth)]

    def _unit(self, alteration: SmallAlteration) -> DepthUnit:
        """Of the normal's depth."""
        counted = self._question.white_cells.get(alteration.variant)
        has_calls = any(call.normal_support is not None for call in alteration.calls)
        return self._question.unit if counted is None or has_calls else counted.unit


def _is_unobjected(alteration: SmallAlteration) -> bool:
    """Whether every call passed the caller's filters, and saw a normal."""
    return all(
        not call.filters and not call.is_unfiltered and call.normal_support is not None
        for call in alteration.calls
    )


def whole_copies(gene: GeneCopies) -> Copies | None:
    """Copies as whole numbers, where they are near enough to some; ``None`` where not.

    A gene that only some cells have gained or lost has no whole number, nor has one whose interval
    holds several.
    """
    if gene.copies is None or gene.parts > 1:
        return None
    bounds = (gene.copies_low, gene.copies, gene.copies_high)
    total = round(gene.copies)
    if any(at is not None and round(at) != total for at in bounds):
        return None
    if abs(gene.copies - total) > NEARLY_WHOLE:
        return None
    minor = gene.minor_copies
    is_whole = minor is not None and abs(minor - round(minor)) <= NEARLY_WHOLE
    return Copies(total, max(0, round(minor)) if is_whole and minor is not None else None)
