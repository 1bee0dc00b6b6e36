"""Oncogenicity by points: the published figures, each criterion both ways, and whole cases."""

from __future__ import annotations

import importlib.util
import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.interpret.oncogenicity import CRITERIA, OncogenicityQuestion, oncogenicity_of
from hccgenomics.interpret.oncogenicity import wording as words
from hccgenomics.interpret.oncogenicity.classify import not_of_sequence
from hccgenomics.interpret.oncogenicity.counts import level
from hccgenomics.interpret.oncogenicity.distance import AS_PRINTED, PROPERTIES, grantham
from hccgenomics.interpret.oncogenicity.points import EXCLUDED_BY, POINTS, class_of
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.alteration import Finding
from hccgenomics.model.curated import GeneRow, HotspotCount
from hccgenomics.model.functional import CriticalDomain, FunctionalEvidence
from hccgenomics.model.population import PopulationRecord
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.vocabulary import (
    Assembly,
    Consequence,
    GeneRole,
    OncogenicityClass,
    Origin,
    PopulationState,
    Verification,
)
from tests.builders_alterations import an_alteration, an_effect
from tests.conftest import ROOT
from tests.forbidden import phrases_in
from tests.interpret.cases import alteration as from_cell
from tests.knowledge.proteins import translations
from tests.population import packed, population_text
from tests.truth import rows

BASE = load_knowledge()
FILE = "population.vcf.gz"
EXAMPLE = ROOT / "resources" / "example" / "hcc-example.vcf"
QUESTION = OncogenicityQuestion.of(BASE, Settings())
STATES = {
    "absent": PopulationState.NOT_IN_FILE,
    "nothing_nearby": PopulationState.NOTHING_NEARBY,
    "not_looked_up": PopulationState.NOT_LOOKED_UP,
    "no_contig": PopulationState.NO_CONTIG,
}
ASKED_OF_PEOPLE = {"OP4", "SBVS1", "SBS1"}
NEVER_EVALUATED = {"OP1", "OP2", "SBP1"}


def a_record(cell: str, **changes) -> PopulationRecord:
    if cell in STATES:
        return PopulationRecord(STATES[cell])
    said = {"af": float(cell), "af_field": "AF", "popmax": None, "alleles": 150_000}
    return PopulationRecord(PopulationState.FOUND, **(said | changes))


def judged(text: str, population: str = "", question: OncogenicityQuestion = QUESTION):
    alteration = from_cell(text)
    if population:
        alteration = replace(alteration, population=a_record(population))
        question = replace(question, population_file=FILE, remembered={})
    return oncogenicity_of(alteration, question)


def counted(found) -> set[str]:
    return {criterion.code for criterion in found.criteria if criterion.fired}


def criterion(found, code: str):
    (one,) = [c for c in found.criteria if c.code == code]
    return one


def a_question(**changes) -> OncogenicityQuestion:
    """Tables of the test's own; GENE is an oncogene, SUPP a suppressor."""
    genes = {
        gene: GeneRow(
            gene=gene,
            role=role,
            mechanism="m",
            pathway="p",
            source="s",
            verification=Verification.VERIFIED,
        )
        for gene, role in (
            ("GENE", GeneRole.ONCOGENE),
            ("SUPP", GeneRole.TUMOUR_SUPPRESSOR),
            ("BOTH", GeneRole.BOTH),
            ("PASS", GeneRole.PASSENGER),
        )
    }
    empty = {"counts": {}, "functional": {}, "domains": {}}
    said = {"genes": genes, "hotspots": BASE.hotspots, "settings": Settings()} | empty
    return OncogenicityQuestion(**(said | changes))


def a_count(*by_change: str, kind="missense", start=100, end=100, ref="R") -> HotspotCount:
    total = sum(int(item.rpartition(":")[2]) for item in by_change)
    return HotspotCount(
        gene="GENE",
        start=start,
        end=end,
        ref=ref,
        kind=kind,
        tumours=total,
        liver_tumours=1,
        biliary_tumours=0,
        by_change=by_change,
    )


def a_study(event: str = "p.R100S", **changes) -> FunctionalEvidence:
    said = {
        "gene": "GENE",
        "event": event,
        "effect": "oncogenic",
        "basis": "functional_study",
        "strength": "well_established",
        "assay": "an assay",
        "finding": "a finding",
        "citation": "A Study 2020",
        "verification": "verified",
    }
    return FunctionalEvidence(**(said | changes))


