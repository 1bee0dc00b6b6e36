"""Normalising changes how a variant is written, never what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.annotate.normalise import normalise
from hccgenomics.model.variant import Variant
from hccgenomics.vocabulary import Assembly
from tests.annotate.samples import Text, applied
from tests.truth import rows

FEW = "ACG"  # three letters, so that repeats are common


@st.composite
def spelt(draw) -> tuple[str, Variant]:
    text = draw(st.text(FEW, min_size=4, max_size=16))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    ref = text[start:end]
    alt = draw(st.text(FEW, min_size=1, max_size=6).filter(lambda other: other != ref))
    return text, Variant("chr1", start + 1, ref, alt)


@given(spelt())
def test_the_resulting_sequence_is_unchanged(case):
    text, variant = case

    normal = normalise(variant, Text(text)).variant

    assert applied(normal, text) == applied(variant, text)


@given(spelt())
def test_doing_it_twice_does_nothing_more(case):
    text, variant = case
    once = normalise(variant, Text(text)).variant

    assert normalise(once, Text(text)).variant == once


@given(spelt(), st.data())
def test_padding_makes_no_difference(case, data):
    text, variant = case
    place = variant.interval
    left = data.draw(st.integers(0, place.start))
    right = data.draw(st.integers(place.end, len(text)))
    padded = Variant(
        "chr1",
        left + 1,
        text[left:right],
        text[left : place.start] + variant.alt + text[place.end : right],
    )

    assert normalise(padded, Text(text)) == normalise(variant, Text(text))


@given(spelt(), spelt())
def test_one_spelling_for_one_result(case, other):
    """Two variants of one contig are the same if and only if they make the same sequence."""
    text, one = case
    _, another = other
    if text[another.pos - 1 : another.pos - 1 + len(another.ref)] != another.ref:
        return
    same = applied(one, text) == applied(another, text)
    shapes = {_growth(one), _growth(another)}

    if same and _is_indel(normalise(one, Text(text)).variant) and len(shapes) == 1:
        assert normalise(one, Text(text)) == normalise(another, Text(text))


def _growth(variant: Variant) -> int:
    return len(variant.alt) - len(variant.ref)


def _is_indel(variant: Variant) -> bool:
    return 1 in {len(variant.ref), len(variant.alt)}


@given(spelt())
def test_no_shared_base_remains_but_the_anchor(case):
    text, variant = case
    normal = normalise(variant, Text(text)).variant

    assert normal.pos >= 1
    if min(len(normal.ref), len(normal.alt)) > 1:
        assert normal.ref[0] != normal.alt[0]
        assert normal.ref[-1] != normal.alt[-1]


def test_unknown_sequence_stops_it_and_is_named():
    found = normalise(Variant("chr1", 9, "AAA", "AA"), Text("NNNNNNAAAAAC"))

    assert str(found.variant) == "chr1:7AA>A"
    assert found.note == "left-alignment stopped at unknown sequence at chr1:7"


def test_where_nothing_is_known_the_records_own_anchor_serves():
    found = normalise(Variant("chr1", 9, "AT", "A"), Text("N" * 20))

    assert str(found.variant) == "chr1:9AT>A"


def test_at_the_first_base_of_a_contig_the_anchor_is_behind():
    found = normalise(Variant("chr1", 1, "ACA", "A"), Text("ACATG"))

    assert str(found.variant) == "chr1:1ACA>A"
    assert str(normalise(Variant("chr1", 1, "AT", "T"), Text("ATGG")).variant) == "chr1:1AT>T"


def test_a_repeat_longer_than_the_window_is_crossed():
    text = "G" + "CA" * 6_000 + "T"

    found = normalise(Variant("chr1", 12_000, "CC", "C"), Text("G" + "C" * 13_000))

    assert found.variant.pos == 1
    last = normalise(Variant("chr1", 12_000, "CAT", "T"), Text(text)).variant
    assert (last.pos, last.ref, last.alt) == (1, "GCA", "G")


@pytest.mark.parametrize("row", rows("normalise.tsv"))
def test_real_spellings(row, panels):
    variant = Variant(row["contig"], int(row["pos"]), row["ref"], row["alt"])

    normal = normalise(variant, panels[Assembly(row["assembly"])]).variant

    assert normal == Variant(
        row["contig"], int(row["normal_pos"]), row["normal_ref"], row["normal_alt"]
    )
