"""One sample's files to its report."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import wording
from hccgenomics.interpret.altered_names import altered_name
from hccgenomics.interpret.answered import Known, genes_of_rna
from hccgenomics.interpret.cross_checks import questions
from hccgenomics.interpret.drivers import unjudged
from hccgenomics.interpret.facts import derived_facts
from hccgenomics.interpret.follow_up import follow_up_of
from hccgenomics.interpret.germline import worth_germline_test
from hccgenomics.interpret.large_parts import LookedAt
from hccgenomics.interpret.limits import limits_of
from hccgenomics.interpret.markers import read_markers
from hccgenomics.interpret.oncogenicity import OncogenicityQuestion
from hccgenomics.interpret.row_requests import with_rows
from hccgenomics.interpret.sample_check import check_sample, doubtful
from hccgenomics.interpret.standard_of_care import for_patient, regimens
from hccgenomics.interpret.summary import blood_cell_genes, set_aside_sentences, summarise
from hccgenomics.model import report as doc
from hccgenomics.model.sample import Sample
from hccgenomics.pipeline import documents
from hccgenomics.pipeline.clinical import clinical_of, solutions_of, with_stated
from hccgenomics.pipeline.cross_checks import cross_check_documents
from hccgenomics.pipeline.gaps import gaps_of
from hccgenomics.pipeline.hypotheses import Shown, hypotheses_of, near_misses_of, regimen_document
from hccgenomics.pipeline.inputs import read_inputs
from hccgenomics.pipeline.judged import judge
from hccgenomics.pipeline.knowledge import load_knowledge, warn_of_overlays
from hccgenomics.pipeline.meaning import meaning_of
from hccgenomics.pipeline.models import open_models, refuse_other_assembly, unheard
from hccgenomics.pipeline.provenance import provenance_of, report_id
from hccgenomics.pipeline.quality import quality_of
from hccgenomics.pipeline.section_documents import (
    any_alteration_document,
    copy_number_section,
    structural_section,
)
from hccgenomics.vocabulary import (
    Assembly,
    Confidence,
    Disease,
    DropReason,
    ReportStatus,
    Specimen,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hccgenomics.interpret.markers import MarkerResult
    from hccgenomics.interpret.summary import SetAsideDriver
    from hccgenomics.model.alteration import SmallAlteration
    from hccgenomics.model.card import Card
    from hccgenomics.model.copy_number_files import CopyNumberFile
    from hccgenomics.model.copy_picture import CopyPicture
    from hccgenomics.model.observation import Fact
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.structural_files import StructuralFile
    from hccgenomics.pipeline.alterations import Interpreted
    from hccgenomics.pipeline.inputs import Inputs
    from hccgenomics.pipeline.judged import Judged
    from hccgenomics.pipeline.knowledge import Knowledge
    from hccgenomics.pipeline.population import PopulationLookup
    from hccgenomics.readers.clinical import ReadClinical
    from hccgenomics.vocabulary import Region

SUFFIXES: Final = (
    *(".gz", ".bgz", ".vcf", ".bcf", ".maf", ".tsv", ".csv", ".txt"),
    *(".cns", ".cnr", ".seg", ".bedpe", ".call", ".called"),
)
"""Endings of file names that tell the container or the format, and not the sample."""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What a user asks for; the defaults are those of the command line.

    Attributes:
        paths: Small variants of one sample, VCF or BCF; ``-`` is standard input.
        cnv: Copy number, and purity and ploidy, of any tool.
        sv: Structural variants, fusions and viral integrations of any tool.
        cnv_format, sv_format: Their format, where it cannot be recognised.
        assembly: As stated by the user; ``None`` to read it from the files.
        fasta: An indexed reference that closes what the embedded sequence lacks.
        population: An indexed VCF of allele frequencies in a population.
        sample_id: The name in the report; by default the tumour sample's, else the file's.
        clinical: What is stated beside the files, TOML or JSON.
        purity: Tumour cell fraction, 0 to 1; passed through.
        collected, reported: ISO dates, never taken from the clock.
        reviewed_by: With ``reported`` the report is final.
        region: Whose regulator is shown first.
        knowledge: A laboratory's own tables, laid over ours in this order.
        warn: Takes one line for whoever runs this, on which the report does not depend.
    """

    paths: tuple[str, ...]
    settings: Settings
    cnv: tuple[str, ...] = ()
    sv: tuple[str, ...] = ()
    cnv_format: str | None = None
    sv_format: str | None = None
    assembly: Assembly | None = None
    caller: str | None = None
    tumour_sample: str | None = None
    normal_sample: str | None = None
    sample_id: str | None = None
    fasta: Path | None = None
    population: Path | None = None
    specimen: Specimen = Specimen.TISSUE
    disease: Disease = Disease.HCC
    sex: str | None = None
    clinical: Path | None = None
    purity: float | None = None
    ploidy: float | None = None
    collected: str | None = None
    reported: str | None = None
    reviewed_by: str | None = None
    region: Region | None = None
    knowledge: tuple[Path, ...] = ()
    warn: Callable[[str], None] = field(default=unheard, compare=False, repr=False)


