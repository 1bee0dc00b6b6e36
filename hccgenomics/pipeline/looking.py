"""What could have been seen, and what was counted at known places, beside what the files call.

A run that was told nothing of panel, depth or alignments costs nothing here: what it needs is
imported where it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hccgenomics.interpret.callability import NOTHING_TOLD
from hccgenomics.vocabulary import Specimen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hccgenomics.interpret.callability import Coverage
    from hccgenomics.interpret.markers import MarkerResult
    from hccgenomics.interpret.origin_evidence import InTissue
    from hccgenomics.model.coverage import Looked
    from hccgenomics.model.forced import AlleleCount, ForcedCall
    from hccgenomics.model.observation import Fact
    from hccgenomics.model.plasma import PlasmaSection
    from hccgenomics.model.sample import Sample
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.variant import Variant
    from hccgenomics.pipeline.alterations import Interpreted
    from hccgenomics.pipeline.inputs import Inputs
    from hccgenomics.pipeline.judged import Judged
    from hccgenomics.pipeline.knowledge import Knowledge
    from hccgenomics.pipeline.models import Models
    from hccgenomics.pipeline.plasma.section import PlasmaQuestion
    from hccgenomics.pipeline.plasma.tissue import TissueReport
    from hccgenomics.pipeline.report import ReportRequest


@dataclass(frozen=True, slots=True)
class Looking:
    """Panel and depth, and what follows from them.

    Attributes:
        looked: What was told of panel and depth; ``None`` for nothing.
        forced: Reads counted at known places, whether or not they were called.
        coverage: What silence means, part by part of the markers.
    """

    looked: Looked | None
    forced: tuple[ForcedCall, ...]
    coverage: Coverage

    def is_seen_uncalled(self, settings: Settings) -> bool:
        """Whether a known place has more reads than errors explain, and nothing is called there."""
        if not self.forced:
            return False
        from hccgenomics.interpret.forced import is_beyond_error

        return any(is_beyond_error(call, settings.forced_alpha) for call in self.forced)


def opened(request: ReportRequest, inputs: Inputs, models: Models) -> Inputs:
    """The inputs with alignments and background open, where such files were given.

    Raises:
        InputError: One cannot be used, or is of another assembly; so too the tissue's report.
    """
    if inputs.tissue is not None:
        inputs.tissue.check_assembly(models.assembly)
    if request.background is not None:
        from hccgenomics.readers.background import read_background_file

        background = read_background_file(request.background, assembly=models.assembly)
        inputs = replace(inputs, background=background)
    if request.bam is None and request.normal_bam is None:
        return inputs
    from hccgenomics.readers.alignments import open_alignments
    from hccgenomics.readers.alignments.identity import refuse_same

    tumour, blood = request.tumour_sample, request.normal_sample
    others = (blood, tumour) if tumour and blood else (None, None)
    alignments, normal = (
        None
        if path is None
        else open_alignments(path, fasta=request.fasta, contigs=models.contigs, other_sample=other)
        for path, other in zip((request.bam, request.normal_bam), others, strict=True)
    )
    if alignments is not None and normal is not None:
        refuse_same(alignments, normal)
    return replace(inputs, alignments=alignments, normal_alignments=normal)


def read_looking(request: ReportRequest, inputs: Inputs, knowledge: Knowledge) -> Looked | None:
    """What is told of panel and depth, by files of their own, blocks of the VCF, or alignments.

    Raises:
        InputError: A file cannot be used, or is of another assembly.
    """
    looked = None
    if request.panel or request.coverage or inputs.small.depths:
        from hccgenomics.pipeline.callability.files import read_looked

        looked = read_looked(request, inputs.small, knowledge.models)
    if inputs.alignments is None:
        return looked
    from hccgenomics.model.coverage import Looked
    from hccgenomics.pipeline.callability.targets import targets_of
    from hccgenomics.readers.alignments import depth_at
    from hccgenomics.readers.alignments.questions import PROCESSES

    targets = targets_of(knowledge.markers, knowledge.models, knowledge.base)
    counted = depth_at(
        inputs.alignments,
        [place for target in targets for place in target.places],
        min_base_quality=request.settings.pileup_min_base_quality,
        min_mapping_quality=request.settings.pileup_min_mapping_quality,
        processes=request.threads or PROCESSES,
    )
    looked = looked or Looked(knowledge.models.assembly)
    return replace(looked, sources=(counted, *looked.sources))  # the most trusted first


@dataclass(frozen=True, slots=True)
class Case:
    """One sample as far as it is judged before anything is said of what could have been seen."""

    inputs: Inputs
    judged: Judged
    sample: Sample
    knowledge: Knowledge
    request: ReportRequest


def looking_of(case: Case, stated: Sequence[Fact]) -> Looking:
    """Count at known places, then say of every part of a marker what could have been seen.

    Args:
        case: The sample.
        stated: Facts of the clinical file, for what went into the library.
    """
    if case.inputs.looked is None:
        return Looking(None, (), NOTHING_TOLD)
    from hccgenomics.pipeline.callability.certificate import certificate_of
    from hccgenomics.pipeline.plasma.cfdna import with_input

    settings = case.request.settings
    looked = with_input(case.inputs.looked, stated, settings)
    forced = _forced(case, looked)
    coverage = certificate_of(
        looked, case.knowledge, case.sample, settings, judged=case.judged, forced=forced
    )
    return Looking(looked, forced, coverage)


def _forced(case: Case, looked: Looked | None) -> tuple[ForcedCall, ...]:
    if case.inputs.alignments is None:
        return ()
    from hccgenomics.pipeline.forced.judge import forced_calls

    return forced_calls(case, looked)


def in_tissue(tissue: TissueReport | None) -> Mapping[Variant, InTissue] | None:
    """The variants of the tissue, by which those of plasma are told from blood's."""
    if tissue is None:
        return None
    from hccgenomics.interpret.origin_evidence import InTissue

    return {one.variant: InTissue(one.vaf, one.origin) for one in tissue.small}


