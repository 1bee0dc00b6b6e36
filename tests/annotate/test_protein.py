"""A protein name must describe the protein that the changed bases code for."""

import re

import pytest
from hypothesis import assume, given, settings

from hccgenomics.annotate.effect import annotate
from hccgenomics.annotate.normalise import normalise
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.alteration import ProteinChange
from hccgenomics.model.codons import translate
from hccgenomics.model.genome import Interval, reverse_complement
from hccgenomics.model.variant import Variant
from hccgenomics.vocabulary import Assembly, Consequence
from hccgenomics.vocabulary import ProteinChangeKind as Kind
from tests.annotate.samples import Text, applied, bases_at, changes, known
from tests.annotate.test_effect import COMPLETE, MODELS, effect_of

IN_FRAME = {
    Kind.SUBSTITUTION, Kind.SYNONYMOUS, Kind.NONSENSE, Kind.DELETION, Kind.INSERTION,
    Kind.DUPLICATION, Kind.DELINS,
}  # fmt: skip


def spliced(transcript, text_of) -> str:
    """The transcript's bases from the start codon on, exon by exon, the slow way."""
    exons = sorted((exon.start, exon.end) for exon in transcript.exons)
    whole = "".join(text_of(start, end) for start, end in exons)
    before = sum(
        max(0, min(end, transcript.cds_start) - start)
        for start, end in exons
        if start < transcript.cds_start
    )
    behind = sum(
        max(0, end - max(start, transcript.cds_end))
        for start, end in exons
        if end > transcript.cds_end
    )
    if transcript.strand < 0:
        whole, before = reverse_complement(whole), behind
    return whole[before:]


def changed_reading(transcript, variant: Variant) -> str | None:
    """As ``spliced``, with the variant made in its exon; ``None`` if it is not within one."""
    place = variant.interval
    home = [e for e in transcript.exons if e.start < place.start and place.end < e.end]
    inside = home and transcript.cds_start < place.start and place.end < transcript.cds_end
    if not inside:
        return None

    def text_of(start: int, end: int) -> str:
        text = bases_at(MODELS, transcript.contig, start, end)
        if start <= place.start < end:
            text = text[: place.start - start] + variant.alt + text[place.end - start :]
        return text

    return spliced(transcript, text_of)


def made(change: ProteinChange, protein: str) -> str:
    """The protein once a change is made, as far as the change tells."""
    head, tail = protein[: change.start - 1], protein[change.end :]
    match change.kind:
        case Kind.SYNONYMOUS:
            return protein
        case Kind.INSERTION:
            text = protein[: change.start] + change.alt + protein[change.start :]
        case Kind.DUPLICATION:
            text = protein[: change.end] + change.ref + tail
        case _:
            text = head + change.alt + tail
    return text.partition("*")[0]


@settings(max_examples=400)
@given(changes(MODELS, COMPLETE))
def test_the_name_describes_the_protein(case):
    transcript, start, ref, alt = case
    assume(known(MODELS, transcript.contig, start, len(ref), around=0))
    variant = normalise(Variant(transcript.contig, start, ref, alt), MODELS).variant
    reading = changed_reading(transcript, variant)
    assume(reading is not None)
    effect = annotate(variant, transcript, MODELS)
    assume(effect.protein is not None)
    protein = translate(
        spliced(transcript, lambda s, e: bases_at(MODELS, transcript.contig, s, e))
    ).partition("*")[0]
    observed = translate(reading).partition("*")
    change = effect.protein

    if change.kind in IN_FRAME and change.start > 1:
        assert made(change, protein)[1:] == observed[0][1:]
    if change.kind is Kind.FRAMESHIFT:
        first = change.start
        assert observed[0][1 : first - 1] == protein[1 : first - 1]
        assert protein[first - 1] == change.ref != change.alt == observed[0][first - 1]
        length = re.search(r"fsTer(\d+|\?)$", effect.hgvs_p)
        if length[1] != "?":
            assert len(observed[0]) == first - 1 + int(length[1]) - 1
            assert observed[1]


@settings(max_examples=300)
@given(changes(MODELS, COMPLETE))
def test_the_consequence_agrees_with_the_name(case):
    transcript, start, ref, alt = case
    assume(known(MODELS, transcript.contig, start, len(ref), around=8))
    effect = effect_of(transcript.gene, start, ref, alt)
    assume(effect.protein is not None and not effect.notes)
    terms, kind = set(effect.consequences), effect.protein.kind

    if kind is Kind.FRAMESHIFT:
        assert terms & {
            Consequence.FRAMESHIFT,
            Consequence.SPLICE_ACCEPTOR,
            Consequence.SPLICE_DONOR,
        }
    if kind is Kind.NONSENSE:
        assert terms & {Consequence.STOP_GAINED, Consequence.FRAMESHIFT}
    if kind is Kind.SUBSTITUTION:
        assert terms & {
            Consequence.MISSENSE,
            Consequence.INFRAME_DELETION,
            Consequence.STOP_RETAINED,
        }
    if Consequence.SYNONYMOUS in terms:
        assert kind is Kind.SYNONYMOUS


