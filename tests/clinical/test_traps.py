"""The traps of clinical scores, each as a test: what is printed wrong, and what goes wrong."""

from __future__ import annotations

from math import log

import pytest

from hccgenomics.clinical import albi
from hccgenomics.clinical.albi import ALBUMIN_WEIGHT, albi_grade, albi_score
from hccgenomics.errors import FormatError
from hccgenomics.model.settings import Settings
from tests.clinical.stated import facts, findings, laboratory, scores

TWO = {"bilirubin": "1.0 mg/dL", "albumin": "4.0 g/dL"}


def test_unitless_us_values_would_be_grade_3_and_are_refused():
    raw = albi_score(bilirubin_umol_per_l=1.0, albumin_g_per_l=4.0)

    assert (round(raw, 2), albi_grade(raw)) == (-0.34, "3")
    with pytest.raises(FormatError, match="needs its unit"):
        findings(laboratory(bilirubin=1.0, albumin=4.0))
    assert scores(laboratory(**TWO))["ALBI"].grade == "2"


def test_mixed_units_would_look_plausible_and_are_converted():
    mixed = albi_score(bilirubin_umol_per_l=1.0, albumin_g_per_l=40.0)

    assert (round(mixed, 3), albi_grade(mixed)) == (-3.4, "1")
    found = scores(laboratory(bilirubin="1.0 mg/dL", albumin="40 g/L"))["ALBI"]
    assert (round(found.value, 3), found.grade) == (-2.586, "2")


def test_mixed_units_would_hide_grade_3():
    mixed = albi_score(bilirubin_umol_per_l=3.0, albumin_g_per_l=25.0)

    assert (round(mixed, 2), albi_grade(mixed)) == (-1.81, "2")
    assert scores(laboratory(bilirubin="3.0 mg/dL", albumin="25 g/L"))["ALBI"].grade == "3"


@pytest.mark.parametrize(
    ("stated", "asked"),
    [({"bilirubin": "1.0 umol/L"}, "mg/dL"), ({"albumin": "4.0 g/L"}, "g/dL"),
     ({"albumin": "40 g/dL"}, "g/L"), ({"bilirubin": "400 mg/dL"}, "umol/L")],
)  # fmt: skip
def test_a_likely_slip_of_the_unit_is_asked_and_never_changed(stated, asked):
    values = {"bilirubin": "17 umol/L", "albumin": "40 g/L", **stated}
    found = findings(laboratory(**values)).document
    ((subject, value),) = stated.items()

    assert f"(or was it {asked})" in found.remarks[0]
    assert "kept as stated" in found.remarks[0]
    fact = next(fact for fact in found.facts if fact.subject == subject)
    assert value.replace(".0", "") in fact.text
    score = next(one for one in found.scores if one.name == "ALBI")
    assert score.value is not None
    assert any("may have a wrong unit" in caveat for caveat in score.caveats)


def test_grade_3_lies_above_and_not_below():
    assert albi_grade(-1.40) == "2"
    assert albi_grade(-1.38) == "3"


def test_the_sign_of_the_cut_off_is_kept():
    assert albi.GRADE_2_CEILING == -1.39
    assert albi_grade(1.0) == "3"


def test_the_logarithm_is_the_decimal_one():
    by_e = 0.66 * log(17.1) - 0.085 * 40

    assert round(by_e, 3) == -1.526
    assert round(albi_score(bilirubin_umol_per_l=17.1, albumin_g_per_l=40), 3) == -2.586


def test_one_coefficient_of_albumin_is_used():
    assert ALBUMIN_WEIGHT == -0.085


def test_malbi_names_its_grading_and_that_its_value_is_unverified():
    found = scores(laboratory(**TWO))["mALBI (Hiraoka)"]

    assert "Hiraoka" in found.method
    assert "-2.27 is unverified" in found.method
    assert "other authors" in found.method


def test_ez_albi_has_other_units_no_grade_and_its_drift():
    found = scores(laboratory(bilirubin="51.3 umol/L", albumin="25 g/L"))["EZ-ALBI"]

    assert round(found.value, 3) == 3 - 9 * 2.5
    assert found.grade is None
    assert any("3 mg/dL" in caveat for caveat in found.caveats)


def test_a_bilirubin_of_zero_has_no_albi():
    assert "no logarithm" in scores(laboratory(bilirubin="0 umol/L", albumin="40 g/L"))["ALBI"].why


LIVER = "\n[liver]\nascites = 'none'\nencephalopathy = 'none'\n"
CLOTTED = laboratory(bilirubin="17 umol/L", albumin="40 g/L", inr=2.6) + LIVER


def test_inr_is_void_under_warfarin():
    found = scores(f"{CLOTTED}anticoagulant = 'warfarin'")["Child-Pugh"]

    assert found.value is None
    assert "warfarin" in found.why
    assert "clinical:child_pugh" not in facts(f"{CLOTTED}anticoagulant = 'warfarin'")


def test_warfarin_voids_seconds_too():
    text = laboratory(bilirubin="17 umol/L", albumin="40 g/L", pt_prolongation="5 s") + LIVER

    assert scores(f"{text}anticoagulant = 'warfarin'")["Child-Pugh"].value is None


