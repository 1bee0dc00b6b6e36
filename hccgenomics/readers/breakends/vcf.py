"""A VCF of structural variants, read into adjacencies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError
from hccgenomics.model.copy_number_files import BuildSigns
from hccgenomics.model.ledger import Tally
from hccgenomics.model.structural_files import StructuralFile
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.breakends.assembled import Said, assembled
from hccgenomics.readers.breakends.caller import Sample, carries
from hccgenomics.readers.breakends.columns import choose_columns
from hccgenomics.readers.breakends.junction import Reading, Refused, told_by
from hccgenomics.readers.breakends.mates import Half, paired
from hccgenomics.readers.breakends.record import SvRecord
from hccgenomics.readers.held import decoded
from hccgenomics.readers.records import LONGEST_POS, no_position, repaired
from hccgenomics.readers.vcf_fields import fields_of, filters_of, info_of
from hccgenomics.vocabulary import CONTIGS, DropReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hccgenomics.model.copy_number_files import InputFacts
    from hccgenomics.model.structural_files import (
        Adjacency,
        JunctionSupport,
    )
    from hccgenomics.readers.breakends.asked import Asked
    from hccgenomics.readers.breakends.caller import SvCaller
    from hccgenomics.readers.breakends.junction import Junction
    from hccgenomics.readers.header import VcfHeader
    from hccgenomics.readers.samples import Columns

MOST_RECORDS: Final = 2_000_000
"""Structural records of one file; whole genomes have some tens of thousands."""
_TAB: Final = b"\t"
_ID, _REF, _ALT, _FILTER, _INFO, _KEYS = 2, 3, 4, 6, 7, 8
_SIGNS: Final = ("reference", "assembly", "VEP", "SnpEffCmd", "cmdline")
_REFERENCE: Final = frozenset({b".", b"<NON_REF>", b"<*>"})
_UNREAD: Final = b"NNNNN"
"""In an insertion that was not read through (DRAGEN), which may be any length."""
_BASES: Final = frozenset(b"ACGTNacgtn,*")


@dataclass(slots=True)
class Read:
    """What has come of the records so far.

    Attributes:
        tally: What became of each record.
        whys: Why records tell no adjacency, counted.
        version: Of the caller, where records state it.
        furthest: By our contig names, the furthest base that a record reaches.
    """

    tally: Tally = field(default_factory=Tally)
    whys: Counter[str] = field(default_factory=Counter)
    furthest: dict[str, int] = field(default_factory=dict)
    adjacencies: list[Adjacency] = field(default_factory=list)
    halves: list[Half] = field(default_factory=list)
    version: str | None = None

    def refuse(self, refused: Refused) -> None:
        """Count a record that tells no adjacency."""
        self.tally.drop(refused.reason)
        if refused.why:
            self.whys[refused.why] += 1


@dataclass(frozen=True, slots=True)
class VcfReader:
    """How one VCF is read.

    Attributes:
        header: Of the file.
        caller: Whose habits are followed.
        asked: What the user says.
        where: The file, for messages.
    """

    header: VcfHeader
    caller: SvCaller
    asked: Asked
    where: str

    def read(self, lines: Iterable[bytes], facts: InputFacts) -> StructuralFile:
        """All records, each kept or counted with its reason."""
        found = Read()
        held = list(self._structural(lines, found))
        columns = choose_columns(self.header, self.caller, held, self.asked, where=self.where)
        key = _strands(self.header)
        for row, line in held:
            record = _record(row, line.split(_TAB), columns, key)
            found.version = found.version or self.caller.record_version(record)
            self._take(record, found)
        self._join(found)
        return StructuralFile(
            facts=replace(
                facts, records=found.tally.read, tool=self.caller.tool(self.header, found.version)
            ),
            adjacencies=tuple(found.adjacencies),
            sample=columns.tumour_sample,
            build=self._build(found),
            tally=found.tally,
            notes=(*filter(None, (columns.note,)), *_notes(found)),
        )

    def _structural(self, lines: Iterable[bytes], found: Read) -> Iterator[tuple[int, bytes]]:
        """Lines that may be structural; small variants are counted and let go."""
        row = 0
        tabs = self.header.columns - 1
        for number, raw in enumerate(lines, start=self.header.lines + 1):
            line = raw
            if raw.count(_TAB) != tabs or raw.endswith(b"\r"):
                line = repaired(raw, tabs, where=self.where, number=number)
                if not line:
                    continue
            cells = line.split(_TAB)
            if not cells[1].isdigit() or len(cells[1]) > LONGEST_POS:
                raise no_position(cells[1], where=self.where, number=number)
            row += 1
            if _is_small(cells, self.asked.min_length):
                found.tally.drop(DropReason.NOT_STRUCTURAL)
                continue
            if row - found.tally.read > MOST_RECORDS:
                raise _too_many(self.where, number)
            yield row, line

    def _take(self, record: SvRecord, found: Read) -> None:
        """One record: what it tells, or why it tells nothing."""
        lacks = carries(record.tumour.get("GT", "")) is False
        if lacks and not self._support(record).total:
            found.tally.drop(DropReason.NOT_IN_TUMOUR)
            return
        reading = Reading(self.asked.names.__getitem__, stated_bases=self.caller.stated_bases)
        junctions: list[Junction] = []
        refused: list[Refused] = []
        for alt in record.alts:
            told = told_by(record, alt, reading)
            if isinstance(told, Refused):
                refused.append(told)
            else:
                junctions.extend(told)
        self._sort(record, junctions, refused, found)

    def _sort(
        self,
        record: SvRecord,
        junctions: list[Junction],
        refused: list[Refused],
        found: Read,
    ) -> None:
        _reach(found.furthest, junctions)
        if len(junctions) == 1 and junctions[0].is_half:
            half = Half(record, junctions[0])
            if _is_human(half.junction):
                found.halves.append(half)
                return
            junctions, refused = [], [Refused(DropReason.NOT_ON_CHROMOSOME)]
        made = [self._adjacency(record, junction, None) for junction in junctions]
        large = [adjacency for adjacency in made if adjacency is not None]
        if large:
            found.tally.keep()
            found.adjacencies.extend(large)
            return
        found.refuse(refused[0] if refused else Refused(DropReason.NOT_STRUCTURAL))

    def _join(self, found: Read) -> None:
        """Put halves together and keep one of two."""
        together = paired(found.halves, self.caller.mates)
        for half, mate in together.kept:
            made = self._adjacency(half.record, half.junction, mate)
            both = 1 if mate is None else 2
            if made is None:
                found.tally.drop(DropReason.NOT_STRUCTURAL, both)
                continue
            found.adjacencies.append(made)
            found.tally.keep()
            if mate is not None:
                found.tally.drop(DropReason.MATE)
        if together.at_odds:
            found.tally.drop(DropReason.MALFORMED, 2 * len(together.at_odds))
        found.whys[words.MATE_AT_ODDS] += 2 * len(together.at_odds)
        found.whys[words.MATE_MISSING] += together.missing
        found.adjacencies.sort(key=lambda adjacency: adjacency.rows)

    def _adjacency(
        self, record: SvRecord, junction: Junction, mate: Half | None
    ) -> Adjacency | None:
        """The adjacency, unless it is too short to be structural."""
        said = Said(
            support=self._support(record),
            normal_support=self._normal_support(record),
            tag=self.caller.tag(record),
            junction_copies=self.caller.junction_copies(record),
        )
        return assembled(record, junction, mate, said, min_length=self.asked.min_length)

    def _support(self, record: SvRecord) -> JunctionSupport:
        return self.caller.support(Sample(record.tumour, record.info))

    def _normal_support(self, record: SvRecord) -> JunctionSupport | None:
        return self.caller.support(Sample(record.normal, {})) if record.normal else None

    def _build(self, found: Read) -> BuildSigns:
        texts = [text for key in _SIGNS for text in self.header.values(key)]
        texts += [text for text in self.header.values("contig") if "assembly" in text]
        lengths = {name: size for name, size in self.header.contigs.items() if size is not None}
        return BuildSigns(tuple(texts), lengths, found.furthest)


def _notes(found: Read) -> Iterator[str]:
    """What a reader of the report must know, one sentence each."""
    for why, count in found.whys.items():
        if count:
            yield words.told(count, words.RECORDS, why=why)


def _strands(header: VcfHeader) -> str:
    """The INFO field with BEDPE's strands; cuteSV's STRAND, which elsewhere is the reads'."""
    lines = header.values("INFO")
    is_bedpe = any(line.startswith("<ID=STRAND,") and "BEDPE" in line for line in lines)
    return "STRAND" if is_bedpe else "STRANDS"


