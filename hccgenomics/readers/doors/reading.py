"""A whole MAF or table of one tumour: its rows scanned, its samples and leftovers named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import DialectError, FormatError, SampleError
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.annotations.watch import Watch
from hccgenomics.readers.assembly import BUILD_KEY
from hccgenomics.readers.doors.rows import Rows
from hccgenomics.readers.header import FIRST_SAMPLE
from hccgenomics.readers.records import scan
from hccgenomics.readers.samples import Columns
from hccgenomics.vocabulary import DepthUnit, DropReason

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from hccgenomics.model.variant import SetAside
    from hccgenomics.readers.doors.door import Door
    from hccgenomics.readers.doors.rows import RowReader
    from hccgenomics.readers.header import VcfHeader
    from hccgenomics.readers.held import Scan
    from hccgenomics.readers.panel import Places

UNITS: Final = {
    DepthUnit.FRAGMENTS: words.FRAGMENTS,
    DepthUnit.MOLECULES: words.CONSENSUS,
    DepthUnit.DUPLEX_MOLECULES: words.DUPLEX,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user says of the file.

    Attributes:
        watched: Genes beyond the panel whose annotated variants are read wherever they lie.
    """

    tumour: str | None = None
    normal: str | None = None
    caller: str | None = None
    watched: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RowsRead:
    """What came of the rows.

    Attributes:
        left_out: Rows of which no record was made, by the reason.
        notes: What a reader of the report must know; sentences.
    """

    header: VcfHeader
    columns: Columns
    watch: Watch
    scan: Scan
    left_out: Counter[DropReason]
    notes: tuple[str, ...]


def check_caller(door: Door, caller: str | None, *, where: str) -> None:
    """Raise where the user names a caller, for only a VCF is read by its caller."""
    if caller is not None and caller.lower() != door.dialect.name:
        raise DialectError(
            f"The file is a {door.file_format}, which no caller's own fields can be read from.",
            where=where,
            hint="Leave --caller out, or pass the caller's VCF.",
        )


def read_rows(
    door: Door, rows: Iterable[bytes], places: Places, asked: Asked, *, where: str
) -> RowsRead:
    """Read every row to the end.

    Raises:
        InputError: A row cannot be read, or the rows are of several tumours or assemblies.
    """
    check_caller(door, asked.caller, where=where)
    check_names(door, asked.tumour, where=where)
    spec = Rows(door, where, asked.tumour, asked.watched, is_one_sample=True)
    reader = spec.reader(places)
    header = door.header()
    watch = Watch.of(header, asked.watched)
    columns = Columns(
        tumour=FIRST_SAMPLE,
        normal=FIRST_SAMPLE + 1 if door.has_normal else None,
        info=door.dialect.info,
    )
    records = reader.records(rows, after=door.lines)
    found = scan(records, header=header, columns=columns, places=places, where=where, watch=watch)
    _check_samples(door, reader, asked, where=where)
    return RowsRead(
        header=_completed(header, reader),
        columns=replace(columns, tumour_sample=reader.tumour, normal_sample=reader.normal),
        watch=watch,
        scan=found,
        left_out=reader.left_out,
        notes=_notes(door, reader),
    )


def bare_note(aside: Iterable[SetAside]) -> tuple[str, ...]:
    """What is said of indels that could not be placed for want of a base beside them."""
    found = sum(allele.reason is DropReason.NO_BASE_BESIDE for allele in aside)
    return (words.NO_BASE.format(count=found),) if found else ()


def _completed(header: VcfHeader, reader: RowReader) -> VcfHeader:
    """With what only the rows tell."""
    samples = tuple(name for name in (reader.tumour, reader.normal) if name is not None)
    meta = dict(header.meta)
    if reader.assembly and BUILD_KEY not in meta:
        meta[BUILD_KEY] = [reader.assembly]
    return replace(header, samples=samples, meta=meta)


def _check_samples(door: Door, reader: RowReader, asked: Asked, *, where: str) -> None:
    if asked.tumour is not None and reader.tumour is None:
        raise _no_row(where)
    if asked.normal is not None and asked.normal != reader.normal:
        raise SampleError(
            "No row read names the normal that --normal-sample asks for.",
            where=where,
            hint="Leave the option out: the rows name their own normal.",
        )


def check_names(door: Door, asked: str | None, *, where: str) -> None:
    """Raise where a tumour is asked for and the rows do not say whose they are."""
    if asked is not None and not door.names_tumours:
        raise SampleError(
            "No column names the tumour, so --tumour-sample cannot choose rows.",
            where=where,
            hint="Leave the option out, or name the column Tumor_Sample_Barcode or sample.",
        )


def _no_row(where: str) -> SampleError:
    return SampleError(
        "No row is of the tumour that --tumour-sample names.",
        where=where,
        hint="hccgenomics validate lists the samples that the rows name.",
    )


def rows_note(asked: str | None, tumours: frozenset[str], *, where: str) -> str:
    """What a user must know of rows that were annotated as they passed by.

    Raises:
        SampleError: The tumour asked for has no row.
    """
    if asked is not None and not tumours:
        raise _no_row(where)
    return words.SEVERAL if len(tumours) > 1 else ""


def refuse_other_form(door: Door, form: str, *, where: str) -> None:
    """Raise where a VCF or BCF is asked for, which rows cannot be made into faithfully."""
    if form != "tsv":
        raise FormatError(
            f"The file is a {door.file_format}, of which only a table can be made: "
            f"it has no header and no bases beside its indels for {form.upper()} output.",
            where=where,
            hint="Write --format tsv, or pass the VCF that it was made from.",
        )


def _counted(door: Door) -> str:
    """Which of several sets of counts was read, and what they count."""
    columns = door.columns
    if not columns.counted:
        return ""
    return words.COUNTED.format(column=columns.counted, unit=UNITS[columns.unit])


def _notes(door: Door, reader: RowReader) -> tuple[str, ...]:
    notes = (
        door.dialect.note if door.has_counts else words.NO_COUNTS,
        _counted(door),
        "" if reader.tumour else words.NO_NAME,
        words.PLACELESS.format(count=reader.placeless) if reader.placeless else "",
        words.POOLED if reader.pooled else "",
    )
    return tuple(note for note in notes if note)
