"""``hccgenomics explain REPORT.json ROWID``: met, nearly met, or what it asks for."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from hccgenomics.cli import main
from hccgenomics.errors import LocusError
from hccgenomics.interpret import path_wording
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.files import resource
from hccgenomics.model.explanation import RowState
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.pipeline.explain import explain
from hccgenomics.reports.explanation import explanation_text
from hccgenomics.reports.to_json import from_json, to_json
from hccgenomics.vocabulary import NearMiss, Specimen
from tests.forbidden import phrases_in, texts_of
from tests.test_ledger_entries import CTNNB1_S45F, G38, NO_MISMATCH_IS_TOO_MUCH, TP53_R249S
from tests.written import vcf_text

BASE = load_knowledge()
STATED = """
[laboratory]
afp = { value = 412, unit = "ng/mL", date = 2026-10-03 }

[[results]]
gene = "FGF19"
method = "ihc"
percent = 5

[genome_wide]
tmb = { value = 4.2, unit = "mutations/Mb", territory = "1.1 Mb", method = "panel" }
"""


def _report(path, records, **options):
    path.write_text(vcf_text(records))
    chosen = Settings(**NO_MISMATCH_IS_TOO_MUCH)
    request = ReportRequest(paths=(str(path),), settings=chosen, assembly=G38, **options)
    return from_json(to_json(make_report(request)))


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    path = tmp_path_factory.mktemp("rows") / "case.vcf"
    return _report(path, [CTNNB1_S45F, TP53_R249S])


@pytest.fixture(scope="module")
def plasma(tmp_path_factory):
    path = tmp_path_factory.mktemp("plasma") / "case.vcf"
    return _report(path, [], specimen=Specimen.PLASMA)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bundled example with copies, junctions and what a ward states beside them."""
    example = resource("example")
    clinical = tmp_path_factory.mktemp("clinical") / "case.toml"
    clinical.write_text(STATED, encoding="utf-8")
    return from_json(
        to_json(
            make_report(
                ReportRequest(
                    paths=(str(example / "hcc-example.vcf"),),
                    cnv=(str(example / "hcc-example.cns"),),
                    sv=(str(example / "hcc-example.sv.vcf"),),
                    clinical=str(clinical),
                    purity=0.7,
                    settings=Settings(),
                )
            )
        )
    )


def _row(report, asked):
    (row,) = explain(report, asked).rows
    return row


@pytest.mark.parametrize("asked", ["TP53-02", "tp53-02", " TP53-02 ", "Tp53-02"])
def test_a_row_that_is_met(report, asked):
    row = _row(report, asked)

    assert (row.id, row.state) == ("TP53-02", RowState.MET)
    assert row.made_by == ("TP53 p.R249S",)
    assert row.why == "TP53 p.R249S equals the row's c.747G>T."
    assert row.specificity == "exact"
    assert row.asks.any_of == ("TP53 c.747G>T",)


def test_a_row_that_is_outranked_says_by_which(report):
    text = explanation_text(explain(report, "WNT-01"))

    assert "Row WNT-01: met. " in text
    assert "Outranked by CTNNB1-03." in text


@pytest.mark.parametrize(
    ("asked", "kind", "said"),
    [
        ("TP53-03", NearMiss.SPECIMEN, "the row is for plasma, and the specimen is tissue"),
        ("TP53-04", NearMiss.EVENT, "lies elsewhere; the row asks for p.Y220C"),
        ("CTNNB1-02", NearMiss.EVENT, "the row asks for codon T41"),
        ("FGF19-10", NearMiss.PROFILE, "FGF19 copy number was not assayed"),
        ("TERTp-08", NearMiss.PROFILE, "no proof of absence: TERT promoter hotspot"),
    ],
)
def test_a_row_that_is_nearly_met(report, asked, kind, said):
    row = _row(report, asked)

    assert (row.state, row.kind) == (RowState.NEARLY, kind)
    assert said in row.why
    assert row.asks.any_of == {one.id: one.any_of for one in BASE.biomarkers}[asked]


