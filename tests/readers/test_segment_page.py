"""docs/copy-number-formats.md lists what is registered, in the registry's words: --regenerate."""

from __future__ import annotations

from collections import Counter

from hccgenomics.readers.segments import ALIASES, FORMATS
from hccgenomics.vocabulary import DialectTier
from tests.conftest import ROOT
from tests.truth import rows

PAGE = ROOT / "docs/copy-number-formats.md"
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->\n"
TIERS = {DialectTier.EXACT: "exact", DialectTier.UNTESTED: "untested on real output"}
HEAD = (
    "| `--cnv-format` | Format | Tier | Files | Bases are counted | What is read | "
    "What cannot be told | Real files compared |\n"
    "|---|---|---|---|---|---|---|---|\n"
)


def _names(name) -> str:
    """The name, and what else it may be called."""
    others = [f"`{other}`" for other, own in ALIASES.items() if own == name]
    return f"`{name}`" + (f" (also {', '.join(others)})" if others else "")


def _row(name, files) -> str:
    known = FORMATS[name]
    cells = (
        _names(name),
        f"[{known.title}]({known.url})",
        TIERS[known.tier],
        "; ".join(known.reads),
        known.counts,
        known.states,
        known.untold,
        str(files[name] or "-"),
    )
    escaped = " | ".join(cell.replace("<", "\\<") for cell in cells)
    return f"| {escaped} |\n"


def _table() -> str:
    files = Counter(param.values[0]["format"] for param in rows("copy_number_real.tsv"))
    tiers = Counter(TIERS[known.tier] for known in FORMATS.values())
    said = ", ".join(f"{tiers[word]} are *{word}*" for word in TIERS.values())
    return f"Of {len(FORMATS)} formats {said}.\n\n{HEAD}" + "".join(
        _row(name, files) for name in FORMATS
    )


def test_the_table_is_the_registry(request):
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    if request.config.getoption("--regenerate"):
        PAGE.write_text(f"{before}{BEGIN}{_table()}{END}{after}", encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == f"{before}{BEGIN}{_table()}{END}{after}"


def test_an_exact_format_was_held_against_real_files():
    seen = {param.values[0]["format"] for param in rows("copy_number_real.tsv")}
    exact = {name for name, known in FORMATS.items() if known.tier is DialectTier.EXACT}

    assert exact - seen <= {"gistic", "vcf"}
