"""Consequence and names on real transcripts."""

from types import SimpleNamespace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hccgenomics.annotate.coordinates import CodingPosition, transcript_map
from hccgenomics.annotate.effect import annotate
from hccgenomics.annotate.effect_wording import MAY_REPEAT
from hccgenomics.annotate.normalise import normalise
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.variant import Variant
from hccgenomics.vocabulary import Assembly, Consequence, SequenceGrade
from tests.annotate.samples import bases_at, changes, indels, known
from tests.truth import rows

MODELS = load_models(Assembly.GRCH38)
COMPLETE = tuple(
    symbol
    for symbol in MODELS.symbols
    if MODELS.gene(symbol).select.grade in {SequenceGrade.GENOMIC, SequenceGrade.CDS}
)
WHOLE = tuple(s for s in COMPLETE if MODELS.gene(s).select.grade is SequenceGrade.GENOMIC)


def effect_of(symbol: str, pos: int, ref: str, alt: str, models=MODELS):
    transcript = models.gene(symbol).select
    variant = normalise(Variant(transcript.contig, pos, ref, alt), models).variant
    return annotate(variant, transcript, models)


def of_row(row, panels):
    models = panels[Assembly(row["assembly"])]
    return effect_of(row["gene"], int(row["pos"]), row["ref"], row["alt"], models)


@pytest.mark.parametrize("row", rows("hgvs.tsv"))
def test_names(row, panels):
    effect = of_row(row, panels)

    assert effect.hgvs_c == f"{effect.transcript.refseq}:{row['hgvs_c']}"
    expected = f"{effect.transcript.refseq_protein}:{row['hgvs_p']}" if row["hgvs_p"] else None
    assert effect.hgvs_p == expected


@pytest.mark.parametrize("row", rows("consequence.tsv"))
def test_consequences(row, panels):
    effect = of_row(row, panels)

    assert set(effect.consequences) == set(row["consequences"].split("&"))
    assert list(effect.consequences) == sorted(effect.consequences, key=lambda c: c.severity)


# --- any spelling, one answer --------------------------------------------------------------------


@given(changes(MODELS, WHOLE), st.integers(0, 5), st.integers(0, 5))
def test_padding_changes_nothing(case, left, right):
    transcript, start, ref, alt = case
    assume(known(MODELS, transcript.contig, start, len(ref)))
    before = bases_at(MODELS, transcript.contig, start - 1 - left, start - 1)
    after = bases_at(MODELS, transcript.contig, start - 1 + len(ref), start - 1 + len(ref) + right)
    bare = Variant(transcript.contig, start, ref, alt)
    padded = Variant(transcript.contig, start - left, before + ref + after, before + alt + after)

    assert effect_of(transcript.gene, bare.pos, ref, alt) == effect_of(
        transcript.gene, padded.pos, padded.ref, padded.alt
    )


@given(indels(MODELS, WHOLE), st.integers(0, 40))
def test_sliding_along_a_repeat_changes_nothing(case, most):
    transcript, start, ref, alt = case
    assume(known(MODELS, transcript.contig, start, len(ref)))
    unit, at = ref[1:] or alt[1:], start + len(ref) - 1
    for _ in range(most):
        if bases_at(MODELS, transcript.contig, at, at + 1) != unit[0]:
            break
        unit, at = unit[1:] + unit[0], at + 1
    if len(ref) > 1:
        pos = at - len(unit)
        anchor = bases_at(MODELS, transcript.contig, pos - 1, pos)
        shifted = (pos, anchor + unit, anchor)
    else:
        anchor = bases_at(MODELS, transcript.contig, at - 1, at)
        shifted = (at, anchor, anchor + unit)

    assert effect_of(transcript.gene, *shifted) == effect_of(transcript.gene, start, ref, alt)


@given(changes(MODELS, COMPLETE))
def test_there_is_always_an_answer(case):
    transcript, start, ref, alt = case
    assume(set(ref) <= set("ACGT"))

    effect = effect_of(transcript.gene, start, ref, alt)

    assert effect.consequences
    assert effect.hgvs_c is None or effect.hgvs_c.startswith(f"{transcript.refseq}:c.")
    assert effect.hgvs_p is None or "Xaa" not in effect.hgvs_p
    assert (effect.hgvs_p is None) == (effect.protein is None)
    if effect.cds_start is not None:
        assert 1 <= effect.cds_start <= effect.cds_end <= transcript.cds_length


# --- genes whose sequence is not known -------------------------------------------------------


class Blank:
    """A reference that knows nothing."""

    def bases(self, interval):
        return "N" * len(interval)


