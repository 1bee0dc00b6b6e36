"""A background from the calls of normal samples, or from a panel of normals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.annotate.normalise import normalise
from hccgenomics.errors import AssemblyError, InputError, SampleError
from hccgenomics.model.background import Background, ContextBackground, SiteBackground, SiteNoise
from hccgenomics.model.variant import Variant
from hccgenomics.pipeline.background.build import Fitted
from hccgenomics.pipeline.forced.judge import context_at
from hccgenomics.readers.assembly import SAID_BY_USER, Claims, judge
from hccgenomics.readers.background import CALLS, PANEL_OF_NORMALS
from hccgenomics.readers.normal_calls import read_normal_calls
from hccgenomics.vocabulary import DepthUnit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hccgenomics.model.background import Place, SiteCounts
    from hccgenomics.pipeline.background.build import BackgroundRequest
    from hccgenomics.pipeline.models import Models
    from hccgenomics.readers.normal_calls import NormalCalls, NormalRow
    from hccgenomics.vocabulary import Assembly


def fit_calls(request: BackgroundRequest, panels: Mapping[Assembly, Models]) -> Fitted:
    """Read every file, settle the assembly, and fit what they list.

    Raises:
        InputError: A file cannot be used, or they do not go together.
    """
    if request.panel is not None:
        raise InputError(
            "A panel says which bases to count, and calls list their own.",
            where=request.panel,
            hint="Leave --panel out, or pass the normals' BAM or CRAM files.",
        )
    files = [read_normal_calls(path, panels) for path in request.paths]
    models = panels[_assembly_of(files, request, panels)]
    if any(file.is_panel_of_normals for file in files):
        return _of_panels(files, models)
    _refuse_repeated_samples(files)
    return _of_samples(files, models)


def _of_samples(files: Sequence[NormalCalls], models: Models) -> Fitted:
    from hccgenomics.ctdna.noise import fit_background

    normals = sum(file.samples for file in files)
    return Fitted(
        model=fit_background(_counts(files, models), assembly=models.assembly, normals=normals),
        assembly=models.assembly,
        made_from=CALLS,
        unit=DepthUnit.READS,
        normals=normals,
        digests=tuple(file.sha256 for file in files),
        remarks=tuple(_remarks(files)),
    )


def _counts(files: Sequence[NormalCalls], models: Models) -> Iterator[SiteCounts]:
    from hccgenomics.model.background import SiteCounts

    alts: dict[Variant, list[int]] = {}
    depths: dict[Variant, list[int]] = {}
    for file in files:
        for variant, row in _by_variant(file, models).items():
            alts.setdefault(variant, []).extend(row.alts)
            depths.setdefault(variant, []).extend(row.depths)
    for variant, seen in alts.items():
        context = context_at(variant, models)
        yield SiteCounts(*_place(variant), context, seen, depths[variant])


def _by_variant(file: NormalCalls, models: Models) -> dict[Variant, NormalRow]:
    """Rows on this assembly by their one spelling; of a record that repeats another the first."""
    found: dict[Variant, NormalRow] = {}
    for row in file.rows:
        if models.assembly in row.assemblies:
            stated = Variant(row.contig, row.pos, row.ref, row.alt)
            found.setdefault(normalise(stated, models).variant, row)
    return found


def _place(variant: Variant) -> Place:
    return variant.contig, variant.pos, variant.ref, variant.alt


def _remarks(files: Sequence[NormalCalls]) -> Iterator[str]:
    records = sum(file.records for file in files)
    rows = sum(len(file.rows) for file in files)
    uncounted = sum(file.uncounted for file in files)
    yield f"{records:,} records read; {rows:,} alleles near the panel are counted."
    if uncounted:
        yield (
            f"{uncounted:,} alleles near the panel have no counts, or are no plain bases, and are "
            "left out."
        )


# --- panels of normals ----------------------------------------------------------------------------


def _of_panels(files: Sequence[NormalCalls], models: Models) -> Fitted:
    """As it states its noise; of several panels the noisier statement holds.

    ``BETA`` is of the samples that show the alleles at all. A sample under test is held against
    just these, as if it were one of them: no p-value is too small for that.
    """
    for file in files:
        if not file.is_panel_of_normals:
            raise InputError(
                "A panel of normals and calls with samples are given together.",
                where=file.where,
                hint="Pass one kind.",
            )
    sites: dict[Place, SiteBackground] = {}
    for file in files:
        for variant, row in _by_variant(file, models).items():
            told = _stated(row, context_at(variant, models))
            known = sites.get(_place(variant))
            if known is None or told.noise.mean > known.noise.mean:
                sites[_place(variant)] = told
    nothing = ContextBackground(SiteNoise(0.5, None, "global"), None, None, 0, 0, 0)
    return Fitted(
        model=Background(models.assembly, 0, nothing, sites),
        assembly=models.assembly,
        made_from=PANEL_OF_NORMALS,
        unit=DepthUnit.READS,
        normals=None,
        digests=tuple(file.sha256 for file in files),
        remarks=tuple(_remarks(files)),
    )


def _stated(row: NormalRow, context: str) -> SiteBackground:
    alpha, beta = row.beta or (1.0, 1.0)
    noise = SiteNoise(alpha / (alpha + beta), alpha + beta, "site")
    return SiteBackground(noise, context, alt=0, depth=0, normals=0, left_out=0)


# --- what they are --------------------------------------------------------------------------------


def _assembly_of(
    files: Sequence[NormalCalls], request: BackgroundRequest, panels: Mapping[Assembly, Models]
) -> Assembly:
    stated = None if request.assembly is None else (request.assembly, SAID_BY_USER)
    found: dict[Assembly, str] = {}
    for file in files:
        verdict = judge(
            Claims(file.header, file.names, file.probes),
            panels,
            stated=stated,
            max_mismatches=request.settings.max_reference_mismatches,
            where=file.where,
        )
        if verdict.assembly is None:
            raise AssemblyError(
                "The assembly cannot be told: no contig lengths, no words, and too few bases.",
                where=file.where,
                hint="Say which with --assembly GRCh37 or --assembly GRCh38.",
            )
        found.setdefault(verdict.assembly, file.where)
    if len(found) > 1:
        named = " and ".join(f"{where} on {assembly}" for assembly, where in found.items())
        raise AssemblyError(
            f"The files are on different assemblies: {named}.", hint="Pass files on one assembly."
        )
    return next(iter(found))


def _refuse_repeated_samples(files: Sequence[NormalCalls]) -> None:
    seen: set[str] = set()
    for file in files:
        again = seen.intersection(file.header.samples)
        if again:
            raise SampleError(
                f"{len(again)} of its samples stand in another file as well, by their names: one "
                "normal would count twice.",
                where=file.where,
                hint="Pass each normal sample once.",
            )
        seen.update(file.header.samples)
