"""Which sample of a copy-number file is meant; samples are never named in messages.

In a table of many samples, rows of others are counted, and neither split nor held: there may be
millions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.errors import SampleError
from hccgenomics.readers.segment_head import TAB
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_table import Row, Table

OPTION: Final = "--tumour-sample"
_LISTS: Final = "hccgenomics validate lists the names"
_OTHER_NAME: Final = (
    f"The file is of one sample, which it names otherwise than {OPTION} does; it was read as the "
    "tumour's."
)


def check_lone_sample(sample: str | None, asked: Asked, *, where: str) -> tuple[str, ...]:
    """A note where the one sample of a file has another name than the one asked for.

    Raises:
        SampleError: It is the matched normal.
    """
    if sample is None or asked.sample in {None, sample}:
        if sample is not None and asked.sample is None and sample == asked.normal:
            raise SampleError(
                "The file is of the sample that --normal-sample names.",
                where=where,
                hint="Pass the tumour's copy number.",
            )
        return ()
    return (_OTHER_NAME,)


def choose_sample(samples: Sequence[str], asked: Asked, *, where: str) -> str:
    """The tumour among the samples of a file.

    The one that is asked for; else the only one; else the one beside the matched normal.

    Raises:
        SampleError: It cannot be told; samples are counted, not named.
    """
    if asked.wanted is not None and asked.wanted in samples:
        return asked.wanted
    if len(samples) == 1:
        return samples[0]
    rest = [name for name in samples if name != asked.normal]
    if asked.sample is None and len(rest) == 1:
        return rest[0]
    raise refuse_samples(samples, asked, where=where)


def refuse_samples(names: Sequence[str], asked: Asked, *, where: str) -> SampleError:
    """The error for a file of several samples of which none is known to be the tumour."""
    if asked.sample is None:
        error = SampleError(
            f"The file has {len(names)} samples, and nothing says which is the tumour.",
            where=where,
            hint=f"Name it with {OPTION}; {_LISTS}.",
        )
    else:
        error = SampleError(
            f"{OPTION} names none of the file's {len(names)} samples.",
            where=where,
            hint=f"Pass the name that the file has; {_LISTS}.",
        )
    error.names = tuple(names)
    return error


class OneSample:
    """The rows of one sample of a table whose rows name their samples.

    All rows are read at once and counted, those of other samples as dropped. Rows of the first
    sample are held until a second one turns up, for a file of one sample is read whatever its name.

    Attributes:
        name: The sample, as the file names it; ``None`` for a table without rows.
        notes: A sentence for the report, where it was asked for by another name.

    Raises:
        SampleError: The rows are of several samples, and none or none of them is asked for.
    """

    def __init__(self, table: Table, asked: Asked, column: str) -> None:
        scan = _Scan(table, column, asked.wanted)
        scan.run()
        self.name = _found(list(scan.counts), asked, where=table.where)
        self.notes = check_lone_sample(self.name, asked, where=table.where)
        self._table = table
        self._held = scan.held
        table.records = sum(scan.counts.values())
        foreign = table.records - scan.counts.get(self.name or "", 0)
        if foreign:
            table.tally.drop(DropReason.OTHER_SAMPLE, foreign)

    def rows(self) -> Iterator[Row]:
        """Its rows, in the order of the file."""
        return (self._table.row(*held) for held in self._held)


def _found(names: Sequence[str], asked: Asked, *, where: str) -> str | None:
    if asked.wanted in names:
        return asked.wanted
    if len(names) <= 1:
        return next(iter(names), None)
    raise refuse_samples(names, asked, where=where)


class _Scan:
    """One pass over the lines.

    Attributes:
        counts: Rows by sample.
        held: Lines of the sample that is asked for, or of the only one, with their numbers and
            those of their rows.
    """

    def __init__(self, table: Table, column: str, wanted: str | None) -> None:
        self.counts: dict[str, int] = {}
        self.held: list[tuple[bytes, int, int]] = []
        self._table = table
        self._at = table.at(column) or 0
        self._wanted = wanted
        self._known: dict[bytes, str] = {}
        self._column = column

    def run(self) -> None:
        """Neighbouring rows mostly share their sample: then its name is only compared."""
        separator = self._separator()
        start, name, is_held, record, counted = b"", "", False, 0, 0
        for number, line in enumerate(self._table.lines, start=self._table.line + 1):
            if not (start and line.startswith(start)):
                if not line.strip() or line.startswith(b"#"):
                    continue
                self._count(name, record - counted)
                counted = record
                start = line[: line.find(separator) + 1] if separator else b""
                name = self._known.get(start) or self._name(line, start)
                if name == self._column and self._is_heading(line):
                    start = b""
                    continue
                is_held = self._is_held(name)
            record += 1
            if is_held:
                self.held.append((line, number, record))
        self._count(name, record - counted)

    def _is_heading(self, line: bytes) -> bool:
        """Whether the heading stands here once more, of the next of several files put together."""
        cells = [cell.strip() for cell in self._table.cells(line)]
        return cells == list(self._table.head.columns)

    def _separator(self) -> bytes:
        """Behind the name where it stands first, so that names can be compared unsplit; or b"".

        A comma or a blank may stand within a name.
        """
        separator = self._table.head.separator
        return b"" if self._at or separator != TAB else separator.encode()

    def _count(self, name: str, rows: int) -> None:
        """Count the run of rows that ends here."""
        if rows:
            self.counts[name] = self.counts.get(name, 0) + rows

    def _name(self, line: bytes, start: bytes) -> str:
        """The sample of a row, remembered by the bytes with which its rows begin."""
        cells = self._table.cells(line)
        name = cells[self._at].strip() if len(cells) > self._at else ""
        if start:
            self._known[start] = name
        return name

    def _is_held(self, name: str) -> bool:
        """Whether rows of this sample are wanted; a second sample ends the waiting of the first."""
        if self._wanted in self.counts:
            return name == self._wanted
        is_first = not self.counts or (len(self.counts) == 1 and name in self.counts)
        if not is_first:
            self.held.clear()
        return is_first or name == self._wanted
