"""The sieve: nothing vanishes, and what is not known is no objection."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.interpret.sieve import objections, sieve
from hccgenomics.model.settings import Settings
from hccgenomics.model.variant import Locus, Support, Variant, VariantCall
from hccgenomics.vocabulary import DropReason, Specimen


def a_call(**changes):
    fields = {
        "variant": Variant("chr17", 7_674_216, "C", "A"),
        "locus": Locus(0, 1, "chr17", 7_674_216, "C", "A", 1),
        "support": Support(ref_depth=90, alt_depth=30, depth=120),
    }
    return VariantCall(**(fields | changes))


counts = st.none() | st.integers(0, 2_000)
calls = st.builds(
    a_call,
    support=st.builds(
        Support,
        ref_depth=counts,
        alt_depth=counts,
        depth=st.none(),
        stated_vaf=st.none() | st.floats(0, 1),
    ),
    filters=st.lists(st.sampled_from(["germline", "weak_evidence", "q10"]), max_size=2).map(tuple),
    genotype_carries_allele=st.none() | st.booleans(),
)


@given(st.lists(calls, max_size=30))
def test_nothing_vanishes(given_calls):
    kept, dropped = sieve(given_calls, objections(Settings(), Specimen.TISSUE))

    assert sorted(map(id, kept + [call for call, _ in dropped])) == sorted(map(id, given_calls))


@pytest.mark.parametrize(
    ("changes", "settings", "reason"),
    [
        ({}, {}, None),
        ({"filters": ("germline",)}, {}, DropReason.FILTERED),
        ({"filters": ("germline",)}, {"tolerated_filters": ("germline",)}, None),
        ({"filters": ("germline", "q10")}, {"tolerated_filters": ("q10",)}, DropReason.FILTERED),
        ({"genotype_carries_allele": False}, {}, DropReason.NOT_IN_TUMOUR),
        ({"genotype_carries_allele": None}, {}, None),
        ({"support": Support(90, 0)}, {}, DropReason.NOT_IN_TUMOUR),
        ({"support": Support(90, 2)}, {}, DropReason.TOO_FEW_READS),
        ({"support": Support(90, 3)}, {}, None),
        ({"support": Support(90, 2)}, {"min_alt_depth": 2}, None),
        ({"support": Support()}, {"min_alt_depth": 50, "min_vaf_tissue": 0.5}, None),
        ({"support": Support(990, 9)}, {}, DropReason.LOW_VAF),
        ({"support": Support(990, 10)}, {}, None),
        ({"support": Support(95, 5)}, {"min_vaf_tissue": 0.05}, None),
        ({"support": Support(96, 4)}, {"min_vaf_tissue": 0.05}, DropReason.LOW_VAF),
    ],
)
def test_the_first_objection_is_the_reason(changes, settings, reason):
    kept, dropped = sieve([a_call(**changes)], objections(Settings(**settings), Specimen.TISSUE))

    assert ([] if reason is None else [reason]) == [why for _, why in dropped]
    assert len(kept) == (reason is None)


def test_plasma_has_a_threshold_of_its_own():
    faint = a_call(support=Support(9_990, 10))

    def kept(specimen, **settings):
        return bool(sieve([faint], objections(Settings(**settings), specimen))[0])

    assert kept(Specimen.PLASMA)
    assert not kept(Specimen.TISSUE)
    assert not kept(Specimen.PLASMA, min_vaf_plasma=0.005)
