"""Tissue and plasma of one invented patient: a report of tissue, counts and calls in plasma."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hccgenomics.ctdna.detection import CallingRule, detection_limit
from hccgenomics.model.alteration import Finding, SmallAlteration
from hccgenomics.model.binomial import upper_tail
from hccgenomics.model.coverage import CoverageSource, DepthRun, Looked, Panel
from hccgenomics.model.forced import AlleleCount, ForcedCall, KnownPlace
from hccgenomics.model.genome import Interval
from hccgenomics.model.ledger import Entry
from hccgenomics.model.sample import Sample
from hccgenomics.model.settings import Settings
from hccgenomics.model.variant import Support, Variant
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.pipeline.models import open_models
from hccgenomics.pipeline.plasma.section import PlasmaQuestion
from hccgenomics.pipeline.plasma.tissue import TissueReport, TissueVariant, read_tissue
from hccgenomics.reports.to_json import to_json
from hccgenomics.vocabulary import (
    Assembly,
    ComponentClass,
    CoverageKind,
    DepthUnit,
    DropReason,
    ForcedBecause,
    ForcedState,
    Origin,
    Specimen,
)
from tests.builders_alterations import an_alteration
from tests.written import vcf_text

TERT = Variant("chr5", 1_295_113, "G", "A")
GENES = ("CTNNB1", "AXIN1", "ARID1A", "TP53")
ERROR = 0.001


@cache
def substitution(contig: str, pos: int) -> Variant:
    """A substitution with the assembly's own base."""
    reference = open_models(None)[Assembly.GRCH38]
    ref = reference.bases(Interval(contig, pos - 1, pos))
    return Variant(contig, pos, ref, "CATG"["ACGT".index(ref)])


CTNNB1 = substitution("chr3", 41_224_610)
AXIN1 = substitution("chr16", 310_000)
ARID1A = substitution("chr1", 26_732_700)
TP53 = substitution("chr17", 7_674_230)
PLACES = (TERT, CTNNB1, AXIN1, ARID1A, TP53)
"""Of drivers and passengers of five genes, GRCh38."""


def pair_cell(alt: int, depth: int) -> str:
    return f"{'0/1' if alt else '0/0'}:{depth - alt},{alt}:{depth}"


READS = ((60, 200),) * len(PLACES)


def tissue_vcf(reads=READS, normal=(0, 150), variants=PLACES) -> str:
    """Tumour and matched normal."""
    records = [
        (v.contig, v.pos, v.ref, v.alt, "PASS", "GT:AD:DP", pair_cell(*one), pair_cell(*normal))
        for v, one in zip(variants, reads, strict=True)
    ]
    return vcf_text(records, samples=("TUMOR", "NORMAL"))


@cache
def tissue_report(**more):
    """The report of that tissue; the file is written where nobody looks for it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tissue.vcf"
        path.write_text(tissue_vcf(), encoding="utf-8")
        return make_report(ReportRequest(paths=(str(path),), settings=Settings(), **more))


def a_site(variant: Variant, gene: str = "CTNNB1", **changes) -> TissueVariant:
    """One variant of the tissue that nothing speaks against."""
    site = TissueVariant(
        id=f"{gene}:{variant.contig}-{variant.pos}-{variant.ref}-{variant.alt}",
        variant=variant,
        gene=gene,
        name=f"{gene} {variant.pos}",
        vaf=0.3,
        depth=200,
        alt_depth=60,
        normal_alt_depth=0,
        origin=Origin.LIKELY_SOMATIC,
        is_driver=True,
        is_promoter=variant == TERT,
    )
    return replace(site, **changes)


def a_tissue(*small: TissueVariant, **changes) -> TissueReport:
    """A tissue report that holds these variants, and nothing else."""
    tissue = TissueReport(
        report=tissue_report().model_copy(update={"set_aside": (), "markers": ()}),
        where="tissue.report.json",
        sha256="0" * 64,
        size=1,
        small=small,
        large=(),
        left_out={},
    )
    return replace(tissue, **changes)


def a_count(alt: int, depth: int) -> AlleleCount:
    half = alt // 2
    return AlleleCount(depth, depth - alt, alt, 0, half, alt - half, 0, DepthUnit.FRAGMENTS)


def a_forced(variant: Variant, alt: int, depth: int, **changes) -> ForcedCall:
    """Counted at a known place, with one error rate and no other place."""
    settings = Settings()
    state = ForcedState.GENOTYPED if alt else ForcedState.NOT_DETECTED
    is_covered = depth >= settings.min_forced_depth
    rule = CallingRule(3, 0.0, ERROR, settings.calling_alpha, settings.detection_probability)
    p_value = upper_tail(alt, depth, ERROR) if is_covered else None
    call = ForcedCall(
        place=KnownPlace(variant, "GENE", str(variant), (ForcedBecause.TISSUE,)),
        count=a_count(alt, depth),
        state=state if is_covered else ForcedState.NOT_COVERED,
        error=ERROR,
        error_from="global",
        p_value=p_value,
        q_value=p_value,
        low=0.0,
        high=1.0,
        limit_vaf=detection_limit(depth, rule) if is_covered else None,
        normal=None,
        why="",
    )
    return replace(call, **changes)


def a_call(variant: Variant, alt: int, depth: int, **changes) -> SmallAlteration:
    """What the plasma's file calls."""
    name = "TERT promoter c.-124C>T" if variant == TERT else "CTNNB1 p.S33Y"
    findings = (Finding("hotspot", drives=True, why="Recurrent."),)
    found = replace(an_alteration(name), findings=findings, **changes)
    support = Support(ref_depth=depth - alt, alt_depth=alt)
    id_ = f"{found.gene}:{variant.contig}-{variant.pos}-{variant.ref}-{variant.alt}"
    return replace(found, id=id_, variant=variant, support=support)


