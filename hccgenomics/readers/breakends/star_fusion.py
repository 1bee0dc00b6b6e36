"""STAR-Fusion (Haas et al. 2019, doi:10.1186/s13059-019-1842-9): predictions, also abridged.

Compared with the test data of griffithlab/pVACtools, where Arriba states the same places, and of
stianlagstad/chimeraviz.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.readers.breakends.fusions import fusion_table, gene_side
from hccgenomics.readers.breakends.table import SvTable
from hccgenomics.vocabulary import DialectTier

if TYPE_CHECKING:
    from hccgenomics.model.structural_files import FusionCall
    from hccgenomics.readers.breakends.asked import Asked
    from hccgenomics.readers.breakends.table import Heading, Row

_SHORT_ANCHORS: Final = frozenset({"NO", "NO_LDAS"})
"""Under ``LargeAnchorSupport``: no read reaches 25 bases to either side, which its wiki doubts."""


def _recognises(heading: Heading) -> bool:
    return heading.has("leftgene", "leftbreakpoint", "rightgene", "rightbreakpoint")


def _call(row: Row, asked: Asked) -> FusionCall | None:
    """``LeftGene`` reads ``DNAJB1^ENSG…``; a breakpoint reads ``chr19:14518630:-``."""
    from hccgenomics.readers.breakends.fusions import made_fusion

    left, right = row.text("leftgene"), row.text("rightgene")
    if left is None or right is None:
        return None
    return made_fusion(
        row,
        (left.split("^")[0], right.split("^")[0]),
        (
            gene_side(row.text("leftbreakpoint"), asked, is_five_prime=True),
            gene_side(row.text("rightbreakpoint"), asked, is_five_prime=False),
        ),
        reads=(
            row.count("junctionreadcount", "est_j", "junctionreads"),
            row.count("spanningfragcount", "est_s", "spanningfrags"),
        ),
        frame=row.text("prot_fusion_type"),
        confidence="NO_LDAS" if row.text("largeanchorsupport") in _SHORT_ANCHORS else None,
    )


TABLE = SvTable(
    name="star_fusion",
    title="STAR-Fusion",
    documentation="https://github.com/STAR-Fusion/STAR-Fusion/wiki",
    recognises=_recognises,
    read=fusion_table(_call),
    tier=DialectTier.EXACT,
    quirk="The strand of a breakpoint is the gene's; which side is joined follows from it.",
)
