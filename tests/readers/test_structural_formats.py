"""Every registered format of structural variants sits this exam; registering it enrols it."""

from __future__ import annotations

import tomllib

import pytest

from hccgenomics.readers import breakends
from hccgenomics.readers.breakends import ALIASES, CALLERS, TABLE_FORMATS, TABLES, VCF_FORMATS
from hccgenomics.readers.structural import StructuralRequest, read_structural
from tests.conftest import DATA, ROOT
from tests.structural_tables import adjacency_row, expected, facts_text, fusion_row

FOLDER = DATA / "sv"
FIXTURES = sorted(path for path in FOLDER.glob("*/*.*") if not path.name.endswith(".expected.tsv"))


OTHERS = DATA / "integrations"
"""Tables of viral integrations sit an exam of their own."""


def read(*paths, **more):
    return read_structural(StructuralRequest(tuple(paths), **more))


@pytest.fixture(params=FIXTURES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def fixture(request):
    return request.param


def _expected_of(fixture):
    names = (f"{fixture.stem}.expected.tsv", f"{fixture.stem}.fusions.expected.tsv")
    return [path for name in names if (path := fixture.with_name(name)).exists()]


def test_every_fixture_is_read_as_worked_out_by_hand(fixture):
    (file,) = read(fixture)
    assert file.facts.format == fixture.parent.name
    tables = _expected_of(fixture)
    assert tables
    wanted = {"adjacencies": [], "fusions": []}
    for path in tables:
        facts, rows = expected(path)
        assert facts_text(file) == facts
        wanted["fusions" if "five_prime" in (rows[0] if rows else {}) else "adjacencies"] += rows
    found = [
        {key: row[key] for key in wanted["adjacencies"][0]}
        for row in map(adjacency_row, file.adjacencies)
        if wanted["adjacencies"]
    ]
    assert found == wanted["adjacencies"]
    assert list(map(fusion_row, file.fusions)) == wanted["fusions"]


def test_every_registered_format_has_a_fixture_with_an_expected_table():
    enrolled = {path.parent.name for path in FIXTURES}
    enrolled |= {path.name for path in OTHERS.iterdir()}
    assert enrolled >= {*VCF_FORMATS, *TABLE_FORMATS}


@pytest.mark.parametrize("name", [*CALLERS, *TABLES])
def test_a_format_is_named_as_its_module_and_documented(name):
    form = CALLERS[name] if name in CALLERS else TABLES[name]
    assert form.name == name
    assert form.title
    assert form.documentation
    assert form.quirk.endswith((".", "…"))


def test_every_format_is_under_the_contract_that_none_leans_on_another():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    kept = {module for one in contracts["contracts"] for module in one.get("modules", ())}
    registered = {entry.module or name for name, entry in {**VCF_FORMATS, **TABLE_FORMATS}.items()}
    package = breakends.__name__
    assert {name for name in kept if name.startswith(package)} == {
        f"{package}.{module}" for module in registered
    }


def test_names_are_no_names_of_two_formats():
    names = {*VCF_FORMATS, *TABLE_FORMATS}
    assert len(names) == len(VCF_FORMATS) + len(TABLE_FORMATS)
    assert set(ALIASES.values()) <= names
    assert not names & set(ALIASES)


@pytest.mark.parametrize("alias", ALIASES)
def test_every_other_name_is_taken(alias, tmp_path):
    name = ALIASES[alias]
    folder = FOLDER / name if (FOLDER / name).exists() else OTHERS / name
    path = next(path for path in sorted(folder.iterdir()) if "expected" not in path.name)
    (file,) = read(path, format=alias.upper())
    assert file.facts.format == name


def test_a_named_format_reads_what_recognition_reads(fixture):
    (named,), (recognised,) = read(fixture, format=fixture.parent.name), read(fixture)
    for part in ("facts", "adjacencies", "fusions", "tally", "build"):
        assert getattr(named, part) == getattr(recognised, part)


def test_one_format_alone_recognises_a_fixture(fixture):
    """No table is taken by whoever comes first in the registry."""
    from hccgenomics.readers.breakends.table import heading_of
    from hccgenomics.readers.header import parse_header

    lines = iter(fixture.read_bytes().splitlines())
    if fixture.suffix == ".vcf":
        header = parse_header(lines)
        told = {name for name in CALLERS if CALLERS[name].recognises(header)}
        assert told - {"manta"} <= {fixture.parent.name} or told == {fixture.parent.name}
        return
    heading, _ = heading_of(lines)
    told = {name for name in TABLES if TABLES[name].recognises(heading)}
    assert fixture.parent.name in told
    assert told <= {fixture.parent.name, "bedpe", "fusion", "integration_table"}