def test_another_anticoagulant_is_a_caveat_and_so_is_silence():
    other = scores(f"{CLOTTED}anticoagulant = 'other'")["Child-Pugh"]
    silent = scores(CLOTTED)["Child-Pugh"]

    assert any("may change the INR" in caveat for caveat in other.caveats)
    assert any("was not stated" in caveat for caveat in silent.caveats)


def test_child_pugh_says_which_table_it_uses():
    assert "MSD Manual" in scores(CLOTTED)["Child-Pugh"].method


def test_primary_biliary_disease_has_other_limits_of_bilirubin():
    found = scores(f"{CLOTTED}[aetiology]\ncauses = ['primary_biliary']")["Child-Pugh"]

    assert found.value is None
    assert "68 and 171" in found.why


def test_child_pugh_points_that_contradict_the_class_are_refused():
    with pytest.raises(FormatError, match="7 points are Child-Pugh class B, not A"):
        findings("[liver]\nchild_pugh = 'A7'")


def test_a_bilirubin_in_mmol_as_once_printed_is_refused():
    with pytest.raises(FormatError, match="no unit of bilirubin"):
        findings(laboratory(bilirubin="2.0 mmol/L"))


def test_a_crp_in_mg_per_ml_as_once_printed_is_refused():
    with pytest.raises(FormatError, match="no unit of CRP"):
        findings(laboratory(crp="1 mg/mL"))


def test_crp_in_mg_per_l_is_a_tenth():
    text = laboratory(afp="5 ng/mL", crp="1 mg/L")

    assert facts(text)["laboratory:crp"].numbers == {"value": 0.1}
    assert scores(text)["CRAFITY"].grade == "low"


def test_afp_of_400_reaches_the_rule_of_the_trial():
    assert scores(laboratory(afp="400.0 ng/mL"))["AFP"].grade == ">= 400 ng/mL"


def test_afp_in_international_units_is_refused_with_the_reason():
    with pytest.raises(FormatError, match=r"differ by assay.*afp_ng_per_iu"):
        findings(laboratory(afp="340 IU/mL"))


def test_afp_in_international_units_is_taken_with_the_laboratorys_own_factor():
    settings = Settings(afp_ng_per_iu=1.21)
    found = facts(laboratory(afp="340 IU/mL"), settings=settings)["laboratory:afp"]

    assert found.numbers == {"value": 411.4}
    assert found.text == "AFP 340 IU/mL"
    assert found.unit == "ng/mL"


def test_afp_is_said_to_be_no_genomic_finding_and_no_screening_verdict():
    said = " ".join(scores(laboratory(afp="5 ng/mL"))["AFP"].caveats)

    assert "serum test" in said
    assert "hepatitis, pregnancy and other tumours" in said


def test_dcp_is_des_gamma_carboxy_prothrombin():
    from hccgenomics.clinical import dcp

    assert "prothrombin" in dcp.__doc__
    assert "eoxychol" not in dcp.__doc__


def test_dcp_in_nanograms_is_another_scale_without_a_cut_off():
    found = facts(laboratory(dcp="40 ng/mL"))

    assert "laboratory:dcp" not in found
    assert found["laboratory:dcp_wako"].numbers == {"value": 40.0}
    score = scores(laboratory(dcp="40 ng/mL"))["DCP (PIVKA-II)"]
    assert score.value is None
    assert score.grade is None
    assert "no cut-off is held" in score.why


def test_dcp_is_void_under_warfarin_and_doubted_in_jaundice():
    text = laboratory(dcp="400 mAU/mL", bilirubin="6 mg/dL")
    said = scores(f"{text}\n[liver]\nanticoagulant = 'warfarin'")["DCP (PIVKA-II)"].caveats

    assert "Warfarin is stated: DCP is void." in said
    assert any("Bilirubin is raised (6 mg/dL)" in caveat for caveat in said)


@pytest.mark.parametrize("dcp", ["40 mAU/mL", "2 ng/mL"])
def test_galad_is_not_worked_out_for_a_known_tumour(dcp):
    text = laboratory(afp="20 ng/mL", afp_l3="10 %", dcp=dcp)
    found = scores(text)["GALAD"]

    assert found.value is None
    assert "where one is known" in found.why
    assert ("in mAU/mL" in found.why) == dcp.endswith("mAU/mL")
    assert "laboratory:galad" not in facts(text)


def test_a_stated_galad_is_passed_on_as_stated():
    found = scores(laboratory(galad=-0.63))["GALAD"]

    assert found.value == -0.63
    assert found.why.startswith("Stated, not worked out")


def test_bclc_names_its_version_and_says_so_where_there_is_none():
    assert "version not stated" in scores("[stage]\nbclc = 'B'")["BCLC"].inputs[0]
    later = scores("[stage]\nbclc = 'B'\nbclc_version = '2026 BCLC-CUSE'")["BCLC"]
    assert "2026 BCLC-CUSE, which are not held here: not checked" in later.why
    assert later.method == ""


def test_scores_refine_and_do_not_set_the_stage():
    text = "[stage]\nbclc = 'B'\nbclc_version = '2022'"

    assert any("do not set it" in caveat for caveat in scores(text)["BCLC"].caveats)


def test_no_score_tells_how_long_a_patient_will_live():
    text = laboratory(bilirubin="60 umol/L", albumin="25 g/L", afp="5000 ng/mL", crp="4 mg/dL")
    for score in scores(text).values():
        said = " ".join((score.why, score.method, *score.caveats)).lower()
        assert "month" not in said
        assert "median" not in said
