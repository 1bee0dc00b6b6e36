"""Serial reports of one invented patient; places and bases are those of published hotspots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hccgenomics.model.binomial import clopper_pearson
from hccgenomics.model.plasma import (
    BloodLane,
    CfdnaStated,
    Counted,
    CoverageFile,
    CoverageSection,
    ForcedCall,
    PlasmaSection,
    ResidualDisease,
    TumourFraction,
)
from hccgenomics.model.quality import Quality
from hccgenomics.reports.to_json import to_json
from tests.builders import (
    a_promoter_hit,
    a_provenance,
    a_sample,
    a_tp53_hit,
    an_alteration,
    an_empty_report,
)

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.model.report import Alteration, Report

TERT = ("chr5", 1295113, "G", "A")
CTNNB1 = ("chr3", 41224645, "T", "C")
TP53 = ("chr17", 7674216, "C", "A")
DNMT3A = ("chr2", 25234373, "C", "T")
NAMES = {
    TERT: ("TERT c.-124C>T", "TERT"),
    CTNNB1: ("CTNNB1 p.S45P", "CTNNB1"),
    TP53: ("TP53 p.R249S", "TP53"),
    DNMT3A: ("DNMT3A p.R882H", "DNMT3A"),
}
MAKERS = {TERT: a_promoter_hit, CTNNB1: an_alteration, TP53: a_tp53_hit}


def reads(alt: int, depth: int) -> dict[str, Any]:
    """Fields of an alteration that so many reads carry."""
    return {
        "alt_depth": alt, "depth": depth, "ref_depth": depth - alt, "vaf": round(alt / depth, 6),
        "normal_vaf": None, "normal_alt_depth": None,
    }  # fmt: skip


def called(key, alt: int, depth: int, **overrides: Any) -> Alteration:
    name, gene = NAMES[key]
    contig, pos, ref, base = key
    make = MAKERS.get(key)
    own = {} if make else {
        "id": f"{gene}:{contig}-{pos}-{ref}-{base}", "gene": gene, "contig": contig, "pos": pos,
        "ref": ref, "alt": base, "short_name": name, "driver": False,
        "origin": "possible_haematopoiesis",
    }  # fmt: skip
    return (make or an_alteration)(**{**own, **reads(alt, depth), **overrides})


def counted(key, state: str, alt: int, depth: int, **overrides: Any) -> ForcedCall:
    name, gene = NAMES[key]
    contig, pos, ref, base = key
    covered = state != "not_covered"
    low, high = clopper_pearson(alt, depth, 0.95) if depth else (None, None)
    fields = {
        "name": name, "gene": gene, "contig": contig, "pos": pos, "ref": ref, "alt": base,
        "because": ("tissue",), "alteration": None, "state": state,
        "count": Counted(depth=depth, ref=depth - alt, alt=alt, other=0, alt_forward=alt,
                         alt_reverse=0, low_quality=0, unit="fragments"),
        "vaf": alt / depth if depth else None,
        "low": low if covered else None, "high": high if covered else None,
        "error": 0.0001, "error_from": "global",
        "p_value": None if not covered else 1.0 if not alt else 1e-6,
        "q_value": None if not covered else 1.0 if not alt else 1e-5,
        "limit_vaf": 9.0 / depth if covered else None,
        "normal": None, "why": f"Counted: {alt} of {depth}.",
    }  # fmt: skip
    return ForcedCall(**{**fields, **overrides})


def a_residual(state: str = "detected", **overrides: Any) -> ResidualDisease:
    fields = {
        "state": state, "sites": 3, "sites_left_out": (), "fragments": 30_000, "alt_fragments": 60,
        "expected_by_error": 3.0, "p_value": 1e-12, "alpha": 0.01, "fraction": 0.002,
        "low": 0.0015, "high": 0.0026, "limit": 0.0003, "method": "Poisson-binomial",
        "why": "60 of 30,000 fragments at 3 places.",
    }  # fmt: skip
    return ResidualDisease(**{**fields, **overrides})


def a_fraction(value: float | None = 0.02) -> TumourFraction:
    return TumourFraction(
        method="clonal variants", value=value, low=0.01, high=0.04, floor=None, variants=3,
        why="Three clonal variants.",
    )  # fmt: skip


def a_plasma(
    collected: str | None,
    *,
    found: tuple[Alteration, ...] = (),
    forced: tuple[ForcedCall, ...] = (),
    sample: dict[str, Any] | None = None,
    plasma: PlasmaSection | None = None,
    **overrides: Any,
) -> Report:
    """One plasma report; its id comes of what it says."""
    stated = {"id": f"P-{collected}", "specimen": "plasma", "collected": collected, "purity": None}
    fields = {
        "sample": a_sample(**{**stated, **(sample or {})}),
        "alterations": found,
        "forced_calls": forced,
        "plasma": plasma,
        "coverage": CoverageSection(
            files=(CoverageFile(number=1, name="p.bam", kind="alignments",
                                depth_unit="fragments"),),
        ),
        "quality": Quality(verdict="sufficient", metrics=(), reasons=()),
        "provenance": a_provenance(),
    }  # fmt: skip
    report = an_empty_report(**{**fields, **overrides})
    given = overrides.get("report_id")
    return report if given else report.model_copy(update={"report_id": _id(report)})


def _id(report: Report) -> str:
    from hashlib import sha256

    return sha256(to_json(report).encode()).hexdigest()[:32]


def a_tissue(found: tuple[Alteration, ...] | None = None, **overrides: Any) -> Report:
    everything = (called(TERT, 40, 120), called(CTNNB1, 120, 400), called(TP53, 150, 400))
    sample = {"specimen": "tissue", "id": "HCC-7-T", "collected": "2025-11-20", "purity": 0.6}
    return a_plasma(
        None, found=everything if found is None else found,
        sample={**sample, **overrides.pop("sample", {})}, **overrides,
    )  # fmt: skip


def cfdna(equivalents: float = 2000.0) -> CfdnaStated:
    return CfdnaStated(
        input_ng=30.0, genome_equivalents=9091.0, plasma_ml=4.0, ng_per_ml=6.6,
        equivalents_per_ml=equivalents, why="As stated.",
    )  # fmt: skip


def the_course() -> list[Report]:
    """Three time points: a fall, then a rise of some, and TP53 appears; DNMT3A is of blood."""
    blood = PlasmaSection(
        blood_lane=(BloodLane(alteration="DNMT3A:chr2-25234373-C-T", name="DNMT3A p.R882H",
                              reasons=("A hotspot of clonal haematopoiesis.",)),),
        residual_disease=a_residual(),
        tumour_fraction=(a_fraction(),),
        cfdna=cfdna(),
    )  # fmt: skip
    quiet = PlasmaSection(
        residual_disease=a_residual("not_detected", fraction=None, low=None, high=None),
        cfdna=cfdna(1000.0),
    )
    return [
        a_plasma(
            "2026-01-05",
            found=(called(TERT, 180, 6000), called(CTNNB1, 420, 8000), called(DNMT3A, 90, 9000)),
            forced=(counted(TP53, "not_detected", 0, 9000),),
            plasma=blood,
        ),
        a_plasma(
            "2026-02-02",
            found=(called(DNMT3A, 100, 8800),),
            forced=(
                counted(TERT, "genotyped", 6, 5200),
                counted(CTNNB1, "not_detected", 0, 7600),
                counted(TP53, "not_detected", 0, 8800),
            ),
            plasma=quiet,
        ),
        a_plasma(
            "2026-04-13",
            found=(called(TERT, 60, 5000), called(TP53, 150, 8000), called(DNMT3A, 95, 9100)),
            forced=(counted(CTNNB1, "not_covered", 0, 8),),
            plasma=blood.model_copy(update={"residual_disease": a_residual(), "cfdna": None}),
        ),
    ]


def written(folder: Path, *reports: Report) -> list[str]:
    """The reports as files, named by number."""
    names = []
    for number, report in enumerate(reports, 1):
        path = folder / f"r{number}.report.json"
        path.write_text(to_json(report), encoding="utf-8")
        names.append(str(path))
    return names


def as_read(report: Report, where: str = "r.report.json"):
    from hccgenomics.pipeline.monitor.inputs import ReadReport

    return ReadReport(where, "0" * 64, 1, report)


def series_of_reports(*reports: Report):
    from hccgenomics.pipeline.monitor.inputs import series_of

    return series_of([as_read(one) for one in reports])
