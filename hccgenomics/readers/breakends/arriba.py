"""Arriba (Uhrig et al. 2021, doi:10.1101/gr.257246.119): fusions.tsv, also the discarded ones.

``direction1`` says where the partner lies: ``downstream`` of a breakpoint keeps what is left of it.
Columns as its documentation lists them (https://arriba.readthedocs.io/en/latest/output-files/);
compared with the test data of griffithlab/pVACtools and imgag/megSAP.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.readers.breakends.caller import together
from hccgenomics.readers.breakends.fusions import fusion_table, kept_side, made_fusion, side_at
from hccgenomics.readers.breakends.table import SvTable
from hccgenomics.vocabulary import DialectTier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.model.structural_files import (
        Breakend,
        FusionCall,
        Side,
    )
    from hccgenomics.readers.breakends.asked import Asked
    from hccgenomics.readers.breakends.table import Heading, Row

_DIRECTIONS: Final[Mapping[str, Side]] = {"downstream": 1, "upstream": -1}


def _recognises(heading: Heading) -> bool:
    return heading.has("gene1", "gene2", "breakpoint1", "breakpoint2", "direction1", "direction2")


def _call(row: Row, asked: Asked) -> FusionCall | None:
    """One fusion; a breakpoint between genes names both neighbours with their distances."""
    genes = [row.text("gene1"), row.text("gene2")]
    if None in genes:
        return None
    names = tuple(_nearest(str(gene)) for gene in genes)
    return made_fusion(
        row,
        (names[0], names[1]),
        (_side(row, "1", asked), _side(row, "2", asked)),
        reads=(
            together(row.count("split_reads1"), row.count("split_reads2")),
            row.count("discordant_mates"),
        ),
        frame=row.text("reading_frame"),
        confidence=row.text("confidence"),
    )


def _nearest(text: str) -> str:
    """The nearer of ``GENEA(1204),GENEB(98)``; the one that is named otherwise.

    >>> _nearest("DNAJB1"), _nearest("GENEA(1204),GENEB(98)")
    ('DNAJB1', 'GENEB')
    """
    parts = [part.rstrip(")").partition("(") for part in text.split(",")]
    ranked = sorted(parts, key=lambda part: int(part[2]) if part[2].isdigit() else 0)
    return ranked[0][0]


def _side(row: Row, number: str, asked: Asked) -> Breakend | None:
    contig, _, pos = (row.text(f"breakpoint{number}") or "").rpartition(":")
    keeps = _DIRECTIONS.get(row.text(f"direction{number}") or "")
    if keeps is None:
        strands = row.cells.get(f"strand{number}(gene/fusion)", "").partition("/")
        keeps = kept_side(strands[2] or strands[0], is_five_prime=number == "1")
    return side_at(contig or None, pos, keeps, asked)


TABLE = SvTable(
    name="arriba",
    title="Arriba",
    documentation="https://arriba.readthedocs.io/en/latest/output-files/",
    recognises=_recognises,
    read=fusion_table(_call),
    tier=DialectTier.EXACT,
    quirk="gene1 is the 5′ partner; split_reads1 and split_reads2 are added up.",
)
