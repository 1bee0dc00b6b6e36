"""A dry run of a panel or of a file of depths: what it is, and what it tells of the markers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.annotate import promoter
from hccgenomics.errors import AssemblyError, HccGenomicsError, InputError
from hccgenomics.knowledge.markers import load_markers
from hccgenomics.model import validation as doc
from hccgenomics.model.coverage import CoverageSource
from hccgenomics.model.genome import Interval
from hccgenomics.pipeline.callability.deciding import bases_within
from hccgenomics.pipeline.callability.files import read_looked
from hccgenomics.pipeline.inputs import without_files
from hccgenomics.pipeline.report import ReportRequest
from hccgenomics.pipeline.validate_large import (
    LargeValidated,
    open_assembly,
    unusable,
    usable,
)
from hccgenomics.readers.coverage.depths import head_of
from hccgenomics.readers.coverage.recognise import is_depth_or_regions
from hccgenomics.readers.stream import STDIN
from hccgenomics.vocabulary import Assembly, ComponentClass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hccgenomics.model.coverage import Looked, Panel
    from hccgenomics.pipeline.models import Models
    from hccgenomics.pipeline.validate import ValidationRequest

PANEL: Final = "panel"
COVERAGE: Final = "coverage"
_PROMOTER: Final = f"{promoter.GENE} promoter"
_STATED: Final = "--assembly says {}"


def coverage_of(path: str) -> doc.Holds | None:
    """Whether a file is a table of depths or a BED of regions; ``None`` where it is neither.

    Standard input is not looked into twice.
    """
    try:
        head = None if path == STDIN else head_of(path)
    except HccGenomicsError:
        return None
    if head is None:
        return None
    is_depth, is_regions = is_depth_or_regions(head)
    return COVERAGE if is_depth else PANEL if is_regions else None


def validate_coverage(
    request: ValidationRequest, holds: doc.Holds, panels: Mapping[Assembly, Models]
) -> LargeValidated:
    """Read one file to its end, as a report would, on each assembly that it may be of."""
    asked = tuple(Assembly) if request.assembly is None else (request.assembly,)
    found: dict[Assembly, Looked] = {}
    error: InputError | None = None
    for assembly in asked:
        try:
            found[assembly] = _looked(request, holds, panels[assembly])
        except AssemblyError as misfit:
            error = misfit
        except InputError as fault:
            return LargeValidated(unusable(request, holds, fault), fault)
    if not found and error is not None:
        return LargeValidated(unusable(request, holds, error), error)
    known = next(iter(found)) if len(found) == 1 else None
    evidence = _evidence(request, error)
    return LargeValidated(_document(request, holds, found, panels, (known, evidence)), None)


def _evidence(request: ValidationRequest, error: InputError | None) -> tuple[str, ...]:
    if request.assembly is not None:
        return (_STATED.format(request.assembly),)
    if error is None:
        return ()
    return (error.detail.rpartition("; ")[2].removesuffix("."),)


def _looked(request: ValidationRequest, holds: doc.Holds, models: Models) -> Looked:
    looked = read_looked(
        ReportRequest(
            paths=(),
            settings=request.settings,
            panel=request.path if holds == PANEL else None,
            coverage=(request.path,) if holds == COVERAGE else (),
            assembly=models.assembly,
            tumour_sample=request.tumour_sample,
            normal_sample=request.normal_sample,
        ),
        without_files(models.assembly, ()),
        models,
    )
    if looked is None:
        raise ValueError("A request names a panel or depths.")
    return looked


def _document(
    request: ValidationRequest,
    holds: doc.Holds,
    found: Mapping[Assembly, Looked],
    panels: Mapping[Assembly, Models],
    judged: tuple[Assembly | None, tuple[str, ...]],
) -> doc.Validation:
    looked = next(iter(found.values()))
    told = looked.panel or looked.sources[0]
    if told.facts is None:
        raise ValueError("A file that was read has facts.")
    known, evidence = judged
    notes = [
        sentence
        for assembly, of_assembly in found.items()
        for sentence in _covered(of_assembly, panels[assembly])
    ]
    return usable(
        holds,
        told.facts,
        assembly=doc.InspectedAssembly(name=known, evidence=evidence),
        states=_states(told),
        notes=(*told.notes, *notes),
        problems=tuple(open_assembly(known, None)),
    )


def _states(told: Panel | CoverageSource) -> dict[str, int]:
    if isinstance(told, CoverageSource):
        count = sum(map(len, told.runs.values()))
        bases = sum(len(run.interval) for runs in told.runs.values() for run in runs)
        return {"runs": count, "bases of genes": bases}
    regions = [region for of_contig in told.regions.values() for region in of_contig]
    return {"regions": len(regions), "bases": sum(map(len, regions))}


def _covered(looked: Looked, models: Models) -> Iterator[str]:
    """What is told of the coding bases of the markers' genes, and of the promoter."""
    whole, part, without = [], [], []
    for name, places in _marker_places(models).items():
        total = sum(map(len, places))
        held = sum(_held(looked, place) for place in places)
        if held == total:
            whole.append(name)
        elif held:
            part.append(f"{name} ({held:,} of {total:,} bases)")
        else:
            without.append(name)
    for names, words in ((whole, "whole"), (part, "in part"), (without, "not at all")):
        if names:
            yield f"On {models.assembly} it tells {words} of: {', '.join(names)}."


def _marker_places(models: Models) -> dict[str, tuple[Interval, ...]]:
    """The coding bases of genes whose small variants make a marker, and the promoter's window."""
    found: dict[str, tuple[Interval, ...]] = {}
    for row in load_markers()[0]:
        if row.component_class is ComponentClass.SMALL and row.gene in models.symbols:
            transcript = models.gene(row.gene).select
            if row.promoter:
                found[_PROMOTER] = tuple(promoter_positions(models))
            else:
                found[row.gene] = transcript.coding_segments
    return found


def promoter_positions(models: Models) -> Iterator[Interval]:
    """The bases at which a known event of the promoter changes one."""
    transcript = models.gene(promoter.GENE).select
    positions = {position for one in promoter.HOTSPOTS for position, _, _ in one.changes}
    for position in sorted(positions):
        start = transcript.cds_end - position - 1
        yield Interval(transcript.contig, start, start + 1)


def _held(looked: Looked, place: Interval) -> int:
    """Bases of a place that are on the panel, or of which a depth is told."""
    if looked.panel is not None:
        return bases_within(looked.panel.regions.get(place.contig, ()), place)
    return sum(
        min(place.end, run.interval.end) - max(place.start, run.interval.start)
        for source in looked.sources
        for run in source.within(place)
    )
