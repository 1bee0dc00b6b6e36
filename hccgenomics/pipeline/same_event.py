"""One event shown by several records or files: merged into one, and named by what it is.

Records are the same event where kind and genes agree and the places lie within the callers' own
intervals of each other, or within what is too small for a structural variant (the setting
``min_structural_length``); fusions where the exons agree as far as they are known, so that DNA and
RNA of one fusion meet. Reads are never added up: callers count the same ones.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from hccgenomics.annotate.fusion import fusion_name
from hccgenomics.interpret import structural_reasons as reasons
from hccgenomics.vocabulary import CONTIGS, Frame, StructuralEventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hccgenomics.model.alteration import Finding
    from hccgenomics.model.structural import StructuralEvent
    from hccgenomics.model.structural_files import Breakend

_RANK = {contig: rank for rank, contig in enumerate(CONTIGS)}
_BY_EXONS = frozenset({StructuralEventKind.EXONS_DELETED, StructuralEventKind.EXONS_DUPLICATED})


@dataclass(frozen=True, slots=True)
class Shown:
    """An event as one record shows it, with its breakends.

    Attributes:
        doubt: What is found of it in place of a driver, where the record is not to be relied on.
    """

    event: StructuralEvent
    ends: tuple[Breakend, ...]
    doubt: Finding | None = None

    @property
    def width(self) -> int:
        """How far the ends may be off, together."""
        return sum(end.high - end.low for end in self.ends)


@dataclass(slots=True)
class _Alike:
    """Groups of one kind and the same genes; the first of each group stands for it.

    Attributes:
        places: Contig and base of each group's first end, sorted, with the group's number.
        widest: The most that any end of a group's first may be off.
    """

    groups: list[list[Shown]] = field(default_factory=list)
    places: list[tuple[str, int, int]] = field(default_factory=list)
    widest: int = 0

    def put(self, one: Shown, tolerance: int) -> None:
        """Into the first group of the same event, else into one of its own."""
        for number in self._near(one, tolerance):
            if _is_same(self.groups[number][0], one, tolerance):
                self.groups[number].append(one)
                return
        insort(self.places, (*_start(one), len(self.groups)))
        self.widest = max(self.widest, _off(one))
        self.groups.append([one])

    def _near(self, one: Shown, tolerance: int) -> Iterable[int]:
        """Numbers of the groups that may be the same: those whose first end lies near."""
        if one.event.kind is StructuralEventKind.FUSION or one.event.is_rna:
            return range(len(self.groups))
        contig, pos = _start(one)
        reach = max(tolerance, self.widest, _off(one))
        begin = bisect_left(self.places, (contig, pos - reach, 0))
        end = bisect_right(self.places, (contig, pos + reach, len(self.groups)))
        return sorted(number for *_, number in self.places[begin:end])


def _start(one: Shown) -> tuple[str, int]:
    return min(map(_at, one.ends), default=("", 0))


def _off(one: Shown) -> int:
    return max((end.high - end.low for end in one.ends), default=0)


def merged(shown: Iterable[Shown], tolerance: int) -> tuple[Shown, ...]:
    """One event each, in genome order; the order of records and files does not matter."""
    alike: dict[tuple[StructuralEventKind, tuple[str, ...]], _Alike] = {}
    for one in sorted(shown, key=_trust):
        alike.setdefault((one.event.kind, one.event.genes), _Alike()).put(one, tolerance)
    groups = chain.from_iterable(found.groups for found in alike.values())
    together = [replace(group[0], event=_joined(group)) for group in groups]
    return tuple(sorted(together, key=lambda one: order(one.event)))


def _trust(one: Shown) -> tuple[object, ...]:
    """DNA before RNA, sure before doubted, exact before rough, many reads before few."""
    event = one.event
    reads = (event.split_reads or 0) + (event.read_pairs or 0)
    known = (event.is_rna, one.doubt is not None, one.width, -reads)
    return (*known, event.places, event.name, event.files, event.ids)


def _is_same(one: Shown, other: Shown, tolerance: int) -> bool:
    """Of two events of one kind in the same genes."""
    a, b = one.event, other.event
    if a.kind is StructuralEventKind.FUSION:
        return _exons_agree(a, b)
    if a.kind in _BY_EXONS and a.is_rna is not b.is_rna:
        return a.exons == b.exons
    return _ends_agree(one, other, tolerance)


def _exons_agree(a: StructuralEvent, b: StructuralEvent) -> bool:
    pairs = zip(a.exons or (None, None), b.exons or (None, None), strict=True)
    return all(None in pair or pair[0] == pair[1] for pair in pairs)


def _ends_agree(one: Shown, other: Shown, tolerance: int) -> bool:
    first, second = (sorted(shown.ends, key=_at) for shown in (one, other))
    if len(first) != len(second):
        return False
    return all(_is_near(a, b, tolerance) for a, b in zip(first, second, strict=True))


def _at(end: Breakend) -> tuple[str, int]:
    return end.contig, end.pos


def _is_near(a: Breakend, b: Breakend, tolerance: int) -> bool:
    reach = max(tolerance, a.high - a.low, b.high - b.low)
    return a.contig == b.contig and abs(a.pos - b.pos) <= reach


def _joined(group: Sequence[Shown]) -> StructuralEvent:
    events = [one.event for one in group]
    first = events[0]
    if len(events) == 1:
        return first
    filled, notes = _filled(first, events)
    return replace(
        filled,
        files=tuple(sorted({number for event in events for number in event.files})),
        ids=tuple(dict.fromkeys(name for event in events for name in event.ids)),
        is_somatic=_agreed([event.is_somatic for event in events]),
        notes=tuple(dict.fromkeys((*first.notes, *_said(events), *notes))),
    )


def _agreed(said: Sequence[bool | None]) -> bool | None:
    known = {one for one in said if one is not None}
    return known.pop() if len(known) == 1 else None


def _said(events: Sequence[StructuralEvent]) -> list[str]:
    more = len(events) - 1
    records = reasons.RECORD if more == 1 else reasons.RECORDS
    notes = [reasons.ALSO_IN.format(count=more, records=records)]
    if len({event.is_rna for event in events}) > 1:
        notes.append(reasons.RNA_TOO)
    if len({event.is_somatic for event in events} - {None}) > 1:
        notes.append(reasons.ORIGIN_DIFFERS)
    return notes


def _filled(
    first: StructuralEvent, events: Sequence[StructuralEvent]
) -> tuple[StructuralEvent, tuple[str, ...]]:
    """What the first leaves open, from the others."""
    if first.kind is not StructuralEventKind.FUSION:
        return first, ()
    last = next((e.exons[0] for e in events if e.exons and e.exons[0]), None)
    begin = next((e.exons[1] for e in events if e.exons and e.exons[1]), None)
    told = next((e for e in events if e.frame is not Frame.UNKNOWN), first)
    exons = (last, begin)
    if exons == (first.exons or (None, None)) and told.frame is first.frame:
        return first, ()
    known = replace(
        first,
        name=fusion_name(first.genes[0], first.genes[1], exons),
        exons=exons,
        frame=told.frame,
        frame_why=told.frame_why,
    )
    return known, (reasons.FRAME_FROM_OTHER,)


def order(event: StructuralEvent) -> tuple[object, ...]:
    """In genome order of the first place that is known."""
    contig, pos = place(event)
    return (_RANK.get(contig, len(_RANK)), contig, pos, event.name, event.places, event.files)


def place(event: StructuralEvent) -> tuple[str, int]:
    """Contig and base of an event: where it meets its gene, or its first place."""
    if event.breaks:
        first = min(event.breaks, key=lambda one: (_RANK.get(one.contig, len(_RANK)), one.pos))
        return first.contig, first.pos
    for text in event.places:
        contig, _, rest = text.rpartition(":")
        if contig:
            return contig, int(rest.partition("(")[0])
    return "", 0


def ids_of(events: Sequence[StructuralEvent]) -> dict[StructuralEvent, str]:
    """A name for each, unique and the same whatever the order of the records.

    Fusions and promoters are named by gene alone, as a board speaks of them; a second one of the
    same name has its place added.
    """
    names: dict[str, StructuralEvent] = {}
    for event in sorted(events, key=order):
        contig, pos = place(event)
        name = ":".join(("::".join(event.genes), event.kind.value))
        placed = f"{name}:{contig}-{pos}" if contig else name
        plain = event.kind in _NAMED_BY_GENE and name not in names
        candidate = name if plain else placed
        names[_unique(candidate, names)] = event
    return {event: name for name, event in names.items()}


_NAMED_BY_GENE = frozenset({StructuralEventKind.FUSION, StructuralEventKind.PROMOTER_REARRANGEMENT})


def _unique(name: str, taken: dict[str, StructuralEvent]) -> str:
    number = 2
    candidate = name
    while candidate in taken:
        candidate = f"{name}-{number}"
        number += 1
    return candidate
