"""Cards, copy number, structural variants and integrations on the page and in the table."""

from __future__ import annotations

import csv
import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum

import pytest
from pydantic import BaseModel

from hccgenomics.interpret.oncogenicity import OncogenicityQuestion
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.files import resource
from hccgenomics.model.copy_number import (
    ArmCopies,
    CopyAgreement,
    CopyStatement,
    CutOff,
    Solution,
)
from hccgenomics.model.report_sections import CopyNumberSection, ReadFile, StructuralSection
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.pipeline.section_documents import any_alteration_document
from hccgenomics.reports import wording
from hccgenomics.reports.to_html import to_html
from hccgenomics.reports.to_json import from_json, to_json
from hccgenomics.reports.to_tsv import COLUMNS, to_tsv
from hccgenomics.vocabulary import CopyClass, CopySource, DialectTier, DropReason
from tests import builders
from tests.builders_large import (
    an_event,
    broken,
    changed,
    fused,
    inserted,
    the_copies,
    without_exons,
)
from tests.forbidden import phrases_in
from tests.reports.markup import Markup
from tests.reports.poison import PAYLOADS

GENES = (
    the_copies(
        "FGF19", "amplification", event=an_event(),
        neighbours=(CutOff("amplification from 8 copies", CopyClass.AMPLIFICATION),),
    ),
    the_copies("VEGFA", "gain"),
    the_copies("TP53", "no_change", is_loh=True, minor_copies=0.0),
    the_copies("MET", "no_change", is_loh=False, minor_copies=1.0),
    the_copies("KEAP1", "no_call"),
)  # fmt: skip
USED = Solution("--purity", purity=0.7, ploidy=2.1)
OTHER = Solution("PURPLE", file=2, purity=0.6, purity_low=0.5, purity_high=0.7, ploidy=3.4)


def a_file(**changes) -> ReadFile:
    said = {
        "number": 1, "format": "cnvkit", "tool": "CNVkit", "tier": DialectTier.EXACT,
        "sample": None, "records": 12, "kept": 10, "dropped": {DropReason.NO_VALUE: 2},
        "is_used": True, "notes": (),
    }  # fmt: skip
    return ReadFile(**(said | changes))


def copies(**changes) -> CopyNumberSection:
    said = {
        "files": (a_file(), a_file(number=2, tool="FACETS", format="facets", tier="untested")),
        "solution": USED, "solutions": (USED, OTHER), "is_doubled": False,
        "doubled_why": "The ploidy is below 3.", "noise": 0.08, "genes": GENES,
        "arms": (
            ArmCopies("1q", CopyClass.GAIN, 0.9, 1.0, 0.4, 3.1, "gained in many HCC"),
            ArmCopies("4q", CopyClass.LOSS, 0.9, 1.0, -0.6, None, ""),
            ArmCopies("2p", CopyClass.NO_CHANGE, 1.0, 1.0, 0.0, 2.0, ""),
        ),
        "agreements": (
            CopyAgreement(
                "FGF19", agree=False, why="File 1 has segments and a purity.",
                statements=(
                    CopyStatement(
                        1, CopySource.SEGMENTS, CopyClass.AMPLIFICATION, 2.0, 11.0, is_used=True
                    ),
                    CopyStatement(2, CopySource.CALLS, CopyClass.GAIN, 0.8, None, is_used=False),
                ),
            ),
        ),
        "why": "Each gene is told from its segments.",
    }  # fmt: skip
    return CopyNumberSection(**(said | changes))


def junctions(**changes) -> StructuralSection:
    aside = broken("APC", notes=("The caller's filter is MinQUAL.",), filter=("MinQUAL",)).event
    said = {
        "files": (a_file(number=3, format="manta", tool="Manta"),), "events": (fused().event,),
        "integrations": (inserted().integration,), "set_aside": (aside,), "elsewhere": 1_234,
        "why": "Junctions that concern a gene of the panel are told.",
    }  # fmt: skip
    return StructuralSection(**(said | changes))


QUESTION = OncogenicityQuestion.of(load_knowledge(), Settings())


def a_report(**changes):
    kinds = (changed(event=an_event()), fused(), inserted(), without_exons("MET", "13/20", "14/20"))
    said = {
        "alterations": tuple(any_alteration_document(kind, QUESTION) for kind in kinds),
        "copy_number": copies(),
        "structural": junctions(),
    }
    return builders.a_report(**(said | changes))


def text_of(**changes) -> str:
    return Markup(to_html(a_report(**changes))).text


@pytest.fixture(scope="module")
def example():
    request = ReportRequest(
        paths=(str(resource("example/hcc-example.vcf")),),
        cnv=(str(resource("example/hcc-example.cns")),),
        sv=(str(resource("example/hcc-example.sv.vcf")),),
        purity=0.7,
        ploidy=2.0,
        settings=Settings(),
    )
    return make_report(request)


