"""Exit codes, streams, messages and files of the command line: nothing else."""

from __future__ import annotations

import gzip
import json

import pytest
from click.testing import CliRunner

from hccgenomics.cli import COMMANDS, main
from hccgenomics.knowledge.files import resource

EXAMPLE = resource("example/hcc-example.vcf")


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments, stdin=None):
        return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)

    return invoke


def written(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_help_lists_every_command(run):
    result = run("--help")

    assert result.exit_code == 0
    assert all(name in result.output for name in COMMANDS)


def test_the_example_makes_its_files(run, tmp_path):
    result = run("demo", "-o", "out")

    assert result.exit_code == 0, result.output
    assert written(tmp_path) == [
        "EXAMPLE-TUMOUR.manifest.json",
        "EXAMPLE-TUMOUR.report.html",
        "EXAMPLE-TUMOUR.report.json",
    ]
    assert result.stdout == ""
    assert "EXAMPLE-TUMOUR.report.html" in result.stderr


def test_the_same_input_gives_the_same_bytes(run, tmp_path):
    for folder in ("one", "two"):
        assert run("report", EXAMPLE, "-o", folder, "--format", "json,html,tsv").exit_code == 0

    for name in written(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_another_container_differs_in_its_inputs_alone(run, tmp_path):
    (tmp_path / "again.vcf.gz").write_bytes(gzip.compress(EXAMPLE.read_bytes()))
    assert run("report", EXAMPLE, "-o", "plain", "--format", "json").exit_code == 0
    assert run("report", "again.vcf.gz", "-o", "gzip", "--format", "json").exit_code == 0
    assert (
        run("report", "-", "-o", "pipe", "--format", "json", stdin=EXAMPLE.read_bytes()).exit_code
        == 0
    )

    reports = []
    for folder in ("plain", "gzip", "pipe"):
        report = json.loads((tmp_path / folder / "EXAMPLE-TUMOUR.report.json").read_text())
        assert report["provenance"].pop("inputs")[0]["records"] == 24
        reports.append(report)
    assert reports[0] == reports[1] == reports[2]


def test_a_report_is_not_overwritten_unasked(run, tmp_path):
    assert run("demo").exit_code == 0
    before = (tmp_path / "EXAMPLE-TUMOUR.report.json").stat().st_mtime_ns

    refused = run("demo")
    forced = run("demo", "--force")

    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert "EXAMPLE" not in refused.stderr
    assert forced.exit_code == 0
    assert (tmp_path / "EXAMPLE-TUMOUR.report.json").stat().st_mtime_ns > before


def test_an_input_error_is_one_line_and_writes_nothing(run, tmp_path):
    (tmp_path / "mouse.txt").write_text("this is no VCF\n")

    result = run("report", "mouse.txt", "-o", "out")

    assert result.exit_code == 3
    assert result.stderr.startswith("Error: mouse.txt")
    assert result.stderr.count("\n") == 1
    assert written(tmp_path) == ["mouse.txt"]


def test_an_error_as_json(run):
    result = run("report", "absent.vcf", "--log-format", "json")

    error = json.loads(result.stderr)
    assert result.exit_code == 3
    assert set(error) == {"level", "code", "title", "detail", "hint", "input", "line"}
    assert error["input"] == "absent.vcf"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("min_alt_depth = -1", "min_alt_depth"),
        ('min_alt_depth = "3"', "min_alt_depth"),
        ("min_alt_depth = true", "min_alt_depth"),
        ("unheard_of = 1", "unheard_of: there is no such key"),
        (
            "likely_somatic_normal_vaf = 0.3",
            "lab.toml: likely_somatic_normal_vaf must be below likely_germline_normal_vaf.",
        ),
        ('germline_genes = ["BRCA"]', "germline_genes: 'BRCA' is no gene of the panel."),
        ("= 1", "TOML"),
    ],
)
def test_wrong_settings_are_code_5(run, tmp_path, text, key):
    (tmp_path / "lab.toml").write_text(text)

    result = run("report", EXAMPLE, "--settings", "lab.toml")

    assert result.exit_code == 5
    assert key in result.stderr
    assert written(tmp_path) == ["lab.toml"]


