"""``hccgenomics annotate``: a VCF passes by, and what it does to the panel's genes is written.

Nothing is held but a few pieces of the file. The assembly is decided by what the header and the
first records say, and the decision is checked against all the records once they have passed.
"""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from hccgenomics import __version__
from hccgenomics.pipeline.annotation_work import Counts, Setting
from hccgenomics.pipeline.forms import Form
from hccgenomics.pipeline.hearing import Hearing
from hccgenomics.pipeline.models import fasta_of, open_models, refuse_other_assembly, unheard
from hccgenomics.readers.dialects import choose_dialect, generic
from hccgenomics.readers.header import FIRST_SAMPLE
from hccgenomics.readers.pieces import open_pieces, refuse_endless_line
from hccgenomics.readers.samples import find_columns
from hccgenomics.readers.touching import Layout
from hccgenomics.reports import annotation_vcf as vcf

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from hccgenomics.model.ledger import Tally
    from hccgenomics.pipeline.annotation_work import Outcome, Work
    from hccgenomics.pipeline.models import Models
    from hccgenomics.readers.doors.door import Door
    from hccgenomics.readers.pieces import PassingFile, Piece
    from hccgenomics.vocabulary import Assembly

FEW: Final = 3
"""Pieces (some 3,000 records) that are sooner done than a process is started."""
_BAD_COUNTS: Final = (
    "Read counts that are no numbers were taken as unknown for {:,} of the alleles."
)
MOST_THREADS: Final = 4
"""Processes used unless the user says otherwise; more are faster only on larger machines."""


@dataclass(frozen=True, slots=True)
class AnnotationRequest:
    """What a user asks for.

    Attributes:
        path: VCF or BCF; ``-`` is standard input.
        form: What is written.
        is_packed: Whether that is bgzip compressed (BCF always is).
        assembly: ``None`` to find out.
        threads: Processes; ``None`` for as many as are of use.
    """

    path: str
    form: Form = Form.TSV
    is_packed: bool = False
    assembly: Assembly | None = None
    fasta: Path | None = None
    caller: str | None = None
    tumour_sample: str | None = None
    normal_sample: str | None = None
    threads: int | None = None


@dataclass(slots=True)
class AnnotationSummary:
    """What was done.

    Attributes:
        assembly: The assembly of the records.
        assembly_evidence: Why; sentences without a full stop.
        counts: Records, rows, and where every allele went.
        notes: What a user must know; sentences.
        remarks: What the FASTA that completed the models left to be said; sentences.
    """

    assembly: Assembly
    assembly_evidence: tuple[str, ...] = ()
    counts: Counts = field(default_factory=Counts)
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def tally(self) -> Tally:
        """Where every allele of the panel, and every record outside it, went."""
        return self.counts.tally

    @property
    def facts(self) -> dict[str, object]:
        """The same for a program."""
        return {
            "assembly": self.assembly.value,
            "records": self.counts.records,
            "rows": self.counts.rows,
            "read": self.tally.read,
            "kept": self.tally.kept,
            "bad_counts": self.counts.bad_counts,
            "dropped": {reason.value: n for reason, n in sorted(self.tally.dropped.items()) if n},
        }

    @property
    def sentence(self) -> str:
        """One line; what was read is the sum of what is listed."""
        counts, tally = self.counts, self.tally
        dropped = sorted(tally.dropped.items(), key=lambda item: -item[1])
        listed = [f"{tally.kept:,} annotated", *(f"{n:,} {reason}" for reason, n in dropped if n)]
        doubt = f" {_BAD_COUNTS.format(counts.bad_counts)}" if counts.bad_counts else ""
        return (
            f"{counts.records:,} records on {self.assembly}, {counts.rows:,} rows; "
            f"{tally.read:,} entries = {' + '.join(listed)}.{doubt}"
        )


