"""Values to documents: what was found becomes what is published, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret import wording
from hccgenomics.interpret.oncogenicity import oncogenicity_of
from hccgenomics.interpret.rescue import status_of
from hccgenomics.model import report as doc
from hccgenomics.model.report_ledger import Ledger, NamedRescue, SetAsideFinding
from hccgenomics.pipeline.callability.section import measured_document
from hccgenomics.pipeline.paths import stated_filters
from hccgenomics.vocabulary import ComponentClass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hccgenomics.interpret.markers import ComponentResult, MarkerResult
    from hccgenomics.interpret.oncogenicity import OncogenicityQuestion
    from hccgenomics.interpret.requests import Request
    from hccgenomics.interpret.rescue import Rescue
    from hccgenomics.interpret.summary import SetAsideDriver
    from hccgenomics.model.alteration import Effect, SmallAlteration
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.annotation import AnnotationFormat, Disagreement, SourceUse
    from hccgenomics.model.judgement import Oncogenicity
    from hccgenomics.model.ledger import Block
    from hccgenomics.model.population import PopulationRecord
    from hccgenomics.model.variant import Locus, Support, VariantCall
    from hccgenomics.pipeline.alterations import Interpreted


def ledger_document(found: Interpreted, blocks: tuple[Block, ...]) -> Ledger:
    """The ledger, without reasons that did not occur."""
    tally = found.tally
    return Ledger(
        read=tally.read,
        kept=tally.kept,
        dropped={reason: count for reason, count in tally.dropped.items() if count},
        filters=found.filters,
        blocks=blocks,
        entries=found.entries,
    )


def oncogenicity_document(found: Oncogenicity) -> doc.Oncogenicity:
    """The class by points as published, with every criterion."""
    return doc.Oncogenicity(
        **{"class": found.verdict}, points=found.points, criteria=found.criteria, why=found.why
    )


def alteration_document(
    alteration: SmallAlteration, question: OncogenicityQuestion
) -> doc.Alteration:
    """One small alteration as published."""
    effect, support = alteration.effect, alteration.support
    normal = _normal(alteration.calls)
    return doc.Alteration(
        id=alteration.id,
        kind=alteration.kind,
        gene=alteration.gene,
        gene_role=alteration.role,
        contig=alteration.variant.contig,
        pos=alteration.variant.pos,
        ref=alteration.variant.ref,
        alt=alteration.variant.alt,
        as_written=tuple(dict.fromkeys(_spelling(call.locus) for call in alteration.calls)),
        transcript=effect.transcript.refseq,
        consequence=effect.consequences,
        hgvs_g=alteration.hgvs_g,
        hgvs_c=effect.hgvs_c,
        hgvs_p=effect.hgvs_p,
        short_name=wording.name_of(alteration),
        exon=_of(effect.exon),
        intron=_of(effect.intron),
        vrs_id=alteration.vrs_id,
        vaf=support.vaf,
        depth=support.total_depth,
        ref_depth=support.ref_depth,
        alt_depth=support.alt_depth,
        normal_vaf=None if normal is None else normal.vaf,
        normal_alt_depth=None if normal is None else normal.alt_depth,
        filter=_filters(alteration.calls),
        filters_not_applied=alteration.filters_not_applied,
        population_af=None if alteration.population is None else alteration.population.af,
        annotation_disagreements=tuple(map(_disagreement, alteration.disagreements)),
        annotated_by=effect.annotated_by,
        copies=None,
        log2_ratio=None,
        origin=alteration.origin,
        origin_reasons=alteration.origin_reasons,
        population=_population(alteration.population),
        integration=alteration.integration,
        promoter=None if alteration.promoter is None else alteration.promoter.verdict,
        other_transcripts=tuple(map(_effect_document, alteration.effects[1:])),
        oncogenicity=oncogenicity_document(oncogenicity_of(alteration, question)),
        driver=alteration.is_driver,
        driver_findings=finding_documents(alteration),
        why=why_of(alteration),
        notes=(*alteration.notes, *effect.notes),
    )


def finding_documents(alteration: AnyAlteration) -> tuple[doc.DriverFinding, ...]:
    """Every driver rule that applied."""
    return tuple(
        doc.DriverFinding(code=f.code, drives=f.drives, why=f.why) for f in alteration.findings
    )


def why_of(alteration: AnyAlteration) -> str:
    """The same in one text."""
    return " ".join(f.why for f in alteration.findings) or wording.NO_FINDING


def _population(found: PopulationRecord | None) -> doc.PopulationFrequency | None:
    if found is None:
        return None
    return doc.PopulationFrequency(
        state=found.state,
        af=found.af,
        af_field=found.af_field,
        popmax=found.popmax,
        popmax_field=found.popmax_field,
        alleles=found.alleles,
        homozygotes=found.homozygotes,
        filter=found.filters,
    )


def _disagreement(found: Disagreement) -> doc.AnnotationDisagreement:
    return doc.AnnotationDisagreement(
        source=found.source,
        transcript=found.transcript,
        field=found.field.value,
        ours=found.ours,
        theirs=found.theirs,
        why=found.why or None,
    )


def annotation_documents(
    uses: Mapping[AnnotationFormat, SourceUse],
) -> tuple[doc.AnnotationUse, ...]:
    """What became of the file's own annotation, by annotator."""
    return tuple(
        doc.AnnotationUse(
            annotator=source.annotator.value,
            version=source.version,
            info_field=source.info_id,
            compared=use.compared,
            agreeing=use.agreeing,
            taken=use.taken,
            beyond_panel=use.beyond_panel,
            not_compared=use.not_compared,
            entries_unread=use.unread,
            entries_unplaced=use.unplaced,
        )
        for source, use in uses.items()
    )


