"""Pictures of genes: what stands where, that nothing covers anything, and that nothing gets out."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given, settings
from pydantic import TypeAdapter

from hccgenomics.errors import FormatError
from hccgenomics.knowledge.files import resource
from hccgenomics.model.gene_picture import GenePicture
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.reports import gene_picture_wording
from hccgenomics.reports.figures.labels import BOLD_LETTER, PLAIN_LETTER, letters
from hccgenomics.reports.figures.lollipop import TOLD, Lollipop, picture_in, pictures_apart
from hccgenomics.reports.figures.lollipop_changes import (
    CIRCLE,
    DRIVER,
    SQUARE,
    TRIANGLE,
    has_bar,
    place_of,
    shape_of,
)
from hccgenomics.reports.figures.lollipop_paper import EXONS, HEADS, LEFT, RIGHT, WIDTH, Paper
from hccgenomics.reports.to_html import to_html
from hccgenomics.reports.to_json import from_json, to_json
from hccgenomics.reports.translation.voice import voice_of
from hccgenomics.vocabulary import Consequence, HotspotKind, Verification
from tests.builders import an_alteration, an_empty_report
from tests.builders_pictures import (
    a_change,
    a_domain,
    a_hotspot,
    a_picture,
    a_promoter,
    a_promoter_change,
    pictures,
)
from tests.conftest import DATA

ENGLISH, CHINESE = voice_of("en"), voice_of("zh")
GOLDEN = DATA / "golden" / "figures"
MOST_BYTES = 4_000
"""Of a picture as reports have them; one of sixty changes is larger."""
LARGEST = 12_000
LEAST_LETTERS = 10.9
"""Font size on 720 units that is 11 pixels on 720; smaller than that nobody reads."""
OVERLAP = 0.6
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def svg(picture, voice=ENGLISH) -> ET.Element:
    return ET.fromstring(str(Lollipop(picture, voice).drawn))  # noqa: S314 -- ours


def texts(root) -> list[tuple[str, float, float, float]]:
    """Every line of text with the place of its ends and its height."""
    found = []
    for group, bold in [(root, False), *((one, one.get("font-weight")) for one in root.iter("g"))]:
        for one in group.findall("text"):
            said = "".join(one.itertext())
            size = float(one.get("font-size") or group.get("font-size") or 12)
            anchor = one.get("text-anchor") or group.get("text-anchor") or "start"
            assert size >= LEAST_LETTERS
            width = letters(said) * (BOLD_LETTER if bold else PLAIN_LETTER)
            x = float(one.get("x"))
            start = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
            found.append((said, start, start + width, float(one.get("y"))))
    return found


def words(root) -> list[str]:
    return [said for said, *_ in texts(root)]


def paths(root) -> list[str]:
    return [one.get("d") for one in root.iter("path")]


@pytest.fixture(scope="module")
def example():
    path = resource("example/hcc-example.vcf")
    return make_report(ReportRequest(paths=(str(path),), settings=Settings()))


@pytest.mark.parametrize("gene", ["TP53", "TERT"])
def test_two_genes_are_drawn_as_they_were_read(gene, example, request):
    (picture,) = [one for one in example.gene_pictures if one.gene == gene]
    path = GOLDEN / f"{gene}.svg"
    found = f"{Lollipop(picture, ENGLISH).drawn}\n".replace("><", ">\n<")
    if request.config.getoption("--regenerate"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")

    assert found == path.read_text(encoding="utf-8")


def test_pictures_of_a_report_are_small(example):
    sizes = [len(str(Lollipop(one, ENGLISH).drawn).encode()) for one in example.gene_pictures]

    assert sizes
    assert max(sizes) <= MOST_BYTES


@given(pictures())
@settings(max_examples=60)
def test_nothing_touches_and_nothing_leaves_the_paper(picture):
    root = svg(picture)
    width, height = map(float, root.get("viewBox").split()[2:])
    rows = {}
    for said, start, end, y in texts(root):
        rows.setdefault(y, []).append((start, end, said))

    assert width == WIDTH
    for y, row in rows.items():
        assert 0 < y < height
        for one, other in pairwise(sorted(row)):
            assert one[1] <= other[0] + OVERLAP, (one, other)
        assert all(start >= -OVERLAP and end <= WIDTH + OVERLAP for start, end, _ in row), row


@given(pictures())
@settings(max_examples=60)
def test_lines_stay_on_the_paper_whatever_the_document(picture):
    root = svg(picture)
    height = float(root.get("viewBox").split()[3])
    for path in paths(root):
        for letter, numbers in re.findall(r"([MLHV])([-\d.,]+)", path):
            for index, number in enumerate(map(float, NUMBER.findall(numbers))):
                is_down = letter == "V" or (letter in "ML" and index % 2)
                assert -1 <= number <= (height if is_down else WIDTH) + 1, path
    for box in root.iter("rect"):
        assert LEFT - 1 <= float(box.get("x")) <= RIGHT + 1
        assert float(box.get("x")) + float(box.get("width")) <= RIGHT + 3


@given(pictures())
@settings(max_examples=30)
def test_however_much_is_changed_the_picture_is_bounded(picture):
    found = Lollipop(picture, ENGLISH)

    assert len(str(found.drawn).encode()) <= LARGEST
    named = set(words(ET.fromstring(str(found.drawn))))  # noqa: S314 -- ours
    for change in picture.changes:
        assert change.label in found.unnamed or any(
            one == change.label or (one.endswith("…") and change.label.startswith(one[:-1]))
            for one in named
        )


@given(pictures())
@settings(max_examples=30)
def test_heads_stand_in_the_order_of_their_places(picture):
    paper = Paper.of(picture)
    places = [place_of(change, paper) for change in picture.changes if change.start > 0]

    assert all(paper.left <= x <= RIGHT + 0.1 for x in places)
    promoter = [place_of(one, paper) for one in picture.changes if one.start < 0]
    assert all(LEFT <= x <= paper.promoter_right for x in promoter)
    assert not promoter or max(promoter) < paper.left


def test_a_codon_is_where_its_share_of_the_protein_is():
    picture = a_picture(changes=(a_change(197),), residues=393)
    paper = Paper.of(picture)

    x = place_of(picture.changes[0], paper)

    assert x == pytest.approx(LEFT + (RIGHT - LEFT) * 196.5 / 394, abs=0.1)


def test_a_splice_site_stands_at_the_border_of_its_exon():
    donor = a_change(
        label="c.375+1G>A", kind=Consequence.SPLICE_DONOR, start=375, end=376,
        first_codon=125, last_codon=126,
    )  # fmt: skip
    paper = Paper.of(a_picture(changes=(donor,)))

    assert place_of(donor, paper) == pytest.approx(paper.left + 375 * paper.per_base)
    assert shape_of(donor) == TRIANGLE


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        (Consequence.MISSENSE, CIRCLE),
        (Consequence.INFRAME_DELETION, CIRCLE),
        (Consequence.SYNONYMOUS, CIRCLE),
        (Consequence.STOP_GAINED, SQUARE),
        (Consequence.FRAMESHIFT, SQUARE),
        (Consequence.START_LOST, SQUARE),
        (Consequence.SPLICE_ACCEPTOR, TRIANGLE),
        (Consequence.SPLICE_REGION, TRIANGLE),
    ],
)
def test_the_shape_of_a_head_tells_the_kind(kind, shape):
    assert shape_of(a_change(kind=kind)) == shape


def test_drivers_are_filled_and_others_are_rings():
    root = svg(a_picture(changes=(a_change(100, driver=False), a_change(249))))
    heads = {one.get("fill"): one.get("d") for one in root.iter("path") if "a5,5" in one.get("d")}

    assert set(heads) == {DRIVER, "#fff"}
    assert heads[DRIVER].count("z") == heads["#fff"].count("z") == 1


def test_a_deletion_in_frame_is_a_bar_over_its_codons():
    deletion = a_change(
        32, label="p.D32_S45del", kind=Consequence.INFRAME_DELETION, end=135, last_codon=45
    )
    insertion = a_change(
        32, label="p.D32_S33insG", kind=Consequence.INFRAME_INSERTION, end=99, last_codon=33
    )
    paper = Paper.of(a_picture(changes=(deletion,)))
    left, right = paper.codon_edges(32, 45)

    assert has_bar(deletion)
    assert not has_bar(insertion)
    bars = [
        one
        for one in svg(a_picture(changes=(deletion,))).iter("path")
        if one.get("stroke-width") == "5"
    ]
    (bar,) = [one.get("d") for one in bars]
    start, end = (float(NUMBER.findall(part)[0]) for part in re.split("H", bar))
    assert (start, end) == (pytest.approx(left, abs=0.1), pytest.approx(right, abs=0.1))


def test_a_shifted_frame_leads_to_its_new_stop():
    shifted = a_change(242, kind=Consequence.FRAMESHIFT, label="p.C242Afs*5", new_stop=246)
    unknown = a_change(242, kind=Consequence.FRAMESHIFT, label="p.C242fs", new_stop=None)

    drawn = Lollipop(a_picture(changes=(shifted,)), ENGLISH)

    assert drawn.has_way
    assert not Lollipop(a_picture(changes=(unknown,)), ENGLISH).has_way
    assert "new stop at codon 246" in str(drawn.drawn)


def test_the_promoter_stands_left_of_a_break_on_a_scale_of_its_own():
    near, far = a_promoter_change(-124), a_promoter_change(-146)
    picture = a_picture(
        gene="TERT", residues=1132, changes=(far, near, a_change(858)), promoter=a_promoter(),
        domains=(), hotspots=(),
    )  # fmt: skip
    paper = Paper.of(picture)
    root = svg(picture)

    assert LEFT < place_of(far, paper) < place_of(near, paper) < paper.promoter_right < paper.left
    assert paper.promoter_base > paper.per_base
    assert "promoter" in words(root)
    assert "\N{MINUS SIGN}124" in words(root)
    assert "TERT" in root.find("title").text
    assert "124 bases before the start codon" in root.find("desc").text


def test_the_promoter_alone_has_more_room_than_beside_coding_changes():
    alone = Paper.of(a_picture(changes=(a_promoter_change(),), promoter=a_promoter()))
    beside = Paper.of(
        a_picture(changes=(a_promoter_change(), a_change(100)), promoter=a_promoter())
    )

    assert alone.promoter_right > beside.promoter_right


def test_the_picture_is_told_to_those_who_do_not_see_it():
    root = svg(a_picture(changes=(a_change(249), a_change(72, driver=False, vaf=None))))
    told = root.find("desc").text

    assert root.get("role") == "img"
    assert (
        root.get("aria-labelledby")
        == f"{root.find('title').get('id')} {root.find('desc').get('id')}"
    )
    assert "p.R249S at codon 249, missense variant, driver, VAF 42" in told
    assert "p.R72S at codon 72, missense variant, met no driver rule" in told
    assert "DNA-binding core S94-T312" in told
    assert "hotspot R249, tumours of the liver: 13" in told


def test_changes_that_are_not_told_one_by_one_are_counted():
    many = tuple(a_change(codon) for codon in range(10, 21))
    told = svg(a_picture(changes=many, more_changes=5)).find("desc").text

    assert told.count(" at codon ") == TOLD
    assert words_for_more(len(many) - TOLD + 5) in told


def words_for_more(count: int) -> str:
    return gene_picture_wording.TOLD_MORE.format(count=count)


def test_where_there_is_no_room_for_every_name_drivers_have_theirs():
    crowd = tuple(a_change(codon, driver=codon == 249) for codon in range(210, 290))
    picture = a_picture(changes=crowd)
    drawn = Lollipop(picture, ENGLISH)

    assert "p.R249S" in words(svg(picture))
    assert 0 < len(drawn.unnamed) < len(crowd)
    assert "p.R249S" not in drawn.unnamed


def test_names_of_parts_give_way_to_letters_where_they_crowd():
    apart = a_picture(domains=(a_domain(20, 60, name="the A domain"), a_domain(200, 300)))
    crowded = a_picture(
        domains=tuple(
            a_domain(n, n, name="armadillo repeats 5 and 6", residues=f"K{n}")
            for n in (300, 306, 312)
        )
    )

    assert [one.key for one in Lollipop(apart, ENGLISH).keys] == ["", ""]
    assert {"A domain", "DNA-binding core"} <= set(words(svg(apart)))
    assert [one.key for one in Lollipop(crowded, ENGLISH).keys] == ["a", "b", "c"]
    assert {"a", "b", "c"} <= set(words(svg(crowded)))


def test_a_part_whose_source_nobody_verified_has_a_dashed_edge():
    parts = (a_domain(), a_domain(320, 350, verification=Verification.PARTLY_VERIFIED))
    boxes = list(svg(a_picture(domains=parts)).iter("rect"))

    assert [box.get("stroke-dasharray") for box in boxes] == [None, "3,2"]


def test_a_hotspot_is_hit_by_a_change_of_its_kind_alone():
    inframe = a_hotspot(240, end=260, residues="240-260", kind=HotspotKind.INFRAME)
    here = (a_hotspot(), inframe, a_hotspot(175, residues="R175"))
    stop = a_change(249, kind=Consequence.STOP_GAINED)
    lost = a_change(249, kind=Consequence.INFRAME_DELETION)

    def hit(change):
        return [
            one.residues
            for one in Lollipop(a_picture(changes=(change,), hotspots=here), ENGLISH).hit
        ]

    assert hit(a_change(249)) == ["R249"]
    assert hit(stop) == []
    assert hit(lost) == ["240-260"]


def test_hotspots_are_counted_by_one_measure():
    both = Lollipop(a_picture(hotspots=(a_hotspot(), a_hotspot(175, liver_tumours=None))), ENGLISH)
    tcga = a_hotspot(tumours=None, liver_tumours=None)

    assert both.in_table
    assert "R249: 13" in str(both.drawn)
    assert "R175: 11" not in str(both.drawn)
    alone = Lollipop(a_picture(hotspots=(tcga,)), ENGLISH)
    assert not alone.in_table
    assert "R249: 11" in str(alone.drawn)
    assert "liver tumours of TCGA: 11" in str(alone.drawn)


def test_the_longest_stem_has_the_most_tumours():
    many, few = a_hotspot(100, liver_tumours=40), a_hotspot(300, liver_tumours=10)
    drawn = "".join(paths(svg(a_picture(hotspots=(many, few), changes=(a_change(20),)))))
    stems = {x: float(length) for x, length in re.findall(r"M([\d.]+),150v([\d.]+)", drawn)}

    assert [length for _, length in sorted(stems.items(), key=lambda one: float(one[0]))] == [
        26,
        15,
    ]


def test_what_a_document_says_cannot_leave_its_text():
    hostile = '"><script>alert(1)</script><text x="'
    picture = a_picture(
        gene=hostile,
        changes=(a_change(label=hostile),),
        domains=(a_domain(name=hostile, source=hostile),),
        hotspots=(a_hotspot(residues=hostile),),
    )
    root = svg(picture)

    assert not list(root.iter("script"))
    assert any("<script>" in said or "script" in said for said in words(root))


def test_places_beyond_the_protein_stay_on_the_paper():
    beyond = a_picture(
        changes=(a_change(5000), a_change(1, start=-90_000, end=-1)),
        domains=(a_domain(900, 4000),),
        hotspots=(a_hotspot(7000),),
    )
    root = svg(beyond)

    for path in paths(root):
        for x in re.findall(r"[ML]([-\d.]+),", path):
            assert 0 <= float(x) <= WIDTH


def test_it_speaks_the_language_of_the_page():
    picture = a_picture(changes=(a_change(249), a_promoter_change()), promoter=a_promoter())
    english, chinese = set(words(svg(picture))), set(words(svg(picture, CHINESE)))

    assert {"exons", "hotspots", "codon", "promoter"} <= english
    assert {"外显子", "热点", "密码子", "启动子"} <= chinese
    assert {"p.R249S", "c.-124C>T", "R249: 13"} <= english & chinese
    root = svg(picture, CHINESE)
    told = root.find("title").text + root.find("desc").text
    left = re.sub(r"p\.R249S|c\.-124C>T|TP53|VAF|DNA|S94-T312|R249", "", told)
    assert not re.search(r"[A-Za-z]{2,}", left), left


def a_report(*found, pictures=()):
    return an_empty_report(alterations=tuple(found), gene_pictures=tuple(pictures))


def test_a_picture_stands_beside_the_first_driver_of_its_gene():
    first = an_alteration(id="TP53:a", gene="TP53")
    second = an_alteration(id="TP53:b", gene="TP53")
    other = an_alteration(id="KRAS:c", gene="KRAS")
    picture, apart = a_picture(), a_picture(gene="KEAP1")
    report = a_report(first, second, other, pictures=(picture, apart))

    assert picture_in(first, report, 9) == picture
    assert picture_in(second, report, 9) is None
    assert picture_in(other, report, 9) is None
    assert pictures_apart(report, (first, second, other), 9) == ((apart,), ())
    assert pictures_apart(report, (other,), 9) == ((picture, apart), ())
    assert pictures_apart(report, (first,), 1) == ((), ("KEAP1",))


def test_the_page_draws_every_picture_and_says_what_is_not_drawn(example):
    page = to_html(example)

    assert page.count('<figure class="chart lollipop"') == len(example.gene_pictures)
    for picture in example.gene_pictures:
        assert page.count(f'id="gene-{picture.gene}-t"') == 1
        for domain in picture.domains:
            assert domain.source in page
    for why in example.genes_not_drawn:
        assert why in page
    assert "cancerhotspots.org v3, ODbL 1.0" in page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_from_the_json_is_the_same(language, example):
    again = from_json(to_json(example))

    assert to_html(again, language) == to_html(example, language)


def test_heads_are_above_the_exons():
    assert HEADS < EXONS


@pytest.mark.parametrize(
    "fault",
    [
        {"exons": ()},
        {"residues": 0},
        {"residues": 10**15},
        {"hotspots": (a_hotspot(liver_tumours=-4),)},
        {"promoter": a_promoter(0)},
        {"domains": (a_domain(0),)},
    ],
)
def test_a_document_that_cannot_be_drawn_is_refused(fault):
    text = to_json(a_report(pictures=(a_picture(),)))
    whole = json.loads(text)
    drawn = TypeAdapter(GenePicture).dump_python(a_picture(**fault), mode="json", warnings=False)
    whole["gene_pictures"] = [drawn]

    assert from_json(text).gene_pictures
    with pytest.raises(FormatError):
        from_json(json.dumps(whole))
