"""A plain table of viral integrations: a line of column names, and one junction a row.

Needed are the human contig and base, and the virus or the base of hepatitis B virus. The names
that columns may have are in ``readers.breakends.integrations``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hccgenomics.model.structural_files import IntegrationCall
from hccgenomics.readers.breakends.integrations import (
    Columns,
    filters_in,
    human_side,
    integration_table,
    side_of,
    support,
    virus_of,
)
from hccgenomics.readers.breakends.table import SvTable
from hccgenomics.vocabulary import DialectTier, DropReason

if TYPE_CHECKING:
    from hccgenomics.readers.breakends.asked import Asked
    from hccgenomics.readers.breakends.table import Heading, Row


def _recognises(heading: Heading) -> bool:
    columns = Columns.of(heading)
    return columns.has("contig", "pos") and (columns.has("virus") or columns.is_of_hbv)


def _call(columns: Columns, row: Row, asked: Asked) -> IntegrationCall | DropReason:
    pos = columns.count(row, "pos")
    side = side_of(columns.text(row, "side"))
    place = human_side(columns.text(row, "contig"), pos, side, asked)
    if isinstance(place, DropReason):
        return place
    virus = virus_of(columns, row)
    if virus is None:
        return DropReason.MALFORMED
    end = columns.count(row, "end")
    if end is not None and pos is not None and end > pos:
        place = replace(place, high=end - pos)
    name = columns.text(row, "id")
    return IntegrationCall(
        virus=virus,
        place=place,
        virus_pos=columns.count(row, "virus_pos"),
        virus_keeps=side_of(columns.text(row, "virus_side")),
        length=_length(columns, row),
        support=support(columns, row),
        filters=filters_in(columns, row),
        gene=columns.text(row, "gene") or "",
        distance=columns.count(row, "distance"),
        ids=() if name is None else (name,),
        rows=(row.number,),
    )


def _length(columns: Columns, row: Row) -> int | None:
    stated = columns.count(row, "length")
    sequence = columns.text(row, "sequence")
    return len(sequence) if stated is None and sequence else stated


TABLE = SvTable(
    name="integration_table",
    title="table of viral integrations",
    documentation="docs/integration.md",
    recognises=_recognises,
    read=integration_table(_call),
    tier=DialectTier.EXACT,
    quirk="A column of strands is not read: tables differ in what they mean by it.",
)
