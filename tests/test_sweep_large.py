"""The sweep of copy number and structural variants judges what it says it judges."""

from __future__ import annotations

import shutil
import sys

import pytest

from hccgenomics.knowledge.files import resource
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def sweep():
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import sweep_large
    finally:
        sys.path.pop(0)
    return sweep_large


@pytest.fixture
def segments(tmp_path):
    (tmp_path / "cnv").mkdir()
    return shutil.copy(resource("example/hcc-example.cns"), tmp_path / "cnv" / "a.cns")


def test_a_file_of_segments_is_read_and_balances(sweep, segments):
    line = sweep.swept(segments, "cnv/a.cns", "cnv")

    assert (line.outcome, line.faults) == ("report", [])
    assert line.form.startswith("cnvkit")
    read, rest = line.records.split(" = ")
    assert int(read) == sum(map(int, rest.split(" + "))) > 0


def test_what_is_no_table_is_refused_with_one_sentence(sweep, tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Nothing to see.\n", encoding="utf-8")
    line = sweep.swept(path, "cnv/notes.txt", "cnv")

    assert (line.outcome, line.faults) == ("refused", [])
    assert line.said


def test_records_that_got_lost_are_unsound(sweep, tmp_path):
    path = tmp_path / "a.cns"
    path.write_text("a\nb\n", encoding="utf-8")
    file = {"format": "x", "tool": "y", "records": 5, "kept": 2, "dropped": {"off_panel": 2}}
    report = {
        "copy_number": {"files": [file]},
        "alterations": [],
        "sample": {"assembly": "GRCh38"},
    }
    line = sweep.Line("a", "cnv")
    sweep._balance(path, report, line)

    assert line.faults == ["records are neither kept nor dropped", "more records than lines"]
    assert "UNSOUND" in line.cells[2]


@pytest.mark.parametrize(
    ("said", "wanted", "more"),
    [
        ("The assembly is not stated. Pass --assembly.", [], ["--assembly", "GRCh37"]),
        ("Name it with --tumour-sample.", [], ["--tumour-sample", "S1"]),
        ("The assembly is not stated.", ["--assembly", "GRCh37"], None),
        ("This is a list of intervals.", [], None),
    ],
)
def test_what_is_asked_for_is_said_once(sweep, said, wanted, more):
    assert sweep._more(said, wanted, ["S1"]) == more
