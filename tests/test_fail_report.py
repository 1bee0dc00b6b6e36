"""Inputs that can be read and carry no report: which they are, the page, the exit code."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from hccgenomics.cli import main
from hccgenomics.interpret.callability import NOTHING_TOLD, Coverage
from hccgenomics.interpret.failure_wording import NEXT
from hccgenomics.interpret.failures import Answers, failures_of
from hccgenomics.interpret.sample_check import Failure
from hccgenomics.model.coverage import MeasuredTarget
from hccgenomics.model.quality import Quality, QualityFailure
from hccgenomics.model.report import Report
from hccgenomics.model.variant import Variant
from hccgenomics.reports.fail_page import carries_report
from hccgenomics.reports.precision import percent
from hccgenomics.reports.to_html import to_html
from hccgenomics.reports.to_json import from_json
from hccgenomics.reports.wording import label
from hccgenomics.vocabulary import Assembly, FailureCode, MarkerState
from tests import builders
from tests import certificate_cases as cases
from tests.conftest import ROOT
from tests.forbidden import phrases_in
from tests.plain_bam import write_bam
from tests.reports.markup import Markup
from tests.reports.poison import PAYLOADS, filled
from tests.sample_files import HAPLOTYPECALLER, MUTECT2, column, places, with_header
from tests.truth import rows
from tests.written import vcf_text

ITEM = re.compile(
    r"(?:(?P<times>\d+)\*)?(?:(?P<alt>\d+)/(?P<depth>\d+))?(?:\|(?P<normal>\d+/\d+))?"
    r"(?:=(?P<genotype>[^:]+))?(?::(?P<filter>\w+))?"
)
NAMED = {"R249S": ("chr17", 7674216, "C", "A"), "P72R": ("chr17", 7676154, "G", "C")}
HEADERS = {"mutect2": (MUTECT2,), "haplotypecaller": (HAPLOTYPECALLER,), "-": ()}
LANGUAGES = ("en", "zh")
TITLE = {"en": "No report can be made from these files", "zh": "这些文件无法支持出具报告"}
TABLE = [row.values[0] for row in rows("fail_reports.tsv")]


def cells_of(found) -> list[str]:
    """The columns of one record: the tumour's, and the normal's where there is one."""
    if found["genotype"]:
        return [found["genotype"]]
    tumour = column(int(found["alt"]), int(found["depth"]))
    if found["normal"] is None:
        return [tumour]
    return [tumour, column(*map(int, found["normal"].split("/")))]


def vcf_of(row) -> str:
    """The file that a row of the table describes."""
    words = row["records"].split() if row["records"] != "-" else []
    named = [NAMED[word] for word in words if word in NAMED]
    items = [ITEM.fullmatch(word) for word in words if word not in NAMED]
    spread = [item for item in items for _ in range(int(item["times"] or 1))]
    where = named or places(len(spread))
    records = []
    for place, item in zip(where, spread, strict=True):
        form = "GT" if item["genotype"] else "GT:AD:DP"
        records.append((*place, item["filter"] or "PASS", form, *cells_of(item)))
    columns = max((len(cells_of(item)) for item in spread), default=1)
    samples = ("TUMOR", "NORMAL")[:columns]
    return with_header(vcf_text(records, samples=samples), *HEADERS[row["header"]])


def depth_lines(cell: str) -> str:
    if cell == "elsewhere":
        return "chr21\t10000000\t10001000\t500\n"
    runs = cases.runs_of(cell)
    return "".join(
        f"{run.interval.contig}\t{run.interval.start}\t{run.interval.end}\t{run.depth}\n"
        for contig in sorted(runs)
        for run in runs[contig]
    )


def panel_lines(cell: str) -> str:
    regions = cases.panel_of(cell).regions
    return "".join(
        f"{one.contig}\t{one.start}\t{one.end}\n"
        for each in sorted(regions)
        for one in regions[each]
    )


def files_of(row, folder) -> list[str]:
    """The arguments that name what a row describes, written into a folder."""
    vcf = folder / "case.vcf"
    vcf.write_text(vcf_of(row))
    arguments = [str(vcf), "--sample-id", "CASE", "-o", str(folder / "out")]
    if row["depth"] != "-":
        (folder / "case.per-base.bed").write_text(depth_lines(row["depth"]))
        arguments += ["--coverage", str(folder / "case.per-base.bed")]
    if row["panel"] != "-":
        (folder / "design.bed").write_text(panel_lines(row["panel"]))
        arguments += ["--panel", str(folder / "design.bed")]
    return arguments + (row["options"].split() if row["options"] != "-" else [])


def made_of(row, folder, *more: str):
    """The run of a row: what ended it, the report, and the page."""
    done = CliRunner().invoke(main, ["report", *files_of(row, folder), *more])
    assert done.exit_code in {0, 4}, (done.output, done.exception)
    text = (folder / "out" / "CASE.report.json").read_text()
    page = (folder / "out" / "CASE.report.html").read_text()
    return done, from_json(text), page


@pytest.mark.parametrize("row", rows("fail_reports.tsv"))
def test_an_input_carries_a_report_or_is_failed_with_its_reasons(row, tmp_path):
    done, report, page = made_of(row, tmp_path)
    codes = " ".join(one.code for one in report.quality.failures) or "-"

    assert (codes, done.exit_code) == (row["codes"], int(row["exit"])), report.quality.reasons
    assert report.quality.carries_report is (row["carries"] == "yes")
    assert (TITLE["en"] in page) is (row["carries"] == "no")
    assert report.ledger.read == report.ledger.kept + sum(report.ledger.dropped.values())
    manifest = json.loads((tmp_path / "out" / "CASE.manifest.json").read_text())
    assert manifest["exit_status"] == done.exit_code
    if row["carries"] == "no":
        assert report.quality.verdict == "insufficient"
        first = report.quality.failures[0]
        assert report.quality.reasons[0] == first.why
        assert report.summary[0] == f"Do not rely on the findings below. {first.why}"
        assert NEXT[first.code] == report.quality.next_steps[0]
        (said,) = (line for line in done.stderr.splitlines() if line.startswith("Warning: No"))
        assert first.why in said
        assert NEXT[first.code] in said


FAILING = [row for row in TABLE if row["carries"] == "no"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", FAILING, ids=[row["case"] for row in FAILING])
def test_the_page_says_why_and_nothing_of_the_tumour(row, language, tmp_path):
    _, report, page = made_of(row, tmp_path, "--language", language)
    markup = Markup(page)

    assert TITLE[language] in markup.text
    assert markup.unclosed == []
    for found in report.alterations:
        assert found.short_name not in markup.text
        assert (found.hgvs_c or "-never-") not in markup.text
    for hypothesis in report.hypotheses:
        assert hypothesis.biomarker_id not in markup.text
    assert 'class="strip"' not in page
    assert phrases_in(markup.text) == []
    assert f"{report.provenance.inputs[0].sha256[:12]}" in markup.text
    assert report.report_id in markup.text
    if language == "en":
        for failure in report.quality.failures:
            assert failure.why in markup.text
        for step in report.quality.next_steps:
            assert step in markup.text
        assert (
            len(report.alterations) == 0 or f"{len(report.alterations)} alteration" in markup.text
        )
    else:
        assert "inherited" not in markup.text
        assert "Check" not in markup.text


def test_a_file_of_larger_alterations_is_an_answer_of_its_own(tmp_path):
    row = next(row for row in TABLE if row["case"] == "nothing found, too shallow everywhere")
    segments = ROOT / "resources" / "example" / "hcc-example.cns"
    done, report, page = made_of(row, tmp_path, "--cnv", str(segments))

    assert report.quality.carries_report is True
    assert done.exit_code == 4
    assert TITLE["en"] not in page


def test_the_figure_behind_a_reason_stands_beside_its_threshold(tmp_path):
    row = next(row for row in TABLE if row["case"] == "nothing found, too shallow everywhere")
    _, report, page = made_of(row, tmp_path)
    (failure,) = report.quality.failures

    assert (failure.value, failure.threshold, failure.unit) == (5, 61, "reads")
    assert "least depth of the best measured part: 5 reads · threshold 61" in Markup(page).text


TOO_FEW = next(row for row in TABLE if row["case"].startswith("too few tumour cells to leave"))


def test_a_fraction_behind_a_reason_is_written_as_percent(tmp_path):
    _, report, page = made_of(TOO_FEW, tmp_path)
    (failure,) = report.quality.failures
    said = f"{failure.measure}: {percent(0.0075)} · threshold {percent(0.01)}"

    assert (failure.value, failure.threshold) == (0.0075, 0.01)
    assert " ".join(said.split()) in Markup(page).text


def test_a_known_place_whose_reads_were_counted_is_an_answer(panels, tmp_path):
    place = Variant(*NAMED["R249S"])
    bam = write_bam(tmp_path / "case.bam", panels[Assembly.GRCH38], [(place, 0, 2000)])
    _, report, _ = made_of(TOO_FEW, tmp_path, "--bam", str(bam))

    assert report.alterations == ()
    assert {marker.state for marker in report.markers} <= {"no_call", "not_assayed"}
    assert report.quality.carries_report is True


def test_segments_without_any_change_are_an_answer_of_their_own(tmp_path):
    segments = tmp_path / "quiet.cns"
    segments.write_text(
        "chromosome\tstart\tend\tgene\tlog2\tdepth\tprobes\tweight\n"
        "chr1\t10000\t122026459\tARID1A\t0.0\t200\t813\t731\n"
    )
    _, report, _ = made_of(TOO_FEW, tmp_path, "--cnv", str(segments))

    assert report.alterations == ()
    assert report.quality.carries_report is True


def answered(*measured: MeasuredTarget, coverage: Coverage = NOTHING_TOLD) -> Answers:
    """What a run has to say that found nothing, of these parts of markers."""
    parts = tuple(SimpleNamespace(measured=one) for one in measured)
    open_ = SimpleNamespace(state=MarkerState.NO_CALL, small=parts)
    return Answers((open_,), coverage, False, True, None, 0.01)


@pytest.mark.parametrize(("unnumbered", "codes"), [(0, ["depth_elsewhere"]), (40, [])])
def test_a_place_that_was_looked_at_without_a_number_is_no_other_place(unnumbered, codes):
    part = MeasuredTarget(True, 40, untold=40, unnumbered=unnumbered)
    told = Coverage(is_told=True, has_depth=True)

    assert [one.code for one in failures_of(answered(part, coverage=told))] == codes


def test_a_depth_that_reaches_what_is_needed_is_not_said_to_be_too_small():
    unfit = MeasuredTarget(True, 3, 3, depth=500, needed_depth=61, refused=3, is_failure=True)
    (failure,) = failures_of(answered(unfit))

    assert failure.code is FailureCode.TOO_SHALLOW
    assert failure.value is None
    assert "their own files hold them unfit" in failure.why


@pytest.mark.parametrize(("least", "carries"), [(0.001, True), (0.0075, True), (0.02, False)])
def test_one_place_that_keeps_smaller_fractions_is_one_that_could_have_shown_them(
    least, carries, tmp_path
):
    settings = tmp_path / "own.toml"
    settings.write_text(f'[[by_region]]\nregion = "TERT promoter"\nmin_vaf = {least}\n')
    _, report, _ = made_of(TOO_FEW, tmp_path, "--settings", str(settings))

    assert report.quality.carries_report is carries


def test_every_failure_has_a_title_and_a_step():
    for code in FailureCode:
        assert label(code) != code.value
        assert NEXT[code].endswith(".")
    assert phrases_in(" ".join([*NEXT.values(), *map(label, FailureCode)])) == []


def test_every_failure_is_in_the_table_or_is_of_alignments():
    of_alignments = {
        FailureCode.ANOTHER_SAMPLE,
        FailureCode.ALIGNMENTS_EXCHANGED,
        FailureCode.ANOTHER_NORMAL,
    }
    told = {code for row in FAILING for code in row["codes"].split()}

    assert told | of_alignments == set(FailureCode)


def test_a_document_of_a_failure_has_the_fields_of_the_failure():
    assert set(Failure._fields) == set(QualityFailure.model_fields)


def failed(count: int = 1, **more):
    quality = Quality(
        verdict="insufficient",
        metrics=(),
        reasons=("Why.",) * count,
        carries_report=False,
        failures=tuple(
            QualityFailure(
                code=code,
                why=f"{label(code)}. " + "A sentence that goes on for a while. " * 30,
                measure="alleles in the normal's column alone",
                value=1.0,
                threshold=0.8,
                unit="share of alleles",
            )
            for code in list(FailureCode)[:count]
        ),
        next_steps=tuple(NEXT[code] for code in list(FailureCode)[:count]),
    )
    return builders.an_empty_report(quality=quality, **more)


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_names_and_many_reasons_are_counted_where_they_do_not_fit(language):
    provenance = builders.a_provenance()
    one = provenance.inputs[0]
    files = tuple(one.model_copy(update={"name": f"{n}-" + "x" * 250}) for n in range(40))
    report = failed(
        len(FailureCode),
        sample=builders.a_sample(id="L" * 400),
        provenance=provenance.model_copy(update={"inputs": files}),
    )
    text = Markup(to_html(report, language)).text

    assert "x" * 100 not in text
    assert "L" * 200 not in text
    said = {"en": ("11 more reasons", "and 37 more, listed"), "zh": ("11条原因", "另有37个")}
    assert all(part in text for part in said[language])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_no_field_adds_markup_to_the_page(payload, language):
    made = filled(Report, payload)
    assert made.quality.carries_report is False
    page = Markup(to_html(made, language))
    tags = {tag for tag, _ in page.tags}

    assert TITLE[language] in page.text
    assert page.unclosed == []
    assert not tags & {"script", "img", "iframe", "form", "input", "base", "object"}
    assert not [name for _, attrs in page.tags for name, _ in attrs if name.startswith("on")]


@pytest.mark.parametrize(
    ("stated", "verdict", "carries"),
    [
        (True, "insufficient", True),
        (False, "insufficient", False),
        (None, "insufficient", False),
        (None, "sufficient", True),
        (None, "not_assessed", True),
    ],
)
def test_a_report_that_does_not_state_it_is_judged_by_its_verdict(stated, verdict, carries):
    quality = Quality(verdict=verdict, metrics=(), reasons=("Why.",), carries_report=stated)

    assert carries_report(builders.an_empty_report(quality=quality)) is carries
