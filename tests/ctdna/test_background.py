"""The background of normal samples: fit, look-up, p-values."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hccgenomics.ctdna.noise import critical_alt, fit_background, p_value
from hccgenomics.model.background import SiteCounts, SiteNoise, context_of
from hccgenomics.model.binomial import clopper_pearson
from hccgenomics.vocabulary import Assembly

NOISES = st.builds(
    SiteNoise,
    mean=st.floats(1e-7, 0.2),
    concentration=st.one_of(st.none(), st.floats(1, 1e8)),
    rests_on=st.just("site"),
)


def site(pos: int, alts: list[int], depths: list[int] | None = None, *, alt: str = "T"):
    depths = depths or [1000] * len(alts)
    context = "A[C>T]G" if alt == "T" else "A[C>A]G"
    return SiteCounts("chr5", pos, "C", alt, context, alts, depths)


def fit(sites):
    return fit_background(sites, assembly=Assembly.GRCH38, normals=10)


@settings(deadline=None)
@given(noise=NOISES, depth=st.integers(1, 20_000), data=st.data())
def test_a_p_value_falls_with_the_count(noise, depth, data):
    alt = data.draw(st.integers(0, min(depth - 1, 400)))

    assert p_value(0, depth, noise) == 1.0
    assert 0 <= p_value(alt + 1, depth, noise) <= p_value(alt, depth, noise) <= 1


@settings(deadline=None)
@given(noise=NOISES, depth=st.integers(1, 5000), alpha=st.sampled_from([0.05, 0.01, 1e-4]))
def test_the_critical_count_is_the_first_that_suffices(noise, depth, alpha):
    needed = critical_alt(depth, noise, alpha)

    assert 1 <= needed <= depth + 1
    assert needed == depth + 1 or p_value(needed, depth, noise) <= alpha
    assert needed == 1 or p_value(needed - 1, depth, noise) > alpha


@pytest.mark.parametrize(("alt", "depth"), [(-1, 10), (11, 10)])
def test_what_is_no_count_is_refused(alt, depth):
    with pytest.raises(ValueError, match="no count"):
        p_value(alt, depth, SiteNoise(0.001, None, "global"))


@pytest.mark.parametrize(("mean", "concentration"), [(0.0, None), (1.0, None), (0.1, 0.0)])
def test_noise_that_cannot_be_is_refused(mean, concentration):
    with pytest.raises(ValueError, match=r"lies between|is above"):
        SiteNoise(mean, concentration, "site")


def test_where_nothing_was_seen_the_rate_is_small_and_not_none():
    model = fit([site(pos, [0] * 10) for pos in range(100, 300)])
    _, high = clopper_pearson(0, 200 * 10 * 1000, 0.95)

    for noise in (
        model.noise("chr5", 100, "C", "T"),
        model.contexts["A[C>T]G"].noise,
        model.overall.noise,
    ):
        assert 0 < noise.mean < high


def test_a_noisy_place_keeps_its_own_rate_and_a_quiet_one_leans_on_its_context():
    model = fit([site(1, [30] * 10), *(site(pos, [0, 1] * 5) for pos in range(2, 100))])
    noisy, quiet = model.noise("chr5", 1, "C", "T"), model.noise("chr5", 2, "C", "T")

    assert noisy.mean == pytest.approx(0.03, rel=0.2)
    assert quiet.mean == pytest.approx(0.0005, rel=0.3)
    assert p_value(30, 1000, noisy) > 0.05
    assert p_value(30, 1000, quiet) < 1e-9


def test_few_reads_say_less_of_a_place_than_many():
    others = [site(pos, [0, 1] * 5) for pos in range(10, 200)]
    few = fit([site(1, [1], [50]), *others]).noise("chr5", 1, "C", "T")
    many = fit([site(1, [200], [10_000]), *others]).noise("chr5", 1, "C", "T")

    assert few.mean < many.mean


def test_a_normal_that_carries_the_allele_is_left_out_and_counted():
    model = fit([site(1, [0] * 9 + [480]), *(site(pos, [0, 1] * 5) for pos in range(2, 60))])
    found = model.sites["chr5", 1, "C", "T"]

    assert (found.normals, found.left_out, found.alt, found.depth) == (9, 1, 0, 9000)
    assert model.left_out == 1
    assert found.noise.mean < 0.001


def test_a_place_where_all_normals_carry_the_allele_is_left_to_its_context():
    model = fit([site(1, [480] * 10), *(site(pos, [0, 1] * 5) for pos in range(2, 60))])

    assert ("chr5", 1, "C", "T") not in model.sites
    assert model.noise("chr5", 1, "C", "T", "A[C>T]G").rests_on == "context"


def test_what_a_rate_rests_on():
    model = fit([site(pos, [0, 1] * 5) for pos in range(2, 60)])

    assert model.noise("chr5", 2, "C", "T").rests_on == "site"
    assert model.noise("chr5", 9999, "C", "T", "A[C>T]G").rests_on == "context"
    assert model.noise("chr5", 9999, "C", "T", "T[C>T]T").rests_on == "global"
    assert model.noise("chr5", 2, "C", "G").rests_on == "global"
    assert model.assembly is Assembly.GRCH38


def test_normals_that_differ_among_each_other_widen_what_is_expected():
    alike = fit([site(pos, [10] * 10) for pos in range(50)])
    unlike = fit([site(pos, [0] * 9 + [100]) for pos in range(50)])

    assert p_value(40, 1000, alike.noise("chr5", 1, "C", "T")) < 1e-8
    assert p_value(40, 1000, unlike.noise("chr5", 1, "C", "T")) > 0.01
    assert unlike.contexts["A[C>T]G"].between is not None


def test_an_empty_background_still_has_a_rate():
    model = fit([])

    assert 0 < model.overall.noise.mean < 1
    assert model.noise("chr5", 1, "C", "T").rests_on == "global"


def test_the_order_of_places_and_normals_never_matters():
    sites = [
        site(pos, [(0, 0, 0, 1, 2, 300)[pos * k % 6] for k in range(1, 9)], alt=alt)
        for pos in range(40)
        for alt in "TA"
    ]
    mixed = [
        SiteCounts(one.contig, one.pos, one.ref, one.alt, one.context, one.alts[::-1], one.depths)
        for one in sites[::-1]
    ]

    assert fit(sites) == fit(mixed)


def test_counts_without_depths_are_refused():
    with pytest.raises(ValueError, match="as many depths"):
        fit([site(1, [0, 1], [1000])])


@pytest.mark.parametrize(
    ("ref", "alt", "around", "context"),
    [
        ("C", "T", ("A", "G"), "A[C>T]G"),
        ("G", "A", ("C", "T"), "A[C>T]G"),
        ("A", "C", ("T", "T"), "A[T>G]A"),
        ("G", "T", ("", ""), "C>A"),
        ("CA", "C", ("", ""), "del1"),
        ("CATG", "C", ("", ""), "del2+"),
        ("C", "CA", ("", ""), "ins1"),
        ("C", "CAT", ("", ""), "ins2+"),
        ("GG", "TT", ("", ""), "mnv"),
        ("CAG", "TT", ("", ""), "mnv"),
    ],
)
def test_contexts(ref, alt, around, context):
    before, after = around

    assert context_of(ref, alt, before=before, after=after) == context