# --- rules, one by one, on a transcript of a few bases ---------------------------------------

#        leader   M  L  L  P  P  S  A  K  *  trailer
TOY = "CCGCC" + "ATGCTTCTGCCACCTTCCGCAAAATAA" + "GCATAGTTGACTAA"


@pytest.mark.parametrize(
    ("pos", "ref", "alt", "name"),
    [
        (10, "T", "C", "p.Leu2Pro"),
        (11, "T", "C", "p.Leu2="),
        (9, "CTTC", "C", "p.Leu3del"),  # one of two leucines: the last is named
        (14, "G", "GCTG", "p.Leu3dup"),
        (14, "G", "GCCACCT", "p.Pro4_Pro5dup"),
        (17, "A", "AGGG", "p.Pro4_Pro5insGly"),
        (15, "CCA", "TAG", "p.Pro4Ter"),
        (20, "T", "TTAA", "p.Ser6Ter"),
        (20, "T", "TGCATAA", "p.Pro5_Ser6insAlaTer"),
        (20, "TTCC", "T", "p.Ser6del"),
        (21, "T", "TA", "p.Ser6TyrfsTer9"),
        (23, "C", "CA", "p.Ala7SerfsTer8"),
        (9, "CT", "C", "p.Leu3CysfsTer10"),
        (6, "A", "G", "p.Met1?"),
        (8, "G", "GA", "p.Leu2ThrfsTer13"),
        (30, "T", "C", "p.Ter9GlnextTer2"),
        (32, "A", "G", "p.Ter9="),
        (29, "ATAA", "A", "p.Ter9AlaextTer1"),
        (29, "A", "AGCA", "p.Ter9AlaextTer1"),  # before the stop, gained residues extend
        (29, "A", "AAAA", "p.Ter9LysextTer1"),
        (29, "A", "AGCAAAAGCA", "p.Ter9AlaextTer3"),
        (26, "A", "AGGCTAA", "p.Ala7_Lys8insGlyTer"),  # its own stop, however near the old one
        (27, "A", "ACCTAA", "p.Lys8ThrfsTer2"),
        (27, "A", "ACCTAAC", "p.Lys8delinsThrTer"),
        (27, "AAA", "CCATAA", "p.Lys8delinsProTer"),
        (29, "A", "AG", "p.Ter9ValextTer5"),
    ],
)
def test_rules(pos, ref, alt, name):
    assert _named(Text(TOY), Variant("chr1", pos, ref, alt)) == name


@pytest.mark.parametrize("pos", range(6, 33))
def test_both_strands_tell_the_same(pos):
    forward, backward = Text(TOY), Text(reverse_complement(TOY))
    ref = TOY[pos - 1]
    alt = "ACGT"["CGTA".index(ref)]
    mirrored = Variant("chr1", len(TOY) - pos + 1, reverse_complement(ref), reverse_complement(alt))

    assert _named(forward, Variant("chr1", pos, ref, alt)) == _named(backward, mirrored, strand=-1)


def _named(text: Text, variant: Variant, strand: int = 1) -> str | None:
    from hccgenomics.model.transcript import Exon, Transcript
    from hccgenomics.vocabulary import Mane, SequenceGrade

    assert applied(variant, text.text)
    cds = (5, 32) if strand > 0 else (len(TOY) - 32, len(TOY) - 5)
    transcript = Transcript(
        gene="TOY", transcript="ENST0.1", refseq="NM_0.1", protein="ENSP0.1",
        refseq_protein="NP_0.1", mane=Mane.SELECT, contig="chr1", strand=strand,
        exons=(Exon(1, 0, len(TOY)),), cds_start=cds[0], cds_end=cds[1], start_codon="ATG",
        grade=SequenceGrade.GENOMIC,
    )  # fmt: skip
    name = annotate(normalise(variant, text).variant, transcript, text).hgvs_p
    return name and name.rpartition(":")[2]


def test_a_stop_before_a_start_codon_that_moved_along_is_never_read():
    models = load_models(Assembly.GRCH38)
    behind_base_two = 140_924_701
    repeated = models.bases(Interval("chr7", behind_base_two, behind_base_two + 247))
    effect = effect_of("BRAF", behind_base_two, "C", f"C{repeated}", models)

    assert effect.hgvs_c.endswith(":c.-245_2dup")
    assert "TAA" in reverse_complement(repeated) or "TAG" in reverse_complement(repeated)
    assert effect.hgvs_p.endswith(":p.Met1=")
    assert Consequence.START_RETAINED in effect.consequences
    assert Consequence.STOP_GAINED not in effect.consequences


def test_the_ctg_start_of_myc_is_methionine():
    models = load_models(Assembly.GRCH38)
    effect = effect_of("MYC", 127_736_594, "C", "T", models)

    assert effect.most_severe is Consequence.START_LOST
    assert effect.hgvs_p.endswith(":p.Met1?")
