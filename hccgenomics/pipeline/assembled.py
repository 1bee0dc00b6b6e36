"""Everything that was judged, as the report has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret import wording
from hccgenomics.interpret.altered_names import altered_name
from hccgenomics.interpret.cross_checks import questions
from hccgenomics.interpret.limits import limits_of
from hccgenomics.interpret.oncogenicity import OncogenicityQuestion
from hccgenomics.interpret.sample_check import doubtful
from hccgenomics.interpret.standard_of_care import for_patient, regimens
from hccgenomics.interpret.summary import summarise
from hccgenomics.model import report as doc
from hccgenomics.pipeline import documents
from hccgenomics.pipeline.callability.section import coverage_section
from hccgenomics.pipeline.clinical import with_stated
from hccgenomics.pipeline.cross_checks import cross_check_documents
from hccgenomics.pipeline.gaps import gaps_of
from hccgenomics.pipeline.gene_picture import gene_pictures
from hccgenomics.pipeline.hypotheses import Shown, hypotheses_of, near_misses_of, regimen_document
from hccgenomics.pipeline.provenance import provenance_of
from hccgenomics.pipeline.quality import quality_of
from hccgenomics.pipeline.section_documents import (
    any_alteration_document,
    copy_number_section,
    structural_section,
)
from hccgenomics.reports.identity import report_id
from hccgenomics.vocabulary import Confidence, ReportStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hccgenomics.model.card import Card
    from hccgenomics.model.copy_picture import CopyPicture
    from hccgenomics.model.observation import Fact
    from hccgenomics.model.plasma import ForcedCall
    from hccgenomics.model.report_evidence import Regimen
    from hccgenomics.model.sample import Sample
    from hccgenomics.pipeline.judged import Judged
    from hccgenomics.pipeline.judgement import Judgement
    from hccgenomics.pipeline.report import ReportRequest


def assembled(found: Judgement) -> doc.Report:
    """The report, with the hash of its content as its id."""
    judged, sample, base = found.judged, found.sample, found.knowledge.base
    shown = Shown(base.trials, found.request.region, found.known)
    oncogenicity = _oncogenicity(found)
    pictures = gene_pictures(judged.alterations, base)
    superseded = found.inputs.superseded
    report = doc.Report(
        report_id="",
        status=_status(found),
        supersedes=None if superseded is None else superseded.report_id,
        reason=found.request.reason,
        sample=_sample_section(sample, found.request),
        summary=tuple(_summary(found)),
        ledger=documents.ledger_document(judged.small, found.inputs.small.blocks),
        set_aside=tuple(map(documents.set_aside_document, judged.small.set_aside)),
        quality=quality_of(judged.small, found.check, found.markers, found.looking.coverage),
        coverage=coverage_section(found.looking.looked, found.request.settings, sample.specimen),
        markers=tuple(map(documents.marker_document, found.markers)),
        alterations=tuple(
            any_alteration_document(alteration, oncogenicity) for alteration in judged.alterations
        ),
        gene_pictures=pictures.pictures,
        genes_not_drawn=pictures.undrawn,
        forced_calls=_forced(found),
        plasma=found.plasma.section,
        cards=_cards(found),
        copy_number=copy_number_section(
            found.inputs.copy_number, judged.copies, _picture(judged, sample, found.request)
        ),
        structural=structural_section(found.inputs.structural, judged.junctions),
        hypotheses=hypotheses_of(found.meaning.matches, judged.alterations, sample.disease, shown),
        near_misses=near_misses_of(found.meaning.missed),
        standard_of_care=tuple(_regimens(found, shown)),
        cross_checks=cross_check_documents(found.meaning.checks, base),
        follow_up=documents.follow_up_documents(found.requests),
        genome_wide=with_stated(_genome_wide(), found.facts),
        clinical=found.clinical.document.model_copy(update={"facts": found.facts}),
        limits=tuple(_limits(found)),
        annotations=documents.annotation_documents(judged.small.annotation.uses),
        provenance=provenance_of(found.inputs, found.knowledge, found.request, found.population),
    )
    return report.model_copy(update={"report_id": report_id(report)})


def _summary(found: Judgement) -> Iterator[str]:
    judged = found.judged
    yield from doubtful(found.check)
    yield from found.plasma.summary
    yield from summarise(
        judged.alterations,
        found.markers,
        judged.small.set_aside,
        found.blood_genes,
        judged.assayed,
    )
    yield from found.forced.summary
    yield from questions(found.meaning.checks, _names(judged, found.facts))


def _limits(found: Judgement) -> Iterator[str]:
    gaps = gaps_of(
        found.knowledge, found.judged.small, found.silent, found.inputs, found.population
    )
    yield from found.plasma.limits
    yield from limits_of(found.sample, found.judged.assayed, gaps)
    yield from found.check.remarks
    yield from found.forced.limits


def _forced(found: Judgement) -> tuple[ForcedCall, ...]:
    if not found.looking.forced:
        return ()
    from hccgenomics.pipeline.forced.documents import forced_documents

    return forced_documents(found.looking.forced)


def _regimens(found: Judgement, shown: Shown) -> Iterator[Regimen]:
    """Regimens of this entity, each with how it lies to what is stated."""
    base, disease = found.knowledge.base, found.sample.disease
    for row in regimens(base.regimens, disease=disease):
        said = for_patient(row, found.facts, disease, therapies=base.therapies)
        yield regimen_document(row, shown, said)


def _names(judged: Judged, facts: Sequence[Fact]) -> Mapping[str, str]:
    """What a board calls everything that was found or stated, by id."""
    found = {one.id: altered_name(one) for one in judged.alterations}
    return {**found, **{fact.id: fact.text for fact in facts}}


def _cards(found: Judgement) -> tuple[Card, ...]:
    """Cards; small variants alone bring none."""
    judged = found.judged
    if judged.is_small_alone:
        return ()
    from hccgenomics.interpret.cards import CardQuestion, cards_of

    return cards_of(
        CardQuestion(
            copies=judged.copies,
            junctions=judged.junctions,
            alterations=judged.alterations,
            assayed=judged.assayed,
            biomarkers=found.knowledge.base.biomarkers,
            settings=found.request.settings,
            markers=found.markers,
            disease=found.sample.disease,
            specimen=found.sample.specimen,
            places=judged.places,
            known=found.known,
        )
    )


def _picture(judged: Judged, sample: Sample, request: ReportRequest) -> CopyPicture | None:
    if not judged.copies.profile:
        return None
    from hccgenomics.pipeline.copy_picture import picture_of

    return picture_of(judged.copies, sample.assembly, request.settings)


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


def _oncogenicity(found: Judgement) -> OncogenicityQuestion:
    """What every small variant is classified by."""
    request = found.request
    asked = None if request.population is None else request.population.name
    return OncogenicityQuestion.of(found.knowledge.base, request.settings, asked)


def _status(found: Judgement) -> ReportStatus:
    if found.inputs.superseded is not None:
        return ReportStatus.CORRECTED
    request = found.request
    is_final = bool(request.reviewed_by) and request.reported is not None
    return ReportStatus.FINAL if is_final else ReportStatus.PRELIMINARY


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
        tmb=not_computed(wording.TMB_UNIT, wording.TMB_WHY),
        msi=not_computed(wording.OF_SITES, wording.MSI_WHY),
        signatures=not_computed("exposure", wording.SIGNATURES_WHY),
    )
