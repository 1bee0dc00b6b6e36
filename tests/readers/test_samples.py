"""Which column is the tumour: a truth table."""

from __future__ import annotations

import re

import pytest

from hccgenomics.errors import SampleError
from hccgenomics.readers.dialects import generic
from hccgenomics.readers.header import FIXED_COLUMNS, parse_header
from hccgenomics.readers.samples import find_columns
from tests.truth import rows


def _header(samples: list[str], *meta: str):
    columns = [*FIXED_COLUMNS, *(["FORMAT", *samples] if samples else [])]
    return parse_header([*(f"##{line}".encode() for line in meta), "\t".join(columns).encode()])


def _known(text: str) -> str | None:
    return None if text in {"-", ""} else text


@pytest.mark.parametrize("row", rows("samples.tsv"))
def test_the_tumour_is_found_or_asked_for(row):
    samples = [] if row["samples"] == "-" else row["samples"].split(",")
    header = _header(samples, *filter(None, row["header"].split(";")))
    options = {"tumour": _known(row["opt_tumour"]), "normal": _known(row["opt_normal"])}

    if row["tumour"] == "error":
        with pytest.raises(SampleError) as caught:
            find_columns(header, dialect=generic.DIALECT, **options, where="a.vcf")
        _names_nobody(str(caught.value), samples)
    else:
        found = find_columns(header, dialect=generic.DIALECT, **options, where="a.vcf")
        assert found.tumour_sample == _known(row["tumour"])
        assert found.normal_sample == _known(row["normal"])


def _names_nobody(sentence: str, samples: list[str]) -> None:
    """A sample's name may be a patient's, and errors end in logs."""
    quoted = sentence.replace("--tumour-sample", "").replace("--normal-sample", "")
    assert not any(name in quoted for name in samples if len(name) > 1)


def test_the_error_says_which_option_settles_it():
    with pytest.raises(SampleError, match=r"columns 10 and 11\. Name it with --tumour-sample"):
        find_columns(_header(["A", "B"]), dialect=generic.DIALECT, where="a.vcf")


@pytest.mark.parametrize("options", [{}, {"tumour": "X" * 5000}, {"tumour": "S1", "normal": "S1"}])
def test_an_error_names_nobody_and_says_who_does(options):
    names = [f"S{n}" * 40 for n in range(300)] + ["S1"]

    with pytest.raises(SampleError) as caught:
        find_columns(_header(names), dialect=generic.DIALECT, **options, where="a.vcf")

    sentence = str(caught.value)
    assert "301 samples, in columns 10 to 310" in sentence
    assert "hccgenomics validate lists the names" in sentence
    assert "S1" not in sentence
    assert "X" not in sentence
    assert len(sentence) < 300


def test_the_name_of_a_lone_normal_is_not_said():
    with pytest.raises(SampleError, match="only sample, in column 10, is a normal") as caught:
        find_columns(_header(["B1"], "normal_sample=B1"), dialect=generic.DIALECT, where="a.vcf")

    assert "B1" not in str(caught.value)


def test_a_note_cuts_names_without_end():
    names = ["A" * 5000, "B" * 5000, "C" * 5000]
    found = find_columns(_header(names), dialect=generic.DIALECT, tumour=names[0], where="a.vcf")

    assert len(found.note) < 200


@pytest.mark.parametrize(
    "row",
    [one for one in rows("samples.tsv") if one.values[0]["tumour"] not in {"-", "error"}],
)
def test_it_is_said_how_the_tumour_was_told(row):
    header = _header(row["samples"].split(","), *filter(None, row["header"].split(";")))
    options = {"tumour": _known(row["opt_tumour"]), "normal": _known(row["opt_normal"])}

    told = find_columns(header, dialect=generic.DIALECT, **options, where="a.vcf").told

    assert told.startswith("--tumour-sample" if options["tumour"] else ("the ", "it", "a ", "--n"))


def test_columns_are_counted_from_the_first():
    found = find_columns(_header(["NORMAL", "TUMOR"]), dialect=generic.DIALECT, where="a.vcf")

    assert (found.normal, found.tumour) == (9, 10)


@pytest.mark.parametrize(
    ("samples", "meta", "tumour", "note"),
    [
        ([], (), None, "no sample columns"),
        (["NORMAL", "TUMOR", "MET"], (), None, "not read: MET"),
        (["TUMOR", "P1"], (), None, "P1 was not read"),
        (["A", "B"], ("tumor_sample=A",), "B", "names A as the tumour; B was read"),
        (["NORMAL", "TUMOR"], (), None, ""),
        (["TUMOR", "PON"], (), None, "named like a pool: PON"),
        (["TUMOR", "PON", "MET"], (), None, "named like a pool: PON"),
        (["TUMOR", "PON", "MET"], (), None, "not read: MET"),
        (["T1", "pooled_normal"], ("tumor_sample=T1", "normal_sample=pooled_normal"), None, "pool"),
        (["POOL-7"], (), None, "like a pool (POOL-7): if several people"),
    ],
)
def test_what_a_reader_must_know_of_the_choice_is_said(samples, meta, tumour, note):
    found = find_columns(
        _header(samples, *meta), dialect=generic.DIALECT, tumour=tumour, where="a.vcf"
    )

    assert note in found.note
    assert bool(found.note) == bool(note)
    assert bool(found.logged) == bool(note)
    assert not any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", found.logged) for name in samples)


def test_a_pool_is_the_normal_only_if_the_user_says_so():
    header = _header(["TUMOR", "PON"], "normal_sample=PON")

    found = find_columns(header, dialect=generic.DIALECT, normal="PON", where="a.vcf")

    assert (found.tumour_sample, found.normal_sample) == ("TUMOR", "PON")
    assert "may still be germline" in found.note


@pytest.mark.parametrize("name", ["P1-N", "P1_N", "P1.N", "P1_n", "P1-N2", "P1N", "PtNormal"])
def test_a_lone_column_named_like_a_normal_is_read_and_doubted(name):
    found = find_columns(_header([name]), dialect=generic.DIALECT, where="a.vcf")

    assert found.tumour_sample == name
    assert found.doubt.startswith("The only sample, in column 10, was read as the tumour")
    assert name not in found.doubt


@pytest.mark.parametrize("name", ["P1-T", "P1", "blood_P1", "P1_PBMC", "SAMPLE_MN", "TUMOR", "BIN"])
def test_other_lone_columns_are_not_doubted(name):
    assert find_columns(_header([name]), dialect=generic.DIALECT, where="a.vcf").doubt == ""


@pytest.mark.parametrize(
    ("samples", "meta", "options"),
    [
        (["P1-N"], (), {"tumour": "P1-N"}),
        (["P1-N"], ("tumor_sample=P1-N",), {}),
        (["P1-T", "P1-N"], (), {}),
    ],
)
def test_what_the_user_or_the_header_says_is_not_doubted(samples, meta, options):
    found = find_columns(_header(samples, *meta), dialect=generic.DIALECT, where="a.vcf", **options)

    assert found.doubt == ""
