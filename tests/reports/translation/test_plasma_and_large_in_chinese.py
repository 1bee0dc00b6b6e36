"""Sentences on origin, plasma, timelines, copies, junctions and files, told in Chinese."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from hccgenomics.model.forbidden import CHINESE
from hccgenomics.pipeline.catalogue import templates
from hccgenomics.readers import notes_wording
from hccgenomics.reports.translation.catalogue import catalogue
from hccgenomics.reports.translation.voice import voice_of
from tests.truth import rows

SENTENCES = "chinese_plasma_and_large.tsv"
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
DOUBLED = re.compile(r"[。，；：、]{2}|[。，；：、] ?[.,;:] ")


@pytest.fixture(scope="module")
def chinese():
    return voice_of("zh")


@pytest.mark.parametrize("case", rows(SENTENCES))
def test_a_sentence_is_told_as_a_pathologist_writes_it(chinese, case):
    assert chinese.plain(case["english"]) == case["chinese"]


@pytest.mark.parametrize("case", rows(SENTENCES))
def test_no_number_is_lost_or_made_and_no_mark_is_doubled(case):
    told, said = (Counter(NUMBER.findall(case[name])) for name in ("chinese", "english"))
    words = Counter({"1": told["1"] - said["1"], "2": told["2"] - said["2"]})  # one, two, single

    assert told - words == said
    assert not DOUBLED.search(case["chinese"])
    assert not any(word in case["chinese"] for word in CHINESE)


def test_every_note_on_a_file_is_in_the_catalogue_and_has_its_chinese():
    notes = [one for one in templates() if one.id.startswith("readers.notes_wording.")]
    told = catalogue("zh").messages()

    assert len(notes) > 90
    assert [one.id for one in notes if not told.get(one.text)] == []


def test_the_chinese_of_numbers_of_files_is_read_back(chinese):
    note = notes_wording.told(2, notes_wording.STRANGE_ROWS, contigs="GL000192.1")

    assert chinese.plain(note) == "2行位于染色体以外的contig（GL000192.1），未被使用。"


def test_where_nothing_was_detected_the_heading_does_not_say_that_it_was(chinese):
    heading = "Tumour DNA in plasma, by the tissue's variants."

    assert chinese.plain(heading) == "血浆中的肿瘤DNA（依据组织的变异）。"