def test_a_row_of_which_nothing_was_kept_has_the_state_of_its_markers(report):
    found = explain(report, "FGF19-01")
    (row,) = found.rows
    text = explanation_text(found)

    assert row.state is RowState.NOT_MET
    assert row.why == ("Nothing was kept in FGF19; that alone does not say that nothing is there.")
    assert "Marker FGF19 amplification: not assayed. No copy-number file was given." in text
    assert "asks for any    FGF19 amplification" in text
    assert "absent" not in text


def test_a_gene_beside_every_marker_is_named(report):
    found = explain(report, "ALB-01")

    assert found.answer == (
        "No marker of the report tells whether ALB, APOA2, APOB, FGA and FGB were looked at.",
    )


def test_a_row_on_a_fact_says_what_was_not_stated(report):
    assert _row(report, "AFP-01").why == "Not stated: AFP of at least 400 ng/mL."
    assert _row(report, "MSI-01").why.startswith("Not stated: MSI: MSI-H, mismatch repair: defic")


def test_a_row_that_nobody_checked_says_so(report):
    why = _row(report, "mTOR-03").why

    assert "The row was not checked against a source, so that nothing meets it." in why
    assert "The row is for plasma, and the specimen is tissue." in why


@pytest.mark.parametrize(
    ("asked", "said"), [("SR-01", "the report tells it"), ("SR-10", "this report does not tell it")]
)
def test_a_regimen_is_context(report, asked, said):
    row = _row(report, asked)

    assert row.state is RowState.REGIMEN
    assert said in row.why
    assert row.therapy


def test_plasma_without_a_variant_meets_its_row(plasma):
    row = _row(plasma, "ctDNA-01")

    assert row.state is RowState.MET
    assert row.made_by[0].startswith("no variant was kept in plasma")
    assert {fact.id for fact in plasma.clinical.facts} >= set(plasma.hypotheses[0].facts)


def test_another_base_is_told(report):
    resources = tuple(
        one.model_copy(update={"sha256": "0" * 64}) if one.name == "biomarkers.tsv" else one
        for one in report.provenance.resources
    )
    provenance = report.provenance.model_copy(update={"resources": resources})
    other = report.model_copy(update={"provenance": provenance})

    assert not any("is another" in said for said in explain(report, "FGF19-01").answer)
    assert "biomarkers.tsv of this program is another than" in explain(other, "FGF19-01").answer[0]


def test_a_row_of_a_laboratory_is_told_from_the_report_alone(report):
    own = report.hypotheses[0].model_copy(update={"biomarker_id": "LAB-07"})
    other = report.model_copy(update={"hypotheses": (own, *report.hypotheses)})
    found = explain(other, "lab-07")

    assert found.rows[0].state is RowState.MET
    assert found.rows[0].asks.any_of == ()
    assert "LAB-07 is no row of this program's tables" in found.answer[0]
    assert "LAB-07" in {row.id for row in explain(other, "TP53").rows}


OVERLAY = (
    "id\twithdrawn\timplication\tany_of\tstatement\tcitations\n"
    "CTNNB1-03\tyes\t\t\t\t\n"
    "TP53-02\t\taetiology\tTP53 p.R249S\tOur own reading.\tOwn [verified]\n"
    "LAB-08\t\tbiology\tBRAF p.V600E\tSeen in our series.\tOwn [verified]\n"
    "LAB-09\t\tbiology\tTP53 p.R249S\tSeen in our series.\tOwn [unverified]\n"
)


