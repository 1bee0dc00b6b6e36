"""The rules on what the annotator makes of real alleles, from the genome to the row."""

from __future__ import annotations

import pytest

from hccgenomics.annotate.effect import annotate
from hccgenomics.interpret.drivers import flag
from hccgenomics.interpret.found import Found
from hccgenomics.interpret.match import match
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.genome import Interval
from hccgenomics.model.variant import Variant
from hccgenomics.vocabulary import Assembly, Consequence, Disease, Specimen
from tests.builders_alterations import an_alteration

BASE = load_knowledge()
G37, G38 = Assembly.GRCH37, Assembly.GRCH38


def altered(panels, assembly, gene, variant):
    models = panels[assembly]
    transcripts = models.gene(gene).transcripts
    effects = tuple(annotate(variant, transcript, models) for transcript in transcripts)
    return an_alteration(f"{gene} {variant}", effects=effects)


def codes(alteration):
    return [f.code for f in flag(alteration, BASE.genes, BASE.hotspots, BASE.counts)]


def rows(alteration):
    given = Found(
        [alteration], specimen=Specimen.TISSUE, disease=Disease.HCC, hotspots=BASE.hotspots
    )
    found = match(given, BASE.biomarkers)
    return {m.biomarker.id: m.why for m in found}


@pytest.mark.parametrize(
    ("assembly", "gene", "variant", "code", "row"),
    [
        (G37, "TP53", Variant("chr17", 7577534, "C", "A"), "hotspot_codon", "TP53-02"),
        (G38, "TP53", Variant("chr17", 7674216, "C", "A"), "hotspot_codon", "TP53-02"),
        (G37, "TP53", Variant("chr17", 7578190, "T", "C"), "hotspot_codon", "TP53-04"),
        (G38, "TP53", Variant("chr17", 7674872, "T", "C"), "hotspot_codon", "TP53-04"),
        (G37, "BRAF", Variant("chr7", 140453136, "A", "T"), "hotspot_codon", "RAF-01"),
        (G38, "BRAF", Variant("chr7", 140753336, "A", "T"), "hotspot_codon", "RAF-01"),
        (G37, "GNAS", Variant("chr20", 57484420, "C", "T"), "hotspot_codon", "GNAS-01"),
    ],
)
def test_named_alleles(panels, assembly, gene, variant, code, row):
    alteration = altered(panels, assembly, gene, variant)

    assert codes(alteration) == [code]
    assert row in rows(alteration)


EEF1A1_432 = [
    (G37, Variant("chr6", 74227628, "T", "A"), "EEF1A1 p.T432S"),
    (G37, Variant("chr6", 74227627, "G", "A"), "untold"),
    (G38, Variant("chr6", 73517905, "T", "A"), "EEF1A1 p.T432S"),
    (G38, Variant("chr6", 73517904, "G", "A"), "untold"),
    (G38, Variant("chr6", 73517904, "G", "C"), "untold"),
]


@pytest.mark.parametrize(("assembly", "variant", "name"), EEF1A1_432)
def test_codon_432_of_eef1a1_is_an_artefact_with_and_without_its_sequence(
    panels, assembly, variant, name
):
    alteration = altered(panels, assembly, "EEF1A1", variant)

    assert (alteration.effect.protein is None) is (name == "untold")
    assert codes(alteration) == ["artefact_prone"]
    why = rows(alteration)["EEF1A1-01"]
    assert ("the change of protein is not known" in why) is (name == "untold")
    assert "T432" in why


def test_a_silent_base_of_codon_432_of_eef1a1_is_nothing(panels):
    alteration = altered(panels, G38, "EEF1A1", Variant("chr6", 73517903, "G", "C"))

    assert codes(alteration) == []
    assert "EEF1A1-01" not in rows(alteration)


def untranslated_donors(models):
    """Of each gene, the first base of an intron between untranslated exons of its leader."""
    for symbol in models.symbols:
        transcript = models.gene(symbol).select
        if len(transcript.exons) < 3:
            continue
        first, second = transcript.exons[:2]
        if transcript.strand > 0:
            inside, pos = second.start < transcript.cds_start, first.end + 1
        else:
            inside, pos = second.end > transcript.cds_end, first.start
        if inside:
            yield symbol, transcript.contig, pos


@pytest.mark.parametrize("assembly", Assembly)
def test_a_donor_of_the_untranslated_leader_is_no_loss_of_function(panels, assembly):
    models = panels[assembly]
    met = set()
    for symbol, contig, pos in untranslated_donors(models):
        ref = base_at(models, contig, pos)
        ref = "G" if ref == "N" else ref
        variant = Variant(contig, pos, ref, "A" if ref != "A" else "C")
        alteration = altered(panels, assembly, symbol, variant)
        found = flag(alteration, BASE.genes, BASE.hotspots, BASE.counts)
        met.add(symbol)
        assert "untranslated_splice" in [f.code for f in found], symbol
        assert not any(f.drives for f in found), symbol
        assert not rows(alteration), symbol
    assert {"TP53", "TSC1", "KEAP1", "APC", "SMAD4"} <= met


LATE = [
    ("BRCA2", Variant("chr13", 32398489, "A", "T"), "p.Lys3326Ter"),
    ("TP53", Variant("chr17", 7669647, "T", "A"), "p.Lys382Ter"),
]


@pytest.mark.parametrize(("gene", "variant", "name"), LATE)
def test_a_stop_at_the_very_end_meets_no_loss_of_function(panels, gene, variant, name):
    alteration = altered(panels, G38, gene, variant)

    assert alteration.effect.hgvs_p.endswith(name)
    assert codes(alteration) == ["late_truncation"]
    assert not rows(alteration)


