from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hccgenomics.interpret.found import Found
from hccgenomics.interpret.match import explain, match
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.vocabulary import (
    Disease,
    DiseaseMatch,
    Implication,
    Specificity,
    Specimen,
    Verification,
)
from tests.builders_alterations import an_alteration
from tests.interpret.cases import alterations
from tests.interpret.large_cases import any_alteration, known_copies
from tests.interpret.whole_cases import fact_of, items
from tests.truth import rows

BASE = load_knowledge()
ROWS = {row.id: row for row in BASE.biomarkers}


def matches(found, specimen=Specimen.TISSUE, disease=Disease.HCC):
    given = Found(found, specimen=specimen, disease=disease, hotspots=BASE.hotspots)
    return match(given, BASE.biomarkers)


def ids(*args, **kwargs):
    return {m.biomarker.id for m in matches(*args, **kwargs)}


@pytest.mark.parametrize("case", rows("matching.tsv"))
def test_truth(case):
    found = ids(alterations(case["alterations"]), case["specimen"], Disease(case["disease"]))
    expected = set(filter(None, case["matched"].split(" | ")))
    unexpected = set(filter(None, case["not_matched"].split(" | ")))

    assert expected | unexpected <= set(ROWS), "the truth table names a row that does not exist"
    assert expected - found == set()
    assert unexpected & found == set()


def test_the_truth_table_is_large_enough():
    assert len(rows("matching.tsv")) >= 60


def test_every_match_says_why_and_names_its_alterations():
    for found in matches([an_alteration("TP53 p.R249S"), an_alteration("CTNNB1 p.S45P")]):
        assert found.why.endswith(".")
        assert found.alterations


def test_the_most_exact_row_comes_first_and_all_are_kept():
    found = matches([an_alteration("KRAS p.G12C")])

    assert [(m.biomarker.id, m.specificity) for m in found] == [
        ("RAS-02", Specificity.EXACT),
        ("RAS-01", Specificity.CODON),
    ]
    assert found[0].why == "KRAS p.G12C equals the row's p.G12C."


def test_the_evidence_of_another_disease_is_called_so():
    of = {m.biomarker.id: m.disease_match for m in matches([an_alteration("IDH1 p.R132C")])}
    agnostic = matches([an_alteration("BRAF p.V600E")])
    same = matches([an_alteration("IDH1 p.R132C")], disease=Disease.CHOLANGIOCARCINOMA)

    assert of["IDH-02"] is DiseaseMatch.EXTRAPOLATED
    assert of["IDH-01"] is DiseaseMatch.SAME
    assert [m.disease_match for m in agnostic] == [DiseaseMatch.AGNOSTIC]
    assert [m.disease_match for m in same] == [DiseaseMatch.SAME]


def test_what_was_not_seen_is_not_called_absent():
    found = {m.biomarker.id: m for m in matches([an_alteration("CDKN2A p.R80*")])}

    assert "no proof of absence: RB1 loss of function" in found["CDK-01"].why


def test_two_changes_are_not_said_to_be_on_two_alleles():
    two = {m.biomarker.id: m for m in matches(alterations("BRCA2 p.Q5* | BRCA2 p.K100fs"))}
    three = matches(alterations("BRCA2 p.Q5* | BRCA2 p.K100fs | BRCA2 p.R7*"))
    one = matches(alterations("AXIN1 p.Q190*"))

    sentence = "whether they lie on different alleles is not known"
    assert f"; two changes; {sentence}." in two["HRD-01"].why
    assert [f"3 changes; {sentence}" in m.why for m in three] == [True]
    assert not any(sentence in m.why for m in one)


def test_a_row_from_memory_is_never_met():
    unverified = [r.id for r in BASE.biomarkers if r.verification is Verification.UNVERIFIED]
    given = alterations("RB1 p.R5* | RB1 p.R7* | TP53 p.R5* | TP53 p.R7* | PTEN p.R5*")

    assert unverified
    for specimen in Specimen:
        assert not ids(given, specimen) & set(unverified)


def test_a_condition_on_the_fraction_is_said():
    low = an_alteration("TP53 p.R248Q", vaf=0.021)
    found = {m.biomarker.id: m.why for m in matches([low], Specimen.PLASMA)}

    assert "at an allele fraction of 0.021, below 0.1" in found["TP53-05"]
    assert "fraction" not in found["CHIP-01"]


def test_no_printed_row_sends_the_reader_to_a_row_that_is_not_printed():
    for row in BASE.biomarkers:
        texts = (row.statement, row.figures, *row.caveats, row.conflicts, row.regulatory_note)
        for text in texts:
            assert not [other for other in ROWS if other in text], (row.id, text)


def test_a_recurrent_change_found_by_the_counts_is_a_hotspot_for_the_rows():
    from dataclasses import replace

    from hccgenomics.interpret.drivers import flag

    alteration = an_alteration("TP53 p.R213Q")
    findings = flag(alteration, BASE.genes, BASE.hotspots, BASE.counts)

    assert "TP53-01" not in ids([alteration])
    assert "TP53-01" in ids([replace(alteration, findings=findings)])


texts = st.sampled_from(
    [row.values[0]["alterations"] for row in rows("matching.tsv") if row.values[0]["matched"]]
)


@given(st.lists(texts, max_size=5))
def test_order_of_alterations_changes_neither_rows_nor_their_order(cells):
    found = [alteration for cell in cells for alteration in alterations(cell)]
    forwards = matches(found)
    backwards = matches(found[::-1])

    assert forwards == backwards
    assert list(forwards) == sorted(
        forwards, key=lambda m: (list(Specificity).index(m.specificity), m.biomarker.id)
    )


