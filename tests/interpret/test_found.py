"""What is looked up by residue or by subject is what asking each alteration would find."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hccgenomics.interpret.along_protein import AlongProtein
from hccgenomics.interpret.events import meets
from hccgenomics.interpret.nearest import Nearest, _may_show, is_told
from hccgenomics.model.event import parse_event
from hccgenomics.vocabulary import Consequence
from tests.builders_alterations import an_alteration
from tests.builders_large import FLAGGED, broken, changed, fused, without_exons
from tests.interpret.row_cases import BASE, Given, found_in, ways

TERMS = sorted({t for row in BASE.biomarkers for t in (*row.any_of, *row.all_of, *row.none_of)})
EVENTS = [parse_event(term) for term in TERMS if not parse_event(term).tests]
GENES = ("CTNNB1", "TP53", "NFE2L2", "MET")
CHANGES = ("{at}W", "{at}del", "{at}dup", "{at}*", "{at}fs", "{at}_R{to}del", "{at}_R{to}delinsWW")

numbers = st.integers(0, 10**6)
changes = st.builds(
    lambda gene, change, at, length, number: an_alteration(
        f"{gene} p.R{change.format(at=at, to=at + length)}",
        id=f"{gene}:{number}",
        findings=(FLAGGED,) if number % 3 == 0 else (),
    ),
    st.sampled_from(GENES),
    st.sampled_from(CHANGES),
    st.integers(20, 400),
    st.integers(1, 150),
    numbers,
)
larger = st.sampled_from(
    [changed("MET"), fused("MET", "TP53"), broken("TP53"), without_exons("CTNNB1", "2/15", "3/15")]
)
untold = st.builds(
    lambda gene, base: an_alteration(
        f"{gene} {Consequence.CODING_SEQUENCE.value}", cds_start=base, cds_end=base
    ),
    st.sampled_from(GENES),
    st.integers(60, 1200),
)
splice = st.builds(
    lambda gene, base: an_alteration(f"{gene} c.{base}+1G>A"),
    st.sampled_from(GENES),
    st.integers(60, 1200),
)
samples = st.lists(st.one_of(changes, larger, untold, splice), max_size=25)


@settings(max_examples=80, deadline=None)
@given(samples)
def test_every_term_finds_what_asking_each_alteration_finds(sample):
    found = found_in(Given(tuple(sample)))
    for event in EVENTS:
        if not set(event.genes) & set(GENES):
            continue
        asked = {id(one) for one in sample if meets(event, one, BASE.hotspots)}
        assert {id(one) for one in found.meeting(event)} == asked, event.text


def test_every_way_of_every_term_is_found_among_many_others():
    many = [an_alteration(f"TP53 p.R{at}W") for at in range(20, 320)]
    for term in TERMS:
        event = parse_event(term)
        for way in ways(term):
            found = found_in(replace(way, alterations=(*many, *way.alterations)))
            assert found.is_met(event), f"{term}: {way.called}"


@settings(max_examples=80, deadline=None)
@given(samples)
def test_the_nearest_is_the_nearest_of_all(sample):
    nearest = Nearest(sample, BASE.hotspots)
    for event in EVENTS:
        of_gene = [
            one
            for one in sample
            if is_told(one)
            and _may_show(event, one)
            and set(event.genes) & set(one.event.genes if hasattr(one, "event") else (one.gene,))
        ]
        every = [nearest._from(event, one) for one in of_gene]
        assert nearest.distance(event) == min(every, default=(True, True, 1_000_000, "")), (
            event.text
        )


def test_a_long_change_is_found_by_every_residue_it_takes():
    long = an_alteration("CTNNB1 p.A10_A400del")
    line = AlongProtein([long], BASE.hotspots)

    assert all(list(line.touching(at, at)) == [long] for at in (10, 200, 400))


@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_looked_up_once_and_stays_what_it_is(term):
    event = parse_event(term)
    given_ = ways(term)[0]
    found = found_in(given_)

    assert found.hits(event) is found.hits(event)
    assert found.whys(event) is found.whys(event)
    assert all(why and not why.endswith(".") for _, why in found.whys(event))
