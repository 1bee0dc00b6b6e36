"""A tissue report given with --tissue: what is read of it, and what is refused in one sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from click.testing import CliRunner

from hccgenomics.cli import main
from hccgenomics.errors import AssemblyError, FormatError, InputError, UnreadableError
from hccgenomics.model.copy_number import GeneCopies, Solution
from hccgenomics.model.report_ledger import SetAsideFinding
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.pipeline.plasma.clonality import cell_fraction, mutated_copies
from hccgenomics.pipeline.plasma.tissue import read_tissue, tissue_of
from hccgenomics.reports.to_json import to_json
from hccgenomics.vocabulary import Assembly, CopyClass, Origin, Specimen
from tests.plasma_cases import (
    AXIN1,
    CTNNB1,
    PLACES,
    TERT,
    a_site,
    pair_cell,
    read_back,
    substitution,
    tissue_report,
    tissue_vcf,
)
from tests.written import vcf_text

PATIENT = "SURNAME^GIVEN"


@pytest.fixture
def written(tmp_path):
    """A tissue report as a file, and a plasma VCF beside it."""
    report = tmp_path / "tissue.report.json"
    report.write_text(to_json(tissue_report()), encoding="utf-8")
    records = [
        (v.contig, v.pos, v.ref, v.alt, "PASS", "GT:AD:DP", pair_cell(20, 1000)) for v in PLACES
    ]
    plasma = tmp_path / "plasma.vcf"
    plasma.write_text(vcf_text(records, samples=(PATIENT,)), encoding="utf-8")
    return report, plasma


def ask(plasma, tissue, **more):
    return ReportRequest(
        paths=(str(plasma),),
        settings=Settings(),
        specimen=Specimen.PLASMA,
        tissue=tissue,
        **more,
    )


def test_it_is_read_as_it_was_written(tmp_path):
    tissue = read_back(tissue_report(), tmp_path)

    assert tissue.id == tissue_report().report_id
    assert {one.variant for one in tissue.small} == set(PLACES)
    promoter = next(one for one in tissue.small if one.variant == TERT)
    assert (promoter.vaf, promoter.alt_depth, promoter.is_promoter) == (0.3, 60, True)
    assert promoter.is_clean_in_normal
    assert promoter.name.startswith("TERT promoter c.-124C>T")


def test_the_purity_is_that_of_the_copies_before_the_stated_one(tmp_path):
    report = tissue_report()
    sample = report.sample.model_copy(update={"purity": 0.4})
    stated = report.model_copy(update={"sample": sample})
    solution = Solution(source="PURPLE", purity=0.7)
    copies = report.copy_number.model_copy(update={"solution": solution})

    assert read_back(stated, tmp_path).purity == 0.4
    assert read_back(stated.model_copy(update={"copy_number": copies}), tmp_path).purity == 0.7


def test_copies_of_a_gene_come_with_its_variants(tmp_path):
    gene = GeneCopies("AXIN1", "chr16", 1, 2, CopyClass.LOSS, why="", copies=1.0)
    copies = tissue_report().copy_number.model_copy(update={"genes": (gene,)})
    tissue = read_back(tissue_report().model_copy(update={"copy_number": copies}), tmp_path)

    assert {one.gene for one in tissue.small if one.copies is not None} == {"AXIN1"}


def test_a_driver_that_a_filter_left_out_is_known_by_its_spelling(tmp_path):
    path = tmp_path / "t.vcf"
    reads = ((1, 200), *[(60, 200)] * (len(PLACES) - 1))
    path.write_text(tissue_vcf(reads), encoding="utf-8")
    report = make_report(ReportRequest(paths=(str(path),), settings=Settings()))
    tissue = read_back(report, tmp_path)

    assert set(tissue.left_out) == {TERT}
    assert isinstance(tissue.left_out[TERT], SetAsideFinding)


def damaged(report, tmp_path, text):
    path = tmp_path / "damaged.json"
    path.write_text(text(to_json(report)), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        (lambda text: text[: len(text) // 2], FormatError, "not JSON"),
        (lambda _: "", FormatError, "not JSON"),
        (lambda _: '{"a": 1}', FormatError, "no schema_version"),
        (lambda _: "[1, 2]", FormatError, "no schema_version"),
        (lambda text: text.replace('"1.0"', '"9.9"', 1), InputError, "schema version '9.9'"),
        (lambda text: text.replace('"alterations"', '"changes"', 1), FormatError, "alterations"),
        (lambda text: text.replace('"ref": "G"', '"ref": "A"', 1), FormatError, "changes nothing"),
        (lambda text: text.replace('"tissue"', '"plasma"', 1), InputError, "report of plasma"),
    ],
    ids=["cut", "empty", "foreign", "list", "version", "field", "variant", "plasma"],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(tmp_path, text, error, says):
    sample = tissue_report().sample.model_copy(update={"id": PATIENT, "tumour_sample": PATIENT})
    path = damaged(tissue_report().model_copy(update={"sample": sample}), tmp_path, text)

    with pytest.raises(error) as raised:
        read_tissue(path)

    assert says in raised.value.sentence
    assert raised.value.exit_code == 3
    assert str(path) in raised.value.sentence
    assert PATIENT not in raised.value.sentence
    assert "\n" not in raised.value.sentence


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UnreadableError, match="cannot be read"):
        read_tissue(tmp_path / "nowhere.json")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(UnreadableError, match="cannot be read"):
        read_tissue(tmp_path)


def test_tissue_is_not_read_against_tissue(written):
    report, plasma = written

    with pytest.raises(InputError, match="--specimen plasma"):
        tissue_of(replace(ask(plasma, report), specimen=Specimen.TISSUE))


def test_no_tissue_is_none(written):
    assert tissue_of(ask(written[1], None)) is None


def test_both_must_be_on_one_assembly(written, tmp_path):
    report = tissue_report()
    sample = report.sample.model_copy(update={"assembly": Assembly.GRCH37})
    other = tmp_path / "other.json"
    other.write_text(to_json(report.model_copy(update={"sample": sample})), encoding="utf-8")

    with pytest.raises(AssemblyError) as raised:
        make_report(ask(written[1], other))

    assert "GRCh37" in raised.value.sentence
    assert "GRCh38" in raised.value.sentence
    assert raised.value.exit_code == 3
    assert PATIENT not in raised.value.sentence


def test_a_whole_run_reads_plasma_against_tissue(written):
    report, plasma = written
    made = make_report(ask(plasma, report))

    assert made.plasma.tissue_report == tissue_report().report_id
    assert {row.where for row in made.plasma.concordance} == {"both"}
    assert made.plasma.residual_disease.state == "detected"
    assert [file.holds for file in made.provenance.inputs] == ["small_variants", "tissue_report"]
    assert any(fact.subject == "tert_compartments" for fact in made.clinical.facts)


def test_the_command_tells_a_refusal_by_its_exit_code(written, tmp_path):
    report, plasma = written
    foreign = tmp_path / "foreign.json"
    foreign.write_text('{"a": 1}', encoding="utf-8")
    run = ["report", str(plasma), "--specimen", "plasma", "-o", str(tmp_path / "out"), "--tissue"]

    assert CliRunner().invoke(main, [*run, str(report)]).exit_code == 0
    refused = CliRunner().invoke(main, [*run, str(foreign)])
    assert refused.exit_code == 3
    assert PATIENT not in refused.output


# --- how many cells, how many copies --------------------------------------------------------------


@pytest.mark.parametrize(
    ("vaf", "purity", "copies", "mutated", "share"),
    [
        (0.3, 0.6, None, 1, 1.0),  # clonal, one of two copies
        (0.15, 0.6, None, 1, 0.5),
        (0.6, 0.6, None, 2, 1.0),  # both of two copies
        (3 / 7, 0.6, 1.0, 1, 1.0),  # the other copy lost
        (0.25, 0.5, 4.0, 2, 0.75),  # two of four copies in three of four cells
        (0.3, 0.6, 0.0, 1, 1.0),  # a gene of no copies has its variant from elsewhere
    ],
)
def test_cells_and_copies(vaf, purity, copies, mutated, share):
    told = (
        None if copies is None else GeneCopies("G", "chr3", 1, 2, CopyClass.GAIN, "", copies=copies)
    )
    depth = 7000
    site = a_site(CTNNB1, vaf=vaf, depth=depth, alt_depth=round(vaf * depth), copies=told)
    found = cell_fraction(site, purity, level=0.95)

    assert mutated_copies(site, purity) == mutated
    assert found.value == pytest.approx(share, abs=0.01)
    assert found.low < found.value < found.high


@pytest.mark.parametrize("changes", [{"depth": None}, {"alt_depth": None}])
def test_without_reads_the_share_of_cells_is_unknown(changes):
    assert cell_fraction(a_site(AXIN1, **changes), 0.6, level=0.95) is None
    assert cell_fraction(a_site(AXIN1), None, level=0.95) is None
    assert mutated_copies(a_site(AXIN1), None) == 1.0


def test_the_invented_places_are_of_the_tumour():
    origins = {one.origin for one in tissue_report().alterations}

    assert origins == {Origin.LIKELY_SOMATIC}
    assert substitution(CTNNB1.contig, CTNNB1.pos) == CTNNB1
