"""Tiers, figures, approvals, checks, facts and near misses on the page."""

from __future__ import annotations

import pytest

from hccgenomics.model.judgement import Criterion, Tier, Tiers
from hccgenomics.model.lists import Trial
from hccgenomics.model.observation import Fact
from hccgenomics.model.provenance import KnowledgeCell, KnowledgeDifference, KnowledgeOverlay
from hccgenomics.model.report import Clinical, ClinicalScore, FollowUp
from hccgenomics.model.report_evidence import CohortRate, CrossCheck, NearMissed
from hccgenomics.model.statement import Approval, Effect
from hccgenomics.reports.judged import effect_value, is_of_laboratory, outranked, patients_of
from hccgenomics.reports.to_html import to_html
from hccgenomics.reports.to_json import from_json, to_json
from hccgenomics.vocabulary import FactKind
from tests import builders
from tests.reports.markup import Markup
from tests.reports.poison import PAYLOADS

PLAIN = "plain words"


def a_trial(text=PLAIN, **overrides):
    fields = {"id": "NCT02508467", "name": text, "phase": "1", "verification": "verified"}
    return Trial(**{**fields, **overrides})


def an_evidence(text=PLAIN, **overrides):
    fields = {
        "statement": text,
        "figures": text,
        "effects": (
            Effect(
                endpoint="OS", measure="HR", value=0.66, low=0.52, high=0.85, level=95, n=501,
                of=text,
            ),
            Effect(endpoint="ORR", measure="percent", value=17, versus=0),
        ),
        "approvals": (
            Approval(
                region="us", status="accelerated", scope="solid_tumours", date="2022-06-22",
                therapy=text, verification="verified",
            ),
            Approval(region="eu", status="not_approved", scope="hcc", verification="unverified"),
        ),
        "trials": (a_trial(text),),
        "regulatory_note": text,
        "line_note": text,
        "n_patients_note": text,
        "table": text,
    }  # fmt: skip
    return builders.an_evidence(**{**fields, **overrides})


def a_hypothesis(text=PLAIN, **overrides):
    tiers = Tiers(
        amp=Tier("II-D", (f"{text} amp",)),
        escat=Tier("IV-A", (f"{text} escat",)),
        mtb=Tier(None, (f"{text} mtb",)),
        disagreement=text,
    )
    fields = {
        "biomarker_id": "LAB-01",
        "tiers": tiers,
        "evidence": (an_evidence(text),),
        "facts": ("laboratory:afp",),
        "asks_for": text,
    }
    return builders.a_hypothesis(**{**fields, **overrides})


