"""``render``: the page from the JSON alone, the same bytes as were written with it."""

from __future__ import annotations

import hashlib
import json
import math
import subprocess
import sys
from functools import cache

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from hccgenomics.cli import main
from hccgenomics.model.monitor import Monitor
from hccgenomics.reports.identity import is_as_made, monitor_id, report_id
from hccgenomics.reports.monitor_html import monitor_html
from hccgenomics.reports.monitor_json import monitor_json
from hccgenomics.reports.reading import report_or_timeline
from hccgenomics.reports.to_html import to_html
from hccgenomics.reports.to_json import from_json, to_json
from hccgenomics.vocabulary import Confidence
from tests import builders
from tests.browser.pages import DOCUMENT, MAKERS
from tests.conftest import DATA, ROOT

LANGUAGES = ("en", "zh")
HEAVY = ("pysam", "cyvcf2", "numpy", "pandas", "babel")
OTHER_LAYERS = tuple(
    f"hccgenomics.{name}"
    for name in ("pipeline", "readers", "knowledge", "interpret", "annotate", "clinical", "ctdna")
)
PATIENT = "WANG-XIAOMING-1962"


def run(*args, code: int = 0, given: bytes | None = None):
    done = CliRunner().invoke(main, ["render", *map(str, args)], input=given)
    assert done.exit_code == code, (done.output, done.exception)
    return done


def stamped(report):
    """A report of tests under the id of its own content, as the program makes them."""
    return report.model_copy(update={"report_id": report_id(report)})


@cache
def document(name: str):
    made = DOCUMENT(name)
    if isinstance(made, Monitor):
        return made.model_copy(update={"monitor_id": monitor_id(made)})
    return stamped(made)


def digest_of(page: str) -> str:
    """Pages are compared by this: how two of 400 KB differ is nothing to print."""
    return hashlib.sha256(page.encode()).hexdigest()


def text_of(made) -> str:
    return monitor_json(made) if isinstance(made, Monitor) else to_json(made)


def page_of(made, language: str) -> str:
    if isinstance(made, Monitor):
        return monitor_html(made, language)
    return to_html(made, language)


def filed(folder, made, name: str = "given.json"):
    path = folder / name
    path.write_text(text_of(made), encoding="utf-8")
    return path


@pytest.fixture
def rich(tmp_path):
    """The JSON of a report with everything in it."""
    made = stamped(builders.a_report(sample=builders.a_sample(id=PATIENT)))
    return filed(tmp_path, made, "r.report.json")


# --- the same bytes


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAKERS)
def test_the_page_is_the_one_that_was_written_with_the_json(name, language, tmp_path):
    made = document(name)
    is_short = not isinstance(made, Monitor) and made.quality.verdict is Confidence.INSUFFICIENT

    done = run(filed(tmp_path, made), "--language", language, "-o", "-", code=4 if is_short else 0)

    assert digest_of(done.stdout_bytes.decode()) == digest_of(page_of(made, language))


def test_what_demo_writes_is_rendered_again_byte_by_byte(tmp_path):
    for language in LANGUAGES:
        folder = tmp_path / language
        args = ["demo", "-o", str(folder), "--language", language]
        assert CliRunner().invoke(main, args).exit_code == 0
        (written,) = folder.glob("*.report.json")
        run(written, "--format", "html,json", "--language", language, "-o", folder / "again")
        for path in (folder / "again").glob("*.report.*"):
            assert path.read_bytes() == (folder / path.name).read_bytes(), path.name
    pages = [next((tmp_path / each).glob("*.report.html")).read_text() for each in LANGUAGES]
    assert '<html lang="en"' in pages[0]
    assert '<html lang="zh-Hans"' in pages[1]


def test_the_json_is_the_same_whatever_the_page_speaks(tmp_path):
    written = {}
    for language in LANGUAGES:
        folder = tmp_path / language
        CliRunner().invoke(main, ["demo", "-o", str(folder), "--language", language])
        (path,) = folder.glob("*.report.json")
        (manifest,) = folder.glob("*.manifest.json")
        written[language] = path.read_bytes()
        assert json.loads(manifest.read_text())["language"] == language

    assert written["en"] == written["zh"]


def test_the_golden_report_renders_as_the_golden_page(tmp_path):
    golden = DATA / "golden" / "example"
    made = from_json((golden / "report.json").read_bytes())

    assert digest_of(to_html(made)) == digest_of((golden / "report.html").read_text())


FRACTION = st.floats(min_value=0, max_value=1, allow_subnormal=True)


