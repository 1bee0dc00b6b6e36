"""Forced calls on the page and as a table."""

from __future__ import annotations

import re

import pytest

from hccgenomics.model.plasma import Counted, ForcedCall
from hccgenomics.pipeline.forced.places import known_places
from hccgenomics.pipeline.knowledge import load_knowledge
from hccgenomics.reports.forced_rows import FORCED_COLUMNS, forced_shown, to_forced_tsv
from hccgenomics.reports.forced_wording import quiet_hotspots
from hccgenomics.reports.room import ROOMS
from hccgenomics.reports.to_html import _environment
from hccgenomics.reports.translation.voice import voice_of
from hccgenomics.vocabulary import Assembly, DepthUnit, ForcedBecause, ForcedState
from tests.builders import a_report
from tests.conftest import ROOT
from tests.forbidden import phrases_in

HOTSPOT = (ForcedBecause.HOTSPOT,)
State = ForcedState


def a_count(alt=0, depth=1000) -> Counted:
    return Counted(
        depth=depth, ref=depth - alt, alt=alt, other=0, alt_forward=alt, alt_reverse=0,
        low_quality=2, unit=DepthUnit.FRAGMENTS,
    )  # fmt: skip


def a_call(gene="TP53", pos=1, state=State.NOT_DETECTED, **fields) -> ForcedCall:
    alt = fields.pop("alt", 0)
    known = {
        "name": f"{gene} p.X{pos}Y", "gene": gene, "contig": "chr17", "pos": pos, "ref": "C",
        "alt": "T", "because": HOTSPOT, "alteration": None, "state": state,
        "count": a_count(alt, fields.pop("depth", 1000)), "vaf": alt / 1000, "low": 0.0,
        "high": 0.004, "error": 0.001, "error_from": "global", "p_value": 1.0, "q_value": 1.0,
        "limit_vaf": 0.006, "normal": None, "why": "None of 1,000 fragments carries it.",
    }  # fmt: skip
    return ForcedCall(**{**known, **fields})


QUIET = [
    *(a_call("TP53", pos) for pos in range(1, 5)),
    a_call("CTNNB1", 9, limit_vaf=0.002, depth=4000),
    a_call("TERT", 10, State.NOT_COVERED, depth=3, limit_vaf=None, p_value=None, q_value=None),
    a_call("KRAS", 11, State.GENOTYPED, alt=2, q_value=0.6),
]
TOLD = [
    a_call("TP53", 20, State.GENOTYPED, alt=30, q_value=1e-9),
    a_call("ARID1A", 21, because=(ForcedBecause.TISSUE,)),
    a_call("ARID1A", 22, State.NOT_COVERED, because=(ForcedBecause.TISSUE, *HOTSPOT)),
    a_call("CTNNB1", 23, State.CALLED, alt=90, because=(ForcedBecause.CALLED,)),
    a_call("KRAS", 24, State.GENOTYPED, alt=2, q_value=0.6, normal=a_count(5)),
    a_call("CTNNB1", 25, State.CALLED, alt=80),  # within a wider call
]


def of(calls):
    return a_report(forced_calls=tuple(calls))


def page(calls) -> str:
    environment = _environment(voice_of())
    template = environment.get_template("forced_calls.html")
    macros = environment.get_template("macros.html").module
    return template.render(report=of(calls), room=ROOMS[0], m=macros)


def test_a_long_table_is_folded_and_nothing_of_it_is_lost():
    calls = [a_call(pos=pos, because=(ForcedBecause.TISSUE,)) for pos in range(100, 140)]
    text = page(calls)

    assert "Known places one by one (40)" in text
    assert "Further known places (10)" in text
    assert [text.count(f"TP53 p.X{pos}Y") for pos in range(100, 140)] == [1] * 40
    assert "Further known places" not in page(calls[:30])


def test_what_is_of_interest_is_told_one_by_one_called_first():
    shown = forced_shown(of([*QUIET, *TOLD])).shown

    assert [call.pos for call in shown] == [23, 25, 20, 24, 21, 22]


def test_the_others_are_told_by_gene_and_none_is_lost():
    found = forced_shown(of([*QUIET, *TOLD]))

    assert sum(gene.alleles for gene in found.quiet) + len(found.shown) == len(QUIET) + len(TOLD)
    assert [(g.gene, g.unseen, g.by_error, g.uncovered) for g in found.quiet] == [
        ("CTNNB1", 1, 0, 0), ("KRAS", 0, 1, 0), ("TERT", 0, 0, 1), ("TP53", 4, 0, 0),
    ]  # fmt: skip
    assert (found.unseen, found.unseen_genes, found.low, found.high) == (5, 2, 0.002, 0.006)


def test_what_is_not_covered_is_said_by_the_genes_name():
    said = " ".join(quiet_hotspots(forced_shown(of(QUIET)))).replace("\N{NO-BREAK SPACE}", " ")

    assert "5 hotspot alleles of 2 genes: no fragment carries one; limits 0.2 % to 0.6 %." in said
    assert "1 hotspot allele: fragments that errors explain as well." in said
    assert "1 hotspot allele not covered, of TERT." in said


def test_the_page_does_not_list_hundreds_of_zeros(panels):
    places = known_places((), load_knowledge(panels[Assembly.GRCH38]))
    calls = [a_call(place.gene, place.variant.pos) for place in places]
    text = page(calls)

    assert text.count("<tr>") == 1 + len({place.gene for place in places})
    documented = (ROOT / "docs/forced-calls.md").read_text(encoding="utf-8")
    genes = len({place.gene for place in places})
    assert f"{len(places)} alleles of {genes} genes" in documented
    assert f"{len(places)} hotspot alleles of {genes} genes" in text


def test_the_page_says_nothing_it_must_not_and_escapes():
    text = page([*QUIET, *TOLD, a_call(name="<script>", because=(ForcedBecause.TISSUE,))])

    assert not phrases_in(re.sub(r"<[^>]+>", " ", text))
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "30 of 1,000" in text
    assert "stated error rate" in text


def test_without_alignments_there_is_no_section():
    assert page([]).strip() == ""


def test_the_table_has_every_place():
    lines = to_forced_tsv(of([*QUIET, *TOLD])).splitlines()
    rows = [dict(zip(FORCED_COLUMNS, line.split("\t"), strict=True)) for line in lines[1:]]

    assert len(rows) == len(QUIET) + len(TOLD)
    assert lines[0].split("\t") == list(FORCED_COLUMNS)
    assert rows[5]["p_value"] == rows[5]["limit_vaf"] == "."
    assert rows[5]["depth"] == "3"
    assert rows[9]["because"] == "tissue; hotspot"
    assert rows[11]["normal_alt_count"] == "5"
    assert rows[10]["normal_depth"] == "."


@pytest.mark.parametrize("column", FORCED_COLUMNS)
def test_every_column_says_what_it_holds(column):
    assert FORCED_COLUMNS[column].endswith(".")