def _normal(calls: Sequence[VariantCall]) -> Support | None:
    """What the matched normal has, of the call whose fraction the origin was told by."""
    supports = [call.normal_support for call in calls if call.normal_support is not None]
    return max(supports, key=lambda s: -1.0 if s.vaf is None else s.vaf, default=None)


def _filters(calls: Sequence[VariantCall]) -> tuple[str, ...]:
    """What FILTER and FT say of every call that carries the alteration."""
    return tuple(dict.fromkeys(name for call in calls for name in stated_filters(call)))


def _spelling(locus: Locus) -> str:
    return f"{locus.contig}:{locus.pos} {locus.ref}>{locus.alt}"


def _of(numbered: tuple[int, int] | None) -> str | None:
    return None if numbered is None else f"{numbered[0]}/{numbered[1]}"


def _effect_document(effect: Effect) -> doc.TranscriptEffect:
    return doc.TranscriptEffect(
        transcript=effect.transcript.transcript,
        refseq=effect.transcript.refseq,
        mane=effect.transcript.mane,
        consequence=effect.consequences,
        hgvs_c=effect.hgvs_c,
        hgvs_p=effect.hgvs_p,
        exon=_of(effect.exon),
        intron=_of(effect.intron),
        sequence_grade=effect.transcript.grade,
        notes=effect.notes,
    )


def set_aside_document(item: SetAsideDriver) -> SetAsideFinding:
    """An allele that would have been flagged, had it not been left out."""
    alteration = item.alteration
    locus = alteration.calls[0].locus
    return SetAsideFinding(
        gene=alteration.gene,
        name=wording.name_of(alteration),
        contig=locus.contig,
        pos=locus.pos,
        ref=locus.ref,
        alt=locus.alt,
        reason=item.reason,
        why=item.sentence,
        vaf=alteration.support.vaf,
        alt_depth=alteration.support.alt_depth,
        status=status_of(alteration, item.reason),
        filter=_filters(alteration.calls),
        rescue=_rescue_document(item.rescue),
    )


def _rescue_document(rescue: Rescue | None) -> NamedRescue | None:
    if rescue is None:
        return None
    return NamedRescue(code=rescue.code, why=rescue.why, source=rescue.source)


def marker_document(result: MarkerResult) -> doc.Marker:
    """One marker as published: its limit is the largest of its parts', its depth the least."""
    return doc.Marker(
        marker=result.marker,
        state=result.state,
        detection_limit_vaf=result.detection_limit,
        depth=result.depth,
        why=result.why,
        alterations=result.alterations,
        components=tuple(map(_component_document, result.components)),
    )


def _component_document(result: ComponentResult) -> doc.Component:
    is_small = result.component.component_class is ComponentClass.SMALL
    measured = result.measured if is_small else None
    return doc.Component(
        **{"class": result.component.component_class},
        gene=result.component.gene,
        state=result.state,
        limit=result.limit,
        callable_fraction=None if measured is None else measured.callable_fraction,
        why=result.why,
        measured=measured_document(measured),
    )


def follow_up_documents(requests: Sequence[Request]) -> tuple[doc.FollowUp, ...]:
    """Ranked by the order given."""
    return tuple(
        doc.FollowUp(rank=rank, test=r.test, why=r.why, markers=r.markers, biomarkers=r.biomarkers)
        for rank, r in enumerate(requests, start=1)
    )
