"""Hotspot residues, the residue numbers of isoforms, and the optional pan-cancer counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.errors import ResourceError
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.tables import (
    by_gene,
    open_table,
    split_list,
    validate,
    without_blanks,
)

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.knowledge.tables import Fields, Row
    from hccgenomics.model.curated import HotspotCount, HotspotTable

HOTSPOTS: Final = "hotspots.tsv"
NUMBERING: Final = "numbering.tsv"
COUNTS: Final = "hotspot_counts.tsv"
HOTSPOT_COLUMNS: Final = (
    "gene",
    "start_ref",
    "start",
    "end_ref",
    "end",
    "kind",
    "changes",
    "tcga_tumours",
    "note",
    "source",
)
NUMBERING_COLUMNS: Final = ("gene", "transcript", "start", "end", "offset", "note", "source")
COUNT_COLUMNS: Final = (
    "gene",
    "start",
    "end",
    "ref",
    "kind",
    "tumours",
    "liver_tumours",
    "biliary_tumours",
    "by_change",
    "transcript",
)


def load_hotspots(
    path: Path | None = None, numbering: Path | None = None
) -> tuple[HotspotTable, dict[str, str]]:
    """The hotspots with the numbering of isoforms, and both digests by table name."""
    from pydantic import TypeAdapter

    from hccgenomics.model.curated import Hotspot, HotspotTable, ResidueAlias

    table = open_table(HOTSPOTS, HOTSPOT_COLUMNS, path)
    rows = validate(table, TypeAdapter(list[Hotspot]), lambda _, row: _listed(row, "changes"))
    for index, row in enumerate(rows):
        if row.end < row.start:
            raise table.refuse(index, "end", f"{row.residues} ends before it starts.")
    aliases = open_table(NUMBERING, NUMBERING_COLUMNS, numbering)
    renumbered = validate(
        aliases, TypeAdapter(list[ResidueAlias]), lambda _, row: without_blanks(row)
    )
    digests = {HOTSPOTS: table.sha256, NUMBERING: aliases.sha256}
    return HotspotTable(by_gene(rows), tuple(renumbered)), digests


def load_hotspot_counts(
    path: Path | None = None,
) -> tuple[dict[str, tuple[HotspotCount, ...]], str] | None:
    """Pan-cancer counts by gene and the table's digest, or ``None`` where it is not installed.

    The table falls under the Open Database License 1.0 and may be deleted from an installation;
    the driver rules then say which criterion they did not evaluate.
    """
    if path is None:
        try:
            path = resource(COUNTS)
        except ResourceError:
            return None
    from pydantic import TypeAdapter

    from hccgenomics.model.curated import HotspotCount

    table = open_table(COUNTS, COUNT_COLUMNS, path)
    rows = validate(
        table, TypeAdapter(list[HotspotCount]), lambda _, row: _listed(row, "by_change")
    )
    for index, row in enumerate(rows):
        if sum(row.counts.values()) != row.tumours:
            raise table.refuse(index, "by_change", "The changes do not add up to the tumours.")
    return by_gene(rows), table.sha256


def _listed(row: Row, column: str) -> Fields:
    fields = without_blanks(row)
    fields[column] = split_list(row[column])
    return fields
