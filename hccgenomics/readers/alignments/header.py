"""What the header of a BAM or CRAM says (https://samtools.github.io/hts-specs/SAMv1.pdf, 1.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import AssemblyError
from hccgenomics.model.genome import canonical_contig
from hccgenomics.readers.panel import accessions
from hccgenomics.vocabulary import MITOCHONDRION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hccgenomics.model.genome import AssemblyContigs

LENGTH: Final = re.compile(r"[0-9]{1,10}")
"""What ``LN:`` can say: at most 2,147,483,647 (SAMv1, 1.3)."""
SORTED: Final = "coordinate"
"""What ``@HD SO:`` says of reads in the order of the reference."""


@dataclass(frozen=True, slots=True)
class Target:
    """A reference sequence as the file knows it."""

    number: int
    name: str
    length: int


@dataclass(frozen=True, slots=True)
class Program:
    """One ``@PG`` line: which program, and how it was called."""

    name: str
    command: str


@dataclass(frozen=True, slots=True)
class AlignmentHeader:
    """The lines of a header that a pileup rests on.

    Attributes:
        order: Of the reads, as ``@HD`` states it; "" where it states none.
        targets: Reference sequences by name, in the order of the file.
        samples: Names under ``SM``; they may be a patient's and stand in no message.
        programs: What made the file.
    """

    order: str
    targets: Mapping[str, Target]
    samples: tuple[str, ...]
    programs: tuple[Program, ...]


def parse_header(text: str) -> AlignmentHeader:
    r"""The header from its text; a line ends at a line feed and at nothing else that ends lines.

    >>> parse_header("@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr5\tLN:181538259\n").order
    'coordinate'
    """
    lines = [_tags(line.removesuffix("\r")) for line in text.split("\n")]
    targets = (
        (tags["SN"], int(tags["LN"]))
        for kind, tags in lines
        if kind == "@SQ" and "SN" in tags and LENGTH.fullmatch(tags.get("LN", ""))
    )
    return AlignmentHeader(
        order=next((tags.get("SO", "") for kind, tags in lines if kind == "@HD"), ""),
        targets={name: Target(at, name, length) for at, (name, length) in enumerate(targets)},
        samples=tuple(dict.fromkeys(_values(lines, "@RG", "SM"))),
        programs=tuple(
            Program(tags.get("PN") or tags.get("ID", ""), tags.get("CL", ""))
            for kind, tags in lines
            if kind == "@PG"
        ),
    )


def _tags(line: str) -> tuple[str, dict[str, str]]:
    kind, *cells = line.split("\t")
    pairs = ((cell[:2], cell[3:]) for cell in cells if cell[2:3] == ":")
    return kind, dict(pairs)


def _values(lines: Iterable[tuple[str, dict[str, str]]], kind: str, key: str) -> Iterator[str]:
    return (tags[key] for found, tags in lines if found == kind and key in tags)


def targets_by_contig(
    header: AlignmentHeader, contigs: AssemblyContigs, *, where: str
) -> dict[str, Target]:
    """The file's reference sequences by our names of them, once their lengths are ours.

    Raises:
        AssemblyError: The reads are aligned to another assembly.
    """
    known = accessions(contigs)
    found: dict[str, Target] = {}
    for target in header.targets.values():
        ours = canonical_contig(target.name) or known.get(target.name)
        contig = None if ours is None else contigs.contigs.get(ours)
        if contig is None or ours is None or ours in found:
            continue
        if target.length != contig.length:
            if ours == MITOCHONDRION:  # UCSC's hg19 has another than GRCh37: nobody asks about it
                continue
            raise AssemblyError(
                f"The reads are aligned to another assembly than {contigs.assembly}: {target.name} "
                f"has {target.length:,} bases there, and {contig.length:,} on {contigs.assembly}.",
                where=where,
                hint=f"Pass alignments to {contigs.assembly}, or calls on the same assembly.",
            )
        found[ours] = target
    if not found:
        raise AssemblyError(
            f"None of the reference sequences of the alignments is one of {contigs.assembly}.",
            where=where,
            hint=f"Pass alignments to {contigs.assembly}.",
        )
    return found
