"""The pages that are looked at, each made once: from real runs, and from documents of tests."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.monitor import Treatment
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.pipeline.monitor.series import monitor_of
from hccgenomics.reports.monitor_html import monitor_html
from hccgenomics.reports.to_html import to_html
from hccgenomics.reports.to_json import to_json
from hccgenomics.vocabulary import Assembly, Specimen
from scripts.screenshots import example, of_a_normal, without_variants
from tests.builders import a_crowded_report, a_report, a_sample
from tests.monitor.builders import a_tissue, series_of_reports, the_course
from tests.plain_bam import write_bam
from tests.plasma_cases import PLACES, pair_cell, tissue_report
from tests.written import vcf_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from hccgenomics.model.monitor import Monitor
    from hccgenomics.model.report import Report

PLASMA_DEPTH = 1000
PLASMA_READS = (60, 8, 0, 7, 10)
TREATMENTS = (
    Treatment(name="TACE", start="2024-03", end="2024-03", note="", stated_in=("1",)),
    Treatment(
        name="lenvatinib", start="2024-04-02", end=None, note="8 mg", stated_in=("given.toml",)
    ),
)


def plasma(folder: Path) -> Report:
    """Plasma with its alignments and white cells, read against the tissue's report."""
    tissue = folder / "tissue.report.json"
    tissue.write_text(to_json(tissue_report()), encoding="utf-8")
    models = load_models(Assembly.GRCH38)
    vcf = folder / "plasma.vcf"
    first = PLACES[0]
    cell = pair_cell(PLASMA_READS[0], PLASMA_DEPTH)
    record = (first.contig, first.pos, first.ref, first.alt, "PASS", "GT:AD:DP", cell)
    vcf.write_text(vcf_text([record]), encoding="utf-8")
    return make_report(
        ReportRequest(
            (str(vcf),),
            Settings(),
            specimen=Specimen.PLASMA,
            tissue=tissue,
            collected="2026-02-03",
            bam=write_bam(folder / "plasma.bam", models, _rows(PLASMA_READS)),
            normal_bam=write_bam(folder / "white.bam", models, _rows((0, 30, 0, 0, 0))),
        )
    )


def _rows(reads: tuple[int, ...]) -> list[tuple[object, int, int]]:
    return [(v, alt, PLASMA_DEPTH - alt) for v, alt in zip(PLACES, reads, strict=True)]


def timeline() -> Monitor:
    """Six plasma samples of one patient, their tissue and what was given."""
    return monitor_of(series_of_reports(*the_course(), a_tissue()), TREATMENTS)


def final_with_long_names() -> Report:
    """A signed report whose every name is as long as a system lets it be."""
    name = "Sample-of-a-patient-with-a-very-long-identifier-" * 5
    sample = a_sample(
        id=name[:200],
        tumour_sample=name[:180],
        normal_sample=name[:190],
        reported="2025-10-09",
        reviewed_by="Dr. Maria-Magdalena von der Hohenlohe-Langenburg, MD, PhD",
    )
    return a_report(sample=sample, status="final")


def filed(make: Callable[[Path], Report]) -> Callable[[], Report]:
    """A report made of files, which are gone afterwards."""

    def made() -> Report:
        with tempfile.TemporaryDirectory() as folder:
            return make(Path(folder))

    return made


MAKERS: dict[str, Callable[[], Report | Monitor]] = {
    "rich": example,
    "empty": filed(without_variants),
    "quality-fail": filed(of_a_normal),
    "plasma": filed(plasma),
    "monitor": timeline,
    "crowded": lambda: a_crowded_report(500),
    "long-names": final_with_long_names,
}
LANGUAGES = ("en", "zh")
DOCUMENT = cache(lambda name: MAKERS[name]())


@cache
def html_of(name: str, language: str) -> str:
    """One of the pages in one language."""
    made = DOCUMENT(name)
    return (monitor_html if name == "monitor" else to_html)(made, language)
