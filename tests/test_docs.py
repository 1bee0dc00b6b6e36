"""A command nobody documented does not exist; a link that leads nowhere is a promise broken."""

from __future__ import annotations

import re

import click
import pytest

from hccgenomics.cli import COMMANDS, main
from tests.conftest import ROOT

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