def make_report(request: ReportRequest) -> doc.Report:
    """Read the files, then interpret them.

    Raises:
        InputError: If a file cannot be used (exit 3).
        ResourceError: If a table or model of ours cannot (exit 5).
    """
    panels = open_models(request.fasta, warn=request.warn)
    clinical = _clinical(request)
    inputs = replace(read_inputs(request, panels), clinical=clinical)
    models = panels[inputs.small.assembly]
    refuse_other_assembly(request.fasta, models)
    knowledge = load_knowledge(models, request.knowledge)
    warn_of_overlays(knowledge.base.overlays, request.warn)
    if request.population is None:
        return interpret_sample(inputs, knowledge, request)
    from hccgenomics.pipeline.population import opened_population

    most = request.settings.max_reference_mismatches
    with opened_population(request.population, panels, models, max_mismatches=most) as population:
        return interpret_sample(inputs, knowledge, request, population)


def _clinical(request: ReportRequest) -> ReadClinical | None:
    """The clinical file, before any other: it is small, and most often the one with a slip."""
    if request.clinical is None:
        return None
    from hccgenomics.readers.clinical import read_clinical

    return read_clinical(request.clinical)


def interpret_sample(
    inputs: Inputs,
    knowledge: Knowledge,
    request: ReportRequest,
    population: PopulationLookup | None = None,
) -> doc.Report:
    """What was read in, report out; no clock is read, and no file but the population's is asked."""
    small = inputs.small
    sample = _sample(inputs, request)
    blood_genes = blood_cell_genes(knowledge.base.biomarkers, sample.specimen)
    judged = judge(
        inputs, sample, knowledge, request, population=population, blood_genes=blood_genes
    )
    found = judged.small
    check = check_sample(small.calls, small.signs, request.settings)
    silent = unjudged(knowledge.models.symbols, knowledge.base)
    clinical = clinical_of(
        inputs.clinical,
        knowledge.base,
        request.settings,
        purity=request.purity,
        reported=request.reported,
    )
    facts = (*clinical.facts, *_derived(judged, clinical.facts, sample))
    markers = read_markers(
        knowledge.markers,
        judged.alterations,
        _by_gene(found),
        judged.assayed,
        frozenset(silent),
        LookedAt(judged.copies, judged.junctions, request.settings, sample.specimen, facts),
    )
    meaning = meaning_of(judged, facts, sample, knowledge.base)
    known = Known(
        facts,
        has_normal=sample.normal_sample is not None,
        rna=genes_of_rna(judged.alterations),
        tests=knowledge.base.tests,
    )
    cards = _cards(judged, markers, knowledge, request, known)
    shown = Shown(knowledge.base.trials, request.region)
    requests = follow_up_of(
        markers,
        judged.alterations,
        found.set_aside,
        has_normal=sample.normal_sample is not None,
        germline=worth_germline_test(_all(found), knowledge.base.germline, request.settings),
        disease=sample.disease,
    )
    gaps = gaps_of(knowledge, found, silent, inputs, population)
    oncogenicity = _oncogenicity(knowledge, request)
    report = doc.Report(
        report_id="",
        status=_status(request),
        sample=_sample_section(sample, request),
        summary=(
            *doubtful(check),
            *summarise(judged.alterations, markers, found.set_aside, blood_genes, judged.assayed),
            *questions(meaning.checks, _names(judged, facts)),
        ),
        ledger=documents.ledger_document(found, small.blocks),
        set_aside=tuple(map(documents.set_aside_document, found.set_aside)),
        quality=quality_of(found, check),
        markers=tuple(map(documents.marker_document, markers)),
        alterations=tuple(
            any_alteration_document(alteration, oncogenicity) for alteration in judged.alterations
        ),
        cards=cards,
        copy_number=copy_number_section(
            inputs.copy_number,
            judged.copies,
            _picture(judged, sample, request),
        ),
        structural=structural_section(inputs.structural, judged.junctions),
        hypotheses=hypotheses_of(
            meaning.matches,
            judged.alterations,
            sample.disease,
            shown,
        ),
        near_misses=near_misses_of(meaning.missed),
        standard_of_care=tuple(
            regimen_document(
                row,
                shown,
                for_patient(row, facts, sample.disease, therapies=knowledge.base.therapies),
            )
            for row in regimens(knowledge.base.regimens, disease=sample.disease)
        ),
        cross_checks=cross_check_documents(meaning.checks, knowledge.base),
        follow_up=documents.follow_up_documents(
            with_rows(
                requests,
                meaning.matches,
                meaning.checks,
                known,
            )
        ),
        genome_wide=with_stated(_genome_wide(), facts),
        clinical=clinical.document.model_copy(update={"facts": facts}),
        limits=(*limits_of(sample, judged.assayed, gaps), *check.remarks),
        annotations=documents.annotation_documents(found.annotation.uses),
        provenance=provenance_of(inputs, knowledge, request, population),
    )
    return report.model_copy(update={"report_id": report_id(report)})


