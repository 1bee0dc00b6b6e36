"""Clones of blood cells in plasma, through the whole run: origin, lane, tiers, R249S."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hccgenomics.model.settings import Settings
from hccgenomics.model.variant import Variant
from hccgenomics.pipeline.report import ReportRequest, make_report
from hccgenomics.reports.to_html import to_html
from hccgenomics.reports.to_json import to_json
from hccgenomics.vocabulary import Assembly, MarkerState, Origin, Specimen
from tests.plain_bam import write_bam
from tests.written import vcf_text

H = Origin.POSSIBLE_HAEMATOPOIESIS
TP53_R249S = ("chr17", 7_674_216, "C", "A")
TP53_R249S_BY_C = ("chr17", 7_674_216, "C", "G")
TP53_R175H = ("chr17", 7_675_088, "C", "T")
DNMT3A_R882H = ("chr2", 25_234_373, "C", "T")
JAK2_V617F = ("chr9", 5_073_770, "G", "T")
TERT_C228T = ("chr5", 1_295_113, "G", "A")
CTNNB1_S45P = ("chr3", 41_224_645, "T", "C")
KRAS_G12C = ("chr12", 25_245_351, "C", "A")
KEYS = "GT:AD:DP"


def cell(alt: int, depth: int) -> str:
    return f"0/1:{depth - alt},{alt}:{depth}"


def run(tmp_path, records, *, normal=False, assembly=Assembly.GRCH38, **options):
    path = tmp_path / "case.vcf"
    samples = ("TUMOR", "NORMAL") if normal else ("TUMOR",)
    path.write_text(vcf_text(records, assembly=assembly, samples=samples))
    asked = {"specimen": Specimen.PLASMA} | options
    return make_report(ReportRequest(paths=(str(path),), settings=Settings(), **asked))


def seen(place, alt=20, depth=1000, white=None):
    cells = [cell(alt, depth), *([cell(*white)] if white else [])]
    return (*place, "PASS", KEYS, *cells)


def origins(report) -> dict:
    return {one.gene: one.origin for one in report.alterations}


def tiered(report):
    """Hypotheses that any scale ranks."""
    for one in report.hypotheses:
        if any(tier.tier for tier in (one.tiers.amp, one.tiers.escat, one.tiers.mtb)):
            yield one


def test_in_plasma_without_white_cells_genes_of_blood_are_left_to_blood(tmp_path):
    places = [TP53_R175H, DNMT3A_R882H, JAK2_V617F, TERT_C228T, CTNNB1_S45P, KRAS_G12C]
    found = origins(run(tmp_path, map(seen, places)))

    assert {gene for gene, origin in found.items() if origin is H} == {"TP53", "DNMT3A", "JAK2"}


def test_in_tissue_none_is(tmp_path):
    found = run(tmp_path, [seen(TP53_R175H), seen(DNMT3A_R882H)], specimen=Specimen.TISSUE)

    assert H not in origins(found).values()


def test_the_share_of_a_gene_is_a_remark_and_no_verdict(tmp_path):
    (kras,) = run(tmp_path, [seen(KRAS_G12C)]).alterations

    assert any("2.1 %" in reason.why for reason in kras.origin_reasons)
    assert kras.origin is Origin.UNKNOWN


def test_a_lane_names_the_variant_its_fraction_and_why(tmp_path):
    (entry,) = run(tmp_path, [seen(TP53_R175H), seen(CTNNB1_S45P)]).plasma.blood_lane

    assert entry.name == "TP53 p.R175H"
    assert any("2 %" in why for why in entry.reasons)
    assert any("18.5 %" in why for why in entry.reasons)
    assert any("No matched normal" in why for why in entry.reasons)


def test_the_lane_of_compared_counts_states_them_once(tmp_path):
    records = [seen(TP53_R175H, white=(20, 1000))]
    (entry,) = run(tmp_path, records, normal=True).plasma.blood_lane

    assert sum("2 % (20 of 1,000)" in why for why in entry.reasons) == 1
    assert any("at most the setting 2" in why for why in entry.reasons)


def test_the_page_has_the_lane_where_there_is_one(tmp_path):
    with_lane = to_html(run(tmp_path, [seen(TP53_R175H), seen(CTNNB1_S45P)]))
    without = to_html(run(tmp_path, [seen(CTNNB1_S45P)]))

    assert "Possibly from blood cells (1)" in with_lane
    assert "possibly from blood cells, no tier" in with_lane
    assert 'id="h-blood"' not in without


@pytest.mark.parametrize(
    ("white", "told", "not_told"),
    [
        (None, "Matched white cells, or the tumour's tissue, would tell", "Put down"),
        ((20, 1000), "Put down to blood cells", "would tell"),
        ((1, 40), "The white cells given leave it open", "Put down"),
    ],
)
def test_the_lane_says_what_would_tell_and_never_asks_for_what_has_told(
    tmp_path, white, told, not_told
):
    records = [seen(TP53_R175H, white=white)]
    summary = " ".join(run(tmp_path, records, normal=white is not None).summary)

    assert told in summary
    assert not_told not in summary
    assert "without a tier: TP53 p.R175H" in summary


@pytest.mark.parametrize("normal", [True, False])
def test_the_limits_ask_for_white_cells_only_where_there_are_none(tmp_path, normal):
    records = [seen(TP53_R175H, white=(20, 1000) if normal else None)]
    limits = " ".join(run(tmp_path, records, normal=normal).limits)

    assert ("without matched white cells" in limits) is not normal
    assert ("No matched normal was given" in limits) is not normal
    assert ("the white cells given" in limits) is normal


def test_white_cells_in_alignments_alone_are_a_matched_normal_on_the_page(tmp_path, panels):
    white = [(Variant(*TP53_R175H), 20, 980)]
    bam = write_bam(tmp_path / "white.bam", panels[Assembly.GRCH38], white)
    report = run(tmp_path, [seen(TP53_R175H)], normal_bam=bam)

    assert "white.bam (alignments)" in to_html(report)
    assert "white.bam （比对文件）" in to_html(report, "zh")
    assert "No matched normal was given" not in " ".join(report.limits)
    assert any("Put down to blood cells" in said for said in report.summary)


def test_the_lane_is_that_of_the_origins(tmp_path):
    report = run(tmp_path, map(seen, PLACES))
    doubtful = [one.id for one in report.alterations if one.origin is H]

    assert [entry.alteration for entry in report.plasma.blood_lane] == doubtful
    assert run(tmp_path, map(seen, PLACES), specimen=Specimen.TISSUE).plasma is None


def test_what_may_be_blood_sets_no_tier_and_is_not_hidden(tmp_path):
    report = run(tmp_path, [seen(TP53_R175H)])
    (tp53,) = report.alterations
    mine = [one for one in report.hypotheses if tp53.id in one.alterations]

    assert not list(tiered(report))
    assert {"TP53-01", "CHIP-01"} <= {one.biomarker_id for one in mine}
    (row,) = (one for one in mine if one.biomarker_id == "TP53-01")
    assert all("blood cells" in tier.trace[0] for tier in (row.tiers.amp, row.tiers.escat))
    marker = next(one for one in report.markers if one.marker == "TP53")
    assert marker.state is MarkerState.PRESENT
    assert "possibly from blood cells" in marker.why
    assert any("without a tier: TP53 p.R175H" in sentence for sentence in report.summary)


def test_white_cells_without_it_give_the_tier_back(tmp_path):
    report = run(tmp_path, [seen(TP53_R175H, white=(0, 2000))], normal=True)

    assert "TP53-01" in {one.biomarker_id for one in tiered(report)}


@pytest.mark.parametrize(
    ("white", "origin"),
    [
        ((20, 1000), H),
        ((10, 1000), H),  # twice, to the read
        ((0, 20), H),  # too shallow to tell
        ((1, 2000), Origin.LIKELY_SOMATIC),
        ((490, 1000), Origin.LIKELY_GERMLINE),
    ],
)
def test_white_cells_decide_by_two_to_one(tmp_path, white, origin):
    (found,) = run(tmp_path, [seen(TP53_R175H, white=white)], normal=True).alterations

    assert found.origin is origin


def test_a_row_that_another_variant_meets_keeps_its_tier_by_that_one(tmp_path):
    two = [seen(TP53_R175H, white=(20, 1000)), seen(TP53_R249S, white=(0, 2000))]
    report = run(tmp_path, two, normal=True)
    (row,) = (one for one in tiered(report) if one.biomarker_id == "TP53-01")
    doubtful = {one.id for one in report.alterations if one.origin is H}

    assert len(doubtful) == 1
    assert row.alterations
    assert doubtful.isdisjoint(row.alterations)


PLACES = [
    TP53_R175H, TP53_R249S, DNMT3A_R882H, JAK2_V617F, TERT_C228T, CTNNB1_S45P, KRAS_G12C,
    ("chr7", 140_753_336, "A", "T"), ("chr2", 208_248_388, "C", "T"),
    ("chr15", 90_088_702, "C", "T"), ("chr9", 5_073_771, "T", "A"),
    ("chr2", 197_402_110, "T", "C"), ("chr20", 58_909_365, "C", "T"),
]  # fmt: skip
counts = st.tuples(st.integers(1, 900), st.sampled_from([1000, 5000]))
whites = st.tuples(st.integers(0, 15), st.sampled_from([20, 1000]))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(PLACES), min_size=1, unique=True), st.data())
def test_no_hypothesis_with_a_tier_rests_on_what_may_be_blood(tmp_path, places, data):
    normal = data.draw(st.booleans())
    records = [
        seen(place, *data.draw(counts), white=data.draw(whites) if normal else None)
        for place in sorted(places)
    ]
    report = run(tmp_path, records, normal=normal)
    doubtful = {one.id for one in report.alterations if one.origin is H}

    for one in tiered(report):
        assert doubtful.isdisjoint(one.alterations)
    kept = {id_ for one in report.hypotheses for id_ in one.alterations}
    listed = " ".join(report.summary)
    for one in report.alterations:
        if one.id in doubtful:
            assert one.short_name in listed
            assert one.id in kept or one.gene not in {"TP53", "JAK2", "DNMT3A", "SF3B1"}


def aflatoxin(report) -> bool:
    return "TP53-02" in {one.biomarker_id for one in report.hypotheses}


def asks(report) -> set:
    return {check.code for check in report.cross_checks}


PLACE_37 = {Assembly.GRCH37: ("chr17", 7_577_534, "C"), Assembly.GRCH38: TP53_R249S[:3]}


@pytest.mark.parametrize("assembly", Assembly)
@pytest.mark.parametrize(
    ("ref", "alt", "shift", "is_met"),
    [
        ("C", "A", 0, True),  # c.747G>T
        ("C", "G", 0, False),  # c.747G>C, R249S as well
        ("CC", "AA", 0, False),  # c.746_747delinsTT, another residue
        ("GC", "AA", -1, False),  # c.747_748delinsTT, R249S with a silent or other neighbour
    ],
)
def test_the_note_on_aflatoxin_needs_its_own_base_change(
    tmp_path, assembly, ref, alt, shift, is_met
):
    contig, pos, _ = PLACE_37[assembly]
    record = seen((contig, pos + shift, ref, alt), 300)
    report = run(tmp_path, [record], assembly=assembly, specimen=Specimen.TISSUE)

    assert aflatoxin(report) is is_met
    assert ("r249s_exposure" in asks(report)) is is_met


@pytest.mark.parametrize("assembly", Assembly)
@pytest.mark.parametrize("alt", ["A", "G"])
def test_r249s_of_plasma_carries_its_caution_where_it_is_found(tmp_path, assembly, alt):
    report = run(tmp_path, [seen((*PLACE_37[assembly], alt))], assembly=assembly)
    (found,) = report.alterations
    (caution,) = (r for r in found.origin_reasons if r.code == "r249s_without_cancer")

    assert "3 to 15 %" in caution.why
    assert "32 to 61 %" in caution.why
    assert "doi:10.1289/ehp.1103539" in caution.why
    assert any("3 to 15 %" in sentence for sentence in report.summary)
    assert "TP53-03" in {one.biomarker_id for one in report.hypotheses}
    assert not aflatoxin(report)


def test_other_changes_and_tissue_carry_no_caution_of_r249s(tmp_path):
    tissue = run(tmp_path, [seen(TP53_R249S)], specimen=Specimen.TISSUE)
    other = run(tmp_path, [seen(TP53_R175H)])

    for report in (tissue, other):
        assert "3 to 15 %" not in " ".join(report.summary)
        (found,) = report.alterations
        assert "r249s_without_cancer" not in {r.code for r in found.origin_reasons}


def test_near_one_half_of_plasma_is_likely_germline_but_not_at_a_hotspot(tmp_path):
    jak2_v617d = ("chr9", 5_073_771, "T", "A")
    (beside,) = run(tmp_path, [seen(jak2_v617d, 500)]).alterations
    (at_hotspot,) = run(tmp_path, [seen(JAK2_V617F, 500)]).alterations

    assert beside.origin is Origin.LIKELY_GERMLINE
    assert at_hotspot.origin is H


def test_every_place_of_these_tests_is_read(tmp_path):
    report = run(tmp_path, map(seen, PLACES))

    assert len(report.alterations) == len(PLACES)
    assert report.ledger.dropped == {}


def report_path(tmp_path, records):
    """A tissue's report as a file."""
    path = tmp_path / "tissue.report.json"
    path.write_text(to_json(run(tmp_path, records, specimen=Specimen.TISSUE)))
    return path


