"""One row of ``truth/certificate.tsv`` becomes panel, depth, findings, and the part asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from hccgenomics.annotate.coordinates import CodingPosition, transcript_map
from hccgenomics.interpret.drivers import flag, unjudged
from hccgenomics.interpret.large_parts import LookedAt
from hccgenomics.interpret.markers import MarkerResult, read_markers
from hccgenomics.interpret.summary import SetAsideDriver
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.markers import load_markers
from hccgenomics.knowledge.panels import panel_named
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.coverage import CoverageSource, DepthRun, Looked, Panel
from hccgenomics.model.forced import AlleleCount, ForcedCall, KnownPlace
from hccgenomics.model.genome import Interval
from hccgenomics.model.sample import Sample
from hccgenomics.model.settings import Settings
from hccgenomics.model.variant import Variant
from hccgenomics.pipeline.callability.certificate import certificate_of
from hccgenomics.vocabulary import (
    Assembly,
    ComponentClass,
    CoverageKind,
    DepthUnit,
    DropReason,
    ForcedBecause,
    ForcedState,
    Specimen,
)
from tests.builders_alterations import an_alteration

BASE = load_knowledge()
COMPONENTS, _ = load_markers()
GENES = sorted(
    {part.gene for one in COMPONENTS for part in [one] if "::" not in one.gene} - {"MSI", "TMB"}
)
SMALL = frozenset({ComponentClass.SMALL})
MARGIN = 60
"""Bases beside an exon that belong to it in a place of the table."""
PROMOTER_BASES = 400


@dataclass(frozen=True)
class World:
    """What certificate_of asks of the knowledge of a run."""

    models: object
    markers: tuple = COMPONENTS
    base: object = BASE


@cache
def world(assembly: str = "GRCh38") -> World:
    return World(load_models(Assembly(assembly)))


def place_of(text: str, assembly: str = "GRCh38") -> Interval:
    """``TP53``, ``TP53 exon 5``, ``TP53 codon 249``, ``TERT c.-124``, ``TERT promoter``."""
    gene, _, where = text.strip().partition(" ")
    transcript = world(assembly).models.gene(gene).select
    at = transcript_map(transcript)
    kind, _, number = where.partition(" ")
    if not where:
        span = transcript.interval
        return Interval(span.contig, max(0, span.start - 1000), span.end + 1000)
    if where == "promoter":
        return Interval(transcript.contig, transcript.cds_end, transcript.cds_end + PROMOTER_BASES)
    if kind == "exon":
        (exon,) = (one for one in transcript.exons if one.number == int(number))
        return Interval(transcript.contig, exon.start - MARGIN, exon.end + MARGIN)
    if kind == "codon":
        bases = at.codon(int(number))
        return Interval(transcript.contig, min(bases) - 1, max(bases))
    pos = at.pos(CodingPosition(int(where.removeprefix("c."))))
    return Interval.at(transcript.contig, pos=pos)


def everywhere(assembly: str) -> list[Interval]:
    return [place_of(gene, assembly) for gene in GENES]


def without(regions: list[Interval], hole: Interval) -> list[Interval]:
    """Regions with one place cut out of them."""
    left = []
    for region in regions:
        if not region.overlaps(hole):
            left.append(region)
            continue
        for start, end in ((region.start, hole.start), (hole.end, region.end)):
            if start < end:
                left.append(Interval(region.contig, start, end))
    return left


def by_contig(intervals) -> dict:
    found: dict = {}
    for one in sorted(intervals):
        found.setdefault(one.contig, []).append(one)
    return {contig: tuple(merged(every)) for contig, every in found.items()}


def merged(regions):
    reached = None
    for region in regions:
        if reached is not None and region.start <= reached.end:
            reached = Interval(region.contig, reached.start, max(reached.end, region.end))
            continue
        if reached is not None:
            yield reached
        reached = region
    if reached is not None:
        yield reached


def panel_of(cell: str, assembly: str = "GRCh38") -> Panel | None:
    """``bed``, ``bed without TERT promoter, TP53 exon 5``, ``bed of TP53 exon 5, …``,
    ``list TP53, TERT promoter yes``, or a bundled panel by its name."""
    kind, _, rest = cell.partition(" ")
    if cell == "-":
        return None
    if kind == "bed":
        how, _, names = rest.partition(" ")
        places = [place_of(name, assembly) for name in names.split(",")] if names else []
        regions = places if how == "of" else everywhere(assembly)
        for hole in places if how == "without" else ():
            regions = without(regions, hole)
        return Panel(2, "design.bed", CoverageKind.PANEL, regions=by_contig(regions))
    if kind == "list":
        names = [name.strip() for name in rest.split(",")]
        told = {"yes": True, "no": False, "unknown": None}
        genes = frozenset(name.partition(" ")[0] for name in names)
        promoter = next((told[n.split()[-1]] for n in names if "promoter" in n), None)
        return Panel(
            None, "our list", CoverageKind.NAMED_PANEL, "v2", genes=genes, tert_promoter=promoter
        )
    return panel_named(cell.removeprefix("bundled "), world(assembly).models.symbols)


def runs_of(cell: str, assembly: str = "GRCh38") -> dict:
    """``500; TP53 codon 249 = 3; TERT promoter = ?; KRAS = no number; IDH1 = low_depth 900``."""
    first, *others = (part.strip() for part in cell.split(";"))
    runs = [
        (region, first) for every in by_contig(everywhere(assembly)).values() for region in every
    ]
    for other in others:
        name, value = (text.strip() for text in other.split("="))
        hole = place_of(name, assembly)
        runs = [(left, said) for region, said in runs for left in without([region], hole)]
        runs.append((hole, value))
    found: dict = {}
    for interval, value in sorted(runs):
        if value != "?":
            found.setdefault(interval.contig, []).append(run_of(interval, value))
    return {contig: tuple(every) for contig, every in found.items()}


def run_of(interval: Interval, value: str) -> DepthRun:
    word, _, number = value.rpartition(" ")
    if value == "no number":
        return DepthRun(interval, None)
    if word:
        return DepthRun(interval, int(number), (word,))
    return DepthRun(interval, int(value))


def source_of(cell: str, kind: str = "-", assembly: str = "GRCh38") -> CoverageSource:
    """The file of one cell of depths; ``kind`` is its kind, and its unit behind it."""
    name, _, unit = (kind if kind != "-" else "per_base_depth").partition(" ")
    return CoverageSource(
        number=3,
        name="depths.bed.gz",
        kind=CoverageKind(name),
        unit=DepthUnit(unit) if unit else DepthUnit.READS,
        runs=runs_of(cell, assembly),
        is_exhaustive=name == CoverageKind.ALIGNMENTS,
    )


def looked_of(row: dict) -> Looked | None:
    panel = panel_of(row["panel"], row["assembly"])
    sources = ()
    if row["depth"] != "-":
        kinds = row["kind"].split(" | ")
        cells = row["depth"].split(" | ")
        kinds += ["-"] * (len(cells) - len(kinds))
        sources = tuple(
            source_of(cell, kind, row["assembly"]) for cell, kind in zip(cells, kinds, strict=True)
        )
    if panel is None and not sources:
        return None
    went_in = None if row["went_in"] == "-" else float(row["went_in"])
    return Looked(Assembly(row["assembly"]), panel, sources, went_in)


def found(text: str):
    plain = an_alteration(text)
    findings = flag(plain, BASE.genes, BASE.hotspots, BASE.counts)
    return replace(plain, findings=findings)


@dataclass(frozen=True)
class Left:
    """What certificate_of asks of what was judged."""

    set_aside: tuple = ()


@dataclass(frozen=True)
class JudgedOnly:
    small: Left
    copies: object


class NoCopies:
    solution = None


def forced_of(text: str, assembly: str) -> ForcedCall:
    """``TERT c.-124 q=0.001``: reads that were counted and not called."""
    name, _, q = text.partition(" q=")
    place = place_of(name, assembly)
    variant = Variant(place.contig, place.start + 1, "G", "A")
    gene = name.partition(" ")[0]
    return ForcedCall(
        place=KnownPlace(variant, gene, name, (ForcedBecause.HOTSPOT,)),
        count=AlleleCount(400, 392, 8, 0, 4, 4, 0, DepthUnit.FRAGMENTS),
        state=ForcedState.GENOTYPED,
        error=0.001,
        error_from="global",
        p_value=float(q),
        q_value=float(q),
        low=0.01,
        high=0.04,
        limit_vaf=0.02,
        normal=None,
        why="",
    )


def markers_of(row: dict, settings: Settings | None = None) -> tuple[MarkerResult, ...]:
    """Every marker of one row."""
    settings = settings or Settings()
    sample = Sample(
        "S",
        Assembly(row["assembly"]),
        "T",
        None,
        (),
        specimen=Specimen(row["specimen"]),
        purity=None if row["purity"] == "-" else float(row["purity"]),
        sex=None if row["sex"] == "-" else row["sex"],
    )
    told = [item for item in row["found"].split(" | ") if item != "-"]
    kinds: dict = {}
    for item in told:
        kind, _, text = item.partition(" ")
        kinds.setdefault(kind, []).append(text)
    aside = [SetAsideDriver(found(text), DropReason.FILTERED) for text in kinds.get("aside", ())]
    knowledge = world(row["assembly"])
    coverage = certificate_of(
        looked_of(row),
        knowledge,
        sample,
        settings,
        judged=JudgedOnly(Left(tuple(aside)), NoCopies),
        forced=[forced_of(text, row["assembly"]) for text in kinds.get("reads", ())],
    )
    kept = [found(text) for text in (*kinds.get("present", ()), *kinds.get("seen", ()))]
    classes = {ComponentClass.SMALL, *map(ComponentClass, kinds.get("file", ()))}
    return read_markers(
        COMPONENTS,
        kept,
        {item.alteration.gene: [item.sentence] for item in aside},
        frozenset(classes),
        frozenset(unjudged(knowledge.models.symbols, BASE)),
        LookedAt(settings=settings, specimen=sample.specimen, coverage=coverage),
    )


def part_of(row: dict, settings: Settings | None = None):
    """The part that a row asks for, and its marker."""
    for marker in markers_of(row, settings):
        for part in marker.components:
            component = part.component
            same = (component.gene, component.component_class.value) == (row["gene"], row["class"])
            if same and (row["marker"] in {"-", marker.marker}):
                return marker, part
    raise AssertionError(f"no part {row['gene']} {row['class']}")


def a_row(**changes) -> dict:
    """A row with nothing in it."""
    plain = {
        "assembly": "GRCh38", "panel": "-", "depth": "-", "kind": "-", "went_in": "-",
        "purity": "-", "sex": "-", "specimen": "tissue", "found": "-", "marker": "-",
        "gene": "TP53", "class": "small",
    }  # fmt: skip
    return plain | changes