def an_entry(variant: Variant, alt: int, depth: int) -> Entry:
    """What a filter of plasma left out."""
    return Entry(
        file=1,
        record=1,
        contig=variant.contig,
        pos=variant.pos,
        ref=variant.ref,
        alt=variant.alt,
        bucket=DropReason.LOW_VAF,
        why="its fraction is below the setting",
        filter=(),
        vaf=alt / depth,
        alt_depth=alt,
        depth=depth,
        not_applied=(),
        normalised=f"{variant.contig}:{variant.pos} {variant.ref}>{variant.alt}",
        alterations=(),
        beside=(),
    )


def a_source(variant: Variant, depth: int) -> CoverageSource:
    """Depth at every base, around one variant."""
    around = Interval(variant.contig, variant.pos - 50, variant.pos + 50)
    return CoverageSource(
        number=2,
        name="plasma.per-base.bed",
        kind=CoverageKind.PER_BASE,
        unit=DepthUnit.READS,
        runs={variant.contig: (DepthRun(around, depth),)},
        is_exhaustive=False,
    )


def a_panel(*places: Interval) -> Panel:
    regions: dict[str, tuple[Interval, ...]] = {}
    for place in sorted(places):
        regions[place.contig] = (*regions.get(place.contig, ()), place)
    return Panel(number=3, name="panel.bed", kind=CoverageKind.PANEL, regions=regions)


def looked(*sources: CoverageSource, panel: Panel | None = None) -> Looked:
    return Looked(Assembly.GRCH38, panel=panel, sources=sources)


def a_plasma(**changes) -> PlasmaQuestion:
    """Plasma of which nothing is known but that small variants were looked for."""
    question = PlasmaQuestion(
        sample=Sample("plasma", Assembly.GRCH38, None, None, (), specimen=Specimen.PLASMA),
        settings=Settings(),
        alterations=(),
        entries=(),
        markers=(),
        assayed=frozenset({ComponentClass.SMALL}),
        components=(),
        blood_genes=frozenset({"TP53"}),
    )
    return replace(question, **changes)


def followed(counts, error: float = ERROR, **changes) -> PlasmaQuestion:
    """Plasma counted at as many places of the tissue as there are counts."""
    variants = [Variant("chr3", 41_000_000 + 1000 * at, "C", "A") for at in range(len(counts))]
    return a_plasma(
        tissue=a_tissue(*map(a_site, variants)),
        forced=tuple(
            a_forced(variant, *count, error=error)
            for variant, count in zip(variants, counts, strict=True)
        ),
        **changes,
    )


def read_back(report, folder) -> TissueReport:
    """A report written and read as a user would."""
    path = folder / "tissue.report.json"
    path.write_text(to_json(report), encoding="utf-8")
    return read_tissue(path)
