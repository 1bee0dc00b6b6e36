"""FusionCatcher (Nicorici et al. 2014, doi:10.1101/011650): the final list of fusion genes.

Compared with the test data of MultiQC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.readers.breakends.fusions import fusion_table, gene_side, made_fusion
from hccgenomics.readers.breakends.table import SvTable
from hccgenomics.vocabulary import DialectTier

if TYPE_CHECKING:
    from hccgenomics.model.structural_files import FusionCall
    from hccgenomics.readers.breakends.asked import Asked
    from hccgenomics.readers.breakends.table import Heading, Row

_FIRST: Final = "gene_1_symbol(5end_fusion_partner)"
_SECOND: Final = "gene_2_symbol(3end_fusion_partner)"
_POINT: Final = "fusion_point_for_gene_{}({}end_fusion_partner)"


def _recognises(heading: Heading) -> bool:
    return heading.has(_FIRST, _SECOND)


def _call(row: Row, asked: Asked) -> FusionCall | None:
    """A breakpoint reads ``19:14518630:-``, the strand being the gene's."""
    first, second = row.text(_FIRST), row.text(_SECOND)
    if first is None or second is None:
        return None
    return made_fusion(
        row,
        (first, second),
        (
            gene_side(row.text(_POINT.format(1, 5)), asked, is_five_prime=True),
            gene_side(row.text(_POINT.format(2, 3)), asked, is_five_prime=False),
        ),
        reads=(row.count("spanning_unique_reads"), row.count("spanning_pairs")),
        frame=row.text("predicted_effect"),
    )


TABLE = SvTable(
    name="fusioncatcher",
    title="FusionCatcher",
    documentation="https://github.com/ndaniel/fusioncatcher/blob/master/doc/manual.md",
    recognises=_recognises,
    read=fusion_table(_call),
    tier=DialectTier.EXACT,
    quirk="Spanning unique reads cross the junction, spanning pairs span it.",
)
