from __future__ import annotations

import json
import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from hccgenomics.errors import FormatError, InputError
from hccgenomics.model.report import Report
from hccgenomics.model.report_ledger import Ledger
from hccgenomics.reports.to_json import from_json, to_json
from hccgenomics.vocabulary import DropReason
from tests import builders

CASES = {
    "rich": builders.a_report,
    "empty": builders.an_empty_report,
    "failed": builders.a_failed_report,
    "crowded": builders.a_crowded_report,
}


@pytest.fixture(params=CASES)
def report(request):
    return CASES[request.param]()


def edited(**changes) -> str:
    return json.dumps({**json.loads(to_json(builders.a_report())), **changes})


def test_a_report_survives_its_json(report):
    assert from_json(to_json(report)) == report


def test_keys_stand_in_schema_order(report):
    document = json.loads(to_json(report))

    names = [field.serialization_alias or name for name, field in Report.model_fields.items()]
    assert list(document) == names


def test_equal_reports_are_equal_byte_for_byte():
    counts = {reason: place + 1 for place, reason in enumerate(DropReason)}
    backwards = dict(reversed(counts.items()))
    read = sum(counts.values())
    one, other = (
        builders.a_report(ledger=Ledger(read=read, kept=0, dropped=dropped))
        for dropped in (counts, backwards)
    )

    assert one == other
    assert to_json(one) == to_json(other)


def test_class_is_called_class():
    document = json.loads(to_json(builders.a_report()))

    assert document["alterations"][0]["oncogenicity"]["class"] is None
    assert document["markers"][0]["components"][0]["class"] == "small"


def test_letters_beyond_ascii_are_written_as_they_are():
    assert "µmol/L" in to_json(builders.a_report())


def test_ends_with_one_newline(report):
    text = to_json(report)

    assert text.endswith("}\n")
    assert "\n  " in text


@given(st.floats(min_value=0, max_value=1))
def test_fractions_are_rounded_once_and_for_all(vaf):
    text = to_json(builders.a_report(alterations=(builders.an_alteration(vaf=vaf),)))

    assert to_json(from_json(text)) == text


def test_nan_is_refused_when_the_report_is_made():
    with pytest.raises(ValueError, match="the unknown is None"):
        builders.an_alteration(vaf=math.nan)


@pytest.mark.parametrize("version", ["0.9", "1.1", "2.0", 1, None])
def test_another_schema_version_is_refused_by_name(version):
    with pytest.raises(InputError) as caught:
        from_json(edited(schema_version=version), where="a.report.json")

    assert "schema" in caught.value.sentence
    assert "a.report.json" in caught.value.sentence
    assert version is None or repr(version) in caught.value.sentence


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "3", '"a"', "{}", "##fileformat=VCFv4.2"])
def test_what_is_no_report_is_refused(text):
    with pytest.raises(FormatError):
        from_json(text)


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(FormatError):
        from_json(b'{"schema_version": "1.0", "report_id": "\xff"}')


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"status": "approved"}, "status"),
        ({"surprise": 1}, "surprise"),
        ({"limits": "none"}, "limits"),
        ({"summary": [1]}, "summary.0"),
    ],
)
def test_a_wrong_field_is_named(change, place):
    with pytest.raises(FormatError, match=place):
        from_json(edited(**change))


def test_a_number_that_is_text_is_not_taken_for_a_number():
    ledger = {"read": "512", "kept": 512, "dropped": {}}

    with pytest.raises(FormatError, match=r"ledger\.read"):
        from_json(edited(ledger=ledger))


def test_a_document_refuses_what_nobody_declared():
    with pytest.raises(ValidationError):
        builders.a_report(colour="red")


def test_writing_json_needs_neither_jinja_nor_pandas():
    code = (
        "import sys; from tests.builders import a_report;"
        "from hccgenomics.reports.to_json import to_json; to_json(a_report());"
        "found = {'jinja2', 'pandas', 'click', 'pysam', 'cyvcf2'} & set(sys.modules);"
        "sys.exit(' '.join(found) or None)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
