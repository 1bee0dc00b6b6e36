"""One sample's files to its report."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hccgenomics import __version__
from hccgenomics.interpret import wording
from hccgenomics.interpret.drivers import CODES, unjudged
from hccgenomics.interpret.germline import hereditary_genes, worth_germline_test
from hccgenomics.interpret.markers import read_markers
from hccgenomics.interpret.match import match, regimens
from hccgenomics.interpret.sample_check import check_sample, doubtful
from hccgenomics.interpret.summary import (
    Gaps,
    annotation_sentences,
    blood_cell_genes,
    follow_up_of,
    germline_caveats,
    joined_sentence,
    likely_germline,
    limits_of,
    set_aside_sentences,
    staleness,
    summarise,
)
from hccgenomics.model import report as doc
from hccgenomics.model.sample import Sample
from hccgenomics.pipeline import documents
from hccgenomics.pipeline.alterations import interpret_calls
from hccgenomics.pipeline.knowledge import genes_to_watch, load_knowledge
from hccgenomics.pipeline.models import open_models, refuse_other_assembly, unheard
from hccgenomics.pipeline.origins import OriginQuestion, with_origins
from hccgenomics.pipeline.quality import quality_of
from hccgenomics.readers.calls import ReadRequest, read_small_variants
from hccgenomics.vocabulary import (
    Assembly,
    ComponentClass,
    Confidence,
    Direction,
    Disease,
    DropReason,
    ReportStatus,
    SequenceGrade,
    Specimen,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hccgenomics.interpret.summary import SetAsideDriver
    from hccgenomics.model.alteration import SmallAlteration
    from hccgenomics.model.evidence import Biomarker, Match
    from hccgenomics.model.settings import Settings
    from hccgenomics.pipeline.alterations import Interpreted
    from hccgenomics.pipeline.knowledge import Knowledge
    from hccgenomics.pipeline.population import PopulationLookup
    from hccgenomics.readers.calls import SmallVariants

STRUCTURAL_REASONS = (DropReason.SYMBOLIC, DropReason.BREAKEND)
COMPLETE_GRADES = frozenset({SequenceGrade.GENOMIC, SequenceGrade.CDS})
REPORT_ID_LENGTH = 32
"""Hexadecimal digits of the content hash that name a report."""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What a user asks for; the defaults are those of the command line.

    Attributes:
        paths: Small variants of one sample, VCF or BCF; ``-`` is standard input.
        assembly: As stated by the user; ``None`` to read it from the files.
        fasta: An indexed reference that closes what the embedded sequence lacks.
        population: An indexed VCF of allele frequencies in a population.
        sample_id: The name in the report; by default the tumour sample's, else the file's.
        purity: Tumour cell fraction, 0 to 1; passed through.
        collected, reported: ISO dates, never taken from the clock.
        reviewed_by: With ``reported`` the report is final.
        warn: Takes one line for whoever runs this, on which the report does not depend.
    """

    paths: tuple[str, ...]
    settings: Settings
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
    purity: float | None = None
    ploidy: float | None = None
    collected: str | None = None
    reported: str | None = None
    reviewed_by: str | None = None
    assayed: frozenset[ComponentClass] = field(default=frozenset({ComponentClass.SMALL}))
    warn: Callable[[str], None] = field(default=unheard, compare=False, repr=False)


def make_report(request: ReportRequest) -> doc.Report:
    """Read the files, then interpret them.

    Raises:
        InputError: If a file cannot be used (exit 3).
        ResourceError: If a table or model of ours cannot (exit 5).
    """
    panels = open_models(request.fasta, warn=request.warn)
    small = read_small_variants(
        ReadRequest(
            paths=request.paths,
            assembly=request.assembly,
            tumour_sample=request.tumour_sample,
            normal_sample=request.normal_sample,
            caller=request.caller,
            max_reference_mismatches=request.settings.max_reference_mismatches,
            watched_genes=genes_to_watch(next(iter(panels.values())).symbols),
        ),
        panels,
    )
    models = panels[small.assembly]
    refuse_other_assembly(request.fasta, models)
    knowledge = load_knowledge(models)
    if request.population is None:
        return interpret_sample(small, knowledge, request)
    from hccgenomics.pipeline.population import opened_population

    most = request.settings.max_reference_mismatches
    with opened_population(request.population, panels, models, max_mismatches=most) as population:
        return interpret_sample(small, knowledge, request, population)