@settings(max_examples=25)
@given(
    FRACTION,
    FRACTION,
    st.floats(allow_nan=False, allow_infinity=False, width=64, min_value=-1e9, max_value=1e9),
)
def test_any_number_comes_through_the_json(vaf, population, log2):
    alteration = builders.an_alteration(vaf=vaf, population_af=population, log2_ratio=log2)
    made = stamped(builders.a_report(alterations=(alteration,)))

    read = report_or_timeline(to_json(made).encode(), where="x")

    assert is_as_made(read)
    assert to_html(read) == to_html(made)
    assert math.isfinite(read.alterations[0].vaf)


@settings(max_examples=40)
@given(st.text(max_size=60))
def test_any_text_comes_through_the_json(text):
    sample = builders.a_sample(id="x", tumour_sample=text)
    made = stamped(builders.a_report(sample=sample, limits=(text, "One more.")))

    read = report_or_timeline(to_json(made).encode(), where="x")

    assert is_as_made(read)
    assert to_html(read) == to_html(made)


# --- tables and files


def test_tables_are_those_of_report(tmp_path):
    demo = tmp_path / "demo"
    vcf = ROOT / "resources" / "example" / "hcc-example.vcf"
    args = ["report", str(vcf), "-o", str(demo), "--format", "json,tsv,html"]
    assert CliRunner().invoke(main, args).exit_code == 0
    (written,) = demo.glob("*.report.json")

    run(written, "--format", "tsv,html", "-o", tmp_path / "again")

    names = {path.name for path in (tmp_path / "again").iterdir()}
    stem = written.name.removesuffix(".report.json")
    assert names == {
        f"{stem}.{end}"
        for end in ("variants.tsv", "markers.tsv", "report.html", "render.manifest.json")
    }
    for name in names - {f"{stem}.render.manifest.json"}:
        assert (tmp_path / "again" / name).read_bytes() == (demo / name).read_bytes()


def test_json_is_the_bytes_that_were_given(rich, tmp_path):
    content = json.dumps(json.loads(rich.read_text()), separators=(",", ":"), ensure_ascii=True)
    rich.write_text(content)

    assert run(rich, "--format", "json", "-o", "-").stdout == content


def test_what_cannot_be_relied_on_ends_as_it_did_when_it_was_made(tmp_path):
    told = document("monitor")
    silent = tuple(
        one.model_copy(update={"is_evaluable": False, "why": "Too few places."})
        for one in told.time_points
    )
    nothing = told.model_copy(update={"time_points": silent})
    for name, made in (
        ("report", stamped(builders.a_failed_report())),
        ("timeline", nothing.model_copy(update={"monitor_id": monitor_id(nothing)})),
    ):
        out = tmp_path / name
        done = run(filed(tmp_path, made), "-o", out, code=4)
        (manifest,) = out.glob("*.manifest.json")
        assert json.loads(manifest.read_text())["exit_status"] == 4
        assert "by its own account the quality is insufficient" in done.stderr


def test_a_report_of_a_sample_named_like_a_field_of_timelines_is_a_report(tmp_path):
    made = stamped(builders.a_report(sample=builders.a_sample(id="monitor_id")))

    assert run(filed(tmp_path, made), "-o", "-").stdout == page_of(made, "en")


def test_the_manifest_says_what_was_read_and_written(rich, tmp_path):
    run(rich, "--language", "zh", "-o", tmp_path / "out")

    manifest = json.loads((tmp_path / "out" / f"{PATIENT}.render.manifest.json").read_text())
    page = (tmp_path / "out" / f"{PATIENT}.report.html").read_bytes()
    assert manifest["language"] == "zh"
    assert manifest["is_as_made"] is True
    assert manifest["report_id"] == json.loads(rich.read_text())["report_id"]
    assert manifest["inputs"][0]["sha256"] == hashlib.sha256(rich.read_bytes()).hexdigest()
    assert manifest["outputs"][0]["sha256"] == hashlib.sha256(page).hexdigest()


def test_several_are_rendered_at_once_and_standard_input_is_one_of_them(tmp_path):
    first = stamped(builders.a_report(sample=builders.a_sample(id="A")))
    second = stamped(builders.a_report(sample=builders.a_sample(id="B")))
    path = filed(tmp_path, first)

    done = run(path, "-", "-o", tmp_path / "out", given=to_json(second).encode())

    assert {path.name for path in (tmp_path / "out").glob("*.html")} == {
        "A.report.html",
        "B.report.html",
    }
    assert done.stdout == ""
    assert done.stderr.count("Wrote report") == 2


def test_a_report_and_a_timeline_of_one_name_are_rendered_side_by_side(tmp_path):
    timeline = document("monitor")
    report = stamped(builders.a_report(sample=builders.a_sample(id=timeline.label)))
    given = [filed(tmp_path, one, f"{n}.json") for n, one in enumerate((report, timeline))]

    run(*given, "-o", tmp_path / "out")

    endings = {path.name.removeprefix(timeline.label) for path in (tmp_path / "out").iterdir()}
    assert endings == {
        ".report.html",
        ".render.manifest.json",
        ".monitor.html",
        ".monitor.render.manifest.json",
    }


