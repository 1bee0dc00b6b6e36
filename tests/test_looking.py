"""Every kind of file that tells what could have been seen, together in one run."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
from click.testing import CliRunner

from hccgenomics.cli import main
from hccgenomics.interpret import wording
from hccgenomics.model.variant import Variant
from hccgenomics.readers import alignments
from hccgenomics.readers.alignments import questions
from hccgenomics.reports.to_json import to_json
from hccgenomics.vocabulary import Assembly
from tests import builders
from tests.plain_bam import write_bam
from tests.written import vcf_text

TERT = Variant("chr5", 1295113, "G", "A")
CTNNB1 = Variant("chr3", 41224642, "CCTT", "C")
CALLED = ("chr5", 1295113, "G", "A", "PASS", "GT:AD:DP", "0/1:180,20:200")


@pytest.fixture
def given(tmp_path, panels):
    """Files of one plasma run, by option, each valid."""
    models = panels[Assembly.GRCH38]
    files = {
        "vcf": tmp_path / "s.vcf",
        "--panel": tmp_path / "aimed.bed",
        "--coverage": tmp_path / "deep.bed",
        "--tissue": tmp_path / "tissue.report.json",
    }
    files["vcf"].write_text(vcf_text([CALLED]))
    files["--panel"].write_text("chr5\t1295000\t1295300\nchr3\t41224400\t41224800\n")
    files["--coverage"].write_text("chr5\t1295000\t1295300\t300\nchr3\t41224400\t41224800\t310\n")
    files["--tissue"].write_text(to_json(builders.a_report()))
    files["--bam"] = write_bam(tmp_path / "s.bam", models, [(TERT, 20, 180), (CTNNB1, 0, 150)])
    files["--normal-bam"] = write_bam(
        tmp_path / "n.bam", models, [(TERT, 0, 90), (CTNNB1, 0, 90)], sample="N1"
    )
    return files


def invoke(files, out, *more):
    options = [str(part) for option, path in files.items() if option != "vcf" for part in
               (option, path)]  # fmt: skip
    asked = ["report", str(files["vcf"]), "--specimen", "plasma", *options, "-o", str(out), *more]
    return CliRunner().invoke(main, asked)


def written(out):
    (path,) = out.glob("*.report.json")
    return path.read_bytes()


def test_provenance_names_every_file_once_with_its_digest(given, tmp_path):
    told = invoke(given, tmp_path / "out")
    assert told.exit_code in (0, 4), told.output
    provenance = json.loads(written(tmp_path / "out"))["provenance"]
    holds = {item["holds"]: item for item in provenance["inputs"]}
    numbers = [item["number"] for item in provenance["inputs"]]

    assert numbers == list(range(1, len(numbers) + 1))
    for option, kind in (("--panel", "panel"), ("--coverage", "coverage"), ("--tissue", "tissue")):
        digest = hashlib.sha256(given[option].read_bytes()).hexdigest()
        found = next(item for item in holds.values() if item["name"] == given[option].name)
        assert found["sha256"] == digest, kind
    assert [one["of"] for one in provenance["alignments"]] == ["sample", "normal"]
    assert all(
        re.fullmatch("[0-9a-f]{64}", one["index_sha256"]) for one in provenance["alignments"]
    )


def test_the_manifest_holds_what_stands_for_alignments(given, tmp_path):
    invoke(given, tmp_path / "out")
    (path,) = (tmp_path / "out").glob("*.manifest.json")
    manifest = json.loads(path.read_text())
    provenance = json.loads(written(tmp_path / "out"))["provenance"]
    assert manifest["alignments"] == provenance["alignments"]


def test_the_bytes_do_not_hang_on_the_number_of_processes(given, tmp_path):
    outs = [tmp_path / str(threads) for threads in (1, 3)]
    for threads, out in zip((1, 3), outs, strict=True):
        assert invoke(given, out, "--threads", str(threads)).exit_code in (0, 4)
    assert written(outs[0]) == written(outs[1])


def test_the_head_of_the_report_says_what_was_given(given, tmp_path):
    invoke(given, tmp_path / "out")
    note = json.loads(written(tmp_path / "out"))["provenance"]["assay_note"]
    assert given["--panel"].name in note
    assert given["--coverage"].name in note
    assert given["--bam"].name in note

    bare = {"vcf": given["vcf"]}
    invoke(bare, tmp_path / "bare")
    assert json.loads(written(tmp_path / "bare"))["provenance"]["assay_note"] == wording.ASSAY_NOTE


@pytest.mark.parametrize("option", ["--panel", "--coverage", "--tissue", "--bam", "--normal-bam"])
def test_one_damaged_file_among_good_ones_is_one_sentence_and_nothing_is_written(
    option, given, tmp_path
):
    given[option].write_bytes(b"\x00 not what it says")
    told = invoke(given, tmp_path / "out")
    assert told.exit_code == 3, told.output
    assert len(told.stderr.strip().splitlines()) == 1
    assert "Traceback" not in told.stderr
    assert not list(tmp_path.glob("out/*"))


def test_the_normal_is_counted_once_at_each_place(given, tmp_path, monkeypatch):
    asked = []
    count = questions.count_alleles

    def counted(alignments, variants, **more):
        asked.append((alignments.name, tuple(variants)))
        return count(alignments, variants, **more)

    monkeypatch.setattr(alignments, "count_alleles", counted)
    invoke(given, tmp_path / "out", "--threads", "1")

    of_normal = [
        v for name, variants in asked if name == given["--normal-bam"].name for v in variants
    ]
    assert TERT in of_normal
    assert len(of_normal) == len(set(of_normal))
