"""Sequence as sources give it, and sequence as it stands once they have been laid together."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import ResourceError
from hccgenomics.knowledge.builder.coding import oriented
from hccgenomics.model.genome import UNKNOWN_BASE
from hccgenomics.vocabulary import CONTIGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.model.transcript import Transcript

_KNOWN: Final = re.compile(b"[ACGT]+")
_TRUST: Final = re.compile(b"\x00+|\x01+")
_N: Final = UNKNOWN_BASE.encode()


@dataclass(frozen=True, slots=True)
class Piece:
    """Plus-strand bases from one source; anything but A, C, G and T is unknown to it.

    Attributes:
        start: Gap before the first base.
        trusted: Whether they are of reference grade on this very assembly.
        source: For the sentence that reports a conflict.
    """

    contig: str
    start: int
    bases: str
    trusted: bool
    source: str

    @property
    def end(self) -> int:
        """Gap behind the last base."""
        return self.start + len(self.bases)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Bases known without a gap, all of one trust, after all sources have been laid together."""

    contig: str
    start: int
    bases: str
    trusted: bool


def coding_pieces(
    transcript: Transcript, coding: str, *, trusted: bool, source: str
) -> Iterator[Piece]:
    """A coding sequence laid onto the exons it is made of.

    Raises:
        ResourceError: Its length is not that of the transcript's coding sequence.
    """
    if len(coding) != transcript.cds_length:
        raise ResourceError(
            f"{transcript.gene}: {source} has {len(coding)} coding bases, "
            f"{transcript.transcript} has {transcript.cds_length}."
        )
    at = 0
    for part in transcript.coding_segments:
        bases = oriented(coding[at : at + len(part)], transcript.strand)
        yield Piece(part.contig, part.start, bases, trusted=trusted, source=source)
        at += len(part)


def where_unknown(pieces: Iterable[Piece], known: Iterable[Piece]) -> Iterator[Piece]:
    """What the pieces add to those already known: the rest of each is blotted out.

    >>> known = Piece("chr1", 10, "NNGNA", trusted=True, source="a FASTA")
    >>> added = Piece("chr1", 9, "ACTTT", trusted=False, source="a clone")
    >>> [piece.bases for piece in where_unknown([added], [known])]
    ['ACTNT']
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for stretch in lay_together(known):
        span = (stretch.start, stretch.start + len(stretch.bases))
        spans.setdefault(stretch.contig, []).append(span)
    for piece in pieces:
        bases = bytearray(piece.bases, "ascii")
        for start, end in _touching(spans.get(piece.contig, []), piece):
            first, beyond = max(start, piece.start), min(end, piece.end)
            bases[first - piece.start : beyond - piece.start] = _N * (beyond - first)
        if _KNOWN.search(bases):
            yield replace(piece, bases=bases.decode("ascii"))


def _touching(spans: Sequence[tuple[int, int]], piece: Piece) -> Iterator[tuple[int, int]]:
    """Of spans in order and without overlap: those that share a base with the piece."""
    at = bisect_right(spans, piece.start, key=itemgetter(1))
    while at < len(spans) and spans[at][0] < piece.end:
        yield spans[at]
        at += 1


def lay_together(pieces: Iterable[Piece]) -> list[Stretch]:
    """Everything that is known, once; sources that contradict each other are refused.

    Where a trusted and a provisional source agree, the base is trusted.
    """
    stretches: list[Stretch] = []
    by_place = sorted(pieces, key=lambda piece: (CONTIGS.index(piece.contig), piece.start))
    for _, on_contig in groupby(by_place, key=lambda piece: piece.contig):
        for cluster in _clusters(on_contig):
            stretches.extend(_merged(cluster))
    return stretches


def _clusters(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    cluster: list[Piece] = []
    reached = 0
    for piece in pieces:
        if cluster and piece.start > reached:
            yield cluster
            cluster = []
        cluster.append(piece)
        reached = max(reached, piece.end) if len(cluster) > 1 else piece.end
    if cluster:
        yield cluster


def _merged(cluster: list[Piece]) -> Iterator[Stretch]:
    contig, start = cluster[0].contig, cluster[0].start
    length = max(piece.end for piece in cluster) - start
    bases, trust = bytearray(_N * length), bytearray(length)
    for piece in cluster:
        for run in _KNOWN.finditer(piece.bases.encode("ascii")):
            at = piece.start - start + run.start()
            if clash := _clash(bases[at : at + len(run[0])], run[0]):
                raise _refusal(piece, run.start(), *clash)
            bases[at : at + len(run[0])] = run[0]
            if piece.trusted:
                trust[at : at + len(run[0])] = b"\x01" * len(run[0])
    for known in _KNOWN.finditer(bases):
        for run in _TRUST.finditer(trust, known.start(), known.end()):
            text = bases[run.start() : run.end()].decode("ascii")
            yield Stretch(contig, start + run.start(), text, trusted=bool(run[0][0]))


def _clash(there: bytearray, run: bytes) -> tuple[int, str, str] | None:
    if there == run or not there.strip(_N):
        return None
    pairs = enumerate(zip(there, run, strict=True))
    clashes = ((at, chr(old), chr(new)) for at, (old, new) in pairs if old not in (_N[0], new))
    return next(clashes, None)


def _refusal(piece: Piece, run_start: int, at: int, old: str, new: str) -> ResourceError:
    pos = piece.start + run_start + at + 1
    return ResourceError(
        f"{piece.contig}:{pos} is {new} in {piece.source} and {old} in another source.",
        hint="Leave one of them out.",
    )
