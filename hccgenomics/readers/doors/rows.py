"""Rows of a MAF or table become lines of VCF columns, one for one, as they pass by.

Alleles stay as they are spelled, ``-`` included, so that a row can be found again. A row that lies
outside the panel becomes no more than its place. A row that is another tumour's, or that names no
place, becomes an empty line and is counted here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import AssemblyError, FormatError, SampleError
from hccgenomics.readers.alleles import GAP
from hccgenomics.readers.annotations.maf import INFO_ID
from hccgenomics.readers.assembly import assemblies_named
from hccgenomics.readers.doors.cells import (
    at,
    count_cell,
    escaped,
    filter_cell,
    fraction_cell,
    whole,
)
from hccgenomics.readers.doors.columns import ANNOTATION, COUNTS, NORMAL_COUNTS, Role
from hccgenomics.readers.doors.dialects import STATUS
from hccgenomics.readers.doors.door import KEYS, assembly_words
from hccgenomics.readers.doors.unanchored import CONTEXT, END
from hccgenomics.readers.header import SHOWN
from hccgenomics.readers.records import LONGEST_POS, may_touch
from hccgenomics.readers.table_cells import BLANK, UNSTATED, split_row, stated
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hccgenomics.readers.doors.door import Door
    from hccgenomics.readers.panel import Place, Places

_BLANK: Final = BLANK.encode()
_NO_ALLELE: Final = "?"
_BEYOND: Final = b"\t.\t.\t.\t.\t.\t.\t.\t.\t."
_SEX_BY_NUMBER: Final = {"23": "X", "24": "Y", "chr23": "chrX", "chr24": "chrY"}
"""As cBioPortal and PLINK number them."""
_UNMATCHED: Final = frozenset({"normal", "unmatched", "none"})
_POOLED: Final = "pool"


@dataclass(frozen=True, slots=True)
class Rows:
    """How the rows of one file are read, in whatever process.

    Attributes:
        tumour: The only one to read; ``None`` where the user names none.
        watched: Genes beyond the panel whose rows are read wherever they lie.
        is_one_sample: Whether rows of several tumours are an error.
    """

    door: Door
    where: str
    tumour: str | None = None
    watched: frozenset[str] = frozenset()
    is_one_sample: bool = False

    def reader(self, places: Places, *, assembly: str | None = None) -> RowReader:
        """A reader; the rows may have to be on an assembly already decided on."""
        return RowReader(self, places, assembly=assembly)


class RowReader:
    """Makes records of rows, and keeps account of those of which it makes none.

    Attributes:
        tumour, normal: The samples of the rows, as far as they were met.
        others: Rows of other tumours.
        placeless: Rows that state no place.
        named: Tumours whose rows were read, two of them at most.
        pooled: Rows whose normal is no patient's.
    """

    def __init__(self, rows: Rows, places: Places, *, assembly: str | None = None) -> None:
        door = rows.door
        self._door = door
        self._places = places
        self._where = rows.where
        self._asked = None if rows.tumour is None else rows.tumour.strip()
        self._watched = frozenset(name.encode() for name in rows.watched)
        self._is_one_sample = rows.is_one_sample
        self._at = door.columns.places
        self._separator = door.separator.encode()
        self._builds: dict[bytes, None] = {}
        self._assembly = _assembly_of(door.build) or assembly
        self._samples: dict[bytes, bool] = {}
        front = (Role.CONTIG, Role.POS, Role.ASSEMBLY, Role.TUMOUR, Role.GENE)
        self._contig, self._pos = self._at[Role.CONTIG], self._at[Role.POS]
        self._front = max(self._at[role] for role in front if role in self._at) + 1
        self.tumour: str | None = None
        self.normal: str | None = None
        self.named: frozenset[str] = frozenset()
        self.begin()

    @property
    def left_out(self) -> Counter[DropReason]:
        """The rows that became no record."""
        counted = {DropReason.OTHER_SAMPLE: self.others, DropReason.MALFORMED: self.placeless}
        return Counter({reason: count for reason, count in counted.items() if count})

    @property
    def assembly(self) -> str | None:
        """What the rows say of it, in words that tell one."""
        return self._assembly

    def begin(self) -> None:
        """Count from zero."""
        self.others = self.placeless = self.pooled = 0

    def records(self, rows: Iterable[bytes], *, after: int) -> Iterator[bytes]:
        """One line for each row; empty where the row is counted here.

        Args:
            rows: Without their line feeds.
            after: Lines of the file before them.

        Raises:
            InputError: A row is cut, its position is no number, or it contradicts the others.
        """
        for number, row in enumerate(rows, start=after + 1):
            yield self._record(row, number)

    def _record(self, row: bytes, number: int) -> bytes:
        cells = self._cells(row, number)
        if not cells:
            return b""
        if not self._is_ours(cells, number):
            self.others += 1
            return b""
        self._check_build(cells, number)
        contig, pos = cells[self._contig], cells[self._pos]
        if not pos.isdigit() or len(pos) > LONGEST_POS:
            pos = self._position(pos, number)
        place = self._places[contig]
        if place is None:
            contig, place = self._unusual(contig)
        if not pos or not contig:
            self.placeless += 1
            return b""
        if not self._is_near(place, int(pos), row, cells):
            return contig + b"\t" + pos + _BEYOND
        return self._whole_record(row, contig, pos, number)

    def _cells(self, row: bytes, number: int) -> list[bytes]:
        """As many cells as it takes to place the row; none of a blank line."""
        total = self._door.columns.total
        if b'"' in row or self._separator == _BLANK or row.count(self._separator) != total - 1:
            return self._repaired(row, number)
        return row.split(self._separator, self._front)

    def _repaired(self, row: bytes, number: int) -> list[bytes]:
        """The cells of a row with quotation marks, or with empty cells too many."""
        if not row.strip() or row.startswith(b"#"):
            return []
        return [cell.encode("utf-8", "surrogateescape") for cell in self._texts(row, number)]

    def _texts(self, row: bytes, number: int) -> list[str]:
        total = self._door.columns.total
        cells = split_row(
            row.rstrip(b"\r\n").decode("utf-8", "surrogateescape"), self._door.separator
        )
        while len(cells) > total and not cells[-1].strip():
            cells.pop()
        if not any(cell.strip() for cell in cells):
            return []
        if len(cells) != total:
            raise FormatError(
                f"{len(cells)} columns where the heading names {total}.",
                where=self._where,
                line=number,
                hint="The file may be cut or edited by hand; write it again.",
            )
        return cells

    def _is_ours(self, cells: list[bytes], number: int) -> bool:
        place = self._at.get(Role.TUMOUR)
        if place is None:
            return True
        name = cells[place]
        known = self._samples.get(name)
        if known is None:
            known = self._samples[name] = self._judged(name, number)
        return known

    def _judged(self, raw: bytes, number: int) -> bool:
        """Whether rows of this tumour are read."""
        name = stated(raw.decode("utf-8", "replace"))
        if len(self._samples) >= _MOST_SAMPLES:
            self._samples.clear()
        if self._asked is not None:
            if name == self._asked:
                self._name(name)
            return name == self._asked
        if self.tumour in {None, name} or not name:
            self._name(name)
            return True
        self._name(name)
        if self._is_one_sample:
            raise SampleError(
                f"The rows are of several tumours: column {self._at[Role.TUMOUR] + 1} names "
                "another one here than before.",
                where=self._where,
                line=number,
                hint="Name the tumour to read with --tumour-sample; hccgenomics validate lists "
                "them.",
            )
        return True

    def _name(self, name: str) -> None:
        self.tumour = self.tumour or name or None
        if name and len(self.named) < _ENOUGH:
            self.named |= {name}

    def _check_build(self, cells: list[bytes], number: int) -> None:
        """One file is on one assembly."""
        place = self._at.get(Role.ASSEMBLY)
        if place is None or cells[place] in self._builds:
            return
        raw = cells[place]
        said = _assembly_of(stated(raw.decode("utf-8", "replace")))
        if said is not None and self._assembly is not None and said != self._assembly:
            raise AssemblyError(
                f"The row is on {said}, and the rows before it on {self._assembly}, by column "
                f"{place + 1}.",
                where=self._where,
                line=number,
                hint="Pass the rows of one assembly.",
            )
        self._assembly = self._assembly or said
        self._builds[raw] = None

    def _position(self, pos: bytes, number: int) -> bytes:
        """A position that is not plainly one; "" where none is stated."""
        text = stated(whole(pos.decode("utf-8", "backslashreplace").strip('" ')))
        if text in {"", "-1"}:
            return b""
        if not text.isdigit() or not text.isascii() or len(text) > LONGEST_POS:
            raise FormatError(
                f"The position is {text[:SHOWN]!r}, not a number.",
                where=self._where,
                line=number,
                hint="The file may be damaged; write it again.",
            )
        return text.encode()

    def _unusual(self, contig: bytes) -> tuple[bytes, Place | None]:
        """A contig of which the panel knows nothing as it is spelled; "" where none is stated."""
        text = stated(contig.decode("utf-8", "replace"))
        name = _SEX_BY_NUMBER.get(text, text).encode()
        return name, self._places[name] if name != contig else None

    def _is_near(self, place: Place | None, pos: int, row: bytes, cells: list[bytes]) -> bool:
        if place is not None and may_touch(place, pos - 1, row):
            return True
        gene = self._at.get(Role.GENE)
        return bool(self._watched) and gene is not None and cells[gene] in self._watched

    def _whole_record(self, row: bytes, contig: bytes, pos: bytes, number: int) -> bytes:
        cells, places = self._texts(row, number), self._at
        ref = at(cells, places[Role.REF]).strip() or _NO_ALLELE
        columns = (
            ref,
            self._alts(cells, ref),
            ".",
            filter_cell(at(cells, places.get(Role.FILTER))),
            self._info(cells),
            KEYS,
            self._sample(cells, COUNTS),
            self._normal(cells),
        )
        text = "\t".join(columns).encode("utf-8", "surrogateescape")
        return contig + b"\t" + pos + b"\t.\t" + text

    def _alts(self, cells: list[str], ref: str) -> str:
        """The variant, and the first tumour allele where that is yet another one.

        ``-`` as the first allele beside a second one is how old files write that it is not known.
        """
        first = at(cells, self._at[Role.ALT]).strip()
        if not self._door.is_maf:
            return first.replace("/", ",") or _NO_ALLELE
        other = at(cells, self._at.get(Role.OTHER_ALT)).strip()
        alts = [first] if _is_alternate(first, ref) else []
        if ref != _NO_ALLELE and _is_alternate(other, ref) and other.upper() != first.upper():
            alts += [other] if other != GAP or not alts else []
        return ",".join(map(_plain, alts)) or _plain(first) or _NO_ALLELE

    def _info(self, cells: list[str]) -> str:
        places = self._at
        status = stated(at(cells, places.get(Role.STATUS)))
        end = stated(whole(at(cells, places.get(Role.END))))
        context = stated(at(cells, places.get(Role.CONTEXT)))
        items = [
            f"{key}={escaped(value)}"
            for key, value in ((STATUS, status), (END, end), (CONTEXT, context))
            if value
        ]
        if self._door.is_annotated:
            said = (stated(at(cells, places.get(role))) for role in ANNOTATION)
            items.append(f"{INFO_ID}={'|'.join(map(escaped, said))}")
        return ";".join(items) or "."

    def _sample(self, cells: list[str], roles: tuple[Role, ...]) -> str:
        *counts, vaf = roles
        columns = self._door.columns
        values = [count_cell(at(cells, self._at.get(role))) for role in counts]
        share = fraction_cell(at(cells, self._at.get(vaf)), per_cent=vaf in columns.per_cent)
        return ":".join((*values, share))

    def _normal(self, cells: list[str]) -> str:
        """The counts of the matched normal; "" where there is none."""
        name = stated(at(cells, self._at.get(Role.NORMAL)))
        if _POOLED in name.lower():
            self.pooled += 1
            return ""
        if name and name.lower() not in _UNMATCHED:
            self.normal = self.normal or name
        if not self._door.has_normal:
            return ""
        counts = self._sample(cells, NORMAL_COUNTS)
        return counts if set(counts) - set(".:") else ""


_MOST_SAMPLES: Final = 100_000
_ENOUGH: Final = 2
"""Tumours that make several."""


def _assembly_of(build: str) -> str | None:
    """The one assembly that a build names, else its own words."""
    if not build:
        return None
    words = assembly_words(build)
    named = assemblies_named(words)
    return named[0].value if len(named) == 1 else words


def _is_alternate(allele: str, ref: str) -> bool:
    """Whether a cell holds an allele, ``-`` among them, other than the reference."""
    return (allele == GAP or allele not in UNSTATED) and allele.upper() != ref.upper()


def _plain(allele: str) -> str:
    """An allele that does not break the line."""
    return allele.replace(",", _NO_ALLELE).replace("\t", _NO_ALLELE)
