"""CTAT-VirusIntegrationFinder: ``*.vif.prelim.refined.tsv`` and its like, also of nf-core.

``chrA coordA orientA chrB coordB orientB`` read the junction from A to B, so that both orientations
are strands of one read: a ``+`` on A keeps what lies to its left, a ``+`` on B what lies to its
right. Held against the output the authors publish: both sides lie as in VIRUSBreakend's VCF of the
same sample in all 48 junctions that both have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.model.structural_files import JunctionSupport
from hccgenomics.readers.breakends.integrations import integration_table, number, support
from hccgenomics.readers.breakends.table import SvTable
from hccgenomics.readers.breakends.two_sided_integrations import side_in, two_sided
from hccgenomics.vocabulary import DialectTier

if TYPE_CHECKING:
    from hccgenomics.model.structural_files import (
        IntegrationCall,
        Side,
    )
    from hccgenomics.readers.breakends.asked import Asked
    from hccgenomics.readers.breakends.integrations import Columns
    from hccgenomics.readers.breakends.table import Heading, Row
    from hccgenomics.vocabulary import DropReason


def _recognises(heading: Heading) -> bool:
    return heading.has("chra", "coorda", "chrb", "coordb")


def _call(columns: Columns, row: Row, asked: Asked) -> IntegrationCall | DropReason:
    sides = (
        side_in(row, "chra", "coorda", _kept(row.cells.get("orienta"), is_first=True)),
        side_in(row, "chrb", "coordb", _kept(row.cells.get("orientb"), is_first=False)),
    )
    split, span = number(row.text("split")), number(row.text("span"))
    reads = JunctionSupport(split=split, pairs=span)
    return two_sided(sides, reads if reads.total is not None else support(columns, row), row, asked)


def _kept(strand: str | None, *, is_first: bool) -> Side | None:
    if strand not in {"+", "-"}:
        return None
    return 1 if (strand == "+") == is_first else -1


TABLE = SvTable(
    name="ctat_vif",
    title="CTAT-VirusIntegrationFinder",
    documentation="https://github.com/broadinstitute/CTAT-VirusIntegrationFinder/wiki",
    recognises=_recognises,
    read=integration_table(_call),
    tier=DialectTier.EXACT,
    quirk="Either side may be the human one; the table has no filter.",
)
