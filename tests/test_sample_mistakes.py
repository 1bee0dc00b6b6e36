"""A file that is not what it is taken for: the report says so before anything else, exit code 4."""

from __future__ import annotations

import json

import pysam
import pytest
from click.testing import CliRunner

from hccgenomics.cli import main
from tests.readers.files import bgzf
from tests.sample_files import (
    GERMLINE,
    HAPLOTYPECALLER,
    MUTECT2,
    SOUND,
    SWAPPED,
    one_sample,
    pair,
    with_header,
)

MISTAKES = {
    "germline by its fractions": (GERMLINE, "This looks like a germline VCF: 12 of 12"),
    "germline by its caller": (
        with_header(one_sample((40, 100), samples=("P1",)), HAPLOTYPECALLER),
        "looks for inherited variants",
    ),
    "swapped": (SWAPPED, "Tumour and normal seem to be swapped: of 4 alleles"),
    "swapped, as the header has it": (
        with_header(
            pair(*[((0, 80), (30, 100))] * 4, samples=("P1", "P2")),
            "##tumor_sample=P1",
            "##normal_sample=P2",
            MUTECT2,
        ),
        "Nothing was switched",
    ),
    "no reads": (with_header(pair(((0, 0), (20, 80))), MUTECT2), "has no reads at the one allele"),
}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A function from a VCF and options to the exit code, the report, the page and stderr."""
    monkeypatch.chdir(tmp_path)

    def made(text, *options):
        (tmp_path / "case.vcf").write_text(text)
        done = CliRunner().invoke(main, ["report", "case.vcf", "--sample-id", "CASE", *options])
        report = json.loads((tmp_path / "CASE.report.json").read_text())
        page = (tmp_path / "CASE.report.html").read_text()
        return done, report, page

    return made


@pytest.mark.parametrize(("text", "said"), MISTAKES.values(), ids=MISTAKES)
def test_the_json_is_written_and_the_page_says_why_there_is_no_report(run, text, said):
    done, report, page = run(text)

    assert done.exit_code == 4
    assert report["quality"]["verdict"] == "insufficient"
    assert said in report["quality"]["reasons"][0]
    assert report["summary"][0].startswith("Do not rely on the findings below.")
    assert said in report["summary"][0]
    assert "No report can be made from these files" in page
    for anchor in ("markers", "key", "findings", "hypotheses"):
        assert f'id="h-{anchor}"' not in page
    assert said in done.stderr


@pytest.mark.parametrize(("text", "said"), MISTAKES.values(), ids=MISTAKES)
def test_the_ledger_balances_all_the_same(run, text, said):
    del said
    ledger = run(text)[1]["ledger"]

    assert ledger["read"] == ledger["kept"] + sum(ledger["dropped"].values())


@pytest.mark.parametrize(("text", "said"), MISTAKES.values(), ids=MISTAKES)
def test_nobody_is_named_on_stderr(run, text, said):
    del said
    done = run(text)[0]

    assert not any(name in done.stderr for name in ("P1", "P2"))


def test_a_sound_pair_is_not_objected_to(run):
    done, report, page = run(SOUND)

    assert done.exit_code == 0
    assert report["quality"]["verdict"] == "not_assessed"
    assert "Do not rely" not in report["summary"][0]
    assert "No report can be made" not in page
    assert "relied on" not in page


def test_the_options_put_swapped_columns_right(run):
    done, report, _ = run(SWAPPED, "--tumour-sample", "NORMAL", "--normal-sample", "TUMOR")

    assert done.exit_code == 0
    assert report["sample"]["tumour_sample"] == "NORMAL"


def test_nothing_is_switched_by_itself(run):
    report = run(MISTAKES["swapped, as the header has it"][0])[1]

    assert (report["sample"]["tumour_sample"], report["sample"]["normal_sample"]) == ("P1", "P2")
    assert all(one["vaf"] in {None, 0.0} for one in report["alterations"])


def test_the_germline_file_of_a_somatic_caller_is_a_limit_and_no_verdict(run):
    done, report, _ = run(with_header(GERMLINE, MUTECT2))

    assert done.exit_code == 0
    assert any("lie at the fractions of inherited variants" in one for one in report["limits"])


def test_the_figures_are_among_the_metrics(run):
    metrics = {one["name"]: one for one in run(GERMLINE)[1]["quality"]["metrics"]}

    spectrum = metrics["alleles at the fractions of germline variants"]
    assert (spectrum["value"], spectrum["threshold"]) == (1.0, 0.8)
    assert "12 of 12 alleles with at least 20 reads" in spectrum["why"]


def test_the_exit_status_is_in_the_manifest(run, tmp_path):
    run(SWAPPED)

    assert json.loads((tmp_path / "CASE.manifest.json").read_text())["exit_status"] == 4


def test_a_second_file_does_not_change_what_the_first_shows(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("one.vcf", "two.vcf"):
        (tmp_path / name).write_text(GERMLINE)

    done = CliRunner().invoke(main, ["report", "one.vcf", "two.vcf", "--sample-id", "CASE"])

    report = json.loads((tmp_path / "CASE.report.json").read_text())
    assert done.exit_code == 4
    assert "12 of 12" in report["quality"]["reasons"][0]


@pytest.mark.parametrize("text", [SWAPPED, GERMLINE], ids=["swapped", "germline"])
def test_an_index_makes_no_difference(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = []
    (tmp_path / "case.vcf.gz").write_bytes(bgzf(text.encode()))
    for folder in ("whole", "indexed"):
        options = ["--sample-id", "CASE", "-o", folder]
        done = CliRunner().invoke(main, ["report", "case.vcf.gz", *options])
        report = json.loads((tmp_path / folder / "CASE.report.json").read_text())
        made.append((done.exit_code, report["report_id"], report["quality"]))
        pysam.tabix_index("case.vcf.gz", preset="vcf", force=True)

    assert made[0] == made[1]
    assert made[0][0] == 4
