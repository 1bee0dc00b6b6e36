"""Which column is the tumour: a truth table."""

from __future__ import annotations

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
        assert all(name in str(caught.value) for name in samples if options["tumour"] != name)
    else:
        found = find_columns(header, dialect=generic.DIALECT, **options, where="a.vcf")
        assert found.tumour_sample == _known(row["tumour"])
        assert found.normal_sample == _known(row["normal"])


def test_the_error_says_which_option_settles_it():
    with pytest.raises(SampleError, match=r"A, B\. Name it with --tumour-sample"):
        find_columns(_header(["A", "B"]), dialect=generic.DIALECT, where="a.vcf")


def test_hundreds_of_names_are_not_all_listed():
    with pytest.raises(SampleError, match="S11 and 288 more") as caught:
        find_columns(_header([f"S{n}" for n in range(300)]), dialect=generic.DIALECT, where="a.vcf")

    assert "S12" not in str(caught.value)


def test_names_without_end_are_cut():
    names = ["A" * 5000, "B" * 5000, "C" * 5000]
    header = _header(names)

    for options in ({}, {"tumour": "X"}, {"tumour": names[0], "normal": names[0]}):
        with pytest.raises(SampleError) as caught:
            find_columns(header, dialect=generic.DIALECT, **options, where="a.vcf")
        assert "A" * 60 + "…" in str(caught.value)
        assert len(str(caught.value)) < 400
    with pytest.raises(SampleError, match="Z" * 60 + "…'"):
        find_columns(header, dialect=generic.DIALECT, tumour="Z" * 5000, where="a.vcf")
    assert (
        len(find_columns(header, dialect=generic.DIALECT, tumour=names[0], where="a.vcf").note)
        < 200
    )


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
    ],
)
def test_what_a_reader_must_know_of_the_choice_is_said(samples, meta, tumour, note):
    found = find_columns(
        _header(samples, *meta), dialect=generic.DIALECT, tumour=tumour, where="a.vcf"
    )

    assert note in found.note
    assert bool(found.note) == bool(note)
