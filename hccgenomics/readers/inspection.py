"""One file read as a report reads it, for what can be learnt; nothing ends at the first fault.

The steps are those of ``readers.calls``: container, header, caller, columns, records, assembly,
alleles. A step that fails is kept as a fault, and the ones after it do without.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hccgenomics.errors import AssemblyError, InputError, SampleError
from hccgenomics.model.sample import CallerSigns
from hccgenomics.model.variant import SetAside, VariantCall
from hccgenomics.readers.annotations.watch import Watch
from hccgenomics.readers.assembly import SAID_BY_USER, Claims, Verdict, judge, unknown
from hccgenomics.readers.declared import CloseLook
from hccgenomics.readers.dialects import choose_dialect, generic
from hccgenomics.readers.doors.opening import open_door
from hccgenomics.readers.doors.reading import Asked, read_rows
from hccgenomics.readers.entries import BadCounts, entries, probes
from hccgenomics.readers.header import parse_header
from hccgenomics.readers.held import Scan
from hccgenomics.readers.indexed import IndexFacts, index_facts
from hccgenomics.readers.panel import Places
from hccgenomics.readers.records import scan
from hccgenomics.readers.row_survey import RowSurvey
from hccgenomics.readers.samples import Columns, find_columns
from hccgenomics.readers.signs import signs_of
from hccgenomics.readers.stream import STDIN, open_input
from hccgenomics.readers.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hccgenomics.readers.calls import ReadRequest
    from hccgenomics.readers.dialect import Dialect
    from hccgenomics.readers.doors.door import Door
    from hccgenomics.readers.header import VcfHeader
    from hccgenomics.readers.panel import Panel
    from hccgenomics.readers.stream import Input
    from hccgenomics.vocabulary import Assembly, DropReason


@dataclass(slots=True)
class Inspection:
    """What was learnt of a file; ``None`` where a fault came before.

    Attributes:
        where: How messages name it.
        faults: What a report would end with, the first first.
        source: The file as it was opened.
        dialect: The caller's; the generic one where the caller is at fault.
        is_recognised: Whether the header told the caller, as opposed to the user or nobody.
        door, rows: Of a MAF or table: how it is read, and whose the rows are.
        notes: What a report would say of the rows.
        left_out: Rows of which no record was made.
        watch: The annotation that other programs left.
        survey: Counts of all records up to the first fault.
        verdict: Of the assembly.
        calls, aside: The alleles of the panel.
        bad_counts: Counts that are none.
        indexes: What lies beside the file.
    """

    where: str
    faults: list[InputError] = field(default_factory=list)
    source: Input | None = None
    header: VcfHeader | None = None
    dialect: Dialect = generic.DIALECT
    is_recognised: bool = False
    columns: Columns | None = None
    door: Door | None = None
    rows: RowSurvey | None = None
    notes: tuple[str, ...] = ()
    left_out: Counter[DropReason] = field(default_factory=Counter)
    watch: Watch | None = None
    survey: Survey | None = None
    scan: Scan | None = None
    verdict: Verdict | None = None
    calls: list[VariantCall] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    bad_counts: BadCounts = field(default_factory=BadCounts)
    indexes: tuple[IndexFacts, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the caller is one that is known here."""
        return self.dialect.name != generic.DIALECT.name

    @property
    def signs(self) -> CallerSigns:
        """What the header says of what its caller looks for."""
        if self.header is None:
            return CallerSigns()
        has_tumour = self.columns is not None and self.columns.tumour is not None
        return signs_of([(self.header, self.dialect)], has_tumour=has_tumour)


def inspect(request: ReadRequest, panels: Mapping[Assembly, Panel]) -> Inspection:
    """Read one file to its end, or to the fault that ends it."""
    path = request.paths[0]
    found = Inspection(where="standard input" if str(path) == STDIN else str(path))
    places = Places(panels)
    try:
        with open_input(path) as source:
            found.source = source
            _read(found, source.lines, request, places)
    except InputError as error:
        found.faults.append(error)
    if str(path) != STDIN and found.source is not None:
        found.indexes = index_facts(path)
    _judge(found, request, panels, places)
    return found


