"""Sentences read back: every template as itself, data untouched, hostile text in linear time."""

from __future__ import annotations

import os
import re
import string
import subprocess
import sys
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.pipeline.catalogue import templates
from hccgenomics.reports.translation.catalogue import catalogue, languages
from hccgenomics.reports.translation.english import letters_of
from hccgenomics.reports.translation.joints import JOINTS
from hccgenomics.reports.translation.reader import Reader
from hccgenomics.reports.translation.search import LONGEST
from hccgenomics.reports.translation.voice import voice_of
from tests.truth import rows

CHINESE = "zh"
DATA = ("TP53", "12", "0.25", "R249S", "chr7", "MET", "1,204", "34 %", "c.35G>A", "IDH1")
NUMBERS = tuple(",dfg%")
AMBIGUOUS = {
    "{altered} of {total} ({percent:g} %)": "a fraction and its share, told as any other",
    "{names} and {more} more": "a list whose last item is a count",
    "{name} is of the whole arm or chromosome; the row asks for {asked}": "two clauses",
    "{name} is out of frame; the row asks for {asked}": "two clauses, each of them a message",
    "{name} ({alt} of {depth}, {vaf}, q = {q})": "reads in brackets",
    "not stated: {terms}": "a head and its text",
    "No tier. {implication}": "two sentences, each of them a message",
    "Seen, but flagged by no driver rule: {name}. {why}": "another has the same first sentence",
    "Below {limit} at time point {number}; {before} at time point {last}.": "two clauses",
}
"""Templates whose text another reading tells as well, with what makes it so."""
VERB = re.compile(r"\b(are|can|does|has|have|is|was|were)\b(?! no)")
DENIED = re.compile(r"不|未|无|没有|非")
"""What denies in Chinese."""
SLOW = 0.05
"""Seconds of the processor that no text of the longest kind may take."""


def voice():
    return voice_of(CHINESE)


def sentences():
    return [row.values[0] for row in rows("chinese_sentences.tsv")]


def sentences_with_a_verb():
    """Each sentence with a verb, and the same with "not" behind it."""
    said = (one["english"] for one in sentences())
    found = ((one, VERB.sub(r"\1 not", one, count=1)) for one in said)
    return [(one, denied) for one, denied in found if one != denied]


def slots(message):
    """Names of the slots of a message with their formats; () if it is no template."""
    try:
        parts = tuple(string.Formatter().parse(message))
    except ValueError:
        return ()
    return tuple((name, spec or "") for _, name, spec, _ in parts if name is not None)


def filled(message, values):
    parts = string.Formatter().parse(message)
    return "".join(text + ("" if name is None else values[name]) for text, name, _, _ in parts)


def typical(message):
    """Data for each slot; nothing for one that stands hard against another slot or a word.

    What is told as so many of so many takes numbers alone, and so does what is counted as more;
    what the translation leaves out is a verb.
    """
    values, before = {}, " "
    told = catalogue(CHINESE).messages()[message]
    for text, name, spec, _ in string.Formatter().parse(message):
        before = text[-1:] or ("" if values else " ")
        if name is None or name in values:
            continue
        is_hard = not before or before.isalpha() or before == ")"
        is_number = "}/{" in told or (spec or "").endswith(NUMBERS) or f"{{{name}}} more" in message
        datum = str(12 + len(values)) if is_number else DATA[len(values) % len(DATA)]
        is_verb = name not in dict(slots(told))
        values[name] = "are" if is_verb else "" if is_hard else datum
    return values


def has_words(message):
    """Whether a template has an English word of its own."""
    return letters_of(filled(message, dict.fromkeys(dict(slots(message)), " "))) > 0


def told_messages():
    """Templates of the catalogue of sentences, by module, with their Chinese."""
    told = catalogue(CHINESE).messages()
    found = {}
    for one in templates():
        if slots(one.text) and one.text in told and has_words(one.text):
            found.setdefault(one.id.rpartition("wording")[0] or one.id, []).append(one.text)
    return found


MODULES = told_messages()
READER = Reader(catalogue(CHINESE).messages())


@pytest.mark.parametrize("module", sorted(MODULES))
def test_every_template_is_read_as_itself(module):
    told = catalogue(CHINESE).messages()

    wrong = {}
    for message in MODULES[module]:
        values = typical(message)
        expected = filled(told[message], values).strip(" ,，;；:：")
        found = voice().plain(filled(message, values)).strip(" ,，;；:：")
        if found != expected and message not in AMBIGUOUS:
            wrong[message] = (expected, found)

    assert wrong == {}


