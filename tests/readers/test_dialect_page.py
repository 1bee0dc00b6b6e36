"""docs/dialects.md lists what is registered, in the registry's words: --regenerate writes it."""

from __future__ import annotations

import csv
from collections import Counter

from hccgenomics.readers.dialects import DIALECTS
from tests.conftest import DATA, ROOT
from tests.truth import rows

PAGE = ROOT / "docs/dialects.md"
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->\n"
HEAD = (
    "| `--caller` | Caller | Tier | Looks for | To know | Says of origin | Real files compared |\n"
    "|---|---|---|---|---|---|---|\n"
)


def _tags(name) -> str:
    """What the fixtures pin down of the caller's own judgement."""
    found = set()
    for path in sorted((DATA / "vcf" / name).glob("*.expected.tsv")):
        with path.open(newline="") as handle:
            found |= {row.get("tag", "-") for row in csv.DictReader(handle, delimiter="\t")}
    fields = sorted({tag.partition("(")[2].rstrip(")") for tag in found - {"-"}})
    return ", ".join(f"`{field}`" for field in fields) or "-"


def _row(name, files) -> str:
    dialect = DIALECTS[name]
    cells = (
        f"`{name}`",
        f"[{dialect.title}]({dialect.documentation})",
        dialect.tier.value,
        dialect.scope.value,
        dialect.quirk.replace("|", "\\|"),
        _tags(name),
        str(files[name] or "-"),
    )
    return f"| {' | '.join(cells)} |\n"


def _table() -> str:
    files = Counter(param.values[0]["caller"] for param in rows("callers.tsv"))
    return HEAD + "".join(_row(name, files) for name in DIALECTS)


def test_the_table_is_the_registry(request):
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    if request.config.getoption("--regenerate"):
        PAGE.write_text(f"{before}{BEGIN}{_table()}{END}{after}", encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == f"{before}{BEGIN}{_table()}{END}{after}"


def test_the_numbers_of_the_page_are_those_of_the_registry():
    tiers = Counter(dialect.tier.value for dialect in DIALECTS.values())
    text = PAGE.read_text(encoding="utf-8")

    assert f"{tiers['exact']} of them are *exact*" in text
    assert f"{tiers['untested']} are *untested*" in text