def annotate_file(
    request: AnnotationRequest,
    write: Callable[[bytes], object],
    *,
    warn: Callable[[str], None] = unheard,
) -> AnnotationSummary:
    """Annotate a file while it passes by.

    Args:
        request: What to read and to write.
        write: Takes the output, piece by piece in order.
        warn: Takes one line for whoever runs this, on which the output does not depend.

    Raises:
        InputError: The file cannot be used; what was written until then is not to be relied on.
    """
    panels = open_models(request.fasta, warn=warn)
    with open_pieces(request.path) as source:
        layout, note = _layout(source, request)
        again = request.form is not Form.TSV and vcf.is_ours(source.heading, where=source.where)
        hearing = Hearing(source, panels, stated=request.assembly, rows=layout.rows)
        pieces = hearing.settle(source.pieces)
        models = panels[hearing.assembly]
        refuse_other_assembly(request.fasta, models)
        setting = Setting(
            assembly=hearing.assembly,
            layout=layout,
            form=request.form,
            unpacker=source.unpacker,
            is_packed=request.is_packed or request.form is Form.BCF,
            is_again=again,
            heading=b"" if source.door else _heading(source, hearing, models),
        )
        run = _Run(setting.work(models), source, write)
        write(run.work.heading())
        with closing(_outcomes(run.work, pieces, _threads(request))) as outcomes:
            run.take(outcomes)
        evidence = hearing.confirm(run.counts.checked, run.counts.names)
        if source.door is not None:
            from hccgenomics.readers.doors.reading import rows_note

            note = rows_note(request.tumour_sample, run.counts.tumours, where=source.where)
        write(run.work.ending())
    notes = (note,) if note else ()
    return AnnotationSummary(setting.assembly, evidence, run.counts, notes, models.remarks)


def _layout(source: PassingFile, request: AnnotationRequest) -> tuple[Layout, str]:
    """Where the reads are; who is the tumour need not be told where no reads are written."""
    if source.door is not None:
        return _layout_of_rows(source, source.door, request), ""
    asked = (request.tumour_sample, request.normal_sample, request.caller)
    if request.form is not Form.TSV and not any(asked):
        return Layout(source.header.columns, None, generic.DIALECT, source.where), ""
    dialect = choose_dialect(source.header, caller=request.caller, where=source.where)
    columns = find_columns(
        source.header,
        dialect=dialect,
        tumour=request.tumour_sample,
        normal=request.normal_sample,
        where=source.where,
    )
    layout = Layout(source.header.columns, columns.tumour, dialect, source.where)
    return layout, " ".join(filter(None, (columns.logged, columns.doubt)))


def _layout_of_rows(source: PassingFile, door: Door, request: AnnotationRequest) -> Layout:
    """Every row has its own tumour's reads."""
    from hccgenomics.readers.doors import reading
    from hccgenomics.readers.doors.rows import Rows

    reading.check_caller(door, request.caller, where=source.where)
    reading.refuse_other_form(door, request.form.value, where=source.where)
    reading.check_names(door, request.tumour_sample, where=source.where)
    rows = Rows(door, source.where, request.tumour_sample)
    return Layout(source.header.columns, FIRST_SAMPLE, door.dialect, source.where, rows)


def _heading(source: PassingFile, hearing: Hearing, models: Models) -> bytes:
    """The header with what a run adds; a header that declares no contig gets those of its style."""
    facts = fasta_of(models)
    provenance = f"version {__version__}; assembly {models.assembly}; models {models.sha256}"
    if facts is not None:
        provenance += f"; fasta index sha256:{facts.index_sha256}"
    missing = () if source.header.contigs else vcf.contig_lines(models.contigs, hearing.names)
    return vcf.heading(source.heading, provenance, contigs=missing)


def _threads(request: AnnotationRequest) -> int:
    if request.threads is not None:
        return request.threads
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(MOST_THREADS, available or 1)


def _outcomes(work: Work, pieces: Iterator[Piece], threads: int) -> Generator[Outcome, None, None]:
    """What becomes of every piece; other processes are started only for more than a few."""
    first = list(islice(pieces, FEW + 1))
    everything = chain(first, pieces)
    if threads == 1 or len(first) <= FEW:
        yield from map(work, everything)
        return
    from hccgenomics.pipeline.crew import Crew

    with Crew(work.opener, size=threads) as crew:
        yield from crew.map(everything)


class _Run:
    """Puts lines that two pieces share together, and everything into its order.

    Attributes:
        counts: Of all pieces so far.
    """

    def __init__(self, work: Work, source: PassingFile, write: Callable[[bytes], object]) -> None:
        self.work = work
        self.counts = Counts()
        self._where = source.where
        self._lines = source.header.lines
        self._write = write
        self._open = b""

    def take(self, outcomes: Iterator[Outcome]) -> None:
        """Write what becomes of the pieces; a last line may lack its line feed."""
        for outcome in outcomes:
            self._open += outcome.head
            if outcome.head.endswith(b"\n"):
                self._add(self.work.lines(self._open))
                self._open = outcome.tail
            else:
                refuse_endless_line(self._open, where=self._where, line=self._lines + 1)
            self._add(outcome)
        if self._open:
            self._add(self.work.lines(self._open + b"\n"))

    def _add(self, outcome: Outcome) -> None:
        if outcome.failure is not None:
            raise outcome.failure.raised(after=self._lines)
        self._lines += outcome.lines
        self.counts.add(outcome.counts)
        if outcome.body:
            self._write(outcome.body)
