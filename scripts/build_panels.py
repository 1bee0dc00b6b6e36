"""Write the published gene lists of panels into ``resources/panels.tsv``.

    python scripts/build_panels.py gene-panels.json resources/panels.tsv

``gene-panels.json`` is cBioPortal datahub's ``.circleci/portalinfo/gene-panels.json``, commit
165bd77. Of each panel that the table has, the genes are written anew; the other columns are curated
by hand and stay as they are. A panel that no list is published of (``*``: every coding gene) is
left alone. The same inputs give the same bytes.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from hccgenomics.knowledge.files import digest
from hccgenomics.knowledge.panels import COLUMNS, EVERY
from hccgenomics.knowledge.tables import SEPARATOR

LISTS_SHA256 = "sha256:371493e41b0d187005c94cf3b36f19b73cd04af1ec5e2700ad003cd25c7f256c"
"""Of the input."""


def genes_by_panel(path: Path) -> dict[str, tuple[str, ...]]:
    """The gene symbols of every published list, in alphabetical order."""
    if digest(path) != LISTS_SHA256:
        sys.exit(f"{path} is not the file of commit 165bd77: its SHA-256 is {digest(path)}.")
    lists = json.loads(path.read_text(encoding="utf-8"))
    return {
        one["genePanelId"]: tuple(sorted({gene["hugoGeneSymbol"] for gene in one["genes"]}))
        for one in lists
    }


def main(lists: Path, table: Path) -> None:
    """Rewrite the genes of the table."""
    published = genes_by_panel(lists)
    with table.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    lines = ["\t".join(COLUMNS)]
    for row in rows:
        if row["genes"] != EVERY:
            row["genes"] = SEPARATOR.join(published[row["panel"]])
        lines.append("\t".join(row[column] for column in COLUMNS))
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
