"""``--clinical`` from the command line to the JSON."""

from __future__ import annotations

import hashlib
import json
import tomllib

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from hccgenomics.cli import main
from hccgenomics.cli.schema import DOCUMENTS
from hccgenomics.knowledge.files import resource
from hccgenomics.pipeline.clinical_schema import clinical_schema
from tests.conftest import ROOT

VCF = str(ROOT / "resources" / "example" / "hcc-example.vcf")
CNS = str(ROOT / "resources" / "example" / "hcc-example.cns")
EXAMPLE = resource("example/hcc-example.toml")
PATIENT = "MRN-0042-ROE"


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args])


def reported(folder, clinical, *more, vcf=VCF):
    done = run("report", vcf, "--clinical", clinical, "-o", folder, "--format", "json", *more)
    assert done.exit_code == 0, done.output
    return json.loads(next(folder.glob("*.report.json")).read_text(encoding="utf-8"))


def test_the_report_states_scores_facts_and_ids(tmp_path):
    report = reported(tmp_path, EXAMPLE)
    clinical = report["clinical"]

    assert [score["name"] for score in clinical["scores"]] == [
        "ALBI", "mALBI (Hiraoka)", "EZ-ALBI", "Child-Pugh", "BCLC", "AFP", "CRAFITY",
        "DCP (PIVKA-II)",
    ]  # fmt: skip
    assert clinical["passed_through"]["specimen_id"] == "B26-11873-A2"
    assert {"laboratory:afp", "clinical:albi_grade"} <= {fact["id"] for fact in clinical["facts"]}


def test_rows_are_met_by_what_is_stated(tmp_path):
    met = {found["biomarker_id"]: found for found in reported(tmp_path, EXAMPLE)["hypotheses"]}

    assert met["AFP-01"]["facts"] == ["laboratory:afp"]
    assert met["CP-01"]["facts"] == ["clinical:child_pugh"]
    assert met["FGF19-02"]["facts"] == ["expression:FGF19:ihc"]
    assert "CP-02" not in met


def test_toml_and_json_give_the_same_report(tmp_path):
    content = json.dumps(tomllib.loads(EXAMPLE.read_text(encoding="utf-8")), default=str)
    other = tmp_path / "example.json"
    other.write_text(content, encoding="utf-8")
    first = reported(tmp_path / "a", EXAMPLE)
    second = reported(tmp_path / "b", other)

    inputs = [report["provenance"].pop("inputs") for report in (first, second)]
    assert first == second
    assert [one[-1]["file_format"] for one in inputs] == ["TOML", "JSON"]


def test_the_file_is_in_provenance_and_manifest(tmp_path):
    report = reported(tmp_path, EXAMPLE)
    manifest = json.loads(next(tmp_path.glob("*.manifest.json")).read_text(encoding="utf-8"))
    found = report["provenance"]["inputs"][-1]

    assert found["holds"] == "clinical"
    assert found["sha256"] == hashlib.sha256(EXAMPLE.read_bytes()).hexdigest()
    assert found["number"] == len(report["provenance"]["inputs"])
    assert manifest["inputs"][-1] == found
    named = {table["name"] for table in report["provenance"]["resources"]}
    assert {"units.tsv", "plausible.tsv", "facts.tsv"} <= named


def test_without_a_file_the_report_says_so(tmp_path):
    done = run("report", VCF, "-o", tmp_path, "--format", "json")
    report = json.loads(next(tmp_path.glob("*.report.json")).read_text(encoding="utf-8"))

    assert done.exit_code == 0
    assert report["clinical"]["scores"] == []
    assert report["clinical"]["why"] == "No laboratory values were given."
    named = {table["name"] for table in report["provenance"]["resources"]}
    assert "units.tsv" not in named


def test_ids_are_never_logged(tmp_path):
    path = tmp_path / "patient.toml"
    path.write_text(f"[order]\nmrn = '{PATIENT}'\n[laboratory]\nafp = '412 ng/mL'")
    for log_format in ("text", "json"):
        done = run(
            "report", VCF, "--clinical", path, "-o", tmp_path / log_format, "-v",
            "--log-format", log_format,
        )  # fmt: skip
        assert done.exit_code == 0
        assert PATIENT not in done.output


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[laboratory]\nafp = 412", "line 2: laboratory.afp: a value of AFP needs its unit"),
        ("[laboratory]\nafp = '412 g/dL'", "'g/dL' is no unit of AFP here"),
        ("[liver]\nascites = 'lots'", "line 2: liver.ascites"),
        ("[laboratory]\nx = '1 g'", "line 2: laboratory.x: there is no such key"),
        ("afp = 412", "line 1: afp: there is no such key"),
        ("", "is empty"),
    ],
)
def test_a_fault_is_one_sentence_and_exit_3(tmp_path, content, said):
    path = tmp_path / "patient.toml"
    path.write_text(content)
    done = run("report", VCF, "--clinical", path, "-o", tmp_path / "out")

    assert done.exit_code == 3
    assert said in done.output
    assert done.output.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_fault_as_json_names_file_and_line(tmp_path):
    path = tmp_path / "patient.toml"
    path.write_text("[laboratory]\nafp = 412")
    done = run("report", VCF, "--clinical", path, "-o", tmp_path, "--log-format", "json")
    said = json.loads(done.output.splitlines()[-1])

    assert (said["input"], said["line"], said["code"]) == (str(path), 2, "input.format")


