"""Write the table of criteria into docs/oncogenicity.md, from the code that evaluates them.

python scripts/write_oncogenicity_page.py
"""

from __future__ import annotations

import re
from pathlib import Path

from hccgenomics.interpret.oncogenicity import CRITERIA
from hccgenomics.interpret.oncogenicity.points import EXCLUDED_BY, POINTS

PAGE = Path(__file__).parent.parent / "docs" / "oncogenicity.md"
TABLE = re.compile(r"<!-- criteria -->\n.*?<!-- end of criteria -->\n", re.DOTALL)
HOW = {
    "OVS1": "roles of `genes.tsv`; consequence; decay; `oncogenicity_escaped_decay_points`",
    "OS1": "rows `classified_by_the_standard` of `functional_evidence.tsv`",
    "OS2": "verified, well-established studies of `functional_evidence.tsv`",
    "OS3": "`hotspot_counts.tsv` (cancerhotspots.org v3, ODbL 1.0)",
    "OM1": "verified rows of `domains.tsv`, missense and in-frame changes",
    "OM2": "roles of `genes.tsv`; consequence",
    "OM3": "`hotspot_counts.tsv`",
    "OM4": "established changes (below), Grantham's distance; `oncogenicity_distance_tolerance`",
    "OP1": "not evaluated: no predictor is used",
    "OP2": "not evaluated: a judgement left to the reader",
    "OP3": "`hotspot_counts.tsv`",
    "OP4": "`--population`; `oncogenicity_rare_population_af`",
    "SBVS1": "`--population`",
    "SBS1": "`--population`",
    "SBS2": "verified, well-established studies of `functional_evidence.tsv`",
    "SBP1": "not evaluated: no predictor is used",
    "SBP2": "not evaluated for synonymous changes: neither splicing nor conservation is predicted",
}


def table() -> str:
    """The table, one criterion a row, as Markdown."""
    lines = [
        "| code | points | asks | evaluated here by | not beside | source |",
        "|---|---|---|---|---|---|",
    ]
    for code, points in POINTS.items():
        asks = (CRITERIA[code].__doc__ or "").splitlines()[0].partition(": ")[2].rstrip(".")
        others = ", ".join(sorted(EXCLUDED_BY.get(code, ()), key=list(POINTS).index))
        source = f"Horak 2022, table {3 if points < 0 else 2}"
        lines.append(f"| {code} | {points:+d} | {asks} | {HOW[code]} | {others} | {source} |")
    return "\n".join(lines)


def page(text: str) -> str:
    """The page with its table as the code has it."""
    return TABLE.sub(lambda _: f"<!-- criteria -->\n{table()}\n<!-- end of criteria -->\n", text)


def main() -> None:
    """Rewrite the page in place."""
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
