"""What is taken from another annotator, and how it is marked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hccgenomics.interpret.elsewhere import (
    completed,
    effect_elsewhere,
    is_undecided,
    otherwise_elsewhere,
    protein_change,
)
from hccgenomics.model.annotation import MANE_SELECT
from hccgenomics.model.protein_name import read_protein
from hccgenomics.vocabulary import Consequence, Mane, ProteinChangeKind, SequenceGrade
from tests.interpret.test_comparison import ours, theirs

PARTIAL = SequenceGrade.PARTIAL


def undecided(terms="coding_sequence_variant", coding="c.501A>T", grade=PARTIAL):
    return replace(ours(terms, coding, grade=grade), cds_start=501, notes=("not known",))


def test_an_undecided_consequence_is_taken_and_ours_stays_visible():
    found = completed(undecided(), theirs("stop_gained", "c.501A>T", "p.(Lys167*)"))

    assert found.consequences == (Consequence.STOP_GAINED,)
    assert (found.hgvs_p, found.hgvs_c) == ("p.Lys167Ter", "NM_000001.1:c.501A>T")
    assert found.protein.kind is ProteinChangeKind.NONSENSE
    assert found.annotated_by == "VEP 110"
    assert "not checked here" in found.notes[0]
    assert "coding_sequence_variant" in found.notes[1]
    assert found.notes[-1] == "not known"


def test_a_name_is_taken_where_coordinates_decide_the_rest():
    found = completed(
        undecided("frameshift_variant", "c.501del"),
        theirs("frameshift_variant", "c.501del", "p.Glu168LysfsTer9", protein="ENSP1.1"),
    )

    assert found.consequences == (Consequence.FRAMESHIFT,)
    assert found.hgvs_p == "ENSP1.1:p.Glu168LysfsTer9"


def test_another_version_is_taken_and_said():
    found = completed(
        undecided(), theirs("missense_variant", None, "p.K167N", transcript="NM_000001.9")
    )

    assert found.hgvs_p == "p.Lys167Asn"
    assert "Its transcript is NM_000001.9, ours NM_000001.1." in found.notes


@pytest.mark.parametrize(
    ("effect", "other"),
    [
        (undecided(), theirs("missense_variant", "c.502A>T", "p.Lys168Asn")),
        (undecided(), theirs("coding_sequence_variant", "c.501A>T")),
        (undecided(), theirs("intron_variant")),
        (undecided("frameshift_variant", "c.501del"), theirs("inframe_deletion", None, "p.K1del")),
        (undecided("frameshift_variant", "c.501del"), theirs("frameshift_variant")),
        (undecided(grade=SequenceGrade.GENOMIC), theirs("stop_gained", None, "p.Lys167Ter")),
        (ours("coding_sequence_variant", grade=PARTIAL), theirs("stop_gained", None, "p.K1*")),
        (
            replace(undecided("missense_variant"), hgvs_p="NP_000001.1:p.Lys167Asn"),
            theirs("stop_gained", None, "p.Lys167Ter"),
        ),
    ],
)
def test_nothing_is_taken_where_we_know_or_the_change_is_another(effect, other):
    assert completed(effect, other) is effect


def test_what_was_taken_is_not_taken_again():
    once = completed(undecided(), theirs("stop_gained", "c.501A>T"))

    assert not is_undecided(once)


def test_a_gene_without_a_model_is_wholly_the_annotators():
    found = effect_elsewhere(
        theirs(
            "missense_variant",
            "c.4336C>T",
            "p.(R1446C)",
            transcript="ENST00000262367.10",
            protein="ENSP00000262367.5",
            standing=MANE_SELECT,
            exon=(26, 31),
        ),
        "CREBBP",
        "chr16",
    )

    assert found.transcript.refseq == "ENST00000262367.10"
    assert found.transcript.mane is Mane.SELECT
    assert found.hgvs_c == "ENST00000262367.10:c.4336C>T"
    assert found.hgvs_p == "ENSP00000262367.5:p.Arg1446Cys"
    assert (found.exon, found.annotated_by) == ((26, 31), "VEP 110")
    assert "not checked here" in found.notes[0]


def test_a_transcript_that_is_not_known_to_be_mane_select_is_not_called_so():
    assert effect_elsewhere(theirs(), "CREBBP", "chr16").transcript.mane is Mane.UNSTATED


def test_a_joint_judgement_says_with_what():
    found = effect_elsewhere(theirs(joint=("5A>T", "6C>T")), "CREBBP", "chr16")

    assert found.notes[-1] == "It judges the haplotype: 5A>T and 6C>T together."


def test_a_change_behind_another_of_its_haplotype_says_so():
    found = effect_elsewhere(theirs(joint=("5A>T",)), "CREBBP", "chr16")

    assert found.notes[-1].startswith("It judges the haplotype, on which another change")


@pytest.mark.parametrize(
    ("terms", "name", "is_said"),
    [
        ("missense_variant", "p.R1446C", False),
        ("missense_variant&splice_region_variant", None, False),
        ("missense_variant", "p.Arg1446His", True),
        ("stop_gained", "p.Arg1446*", True),
        ("intron_variant", None, True),
    ],
)
def test_a_second_annotator_that_states_otherwise_is_heard(terms, name, is_said):
    taken = theirs("missense_variant", None, "p.Arg1446Cys")
    second = theirs(terms, None, name, transcript="NM_004380.3")

    said = " ".join(otherwise_elsewhere(taken, second))

    assert bool(said) is is_said
    assert (terms in said, (name or "on NM_004380.3: ") in said) == (is_said, is_said)


@pytest.mark.parametrize(
    ("exon", "residues", "escapes"),
    [((31, 31), 2442, True), ((31, 31), None, None), ((30, 31), 2442, None), (None, 2442, None)],
)
def test_decay_is_judged_only_where_the_annotation_suffices(exon, residues, escapes):
    other = theirs("frameshift_variant", exon=exon, residues=residues)

    assert effect_elsewhere(other, "CREBBP", "chr16").escapes_nmd is escapes


@pytest.mark.parametrize(
    ("name", "kind", "span", "ref", "alt"),
    [
        ("p.R249S", "substitution", (249, 249), "R", "S"),
        ("p.Arg213Ter", "nonsense", (213, 213), "R", "*"),
        ("p.Lys132AsnfsTer38", "frameshift", (132, 132), "K", "N"),
        ("p.Lys132fs", "frameshift", (132, 132), "K", ""),
        ("p.Glu746_Ala750del", "deletion", (746, 750), "EXXXA", ""),
        ("p.Gly12dup", "duplication", (12, 12), "G", "GG"),
        ("p.Gly12_Gly13insVal", "insertion", (12, 13), "GG", "V"),
        ("p.Leu54=", "synonymous", (54, 54), "L", "L"),
        ("p.Met1?", "start_loss", (1, 1), "M", "X"),
    ],
)
def test_a_name_becomes_a_change_of_residues(name, kind, span, ref, alt):
    found = protein_change(read_protein(name))

    assert (found.kind, (found.start, found.end), found.ref, found.alt) == (kind, span, ref, alt)


@pytest.mark.parametrize("name", ["p.?", "", "garbage", "p.="])
def test_a_name_that_cannot_be_read_is_no_change(name):
    assert protein_change(read_protein(name)) is None