def judged(text=PLAIN):
    """A report with every part that this module lays out."""
    criteria = (
        Criterion("OS3", fired=True, points=4, evaluated=True, why=f"{text} fired"),
        Criterion("OM1", fired=False, points=2, evaluated=True, why=f"{text} not fired"),
        Criterion("OP4", fired=False, points=1, evaluated=False, why=f"{text} not evaluated"),
    )
    oncogenicity = builders.an_oncogenicity(
        **{"class": "likely_oncogenic", "points": 6, "criteria": criteria, "why": text}
    )
    fact = Fact("laboratory:afp", FactKind.LABORATORY, "afp", text, numbers={"value": 412.0})
    return builders.a_report(
        alterations=(builders.an_alteration(oncogenicity=oncogenicity),),
        hypotheses=(
            a_hypothesis(text),
            a_hypothesis(text, biomarker_id="LAB-02", outranked_by=("LAB-01",)),
        ),
        near_misses=(
            NearMissed(
                biomarker_id="FGF19-02", alterations=(), facts=(), kind="fact_not_given", why=text
            ),
        ),
        cross_checks=(
            CrossCheck(
                code="pair",
                question=text,
                question_zh=text,
                why=text,
                alterations=(),
                facts=(),
                rate=text,
                rates=(
                    CohortRate(
                        id="CO-001", event=text, stated=text, cohort=text, note=text,
                        verification="partly_verified", citations=(),
                    ),
                ),
                biomarkers=("FGF19-10",),
                citations=(),
            ),
        ),
        follow_up=(FollowUp(rank=1, test=text, why=text, markers=(), biomarkers=("FGF19-01",)),),
        standard_of_care=(
            builders.a_regimen(
                effects=(Effect(endpoint="OS", measure="median_months", value=19.2, versus=13.4),),
                for_this_patient=(text,),
                excluded=(text,),
                aetiology=text,
                trials=(a_trial(text),),
            ),
        ),
        clinical=Clinical(
            scores=(
                ClinicalScore(
                    name="ALBI", value=-2.586, grade="2", unit="score", inputs=(text,), why=text,
                    method=text, caveats=(text,),
                ),
            ),
            why=text,
            facts=(fact,),
            remarks=(text,),
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def said():
    return Markup(to_html(judged())).text


@pytest.mark.parametrize(
    "text",
    [
        "AMP/ASCO/CAP 2017 II-D ESCAT IV-A NCT/DKTK no tier",
        "plain words escat",
        "overall survival, hazard ratio 0.66 (0.52–0.85)",
        "501 patients",
        "objective response, per cent 17 % against 0 %",
        "United States (FDA): accelerated or conditional label 2022-06-22, solid tumours of any",
        "European Union (EMA): no label, hepatocellular carcinoma not verified",
        "NCT02508467 , phase 1",
        "the laboratory's own row, from plain words",
        "What would settle it: plain words",
        "Rows that make the same claim of a less exact event (1)",
        "likely oncogenic , 6 points",
        "OS3 (4 points): plain words fired",
        "Not met OM1 : plain words not fired",
        "Could not be looked at OP4 : plain words not evaluated",
        "In published cohorts",
        "FGF19-10",
        "(FGF19-01)",
        "overall survival, median, months 19.2 against 13.4",
        "Child-Pugh points admitted: 5-6",
        "ALBI -2.586, 2",
        "not stated (1) FGF19-02 : plain words",
    ],
)
def test_it_is_on_the_page(said, text):
    assert text in said


def test_a_row_that_is_outranked_is_folded_and_not_lost(said):
    assert said.index("row LAB-01") < said.index("row LAB-02")
    assert said.count("row LAB-02") >= 1


def tiered(*traces):
    amp, escat, mtb = (Tier(tier=None, trace=trace) for trace in traces)
    one = a_hypothesis(tiers=Tiers(amp=amp, escat=escat, mtb=mtb))
    return Markup(to_html(builders.a_report(hypotheses=(one,)))).text


def test_where_no_scale_gives_a_tier_the_one_reason_is_said_once_above_the_fold():
    same = ("A serum value is no genomic finding.", "No tier.")

    page = tiered(same, same, same)

    assert "No tier (AMP/ASCO/CAP 2017, ESCAT, NCT/DKTK). A serum value is no genomic" in page
    assert "ESCAT no tier" not in page


def test_different_reasons_are_not_drawn_together():
    page = tiered(("One.",), ("Two.",), ("One.",))

    assert "No tier (" not in page
    assert "ESCAT no tier" in page


def test_the_steps_to_a_tier_are_folded_and_not_printed():
    html = to_html(judged())

    assert '<details class="trace screen"><summary>How each tier was reached' in html


def test_a_row_outranked_by_none_that_is_shown_stands_alone():
    one = a_hypothesis(biomarker_id="LAB-02", outranked_by=("GONE-01",))

    assert outranked((one,)) == {}
    assert "row LAB-02" in Markup(to_html(builders.a_report(hypotheses=(one,)))).text


def test_the_page_from_the_json_is_the_page():
    report = judged()

    assert to_html(from_json(to_json(report))) == to_html(report)


def test_our_own_rows_are_not_called_a_laboratorys():
    assert not is_of_laboratory("biomarkers.tsv")
    assert is_of_laboratory("ours.tsv")


@pytest.mark.parametrize(
    ("effect", "text"),
    [
        ({"value": 0.66, "low": 0.52, "high": 0.85, "level": 95}, "0.66 (0.52–0.85)"),
        ({"value": 0.42, "low": 0.26, "high": 0.7, "level": 90}, "0.42 (90 % 0.26–0.7)"),
        ({"value": 19.2, "low": 17, "level": 95, "open_high": True}, "19.2 (17–not reached)"),
        ({"value": 0.5, "p": 0.04}, "0.5, p = 0.04"),
    ],
)
def test_an_interval_is_never_without_its_bounds(effect, text):
    assert effect_value(Effect(endpoint="OS", measure="HR", **effect)) == text


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_hostile_text_stays_text(payload):
    plain, hostile = Markup(to_html(judged())), Markup(to_html(judged(payload)))

    assert [tag for tag, _ in hostile.tags] == [tag for tag, _ in plain.tags]
    assert hostile.unclosed == []


@pytest.mark.parametrize(
    ("n", "note", "said"),
    [
        (988, "Asian surgical pool", "988 (Asian surgical pool)"),
        (988, "988 (Asian surgical pool)", "988 (Asian surgical pool)"),
        (16812, "16,812 plasma profiles", "16,812 plasma profiles"),
        (31, "", "31"),
        (None, "a few", "a few"),
        (None, "", ""),
    ],
)
def test_patients_are_counted_and_named(n, note, said):
    assert patients_of(builders.an_evidence(n_patients=n, n_patients_note=note)) == said


def with_overlay(text=PLAIN):
    provenance = builders.a_report().provenance.model_copy(
        update={
            "knowledge_overlays": (
                KnowledgeOverlay(
                    name=f"{text}.tsv", sha256="0" * 64, as_of="2026-10-01", added=("LAB-01",),
                    overridden=("FGF19-01",), withdrawn=("TP53-06",), unchanged=(),
                    unverified=("LAB-02",),
                ),
            ),
            "knowledge_conflicts": (
                KnowledgeDifference(
                    biomarker_id="FGF19-01", other_id=None, used=text, set_aside="biomarkers.tsv",
                    cells=(KnowledgeCell(column="statement", used=text, set_aside=""),), why=text,
                ),
            ),
        }
    )  # fmt: skip
    return builders.a_report(provenance=provenance)


def test_overlays_and_conflicts_are_shown_with_both_cells():
    said = Markup(to_html(with_overlay())).text

    assert "plain words.tsv (1 rows added, 1 replaced)" in said
    assert "LAB-01 FGF19-01 TP53-06 LAB-02 2026-10-01" in said
    assert "statement plain words empty" in said


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_hostile_overlays_stay_text(payload):
    plain, hostile = Markup(to_html(with_overlay())), Markup(to_html(with_overlay(payload)))

    assert [tag for tag, _ in hostile.tags] == [tag for tag, _ in plain.tags]
