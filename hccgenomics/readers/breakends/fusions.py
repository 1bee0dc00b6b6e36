"""What tables of fusions have in common: two genes, 5' partner first, and where they are joined."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from hccgenomics.model.structural_files import (
    Breakend,
    FusionCall,
    JunctionSupport,
)
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.breakends.record import whole
from hccgenomics.readers.breakends.table import Table, of_one_sample, said_whys
from hccgenomics.vocabulary import DropReason, Frame

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hccgenomics.model.structural_files import Side
    from hccgenomics.readers.breakends.asked import Asked
    from hccgenomics.readers.breakends.table import Row, TableRequest

    Sides = tuple[Breakend | None, Breakend | None]

_FRAMES: Final[Mapping[str, Frame]] = {
    "inframe": Frame.IN_FRAME,
    "in-frame": Frame.IN_FRAME,
    "in frame": Frame.IN_FRAME,
    "in_frame": Frame.IN_FRAME,
    "frameshift": Frame.OUT_OF_FRAME,
    "frame-shift": Frame.OUT_OF_FRAME,
    "out-of-frame": Frame.OUT_OF_FRAME,
    "out_of_frame": Frame.OUT_OF_FRAME,
    "out of frame": Frame.OUT_OF_FRAME,
    "outframe": Frame.OUT_OF_FRAME,
    "stop-codon": Frame.OUT_OF_FRAME,
    "skipped_exons": Frame.UNKNOWN,
    "non_coding": Frame.NOT_CODING,
    "utr": Frame.NOT_CODING,
}
_STRANDS: Final = frozenset({"+", "-"})
_UNNAMED: Final = words.PARTNER_UNNAMED
_PLACE: Final = re.compile(r"(.+?):(\d{1,10})(?::([+-]))?(?::.*)?")


def frame_of(text: str | None) -> Frame:
    """As tools word it.

    >>> frame_of("INFRAME"), frame_of("out-of-frame"), frame_of(None)
    (<Frame.IN_FRAME: 'in_frame'>, <Frame.OUT_OF_FRAME: 'out_of_frame'>, <Frame.UNKNOWN: 'unknown'>)
    """
    return _FRAMES.get((text or "").strip().lower(), Frame.UNKNOWN)


def kept_side(strand: str | None, *, is_five_prime: bool) -> Side | None:
    """Which side of its last base a partner keeps, by the strand of its gene.

    >>> kept_side("-", is_five_prime=True), kept_side("-", is_five_prime=False)
    (-1, 1)
    """
    if strand not in _STRANDS:
        return None
    return 1 if (strand == "+") == is_five_prime else -1


def gene_side(text: str | None, asked: Asked, *, is_five_prime: bool) -> Breakend | None:
    """``chr19:14518630:-``: contig, base and strand of the gene."""
    match = _PLACE.fullmatch(text or "")
    if match is None:
        return None
    return side_at(match[1], match[2], kept_side(match[3], is_five_prime=is_five_prime), asked)


def side_at(
    contig: str | None, pos: str | None, keeps: Side | None, asked: Asked
) -> Breakend | None:
    """A breakend of a table; ``None`` where it is on no chromosome, or nowhere."""
    number = whole(pos)
    ours = None if contig is None else asked.names[contig]
    return None if ours is None or not number else Breakend(ours, number, keeps)


def made_fusion(
    row: Row,
    genes: tuple[str, str],
    sides: Sides,
    *,
    reads: tuple[int | None, int | None] = (None, None),
    frame: str | None = None,
    confidence: str | None = None,
) -> FusionCall:
    """One row as a call; ``reads`` are those across the junction and those that span it."""
    first, second = sides
    return FusionCall(
        five_prime=genes[0],
        three_prime=genes[1],
        first=first,
        second=second,
        frame=frame_of(frame),
        reads=JunctionSupport(split=reads[0], pairs=reads[1]),
        confidence=confidence or "",
        rows=(row.number,),
    )


def fusion_table(
    call: Callable[[Row, Asked], FusionCall | None],
) -> Callable[[TableRequest], Table]:
    """A reader of a table with one fusion a row; a row without two genes is counted."""

    def read(request: TableRequest) -> Table:
        table, whys = Table(), Counter[str]()
        for row in of_one_sample(request, table):
            found = call(row, request.asked)
            if found is None:
                table.tally.drop(DropReason.MALFORMED)
                whys[_UNNAMED] += 1
                continue
            table.fusions.append(found)
            table.tally.keep()
        table.notes.extend(said_whys(whys))
        return table

    return read
