"""Microsatellites and mutational burden, as stated."""

from __future__ import annotations

import pytest

from hccgenomics.interpret.large_parts import LookedAt
from hccgenomics.interpret.markers import read_markers
from hccgenomics.interpret.stated_parts import TERMS
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.markers import load_markers
from hccgenomics.vocabulary import MarkerState
from tests.interpret.fact_cases import stated_facts

COMPONENTS = [row for row in load_markers()[0] if row.component_class == "signature"]
BASE = load_knowledge()


def states(facts):
    found = read_markers(
        COMPONENTS, [], {}, frozenset(), looked=LookedAt(facts=tuple(stated_facts(facts)))
    )
    return {part.component.gene: part for marker in found for part in marker.components}


@pytest.mark.parametrize(
    ("facts", "gene", "state"),
    [
        ("", "MSI", "not_assayed"),
        ("", "TMB", "not_assayed"),
        ("signature MSI=MSI-H", "MSI", "present"),
        ("signature MMR=deficient", "MSI", "present"),
        ("signature MSI=MSS", "MSI", "absent"),
        ("signature MMR=proficient", "MSI", "absent"),
        ("signature MSI=MSI-H; signature MMR=proficient", "MSI", "present"),
        ("signature MSI=MSS", "TMB", "not_assayed"),
        ("signature TMB=10 mutations/Mb", "TMB", "present"),
        ("signature TMB=9.99 mutations/Mb", "TMB", "absent"),
        ("signature TMB=12 per genome", "TMB", "no_call"),
        ("laboratory afp=500 ng/mL", "MSI", "not_assayed"),
    ],
)
def test_what_is_stated_settles_the_part(facts, gene, state):
    assert states(facts)[gene].state is MarkerState(state)


def test_the_statement_and_the_cut_off_are_said():
    found = states("signature TMB=4 mutations/Mb")["TMB"]

    assert "TMB=4 mutations/Mb" in found.why
    assert (found.limit.value, found.limit.unit) == (10, "mutations/Mb")


def test_the_terms_are_those_of_the_rows():
    rows = {row.id: row for row in BASE.biomarkers}

    assert set(TERMS["MSI"]) <= set(rows["MSI-01"].any_of)
    assert set(TERMS["TMB"]) <= set(rows["TMB-01"].any_of)