def _read(found: Inspection, text: Iterable[bytes], request: ReadRequest, places: Places) -> None:
    door, lines = open_door(iter(text), where=found.where)
    if door is not None:
        _read_door(found, (door, lines), request, places)
        return
    header = found.header = parse_header(lines, where=found.where)
    _choose(found, header, request)
    columns = found.columns or Columns()
    look = CloseLook.of(header, (columns.tumour, columns.normal))
    found.survey = survey = Survey(places, look, header.lines)
    found.watch = Watch.of(header, request.watched_genes)
    found.scan = scan(
        survey.through(lines),
        header=header,
        columns=columns,
        places=places,
        where=found.where,
        watch=found.watch,
    )


def _read_door(
    found: Inspection,
    opened: tuple[Door, Iterator[bytes]],
    request: ReadRequest,
    places: Places,
) -> None:
    """A MAF or table: whose the rows are is asked of all of them, whatever the outcome."""
    door, rows = opened
    found.door, found.dialect, found.is_recognised = door, door.dialect, True
    found.header = door.header()
    found.survey = Survey(places, CloseLook.of(found.header, ()), door.lines)
    found.rows = RowSurvey(door, found.survey)
    surveyed = found.rows.through(rows)
    asked = Asked(
        request.tumour_sample, request.normal_sample, request.caller, request.watched_genes
    )
    try:
        read = read_rows(door, surveyed, places, asked, where=found.where)
    except SampleError as error:
        found.faults.append(error)
        deque(surveyed, maxlen=0)
        return
    found.header, found.columns, found.watch = read.header, read.columns, read.watch
    found.scan, found.notes, found.left_out = read.scan, read.notes, read.left_out


def _choose(found: Inspection, header: VcfHeader, request: ReadRequest) -> None:
    """The caller and the columns, as far as they can be told."""
    try:
        found.dialect = choose_dialect(header, caller=request.caller, where=found.where)
        found.is_recognised = request.caller is None and found.is_known
    except InputError as error:
        found.faults.append(error)
    try:
        found.columns = find_columns(
            header,
            dialect=found.dialect,
            tumour=request.tumour_sample,
            normal=request.normal_sample,
            where=found.where,
        )
    except InputError as error:
        found.faults.append(error)


def _judge(
    found: Inspection, request: ReadRequest, panels: Mapping[Assembly, Panel], places: Places
) -> None:
    """The assembly, and on it the alleles of the panel."""
    if found.header is None:
        return
    held = Scan() if found.scan is None else found.scan
    names = dict.fromkeys((*found.header.contigs, *places.names))
    claims = Claims(found.header, names, probes(held))
    try:
        found.verdict = _verdict(claims, panels, request, where=found.where)
    except AssemblyError as error:
        found.faults.append(error)
        return
    if found.scan is None:
        return
    if found.verdict.assembly is None:
        line = found.header.lines
        found.faults.append(unknown(found.verdict, where=found.where, line=line))
        return
    made, found.bad_counts = entries(
        found.scan,
        panels[found.verdict.assembly],
        dialect=found.dialect,
        source=0,
        watch=found.watch,
    )
    found.calls = [entry for entry in made if isinstance(entry, VariantCall)]
    found.aside = [entry for entry in made if isinstance(entry, SetAside)]


def _verdict(
    claims: Claims, panels: Mapping[Assembly, Panel], request: ReadRequest, *, where: str
) -> Verdict:
    stated = None if request.assembly is None else (request.assembly, SAID_BY_USER)
    most = request.max_reference_mismatches
    return judge(claims, panels, stated=stated, max_mismatches=most, where=where)