def a_domain(start=90, end=110, verification="verified") -> CriticalDomain:
    return CriticalDomain(
        gene="GENE",
        start_ref="A",
        start=start,
        end_ref="A",
        end=end,
        name="a domain",
        why="of which something is known",
        source="A Study 2020",
        verification=verification,
    )


# The published figures


@pytest.mark.parametrize("case", rows("oncogenicity_points.tsv"))
def test_points_and_classes_of_worked_examples(case):
    points = sum(POINTS[code] for code in case["codes"].split(" | "))

    assert points == int(case["points"])
    assert class_of(points) == case["class"]


@pytest.mark.parametrize("case", rows("oncogenicity_points.tsv"))
def test_one_frequency_counted_once_changes_no_class(case):
    codes = set(case["codes"].split(" | "))
    if "SBVS1" in codes:
        codes -= {"SBS1"}

    assert class_of(sum(POINTS[code] for code in codes)) == case["class"]


def test_the_worked_examples_are_those_of_the_standard():
    cases = rows("oncogenicity_points.tsv")

    assert len(cases) == 94
    assert len({case.id.split()[0] for case in cases}) == 11  # ten genes, and MAP2K1


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (40, "oncogenic"),
        (10, "oncogenic"),
        (9, "likely_oncogenic"),
        (6, "likely_oncogenic"),
        (5, "uncertain_significance"),
        (0, "uncertain_significance"),
        (-1, "likely_benign"),
        (-6, "likely_benign"),
        (-7, "benign"),
        (-40, "benign"),
    ],
)
def test_the_published_cut_points(points, expected):
    assert class_of(points) == expected


def test_the_published_points():
    worth = {8: "OVS1", 4: "OS", 2: "OM", 1: "OP", -8: "SBVS1", -1: "SBP"}

    assert len(POINTS) == 17
    assert set(CRITERIA) == set(POINTS)
    for code, points in POINTS.items():
        if points == -4:
            assert code in {"SBS1", "SBS2"}
        else:
            assert code.startswith(worth[points])


@given(st.integers(-60, 60), st.integers(-60, 60))
def test_more_points_never_mean_a_more_benign_class(one, other):
    order = list(reversed(OncogenicityClass))
    low, high = sorted((one, other))

    assert order.index(class_of(low)) <= order.index(class_of(high))


# Whole cases


def _question_of(case) -> OncogenicityQuestion:
    return replace(QUESTION, counts=None, remembered={}) if case["counts"] == "no" else QUESTION


@pytest.mark.parametrize("case", rows("oncogenicity.tsv"))
def test_truth(case):
    found = judged(case["alteration"], case["population"], _question_of(case))

    assert counted(found) == set(filter(None, case["counted"].strip().split(" | ")))
    assert found.verdict == case["class"]


@pytest.mark.parametrize("case", rows("oncogenicity.tsv"))
def test_every_criterion_is_answered_once_with_a_sentence(case):
    found = judged(case["alteration"], case["population"], _question_of(case))

    assert [c.code for c in found.criteria] == list(POINTS)
    for one in found.criteria:
        assert one.why.endswith(".")
        assert not one.why.endswith("..")
        assert one.why[0].isupper() or one.why.startswith("p.")
        assert phrases_in(one.why) == []
        assert one.evaluated or not one.fired
    assert phrases_in(found.why) == []


@pytest.mark.parametrize("case", rows("oncogenicity.tsv"))
def test_the_class_depends_on_the_sum_alone(case):
    found = judged(case["alteration"], case["population"], _question_of(case))

    assert found.points == sum(c.points for c in found.criteria if c.fired)
    assert found.verdict is class_of(found.points)


@pytest.mark.parametrize("case", rows("oncogenicity.tsv"))
def test_what_the_standard_does_not_combine_is_not_combined(case):
    codes = counted(judged(case["alteration"], case["population"], _question_of(case)))

    for code, others in EXCLUDED_BY.items():
        assert code not in codes or not others & codes


@pytest.mark.parametrize("case", rows("oncogenicity.tsv"))
def test_taking_data_away_makes_nothing_benign(case):
    """Without a population file, counts, studies and domains no sum is below nought."""
    bare = replace(QUESTION, counts=None, functional={}, domains={}, remembered={})
    found = judged(case["alteration"], "", bare)

    assert found.points >= 0
    assert {c.code for c in found.criteria if not c.evaluated} >= ASKED_OF_PEOPLE | NEVER_EVALUATED


