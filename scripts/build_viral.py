"""Write ``resources/viral/`` from FASTA or GenBank files of viral genomes.

    python scripts/build_viral.py resources/viral HBV=HBV_refgenomes.fasta AAV2:324=aav2.fa

Each argument is a virus and a file; ``AAV2:324=`` says that the file is a part of the genome, and
begins at its base 324. HBV is circular. Of every sequence the accession and, where the name ends
in one (``_C-D``), the genotype are taken from the name. The same input gives the same bytes.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from hccgenomics.knowledge.sequence import BASES, pack
from hccgenomics.knowledge.viral import BASES_FILE, COLUMNS, GENOMES, load_viral_genomes

CIRCULAR = frozenset({"HBV"})
_BASES = re.compile(r"[a-z]+")
_ACCESSION = re.compile(r"(?<![A-Z0-9])([A-Z]{1,2}_?\d{5,8}(?:\.\d+)?)")
_GENOTYPE = re.compile(r"_C-([A-J])\b")


def sequences(path: Path) -> list[tuple[str, str]]:
    """Name and bases of every sequence; of a GenBank file its version line is the name."""
    text = path.read_text(encoding="utf-8")
    if text.startswith("LOCUS"):
        version = next(line for line in text.splitlines() if line.startswith("VERSION"))
        bases = "".join(_BASES.findall(text.partition("\nORIGIN")[2]))
        return [(version.split()[1], bases.upper())]
    named = [part.partition("\n")[::2] for part in text.split(">")[1:]]
    return [(name.strip(), "".join(bases.split()).upper()) for name, bases in named]


def row(virus: str, first: int, name: str, bases: str, offset: int) -> list[str]:
    """The row of one genome."""
    accession, genotype = _ACCESSION.search(name), _GENOTYPE.search(name)
    if accession is None:
        raise SystemExit(f"no accession in {name!r}")
    unknown = [str(place) for place, base in enumerate(bases, 1) if base not in BASES]
    topology = "circular" if virus in CIRCULAR else "linear"
    kind = genotype[1] if genotype else ""
    part = f":{first}-{first + len(bases) - 1}" if first > 0 else ""
    numbers = (str(max(first, 1)), str(len(bases)), str(offset), " | ".join(unknown))
    return [virus, accession[1] + part, kind, topology, *numbers]


def build(folder: Path, arguments: list[str]) -> None:
    """Write the table and the store of bases, and read them back."""
    rows, store = [list(COLUMNS)], ""
    for argument in arguments:
        what, _, path = argument.partition("=")
        virus, _, first = what.partition(":")
        for name, bases in sorted(sequences(Path(path))):
            rows.append(row(virus, int(first or 0), name, bases, len(store)))
            store += "".join(base if base in BASES else "A" for base in bases)
    folder.mkdir(exist_ok=True)
    table = "".join("\t".join(cells) + "\n" for cells in rows)
    (folder / Path(GENOMES).name).write_text(table, encoding="utf-8")
    (folder / Path(BASES_FILE).name).write_bytes(pack(store))
    load_viral_genomes(folder)


if __name__ == "__main__":
    build(Path(sys.argv[1]), sys.argv[2:])
