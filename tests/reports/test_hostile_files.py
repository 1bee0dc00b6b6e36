"""Hostile files from end to end: ``report``, ``render``, ``monitor``, ``validate``, ``explain``.

One payload of each class stands in every free field of every file at once: names of columns, header
lines, FILTERs, INFO, contigs, names of genes and regions, statements of the ward and of a
laboratory's own rows, names of the files themselves, and what is given on the command line.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
from click.testing import CliRunner

from hccgenomics.cli import main
from hccgenomics.reports.to_tsv import FORMULA_STARTS
from tests.reports.hostile_files import HostileFiles, in_line
from tests.reports.markup import Markup
from tests.reports.poison import CLASSES, PAYLOADS
from tests.reports.test_escaping import (
    LANGUAGES,
    PAGE_RULE,
    UNSEEN,
    built_of,
    only_drawn,
    rows_of,
)

SAFE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
NUMBER = re.compile(r"-\d+(\.\d+)?(e-?\d+)?")
HARMLESS = "harmless words of a file"
WRITTEN = ("json", "html", "tsv")
ONE_OF_EACH = dict(sorted({kind: title for title, kind in CLASSES.items()}.items()))
"""A payload of each class, the last one of the corpus."""
LEADS_OUT = re.compile(
    r"#[\w.:-]*|https://(?:doi\.org|pubmed\.ncbi\.nlm\.nih\.gov|pmc\.ncbi\.nlm\.nih\.gov|"
    r"clinicaltrials\.gov)/[\w./():;%-]+"
)


def run(*arguments: object, out=None):
    """The command, which must end as promised and keep its stderr to what a log can bear."""
    done = CliRunner().invoke(main, [str(one) for one in arguments])

    assert done.exit_code in {0, 3, 4}, done.output
    assert not UNSEEN.search(done.stderr)
    assert len(done.stderr.splitlines()) == done.stderr.count("\n")
    if ("--log-format", "json") in pairwise(arguments):
        assert all(isinstance(json.loads(line), dict) for line in done.stderr.split("\n") if line)
    if out is not None:
        assert all(SAFE_NAME.fullmatch(path.name) for path in out.iterdir())
    return done


def reported(folder, text: str):
    """Everything written of a patient whose files hold the text, and the folder it is in."""
    folder.mkdir()
    files = HostileFiles(folder, text)
    tumour, normal = files.names()
    out = folder / "out"
    run(
        "report", files.small(), "--tumour-sample", tumour, "--normal-sample", normal,
        "--cnv", files.segments(), "--sv", files.junctions(), "--panel", files.panel(),
        "--clinical", files.clinical(), "--knowledge", files.overlay(),
        "--reviewed-by", in_line(text), "--reported", "2026-11-01", "--collected", "2026-10-01",
        "--format", ",".join(WRITTEN), "-v", "--log-format", "json", "-o", out,
        out=out,
    )  # fmt: skip
    return files, out


def runs(cell: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula; a number below zero is none."""
    return cell.startswith(FORMULA_STARTS) and not NUMBER.fullmatch(cell)


def the(out, ending: str):
    (found,) = out.glob(f"*.{ending}")
    return found


@pytest.fixture(scope="module")
def harmless(tmp_path_factory):
    """Every kind of element, with its attributes, on pages of harmless patients.

    Where names are long, less fits on the first sheet, and what is left stands behind it.
    """
    found = {one: set() for one in LANGUAGES}
    for number, text in enumerate((HARMLESS, HARMLESS * 20)):
        _, out = reported(tmp_path_factory.mktemp("harmless") / str(number), text)
        document = the(out, "report.json")
        for one in LANGUAGES:
            found[one].update(built_of(Markup(rendered(out, one, document))))
    return found


@pytest.fixture(scope="module")
def harmless_report(tmp_path_factory) -> bytes:
    _, out = reported(tmp_path_factory.mktemp("original") / "files", HARMLESS)
    return the(out, "report.json").read_bytes()


def rendered(out, language: str, document) -> str:
    again = out.parent / f"again-{language}"
    run("render", document, "--language", language, "--format", "html", "-o", again, out=again)
    return the(again, "html").read_bytes().decode()