def unknown(symbol: str, base: int, ref: str, alt: str):
    """An effect at c.``base`` of a plus-strand gene of which only coordinates are known."""
    transcript = MODELS.gene(symbol).select
    assert transcript.strand > 0
    pos = transcript_map(transcript).pos(CodingPosition(base))
    return annotate(Variant(transcript.contig, pos, ref, alt), transcript, Blank())


@pytest.mark.parametrize(
    ("base", "ref", "alt", "term"),
    [
        (700, "A", "T", Consequence.CODING_SEQUENCE),
        (700, "A", "AT", Consequence.FRAMESHIFT),
        (700, "AG", "A", Consequence.FRAMESHIFT),
        (700, "ACAG", "A", Consequence.INFRAME_DELETION),
        (700, "A", "ACAG", Consequence.INFRAME_INSERTION),
        (700, "AC", "TT", Consequence.CODING_SEQUENCE),
        (2, "T", "C", Consequence.START_LOST),
    ],
)
def test_unknown_sequence_is_said_to_be_unknown(base, ref, alt, term):
    effect = unknown("CTNNB1", base, ref, alt)

    assert effect.most_severe is term
    assert Consequence.SYNONYMOUS not in effect.consequences
    if term is not Consequence.START_LOST:
        assert effect.hgvs_p is None
        assert any("unknown" in note for note in effect.notes)


@pytest.mark.parametrize(
    ("ref", "alt", "said"), [("A", "AGA", True), ("A", "AT", False), ("AC", "A", False)]
)
def test_an_insertion_that_may_be_a_duplication_says_so(ref, alt, said):
    effect = unknown("CTNNB1", 700, ref, alt)

    assert (MAY_REPEAT in effect.notes) is said
    assert "dup" not in effect.hgvs_c


def test_the_c_name_needs_no_sequence():
    assert unknown("CTNNB1", 98, "C", "G").hgvs_c == "NM_001904.4:c.98C>G"


def test_splice_sites_need_no_sequence():
    transcript = MODELS.gene("CTNNB1").select
    donor = transcript.exons[2].end + 1

    effect = annotate(Variant(transcript.contig, donor, "G", "A"), transcript, Blank())

    assert effect.consequences == (Consequence.SPLICE_DONOR,)
    assert effect.hgvs_c == "NM_001904.4:c.241+1G>A"
    assert effect.intron == (3, 14)
    assert effect.exon is None


def test_provisional_sequence_is_named():
    provisional = [
        symbol
        for symbol in MODELS.symbols
        if MODELS.gene(symbol).select.grade is SequenceGrade.PROVISIONAL
    ]
    assert provisional
    for symbol in provisional:
        transcript = MODELS.gene(symbol).select
        at = transcript_map(transcript)
        pos, ref = next(
            (pos, ref)
            for pos in (at.pos(CodingPosition(base)) for base in range(100, 400))
            if (ref := bases_at(MODELS, transcript.contig, pos - 1, pos)) != "N"
        )
        effect = effect_of(symbol, pos, ref, "A" if ref != "A" else "C")

        assert "provisional sequence" in effect.notes


# --- what a reader must know ----------------------------------------------------------------------


def test_where_the_ends_of_a_repeat_disagree_it_says_so(panels):
    """SMAD4 c.668dup: at the acceptor where VCF puts it, an exonic frameshift by name."""
    effect = effect_of("SMAD4", 48_584_493, "A", "AG", panels[Assembly.GRCH37])

    assert effect.most_severe is Consequence.SPLICE_ACCEPTOR
    assert effect.hgvs_c == "NM_005359.6:c.668dup"
    assert effect.hgvs_p == "NP_005350.1:p.Ser223ArgfsTer12"
    assert effect.notes == (
        "splice_acceptor_variant at the left end of the repeat, where VCF puts it; "
        "frameshift_variant at the right end, where HGVS names it",
    )


def test_a_changed_residue_beside_a_kept_stop_is_pointed_out():
    """GNA11 c.1075_1079delinsATCTA: VEP's stop_retained_variant alone would hide the valine."""
    effect = effect_of("GNA11", 3_121_174, "GTCTG", "ATCTA")

    assert effect.consequences == (Consequence.STOP_RETAINED,)
    assert effect.hgvs_p == "NP_002058.2:p.Val359Ile"
    assert effect.notes == ("the stop codon is kept, but residues before it change",)