def interpret_sample(
    small: SmallVariants,
    knowledge: Knowledge,
    request: ReportRequest,
    population: PopulationLookup | None = None,
) -> doc.Report:
    """Calls in, report out; no clock is read, and no file but the population's is asked."""
    sample = _sample(small, request)
    blood_genes = blood_cell_genes(knowledge.base.biomarkers, sample.specimen)
    found = with_origins(
        interpret_calls(small, knowledge, request.settings, specimen=sample.specimen),
        OriginQuestion(
            sample=sample,
            settings=request.settings,
            population=population,
            hereditary_genes=hereditary_genes(knowledge.base.germline, request.settings),
            blood_genes=blood_genes,
        ),
    )
    check = check_sample(small.calls, small.signs, request.settings)
    silent = unjudged(knowledge.models.symbols, knowledge.base)
    markers = read_markers(
        knowledge.markers, found.alterations, _by_gene(found), request.assayed, frozenset(silent)
    )
    matches = match(
        found.alterations,
        knowledge.base.biomarkers,
        specimen=sample.specimen,
        disease=sample.disease,
        hotspots=knowledge.base.hotspots,
    )
    requests = follow_up_of(
        markers,
        found.alterations,
        found.set_aside,
        has_normal=sample.normal_sample is not None,
        germline=worth_germline_test(_all(found), knowledge.base.germline, request.settings),
    )
    gaps = _gaps(knowledge, found, silent, small, population)
    report = doc.Report(
        report_id="",
        status=_status(request),
        sample=_sample_section(sample, request),
        summary=(
            *doubtful(check),
            *summarise(found.alterations, markers, found.set_aside, blood_genes),
        ),
        ledger=documents.ledger_document(found, small.blocks),
        set_aside=tuple(map(documents.set_aside_document, found.set_aside)),
        quality=quality_of(found, check),
        markers=tuple(map(documents.marker_document, markers)),
        alterations=tuple(map(documents.alteration_document, found.alterations)),
        hypotheses=_hypotheses(matches, found.alterations),
        standard_of_care=tuple(
            map(
                documents.regimen_document,
                regimens(knowledge.base.biomarkers, disease=sample.disease),
            )
        ),
        cross_checks=(),
        follow_up=documents.follow_up_documents(requests),
        genome_wide=_genome_wide(),
        clinical=doc.Clinical(scores=(), why=wording.CLINICAL_WHY),
        limits=(*limits_of(sample, request.assayed, gaps), *check.remarks),
        annotations=documents.annotation_documents(found.annotation.uses),
        provenance=_provenance(small, knowledge, request, population),
    )
    return report.model_copy(update={"report_id": _report_id(report)})


def _sample(small: SmallVariants, request: ReportRequest) -> Sample:
    return Sample(
        id=request.sample_id
        or small.tumour_sample
        or min(_stem(facts.name) for facts in small.files),
        assembly=small.assembly,
        tumour_sample=small.tumour_sample,
        normal_sample=small.normal_sample,
        callers=small.callers,
        annotated_by=small.annotated_by,
        specimen=request.specimen,
        disease=request.disease,
        purity=request.purity,
        ploidy=request.ploidy,
        sex=request.sex,
        collected=request.collected,
    )


def _stem(name: str) -> str:
    """A file's name without what its container and format add.

    >>> _stem("case7.somatic.vcf.gz")
    'case7.somatic'
    """
    if name == "-":
        return "sample"
    stem = Path(name).name
    for suffix in (".gz", ".bgz", ".vcf", ".bcf", ".maf", ".tsv", ".csv", ".txt"):
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


def _gaps(
    knowledge: Knowledge,
    found: Interpreted,
    silent: tuple[str, ...],
    small: SmallVariants,
    population: PopulationLookup | None,
) -> Gaps:
    panel = frozenset(knowledge.models.symbols)
    return Gaps(
        panel_genes=len(panel),
        genes_without_models=knowledge.beyond,
        annotations=tuple(source.name for source in small.annotations),
        incomplete_genes=sum(
            gene.sequence_grade not in COMPLETE_GRADES for gene in knowledge.panel
        ),
        has_fasta=knowledge.fasta is not None,
        hotspot_counts=knowledge.base.counts is not None,
        remarks=tuple(
            dict.fromkeys(
                (
                    *small.notes,
                    *knowledge.models.remarks,
                    *_of_annotation(found),
                    *_of_population(population),
                    *found.remarks,
                )
            )
        ),
        unjudged_genes=silent,
        has_population=population is not None,
        likely_germline=likely_germline(found.alterations, found.set_aside),
        structural=sum(found.tally.dropped[reason] for reason in STRUCTURAL_REASONS),
    )


