"""Write ``resources/assemblies.tsv`` from a folder of collected facts.

    python scripts/build_assemblies.py ../shared/transcripts resources/assemblies.tsv

The facts name the sequences of an assembly as UCSC does, which is how we spell contigs.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from hccgenomics.knowledge.assemblies import COLUMNS, parse_assemblies


def table(facts: Path) -> str:
    """The table, checked by the parser that will read it."""
    found = json.loads((facts / "assemblies.json").read_text(encoding="utf-8"))
    rows = [list(COLUMNS)]
    for assembly in sorted(found):
        for one in found[assembly]["sequences"]:
            names = (one["refseq"], one["genbank"], one["refget"] or "")
            rows.append([assembly, one["ucsc"], str(one["length"]), *names])
    text = "".join("\t".join(row) + "\n" for row in rows)
    parse_assemblies(text, where="assemblies.tsv")
    return text


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(table(Path(sys.argv[1])), encoding="utf-8")
