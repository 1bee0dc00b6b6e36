"""Alleles of one haplotype: joined where phase says so, and only there."""

import pytest

from hccgenomics.annotate.effect import annotate
from hccgenomics.annotate.haplotypes import join_in_phase, joined_variant, might_join
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.variant import Locus, Phase, Support, Variant, VariantCall
from hccgenomics.vocabulary import Assembly, Consequence, ProteinChangeKind

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
CODON_46_END = ("chr3", 41_224_650, "T", "A")
CODON_47_END = ("chr3", 41_224_653, "T", "A")


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


@pytest.mark.parametrize(
    ("first", "second", "variant"),
    [
        (THIRD, CODON_46, "chr3:41224647TC>AA"),  # side by side, of two codons
        (SECOND, CODON_46, "chr3:41224646CTC>TTA"),  # one unchanged base between
        (FIRST, CODON_46_END, "chr3:41224645TCTCTT>CCTCTA"),  # four between, of codons in a row
    ],
)
def test_neighbours_of_two_codons_become_one(first, second, variant):
    assert joined(call(first, ONE), call(second, ONE)) == [variant]
    assert len(joined(call(first, ONE), call(second))) == 2


def test_further_codons_are_left_alone():
    assert len(joined(call(FIRST, ONE), call(CODON_47_END, ONE))) == 2


def test_two_frameshifts_that_restore_the_frame_become_one():
    """CTNNB1 lacks one base of codon 40 and gains one in codon 46: seven residues differ."""
    loss = call(("chr3", 41_224_630, "AC", "A"), ONE)
    gain = call(("chr3", 41_224_648, "C", "CA"), ONE)

    (found,) = join_in_phase([gain, loss], [CTNNB1], MODELS)
    effect = annotate(found.variant, CTNNB1, MODELS)

    assert len(found.calls) == 2
    assert effect.most_severe is Consequence.MISSENSE
    assert effect.protein.kind is ProteinChangeKind.DELINS
    assert len(joined(loss, gain.__class__(gain.variant, gain.locus, gain.support))) == 2


def test_what_lies_between_two_frameshifts_belongs_to_them():
    loss = call(("chr3", 41_224_630, "AC", "A"), ONE)
    gain = call(("chr3", 41_224_660, "G", "GA"), ONE)
    between = call(SECOND, ONE)

    assert len(joined(loss, between, gain)) == 1


def test_frameshifts_that_do_not_restore_the_frame_stay_apart():
    loss = call(("chr3", 41_224_630, "AC", "A"), ONE)
    other = call(("chr3", 41_224_648, "CTT", "C"), ONE)
    third = call(("chr3", 41_224_660, "G", "GAA"), ONE)

    assert len(joined(loss, third)) == 2
    assert len(joined(loss, other)) == 1


def test_two_insertions_at_one_gap_have_no_order():
    one = call(("chr3", 41_224_648, "C", "CA"), ONE)
    other = call(("chr3", 41_224_648, "C", "CTT"), ONE)

    assert len(joined(one, other)) == 2


def test_every_call_comes_out_once():
    calls = [call(FIRST, ONE), call(CODON_46, ONE), call(SECOND, ONE), call(THIRD)]

    found = join_in_phase(calls, [CTNNB1], MODELS)

    assert sorted(map(id, calls)) == sorted(id(c) for one in found for c in one.calls)
    assert [len(one.calls) for one in found] == [3, 1]


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
