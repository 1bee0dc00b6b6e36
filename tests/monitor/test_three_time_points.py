"""The whole way, files of an invented patient to the timeline: tissue, and three plasma samples.

The tissue carries TERT c.-124C>T, CTNNB1 p.S45F and TP53 p.R249S. In plasma TERT and CTNNB1 fall
under treatment, below what is called; then TERT comes back, and a change of NFE2L2 that neither the
tissue nor the first samples show. Each plasma report counts reads at its places (``--bam``).
"""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from hccgenomics.cli import main
from hccgenomics.model.monitor import Monitor
from hccgenomics.model.variant import Variant
from hccgenomics.vocabulary import Assembly
from tests.forbidden import phrases_in
from tests.plain_bam import write_bam
from tests.reports.markup import Markup
from tests.written import vcf_text

TERT = Variant("chr5", 1295113, "G", "A")
S45F = Variant("chr3", 41224646, "C", "T")
R249S = Variant("chr17", 7674216, "C", "A")
NRF2 = Variant("chr2", 177234231, "T", "G")
EVERY = (TERT, S45F, R249S, NRF2)
SEEN = {
    "2026-01-05": {TERT: (60, 2000), S45F: (90, 2200), R249S: (0, 2100), NRF2: (0, 1900)},
    "2026-02-02": {TERT: (3, 2000), S45F: (0, 2200), R249S: (0, 12), NRF2: (0, 1900)},
    "2026-04-13": {TERT: (30, 2000), S45F: (0, 2200), R249S: (0, 2100), NRF2: (40, 1900)},
}
CALLED_FROM = 10
CLINICAL = """
[order]
patient_id = "X-17"

[[prior_therapy]]
name = "atezolizumab + bevacizumab"
start = "2026-01"

[laboratory]
cfdna_extracted = "26.4 ng"
plasma_volume = "4 mL"
"""


def run(*args, code: int = 0):
    result = CliRunner().invoke(main, [*map(str, args)])
    assert result.exit_code == code, result.output
    return result


def a_vcf(reads, *, normal: bool = False) -> str:
    records = [
        (v.contig, v.pos, v.ref, v.alt, "PASS", "GT:AD:DP",
         f"0/1:{depth - alt},{alt}:{depth}", *(["0/0:150,0:150"] if normal else []))
        for v, (alt, depth) in reads.items() if alt >= CALLED_FROM
    ]  # fmt: skip
    return vcf_text(records, samples=("TUMOR", "NORMAL") if normal else ("P",))


