"""A clinical file is read whole, or refused in one sentence that tells nothing of the patient."""

from __future__ import annotations

import json
import time
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.errors import HccGenomicsError, InputError
from hccgenomics.knowledge.files import resource
from hccgenomics.readers.clinical import read_clinical

EXAMPLE = resource("example/hcc-example.toml")
PATIENT = "Jane Roe 1961-02-03"
MOST_SECONDS = 2.0
"""Of a text that a search back and forth would take ten for, or for ever."""


def written(folder, content, name="patient.toml"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(folder, content, name="patient.toml"):
    path = written(folder, content, name)
    with pytest.raises(InputError) as caught:
        read_clinical(path)
    assert caught.value.exit_code == 3
    assert "\n" not in caught.value.sentence
    assert caught.value.where == str(path)
    assert PATIENT not in caught.value.sentence
    return caught.value


def test_toml_and_json_say_the_same(tmp_path):
    content = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    as_json = written(tmp_path, json.dumps(content, default=str), "patient.json")

    assert read_clinical(as_json).document == read_clinical(EXAMPLE).document
    assert read_clinical(as_json).file_format == "JSON"
    assert read_clinical(EXAMPLE).file_format == "TOML"


def test_json_is_told_by_its_content(tmp_path):
    path = written(tmp_path, '  {"stage": {"ecog": 1}}', "patient.txt")

    assert read_clinical(path).file_format == "JSON"


@pytest.mark.parametrize("content", ["[stage]\necog = 1", '{"stage": {"ecog": 1}}'])
def test_a_byte_order_mark_is_passed_over(tmp_path, content):
    assert read_clinical(written(tmp_path, "\ufeff" + content)).document.stage.ecog == 1


def test_windows_line_ends_are_read(tmp_path):
    content = EXAMPLE.read_bytes().replace(b"\n", b"\r\n")

    assert read_clinical(written(tmp_path, content)).document == read_clinical(EXAMPLE).document


UNKNOWN = [
    ("[laboratry]\nafp = 1", "Did you mean 'laboratory'?", 1),
    ("[liver]\nacites = 'none'", "Did you mean 'ascites'?", 2),
    ("[stage]\n\nbclc_versio = 2022", "Did you mean 'bclc_version'?", 3),
    ("[laboratory.afp]\nvalue = 1\nunits = 'ng/mL'", "Did you mean 'unit'?", 3),
    ("[laboratory]\nafp = { value = 1, units = 'ng/mL' }", "Did you mean 'unit'?", 2),
    ("[[results]]\ngene = 'MET'\nmethod = 'ihc'\npercnt = 1", "Did you mean 'percent'?", 4),
    ("[tumor]\n", "Did you mean 'tumour'?", 1),
    ("[[prior_therapy]]\nname = 'sorafenib'\nlines = 1", "Did you mean 'line'?", 3),
]


@pytest.mark.parametrize("key", [PATIENT, "x" * 5000, "Roe\nJane", "\x1b[31mRoe", "\u202eRoe"])
@pytest.mark.parametrize("content", ["{{{key}: 1}}", '{{"liver": {{{key}: 1, {key}: 2}}}}'])
def test_a_key_that_is_no_plain_word_is_not_repeated(tmp_path, key, content):
    error = refused(tmp_path, content.format(key=json.dumps(key)), "patient.json")

    assert "a key that is no plain word" in error.sentence
    assert "Roe" not in error.sentence
    assert "xxx" not in error.sentence


@pytest.mark.parametrize(("content", "said", "line"), UNKNOWN)
def test_an_unknown_key_is_refused_with_the_nearest(tmp_path, content, said, line):
    error = refused(tmp_path, content)

    assert said in error.sentence
    assert error.line == line


@pytest.mark.parametrize(("content", "said", "line"), UNKNOWN)
def test_and_so_it_is_in_json(tmp_path, content, said, line):
    error = refused(tmp_path, json.dumps(tomllib.loads(content), indent=1), "patient.json")

    assert said in error.sentence
    assert error.line is not None


def test_the_line_of_a_key_in_json(tmp_path):
    first = '{"gene": "MET", "method": "ihc", "percent": 4}'
    content = f'{{\n "results": [\n  {first},\n  {{"gene": "MET",\n   "methd": "ihc"}}\n ]\n}}'
    error = refused(tmp_path, content, "patient.json")

    assert error.line == 5
    assert "results[2].methd" in error.detail


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e400", "true", "[1]", "2026-01-01"])
def test_what_is_no_number_is_refused_in_toml(tmp_path, value):
    refused(tmp_path, f"[laboratory.afp]\nvalue = {value}\nunit = 'ng/mL'")


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e400", "true", "[1]", "{}"])
def test_what_is_no_number_is_refused_in_json(tmp_path, value):
    content = f'{{"laboratory": {{"afp": {{"value": {value}, "unit": "ng/mL"}}}}}}'
    refused(tmp_path, content, "patient.json")


@pytest.mark.parametrize("value", ["twelve", "1,200", "12,5", "1 200", "", "0x1F", "--4", "4-6"])
def test_texts_that_are_no_number_are_refused(tmp_path, value):
    refused(tmp_path, f"[laboratory.afp]\nvalue = '{value}'\nunit = 'ng/mL'")


def test_the_same_key_twice_is_refused(tmp_path):
    assert refused(tmp_path, "[stage]\necog = 1\necog = 2").line == 3
    error = refused(tmp_path, '{"stage": {"ecog": 1, "ecog": 2}}', "patient.json")
    assert "'ecog' stands twice" in error.sentence


HOSTILE = {
    "empty": "", "blank": "  \n", "deep TOML": "x = " + "[" * 100_000,
    "deep JSON": '{"a":' * 100_000, "deep list": '{"a":' + "[" * 100_000,
    "digits": "x = " + "9" * 5000, "digits in JSON": '{"x": ' + "9" * 5000 + "}",
    "binary": bytes(range(256)), "UTF-16": "[stage]\necog = 1".encode("utf-16"),
    "no TOML": f"name = {PATIENT}", "no JSON": '{"order": ' + PATIENT, "a list": "[1, 2]",
    "an array": '{"laboratory": []}', "a number": "laboratory = 3", "NUL": "[stage]\n\0",
    "too large": "#" * ((1 << 20) + 1), "a VCF": "##fileformat=VCFv4.2\n#CHROM\tPOS\n1\t2\n",
}  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_are_refused_in_a_sentence(tmp_path, content):
    refused(tmp_path, content)


def test_a_list_named_json_is_refused(tmp_path):
    assert "no object" in refused(tmp_path, "[1]", "patient.json").sentence


@pytest.mark.parametrize(
    "content",
    [
        f"[order]\nname = ['{PATIENT}']", f"[laboratory]\nafp = ['{PATIENT}']",
        f"[stage]\necog = '{PATIENT}'", f"[liver]\ndate = '{PATIENT}'",
        f"[laboratory.afp]\nvalue = '{PATIENT}'", f"[order]\na = '{PATIENT}'\na = '{PATIENT}'",
        f"[order]\nname = '{PATIENT}", f"name = '{PATIENT}'",
    ],
)  # fmt: skip
def test_a_message_never_holds_what_the_file_says_of_a_patient(tmp_path, content):
    refused(tmp_path, content)


@pytest.mark.parametrize(
    "date", ["2026-13-01", "2026-02-30", "03.10.2026", "2026-10", "1759449600", "20261003"]
)
def test_dates_are_days_of_the_calendar(tmp_path, date):
    assert "YYYY-MM-DD" in refused(tmp_path, f"[liver]\ndate = '{date}'").sentence


@pytest.mark.parametrize("date", ["2025", "2025-04", "2025-04-17"])
def test_treatment_may_begin_in_a_month(tmp_path, date):
    content = f"[[prior_therapy]]\nname = 'sorafenib'\nstart = '{date}'"

    assert read_clinical(written(tmp_path, content)).document.prior_therapy[0].start == date


@pytest.mark.parametrize("purity", ["60", "1.2", "-0.1", "'60'", "'130 %'", "'> 50 %'", "true"])
def test_a_tumour_content_is_a_fraction_or_has_its_sign(tmp_path, purity):
    refused(tmp_path, f"[[tumour.content]]\nsource = 'pathology'\npurity = {purity}")


@pytest.mark.parametrize(("purity", "value"), [("0.6", 0.6), ("'60 %'", 0.6), ("'0.6'", 0.6)])
def test_both_forms_of_a_tumour_content(tmp_path, purity, value):
    content = f"[[tumour.content]]\nsource = 'pathology'\npurity = {purity}"

    assert read_clinical(written(tmp_path, content)).document.tumour.content[0].purity == value


def test_ids_pass_through_unchanged(tmp_path):
    content = "[order]\nid = ' 007 '\nnumber = 12\nday = 2026-10-03"

    assert read_clinical(written(tmp_path, content)).document.order == {
        "id": " 007 ", "number": "12", "day": "2026-10-03",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[stage]\necog = '1'", "line 2: stage.ecog: write a whole number."),
        ("[stage]\necog = 1.5", "stage.ecog: write a whole number."),
        ("[[prior_therapy]]\nname = ' '", "prior_therapy[1].name: it is blank."),
        ("[aetiology]\ncauses = []", "aetiology.causes: it is empty."),
        ("[aetiology]\ncauses = 'hbv'", "aetiology.causes: write a list."),
        ("laboratory = 3", "line 1: laboratory: write keys and values."),
        ("liver = 3", "line 1: liver: write keys and values."),
        ("[liver]\nascites = 1.5", "liver.ascites: write a text."),
        ("[[results]]\nmethod = 'ihc'", "results[1]: it lacks 'gene'."),
    ],
)
def test_faults_are_said_plainly(tmp_path, content, said):
    assert said in refused(tmp_path, content).sentence


