"""ViFi (Nguyen et al. 2018, doi:10.1093/nar/gky180): clusters of read pairs that join two genomes.

``<prefix>.clusters.txt`` names a stretch of the human genome and no virus; the virus is the one
whose models ViFi was given.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hccgenomics.model.structural_files import (
    IntegrationCall,
    JunctionSupport,
)
from hccgenomics.model.viral import UNNAMED
from hccgenomics.readers.breakends.integrations import human_side, integration_table, number
from hccgenomics.readers.breakends.table import SvTable
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from hccgenomics.readers.breakends.asked import Asked
    from hccgenomics.readers.breakends.integrations import Columns
    from hccgenomics.readers.breakends.table import Heading, Row


def _recognises(heading: Heading) -> bool:
    return heading.has("chr", "minpos", "maxpos", "#reads", "#forward", "#reverse")


def _call(columns: Columns, row: Row, asked: Asked) -> IntegrationCall | DropReason:
    del columns
    low, high = number(row.text("minpos")), number(row.text("maxpos"))
    if low is None or high is None:
        return DropReason.NO_VALUE
    middle = (low + high) // 2
    place = human_side(row.text("chr"), middle, None, asked)
    if isinstance(place, DropReason):
        return place
    return IntegrationCall(
        virus=UNNAMED,
        place=replace(place, low=low - middle, high=high - middle),
        support=JunctionSupport(pairs=number(row.text("#reads"))),
        rows=(row.number,),
    )


TABLE = SvTable(
    name="vifi",
    title="ViFi",
    documentation="https://github.com/namphuon/ViFi",
    recognises=_recognises,
    read=integration_table(_call),
    quirk="A junction lies anywhere between minpos and maxpos; the virus is not named.",
)
