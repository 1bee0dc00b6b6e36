"""A corrected report: it names the one it replaces, and why; and nothing else changes."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from hccgenomics.cli import main
from hccgenomics.knowledge.files import resource
from tests.reports.markup import Markup

EXAMPLE = str(resource("example/hcc-example.vcf"))
WHY = "The tumour's purity was wrong."


def report(folder, *options, expect=0):
    done = CliRunner().invoke(main, ["report", EXAMPLE, "-o", str(folder), *options])
    assert done.exit_code == expect, done.output
    return done


def made(folder):
    (path,) = folder.glob("*.report.json")
    return path, json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    folder = tmp_path_factory.mktemp("first")
    report(folder)
    return made(folder)


def test_a_corrected_report_names_what_it_replaces_and_why(first, tmp_path):
    path, before = first

    report(tmp_path, "--supersedes", str(path), "--reason", WHY)
    _, after = made(tmp_path)

    assert (after["status"], after["supersedes"], after["reason"]) == (
        "corrected", before["report_id"], WHY,
    )  # fmt: skip
    assert after["report_id"] != before["report_id"]
    assert after["provenance"]["inputs"][-1]["holds"] == "superseded_report"
    for name in ("alterations", "markers", "hypotheses", "ledger", "quality"):
        assert after[name] == before[name]


def test_the_page_says_so(first, tmp_path):
    path, before = first

    report(tmp_path, "--supersedes", str(path), "--reason", WHY)
    text = Markup(next(tmp_path.glob("*.html")).read_text(encoding="utf-8")).text

    assert "Corrected" in text
    assert WHY in text
    assert before["report_id"] in text


def test_a_correction_can_be_corrected(first, tmp_path):
    path, _ = first
    report(tmp_path / "2", "--supersedes", str(path), "--reason", WHY)
    second, document = made(tmp_path / "2")

    report(tmp_path / "3", "--supersedes", str(second), "--reason", "Once more.")

    assert made(tmp_path / "3")[1]["supersedes"] == document["report_id"]


@pytest.mark.parametrize(
    "options", [("--reason", WHY), ("--supersedes", "{path}")], ids=["no report", "no reason"]
)
def test_both_are_needed(first, tmp_path, options):
    done = report(tmp_path, *(one.format(path=first[0]) for one in options), expect=2)

    assert "go together" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_report_of_another_sample_is_refused(first, tmp_path):
    done = report(
        tmp_path, "--sample-id", "OTHER", "--supersedes", str(first[0]), "--reason", WHY, expect=3
    )

    assert "of another sample" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_report_of_another_specimen_is_refused(first, tmp_path):
    of_plasma = ("--specimen", "plasma", "--supersedes", str(first[0]), "--reason", WHY)
    done = report(tmp_path, *of_plasma, expect=3)

    assert "of another sample" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_report_that_was_changed_is_not_corrected(first, tmp_path):
    text = first[0].read_text(encoding="utf-8").replace("33.6 %", "3.36 %")
    path = tmp_path / "old.json"
    path.write_text(text, encoding="utf-8")

    done = report(tmp_path / "out", "--supersedes", str(path), "--reason", WHY, expect=3)

    assert "changed since it was made" in done.stderr


@pytest.mark.parametrize("content", ["{", "{}", '{"schema_version": "9.9"}'])
def test_what_is_no_report_is_refused(tmp_path, content):
    path = tmp_path / "old.json"
    path.write_text(content, encoding="utf-8")

    report(tmp_path / "out", "--supersedes", str(path), "--reason", WHY, expect=3)

    assert not (tmp_path / "out").exists()
