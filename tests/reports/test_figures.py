"""The pictures: what is drawn where, that nothing covers anything, and that nothing gets out."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hccgenomics.model.copy_picture import CopyPicture
from hccgenomics.model.report_sections import CopyNumberSection, ReadFile
from hccgenomics.reports import figure_wording as words
from hccgenomics.reports.figures.genome import BOTTOM, LEFT, RIGHT, TOP, profile_figure
from hccgenomics.reports.figures.labels import Label, apart, fitting, spread
from hccgenomics.reports.figures.paint import COLOURS
from hccgenomics.reports.figures.scale import kind_of
from hccgenomics.reports.figures.window import close_up
from hccgenomics.reports.page_sections import MOST_WINDOWS, windows_of
from hccgenomics.reports.to_html import to_html
from hccgenomics.vocabulary import CopyClass
from tests.builders import a_component, a_marker, an_empty_report
from tests.builders_copies import (
    a_drawn_report,
    a_gene,
    a_profile,
    a_step,
    an_amplified_report,
    an_event,
    findings,
    the_amplicon,
)
from tests.forbidden import phrases_in, texts_of
from tests.reports.markup import Markup

MOST_BYTES = 60_000
NAMESPACE = re.compile(r"\{.*\}")


def parsed(figure) -> ET.Element:
    return ET.fromstring(str(figure))  # noqa: S314 -- what we wrote ourselves


def svg_of(figure) -> ET.Element:
    return parsed(figure).find("svg")


def texts(figure) -> list[str]:
    return ["".join(node.itertext()) for node in svg_of(figure).iter("text")]


def rectangles(figure, fill: str) -> list[ET.Element]:
    """Those that are filled so, themselves or by their group."""
    found = [node for node in svg_of(figure).iter("rect") if node.get("fill") == fill]
    for group in svg_of(figure).iter("g"):
        if group.get("fill") == fill:
            found += list(group.iter("rect"))
    return found


def lines_of(figure, kind: str) -> str:
    """The path of all steps of one kind."""
    drawn = [
        node.get("d")
        for node in svg_of(figure).iter("path")
        if node.get("stroke") == COLOURS[kind] and node.get("stroke-width") in {"2.2", "3"}
    ]
    return "".join(path for path in drawn if not path.endswith("h18"))  # no swatch of the legend


def test_without_a_profile_a_sentence_says_so():
    report = an_empty_report()

    assert profile_figure(report) == f'<p class="none">{words.NO_PROFILE}</p>'
    assert close_up(report, "FGF19") == f'<p class="none">{words.NO_PROFILE}</p>'


def test_a_gene_that_is_not_altered_has_a_sentence_in_place_of_a_close_up():
    said = close_up(an_amplified_report(), "MYC")

    assert "There is no close-up of MYC" in said
    assert "<svg" not in said


def test_every_chromosome_is_numbered_in_order():
    wanted = [str(number) for number in range(1, 23)]
    places = {
        "".join(node.itertext()): float(node.get("x"))
        for node in svg_of(profile_figure(an_amplified_report())).iter("text")
        if node.get("y") == "277"
    }
    assert list(places) == [*wanted, "X"]
    assert list(places.values()) == sorted(places.values())


def test_altered_genes_are_named_with_their_value_and_the_others_faintly():
    figure = profile_figure(an_amplified_report())
    said = texts(figure)

    assert "FGF19 +3" in said, "one name for the genes of one amplicon: the one with a card"
    assert "14" in said
    assert "CDKN2A" in said
    bold = [
        "".join(node.itertext())
        for node in svg_of(figure).iter("text")
        if node.get("font-weight") == "700"
    ]
    assert bold == ["CDKN2A", "FGF19 +3"]
    assert "MYC" in said


def test_a_gene_that_segments_share_is_labelled_from_which_value_to_which():
    """Its mean would say two copies of a gene whose end is lost."""
    shared = {"copies_low": 0.2, "copies_high": 4.4, "parts": 3}
    gene = a_gene("PTEN", CopyClass.BORDERLINE_HOMOZYGOUS_DELETION, 2.3, **shared)
    whole = a_gene("PTEN", CopyClass.BORDERLINE_HOMOZYGOUS_DELETION, 0.7, copies_low=0.6, parts=1)

    assert "0.2–4.4" in texts(profile_figure(a_drawn_report(findings((gene,), a_profile()))))
    assert "0.7" in texts(profile_figure(a_drawn_report(findings((whole,), a_profile()))))


def test_genes_whose_copies_a_marker_asks_for_are_marked_even_if_nothing_is_altered():
    genes = (a_gene("VEGFA", CopyClass.NO_CHANGE, 2.0), a_gene("KRAS", CopyClass.NO_CHANGE, 2.0))
    marker = a_marker(
        "VEGFA amplification", components=(a_component(gene="VEGFA", **{"class": "copy_number"}),)
    )
    report = a_drawn_report(findings(genes, a_profile()), markers=(marker,))

    assert "VEGFA" in texts(profile_figure(report))
    assert "KRAS" not in texts(profile_figure(report))


def test_a_gene_of_a_card_that_is_no_call_says_so():
    gene = a_gene("MYC", CopyClass.NO_CALL, 2.0)
    figure = profile_figure(a_drawn_report(findings((gene,), a_profile()), "MYC"))

    assert texts(figure).count(words.NO_CALL) == 1


def test_a_peak_beyond_the_scale_is_cut_off_and_marked_with_its_value():
    unnamed = a_drawn_report(findings((), a_profile(a_step("chr7", 9_000_000, 9_400_000, 31.4))))

    assert "31.4" in texts(profile_figure(unnamed))
    assert "31.4" not in texts(profile_figure(a_drawn_report(findings((), a_profile()))))


def test_a_stretch_of_some_bases_is_a_dot_and_no_peak():
    """Between two breakends there may be a stretch of a hundred bases at any value."""
    wide = a_profile(a_step("chr7", 9_000_000, 9_400_000, 31.4))
    tiny = a_profile(a_step("chr7", 9_000_000, 9_000_100, 31.4))

    drawn = lines_of(profile_figure(a_drawn_report(findings((), tiny))), "amplified")
    assert "V" in lines_of(profile_figure(a_drawn_report(findings((), wide))), "amplified")
    assert drawn.count("M") == 1
    assert "V" not in drawn
    assert "31.4" not in texts(profile_figure(a_drawn_report(findings((), tiny))))


def test_the_caption_says_how_short_a_dot_is():
    assert f"{words.TINY:,}" in words.GENOME_CAPTION


def test_no_step_leaves_the_paper():
    for node in svg_of(profile_figure(an_amplified_report(copies=400.0))).iter("path"):
        for x, y in re.findall(r"M([\d.]+),([\d.]+)", node.get("d")):
            assert float(x) <= 1000
            assert float(y) <= 330


def test_what_no_data_covers_is_hatched_and_two_copies_are_not():
    figure = profile_figure(an_amplified_report())  # no X
    (hatched,) = [
        node for node in rectangles(figure, "url(#cn-genome-h)") if float(node.get("width")) > 18.1
    ]

    assert float(hatched.get("x")) + float(hatched.get("width")) == pytest.approx(RIGHT, abs=25)
    covered = profile_figure(a_drawn_report(findings((), a_profile())))
    assert all(
        float(n.get("height")) < BOTTOM - TOP for n in rectangles(covered, "url(#cn-genome-h)")
    )


def test_a_value_that_is_not_known_is_hatched_not_drawn_at_two():
    profile = tuple(
        a_step(s.contig, s.start, s.end, None if s.contig == "chr2" else 2.0) for s in a_profile()
    )
    figure = profile_figure(a_drawn_report(findings((), profile)))
    wide = [n for n in rectangles(figure, "url(#cn-genome-h)") if float(n.get("height")) > 100]

    assert len(wide) == 2  # both arms of chromosome 2


def test_gains_and_losses_have_their_colour_and_extremes_another():
    figure = profile_figure(an_amplified_report())

    assert lines_of(figure, "gain").count("M") == 1
    assert lines_of(figure, "loss") == ""
    assert lines_of(figure, "amplified").count("M") == 1
    assert lines_of(figure, "lost").count("M") == 1


def test_one_copy_of_x_is_not_drawn_as_a_loss():
    profile = tuple(
        a_step(s.contig, s.start, s.end, 1.0 if s.contig == "chrX" else 2.0) for s in a_profile()
    )

    assert lines_of(profile_figure(a_drawn_report(findings((), profile))), "loss") == ""


def test_ratios_are_drawn_on_their_own_scale():
    profile = a_profile(
        a_step("chr8", 60_000_000, 145_138_636, 0.5, ratio=True), ratio=True, even=0
    )
    figure = profile_figure(a_drawn_report(findings((), profile, solution=None)))

    assert "log2 ratio" in texts(figure)
    assert "from +1" in texts(figure)
    assert "to −1.2" in texts(figure)
    assert lines_of(figure, "gain").count("M") == 1
    assert "not corrected for purity" in figure


@pytest.mark.parametrize("steps", [3_000, 8_000])
def test_a_profile_of_thousands_of_steps_stays_small(steps):
    width = 248_000_000 * 12 // steps
    profile = tuple(
        a_step(
            f"chr{1 + index * 22 // steps}",
            (index % (steps // 22)) * width // 20,
            (index % (steps // 22) + 1) * width // 20,
            1.0 + index % 7,
        )
        for index in range(steps)
    )
    figure = profile_figure(a_drawn_report(findings((), profile)))

    assert len(figure.encode()) < MOST_BYTES


def test_a_usual_profile_and_its_close_up_are_small():
    report = an_amplified_report()

    assert len(profile_figure(report).encode()) < MOST_BYTES / 4
    assert len(close_up(report, "FGF19").encode()) < MOST_BYTES / 4


def test_the_same_report_gives_the_same_bytes():
    assert profile_figure(an_amplified_report()) == profile_figure(an_amplified_report())
    assert close_up(an_amplified_report(), "FGF19") == close_up(an_amplified_report(), "FGF19")


def test_the_report_alone_is_enough_to_draw():
    report = an_amplified_report()
    again = type(report).model_validate_json(report.model_dump_json(by_alias=True))

    assert profile_figure(again) == profile_figure(report)
    assert close_up(again, "CCND1") == close_up(report, "CCND1")


def test_pictures_are_named_and_described():
    for figure in (profile_figure(an_amplified_report()), close_up(an_amplified_report(), "FGF19")):
        svg = svg_of(figure)
        named = {node.get("id"): "".join(node.itertext()) for node in svg if node.get("id")}
        title, described = svg.get("aria-labelledby").split()
        assert svg.get("role") == "img"
        assert named[title]
        assert "FGF19 14 copies (amplification)" in named[described]


def test_pictures_hold_no_script_no_style_and_nothing_from_elsewhere():
    for figure in (profile_figure(an_amplified_report()), close_up(an_amplified_report(), "FGF19")):
        for node in parsed(figure).iter():
            assert NAMESPACE.sub("", node.tag) in {
                "figure", "svg", "title", "desc", "defs", "pattern", "g", "path", "rect", "text",
                "figcaption",
            }  # fmt: skip
            assert not {"style", "href", "onclick", "onload"} & set(node.keys())
            for value in node.attrib.values():
                assert "url(" not in value or value.startswith("url(#cn-")


def test_no_two_pictures_of_a_page_share_a_name():
    report = an_amplified_report()
    drawn = [profile_figure(report), close_up(report, "FGF19"), close_up(report, "CDKN2A")]
    names = [name for figure in drawn for name in re.findall(r' id="([^"]+)"', figure)]

    assert len(names) == len(set(names)) == 9


def test_hostile_names_stay_text():
    event = an_event("chr8", 127_000_000, 128_000_000)
    gene = a_gene("MYC", CopyClass.AMPLIFICATION, 9.0, event=event)
    report = a_drawn_report(findings((gene,), a_profile()))
    data = report.model_dump_json(by_alias=True).replace('"MYC"', '"\\"><script>\\u202ealert(1)"')
    poisoned = type(report).model_validate_json(data)
    name = '"><script>\u202ealert(1)'

    for figure in (profile_figure(poisoned), close_up(poisoned, name)):
        assert "<svg" in figure
        assert "<script" not in figure
        assert "\u202e" not in figure
        assert parsed(figure).tag == "figure"


def test_the_close_up_draws_its_genes_to_scale_and_in_their_direction():
    figure = close_up(an_amplified_report(), "FGF19")
    arrows = {
        node.find("title").text: node.get("d")
        for node in svg_of(figure).iter("path")
        if node.find("title") is not None
    }

    def tail_and_tip(path):
        tail = float(re.match(r"M([\d.]+),", path)[1])
        tip = float(re.search(r"L([\d.]+),", path)[1])
        return tail, tip

    assert {"CCND1", "LTO1", "FGF19", "FGF4", "FGF3", "ANO1"} <= set(arrows)
    assert tail_and_tip(arrows["CCND1"])[0] < tail_and_tip(arrows["CCND1"])[1]
    assert tail_and_tip(arrows["FGF19"])[0] > tail_and_tip(arrows["FGF19"])[1]
    tail, tip = tail_and_tip(arrows["ANO1"])
    window = an_amplified_report().copy_number.picture.close_ups[-1]
    per_base = (RIGHT - LEFT) / (window.end - window.start)
    assert tip - tail == pytest.approx((70_189_528 - 70_078_301) * per_base, abs=0.2)


def test_the_close_up_says_how_wide_the_event_is_and_how_high():
    said = texts(close_up(an_amplified_report(), "FGF19"))

    assert "focal, 0.61 Mb" in said
    assert "14" in said
    assert "ploidy 2.1" in said


def test_one_close_up_serves_all_genes_of_its_window():
    report = an_amplified_report()
    shown = {re.sub(r"cn-\w+-", "", close_up(report, gene)) for gene in ("CCND1", "FGF4", "FGF3")}

    assert len(shown) == 1


@pytest.mark.parametrize("copies", [0.0, 0.2])
def test_a_loss_has_its_close_up_too(copies):
    event = an_event("chr9", 21_900_000, 22_050_000, arm="9p")
    gene = a_gene("CDKN2A", CopyClass.HOMOZYGOUS_DELETION, copies, event=event)
    profile = a_profile(a_step("chr9", 21_900_000, 22_050_000, copies))
    figure = close_up(a_drawn_report(findings((gene,), profile)), "CDKN2A")

    assert "focal, 0.15 Mb" in texts(figure)
    assert lines_of(figure, "lost").count("M") == 1


def test_a_crowded_genome_still_names_no_gene_over_another():
    symbols = (
        "TERT", "EGFR", "MET", "MYC", "CDKN2A", "PTEN", "RB1", "TP53", "ERBB2", "CCNE1", "MDM2",
        "AKT1", "BRAF", "KRAS", "PIK3CA", "CTNNB1", "ARID1A", "AXIN1", "TSC2",
    )  # fmt: skip
    genes = tuple(a_gene(symbol, CopyClass.AMPLIFICATION, 9.0) for symbol in symbols)
    figure = profile_figure(a_drawn_report(findings((*genes, *the_amplicon()), a_profile())))
    bold = [
        ("".join(node.itertext()), float(node.get("x")))
        for node in svg_of(figure).iter("text")
        if node.get("font-weight") == "700"
    ]

    assert len(bold) >= 10
    for (left, x1), (right, x2) in pairwise(bold):
        assert x2 - x1 >= 4.6 * (len(left) + len(right)), (left, right)


@pytest.mark.parametrize("figure", [profile_figure, lambda report: close_up(report, "FGF19")])
def test_pictures_never_say_more_than_is_known(figure):
    assert phrases_in(str(figure(an_amplified_report()))) == []


places = st.lists(st.floats(0, 1000), max_size=30)


@given(places, st.floats(1, 30))
def test_labels_never_touch_and_keep_their_order(wanted, size):
    wanted = sorted(wanted)
    middles = apart(wanted, [size] * len(wanted), 0, 1000)

    for before, after in pairwise(middles):
        assert after - before >= size - 1e-6
    assert all(size / 2 - 1e-6 <= middle <= 1000 - size / 2 + 1e-6 for middle in middles)


@given(st.lists(st.tuples(st.floats(0, 1000), st.integers(0, 1)), max_size=80))
def test_as_many_labels_are_kept_as_there_is_room_for_the_important_first(drawn):
    labels = [Label(x, 0.0, "GENE1", "2.0", "same", rank) for x, rank in drawn]
    kept = fitting(labels, 850)

    assert sum(label.width for label in kept) <= 850
    if len(kept) < len(labels):
        assert all(label.rank == 0 for label in kept) or {
            label.rank for label in labels if label not in kept
        } == {1}
    middles = spread(kept, 0, 850)
    assert middles == sorted(middles)


def test_no_word_of_the_pictures_says_more_than_is_known():
    assert [text for text in texts_of(words) if phrases_in(text)] == []


steps = st.builds(
    a_step,
    st.sampled_from(["chr1", "chr9", "chr11", "chr22", "chrX", "chrY", "chrM"]),
    st.integers(0, 40_000_000),
    st.integers(40_000_001, 50_000_000),
    st.none() | st.floats(-40, 4000),
    ratio=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(steps, min_size=1, max_size=12))
def test_any_profile_is_drawn_and_stays_on_its_paper(profile):
    report = a_drawn_report(findings(the_amplicon(), tuple(profile)))

    for figure in (profile_figure(report), close_up(report, "FGF19")):
        svg = svg_of(figure)
        width, height = map(float, svg.get("viewBox").split()[2:])
        for node in svg.iter("rect"):
            if node.get("x"):
                assert 0 <= float(node.get("x")) <= width
                assert 0 <= float(node.get("width")) <= width
        for node in svg.iter("text"):
            assert 0 <= float(node.get("x")) <= width
            assert 0 <= float(node.get("y")) <= height
        for path in svg.iter("path"):
            for x, y in re.findall(r"[ML](-?[\d.]+),(-?[\d.]+)", path.get("d")):
                assert -1 <= float(x) <= width
                assert -1 <= float(y) <= height


def test_an_empty_section_is_drawn_as_a_sentence():
    assert "<svg" not in profile_figure(an_empty_report(copy_number=CopyNumberSection(why="None.")))


PICTURE = CopyPicture(
    in_copies=True,
    base=2.1,
    amplification=6.0,
    gain=2.7,
    loss=1.3,
    homozygous_deletion=0.5,
    chromosomes=(),
    close_ups=(),
)
RATIOS = replace(
    PICTURE,
    in_copies=False,
    base=0.0,
    amplification=1.0,
    gain=0.2,
    loss=-0.25,
    homozygous_deletion=-1.2,
)


@pytest.mark.parametrize(
    ("sex", "contig", "value", "kind"),
    [
        ("female", "chrX", 2.0, "same"),
        ("female", "chrX", 1.0, "loss"),
        ("female", "chrX", 3.0, "gain"),
        ("female", "chrX", 0.2, "lost"),
        ("male", "chrX", 1.0, "same"),
        ("male", "chrX", 2.0, "gain"),
        ("male", "chrX", 0.2, "lost"),
        ("male", "chrX", 7.0, "amplified"),
        ("male", "chrY", 1.0, "same"),
        ("male", "chrY", 2.0, "gain"),
        ("male", "chr8", 1.0, "loss"),
        ("female", "chr8", 3.0, "gain"),
    ],
)
def test_x_and_y_are_coloured_against_what_the_sex_has(sex, contig, value, kind):
    assert kind_of(value, contig, PICTURE, sex) == kind


@pytest.mark.parametrize(
    ("sex", "contig", "value", "kind"),
    [
        ("female", "chrX", -0.6, "loss"),
        ("female", "chrX", 0.1, "same"),
        ("female", "chrX", 0.5, "gain"),
        ("male", "chrX", -1.0, "same"),
        ("male", "chrX", 1.2, "amplified"),
        ("male", "chr8", -0.6, "loss"),
    ],
)
def test_ratios_on_x_of_a_man_are_coloured_at_the_extremes_alone(sex, contig, value, kind):
    assert kind_of(value, contig, RATIOS, sex) == kind


@pytest.mark.parametrize("sex", [None, "female", "male"])
def test_without_the_sex_x_is_hatched_and_says_so(sex):
    found = findings(the_amplicon(), a_profile())
    report = a_drawn_report(found)
    drawn = profile_figure(
        report.model_copy(update={"sample": report.sample.model_copy(update={"sex": sex})})
    )
    assert ("no call without --sex" in drawn) is (sex is None)


def test_close_ups_for_which_there_is_no_room_are_named():
    report = an_amplified_report().model_copy(update={"cards": ()})
    (first, *_) = report.copy_number.picture.close_ups
    many = tuple(replace(first, altered=(*first.altered, f"GENE{n}")) for n in range(MOST_WINDOWS))
    beyond = tuple(replace(first, altered=genes) for genes in (("MET",), ("TERT", "MET")))
    picture = replace(report.copy_number.picture, close_ups=(*many, *beyond))
    segments = ReadFile(
        number=1, format="cns", tool="CNVkit", tier="exact", sample=None,
        records=3, kept=3, dropped={}, is_used=True,
    )  # fmt: skip
    told = {"picture": picture, "files": (segments,)}
    copies = report.copy_number.model_copy(update=told)
    crowded = report.model_copy(update={"copy_number": copies})

    assert windows_of(crowded).below == (first.altered[0],) * MOST_WINDOWS
    assert windows_of(crowded).without == ("MET", "TERT")
    assert "no room for the pictures of MET, TERT;" in Markup(to_html(crowded)).text
    assert "no room for the pictures of" not in Markup(to_html(report)).text
