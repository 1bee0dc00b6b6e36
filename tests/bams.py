"""Writes small BAMs: reads as a test spells them, or molecules that carry what a test says.

Places are those of GRCh38 on chr5, by default around the TERT promoter; the bases of ``GENOME`` are
invented, so that a test may put a repeat where it needs one.
"""

from __future__ import annotations

import random
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import pysam

from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.readers.alignments import open_alignments
from hccgenomics.vocabulary import Assembly

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.model.genome import Interval

CONTIG = "chr5"
START = 1_295_000
CONTIGS = load_assemblies()[Assembly.GRCH38]
LENGTH = CONTIGS.contigs[CONTIG].length
PAIRED, PROPER, REVERSE, FIRST, SECOND = 0x1, 0x2, 0x10, 0x40, 0x80


class Genome:
    """Invented bases from ``START`` on, as a reference that can be asked."""

    def __init__(self, bases: str) -> None:
        self.text = bases

    def bases(self, interval: Interval) -> str:
        places = range(interval.start - START, interval.end - START)
        return "".join(self.text[at] if 0 <= at < len(self.text) else "N" for at in places)

    def at(self, pos: int, length: int = 1) -> str:
        """Bases from a place of a VCF on."""
        return self.text[pos - 1 - START : pos - 1 - START + length]


def drawn(seed: int, length: int = 400) -> Genome:
    rng = random.Random(seed)  # noqa: S311 -- bases, no secret
    return Genome("".join(rng.choice("ACGT") for _ in range(length)))


@dataclass
class Read:
    """One record, as SAM has it; ``pos`` is counted from 1."""

    name: str
    pos: int
    cigar: str
    bases: str
    quality: int | list[int] = 37
    flag: int = 0
    mapping_quality: int = 60
    mate_pos: int | None = None
    template: int = 0
    mate_contig: bool = True
    tags: dict[str, object] = field(default_factory=dict)

    def record(self, header: pysam.AlignmentHeader) -> pysam.AlignedSegment:
        read = pysam.AlignedSegment(header)
        read.query_name, read.flag = self.name, self.flag
        read.reference_id, read.reference_start = 0, self.pos - 1
        read.cigarstring, read.mapping_quality = self.cigar, self.mapping_quality
        read.query_sequence = self.bases
        each = self.quality
        read.query_qualities = [each] * len(self.bases) if isinstance(each, int) else each
        if self.mate_pos is not None:
            read.next_reference_id = 0 if self.mate_contig else -1
            read.next_reference_start, read.template_length = self.mate_pos - 1, self.template
        for tag, value in self.tags.items():
            read.set_tag(tag, value)
        return read


def header_of(**more: object) -> pysam.AlignmentHeader:
    lines: dict[str, object] = {
        "HD": {"VN": "1.6", "SO": "coordinate"},
        "SQ": [{"SN": CONTIG, "LN": LENGTH}],
    }
    return pysam.AlignmentHeader.from_dict(lines | more)


def write_bam(path: Path, reads: list[Read], *, index: bool = True, **header: object) -> Path:
    """A sorted BAM with its index."""
    head = header_of(**header)
    with pysam.AlignmentFile(str(path), "wb", header=head) as bam:
        for read in sorted(reads, key=lambda read: read.pos):
            bam.write(read.record(head))
    if index:
        pysam.index(str(path))
    return path


def opened(path: Path, **more: object):
    return open_alignments(path, fasta=None, contigs=CONTIGS, **more)


def pair(name: str, first: Read, second: Read) -> list[Read]:
    """Two reads as the two ends of one fragment; the first on the plus strand."""
    end = second.pos + len(second.bases)
    size = end - min(first.pos, second.pos)
    first.name = second.name = name
    first.flag |= PAIRED | PROPER | FIRST
    second.flag |= PAIRED | PROPER | SECOND | REVERSE
    first.mate_pos, second.mate_pos = second.pos, first.pos
    first.template, second.template = size, -size
    return [first, second]


class Column(NamedTuple):
    """One line of mpileup: bases in upper case for plus, lower case for minus; ``*`` and ``<>``."""

    depth: int
    bases: Counter[str]

    @property
    def seen(self) -> int:
        """Without reads that skip the base."""
        return self.depth - self.bases["<"] - self.bases[">"]


def mpileup(path: Path, *words: str, quality: int = 20) -> dict[int, Column]:
    """What samtools counts, by place from 1."""
    least = ("-B", f"-q{quality}", f"-Q{quality}", "-d0")
    made = subprocess.run(
        ["samtools", "mpileup", *least, *words, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(map(_column, made.stdout.splitlines()))


def _column(line: str) -> tuple[int, Column]:
    _, pos, _, depth, bases, *_ = line.split("\t")
    return int(pos), Column(int(depth), _bases(bases) if int(depth) else Counter())


def _bases(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    at = 0
    while at < len(text):
        if text[at] == "^":
            at += 2
        elif text[at] in "+-":
            digits = at + 1
            while text[digits].isdigit():
                digits += 1
            at = digits + int(text[at + 1 : digits])
        else:
            found[text[at]] += text[at] != "$"
            at += 1
    return found


# --- molecules ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Event:
    """What a molecule carries: bases of the genome replaced, as a gap and two alleles."""

    start: int  # within the genome's text
    ref: str
    alt: str


def placed(genome: Genome, events: list[Event], begin: int, length: int) -> tuple[str, str, int]:
    """Bases and CIGAR of a read that begins at a base of the genome and has so many bases.

    A gap at the read's end is left out, as no aligner writes one.
    """
    bases: list[str] = []
    cigar: list[tuple[int, str]] = []
    at, left = begin, length
    for event in sorted(events, key=lambda event: event.start):
        if event.start <= at or left <= 0:
            continue
        plain = min(event.start - at, left)
        bases.append(genome.text[at : at + plain])
        cigar.append((plain, "M"))
        at, left = at + plain, left - plain
        if left <= 0:
            break
        both = min(len(event.ref), len(event.alt), left)
        bases.append(event.alt[:both])
        cigar.append((both, "M"))
        left -= both
        more = event.alt[both:][:left]
        bases.append(more)
        cigar.append((len(more), "I"))
        left -= len(more)
        at += both
        if left > 0:
            cigar.append((len(event.ref) - both, "D"))
            at += len(event.ref) - both
    bases.append(genome.text[at : at + max(left, 0)])
    cigar.append((max(left, 0), "M"))
    return "".join(bases), _merged(cigar), begin


def _merged(cigar: list[tuple[int, str]]) -> str:
    merged: list[list[object]] = []
    for size, kind in cigar:
        if not size:
            continue
        if merged and merged[-1][1] == kind:
            merged[-1][0] += size
        else:
            merged.append([size, kind])
    if merged[-1][1] == "I":  # an insertion at the end of a read is clipped
        merged[-1][1] = "S"
    return "".join(f"{size}{kind}" for size, kind in merged)


def read_of(name: str, genome: Genome, events: list[Event], begin: int, length: int) -> Read:
    bases, cigar, at = placed(genome, events, begin, length)
    return Read(name, START + at + 1, cigar, bases)
