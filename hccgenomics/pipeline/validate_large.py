"""A dry run of a file of copy number or structural variants."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import HccGenomicsError, InputError, SampleError
from hccgenomics.model import validation as doc
from hccgenomics.model.copy_number_files import CopyNumberFile
from hccgenomics.readers.assembly import SAID_BY_USER
from hccgenomics.readers.stream import STDIN, open_input

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hccgenomics.model.copy_number_files import InputFacts
    from hccgenomics.model.structural_files import StructuralFile
    from hccgenomics.pipeline.models import Models
    from hccgenomics.pipeline.validate import ValidationRequest
    from hccgenomics.readers.assembly import Verdict
    from hccgenomics.vocabulary import Assembly

_MOST_LISTED: Final = 100
USABLE: Final = 0
UNUSABLE: Final = 3


@dataclass(frozen=True, slots=True)
class LargeValidated:
    """What was learnt, and the fault with which a report would end."""

    document: doc.Validation
    fault: InputError | None


def holds_of(path: str) -> doc.Holds:
    """What a file holds, by its content; a VCF is taken for one of small variants.

    Standard input is not looked into twice.
    """
    if path == STDIN:
        return "small_variants"
    from hccgenomics.readers.breakends import is_known_table
    from hccgenomics.readers.doors.opening import open_door
    from hccgenomics.readers.segment_head import read_head
    from hccgenomics.readers.segments import recognised

    try:
        with open_input(path, is_digested=False) as source:
            door, lines = open_door(iter(source.lines), where=source.where)
            if door is not None:
                return "small_variants"
            head, _ = read_head(lines, where=source.where)
        if head.vcf is not None:
            return "small_variants"
        if recognised(head):
            return "copy_number"
        with open_input(path, is_digested=False) as source:
            is_junctions = is_known_table(iter(source.lines))
    except HccGenomicsError:
        is_junctions = False
    if is_junctions:
        return "structural"
    from hccgenomics.pipeline.validate_coverage import coverage_of

    return coverage_of(path) or "small_variants"  # whose reader says what is wrong with the file


def validate_large(
    request: ValidationRequest, holds: doc.Holds, panels: Mapping[Assembly, Models]
) -> LargeValidated:
    """Read one file to its end, as a report would, and say what was learnt."""
    try:
        file = _read(request, holds, panels)
    except InputError as error:
        return LargeValidated(unusable(request, holds, error), error)
    try:
        verdict, fault = _verdict(request, file, panels), None
    except InputError as error:
        verdict, fault = None, error
    return LargeValidated(_document(request, holds, file, verdict, fault), fault)


def _read(
    request: ValidationRequest, holds: doc.Holds, panels: Mapping[Assembly, Models]
) -> CopyNumberFile | StructuralFile:
    from hccgenomics.pipeline.inputs import contigs_of

    contigs = contigs_of(panels)
    if holds == "copy_number":
        from hccgenomics.readers.copy_number import CopyNumberRequest, read_copy_number

        return read_copy_number(
            CopyNumberRequest(
                paths=(request.path,),
                format=request.format,
                sample=request.tumour_sample,
                normal=request.normal_sample,
                contigs=contigs,
            )
        )[0]
    from hccgenomics.readers.structural import StructuralRequest, read_structural

    return read_structural(
        StructuralRequest(
            paths=(request.path,),
            format=request.format,
            tumour_sample=request.tumour_sample,
            normal_sample=request.normal_sample,
            contigs=contigs,
            min_length=request.settings.min_structural_length,
        )
    )[0]


def _verdict(
    request: ValidationRequest,
    file: CopyNumberFile | StructuralFile,
    panels: Mapping[Assembly, Models],
) -> Verdict:
    from hccgenomics.pipeline.inputs import span_of
    from hccgenomics.readers.builds import judge_build

    stated = None if request.assembly is None else (request.assembly, SAID_BY_USER)
    spans = {assembly: span_of(models) for assembly, models in panels.items()}
    return judge_build(file.build, panels, spans, stated=stated, where=request.path)


def _document(
    request: ValidationRequest,
    holds: doc.Holds,
    file: CopyNumberFile | StructuralFile,
    verdict: Verdict | None,
    fault: InputError | None,
) -> doc.Validation:
    facts, tally = file.facts, file.tally
    known = None if verdict is None else verdict.assembly
    evidence = () if verdict is None else verdict.evidence
    return validation_of(
        exit_code=USABLE if fault is None else UNUSABLE,
        file=_inspected(facts),
        large=doc.InspectedLarge(
            holds=holds,
            format=facts.format,
            tool=facts.tool,
            recognised="option" if request.format else "header",
            tier=facts.tier,
            records=facts.records,
            kept=tally.kept,
            dropped={reason.value: count for reason, count in tally.dropped.items() if count},
            states=dict(_states(file)),
            sample=file.sample,
            samples=(),
        ),
        assembly=doc.InspectedAssembly(name=known, evidence=evidence),
        problems=(*_faults(fault), *open_assembly(known, fault), *map(note, file.notes)),
    )


def _states(file: CopyNumberFile | StructuralFile) -> Iterator[tuple[str, int]]:
    """What was found, by kind, and how many of it."""
    if isinstance(file, CopyNumberFile):
        counts = {
            "segments": len(file.segments),
            "genes": len(file.genes),
            "bins": sum(len(bins.starts) for bins in file.bins.values()),
            "solutions": len(file.solutions),
        }
    else:
        counts = {
            "adjacencies": len(file.adjacencies),
            "fusions": len(file.fusions),
            "integrations": len(file.integrations),
        }
    return ((name, count) for name, count in counts.items() if count)


def _faults(fault: InputError | None) -> Iterator[doc.Problem]:
    if fault is not None:
        yield doc.Problem(
            severity="error",
            code=fault.code,
            detail=fault.detail,
            line=fault.line,
            hint=fault.hint or None,
        )


def open_assembly(known: Assembly | None, fault: InputError | None) -> Iterator[doc.Problem]:
    """That nothing tells the assembly, where nothing does."""
    if known is None and fault is None:
        yield doc.Problem(
            severity="warning",
            code="assembly_open",
            detail="Nothing in the file tells its assembly.",
            line=None,
            hint="Beside a VCF the report takes its assembly; alone the file needs --assembly.",
        )


def note(text: str) -> doc.Problem:
    """A remark on the file."""
    return doc.Problem(severity="note", code="note", detail=text, line=None, hint=None)


def unusable(request: ValidationRequest, holds: doc.Holds, error: InputError) -> doc.Validation:
    """What is said of a file that a report would refuse."""
    names = error.names if isinstance(error, SampleError) else ()
    return validation_of(
        exit_code=UNUSABLE,
        file=doc.InspectedFile(
            name=Path(request.path).name,
            sha256=None,
            size=None,
            container=None,
            file_format=None,
        ),
        large=doc.InspectedLarge(
            holds=holds,
            format=None,
            tool=None,
            recognised="none",
            tier=None,
            records=None,
            kept=None,
            dropped={},
            states={},
            sample=None,
            samples=names[:_MOST_LISTED],
        ),
        assembly=None,
        problems=tuple(_faults(error)),
    )


def usable(
    holds: doc.Holds,
    facts: InputFacts,
    *,
    assembly: doc.InspectedAssembly,
    states: dict[str, int],
    notes: tuple[str, ...],
    problems: tuple[doc.Problem, ...],
) -> doc.Validation:
    """What is said of a panel or a file of depths that a report takes."""
    return validation_of(
        exit_code=USABLE,
        file=_inspected(facts),
        large=doc.InspectedLarge(
            holds=holds,
            format=facts.format,
            tool=facts.tool,
            recognised="header",
            tier=facts.tier,
            records=facts.records,
            kept=facts.records,
            dropped={},
            states=states,
            sample=None,
            samples=(),
        ),
        assembly=assembly,
        problems=(*problems, *map(note, notes)),
    )


def _inspected(facts: InputFacts) -> doc.InspectedFile:
    return doc.InspectedFile(
        name=facts.name,
        sha256=facts.sha256,
        size=facts.size,
        container=facts.container,
        file_format=facts.format,
    )


def validation_of(
    *,
    exit_code: int,
    file: doc.InspectedFile,
    large: doc.InspectedLarge,
    assembly: doc.InspectedAssembly | None,
    problems: tuple[doc.Problem, ...],
) -> doc.Validation:
    """A file that holds no small variants."""
    return doc.Validation(
        outcome="usable" if exit_code == USABLE else "unusable",
        exit_code=exit_code,
        file=file,
        caller=None,
        assembly=assembly,
        samples=None,
        annotations=(),
        indexes=(),
        records=None,
        panel=None,
        contigs=None,
        quality=None,
        problems=problems,
        large=large,
    )