@pytest.mark.parametrize(
    ("asked", "state", "why", "told"),
    [("CTNNB1-03", RowState.NOT_MET, "switched off for this report", "withdraws CTNNB1-03"),
     ("TP53-02", RowState.MET, "equals the row's", "replaces TP53-02"),
     ("LAB-08", RowState.NOT_MET, "Nothing of this report meets", "adds LAB-08"),
     ("lab-09", RowState.NEARLY, "was not checked", "adds LAB-09")],
)  # fmt: skip
def test_what_a_laboratorys_table_did_to_a_row_is_told(tmp_path, asked, state, why, told):
    table = tmp_path / "mine.tsv"
    table.write_text(OVERLAY)
    made = _report(tmp_path / "c.vcf", [CTNNB1_S45F, TP53_R249S], knowledge=(table,))
    found = explain(made, asked)

    assert found.rows[0].state is state
    assert why in found.rows[0].why
    assert any(f"mine.tsv, a laboratory's own table, {told}" in said for said in found.answer)


@pytest.mark.parametrize("asked", ["FGF19-99", "LAB-07", "TP53-00"])
def test_an_id_that_no_row_has_is_refused(report, asked):
    with pytest.raises(LocusError, match="is no row of the evidence base, and no gene") as caught:
        explain(report, asked)

    assert caught.value.exit_code == 2


def test_a_symbol_that_looks_like_an_id_is_a_gene(report):
    assert explain(report, "HLA-A").read_as == "the gene HLA-A"


def test_a_gene_has_its_rows_met_and_nearly_met(report):
    found = explain(report, "TP53")
    states = {row.id: row.state for row in found.rows}

    assert states["TP53-02"] is states["TP53-06"] is RowState.MET
    assert states["TP53-04"] is states["TP53-03"] is RowState.NEARLY
    assert RowState.NOT_MET not in states.values()
    assert "CTNNB1-03" not in states
    assert "Row TP53-04: nearly met (another event). TP53 p.R249S lies" in explanation_text(found)


def test_every_row_of_the_base_has_an_answer_that_claims_nothing(report, plasma):
    for made in (report, plasma):
        for row in (*BASE.biomarkers, *BASE.regimens):
            found = explain(made, row.id)
            (told,) = found.rows
            assert told.id == row.id
            assert told.why.endswith("."), told
            assert phrases_in(told.why) == []
            assert not found.records
    assert [found for text in texts_of(path_wording) for found in phrases_in(text)] == []


def test_every_id_of_the_json_is_one_of_its_findings(report, plasma, whole):
    for made in (report, plasma, whole):
        known = {one.id for one in made.alterations} | {one.id for one in made.clinical.facts}
        rows = {row.id for row in BASE.biomarkers}
        for found in (*made.hypotheses, *made.near_misses):
            assert {*found.alterations, *found.facts} <= known
            assert found.alterations or found.facts
            assert found.biomarker_id in rows
        met = {found.biomarker_id for found in made.hypotheses}
        assert not met & {found.biomarker_id for found in made.near_misses}
        assert all(set(found.outranked_by) <= met for found in made.hypotheses)


def test_stated_facts_meet_and_miss_rows_of_a_report(whole):
    met, missed = _row(whole, "AFP-01"), _row(whole, "TMB-01")

    assert met.why.endswith("is at least 400 ng/mL.")
    assert met.made_by == (next(f.text for f in whole.clinical.facts if f.subject == "afp"),)
    assert (missed.state, missed.kind) == (RowState.NEARLY, NearMiss.FACT_DIFFERS)
    assert "is below 10 mutations/Mb; the row asks for TMB of at least 10" in missed.why


def test_a_stated_result_speaks_for_its_gene(whole):
    states = {row.id: row.state for row in explain(whole, "FGF19").rows}

    assert states["FGF19-01"] is states["FGF19-02"] is RowState.MET


def test_the_command_answers_in_text_and_json(report, tmp_path):
    path = tmp_path / "case.report.json"
    path.write_text(to_json(report), encoding="utf-8")

    text = CliRunner().invoke(main, ["explain", str(path), "TP53-02"])
    found = CliRunner().invoke(main, ["explain", str(path), "TP53-02", "--format", "json"])

    assert text.exit_code == found.exit_code == 0
    assert "Row TP53-02: met." in text.stdout
    (row,) = json.loads(found.stdout)["rows"]
    assert (row["state"], row["asks"]["any_of"]) == ("met", ["TP53 c.747G>T"])
