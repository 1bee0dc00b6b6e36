"""One file of a tumour, read to its end."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hccgenomics.readers.annotations.watch import Watch
from hccgenomics.readers.dialects import choose_dialect
from hccgenomics.readers.doors.opening import open_door
from hccgenomics.readers.header import parse_header
from hccgenomics.readers.index_files import index_paths
from hccgenomics.readers.panel import Places
from hccgenomics.readers.records import scan
from hccgenomics.readers.samples import PLACEHOLDERS, find_columns
from hccgenomics.readers.stream import open_input
from hccgenomics.vocabulary import DepthUnit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from hccgenomics.readers.calls import ReadRequest
    from hccgenomics.readers.dialect import Dialect
    from hccgenomics.readers.doors.door import Door
    from hccgenomics.readers.header import VcfHeader
    from hccgenomics.readers.held import Scan
    from hccgenomics.readers.panel import Panel
    from hccgenomics.readers.samples import Columns
    from hccgenomics.readers.stream import Input
    from hccgenomics.vocabulary import Assembly, DropReason


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One input as it was found, for the report's provenance."""

    name: str
    sha256: str
    size: int
    container: str
    file_format: str
    caller: str
    records: int
    read_through_index: bool = False
    number: int = 1
    """In an order of our own, whichever is named first on the command line."""
    unit: DepthUnit = DepthUnit.READS
    """What one unit of its counts is, as far as the file tells."""


@dataclass(frozen=True, slots=True)
class OneFile:
    """One file, read to its end; ``contigs`` are all names that it declares or uses."""

    source: int
    where: str
    header: VcfHeader
    columns: Columns
    dialect: Dialect
    watch: Watch
    scan: Scan
    contigs: dict[str, None]
    facts: FileFacts
    ends_in_newline: bool
    left_out: Counter[DropReason] = field(default_factory=Counter)
    row_notes: tuple[str, ...] | None = None


def read_file(number: int, request: ReadRequest, panels: Mapping[Assembly, Panel]) -> OneFile:
    """Through an index beside the file, if that gives the same; else from beginning to end.

    Raises:
        InputError: The file is damaged, or what the user says does not fit it.
    """
    for beside in index_paths(request.paths[number]):
        found = _read_through(beside, number, request, panels)
        if found is not None:
            return found
    return _read_lines(number, request, open_input(request.paths[number]), Places(panels))


def _read_through(
    beside: Path, number: int, request: ReadRequest, panels: Mapping[Assembly, Panel]
) -> OneFile | None:
    """What lies near the panel by this index; ``None`` where it does not allow it."""
    from hccgenomics.readers.index import IndexFaultError
    from hccgenomics.readers.indexed import open_near_panel

    with suppress(IndexFaultError):
        places = Places(panels)
        near = open_near_panel(request.paths[number], beside, places)
        return _read_lines(number, request, near, places)
    return None


def _read_lines(
    number: int, request: ReadRequest, opened: AbstractContextManager[Input], places: Places
) -> OneFile:
    with opened as source:
        door, lines = open_door(iter(source.lines), where=source.where)
        if door is not None:
            return _read_door(number, request, source, (door, lines), places)
        header = parse_header(lines, where=source.where)
        dialect = choose_dialect(header, caller=request.caller, where=source.where)
        columns = find_columns(
            header,
            dialect=dialect,
            tumour=_option(request.tumour_sample, header, request),
            normal=_option(request.normal_sample, header, request),
            where=source.where,
        )
        watch = Watch.of(header, request.watched_genes)
        if source.records is not None:
            _check_index(header, watch)
        found = scan(
            lines,
            header=header,
            columns=columns,
            places=places,
            where=source.where,
            watch=watch,
        )
        if source.records is not None:
            found.records = source.records
        return OneFile(
            source=number,
            where=source.where,
            header=header,
            columns=columns,
            dialect=dialect,
            watch=watch,
            scan=found,
            contigs=dict.fromkeys((*header.contigs, *places.names)),
            facts=_facts(source, header, dialect, found),
            ends_in_newline=source.ends_in_newline,
        )


def _check_index(header: VcfHeader, watch: Watch) -> None:
    from hccgenomics.readers.indexed import refuse_index

    refuse_index(header, watch)


def _read_door(
    number: int,
    request: ReadRequest,
    source: Input,
    opened: tuple[Door, Iterator[bytes]],
    places: Places,
) -> OneFile:
    """A MAF or table, whose rows name their samples."""
    from hccgenomics.readers.doors.reading import Asked, read_rows

    door, rows = opened
    asked = Asked(
        request.tumour_sample, request.normal_sample, request.caller, request.watched_genes
    )
    found = read_rows(door, rows, places, asked, where=source.where)
    facts = _facts(source, found.header, door.dialect, found.scan)
    records = facts.records + found.left_out.total()
    return OneFile(
        source=number,
        where=source.where,
        header=found.header,
        columns=found.columns,
        dialect=door.dialect,
        watch=found.watch,
        scan=found.scan,
        contigs=dict.fromkeys(places.names),
        facts=replace(facts, file_format=door.file_format, records=records, unit=door.columns.unit),
        ends_in_newline=source.ends_in_newline,
        left_out=found.left_out,
        row_notes=found.notes,
    )


def _facts(source: Input, header: VcfHeader, dialect: Dialect, found: Scan) -> FileFacts:
    version = f"VCFv{header.version}" if header.version else "VCF"
    return FileFacts(
        name=source.name,
        sha256=source.sha256,
        size=source.size,
        container=source.container.value,
        file_format=f"BCF ({version})" if source.is_bcf else version,
        caller=dialect.name,
        records=found.records,
        read_through_index=source.records is not None,
        unit=dialect.unit(header),
    )


def _option(name: str | None, header: VcfHeader, request: ReadRequest) -> str | None:
    """The sample the user names, unless this is one of several files that says just TUMOR."""
    several = len(request.paths) > 1
    has_placeholder = any(sample.lower() in PLACEHOLDERS for sample in header.samples)
    excused = several and name not in header.samples and has_placeholder
    return None if excused else name