@pytest.mark.parametrize("path", ["-", "missing.toml", "."])
def test_standard_input_and_folders_are_no_clinical_file(tmp_path, path):
    assert run("report", VCF, "--clinical", path, "-o", tmp_path).exit_code == 2


CONTENTS = """
[tumour]
content = [
    { source = "pathology", purity = 0.4 }, { source = "PURPLE", purity = 0.7, ploidy = 2.1 },
]
"""


def test_stated_tumour_contents_stand_beside_those_of_tools(tmp_path):
    path = tmp_path / "patient.toml"
    path.write_text(CONTENTS)
    copies = reported(tmp_path / "a", path, "--cnv", CNS)["copy_number"]

    assert copies["solution"]["source"] == "pathology (clinical file)"
    assert [one["purity"] for one in copies["solutions"]] == [0.4, 0.7]
    assert any("PURPLE (clinical file)" in note for note in copies["notes"])


def test_the_option_comes_before_the_file(tmp_path):
    path = tmp_path / "patient.toml"
    path.write_text(CONTENTS)
    report = reported(tmp_path / "a", path, "--cnv", CNS, "--purity", "0.9")

    assert report["copy_number"]["solution"]["purity"] == 0.9
    assert any("--purity 90%" in remark for remark in report["clinical"]["remarks"])
    assert report["sample"]["purity"] == 0.9


def test_without_copies_the_first_content_is_the_samples(tmp_path):
    path = tmp_path / "patient.toml"
    path.write_text(CONTENTS)

    assert reported(tmp_path / "a", path)["sample"]["purity"] == 0.4


def test_what_was_stated_stands_beside_what_was_not_computed(tmp_path):
    measures = reported(tmp_path, EXAMPLE)["genome_wide"]

    assert measures["tmb"]["value"] is None
    assert "TMB 4.2 mutations/Mb (panel, 1.1 Mb)." in measures["tmb"]["why"]
    assert "MSI MSS" in measures["msi"]["why"]
    assert "MMR proficient" in measures["msi"]["why"]
    assert "SBS24 240 substitutions" in measures["signatures"]["why"]


def test_nothing_is_dated_after_the_report(tmp_path):
    remarks = reported(tmp_path, EXAMPLE, "--reported", "2026-10-02")["clinical"]["remarks"]
    later = next(remark for remark in remarks if remark.startswith("Dated after the report"))

    assert "AFP 412 ng/mL" in later
    assert "Ascites" not in later


def test_validate_reads_it_too():
    done = run("validate", EXAMPLE)

    assert done.exit_code == 0
    assert "Read as     clinical (--clinical)" in done.output
    assert "11 laboratory values" in done.output


def test_validate_says_what_a_report_would(tmp_path):
    path = tmp_path / "patient.txt"
    path.write_text("[laboratory]\nafp = 412")
    done = run("validate", path, "--as", "clinical")

    assert done.exit_code == 3
    assert "needs its unit" in done.output


def test_validate_as_json_fits_its_schema():
    done = run("validate", EXAMPLE, "--log-format", "json", "--quiet")
    assert done.exit_code == 0
    told = json.loads(run("validate", EXAMPLE, "--log-format", "json").stdout)
    schema = json.loads(run("schema", "validate").stdout)

    assert list(Draft202012Validator(schema).iter_errors(told)) == []
    assert told["large"]["holds"] == "clinical"


SCHEMA = clinical_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def example():
    content = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    return json.loads(json.dumps(content, default=str))


def test_the_schema_is_printed():
    assert "clinical" in DOCUMENTS
    assert json.loads(run("schema", "clinical").stdout) == SCHEMA
    Draft202012Validator.check_schema(SCHEMA)


def test_the_example_fits_the_schema():
    assert list(VALIDATOR.iter_errors(example())) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("laboratory", "afp"), 412), (("laboratory", "fap"), "412 ng/mL"), (("liverr",), {}),
        (("stage", "ecog"), 5), (("results", 0, "gene"), None), (("aetiology", "causes"), []),
        (("laboratory", "afp", "units"), "ng/mL"), (("liver", "date"), 3),
        (("genome_wide", "signatures", "XYZ"), "present"),
        (("laboratory", "afp"), "412"), (("laboratory", "afp"), {"value": 412}),
        (("genome_wide", "signatures", "SBS24"), "240"), (("genome_wide", "tmb"), "> 10"),
        (("genome_wide", "signatures", "SBS99"), {"value": 240}),
    ],
)  # fmt: skip
def test_the_schema_refuses_what_the_reader_refuses(place, value):
    document = example()
    *steps, last = place
    holder = document
    for step in steps:
        holder = holder[step]
    holder[last] = value

    assert list(VALIDATOR.iter_errors(document))


def test_the_schema_lists_units_and_words():
    of_laboratory = SCHEMA["properties"]["laboratory"]["properties"]

    assert "umol/L, mg/dL" in of_laboratory["bilirubin"]["description"]
    assert "not_detected" in of_laboratory["hbsag"]["description"]
    assert SCHEMA["properties"]["laboratory"]["additionalProperties"] is False
