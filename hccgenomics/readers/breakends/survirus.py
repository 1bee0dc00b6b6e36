"""SurVirus (Rajaby et al. 2021, doi:10.1093/nar/gkaa1237): ``results.remapped.t1.txt``.

One junction a line, without a heading: ``ID=0 chr13:-73788865 type16:-3383 SUPPORTING_PAIRS=700
SPLIT_READS=725 HOST_PBS=0.92 COVERAGE=0.68``. Its signs are strands of reads, and what they say of
the side that is kept is not documented; they are not read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.model.structural_files import (
    IntegrationCall,
    JunctionSupport,
)
from hccgenomics.model.viral import viral_name
from hccgenomics.readers.breakends.integrations import human_side, integration_table, number
from hccgenomics.readers.breakends.table import SvTable
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from hccgenomics.readers.breakends.asked import Asked
    from hccgenomics.readers.breakends.integrations import Columns
    from hccgenomics.readers.breakends.table import Heading, Row

_LINE: Final = "line"
_ROW: Final = re.compile(
    r"ID=(?P<id>\d+)\s+(?P<contig>\S+):[+-](?P<pos>\d+)\s+(?P<virus>\S+):[+-](?P<at>\d+)"
    r"\s+SUPPORTING_PAIRS=(?P<pairs>\d+)\s+SPLIT_READS=(?P<split>\d+)"
)


def _recognises(heading: Heading) -> bool:
    return not heading.columns and _ROW.match("\t".join(heading.first)) is not None


def _columns(heading: Heading) -> tuple[str, ...]:
    del heading
    return (_LINE,)


def _call(columns: Columns, row: Row, asked: Asked) -> IntegrationCall | DropReason:
    del columns
    found = _ROW.match(row.cells.get(_LINE, ""))
    if found is None:
        return DropReason.MALFORMED
    place = human_side(found["contig"], number(found["pos"]), None, asked)
    if isinstance(place, DropReason):
        return place
    return IntegrationCall(
        virus=viral_name(found["virus"]) or found["virus"],
        place=place,
        virus_pos=number(found["at"]),
        support=JunctionSupport(split=number(found["split"]), pairs=number(found["pairs"])),
        ids=(found["id"],),
        rows=(row.number,),
    )


TABLE = SvTable(
    name="survirus",
    title="SurVirus",
    documentation="https://github.com/kensung-lab/SurVirus",
    recognises=_recognises,
    read=integration_table(_call),
    columns=_columns,
    quirk="The virus is called what the FASTA given to it calls it.",
)
