"""Files in, report out: the story as a whole."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hccgenomics.errors import AssemblyError
from hccgenomics.model.genome import Interval
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.vocabulary import Assembly, DropReason, MarkerState, Origin, Specimen
from tests.written import vcf_text

CTNNB1_S45F = ("chr3", 41_224_646, "C", "T")
TP53_R249S = ("chr17", 7_674_216, "C", "A")
TERT_C228T = ("chr5", 1_295_113, "G", "A")


@pytest.fixture
def report_of(tmp_path):
    """A function from records to their report."""

    def make(records, *, options=None, settings=None, **header):
        path = tmp_path / "case.vcf"
        path.write_text(vcf_text(records, **header))
        request = ReportRequest(
            paths=(str(path),), settings=Settings(**(settings or {})), **(options or {})
        )
        return make_report(request)

    return make


def balances(ledger) -> bool:
    return ledger.read == ledger.kept + sum(ledger.dropped.values())


def test_no_variants_make_a_valid_report(report_of):
    report = report_of([])

    assert (report.ledger.read, report.alterations) == (0, ())
    assert len(report.markers) == 16
    assert {m.state for m in report.markers} == {MarkerState.NO_CALL, MarkerState.NOT_ASSAYED}
    assert "nothing can be said to be absent" in report.summary[0]


def test_the_three_hotspots_are_drivers(report_of):
    report = report_of([CTNNB1_S45F, TP53_R249S, TERT_C228T])

    found = {a.short_name: a for a in report.alterations}
    assert set(found) == {
        "TERT promoter c.-124C>T (C228T)",
        "CTNNB1 p.S45F",
        "TP53 p.R249S",
    }
    assert all(a.driver for a in found.values())
    assert found["CTNNB1 p.S45F"].hgvs_c == "NM_001904.4:c.134C>T"
    assert found["CTNNB1 p.S45F"].hgvs_g == "NC_000003.12:g.41224646C>T"
    assert found["TP53 p.R249S"].hgvs_p == "NP_000537.3:p.Arg249Ser"
    tert = found["TERT promoter c.-124C>T (C228T)"]
    assert (tert.hgvs_c, tert.hgvs_p) == ("NM_198253.3:c.-124C>T", None)


def test_markers_are_never_absent_without_coverage(report_of):
    report = report_of([CTNNB1_S45F])

    states = {m.marker: m.state for m in report.markers}
    assert states["CTNNB1 exon 3"] is MarkerState.PRESENT
    assert states["TP53"] is MarkerState.NO_CALL
    assert states["FGF19 amplification"] is MarkerState.NOT_ASSAYED
    assert MarkerState.ABSENT not in states.values()
    assert all(c.state is not MarkerState.ABSENT for m in report.markers for c in m.components)


def test_a_filtered_hotspot_is_left_out_but_said(report_of):
    report = report_of([(*TERT_C228T, "weak_evidence"), TP53_R249S])

    assert [a.gene for a in report.alterations] == ["TP53"]
    assert [(s.gene, s.reason) for s in report.set_aside] == [("TERT", DropReason.FILTERED)]
    assert "weak_evidence" in report.set_aside[0].why
    tert = report.markers[0]
    assert tert.state is MarkerState.NO_CALL
    assert "C228T" in tert.why
    assert any("C228T" in request.test for request in report.follow_up)


def test_one_variant_in_two_spellings_is_one_alteration(report_of):
    report = report_of([TP53_R249S, ("17", 7_674_215, "GC", "GA")])

    assert len(report.alterations) == 1
    assert report.ledger.dropped == {DropReason.DUPLICATE: 1}
    assert balances(report.ledger)


def test_a_few_wrong_ref_bases_are_dropped_and_counted(report_of):
    promoter = ("chr5", 1_295_135, "G", "A")
    others = [("chr7", 140_753_336, "A", "T"), ("chr12", 25_245_350, "C", "T")]

    report = report_of(
        [TP53_R249S, CTNNB1_S45F, TERT_C228T, promoter, *others, ("chr5", 1_295_250, "T", "A")],
        settings={"max_reference_mismatches": 0.2},
    )

    assert report.ledger.dropped == {DropReason.REFERENCE_MISMATCH: 1}
    assert report.ledger.kept == 6


def test_the_wrong_assembly_is_refused(report_of):
    on_37 = [("chr3", 41_266_137, "C", "T"), ("chr17", 7_577_534, "C", "A")]

    with pytest.raises(AssemblyError, match="GRCh37"):
        report_of([*on_37, ("chr5", 1_295_228, "G", "A")], assembly=Assembly.GRCH38)


def test_outside_the_panel_is_counted_by_record(report_of):
    report = report_of([("chr1", 100_000_000, "A", "C,G"), ("chr2", 50, "T", "G"), TP53_R249S])

    assert report.ledger.dropped == {DropReason.OUTSIDE_PANEL: 2}
    assert report.ledger.read == 3


def test_a_matched_normal_tells_the_origin(report_of):
    def origin(normal):
        report = report_of(
            [(*TP53_R249S, "PASS", "GT:AD:DP", "0/1:60,60:120", normal)],
            samples=("TUMOR", "NORMAL"),
        )
        return report.alterations[0].origin

    assert origin("0/0:100,0:100") is Origin.LIKELY_SOMATIC
    assert origin("0/1:50,50:100") is Origin.LIKELY_GERMLINE
    assert origin("0/0:90,10:100") is Origin.UNKNOWN


def test_neighbours_in_one_codon_are_joined_only_where_phase_says_so(report_of):
    # BRAF codon 600, GTG on the minus strand: c.1798G>A and c.1799T>A are V600K on one haplotype.
    first, second = ("chr7", 140_753_336, "A", "T"), ("chr7", 140_753_337, "C", "T")
    keys = "GT:AD:DP:PS"

    phased = report_of([(*v, "PASS", keys, "0|1:80,40:120:140753336") for v in (first, second)])
    apart = report_of([first, second])

    assert [a.short_name for a in phased.alterations] == ["BRAF p.V600K"]
    assert phased.ledger.dropped == {DropReason.JOINED: 1}
    assert {a.short_name for a in apart.alterations} == {"BRAF p.V600E", "BRAF p.V600M"}
    assert any("one codon of BRAF (600)" in limit for limit in apart.limits)
    assert balances(phased.ledger)
    assert balances(apart.ledger)


def test_plasma_rows_are_for_plasma(report_of):
    def ids(specimen):
        report = report_of([TP53_R249S], options={"specimen": specimen})
        return {h.biomarker_id for h in report.hypotheses}

    assert "TP53-03" in ids(Specimen.PLASMA)
    assert "TP53-03" not in ids(Specimen.TISSUE)
    assert "TP53-02" in ids(Specimen.TISSUE)


def test_other_r249_changes_are_not_the_aflatoxin_change(report_of):
    # c.747G>C is R249S too in protein; c.746G>T is R249M.
    report = report_of([("chr17", 7_674_217, "C", "A")])

    assert report.alterations[0].short_name == "TP53 p.R249M"
    assert "TP53-02" not in {h.biomarker_id for h in report.hypotheses}


bases = st.text("ACGTacgtN", min_size=1, max_size=6)
alleles = st.one_of(
    bases, st.sampled_from(["*", ".", "<DEL>", "<NON_REF>", "<*>", "G[chr5:9[", "]1:7]A"])
)


@st.composite
def any_record(draw, models):
    """A record anywhere: mostly in or near the panel, with alleles of every kind."""
    if draw(st.booleans()):
        region = draw(st.sampled_from(models.regions))
        pos = draw(st.integers(region.start + 1, region.end))
        ref = models.bases(Interval.at(region.contig, pos=pos, length=draw(st.integers(1, 5))))
        contig = region.contig
    else:
        contig, pos = draw(st.sampled_from(["chr1", "chrX", "chrUn_KI270302v1", "HLA-A*01:01"])), 77
        ref = draw(st.text("ACGT", min_size=1, max_size=3))
    alts = draw(st.lists(alleles, min_size=1, max_size=3))
    filters = draw(st.sampled_from(["PASS", ".", "germline", "a;b"]))
    genotype = draw(st.sampled_from(["0/1", "0/0", "./.", "1|1", "0/1/2", "."]))
    counts = ",".join(str(draw(st.integers(0, 90))) for _ in range(len(alts) + 1))
    return (contig, pos, ref, ",".join(alts), filters, "GT:AD:DP", f"{genotype}:{counts}:200")


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_the_ledger_balances_on_any_vcf(data, panels, report_of):
    models = panels[Assembly.GRCH38]
    records = data.draw(st.lists(any_record(models), max_size=12))

    report = report_of(
        records, options={"assembly": Assembly.GRCH38}, settings={"max_reference_mismatches": 1.0}
    )

    assert balances(report.ledger)
    inside = [
        r
        for r in records
        if any(
            region.overlaps(Interval.at(r[0], pos=r[1], length=len(r[2])))
            for region in models.regions
        )
    ]
    entries = sum(len(r[3].split(",")) for r in inside) + len(records) - len(inside)
    assert report.ledger.read == entries


VERDICTS = {
    "hotspot_activating": "hotspot_activating",
    "not_hotspot": "promoter_variant_of_unknown_significance",
    "benign_polymorphism": "benign_polymorphism",
}


@pytest.mark.parametrize("assembly", list(Assembly))
def test_the_tert_truth_table_through_the_whole_pipeline(shared, report_of, assembly):
    """Every row of the shared truth table, its allele alone or among others, as a VCF record."""
    import csv

    with (shared / "oracle/tert_promoter_truth.tsv").open(encoding="utf-8") as handle:
        table = [r for r in csv.DictReader(handle, delimiter="\t") if r["assembly"] == assembly]
    assert len(table) > 100
    for row in table:
        report = report_of(
            [(row["contig"], int(row["pos"]), row["ref"], row["alt"])],
            assembly=assembly,
            options={"assembly": assembly},
            settings={"max_reference_mismatches": 1.0},
        )
        index = int(row["alt_index"]) - 1
        written = f"{row['contig']}:{row['pos']} {row['ref']}>{row['alt'].split(',')[index]}"
        found = [a for a in report.alterations if written in a.as_written]
        if row["expected_verdict"] == "ref_mismatch":
            assert DropReason.REFERENCE_MISMATCH in report.ledger.dropped, row["id"]
            assert not found, row["id"]
            continue
        if row["hgvs_c"].startswith("c.59"):  # GRCh38's c.-57 is coding on GRCh37
            assert found[0].promoter is None, row["id"]
            continue
        assert [a.promoter for a in found] == [VERDICTS[row["expected_verdict"]]], row["id"]
        assert found[0].hgvs_p is None, row["id"]
        if row["hgvs_c"]:
            assert found[0].hgvs_c == f"NM_198253.3:{row['hgvs_c']}", row["id"]


def test_provisional_sequence_is_said_and_refuses_no_ref(report_of, panels):
    """NFE2L2 c.313_594 comes from a clone: a REF that disagrees there stays, with its note."""
    models = panels[Assembly.GRCH38]
    transcript = models.gene("NFE2L2").select
    place = next(
        Interval(transcript.contig, at, at + 1)
        for exon in transcript.exons
        for at in range(exon.start, exon.end)
        if models.is_provisional(Interval(transcript.contig, at, at + 1))
    )
    base = models.bases(place)
    ref, alt = [other for other in "ACGT" if other != base][:2]

    report = report_of([(place.contig, place.start + 1, ref, alt), TP53_R249S])

    assert report.ledger.kept == 2
    nfe2l2 = next(a for a in report.alterations if a.gene == "NFE2L2")
    assert "provisional sequence" in nfe2l2.notes


PANEL_FASTA = "oracle/ref/{}.panel.fa.gz"


def test_a_fasta_is_named_in_the_provenance_and_changes_the_limits(shared, report_of):
    without = report_of([TP53_R249S])
    with_it = report_of([TP53_R249S], options={"fasta": shared / PANEL_FASTA.format("GRCh38")})

    assert without.provenance.reference is None
    assert with_it.provenance.reference.name == "GRCh38.panel.fa.gz"
    assert len(with_it.provenance.reference.index_sha256) == 64
    assert not any("Without a reference FASTA" in limit for limit in with_it.limits)
    assert any("The reference FASTA given" in limit for limit in with_it.limits)
    grades = {gene.gene: gene.sequence_grade for gene in with_it.provenance.panel}
    assert grades["CTNNB1"] == "cds"  # that FASTA holds its coding bases without their flanks
    assert grades["TP53"] == "genomic"


def test_a_fasta_of_the_other_assembly_is_refused(shared, report_of):
    with pytest.raises(AssemblyError, match="the FASTA is of the other assembly"):
        report_of([TP53_R249S], options={"fasta": shared / PANEL_FASTA.format("GRCh37")})


def test_a_fasta_of_neither_assembly_is_refused(report_of, tmp_path):
    import pysam

    path = tmp_path / "small.fa"
    path.write_text(">chr1\nACGTACGT\n")
    pysam.faidx(str(path))

    with pytest.raises(AssemblyError, match="fit neither GRCh37 nor GRCh38"):
        report_of([TP53_R249S], options={"fasta": path})


def test_structural_alleles_are_counted_and_said(report_of):
    place, base = ("chr17", 7_674_216), "C"
    report = report_of([(*place, base, "<DEL>"), (*place, base, "C[chr5:1295113["), TP53_R249S])

    assert report.ledger.dropped == {DropReason.SYMBOLIC: 1, DropReason.BREAKEND: 1}
    assert any(limit.startswith("2 alleles in panel genes (symbolic") for limit in report.limits)


def test_the_normal_shown_is_the_one_that_told_the_origin(report_of):
    keys = "GT:AD:DP"
    report = report_of(
        [
            (*TP53_R249S, "PASS", keys, "0/1:60,60:120", "./.:.:."),
            (*TP53_R249S, "PASS", keys, "0/1:60,60:120", "0/1:50,50:100"),
        ],
        samples=("TUMOR", "NORMAL"),
    )

    (found,) = report.alterations
    assert found.origin is Origin.LIKELY_GERMLINE
    assert (found.normal_vaf, found.normal_alt_depth) == (0.5, 50)


def test_two_halves_of_a_tandem_without_phase_are_said(report_of):
    report = report_of([("chr5", 1_295_127, "G", "A"), ("chr5", 1_295_128, "G", "A")])

    assert not any(a.driver for a in report.alterations)
    assert any(
        "would make c.-139_-138delinsTT on one haplotype" in limit for limit in report.limits
    )
