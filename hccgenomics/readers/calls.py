"""Small variants of one tumour: files in, calls and an account of everything else out.

Two thoughts over one reading: while lines stream by, records that touch the panel on either
assembly are held; once the last file is read the assembly is judged, and what was held becomes
calls.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import AssemblyError, SampleError
from hccgenomics.model.ledger import Tally
from hccgenomics.model.sample import CallerSigns
from hccgenomics.model.variant import VariantCall
from hccgenomics.readers.annotations import undeclared
from hccgenomics.readers.annotations.watch import Watch
from hccgenomics.readers.assembly import SAID_BY_USER, Claims, Verdict, judge, unknown
from hccgenomics.readers.dialects import choose_dialect
from hccgenomics.readers.doors.door import open_door
from hccgenomics.readers.doors.reading import Asked, bare_note, read_rows
from hccgenomics.readers.entries import entries, probes
from hccgenomics.readers.header import parse_header
from hccgenomics.readers.index import IndexFaultError
from hccgenomics.readers.indexed import index_paths, open_near_panel, refuse_index
from hccgenomics.readers.panel import Places
from hccgenomics.readers.records import scan
from hccgenomics.readers.samples import PLACEHOLDERS, by_number, find_columns
from hccgenomics.readers.signs import signs_of
from hccgenomics.readers.stream import open_input
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from hccgenomics.model.annotation import AnnotationFormat
    from hccgenomics.model.ledger import Block
    from hccgenomics.model.variant import SetAside
    from hccgenomics.readers.dialect import Dialect
    from hccgenomics.readers.doors.door import Door
    from hccgenomics.readers.entries import BadCounts
    from hccgenomics.readers.header import VcfHeader
    from hccgenomics.readers.panel import Panel
    from hccgenomics.readers.held import Scan
    from hccgenomics.readers.samples import Columns
    from hccgenomics.readers.stream import Input
    from hccgenomics.vocabulary import Assembly

SAID_BY_OTHERS = "the other files are on"


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """What to read, and what the user says of it.

    Attributes:
        paths: Files of one tumour; ``-`` is standard input.
        assembly: ``None`` to find out.
        caller: The name of a dialect, ``None`` to recognise it.
        max_reference_mismatches: Fraction of checkable REF alleles that may disagree.
        watched_genes: Genes beyond the panel; a variant that the file's own annotation puts into
            their coding sequence or splice sites is read wherever it lies.
    """

    paths: tuple[str | Path, ...]
    assembly: Assembly | None = None
    tumour_sample: str | None = None
    normal_sample: str | None = None
    caller: str | None = None
    max_reference_mismatches: float = 0.1
    watched_genes: frozenset[str] = frozenset()


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


@dataclass(frozen=True, slots=True)
class SmallVariants:
    """Everything the files say of the panel.

    Attributes:
        calls: File by file; an allele that two records name is there twice. Whichever file the
            user names first, the order is the same, and so are the sentences below.
        set_aside: Alleles that cannot be calls. Reference blocks are counted in the tally alone: a
            gVCF has one for every base.
        tally: Everything that is not among the calls; nothing is kept yet.
        assembly_evidence: Sentences without a full stop.
        files: In the order given; a locus names its file by its place here.
        notes: What a reader of the report must know; sentences.
        annotations: How the files' own annotation is written, where it can be read.
        blocks: What reference blocks say of the panel; their files by the numbers of ``files``.
        signs: What the headers say of what the callers look for.
    """

    calls: tuple[VariantCall, ...]
    set_aside: tuple[SetAside, ...]
    tally: Tally
    assembly: Assembly
    assembly_evidence: tuple[str, ...]
    tumour_sample: str | None
    normal_sample: str | None
    callers: tuple[str, ...]
    annotated_by: tuple[str, ...]
    files: tuple[FileFacts, ...]
    notes: tuple[str, ...]
    annotations: tuple[AnnotationFormat, ...] = ()
    blocks: tuple[Block, ...] = ()
    signs: CallerSigns = field(default_factory=CallerSigns)


@dataclass(frozen=True, slots=True)
class _File:
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


def read_small_variants(request: ReadRequest, panels: Mapping[Assembly, Panel]) -> SmallVariants:
    """Read every file to its end, decide whose and on which assembly they are, and sort it all.

    The ledger's law holds by construction: one entry per alternate allele of a record that touches
    the panel, one per record that does not; each is a call, an allele set aside, or counted.

    Raises:
        InputError: A file is damaged, ambiguous or does not fit the others; one sentence.
    """
    files = [_read(source, request, panels) for source in range(len(request.paths))]
    tumour, normal = _one_sample(files, "tumour"), _one_sample(files, "normal")
    _check_option(request, files)
    assembly, evidence = _one_assembly(files, request, panels)
    calls, aside, bad = _sorted(files, panels[assembly])
    numbers = {file.source: n for n, file in enumerate(_in_order(files), start=1)}
    return SmallVariants(
        calls=tuple(calls),
        set_aside=tuple(aside),
        tally=_tally(files, aside, assembly),
        assembly=assembly,
        assembly_evidence=evidence,
        tumour_sample=tumour,
        normal_sample=normal,
        callers=tuple(sorted({file.dialect.name for file in files})),
        annotated_by=_stable(_annotators(file) for file in files),
        files=tuple(replace(file.facts, number=numbers[file.source]) for file in files),
        notes=(
            *_stable(
                _notes(file, found, is_one_of_several=len(files) > 1)
                for file, found in zip(files, bad, strict=True)
            ),
            *bare_note(aside),
        ),
        annotations=tuple(
            sorted({made for file in files for made in file.watch.formats}, key=attrgetter("name"))
        ),
        blocks=tuple(
            block
            for file in _in_order(files)
            for block in file.scan.spans.of(assembly, file=numbers[file.source])
        ),
        signs=signs_of(
            ((file.header, file.dialect) for file in files), has_tumour=tumour is not None
        ),
    )


def _annotators(file: _File) -> tuple[str, ...]:
    """By name and version; by name alone those whose fields the header does not tell."""
    told = {made.annotator.value: made.name for made in file.watch.formats}
    unnamed = {name: name for name in file.header.annotators}
    return tuple((unnamed | told).values())


def _read(number: int, request: ReadRequest, panels: Mapping[Assembly, Panel]) -> _File:
    """Through an index beside the file, if that gives the same; else from beginning to end."""
    path = request.paths[number]
    for beside in index_paths(path):
        with suppress(IndexFaultError):
            places = Places(panels)
            near = open_near_panel(path, beside, places)
            return _read_lines(number, request, near, places)
    return _read_lines(number, request, open_input(path), Places(panels))


def _read_lines(
    number: int, request: ReadRequest, opened: AbstractContextManager[Input], places: Places
) -> _File:
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
            refuse_index(header, watch)
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
        return _File(
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


def _read_door(
    number: int,
    request: ReadRequest,
    source: Input,
    opened: tuple[Door, Iterator[bytes]],
    places: Places,
) -> _File:
    """A MAF or table, whose rows name their samples."""
    door, rows = opened
    asked = Asked(
        request.tumour_sample, request.normal_sample, request.caller, request.watched_genes
    )
    found = read_rows(door, rows, places, asked, where=source.where)
    facts = _facts(source, found.header, door.dialect, found.scan)
    records = facts.records + found.left_out.total()
    return _File(
        source=number,
        where=source.where,
        header=found.header,
        columns=found.columns,
        dialect=door.dialect,
        watch=found.watch,
        scan=found.scan,
        contigs=dict.fromkeys(places.names),
        facts=replace(facts, file_format=door.file_format, records=records),
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
    )


def _option(name: str | None, header: VcfHeader, request: ReadRequest) -> str | None:
    """The sample the user names, unless this is one of several files that says just TUMOR."""
    several = len(request.paths) > 1
    has_placeholder = any(sample.lower() in PLACEHOLDERS for sample in header.samples)
    excused = several and name not in header.samples and has_placeholder
    return None if excused else name


def _check_option(request: ReadRequest, files: list[_File]) -> None:
    for name in (request.tumour_sample, request.normal_sample):
        if name is not None and not any(name in file.header.samples for file in files):
            raise SampleError(
                "No file has the sample that --tumour-sample or --normal-sample names; the first "
                f"has {by_number(files[0].header.samples)}.",
                where=files[0].where,
                hint="hccgenomics validate lists the names.",
            )


def _one_sample(files: list[_File], role: str) -> str | None:
    """The name all files agree on; TUMOR and NORMAL agree with every name."""
    found: dict[str, str] = {}
    for file in files:
        columns = file.columns
        name = columns.tumour_sample if role == "tumour" else columns.normal_sample
        if name is not None:
            found.setdefault(name, file.where)
    real = {name: where for name, where in found.items() if name.lower() not in PLACEHOLDERS}
    if len(real) > 1:
        raise SampleError(
            f"The files name different {role} samples: {' and '.join(real.values())}.",
            hint=f"Pass files of one tumour, or name the sample with --{role}-sample; "
            "hccgenomics validate lists the names.",
        )
    return min(real or found, default=None)


def _one_assembly(
    files: list[_File], request: ReadRequest, panels: Mapping[Assembly, Panel]
) -> tuple[Assembly, tuple[str, ...]]:
    """The assembly all files agree on; a file that cannot tell follows those that can."""
    verdicts = [_judge(file, request, panels, request.assembly, SAID_BY_USER) for file in files]
    decided: dict[Assembly, str] = {}
    for file, verdict in zip(files, verdicts, strict=True):
        if verdict.assembly is not None:
            decided.setdefault(verdict.assembly, file.where)
    if len(decided) > 1:
        named = " and ".join(f"{where} on {assembly}" for assembly, where in decided.items())
        raise AssemblyError(
            f"The files are on different assemblies: {named}.", hint="Pass files on one assembly."
        )
    if not decided:
        raise unknown(verdicts[0], where=files[0].where)
    assembly = next(iter(decided))
    verdicts = [
        _judge(file, request, panels, assembly, SAID_BY_OTHERS) if v.assembly is None else v
        for file, v in zip(files, verdicts, strict=True)
    ]
    return assembly, _stable(verdict.evidence for verdict in verdicts)


def _judge(
    file: _File,
    request: ReadRequest,
    panels: Mapping[Assembly, Panel],
    stated: Assembly | None,
    said_by: str,
) -> Verdict:
    return judge(
        Claims(file.header, file.contigs, probes(file.scan)),
        panels,
        stated=None if stated is None else (stated, said_by),
        max_mismatches=request.max_reference_mismatches,
        where=file.where,
    )


def _sorted(
    files: list[_File], panel: Panel
) -> tuple[list[VariantCall], list[SetAside], list[BadCounts]]:
    """Calls and alleles set aside, in an order of our own; bad counts, file by file as given."""
    calls: list[VariantCall] = []
    aside: list[SetAside] = []
    bad: dict[int, BadCounts] = {}
    for file in _in_order(files):
        found, bad[file.source] = entries(
            file.scan, panel, dialect=file.dialect, source=file.source, watch=file.watch
        )
        for entry in found:
            if isinstance(entry, VariantCall):
                calls.append(entry)
            else:
                aside.append(entry)
    return calls, aside, [bad[file.source] for file in files]


def _in_order(files: list[_File]) -> list[_File]:
    return files if len(files) == 1 else sorted(files, key=_content)


def _content(file: _File) -> tuple[str, int, list[tuple[object, ...]]]:
    """What sorts files, whatever their names, containers and order on the command line."""
    return file.dialect.name, file.facts.records, list(map(_CELLS, file.scan.held))


_CELLS: Final = attrgetter(
    "contig", "pos", "ref", "alts", "filters", "keys", "tumour", "normal", "number", "spelled"
)


def _tally(files: list[_File], aside: list[SetAside], assembly: Assembly) -> Tally:
    tally = Tally()
    counted = {
        DropReason.OUTSIDE_PANEL: sum(file.scan.outside(assembly) for file in files),
        DropReason.REFERENCE_BLOCK: sum(file.scan.blocks[assembly] for file in files),
    }
    for reason, count in counted.items():
        if count:
            tally.drop(reason, count)
    for file in files:
        tally.dropped.update(file.left_out)
    for allele in aside:
        tally.drop(allele.reason)
    return tally


def _notes(file: _File, bad: BadCounts, *, is_one_of_several: bool) -> tuple[str, ...]:
    """Sentences that do not name files, so that a pipe makes the same report as a path.

    Nor do they number them, so that their order makes no difference.
    """
    notes = (
        *(_of_header(file) if file.row_notes is None else file.row_notes),
        "" if file.ends_in_newline else _NO_NEWLINE,
        bad.note,
        _not_read(undeclared(file.header)),
    )
    prefix = f"Input of {_records(file.facts)}: " if is_one_of_several else ""
    return tuple(prefix + note for note in notes if note)


def _of_header(file: _File) -> tuple[str, ...]:
    return (
        file.dialect.note if file.header.samples else "",
        file.columns.note,
        "" if file.header.version else "The file states no VCF version.",
    )


def _not_read(fields: tuple[str, ...]) -> str:
    if not fields:
        return ""
    return (
        f"The annotation in {', '.join(fields)} was not read: the header does not name its fields "
        "in a way that is known here."
    )


def _records(facts: FileFacts) -> str:
    return f"{facts.records:,} {facts.caller} record{'' if facts.records == 1 else 's'}"


_NO_NEWLINE = (
    "The last line does not end in a line feed; if the file was cut there, values are missing."
)


def _stable(by_file: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """What the files say, each thing once, in an order that theirs does not change.

    >>> _stable([("b", "a"), ("a", "c")])
    ('a', 'c', 'b')
    """
    return tuple(dict.fromkeys(chain.from_iterable(sorted(by_file))))
