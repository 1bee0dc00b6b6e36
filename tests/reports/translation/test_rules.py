"""The rules by which sentences are read back, each by itself and with messages of its own."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from hccgenomics.reports.translation.joints import MOST_CUTS, cuts_of
from hccgenomics.reports.translation.reader import Reader
from hccgenomics.reports.translation.template import parsed
from hccgenomics.reports.translation.template_text import said_list
from hccgenomics.reports.translation.voice import voice_of


def values_of(message: str, text: str) -> list[dict[str, str]]:
    found = parsed(message, message)
    return [dict(one) for one in found.values(text)]


def test_a_slot_that_occurs_twice_holds_the_same_twice():
    message = "{gene} is lost; {gene} is no target."

    assert values_of(message, "TP53 is lost; TP53 is no target.") == [{"gene": "TP53"}]
    assert values_of(message, "TP53 is lost; TERT is no target.") == []


@pytest.mark.parametrize("format_", [",", ".2f", ",d", ".1%", "g"])
def test_a_slot_of_a_number_holds_a_number(format_):
    message = "at {place:" + format_ + "} of it"

    assert values_of(message, "at 1,295 of it") == [{"place": "1,295"}]
    assert values_of(message, "at the end of it") == []


def test_brackets_are_not_taken_apart():
    (cut,) = cuts_of("AXIN1 is lost (exon 2; exon 3); TP53 is not")

    assert cut.joint == "{first}; {second}"
    assert [cut.start, cut.end] == [30, 32]


def test_a_text_of_very_many_parts_is_not_taken_apart():
    assert len(cuts_of("; ".join("a" * MOST_CUTS))) == MOST_CUTS - 1
    assert cuts_of("; ".join("a" * (MOST_CUTS + 2))) == []


def test_a_verb_by_itself_is_no_message():
    reader = Reader({"was": "曾", "{gene} {was} lost": "{gene} 缺失"})

    assert reader.read("was").text == "was"


@pytest.mark.parametrize(
    ("english", "told"),
    [("3 of 5", "3/5"), ("1,295 of 2.5", "1,295/2.5"), ("CTNNB1 of 5", "CTNNB1 of 5")],
)
def test_so_many_of_so_many_are_numbers(english, told):
    assert Reader({"{count} of {all}": "{count}/{all}"}).read(english).text == told


@pytest.mark.parametrize("language", ["en", "zh"])
def test_markup_of_ours_is_not_read_again(language):
    said = Markup("<b>Limits</b>")

    assert voice_of(language).say(said) is said


@pytest.mark.parametrize("text", ["<b>words that nobody knows here</b>", "words of a\u202e kind"])
def test_what_stays_english_is_harmless(text):
    said = voice_of("zh").say(text)

    assert isinstance(said, Markup)
    assert 'lang="en"' in said
    assert "<b>" not in said
    assert "\u202e" not in said


def test_what_joins_a_list_is_said_as_well():
    said = said_list(voice_of("zh"), lambda: ("present", "absent"), ", ", "–")

    assert "," not in said
    assert "、" in said or "，" in said
    assert said_list(voice_of("zh"), tuple, ", ", "–") == "–"