@pytest.mark.parametrize("case", rows("oncogenicity.tsv"))
@pytest.mark.parametrize("lacking", ["counts", "functional", "domains", "genes"])
def test_a_missing_table_never_adds_a_point_against(case, lacking):
    empty = {"counts": None, "functional": {}, "domains": {}, "genes": {}}
    less = replace(QUESTION, remembered={}, **{lacking: empty[lacking]})
    before = judged(case["alteration"], case["population"])
    after = judged(case["alteration"], case["population"], less)

    against = {code for code in POINTS if code.startswith("SB")}
    assert counted(after) & against <= counted(before) & against


@pytest.mark.parametrize("case", rows("oncogenicity.tsv"))
def test_it_is_a_function_of_the_alteration_and_the_tables(case):
    fresh = replace(QUESTION, remembered={})

    assert judged(case["alteration"], case["population"], fresh) == judged(
        case["alteration"], case["population"], replace(QUESTION, remembered={})
    )
    once, twice = (judged(case["alteration"], question=fresh) for _ in range(2))
    assert once == twice


# OVS1


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("SUPP p.R100*", 8),
        ("SUPP p.R100fs", 8),
        ("SUPP c.300+1G>A", 8),
        ("SUPP c.301-2A>G", 8),
        ("SUPP p.M1?", 8),
        ("BOTH p.R100*", 8),
        ("SUPP p.R900*@escapes", 4),
        ("SUPP p.R901*@escapes", None),
        ("SUPP p.R901*", 8),
        ("SUPP c.-29+1G>A", None),
        ("SUPP p.R100S", None),
        ("SUPP p.R100del", None),
        ("GENE p.R100*", None),
        ("PASS p.R100*", None),
    ],
)
def test_a_null_variant_counts_in_suppressors_unless_little_is_lost(text, points):
    found = criterion(judged(text, question=a_question()), "OVS1")

    assert found.evaluated
    assert (found.points if found.fired else None) == points


def test_a_null_variant_in_a_gene_of_unknown_role_is_not_evaluated():
    found = criterion(judged("OTHER p.R100*", question=a_question()), "OVS1")

    assert (found.fired, found.evaluated) == (False, False)
    assert "does not say what OTHER does" in found.why


@pytest.mark.parametrize(("points", "fired"), [(0, False), (1, True), (8, True)])
def test_the_strength_where_decay_is_escaped_is_a_setting(points, fired):
    settings = Settings(oncogenicity_escaped_decay_points=points)
    found = criterion(
        judged("SUPP p.R500*@escapes", question=a_question(settings=settings)), "OVS1"
    )

    assert found.fired is fired
    assert not fired or found.points == points
    assert "nonsense-mediated decay" in found.why


def test_both_roles_are_said():
    assert (
        "both as oncogene" in criterion(judged("BOTH p.R100*", question=a_question()), "OVS1").why
    )


def test_a_rebuilt_stop_or_start_is_no_null_variant():
    terms = (Consequence.START_LOST, Consequence.START_RETAINED)
    effect = an_effect("SUPP", "start_lost", consequences=terms)
    found = oncogenicity_of(an_alteration("SUPP start_lost", effects=(effect,)), a_question())

    assert "OVS1" not in counted(found)


# OS3, OM3, OP3


@pytest.mark.parametrize(
    ("same", "others", "expected"),
    [
        (10, 40, "OS3"),
        (10, 39, "OM3"),
        (9, 41, "OP3"),
        (9, 0, "OP3"),
        (0, 1000, "OP3"),
        (50, 0, "OS3"),
        (49, 0, "OM3"),
    ],
)
def test_counts_from_both_sides_of_fifty_and_ten(same, others, expected):
    items = [f"S:{same}"] if same else []
    items += [f"K:{others}"] if others else []
    question = a_question(counts={"GENE": (a_count(*items),)})
    codes = counted(judged("GENE p.R100S", question=question))

    assert codes & {"OS3", "OM3", "OP3"} == {expected}
    assert level(same, same + others) == expected


def test_stops_and_silent_changes_do_not_make_a_hotspot():
    """The standard warns of hotspots that truncating changes make."""
    question = a_question(counts={"GENE": (a_count("S:12", "*:90", "R:30"),)})

    assert counted(judged("GENE p.R100S", question=question)) == {"OM3"}


