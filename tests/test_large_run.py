"""The files that the benchmark of copy number and junctions is timed on are real ones."""

from __future__ import annotations

import pytest

from benchmarks.large_run import CHROMOSOMES, JUNCTIONS, SEGMENTS, junctions, segments
from benchmarks.whole_run import RECORDS, panel_vcf
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("large")
    made = {"vcf": panel_vcf, "cns": segments, "sv.vcf": junctions}
    for ending, make in made.items():
        make(folder / f"a.{ending}")
    return folder


def test_they_are_the_same_each_time(files, tmp_path):
    segments(tmp_path / "a.cns")
    junctions(tmp_path / "a.sv.vcf")

    for name in ("a.cns", "a.sv.vcf"):
        assert (tmp_path / name).read_bytes() == (files / name).read_bytes()


def test_every_record_of_them_is_read(files):
    report = make_report(
        ReportRequest(
            paths=(str(files / "a.vcf"),),
            settings=Settings(),
            cnv=(str(files / "a.cns"),),
            sv=(str(files / "a.sv.vcf"),),
            purity=0.6,
            ploidy=2.0,
        )
    )
    (cnv,), (sv,) = report.copy_number.files, report.structural.files

    assert report.ledger.read >= RECORDS
    assert (cnv.format, cnv.records, cnv.kept) == (
        "cnvkit",
        SEGMENTS // len(CHROMOSOMES) * len(CHROMOSOMES),
        cnv.records,
    )
    assert (sv.format, sv.records) == ("manta", JUNCTIONS)
    assert sv.kept + sum(sv.dropped.values()) == JUNCTIONS
    assert report.copy_number.picture is not None
