"""The contigs of the two assemblies: lengths and accessions, from ``resources/assemblies.tsv``.

The mitochondrial sequence of both assemblies is the revised Cambridge Reference Sequence
(NC_012920.1, 16,569 bases). The 16,571 bases of UCSC's hg19 ``chrM`` (NC_001807.4) are another
sequence and are no part of GRCh37.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.errors import TableError
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.tables import text_of
from hccgenomics.model.genome import AssemblyContigs, Contig
from hccgenomics.vocabulary import CONTIGS, Assembly

if TYPE_CHECKING:
    from pathlib import Path

TABLE: Final = "assemblies.tsv"
COLUMNS: Final = ("assembly", "contig", "length", "refseq", "genbank", "refget")


def load_assemblies(path: Path | None = None) -> dict[Assembly, AssemblyContigs]:
    """Every contig of both assemblies, under our own spelling.

    >>> load_assemblies()[Assembly.GRCH38].contigs["chr5"].refseq
    'NC_000005.10'
    """
    path = path or resource(TABLE)
    return parse_assemblies(text_of(path), where=path.name)


def parse_assemblies(text: str, *, where: str) -> dict[Assembly, AssemblyContigs]:
    """As ``load_assemblies``, from the table's text; a table with one bad row is refused whole."""
    heading, *rows = text.splitlines() or [""]
    if tuple(heading.split("\t")) != COLUMNS:
        raise TableError(f"the columns must be {', '.join(COLUMNS)}.", where=where, line=1)
    found: dict[Assembly, dict[str, Contig]] = {assembly: {} for assembly in Assembly}
    for line, row in enumerate(rows, start=2):
        assembly, contig = _contig(row, where=where, line=line)
        if contig.name in found[assembly]:
            raise TableError(f"{contig.name} is listed twice.", where=where, line=line)
        found[assembly][contig.name] = contig
    for assembly, contigs in found.items():
        if missing := [name for name in CONTIGS if name not in contigs]:
            raise TableError(f"{assembly} lacks {', '.join(missing)}.", where=where)
    return {assembly: AssemblyContigs(assembly, contigs) for assembly, contigs in found.items()}


def _contig(row: str, *, where: str, line: int) -> tuple[Assembly, Contig]:
    cells = row.split("\t")
    if len(cells) != len(COLUMNS):
        raise TableError(f"{len(cells)} cells, not {len(COLUMNS)}.", where=where, line=line)
    assembly, name, length, refseq, genbank, refget = cells
    if assembly not in set(Assembly):
        raise TableError(f"{assembly!r} is unknown.", where=where, line=line, column="assembly")
    if name not in CONTIGS:
        raise TableError(f"{name!r} is unknown.", where=where, line=line, column="contig")
    if not length.isdecimal():
        raise TableError(f"{length!r} is no number.", where=where, line=line, column="length")
    return Assembly(assembly), Contig(name, int(length), refseq, genbank, refget or None)
