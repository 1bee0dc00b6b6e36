"""Each published score against its truth table: every cut-off from both sides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.clinical.albi import albi_grade, albi_score, malbi_grade
from tests.clinical.stated import facts, findings, laboratory, scores
from tests.truth import rows

LIVER = "\n[liver]\n"


@pytest.mark.parametrize("row", rows("albi.tsv"))
def test_albi_of_laboratory_values(row):
    found = scores(laboratory(bilirubin=row["bilirubin"], albumin=row["albumin"]))

    assert f"{found['ALBI'].value:.3f}" == row["score"]
    assert found["ALBI"].grade == row["grade"]
    assert found["mALBI (Hiraoka)"].grade == row["malbi"]
    assert f"{found['EZ-ALBI'].value:.3f}" == row["ez_albi"]


@pytest.mark.parametrize("row", rows("albi_grades.tsv"))
def test_albi_grades_from_both_sides(row):
    assert albi_grade(float(row["score"])) == row["grade"]
    assert malbi_grade(float(row["score"])) == row["malbi"]


@given(st.floats(1, 600), st.floats(1, 600), st.floats(10, 60))
def test_albi_rises_with_bilirubin(one, other, albumin):
    low, high = sorted((one, other))

    assert albi_score(bilirubin_umol_per_l=low, albumin_g_per_l=albumin) <= albi_score(
        bilirubin_umol_per_l=high, albumin_g_per_l=albumin
    )


@given(st.floats(1, 600), st.floats(10, 60), st.floats(10, 60))
def test_albi_falls_with_albumin(bilirubin, one, other):
    low, high = sorted((one, other))

    assert albi_score(bilirubin_umol_per_l=bilirubin, albumin_g_per_l=low) >= albi_score(
        bilirubin_umol_per_l=bilirubin, albumin_g_per_l=high
    )


@given(st.floats(-5, 1))
def test_malbi_is_albi_with_grade_2_split(score):
    assert malbi_grade(score)[0] == albi_grade(score)


def child_pugh_of(row):
    analyte, _, clotting = row["clotting"].partition(" ")
    text = laboratory(bilirubin=row["bilirubin"], albumin=row["albumin"], **{analyte: clotting})
    return (
        f"{text}{LIVER}ascites = '{row['ascites']}'\n"
        f"encephalopathy = '{row['encephalopathy']}'\nanticoagulant = 'none'"
    )


@pytest.mark.parametrize("row", rows("child_pugh.tsv"))
def test_child_pugh(row):
    found = scores(child_pugh_of(row))["Child-Pugh"]

    assert found.value == int(row["points"])
    assert found.grade == row["class"]
    assert facts(child_pugh_of(row))["clinical:child_pugh"].words == (row["class"],)


COMPLETE = {
    "bilirubin": "17 umol/L", "albumin": "40 g/L", "clotting": "inr 1.1", "ascites": "none",
    "encephalopathy": "none",
}  # fmt: skip


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ("bilirubin", "no bilirubin was given"), ("albumin", "no albumin was given"),
        ("inr", "no INR was given"), ("ascites", "no ascites was given"),
        ("encephalopathy", "no encephalopathy was given"),
    ],
)  # fmt: skip
def test_child_pugh_says_which_input_is_lacking(without, said):
    lines = [line for line in child_pugh_of(COMPLETE).splitlines() if not line.startswith(without)]
    found = scores("\n".join(lines))["Child-Pugh"]

    assert found.value is None
    assert found.grade is None
    assert found.why == f"Not worked out: {said}."


def test_child_pugh_of_laboratory_values_alone_asks_for_the_examination():
    found = scores(laboratory(bilirubin="17 umol/L", albumin="40 g/L", inr=1.1))["Child-Pugh"]

    assert found.value is None
    assert "ascites" in found.why
    assert "encephalopathy" in found.why


def test_a_bound_may_leave_child_pugh_open():
    text = child_pugh_of({**COMPLETE, "albumin": "> 30 g/L"})

    assert "albumin > 30 g/L leaves open" in scores(text)["Child-Pugh"].why


def test_a_stated_child_pugh_that_differs_is_kept_and_questioned():
    text = f"{child_pugh_of(COMPLETE)}\nchild_pugh = 'B7'"
    found = findings(text)

    assert "Stated is Child-Pugh B7, worked out is Child-Pugh A5" in found.document.remarks[-1]
    assert [fact.words for fact in found.facts if fact.subject == "child_pugh"] == [("B",)]


@pytest.mark.parametrize("stated", ["A", "A5", "5", "a5"])
def test_a_stated_child_pugh_that_agrees_is_not_questioned(stated):
    text = f"{child_pugh_of(COMPLETE)}\nchild_pugh = '{stated}'"

    assert findings(text).document.remarks == ()


def test_a_stated_child_pugh_stands_without_laboratory_values():
    found = scores("[liver]\nchild_pugh = 'B8'")["Child-Pugh"]

    assert (found.value, found.grade) == (8, "B")
    assert found.why.startswith("Stated, not worked out.")


@pytest.mark.parametrize("row", rows("afp_cut_off.tsv"))
def test_afp_against_400(row):
    found = scores(laboratory(afp=row["afp"]))["AFP"]

    assert (found.grade or "") == row["grade"]
    assert bool(found.why) == (not row["grade"])


@pytest.mark.parametrize("row", rows("crafity.tsv"))
def test_crafity(row):
    text = laboratory(afp=row["afp"], crp=row["crp"])
    found = scores(text)["CRAFITY"]

    assert found.value == (int(row["points"]) if row["points"] else None)
    assert (found.grade or "") == row["group"]
    assert ("clinical:crafity" in facts(text)) == bool(row["group"])


def test_crafity_says_which_input_is_lacking():
    assert scores(laboratory(afp="412 ng/mL"))["CRAFITY"].why == (
        "Not worked out: no CRP was given."
    )


@pytest.mark.parametrize(("value", "grade"), [("39.9", "< 40 mAU/mL"), ("40", ">= 40 mAU/mL")])
def test_dcp_from_both_sides(value, grade):
    assert scores(laboratory(dcp=f"{value} mAU/mL"))["DCP (PIVKA-II)"].grade == grade


@pytest.mark.parametrize("row", rows("bclc.tsv"))
def test_bclc_is_checked_and_never_assigned(row):
    stated = [part.strip() for part in row["stated"].split(";")]
    liver = [part for part in stated if part.startswith("child_pugh")]
    stage = [part for part in stated if part not in liver]
    version = [f"bclc_version = '{row['version']}'"] if row["version"] else []
    text = "\n".join(("[stage]", f"bclc = '{row['stage']}'", *version, *stage, "[liver]", *liver))
    found = findings(text).document
    score = next(one for one in found.scores if one.name == "BCLC")

    assert score.grade == row["stage"]
    assert score.value is None
    assert score.inputs[0] == f"BCLC {row['stage']} ({row['version'] or 'version not stated'})"
    odd = [remark for remark in found.remarks if "BCLC" in remark]
    assert len(odd) == bool(row["remark"])
    assert all(row["remark"] in remark for remark in odd)


def test_bclc_is_not_worked_out_where_nobody_states_it():
    text = "[stage]\nnodules = 1\nlargest_nodule = '1.5 cm'\necog = 0"

    assert scores(text)["BCLC"].grade is None
    assert "clinical:bclc" not in facts(text)


def test_every_score_names_its_source_and_its_inputs():
    text = f"{child_pugh_of(COMPLETE)}\n[stage]\nbclc = 'A'\nbclc_version = 2022"
    for score in scores(text.replace("[laboratory]", AFP)).values():
        assert "verified" in score.method, score.name
        assert score.inputs, score.name


AFP = "[laboratory]\nafp = '5 ng/mL'\ncrp = '1 mg/L'\ndcp = '12 mAU/mL'"


def test_inputs_of_different_days_are_said():
    text = """
    [laboratory]
    bilirubin = { value = 17, unit = "umol/L", date = 2026-01-03 }
    albumin = { value = 40, unit = "g/L", date = 2026-10-03 }
    """

    assert (
        "The inputs are of different days: 2026-01-03, 2026-10-03." in scores(text)["ALBI"].caveats
    )
