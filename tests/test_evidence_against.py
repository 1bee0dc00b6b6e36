"""What speaks against a claim stands beside it, from whichever row it comes."""

from __future__ import annotations

import pytest

from hccgenomics.interpret.answered import Known
from hccgenomics.interpret.found import Found
from hccgenomics.interpret.match import match
from hccgenomics.model.observation import Fact
from hccgenomics.pipeline.hypotheses import Shown, hypotheses_of
from hccgenomics.vocabulary import Disease, FactKind, Specimen
from tests.interpret.fact_cases import stated_facts
from tests.interpret.large_cases import any_alterations
from tests.interpret.whole_cases import BASE

PEMIGATINIB = Fact(
    id="clinical:prior_therapy",
    kind=FactKind.CLINICAL,
    subject="prior_therapy",
    text="Prior therapy pemigatinib",
    words=("pemigatinib", "FGFR inhibitor"),
)


def hypotheses(cell, *facts, disease=Disease.CHOLANGIOCARCINOMA, changed=None):
    rows = [(changed or {}).get(row.id, row) for row in BASE.biomarkers]
    alterations = any_alterations(cell)
    found = Found(
        alterations,
        specimen=Specimen.TISSUE,
        disease=disease,
        hotspots=BASE.hotspots,
        facts=facts,
    )
    made = hypotheses_of(match(found, rows), alterations, disease, Shown(BASE.trials, None))
    return {one.biomarker_id: one for one in made}


def ids(documents):
    return [one.biomarker_id for one in documents]


def test_a_gatekeeper_speaks_against_the_fusion_it_lies_beside():
    made = hypotheses("FGFR2::BICC1 fusion in_frame | FGFR2 p.N549K", PEMIGATINIB)

    assert ids(made["FGFR2-01"].evidence) == ["FGFR2-01"]
    assert ids(made["FGFR2-01"].evidence_against) == ["FGFR2-02"]
    assert ids(made["FGFR2-02"].evidence) == ["FGFR2-02"]
    assert ids(made["FGFR2-02"].evidence_against) == []


@pytest.mark.parametrize("facts", [(), (PEMIGATINIB,)])
def test_a_row_that_is_not_met_speaks_against_nothing(facts):
    assert (
        ids(hypotheses("FGFR2::BICC1 fusion in_frame", *facts)["FGFR2-01"].evidence_against) == []
    )


def test_a_row_that_says_so_itself_is_against_whatever_its_direction():
    rows = {row.id: row for row in BASE.biomarkers}
    says = rows["IDH-01"].model_copy(update={"qualifies": ("IDH-02",)})
    made = hypotheses("IDH1 p.R132C", disease=Disease.HCC, changed={"IDH-01": says})

    assert ids(made["IDH-02"].evidence) == ["IDH-02"]
    assert ids(made["IDH-02"].evidence_against) == ["IDH-01"]


def test_a_hypothesis_asks_only_for_what_nobody_has_answered():
    row = next(row for row in BASE.biomarkers if row.id == "AFP-01")
    stated = stated_facts("laboratory afp=412 ng/mL; clinical child_pugh=A")
    shown = Shown(BASE.trials, None, Known(stated, tests=BASE.tests))

    assert "Child-Pugh" in Shown(BASE.trials).open_tests(row)
    assert "Child-Pugh" not in shown.open_tests(row)
