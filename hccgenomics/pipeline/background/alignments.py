"""A background from the alignments of normal samples: every base that matters, seen or not.

Of every base the three others are counted. Insertions and deletions, and changes of several bases,
are counted at the hotspots: the events that forced calls look for, and at each hotspot base one of
each class, so that the rates come of the same haplotype match by which a sample is counted.
"""

from __future__ import annotations

import hashlib
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.annotate.normalise import normalise
from hccgenomics.errors import AssemblyError, InputError
from hccgenomics.model.genome import UNKNOWN_BASE, Interval, merged
from hccgenomics.model.variant import Variant
from hccgenomics.pipeline.background.build import Fitted
from hccgenomics.pipeline.forced.judge import context_at
from hccgenomics.pipeline.forced.places import hotspot_places
from hccgenomics.readers.background import ALIGNMENTS
from hccgenomics.vocabulary import Assembly

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hccgenomics.model.background import SiteCounts
    from hccgenomics.pipeline.background.build import BackgroundRequest
    from hccgenomics.pipeline.knowledge import Knowledge
    from hccgenomics.pipeline.models import Models
    from hccgenomics.readers.alignments import Alignments
    from hccgenomics.vocabulary import DepthUnit

BASES: Final = "ACGT"
LONGER: Final = 3
"""Bases of the insertions and deletions that stand for those longer than one: a codon, the length
of which in-frame events are multiples."""


def fit_alignments(request: BackgroundRequest, panels: Mapping[Assembly, Models]) -> Fitted:
    """Count every file, and fit.

    Raises:
        InputError: A file cannot be used, or they do not go together.
    """
    from hccgenomics.ctdna.noise import fit_background
    from hccgenomics.pipeline.knowledge import load_knowledge

    normals = _opened(request, panels)
    knowledge = load_knowledge(normals.models)
    variants = asked_variants(knowledge, _places(request, knowledge))
    counts = [_counted(one, variants, request, normals.models) for one in normals.files]
    unit = _one_unit(counts, normals.files)
    model = fit_background(
        _sites(variants, counts, normals.models),
        assembly=normals.models.assembly,
        normals=len(normals.files),
    )
    return Fitted(
        model=model,
        assembly=normals.models.assembly,
        made_from=ALIGNMENTS,
        unit=unit,
        normals=len(normals.files),
        digests=tuple(map(digest_of_alignments, normals.files)),
        remarks=(f"{len(variants):,} changes were counted in each normal sample.",),
    )


# --- the files ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Normals:
    """The files, open, on one assembly."""

    models: Models
    files: tuple[Alignments, ...]


def _opened(request: BackgroundRequest, panels: Mapping[Assembly, Models]) -> _Normals:
    """The assembly that all files are aligned to, by the lengths of its contigs."""
    wanted = tuple(Assembly) if request.assembly is None else (request.assembly,)
    refused: list[AssemblyError] = []
    for assembly in wanted:
        models = panels[assembly]
        try:
            return _Normals(models, tuple(_open(path, request, models) for path in request.paths))
        except AssemblyError as error:
            refused.append(error)
    raise _closest(refused)


def _open(path: str, request: BackgroundRequest, models: Models) -> Alignments:
    from hccgenomics.readers.alignments import open_alignments

    return open_alignments(path, fasta=request.fasta, contigs=models.contigs)


def _closest(refused: Sequence[AssemblyError]) -> AssemblyError:
    """What is wrong: one file of another assembly, or all of a foreign one."""
    if len({error.where for error in refused}) == 1:
        return refused[-1]
    named = " and ".join(f"{error.where}" for error in refused)
    return AssemblyError(
        f"The files are aligned to different assemblies: {named}.",
        hint="Pass normal samples on one assembly.",
    )


def digest_of_alignments(file: Alignments) -> str:
    """Of its size, its header and its index: two files that share all three are the same."""
    from hccgenomics.readers.alignments.identity import identity_of

    found = identity_of(file)
    told = f"{found.size} {found.header_sha256} {found.index_sha256}"
    return hashlib.sha256(told.encode()).hexdigest()