def test_a_residue_the_installed_counts_do_not_hold_is_not_evaluated():
    question = a_question(counts={"GENE": (a_count("S:60"),)})
    found = judged("GENE p.R101S", question=question)

    assert [criterion(found, code).evaluated for code in ("OS3", "OM3", "OP3")] == [False] * 3
    assert "does not tell" in criterion(found, "OS3").why


def test_without_the_table_of_counts_nothing_is_guessed():
    found = judged("GENE p.R100S", question=a_question(counts=None))

    assert {criterion(found, code).why for code in ("OS3", "OM3", "OP3")} == {words.NO_COUNTS}
    assert not any(criterion(found, code).evaluated for code in ("OS3", "OM3", "OP3"))


@pytest.mark.parametrize(
    ("count", "expected"), [("R100_A102del:10", "OM3"), ("R100_A102del:9", "OP3")]
)
def test_in_frame_changes_are_counted_by_name_within_their_cluster(count, expected):
    row = a_count(count, "L99del:1", kind="inframe", start=95, end=105, ref="")
    codes = counted(judged("GENE p.R100_A102del", question=a_question(counts={"GENE": (row,)})))

    assert codes == {"OM2", expected}


def test_the_attribution_of_the_open_database_stands_in_the_reason():
    assert "ODbL 1.0" in criterion(judged("TP53 p.R249S"), "OS3").why


def test_null_variants_are_not_held_against_the_counts():
    question = a_question(counts={"SUPP": (a_count("*:90"),)})
    found = criterion(judged("SUPP p.R100*", question=question), "OS3")

    assert (found.fired, found.evaluated) == (False, True)


# OS1, OS2, OM4, SBS2


CLASSED = a_study(basis="classified_by_the_standard", citation="ClinVar")


def with_rows(*studies, counts=(), **changes) -> OncogenicityQuestion:
    functional = {"GENE": studies}
    return a_question(functional=functional, counts={"GENE": counts}, **changes)


@pytest.mark.parametrize(
    ("changes", "fired"),
    [
        ({}, True),
        ({"strength": "limited"}, False),
        ({"verification": "partly_verified"}, False),
        ({"verification": "unverified"}, False),
        ({"event": "p.R100K"}, False),
        ({"event": "codon R100-R102 missense"}, True),
        ({"effect": "no_oncogenic_effect"}, False),
        ({"basis": "classified_by_the_standard"}, False),
    ],
)
def test_only_well_established_studies_that_were_seen_count(changes, fired):
    found = criterion(judged("GENE p.R100S", question=with_rows(a_study(**changes))), "OS2")

    assert found.fired is fired
    assert found.evaluated


@pytest.mark.parametrize("changes", [{"strength": "limited"}, {"verification": "unverified"}])
def test_studies_that_are_not_counted_are_listed(changes):
    found = criterion(judged("GENE p.R100S", question=with_rows(a_study(**changes))), "OS2")

    assert "A Study 2020" in found.why
    assert next(iter(changes.values())).replace("_", " ") in found.why


def test_a_study_that_shows_no_effect_counts_against():
    found = judged("GENE p.R100S", question=with_rows(a_study(effect="no_oncogenic_effect")))

    assert counted(found) == {"SBS2"}
    assert found.verdict is OncogenicityClass.LIKELY_BENIGN


def test_studies_that_differ_count_neither_way():
    question = with_rows(a_study(), a_study(effect="no_oncogenic_effect", citation="Another 2021"))
    found = judged("GENE p.R100S", question=question)

    assert counted(found) == set()
    assert "Another 2021" in criterion(found, "OS2").why


def test_a_change_classified_before_counts_where_nothing_more_direct_does():
    assert counted(judged("GENE p.R100S", question=with_rows(CLASSED))) == {"OS1"}
    assert "ClinVar" in criterion(judged("GENE p.R100S", question=with_rows(CLASSED)), "OS1").why


def test_another_letter_at_the_residue_is_not_the_same_change():
    assert "OS1" not in counted(judged("GENE p.R100K", question=with_rows(CLASSED)))


@pytest.mark.parametrize(
    ("studies", "counts", "expected"),
    [
        ((CLASSED, a_study()), (), {"OS2"}),
        ((CLASSED,), (a_count("S:50"),), {"OS3"}),
        ((CLASSED, a_study()), (a_count("S:50"),), {"OS2", "OS3"}),
        ((CLASSED,), (a_count("S:49"),), {"OS1", "OM3"}),
    ],
)
def test_an_earlier_class_is_not_counted_beside_what_it_rests_on(studies, counts, expected):
    question = with_rows(*studies, counts=counts)
    found = judged("GENE p.R100S", question=question)

    assert counted(found) == expected
    assert "OS1" in expected or "Not counted beside" in criterion(found, "OS1").why


