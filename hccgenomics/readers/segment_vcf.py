"""Records of a VCF of copy number: which of them state it, where, and in which fields.

A symbolic allele begins behind base ``POS`` and ends with base ``END`` (VCF 4.5, section 5.1,
https://samtools.github.io/hts-specs/); what is not a stretch of changed or stated depth is dropped,
each record for its own reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError
from hccgenomics.model.copy_number import Solution
from hccgenomics.model.copy_number_files import (
    Observation,
    Segment,
)
from hccgenomics.model.genome import Interval
from hccgenomics.readers.header import FIRST_SAMPLE, FIXED_COLUMNS, SHOWN
from hccgenomics.readers.sample_choice import choose_sample
from hccgenomics.readers.segment_table import LARGEST_PLACE, finite, is_empty
from hccgenomics.readers.vcf_fields import fields_of, info_of
from hccgenomics.vocabulary import CopyClass, DropReason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hccgenomics.readers.header import VcfHeader
    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_table import Table

GAINED: Final = frozenset({"DUP", "GAIN", "AMP"})
LOST: Final = frozenset({"DEL", "LOSS", "CN0"})
_EITHER: Final = frozenset({"CNV", "LOH", "CNLOH", "NEUTRAL", "REF"})
_CN_ALLELE: Final = re.compile(r"CN\d+")
_REPEAT: Final = "TR"
_REFERENCE: Final = frozenset({"*", "<*>", "<NON_REF>", "<REF>"})
_UNCHANGED: Final = frozenset({".", ""})
_PASSED: Final = frozenset({"PASS", ".", ""})
_TUMOURS: Final = frozenset({"tumor", "tumour"})
_LEAST_CELLS: Final = len(FIXED_COLUMNS)
_ALLELES: Final = re.compile(r"(?<!\d)\d{1,3}(?!\d)", re.ASCII)
_ABSENT: Final = re.compile(r"0(?:[/|]0)*")
_DESCRIPTION: Final = re.compile(r"(?:<|,)ID=([^,>]+).*?Description=\"([^\"]*)", re.DOTALL)
_ASSEMBLY: Final = re.compile(r"[<,]assembly=\"?([^\",>]+)")
_BUILD_KEYS: Final = ("reference", "assembly")


class CopyRecord:
    """One record of one sample.

    Attributes:
        alt: The words of the allele that the genotype calls, else of all, without brackets; or
            ``.``.
        info: Fields of INFO; a flag's value is "".
        sample: Fields of the tumour's column.
        filters: FILTER as it stands.
        line: Its line in the file.
    """

    __slots__ = ("_where", "alt", "filters", "info", "line", "sample")

    def __init__(self, cells: list[str], column: int | None, *, line: int, where: str) -> None:
        self.filters = cells[6]
        self.info = info_of(cells[7])
        self.sample = _fields(cells, column)
        self.alt = _called(cells[4], self.sample.get("GT", "")).replace("<", "").replace(">", "")
        self.line = line
        self._where = where

    def text(self, name: str) -> str:
        """A field of the sample, else of INFO; "" without it."""
        found = self.sample.get(name) or self.info.get(name) or ""
        return "" if found == "." else found

    def number(self, *names: str) -> float | None:
        """The first of these fields that has a finite number, of several values the first.

        Raises:
            FormatError: A field holds text where a number must stand.
        """
        for name in names:
            value = self._number(name)
            if value is not None:
                return value
        return None

    def whole(self, *names: str) -> int | None:
        """The same as a whole number."""
        value = self.number(*names)
        return None if value is None else round(value)

    def _number(self, name: str) -> float | None:
        text = self.text(name).split(",")[0]
        if not text:
            return None
        try:
            return finite(text)
        except ValueError:
            shown = name[:SHOWN]
            raise FormatError(
                f"Field {shown} holds text where a number must stand.",
                where=self._where,
                line=self.line,
                hint="Correct it, or write the file again.",
            ) from None

    @property
    def is_unchanged(self) -> bool:
        """Whether it states a stretch as it is: no allele, or of several none called."""
        has_choice = "," in self.alt
        return self.alt in _UNCHANGED or (has_choice and self._is_absent)

    @property
    def _is_absent(self) -> bool:
        return _ABSENT.fullmatch(self.sample.get("GT", "")) is not None

    @property
    def level(self) -> CopyClass | None:
        """Gain or loss, where the allele alone says so; ``None`` of others and of absent ones."""
        if self._is_absent:
            return None
        kind = self.alt.split(":")[0].upper()
        if kind in GAINED:
            return CopyClass.GAIN
        return CopyClass.LOSS if kind in LOST else None


def _called(alleles: str, genotype: str) -> str:
    """The one alternate allele that a genotype has; all, where it has none or several.

    >>> _called("<DEL>,<DUP>", "2"), _called("<DEL>,<DUP>", "./.")
    ('<DUP>', '<DEL>,<DUP>')
    """
    named = alleles.split(",")
    called = {int(part) for part in _ALLELES.findall(genotype)} - {0}
    index = next(iter(called)) if len(called) == 1 else 0
    return named[index - 1] if 0 < index <= len(named) else alleles


def _fields(cells: list[str], column: int | None) -> dict[str, str]:
    if column is None or len(cells) <= column:
        return {}
    return fields_of(cells[FIRST_SAMPLE - 1], cells[column])


def choose_column(header: VcfHeader, asked: Asked, *, where: str) -> tuple[str | None, int | None]:
    """The tumour's name and column; neither in a VCF without samples.

    Raises:
        SampleError: It cannot be told among several.
    """
    samples = header.samples
    if not samples:
        return None, None
    placed = [name for name in samples if name.lower() in _TUMOURS]
    if asked.wanted not in samples and len(placed) == 1:
        name = placed[0]
    else:
        name = choose_sample(samples, asked, where=where)
    return name, FIRST_SAMPLE + samples.index(name)


def read_records(
    table: Table, column: int | None, observe: Callable[[CopyRecord], Observation]
) -> list[Segment]:
    """A segment of each record that states copy number; all records are counted.

    Raises:
        FormatError: A record has too few columns, or ends before it starts.
    """
    found: list[Segment] = []
    for cells in _records(table):
        reason = _objection(cells)
        if reason is not None:
            table.drop(reason)
            continue
        record = CopyRecord(cells, column, line=table.line, where=table.where)
        place = _place(table, cells, record)
        if place is None:
            continue
        seen = observe(record)
        if is_empty(seen):
            table.drop(DropReason.NO_VALUE)
            continue
        table.keep()
        found.append(Segment(place.contig, place.start, place.end, seen, table.records))
    return found


def _records(table: Table) -> Iterator[list[str]]:
    for line in table.lines:
        table.line += 1
        if not line.strip() or line.startswith(b"#"):
            continue
        table.records += 1
        cells = line.rstrip(b"\r").decode("utf-8", errors="replace").split("\t")
        if len(cells) < _LEAST_CELLS or not cells[1].isdecimal():
            raise FormatError(
                "The record has no POS, or fewer columns than a VCF has.",
                where=table.where,
                line=table.line,
                hint="The file may be cut short; write it again.",
            )
        yield cells


def _objection(cells: list[str]) -> DropReason | None:
    """Why a record states no copy number, by its alleles and filters; ``None`` if it may."""
    alleles = cells[4].split(",")
    reasons = [_allele_objection(allele, cells[7]) for allele in alleles]
    if None not in reasons:
        return reasons[0]
    return None if cells[6] in _PASSED else DropReason.FILTERED


def _allele_objection(allele: str, info: str) -> DropReason | None:
    if allele in _UNCHANGED:
        return None if "END=" in info or "SVLEN=" in info else DropReason.REFERENCE_BLOCK
    if allele in _REFERENCE:
        return DropReason.REFERENCE_BLOCK
    if "[" in allele or "]" in allele:
        return DropReason.BREAKEND
    if not allele.startswith("<"):
        return DropReason.NOT_STRUCTURAL
    return None if is_copy_allele(allele) else DropReason.SYMBOLIC


def is_copy_allele(allele: str) -> bool:
    """Whether a symbolic allele is a stretch of other depth.

    >>> is_copy_allele("<DUP:TANDEM>"), is_copy_allele("<CN4>"), is_copy_allele("<CNV:TR>")
    (True, True, False)
    """
    kind, _, kept = allele.strip("<>").upper().partition(":")
    is_known = kind in GAINED | LOST | _EITHER or _CN_ALLELE.fullmatch(kind) is not None
    return is_known and kept != _REPEAT


def _place(table: Table, cells: list[str], record: CopyRecord) -> Interval | None:
    """Where a record lies; ``None``, and dropped, beyond chromosomes and without an end."""
    contig = table.contigs[cells[0]]
    if contig is None:
        table.drop(DropReason.NOT_ON_CHROMOSOME)
        return None
    start = int(cells[1])
    end = _end(record, start)
    if end is None or end == start:
        table.drop(DropReason.MALFORMED)
        return None
    if end < start:
        table.drop_backward(table.line)
        return None
    if end > LARGEST_PLACE:
        raise FormatError(
            f"The record reaches from {start} to {end}.",
            where=table.where,
            line=table.line,
            hint="Correct its END, or write the file again.",
        )
    if end > table.furthest.get(contig, 0):
        table.furthest[contig] = end
    return Interval(contig, start, end)


def _end(record: CopyRecord, start: int) -> int | None:
    """END, or what SVLEN comes to: VCF 4.5 asks for the latter."""
    end = record.info.get("END", "")
    if end.isdecimal():
        return int(end)
    length = record.info.get("SVLEN", "").split(",")[0].lstrip("-")
    return start + int(length) if length.isdecimal() else None


def described(header: VcfHeader, key: str) -> dict[str, str]:
    """Fields that ``FORMAT`` or ``INFO`` lines declare, with their descriptions."""
    matches = (_DESCRIPTION.search(value) for value in header.values(key))
    return {match[1]: match[2] for match in matches if match}


def build_texts(header: VcfHeader) -> tuple[str, ...]:
    """What header lines say of the assembly, each saying once."""
    said = [value for key in _BUILD_KEYS for value in header.values(key)]
    matches = (_ASSEMBLY.search(value) for value in header.values("contig"))
    return tuple(dict.fromkeys((*said, *(match[1] for match in matches if match))))


def build_lengths(header: VcfHeader) -> dict[str, int]:
    """Contigs whose lengths the header states."""
    return {name: length for name, length in header.contigs.items() if length is not None}


def header_number(header: VcfHeader, *keys: str) -> float | None:
    """The number that a header line of one of these keys states."""
    for key in keys:
        for value in header.values(key):
            try:
                number = finite(value.strip().strip('"'))
            except ValueError:
                continue
            if number is not None:
                return number
    return None


def header_solution(
    header: VcfHeader, source: str, *, purity: Iterable[str], ploidy: Iterable[str]
) -> tuple[Solution, ...]:
    """The purity and ploidy that header lines of these keys state, if they state either."""
    share, copies = header_number(header, *purity), header_number(header, *ploidy)
    if share is not None and not 0 < share <= 1:
        share = None
    if share is None and copies is None:
        return ()
    return (Solution(source, purity=share, ploidy=copies),)