def _names(judged: Judged, facts: Sequence[Fact]) -> Mapping[str, str]:
    """What a board calls everything that was found or stated, by id."""
    found = {one.id: altered_name(one) for one in judged.alterations}
    return {**found, **{fact.id: fact.text for fact in facts}}


def _derived(judged: Judged, stated: Sequence[Fact], sample: Sample) -> tuple[Fact, ...]:
    """What the files tell in the form of a stated fact."""
    tally = judged.small.tally
    return derived_facts(
        judged.alterations,
        stated,
        specimen=sample.specimen,
        assayed=judged.assayed,
        alleles_read=tally.read - tally.dropped.get(DropReason.OUTSIDE_PANEL, 0),
    )


def _cards(
    judged: Judged,
    markers: tuple[MarkerResult, ...],
    knowledge: Knowledge,
    request: ReportRequest,
    known: Known,
) -> tuple[Card, ...]:
    """Cards; small variants alone bring none."""
    if judged.is_small_alone:
        return ()
    from hccgenomics.interpret.cards import CardQuestion, cards_of

    return cards_of(
        CardQuestion(
            copies=judged.copies,
            junctions=judged.junctions,
            alterations=judged.alterations,
            assayed=judged.assayed,
            biomarkers=knowledge.base.biomarkers,
            settings=request.settings,
            markers=markers,
            disease=request.disease,
            specimen=request.specimen,
            places=judged.places,
            known=known,
        )
    )


def _picture(judged: Judged, sample: Sample, request: ReportRequest) -> CopyPicture | None:
    if not judged.copies.profile:
        return None
    from hccgenomics.pipeline.copy_picture import picture_of

    return picture_of(judged.copies, sample.assembly, request.settings)