def _of_population(population: PopulationLookup | None) -> tuple[str, ...]:
    """That nothing tells the assembly of the population file, where nothing does."""
    unchecked = population is not None and not population.is_checked
    return (wording.LIMIT_POPULATION_UNCHECKED,) if unchecked else ()


def _of_annotation(found: Interpreted) -> tuple[str, ...]:
    """What came of the comparison with the file's own annotation."""
    annotation = found.annotation
    sentences = [
        sentence
        for source, use in annotation.uses.items()
        for sentence in annotation_sentences(source.name, use)
    ]
    return (*sentences, *joined_sentence(annotation.joined))


def _hypotheses(
    matches: Sequence[Match], alterations: Sequence[SmallAlteration]
) -> tuple[doc.Hypothesis, ...]:
    known = {alteration.id: alteration for alteration in alterations}
    return tuple(
        documents.hypothesis_document(
            item,
            _against(item.biomarker, matches),
            tuple(germline_caveats(known[id_] for id_ in item.alterations if id_ in known)),
        )
        for item in matches
    )


def _against(row: Biomarker, matches: Sequence[Match]) -> list[Biomarker]:
    """Matched rows whose evidence speaks against what this row claims.

    A row says so itself (``qualifies``); one that found no effect of the same therapy counts too.
    """
    if row.direction is Direction.DOES_NOT_SUPPORT:
        return []
    return [other.biomarker for other in matches if _speaks_against(other.biomarker, row)]


def _speaks_against(other: Biomarker, row: Biomarker) -> bool:
    if row.id in other.qualifies:
        return True
    if other.id == row.id or other.direction is not Direction.DOES_NOT_SUPPORT:
        return False
    return bool(set(row.therapy) & set(other.therapy)) and bool(set(row.genes) & set(other.genes))


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
        msi=not_computed("per cent of sites", wording.MSI_WHY),
        signatures=not_computed("exposure", wording.SIGNATURES_WHY),
    )


def _provenance(
    small: SmallVariants,
    knowledge: Knowledge,
    request: ReportRequest,
    population: PopulationLookup | None,
) -> doc.Provenance:
    return doc.Provenance(
        software_version=__version__,
        settings=request.settings,
        resources=knowledge.resources,
        knowledge_as_of=knowledge.base.as_of.isoformat(),
        knowledge_review_status=knowledge.base.review_status,
        knowledge_warning=staleness(
            knowledge.base.as_of.isoformat(),
            request.reported,
            request.settings.knowledge_stale_after_days,
        ),
        assembly_evidence=small.assembly_evidence,
        assay_note=wording.ASSAY_NOTE,
        panel=knowledge.panel,
        genes_without_models=knowledge.beyond,
        driver_rules=CODES,
        reference=_reference(knowledge),
        population=_population(population),
        inputs=tuple(
            doc.InputFile(
                name=Path(facts.name).name if facts.name != "-" else "-",
                sha256=facts.sha256,
                size=facts.size,
                container=facts.container,
                file_format=facts.file_format,
                caller=facts.caller,
                records=facts.records,
                read_through_index=facts.read_through_index,
                number=facts.number,
            )
            for facts in small.files
        ),
    )


def _reference(knowledge: Knowledge) -> doc.ReferenceFile | None:
    facts = knowledge.fasta
    if facts is None:
        return None
    return doc.ReferenceFile(name=facts.name, size=facts.size, index_sha256=facts.index_sha256)


def _population(population: PopulationLookup | None) -> doc.PopulationFile | None:
    if population is None:
        return None
    facts = population.facts
    return doc.PopulationFile(
        name=facts.name,
        size=facts.size,
        header_sha256=facts.header_sha256,
        index_sha256=facts.index_sha256,
        af_field=facts.af_field,
        popmax_field=facts.popmax_field,
        assembly_evidence=population.evidence,
    )


def _report_id(report: doc.Report) -> str:
    """A hash of the content; the containers of the input files do not enter it."""
    provenance = report.provenance.model_copy(update={"inputs": ()})
    content = report.model_copy(update={"provenance": provenance}).model_dump_json(by_alias=True)
    return hashlib.sha256(content.encode()).hexdigest()[:REPORT_ID_LENGTH]