def test_gnas_says_both_numbers(panels):
    alteration = altered(panels, G37, "GNAS", Variant("chr20", 57484420, "C", "T"))

    assert "(p.R844C on ENST00000371100.9)" in rows(alteration)["GNAS-01"]


def base_at(models, contig, pos):
    return models.bases(Interval.at(contig, pos=pos))


@pytest.mark.parametrize("assembly", Assembly)
@pytest.mark.parametrize(("offset", "side"), [(1, "end"), (2, "end"), (0, "start"), (-1, "start")])
def test_both_splice_sites_of_met_exon_14(panels, assembly, offset, side):
    models = panels[assembly]
    exon = next(e for e in models.gene("MET").select.exons if e.number == 14)
    pos = getattr(exon, side) + offset
    ref = base_at(models, "chr7", pos)
    alteration = altered(
        panels, assembly, "MET", Variant("chr7", pos, ref, "A" if ref != "A" else "C")
    )

    assert "MET-04" in rows(alteration)
    assert codes(alteration) == ["activating_exon_loss"]


@pytest.mark.parametrize("assembly", Assembly)
@pytest.mark.parametrize("exon_number", [13, 15])
def test_neighbouring_exons_of_met_are_not_exon_14(panels, assembly, exon_number):
    models = panels[assembly]
    exon = next(e for e in models.gene("MET").select.exons if e.number == exon_number)
    pos = exon.end + 1 if exon_number == 15 else exon.start
    ref = base_at(models, "chr7", pos)
    alteration = altered(
        panels, assembly, "MET", Variant("chr7", pos, ref, "A" if ref != "A" else "C")
    )

    assert "MET-04" not in rows(alteration)


def codon_position(models, gene, residue):
    """The plus-strand position of the first base of a codon, on a plus-strand transcript."""
    transcript = models.gene(gene).select
    assert transcript.strand > 0
    left = 3 * (residue - 1)
    for exon in transcript.exons:
        low, high = max(exon.start, transcript.cds_start), min(exon.end, transcript.cds_end)
        if left < high - low:
            return transcript.contig, low + left + 1
        left -= max(0, high - low)
    raise AssertionError(residue)


@pytest.mark.parametrize("assembly", Assembly)
@pytest.mark.parametrize(
    ("deleted", "code", "row", "not_row"),
    [
        ((45, 1), "inframe_hotspot", "CTNNB1-03", "CTNNB1-01"),
        ((25, 11), "inframe_hotspot", "CTNNB1-01", "CTNNB1-03"),
        ((45, 8), "inframe_hotspot", "CTNNB1-01", "CTNNB1-03"),
        ((60, 4), "recurrent_position", None, "WNT-01"),
    ],
)
def test_inframe_deletions_of_ctnnb1(panels, assembly, deleted, code, row, not_row):
    models = panels[assembly]
    first, residues = deleted
    contig, pos = codon_position(models, "CTNNB1", first)
    ref = models.bases(Interval(contig, pos - 2, pos - 1 + 3 * residues))
    alteration = altered(panels, assembly, "CTNNB1", Variant(contig, pos - 1, ref, ref[0]))

    assert codes(alteration) == [code]
    assert row is None or row in rows(alteration)
    assert not_row not in rows(alteration)


@pytest.mark.parametrize("assembly", Assembly)
def test_the_recurrent_splice_call_of_lztr1(panels, assembly):
    models = panels[assembly]
    contig, pos = codon_position(models, "LZTR1", 217)
    transcript = models.gene("LZTR1").select
    border = next(
        e for e in transcript.exons if e.start < pos + 2 <= e.end + 3 and e.end >= pos - 1
    )
    hits = []
    for site in (border.end + 1, border.end + 2, border.start, border.start - 1):
        ref = base_at(models, contig, site)
        alteration = altered(
            panels, assembly, "LZTR1", Variant(contig, site, ref, "A" if ref != "A" else "C")
        )
        hits.append(codes(alteration))

    assert ["artefact_prone"] in hits


def beside_a_donor(models, symbol: str, *, first: int) -> Variant:
    """Two bases of the second intron from +``first`` on, replaced by three."""
    transcript = models.gene(symbol).select
    donor = transcript.exons[1].start if transcript.strand < 0 else transcript.exons[1].end
    start = donor - first - 1 if transcript.strand < 0 else donor + first - 1
    ref = models.bases(Interval(transcript.contig, start, start + 2))
    alt = "".join("A" if base != "A" else "C" for base in ref)
    return Variant(transcript.contig, start + 1, ref, alt + ("G" if alt[-1] != "G" else "T"))


@pytest.mark.parametrize("assembly", Assembly)
@pytest.mark.parametrize("symbol", ["TP53", "BAP1"])
def test_a_splice_site_none_of_whose_bases_is_replaced_is_no_loss(panels, assembly, symbol):
    """VEP counts the longer allele into the donor; the two bases of the donor stay as they are."""
    models = panels[assembly]
    beside = altered(panels, assembly, symbol, beside_a_donor(models, symbol, first=3))
    inside = altered(panels, assembly, symbol, beside_a_donor(models, symbol, first=1))

    assert beside.effect.most_severe is inside.effect.most_severe is Consequence.SPLICE_DONOR
    assert beside.effect.keeps_splice_site
    assert not inside.effect.keeps_splice_site
    assert codes(beside) == []
    assert codes(inside) == ["splice_null"]
    assert rows(beside) == {}
