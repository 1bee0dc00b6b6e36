"""The Chinese page: nothing of it is left in English, and every number and name is the same.

What may stay in Latin letters is data: names, files, citations, what a user typed; and words that a
translation itself holds, as drugs without a Chinese name.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from html.parser import HTMLParser

import pytest

from hccgenomics.cli.demo import CLINICAL
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.recurrent_arms import read_recurrent_arms
from hccgenomics.model.report import Report
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.pipeline.monitor.series import monitor_of
from hccgenomics.reports.monitor_html import monitor_html
from hccgenomics.reports.to_html import to_html
from hccgenomics.reports.translation.catalogue import LOCALE, catalogue
from hccgenomics.vocabulary import Assembly, Specimen
from scripts.screenshots import example, without_variants
from tests import builders
from tests.forbidden import phrases_in
from tests.monitor.builders import a_tissue, series_of_reports, the_course
from tests.plain_bam import write_bam
from tests.plasma_cases import PLACES, tissue_report
from tests.reports.markup import VOID
from tests.reports.test_judgement_page import judged
from tests.reports.test_large_page import a_report as large_report
from tests.reports.test_to_json import CASES
from tests.test_plasma_report import DEPTH, pair_cell, rows_of
from tests.written import vcf_text

CHINESE = "zh"
SHOWN_AT_MOST = 60
FIRST_PAGE = frozenset(("h-markers", "h-key", "h-unseen", "h-limits", "h-more", "h-tiered"))
WORD = re.compile(r"(?<![\w./@=:-])[A-Za-z]?[a-z]{2,}(?![\w/@(=]|[.:-]\w)", re.ASCII)
"""An English word; parts of names of variants, files, settings and places are none."""
FUNCTION_WORDS = frozenset(
    (
        *("the", "of", "and", "or", "is", "are", "was", "were", "in", "on", "at", "by", "for"),
        *("from", "with", "not", "no", "to", "as", "it", "its", "that", "this", "than", "but"),
    )
)
"""Where one of them is left, a sentence is."""
SLOT = re.compile(r"\{\w*[^{}]*\}|%\(\w+\)s")
UNITS = frozenset(("kb", "Mb", "mL", "ng", "mg", "Select", "schema", "hccgenomics"))
"""Units, the second word of MANE Select, and what a foot states the version of."""
FRAME = frozenset(("th", "caption", "summary", "dt", "h2", "h5"))
SPOKEN = ("title", "aria-label", "aria-description", "alt", "data-label")
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
DOUBLED = re.compile(r"[。，；：、][。，；：、]|（）|[（][，；。]|[\u4e00-\u9fff][.,;]\s")
HGVS = re.compile(r"(?<![A-Za-z])[cgp]\.[\w*>?=+-]+", re.ASCII)
DATA = {
    "citations": ("text",), "trials": ("name", "id", "phase"),
    "inputs": ("name", "file_format", "caller"),
    "sample": ("id", "callers", "tumour_sample", "normal_sample", "sex", "reviewed_by"),
    "resources": ("name", "version"), "provenance": ("software_version",),
    "files": ("name", "tool", "format", "sample"), "panel": ("name", "version"),
    "coverage": ("name",), "hypotheses": ("review_status",),
    "filters": ("setting", "value"), "rescue": ("code", "source"),
    "driver_findings": ("code",), "solutions": ("source",), "alignments": ("name",),
}  # fmt: skip
"""Fields of the JSON that a page prints as they are."""


class Shown(HTMLParser):
    """Every text and every attribute that is read aloud, outside of styles.

    ``frame`` is what the page says around the data: headings of tables and sections, attributes.
    """

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.frame: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        spoken = [text for name, text in attrs if name in SPOKEN and text]
        self.texts += spoken
        self.frame += spoken
        if tag not in VOID:
            self._open.append("td" if ("scope", "row") in attrs else tag)

    def handle_endtag(self, tag):
        self._open.pop()

    def handle_data(self, data):
        if "style" not in self._open and data.strip():
            self.texts.append(" ".join(data.split()))
            if FRAME & set(self._open[-1:]):
                self.frame.append(self.texts[-1])


def data_of(document) -> set[str]:
    """What the page prints as it stands, at any depth."""
    found: set[str] = set()

    def walk(value, owner: str) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                if key in DATA.get(owner, ()):
                    found.update(map(str, item if isinstance(item, (list, tuple)) else [item]))
                walk(item, key)
        elif isinstance(value, (list, tuple)):
            for item in value:
                walk(item, owner)

    walk(document.model_dump(mode="json", by_alias=True), "")
    return {text for text in found if text and text != "None"}


def typed() -> set[str]:
    """Every text of the example's clinical file."""
    found: set[str] = set()

    def walk(value) -> None:
        if isinstance(value, dict):
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)
        elif isinstance(value, str):
            found.add(value)

    walk(tomllib.loads(resource(CLINICAL).read_text(encoding="utf-8")))
    return found


