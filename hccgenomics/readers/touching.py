"""The alleles of the records that touch the panel on one assembly, while lines pass by.

The same records and the same judgement of each allele as in ``readers.calls``, which needs the
whole file first; here nothing is held, and no object is made that an allele does not need.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.model.variant import Support, Variant
from hccgenomics.readers.alleles import GAP, objection
from hccgenomics.readers.dialect import BadCountError, UnclearCountError, Written, wanted_info
from hccgenomics.readers.panel import Places
from hccgenomics.readers.records import (
    LONGEST_POS,
    end_of,
    may_touch,
    no_position,
    refuse_crowd,
    repaired,
)
from hccgenomics.readers.refbases import check_ref
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.readers.dialect import Dialect, Unanchored
    from hccgenomics.readers.doors.rows import Rows
    from hccgenomics.readers.panel import Panel, Place

_TAB: Final = b"\t"
_POS, _REF, _ALT, _INFO, _KEYS = 1, 3, 4, 7, 8
_NO_COUNTS: Final = Support()

Stated = tuple[str, int, str]
"""Contig, position and REF."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the header says of every line.

    Attributes:
        columns: How many there are.
        tumour: The number of the tumour's, ``None`` where there is none.
        dialect: How its caller writes counts.
        where: The file, for messages.
        rows: How its rows become lines, where the file is no VCF.
    """

    columns: int
    tumour: int | None
    dialect: Dialect
    where: str
    rows: Rows | None = None


class Allele(NamedTuple):
    """One alternate allele: a variant, or the reason why it is none."""

    spelled: str
    variant: Variant | None
    reason: DropReason | None
    support: Support


class Touching(NamedTuple):
    """A record that touches the panel, as the file spells it.

    Attributes:
        line: The number of its line among those given, from zero.
        start, end: The gaps between which it speaks of the reference.
    """

    line: int
    cells: list[str]
    contig: str
    start: int
    end: int
    alleles: tuple[Allele, ...]


class PanelRecords:
    """Finds the records of the panel, and counts everything else.

    Attributes:
        places: What the panel has on each contig, by its name.
        records: Records seen.
        outside: Those that do not touch the panel.
        agreeing: How many bases were known of the REF alleles that agree, each place once.
        doubted: Likewise for each place whose REF disagrees.
        bad_counts: Alleles whose read counts are no numbers; they are taken as unknown.
    """

    def __init__(self, panel: Panel, layout: Layout) -> None:
        self._panel = panel
        self._layout = layout
        self.places = Places({panel.assembly: panel})
        self._keys: dict[str, list[str]] = {}
        self._heard: set[Stated] = set()
        self.records = self.outside = self.bad_counts = 0
        self.agreeing: Counter[int] = Counter()
        self.doubted: dict[Stated, int] = {}

    def begin(self) -> None:
        """Count from zero."""
        self._heard.clear()
        self.records = self.outside = self.bad_counts = 0
        self.agreeing = Counter()
        self.doubted = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The contigs' names seen so far."""
        return self.places.names

    def skip(self, records: int) -> None:
        """Count records that were told to be outside without being given."""
        self.records += records
        self.outside += records

    def find(self, lines: list[bytes]) -> Iterator[Touching]:
        """The records that touch the panel; faulty lines are repaired in place, blank ones empty.

        Raises:
            FormatError: A line is not a record; its number counts from one among those given.
        """
        tabs, where, places = self._layout.columns - 1, self._layout.where, self.places
        inside = blank = 0
        for index, raw in enumerate(lines):
            line = raw
            if raw.count(_TAB) != tabs:
                line = lines[index] = repaired(raw, tabs, where=where, number=index + 1)
                if not line:
                    blank += 1
                    continue
            contig, pos, rest = line.split(_TAB, 2)
            if not pos.isdigit() or len(pos) > LONGEST_POS:
                raise no_position(pos, where=where, number=index + 1)
            place = places[contig]
            if place is not None and may_touch(place, int(pos) - 1, rest):
                refuse_crowd(rest, where=where, number=index + 1)
                found = self._touching(index, place, line)
                if found is not None:
                    inside += 1
                    yield found
        self.records += len(lines) - blank
        self.outside += len(lines) - blank - inside

    def _touching(self, index: int, place: Place, line: bytes) -> Touching | None:
        whole = line.rstrip(b"\r")
        cells = whole.decode("utf-8", "surrogateescape").split("\t")
        start = int(cells[_POS]) - 1
        is_plain = "<" not in cells[_ALT] and cells[_ALT] != "."
        end = start + len(cells[_REF]) if is_plain else end_of(start, whole.split(_TAB))
        if not place.union.touch(start, end):
            return None
        alleles = self._alleles(cells, place.contig, start + 1)
        return Touching(index, cells, place.contig, start, end, alleles)

    def _alleles(self, cells: list[str], contig: str, pos: int) -> tuple[Allele, ...]:
        rows = self._layout.dialect.unanchored
        if rows is not None:
            return tuple(self._row_alleles(rows, cells, contig, pos))
        ref, alts = cells[_REF], cells[_ALT].split(",")
        objections = [objection(ref, alt) for alt in alts]
        mismatches = None in objections and self._mismatches(contig, pos, ref)
        fields, info = self._fields(cells), self._info(cells)
        every = (ref, *alts)
        found: list[Allele] = []
        for index, (alt, objected) in enumerate(zip(alts, objections, strict=True), start=1):
            written = Written(every, index, fields, info)
            support = self._support(written) if fields or info else _NO_COUNTS
            if objected is not None:
                found.append(Allele(alt, None, objected[0], support))
            elif mismatches:
                found.append(Allele(alt, None, DropReason.REFERENCE_MISMATCH, support))
            else:
                variant = Variant(contig, pos, ref.upper(), alt.upper())
                found.append(Allele(alt, variant, None, support))
        return tuple(found)

    def _row_alleles(
        self, rows: Unanchored, cells: list[str], contig: str, pos: int
    ) -> Iterator[Allele]:
        """The alleles of a MAF's or table's row, whose indels may have no base beside them."""
        ref, alts = cells[_REF], cells[_ALT].split(",")
        fields, info, every = self._fields(cells), self._info(cells), (ref, *alts)
        for index, alt in enumerate(alts, start=1):
            support = self._support(Written(every, index, fields, info))
            objected = rows.objection(pos, ref, alt, info)
            if objected is not None:
                yield Allele(alt, None, objected[0], support)
            elif ref != GAP and self._mismatches(contig, pos, ref):
                yield Allele(alt, None, DropReason.REFERENCE_MISMATCH, support)
            else:
                variant = rows.variant(contig, pos, (ref, alt), info, self._panel)
                reason = None if variant else rows.unknown[0]
                yield Allele(alt, variant, reason, support)

    def _mismatches(self, contig: str, pos: int, ref: str) -> bool:
        """Whether REF disagrees; each place is heard once where records repeat it."""
        found = check_ref(contig, pos, ref, self._panel)
        if found is None:
            return False
        known, agrees = found
        place = (contig, pos, ref)
        if not agrees:
            self.doubted[place] = known
        elif place not in self._heard:
            self._heard.add(place)
            self.agreeing[known] += 1
        return not agrees

    def _fields(self, cells: list[str]) -> dict[str, str]:
        column = self._layout.tumour
        if column is None or not cells[column]:
            return {}
        text = cells[_KEYS]
        keys = self._keys.get(text)
        if keys is None:
            keys = self._keys[text] = text.split(":")
        return dict(zip(keys, cells[column].split(":"), strict=False))

    def _info(self, cells: list[str]) -> dict[str, str]:
        wanted = self._layout.dialect.info
        return wanted_info(cells[_INFO], wanted) if wanted else {}

    def _support(self, written: Written) -> Support:
        try:
            return self._layout.dialect.support(written)
        except UnclearCountError as error:
            return error.support
        except BadCountError:
            self.bad_counts += 1
            return _NO_COUNTS
