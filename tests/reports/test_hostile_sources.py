"""Hostile text in what is read beside the calls, from the file to the page in both languages."""

from __future__ import annotations

import json

import pytest

from hccgenomics.cli.output import file_stem
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.vocabulary import Assembly
from tests.plain_bam import write_bam
from tests.plasma_cases import PLACES
from tests.reports.hostile_files import in_line
from tests.reports.hostile_sources import (
    annotated,
    hostile_tissue,
    in_part,
    named_alike,
    plasma_calls,
)
from tests.reports.poison import PAYLOADS
from tests.reports.test_escaping import LANGUAGES, rows_of
from tests.reports.test_hostile_files import (
    ONE_OF_EACH,
    assert_inert,
    rendered,
    run,
    runs,
    the,
)

EXAMPLE = resource("example/hcc-example.vcf")
ALL_FORMATS = "json,html,tsv"
SHORTEST_NAME = 6
"""Letters of a text below which it may stand in a message by chance."""

kinds = pytest.mark.parametrize("kind", ONE_OF_EACH)


def text_of(kind: str) -> str:
    return PAYLOADS[ONE_OF_EACH[kind]]


def report(folder, *arguments):
    """What is written of it, each page looked at in both languages; the document."""
    out = folder / "out"
    done = run("report", *arguments, "--format", ALL_FORMATS, "-o", out, "--force", out=out)
    assert done.exit_code in {0, 4}, done.stderr
    document = the(out, "report.json")
    assert_inert(the(out, "report.html").read_bytes().decode())
    for language in LANGUAGES:
        assert_inert(rendered(out, language, document))
    for table in out.glob("*.tsv"):
        rows = rows_of(table.read_bytes().decode())
        assert not any(runs(cell) for row in rows[1:] for cell in row)
    return done, json.loads(document.read_bytes())


@kinds
def test_annotation_of_other_programs(tmp_path, kind):
    part = in_part(text_of(kind))

    _, document = report(tmp_path, annotated(tmp_path, text_of(kind)))

    ours, theirs = sorted(document["alterations"], key=lambda one: one["gene"], reverse=True)
    assert ours["hgvs_p"].endswith("p.Ser45Tyr")
    assert ours["annotation_disagreements"]
    assert theirs["gene"] == "CREBBP"
    assert theirs["annotated_by"].startswith("VEP 110")
    assert part[:3] in theirs["hgvs_p"].partition(":p.")[2]


@pytest.fixture(scope="module")
def alignments(tmp_path_factory):
    folder = tmp_path_factory.mktemp("alignments")
    models = load_models(Assembly.GRCH38)
    rows = [(PLACES[0], 12, 188)]
    return write_bam(folder / "plasma.bam", models, rows), write_bam(
        folder / "white.bam", models, [(PLACES[0], 0, 200)]
    )


@kinds
def test_headers_of_alignments_and_an_edited_report_of_the_tissue(tmp_path, kind, alignments):
    text = text_of(kind)
    plasma, white = (
        named_alike(one, tmp_path / one.name, f"{text}{one.stem}") for one in alignments
    )

    done, document = report(
        tmp_path, plasma_calls(tmp_path), "--specimen", "plasma", "--bam", plasma,
        "--normal-bam", white, "--tissue", hostile_tissue(tmp_path, text[:400]), "--threads", "1",
        "-v", "--log-format", "json",
    )  # fmt: skip

    name = in_line(text)[:30]
    assert len(name) < SHORTEST_NAME or name not in done.stderr
    (row,) = [
        one
        for one in document["forced_calls"]
        if (one["pos"], one["alt"]) == (PLACES[0].pos, PLACES[0].alt)
    ]
    assert (row["count"]["depth"], row["count"]["alt"]) == (200, 12)
    told = json.dumps(document["plasma"], ensure_ascii=False)
    assert json.dumps(text[:400], ensure_ascii=False)[1:-1] in told


@pytest.fixture(scope="module")
def earlier(tmp_path_factory):
    out = tmp_path_factory.mktemp("earlier")
    run("report", EXAMPLE, "--format", "json", "-o", out)
    return the(out, "report.json")


@kinds
def test_the_reason_of_a_correction(tmp_path, kind, earlier):
    text = in_line(text_of(kind))

    _, document = report(tmp_path, EXAMPLE, "--supersedes", earlier, f"--reason={text}")

    assert document["reason"] == text


@pytest.mark.parametrize("text", ["", "-", "--help", "-rf", ".", "..", ".bashrc", "-.-"])
def test_a_name_hides_no_file_and_is_no_option(text):
    assert not file_stem(text).startswith((".", "-"))
    assert file_stem(text)


@pytest.mark.parametrize("command", ["explain", "tissue"])
def test_a_place_that_is_none_is_refused_in_one_sentence(tmp_path, command):
    tissue = hostile_tissue(tmp_path, "x")
    document = json.loads(tissue.read_bytes())
    for one in document["alterations"]:
        one["pos"] = -1
    tissue.write_text(json.dumps(document))
    arguments = {
        "explain": ("explain", tissue, document["alterations"][0]["id"]),
        "tissue": (
            "report", plasma_calls(tmp_path), "--specimen", "plasma", "--tissue", tissue, "-o",
            tmp_path / "out",
        ),
    }  # fmt: skip

    done = run(*arguments[command])

    assert done.exit_code == 3
    assert "unedited" in done.stderr
