"""Whether files are what they are taken for: a truth table, and laws over made-up counts."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.interpret.read_counts import more_in_first
from hccgenomics.interpret.sample_check import check_sample, doubtful
from hccgenomics.interpret.sides import _is_rarer, sides
from hccgenomics.interpret.spectrum import spectrum
from hccgenomics.model.sample import CallerSigns
from hccgenomics.model.settings import Settings
from hccgenomics.model.variant import CallerTag, Locus, Support, Variant, VariantCall
from hccgenomics.vocabulary import CallerSays
from tests.truth import rows

SETTINGS = Settings()
ITEM = re.compile(
    r"(?P<times>\d+)\*(?P<tumour>[\d.]+/[\d.]+)(?:\|(?P<normal>[\d.]+/[\d.]+))?"
    r"(?:!(?P<filter>\w+))?(?P<unfiltered>~)?(?:#(?P<tag>\w+))?(?:@(?P<genotype>\S+))?"
)
SIGNS = {
    "somatic": {"somatic_callers": ("Somatic",)},
    "germline": {"germline_callers": ("Germline",)},
    "field": {"somatic_fields": ("INFO SOMATIC",)},
    "none": {},
}


def reads(text):
    """``3/100`` as reads for an allele, and of all."""
    if text is None:
        return None
    alt, depth = (None if part == "." else int(part) for part in text.split("/"))
    return Support(alt_depth=alt, depth=depth)


def call(
    tumour,
    normal=None,
    *,
    number=1,
    filters=(),
    unfiltered=False,
    tag=None,
    genotype="",
    source=0,
):
    variant = Variant("chr17", 7_670_000 + number, "A", "T")
    called = re.findall(r"\d+", genotype)
    return VariantCall(
        variant=variant,
        locus=Locus(source, number, "chr17", variant.pos, "A", "T", alt_index=1),
        support=tumour,
        normal_support=normal,
        filters=filters,
        genotype_carries_allele="1" in called if called else None,
        genotype=genotype,
        tag=None if tag is None else CallerTag(CallerSays(tag), f"TAG={tag}"),
        is_unfiltered=unfiltered,
    )


def calls_of(text):
    made = []
    for item in text.split() if text != "-" else ():
        found = ITEM.fullmatch(item)
        assert found, item
        for _ in range(int(found["times"])):
            made.append(
                call(
                    reads(found["tumour"]),
                    reads(found["normal"]),
                    number=len(made) + 1,
                    filters=(found["filter"],) if found["filter"] else (),
                    unfiltered=bool(found["unfiltered"]),
                    tag=found["tag"],
                    genotype=found["genotype"] or "",
                )
            )
    return made


def signs_of(text):
    facts = {key: value for word in text.split() for key, value in SIGNS[word].items()}
    return CallerSigns(**facts, has_tumour_column=True)


@pytest.mark.parametrize("row", rows("sample_check.tsv"))
def test_the_mistake_is_found_and_nothing_else(row):
    found = check_sample(calls_of(row["alleles"]), signs_of(row["signs"]), SETTINGS)

    for said, expected in ((found.doubts, row["doubt"]), (found.remarks, row["remark"])):
        if expected == "-":
            assert said == ()
        else:
            assert len(said) == 1
            assert expected in said[0]


@pytest.mark.parametrize("row", rows("sample_check.tsv"))
def test_the_figures_stand_beside_their_bars(row):
    found = check_sample(calls_of(row["alleles"]), signs_of(row["signs"]), SETTINGS)

    names = [measure.name for measure in found.measures]
    assert names == [
        "alleles at the fractions of germline variants",
        "alleles in the normal's column alone",
    ]
    for measure in found.measures:
        assert (measure.value is None) is measure.why.startswith("Not assessed")
        assert measure.value is None or 0 <= measure.value <= 1


def test_without_columns_nothing_is_said_of_them():
    silent = [call(Support(), number=n) for n in range(3)]

    assert check_sample(silent, CallerSigns(), SETTINGS).doubts == ()


def test_the_summary_says_the_gravest_doubt_alone():
    signs = CallerSigns(germline_callers=("A", "B"), has_tumour_column=True)
    found = check_sample(calls_of("4*0/0"), signs, SETTINGS)

    assert len(found.doubts) == 2
    assert doubtful(found) == (f"Do not rely on the findings below. {found.doubts[0]}",)


def test_the_thresholds_are_the_laboratory_s():
    germline, swapped = calls_of("4*48/100"), calls_of("1*0/80|30/100")
    strict = Settings(min_spectrum_alleles=4, min_swapped_alleles=1)

    for made in (germline, swapped):
        assert not check_sample(made, signs_of("none"), SETTINGS).doubts
        assert check_sample(made, signs_of("none"), strict).doubts


def test_files_that_list_the_same_alleles_count_them_once():
    once = calls_of("3*48/100")
    again = [
        replace(one, locus=replace(one.locus, source=source)) for source in range(5) for one in once
    ]

    assert check_sample(again, signs_of("none"), SETTINGS) == check_sample(
        once, signs_of("none"), SETTINGS
    )


counts = st.tuples(st.integers(0, 300), st.integers(0, 300)).map(
    lambda pair: Support(alt_depth=min(pair), depth=max(pair))
)
pairs = st.lists(st.tuples(counts, counts), max_size=12)


def _paired(both):
    return [call(*pair, number=n) for n, pair in enumerate(both, start=1)]


@given(pairs)
def test_swapping_the_columns_swaps_the_sides(both):
    there = sides(_paired(both), SETTINGS, are_claimed=True)
    back = sides(_paired([pair[::-1] for pair in both]), SETTINGS, are_claimed=True)

    assert (there.tumour_only, there.normal_only) == (back.normal_only, back.tumour_only)


@given(st.integers(0, 60), st.integers(0, 120), st.integers(0, 120))
def test_the_short_way_is_fisher_s_test(alt, rest, other):
    this = (alt, alt + rest)
    p = more_in_first(this, (0, other))
    bar = 0.001

    assert abs(p - bar) < 1e-9 or _is_rarer(this, (0, other), bar) is (p <= bar)


@given(pairs)
def test_a_pair_and_its_mirror_are_not_both_swapped(both):
    def is_swapped(pairs_):
        found = check_sample(_paired(pairs_), signs_of("somatic"), SETTINGS)
        return any("swapped" in doubt for doubt in found.doubts)

    assert not (is_swapped(both) and is_swapped([pair[::-1] for pair in both]))


@given(pairs, st.randoms())
def test_the_order_of_the_alleles_makes_no_difference(both, chance):
    calls = _paired(both)
    shuffled = chance.sample(calls, len(calls))

    assert check_sample(calls, signs_of("none"), SETTINGS) == check_sample(
        shuffled, signs_of("none"), SETTINGS
    )


@given(st.lists(counts, max_size=20))
def test_every_allele_judged_is_counted_once(supports):
    found = spectrum([call(one, number=n) for n, one in enumerate(supports)], SETTINGS)

    assert found.het + found.hom + found.elsewhere <= found.judged <= len(supports)


def drawn(chance, fraction, depth):
    return Support(alt_depth=sum(chance.random() < fraction for _ in range(depth)), depth=depth)


@pytest.mark.parametrize("depth", [30, 60, 200])
def test_genomes_read_by_chance_are_told_apart(depth):
    """Of a thousand made-up files hardly one is misjudged, germline or somatic."""
    chance, missed, wrong = random.Random(depth), 0, 0  # noqa: S311 -- no cryptography
    for _ in range(300):
        germline = [chance.choice((0.48, 0.48, 0.998)) for _ in range(20)]
        purity = chance.uniform(0.2, 0.7)
        clonal = [purity / 2 * chance.choice((1, 1, 1, 0.5)) for _ in range(12)]
        missed += not _has_doubt(chance, germline, depth)
        wrong += _has_doubt(chance, clonal, depth)

    assert missed <= 6
    assert wrong <= 3


def _has_doubt(chance, fractions, depth):
    made = [call(drawn(chance, one, depth), number=n) for n, one in enumerate(fractions)]
    return bool(check_sample(made, signs_of("none"), SETTINGS).doubts)
