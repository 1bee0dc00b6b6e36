"""The command: files written whole, exit codes, what is said where."""

from __future__ import annotations

import hashlib
import json
from itertools import permutations

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from hccgenomics.cli import main
from hccgenomics.model.monitor import Monitor
from hccgenomics.model.quality import Quality, QualityFailure
from hccgenomics.reports import json_schema
from hccgenomics.reports.monitor_json import COLUMNS
from tests.monitor.builders import TERT, a_plasma, a_tissue, called, the_course, written

SCHEMA = Draft202012Validator(json_schema.monitor_schema())
NAME = "HCC-7-T"


def run(*args, code: int = 0):
    result = CliRunner().invoke(main, ["monitor", *map(str, args)])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def names(tmp_path):
    return written(tmp_path, *the_course(), a_tissue())


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def test_the_files_are_written_and_the_manifest_knows_them(names, out):
    result = run(*names, "-o", out, "--format", "json,html,tsv")
    files = {path.name for path in out.iterdir()}
    manifest = json.loads((out / f"{NAME}.monitor.manifest.json").read_text())

    assert files == {
        f"{NAME}.monitor.{end}" for end in ("json", "html", "tsv", "manifest.json")
    }  # fmt: skip
    assert result.stdout == ""
    assert NAME not in result.stderr
    assert manifest["exit_status"] == 0
    assert len(manifest["inputs"]) == 4
    for item in manifest["outputs"]:
        content = (out / item["name"]).read_bytes()
        assert item["sha256"] == hashlib.sha256(content).hexdigest()


def test_the_json_fits_its_published_schema(names, out):
    run(*names, "-o", out)
    document = json.loads((out / f"{NAME}.monitor.json").read_text())

    assert [error.message for error in SCHEMA.iter_errors(document)] == []
    for key in document:
        assert not SCHEMA.is_valid({k: v for k, v in document.items() if k != key}), key
    assert Monitor.model_validate_json(json.dumps(document)).monitor_id == document["monitor_id"]


def test_the_published_schema_is_the_generated_one(request):
    text = json_schema.as_text(json_schema.monitor_schema())
    if request.config.getoption("--regenerate"):
        json_schema.PUBLISHED_MONITOR.write_text(text, encoding="utf-8")

    assert json_schema.PUBLISHED_MONITOR.read_text(encoding="utf-8") == text


def test_every_field_says_what_it_means_and_every_meaning_belongs_to_one():
    from hccgenomics.model import monitor

    documents = {
        name: document
        for name, document in json_schema.documents_of(json_schema.monitor_schema(), root="Monitor")
        if getattr(vars(monitor).get(name), "__module__", "") == monitor.__name__
    }
    for name, document in documents.items():
        for field, definition in document["properties"].items():
            assert definition.get("description", "").strip(), f"{name}.{field}"
    for name, field in json_schema.meanings(json_schema.MONITOR_MEANINGS):
        assert field in documents[name]["properties"], f"{name}.{field}"


def test_the_order_of_the_arguments_changes_no_byte(names, tmp_path):
    seen = set()
    for number, order in enumerate(permutations(names)):
        if number % 5:
            continue
        out = tmp_path / str(number)
        run(*order, "-o", out, "--format", "json,html,tsv")
        seen.add(b"".join(path.read_bytes() for path in sorted(out.iterdir())))

    assert len(seen) == 1


def test_the_table_has_a_row_for_each_variant_in_each_sample(names, out):
    run(*names, "-o", out, "--format", "tsv")
    head, *rows = (out / f"{NAME}.monitor.tsv").read_text().splitlines()
    cells = [dict(zip(COLUMNS, row.split("\t"), strict=True)) for row in rows]

    assert head.split("\t") == list(COLUMNS)
    assert len(rows) == 4 * 4
    (one,) = (
        row for row in cells if row["name"].startswith("CTNNB1") and row["time_point"] == "2"
    )  # fmt: skip
    assert (one["state"], one["vaf"], one["limit_vaf"]) == ("not_detected", ".", "0.001184")


def test_nothing_is_overwritten_without_force(names, out):
    run(*names, "-o", out)
    before = {path: path.read_bytes() for path in out.iterdir()}

    run(*names[:2], "--patient", NAME, "-o", out, code=2)
    assert {path: path.read_bytes() for path in out.iterdir()} == before
    run(*names[:2], "--patient", NAME, "-o", out, "--force")
    assert {path: path.read_bytes() for path in out.iterdir()} != before


def test_a_label_names_the_files(names, out):
    run(*names, "--sample-id", "Course 7", "-o", out, "--format", "json")

    assert [path.name.split(".", 1)[1] for path in sorted(out.iterdir())] == [
        "monitor.json", "monitor.manifest.json",
    ]  # fmt: skip
    assert all(path.name.startswith("Course_7-") for path in out.iterdir())


def test_the_report_beside_it_keeps_its_manifest(names, out):
    out.mkdir()
    (out / f"{NAME}.manifest.json").write_text("{}")
    run(*names, "-o", out)

    assert (out / f"{NAME}.manifest.json").read_text() == "{}"


