"""Copy number, structural variants and integrations, as published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from hccgenomics.interpret import section_wording
from hccgenomics.interpret.altered_names import altered_name
from hccgenomics.interpret.oncogenicity.classify import not_of_sequence
from hccgenomics.model import report as doc
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.copy_number import CopyNumberAlteration
from hccgenomics.model.report_sections import CopyNumberSection, ReadFile, StructuralSection
from hccgenomics.model.structural import (
    IntegrationAlteration,
    StructuralAlteration,
)
from hccgenomics.pipeline.documents import (
    alteration_document,
    finding_documents,
    oncogenicity_document,
    why_of,
)
from hccgenomics.vocabulary import CopyClass, CopySource

if TYPE_CHECKING:
    from collections.abc import Collection

    from hccgenomics.interpret.oncogenicity import OncogenicityQuestion
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.copy_number import CopyNumberFindings
    from hccgenomics.model.copy_number_files import CopyNumberFile
    from hccgenomics.model.copy_picture import CopyPicture
    from hccgenomics.model.structural import (
        BrokenGene,
        StructuralEvent,
        StructuralFindings,
    )
    from hccgenomics.model.structural_files import StructuralFile

SYMBOLIC_GAIN = "<DUP>"
SYMBOLIC_LOSS = "<DEL>"
LOSSES = frozenset(
    {CopyClass.LOSS, CopyClass.BORDERLINE_HOMOZYGOUS_DELETION, CopyClass.HOMOZYGOUS_DELETION}
)
BREAKEND = "<BND>"
INSERTION = "<INS>"
ANY_BASE = "N"


NO_ONCOGENICITY = oncogenicity_document(not_of_sequence())


def any_alteration_document(
    alteration: AnyAlteration, question: OncogenicityQuestion
) -> doc.Alteration:
    """One alteration of any kind as published; small ones are classified by points."""
    match alteration:
        case SmallAlteration():
            return alteration_document(alteration, question)
        case CopyNumberAlteration():
            return _of_copies(alteration)
        case StructuralAlteration():
            return _of_junction(alteration)
        case IntegrationAlteration():
            return _of_integration(alteration)
        case _:
            assert_never(alteration)


def _of_copies(alteration: CopyNumberAlteration) -> doc.Alteration:
    copies = alteration.copies
    event = copies.event
    start = copies.start if event is None else event.start
    return _document(
        alteration,
        contig=copies.contig,
        pos=start + 1,
        alt=SYMBOLIC_LOSS if copies.copy_class in LOSSES else SYMBOLIC_GAIN,
        copies=copies.copies,
        log2_ratio=copies.log2_ratio,
        copy_number=copies,
    )


def _of_junction(alteration: StructuralAlteration) -> doc.Alteration:
    event = alteration.event
    first = _first_break(event)
    return _document(
        alteration,
        contig=None if first is None else first.contig,
        pos=None if first is None else first.pos,
        alt=BREAKEND,
        transcript="" if first is None else first.transcript,
        exon=None if first is None else first.exon,
        intron=None if first is None else first.intron,
        vaf=event.vaf,
        alt_depth=_reads(event.split_reads, event.read_pairs),
        filter=event.filter,
        structural=event,
    )


def _first_break(event: StructuralEvent) -> BrokenGene | None:
    own = [found for found in event.breaks if found.gene in event.genes]
    return next(iter(own or event.breaks), None)


def _of_integration(alteration: IntegrationAlteration) -> doc.Alteration:
    found = alteration.integration
    return _document(
        alteration,
        contig=found.contig,
        pos=found.pos,
        alt=INSERTION,
        alt_depth=_reads(found.split_reads, found.read_pairs),
        filter=found.filter,
        integration=found,
    )


def _reads(split: int | None, pairs: int | None) -> int | None:
    counted = [count for count in (split, pairs) if count is not None]
    return sum(counted) if counted else None


def _document(
    alteration: CopyNumberAlteration | StructuralAlteration | IntegrationAlteration,
    **fields: Any,  # noqa: ANN401 -- fields of the document, which checks them
) -> doc.Alteration:
    """What all kinds but the small have in common; whatever is not said is unknown."""
    unknown: dict[str, Any] = {
        "ref": ANY_BASE,
        "as_written": (),
        "transcript": "",
        "consequence": (),
        "hgvs_g": None,
        "hgvs_c": None,
        "hgvs_p": None,
        "exon": None,
        "intron": None,
        "vrs_id": None,
        "vaf": None,
        "depth": None,
        "ref_depth": None,
        "alt_depth": None,
        "normal_vaf": None,
        "normal_alt_depth": None,
        "filter": (),
        "population_af": None,
        "annotation_disagreements": (),
        "copies": None,
        "log2_ratio": None,
        "promoter": None,
        "other_transcripts": (),
    }
    return doc.Alteration(
        **(unknown | fields),
        id=alteration.id,
        kind=alteration.kind,
        gene=alteration.gene,
        gene_role=alteration.role,
        short_name=altered_name(alteration),
        origin=alteration.origin,
        oncogenicity=NO_ONCOGENICITY,
        driver=alteration.is_driver,
        driver_findings=finding_documents(alteration),
        why=why_of(alteration),
        notes=alteration.notes,
    )


def copy_number_section(
    files: tuple[CopyNumberFile, ...],
    found: CopyNumberFindings,
    picture: CopyPicture | None,
) -> CopyNumberSection:
    """Everything the copy-number files came to, with where their rows went."""
    if not files:  # nothing to check, and building the checks takes its time
        return CopyNumberSection.model_construct(why=section_wording.NO_COPY_NUMBER_FILE)
    used = {number for gene in found.genes for number in gene.files}
    if found.solution is not None and found.solution.file is not None:
        used.add(found.solution.file)
    return CopyNumberSection(
        files=tuple(_file(file, used) for file in files),
        solution=found.solution,
        solutions=found.solutions,
        is_doubled=found.is_doubled,
        doubled_why=found.doubled_why,
        noise=found.noise,
        genes=found.genes,
        arms=found.arms,
        agreements=found.agreements,
        profile=found.profile,
        picture=picture,
        why=_why(files),
        notes=found.notes,
    )


def _why(files: tuple[CopyNumberFile, ...]) -> str:
    if all(file.source is CopySource.SOLUTION for file in files):
        return section_wording.ONLY_PURITY_FILE
    return section_wording.COPY_NUMBER_READ


def structural_section(
    files: tuple[StructuralFile, ...], found: StructuralFindings
) -> StructuralSection:
    """Everything the structural files came to, with where their records went."""
    if not files:
        return StructuralSection.model_construct(why=section_wording.NO_STRUCTURAL_FILE)
    every = {file.facts.number for file in files}
    return StructuralSection(
        files=tuple(_file(file, every) for file in files),
        events=found.events,
        integrations=found.integrations,
        set_aside=found.set_aside,
        elsewhere=found.elsewhere,
        why=section_wording.STRUCTURAL_READ,
        notes=found.notes,
    )


def _file(file: CopyNumberFile | StructuralFile, used: Collection[int]) -> ReadFile:
    facts, tally = file.facts, file.tally
    return ReadFile(
        number=facts.number,
        format=facts.format,
        tool=facts.tool,
        tier=facts.tier,
        sample=file.sample,
        records=facts.records,
        kept=tally.kept,
        dropped={reason: count for reason, count in tally.dropped.items() if count},
        is_used=facts.number in used,
        notes=file.notes,
    )
