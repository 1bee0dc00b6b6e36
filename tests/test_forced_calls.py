"""Reads counted at known places: the states, what errors explain, whose alignments they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.errors import InputError
from hccgenomics.interpret.forced import (
    beyond_error,
    check_alignments,
    forced_requests,
    forced_summary,
    is_beyond_error,
)
from hccgenomics.model.background import Background, ContextBackground, SiteBackground, SiteNoise
from hccgenomics.model.coverage import Looked
from hccgenomics.model.forced import AlleleCount, KnownPlace
from hccgenomics.model.settings import RegionThresholds, Settings
from hccgenomics.model.variant import Support, Variant
from hccgenomics.pipeline.forced.documents import forced_documents
from hccgenomics.pipeline.forced.judge import CountedPlace, ForcedJudge, context_at, with_q_values
from hccgenomics.pipeline.forced.places import known_places
from hccgenomics.pipeline.knowledge import load_knowledge
from hccgenomics.readers.background import BackgroundHead, ReadBackground
from hccgenomics.vocabulary import (
    Assembly,
    DepthUnit,
    ForcedBecause,
    ForcedState,
    Origin,
    Specimen,
)
from tests.builders_alterations import an_alteration
from tests.truth import rows

if TYPE_CHECKING:
    from hccgenomics.model.alteration import SmallAlteration

TERT = Variant("chr5", 1295113, "G", "A")
R249S = Variant("chr17", 7674216, "C", "A")
S45F = Variant("chr3", 41224646, "C", "T")
HOTSPOT = (ForcedBecause.HOTSPOT,)
OF_TISSUE = (ForcedBecause.TISSUE,)
CALLED = (ForcedBecause.CALLED,)
ALPHA = Settings().forced_alpha


@pytest.fixture(scope="module")
def models(panels):
    return panels[Assembly.GRCH38]


@pytest.fixture(scope="module")
def knowledge(models):
    return load_knowledge(models)


def a_count(alt=0, depth=1000, *, forward=None, unit=DepthUnit.FRAGMENTS) -> AlleleCount:
    forward = alt // 2 if forward is None else forward
    return AlleleCount(depth, depth - alt, alt, 0, forward, alt - forward, 0, unit)


def a_place(variant=TERT, because=HOTSPOT, **fields) -> KnownPlace:
    return KnownPlace(variant, "TERT", f"TERT {variant}", because, **fields)


def judged(
    counted, models, *, settings=None, specimen=Specimen.PLASMA, background=None, looked=None
):
    judge = ForcedJudge(
        settings=settings or Settings(),
        specimen=specimen,
        models=models,
        looked=looked or Looked(Assembly.GRCH38),
        background=background,
    )
    return judge.calls([CountedPlace(*one) for one in counted])


def one_call(place, count, models, normal=None, **how):
    return judged([(place, count, normal)], models, **how)[0]


# --- the truth table ------------------------------------------------------------------------------


def of_row(row, models):
    because, vaf = [], None
    for text in row["because"].split("+"):
        word, _, fraction = text.partition(" ")
        because.append(ForcedBecause(word))
        vaf = float(fraction) if fraction not in {"", "?"} else vaf
    forward, reverse = map(int, row["alt"].split("+"))
    count = a_count(
        forward + reverse, int(row["depth"]), forward=forward, unit=DepthUnit(row["unit"])
    )
    normal = None if row["normal"] == "-" else a_count(*map(int, row["normal"].split("/")))
    kept = "" if row["kept"] == "-" else row["kept"]
    return one_call(a_place(because=tuple(because), vaf=vaf, kept_as=kept), count, models, normal)


@pytest.mark.parametrize("row", rows("forced.tsv"))
def test_a_count_amounts_to_what_the_table_says(row, models):
    call = of_row(row, models)

    assert call.state.value == row["state"]
    assert is_beyond_error(call, ALPHA) is (row["beyond"] == "yes")
    assert (call.limit_vaf is not None) is (row["limit"] == "yes")
    assert row["says"] in call.why
    assert row["silent"] == "-" or row["silent"] not in call.why


# --- properties -----------------------------------------------------------------------------------

COUNTS = st.integers(0, 5000).flatmap(
    lambda depth: st.tuples(st.integers(0, depth), st.just(depth), st.sampled_from(list(DepthUnit)))
)
REASONS = st.lists(st.sampled_from(list(ForcedBecause)), min_size=1, max_size=3, unique=True)
PLACES = st.lists(st.tuples(COUNTS, REASONS), min_size=1, max_size=12)


def built(drawn):
    return [
        (
            a_place(replace(TERT, pos=1295000 + at), tuple(because)),
            a_count(alt, depth, unit=DepthUnit.FRAGMENTS),
            None,
        )
        for at, ((alt, depth, _), because) in enumerate(drawn)
    ]


@given(drawn=PLACES)
def test_q_is_never_below_p_and_only_covered_places_have_them(drawn, panels):
    for call in judged(built(drawn), panels[Assembly.GRCH38]):
        is_covered = call.count.depth >= Settings().min_forced_depth
        assert (call.p_value is not None) is is_covered
        assert (call.q_value is not None) is is_covered
        assert call.q_value is None or call.q_value >= call.p_value


@given(drawn=PLACES)
def test_the_states_part_every_place(drawn, panels):
    least = Settings().min_forced_depth
    for call in judged(built(drawn), panels[Assembly.GRCH38]):
        called = ForcedBecause.CALLED in call.place.because
        shallow, seen = call.count.depth < least, call.count.alt > 0
        expected = {
            ForcedState.CALLED: called,
            ForcedState.NOT_COVERED: not called and shallow,
            ForcedState.GENOTYPED: not called and not shallow and seen,
            ForcedState.NOT_DETECTED: not called and not shallow and not seen,
        }
        assert [state for state, holds in expected.items() if holds] == [call.state]
        assert call.why


@given(drawn=PLACES, data=st.data())
def test_the_order_of_places_changes_nothing(drawn, data, panels):
    places = built(drawn)
    turned = data.draw(st.permutations(places))
    before = {call.place.variant: call for call in judged(places, panels[Assembly.GRCH38])}
    after = {call.place.variant: call for call in judged(turned, panels[Assembly.GRCH38])}

    assert after == before


@given(alt=st.integers(0, 200), more=st.integers(1, 50))
def test_more_fragments_are_never_less_telling(alt, more, panels):
    fewer = one_call(a_place(), a_count(alt, 1000), panels[Assembly.GRCH38])
    further = one_call(a_place(), a_count(alt + more, 1000), panels[Assembly.GRCH38])

    assert further.p_value <= fewer.p_value
    assert fewer.low <= fewer.count.vaf <= fewer.high


def test_what_is_called_does_not_make_hotspots_telling(models):
    """A thousand true calls leave the share of false ones small whatever else is let in."""
    hotspot = (a_place(), a_count(5, 1000), None)
    others = [(a_place(replace(TERT, pos=1294000 + n)), a_count(0, 1000), None) for n in range(400)]
    called = [
        (a_place(replace(TERT, pos=1290000 + n), CALLED), a_count(500, 1000), None)
        for n in range(3000)
    ]
    alone = judged([hotspot, *others], models)[0]
    among = judged([hotspot, *others, *called], models)[0]

    assert among.q_value == alone.q_value > ALPHA


def test_what_the_tissue_has_is_tested_apart_from_hotspots(models):
    """Many tissue variants that plasma carries must not let a stray fragment at a hotspot pass."""
    hotspot = (a_place(), a_count(5, 1000), None)
    others = [(a_place(replace(TERT, pos=1294000 + n)), a_count(0, 1000), None) for n in range(400)]
    tissue = [
        (a_place(replace(TERT, pos=1290000 + n), OF_TISSUE), a_count(100, 1000), None)
        for n in range(300)
    ]
    alone = judged([hotspot, *others], models)[0]
    among = judged([hotspot, *others, *tissue], models)[0]

    assert among.q_value == alone.q_value > ALPHA


# --- rates and limits -----------------------------------------------------------------------------


def a_background(unit=DepthUnit.FRAGMENTS, made_from="alignments", **parts) -> ReadBackground:
    overall = ContextBackground(SiteNoise(2e-4, None, "global"), None, None, 1, 2, 10_000)
    model = Background(Assembly.GRCH38, 20, overall, **parts)
    head = BackgroundHead(Assembly.GRCH38, made_from, unit, 20, 20, 20, "hccgenomics 0", "0" * 64)
    return ReadBackground(head, model, facts=_Named())


class _Named:
    name = "background.tsv.gz"


def test_a_noisy_place_asks_for_more(models):
    site = SiteBackground(SiteNoise(0.01, 200.0, "site"), "", 100, 10_000, 20, 0)
    noisy = a_background(sites={("chr5", 1295113, "G", "A"): site})
    with_it = one_call(a_place(), a_count(15), models, background=noisy)
    without = one_call(a_place(), a_count(15), models)

    assert (with_it.error_from, without.error_from) == ("site", "global")
    assert is_beyond_error(without, ALPHA)
    assert not is_beyond_error(with_it, ALPHA)
    assert with_it.limit_vaf > without.limit_vaf


def test_the_context_tells_where_no_normal_was_read(models):
    context = context_at(TERT, models)
    found = ContextBackground(SiteNoise(5e-5, None, "context"), None, None, 9, 9, 180_000)
    call = one_call(
        a_place(), a_count(2), models, background=a_background(contexts={context: found})
    )

    assert context == "C[C>T]T"
    assert (call.error, call.error_from) == (5e-5, "context")


def test_a_list_of_noisy_places_says_nothing_of_the_others(models):
    call = one_call(a_place(), a_count(2), models, background=a_background(made_from="calls"))

    assert (call.error, call.error_from) == (Settings().error_rate, "global")


def test_a_background_of_fragments_is_not_held_against_molecules(models):
    with pytest.raises(InputError, match="counted in fragments, the alignments hold molecules"):
        one_call(a_place(), a_count(unit=DepthUnit.MOLECULES), models, background=a_background())


def test_what_went_in_caps_the_limit(models):
    deep = one_call(a_place(), a_count(depth=20_000), models)
    capped = one_call(
        a_place(),
        a_count(depth=20_000),
        models,
        looked=Looked(Assembly.GRCH38, input_equivalents=600),
    )
    shallow = one_call(a_place(), a_count(depth=600), models)

    assert deep.limit_vaf < capped.limit_vaf == shallow.limit_vaf


def test_thresholds_of_a_region_hold_there(models):
    own = Settings(by_region=(RegionThresholds(region="TERT promoter", min_alt_depth=20),))

    assert one_call(a_place(), a_count(), models, settings=own).limit_vaf > (
        one_call(a_place(), a_count(), models).limit_vaf
    )


def test_a_place_that_all_normals_carry_has_no_limit(models):
    site = SiteBackground(SiteNoise(0.6, 20.0, "site"), "", 0, 0, 0, 0)
    everyone = a_background(sites={("chr5", 1295113, "G", "A"): site}, made_from="panel_of_normals")
    call = one_call(a_place(), a_count(500), models, background=everyone)

    assert call.limit_vaf is None
    assert not is_beyond_error(call, ALPHA)


# --- which places ---------------------------------------------------------------------------------


def called(name: str, variant: Variant, vaf: float = 0.2) -> SmallAlteration:
    found = an_alteration(name)
    support = Support(ref_depth=round(1000 * (1 - vaf)), alt_depth=round(1000 * vaf))
    return replace(found, id=f"{found.gene}:{variant}", variant=variant, support=support)


def test_every_hotspot_is_counted_once(knowledge):
    places = known_places((), knowledge)
    variants = [place.variant for place in places]

    assert len(set(variants)) == len(variants) > 500
    assert all(place.because == HOTSPOT for place in places)
    assert {"TERT promoter c.-124C>T (C228T)", "TP53 p.R249S", "CTNNB1 p.S45del"} <= {
        place.name for place in places
    }
    assert [p for p in places if p.is_blood]
    assert all(p.gene == "IDH2" for p in places if p.is_blood)


def test_reasons_add_up(knowledge):
    places = known_places([called("TP53 p.R249S", R249S)], knowledge)
    found = next(place for place in places if place.variant == R249S)

    assert found.because == (ForcedBecause.CALLED, ForcedBecause.HOTSPOT)
    assert found.alteration
    assert found.vaf == 0.2


def test_a_hotspot_within_a_wider_call_is_called(knowledge):
    wide = replace(S45F, pos=41224645, ref="TCT", alt="AGC")  # its middle base is another
    wider = replace(S45F, pos=41224645, ref="TC", alt="AT")
    for variant, kept in ((wide, False), (wider, True)):
        places = known_places([called("CTNNB1 p.S45_G48delinsFA", variant)], knowledge)
        found = next(place for place in places if place.variant == S45F)
        assert bool(found.kept_as) is kept


def test_a_tandem_event_called_base_by_base_is_called(knowledge):
    bases = [
        called("TERT c.-139C>T", Variant("chr5", 1295128, "G", "A")),
        called("TERT c.-138C>T", Variant("chr5", 1295127, "G", "A")),
    ]
    tandem = Variant("chr5", 1295127, "GG", "AA")
    one = next(p for p in known_places(bases[:1], knowledge) if p.variant == tandem)
    both = next(p for p in known_places(bases, knowledge) if p.variant == tandem)

    assert not one.kept_as
    assert " and " in both.kept_as


# --- what follows ---------------------------------------------------------------------------------


def test_what_errors_do_not_explain_is_told_and_asked_for(models):
    settings = Settings()
    calls = judged([(a_place(), a_count(30), None), (a_place(R249S), a_count(1), None)], models)

    assert [call.place.variant for call in beyond_error(calls, settings)] == [TERT]
    (said,) = forced_summary(calls, settings)
    assert "not called, but 30 of 1,000 fragments" in said
    assert "no finding" in said
    (request,) = forced_requests(calls, (), settings)
    assert request.test.startswith("Review of the alignments")


def test_a_hotspot_of_leukaemia_is_said_to_be_one(models):
    calls = judged([(a_place(is_blood=True), a_count(30), None)], models)

    assert "leukaemia" in calls[0].why
    assert "leukaemia" in forced_summary(calls, Settings())[0]
    assert "leukaemia" not in one_call(a_place(is_blood=True), a_count(0), models).why


def test_the_summary_names_a_few_and_counts_the_rest(models):
    calls = judged(
        [(a_place(replace(TERT, pos=1295000 + n)), a_count(30), None) for n in range(9)], models
    )
    said = forced_summary(calls, Settings())

    assert len(said) == 6
    assert said[-1].startswith("At 4 known places besides")


def test_what_the_tissue_has_is_told_in_one_sentence_apart_from_hotspots(models):
    of_tissue = [
        replace(a_place(replace(TERT, pos=1295000 + n), OF_TISSUE), name=f"place {n}")
        for n in range(7)
    ]
    hotspot = replace(a_place(replace(TERT, pos=1295100)), name="hotspot")
    calls = judged([(one, a_count(30), None) for one in (*of_tissue, hotspot)], models)
    tissue, other = forced_summary(calls, Settings())

    assert "Known from the tissue" in tissue
    assert "place 4 (30 of 1,000 fragments, 3 %, q = " in tissue
    assert "and 2 more" in tissue
    assert "place 5" not in tissue
    assert other.startswith("hotspot: not called")


def test_the_summary_says_that_white_cells_carry_it_too(models):
    carried = [(a_place(), a_count(30), a_count(9, 900))]
    clean = [(a_place(), a_count(30), a_count(0, 900))]

    (said,) = forced_summary(judged(carried, models), Settings())
    assert said.endswith("Matched normal or white cells carry it too (9 of 900 fragments).")
    (said,) = forced_summary(judged(clean, models), Settings())
    assert "white cells" not in said


# --- whose alignments -----------------------------------------------------------------------------


def of_file(seen, *, variant=TERT, vaf=0.3, depth=400, normal=None, start=0):
    """Called variants, of which the alignments show so many fragments each."""

    def place(at):
        moved = replace(variant, pos=variant.pos + at)
        return a_place(moved, CALLED, vaf=vaf, alteration=f"id{at}")

    return [(place(start + n), a_count(alt, depth), normal) for n, alt in enumerate(seen)]


@pytest.mark.parametrize(
    ("seen", "is_doubted", "is_remarked"),
    [
        ([100, 120, 90], False, False),
        ([0, 0, 0], True, True),
        ([0], True, True),
        ([0, 0, 80], True, True),
        ([0, 80], False, True),
        ([], False, False),
        ([0] * 12 + [80] * 28, True, True),  # an unrelated person shares many inherited variants
        ([0] * 4 + [80] * 11, False, True),
        ([0] * 12 + [80] * 388, False, True),
    ],
)
def test_alignments_without_most_of_the_calls_are_another_samples(
    seen, is_doubted, is_remarked, models
):
    check = check_alignments(judged(of_file(seen), models), {}, Settings())

    assert (bool(check.doubts), bool(check.remarks)) == (is_doubted, is_remarked)
    assert not is_doubted or "another sample's" in check.doubts[0]


def test_calls_that_chance_may_hide_say_nothing_of_the_sample(models):
    faint = check_alignments(judged(of_file([0] * 9, vaf=0.001), models), {}, Settings())
    shallow = check_alignments(judged(of_file([0] * 9, depth=10), models), {}, Settings())

    assert faint.doubts == shallow.doubts == ()
    assert faint.measures == shallow.measures == ()


def test_realigned_insertions_are_named_and_not_held_against_the_sample(models):
    lost = of_file([0], variant=Variant("chr17", 7674200, "C", "CAAGT"))
    check = check_alignments(judged([*lost, *of_file([90])], models), {}, Settings())

    assert check.doubts == ()
    assert "realigned" in check.remarks[0]


def test_a_normal_without_the_inherited_variants_is_another_persons(models):
    theirs = judged(of_file([200, 190, 210], normal=a_count(0, 300)), models)
    own = judged(of_file([200, 190, 210], normal=a_count(140, 300)), models)
    origins = {f"id{n}": Origin.LIKELY_GERMLINE for n in range(3)}

    assert "another person's" in check_alignments(theirs, origins, Settings()).doubts[0]
    assert check_alignments(own, origins, Settings()).doubts == ()
    assert check_alignments(theirs, {}, Settings()).doubts == ()


def test_documents_hold_every_call(models):
    calls = judged(
        [(a_place(), a_count(3), a_count(0, 90)), (a_place(R249S), a_count(), None)], models
    )
    first, second = forced_documents(calls)

    assert (first.count.alt, first.normal.depth, second.normal) == (3, 90, None)
    assert first.vaf == 0.003
    assert first.low < 0.003 < first.high
    assert with_q_values(calls) == calls