def invented() -> set[str]:
    """Sentences of the serial reports, which no run of the program wrote."""
    reports = [*the_course(), a_tissue()]
    said = {call.why for report in reports for call in report.forced_calls}
    for section in filter(None, (report.plasma for report in reports)):
        residual = [section.residual_disease] if section.residual_disease else []
        said |= {text for one in residual for text in (one.why, one.method)}
        said |= {text for one in section.tumour_fraction for text in (one.why, one.method)}
    return said


def kept_words() -> set[str]:
    """Words that the translations hold themselves."""
    told = (SLOT.sub(" ", text) for text in catalogue(CHINESE).messages().values())
    return {word for text in told for word in WORD.findall(text)} - FUNCTION_WORDS


def sources() -> set[str]:
    """Where rows of the curated lists are from, as they are cited within sentences."""
    base = load_knowledge()
    tables = (base.functional, base.domains, base.hotspots.by_gene, base.blood)
    rows = [row for table in tables for of_gene in table.values() for row in of_gene]
    rows += [*base.genes.values(), *base.fusions.values(), *base.germline.values()]
    cited = (getattr(row, name, "") for row in rows for name in ("source", "citation"))
    texts = {citation.text for row in base.biomarkers for citation in row.citations}
    texts |= {row.source for row in read_recurrent_arms()[0]}
    return texts | {one for one in cited if isinstance(one, str)}


KEPT = kept_words() | UNITS
CITED = sources()
NAMES = frozenset((*Settings.model_fields, *Report.model_fields))
"""Of settings, and of parts of the JSON that a page points to."""


def left_in_english(page: str, data: set[str], *, of_frame: bool = False) -> list[str]:
    """Texts of a page with an English word that is neither data nor held by a translation."""
    held = {" ".join(text.split()) for text in data | CITED | NAMES}
    by_length = sorted((text for text in held if len(text) > 1), key=len, reverse=True)
    as_written = re.compile(
        "|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in by_length), re.ASCII
    )
    tokens = {word for text in data if " " not in text for word in WORD.findall(text)}
    allowed = (KEPT | tokens) - FUNCTION_WORDS
    shown = Shown(page)
    return [
        text
        for text in dict.fromkeys(shown.frame if of_frame else shown.texts)
        if any(word not in allowed for word in WORD.findall(as_written.sub(" ", text)))
    ]


def assert_nothing(left: list[str]) -> None:
    if left:
        pytest.fail(f"{len(left)}: {left[:SHOWN_AT_MOST]}", pytrace=False)


@pytest.fixture(scope="module")
def demo():
    return example()


@pytest.fixture(scope="module")
def plasma(tmp_path_factory, panels):
    """Calls in plasma, alignments, white cells, and the tissue beside."""
    from hccgenomics.reports.to_json import to_json

    folder = tmp_path_factory.mktemp("plasma")
    models = panels[Assembly.GRCH38]
    tissue = folder / "tissue.report.json"
    tissue.write_text(to_json(tissue_report()), encoding="utf-8")
    vcf = folder / "plasma.vcf"
    called = ((PLACES[0], 60), (PLACES[4], 25))
    vcf.write_text(
        vcf_text(
            [
                (v.contig, v.pos, v.ref, v.alt, "PASS", "GT:AD:DP", pair_cell(alt, DEPTH))
                for v, alt in called
            ]
        ),
        encoding="utf-8",
    )
    return make_report(
        ReportRequest(
            (str(vcf),),
            Settings(),
            specimen=Specimen.PLASMA,
            tissue=tissue,
            bam=write_bam(folder / "plasma.bam", models, rows_of((60, 8, 0, 3, 25))),
            normal_bam=write_bam(folder / "white.bam", models, rows_of((0, 0, 0, 0, 24))),
        )
    )


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    return without_variants(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="module")
def series():
    return monitor_of(series_of_reports(*the_course(), a_tissue()))


@pytest.fixture(scope="module", params=["demo", "plasma", "empty"])
def report(request):
    return request.getfixturevalue(request.param)


def test_nothing_of_a_report_is_left_in_english(report):
    left = left_in_english(to_html(report, CHINESE), data_of(report) | typed())

    assert_nothing(left)


def every_text(document) -> set[str]:
    def walk(value):
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, (list, tuple)):
            return {text for item in value for text in walk(item)}
        return {value} if isinstance(value, str) else set()

    return walk(document.model_dump(mode="json", by_alias=True))