def test_settings_change_the_report_and_are_printed_in_it(run, tmp_path):
    (tmp_path / "lab.toml").write_text(
        'tolerated_filters = ["weak_evidence"]\nmin_alt_depth = 1\nmin_vaf_tissue = 0.0\n'
    )

    assert run("report", EXAMPLE, "--settings", "lab.toml").exit_code == 0

    report = json.loads((tmp_path / "EXAMPLE-TUMOUR.report.json").read_text())
    assert report["provenance"]["settings"]["tolerated_filters"] == ["weak_evidence"]
    assert "PIK3CA p.H1047R" in {a["short_name"] for a in report["alterations"]}


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--format", "docx"),
        ("--format", ""),
        ("--collected", "2026-02-30"),
        ("--reported", "01/02/2026"),
        ("--purity", "1.2"),
        ("--assembly", "hg18"),
        ("--purity", "nan"),
        ("--ploidy", "inf"),
        ("--reviewed-by", " "),
        ("--sample-id", ""),
        ("--tumour-sample", "\t"),
        ("--outdir", ""),
    ],
)
def test_wrong_options_are_usage_errors(run, option, value):
    assert run("report", EXAMPLE, option, value).exit_code == 2


def test_standard_input_is_given_once(run):
    refused = run("report", "-", "-")

    assert refused.exit_code == 2
    assert "can be given once" in refused.stderr


def test_a_file_in_place_of_the_folder(run, tmp_path):
    (tmp_path / "taken").write_text("")

    result = run("report", EXAMPLE, "-o", "taken/deeper")

    assert result.exit_code == 3
    assert "--outdir" in result.stderr


def test_a_hostile_sample_name_stays_in_the_folder(run, tmp_path):
    assert run("report", EXAMPLE, "--sample-id", "../../etc/x y", "-o", "out").exit_code == 0

    assert all(path.is_relative_to(tmp_path / "out") for path in tmp_path.rglob("*.json"))
    assert any(name.startswith("_.._etc_x_y-") for name in written(tmp_path))


def test_two_samples_never_share_a_file(run, tmp_path):
    for name in ("王伟", "李娜", "A B", "A/B"):
        assert run("report", EXAMPLE, "--sample-id", name, "--format", "json").exit_code == 0

    assert len(list(tmp_path.glob("*.report.json"))) == 4


def test_final_needs_a_reviewer_and_a_date(run, tmp_path):
    def status(*options):
        run("report", EXAMPLE, "--force", "--format", "json", *options)
        return json.loads((tmp_path / "EXAMPLE-TUMOUR.report.json").read_text())["status"]

    assert status() == "preliminary"
    assert status("--reviewed-by", "A. Pathologist") == "preliminary"
    assert status("--reviewed-by", "A. Pathologist", "--reported", "2026-05-01") == "final"


def test_a_settings_file_of_windows_notepad(run, tmp_path):
    (tmp_path / "lab.toml").write_bytes(b"\xef\xbb\xbfmin_alt_depth = 5\r\nmin_vaf_tissue = 0\r\n")

    assert run("report", EXAMPLE, "--settings", "lab.toml").exit_code == 0


def test_a_folder_in_the_way_changes_nothing(run, tmp_path):
    assert run("demo").exit_code == 0
    page = tmp_path / "EXAMPLE-TUMOUR.report.html"
    page.unlink()
    page.mkdir()
    before = (tmp_path / "EXAMPLE-TUMOUR.report.json").stat().st_mtime_ns

    assert run("demo", "--force").exit_code == 3
    assert (tmp_path / "EXAMPLE-TUMOUR.report.json").stat().st_mtime_ns == before


def test_a_link_that_leads_nowhere_is_something_there(run, tmp_path):
    (tmp_path / "EXAMPLE-TUMOUR.report.json").symlink_to("nowhere")

    assert run("demo").exit_code == 2


def test_a_failure_leaves_no_folder(run, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)

    assert run("demo", "-o", "new/deeper").exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_debug_keeps_the_exit_code_and_shows_the_traceback(run):
    result = run("report", "absent.vcf", "--debug")

    assert result.exit_code == 3
    assert "Traceback" in result.stderr


def test_a_bug_is_exit_1_and_one_line(run, monkeypatch):
    def broken(_):
        raise RuntimeError("a secret sample name")

    monkeypatch.setattr("hccgenomics.pipeline.make_report", broken)

    result = run("report", EXAMPLE)

    assert result.exit_code == 1
    assert "RuntimeError" in result.stderr
    assert "secret" not in result.stderr


def test_no_sample_name_is_logged(run):
    result = run("report", EXAMPLE, "-v", "-o", "out")

    assert result.exit_code == 0
    assert "out" in result.stderr
    assert "EXAMPLE-" not in result.stderr


def test_the_manifest_holds_what_was_written(run, tmp_path):
    from hashlib import sha256

    assert run("demo").exit_code == 0

    manifest = json.loads((tmp_path / "EXAMPLE-TUMOUR.manifest.json").read_text())
    assert manifest["exit_status"] == 0
    for item in manifest["outputs"]:
        assert sha256((tmp_path / item["name"]).read_bytes()).hexdigest() == item["sha256"]
    assert manifest["inputs"][0]["sha256"].endswith(sha256(EXAMPLE.read_bytes()).hexdigest())