@pytest.mark.parametrize(
    ("alt", "fired"),
    [("K", False), ("W", True), ("S", True), ("G", True), ("H", False)],
)
def test_another_change_of_an_established_residue_must_differ_as_much(alt, fired):
    """R to Q is 43 by Grantham, R to S 109; the tolerance is ten."""
    question = with_rows(a_study("p.R100Q", basis="classified_by_the_standard"))
    found = criterion(judged(f"GENE p.R100{alt}", question=question), "OM4")

    assert found.fired is (grantham("R", alt) + 10 >= grantham("R", "Q"))
    assert found.fired is fired


@pytest.mark.parametrize(("tolerance", "fired"), [(16, False), (17, True)])
def test_the_tolerance_of_the_distance_is_a_setting(tolerance, fired):
    settings = Settings(oncogenicity_distance_tolerance=tolerance)
    question = with_rows(CLASSED_Q, settings=settings)

    assert grantham("R", "Q") - grantham("R", "K") == 17
    assert ("OM4" in counted(judged("GENE p.R100K", question=question))) is fired


CLASSED_Q = a_study("p.R100Q", basis="classified_by_the_standard")


@pytest.mark.parametrize(
    ("studies", "counts", "established"),
    [
        ((a_study("p.R100Q"),), (a_count("Q:50"),), True),
        ((a_study("p.R100Q"),), (a_count("Q:49"),), False),
        ((a_study("p.R100Q", strength="limited"),), (a_count("Q:50"),), False),
        ((), (a_count("Q:50"),), False),
        ((a_study("p.R100Q"),), (), False),
    ],
)
def test_a_change_is_established_by_studies_and_counts_together(studies, counts, established):
    question = with_rows(*studies, counts=counts)

    assert (("GENE", 100) in question.established) is established


def test_a_change_does_not_establish_itself():
    question = with_rows(CLASSED_Q)

    assert "OM4" not in counted(judged("GENE p.R100Q", question=question))


def test_the_distances_are_those_that_were_printed():
    """The matrix of Grantham 1974, some of its pairs."""
    printed = {"LI": 5, "CW": 215, "DE": 45, "RK": 26, "FY": 22, "GS": 56, "VA": 64, "RH": 29}

    for (one, other), distance in printed.items():
        assert abs(grantham(one, other) - distance) <= 1
        assert grantham(one, other) == grantham(other, one)
    assert grantham("D", "W") == AS_PRINTED[frozenset("DW")]
    assert len(PROPERTIES) == 20


# OM1, OM2


@pytest.mark.parametrize(
    ("text", "fired"),
    [
        ("GENE p.R90S", True),
        ("GENE p.R110S", True),
        ("GENE p.R89S", False),
        ("GENE p.R111S", False),
        ("GENE p.R108_R112del", True),
        ("GENE p.R100*", False),
        ("GENE p.R100R", False),
    ],
)
def test_a_domain_counts_from_its_first_residue_to_its_last(text, fired):
    question = a_question(domains={"GENE": (a_domain(),)})

    assert criterion(judged(text, question=question), "OM1").fired is fired


@pytest.mark.parametrize("status", ["unverified", "partly_verified"])
def test_a_domain_nobody_saw_in_its_source_is_named_and_not_counted(status):
    question = a_question(domains={"GENE": (a_domain(verification=status),)})
    found = criterion(judged("GENE p.R100S", question=question), "OM1")

    assert (found.fired, found.evaluated) == (False, True)
    assert "not yet verified" in found.why


def test_a_gene_without_a_domain_in_the_table_is_not_evaluated():
    assert not criterion(judged("GENE p.R100S", question=a_question()), "OM1").evaluated


def test_a_domain_is_not_counted_beside_the_counts():
    question = a_question(domains={"GENE": (a_domain(),)}, counts={"GENE": (a_count("S:60"),)})
    found = judged("GENE p.R100S", question=question)

    assert counted(found) == {"OS3"}
    assert "Not counted beside OS3" in criterion(found, "OM1").why


def test_a_domain_goes_before_the_smaller_hotspot_and_the_other_change():
    question = with_rows(CLASSED_Q, counts=(a_count("S:20"),), domains={"GENE": (a_domain(),)})

    assert counted(judged("GENE p.R100S", question=question)) == {"OM1"}