def test_what_is_excepted_is_there_and_is_still_told_in_chinese():
    told = catalogue(CHINESE).messages()

    for message in AMBIGUOUS:
        assert message in told
        assert letters_of(voice().plain(filled(message, typical(message)))) == 0


@pytest.mark.parametrize("case", rows("chinese_sentences.tsv"))
def test_sentences_as_a_reader_of_chinese_writes_them(case):
    assert voice().plain(case["english"]) == case["chinese"]


@given(
    st.sampled_from(sorted(MODULES)).flatmap(lambda name: st.sampled_from(MODULES[name])),
    st.lists(
        st.from_regex(r"[A-Z]{2,5}[0-9]{1,3}", fullmatch=True),
        min_size=12,
        max_size=12,
        unique=True,
    ),
)
def test_no_datum_is_lost_or_doubled(message, names):
    pairs = slots(message)
    told = catalogue(CHINESE).messages()[message]
    is_numeric = any(spec.endswith(NUMBERS) for _, spec in pairs) or "}/{" in told
    is_numeric = is_numeric or "} more" in message or dict(pairs).keys() != dict(slots(told)).keys()
    if is_numeric or message in AMBIGUOUS:
        return
    values = {
        name: value * bool(typical(message)[name])
        for (name, _), value in zip(dict(pairs).items(), names, strict=False)
    }

    read = voice().plain(filled(message, values))

    for name, value in values.items():
        asked = sum(slot == name for slot, _ in slots(told))
        if value and asked:
            assert read.count(value) == asked


