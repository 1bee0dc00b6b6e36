"""Pictures in Chinese: said in it, and nothing wider than the paper, whose glyphs are wide."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from hccgenomics.model.monitor import Treatment
from hccgenomics.pipeline.monitor.series import monitor_of
from hccgenomics.reports.figures.genome import profile_figure
from hccgenomics.reports.figures.labels import Label, letters, shortened_to, spread
from hccgenomics.reports.figures.timeline import timeline_figure
from hccgenomics.reports.figures.window import close_up
from hccgenomics.reports.translation.voice import voice_of
from tests.builders_copies import an_amplified_report
from tests.monitor.builders import a_tissue, series_of_reports, the_course

CHINESE = voice_of("zh")
ENGLISH_WORD = re.compile(r"(?<![\w./-])[a-z]{3,}(?![\w./-])", re.ASCII)
LETTER = 0.58
"""Width of a letter as a share of its height, of the widest system fonts."""
THICK = {"1.5", "1.6", "2.2", "3", "3.2"}
"""Of lines that are data."""
SWATCH = "h18"
TYPED = {"lenvatinib", "atezolizumab"}
TREATMENTS = (
    Treatment(name="lenvatinib", start="2026-01-12", end=None, note="", stated_in=("1",)),
    Treatment(
        name="atezolizumab", start="2026-01", end="2026-02-20", note="", stated_in=("given.toml",)
    ),
    Treatment(name="肝动脉化疗栓塞术联合放射治疗", start="2026-04-01", end="2026-04-10", note="",
              stated_in=("given.toml",)),
)  # fmt: skip


def timeline(voice):
    return timeline_figure(
        monitor_of(series_of_reports(*the_course(), a_tissue()), TREATMENTS), voice
    )


FIGURES = {
    "profile": lambda voice: profile_figure(an_amplified_report(), voice),
    "window": lambda voice: close_up(an_amplified_report(), "FGF19", voice),
    "timeline": timeline,
}


@pytest.fixture(params=FIGURES)
def draw(request):
    return FIGURES[request.param]


def parsed(figure) -> ET.Element:
    return ET.fromstring(str(figure))  # noqa: S314 -- ours


def drawn_texts(element: ET.Element, given=None):
    """Each line of text with its anchor and size, which groups may state."""
    stated = {**(given or {"text-anchor": "start", "font-size": "12"})}
    stated |= {name: element.get(name) for name in stated if element.get(name)}
    if element.tag == "text":
        yield element, stated["text-anchor"], float(stated["font-size"])
    for child in element:
        yield from drawn_texts(child, stated)


def test_a_picture_speaks_chinese(draw):
    said = " ".join(" ".join(parsed(draw(CHINESE)).itertext()).split())

    assert re.search(r"[\u4e00-\u9fff]", said)
    assert set(ENGLISH_WORD.findall(said)) <= TYPED


def test_its_name_and_description_do_too(draw):
    svg = parsed(draw(CHINESE)).find("svg")

    for name in ("title", "desc"):
        assert re.search(r"[\u4e00-\u9fff]", svg.findtext(name)), name


def test_nothing_is_written_beyond_the_paper(draw):
    svg = parsed(draw(CHINESE)).find("svg")
    _, _, width, _ = map(float, svg.get("viewBox").split())
    for text, anchor, size in drawn_texts(svg):
        if text.get("transform"):
            continue
        wide = LETTER * size * letters("".join(text.itertext()))
        x = float(text.get("x"))
        left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        assert left >= -1, "".join(text.itertext())
        assert left + wide <= width + 1, "".join(text.itertext())


def test_the_drawing_itself_is_the_same(draw):
    """Language changes words, and where a legend has its swatches; never a step or a place."""

    def shapes(figure):
        return [
            sorted(node.attrib.items())
            for node in parsed(figure).find("svg").iter("path")
            if node.get("stroke-width") in THICK and not node.get("d").endswith(SWATCH)
        ]

    assert shapes(draw(CHINESE)) == shapes(draw(voice_of("en")))


def test_english_needs_no_voice():
    report = an_amplified_report()

    assert profile_figure(report) == profile_figure(report, voice_of("en"))


def test_a_label_of_wide_glyphs_takes_their_room():
    latin, wide = Label(50, 0, "no call", "", "", 0), Label(50, 0, "无法判定判定判", "", "", 0)

    assert wide.width > 1.8 * latin.width - 10
    first, second = spread([wide, wide], 0, 1000)
    assert second - first >= wide.width - 1e-9


@pytest.mark.parametrize(
    ("text", "room", "said"),
    [
        ("未检出", 6, "未检出"),
        ("未检出", 5, "未检…"),
        ("CTNNB1 p.S45P", 27, "CTNNB1 p.S45P"),
        ("", 3, ""),
    ],
)
def test_a_text_is_cut_by_its_width(text, room, said):
    assert shortened_to(text, room) == said
    assert letters(shortened_to(text, room)) <= room
