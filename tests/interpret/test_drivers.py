from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.interpret.drivers import RULES, flag, unjudged
from hccgenomics.interpret.reasons import COUNTS_MISSING
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.vocabulary import Assembly, Consequence, GeneRole, PromoterVerdict
from tests.builders_alterations import an_alteration
from tests.conftest import ROOT
from tests.interpret.cases import alteration as from_cell
from tests.truth import rows

BASE = load_knowledge()


def flagged(alteration, counts=BASE.counts):
    return flag(alteration, BASE.genes, BASE.hotspots, counts)


def is_driver(findings):
    votes = [finding.drives for finding in findings]
    return True in votes and False not in votes


@pytest.mark.parametrize("case", rows("drivers.tsv"))
def test_truth(case):
    alteration = from_cell(case["alteration"])
    if case["condition"]:
        effect = an_alteration(case["alteration"], **{case["condition"]: True}).effect
        alteration = an_alteration(case["alteration"], effects=(effect,))
    findings = flagged(alteration)

    assert " | ".join(finding.code for finding in findings) == case["findings"]
    assert is_driver(findings) is (case["driver"] == "yes")


@pytest.mark.parametrize("case", rows("drivers.tsv"))
def test_every_finding_is_a_sentence_about_its_alteration(case):
    for finding in flagged(from_cell(case["alteration"])):
        assert finding.why.endswith(".")
        assert not finding.why.endswith("..")
        assert len(finding.why) > 30


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TP53 p.R213Q", [("recurrence_not_evaluated", None)]),
        ("TP53 p.P72R", [("recurrence_not_evaluated", None)]),
        ("TP53 p.P153del", [("recurrence_not_evaluated", None)]),
        ("TP53 p.R249S", [("hotspot_codon", True)]),
        ("TP53 p.R213*", [("truncating", True)]),
        ("EEF1A1 p.T432S", [("artefact_prone", False)]),
        ("TP53 p.R249R", []),
    ],
)
def test_without_the_counts_the_rules_say_what_they_did_not_evaluate(text, expected):
    findings = flagged(an_alteration(text), counts=None)

    assert [(finding.code, finding.drives) for finding in findings] == expected
    if expected and expected[0][1] is None:
        assert findings[0].why == COUNTS_MISSING


def test_a_stop_that_escapes_decay_is_said_to():
    finding, *_ = flagged(an_alteration("ARID2 p.R500*", escapes_nmd=True))
    other, *_ = flagged(an_alteration("ARID2 p.R500*", escapes_nmd=False))
    unknown, *_ = flagged(an_alteration("ARID2 p.R500*", escapes_nmd=None))

    assert "nonsense-mediated decay is not expected" in finding.why
    assert "decay" not in other.why
    assert "decay" not in unknown.why


@pytest.mark.parametrize(
    ("name", "hgvs_p", "premature"),
    [
        ("p.R950*", "NP_1.1:p.Arg950Ter", True),
        ("p.R950fs", "NP_1.1:p.Arg950LysfsTer51", True),
        ("p.R950fs", "NP_1.1:p.Arg950LysfsTer52", False),
        ("p.R950fs", "NP_1.1:p.Arg950LysfsTer?", False),
        ("p.R950fs", None, False),
    ],
)
def test_a_late_stop_is_called_premature_only_within_the_protein(name, hgvs_p, premature):
    (finding,) = flagged(an_alteration(f"TP53 {name}", escapes_nmd=True, hgvs_p=hgvs_p))

    assert finding.code == "late_truncation"
    assert ("Premature stop" in finding.why) is premature
    assert ("beginning in the last tenth of the protein" in finding.why) is not premature
    assert "whether function is lost is not known" in finding.why


def test_a_splice_site_lost_beside_a_late_stop_is_loss_of_function():
    both = (Consequence.SPLICE_DONOR, Consequence.FRAMESHIFT)

    finding, *_ = flagged(an_alteration("TP53 p.R950fs", escapes_nmd=True, consequences=both))

    assert finding.drives is True


def test_panel_genes_no_table_speaks_of(panels):
    panel = panels[Assembly.GRCH38].symbols
    with_counts = set(unjudged(panel, BASE))
    without = set(unjudged(panel, replace(BASE, counts=None)))

    assert {"FGFR2", "NTRK1", "CHEK2", "MLH1", "DNMT3A"} <= with_counts
    assert without - with_counts == {"ERRFI1", "MAP2K1"}
    for gene in panel:
        codes = {f.code for f in flagged(an_alteration(f"{gene} p.R5*"))}
        assert ("not_judged" in codes) is (gene in with_counts), gene


