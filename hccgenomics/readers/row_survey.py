"""What the rows of a MAF or table are, counted while they pass by, and whose they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hccgenomics.readers.doors.columns import Role
from hccgenomics.readers.records import LONGEST_POS
from hccgenomics.readers.table_cells import UNSTATED, split_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hccgenomics.readers.doors.door import Door
    from hccgenomics.readers.survey import Survey

_MOST_NAMES: Final = 100_000
_ANCHOR: Final = "A"
"""Stands before an allele written ``-``, so that its type can be told as of a VCF."""


@dataclass(slots=True)
class RowSurvey:
    """Counts rows into a survey, and their samples beside it.

    Attributes:
        tumours, normals: Rows by the sample they name.
    """

    door: Door
    survey: Survey
    tumours: Counter[str] = field(default_factory=Counter)
    normals: Counter[str] = field(default_factory=Counter)

    def through(self, rows: Iterable[bytes]) -> Iterator[bytes]:
        """Hand the rows on, and count them."""
        for number, row in enumerate(rows, start=self.door.lines + 1):
            self._count(row.rstrip(b"\r").decode("utf-8", "replace"), number)
            yield row

    def _count(self, row: str, number: int) -> None:
        cells = split_row(row, self.door.separator)
        contig, pos = self._cell(cells, Role.CONTIG), self._cell(cells, Role.POS)
        if not contig or not pos.isdigit() or len(pos) > LONGEST_POS:
            return
        tumour = self._name(cells, Role.TUMOUR, self.tumours)
        self._name(cells, Role.NORMAL, self.normals)
        spelled = _spelled(self._cell(cells, Role.REF), self._cell(cells, Role.ALT))
        self.survey.add(contig.encode(), int(pos), spelled, number, whose=tumour.encode())
        self.survey.add_filter((self._cell(cells, Role.FILTER) or ".").encode())

    def _cell(self, cells: list[str], role: Role) -> str:
        place = self.door.columns.places.get(role)
        return "" if place is None or place >= len(cells) else cells[place].strip()

    def _name(self, cells: list[str], role: Role, counted: Counter[str]) -> str:
        name = self._cell(cells, role)
        if name in UNSTATED:
            return ""
        if name in counted or len(counted) < _MOST_NAMES:
            counted[name] += 1
        return name


def _spelled(ref: str, alt: str) -> tuple[bytes, bytes]:
    """As a VCF would have it, as far as the type needs.

    >>> _spelled("-", "GG"), _spelled("CT", "-"), _spelled("C", "T")
    ((b'A', b'AGG'), (b'ACT', b'A'), (b'C', b'T'))
    """
    if "-" in {ref, alt}:
        ref, alt = (_ANCHOR + allele.replace("-", "") for allele in (ref, alt))
    return ref.encode(), alt.encode()
