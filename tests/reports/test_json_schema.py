from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from hccgenomics.cli.schema import DOCUMENTS, schema
from hccgenomics.model.settings import Settings
from hccgenomics.reports import json_schema
from hccgenomics.reports.field_guide import field_guide
from hccgenomics.reports.to_json import to_json
from tests.conftest import ROOT
from tests.reports.test_to_json import CASES

VALIDATOR = Draft202012Validator(json_schema.report_schema())


@pytest.fixture
def generated(request):
    """A file that must hold what the program generates; ``--regenerate`` rewrites it."""

    def holds(path, text):
        if request.config.getoption("--regenerate"):
            path.write_text(text, encoding="utf-8")
        return path.read_text(encoding="utf-8") == text

    return holds


def test_the_published_schema_is_the_generated_one(generated):
    text = json_schema.as_text(json_schema.report_schema())

    assert generated(json_schema.PUBLISHED_REPORT, text)


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(json_schema.report_schema())
    Draft202012Validator.check_schema(json_schema.settings_schema())


def test_every_field_says_what_it_means():
    for name, document in json_schema.documents_of(json_schema.report_schema(), root="Report"):
        assert document["description"], name
        for field, definition in document["properties"].items():
            assert definition.get("description", "").strip(), f"{name}.{field}"


def test_every_meaning_belongs_to_a_field():
    documents = dict(json_schema.documents_of(json_schema.report_schema(), root="Report"))

    for name, field in json_schema.meanings():
        assert field in documents[name]["properties"], f"{name}.{field}"


@pytest.mark.parametrize("case", CASES)
def test_every_report_fits_the_schema(case):
    document = json.loads(to_json(CASES[case]()))

    assert [error.message for error in VALIDATOR.iter_errors(document)] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("status",), "approved"),
        (("markers", 0, "state"), "wild_type"),
        (("ledger", "read"), "many"),
        (("ledger", "dropped"), {"lost": 1}),
        (("schema_version",), "2.0"),
        (("alterations", 0, "vaf"), "34%"),
        (("surprise",), 1),
    ],
)
def test_the_schema_refuses_what_is_wrong(path, value):
    document = json.loads(to_json(CASES["rich"]()))
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    assert not VALIDATOR.is_valid(document)


def test_the_schema_misses_no_key():
    document = json.loads(to_json(CASES["rich"]()))

    for key in document:
        assert not VALIDATOR.is_valid({k: v for k, v in document.items() if k != key}), key


def test_settings_may_be_left_out():
    validator = Draft202012Validator(json_schema.settings_schema())

    assert validator.is_valid({})
    assert validator.is_valid(Settings().model_dump(mode="json"))
    assert not validator.is_valid({"min_alt_depths": 3})


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_command_prints_the_schema(document):
    result = CliRunner().invoke(schema, [document])

    assert result.exit_code == 0
    assert json.loads(result.stdout)["$id"] == f"urn:hccgenomics:schema:{document}:1.0"


def test_the_command_prints_the_report_schema_as_published():
    published = json_schema.PUBLISHED_REPORT.read_text(encoding="utf-8")

    assert CliRunner().invoke(schema).stdout == published


def test_the_command_refuses_other_documents():
    assert CliRunner().invoke(schema, ["genome"]).exit_code == 2


def test_the_field_guide_is_the_generated_one(generated):
    assert generated(ROOT / "docs" / "report.md", field_guide())


def test_the_field_guide_names_every_field():
    guide = field_guide()

    for name, document in json_schema.documents_of(json_schema.report_schema(), root="Report"):
        assert f"## {name}\n" in guide
        for field in document["properties"]:
            assert f"| `{field}` |" in guide


def test_no_document_is_described_by_the_layout_of_its_docstring():
    for made in (json_schema.report_schema(), json_schema.validation_schema()):
        for name, document in json_schema.documents_of(made, root="root"):
            assert "Attributes:" not in document.get("description", ""), name
