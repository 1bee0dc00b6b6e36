"""From files to report: plasma with its alignments, read against the tissue's report."""

from __future__ import annotations

import json
import re

import pytest
from jsonschema import Draft202012Validator

from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.reports.json_schema import report_schema
from hccgenomics.reports.to_html import to_html
from hccgenomics.reports.to_json import from_json, to_json
from hccgenomics.vocabulary import Assembly, ResidualState, Specimen
from tests.forbidden import phrases_in
from tests.plain_bam import write_bam
from tests.plasma_cases import AXIN1, PLACES, TERT, pair_cell, substitution, tissue_report
from tests.reports.markup import Markup
from tests.written import vcf_text

NEVER = re.compile(r"no residual disease|tumou?r[- ]free|\bcured|remission", re.IGNORECASE)
DEPTH = 1000


@pytest.fixture
def run(tmp_path, panels):
    """A plasma report of so many reads at each of the five places, and of what was called."""
    tissue = tmp_path / "tissue.report.json"
    tissue.write_text(to_json(tissue_report()), encoding="utf-8")

    def invoke(reads, called=(), white=None, **fields):
        models = panels[Assembly.GRCH38]
        vcf = tmp_path / "plasma.vcf"
        records = [
            (v.contig, v.pos, v.ref, v.alt, "PASS", "GT:AD:DP", pair_cell(alt, DEPTH))
            for v, alt in called
        ]
        vcf.write_text(vcf_text(records), encoding="utf-8")
        fields["bam"] = write_bam(tmp_path / "plasma.bam", models, rows_of(reads))
        if white is not None:
            fields["normal_bam"] = write_bam(tmp_path / "white.bam", models, rows_of(white))
        fields.setdefault("specimen", Specimen.PLASMA)
        fields.setdefault("tissue", tissue)
        return make_report(ReportRequest((str(vcf),), Settings(), **fields))

    return invoke


def rows_of(reads):
    return [(v, alt, DEPTH - alt) for v, alt in zip(PLACES, reads, strict=True)]


def row_of(report, gene):
    return next(one for one in report.plasma.concordance if one.gene == gene)


def test_tumour_dna_is_detected_though_nothing_was_called(run):
    report = run((9, 8, 12, 7, 10))
    found = report.plasma.residual_disease

    assert report.alterations == ()
    assert found.state is ResidualState.DETECTED
    assert (found.sites, found.fragments, found.alt_fragments) == (5, 5 * DEPTH, 46)
    assert any(one.startswith("Tumour DNA in plasma") for one in report.summary)
    assert all(fact.subject != "plasma_variants" for fact in report.clinical.facts)


def test_the_promoter_seen_below_calling_is_in_both(run):
    report = run((9, 8, 12, 7, 10))
    row = row_of(report, "TERT")

    assert row.where == "both"
    assert row.plasma == "seen below calling (9 of 1,000 fragments)"
    assert row.plasma_vaf == pytest.approx(0.009)


def test_nothing_seen_comes_with_a_limit_everywhere(run):
    report = run((0, 0, 0, 0, 0))
    found = report.plasma.residual_disease

    assert found.state is ResidualState.NOT_DETECTED
    assert found.below >= found.limit > 0
    assert any(f"below {found.below * 100:.3g} %" in one for one in report.limits)
    assert {row.plasma_state for row in report.plasma.concordance} == {"absent"}
    assert all(row.plasma_limit for row in report.plasma.concordance)
    (fact,) = [one for one in report.clinical.facts if one.subject == "tert_compartments"]
    assert fact.words == ("one_only",)


def test_the_caveat_on_disagreement_is_met(run):
    report = run((0, 20, 20, 20, 20), called=[(AXIN1, 20)])

    assert "TERTp-05" in {one.biomarker_id for one in report.hypotheses}


def test_the_caveat_is_not_met_where_plasma_is_undecided(run):
    report = run((1, 20, 20, 20, 20), called=[(AXIN1, 20)])

    assert row_of(report, "TERT").where == "undecided"
    assert "TERTp-05" not in {one.biomarker_id for one in report.hypotheses}


def test_places_that_white_cells_carry_are_left_out(run):
    report = run((20, 20, 20, 20, 20), white=(0, 0, 30, 0, 0))
    found = report.plasma.residual_disease

    assert found.sites == 4
    assert any("white cells carry it too (30 of 1,000" in one for one in found.sites_left_out)


def test_a_call_in_plasma_that_tissue_lacks_stays_open(run):
    other = substitution("chr1", 26_732_750)
    other_id = f"ARID1A:{other.contig}-{other.pos}-{other.ref}-{other.alt}"
    report = run((20, 20, 20, 20, 20), called=[(other, 15), (TERT, 20)])
    row = next(one for one in report.plasma.concordance if other_id in one.alterations)

    assert (row.where, row.plasma_state, row.tissue_state) == ("undecided", "present", "no_call")
    assert any("not shown to be new" in one for one in report.plasma.may_not_be_concluded)


def test_the_report_reads_back_and_fits_its_schema(run):
    report = run((9, 8, 12, 7, 10))
    text = to_json(report)

    assert from_json(text) == report
    assert list(Draft202012Validator(report_schema()).iter_errors(json.loads(text))) == []


@pytest.mark.parametrize("reads", [(9, 8, 12, 7, 10), (0, 0, 0, 0, 0)])
def test_the_page_shows_it_and_says_nothing_forbidden(run, reads):
    report = run(reads)
    text = Markup(to_html(report)).text

    assert report.plasma.residual_disease.why in text
    assert "What may not be concluded" in text
    assert all(one in text for one in report.plasma.may_not_be_concluded)
    assert not NEVER.search(text)
    assert phrases_in(text) == []


def test_names_of_the_tissue_report_are_shown_and_never_run(run, tmp_path):
    found, *others = tissue_report().alterations
    poisoned = found.model_copy(update={"short_name": "<script>alert(1)</script>"})
    report = tissue_report().model_copy(update={"alterations": (poisoned, *others)})
    path = tmp_path / "poisoned.json"
    path.write_text(to_json(report), encoding="utf-8")
    page = to_html(run((0, 0, 0, 0, 0), tissue=path))

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_tissue_has_no_such_section(run):
    report = run((0, 0, 0, 0, 0), specimen=Specimen.TISSUE, tissue=None)

    assert report.plasma is None
