"""Rows of a table of depth, taken up where they lie in the places that may decide a marker."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hccgenomics.errors import FormatError
from hccgenomics.readers.contig_names import ContigNames
from hccgenomics.readers.coverage.formats import RowError
from hccgenomics.readers.coverage.runs import DepthRow, clipped
from hccgenomics.readers.coverage.text import is_comment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.model.genome import AssemblyContigs
    from hccgenomics.readers.coverage.formats import DepthFormat
    from hccgenomics.readers.coverage.text import Piece
    from hccgenomics.readers.panel import Stretches
    from hccgenomics.vocabulary import Assembly

    Places = Mapping[str, Stretches]


@dataclass(frozen=True, slots=True)
class DepthRequest:
    """What of a table of depth is wanted.

    Attributes:
        places: By assembly, the places that may decide a marker, by contig.
        assembly: That of the run.
        contigs: Of the assemblies, for contigs named by accession.
        number: Of the file, in the run.
    """

    places: Mapping[Assembly, Places]
    assembly: Assembly
    contigs: Mapping[Assembly, AssemblyContigs] = field(default_factory=dict)
    number: int = 1


class Rows:
    """Takes rows up, and remembers what they show.

    Attributes:
        records: Rows so far.
        found: Those in the places of each assembly, clipped to them, by contig.
        furthest: The furthest base of each contig.
        strangers: Rows on contigs that are no chromosomes.
    """

    def __init__(self, known: DepthFormat, request: DepthRequest, where: str) -> None:
        self.known = known
        self.request = request
        self.where = where
        self.names = ContigNames(request.contigs)
        self._contigs: dict[bytes, str | None] = {}
        self._width: int | None = None
        self._has_heading = False
        self.records = 0
        self.found: dict[Assembly, dict[str, list[DepthRow]]] = {a: {} for a in request.places}
        self.furthest: dict[str, int] = {}
        self.strangers: Counter[str] = Counter()

    def read(self, piece: Piece) -> None:
        """Each line of a piece."""
        for number, raw in enumerate(piece.lines(), piece.first):
            line = raw.rstrip(b"\r")
            if not line.strip() or is_comment(line) or self._is_heading(line):
                continue
            self.records += 1
            self.take(line, number)

    def _is_heading(self, line: bytes) -> bool:
        """Whether this is a first row of names, which stands before any row alone."""
        if self.records or self._has_heading:
            return False
        cells = self.known.split(line)
        at = self.known.start
        self._has_heading = len(cells) > at and not cells[at].isdigit()
        return self._has_heading

    def take(self, line: bytes, number: int) -> None:
        """One row.

        Raises:
            FormatError: It breaks the rules of the table.
        """
        spelled, row = self.row(line, number)
        contig = self.contig(spelled)
        if contig is None:
            self.pass_by(spelled, 1)
            return
        if row.end > self.furthest.get(contig, 0):
            self.furthest[contig] = row.end
        for assembly, places in self.request.places.items():
            if contig in places and (parts := list(clipped(row, places[contig]))):
                self.found[assembly].setdefault(contig, []).extend(parts)

    def pass_by(self, spelled: bytes, count: int) -> None:
        """Count rows of a contig that is no chromosome."""
        self.strangers[spelled.decode("utf-8", "replace")] += count

    def row(self, line: bytes, number: int) -> tuple[bytes, DepthRow]:
        """Contig, place, depth and objection of a line.

        Raises:
            FormatError: It breaks the rules of the table.
        """
        try:
            return self._parsed(self.known.split(line))
        except RowError as error:
            raise FormatError(
                str(error),
                where=self.where,
                line=number,
                hint="The file may be damaged or edited by hand; write it again.",
            ) from error

    def _parsed(self, cells: list[bytes]) -> tuple[bytes, DepthRow]:
        if self._width is None:
            self._width = len(cells)
        if len(cells) != self._width:
            raise RowError(f"{len(cells)} columns where the rows before have {self._width}.")
        start, end = self.known.place(cells)
        depth, refused = self.known.measure(cells, end - start)
        return cells[0], DepthRow(start, end, depth, refused)

    def contig(self, spelled: bytes) -> str | None:
        """Our name of a contig; ``None`` beyond chromosomes."""
        if spelled not in self._contigs:
            self._contigs[spelled] = self.names[spelled.decode("utf-8", "replace")]
        return self._contigs[spelled]
