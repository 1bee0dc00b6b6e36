"""Everything that is judged of one sample, before any of it is a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hccgenomics.interpret.answered import Known, genes_of_rna
from hccgenomics.interpret.drivers import unjudged
from hccgenomics.interpret.facts import derived_facts
from hccgenomics.interpret.follow_up import follow_up_of
from hccgenomics.interpret.germline import worth_germline_test
from hccgenomics.interpret.large_parts import LookedAt
from hccgenomics.interpret.markers import read_markers
from hccgenomics.interpret.row_requests import with_rows
from hccgenomics.interpret.summary import blood_cell_genes, set_aside_sentences
from hccgenomics.pipeline.clinical import clinical_of
from hccgenomics.pipeline.forced.told import forced_told
from hccgenomics.pipeline.judged import judge
from hccgenomics.pipeline.looking import Case, looking_of, plasma_told
from hccgenomics.pipeline.meaning import meaning_of
from hccgenomics.pipeline.quality import check_of
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hccgenomics.interpret.markers import MarkerResult
    from hccgenomics.interpret.requests import Request
    from hccgenomics.interpret.sample_check import SampleCheck
    from hccgenomics.interpret.summary import SetAsideDriver
    from hccgenomics.model.alteration import SmallAlteration
    from hccgenomics.model.observation import Fact
    from hccgenomics.model.sample import Sample
    from hccgenomics.pipeline.alterations import Interpreted
    from hccgenomics.pipeline.clinical import ClinicalFindings
    from hccgenomics.pipeline.forced.told import ForcedTold
    from hccgenomics.pipeline.inputs import Inputs
    from hccgenomics.pipeline.judged import Judged
    from hccgenomics.pipeline.knowledge import Knowledge
    from hccgenomics.pipeline.looking import Looking, PlasmaTold
    from hccgenomics.pipeline.meaning import Meaning
    from hccgenomics.pipeline.population import PopulationLookup
    from hccgenomics.pipeline.report import ReportRequest


@dataclass(frozen=True, slots=True)
class Judgement:
    """One sample with all that was read, found, stated and made of it.

    Attributes:
        blood_genes: Genes whose variants in this specimen may come from blood cells.
        silent: Genes in which no driver rule can flag a small variant.
        facts: What was stated and what follows from the files.
        known: The same, with the tests it answers.
        looking: What could have been seen, and what was counted at known places.
        plasma: What is told of plasma beyond single variants.
        requests: Further tests, ranked.
    """

    inputs: Inputs
    knowledge: Knowledge
    request: ReportRequest
    sample: Sample
    population: PopulationLookup | None
    judged: Judged
    check: SampleCheck
    blood_genes: frozenset[str]
    silent: tuple[str, ...]
    clinical: ClinicalFindings
    facts: tuple[Fact, ...]
    known: Known
    looking: Looking
    markers: tuple[MarkerResult, ...]
    plasma: PlasmaTold
    forced: ForcedTold
    meaning: Meaning
    requests: tuple[Request, ...]


def judgement_of(
    inputs: Inputs,
    sample: Sample,
    knowledge: Knowledge,
    request: ReportRequest,
    population: PopulationLookup | None = None,
) -> Judgement:
    """Findings first, then what was stated, then what rows and markers make of both."""
    base, settings = knowledge.base, request.settings
    blood_genes = blood_cell_genes(base.biomarkers, sample.specimen)
    judged = judge(
        inputs, sample, knowledge, request, population=population, blood_genes=blood_genes
    )
    clinical = clinical_of(
        inputs.clinical, base, settings, purity=request.purity, reported=request.reported
    )
    case = Case(inputs, judged, sample, knowledge, request)
    looking = looking_of(case, clinical.facts)
    is_seen = looking.is_seen_uncalled(settings)
    facts = (
        *clinical.facts,
        *_derived(judged, clinical.facts, sample, is_seen_uncalled=is_seen),
    )
    silent = unjudged(knowledge.models.symbols, base)
    markers = read_markers(
        knowledge.markers,
        judged.alterations,
        _by_gene(judged.small),
        judged.assayed,
        frozenset(silent),
        LookedAt(
            judged.copies, judged.junctions, settings, sample.specimen, facts, looking.coverage
        ),
    )
    plasma = plasma_told(case, looking, markers, facts)
    forced = forced_told(case, looking.forced, markers)
    facts = (*facts, *plasma.facts)
    known = Known(
        facts,
        has_normal=sample.normal_sample is not None or request.normal_bam is not None,
        has_tissue=inputs.tissue is not None,
        rna=genes_of_rna(judged.alterations),
        tests=base.tests,
    )
    meaning = meaning_of(judged, facts, sample, base)
    asked = follow_up_of(
        markers,
        judged.alterations,
        judged.small.set_aside,
        has_normal=known.has_normal,
        germline=worth_germline_test(_all(judged.small), base.germline, settings),
        disease=sample.disease,
    )
    return Judgement(
        inputs=inputs,
        knowledge=knowledge,
        request=request,
        sample=sample,
        population=population,
        judged=judged,
        check=check_of(case, looking, markers, forced),
        blood_genes=blood_genes,
        silent=silent,
        clinical=clinical,
        facts=facts,
        known=known,
        looking=looking,
        plasma=plasma,
        forced=forced,
        markers=markers,
        meaning=meaning,
        requests=with_rows((*forced.requests, *asked), meaning.matches, meaning.checks, known),
    )


def _derived(
    judged: Judged, stated: Sequence[Fact], sample: Sample, *, is_seen_uncalled: bool
) -> tuple[Fact, ...]:
    """What the files tell in the form of a stated fact."""
    tally = judged.small.tally
    return derived_facts(
        judged.alterations,
        stated,
        specimen=sample.specimen,
        assayed=judged.assayed,
        alleles_read=tally.read - tally.dropped.get(DropReason.OUTSIDE_PANEL, 0),
        is_seen_uncalled=is_seen_uncalled,
    )


def _by_gene(found: Interpreted) -> Mapping[str, tuple[str, ...]]:
    """What the summary says of the alleles left out of each gene."""
    items: dict[str, list[SetAsideDriver]] = {}
    for item in found.set_aside:
        items.setdefault(item.alteration.gene, []).append(item)
    return {gene: set_aside_sentences(within) for gene, within in items.items()}


def _all(found: Interpreted) -> tuple[SmallAlteration, ...]:
    """The alterations, and those left out."""
    return (*found.alterations, *(item.alteration for item in found.set_aside))
