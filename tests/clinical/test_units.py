"""Units: mandatory, converted, refused where they cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.clinical.units import accepted, measured, spelling_key
from hccgenomics.errors import FormatError, TableError
from hccgenomics.knowledge.lists import load_facts
from hccgenomics.knowledge.units import PLAUSIBLE_COLUMNS, UNIT_COLUMNS, load_units
from hccgenomics.model.clinical import Observation
from hccgenomics.vocabulary import FactKind
from tests.clinical.stated import facts, findings, laboratory
from tests.truth import rows

TABLES = load_units()
FACTS, _ = load_facts()
CONVERTED = [
    (subject, row)
    for subject, units in TABLES.units.items()
    for row in units
    if row.factor is not None and not row.becomes
]


@pytest.mark.parametrize("row", rows("units.tsv"))
def test_stated_values(row):
    stated = row["stated"] if " " in row["stated"] or row["value"] else float(row["stated"])
    text = laboratory(**{row["subject"]: stated})
    if not row["value"]:
        with pytest.raises(FormatError, match=row["unit"]):
            findings(text)
        return
    fact = next(iter(facts(text).values()))

    assert fact.numbers == {"value": float(row["value"])}
    assert fact.unit == row["unit"]


@pytest.mark.parametrize("subject", [s for s in TABLES.units if s != "signature"])
def test_the_first_unit_is_that_of_the_facts(subject):
    first = TABLES.units[subject][0]

    assert first.factor == 1
    assert first.unit == FACTS[subject].unit


@pytest.mark.parametrize(
    "subject", [n for n, row in FACTS.items() if row.kind is FactKind.LABORATORY and row.unit]
)
def test_every_laboratory_value_has_units(subject):
    assert accepted(subject, TABLES)


@pytest.mark.parametrize(("subject", "row"), CONVERTED, ids=lambda x: getattr(x, "unit", x))
@given(value=st.floats(0.001, 1e6))
def test_there_and_back(subject, row, value):
    found = measured(subject, Observation(value=value, unit=row.unit), TABLES)

    assert found.value / row.factor == pytest.approx(value)
    assert found.stated == value


@pytest.mark.parametrize(("subject", "row"), CONVERTED, ids=lambda x: getattr(x, "unit", x))
def test_every_spelling_is_read(subject, row):
    for spelled in (row.unit, *row.spellings, row.unit.upper(), row.unit.replace("u", "µ", 1)):
        if "µ" in spelled and not row.unit.startswith("u"):
            continue
        found = measured(subject, Observation(value=1.0, unit=spelled), TABLES)
        assert found.stated_unit == row.unit, spelled


def test_no_two_units_of_a_subject_share_a_spelling():
    for subject, units in TABLES.units.items():
        seen = {}
        for row in units:
            for spelled in {spelling_key(name) for name in (row.unit, *row.spellings)}:
                assert seen.setdefault(spelled, row.unit) == row.unit, f"{subject}: {spelled}"


def test_a_value_keeps_the_unit_it_was_stated_in():
    fact = facts(laboratory(bilirubin="1.1 mg/dL"))["laboratory:bilirubin"]

    assert fact.text == "Bilirubin 1.1 mg/dL"
    assert fact.numbers == {"value": 18.81}


def test_a_refusal_lists_the_units_there_are():
    with pytest.raises(FormatError, match=r"umol/L, mg/dL"):
        findings(laboratory(bilirubin="17 g/dL"))


def test_a_row_has_a_factor_or_a_refusal(tmp_path):
    table = tmp_path / "units.tsv"
    cells = ["afp", "ng/mL", "", "", "", "", "us", "verified"]
    table.write_text("\t".join(UNIT_COLUMNS) + "\n" + "\t".join(cells) + "\n")

    with pytest.raises(TableError, match="line 2: column factor"):
        load_units(table)


def test_a_value_on_another_scale_becomes_a_subject_with_units(tmp_path):
    table = tmp_path / "units.tsv"
    cells = ["dcp", "ng/mL", "", "1", "dcp_elsewhere", "", "us", "verified"]
    table.write_text("\t".join(UNIT_COLUMNS) + "\n" + "\t".join(cells) + "\n")

    with pytest.raises(TableError, match="line 2: column becomes"):
        load_units(table)


def test_bounds_of_plausible_values_are_numbers(tmp_path):
    table = tmp_path / "plausible.tsv"
    table.write_text("\t".join(PLAUSIBLE_COLUMNS) + "\nafp\tlow\t1\tus\n")

    with pytest.raises(TableError, match="line 2: column low"):
        load_units(None, table)


def test_plausible_values_are_of_subjects_that_can_be_stated():
    assert set(TABLES.plausible) <= set(FACTS)
    assert all(row.low < row.high for row in TABLES.plausible.values())
