"""One piece of a VCF in, its annotated records out: what every process does for itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError, HccGenomicsError
from hccgenomics.model.genome import Interval
from hccgenomics.model.ledger import Tally
from hccgenomics.pipeline.annotation_rows import RowMaker
from hccgenomics.pipeline.forms import Form
from hccgenomics.readers.pieces import Packing
from hccgenomics.readers.raw_bcf import may_touch_panel
from hccgenomics.readers.touching import PanelRecords
from hccgenomics.readers.write_bcf import BcfMaker
from hccgenomics.reports import annotation_tsv as tsv
from hccgenomics.reports import annotation_vcf as vcf
from hccgenomics.reports import bgzf
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from collections.abc import Callable

    from hccgenomics.model.transcript_row import TranscriptRow
    from hccgenomics.pipeline.models import Models
    from hccgenomics.readers.panel import Place
    from hccgenomics.readers.pieces import Piece, Unpacker
    from hccgenomics.readers.refbases import Checked
    from hccgenomics.readers.touching import Allele, Layout, Stated, Touching
    from hccgenomics.vocabulary import Assembly


_MOST_DOUBTED: Final = 100_000
"""Places whose REF disagrees that are told apart; far fewer settle the matter."""


@dataclass(frozen=True, slots=True)
class Setting:
    """All that a process needs to know before it sees a record.

    Attributes:
        is_packed: Whether its output is to be BGZF blocks.
        is_again: Whether an earlier run has annotated the file.
        heading: The header of a VCF to be written, which BCF records lean on.
    """

    assembly: Assembly
    layout: Layout
    form: Form
    unpacker: Unpacker
    is_packed: bool = False
    is_again: bool = False
    heading: bytes = b""

    def work(self, models: Models) -> Work:
        """On models that are open already."""
        return Work(self, models)


@dataclass(slots=True)
class Counts:
    """What was met, to be added up.

    Attributes:
        tumours: Some of those whose rows a MAF or table has; two if there are several.
    """

    tally: Tally = field(default_factory=Tally)
    records: int = 0
    rows: int = 0
    bad_counts: int = 0
    agreeing: Counter[int] = field(default_factory=Counter)
    doubted: dict[Stated, int] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    tumours: frozenset[str] = frozenset()

    @property
    def checked(self) -> Counter[Checked]:
        """The REF alleles that could be checked, and how they came out."""
        found: Counter[Checked] = Counter((known, False) for known in self.doubted.values())
        found.update({(known, True): times for known, times in self.agreeing.items()})
        return found

    def add(self, other: Counts) -> None:
        """Add what was met elsewhere."""
        self.tally.kept += other.tally.kept
        self.tally.dropped.update(other.tally.dropped)
        self.records += other.records
        self.rows += other.rows
        self.bad_counts += other.bad_counts
        self.agreeing.update(other.agreeing)
        if len(self.doubted) < _MOST_DOUBTED:
            self.doubted.update(other.doubted)
        self.names |= other.names
        self.tumours |= other.tumours


@dataclass(frozen=True, slots=True)
class Failure:
    """An error on its way between processes; its line counts from the first of the piece's own."""

    kind: type[HccGenomicsError]
    detail: str
    hint: str
    where: str | None
    line: int | None

    def raised(self, *, after: int) -> HccGenomicsError:
        """The error itself.

        Args:
            after: Lines of the file before the piece's own.
        """
        line = None if self.line is None else self.line + after
        return self.kind(self.detail, hint=self.hint, where=self.where, line=line)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a piece.

    Attributes:
        head: Its text up to and including the first line feed: the end of a line that began in
            an earlier piece. Without a line feed all of it.
        body: What the whole lines inside became, ready to be written.
        tail: What is left: the beginning of a line.
        lines: Whole lines inside.
    """

    head: bytes
    body: bytes
    tail: bytes
    lines: int
    counts: Counts
    failure: Failure | None = None


class Work:
    """Annotates pieces, one after the other."""

    def __init__(self, setting: Setting, models: Models) -> None:
        self.setting = setting
        self._models = models
        self._maker = RowMaker(models)
        self._records = PanelRecords(models, setting.layout)
        rows = setting.layout.rows
        self._reader = (
            None
            if rows is None
            else rows.reader(self._records.places, assembly=setting.assembly.value)
        )
        self._counts = Counts()
        self._by_number: dict[int, Place | None] | None = None
        self._bcf = (
            BcfMaker(setting.heading, where=setting.layout.where)
            if setting.form is Form.BCF
            else None
        )

    @property
    def opener(self) -> Callable[[], Work]:
        """Makes the same for another process, on the very models that this one stands on."""
        return partial(self.setting.work, self._models)

    def heading(self) -> bytes:
        """What the output begins with."""
        if self._bcf is not None:
            return self._packed(self._bcf.header())
        if self.setting.form is Form.VCF:
            return self._packed(self.setting.heading)
        return self._packed(tsv.heading())

    def ending(self) -> bytes:
        """What it ends with."""
        return bgzf.END if self.setting.is_packed else b""

    def __call__(self, piece: Piece) -> Outcome:
        """Annotate the whole lines of a piece."""
        try:
            text, skipped = self._text(piece)
        except HccGenomicsError as error:
            return Outcome(b"", b"", b"", 0, Counts(), _failure(error))
        if piece.form is Packing.BCF:
            return self.lines(text, skipped=skipped)
        first, last = text.find(b"\n") + 1, text.rfind(b"\n") + 1
        if not first:
            return Outcome(text, b"", b"", 0, Counts())
        return self.lines(text[first:last], head=text[:first], tail=text[last:])

    def _text(self, piece: Piece) -> tuple[bytes, int]:
        """The text inside, and how many binary records were left out of it."""
        setting = self.setting
        bcf = setting.unpacker.bcf
        if piece.form is Packing.BCF and bcf is not None and setting.form is Form.TSV:
            if self._by_number is None:
                self._by_number = bcf.places(self._records.places)
            kept, others = may_touch_panel(piece.data, self._by_number)
            return bcf.text(kept), others
        return setting.unpacker.text(piece), 0

    def lines(
        self, text: bytes, *, head: bytes = b"", tail: bytes = b"", skipped: int = 0
    ) -> Outcome:
        """Annotate lines, each with its line feed.

        Args:
            text: The lines.
            head: The end of an earlier line that came with them.
            tail: The beginning of a later one.
            skipped: Records beside them that do not touch the panel.
        """
        lines = text.split(b"\n")
        lines.pop()
        total = len(lines)
        self._begin()
        try:
            if self._reader is not None:
                lines = list(self._reader.records(lines, after=0))
            body = self._table(lines) if self.setting.form is Form.TSV else self._vcf(lines)
        except HccGenomicsError as error:
            return Outcome(head, b"", tail, total, Counts(), _failure(error))
        self._records.skip(skipped)
        return Outcome(head, self._packed(body), tail, total + skipped, self._end())

    def _packed(self, data: bytes) -> bytes:
        return bgzf.blocks(data) if self.setting.is_packed else data

    def _begin(self) -> None:
        self._counts = Counts()
        self._records.begin()
        if self._reader is not None:
            self._reader.begin()

    def _end(self) -> Counts:
        counts, records = self._counts, self._records
        counts.records = records.records
        counts.bad_counts = records.bad_counts
        counts.agreeing = records.agreeing
        counts.doubted = records.doubted
        counts.names = frozenset(records.names)
        if self._reader is not None:
            without = self._reader.left_out
            counts.tally.dropped.update(without)
            counts.records += without.total()
            counts.tumours = self._reader.named
        if records.outside:
            counts.tally.drop(DropReason.OUTSIDE_PANEL, records.outside)
        return counts

    def _table(self, lines: list[bytes]) -> bytes:
        assembly = self.setting.assembly.value
        parts: list[str] = []
        for record in self._records.find(lines):
            contig, pos, _, ref, _, _, filters = record.cells[:7]
            for allele in record.alleles:
                rows = self._rows(record, allele)
                if rows:
                    parts.append(
                        tsv.allele_lines(
                            (contig, pos, ref, allele.spelled),
                            rows,
                            assembly=assembly,
                            support=allele.support,
                            filters=filters,
                        )
                    )
        return "".join(parts).encode("utf-8", "surrogateescape")

    def _vcf(self, lines: list[bytes]) -> bytes:
        for record in self._records.find(lines):
            found = [
                entry
                for allele in record.alleles
                for entry in vcf.entries(allele.spelled, self._rows(record, allele))
            ]
            line = lines[record.line]
            if not self.setting.is_again and vcf.has_field(line):
                raise self._undeclared(record.line + 1)
            if found:
                line = vcf.without_field(line) if self.setting.is_again else line
                lines[record.line] = vcf.with_field(line, ",".join(found))
        if self._bcf is not None:
            return self._bcf.records(lines)
        return b"".join([line + b"\n" for line in lines if line])

    def _undeclared(self, line: int) -> FormatError:
        return FormatError(
            f"The record has an INFO field {vcf.FIELD} that the header does not declare.",
            where=self.setting.layout.where,
            line=line,
            hint=f"Remove it: bcftools annotate -x INFO/{vcf.FIELD}.",
        )

    def _rows(self, record: Touching, allele: Allele) -> list[TranscriptRow]:
        """The rows of an allele, which is counted."""
        tally = self._counts.tally
        if allele.variant is not None:
            rows = self._maker.of_variant(allele.variant)
            if rows:
                tally.keep()
            else:
                tally.drop(DropReason.OUTSIDE_PANEL)
        elif allele.reason is DropReason.REFERENCE_BLOCK:
            rows = []
            tally.drop(allele.reason)
        else:
            rows = self._maker.of_place(Interval(record.contig, record.start, record.end))
            tally.drop(allele.reason or DropReason.MALFORMED)
        self._counts.rows += len(rows)
        return rows


def _failure(error: HccGenomicsError) -> Failure:
    return Failure(type(error), error.detail, error.hint, error.where, error.line)
