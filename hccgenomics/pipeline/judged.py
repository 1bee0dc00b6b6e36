"""Everything found in a sample: small variants, copy number, junctions, viral sequence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hccgenomics.interpret.both_alleles import with_other_allele
from hccgenomics.interpret.germline import hereditary_genes
from hccgenomics.interpret.long_insertions import one_event
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.copy_number import CopyNumberFindings
from hccgenomics.model.structural import StructuralFindings
from hccgenomics.pipeline.alterations import interpret_calls
from hccgenomics.pipeline.clinical import solutions_of
from hccgenomics.pipeline.looking import in_tissue, white_cells
from hccgenomics.pipeline.origins import OriginQuestion, with_origins
from hccgenomics.vocabulary import ComponentClass, CopySource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.forced import AlleleCount
    from hccgenomics.model.places import GenePlaces
    from hccgenomics.model.sample import Sample
    from hccgenomics.model.variant import Variant
    from hccgenomics.pipeline.alterations import Interpreted
    from hccgenomics.pipeline.inputs import Inputs
    from hccgenomics.pipeline.knowledge import Knowledge
    from hccgenomics.pipeline.population import PopulationLookup
    from hccgenomics.pipeline.report import ReportRequest


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found, kind by kind.

    Attributes:
        assayed: Classes of event that the given files can show at all.
        alterations: Of all kinds, drivers first.
        places: Of all genes; ``None`` where no file asked for them.
        white_cells: What the matched normal's alignments show of everything that the files call.
    """

    small: Interpreted
    copies: CopyNumberFindings
    junctions: StructuralFindings
    assayed: frozenset[ComponentClass]
    alterations: tuple[AnyAlteration, ...] = field(default=())
    places: GenePlaces | None = field(default=None, repr=False)
    white_cells: Mapping[Variant, AlleleCount] = field(default_factory=dict, repr=False)

    @property
    def is_small_alone(self) -> bool:
        """Whether neither copies nor junctions were asked for, nor anything large was found."""
        return self.assayed <= {ComponentClass.SMALL} and all(
            isinstance(found, SmallAlteration) and found.integration is None
            for found in self.alterations
        )


def judge(
    inputs: Inputs,
    sample: Sample,
    knowledge: Knowledge,
    request: ReportRequest,
    *,
    population: PopulationLookup | None,
    blood_genes: frozenset[str],
) -> Judged:
    """Copy number first, for the origin of small variants asks for it."""
    places = _places(inputs, sample)
    copies, junctions = CopyNumberFindings(), StructuralFindings()
    if places is not None and inputs.copy_number:
        copies = _copies(inputs, sample, knowledge, request, places)
    if places is not None and inputs.structural:
        junctions = _junctions(inputs, knowledge, request, places)
    found = interpret_calls(inputs.small, knowledge, request.settings, specimen=sample.specimen)
    white = white_cells(found, inputs, request, knowledge)
    small = with_origins(
        found,
        OriginQuestion(
            sample=sample,
            settings=request.settings,
            population=population,
            hereditary_genes=hereditary_genes(knowledge.base.germline, request.settings),
            blood_genes=blood_genes,
            copies=copies,
            blood=knowledge.base.blood,
            hotspots=knowledge.base.hotspots,
            tissue=in_tissue(inputs.tissue),
            white_cells=white,
            unit=inputs.small.unit,
        ),
    )
    every = one_event(
        (*small.alterations, *copies.alterations, *junctions.alterations),
        request.settings.integration_junction_gap,
    )
    every = with_other_allele(every, copies.genes)
    return Judged(
        small,
        copies,
        junctions,
        assayed_by(inputs),
        tuple(sorted(every, key=lambda one: not one.is_driver)),  # stable: kinds keep their order
        places,
        white,
    )


def _places(inputs: Inputs, sample: Sample) -> GenePlaces | None:
    if not (inputs.copy_number or inputs.structural):
        return None
    from hccgenomics.knowledge.places import load_places

    return load_places(sample.assembly)


def assayed_by(inputs: Inputs) -> frozenset[ComponentClass]:
    """What the files can show at all."""
    classes = {ComponentClass.SMALL} if inputs.small.files else set()
    if any(file.source is not CopySource.SOLUTION for file in inputs.copy_number):
        classes.add(ComponentClass.COPY_NUMBER)
    if inputs.structural:
        classes |= {
            ComponentClass.FUSION,
            ComponentClass.REARRANGEMENT,
            ComponentClass.INTEGRATION,
        }
    return frozenset(classes)


def _copies(
    inputs: Inputs,
    sample: Sample,
    knowledge: Knowledge,
    request: ReportRequest,
    places: GenePlaces,
) -> CopyNumberFindings:
    from hccgenomics.knowledge.arms import load_arms
    from hccgenomics.pipeline.copy_number import CopyQuestion, copy_number_of

    return copy_number_of(
        inputs.copy_number,
        CopyQuestion(
            models=knowledge.models,
            places=places,
            arms=load_arms(sample.assembly),
            base=knowledge.base,
            settings=request.settings,
            specimen=sample.specimen,
            sex=sample.sex,
            purity=request.purity,
            ploidy=request.ploidy,
            stated=solutions_of(inputs.clinical),
        ),
    )


def _junctions(
    inputs: Inputs, knowledge: Knowledge, request: ReportRequest, places: GenePlaces
) -> StructuralFindings:
    from hccgenomics.pipeline.structural import StructuralQuestion, structural_of

    return structural_of(
        inputs.structural,
        StructuralQuestion(
            models=knowledge.models,
            places=places,
            base=knowledge.base,
            settings=request.settings,
        ),
    )