def test_the_other_change_goes_before_the_smaller_hotspot():
    question = with_rows(CLASSED_Q, counts=(a_count("S:20"),))

    assert counted(judged("GENE p.R100S", question=question)) == {"OM4"}


@pytest.mark.parametrize(
    ("text", "fired"),
    [
        ("GENE p.R100del", True),
        ("GENE p.R100_A101insGG", True),
        ("GENE p.R100dup", True),
        ("SUPP p.R100del", True),
        ("BOTH p.R100del", True),
        ("PASS p.R100del", False),
        ("GENE p.R100_R101delinsKS", False),
        ("GENE p.R100S", False),
        ("SUPP stop_lost", True),
        ("BOTH stop_lost", True),
        ("GENE stop_lost", False),
        ("GENE inframe_deletion", True),
    ],
)
def test_a_change_of_length_counts_in_cancer_genes(text, fired):
    found = criterion(judged(text, question=a_question()), "OM2")

    assert found.fired is fired
    assert found.evaluated


def test_a_change_of_length_in_a_gene_of_unknown_role_is_not_evaluated():
    assert not criterion(judged("OTHER p.R100del", question=a_question()), "OM2").evaluated


# OP4, SBVS1, SBS1


@pytest.mark.parametrize(
    ("af", "expected"),
    [
        ("0", {"OP4"}),
        ("0.0001", {"OP4"}),
        ("0.000101", set()),
        ("0.01", set()),
        ("0.0101", {"SBS1"}),
        ("0.05", {"SBS1"}),
        ("0.0501", {"SBVS1"}),
        ("1", {"SBVS1"}),
    ],
)
def test_frequencies_from_both_sides(af, expected):
    assert counted(judged("XPO1 p.A10T", af)) == expected


def test_the_highest_of_all_groups_is_what_counts():
    record = a_record("0.001", popmax=0.06, popmax_field="AF_popmax")
    alteration = replace(from_cell("XPO1 p.A10T"), population=record)
    found = oncogenicity_of(alteration, replace(QUESTION, population_file=FILE))

    assert counted(found) == {"SBVS1"}
    assert "AF_popmax" in criterion(found, "SBVS1").why


@pytest.mark.parametrize("state", ["nothing_nearby", "not_looked_up", "no_contig"])
def test_absence_needs_evidence_that_the_file_covers_the_place(state):
    found = judged("XPO1 p.A10T", state)

    assert counted(found) == set()
    assert not any(criterion(found, code).evaluated for code in ASKED_OF_PEOPLE)


def test_absence_where_the_file_covers_the_place_counts():
    found = judged("XPO1 p.A10T", "absent")

    assert counted(found) == {"OP4"}
    assert all(criterion(found, code).evaluated for code in ASKED_OF_PEOPLE)


def test_without_a_population_file_nothing_is_said_of_people():
    found = judged("XPO1 p.A10T")

    for code in ASKED_OF_PEOPLE:
        assert criterion(found, code).why == "No population file was given."
        assert not criterion(found, code).evaluated


@pytest.mark.parametrize(
    "changes",
    [
        {"filters": ("AC0",)},
        {"alleles": 40, "af": 0.05},
        {"af": None, "popmax": None},
    ],
)
def test_a_frequency_that_cannot_be_relied_on_is_not_evaluated(changes):
    record = a_record("0.06", **changes)
    alteration = replace(from_cell("XPO1 p.A10T"), population=record)
    found = oncogenicity_of(alteration, replace(QUESTION, population_file=FILE))

    assert not any(criterion(found, code).evaluated for code in ASKED_OF_PEOPLE)


def test_how_rare_is_extremely_rare_is_a_setting():
    strict = OncogenicityQuestion.of(BASE, Settings(oncogenicity_rare_population_af=0.00001))

    assert counted(judged("XPO1 p.A10T", "0.00005", strict)) == set()
    assert counted(judged("XPO1 p.A10T", "0.00005")) == {"OP4"}


# What is never evaluated, and what does not apply


@pytest.mark.parametrize("code", sorted(NEVER_EVALUATED))
def test_what_nothing_here_can_answer_says_so(code):
    found = criterion(judged("TP53 p.R249S"), code)

    assert (found.fired, found.evaluated) == (False, False)


def test_a_synonymous_change_is_not_called_benign_without_splicing_and_conservation():
    found = judged("TP53 p.R249R", "absent")

    assert not criterion(found, "SBP2").evaluated
    assert "splice predictor" in criterion(found, "SBP2").why
    assert found.verdict is OncogenicityClass.UNCERTAIN


