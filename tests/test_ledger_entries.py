"""The ledger's entries: every allele of the panel once, in one bucket, whoever counts."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hccgenomics.errors import FormatError, SettingsError
from hccgenomics.model.genome import Interval
from hccgenomics.model.settings import RegionThresholds, Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.reports.to_html import to_html
from hccgenomics.reports.to_json import from_json, to_json
from hccgenomics.reports.to_tsv import to_tsv
from hccgenomics.vocabulary import AsideStatus, Assembly, DropReason, MarkerState
from tests.written import vcf_text

CTNNB1_S45F = ("chr3", 41_224_646, "C", "T")
TP53_R249S = ("chr17", 7_674_216, "C", "A")
TP53_R213X = ("chr17", 7_674_894, "G", "A")
TERT_C228T = ("chr5", 1_295_113, "G", "A")
G38 = Assembly.GRCH38
NO_MISMATCH_IS_TOO_MUCH = {"max_reference_mismatches": 1.0}


@pytest.fixture
def report_of(tmp_path):
    """A function from the records of one file, or of several, to their report."""

    def make(*files, options=None, settings=None, **header):
        paths = []
        for number, records in enumerate(files):
            path = tmp_path / f"case{number}.vcf"
            path.write_text(vcf_text(records, **header))
            paths.append(str(path))
        chosen = Settings(**(settings or {}))
        return make_report(ReportRequest(paths=tuple(paths), settings=chosen, **(options or {})))

    return make


@st.composite
def any_record(draw, models):
    gene = models.gene(draw(st.sampled_from(["TERT", "CTNNB1", "TP53"]))).select
    first, last = min(e.start for e in gene.exons), max(e.end for e in gene.exons)
    place = draw(st.integers(first - 3_000, last + 3_000))
    length = draw(st.integers(1, 4))
    ref = models.bases(Interval.at(gene.contig, pos=place, length=length))
    alts = draw(
        st.lists(
            st.one_of(
                st.text("ACGT", min_size=1, max_size=4),
                st.sampled_from(["*", "<DEL>", "<NON_REF>", ".", "N", "G]chr1:5]", "A"]),
            ),
            min_size=1,
            max_size=3,
            unique=True,
        )
    )
    contig = draw(st.sampled_from([gene.contig, gene.contig.removeprefix("chr"), "chr1"]))
    filters = draw(st.sampled_from(["PASS", ".", "germline", "q10;germline"]))
    genotype = draw(st.sampled_from(["0/1", "0/0", "./.", "1|1", "0/1/2", "."]))
    counts = ",".join(str(draw(st.integers(0, 90))) for _ in range(len(alts) + 1))
    cell = draw(st.sampled_from([f"{genotype}:{counts}:200", f"{genotype}:.:."]))
    return (contig, place, ref, ",".join(alts), filters, "GT:AD:DP", cell)


def _expected(records, models):
    """Every allele of the records inside the panel, by a plain look at each, and the others."""
    inside, outside = Counter(), 0
    for contig, pos, ref, alts, *_ in records:
        ours = contig if contig.startswith("chr") else f"chr{contig}"
        span = Interval.at(ours, pos=pos, length=len(ref))
        if any(region.overlaps(span) for region in models.regions):
            inside.update((contig, pos, ref, alt) for alt in alts.split(","))
        else:
            outside += 1
    return inside, outside


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_every_allele_of_the_panel_has_one_entry_and_the_sums_agree(data, panels, report_of):
    models = panels[G38]
    records = data.draw(st.lists(any_record(models), max_size=12))

    ledger = report_of(records, options={"assembly": G38}, settings=NO_MISMATCH_IS_TOO_MUCH).ledger

    buckets = Counter(entry.bucket for entry in ledger.entries)
    blocks = sum(block.entries for block in ledger.blocks)
    inside, outside = _expected(records, models)
    listed = Counter((e.contig, e.pos, e.ref, e.alt) for e in ledger.entries)
    assert sum(inside.values()) == len(ledger.entries) + blocks
    assert not listed - inside
    assert all(alt in {".", "<NON_REF>"} for *_, alt in inside - listed)
    assert buckets.pop("kept", 0) == ledger.kept
    buckets[DropReason.REFERENCE_BLOCK] += blocks
    buckets[DropReason.OUTSIDE_PANEL] += outside
    assert +buckets == Counter(ledger.dropped)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_entries_say_the_same_whichever_file_is_named_first(data, panels, report_of):
    one, two = (data.draw(st.lists(any_record(panels[G38]), max_size=6)) for _ in range(2))
    chosen = {"options": {"assembly": G38}, "settings": NO_MISMATCH_IS_TOO_MUCH}

    first, second = report_of(one, two, **chosen), report_of(two, one, **chosen)

    assert first.ledger == second.ledger
    assert first.report_id == second.report_id
    numbers = [file.number for file in first.provenance.inputs]
    assert sorted(numbers) == [1, 2]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_the_json_holds_one_entry_a_line_and_reads_back(data, panels, report_of):
    records = data.draw(st.lists(any_record(panels[G38]), max_size=8))
    report = report_of(records, options={"assembly": G38}, settings=NO_MISMATCH_IS_TOO_MUCH)

    text = to_json(report)

    assert from_json(text) == report
    lines = [line for line in text.splitlines() if line.startswith('      {"file":')]
    assert len(lines) == len(report.ledger.entries)


def test_a_filter_that_looks_like_json_stays_in_one_entry(report_of):
    name = '"},{"file":9,"x":"\\'

    report = report_of([(*TERT_C228T, name), TP53_R249S])

    assert from_json(to_json(report)) == report
    assert report.ledger.entries[0].filter == (name,)


def test_an_entry_with_a_field_nobody_declared_is_refused(report_of):
    text = to_json(report_of([TERT_C228T])).replace('{"file":1,', '{"file":1,"colour":"red",')

    with pytest.raises(FormatError, match=r"ledger\.entries\.0\.colour"):
        from_json(text)


def test_joined_and_repeated_records_say_of_whom(report_of, panels):
    before = panels[G38].bases(Interval.at("chr5", pos=1_295_112))
    phased = "GT:AD:DP:PS"
    pieces = [
        ("chr17", 7_674_216, "C", "A", "PASS", phased, "0|1:60,60:120:7"),
        ("chr17", 7_674_217, "C", "T", "PASS", phased, "0|1:60,60:120:7"),
    ]

    report = report_of([*pieces, TERT_C228T, ("5", 1_295_112, f"{before}G", f"{before}A")])

    entries = report.ledger.entries
    assert [entry.bucket for entry in entries] == [
        "kept",
        DropReason.JOINED,
        "kept",
        DropReason.DUPLICATE,
    ]
    assert [entry.beside for entry in entries] == [(1,), (0,), (), (2,)]
    assert {e.normalised for e in entries[:2]} == {"chr17:7674216 CC>AT"}
    assert entries[2].alterations == entries[3].alterations == ("TERT:chr5-1295113-G-A",)


@pytest.mark.parametrize(
    ("record", "reason", "why"),
    [
        ((*CTNNB1_S45F, "weak_evidence"), "filtered_by_caller", "below caller's filter (weak_evid"),
        ((*CTNNB1_S45F, "PASS", "GT:AD", "0/1:300,2"), "too_few_alternate_reads", "2 alternate re"),
        ((*CTNNB1_S45F, "PASS", "GT:AD", "0/1:996,4"), "vaf_below_setting", "VAF 0.004, below the"),
        (
            (*CTNNB1_S45F, "PASS", "GT:AD", "0/0:90,9"),
            "not_in_tumour",
            "the tumour's genotype does",
        ),
        (("chr3", 41_224_646, "A", "T"), "reference_mismatch", "REF disagrees with"),
        (("chr3", 41_224_646, "C", "<DEL>"), "symbolic_allele", "<DEL> is a structural"),
        (("chr3", 41_224_783, "T", "A"), "non_coding_without_rule", "intron_variant of CTNNB1"),
    ],
)
def test_an_entry_says_where_it_ended_with_figures(report_of, record, reason, why):
    report = report_of([record], options={"assembly": G38}, settings=NO_MISMATCH_IS_TOO_MUCH)

    (entry,) = report.ledger.entries
    assert entry.bucket.value == reason
    assert entry.why.startswith(why)


# --- named rescues ----------------------------------------------------------------------------


def _aside(report):
    return {found.gene: found for found in report.set_aside}


def test_rescues_are_named_with_filters_and_count_as_nothing(report_of):
    filtered = [
        (*TERT_C228T, "weak_evidence"),
        (*CTNNB1_S45F, "strand_bias;clustered_events"),
        (*TP53_R213X, "weak_evidence"),
    ]

    report = report_of(filtered)

    aside = _aside(report)
    assert aside["TERT"].rescue.code == "tert_promoter"
    assert "Cancer Res Treat 54:75" in aside["TERT"].rescue.source
    assert aside["CTNNB1"].rescue.code == "hotspot"
    assert aside["CTNNB1"].filter == ("strand_bias", "clustered_events")
    assert aside["TP53"].rescue is None
    assert {found.status for found in aside.values()} == {AsideStatus.BELOW_CALLER_FILTER}
    assert all("left out: below caller's filter (" in found.why for found in aside.values())
    assert report.alterations == report.hypotheses == ()
    states = {m.marker: m for m in report.markers}
    for name in ("TERT promoter", "CTNNB1 exon 3", "TP53"):
        assert states[name].state is MarkerState.NO_CALL
        assert "below caller's filter" in states[name].why
    page = to_html(report)
    assert "Below caller&#39;s filter or a setting" in page
    assert "rescue: tert_promoter" in page
    assert "No call: seen, but left out: TERT promoter c.-124C&gt;T (C228T)" in page
    assert "Set aside, though a driver rule would have applied" in page


@pytest.mark.parametrize(
    ("record", "status"),
    [
        ((*TERT_C228T, "germline"), AsideStatus.CALLED_NOT_SOMATIC),
        ((*TERT_C228T, "panel_of_normals;q10"), AsideStatus.CALLED_NOT_SOMATIC),
        ((*TERT_C228T, "q10"), AsideStatus.BELOW_CALLER_FILTER),
        ((*TERT_C228T, "PASS", "GT:AD", "0/1:20,2"), AsideStatus.BELOW_SETTING),
        ((*TERT_C228T, "PASS", "GT:AD", "0/0:20,2"), AsideStatus.NOT_CARRIED),
    ],
)
def test_a_status_tells_quality_from_origin_from_setting(report_of, record, status):
    (found,) = report_of([record]).set_aside

    assert found.status is status
    assert found.rescue.code == "tert_promoter"


@pytest.mark.parametrize(
    ("rescues", "codes"),
    [
        (("tert_promoter", "hotspot"), {"TERT": "tert_promoter", "CTNNB1": "hotspot"}),
        (("tert_promoter",), {"TERT": "tert_promoter", "CTNNB1": None}),
        ((), {"TERT": None, "CTNNB1": None}),
        (("CTNNB1", "TP53"), {"TERT": None, "CTNNB1": "CTNNB1", "TP53": "TP53"}),
        (("TERT", "tert_promoter"), {"TERT": "TERT"}),
    ],
)
def test_a_laboratory_switches_rescues_off_and_adds_genes(report_of, rescues, codes):
    filtered = [(*record, "q10") for record in (TERT_C228T, CTNNB1_S45F, TP53_R213X)]

    aside = _aside(report_of(filtered, settings={"rescues": rescues}))

    assert set(aside) == {"TERT", "CTNNB1", "TP53"}
    for gene, code in codes.items():
        assert (aside[gene].rescue and aside[gene].rescue.code) == code


def test_a_rescue_nobody_knows_is_refused(report_of):
    with pytest.raises(SettingsError, match="rescues: 'tert-promoter' is neither a rule nor"):
        report_of([TERT_C228T], settings={"rescues": ("tert-promoter",)})


def test_a_gene_of_hereditary_disease_nobody_knows_is_refused(report_of):
    with pytest.raises(SettingsError, match="germline_genes: 'BRCA' is no gene of the panel"):
        report_of([TERT_C228T], settings={"germline_genes": ("BRCA1", "BRCA")})


# --- what could not be evaluated --------------------------------------------------------------


def test_an_unfiltered_file_is_said_to_be_one(report_of):
    report = report_of([(*TP53_R249S, "."), CTNNB1_S45F])

    found = {a.gene: a for a in report.alterations}
    assert found["TP53"].filter == (".",)
    assert found["TP53"].filters_not_applied == ("caller_filter: not applied: FILTER is '.'",)
    assert found["CTNNB1"].filter == ("PASS",)
    assert found["CTNNB1"].filters_not_applied == ()
    caller = report.ledger.filters[0]
    assert (caller.applied, caller.removed, caller.not_applied) == (1, 0, 1)
    assert any("FILTER is '.' for 1 allele" in limit for limit in report.limits)
    assert "FILTER is &#39;.&#39;" in to_html(report)


def test_a_filter_that_the_header_does_not_declare_is_respected(report_of):
    report = report_of([(*TERT_C228T, "house_filter_7")])

    assert report.ledger.dropped == {DropReason.FILTERED: 1}
    assert report.set_aside[0].filter == ("house_filter_7",)


def test_ft_alone_is_a_filter_applied(report_of):
    record = (*TP53_R249S, ".", "GT:AD:FT", "0/1:60,60:PASS")

    (found,) = report_of([record]).alterations

    assert (found.filter, found.filters_not_applied) == (("PASS",), ())


def test_a_filter_without_counts_is_not_applied_and_no_pass(report_of):
    report = report_of([(*TP53_R249S, "PASS", "GT", "0/1")])

    (found,) = report.alterations
    expected = ("min_alt_depth: not applied: no AD", "min_vaf_tissue: not applied: no VAF")
    assert found.filters_not_applied == expected
    assert report.ledger.entries[0].not_applied == expected
    outcomes = {outcome.name: outcome for outcome in report.ledger.filters}
    reads = outcomes["min_alt_depth"]
    assert (reads.applied, reads.removed, reads.not_applied) == (0, 0, 1)
    assert (reads.setting, reads.value, reads.why) == ("min_alt_depth", 3, "not applied: no AD")
    assert any("min_alt_depth was not applied: no AD (1 allele)" in one for one in report.limits)
    assert "min_alt_depth: not applied: no AD" in to_tsv(report)


def test_one_record_with_counts_is_enough_to_apply_a_filter(report_of):
    blind = (*TP53_R249S, "PASS", "GT", "0/1")

    (found,) = report_of([blind, TP53_R249S]).alterations

    assert found.filters_not_applied == ()


def test_kept_by_one_file_and_filtered_by_another_is_said(report_of):
    report = report_of([TP53_R249S], [(*TP53_R249S, "weak_evidence")])

    (found,) = report.alterations
    assert found.filter == ("PASS",)
    assert any("left out: below caller's filter (weak_evidence)" in note for note in found.notes)
    assert report.set_aside == ()
    assert report.ledger.dropped == {DropReason.FILTERED: 1}


def test_filtered_by_two_files_names_both_filters(report_of):
    report = report_of([(*TERT_C228T, "q10")], [(*TERT_C228T, "weak_evidence")])

    (found,) = report.set_aside
    assert set(found.filter) == {"q10", "weak_evidence"}
    assert "q10" in found.why
    assert "weak_evidence" in found.why


# --- thresholds of a region -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("region", "kept"),
    [
        ("TERT promoter", True),
        ("TERT", True),
        ("chr5:1,295,100-1,295,120", True),
        ("5:1295113-1295113", True),
        ("chr5:1,295,113", True),
        ("chr5:1295114", False),
        ("chr5:1295114-1295120", False),
        ("TP53", False),
    ],
)
def test_the_promoter_may_have_a_minimum_of_its_own(report_of, region, kept):
    thin = (*TERT_C228T, "PASS", "GT:AD", "0/1:6,2")
    own = RegionThresholds(region=region, min_alt_depth=2)

    report = report_of([thin], settings={"by_region": (own,)})

    assert bool(report.alterations) == kept
    assert str(own) in to_html(report)


@pytest.mark.parametrize(
    "region", ["TRET", "chr5", "chr5:9-1", "chr5:0-4", "chr5:0", "chrQ:1-2", ""]
)
def test_a_region_nobody_knows_is_refused(report_of, region):
    own = RegionThresholds(region=region, min_alt_depth=2)

    with pytest.raises(SettingsError, match="by_region"):
        report_of([TP53_R249S], settings={"by_region": (own,)})


# --- reference blocks -------------------------------------------------------------------------


def test_adjacent_reference_blocks_are_one_span(report_of):
    def block(pos, length, filters, depth):
        last = pos + length - 1
        return (
            "chr5",
            pos,
            "G",
            "<NON_REF>",
            filters,
            "GT:DP:MIN_DP",
            f"0/0:{depth}:{depth}",
            last,
        )

    blocks = [
        block(1_295_100, 5, "PASS", 300),
        block(1_295_105, 5, "PASS", 310),
        block(1_295_110, 5, "LowDP", 310),
        block(1_295_115, 5, "LowDP", 30),
        block(1_295_130, 5, "LowDP", 30),
    ]
    rows = [row[:-1] for row in blocks]
    text = vcf_text(rows)
    for row in blocks:
        text = text.replace(f"\t{row[1]}\t.\tG\t<NON_REF>\t.\t{row[4]}\t.", _with_end(row), 1)

    ledger = report_of([], settings=NO_MISMATCH_IS_TOO_MUCH).ledger
    assert ledger.blocks == ()

    found = _of_text(report_of, text)

    assert [(b.pos, b.end, b.filter, b.min_depth, b.max_depth, b.entries) for b in found] == [
        (1_295_100, 1_295_109, ("PASS",), 300, 310, 2),
        (1_295_110, 1_295_114, ("LowDP",), 310, 310, 1),
        (1_295_115, 1_295_119, ("LowDP",), 30, 30, 1),
        (1_295_130, 1_295_134, ("LowDP",), 30, 30, 1),
    ]


def _with_end(row):
    return f"\t{row[1]}\t.\tG\t<NON_REF>\t.\t{row[4]}\tEND={row[-1]}"


def _of_text(report_of, text):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.g.vcf"
        path.write_text(text)
        chosen = Settings(**NO_MISMATCH_IS_TOO_MUCH)
        request = ReportRequest(paths=(str(path),), settings=chosen, assembly=G38)
        return make_report(request).ledger.blocks