def test_bases_lost_beside_a_rebuilt_stop_say_that_it_is_rebuilt():
    """FGFR3 c.*1del on GRCh37: frameshift and loss of stop by place, nothing by protein."""
    effect = effect_of("FGFR3", 1_808_988, "GA", "G", load_models(Assembly.GRCH37))

    assert effect.most_severe is Consequence.FRAMESHIFT
    assert Consequence.STOP_RETAINED in effect.consequences
    assert effect.hgvs_p is None
    assert any("rebuilt in place" in note for note in effect.notes)


def test_an_insertion_at_the_border_of_an_exon_is_flagged(panels):
    row = next(
        r.values[0] for r in rows("hgvs.tsv") if "c.531_531+1insTCAGT" in r.values[0]["name"]
    )

    assert any("splice site" in note for note in of_row(row, panels).notes)


@pytest.mark.parametrize(
    ("symbol", "pos", "ref", "alt", "escapes"),
    [
        ("TP53", 7_674_220, "G", "A", None),  # R248W, no stop
        ("TP53", 7_674_945, "G", "A", False),  # R196*, exon 6 of 11
        ("TP53", 7_670_685, "G", "A", False),  # R342*, exon 10, 77 nt before the last junction
        ("TP53", 7_670_613, "A", "T", None),
        ("APC", 112_839_942, "C", "T", True),  # R1450*, last exon
        ("CTNNB1", 41_224_606, "GACTCT", "TAGTCT", False),  # D32*
    ],
)
def test_nonsense_mediated_decay(symbol, pos, ref, alt, escapes):
    effect = effect_of(symbol, pos, ref, alt)

    assert effect.escapes_nmd is escapes


def test_a_frameshift_counts_at_its_new_stop_not_at_its_start():
    """In the last exon but one, more than 50 nt before its end, the new stop in the last exon."""
    transcript = MODELS.gene("TP53").select
    last_but_one = transcript.exons[-2]
    pos = last_but_one.start + 20
    ref = bases_at(MODELS, transcript.contig, pos - 1, pos + 1)

    effect = effect_of("TP53", pos, ref, ref[0])

    assert effect.most_severe is Consequence.FRAMESHIFT
    assert effect.escapes_nmd is True


def test_a_stop_somewhere_behind_the_coding_sequence_escapes():
    """The trailer of AXIN1 is not embedded, but it lies in the last exon."""
    at = transcript_map(MODELS.gene("AXIN1").select)
    pos = at.pos(CodingPosition(2_580))
    ref = bases_at(MODELS, "chr16", pos - 1, pos + 1)

    effect = effect_of("AXIN1", pos, ref, ref[0])

    assert effect.hgvs_p.endswith("fsTer?")
    assert effect.escapes_nmd is True


# --- beyond the transcript ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offset", "term"),
    [
        (0, Consequence.UPSTREAM),
        (4_999, Consequence.UPSTREAM),
        (5_000, Consequence.INTERGENIC),
    ],
)
def test_upstream_ends_after_five_thousand_bases(offset, term):
    transcript = MODELS.gene("CTNNB1").select
    pos = transcript.interval.start - offset

    effect = annotate(Variant(transcript.contig, pos, "A", "T"), transcript, Blank())

    assert effect.consequences == (term,)
    assert effect.hgvs_c is effect.hgvs_p is None


@pytest.mark.parametrize(
    ("offset", "term"),
    [
        (1, Consequence.DOWNSTREAM),
        (5_000, Consequence.DOWNSTREAM),
        (5_001, Consequence.INTERGENIC),
    ],
)
def test_downstream_likewise(offset, term):
    transcript = MODELS.gene("CTNNB1").select
    pos = transcript.interval.end + offset

    assert annotate(
        Variant(transcript.contig, pos, "A", "T"), transcript, Blank()
    ).consequences == (term,)


def test_a_lost_transcript_is_ablated():
    transcript = MODELS.gene("HRAS").select
    span = transcript.interval
    ref = "A" * (len(span) + 21)

    effect = annotate(Variant(transcript.contig, span.start - 10, ref, "A"), transcript, Blank())

    assert effect.consequences == (Consequence.TRANSCRIPT_ABLATION,)


def test_two_references_do_not_share_a_cache():
    transcript = MODELS.gene("CTNNB1").select
    variant = Variant(transcript.contig, 41_224_610, "C", "G")

    named = annotate(variant, transcript, MODELS)
    unnamed = annotate(variant, transcript, SimpleNamespace(bases=lambda at: "N" * len(at)))

    assert named.hgvs_p == "NP_001895.1:p.Ser33Cys"
    assert unnamed.hgvs_p is None
