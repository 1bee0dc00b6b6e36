"""Read copy-number files: whatever tool wrote them, as segments, genes, bins and solutions.

Files are recognised from their content, each by one module of ``readers.segments``. Nothing is
judged here: what a number of copies means, and on which assembly the places are, is decided over
all files of a run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError
from hccgenomics.model.copy_number_files import (
    BuildSigns,
    CopyNumberFile,
    InputFacts,
)
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.containers import TABLE
from hccgenomics.readers.contig_names import ContigNames
from hccgenomics.readers.segment_format import Asked
from hccgenomics.readers.segment_head import read_head
from hccgenomics.readers.segment_table import LARGEST_LOG2, Table
from hccgenomics.readers.segments import choose_format
from hccgenomics.readers.stream import open_input
from hccgenomics.vocabulary import CONTIGS, CopySource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from hccgenomics.model.copy_number_files import (
        GeneRow,
        Observation,
        Segment,
    )
    from hccgenomics.model.genome import AssemblyContigs, Interval
    from hccgenomics.readers.segment_format import Found, SegmentFormat
    from hccgenomics.readers.stream import Input
    from hccgenomics.vocabulary import Assembly

_ORDER: Final = {contig: rank for rank, contig in enumerate(CONTIGS)}
_SHARED: Final = 1
"""Bases that neighbours may share: some tools let a segment begin where the last one ends."""
_MOST_NAMED: Final = 200
"""Genes with places that speak for the assembly: a sample of them will do."""


@dataclass(frozen=True, slots=True)
class CopyNumberRequest:
    """What to read.

    Attributes:
        paths: In the order of the command line; ``-`` is standard input.
        format: What ``--cnv-format`` says, of all files.
        sample: The tumour sample, by its name in files of several.
        normal: The matched normal, likewise.
        contigs: Of the assemblies, for contigs named by accession.
        likely_sample: The tumour as the files of small variants name it.
    """

    paths: tuple[str | Path, ...]
    format: str | None = None
    sample: str | None = None
    normal: str | None = None
    contigs: Mapping[Assembly, AssemblyContigs] = field(default_factory=dict)
    likely_sample: str | None = None


def read_copy_number(request: CopyNumberRequest) -> tuple[CopyNumberFile, ...]:
    """Each file, read to its end.

    Raises:
        InputError: A file is damaged, is no copy number, or its sample cannot be told.
    """
    return tuple(_read(path, number, request) for number, path in enumerate(request.paths, start=1))


def _read(path: str | Path, number: int, request: CopyNumberRequest) -> CopyNumberFile:
    with open_input(path, wanted=TABLE) as source:
        head, lines = read_head(iter(source.lines), where=source.where)
        known = choose_format(head, name=request.format, where=source.where)
        table = Table(head, lines, contigs=ContigNames(request.contigs), where=source.where)
        found = known.read(
            table,
            Asked(
                request.sample,
                request.normal,
                is_named=request.format is not None,
                likely=request.likely_sample,
            ),
        )
        for _ in table.lines:  # to the end, so that the digest is of the whole file
            pass
        _check_order(table)
        _check_numbers(found, where=source.where)
    return _file(_facts(source, known, found, table, number), known, found, table)


def _check_order(table: Table) -> None:
    """Raise where rows that end before they start are no exception."""
    backward = table.backward
    if backward and len(backward) >= table.tally.kept:
        raise FormatError(
            f"{len(backward)} of {table.records} rows "
            f"{'ends' if len(backward) == 1 else 'end'} before {_it(backward)}.",
            where=table.where,
            line=backward[0],
            hint="Correct it, or write the file again.",
        )


def _backward(table: Table) -> tuple[str, ...]:
    """A sentence on rows that end before they start."""
    backward = table.backward
    if not backward:
        return ()
    return (words.told(len(backward), words.BACKWARD, line=backward[0]),)


def _it(backward: Sequence[int]) -> str:
    return "it starts" if len(backward) == 1 else "they start"


def _check_numbers(found: Found, *, where: str) -> None:
    """Raise for a number that no ratio and no count of copies can be."""
    parts: list[Segment | GeneRow] = [*found.segments, *found.genes]
    for part in parts:
        wrong = _impossible(part.seen)
        if wrong:
            raise _refuse(f"Row {part.row} states {wrong}.", where=where)
    for bins in found.bins.values():
        if max(map(abs, (min(bins.log2), max(bins.log2)))) > LARGEST_LOG2:
            raise _refuse("A bin states a log2 ratio that is none.", where=where)


def _impossible(seen: Observation) -> str:
    if abs(seen.log2_ratio or 0.0) > LARGEST_LOG2:
        return f"{seen.log2_ratio:g} as a log2 ratio, and none is so large"
    if min(seen.copies or 0.0, seen.minor_copies or 0.0) < 0:
        return "fewer copies than none"
    return ""


def _refuse(detail: str, *, where: str) -> FormatError:
    return FormatError(
        detail, where=where, hint="Correct it, or say what the file is: --cnv-format."
    )


def _facts(
    source: Input, known: SegmentFormat, found: Found, table: Table, number: int
) -> InputFacts:
    return InputFacts(
        name=source.name,
        sha256=source.sha256,
        size=source.size,
        container=source.container.value,
        format=known.name,
        tool=f"{found.tool or known.title} {found.version}".strip(),
        tier=found.tier or known.tier,
        records=table.records,
        number=number,
    )


def _file(facts: InputFacts, known: SegmentFormat, found: Found, table: Table) -> CopyNumberFile:
    segments = _in_order(found.segments)
    diploid = known.x_is_diploid if found.x_is_diploid is None else found.x_is_diploid
    return CopyNumberFile(
        facts=facts,
        source=found.source,
        segments=segments,
        genes=tuple(found.genes),
        bins={contig: found.bins[contig] for contig in CONTIGS if contig in found.bins},
        solutions=found.solutions,
        x_is_diploid=diploid,
        x_is_certain=known.x_is_certain or found.x_is_diploid is False,
        y_is_haploid=known.y_is_haploid,
        copies_are_corrected=found.copies_are_corrected,
        sample=found.sample,
        build=_build(found, table),
        tally=table.tally,
        notes=(
            *found.notes,
            *_backward(table),
            *_silence(found, table),
            *_overlaps(segments, found.source),
        ),
    )


def _in_order(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    return tuple(
        sorted(segments, key=lambda part: (_ORDER[part.contig], part.start, part.end, part.row))
    )


def _build(found: Found, table: Table) -> BuildSigns:
    named = dict(found.named) or _named(found.genes)
    return BuildSigns(
        texts=(*found.texts, *table.contigs.witnesses),
        lengths=dict(found.lengths),
        furthest=dict(table.furthest),
        genes=named,
    )


def _named(genes: Sequence[GeneRow]) -> dict[str, Interval]:
    """Genes that have a place, evenly from the whole table."""
    placed = [row for row in genes if row.place is not None]
    step = max(1, len(placed) // _MOST_NAMED)
    return {row.gene: row.place for row in placed[::step] if row.place is not None}


def _silence(found: Found, table: Table) -> tuple[str, ...]:
    """A sentence on a file without a row, or of which none could be used."""
    if table.tally.kept or found.solutions:
        return ()
    if not table.records:
        return (words.NO_ROW,)
    return (words.told(table.records, words.NOTHING_OF_ROWS),)


def _overlaps(segments: Sequence[Segment], source: CopySource) -> tuple[str, ...]:
    """A sentence on segments that overlap, which those of one sample should not."""
    count = sum(
        after.start < before.end - _SHARED
        for _, members in groupby(segments, key=attrgetter("contig"))
        for before, after in pairwise(members)
    )
    if not count or source is CopySource.CALLS:
        return ()
    return (words.told(count, words.OVERLAPS),)