def test_closed_standard_input_is_refused(tmp_path):
    command = f"exec {sys.executable} -m hccgenomics render - -o - <&-"
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 3
    assert "Nothing is piped in" in done.stderr


def test_nothing_is_overwritten_unless_told_so(rich, tmp_path):
    out = tmp_path / "out"
    run(rich, "-o", out)
    (out / f"{PATIENT}.report.html").write_text("kept")

    refused = run(rich, "-o", out, code=2)
    assert (out / f"{PATIENT}.report.html").read_text() == "kept"
    assert "--force" in refused.stderr

    run(rich, "-o", out, "--force")
    assert (out / f"{PATIENT}.report.html").read_text() != "kept"


def test_two_reports_of_one_name_are_not_written_over_each_other(rich, tmp_path):
    other = filed(tmp_path, stamped(builders.an_empty_report(sample=builders.a_sample(id=PATIENT))))

    done = run(rich, other, "-o", tmp_path / "out", code=2)

    assert "one name" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "args", [("--format", "html,tsv"), ("--format", "tsv")], ids=["two formats", "two tables"]
)
def test_standard_output_takes_one_file(rich, args):
    assert "one file" in run(rich, *args, "-o", "-", code=2).stderr


def test_a_report_named_twice_is_a_slip(rich):
    assert "twice" in run(rich, rich, code=2).stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [(("--language", "fr"), "'en', 'zh'"), (("--format", "pdf"), "json, html, tsv")],
)
def test_what_cannot_be_written_is_refused_with_what_can(rich, args, said):
    assert said in run(rich, *args, code=2).stderr


# --- what is no report


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not JSON"),
        (b"##fileformat=VCFv4.2\n", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[]", "no schema_version"),
        (b'"monitor_id"', "no schema_version"),
        (b'{"schema_version": "2.0"}', "schema version '2.0'"),
        (b'{"schema_version": "9", "monitor_id": "x"}', "timeline has schema version '9'"),
        (b'{"schema_version": "1.0", "monitor_id": "x"}', "timeline as hccgenomics wrote it"),
        (b'{"schema_version": "1.0", "report_id": "x"}', "report as hccgenomics wrote it"),
    ],
)
def test_what_is_no_report_is_refused_in_one_sentence(content, said, tmp_path):
    path = tmp_path / "x.json"
    path.write_bytes(content)

    done = run(path, "-o", tmp_path / "out", code=3)

    assert done.stderr.startswith(f"Error: {path}: ")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_truncated_report_is_refused(rich):
    rich.write_bytes(rich.read_bytes()[:-20])

    assert "not JSON" in run(rich, code=3).stderr


def test_a_byte_order_mark_before_a_report_does_no_harm(rich, tmp_path):
    run(rich, "-o", tmp_path / "plain")
    rich.write_bytes(b"\xef\xbb\xbf" + rich.read_bytes())

    run(rich, "-o", tmp_path / "marked")

    pages = [next((tmp_path / name).glob("*.html")).read_bytes() for name in ("plain", "marked")]
    assert pages[0] == pages[1]


def test_a_number_in_quotation_marks_is_no_number(rich):
    edited(rich, lambda one: one["alterations"][0].update(vaf="0.25"))

    assert "alterations.0.vaf" in run(rich, code=3).stderr


def test_a_report_that_is_not_there_is_said_so(tmp_path):
    done = run(tmp_path / "none.json", code=3)

    assert "cannot be read (No such file or directory)" in done.stderr