@pytest.mark.parametrize("make", [*CASES.values(), judged, large_report])
def test_what_stands_around_the_data_is_chinese_in_every_section(make):
    """Sections that few reports have; sentences of these reports are invented."""
    report = make()

    assert_nothing(left_in_english(to_html(report, CHINESE), every_text(report), of_frame=True))


def test_nothing_of_a_timeline_is_left_in_english(series):
    left = left_in_english(monitor_html(series, CHINESE), data_of(series) | invented())

    assert_nothing(left)


def test_what_is_left_is_noticed(demo):
    page = to_html(demo, CHINESE)
    data = data_of(demo) | typed()
    for said, instead in (("方法", "Methods of it"), ("位置", "Place in genome")):
        assert said in page
        assert len(left_in_english(page.replace(said, instead), data)) > len(
            left_in_english(page, data)
        )


def test_an_attribute_that_is_left_is_noticed():
    assert left_in_english('<td data-label="depth of it">12</td>', set())
    assert left_in_english('<svg aria-label="copies of a gene"></svg>', set())
    assert not left_in_english('<td data-label="深度" class="soft small">chr5:1295113</td>', set())


def counted(page: str, pattern: re.Pattern[str]) -> Counter[str]:
    return Counter(found for text in Shown(page).texts for found in pattern.findall(text))


def sections(page: str) -> dict[str, str]:
    """The annex by its headings; how much the first page holds depends on the language."""
    found = re.finditer(r'<section[^>]*aria-labelledby="(h-\w+)".*?</section>', page, re.DOTALL)
    return {one[1]: one[0] for one in found if one[1] not in FIRST_PAGE}


def in_figures() -> set[str]:
    """Numbers that Chinese messages write in figures, and English ones in words."""
    told = catalogue(CHINESE).messages().items()
    pairs = ((SLOT.sub(" ", said), SLOT.sub(" ", text)) for said, text in told)
    return {
        number
        for said, text in pairs
        for number in Counter(NUMBER.findall(text)) - Counter(NUMBER.findall(said))
    }


def test_every_name_of_a_variant_is_that_of_the_english_page(report):
    english, chinese = (sections(to_html(report, one)) for one in ("en", CHINESE))

    assert english.keys() == chinese.keys()
    for name, section in english.items():
        assert counted(chinese[name], HGVS) == counted(section, HGVS), name


def test_no_number_of_the_english_page_is_lost_or_changed(report):
    english, chinese = (sections(to_html(report, one)) for one in ("en", CHINESE))

    added = in_figures()
    for name, section in english.items():
        told, said = counted(chinese[name], NUMBER), counted(section, NUMBER)
        assert said - told == Counter(), name
        assert set(told - said) <= added, name


def test_the_first_page_has_no_number_of_its_own(report):
    english, chinese = (counted(to_html(report, one), NUMBER) for one in ("en", CHINESE))

    assert set(chinese) <= set(english) | in_figures()
    assert set(english) <= set(chinese)


def test_a_number_that_is_lost_is_noticed(demo):
    page = to_html(demo, CHINESE)

    assert counted(page.replace("33.6", "36.3"), NUMBER) != counted(page, NUMBER)


def test_five_hundred_findings_are_said_too():
    report = builders.a_crowded_report()

    page = Shown(to_html(report, CHINESE))

    assert any("保留" in text for text in page.texts)
    assert len(to_html(report, CHINESE).encode()) < 400_000


def test_nothing_forbidden_is_said(report):
    assert phrases_in(" ".join(Shown(to_html(report, CHINESE)).texts)) == []


def test_what_marks_text_as_english_stands_in_the_flow_alone(report):
    """Attributes and pictures hold plain text; markup there would be shown as it is written."""
    page = to_html(report, CHINESE)

    assert '<span lang="en">' in page
    assert "&lt;span" not in page
    assert not [text for text in Shown(page).texts if "<" in text and "lang=" in text]
    pictures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert pictures
    assert not [picture for picture in pictures if "<span" in picture]


def test_no_punctuation_is_doubled(report):
    """Where sentences are filled into sentences, two stops may meet."""
    texts = Shown(to_html(report, CHINESE)).texts

    assert_nothing([text for text in texts if DOUBLED.search(text)])


def test_the_json_stays_english(report):
    from hccgenomics.reports.to_json import to_json

    before = to_json(report)
    to_html(report, CHINESE)

    assert to_json(report) == before
    assert not re.search(r'"why": "[^"]*[\u4e00-\u9fff]', before)


def test_the_catalogue_is_there():
    assert (LOCALE / f"{CHINESE}.mo").is_file()
