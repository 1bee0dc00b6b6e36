"""Sequence of the panel's genes from an indexed FASTA of the assembly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.errors import ResourceError
from hccgenomics.knowledge.builder.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pysam

    from hccgenomics.model.genome import AssemblyContigs, Contig, Interval


def read_fasta(
    path: Path, *, regions: Iterable[Interval], contigs: AssemblyContigs
) -> Iterator[Piece]:
    """One piece per region, under any of the usual contig names.

    Raises:
        ResourceError: The file cannot be opened, has no index, or is of another assembly.
    """
    import pysam

    try:
        fasta = pysam.FastaFile(str(path))
    except (OSError, ValueError) as error:
        raise ResourceError(
            "The FASTA or its index cannot be opened.",
            where=path,
            hint="Index it with 'samtools faidx'.",
        ) from error
    with fasta:
        for region in regions:
            name = _name(fasta, contigs.contigs[region.contig], contigs, path)
            bases = fasta.fetch(name, region.start, region.end).upper()
            yield Piece(region.contig, region.start, bases, trusted=True, source=path.name)


def _name(fasta: pysam.FastaFile, contig: Contig, contigs: AssemblyContigs, path: Path) -> str:
    bare = contig.name.removeprefix("chr")
    for name in (contig.name, bare, contig.refseq, contig.genbank):
        if name in fasta.references:
            length = fasta.get_reference_length(name)
            if length != contig.length:
                raise ResourceError(
                    f"{name} has {length:,} bases, in {contigs.assembly} it has {contig.length:,}.",
                    where=path,
                )
            return name
    raise ResourceError(f"It has no {contig.name}.", where=path)