def test_half_a_character_is_refused(tmp_path):
    content = '{"order": {"id": "\\ud800x"}}'

    assert "half of a surrogate" in refused(tmp_path, content, "patient.json").sentence


def test_null_is_as_if_left_out(tmp_path):
    content = '{"stage": {"ecog": null}, "laboratory": {"afp": null, "inr": 1.1}, "tumour": null}'
    document = read_clinical(written(tmp_path, content, "lims.json")).document

    assert list(document.laboratory) == ["inr"]
    assert document.stage.ecog is None


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(InputError, match="Cannot be read"):
            read_clinical(path)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory, content):
    path, error = written(tmp_path_factory.getbasetemp(), content), None
    try:
        read_clinical(path)
    except HccGenomicsError as caught:
        error = caught
    assert error is None or error.exit_code == 3


JSONS = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["afp", "value", "unit", "results", "gene"]), inner)
    ),
    max_leaves=9,
)
SECTIONS = ["laboratory", "liver", "stage", "results", "genome_wide", "tumour", "order", "x"]


@given(st.dictionaries(st.sampled_from(SECTIONS), JSONS))
def test_any_json_is_read_or_refused(tmp_path_factory, content):
    path = written(tmp_path_factory.getbasetemp(), json.dumps(content), "any.json")
    error = None
    try:
        read_clinical(path)
    except HccGenomicsError as caught:
        error = caught
    assert error is None or (error.exit_code == 3 and "\n" not in error.sentence)


@pytest.mark.parametrize(
    "text",
    ["a" * 26 + " !", "[" + " " * 2_000 + "!", "[" + "a " * 2_000, "<" + " " * 100_000 + "!"],
)
@pytest.mark.parametrize("key", ["afp", "unheard_of"])
def test_no_text_keeps_the_reader_busy(tmp_path, text, key):
    content = f'[laboratory]\n{key} = """\n{text}\n"""\n[liver]\nunknown = 1\n'
    began = time.process_time()

    refused(tmp_path, content)

    assert time.process_time() - began < MOST_SECONDS