@pytest.mark.parametrize(
    ("english", "kept"),
    [
        ("below caller's filter (germline, present)", "germline, present"),
        ("The caller tags it germline (STATUS=Germline).", "STATUS=Germline"),
        ("It was seen but left out: below caller's filter (absent).", "（absent）"),
    ],
)
def test_what_a_file_calls_its_own_is_not_translated(english, kept):
    assert kept in voice().plain(english)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "{", "}", "{0}", "{name.__class__}", "%(x)s", "<b>TP53</b>", "\u202eTP53",
        "A. B. C.", "((", "))", ") (", "; ; ;", ", and , and ", "TP53 is present {name}.",
    ],
)  # fmt: skip
def test_hostile_text_is_read_without_harm(text):
    read = voice().plain(text)

    assert "__class__" not in read or "__class__" in text
    assert [letter for letter in "<>\u202e" if letter in text] == [
        letter for letter in "<>\u202e" if letter in read
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{" * LONGEST,
        " " * LONGEST,
        "and " * (LONGEST // 4),
        " and and and" * (LONGEST // 12),
        "of " * (LONGEST // 3),
        "(" * (LONGEST // 2) + ")" * (LONGEST // 2),
        "foo, " * (LONGEST // 5),
        "foo bar; " * (LONGEST // 9),
        "No call. " * (LONGEST // 9),
        "not assayed: " * (LONGEST // 13),
        "No driver variant at " * (LONGEST // 21),
        "TP53 is present at 3 % (4 of 5 reads) " * (LONGEST // 38),
    ],
    ids=lambda text: text[:12],
)
def test_time_is_bounded_whatever_a_text_repeats(text):
    reader = READER

    def seconds():
        reader.forget()
        began = process_time()
        reader.read(text)
        return process_time() - began

    assert min(seconds() for _ in range(3)) < SLOW


def test_a_longer_text_stays_as_it_is():
    text = "No call. " * LONGEST

    assert voice().plain(text) == text


def test_reading_depends_on_nothing_read_before():
    texts = [case["english"] for case in sentences()]
    forwards = Reader(catalogue(CHINESE).messages())
    backwards = Reader(catalogue(CHINESE).messages())

    there = {text: forwards.read(text) for text in texts}
    back = {text: backwards.read(text) for text in reversed(texts)}

    assert there == back


ASKED = """
import sys
from hccgenomics.reports.translation.voice import voice_of
for line in sys.stdin.read().splitlines():
    sys.stdout.buffer.write(voice_of("zh").plain(line).encode() + b"\\n")
"""


def test_the_hash_seed_changes_nothing():
    texts = "\n".join(case["english"] for case in sentences())
    answers = {
        subprocess.run(
            [sys.executable, "-c", ASKED],
            input=texts.encode(),
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "77")
    }

    assert len(answers) == 1
    assert answers.pop().decode().splitlines() == [case["chinese"] for case in sentences()]


def test_joints_are_messages_of_every_catalogue():
    for language in languages()[1:]:
        told = catalogue(language).messages()
        assert [joint for joint in JOINTS if joint not in told] == []


def test_a_sentence_of_which_too_little_is_known_stays_english():
    text = "The weather in the valley was present and remarkably fine."

    assert voice().plain(text) == text
    assert str(voice().say(text)) == f'<span lang="en">{text}</span>'


def test_a_known_sentence_beside_an_unknown_one_is_told():
    text = "The weather in the valley was fine. No copy-number file was given."

    assert voice().plain(text) == "The weather in the valley was fine. 未提供拷贝数文件。"


@pytest.mark.parametrize(
    "text",
    [
        "AXIN1 deleted: the row asks for homozygous deletion, or for what nobody here has read.",
        "No copy-number file was given; the weather in the valley was fine.",
        "TP53 p.R249S is present, and the weather in the valley was remarkably fine.",
        "CTNNB1, a tumour suppressor, got wet in the rain: this allele no longer makes it.",
    ],
)
def test_a_sentence_that_is_half_read_stays_english(text):
    assert voice().plain(text) == text
    assert str(voice().say(text)) == f'<span lang="en">{text}</span>'


@pytest.mark.parametrize(
    "name",
    ["the panel of my own lab, version three", "ours.bed", "a list of many genes.txt"],
)
def test_names_of_files_are_no_sentences(name):
    text = f"{name}: in panel regions"
    said = f"Not on the panel {name}."

    assert voice().plain(said) == f"不在检测panel {name}内。"
    assert voice().plain(text).startswith(name)


def test_what_a_file_holds_in_brackets_leaves_the_sentence_in_chinese():
    text = "MSI MSS (PCR of five markers, 2026-09-30); MMR proficient"

    assert voice().plain(text) == "MSI MSS (PCR of five markers, 2026-09-30)；MMR完整"


def test_each_english_stretch_is_marked_where_it_stands():
    text = "No copy-number file was given. The weather in the <b> valley was fine."
    said = str(voice().say(text))

    assert said.startswith("未提供拷贝数文件。")
    assert said.count('<span lang="en">') == 1
    assert '<span lang="en">The weather in the &lt;b&gt; valley was fine' in said


@pytest.mark.parametrize("text", ["TP53 p.R249S", "AFP 412 ng/mL", "MTOR", "ours.bed"])
def test_data_alone_are_not_marked(text):
    assert str(voice().say(text)) == text


def test_no_article_is_left_beside_chinese():
    told = voice().plain("The study chose patients by mutation, and the finding is a deletion.")

    assert told == "该研究按突变选择患者，而该发现为缺失。"
    assert letters_of("a deletion") > letters_of("deletion")


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("The tool states the same.", "该软件的陈述与此一致。"),
        ("No driver of CTNNB1 is called.", "未检出CTNNB1驱动变异。"),
    ],
)
def test_a_sentence_of_a_message_is_read_where_it_stands_alone(english, chinese):
    assert voice().plain(english) == chinese


def test_an_english_sentence_keeps_its_full_stop():
    said = voice().plain("No copy-number file was given. The 5′ side was out in the rain.")

    assert said == "未提供拷贝数文件。The 5′ side was out in the rain."


@pytest.mark.parametrize(
    ("names", "verb", "told"),
    [
        ("TP53, RB1 and BRCA2", "were", "TP53、RB1和BRCA2"),
        ("MET", "was", "MET"),
        (
            "ALK, APC, ATM, BAP1, BRAF, BRCA1, BRCA2, CDKN2A, EGFR, FGFR2, KRAS and RET",
            "were",
            "ALK、APC、ATM、BAP1、BRAF、BRCA1、BRCA2、CDKN2A、EGFR、FGFR2、KRAS和RET",
        ),
    ],
)
def test_a_verb_that_is_left_out_takes_no_name_with_it(names, verb, told):
    text = f"No marker of the report tells whether {names} {verb} looked at."

    assert voice().plain(text) == f"报告中没有标志物说明{told}是否被检视。"


def test_what_is_counted_as_more_is_a_number():
    assert voice().plain("TP53, RB1 and BRCA2 and 12 more").startswith("TP53、RB1和BRCA2")


def test_a_list_stays_with_its_noun():
    told = voice().plain("Copy number around TP53, RB1 and BRCA2, chr11:69.1-70.2 Mb")

    assert told == "TP53、RB1和BRCA2周围的拷贝数，chr11:69.1-70.2 Mb"


@pytest.mark.parametrize("case", sentences_with_a_verb())
def test_a_denial_is_never_lost(case):
    """Sentences that no message says: where one is told at all, what denies it is told."""
    sentence, denied = case
    told, said = voice().plain(denied), voice().plain(sentence)

    assert "not" in told or len(DENIED.findall(told)) > len(DENIED.findall(said))
