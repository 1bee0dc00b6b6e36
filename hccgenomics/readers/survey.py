"""What the records of a file are, counted while they pass by on their way to the reader.

Every record is looked at for its type, its filters and its place; the first ones, and those that
may touch the panel, also for what they write under each declared field.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from hccgenomics.readers.alleles import is_unspecified, objection
from hccgenomics.readers.records import LONGEST_POS, may_touch
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hccgenomics.readers.declared import CloseLook
    from hccgenomics.readers.panel import Places

    _Spelled = tuple[bytes, bytes, bytes]

FIRST_RECORDS: Final = 10_000
"""Records looked at closely wherever they lie."""
MOST_RECORDS: Final = 100_000
"""Records looked at closely at all; a raw file of a deep panel has more than anybody reads of."""
_FIXED: Final = 8
_TAB: Final = b"\t"
_SHORT: Final = 24
_MOST_KEPT: Final = 100_000
_MOST_CONTIGS: Final = 50_000
_MOST_FILTERS: Final = 10_000
_PLAIN: Final = frozenset(b"ACGTacgt")


class AlleleType(StrEnum):
    """What an alternate allele is, by its spelling alone."""

    SNV = "snv"
    MNV = "mnv"
    INSERTION = "insertion"
    DELETION = "deletion"
    COMPLEX = "complex"
    SYMBOLIC = "symbolic"
    BREAKEND = "breakend"
    SPANNING = "spanning_deletion"
    REFERENCE = "reference_block"
    AMBIGUOUS = "ambiguous_bases"
    MALFORMED = "malformed"


_BY_OBJECTION: Final = {
    DropReason.REFERENCE_BLOCK: AlleleType.REFERENCE,
    DropReason.SPANNING_DELETION: AlleleType.SPANNING,
    DropReason.BREAKEND: AlleleType.BREAKEND,
    DropReason.SYMBOLIC: AlleleType.SYMBOLIC,
    DropReason.AMBIGUOUS_BASES: AlleleType.AMBIGUOUS,
}


def allele_type(ref: str, alt: str) -> AlleleType:
    """The type of one alternate allele.

    >>> [allele_type(*pair).value for pair in (("A", "T"), ("AC", "GT"), ("A", "AT"), ("AT", "A"))]
    ['snv', 'mnv', 'insertion', 'deletion']
    >>> [allele_type("AC", alt).value for alt in ("T", "<DEL>", "*", "<NON_REF>", "AC")]
    ['complex', 'symbolic', 'spanning_deletion', 'reference_block', 'malformed']
    """
    objected = objection(ref, alt)
    if objected is not None:
        return _BY_OBJECTION.get(objected[0], AlleleType.MALFORMED)
    ref, alt = ref.upper(), alt.upper()
    if len(ref) == len(alt):
        return AlleleType.SNV if len(ref) == 1 else AlleleType.MNV
    if _is_within(ref, alt):
        return AlleleType.INSERTION
    return AlleleType.DELETION if _is_within(alt, ref) else AlleleType.COMPLEX


def _is_within(short: str, long: str) -> bool:
    """Whether bases were added at one end, or between the two."""
    if len(short) >= len(long):
        return False
    same = next((n for n, base in enumerate(short) if base != long[n]), len(short))
    return long.endswith(short[same:])


def record_types(ref: bytes, alt: bytes) -> tuple[AlleleType, ...]:
    """The types of a record's alleles; ``<NON_REF>`` beside another allele is not counted."""
    reference = ref.decode("utf-8", "replace")
    alts = alt.decode("utf-8", "replace").split(",")
    if len(alts) > 1:
        alts = [one for one in alts if not is_unspecified(one)] or alts[:1]
    return tuple(allele_type(reference, one) for one in alts)