def test_what_the_tissue_has_is_not_left_to_blood(tmp_path):
    tissue = report_path(tmp_path, [seen(TP53_R175H, 300)])
    report = run(tmp_path, [seen(TP53_R175H), seen(DNMT3A_R882H)], tissue=tissue)
    codes = {one.gene: {r.code for r in one.origin_reasons} for one in report.alterations}

    assert origins(report) == {"TP53": Origin.LIKELY_SOMATIC, "DNMT3A": H}
    assert "tissue_with" in codes["TP53"]
    assert "tissue_without" in codes["DNMT3A"]
    assert [entry.name for entry in report.plasma.blood_lane] == ["DNMT3A p.R882H"]
    assert "TP53-01" in {one.biomarker_id for one in tiered(report)}


def test_whether_the_tumour_has_r249s_is_asked_until_the_tissue_tells(tmp_path):
    tissue = report_path(tmp_path, [seen(TP53_R249S, 300)])
    alone = run(tmp_path, [seen(TP53_R249S)])
    beside = run(tmp_path, [seen(TP53_R249S)], tissue=tissue)
    elsewhere = run(
        tmp_path, [seen(TP53_R249S)], tissue=report_path(tmp_path, [seen(TP53_R175H, 300)])
    )

    asked = [
        "r249s_plasma" in {check.code for check in report.cross_checks}
        for report in (alone, elsewhere, beside)
    ]
    assert asked == [True, True, False]
    wanted = [
        "Tumour tissue" in {request.test for request in report.follow_up}
        for report in (alone, beside)
    ]
    assert wanted == [True, False]


def test_what_the_tissue_has_is_left_to_blood_where_white_cells_have_as_much(tmp_path):
    tissue = report_path(tmp_path, [seen(TP53_R175H, 300)])
    records = [seen(TP53_R175H, white=(20, 1000))]
    report = run(tmp_path, records, normal=True, tissue=tissue)

    assert origins(report) == {"TP53": H}


@pytest.mark.parametrize(
    ("white", "origin"),
    [
        ((8, 400), H),
        ((0, 600), Origin.LIKELY_SOMATIC),
        ((200, 400), Origin.LIKELY_GERMLINE),
        ((0, 12), H),  # too few fragments to tell
    ],
)
def test_white_cells_counted_in_their_alignments_tell_as_a_column_does(
    tmp_path, panels, white, origin
):
    models = panels[Assembly.GRCH38]
    place = Variant(*TP53_R175H)
    alt, depth = white
    bam = write_bam(tmp_path / "white.bam", models, [(place, alt, depth - alt)])
    report = run(tmp_path, [seen(TP53_R175H)], normal_bam=bam)

    assert origins(report) == {"TP53": origin}