def test_treatments_of_the_file_and_of_the_reports_stand_together(tmp_path, out):
    from hccgenomics.clinical.therapies import therapy_fact
    from hccgenomics.model.clinical import PriorTherapy
    from hccgenomics.model.report import Clinical

    given = [
        PriorTherapy(name="TACE", start="2025-10", end="2025-11-03", best_response="stable"),
        PriorTherapy(name="lenvatinib", start="2026-01-12"),
        PriorTherapy(name="sorafenib"),
    ]
    facts = tuple(therapy_fact(n, one, {})[0] for n, one in enumerate(given, 1))
    clinical = Clinical(scores=(), why="", facts=facts)
    first = a_plasma("2026-01-05", found=(called(TERT, 60, 3000),), clinical=clinical)
    later = a_plasma("2026-03-05", found=(called(TERT, 30, 3000),), clinical=clinical)
    path = tmp_path / "given.toml"
    path.write_text("[[treatments]]\nname = 'lenvatinib'\nstart = '2026-01-12'\n")
    run(*written(tmp_path, first, later), "--treatments", path, "-o", out)
    document = json.loads((out / "P-2026-01-05.monitor.json").read_text())

    assert [
        (one["name"], one["start"], one["end"], one["note"], one["stated_in"])
        for one in document["treatments"]
    ] == [
        ("TACE", "2025-10", "2025-11-03", "best response stable", ["1", "2"]),
        ("lenvatinib", "2026-01-12", None, "", ["given.toml", "1", "2"]),
    ]
    assert document["provenance"]["treatments_sha256"] == hashlib.sha256(
        path.read_bytes()
    ).hexdigest()  # fmt: skip


def test_nothing_that_can_be_evaluated_is_exit_4_and_is_written(tmp_path, out):
    silent = [a_plasma("2026-01-05"), a_plasma("2026-02-02")]
    result = run(*written(tmp_path, *silent), "-o", out, code=4)
    document = json.loads((out / "P-2026-01-05.monitor.json").read_text())

    assert "No time point" in result.stderr
    assert document["variants"] == []
    assert [point["is_evaluable"] for point in document["time_points"]] == [False, False]
    assert any("Not one time point" in sentence for sentence in document["summary"])
    assert json.loads((out / "P-2026-01-05.monitor.manifest.json").read_text())["exit_status"] == 4


def test_a_report_that_cannot_be_relied_on_is_followed_and_said_to_be_one(tmp_path, out):
    bad = Quality(verdict="insufficient", metrics=(), reasons=("A marker is too shallow.",))
    hit = (called(TERT, 60, 3000),)
    reports = [a_plasma("2026-01-05", found=hit), a_plasma("2026-02-02", found=hit, quality=bad)]
    run(*written(tmp_path, *reports), "-o", out)
    document = json.loads((out / "P-2026-01-05.monitor.json").read_text())

    assert any("time point 2" in remark for remark in document["remarks"])
    assert [point["is_evaluable"] for point in document["time_points"]] == [True, True]
    assert document["time_points"][1]["why"]


def test_a_tissue_whose_files_carry_no_report_is_said_to_be_one(tmp_path, out):
    why = "Tumour and normal seem to be swapped."
    failure = QualityFailure(
        code="swapped", why=why, measure="", value=None, threshold=None, unit=""
    )
    bad = Quality(
        verdict="insufficient",
        metrics=(),
        reasons=(why,),
        carries_report=False,
        failures=(failure,),
        next_steps=(),
    )
    hit = (called(TERT, 60, 3000),)
    reports = [a_plasma("2026-01-05", found=hit), a_tissue(quality=bad)]
    run(*written(tmp_path, *reports), "-o", out)
    (path,) = out.glob("*.monitor.json")
    (remark,) = [one for one in json.loads(path.read_text())["remarks"] if why in one]

    assert remark.startswith("Report 2, of the tissue")
    assert "not to be relied on" in remark


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ((), 2),
        (("--format", "pdf"), 2),
        (("--patient", " "), 2),
        (("missing.report.json",), 3),
        (("--tissue", "missing.report.json"), 3),
        (("--treatments", "missing.toml"), 2),
    ],
)
def test_what_cannot_be_done_has_its_exit_code(names, out, args, code):
    given = () if not args else names
    result = run(*given, *args, "-o", out, code=code)

    assert not out.exists()
    assert "Traceback" not in result.output


def test_an_error_is_one_line_and_json_where_asked(tmp_path, out):
    names = written(tmp_path, a_plasma(None))
    text = run(*names, "-o", out, code=3).stderr
    said = json.loads(run(*names, "-o", out, "--log-format", "json", code=3).stderr)

    assert text.count("\n") == 1
    assert said["code"] == "input"
    assert said["input"] == names[0]


def test_the_command_starts_without_what_it_does_not_need(names, out):
    import subprocess
    import sys

    code = (
        "import sys; from hccgenomics.cli import main\n"
        f"try: main(['monitor', *{names!r}, '-o', {str(out)!r}])\n"
        "except SystemExit: pass\n"
        "print(sorted({'pandas', 'pysam', 'cyvcf2', 'numpy', 'scipy'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_every_option_is_in_the_reference():
    import click

    from tests.conftest import ROOT

    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    section = text.split("## hccgenomics monitor\n")[1].split("\n## ")[0]
    command = main.get_command(click.Context(main), "monitor")
    options = [option for parameter in command.params for option in parameter.opts]

    for option in options:
        assert not option.startswith("--") or f"{option}" in section, option