@given(st.lists(texts, max_size=5))
def test_only_given_alterations_are_named(cells):
    found = [alteration for cell in cells for alteration in alterations(cell)]
    named = {id_ for m in matches(found) for id_ in m.alterations}

    assert named <= {alteration.id for alteration in found}


def test_nothing_given_nothing_matched():
    assert matches([]) == ()


def test_no_regimen_is_among_the_rows_that_are_matched():
    assert not {row.id for row in BASE.regimens} & set(ROWS)
    assert all(row.implication is not Implication.REGIMEN for row in BASE.biomarkers)


def test_a_row_without_terms_is_met_by_nothing_and_says_so():
    bare = ROWS["TP53-02"].model_copy(update={"any_of": ()})
    found = an_alteration("TP53 p.R249S")

    given = Found([found], specimen=Specimen.TISSUE, disease=Disease.HCC)
    assert match(given, [bare]) == ()
    assert explain(found, bare) == "TP53-02 is not about an alteration."


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        ("TP53 p.R249M", "TP53-02", "is missense_variant; the row asks for c.747G>T"),
        ("CTNNB1 p.S60L", "CTNNB1-01", "lies elsewhere; the row asks for codons D32-S37"),
        ("NTRK1 p.R5H", "NTRK-01", "asks for NTRK1 fusion, which no small variant can show"),
        ("TSC2 p.R5H", "TSC-01", "is missense_variant; the row asks for loss of function"),
        ("BRCA2 p.Q5*", "HRD-01", "one hit is not both alleles"),
        ("KRAS p.G12C", "TP53-02", "speaks of TP53, not of KRAS"),
        ("NFE2L2 p.E79*", "NFE2L2-01", "touches the same codons, but as stop_gained"),
        ("TERT promoter c.-125C>T", "TERTp-01", "promoter variant of unknown significance"),
        ("TP53 p.R249S", "TP53-02", "equals the row's c.747G>T"),
        ("TP53 c.-29+1G>A", "TP53-01", "is splice_donor_variant, but of an untranslated part"),
        ("TP53 p.P72R", "TP53-05", "asks for a fraction below 0.1, and it is 0.3"),
    ],
)
def test_explain_says_what_is_missing(text, row, expected):
    sentence = explain(an_alteration(text), ROWS[row], BASE.hotspots)

    assert sentence.startswith(f"{row}")
    assert sentence.endswith(".")
    assert expected in sentence


def test_explain_agrees_with_match_on_every_row_of_one_term():
    given = [a for row in rows("matching.tsv") for a in alterations(row.values[0]["alterations"])]
    single = [
        row
        for row in BASE.biomarkers
        if len(row.any_of) == 1 and not row.all_of and not row.none_of
        and "both_alleles" not in row.any_of[0]
    ]  # fmt: skip
    for alteration in given[:40]:
        for specimen in Specimen:
            found = ids([alteration], specimen)
            for row in single:
                if row.id in found:
                    assert "the row asks for" not in explain(alteration, row, BASE.hotspots)


CASES = [case.values[0] for case in rows("judgements.tsv")]
whole_cases = st.lists(st.sampled_from(CASES), min_size=1, max_size=4)


def of_cases(cases):
    found = [one for case in cases for one in map(any_alteration, items(_plain(case)))]
    facts = [fact_of(item) for case in cases for item in items(case["facts"])]
    return list({one.id: one for one in found}.values()), facts


def _plain(case):
    return case["alterations"].replace("@arm", "")


def asked(found, facts, cases):
    given = Found(
        found,
        specimen=Specimen(cases[0]["specimen"]),
        disease=Disease(cases[0]["disease"]),
        hotspots=BASE.hotspots,
        copies=known_copies(cases[0]["copies"]),
        facts=facts,
    )
    return match(given, BASE.biomarkers)


@settings(max_examples=60, deadline=None)
@given(whole_cases, st.randoms())
def test_order_of_alterations_and_facts_changes_nothing_at_all(cases, random):
    found, facts = of_cases(cases)
    first = asked(found, facts, cases)
    random.shuffle(found)
    random.shuffle(facts)

    assert asked(found, facts, cases) == first


@settings(max_examples=60, deadline=None)
@given(whole_cases)
def test_matching_again_gives_the_same_and_names_only_what_was_given(cases):
    found, facts = of_cases(cases)
    first = asked(found, facts, cases)

    assert asked(tuple(found), tuple(facts), cases) == first
    for one in first:
        assert set(one.alterations) <= {each.id for each in found}
        assert set(one.facts) <= {fact.id for fact in facts}
        assert len(set(one.alterations)) == len(one.alterations)
        assert set(one.outranked_by) <= {other.biomarker.id for other in first}


@settings(max_examples=60, deadline=None)
@given(whole_cases, st.sampled_from(CASES))
def test_more_findings_take_no_row_away_but_one_that_excludes_them(cases, more):
    found, facts = of_cases(cases)
    added, told = of_cases([more])
    before = {one.biomarker.id for one in asked(found, facts, cases)}
    after = {one.biomarker.id for one in asked([*found, *added], [*facts, *told], cases)}
    excluding = {id_ for id_, row in ROWS.items() if row.none_of}

    assert before - after <= excluding


@settings(max_examples=40, deadline=None)
@given(whole_cases)
def test_a_finding_in_a_gene_of_no_row_changes_no_match(cases):
    found, facts = of_cases(cases)
    unrelated = [an_alteration("ZZZ3 p.R5*"), an_alteration("ZZZ3 p.A7T")]

    assert asked([*unrelated, *found], facts, cases) == asked(found, facts, cases)
