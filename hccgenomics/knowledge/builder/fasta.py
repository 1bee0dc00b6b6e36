"""Sequence of the panel's genes from an indexed FASTA of the assembly.

htslib makes an index that is missing, beside the file of whoever owns it; so what it needs has to
be there before it is asked.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import ResourceError, UnreadableError
from hccgenomics.knowledge.builder.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pysam

    from hccgenomics.model.genome import AssemblyContigs, Contig, Interval

_GZIP: Final = b"\x1f\x8b"
_BGZF: Final = (b"\x1f\x8b\x08\x04", b"BC")  # SAM specification 4.1: magic, and its subfield
_SUBFIELD: Final = slice(12, 14)
_REINDEX: Final = "Index it again with 'samtools faidx'."


def read_fasta(
    path: Path, *, regions: Iterable[Interval], contigs: AssemblyContigs
) -> Iterator[Piece]:
    """One piece per region, under any of the usual contig names.

    Raises:
        UnreadableError: The file cannot be read, or has no index; none is made.
        ResourceError: It is of another assembly, or lacks a contig.
    """
    _require_index(path)
    import pysam

    pysam.set_verbosity(0)  # what htslib would print is said in the one sentence of the error
    try:
        fasta = pysam.FastaFile(str(path))
    except (OSError, ValueError) as error:
        raise UnreadableError(
            "The FASTA or its index cannot be opened.", where=path, hint=_REINDEX
        ) from error
    with fasta:
        for region in regions:
            name = _name(fasta, contigs.contigs[region.contig], contigs, path)
            bases = _fetched(fasta, name, region, path)
            yield Piece(region.contig, region.start, bases, trusted=True, source=path.name)


def _require_index(path: Path) -> None:
    for suffix in (".fai", ".gzi") if _is_bgzip(path) else (".fai",):
        if not Path(f"{path}{suffix}").is_file():
            raise UnreadableError(
                f"There is no index {path.name}{suffix} beside the FASTA.",
                where=path,
                hint="Make it with 'samtools faidx'.",
            )


def _is_bgzip(path: Path) -> bool:
    try:
        with path.open("rb") as handle:
            begin = handle.read(_SUBFIELD.stop)
    except OSError as error:
        raise UnreadableError(
            f"The FASTA cannot be opened: {error.strerror}.", where=path
        ) from error
    magic, subfield = _BGZF
    if begin.startswith(magic) and begin[_SUBFIELD] == subfield:
        return True
    if begin.startswith(_GZIP):
        raise UnreadableError(
            "The FASTA is compressed, but not with bgzip.",
            where=path,
            hint="Decompress it, compress it with bgzip and index it with 'samtools faidx'.",
        )
    return False


def _fetched(fasta: pysam.FastaFile, name: str, region: Interval, path: Path) -> str:
    try:
        return str(fasta.fetch(name, region.start, region.end)).upper()
    except (OSError, ValueError) as error:
        place = f"{name}:{region.start + 1}-{region.end}"
        raise UnreadableError(
            f"{place} cannot be read from the FASTA.", where=path, hint=_REINDEX
        ) from error


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