@dataclass(slots=True)
class Survey:
    """The counts; ``through`` fills them.

    Attributes:
        places: What the panel has on each contig.
        look: What looks closely.
        header_lines: How many lines the header takes.
        records: All.
        types: Records by the types of their alleles.
        filters: Records by what FILTER says.
        contigs: Records by contig, of so many as are kept.
        unsorted_at: The line of the first record before its predecessor.
        duplicates: Records that repeat one at the same place.
        duplicate_at: The line of the first.
        carriage_returns: Lines that end in CR LF.
        undecodable_at: The first line that is not UTF-8.
    """

    places: Places
    look: CloseLook
    header_lines: int
    records: int = 0
    types: Counter[tuple[AlleleType, ...]] = field(default_factory=Counter)
    filters: Counter[bytes] = field(default_factory=Counter)
    contigs: Counter[bytes] = field(default_factory=Counter)
    unsorted_at: int | None = None
    duplicates: int = 0
    duplicate_at: int | None = None
    carriage_returns: int = 0
    undecodable_at: int | None = None
    _known: dict[tuple[bytes, bytes], tuple[AlleleType, ...]] = field(default_factory=dict)
    _contig: bytes = b""
    _pos: int = -1
    _here: set[_Spelled] = field(default_factory=set)

    def through(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Hand the lines on, and count them."""
        for number, line in enumerate(lines, start=self.header_lines + 1):
            cells = line.split(_TAB, _FIXED)
            if len(cells) >= _FIXED and cells[1].isdigit() and len(cells[1]) <= LONGEST_POS:
                pos = int(cells[1])
                self.add(cells[0], pos, (cells[3], cells[4]), number)
                self.add_filter(cells[6])
                if self._is_worth_a_look(cells[0], pos, line):
                    self._look_closely(line, number)
            yield line

    def add(
        self,
        contig: bytes,
        pos: int,
        spelled: tuple[bytes, bytes],
        number: int,
        whose: bytes = b"",
    ) -> None:
        """Count one record by its type and place.

        Args:
            contig: As it is spelled.
            pos: Counted from one.
            spelled: REF and ALT.
            number: Of its line.
            whose: The sample it names, where several may have one variant.
        """
        self.records += 1
        self.types[self._types(*spelled)] += 1
        self._locate(contig, pos, (*spelled, whose), number)

    def add_filter(self, text: bytes) -> None:
        """Count what FILTER says."""
        if text in self.filters or len(self.filters) < _MOST_FILTERS:
            self.filters[text] += 1

    def _types(self, ref: bytes, alt: bytes) -> tuple[AlleleType, ...]:
        key = ref, alt
        found = self._known.get(key)
        if found is None:
            found = record_types(ref, alt)
            if len(ref) + len(alt) <= _SHORT and len(self._known) < _MOST_KEPT:
                self._known[key] = found
        return found

    def _locate(self, contig: bytes, pos: int, spelled: _Spelled, number: int) -> None:
        """Sorted, and once each: contigs in one run, positions ascending."""
        if contig != self._contig:
            if contig in self.contigs:
                self.unsorted_at = self.unsorted_at or number
            self._contig, self._pos, self._here = contig, pos, {spelled}
        elif pos == self._pos:
            self._repeat(spelled, number)
        else:
            if pos < self._pos:
                self.unsorted_at = self.unsorted_at or number
            self._pos, self._here = pos, {spelled}
        if contig in self.contigs or len(self.contigs) < _MOST_CONTIGS:
            self.contigs[contig] += 1

    def _repeat(self, spelled: _Spelled, number: int) -> None:
        if spelled in self._here:
            self.duplicates += 1
            self.duplicate_at = self.duplicate_at or number
        elif len(self._here) < _MOST_KEPT:
            self._here.add(spelled)

    def _is_worth_a_look(self, contig: bytes, pos: int, line: bytes) -> bool:
        """Whether it is among the first, or may touch the panel."""
        if self.records <= FIRST_RECORDS or self.look.records >= MOST_RECORDS:
            return self.records <= FIRST_RECORDS
        place = self.places[contig]
        return place is not None and may_touch(place, pos - 1, line)

    def _look_closely(self, line: bytes, number: int) -> None:
        if line.endswith(b"\r"):
            self.carriage_returns += 1
            line = line.rstrip(b"\r")
        try:
            text = line.decode()
        except UnicodeDecodeError:
            self.undecodable_at = self.undecodable_at or number
            text = line.decode("utf-8", "replace")
        self.look.at(text.split("\t"), number)
