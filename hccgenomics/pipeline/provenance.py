"""What a report stands on, and the name that its content gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics import __version__
from hccgenomics.interpret.limits import staleness
from hccgenomics.interpret.rules_by_kind import rules_in_use
from hccgenomics.model import provenance as doc
from hccgenomics.pipeline.clinical import clinical_tables, input_file
from hccgenomics.pipeline.input_files import bare, input_file_of
from hccgenomics.pipeline.large_tables import large_tables
from hccgenomics.pipeline.looking_inputs import alignment_files, assay_note, looking_inputs

if TYPE_CHECKING:
    from hccgenomics.model.evidence import KnowledgeConflict, Overlay
    from hccgenomics.pipeline.inputs import Inputs
    from hccgenomics.pipeline.knowledge import Knowledge
    from hccgenomics.pipeline.population import PopulationLookup
    from hccgenomics.pipeline.report import ReportRequest
    from hccgenomics.readers.one_file import FileFacts

COPY_NUMBER: Final = "copy_number"
STRUCTURAL: Final = "structural"


def provenance_of(
    inputs: Inputs,
    knowledge: Knowledge,
    request: ReportRequest,
    population: PopulationLookup | None,
) -> doc.Provenance:
    """The files, tables and settings that the report stands on."""
    return doc.Provenance(
        software_version=__version__,
        settings=request.settings,
        resources=(
            *knowledge.resources,
            *large_tables(inputs, knowledge.models.assembly),
            *clinical_tables(inputs.clinical),
        ),
        knowledge_as_of=knowledge.base.as_of.isoformat(),
        knowledge_review_status=knowledge.base.review_status,
        knowledge_warning=staleness(
            knowledge.base.as_of.isoformat(),
            request.reported,
            request.settings.knowledge_stale_after_days,
        ),
        knowledge_overlays=tuple(map(overlay_document, knowledge.base.overlays)),
        knowledge_conflicts=tuple(map(difference_document, knowledge.base.conflicts)),
        assembly_evidence=inputs.small.assembly_evidence,
        assay_note=assay_note(inputs.looked),
        panel=knowledge.panel,
        genes_without_models=knowledge.beyond,
        driver_rules=rules_in_use(
            copy_number=bool(inputs.copy_number), structural=bool(inputs.structural)
        ),
        reference=_reference(knowledge),
        population=_population(population),
        alignments=alignment_files(inputs),
        inputs=(
            *(_small_file(facts) for facts in inputs.small.files),
            *(input_file_of(file.facts, COPY_NUMBER) for file in inputs.copy_number),
            *(input_file_of(file.facts, STRUCTURAL) for file in inputs.structural),
            *input_file(inputs.clinical, inputs.count + 1),
            *looking_inputs(inputs, inputs.count + 1 + (inputs.clinical is not None)),
        ),
    )


def overlay_document(overlay: Overlay) -> doc.KnowledgeOverlay:
    """A laboratory's table, and what became of its rows."""
    return doc.KnowledgeOverlay(
        name=overlay.name,
        sha256=overlay.sha256.removeprefix("sha256:"),
        as_of=None if overlay.as_of is None else overlay.as_of.isoformat(),
        added=overlay.added,
        overridden=overlay.overridden,
        withdrawn=overlay.withdrawn,
        unchanged=overlay.unchanged,
        unverified=overlay.unverified,
    )


def difference_document(conflict: KnowledgeConflict) -> doc.KnowledgeDifference:
    """Where two tables differ."""
    return doc.KnowledgeDifference(
        biomarker_id=conflict.id,
        other_id=conflict.other or None,
        used=conflict.used,
        set_aside=conflict.set_aside,
        cells=tuple(
            doc.KnowledgeCell(column=column, used=used, set_aside=aside)
            for column, used, aside in conflict.columns
        ),
        why=conflict.why,
    )


def _small_file(facts: FileFacts) -> doc.InputFile:
    return doc.InputFile(
        name=bare(facts.name),
        sha256=facts.sha256,
        size=facts.size,
        container=facts.container,
        file_format=facts.file_format,
        caller=facts.caller,
        records=facts.records,
        read_through_index=facts.read_through_index,
        number=facts.number,
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