def _one_unit(counts: Iterable[_Counts], files: Sequence[Alignments]) -> DepthUnit:
    units = {counted.unit: file for counted, file in zip(counts, files, strict=True)}
    if len(units) > 1:
        kinds = " and ".join(sorted(unit.value.replace("_", " ") for unit in units))
        raise InputError(
            f"Some of the files hold {kinds.replace(' and ', ', others ')}.",
            where=next(iter(units.values())).name,
            hint="Build a background from normal samples that were all made alike.",
        )
    return next(iter(units))


# --- what is counted ------------------------------------------------------------------------------


def _places(request: BackgroundRequest, knowledge: Knowledge) -> tuple[Interval, ...]:
    """Bases that decide markers, and those of the panel near our genes; merged."""
    places = list(targets_places(knowledge))
    places += [place.variant.interval for place in hotspot_places(knowledge)]
    places += _of_panel(request, knowledge.models)
    return merged(places)


def targets_places(knowledge: Knowledge) -> tuple[Interval, ...]:
    """The bases that decide parts of markers."""
    from hccgenomics.pipeline.callability.targets import targets_of

    targets = targets_of(knowledge.markers, knowledge.models, knowledge.base)
    return tuple(place for target in targets for place in target.places)


def _of_panel(request: BackgroundRequest, models: Models) -> Iterator[Interval]:
    if request.panel is None:
        return
    from hccgenomics.readers.coverage.panel_bed import PanelRequest, read_panel

    contigs = {models.assembly: models.contigs}
    found = read_panel(request.panel, PanelRequest(contigs, models.symbols))
    for region in (region for regions in found.panel.regions.values() for region in regions):
        for near in models.regions:
            if region.overlaps(near):
                start, end = max(region.start, near.start), min(region.end, near.end)
                yield Interval(region.contig, start, end)


def asked_variants(knowledge: Knowledge, places: Iterable[Interval]) -> tuple[Variant, ...]:
    """Every change that is counted, each once, in a stable order."""
    models = knowledge.models
    hotspots = [place.variant for place in hotspot_places(knowledge)]
    found = dict.fromkeys(hotspots)
    found.update(dict.fromkeys(_of_bases(places, models)))
    for variant in hotspots:
        if variant.is_snv:
            found.update(dict.fromkeys(_of_classes(variant, models)))
    return tuple(sorted(found))


def _of_bases(places: Iterable[Interval], models: Models) -> Iterator[Variant]:
    for place in places:
        for pos, ref in enumerate(models.bases(place), start=place.start + 1):
            if ref != UNKNOWN_BASE:
                yield from (Variant(place.contig, pos, ref, alt) for alt in BASES if alt != ref)


def _of_classes(at: Variant, models: Models) -> Iterator[Variant]:
    """A deletion and a repeat of one base, and of several, where a hotspot is."""
    for length in (1, LONGER):
        bases = models.bases(Interval.at(at.contig, pos=at.pos, length=length))
        before = models.bases(Interval.at(at.contig, pos=at.pos - 1))
        if UNKNOWN_BASE in before + bases:
            continue
        for ref, alt in ((before + bases, before), (before, before + bases)):
            yield normalise(Variant(at.contig, at.pos - 1, ref, alt), models).variant


# --- counts ---------------------------------------------------------------------------------------


class _Counts(NamedTuple):
    """What one normal sample shows, by the order of the variants."""

    alts: Sequence[int]
    depths: Sequence[int]
    unit: DepthUnit


def _counted(
    file: Alignments, variants: Sequence[Variant], request: BackgroundRequest, models: Models
) -> _Counts:
    from hccgenomics.readers.alignments import count_alleles

    found = count_alleles(
        file,
        variants,
        min_base_quality=request.settings.pileup_min_base_quality,
        min_mapping_quality=request.settings.pileup_min_mapping_quality,
        reference=models,
        processes=request.processes,
    )
    alts, depths = (one.alt for one in found), (one.depth for one in found)
    return _Counts(array("q", alts), array("q", depths), found[0].unit)


def _sites(
    variants: Sequence[Variant], counts: Sequence[_Counts], models: Models
) -> Iterator[SiteCounts]:
    from hccgenomics.model.background import SiteCounts

    for at, variant in enumerate(variants):
        depths = tuple(one.depths[at] for one in counts)
        if any(depths):  # what no normal was read at says nothing, of its context either
            place = (variant.contig, variant.pos, variant.ref, variant.alt)
            alts = tuple(one.alts[at] for one in counts)
            yield SiteCounts(*place, context_at(variant, models), alts, depths)