@pytest.fixture(scope="module")
def folder(tmp_path_factory, panels):
    """All reports, made by the program itself."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "clinical.toml").write_text(CLINICAL)
    tissue = dict.fromkeys((TERT, S45F, R249S), (60, 200))
    (folder / "tissue.vcf").write_text(a_vcf(tissue, normal=True))
    run("report", folder / "tissue.vcf", "--sample-id", "T", "--format", "json", "-o", folder)
    for number, (day, reads) in enumerate(SEEN.items(), 1):
        name = f"P{number}"
        (folder / f"{name}.vcf").write_text(a_vcf(reads))
        carried = [(v, alt, depth - alt) for v, (alt, depth) in reads.items()]
        bam = write_bam(folder / f"{name}.bam", panels[Assembly.GRCH38], carried, sample="P")
        result = CliRunner().invoke(
            main,
            ["report", str(folder / f"{name}.vcf"), "--specimen", "plasma", "--collected", day,
             "--bam", str(bam), "--tissue", str(folder / "T.report.json"), "--clinical",
             str(folder / "clinical.toml"), "--sample-id", name, "--format", "json",
             "-o", str(folder)],
        )  # fmt: skip
        assert result.exit_code in {0, 4}, result.output  # most of the panel is not covered
    return folder


@pytest.fixture(scope="module")
def made(folder):
    reports = [folder / f"{name}.report.json" for name in ("P3", "P1", "T", "P2")]
    out = folder / "out"
    run("monitor", *reports, "--patient", "course", "-o", out, "--format", "json,html,tsv")
    return Monitor.model_validate_json((out / "course.monitor.json").read_text())


def states(made, gene: str) -> list[str]:
    (variant,) = (one for one in made.variants if one.gene == gene)
    return [cell.state.value for cell in variant.plasma]


def test_each_variant_has_its_state_at_each_time_point(made):
    assert {one.gene for one in made.variants} == {"TERT", "CTNNB1", "TP53", "NFE2L2"}
    assert states(made, "TERT") == ["called", "genotyped", "called"]
    assert states(made, "CTNNB1") == ["called", "not_detected", "not_detected"]
    assert states(made, "TP53") == ["not_detected", "not_covered", "not_detected"]
    assert states(made, "NFE2L2") == ["not_detected", "not_detected", "called"]


def test_the_tissue_is_beside_them(made):
    (tissue,) = made.tissue_samples
    called = {one.gene for one in made.variants if one.tissue[0].state == "called"}

    assert tissue.sample_id == "T"
    assert called == {"TERT", "CTNNB1", "TP53"}
    assert {one.gene for one in made.variants if one.lane == "tumour"} == {
        "TERT", "CTNNB1", "TP53", "NFE2L2",
    }  # fmt: skip


def test_what_was_not_seen_has_the_limit_of_its_own_depth(made):
    (ctnnb1,) = (one for one in made.variants if one.gene == "CTNNB1")
    cell = ctnnb1.plasma[1]

    assert (cell.alt, cell.depth) == (0, 2200)
    assert 0.001 < cell.limit_vaf < 0.01
    assert cell.rests_on == "forced_calls"


def test_the_change_that_appears_could_have_been_seen_before(made):
    (one,) = made.appeared

    assert (one.name.split()[0], one.at, one.appearance) == ("NFE2L2", 3, "emerging")
    assert "time point 1" in one.why


def test_what_is_no_longer_seen_is_below_a_limit(made):
    (one,) = made.no_longer_seen

    assert one.name.startswith("CTNNB1")
    assert one.why.startswith("Below ")


def test_the_mean_fell_then_rose_against_the_one_before(made):
    first, last, step = made.ratios

    assert (first.course, step.course) == ("fall", "rise")
    assert first.value == pytest.approx((3 / 2000) / (60 / 2000 + 90 / 2200), rel=1e-3)
    assert last.after == 3
    assert first.days == 28


def test_molecules_follow_from_cell_free_dna_and_plasma(made):
    point = made.time_points[0]

    assert point.molecules.value == pytest.approx(point.mean_vaf.value * 2000, rel=1e-3)


def test_treatment_comes_from_the_clinical_file(made):
    assert [(one.name, one.start) for one in made.treatments] == [
        ("atezolizumab + bevacizumab", "2026-01")
    ]


def test_residual_disease_is_that_of_each_report(made, folder):
    for number, point in enumerate(made.time_points, 1):
        report = json.loads((folder / f"P{number}.report.json").read_text())
        assert point.residual_disease is not None
        assert point.residual_disease.state == report["plasma"]["residual_disease"]["state"]


def test_the_page_says_no_more_than_was_seen(made, folder):
    text = Markup((folder / "out" / "course.monitor.html").read_text()).text

    assert made.is_evaluable
    assert phrases_in(text) == []
    assert "NFE2L2" in text
    assert "atezolizumab + bevacizumab" in text


def test_without_counts_nothing_is_told_of_what_was_not_called(folder, tmp_path):
    for number, day in enumerate(SEEN, 1):
        run("report", folder / f"P{number}.vcf", "--specimen", "plasma", "--collected", day,
            "--sample-id", f"Q{number}", "--format", "json", "-o", tmp_path)  # fmt: skip
    run("monitor", *sorted(tmp_path.glob("Q*.report.json")), "-o", tmp_path, "--format", "json")
    made = Monitor.model_validate_json((tmp_path / "Q1.monitor.json").read_text())

    assert states(made, "TERT") == ["called", "not_told", "called"]
    assert states(made, "CTNNB1") == ["called", "not_told", "not_told"]
    assert [one.appearance for one in made.appeared] == ["may_have_been_there"]
    assert not any(cell.limit_vaf for one in made.variants for cell in one.plasma if not cell.alt)
    assert any("no coverage was told" in said for said in made.may_not_be_concluded)
