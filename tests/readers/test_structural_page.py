"""docs/structural-formats.md lists what is registered, in the registry's words."""

from __future__ import annotations

import pytest

from hccgenomics.readers.breakends import ALIASES, CALLERS, TABLES
from tests.conftest import ROOT

PAGE = ROOT / "docs/structural-formats.md"
HEAD = "| `--sv-format` | Tool | Kind | Tier | To know |\n|---|---|---|---|---|\n"


def _link(form) -> str:
    target = form.documentation.removeprefix("docs/")
    return f"[{form.title}]({target})" if "structural-formats" not in target else form.title


def _table() -> str:
    lines = [
        f"| `{name}` | {_link(form)} | {kind} | {form.tier.value} | {form.quirk} |\n"
        for registry, kind in ((CALLERS, "VCF"), (TABLES, "table"))
        for name, form in registry.items()
    ]
    return HEAD + "".join(lines)


def _names() -> str:
    others: dict[str, list[str]] = {}
    for alias, name in ALIASES.items():
        others.setdefault(name, []).append(f"`{alias}`")
    return "".join(f"- {', '.join(names)} for `{name}`\n" for name, names in others.items())


@pytest.mark.parametrize(("mark", "made"), [("table", _table), ("names", _names)])
def test_the_page_lists_the_registry(mark, made, request):
    begin, end = f"<!-- {mark}: begin -->\n", f"<!-- {mark}: end -->\n"
    before, rest = PAGE.read_text(encoding="utf-8").split(begin)
    _, after = rest.split(end)
    if request.config.getoption("--regenerate"):
        PAGE.write_text(f"{before}{begin}{made()}{end}{after}", encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == f"{before}{begin}{made()}{end}{after}"
