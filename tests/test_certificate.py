"""The marker certificate: what silence means, by panel, depth, purity and what was seen."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pydantic import ValidationError

from hccgenomics.ctdna.detection import detection_limit
from hccgenomics.interpret.large_parts import LookedAt
from hccgenomics.interpret.markers import read_markers
from hccgenomics.model.forbidden import phrases_in
from hccgenomics.model.settings import RegionThresholds, Settings
from hccgenomics.pipeline.callability.callable_depths import Asked, deep_enough
from hccgenomics.pipeline.callability.certificate import certificate_of
from hccgenomics.pipeline.callability.targets import targets_of
from hccgenomics.vocabulary import Assembly, MarkerState
from tests import certificate_cases as cases
from tests.conftest import DATA
from tests.truth import rows

ABSENT, NO_CALL = MarkerState.ABSENT, MarkerState.NO_CALL
TOLERANCE = 0.0001


@pytest.mark.parametrize("row", rows("certificate.tsv"))
def test_the_state_of_a_part(row):
    _, part = cases.part_of(row)

    assert part.state.value == row["state"], part.why
    is_failure = part.measured is not None and part.measured.is_failure
    assert is_failure is (row["failed"] == "yes")
    if row["limit"] == "-":
        assert part.limit is None
    else:
        assert part.limit.value == pytest.approx(float(row["limit"]), abs=TOLERANCE)
        assert part.limit.unit == "VAF"
    assert row["said"] == "-" or row["said"] in part.why, part.why


def test_the_table_is_long_and_its_cases_are_told_apart():
    with (DATA / "truth" / "certificate.tsv").open(encoding="utf-8") as handle:
        told = [row["case"] for row in csv.DictReader(handle, delimiter="\t")]

    assert len(told) == len(set(told)) >= 60


# --- the bases that decide


@pytest.mark.parametrize("assembly", list(Assembly))
def test_every_part_that_a_rule_judges_has_its_bases(assembly):
    knowledge = cases.world(assembly.value)
    targets = targets_of(cases.COMPONENTS, knowledge.models, cases.BASE)
    lacking = {
        one.gene
        for one in cases.COMPONENTS
        if one.component_class == "small" and one not in {t.component for t in targets}
    }

    assert lacking == {"FGFR2"}  # in no table of the drivers
    for target in targets:
        assert target.places == tuple(sorted(target.places))
        pairs = zip(target.places, target.places[1:], strict=False)
        assert all(one.end <= other.start for one, other in pairs)
        assert len(target.parts) == len(target.places)
        for spot in target.hotspots:
            assert any(place.contains(spot) for place in target.places)


def test_the_targets_are_as_large_as_the_transcripts_say():
    knowledge = cases.world()
    bases = {
        (t.component.gene, t.component.codon): sum(map(len, t.places))
        for t in targets_of(cases.COMPONENTS, knowledge.models, cases.BASE)
    }

    assert bases["TERT", None] == 6
    assert bases["TP53", None] == 1182 + 9 * 4  # introns between its 10 coding exons
    assert bases["CTNNB1", None] == 228  # codons 5 to 80
    assert bases["IDH1", 132] == bases["IDH2", 172] == bases["BRAF", 600] == 3
    assert bases["MET", None] == 3 + 4  # D1010 and the splice sites of exon 14
    assert bases["PTEN", None] == 1212 + 8 * 4


def test_both_assemblies_have_the_same_bases():
    sizes = [
        [sum(map(len, t.places)) for t in targets_of(cases.COMPONENTS, world.models, cases.BASE)]
        for world in map(cases.world, ("GRCh37", "GRCh38"))
    ]

    assert sizes[0] == sizes[1]


def test_the_promoter_positions_are_those_of_the_assemblies():
    places = {
        assembly: [
            place.start + 1
            for target in targets_of(cases.COMPONENTS, cases.world(assembly).models, cases.BASE)
            if target.component.promoter
            for place in target.places
        ]
        for assembly in ("GRCh37", "GRCh38")
    }

    assert {1295228, 1295250, 1295161} < set(places["GRCh37"])
    assert {1295113, 1295135, 1295046} < set(places["GRCh38"])


# --- markers as a whole


def markers(**changes):
    return {one.marker: one for one in cases.markers_of(cases.a_row(**changes))}


def test_a_marker_is_absent_only_if_each_part_is():
    told = markers(depth="500")

    assert told["TP53"].state is ABSENT
    assert told["NFE2L2/KEAP1"].state is ABSENT
    assert told["MET"].state is NO_CALL  # its copies were not assayed
    assert told["tumour-agnostic set"].state is NO_CALL


def test_a_marker_has_the_largest_limit_and_the_least_depth_of_its_parts():
    told = markers(depth="500; NFE2L2 = 100")["NFE2L2/KEAP1"]

    assert told.depth == 100
    assert told.detection_limit == max(part.limit.value for part in told.small)
    assert told.detection_limit == pytest.approx(0.0607, abs=TOLERANCE)


def test_a_marker_with_an_open_part_has_no_limit():
    told = markers(depth="500; KEAP1 = 3")["NFE2L2/KEAP1"]

    assert told.detection_limit is None
    assert told.depth == 3
    assert told.is_failure


def test_a_failed_part_of_a_marker_that_is_present_is_no_failure_of_it():
    told = markers(depth="500; KEAP1 = 3", found="present NFE2L2 p.D29N")["NFE2L2/KEAP1"]

    assert told.state is MarkerState.PRESENT
    assert not told.is_failure


def test_a_panel_without_tert_never_makes_its_promoter_absent():
    for name in ("FMI-T7", "WES (TCGA MC3)", "ARCHER-SOLID-CV4"):
        for depth in ("-", "500", "50000"):
            for specimen in ("tissue", "plasma"):
                told = markers(panel=f"bundled {name}", depth=depth, specimen=specimen)
                assert told["TERT promoter"].state is MarkerState.NOT_ASSAYED, name


def test_no_panel_alone_makes_anything_absent():
    for name in ("bed", "list TP53, TERT promoter yes", "bundled IMPACT505"):
        states = {part.state for one in markers(panel=name).values() for part in one.components}
        assert ABSENT not in states


# --- settings


def with_settings(**changes):
    settings = Settings(**changes.pop("settings"))
    return cases.part_of(cases.a_row(**changes), settings)[1]


def test_thresholds_of_a_region_count_for_its_limit():
    own = RegionThresholds(region="TERT promoter", min_alt_depth=10)
    plain = with_settings(settings={}, gene="TERT", depth="500")
    strict = with_settings(settings={"by_region": (own,)}, gene="TERT", depth="500")
    other = with_settings(settings={"by_region": (own,)}, gene="TP53", depth="500")

    assert strict.limit.value > plain.limit.value
    assert other.limit == plain.limit


def test_a_least_depth_of_the_laboratory_counts():
    told = with_settings(settings={"min_depth": 600}, gene="KRAS", depth="500")

    assert told.state is NO_CALL
    assert told.measured.is_failure
    assert told.measured.needed_depth == 600


def test_a_mean_that_is_not_trusted_decides_nothing():
    told = with_settings(
        settings={"trust_mean_depth": False}, gene="KRAS", depth="500", kind="mean_depth_of_regions"
    )

    assert told.state is NO_CALL
    assert not told.measured.is_failure
    assert "only the mean of a region known" in told.why


@pytest.mark.parametrize("key", ["TP53", "tumour-agnostic set"])
def test_a_validated_limit_is_shown_and_the_larger_counts(key):
    gene = "TP53" if key == "TP53" else "KRAS"
    larger = with_settings(settings={"validated_limits": {key: 0.05}}, gene=gene, depth="500")
    smaller = with_settings(settings={"validated_limits": {key: 0.01}}, gene=gene, depth="500")

    assert larger.limit.value == 0.05
    assert smaller.limit.value == pytest.approx(0.0173, abs=TOLERANCE)
    assert "the laboratory's own validated limit 5 % VAF" in larger.why
    assert "computed detection limit 1.73 % VAF" in larger.why


@pytest.mark.parametrize("order", [1, -1])
def test_a_validated_limit_of_the_marker_goes_before_that_of_the_gene(order):
    limits = {"tumour-agnostic set": 0.05, "KRAS": 0.08}
    chosen = dict(list(limits.items())[::order])
    told = with_settings(settings={"validated_limits": chosen}, gene="KRAS", depth="500")

    assert told.limit.value == 0.05


def test_a_validated_limit_above_a_clonal_variant_leaves_it_open():
    told = with_settings(
        settings={"validated_limits": {"TP53": 0.05}}, gene="TP53", depth="500", purity="0.06"
    )

    assert told.state is NO_CALL
    assert "the limit here is 5 %: it would not be seen" in told.why


def test_more_of_a_coding_sequence_may_be_asked_for():
    told = with_settings(
        settings={"min_callable_fraction": 1.0}, gene="TP53", depth="500; TP53 codon 60 = 3"
    )

    assert told.state is NO_CALL
    assert told.measured.is_failure


def test_the_limit_asked_for_decides_what_is_callable():
    told = with_settings(settings={"max_limit_tissue": 0.2}, gene="KRAS", depth="30")

    assert told.state is ABSENT
    assert told.limit.value == pytest.approx(0.195, abs=0.001)


# --- properties

DEPTHS = st.integers(0, 30_000)
KINDS = st.sampled_from(["per_base_depth", "mean_depth_of_regions", "alignments fragments"])
HOLES = st.sampled_from(["TP53 exon 5", "TP53 codon 249", "TERT c.-124", "KRAS", "CTNNB1 exon 3"])
VALUES = st.one_of(
    st.integers(0, 3000).map(str), st.sampled_from(["?", "no number", "low_depth 9"])
)
PANELS = st.sampled_from(
    [
        "-",
        "bed",
        "bed without TERT promoter",
        "bed of TP53 exon 5, KRAS",
        "list TP53, TERT promoter no",
    ]
)


@st.composite
def inputs(draw):
    holes = draw(st.dictionaries(HOLES, VALUES, max_size=3))
    nested = {"TP53 codon 249"} & set(holes)
    depth = "; ".join([str(draw(DEPTHS)), *(f"{name} = {value}" for name, value in holes.items())])
    assert len(nested) <= 1
    return cases.a_row(
        panel=draw(PANELS),
        depth=draw(st.sampled_from(["-", depth])),
        kind=draw(KINDS),
        specimen=draw(st.sampled_from(["tissue", "plasma"])),
        purity=draw(st.sampled_from(["-", "0.05", "0.6"])),
        went_in=draw(st.sampled_from(["-", "700"])),
    )


@hypothesis_settings(max_examples=60)
@given(inputs())
def test_nothing_is_absent_without_depth_and_limit(row):
    for marker in cases.markers_of(row):
        for part in marker.components:
            if part.state is not ABSENT:
                continue
            measured = part.measured
            assert row["depth"] != "-"
            assert part.limit is not None
            assert measured.measured
            assert measured.assayed is not False
            assert measured.callable_fraction >= 0.95
            if measured.bases <= 63:  # positions and codons: each of them
                assert measured.callable_bases == measured.bases
        if marker.state is ABSENT:
            assert {part.state for part in marker.components} == {ABSENT}
            assert marker.detection_limit is not None


@hypothesis_settings(max_examples=60)
@given(inputs())
def test_what_is_told_adds_up_and_says_nothing_forbidden(row):
    for marker in cases.markers_of(row):
        assert phrases_in(marker.why) == []
        for part in marker.components:
            assert part.why
            assert phrases_in(part.why) == []
            measured = part.measured
            if measured is None or not measured.bases:
                continue
            assert measured.callable_bases + measured.failing <= measured.measured
            told_of = measured.measured + measured.untold + measured.unassayed
            assert told_of == measured.bases or (measured.assayed is False and not told_of)
            assert not (measured.is_callable and measured.is_failure)


@hypothesis_settings(max_examples=40)
@given(st.integers(1, 10_000), st.sampled_from(["tissue", "plasma"]))
def test_twice_the_depth_never_opens_what_was_absent(depth, specimen):
    """Twice: a discrete rule is a saw-tooth, where one read more may ask for one more to tell."""
    states = [
        cases.part_of(cases.a_row(depth=str(times * depth), specimen=specimen, gene="KRAS"))[
            1
        ].state
        for times in (1, 2)
    ]

    assert states in ([ABSENT, ABSENT], [NO_CALL, ABSENT], [NO_CALL, NO_CALL])


@hypothesis_settings(max_examples=60)
@given(st.sets(st.integers(0, 5000), max_size=60), st.sampled_from([0, 40]), st.floats(0.004, 0.3))
def test_the_depths_judged_in_groups_are_those_judged_one_by_one(depths, min_depth, limit):
    rule = cases_rule()
    asked = Asked(rule, limit, min_depth, None)
    one_by_one = {
        depth: found
        for depth in depths
        if depth >= min_depth
        and (found := detection_limit(depth, rule)) is not None
        and found <= limit
    }

    deep = deep_enough(depths, asked)

    assert deep.depths == frozenset(one_by_one)
    assert deep.limit == max(one_by_one.values(), default=None)


def cases_rule():
    from hccgenomics.ctdna.detection import CallingRule

    return CallingRule(3, 0.01, 0.001, 0.001, 0.95)


def test_nothing_is_computed_where_nothing_was_told():
    class Untouched:
        """Fails whoever asks it anything."""

    found = certificate_of(None, Untouched(), None, Settings())

    assert not found.is_told
    assert read_markers(
        cases.COMPONENTS, (), {}, cases.SMALL, frozenset(), LookedAt(coverage=found)
    )


@pytest.mark.parametrize("limit", [0, 1, 5.0, -0.1])
def test_a_validated_limit_is_a_fraction(limit):
    with pytest.raises(ValidationError):
        Settings(validated_limits={"TP53": limit})