def test_one_that_cannot_be_read_keeps_all_from_being_written(rich, tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text("{")

    run(rich, broken, "-o", tmp_path / "out", code=3)

    assert not (tmp_path / "out").exists()


def test_a_hostile_field_name_stays_within_its_line(rich):
    content = json.loads(rich.read_text())
    content["\x1b[2J\nError: all fine"] = 1
    rich.write_text(json.dumps(content))

    done = run(rich, code=3)

    assert done.stderr.count("\n") == 1
    assert "\x1b" not in done.stderr


def test_nobody_is_named_on_stderr(rich, tmp_path):
    done = run(rich, "-v", "-o", tmp_path / "out")

    assert PATIENT not in done.stderr
    assert PATIENT not in done.stdout


# --- edited, reformatted, old


def edited(path, change):
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


EDITS = {
    "a finding": lambda one: one["summary"].append("All is well."),
    "a status": lambda one: one.update(status="final"),
    "a number": lambda one: one["alterations"][0].update(vaf=0.9),
    "an id": lambda one: one.update(report_id="0" * 32),
    "a field that was set": lambda one: one.pop("plasma"),
}


@pytest.mark.parametrize("change", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_edited_report_is_not_rendered_as_the_original(change, language, rich, tmp_path):
    edited(rich, change)

    done = run(rich, "-o", tmp_path / "out", "--language", language)

    page = (tmp_path / "out" / f"{PATIENT}.report.html").read_text()
    manifest = json.loads((tmp_path / "out" / f"{PATIENT}.render.manifest.json").read_text())
    said = {"en": "Changed since it was made", "zh": "生成后被改动"}[language]
    assert said in page.partition("</header>")[0]
    assert f'<p class="stamp changed"><b>{said}</b>' in page
    assert "does not fit its id" in done.stderr
    assert manifest["is_as_made"] is False


def test_an_edited_timeline_says_so_as_well(tmp_path):
    path = filed(tmp_path, document("monitor"))
    edited(path, lambda one: one["summary"].append("All is well."))

    done = run(path, "-o", "-")

    assert '<p class="stamp changed"><b>Changed since it was made</b>' in done.stdout
    assert "does not fit its id" in done.stderr


@pytest.mark.parametrize("name", ["rich", "monitor"])
def test_the_same_content_in_another_layout_is_the_same_report(name, tmp_path):
    made = document(name)
    path = tmp_path / "compact.json"
    path.write_text(json.dumps(json.loads(text_of(made)), sort_keys=True, indent=None))

    done = run(path, "-o", "-")

    assert done.stdout == page_of(made, "en")
    assert done.stderr == ""


def without_later_fields(made) -> str:
    """The report as a version before those fields would have written it, under its own id."""
    content = json.loads(to_json(made))
    for name in ("cards", "near_misses", "forced_calls", "plasma", "coverage", "annotations"):
        content.pop(name, None)
    for name in ("carries_report", "failures", "next_steps"):
        content["quality"].pop(name, None)
    old = from_json(json.dumps(content))
    content["report_id"] = report_id(old, as_read=True)
    return json.dumps(content, indent=2, ensure_ascii=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_made_before_fields_were_added_renders_as_what_it_is(language, tmp_path):
    path = tmp_path / "old.json"
    path.write_text(without_later_fields(builders.a_report()))

    done = run(path, "-o", "-", "--language", language)

    assert done.stdout.startswith("<!DOCTYPE html>")
    assert done.stderr == ""


def test_a_timeline_made_before_a_field_was_added_is_as_it_was_made(tmp_path):
    content = json.loads(monitor_json(document("monitor")))
    without_interval = {"value": 1.5, "at_most": 3.0, "cfdna_ng_per_ml": 10.0, "why": ""}
    content["time_points"][0]["molecules"] = without_interval
    old = Monitor.model_validate_json(json.dumps(content), strict=True)
    content["monitor_id"] = monitor_id(old, as_read=True)
    path = tmp_path / "old.json"
    path.write_text(json.dumps(content))

    assert content["monitor_id"] != monitor_id(old)
    assert run(path, "-o", "-").stderr == ""


def test_an_old_report_that_was_not_to_be_relied_on_is_a_failure_still(tmp_path):
    path = tmp_path / "old.json"
    path.write_text(without_later_fields(builders.a_failed_report()))

    done = run(path, "-o", "-", code=4)

    assert "No report can be made from these files" in done.stdout
    assert "The TERT promoter is covered by 2 reads." in done.stdout


# --- from the JSON alone


SCRIPT = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from hccgenomics.cli import main
main(sys.argv[1:], standalone_mode=False)
print(*sorted(sys.modules), file=sys.stderr)
print(*sorted(set(opened)), sep="\\n", file=sys.stderr)
"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["rich", "monitor"])
def test_nothing_is_opened_but_the_json_and_nothing_else_is_imported(name, language, tmp_path):
    path = filed(tmp_path, document(name))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, "render", str(path), "--language", language, "-o", "out"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        check=True,
        text=True,
    )
    lines = done.stderr.splitlines()
    start = next(n for n, line in enumerate(lines) if " hccgenomics " in line)
    modules, opened = set(lines[start].split()), set(lines[start + 1 :])

    assert modules.isdisjoint(HEAVY)
    assert modules.isdisjoint(OTHER_LAYERS)
    assert str(path) in opened
    resources = str(ROOT / "resources")
    assert not [one for one in opened if one.startswith(resources)]
    assert not [one for one in opened if one.endswith((".vcf", ".bed", ".bam", ".toml"))]


def test_a_report_of_json_and_html_never_imports_pandas(tmp_path):
    vcf = ROOT / "resources" / "example" / "hcc-example.vcf"
    for language in LANGUAGES:
        out = str(tmp_path / language)
        args = ["report", str(vcf), "--format", "html,json", "--language", language, "-o", out]
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, *args],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        )
        (modules,) = (set(x.split()) for x in done.stderr.splitlines() if " hccgenomics " in x)
        assert modules.isdisjoint({"pandas", "numpy", "babel"})