def test_the_page_is_closed_and_carries_no_script_or_style():
    page = Markup(to_html(a_report()))
    attributes = {name for _, attrs in page.tags for name, _ in attrs}

    assert page.unclosed == []
    assert not attributes & {"style", "src", "srcset"}
    assert [tag for tag, _ in page.tags].count("table") == [t for t, _ in page.tags].count(
        "caption"
    )
    assert all("scope" in cell for cell in page.all("th"))


def test_altered_genes_stand_open_and_the_others_are_folded_with_their_count():
    html = to_html(a_report())
    section = html[html.index('id="h-copies"') : html.index('id="h-junctions"')]

    assert "Amplified, deleted, or on the border of it (1)" in section
    for folded in ("Gained, lost, or without one allele (2)", "No call (1)"):
        assert f"<details>\n<summary>{folded}</summary>" in section
    assert "<details>\n<summary>No change (1)</summary>" in section
    assert section.index("FGF19") < section.index("VEGFA") < section.index("KEAP1")


def test_paper_leaves_out_what_is_folded_and_says_so():
    """Unaltered genes, lists of tables; the settings and the other alterations are printed."""
    html = to_html(a_report())
    css = html[: html.index("</head>")]

    assert "details.paper::details-content{content-visibility:visible" in css
    assert "details:not(.paper,[open])>summary::after{content:var(--unprinted)" in css
    assert ":root{--unprinted:" in css
    assert '<details class="paper">\n<summary>Settings as the software ships them (' in html
    for left_out in ("No change (", "Embedded tables (", "Genes of the panel ("):
        assert re.search(rf'<details(?! class="paper")[^>]*>\n<summary>{re.escape(left_out)}', html)


def test_a_call_stands_with_its_interval_cut_offs_and_neighbours():
    said = text_of()

    assert "11 copies (9.9 to 12)" in said
    assert "Amplification from 6 copies, borderline from 5." in said
    assert "With amplification from 8 copies: amplification." in said
    assert "focal, 2.0 Mb, 2 % of 11q" in said
    assert "Peak: CCND1, LTO1, FGF19, FGF4, FGF3, ANO1." in said


def test_alleles_are_told():
    said = text_of()

    assert "minor 0, LOH" in said
    assert "minor 1, both alleles there" in said


def test_arms_purity_and_agreement_are_told():
    said = text_of()

    assert "Gained as a whole 1q (3.1 copies; gained in many HCC)" in said
    assert "Lost as a whole 4q (log2 ratio -0.6)" in said
    assert "2p" not in said.partition("Chromosome arms")[2].partition("Purity and ploidy")[0]
    assert "The genome is not doubled. The ploidy is below 3." in said
    assert "0.6 (0.5 to 0.7)" in said
    assert "file 1, segments: amplification, 11 copies (used)" in said
    assert "file 2, calls of altered stretches alone: gain, log2 ratio 0.8" in said


def test_genes_on_which_files_agree_are_folded_with_their_count():
    """Of two files of a whole genome they are nearly all."""
    report = a_report()
    differ = report.copy_number.agreements[0]
    agree = [replace(differ, gene=gene, agree=True) for gene in ("MET", "MYC")]

    def section_of(*agreements):
        copies = report.copy_number.model_copy(update={"agreements": agreements})
        html = to_html(report.model_copy(update={"copy_number": copies}))
        return html.partition("Several files on one gene")[2].partition("Files of copy number")[0]

    section = section_of(differ, *agree)
    shown, _, folded = section.partition('<details class="screen">')
    assert "Genes on which the files agree (2)" in folded
    assert "<b>differ</b>" in shown
    assert "MYC" not in shown
    assert "On no gene do the files differ." in section_of(*agree)
    assert "<details" not in section_of(differ)


def test_a_format_of_the_second_tier_is_called_untested_where_it_is_named():
    said = text_of()

    assert re.search(r"FACETS untested on real output", said)
    assert not re.search(r"CNVkit untested", said)
    dropped = wording.label(DropReason.NO_VALUE)
    assert f"12: 10 kept; 2 {dropped[0].lower()}{dropped[1:]}" in said


def test_junctions_integrations_and_what_was_set_aside():
    said = text_of()

    assert "DNAJB1::PRKACA (exon 1 :: exon 2) fusion; in frame" in said
    assert "12 across, 7 spanning" in said
    assert "promoter, 260 bases" in said
    assert "Set aside by a filter or a setting (1)" in said
    assert "FILTER MinQUAL. The caller's filter is MinQUAL." in said
    assert "concern no gene of the panel: 1,234" in said


def test_each_kind_of_alteration_has_its_place_and_none_of_a_small_variant():
    said = text_of()

    assert "chr11:69,000,001–71,000,000 , focal, 2.0 Mb, 2 % of 11q" in said
    assert "chr19:14518000(-) to chr19:14108000(+)" in said
    assert "chr5:1,295,400 , promoter" in said
    assert "N>" not in said


