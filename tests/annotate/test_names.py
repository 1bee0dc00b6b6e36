"""What a user types is the variant it names, or an error that says why not."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.annotate.effect import annotate
from hccgenomics.annotate.hgvs import hgvs_g, short_protein
from hccgenomics.annotate.named_protein import canonical
from hccgenomics.annotate.names import parse_name
from hccgenomics.annotate.normalise import normalise
from hccgenomics.annotate.resolve import Names
from hccgenomics.errors import VariantNameError
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.protein_name import read_protein
from hccgenomics.model.variant import Variant
from hccgenomics.pipeline.effects import effects_on
from hccgenomics.vocabulary import Assembly, SequenceGrade
from tests.annotate.samples import changes, known
from tests.truth import rows

MODELS = {assembly: load_models(assembly) for assembly in Assembly}
NAMES = Names(MODELS)
WHOLE = {SequenceGrade.GENOMIC, SequenceGrade.CDS, SequenceGrade.PROVISIONAL}
COMPLETE = [
    symbol
    for symbol in MODELS[Assembly.GRCH38].symbols
    if MODELS[Assembly.GRCH38].gene(symbol).select.grade in WHOLE
]


def assembly_of(row) -> Assembly | None:
    return None if row["assembly"] == "-" else Assembly(row["assembly"])


# --- truth tables --------------------------------------------------------------------------------


@pytest.mark.parametrize("row", rows("names.tsv"))
def test_a_name_denotes_its_variant(row):
    (denoted,) = NAMES.denoted(row["name"], assembly_of(row))
    expected = Variant(row["contig"], int(row["pos"]), row["ref"], row["alt"])

    assert denoted.variants[0] == expected
    assert len(denoted.variants) - 1 == int(row["others"])
    if row["note"] == "-":
        assert denoted.notes == ()
    else:
        assert row["note"] in "; ".join(denoted.notes)


@pytest.mark.parametrize("row", rows("names_refused.tsv"))
def test_a_name_that_cannot_be_read_is_refused_in_one_sentence(row):
    with pytest.raises(VariantNameError) as caught:
        NAMES.denoted(row["name"], assembly_of(row))

    assert row["says"] in caught.value.detail
    assert caught.value.where == row["name"]
    assert caught.value.hint
    assert "\n" not in caught.value.sentence
    assert caught.value.exit_code == 3


# --- round trips ---------------------------------------------------------------------------------


@st.composite
def annotated(draw):
    """A variant of any gene of complete sequence, as the report names it."""
    assembly = draw(st.sampled_from(Assembly))
    models = MODELS[assembly]
    transcript, pos, ref, alt = draw(changes(models, COMPLETE))
    if not known(models, transcript.contig, pos, len(ref)):
        return None
    variant = normalise(Variant(transcript.contig, pos, ref, alt), models).variant
    return assembly, variant, transcript


@given(annotated())
def test_the_c_name_of_a_variant_is_that_variant(case):
    if case is None:
        return
    assembly, variant, transcript = case
    effect = annotate(variant, transcript, MODELS[assembly])
    if effect.hgvs_c is None:
        return

    (denoted,) = NAMES.denoted(effect.hgvs_c, assembly)

    assert denoted.variants == (variant,)
    assert (denoted.gene, denoted.refseq) == (transcript.gene, transcript.refseq)
    assert denoted.notes == ()


@given(annotated())
def test_the_g_name_of_a_variant_is_that_variant_and_tells_its_assembly(case):
    if case is None:
        return
    assembly, variant, _ = case
    models = MODELS[assembly]

    (denoted,) = NAMES.denoted(hgvs_g(variant, models.contigs.contigs[variant.contig], models))

    assert denoted.variants == (variant,)
    assert denoted.assembly is assembly


@given(annotated())
def test_the_p_name_of_a_variant_matches_it_however_it_is_spelt(case):
    if case is None:
        return
    assembly, variant, transcript = case
    effect = annotate(variant, transcript, MODELS[assembly])
    if effect.hgvs_p is None:
        return
    accession, _, change = effect.hgvs_p.partition(":p.")
    found = SimpleNamespace(gene=transcript.gene, variant=variant, effects=(effect,))
    spellings = (
        effect.hgvs_p,
        f"{accession}:p.({change})",
        f"{transcript.gene} p.{change}",
        f"{transcript.gene} {short_protein(effect.hgvs_p)}",
        f"{transcript.gene} {short_protein(effect.hgvs_p)}".lower(),
    )

    for spelling in spellings:
        (denoted,) = NAMES.denoted(spelling, assembly)
        assert denoted.matches(found), spelling


@given(annotated(), annotated())
def test_a_p_name_matches_no_variant_that_is_called_something_else(case, other):
    if case is None or other is None:
        return
    assembly, variant, transcript = case
    effect = annotate(variant, transcript, MODELS[assembly])
    _, another, its_transcript = other
    if effect.hgvs_p is None:
        return
    (denoted,) = NAMES.denoted(effect.hgvs_p, assembly)
    its_effect = annotate(another, its_transcript, MODELS[other[0]])
    found = SimpleNamespace(gene=its_transcript.gene, variant=another, effects=(its_effect,))

    assert denoted.matches(found) is (its_effect.hgvs_p == effect.hgvs_p)


@given(st.sampled_from(COMPLETE), st.sampled_from(Assembly), st.data())
def test_every_change_listed_for_a_p_name_makes_it_and_none_of_one_base_is_missing(
    symbol, assembly, seen
):
    models = MODELS[assembly]
    transcript = models.gene(symbol).select
    (whole,) = NAMES.denoted(f"{symbol} p.Met1?", assembly)
    assert len(whole.variants) >= 9 - (symbol == "MYC")
    effects = {}
    for variant in _substitutions(models, transcript, seen):
        name = annotate(variant, transcript, models).hgvs_p
        if name is not None:
            effects.setdefault(name, []).append(variant)

    for name, variants in effects.items():
        (denoted,) = NAMES.denoted(name, assembly)
        assert set(variants) <= set(denoted.variants)
        for variant in denoted.variants:
            made = annotate(variant, transcript, models).hgvs_p
            assert denoted.protein.covers(read_protein(made))


def _substitutions(models, transcript, seen):
    """The nine substitutions of a codon."""
    from hccgenomics.annotate.coordinates import transcript_map
    from hccgenomics.model.genome import Interval

    residue = seen.draw(st.integers(2, transcript.cds_length // 3))
    for pos in transcript_map(transcript).codon(residue):
        ref = models.bases(Interval.at(transcript.contig, pos=pos))
        yield from (Variant(transcript.contig, pos, ref, b) for b in "ACGT" if "N" != ref != b)


# --- what a p. name matches ----------------------------------------------------------------------


def alteration(c_name: str):
    """The alteration a c. name is, on GRCh38."""
    models = MODELS[Assembly.GRCH38]
    (denoted,) = NAMES.denoted(c_name, Assembly.GRCH38)
    effects, _ = effects_on(denoted.variants[0], models.gene(denoted.gene), models)
    return SimpleNamespace(gene=denoted.gene, variant=denoted.variants[0], effects=effects)


@pytest.mark.parametrize(
    ("name", "c_name", "matches"),
    [
        ("CTNNB1 S45F", "CTNNB1 c.134C>T", True),
        ("CTNNB1 S45F", "CTNNB1 c.134_135delinsTC", True),
        ("CTNNB1 S45F", "CTNNB1 c.134C>A", False),
        ("CTNNB1 S45", "CTNNB1 c.134C>A", True),
        ("CTNNB1 S45", "CTNNB1 c.133_135del", True),
        ("CTNNB1 S45", "CTNNB1 c.135T>C", False),  # silent
        ("CTNNB1 S45", "CTNNB1 c.121A>G", False),
        ("CTNNB1 p.S45del", "CTNNB1 c.133_135del", True),
        ("BRAF V600", "BRAF c.1799_1800delinsAA", True),
        ("TP53 p.R213*", "TP53 c.637C>T", True),
        ("TP53 p.R213fs", "TP53 c.637del", True),
        ("TP53 p.R213*", "TP53 c.637del", False),
        ("EGFR p.E746_A750del", "EGFR c.2236_2250del", True),
        ("EGFR p.E746_A750del", "EGFR c.2235_2249del", True),
        ("EGFR p.V769_D770insASV", "EGFR c.2299_2307dup", True),
        ("NM_001904.4:c.134C>T", "CTNNB1 c.134C>T", True),
        ("TERT C228T", "TERT c.-124C>T", True),
        ("TERT C228T", "TERT c.-146C>T", False),
        ("NC_000003.12:g.41224646C>T", "CTNNB1 c.134C>T", True),
    ],
)
def test_what_a_name_matches(name, c_name, matches):
    (denoted,) = NAMES.denoted(name, Assembly.GRCH38)

    assert denoted.matches(alteration(c_name)) is matches


def test_a_name_of_a_gene_does_not_match_its_neighbour():
    (denoted,) = NAMES.denoted("CTNNB1 c.134C>T", Assembly.GRCH38)
    found = alteration("CTNNB1 c.134C>T")
    found.gene = "ANOTHER"

    assert not denoted.matches(found)


def test_p_and_c_names_are_given_on_both_assemblies_unless_one_is_asked_for():
    assert [d.assembly for d in NAMES.denoted("CTNNB1 S45F")] == list(Assembly)
    assert [d.assembly for d in NAMES.denoted("CTNNB1 S45F (hg19)")] == [Assembly.GRCH37]


def test_the_mitochondrial_accession_is_of_both_assemblies():
    found = NAMES.denoted("NC_012920.1:g.100G>A")

    assert [(d.assembly, str(d.variants[0])) for d in found] == [
        (Assembly.GRCH37, "chrM:100G>A"),
        (Assembly.GRCH38, "chrM:100G>A"),
    ]


def test_the_error_names_the_assembly_that_the_bases_fit():
    with pytest.raises(VariantNameError, match="It fits GRCh38: state that assembly"):
        NAMES.denoted("CTNNB1 chr3:g.41224646C>T", Assembly.GRCH37)


def test_an_unknown_base_cannot_be_contradicted_and_a_note_says_so():
    (denoted,) = NAMES.denoted("chr3:g.1000000A>T", Assembly.GRCH38)

    assert str(denoted.variants[0]) == "chr3:1000000A>T"
    assert denoted.notes == ("the bases stated were not checked: the sequence there is not known",)


def test_a_deletion_in_unknown_sequence_is_refused_with_what_to_do():
    with pytest.raises(VariantNameError, match="Pass --fasta"):
        NAMES.denoted("chr3:g.1000000_1000010del", Assembly.GRCH38)


def test_a_lost_start_is_one_change_whatever_the_new_codon():
    (valine,) = NAMES.denoted("TP53 p.M1V", Assembly.GRCH38)
    (any_of_them,) = NAMES.denoted("TP53 p.Met1?", Assembly.GRCH38)

    assert str(valine.protein) == str(any_of_them.protein) == "p.Met1?"
    assert set(valine.variants) < set(any_of_them.variants) | set(valine.variants)
    assert valine.matches(alteration("TP53 c.1A>G"))
    assert "whatever the new codon" in valine.notes[0]


# --- reading -------------------------------------------------------------------------------------


def outcome(read, *arguments):
    """What a name is read as, or the error it is refused with; nothing else may happen."""
    try:
        return read(*arguments)
    except VariantNameError as error:
        return error


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    found = outcome(parse_name, text)

    assert found.genomic or found.coding or found.protein if is_read(found) else found.hint


STARTS = ("CTNNB1 ", "NM_001904.4:", "chr3:", "NC_000003.12:", "TERT ", "TERT promoter ", "KMT2D ")
LETTERS = st.sampled_from([*"ACGTXp.c:g_*+-0123456789>()[];= ", "del", "ins", "dup", "fs", "Ter"])


@given(st.sampled_from(STARTS), st.lists(LETTERS))
def test_any_text_that_looks_like_a_name_is_resolved_or_refused(start, letters):
    found = outcome(NAMES.denoted, start + "".join(letters), Assembly.GRCH38)

    assert len(found) == 1 if is_read(found) else "\n" not in found.sentence


def is_read(found) -> bool:
    return not isinstance(found, VariantNameError)


CHANGES = st.sampled_from(
    ["A>T", "del", "dup", "inv", "delinsA", "insA", "delA", "dupAC", "_140del", "_*5del", "_-3A>C"]
)


@given(
    st.sampled_from([*"cgp"]),
    st.sampled_from(["", "-", "*"]),
    st.integers(0, 10**7),
    st.sampled_from(["", "+1", "-1", "+99", "-99999"]),
    CHANGES,
)
def test_any_position_is_resolved_or_refused(level, sign, number, offset, change):
    start = "chr3:" if level == "g" else "CTNNB1:"
    name = f"{start}{level}.{sign}{number}{offset}{change}"

    found = outcome(NAMES.denoted, name, Assembly.GRCH38)

    assert len(found) == 1 if is_read(found) else found.detail


@given(st.text("MSP", min_size=4, max_size=12), st.data())
def test_one_change_of_protein_has_one_name(residues, seen):
    """Whichever copy of a repeat a deletion names, the same residues are gone."""
    protein = f"M{residues}*"
    first = seen.draw(st.integers(2, len(protein) - 2))
    last = seen.draw(st.integers(first, len(protein) - 2))
    span = (
        f"{protein[first - 1]}{first}"
        if first == last
        else f"{protein[first - 1]}{first}_{protein[last - 1]}{last}"
    )
    named = canonical(read_protein(f"{span}del"), protein)
    without = protein[: first - 1] + protein[last:]

    assert protein[: named.start - 1] + protein[named.end :] == without
    later = protein[named.start : named.end + 1]
    assert protein[: named.start] + protein[named.end + 1 :] != without or "*" in later


@given(annotated())
def test_a_p_name_is_read_back_as_written(case):
    if case is None:
        return
    assembly, variant, transcript = case
    name = annotate(variant, transcript, MODELS[assembly]).hgvs_p
    if name is None:
        return

    read = read_protein(name)

    assert read_protein(str(read)) == read
    assert str(read) == f"p.{name.partition(':p.')[2]}" or read.alt == "" or read.kind is None
