"""A command nobody documented does not exist; a link that leads nowhere is a promise broken."""

from __future__ import annotations

import re

import click
import pytest

from hccgenomics import __version__
from hccgenomics.cli import COMMANDS, main
from hccgenomics.knowledge.builder.check import COMPLETE
from hccgenomics.knowledge.files import resource
from hccgenomics.vocabulary import Assembly
from tests.conftest import DATA, ROOT

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "resources").glob("*.md")]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_reference(name):
    assert f"## hccgenomics {name}\n" in (ROOT / "docs/cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name):
    command = main.get_command(click.Context(main), name)

    assert command is not None
    assert command.help


def test_every_option_of_report_is_in_the_reference():
    text = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    command = main.get_command(click.Context(main), "report")

    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert option in text, option


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


def test_every_fixture_says_where_it_comes_from():
    named = re.findall(r"^\| `([^`]+)` \|", (DATA / "README.md").read_text(encoding="utf-8"), re.M)
    files = {str(path.relative_to(DATA)) for path in DATA.rglob("*") if path.is_file()}

    assert sorted(named) == sorted(files - {"README.md"})


@pytest.mark.parametrize("assembly", Assembly)
def test_the_front_page_counts_the_genes_as_the_models_do(assembly, panels):
    models = panels[assembly]
    genes = [models.gene(symbol).select for symbol in models.symbols]
    whole = [gene for gene in genes if gene.grade in COMPLETE]
    filled = [gene for gene in whole if gene.grade_note]
    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())

    assert f"{len(genes)} genes are annotated" in text
    assert f"For {len(whole)} the coding sequence is complete" in text
    assert f"in {len(filled)} of them with a stretch" in text
    assert f"on the other {len(genes) - len(whole)} a change" in text


def test_every_resource_is_described_with_its_rows():
    text = (ROOT / "resources/README.md").read_text(encoding="utf-8")
    tables = sorted(resource("genes.tsv").parent.glob("*.tsv"))
    stated = dict(re.findall(r"^\| `(\w+\.tsv)` \| (\d+) \|", text, re.M))

    assert len(tables) == 29
    for table in tables:
        lines = table.read_text(encoding="utf-8").splitlines()
        rows = sum(not line.startswith("#") for line in lines) - 1
        assert f"`{table.name}`" in text
        assert int(stated.get(table.name, rows)) == rows, table.name
    assert len(stated) == 28


def test_the_citation_names_this_version():
    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_the_table_of_genes_is_the_generated_one():
    import importlib.util

    path = ROOT / "scripts" / "write_resources_page.py"
    spec = importlib.util.spec_from_file_location("write_resources_page", path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    text = (ROOT / "resources" / "README.md").read_text(encoding="utf-8")

    assert script.page(text) == text
    assert text.count("| NM_") == 138
