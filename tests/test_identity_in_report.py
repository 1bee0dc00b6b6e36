"""Identifiers and names, from the record to the report and back."""

from __future__ import annotations

import pytest

from hccgenomics.model.genome import Interval
from hccgenomics.model.settings import Settings
from hccgenomics.model.variant import Variant
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.pipeline.identity import identity_of
from hccgenomics.pipeline.locate import Locator
from hccgenomics.vocabulary import Assembly, SequenceGrade
from tests.written import vcf_text

CTNNB1_S45F = ("chr3", 41_224_646, "C", "T")
CTNNB1_S45DEL = ("chr3", 41_224_644, "TTCT", "T")
TERT_C228T = ("chr5", 1_295_113, "G", "A")
BRAF_V600E = ("chr7", 140_753_336, "A", "T")


@pytest.fixture
def report_of(tmp_path):
    def make(records, **header):
        path = tmp_path / "case.vcf"
        path.write_text(vcf_text(records, **header))
        return make_report(ReportRequest(paths=(str(path),), settings=Settings()))

    return make


def test_every_alteration_of_known_sequence_has_its_identifier(report_of):
    report = report_of([CTNNB1_S45F, TERT_C228T, BRAF_V600E])

    found = {a.gene: a.vrs_id for a in report.alterations}
    assert found["CTNNB1"] == "ga4gh:VA.WX7ucWPZNOaT4KloTCkiTqJkPVbNI771"
    assert found["TERT"] == "ga4gh:VA.GtzT9cjDd_lyUSBwjOZaMTEctu9zrRPe"
    assert len(set(found.values())) == 3


@pytest.mark.parametrize(
    "spelling",
    [
        ("chr3", 41_224_642, "CCTT", "C"),
        ("chr3", 41_224_643, "CTTC", "C"),
        ("chr3", 41_224_640, "CTCCTTCT", "CTCCT"),
    ],
)
def test_the_identifier_does_not_depend_on_the_spelling(report_of, panels, spelling):
    contig, pos, ref, _ = spelling
    assert panels[Assembly.GRCH38].bases(Interval.at(contig, pos=pos, length=len(ref))) == ref

    (alteration,) = report_of([spelling]).alterations
    (expected,) = report_of([CTNNB1_S45DEL]).alterations

    assert alteration.vrs_id == expected.vrs_id
    assert alteration.hgvs_p == "NP_001895.1:p.Ser45del"


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("CTNNB1 p.S45F", CTNNB1_S45F),
        ("CTNNB1 p.(Ser45Phe)", CTNNB1_S45F),
        ("NM_001904.4:c.134C>T", CTNNB1_S45F),
        ("chr3:g.41224646C>T (GRCh38)", CTNNB1_S45F),
        ("CTNNB1 c.133_135del", CTNNB1_S45DEL),
        ("TERT C228T", TERT_C228T),
        ("BRAF V600E", BRAF_V600E),
    ],
)
def test_a_name_is_the_alteration_of_the_record(report_of, panels, name, record):
    (alteration,) = report_of([record]).alterations

    rows = Locator(panels).locate(name, Assembly.GRCH38)

    simplest = rows[0]
    assert simplest.vrs_id == alteration.vrs_id
    assert simplest.hgvs_g == alteration.hgvs_g
    assert simplest.effect.hgvs_c == alteration.hgvs_c
    assert simplest.effect.hgvs_p == alteration.hgvs_p
    assert simplest.effect.consequences == alteration.consequence


@pytest.mark.parametrize("assembly", Assembly)
def test_bases_of_clones_never_make_an_identifier(panels, assembly):
    models = panels[assembly]
    place = next(
        part
        for symbol in models.symbols
        for part in models.gene(symbol).select.coding_segments
        if models.gene(symbol).select.grade is SequenceGrade.PROVISIONAL
        and len(part) > 60
        and models.is_provisional(Interval(part.contig, part.start + 20, part.start + 40))
    )
    ref = models.bases(Interval(place.contig, place.start + 30, place.start + 32))
    assert "N" not in ref
    deletion = Variant(place.contig, place.start + 31, ref, ref[0])
    other = "A" if ref[0] != "A" else "C"
    substitution = Variant(place.contig, place.start + 31, ref[0], other)

    assert identity_of(deletion, models).vrs_id is None
    assert "from clones only" in identity_of(deletion, models).why_not
    assert identity_of(substitution, models).vrs_id is not None


def test_a_missing_identifier_is_explained_in_the_report(report_of, panels):
    models = panels[Assembly.GRCH38]
    gene = models.gene("KMT2D").select
    part = next(
        p
        for p in gene.coding_segments
        if len(p) > 40 and set(models.bases(Interval(p.contig, p.start + 5, p.start + 30))) == {"N"}
    )
    (alteration,) = report_of([(part.contig, part.start + 10, "GA", "G")]).alterations

    assert alteration.vrs_id is None
    assert any("no VRS identifier" in note for note in alteration.notes)
