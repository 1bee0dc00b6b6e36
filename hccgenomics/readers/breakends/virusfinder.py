"""VirusFinder 2 (Wang et al. 2015, doi:10.1186/s13073-015-0177-6): ``integration-sites.txt``.

It calls the viral side ``chrVirus`` and does not say what its strands mean; they are not read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.structural_files import JunctionSupport
from hccgenomics.readers.breakends.integrations import integration_table, number
from hccgenomics.readers.breakends.table import SvTable
from hccgenomics.readers.breakends.two_sided_integrations import side_in, two_sided

if TYPE_CHECKING:
    from hccgenomics.model.structural_files import IntegrationCall
    from hccgenomics.readers.breakends.asked import Asked
    from hccgenomics.readers.breakends.integrations import Columns
    from hccgenomics.readers.breakends.table import Heading, Row
    from hccgenomics.vocabulary import DropReason

_SUPPORT: Final = "#support reads (pair+softclip)"
_PAIR: Final = 2


def _recognises(heading: Heading) -> bool:
    return heading.has("chromosome 1", "position 1", "chromosome 2", "position 2")


def _call(columns: Columns, row: Row, asked: Asked) -> IntegrationCall | DropReason:
    del columns
    sides = (
        side_in(row, "chromosome 1", "position 1", None),
        side_in(row, "chromosome 2", "position 2", None),
    )
    counted = (row.text(_SUPPORT) or "").split("+")
    pairs, split = map(number, counted) if len(counted) == _PAIR else (None, None)
    return two_sided(sides, JunctionSupport(split=split, pairs=pairs), row, asked)


TABLE = SvTable(
    name="virusfinder",
    title="VirusFinder 2",
    documentation="https://bioinfo.uth.edu/VirusFinder/",
    recognises=_recognises,
    read=integration_table(_call),
    quirk="What its strands mean is not documented; they are not read.",
)
