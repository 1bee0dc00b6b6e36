"""What two intervals and two strands of a row join, as BEDPE and tables like it have them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from hccgenomics.model.adjacencies import extent_of, joined
from hccgenomics.model.structural_files import (
    Adjacency,
    Breakend,
    JunctionSupport,
)
from hccgenomics.model.variant import CallerTag
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.breakends.junction import Refused
from hccgenomics.readers.breakends.record import decimal, share, whole
from hccgenomics.readers.breakends.table import said_whys
from hccgenomics.readers.vcf_fields import filters_of
from hccgenomics.vocabulary import CONTIGS, AdjacencyKind, CallerSays, DropReason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hccgenomics.model.structural_files import Side
    from hccgenomics.readers.breakends.asked import Asked
    from hccgenomics.readers.breakends.table import Row, Table

    Sides = tuple[Side | None, Side | None]

_STRANDS: Final[Mapping[str, Side]] = {"+": 1, "-": -1}
_KIND: Final = re.compile(r"[A-Za-z0-9]+")
_BASES: Final = re.compile(r"[ACGTN]+")
_SIDES: Final[Mapping[str, tuple[Sides, ...]]] = {
    "DEL": ((1, -1),),
    "DELETION": ((1, -1),),
    "DUP": ((-1, 1),),
    "DUPLICATION": ((-1, 1),),
    "H2HINV": ((1, 1),),
    "T2TINV": ((-1, -1),),
    "INV": ((1, 1), (-1, -1)),
    "INVERSION": ((1, 1), (-1, -1)),
}
ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "chrom1": ("chrom1", "chr1", "chrom_a", "chr_a", "chromosome1", "seqnames1", "chrom_1"),
    "start1": ("start1", "start_a", "pos1", "start_1"),
    "end1": ("end1", "end_a", "stop1", "end_1"),
    "chrom2": ("chrom2", "chr2", "chrom_b", "chr_b", "chromosome2", "seqnames2", "chrom_2"),
    "start2": ("start2", "start_b", "pos2", "start_2"),
    "end2": ("end2", "end_b", "stop2", "end_2"),
    "name": ("name", "sv_id", "id", "svid", "name_a"),
    "strand1": ("strand1", "strand_a", "str1", "strand_1"),
    "strand2": ("strand2", "strand_b", "str2", "strand_2"),
    "type": ("type", "svclass", "svtype", "sv_type", "class"),
}
_MEANT: Final[Mapping[str, frozenset[AdjacencyKind]]] = {
    **dict.fromkeys(
        ("DEL", "DELETION"), frozenset({AdjacencyKind.DELETION, AdjacencyKind.INSERTION})
    ),
    **dict.fromkeys(("DUP", "DUPLICATION"), frozenset({AdjacencyKind.DUPLICATION})),
    **dict.fromkeys(("INV", "INVERSION", "H2HINV", "T2TINV"), frozenset({AdjacencyKind.INVERSION})),
}
_BAD: Final = words.BAD_INTERVALS
_AT_ODDS: Final = words.STRANDS_AT_ODDS


def keep_told(
    table: Table,
    rows: Iterable[Row],
    told: Callable[[Row], tuple[Adjacency, ...] | Refused],
) -> None:
    """Every row to the table: with what it joins, or counted with the reason that it is not."""
    whys = Counter[str]()
    for row in rows:
        made = told(row)
        if isinstance(made, Refused):
            table.tally.drop(made.reason)
            whys[made.why] += bool(made.why)
            continue
        table.tally.keep()
        table.adjacencies.extend(made)
    table.notes.extend(said_whys(whys))


def adjacencies_of(row: Row, asked: Asked) -> tuple[Adjacency, ...] | Refused:
    """What a row joins: one adjacency, or the two of an inversion without strands."""
    contigs = [row.text(*ALIASES[name]) for name in ("chrom1", "chrom2")]
    if None in contigs:
        return Refused(DropReason.MALFORMED, _BAD)
    ours = [asked.names[str(contig)] for contig in contigs]
    if None in ours or not set(ours) & set(CONTIGS):
        return Refused(DropReason.NOT_ON_CHROMOSOME)
    spans = [_span(row, number) for number in ("1", "2")]
    if spans[0] is None or spans[1] is None:
        return Refused(DropReason.MALFORMED, _BAD)
    made = []
    for sides in _sides(row):
        ends = [
            _breakend(str(contig), span, keeps)
            for contig, span, keeps in zip(ours, (spans[0], spans[1]), sides, strict=True)
        ]
        made.append(_adjacency(row, ends[0], ends[1], asked.min_length))
    if any(one is not None and not _fits(one.kind, _word(row)) for one in made):
        return Refused(DropReason.MALFORMED, _AT_ODDS)
    large = tuple(one for one in made if one is not None)
    return large or Refused(DropReason.NOT_STRUCTURAL)


def _fits(kind: AdjacencyKind, word: str) -> bool:
    """Whether strands and places make what the row calls the event."""
    return word not in _MEANT or kind in _MEANT[word]


def _span(row: Row, number: str) -> tuple[int, int] | None:
    """An interval from zero, in either order; one without width is the base that ends there."""
    start = whole(row.text(*ALIASES[f"start{number}"]))
    end = whole(row.text(*ALIASES[f"end{number}"]))
    if start is None or end is None or max(start, end) == 0:
        return None
    start, end = min(start, end), max(start, end)
    return (start - 1, end) if start == end else (start, end)


def _breakend(contig: str, span: tuple[int, int], keeps: Side | None) -> Breakend:
    """The middle base, and how far it may lie to either side."""
    low, high = span[0] + 1, span[1]
    pos = (low + high) // 2
    return Breakend(contig, pos, keeps, low - pos, high - pos)


def _sides(row: Row) -> tuple[Sides, ...]:
    one, other = (
        _STRANDS.get(row.text(*ALIASES[name]) or "") or _STRANDS.get(row.cells.get(name, ""))
        for name in ("strand1", "strand2")
    )
    if one is not None and other is not None:
        return ((one, other),)
    return _SIDES.get(_word(row), ((one, other),))


def _word(row: Row) -> str:
    """The kind of event: ``DEL``, ``TYPE:DELETION`` as LUMPY writes it, ``h2hINV`` as PCAWG."""
    text = (row.text(*ALIASES["type"]) or "").upper().removeprefix("TYPE:")
    word = _KIND.search(text)
    return word[0] if word else ""


def _adjacency(row: Row, one: Breakend, other: Breakend, min_length: int) -> Adjacency | None:
    """The adjacency, unless it is too short to be structural."""
    inserted = inserted_of(row)
    made = joined(one, other, inserted=inserted)
    extent = extent_of(made)
    if extent is not None and extent < min_length:
        return None
    name = row.text(*ALIASES["name"])
    filters = row.text("filter", "filters")
    return Adjacency(
        first=made.first,
        second=made.second,
        kind=made.kind,
        inserted=made.inserted,
        inserted_length=made.inserted_length,
        ids=() if name is None else (name,),
        filters=filters_of(filters or "."),
        support=_support(row),
        tag=_tag(row),
        junction_copies=decimal(row.text("junctioncopynumber", "jcn")),
        rows=(row.number,),
        is_unfiltered=filters is None,
    )


def inserted_of(row: Row) -> str:
    """Bases between the breakends, where a column has them."""
    text = (row.text("insertion", "inserted_sequence", "insseq", "ins_seq") or "").upper()
    return text if _BASES.fullmatch(text) else ""


def _support(row: Row) -> JunctionSupport:
    return JunctionSupport(
        split=row.count("split_reads", "sr", "sr_support", "splitreads"),
        pairs=row.count("pe_support", "pe", "pairs", "paired_reads"),
        alt=row.count("support", "su", "read_support"),
        vaf=share(row.text("vaf", "af")),
    )


def _tag(row: Row) -> CallerTag | None:
    flags = (row.text("flags", "somatic", "status") or "").upper()
    return CallerTag(CallerSays.SOMATIC, "SOMATIC") if "SOMATIC" in flags else None