def test_a_gene_of_both_roles_is_said_to_be_one():
    finding, *_ = flagged(an_alteration("SMARCA4 p.R5*"))

    assert "both as oncogene and as tumour suppressor" in finding.why


def test_a_passenger_role_is_called_disputed():
    finding, *_ = flagged(an_alteration("ALB p.K100fs"))

    assert "likely passenger" in finding.why
    assert "a driver role is disputed" in finding.why


def test_a_missing_protein_name_is_never_a_truncation():
    vague = an_alteration("ARID2 coding_sequence_variant")

    assert flagged(vague) == ()


def test_a_start_codon_that_is_rebuilt_is_not_lost():
    kept = an_alteration(
        "TP53 p.M1?", consequences=(Consequence.START_LOST, Consequence.START_RETAINED)
    )

    assert flagged(kept) == ()


def test_the_long_isoform_is_counted_as_mane_select_and_said_so():
    finding, *_ = flagged(from_cell("GNAS p.R844C@XLas"))

    assert "counts as p.R201C" in finding.why


texts = st.sampled_from([row.values[0]["alteration"] for row in rows("drivers.tsv")])


@given(texts)
def test_the_counts_never_take_a_driver_away(cell):
    alteration = from_cell(cell)

    assert is_driver(flagged(alteration)) >= is_driver(flagged(alteration, counts=None))


@given(st.sampled_from(sorted(BASE.genes)), st.integers(2, 990))
def test_a_silent_change_is_never_flagged(gene, residue):
    assert flagged(an_alteration(f"{gene} p.L{residue}L")) == ()


@given(st.sampled_from(sorted(BASE.genes)), st.integers(2, 890))
def test_a_stop_drives_in_tumour_suppressors_alone(gene, residue):
    role = BASE.genes[gene].role
    expected = role in {GeneRole.TUMOUR_SUPPRESSOR, GeneRole.BOTH}

    assert is_driver(flagged(an_alteration(f"{gene} p.L{residue}*"))) is expected


def test_every_rule_applies_somewhere_in_the_truth_table():
    alterations = [from_cell(row.values[0]["alteration"]) for row in rows("drivers.tsv")]
    from hccgenomics.interpret.drivers import Tables

    tables = Tables(BASE.genes, BASE.hotspots, BASE.counts)
    for rule in RULES:
        assert any(rule(alteration, tables) for alteration in alterations), rule.__name__


@pytest.mark.parametrize("verdict", PromoterVerdict)
def test_every_verdict_of_the_promoter_engine_has_a_finding(verdict):
    finding, *_ = flagged(an_alteration("TERT promoter c.-1C>T", verdict=verdict))

    assert finding.why == "A reason of the promoter engine."


VOTES = {
    "promoter_hotspot": True,
    "hotspot_codon": True,
    "inframe_hotspot": True,
    "activating_exon_loss": True,
    "recurrent_change": True,
    "truncating": True,
    "splice_null": True,
    "start_loss": True,
    "late_truncation": None,
    "recurrent_position": None,
    "recurrence_not_evaluated": None,
    "loss_in_oncogene": None,
    "splice_in_oncogene": None,
    "untranslated_splice": None,
    "haematopoietic_codon": None,
    "not_judged": None,
    "promoter_unknown": None,
    "benign_promoter": False,
    "likely_passenger": False,
    "artefact_prone": False,
}


def test_each_finding_votes_as_the_documentation_says():
    seen = {
        finding.code: finding.drives
        for row in rows("drivers.tsv")
        for counts in (BASE.counts, None)
        for finding in flagged(from_cell(row.values[0]["alteration"]), counts)
    }
    late = flagged(an_alteration("TP53 p.R950*", escapes_nmd=True))
    seen |= {finding.code: finding.drives for finding in late}

    assert seen == VOTES


@pytest.mark.parametrize("code", VOTES)
def test_each_finding_is_documented(code):
    page = (ROOT / "docs" / "knowledge.md").read_text(encoding="utf-8")
    section = page.partition("## Drivers")[2]
    line = next(line for line in section.splitlines() if f"`{code}`" in line)

    vote = {True: "| yes |", False: "| against |", None: "| remark |"}[VOTES[code]]
    assert vote in line