def assert_inert(page: str) -> None:
    """Whatever it says, the page is made of our own elements and leads to registries alone."""
    read = Markup(page)

    assert only_drawn(read)
    assert not read.unclosed
    assert not UNSEEN.search(page)
    assert PAGE_RULE.fullmatch(read.styles[1])
    assert all(LEADS_OUT.fullmatch(one["href"]) for one in read.all("a"))
    assert not {"script", "img", "iframe", "object", "embed", "form", "input", "base", "link"} & {
        tag for tag, _ in read.tags
    }


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_a_hostile_patient_gets_an_ordinary_report(tmp_path, harmless, kind):
    text = PAYLOADS[ONE_OF_EACH[kind]]
    files, out = reported(tmp_path / "files", text)
    document = the(out, "report.json")
    page = the(out, "report.html").read_bytes().decode()

    assert_inert(page)
    assert set(built_of(Markup(page))) - harmless["en"] == set()
    assert rendered(out, "en", document) == page
    chinese = rendered(out, "zh", document)
    assert_inert(chinese)
    assert set(built_of(Markup(chinese))) - harmless["zh"] == set()
    for table in out.glob("*.tsv"):
        rows = rows_of(table.read_bytes().decode())
        assert len({len(row) for row in rows}) == 1
        assert not any(runs(cell) for row in rows[1:] for cell in row)
    manifest = json.loads(the(out, "manifest.json").read_bytes())
    assert {one["name"] for one in manifest["outputs"]} < {path.name for path in out.iterdir()}
    said = json.loads(document.read_bytes())
    assert said["sample"]["reviewed_by"] == in_line(text)
    assert said["sample"]["tumour_sample"] == files.names()[0]


@pytest.mark.parametrize("kind", ONE_OF_EACH)
@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_terminal_is_told_nothing_that_moves_it(tmp_path, kind, log_format):
    files = HostileFiles(tmp_path, PAYLOADS[ONE_OF_EACH[kind]])
    vcf = files.small()

    validated = run("validate", vcf, "--log-format", log_format)
    refused = run("report", vcf, "--tumour-sample", "nobody", "-v", "--log-format", log_format)

    for said in (validated.stdout, refused.stdout):
        assert not UNSEEN.search(said)
        assert len(said.splitlines()) == said.count("\n")
    assert refused.exit_code == 3
    assert refused.stderr.count("\n") == 2
    assert files.names()[0] not in refused.stderr.replace(vcf.name, "")


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_a_hostile_series_gets_an_ordinary_timeline(tmp_path, kind):
    text = PAYLOADS[ONE_OF_EACH[kind]]
    files = HostileFiles(tmp_path, text)
    tumour, normal = files.names()
    plasma = []
    for number, day in enumerate(("2026-01-05", "2026-02-09"), 1):
        out = tmp_path / f"plasma-{number}"
        run(
            "report", files.small(), "--tumour-sample", tumour, "--normal-sample", normal,
            "--specimen", "plasma", "--collected", day, "--format", "json", "-o", out,
        )  # fmt: skip
        plasma.append(the(out, "report.json"))
    out = tmp_path / "series"
    for language in LANGUAGES:
        run(
            "monitor", *plasma, "--treatments", files.treatments(), "--patient", in_line(text),
            "--language", language, "--format", ",".join(WRITTEN), "-v", "--log-format", "json",
            "--force", "-o", out, out=out,
        )  # fmt: skip
        page = the(out, "monitor.html").read_bytes().decode()
        assert_inert(page)
        assert rendered(out, language, the(out, "monitor.json")) == page
    rows = rows_of(the(out, "monitor.tsv").read_bytes().decode())
    assert not any(runs(cell) for row in rows[1:] for cell in row)


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_an_edited_report_is_rendered_inert_or_refused(tmp_path, harmless_report, kind):
    text = PAYLOADS[ONE_OF_EACH[kind]]
    document = json.loads(harmless_report)
    edited = tmp_path / "edited.report.json"
    edited.write_text(json.dumps(with_texts(document, text)), encoding="utf-8")

    for command in (["render"], ["monitor"], ["explain"]):
        what = [edited, "TERT"] if command == ["explain"] else [edited]
        done = run(*command, *what, *([] if command == ["explain"] else ["-o", tmp_path / "o"]))
        assert not UNSEEN.search(done.stdout)


def with_texts(value, text: str):
    """The document with the text wherever a name of the harmless patient stood."""
    if isinstance(value, dict):
        return {name: with_texts(one, text) for name, one in value.items()}
    if isinstance(value, list):
        return [with_texts(one, text) for one in value]
    if isinstance(value, str):
        return value.replace(HARMLESS, text)
    return value
