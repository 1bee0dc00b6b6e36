"""The chromosome arms of both assemblies, from ``resources/arms.tsv``.

The centromere belongs to neither arm: of GRCh37 the gap of three million bases that UCSC's table
``gap`` gives, of GRCh38 the modelled sequence of its table ``centromeres``
(https://genome.ucsc.edu/cgi-bin/hgTables).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import TableError
from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.tables import text_of
from hccgenomics.model.places import Arm, Arms
from hccgenomics.vocabulary import CONTIGS, MITOCHONDRION, Assembly

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TABLE: Final = "arms.tsv"
COLUMNS: Final = ("assembly", "arm", "contig", "start", "end")
_CHROMOSOMES: Final = tuple(contig for contig in CONTIGS if contig != MITOCHONDRION)


@cache
def load_arms(assembly: Assembly) -> Arms:
    """The arms of one assembly, in genome order.

    >>> load_arms(Assembly.GRCH38).at("chr11", 69_648_000).name
    '11q'
    """
    path = resource(TABLE)
    return parse_arms(text_of(path), where=path.name)[assembly]


def parse_arms(text: str, *, where: str) -> dict[Assembly, Arms]:
    """As ``load_arms``, from the table's text; a table with one bad row is refused whole."""
    heading, *rows = text.splitlines() or [""]
    if tuple(heading.split("\t")) != COLUMNS:
        raise TableError(f"The columns must be {', '.join(COLUMNS)}.", where=where, line=1)
    found: dict[Assembly, list[tuple[int, Arm]]] = {assembly: [] for assembly in Assembly}
    for line, row in enumerate(rows, start=2):
        assembly, arm = _arm(row, where=where, line=line)
        found[assembly].append((line, arm))
    for assembly, arms in found.items():
        _refuse_incomplete(assembly, arms, where)
    return {assembly: Arms(tuple(arm for _, arm in arms)) for assembly, arms in found.items()}


def _arm(row: str, *, where: str, line: int) -> tuple[Assembly, Arm]:
    cells = row.split("\t")
    if len(cells) != len(COLUMNS):
        raise TableError(f"{len(cells)} cells, not {len(COLUMNS)}.", where=where, line=line)
    assembly, name, contig, start, end = cells
    if assembly not in set(Assembly):
        raise TableError(f"{assembly!r} is unknown.", where=where, line=line, column="assembly")
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        raise TableError(f"{start}–{end} is no place.", where=where, line=line, column="start")
    return Assembly(assembly), Arm(name, contig, int(start), int(end))


def _refuse_incomplete(assembly: Assembly, arms: Sequence[tuple[int, Arm]], where: str) -> None:
    """Two arms a chromosome, the short one from its first base, the long one to its last."""
    contigs = load_assemblies()[assembly].contigs
    wanted = [
        (f"{contig.removeprefix('chr')}{side}", contig)
        for contig in _CHROMOSOMES
        for side in ("p", "q")
    ]
    if [(arm.name, arm.contig) for _, arm in arms] != wanted:
        pairs = zip(arms, wanted, strict=False)
        line = next((n for (n, arm), name in pairs if (arm.name, arm.contig) != name), None)
        detail = f"{assembly} does not have every arm in genome order."
        raise TableError(detail, where=where, line=line)
    ends: Mapping[str, Arm] = {arm.name: arm for _, arm in arms}
    for contig in _CHROMOSOMES:
        short, long = (ends[f"{contig.removeprefix('chr')}{side}"] for side in ("p", "q"))
        if short.start != 0 or long.end != contigs[contig].length or short.end >= long.start:
            raise TableError(f"The arms of {contig} on {assembly} do not fit it.", where=where)