def test_a_promoter_allele_meets_no_criterion_of_the_protein():
    found = judged("TERT promoter c.-124C>T")

    for code in ("OS1", "OS3", "OM1", "OM3", "OM4", "OP3"):
        assert criterion(found, code).why == words.OF_THE_PROMOTER
        assert criterion(found, code).evaluated


def test_a_protein_that_is_not_known_is_not_judged():
    found = judged("TP53 coding_sequence_variant")
    lacking = {c.code for c in found.criteria if not c.evaluated}

    assert {"OVS1", "OS1", "OS3", "OM1", "OM2", "OM3", "OM4", "OP3", "SBP2"} <= lacking


def test_alterations_that_are_no_sequence_variants_have_no_class():
    found = not_of_sequence()

    assert (found.verdict, found.points, found.criteria) == (None, None, ())
    assert "sequence variants" in found.why


# The sentence of the sum


def test_the_sum_names_what_was_counted_and_what_was_left_open():
    found = judged("TP53 p.R249S")

    assert found.why.startswith("8 points (OS2 +4, OS3 +4): likely oncogenic (6 to 9).")
    assert "6 of 17 criteria could not be evaluated" in found.why


@pytest.mark.parametrize(
    ("text", "drives", "known"),
    [
        ("TERT promoter c.-124C>T", True, words.FLAGGED_ALL_THE_SAME),
        ("TP53 p.R249S", True, ""),
        ("TP53 p.R249S", None, words.NOT_FLAGGED),
        ("XPO1 p.A10T", None, ""),
    ],
)
def test_a_reader_sees_where_driver_and_class_differ(text, drives, known):
    finding = Finding("a_rule", drives=drives, why="A reason.")
    found = oncogenicity_of(replace(from_cell(text), findings=(finding,)), QUESTION)
    said = [s for s in (words.FLAGGED_ALL_THE_SAME, words.NOT_FLAGGED) if s in found.why]

    assert said == ([known] if known else [])


def test_what_could_add_points_is_named_beside_a_driver_that_falls_short():
    finding = Finding("promoter_hotspot", drives=True, why="A reason.")
    alteration = replace(from_cell("TERT promoter c.-124C>T"), findings=(finding,))
    asked = replace(alteration, population=a_record("absent"))

    assert "able to add points: OP1, OP2, OP4." in oncogenicity_of(alteration, QUESTION).why
    assert "able to add points: OP1, OP2." in oncogenicity_of(asked, QUESTION).why


def test_a_likely_germline_variant_is_told_from_what_the_standard_is_for():
    germline = replace(from_cell("TP53 p.R249S"), origin=Origin.LIKELY_GERMLINE)

    assert words.LIKELY_GERMLINE in oncogenicity_of(germline, QUESTION).why
    assert words.LIKELY_GERMLINE not in judged("TP53 p.R249S").why


# The curated tables


@pytest.fixture(scope="module")
def translated(panels):
    return translations(panels[Assembly.GRCH38])


STUDIES = [row for found in BASE.functional.values() for row in found]
DOMAINS = [row for found in BASE.domains.values() for row in found]


@pytest.mark.parametrize("row", STUDIES, ids=lambda row: f"{row.gene} {row.event} {row.basis}")
def test_every_counted_study_fires_for_the_change_it_names(row):
    if row.term.start is not None and "inframe" not in row.event:
        term = row.term
        alts = term.changes or tuple("KE" if term.refs[0] != "K" else "TE")
        texts = [f"{row.gene} p.{term.refs[0]}{term.start}{alt}" for alt in alts]
        texts = [text for text in texts if text[-1] != term.refs[0]]
    elif "promoter" in row.event:
        texts = [f"{row.gene} {row.event}"]
    elif row.term.exon is not None:
        texts = [f"{row.gene} c.3028+1G>A@ex{row.term.exon}"]
    else:
        texts = [f"{row.gene} p.{row.term.refs[0]}{row.term.start}_A{row.term.end}del"]
    code = "OS2" if row.effect == "oncogenic" else "SBS2"
    for text in texts:
        fired = code in counted(judged(text))
        assert fired or not (row.is_counted and row.is_study)


def test_a_counted_study_names_where_it_can_be_read():
    for row in STUDIES:
        if row.is_counted and row.is_study:
            assert row.doi or row.pmid or row.pmc or any(c.isdigit() for c in row.citation)
        assert phrases_in(f"{row.finding} {row.assay} {row.note}") == []


