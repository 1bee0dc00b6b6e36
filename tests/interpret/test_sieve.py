"""The sieve: nothing vanishes, and what is not known is neither an objection nor a pass."""

from __future__ import annotations

import csv
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.interpret.sieve import ABOUT_ORIGIN, Sieve, is_about_origin
from hccgenomics.model.genome import Interval
from hccgenomics.model.settings import RegionThresholds, Settings
from hccgenomics.model.variant import CallerTag, Locus, Support, Variant, VariantCall
from hccgenomics.vocabulary import CallerSays, DropReason, Specimen
from tests.conftest import DATA

HERE = Interval("chr17", 7_674_200, 7_674_300)
ELSEWHERE = Interval("chr5", 7_674_200, 7_674_300)
with (DATA / "truth" / "filters.tsv").open(encoding="utf-8", newline="") as table:
    CASES = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def a_call(**changes):
    fields = {
        "variant": Variant("chr17", 7_674_216, "C", "A"),
        "locus": Locus(0, 1, "chr17", 7_674_216, "C", "A", 1),
        "support": Support(ref_depth=90, alt_depth=30, depth=120),
    }
    return VariantCall(**(fields | changes))


def _number(text):
    return None if text in {"", "."} else float(text) if "." in text else int(text)


def _call(row):
    filters = () if row["filter"] in {"PASS", "."} else tuple(row["filter"].split(";"))
    says, _, field = row["tag"].partition(":")
    normal = None
    if row["normal"] != ".":
        alt, _, ref = row["normal"].partition("/")
        normal = Support(ref_depth=_number(ref), alt_depth=_number(alt))
    return a_call(
        support=Support(
            _number(row["ref_depth"]),
            _number(row["alt_depth"]),
            _number(row["depth"]),
            _number(row["stated_vaf"]),
        ),
        normal_support=normal,
        filters=filters,
        is_unfiltered=row["filter"] == ".",
        genotype_carries_allele=None if row["gt"] == "." else row["gt"] == "1",
        tag=CallerTag(CallerSays(says), field) if says else None,
    )


def _judged(call, *, settings=None, regions=(), specimen=Specimen.TISSUE):
    (judged,), outcomes = Sieve(Settings(**(settings or {})), specimen, regions).judge([call])
    return judged, {outcome.name: outcome for outcome in outcomes}


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["case"])
def test_each_case_of_the_truth_table(row):
    settings = {} if row["settings"] == "." else json.loads(row["settings"])
    own = [] if row["region"] == "." else [(HERE, RegionThresholds(**json.loads(row["region"])))]

    judged, outcomes = _judged(_call(row), settings=settings, regions=own)

    removing = [name for name, outcome in outcomes.items() if outcome.removed]
    assert removing == ([] if row["removed_by"] == "." else [row["removed_by"]])
    assert judged.why == ("" if row["why"] == "." else row["why"])
    expected = [] if row["not_applied"] == "." else row["not_applied"].split("|")
    assert list(judged.not_applied) == expected
    assert (judged.reason is None) == (not removing)
    assert all(outcomes[name].reason is judged.reason for name in removing)


def test_the_truth_table_has_every_filter_removing_and_lacking():
    removing = {row["removed_by"] for row in CASES} - {"."}
    lacking = {item.partition(":")[0] for row in CASES for item in row["not_applied"].split("|")}

    assert removing == lacking - {"."}
    assert removing >= {"caller_filter", "in_tumour", "min_depth", "min_alt_depth"}


counts = st.none() | st.integers(0, 2_000)
supports = st.builds(
    Support,
    ref_depth=counts,
    alt_depth=counts,
    depth=st.none(),
    stated_vaf=st.none() | st.floats(0, 1),
)
calls = st.builds(
    a_call,
    support=supports,
    normal_support=st.none() | supports,
    filters=st.lists(st.sampled_from(["germline", "weak_evidence", "q10"]), max_size=2).map(tuple),
    is_unfiltered=st.booleans(),
    genotype_carries_allele=st.none() | st.booleans(),
)
chosen = st.fixed_dictionaries(
    {},
    optional={
        "min_depth": st.integers(0, 500),
        "min_alt_depth": st.integers(0, 50),
        "min_vaf_tissue": st.floats(0, 1),
        "max_normal_vaf": st.floats(0, 1),
        "tolerated_filters": st.just(("q10",)),
    },
)


@given(st.lists(calls, max_size=30), chosen)
def test_nothing_vanishes_and_every_filter_counts_what_reached_it(given_calls, settings):
    judged, outcomes = Sieve(Settings(**settings), Specimen.TISSUE).judge(given_calls)

    assert [item.call for item in judged] == given_calls
    reached = len(given_calls)
    for outcome in outcomes:
        assert outcome.applied + outcome.not_applied == reached
        assert bool(outcome.not_applied) == bool(outcome.why)
        lacking = [
            i for i in judged if any(n.startswith(f"{outcome.name}:") for n in i.not_applied)
        ]
        assert len(lacking) == outcome.not_applied
        reached -= outcome.removed
    assert reached == sum(item.reason is None for item in judged)


@given(chosen)
def test_what_is_not_known_never_removes(settings):
    unknown = a_call(is_unfiltered=True, support=Support())

    judged, outcomes = _judged(unknown, settings=settings)

    assert judged.reason is None
    assert sum(outcome.applied for outcome in outcomes.values()) == 0


@given(calls, st.integers(0, 50), st.integers(0, 50))
def test_a_stricter_threshold_keeps_no_more(call, one, other):
    low, high = sorted((one, other))

    strict, _ = _judged(call, settings={"min_alt_depth": high})
    loose, _ = _judged(call, settings={"min_alt_depth": low})

    assert strict.reason is not None or loose.reason is None


def test_plasma_has_a_threshold_of_its_own():
    faint = a_call(support=Support(9_990, 10))

    def kept(specimen, **settings):
        return _judged(faint, settings=settings, specimen=specimen)[0].reason is None

    assert kept(Specimen.PLASMA)
    assert not kept(Specimen.TISSUE)
    assert not kept(Specimen.PLASMA, min_vaf_plasma=0.005)


def test_a_region_is_where_it_is_and_the_first_counts():
    few = a_call(support=Support(90, 2))
    lenient, strict = (RegionThresholds(region=str(n), min_alt_depth=n) for n in (2, 9))

    assert _judged(few, regions=[(ELSEWHERE, lenient)])[0].reason is DropReason.TOO_FEW_READS
    assert _judged(few, regions=[(HERE, lenient), (HERE, strict)])[0].reason is None
    assert _judged(few, regions=[(HERE, strict), (HERE, lenient)])[0].reason is not None


@pytest.mark.parametrize("name", sorted(ABOUT_ORIGIN))
def test_filters_on_origin_are_told_from_filters_on_quality(name):
    assert is_about_origin(a_call(filters=(name.upper(),)))
    assert not is_about_origin(a_call(filters=("weak_evidence",)))
    assert not is_about_origin(a_call())
