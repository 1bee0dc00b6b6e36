"""The certificate in a whole report: exit code, JSON, page, tables, limits and follow-up."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from hccgenomics.cli import main
from hccgenomics.model.forbidden import phrases_in
from hccgenomics.model.genome import Interval
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.pipeline.callability.targets import targets_of
from hccgenomics.reports.to_html import to_html
from hccgenomics.reports.to_markers_tsv import MARKER_COLUMNS, to_markers_tsv
from hccgenomics.vocabulary import Confidence, MarkerState, Specimen
from tests import builders
from tests import certificate_cases as cases
from tests.conftest import ROOT
from tests.reports.markup import Markup
from tests.written import vcf_text

if TYPE_CHECKING:
    from hccgenomics.model.report import Report

R249S = ("chr17", 7674216, "C", "A")


@pytest.fixture
def files(tmp_path):
    """Writes a VCF, a table of depths and a design; what is not asked for is not given."""

    def write(*, records=(), depth=None, panel=None) -> dict:
        vcf = tmp_path / "T1.vcf"
        vcf.write_text(vcf_text(records), encoding="utf-8")
        request: dict = {"paths": (str(vcf),)}
        if depth is not None:
            path = tmp_path / "t1.per-base.bed"
            runs = cases.runs_of(depth)
            path.write_text(
                "".join(
                    f"{run.interval.contig}\t{run.interval.start}\t{run.interval.end}\t{run.depth}\n"
                    for contig in sorted(runs)
                    for run in runs[contig]
                ),
                encoding="utf-8",
            )
            request["coverage"] = (str(path),)
        if panel is not None:
            path = tmp_path / "design.bed"
            regions = cases.panel_of(panel).regions
            path.write_text(
                "".join(
                    f"{region.contig}\t{region.start}\t{region.end}\n"
                    for contig in sorted(regions)
                    for region in regions[contig]
                ),
                encoding="utf-8",
            )
            request["panel"] = str(path)
        return request

    return write


def report_of(request: dict, **more):
    return make_report(ReportRequest(settings=Settings(), **request, **more))


def marker(report, name: str):
    (found,) = (one for one in report.markers if one.marker == name)
    return found


def run(request: dict, folder, *more: str):
    arguments = ["report", *request["paths"], "-o", str(folder), *more]
    for path in request.get("coverage", ()):
        arguments += ["--coverage", path]
    if "panel" in request:
        arguments += ["--panel", request["panel"]]
    return CliRunner().invoke(main, arguments)


# --- states and exit codes


def test_without_coverage_nothing_is_absent_and_the_follow_up_says_what_to_pass(files):
    report = report_of(files())

    assert {one.state for one in report.markers} <= {MarkerState.NO_CALL, MarkerState.NOT_ASSAYED}
    assert "no coverage information given" in marker(report, "TERT promoter").why
    (asked,) = (one for one in report.follow_up if "--coverage" in one.test)
    assert "--panel" in asked.test
    assert "--bam" in asked.test
    assert report.coverage.panel is None
    assert report.coverage.files == ()
    assert report.quality.verdict is Confidence.NOT_ASSESSED


def test_deep_enough_is_absent_down_to_a_stated_fraction(files):
    report = report_of(files(depth="500"), purity=0.4)
    promoter = marker(report, "TERT promoter")

    assert promoter.state is MarkerState.ABSENT
    assert promoter.detection_limit_vaf == pytest.approx(0.0173, abs=0.0001)
    assert promoter.depth == 500
    (part,) = promoter.components
    assert part.limit.unit == "VAF"
    assert part.callable_fraction == 1.0
    assert part.measured.bases == part.measured.callable_bases == 6
    assert part.measured.expected_vaf == 0.2
    assert part.measured.clonal_would_be_seen is True
    assert part.measured.sources == ("t1.per-base.bed",)
    assert report.quality.verdict is Confidence.SUFFICIENT
    assert not any("No coverage information" in limit for limit in report.limits)
    assert not any("without coverage information" in said.casefold() for said in report.summary)


def test_a_measured_failure_is_exit_4_and_names_the_markers(files, tmp_path):
    request = files(depth="500; TERT promoter = 14; TP53 codon 249 = 3")

    result = run(request, tmp_path / "out")

    assert result.exit_code == 4, result.output
    assert "TERT promoter" in result.stderr
    written = json.loads((tmp_path / "out" / "TUMOUR.report.json").read_text())
    assert written["quality"]["verdict"] == "insufficient"
    assert [reason.partition(":")[0] for reason in written["quality"]["reasons"]] == [
        "TERT promoter",
        "TP53",
    ]
    manifest = json.loads((tmp_path / "out" / "TUMOUR.manifest.json").read_text())
    assert manifest["exit_status"] == 4


@pytest.mark.parametrize(
    "given",
    [
        {"depth": "500; TERT promoter = 0", "panel": "bed without TERT promoter"},
        {"depth": "500; TP53 = ?"},
        {"panel": "bed of KRAS"},
        {},
    ],
    ids=["off the panel", "not told", "a panel alone", "nothing"],
)
def test_what_was_not_measured_is_no_failure(files, tmp_path, given):
    result = run(files(**given), tmp_path / "out")

    assert result.exit_code == 0, result.output


def test_what_was_found_stands_where_it_is_shallow(files, tmp_path):
    request = files(records=[R249S], depth="500; TP53 = 5")
    result = run(request, tmp_path / "out")

    assert result.exit_code == 0, result.output
    written = json.loads((tmp_path / "out" / "TUMOUR.report.json").read_text())
    (tp53,) = (one for one in written["markers"] if one["marker"] == "TP53")
    assert tp53["state"] == "present"
    assert tp53["components"][0]["measured"]["failed"] is True


def test_a_panel_that_lacks_the_promoter_is_named(files):
    report = report_of(files(panel="bed without TERT promoter", depth="500"))
    promoter = marker(report, "TERT promoter")

    assert promoter.state is MarkerState.NOT_ASSAYED
    assert "design.bed" in promoter.why
    assert any(one.test == "A targeted TERT promoter test" for one in report.follow_up)
    assert report.coverage.panel.name == "design.bed"
    assert report.coverage.panel.bases > 100_000
    assert report.quality.verdict is Confidence.SUFFICIENT


def test_a_bundled_panel_says_what_it_lacks(files):
    report = report_of(files(), panel="GUARDANT_73", specimen=Specimen.PLASMA)

    assert report.coverage.panel.kind == "named_panel"
    assert report.coverage.panel.genes == 73
    assert any("FGF19 is not in the list" in lack for lack in report.coverage.panel.lacks)
    assert set(report.coverage.panel.lacks) <= set(report.limits)
    assert marker(report, "FGF19 amplification").state is MarkerState.NOT_ASSAYED


@pytest.fixture(scope="module")
def on_a_plasma_panel():
    """The bundled example, with its copies and junctions, as if read on a list of 73 genes."""
    folder = ROOT / "resources" / "example"
    return make_report(
        ReportRequest(
            paths=(str(folder / "hcc-example.vcf"),),
            cnv=(str(folder / "hcc-example.cns"),),
            sv=(str(folder / "hcc-example.sv.vcf"),),
            settings=Settings(),
            panel="GUARDANT_73",
            purity=0.7,
            ploidy=2.1,
        )
    )


def part(report, name: str, gene: str, kind: str):
    return next(
        one
        for one in marker(report, name).components
        if (one.gene, one.component_class.value) == (gene, kind)
    )


def test_copies_of_a_gene_off_the_panel_are_interpolated_and_exclude_nothing(on_a_plasma_panel):
    on_list = part(on_a_plasma_panel, "MET", "MET", "copy_number")
    off_list = part(on_a_plasma_panel, "VEGFA amplification", "VEGFA", "copy_number")

    assert on_list.state is MarkerState.ABSENT
    assert off_list.state is MarkerState.NO_CALL
    assert off_list.limit is None
    assert "VEGFA is not on the panel GUARDANT_73 (73 genes)" in off_list.why
    assert "interpolated from its neighbours" in off_list.why


def test_an_amplification_off_the_panel_stays_present_and_says_that_it_is_interpolated(
    on_a_plasma_panel,
):
    fgf19 = part(on_a_plasma_panel, "FGF19 amplification", "FGF19", "copy_number")

    assert fgf19.state is MarkerState.PRESENT
    assert "interpolated from its neighbours" in fgf19.why


def test_a_fusion_without_its_genes_on_the_panel_cannot_be_excluded(on_a_plasma_panel):
    fusion = part(on_a_plasma_panel, "DNAJB1::PRKACA", "DNAJB1::PRKACA", "fusion")
    listed = part(on_a_plasma_panel, "tumour-agnostic set", "RET", "fusion")

    assert fusion.state is MarkerState.NOT_ASSAYED
    assert "DNAJB1::PRKACA cannot be excluded" in fusion.why
    assert listed.state is MarkerState.NO_CALL


def test_purity_of_the_sample_decides_what_silence_means(files):
    request = files(depth="61")
    seen, unseen = report_of(request, purity=0.2), report_of(request, purity=0.15)

    assert marker(seen, "CTNNB1 exon 3").state is MarkerState.ABSENT
    hidden = marker(unseen, "CTNNB1 exon 3")
    assert hidden.state is MarkerState.NO_CALL
    assert "it would not be seen" in hidden.why
    assert any("A sample with more tumour cells" in one.test for one in unseen.follow_up)
    assert unseen.quality.verdict is not Confidence.INSUFFICIENT
    assert any("At 15 % tumour cells" in reason for reason in unseen.quality.reasons)


def test_the_rule_is_stated_with_its_numbers(files):
    rule = report_of(files(depth="500")).coverage.rule

    assert (rule.min_alt, rule.min_vaf, rule.error_rate, rule.alpha) == (3, 0.01, 0.001, 0.001)
    assert (rule.probability, rule.max_limit) == (0.95, 0.1)
    assert "computed detection limit" in rule.why
    assert "by exact binomial" in rule.why


def test_follow_up_names_depth_that_would_do(files):
    report = report_of(files(depth="500; TERT promoter = 14; KRAS = 9"))
    asked = {one.test: one for one in report.follow_up}

    deeper = asked["Deeper sequencing, or an independent test, of the TERT promoter and KRAS"]
    assert "A depth of 61 would do." in deeper.why
    assert "A targeted TERT promoter test" in asked


def promoter_blocks(low: int) -> str:
    """A genome VCF in the manner of a ctDNA pipeline: one record a base, without alternates."""
    models = cases.world().models
    targets = targets_of(cases.COMPONENTS, models, cases.BASE)
    (promoter,) = (target for target in targets if target.component.promoter)
    rows = []
    for place in promoter.places:
        for pos in range(place.start + 1, place.end + 1):
            is_low = pos == low
            filters, depth = ("low_depth", 900) if is_low else ("PASS", 3000)
            ref = models.bases(Interval.at(place.contig, pos=pos))
            rows.append((place.contig, pos, ref, ".", filters, "GT:DP", f"0/0:{depth}"))
    declared = '##FILTER=<ID=low_depth,Description="Low depth">\n##FORMAT=<ID=PS'
    return vcf_text(rows).replace("##FORMAT=<ID=PS", declared)


@pytest.mark.parametrize(
    ("low", "state", "depth"), [(0, "absent", 3000), (1295113, "no_call", 900)]
)
def test_reference_blocks_of_the_vcf_itself_are_coverage(tmp_path, low, state, depth):
    path = tmp_path / "genome.vcf"
    path.write_text(promoter_blocks(low), encoding="utf-8")
    report = report_of({"paths": (str(path),)}, specimen=Specimen.PLASMA)
    promoter = marker(report, "TERT promoter")

    assert (promoter.state.value, promoter.depth) == (state, depth)
    is_failure = report.quality.verdict is Confidence.INSUFFICIENT
    assert is_failure is (state == "no_call")
    if is_failure:
        assert "low_depth" in promoter.why
        assert "Least depth 900 reads" in promoter.why


# --- tables and page


def table(report: Report) -> list[dict[str, str]]:
    text = StringIO(to_markers_tsv(report))
    return list(csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_table_has_a_row_for_each_part(files):
    report = report_of(files(depth="500; TERT promoter = 14"))
    parts = [(m.marker, p.gene) for m in report.markers for p in m.components]

    assert [(row["marker"], row["gene"]) for row in table(report)] == parts
    assert to_markers_tsv(report).partition("\n")[0].split("\t") == list(MARKER_COLUMNS)
    promoter, tp53 = table(report)[:2]
    assert (promoter["state"], promoter["depth"], promoter["failed"]) == ("no_call", "14", "true")
    assert (promoter["limit"], promoter["callable_fraction"]) == (".", "0.0")
    assert (tp53["state"], tp53["limit"], tp53["limit_unit"]) == ("absent", "0.01725", "VAF")


def test_the_table_of_a_report_without_coverage_says_that_it_is_unknown():
    row = table(builders.a_report())[-1]

    assert {row[name] for name in ("depth", "bases", "failed", "what")} == {"."}


def test_the_table_is_written_beside_the_variants(files, tmp_path):
    result = run(files(depth="500"), tmp_path / "out", "--format", "tsv")

    assert result.exit_code == 0, result.output
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["TUMOUR.manifest.json", "TUMOUR.markers.tsv", "TUMOUR.variants.tsv"]
    manifest = json.loads((tmp_path / "out" / "TUMOUR.manifest.json").read_text())
    assert any("TUMOUR.markers.tsv" in str(one) for one in manifest["outputs"])


def test_the_page_shows_limits_gaps_and_the_panel(files):
    report = report_of(files(panel="bed", depth="500; TERT promoter = 14; TP53 exon 3 = 2"))
    text = Markup(to_html(report)).text

    assert "Coverage insufficient" in text
    assert "its findings cannot be relied on" not in text
    assert "Absent: down to 1.7" in text
    assert "least depth 14 reads" in text
    assert "exon 3 (26 of 26 bases: least depth 2)" in text
    assert "design.bed" in text
    assert "depth of each base" in text
    assert phrases_in(text) == []


def test_every_sentence_of_such_a_report_is_allowed(files):
    for given in (
        {"depth": "500; TERT promoter = 14"},
        {"depth": "30", "panel": "bed without TERT promoter"},
        {"panel": "bed of TP53 exon 5"},
    ):
        for specimen in Specimen:
            report = report_of(files(**given), specimen=specimen, purity=0.1)
            assert phrases_in(report.model_dump_json()) == []


def test_the_same_files_give_the_same_report(files):
    request = files(panel="bed", depth="500; TERT promoter = 14")

    assert report_of(request) == report_of(request)


@pytest.mark.parametrize("command", ["report", "validate"])
def test_a_validated_limit_of_an_unknown_marker_is_exit_5(files, tmp_path, command):
    (path,) = files()["paths"]
    chosen = tmp_path / "own.toml"
    chosen.write_text('[validated_limits]\n"TERT promotor" = 0.01\n', encoding="utf-8")
    more = ["-o", str(tmp_path / "out")] if command == "report" else []

    result = CliRunner().invoke(main, [command, path, "--settings", str(chosen), *more])

    assert result.exit_code == 5
    assert "'TERT promotor' is neither a marker nor a gene of one" in result.stderr


def test_a_file_that_contradicts_a_callable_part_is_named_whatever_the_order(files, tmp_path):
    request = files(depth="500")
    (deep,) = request["coverage"]
    thin = tmp_path / "thin.regions.bed"
    thin.write_text("chr5\t1295000\t1295300\tTERTp\t12.40\n", encoding="utf-8")

    for order in ((deep, str(thin)), (str(thin), deep)):
        report = report_of({**request, "coverage": order})
        promoter = part(report, "TERT promoter", "TERT", "small")
        assert promoter.state is MarkerState.ABSENT
        assert "By thin.regions.bed alone it would be too shallow" in promoter.why
        assert "alone it would be" not in part(report, "TP53", "TP53", "small").why
    alone = report_of({**request, "coverage": (str(thin),)})
    assert part(alone, "TERT promoter", "TERT", "small").state is MarkerState.NO_CALL


def test_two_files_that_agree_contradict_nobody(files, tmp_path):
    request = files(depth="500")
    (deep,) = request["coverage"]
    other = tmp_path / "other.bed"
    other.write_text("chr5\t1295000\t1295300\tTERTp\t480.20\n", encoding="utf-8")

    report = report_of({**request, "coverage": (deep, str(other))})

    assert "alone it would be" not in part(report, "TERT promoter", "TERT", "small").why


@pytest.mark.parametrize("depth", [61, 333, 500, 955, 4321])
def test_sentence_page_table_and_json_state_one_limit(files, depth):
    report = report_of(files(depth=str(depth)))
    found = part(report, "TP53", "TP53", "small")
    (row,) = (one for one in table(report) if (one["gene"], one["class"]) == ("TP53", "small"))
    (said,) = re.findall(r"computed detection limit ([\d.]+) % VAF", found.why)

    assert float(row["limit"]) == found.limit.value
    assert f"down to {said} % VAF" in " ".join(Markup(to_html(report)).text.split())
    assert float(said) == pytest.approx(found.limit.value * 100, abs=0.006)


def test_what_a_callers_blocks_hold_unfit_is_not_absent_by_another_file(tmp_path, files):
    (deep,) = files(depth="500")["coverage"]
    path = tmp_path / "calls.vcf"
    path.write_text(promoter_blocks(1295113), encoding="utf-8")

    report = report_of({"paths": (str(path),), "coverage": (deep,)})

    promoter = part(report, "TERT promoter", "TERT", "small")
    assert promoter.state is MarkerState.NO_CALL
    assert "held unfit by its own file (low_depth)" in promoter.why
    assert part(report, "TP53", "TP53", "small").state is MarkerState.ABSENT
    assert "their caller made no call there" in report.coverage.why
