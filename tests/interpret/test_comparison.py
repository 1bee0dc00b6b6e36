"""Our effect beside another annotator's: what is a disagreement, and what only other words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hccgenomics.interpret import quirks, wording
from hccgenomics.interpret.comparison import compare, same_transcript
from hccgenomics.model.alteration import Effect
from hccgenomics.model.annotation import AnnotationFormat, ForeignEffect
from hccgenomics.readers.annotations.terms import (
    BCFTOOLS_WORDS,
    FUNCOTATOR_WORDS,
    SNPEFF_WORDS,
    VEP_WORDS,
    ontology,
)
from hccgenomics.vocabulary import Annotator, Consequence, SequenceGrade
from tests.builders_alterations import a_transcript
from tests.truth import rows

WORDS = {
    Annotator.VEP: VEP_WORDS,
    Annotator.SNPEFF: SNPEFF_WORDS,
    Annotator.BCFTOOLS_CSQ: BCFTOOLS_WORDS,
    Annotator.FUNCOTATOR: FUNCOTATOR_WORDS,
}
VEP = AnnotationFormat(Annotator.VEP, "110", "CSQ", ())


def known(value: str) -> str | None:
    return None if value == "-" else value


def ours(terms="missense_variant", coding=None, protein=None, **transcript) -> Effect:
    return Effect(
        transcript=a_transcript("TP53", **transcript),
        consequences=tuple(map(Consequence, terms.split("&"))),
        hgvs_c=f"NM_000001.1:{coding}" if coding else None,
        hgvs_p=f"NP_000001.1:{protein}" if protein else None,
    )


def theirs(terms="missense_variant", coding=None, named=None, **changes) -> ForeignEffect:
    source = changes.pop("source", VEP)
    return ForeignEffect(
        source=source,
        gene="TP53",
        transcript=changes.pop("transcript", "NM_000001.1"),
        terms=terms,
        consequences=ontology(terms, WORDS[source.annotator]),
        hgvs_c=coding,
        hgvs_p=named,
        **changes,
    )


@pytest.mark.parametrize("row", rows("annotation_agreement.tsv"))
def test_what_differs_is_listed_and_nothing_else(row):
    source = AnnotationFormat(Annotator(row["annotator"]), known(row["version"]), "X", ())
    mine = ours(row["our_terms"], known(row["our_c"]), known(row["our_p"]))
    other = theirs(row["their_terms"], known(row["their_c"]), known(row["their_p"]), source=source)

    found = compare(mine, other)

    assert ("&".join(d.field for d in found.disagreements) or "-") == row["differs"]


def test_a_disagreement_gives_both_sides_as_they_are_spelled():
    found = compare(
        ours("missense_variant", "c.747G>T", "p.Arg249Ser"),
        theirs("synonymous_variant", "c.747G>A", "p.R249R", transcript="NM_000001.3"),
    )

    assert [(d.field, d.ours, d.theirs) for d in found.disagreements] == [
        ("consequence", "missense_variant", "synonymous_variant"),
        ("hgvs_c", "c.747G>T", "c.747G>A"),
        ("hgvs_p", "p.Arg249Ser", "p.R249R"),
    ]
    assert {(d.source, d.transcript) for d in found.disagreements} == {("VEP 110", "NM_000001.3")}


@pytest.mark.parametrize(
    ("spelled", "found"),
    [
        (["NM_000001.1"], "NM_000001.1"),
        (["NM_000001.7"], "NM_000001.7"),
        (["ENST00000000001.4", "NM_000001.1"], "NM_000001.1"),
        (["ENST00000000001"], "ENST00000000001"),
        (["NM_0000011.1", "ENST000000000012.1", "NM_000002.1", ""], None),
    ],
)
def test_the_same_transcript_is_found_whatever_its_version(spelled, found):
    stated = [theirs(transcript=name) for name in spelled]

    best = same_transcript(ours(), stated)

    assert (None if best is None else best.transcript) == found


def test_a_judgement_of_a_haplotype_is_not_compared():
    assert same_transcript(ours(), [theirs(joint=("5A>T", "6C>T"))]) is None


def test_an_annotator_is_not_compared_with_its_own_words():
    effect = replace(ours("missense_variant", "c.747G>T"), annotated_by="VEP 110")

    found = compare(effect, theirs("synonymous_variant", "c.747G>A"))

    assert [d.field for d in found.disagreements] == ["hgvs_c"]


@pytest.mark.parametrize(
    ("mine", "other", "field", "why"),
    [
        (
            ours("stop_gained&frameshift_variant", "c.1_2insA", "p.Gly23Ter"),
            theirs("inframe_insertion&stop_retained_variant", "c.1_2insA", "p.Leu22_Gly23insTer"),
            "consequence",
            wording.QUIRK_STOP_RETAINED,
        ),
        (
            ours("stop_gained", "c.1_2insA", "p.Gly23Ter"),
            theirs("stop_gained", "c.1_2insA", "p.Leu22_Gly23insTer"),
            "hgvs_p",
            wording.QUIRK_CREATED_STOP,
        ),
        (
            ours("stop_lost", "c.7del", "p.Ter2565AsnextTer17"),
            theirs("stop_lost", "c.7del", "p.Ter2565AsnfsTer18"),
            "hgvs_p",
            wording.QUIRK_EXTENSION,
        ),
        (
            ours("stop_lost", "c.7_9del", "p.Ter757IleextTer35"),
            theirs("stop_lost", "c.7_9del", "p.Ter757delextTer35"),
            "hgvs_p",
            wording.QUIRK_EXTENSION,
        ),
        (
            ours("stop_retained_variant", "c.7_8insAAT", "p.Ter977="),
            theirs("inframe_insertion&stop_retained_variant", "c.7_8insAAT", "p.Ter977delinsTer"),
            "hgvs_p",
            wording.QUIRK_STOP_KEPT,
        ),
        (
            ours("start_lost", "c.1_2del", "p.Met1?"),
            theirs("start_lost", "c.1_2del", "p.Met1_?2"),
            "hgvs_p",
            wording.QUIRK_START,
        ),
        (
            ours("splice_acceptor_variant", "c.1del"),
            theirs(
                "frameshift_variant",
                "c.1del",
                source=AnnotationFormat(Annotator.SNPEFF, "5.1", "ANN", ()),
            ),
            "consequence",
            wording.QUIRK_SHIFT,
        ),
        (
            ours("frameshift_variant", "c.1dup"),
            theirs(
                "splice_donor",
                source=AnnotationFormat(Annotator.BCFTOOLS_CSQ, "1.16", "BCSQ", ()),
            ),
            "consequence",
            wording.QUIRK_EXON_END,
        ),
        (
            ours("missense_variant", "c.4_5inv"),
            theirs("missense_variant", "c.4_5delinsTC"),
            "hgvs_c",
            wording.QUIRK_INVERSION,
        ),
        (
            ours("frameshift_variant", "c.281del", grade=SequenceGrade.PARTIAL),
            theirs("frameshift_variant", "c.283del"),
            "hgvs_c",
            wording.QUIRK_UNSHIFTED,
        ),
        (
            ours("frameshift_variant", "c.1745_1746insACG", grade=SequenceGrade.CDS),
            theirs("frameshift_variant", "c.1724-30_1745dup"),
            "hgvs_c",
            wording.QUIRK_UNSHIFTED,
        ),
        (
            ours("missense_variant", "c.4A>T"),
            theirs("missense_variant", "c.9A>T", transcript="NM_000001.3"),
            "hgvs_c",
            wording.QUIRK_VERSION.format(theirs="NM_000001.3", ours="NM_000001.1"),
        ),
        (
            ours("missense_variant", "c.4A>T"),
            theirs("missense_variant", "c.9A>T", transcript="ENST00000000001.2"),
            "hgvs_c",
            wording.QUIRK_VERSION.format(theirs="ENST00000000001.2", ours="ENST00000000001.1"),
        ),
        (ours("missense_variant"), theirs("synonymous_variant"), "consequence", ""),
    ],
)
def test_a_known_reason_is_given_with_the_disagreement(mine, other, field, why):
    found = {d.field: d.why for d in compare(mine, other).disagreements}

    assert found[field] == why


def test_a_record_in_another_spelling_is_a_reason():
    found = compare(ours("missense_variant"), theirs("synonymous_variant"), as_written=False)

    assert [d.why for d in found.disagreements] == [wording.QUIRK_AS_WRITTEN]


def test_every_quirk_has_a_sentence_of_its_own():
    sentences = [sentence for _, sentence in quirks._QUIRKS]

    assert len(set(sentences)) == len(sentences)
    assert all(sentence.endswith(".") for sentence in sentences)
