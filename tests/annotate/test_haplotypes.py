"""Alleles of one codon: joined where phase says so, and only there."""

import pytest

from hccgenomics.annotate.effect import annotate
from hccgenomics.annotate.haplotypes import join_in_phase, joined_variant, might_join
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.variant import Locus, Phase, Support, Variant, VariantCall
from hccgenomics.vocabulary import Assembly

MODELS = load_models(Assembly.GRCH38)
CTNNB1 = MODELS.gene("CTNNB1").select
BRAF = MODELS.gene("BRAF").select
ONE = Phase("PS:41224645", 1)
OTHER = Phase("PS:41224645", 2)
ELSEWHERE = Phase("PS:99", 1)

# codon 45 of CTNNB1, TCT, is chr3:41,224,645 to 41,224,647
FIRST = ("chr3", 41_224_645, "T", "C")
SECOND = ("chr3", 41_224_646, "C", "T")
THIRD = ("chr3", 41_224_647, "T", "A")
CODON_46 = ("chr3", 41_224_648, "C", "A")


def call(place: tuple, phase: Phase | None = None, source: int = 0) -> VariantCall:
    variant = Variant(*place)
    locus = Locus(source, variant.pos, variant.contig, variant.pos, variant.ref, variant.alt, 1)
    return VariantCall(variant, locus, Support(90, 10), phase=phase)


def joined(*calls: VariantCall, transcripts=(CTNNB1,)):
    return [str(found.variant) for found in join_in_phase(calls, transcripts, MODELS)]


def test_neighbours_in_phase_become_one():
    found = join_in_phase([call(FIRST, ONE), call(SECOND, ONE)], [CTNNB1], MODELS)

    assert [str(one.variant) for one in found] == ["chr3:41224645TC>CT"]
    assert len(found[0].calls) == 2
    assert annotate(found[0].variant, CTNNB1, MODELS).hgvs_p == "NP_001895.1:p.Ser45Leu"


def test_bases_between_are_filled_from_the_reference():
    assert joined(call(FIRST, ONE), call(THIRD, ONE)) == ["chr3:41224645TCT>CCA"]


def test_order_of_the_calls_does_not_matter():
    assert joined(call(THIRD, ONE), call(FIRST, ONE)) == ["chr3:41224645TCT>CCA"]


def test_three_of_one_codon():
    calls = (call(FIRST, ONE), call(SECOND, ONE), call(THIRD, ONE))

    assert joined(*calls) == ["chr3:41224645TCT>CTA"]


@pytest.mark.parametrize(
    ("first", "second"),
    [(None, None), (ONE, None), (ONE, OTHER), (ONE, ELSEWHERE)],
)
def test_without_stated_phase_nothing_is_joined(first, second):
    calls = (call(FIRST, first), call(SECOND, second))

    assert joined(*calls) == [str(one.variant) for one in calls]


def test_two_files_may_use_one_name_for_two_phase_sets():
    assert len(joined(call(FIRST, ONE), call(SECOND, ONE, source=1))) == 2


def test_neighbouring_codons_are_left_alone():
    assert len(joined(call(THIRD, ONE), call(CODON_46, ONE))) == 2


def test_every_call_comes_out_once():
    calls = [call(FIRST, ONE), call(CODON_46, ONE), call(SECOND, ONE), call(THIRD)]

    found = join_in_phase(calls, [CTNNB1], MODELS)

    assert sorted(map(id, calls)) == sorted(id(c) for one in found for c in one.calls)
    assert [len(one.calls) for one in found] == [2, 1, 1]


def test_a_deletion_and_a_substitution_of_one_codon():
    """BRAF V600: c.1799T>A beside the loss of c.1800 is one frameshift."""
    substitution = call(("chr7", 140_753_336, "A", "T"), ONE)
    deletion = call(("chr7", 140_753_334, "TC", "T"), ONE)

    assert joined(substitution, deletion, transcripts=(BRAF,)) == ["chr7:140753335CA>T"]


def test_alleles_that_overlap_cannot_be_joined():
    assert (
        joined_variant([Variant(*SECOND), Variant("chr3", 41_224_645, "TC", "GG")], MODELS) is None
    )


def test_changes_that_cancel_out_are_no_variant():
    back = [Variant("chr3", 41_224_645, "T", "TC"), Variant("chr3", 41_224_645, "TC", "T")]

    assert joined_variant(back, MODELS) is None


def test_an_open_question_is_reported_once_with_its_codon():
    calls = [call(FIRST), call(SECOND), call(CODON_46)]

    (found,) = might_join(calls, [CTNNB1, CTNNB1])

    assert (found.first, found.second, found.residue) == (calls[0], calls[1], 45)


@pytest.mark.parametrize(
    ("first", "second", "open_question"),
    [
        (None, None, True),
        (ONE, None, True),
        (ONE, ELSEWHERE, True),
        (ONE, OTHER, False),  # stated to lie on two haplotypes
        (ONE, ONE, False),  # stated to lie on one
    ],
)
def test_a_stated_phase_is_no_open_question(first, second, open_question):
    found = might_join([call(FIRST, first), call(SECOND, second)], [CTNNB1])

    assert bool(found) is open_question


def test_two_alleles_of_one_base_cannot_share_a_haplotype():
    assert not might_join([call(SECOND), call(("chr3", 41_224_646, "C", "G"))], [CTNNB1])
