"""Open a BAM or CRAM, or say in one sentence why its reads cannot be counted."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import SampleError, UnreadableError
from hccgenomics.readers.alignments.consensus import unit_of_programs
from hccgenomics.readers.alignments.header import SORTED, parse_header, targets_by_contig
from hccgenomics.readers.containers import (
    HEAD_LENGTH,
    LARGEST_BLOCK,
    Container,
    first_inside,
    sniff,
)
from hccgenomics.readers.reference import reference_facts
from hccgenomics.readers.stream import file_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pysam

    from hccgenomics.model.genome import AssemblyContigs
    from hccgenomics.readers.alignments.consensus import ProgramUnit
    from hccgenomics.readers.alignments.header import AlignmentHeader, Target

BAM_MAGIC: Final = b"BAM\x01"
CRAM_MAGIC: Final = b"CRAM"
_BAM_INDEXES: Final = (".csi", ".bai")
_CRAM_INDEXES: Final = (".crai",)
_END_OF_BAM: Final = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
"""The empty block that ends every BGZF file (SAM specification, 4.1.2)."""
_ENDS_OF_CRAM: Final = (
    bytes.fromhex("0b000000ffffffff0fe0454f4600000000010000060601000100010 0".replace(" ", "")),
    bytes.fromhex("0f000000ffffffff0fe0454f4600000000010005bdd94f0001000606010001000100ee63014b"),
)
"""The containers that end CRAM 2.1 and 3 (https://samtools.github.io/hts-specs/CRAMv3.pdf, 9)."""
_SILENT: Final = 0
NO_NETWORK: Final = {"REF_PATH": os.devnull + "/%s", "REF_CACHE": os.devnull + "/%s"}
"""Where htslib looks for bases of a CRAM that the FASTA lacks: without this it asks a server."""
SEVERAL_SAMPLES: Final = (
    "The alignments hold reads of {number} samples, and whose are to be counted cannot be told."
)


@dataclass(frozen=True, slots=True)
class Alignments:
    """A file whose reads can be counted.

    Attributes:
        path: The file.
        name: Its name, without its folder.
        is_cram: Whether it is a CRAM.
        fasta: The reference; ``None`` for a BAM without one.
        contigs: Of its assembly.
        index: The index beside it.
        targets: The file's own reference sequences by our names.
        programs: What its header says of consensus reads.
        notes: Sentences for the report's limits.
    """

    path: Path
    name: str
    is_cram: bool
    fasta: Path | None
    contigs: AssemblyContigs
    index: Path
    targets: Mapping[str, Target]
    programs: ProgramUnit
    notes: tuple[str, ...] = ()


def open_alignments(
    path: Path | str,
    *,
    fasta: Path | None,
    contigs: AssemblyContigs,
    where: str | None = None,
    other_sample: str | None = None,
) -> Alignments:
    """A BAM or CRAM, checked and ready to be counted.

    Args:
        path: The file, with its index beside it.
        fasta: The indexed reference, which a CRAM needs.
        contigs: Of the assembly the variants are on.
        where: How to name the file in messages; its path by default.
        other_sample: Whose reads these must not be: the matched normal's where the tumour's are
            asked for, and the other way round.

    Raises:
        UnreadableError: It is missing, damaged, not sorted or not indexed; a CRAM without FASTA.
        AssemblyError: It is aligned to another assembly.
        SampleError: It holds reads of several samples, or those of the other one.
    """
    path = Path(path)
    where = where or str(path)
    is_cram = _is_cram(path, where)
    if is_cram and fasta is None:
        raise UnreadableError(
            "The bases of a CRAM cannot be read without the reference it was made with.",
            where=where,
            hint="Pass it with --fasta; it is never fetched from the network.",
        )
    if fasta is not None:
        reference_facts(fasta)
    _refuse_truncated(path, is_cram=is_cram, where=where)
    header = parse_header(_header_text(path, fasta, where))
    _refuse_unsorted(header, where)
    index = _index_beside(path, is_cram=is_cram, where=where)
    _refuse_several_samples(header, where)
    _refuse_other_sample(header, other_sample, where)
    targets = targets_by_contig(header, contigs, where=where)
    if is_cram and fasta is not None:
        _refuse_other_reference(targets, fasta, where)
    programs = unit_of_programs(header.programs)
    return Alignments(
        path=path,
        name=file_name(str(path)),
        is_cram=is_cram,
        fasta=fasta,
        contigs=contigs,
        index=index,
        targets=targets,
        programs=programs,
    )


def _refuse_other_reference(targets: Mapping[str, Target], fasta: Path, where: str) -> None:
    """Raise where the FASTA lacks a sequence of the CRAM, for htslib would look elsewhere then."""
    index = Path(f"{fasta}.fai").read_text(encoding="utf-8", errors="replace")
    lengths = {cells[0]: cells[1] for line in index.splitlines() if (cells := line.split("\t"))[1:]}
    for target in targets.values():
        if lengths.get(target.name) != str(target.length):
            raise UnreadableError(
                f"The FASTA does not hold {target.name} as the CRAM has it.",
                where=where,
                hint="Pass with --fasta the very reference that the CRAM was made with.",
            )


def opened_by_htslib(path: Path, fasta: Path | None) -> pysam.AlignmentFile:
    """The file as htslib reads it, which never asks the network for a base.

    Raises:
        OSError, ValueError: It cannot be read.
    """
    import pysam

    pysam.set_verbosity(_SILENT)
    os.environ.update(NO_NETWORK)
    return pysam.AlignmentFile(
        str(path),
        reference_filename=None if fasta is None else str(fasta),
        check_sq=False,
    )


def _header_text(path: Path, fasta: Path | None, where: str) -> str:
    try:
        with opened_by_htslib(path, fasta) as file:
            return str(file.header)
    except (OSError, ValueError) as error:
        raise damaged(where) from error


def damaged(where: str) -> UnreadableError:
    """The error of a file whose inside is no BAM or CRAM."""
    return UnreadableError(
        "The alignments cannot be read; the file is damaged.",
        where=where,
        hint="Copy or write it again: samtools quickcheck tells whether it is whole.",
    )


def _is_cram(path: Path, where: str) -> bool:
    """Whether the file is a CRAM; ``False`` for a BAM."""
    if not path.is_file():
        raise UnreadableError("There is no such file of alignments.", where=where)
    try:
        with path.open("rb") as file:
            head = file.read(LARGEST_BLOCK)
    except OSError as error:
        raise UnreadableError(
            "The alignments cannot be opened.", where=where, hint="Check that you may read them."
        ) from error
    if head.startswith(CRAM_MAGIC):
        return True
    container = sniff(head)
    inside = head if container is Container.PLAIN else first_inside(head)
    if container is Container.BGZF and inside.startswith(BAM_MAGIC):
        return False
    raise _no_alignments(inside, where)


def _no_alignments(inside: bytes, where: str) -> UnreadableError:
    if inside.startswith((b"@HD\t", b"@SQ\t", b"@RG\t", b"@PG\t")):
        return UnreadableError(
            "The file is a SAM, whose places cannot be looked up.",
            where=where,
            hint="Sort and index it: samtools sort --write-index -o FILE.bam",
        )
    if not inside:
        return UnreadableError("The file is empty.", where=where, hint="Pass a BAM or CRAM.")
    return UnreadableError(
        "The file is neither a BAM nor a CRAM.",
        where=where,
        hint="Pass the aligned reads, sorted and indexed.",
    )


def _refuse_truncated(path: Path, *, is_cram: bool, where: str) -> None:
    """Raise where the mark that ends every such file is not there."""
    ends = _ENDS_OF_CRAM if is_cram else (_END_OF_BAM,)
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - max(map(len, ends))))
        tail = file.read()
    if not tail.endswith(ends):
        raise UnreadableError(
            "The file is truncated: the mark that ends it is missing.",
            where=where,
            hint="Copy or write it again: samtools quickcheck tells whether it is whole.",
        )


