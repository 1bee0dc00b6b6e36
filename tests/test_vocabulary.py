"""The lists are what they claim."""

from __future__ import annotations

from enum import StrEnum

import pytest

from hccgenomics import vocabulary
from hccgenomics.vocabulary import (
    AUTOSOMES,
    CONTIGS,
    MITOCHONDRION,
    SEX_CONTIGS,
    Consequence,
    Implication,
)

ENUMS = {
    name: words
    for name, words in vars(vocabulary).items()
    if isinstance(words, type) and issubclass(words, StrEnum) and words is not StrEnum
}
SETS = {name: terms for name, terms in vars(vocabulary).items() if isinstance(terms, frozenset)}

# Ensembl VEP 115, https://www.ensembl.org/info/genome/variation/prediction/predicted_data.html
MOST_SEVERE_FIRST = [
    "transcript_ablation", "splice_acceptor_variant", "splice_donor_variant", "stop_gained",
    "frameshift_variant", "stop_lost", "start_lost", "inframe_insertion", "inframe_deletion",
    "missense_variant", "protein_altering_variant", "splice_donor_5th_base_variant",
    "splice_region_variant", "splice_donor_region_variant",
    "splice_polypyrimidine_tract_variant", "start_retained_variant", "stop_retained_variant",
    "synonymous_variant", "coding_sequence_variant", "5_prime_UTR_variant",
    "3_prime_UTR_variant", "intron_variant", "upstream_gene_variant",
    "downstream_gene_variant", "intergenic_variant",
]  # fmt: skip


def test_there_are_22_autosomes():
    assert len(AUTOSOMES) == 22
    assert AUTOSOMES[0] == "chr1"
    assert AUTOSOMES[-1] == "chr22"


def test_the_contigs_are_the_25_of_a_human_genome():
    assert [*AUTOSOMES, *SEX_CONTIGS, MITOCHONDRION] == list(CONTIGS)
    assert len(set(CONTIGS)) == 25


def test_the_list_order_is_the_ranking():
    assert list(Consequence) == MOST_SEVERE_FIRST
    assert [term.severity for term in Consequence] == list(range(len(MOST_SEVERE_FIRST)))


def test_there_are_named_sets_of_consequences():
    assert len(SETS) >= 5


@pytest.mark.parametrize("name", SETS)
def test_a_named_set_holds_words_of_one_list(name):
    assert SETS[name]
    (words,) = {type(term) for term in SETS[name]}
    assert words is (Implication if name == "CLAIMS_ON_THERAPY" else Consequence)


def test_what_truncates_or_breaks_splicing_is_null_and_nothing_in_frame_is():
    assert vocabulary.TRUNCATING_CONSEQUENCES < vocabulary.NULL_CONSEQUENCES
    assert vocabulary.SPLICE_NULL_CONSEQUENCES < vocabulary.NULL_CONSEQUENCES
    assert vocabulary.INFRAME_CONSEQUENCES.isdisjoint(vocabulary.NULL_CONSEQUENCES)
    assert vocabulary.SILENT_OUTSIDE_CODING.isdisjoint(vocabulary.NULL_CONSEQUENCES)


def test_there_are_enumerations():
    assert len(ENUMS) > 20


@pytest.mark.parametrize("name", ENUMS)
def test_every_value_is_used_once(name):
    words = ENUMS[name]

    # An alias repeats a value under a second name: listed here, but not a member.
    assert list(words.__members__) == [member.name for member in words]
    assert all(member.value.strip() == member.value != "" for member in words)


def test_the_first_words_of_evidence_are_the_diseases():
    diseases = [disease.value for disease in vocabulary.Disease]

    assert [origin.value for origin in vocabulary.EvidenceFrom][: len(diseases)] == diseases