def _record(row: int, cells: list[bytes], columns: Columns, strands: str) -> SvRecord:
    info = info_of(decoded(cells[_INFO]))
    if strands in info:
        info["STRANDS"] = info[strands]
    keys = decoded(cells[_KEYS]) if len(cells) > _KEYS else ""
    filters = decoded(cells[_FILTER])
    return SvRecord(
        row=row,
        contig=decoded(cells[0]),
        pos=int(cells[1]),
        id=decoded(cells[_ID]),
        ref=decoded(cells[_REF]),
        alts=tuple(decoded(cells[_ALT]).split(",")),
        filters=filters_of(filters),
        info=info,
        tumour=_sample(cells, keys, columns.tumour),
        normal=_sample(cells, keys, columns.normal),
        is_unfiltered=filters == ".",
    )


def _sample(cells: list[bytes], keys: str, column: int | None) -> dict[str, str]:
    return {} if column is None else fields_of(keys, decoded(cells[column]))


def _is_small(cells: list[bytes], min_length: int) -> bool:
    """Whether all alleles are spelled out and too short, or the record states the reference."""
    ref, alt = cells[_REF], cells[_ALT]
    if alt in _REFERENCE:
        return b"SVTYPE=" not in cells[_INFO]
    if not _BASES.issuperset(alt) or _UNREAD in alt:
        return False
    return max(len(ref), *map(len, alt.split(b","))) <= min_length


def _is_human(junction: Junction) -> bool:
    """Whether at least one side lies on a chromosome."""
    ends = (junction.own, junction.mate)
    return any(end is not None and end.contig in CONTIGS for end in ends)


def _reach(furthest: dict[str, int], junctions: Iterable[Junction]) -> None:
    for junction in junctions:
        for end in (junction.own, junction.mate):
            if end is not None and end.contig in CONTIGS:
                furthest[end.contig] = max(furthest.get(end.contig, 0), end.pos)


def _too_many(where: str, number: int) -> FormatError:
    return FormatError(
        f"More than {MOST_RECORDS:,} records may be structural variants.",
        where=where,
        line=number,
        hint="Pass the calls of one sample.",
    )
