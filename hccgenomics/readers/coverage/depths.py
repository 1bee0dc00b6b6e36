"""Read a table of depth: of the whole file what lies in the places that may decide a marker."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError
from hccgenomics.model.copy_number_files import BuildSigns, InputFacts
from hccgenomics.model.coverage import CoverageSource
from hccgenomics.readers.containers import Wanted
from hccgenomics.readers.coverage.recognise import MOST_LOOKED_AT, Head, recognised
from hccgenomics.readers.coverage.remarks import counts_may_be_reads, unknown_contigs
from hccgenomics.readers.coverage.rows import Rows
from hccgenomics.readers.coverage.runs import runs_by_contig
from hccgenomics.readers.coverage.skim import Skimmer
from hccgenomics.readers.coverage.text import Piece, is_comment, pieces_of
from hccgenomics.readers.stream import open_input, unpacked_name
from hccgenomics.vocabulary import DepthUnit, DialectTier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from hccgenomics.model.coverage import DepthRun
    from hccgenomics.model.genome import Interval
    from hccgenomics.readers.coverage.rows import DepthRequest
    from hccgenomics.readers.stream import Input
    from hccgenomics.vocabulary import Assembly

    Held = Mapping[str, tuple[Interval, ...]]

DEPTHS: Final = Wanted(
    "table of depths or gVCF",
    "table of depths (mosdepth) or gVCF, and alignments with --bam",
    may_begin_as_sam=True,
)
READ_CLOSELY: Final = 1 << 20
"""Bytes that are read row by row, whatever lies there."""
_VCF_SIGN: Final = b"##fileformat=VCF"


@dataclass(frozen=True, slots=True)
class DepthFile:
    """One table of depth, read.

    Attributes:
        source: What it says.
        build: What it shows of its assembly.
        held: Of the places of each assembly what its rows hold, by contig.
    """

    source: CoverageSource
    build: BuildSigns
    held: Mapping[Assembly, Held]


def read_depths(path: str | Path, request: DepthRequest) -> DepthFile | None:
    """One table, read to its end; ``None`` for a VCF or BCF, whose blocks are read elsewhere.

    Raises:
        UnreadableError: The file is missing, damaged or truncated, or of another kind.
        FormatError: It is no table of depth, or a row is wrong, by its line.
    """
    with open_input(path, wanted=DEPTHS) as source:
        pieces = iter(()) if source.is_bcf else pieces_of(source)
        first = next(pieces, None)
        if first is None or first.text.startswith(_VCF_SIGN):
            return None
        head, rest = _head(chain((first,), pieces), source)
        rows = Rows(recognised(head), request, source.where)
        _read(rows, rest)
        return _file(rows, source, head)


def head_of(path: str | Path) -> Head | None:
    """How a table of depth or regions begins; ``None`` for a VCF or BCF.

    Raises:
        UnreadableError: The file cannot be read.
    """
    with open_input(path, is_digested=False, wanted=DEPTHS) as source:
        pieces = iter(()) if source.is_bcf else pieces_of(source)
        first = next(pieces, None)
        if first is None or first.text.startswith(_VCF_SIGN):
            return None
        return _head(chain((first,), pieces), source)[0]


def _head(pieces: Iterator[Piece], source: Input) -> tuple[Head, Iterator[Piece]]:
    """The comments, the first rows, and all pieces again."""
    taken: list[Piece] = []
    comments: list[bytes] = []
    rows: list[bytes] = []
    number = 1
    for piece in pieces:
        taken.append(piece)
        for at, raw in enumerate(piece.lines()[: MOST_LOOKED_AT - len(rows)], piece.first):
            line = raw.rstrip(b"\r")
            if rows or (line.strip() and not is_comment(line)):
                rows.append(line)
                number = number if len(rows) > 1 else at
            elif line.strip():
                comments.append(line)
        if len(rows) >= MOST_LOOKED_AT:
            break
    filled = tuple(row for row in rows if row.strip() and not is_comment(row))
    return Head(tuple(comments), filled, source.where, number), chain(taken, pieces)


def _read(rows: Rows, pieces: Iterator[Piece]) -> None:
    """Every piece, to the end of the file."""
    skimmer = Skimmer(rows)
    size = 0
    for piece in pieces:
        size += len(piece.text)
        if size <= READ_CLOSELY:
            rows.read(piece)
        else:
            skimmer.read(piece)


def _file(rows: Rows, source: Input, head: Head) -> DepthFile:
    """What was read."""
    if not rows.furthest:
        raise FormatError(
            f"None of the {rows.records:,} rows is on a chromosome that is known.",
            where=source.where,
            hint="Contigs are named as in chr5, 5 or NC_000005.10.",
        )
    facts = _facts(rows, source)
    texts = (line.decode("utf-8", "replace") for line in head.comments)
    runs = {a: runs_by_contig(of_assembly) for a, of_assembly in rows.found.items()}
    made = CoverageSource(
        number=facts.number,
        name=unpacked_name(facts.name),
        kind=rows.known.kind,
        unit=DepthUnit.READS,
        runs=runs[rows.request.assembly],
        is_exhaustive=False,
        notes=(*unknown_contigs(rows.strangers), *counts_may_be_reads(rows.known, head.rows)),
        facts=facts,
    )
    build = BuildSigns(texts=(*texts, *rows.names.witnesses), furthest=dict(rows.furthest))
    return DepthFile(made, build, {a: _held(of_assembly) for a, of_assembly in runs.items()})


def _held(runs: Mapping[str, tuple[DepthRun, ...]]) -> Held:
    return {contig: tuple(run.interval for run in found) for contig, found in runs.items()}


def _facts(rows: Rows, source: Input) -> InputFacts:
    return InputFacts(
        name=source.name,
        sha256=source.sha256,
        size=source.size,
        container=source.container.value,
        format=rows.known.name,
        tool=rows.known.tool,
        tier=DialectTier.UNTESTED,
        records=rows.records,
        number=rows.request.number,
    )