def test_nothing_given_is_said_to_be_that():
    said = text_of(copy_number=CopyNumberSection(), structural=StructuralSection())

    assert wording.NO_COPY_NUMBER in said
    assert wording.NO_STRUCTURAL in said
    assert wording.NO_CARD_NOT_ASSAYED in said


def test_files_without_a_finding_show_no_absence():
    said = text_of(
        structural=junctions(events=(), integrations=(), set_aside=()),
        copy_number=copies(genes=(), arms=(), agreements=(), solutions=()),
    )

    assert wording.NO_JUNCTION in said
    assert wording.NO_CARD in said


def test_the_table_has_a_row_for_each_kind_and_every_column():
    lines = list(csv.reader(to_tsv(a_report()).splitlines(), delimiter="\t"))

    assert lines[0] == list(COLUMNS)
    assert {len(line) for line in lines} == {len(COLUMNS)}
    of = {line[3]: dict(zip(COLUMNS, line, strict=True)) for line in lines[1:]}
    assert set(of) == {"copy_number", "structural", "integration"}
    assert of["copy_number"]["copies"] == "11.0"
    assert of["copy_number"]["hgvs_c"] == of["copy_number"]["vaf"] == "."
    assert of["integration"]["alt_depth"] == "9"


def test_a_row_met_by_a_mere_gain_is_headed_by_its_name():
    one = builders.a_hypothesis(alterations=(), biomarker_id="FGF19-07", therapy=("sorafenib",))

    assert "FGF19-07: sorafenib" in text_of(hypotheses=(one,))


# --- from files to the page


def test_the_example_has_its_cards_from_files_to_page(example):
    page = Markup(to_html(example))
    cards = {card.gene: card for card in example.cards}

    assert cards["FGF19"].state == "present"
    assert {one.gene for one in cards["FGF19"].company if one.copy_class == "amplification"} == {
        "CCND1", "FGF3", "FGF4",
    }  # fmt: skip
    assert cards["FGF19"].headline in page.text
    assert "FGF19 immunohistochemistry" in page.text
    for card in example.cards:
        for check in card.checks:
            assert check.question in page.text
        for item in card.evidence:
            assert " ".join(item.statement.split()) in page.text
    assert page.unclosed == []
    assert phrases_in(page.text.replace("Not approved for", "")) == []


def test_cards_survive_the_json(example):
    assert from_json(to_json(example)).cards == example.cards
    assert to_html(from_json(to_json(example))) == to_html(example)


def test_the_profile_and_the_amplicon_are_drawn_once(example):
    html = to_html(example)
    titles = re.findall(r'<svg[^>]*role="img"[^>]*>\s*<title[^>]*>([^<]*)', html)

    assert len([title for title in titles if "across the genome" in title]) == 1
    assert len([title for title in titles if "chr11" in title]) == 1


def test_the_marker_strip_says_how_many_copies_would_have_been_seen(example):
    assert "VEGFA amplification Absent: at a cut-off of 6 copies" in Markup(to_html(example)).text


def test_purity_is_that_of_the_file_where_the_user_states_none():
    sample = builders.a_sample(purity=None, ploidy=None)
    used = Solution("PURPLE", file=2, purity=0.62, ploidy=3.4)
    said = text_of(sample=sample, copy_number=copies(solution=used, solutions=(used,)))

    assert "Purity 62 % (PURPLE)" in said
    assert "Ploidy 3.4 (PURPLE)" in said
    assert "(PURPLE)" not in text_of(
        sample=builders.a_sample(purity=0.7), copy_number=copies(solution=used)
    )


def test_a_file_of_the_second_tier_is_called_untested_under_provenance_too():
    (first, *_) = builders.a_provenance().inputs
    inputs = (first.model_copy(update={"tier": DialectTier.UNTESTED, "caller": "Severus"}),)
    said = text_of(provenance=builders.a_provenance(inputs=inputs))

    assert "Severus untested on real output" in said


def poisoned(value, text):
    """Hostile text wherever a dataclass or document of these sections holds a free text."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(poisoned(item, text) for item in value)
    if is_dataclass(value):
        return replace(
            value,
            **{each.name: poisoned(getattr(value, each.name), text) for each in fields(value)},
        )
    if isinstance(value, BaseModel):
        names = type(value).model_fields
        return value.model_copy(
            update={name: poisoned(getattr(value, name), text) for name in names}
        )
    return value


@pytest.mark.parametrize("title", ["a script", "single quotes", "a drawing that loads"])
def test_a_hostile_text_in_a_file_adds_no_tag_and_no_attribute(example, title):
    text = PAYLOADS[title]

    def page(said):
        sections = {
            "copy_number": poisoned(copies(), said),
            "structural": poisoned(junctions(), said),
            "cards": poisoned(example.cards, said),
        }
        return Markup(to_html(a_report(**sections)))

    hostile, harmless = page(text), page("harmless")

    assert hostile.structure == harmless.structure
    assert " ".join(text.split()) in hostile.text