def white_cells(
    found: Interpreted, inputs: Inputs, request: ReportRequest, knowledge: Knowledge
) -> Mapping[Variant, AlleleCount]:
    """What the matched normal's alignments show of everything that the files call."""
    if inputs.normal_alignments is None:
        return {}
    from hccgenomics.pipeline.forced.judge import counts_in_normal

    every = (*found.alterations, *(item.alteration for item in found.set_aside))
    variants = tuple(dict.fromkeys(one.variant for one in every))
    return counts_in_normal(inputs, variants, request, knowledge.models)


@dataclass(frozen=True, slots=True)
class PlasmaTold:
    """What is told of plasma beyond single variants, and where else it is said; of tissue nothing.

    Attributes:
        section: As published.
        facts: What curated rows may ask of it.
        summary: Its key findings.
        limits: What it leaves open.
    """

    section: PlasmaSection | None = None
    facts: tuple[Fact, ...] = ()
    summary: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()


def plasma_told(
    case: Case, looking: Looking, markers: Sequence[MarkerResult], stated: Sequence[Fact]
) -> PlasmaTold:
    """The section of plasma, and what follows from it."""
    if case.sample.specimen is not Specimen.PLASMA:
        return PlasmaTold()
    from hccgenomics.pipeline.plasma.section import (
        plasma_facts,
        plasma_limits,
        plasma_of,
        plasma_summary,
    )

    question = _question(case, looking, markers, stated)
    section = plasma_of(question)
    return PlasmaTold(
        section, plasma_facts(section, question), plasma_summary(section), plasma_limits(section)
    )


def _question(
    case: Case, looking: Looking, markers: Sequence[MarkerResult], stated: Sequence[Fact]
) -> PlasmaQuestion:
    from hccgenomics.pipeline.blood import blood_lane_documents
    from hccgenomics.pipeline.clinical import solutions_of
    from hccgenomics.pipeline.plasma.section import PlasmaQuestion
    from hccgenomics.pipeline.regions import regions_of

    inputs, judged, knowledge = case.inputs, case.judged, case.knowledge
    return PlasmaQuestion(
        sample=case.sample,
        settings=case.request.settings,
        alterations=judged.alterations,
        entries=judged.small.entries,
        markers=markers,
        assayed=judged.assayed,
        components=knowledge.markers,
        blood_genes=frozenset(knowledge.base.blood),
        facts=stated,
        tissue=inputs.tissue,
        forced=looking.forced,
        looked=looking.looked,
        regions=regions_of(case.request.settings, knowledge.models),
        solutions=(
            *(found for file in inputs.copy_number for found in file.solutions),
            *solutions_of(inputs.clinical),
        ),
        blood_lane=blood_lane_documents(judged.alterations),
        blocks=inputs.small.blocks,
        reference=knowledge.models,
        unit=inputs.small.unit,
    )