def _refuse_unsorted(header: AlignmentHeader, where: str) -> None:
    if header.order not in {SORTED, "", "unknown"}:
        raise UnreadableError(
            f"The reads are not sorted by coordinate, but: {header.order[:HEAD_LENGTH]}.",
            where=where,
            hint="Sort and index them: samtools sort --write-index",
        )


def _index_beside(path: Path, *, is_cram: bool, where: str) -> Path:
    """The index of the file, under either of its usual names."""
    suffixes = _CRAM_INDEXES if is_cram else _BAM_INDEXES
    for suffix in suffixes:
        for beside in (Path(f"{path}{suffix}"), path.with_suffix(suffix)):
            if beside.is_file():
                return beside
    raise UnreadableError(
        f"The alignments have no index ({' or '.join(suffixes)}).",
        where=where,
        hint="Sort them by coordinate if they are not, then make one: samtools index FILE",
    )


def _refuse_several_samples(header: AlignmentHeader, where: str) -> None:
    """Raise where reads of several samples lie in one file; they are counted, never named."""
    if len(header.samples) > 1:
        error = SampleError(
            SEVERAL_SAMPLES.format(number=len(header.samples)),
            where=where,
            hint="Pass the reads of one sample: samtools split, or samtools view -r READ_GROUP",
        )
        error.names = header.samples
        raise error


def _refuse_other_sample(header: AlignmentHeader, other: str | None, where: str) -> None:
    """Raise where tumour and normal were exchanged."""
    if other is not None and other in header.samples:
        raise SampleError(
            "The reads are those of the other sample of the pair, as the header names it.",
            where=where,
            hint="Pass the tumour's alignments with --bam and the normal's with --normal-bam.",
        )