def _sample(inputs: Inputs, request: ReportRequest) -> Sample:
    small = inputs.small
    return Sample(
        id=request.sample_id or small.tumour_sample or _named_by_files(inputs),
        assembly=small.assembly,
        tumour_sample=small.tumour_sample,
        normal_sample=small.normal_sample,
        callers=small.callers,
        annotated_by=small.annotated_by,
        specimen=request.specimen,
        disease=request.disease,
        purity=_purity(inputs, request),
        ploidy=request.ploidy,
        sex=request.sex,
        collected=request.collected,
    )


def _purity(inputs: Inputs, request: ReportRequest) -> float | None:
    """As the user states it; where no file of copies tells more, the clinical file's first."""
    if request.purity is not None or inputs.copy_number:
        return request.purity
    stated = solutions_of(inputs.clinical)
    return next((one.purity for one in stated if one.purity), None)


def _named_by_files(inputs: Inputs) -> str:
    """The sample's name where no VCF has a column: of the other files' own, else of a file."""
    if inputs.small.files:
        return min(_stem(facts.name) for facts in inputs.small.files)
    others: list[CopyNumberFile | StructuralFile] = [*inputs.copy_number, *inputs.structural]
    names = sorted({file.sample for file in others if file.sample})
    return names[0] if names else min(_stem(file.facts.name) for file in others)


def _stem(name: str) -> str:
    """A file's name without what its container and format add.

    >>> _stem("case7.somatic.vcf.gz")
    'case7.somatic'
    """
    if name == "-":
        return "sample"
    stem = Path(name).name
    for suffix in SUFFIXES:
        stem = stem.removesuffix(suffix)
    return stem or "sample"


def _sample_section(sample: Sample, request: ReportRequest) -> doc.SampleSection:
    return doc.SampleSection(
        id=sample.id,
        assembly=sample.assembly,
        specimen=sample.specimen,
        disease=sample.disease,
        tumour_sample=sample.tumour_sample,
        normal_sample=sample.normal_sample,
        callers=sample.callers,
        annotated_by=sample.annotated_by,
        purity=sample.purity,
        ploidy=sample.ploidy,
        sex=sample.sex,
        collected=sample.collected,
        reported=request.reported,
        reviewed_by=request.reviewed_by,
    )


def _oncogenicity(knowledge: Knowledge, request: ReportRequest) -> OncogenicityQuestion:
    """What every small variant is classified by."""
    asked = None if request.population is None else request.population.name
    return OncogenicityQuestion.of(knowledge.base, request.settings, asked)


def _status(request: ReportRequest) -> ReportStatus:
    is_final = bool(request.reviewed_by) and request.reported is not None
    return ReportStatus.FINAL if is_final else ReportStatus.PRELIMINARY


def _by_gene(found: Interpreted) -> Mapping[str, tuple[str, ...]]:
    """What the summary says of the alleles left out of each gene."""
    items: dict[str, list[SetAsideDriver]] = {}
    for item in found.set_aside:
        items.setdefault(item.alteration.gene, []).append(item)
    return {gene: set_aside_sentences(within) for gene, within in items.items()}


def _all(found: Interpreted) -> tuple[SmallAlteration, ...]:
    """The alterations, and those left out."""
    return (*found.alterations, *(item.alteration for item in found.set_aside))


def _genome_wide() -> doc.GenomeWide:
    def not_computed(unit: str, why: str) -> doc.GenomeWideMeasure:
        return doc.GenomeWideMeasure(
            value=None,
            unit=unit,
            denominator=None,
            confidence=Confidence.NOT_ASSESSED,
            why=why,
        )

    return doc.GenomeWide(
        tmb=not_computed("mutations per Mb", wording.TMB_WHY),
        msi=not_computed(wording.OF_SITES, wording.MSI_WHY),
        signatures=not_computed("exposure", wording.SIGNATURES_WHY),
    )