def test_residues_are_those_of_the_protein(translated):
    for row in STUDIES:
        protein = translated.get(row.gene, "")
        for residue, letter in zip((row.term.start, row.term.end), row.term.refs, strict=False):
            assert protein[residue - 1] == letter, row.event
    for row in DOMAINS:
        protein = translated[row.gene]
        assert (protein[row.start - 1], protein[row.end - 1]) == (row.start_ref, row.end_ref)


def test_the_motifs_spell_what_they_are_called(translated):
    protein = translated["NFE2L2"]

    assert (protein[28:31], protein[78:82]) == ("DLG", "ETGE")


def test_every_alteration_of_a_pair_of_criteria_is_excluded_either_way():
    for code, others in EXCLUDED_BY.items():
        assert code not in others
        assert others <= set(POINTS)


def test_ten_thousand_distinct_alterations_share_their_reasons():
    """Criteria that do not apply are one object for all alterations they do not apply to."""
    first, second = (judged(f"XPO1 p.A{residue}T") for residue in (10, 11))
    shared = [a is b for a, b in zip(first.criteria, second.criteria, strict=True)]

    assert all(itertools.compress(shared, (not c.fired for c in first.criteria)))


def test_the_page_has_the_table_of_the_code():
    path = ROOT / "scripts" / "write_oncogenicity_page.py"
    spec = importlib.util.spec_from_file_location("write_oncogenicity_page", path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    text = (ROOT / "docs" / "oncogenicity.md").read_text(encoding="utf-8")

    assert script.page(text) == text
    assert all(f"| {code} | {points:+d} |" in text for code, points in POINTS.items())


# A whole report


@pytest.fixture(scope="module")
def published():
    request = ReportRequest((str(EXAMPLE),), settings=Settings())
    return make_report(request)


def test_every_small_variant_of_a_report_is_classified(published):
    for alteration in published.alterations:
        found = alteration.oncogenicity
        assert found.verdict is class_of(found.points)
        assert [c.code for c in found.criteria] == list(POINTS)
    classes = {a.gene: a.oncogenicity.verdict for a in published.alterations}
    assert classes["TP53"] == "likely_oncogenic"
    assert classes["TERT"] == "uncertain_significance"


def test_a_report_says_where_driver_and_class_differ(published):
    (tert,) = [a for a in published.alterations if a.gene == "TERT"]

    assert tert.driver
    assert words.FLAGGED_ALL_THE_SAME in tert.oncogenicity.why


def test_a_population_file_settles_the_criteria_that_ask_for_one(tmp_path):
    near = ("chr5", 1295120, "C", "T", "PASS", "AF=0.2;AN=150000;AF_grpmax=0.3")
    common = ("chr5", 112839510, "G", "C", "PASS", "AF=0.004;AN=150000;AF_grpmax=0.02")
    population = packed(population_text([near, common]), tmp_path)
    request = ReportRequest((str(EXAMPLE),), settings=Settings(), population=population)
    found = {a.gene: a.oncogenicity for a in make_report(request).alterations}

    assert {c.code for c in found["TERT"].criteria if c.fired} == {"OS2", "OP4"}
    assert found["TERT"].points == 5
    assert {c.code for c in found["APC"].criteria if c.fired} == {"SBS1"}
    assert found["APC"].verdict == "likely_benign"
    assert "AF_grpmax" in criterion(found["APC"], "SBS1").why
    assert not criterion(found["TP53"], "OP4").evaluated


@pytest.mark.parametrize("gene", ["GENE", "XPO1", "TERT", "CTNNB1"])
def test_what_is_remembered_of_one_change_is_not_said_of_another(gene):
    texts = [
        *(f"{gene} p.R{residue}{alt}" for residue in (100, 101) for alt in "SK"),
        f"{gene} p.R100del",
        f"{gene} inframe_deletion",
        f"{gene} p.R100_R101delinsKS",
        f"{gene} p.R100*",
        f"{gene} p.R100R",
        f"{gene} coding_sequence_variant",
    ]
    if gene == "TERT":
        texts += ["TERT promoter c.-124C>T", "TERT promoter c.-300G>A"]
    shared = replace(QUESTION, remembered={})

    for text in (*texts, *reversed(texts)):
        fresh = replace(QUESTION, remembered={})
        assert judged(text, question=shared) == judged(text, question=fresh)
