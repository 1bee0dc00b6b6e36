"""The rules on what the annotator makes of real alleles, from the genome to the row."""

from __future__ import annotations

import pytest

from hccgenomics.annotate.effect import annotate
from hccgenomics.interpret.drivers import flag
from hccgenomics.interpret.match import match
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.genome import Interval
from hccgenomics.model.variant import Variant
from hccgenomics.vocabulary import Assembly, Disease, Specimen
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
    found = match(
        [alteration],
        BASE.biomarkers,
        specimen=Specimen.TISSUE,
        disease=Disease.HCC,
        hotspots=BASE.hotspots,
    )
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
