"""Read the design of an assay: a BED of its targets, or an interval list of Picard.

A BED counts gaps (https://samtools.github.io/hts-specs/BEDv1.pdf); an interval list has the header
of a SAM and counts bases from one, both ends included
(https://gatk.broadinstitute.org/hc/en-us/articles/360035531852).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError
from hccgenomics.model.copy_number_files import BuildSigns, InputFacts
from hccgenomics.model.coverage import Panel
from hccgenomics.model.genome import Interval, merged
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.containers import Wanted
from hccgenomics.readers.contig_names import ContigNames
from hccgenomics.readers.coverage.formats import RowError, whole
from hccgenomics.readers.coverage.remarks import unknown_contigs
from hccgenomics.readers.coverage.text import is_comment, pieces_of
from hccgenomics.readers.stream import open_input, unpacked_name
from hccgenomics.vocabulary import CONTIGS, CoverageKind, DialectTier

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from hccgenomics.model.genome import AssemblyContigs
    from hccgenomics.readers.coverage.text import Piece
    from hccgenomics.readers.stream import Input
    from hccgenomics.vocabulary import Assembly

BED: Final = Wanted("BED", "BED of the regions assayed", may_begin_as_sam=True)
_VCF_SIGN: Final = b"##fileformat=VCF"
_START, _END, _NAME = 1, 2, 3
_COLUMNS: Final = 3
_LIST_NAME: Final = 4
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]+")
_PLACE_LIKE: Final = re.compile(rb"-?\d")
_LENGTH: Final = re.compile(r"[0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class PanelRequest:
    """What is known of the panel before its file is opened.

    Attributes:
        contigs: Of the assemblies, for contigs named by accession.
        genes: That a row may name; rows named for them tell the assembly.
        number: Of the file, in the run.
    """

    contigs: Mapping[Assembly, AssemblyContigs] = field(default_factory=dict)
    genes: Collection[str] = frozenset()
    number: int = 1


@dataclass(frozen=True, slots=True)
class PanelFile:
    """One design, read: its regions, and what shows their assembly."""

    panel: Panel
    build: BuildSigns


def read_panel(path: str | Path, request: PanelRequest) -> PanelFile:
    """The regions of a BED or interval list, merged.

    Raises:
        UnreadableError: The file is missing, empty, damaged or truncated, or of another kind.
        FormatError: A row is none, by its line, or there is none.
    """
    with open_input(path, wanted=BED) as source:
        design = _Design(request, source.where)
        for piece in () if source.is_bcf else pieces_of(source):
            design.read(piece)
        return design.file(source)


class _Design:
    """Takes the rows of a design up."""

    def __init__(self, request: PanelRequest, where: str) -> None:
        self._request = request
        self._where = where
        self._names = ContigNames(request.contigs)
        self._genes = frozenset(request.genes)
        self._regions: dict[str, list[Interval]] = {}
        self._named: dict[str, Interval] = {}
        self._furthest: dict[str, int] = {}
        self._lengths: dict[str, int] = {}
        self._texts: list[str] = []
        self._strangers: Counter[str] = Counter()
        self._empty = 0
        self._is_list = False
        self._has_heading = False
        self._records = 0

    def read(self, piece: Piece) -> None:
        """Each line of a piece.

        Raises:
            FormatError: One is no row.
        """
        for number, raw in enumerate(piece.lines(), piece.first):
            line = raw.rstrip()
            if is_comment(line):
                self._hear(line)
            elif line.strip() and not self._is_heading(line):
                self._records += 1
                self._take(line, number)

    def _hear(self, line: bytes) -> None:
        """A line of a header."""
        if line.startswith(_VCF_SIGN):
            raise FormatError(
                "This is a VCF, not a BED of the regions assayed.",
                where=self._where,
                hint="Pass a gVCF with --coverage.",
            )
        text = line.decode("utf-8", "replace")
        self._texts.append(text)
        if line.startswith(b"@"):
            self._is_list = True
            tags = {cell[:2]: cell[3:] for cell in text.rstrip().split("\t") if cell[2:3] == ":"}
            if "SN" in tags and _LENGTH.fullmatch(tags.get("LN", "")):
                self._lengths[tags["SN"]] = int(tags["LN"])

    def _is_heading(self, line: bytes) -> bool:
        """Whether this is the one line before all rows that may name the columns."""
        if self._records or self._has_heading:
            return False
        cells = _cells(line)
        self._has_heading = len(cells) >= _COLUMNS and not any(
            _PLACE_LIKE.match(cell) for cell in cells[_START : _END + 1]
        )
        return self._has_heading

    def _take(self, line: bytes, number: int) -> None:
        try:
            spelled, start, end, name = self._row(_cells(line))
        except RowError as error:
            raise FormatError(
                str(error),
                where=self._where,
                line=number,
                hint="Pass a BED: contig, start and end, tab-separated.",
            ) from error
        contig = self._names[spelled]
        if contig is None:
            self._strangers[spelled] += 1
        elif start == end:
            self._empty += 1
        else:
            self._add(Interval(contig, start, end), name)

    def _row(self, cells: list[bytes]) -> tuple[str, int, int, str]:
        if len(cells) < _COLUMNS:
            raise RowError(f"The row has {len(cells)} of the three columns of a BED.")
        start, end = whole(cells[_START], "start"), whole(cells[_END], "end")
        if self._is_list and not start:
            raise RowError("An interval list counts bases from one, and the row is of base 0.")
        start -= self._is_list
        if end < start:
            raise RowError(f"The row ends at {end}, before it starts at {start}.")
        column = _LIST_NAME if self._is_list else _NAME
        name = cells[column].decode("utf-8", "replace") if len(cells) > column else ""
        return cells[0].decode("utf-8", "replace"), start, end, name

    def _add(self, region: Interval, name: str) -> None:
        self._regions.setdefault(region.contig, []).append(region)
        self._furthest[region.contig] = max(self._furthest.get(region.contig, 0), region.end)
        for word in _WORD.findall(name):
            if word in self._genes:
                self._named.setdefault(word, region)

    def file(self, source: Input) -> PanelFile:
        """What was read.

        Raises:
            FormatError: There is no region.
        """
        if not self._regions:
            raise FormatError(
                f"None of the {self._records:,} rows is a region on a chromosome that is known."
                if self._records else "The file has no row.",
                where=self._where,
                hint="Pass a BED of the regions assayed; contigs are named as in chr5, 5 or "
                "NC_000005.10.",
            )  # fmt: skip
        facts = self._facts(source)
        panel = Panel(
            number=facts.number,
            name=unpacked_name(facts.name),
            kind=CoverageKind.PANEL,
            regions=self._merged(),
            notes=tuple(self._notes()),
            facts=facts,
        )
        texts = (*self._texts, *self._names.witnesses)
        return PanelFile(panel, BuildSigns(texts, self._lengths, self._furthest, self._named))

    def _merged(self) -> dict[str, tuple[Interval, ...]]:
        known = (contig for contig in CONTIGS if contig in self._regions)
        return {contig: merged(self._regions[contig]) for contig in known}

    def _notes(self) -> Iterator[str]:
        yield from unknown_contigs(self._strangers)
        if self._empty:
            yield words.told(self._empty, words.EMPTY_ROWS)

    def _facts(self, source: Input) -> InputFacts:
        return InputFacts(
            name=source.name,
            sha256=source.sha256,
            size=source.size,
            container=source.container.value,
            format="interval_list" if self._is_list else "bed",
            tool="Picard interval list" if self._is_list else "BED",
            tier=DialectTier.EXACT,
            records=self._records,
            number=self._request.number,
        )


def _cells(line: bytes) -> list[bytes]:
    """A BED may be written with blanks (BED, section 1.4)."""
    return line.split(b"\t") if b"\t" in line else line.split()
