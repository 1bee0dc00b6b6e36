"""Write the per-gene table of ``resources/README.md`` from the provenance of the transcripts.

    python scripts/write_resources_page.py

The page is for people, the table for programs; a test holds them together.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "resources" / "README.md"
PROVENANCE: Final = ROOT / "resources" / "transcripts" / "provenance.tsv"
PROTEINS: Final = PROVENANCE.with_name("proteins.tsv")
MARK: Final = ", and the protein"
OPENS: Final = "<!-- per gene: written by scripts/write_resources_page.py -->"
CLOSES: Final = "<!-- end of per gene -->"


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t"))


def table() -> str:
    """One row for each transcript: its grade on both assemblies, source and terms."""
    rows, proteins = read(PROVENANCE), {row["transcript"] for row in read(PROTEINS)}
    lines = [
        "| gene | transcript | known | GRCh37 | GRCh38 | source | terms, as far as they were "
        "read |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        cells = (
            row["gene"],
            row["refseq"],
            f"{row['known']} of {row['coding_bases']}" + MARK * (row["transcript"] in proteins),
            row["grade_GRCh37"],
            row["grade_GRCh38"],
            row["source"],
            row["terms"],
        )
        lines.append("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")
    return "\n".join(lines)


def page(text: str) -> str:
    """The page with its table renewed."""
    before, _, rest = text.partition(OPENS)
    _, _, after = rest.partition(CLOSES)
    return f"{before}{OPENS}\n{table()}\n{CLOSES}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
