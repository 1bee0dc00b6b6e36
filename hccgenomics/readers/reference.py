"""Reference bases from an indexed FASTA.

Whatever pysam would do of its own accord is settled before it is asked: it makes missing indexes
beside the user's file, and its htslib speaks to the user itself.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from hccgenomics.errors import UnreadableError
from hccgenomics.model.genome import UNKNOWN_BASE, ReferenceFacts, canonical_contig
from hccgenomics.readers.containers import HEAD_LENGTH, Container, sniff
from hccgenomics.readers.stream import file_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from hccgenomics.model.genome import AssemblyContigs, Interval

_SILENT: Final = 0
"""htslib's log level at which nothing is printed: what it would say is raised here."""


class FastaReference:
    """A FASTA with its ``.fai`` (and ``.gzi``), whatever its style of contig names.

    Args:
        path: The FASTA, plain or bgzip compressed.
        contigs: Of the assembly it holds, to understand accessions as names.

    Raises:
        UnreadableError: The file or its index is missing or no FASTA.
    """

    def __init__(self, path: str | Path, *, contigs: AssemblyContigs | None = None) -> None:
        where = str(path)
        _refuse_unindexed(where)
        import pysam

        pysam.set_verbosity(_SILENT)
        try:
            self._fasta = pysam.FastaFile(where)
        except (OSError, ValueError) as error:
            raise _unreadable(where, f"Index it again: samtools faidx {where}") from error
        self._where = where
        self._names = _names(self._fasta.references, contigs)
        self._lengths = dict(zip(self._fasta.references, self._fasta.lengths, strict=True))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The file's name, for provenance."""
        return file_name(self._where)

    def facts(self) -> ReferenceFacts:
        """Name, size and index digest."""
        return reference_facts(Path(self._where))

    def close(self) -> None:
        """Give the file back."""
        self._fasta.close()

    def length(self, contig: str) -> int | None:
        """Bases of a contig by our own spelling; ``None`` if the FASTA lacks it."""
        name = self._names.get(contig)
        return None if name is None else self._lengths[name]

    def bases(self, interval: Interval) -> str:
        """Plus-strand bases, upper case; ``N`` beyond the ends and on contigs it lacks."""
        name = self._names.get(interval.contig)
        if name is None:
            return UNKNOWN_BASE * len(interval)
        end = min(interval.end, self._lengths[name])
        found = "" if interval.start >= end else self._fetch(name, interval.start, end)
        return found.upper().ljust(len(interval), UNKNOWN_BASE)

    def _fetch(self, name: str, start: int, end: int) -> str:
        try:
            found = str(self._fasta.fetch(name, start, end))
        except (OSError, ValueError) as error:
            raise self._unfetched(name, start, end) from error
        if len(found) != end - start:
            raise self._unfetched(name, start, end)
        return found

    def _unfetched(self, name: str, start: int, end: int) -> UnreadableError:
        return UnreadableError(
            f"{name}:{start}-{end} cannot be read from the FASTA.",
            where=self._where,
            hint="Its index may be stale; make it again.",
        )


def reference_facts(path: Path) -> ReferenceFacts:
    """Name, size and index digest of a FASTA, which is not opened for it.

    Raises:
        UnreadableError: The file or its index is missing.
    """
    _refuse_unindexed(str(path))
    try:
        index, size = Path(f"{path}.fai").read_bytes(), path.stat().st_size
    except OSError as error:
        raise _unreadable(str(path), "Check that you may read it.") from error
    return ReferenceFacts(file_name(str(path)), size, hashlib.sha256(index).hexdigest())


def reference_digest(path: Path) -> str:
    """What tells one state of a FASTA from another without reading gigabytes of it.

    Size and both times of the file, and the SHA-256 of its index (and of its bgzip index, which
    knows where every block begins). The time of the last change of status cannot be set back, so
    an edit in place shows even where size and date were kept.

    Raises:
        UnreadableError: The file or an index it needs is missing.
    """
    facts = reference_facts(path)
    blocks = Path(f"{path}.gzi")
    try:
        found = path.stat()
        gzi = hashlib.sha256(blocks.read_bytes()).hexdigest() if blocks.is_file() else ""
    except OSError as error:
        raise _unreadable(str(path), "Check that you may read it.") from error
    told = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, facts.index_sha256, gzi)
    return hashlib.sha256("\n".join(map(str, told)).encode("ascii")).hexdigest()


def _refuse_unindexed(where: str) -> None:
    """Raise unless the file and every index it needs are there, so that none is made."""
    if not Path(where).is_file():
        raise UnreadableError("There is no such FASTA.", where=where)
    try:
        with Path(where).open("rb") as file:
            container = sniff(file.read(HEAD_LENGTH))
    except OSError as error:
        raise _unreadable(where, "Check that you may read it.") from error
    make = f"Make one: samtools faidx {where}"
    if container is Container.GZIP:
        raise UnreadableError(
            "The FASTA is compressed with gzip, not bgzip.",
            where=where,
            hint=f"Unpack it, compress it with bgzip, then: samtools faidx {where}",
        )
    if not Path(f"{where}.fai").is_file():
        raise UnreadableError("The FASTA has no index.", where=where, hint=make)
    if container is Container.BGZF and not Path(f"{where}.gzi").is_file():
        raise UnreadableError(
            "The bgzip compressed FASTA has no .gzi index.", where=where, hint=make
        )


def _unreadable(where: str, hint: str) -> UnreadableError:
    return UnreadableError("The FASTA or its index cannot be read.", where=where, hint=hint)


def _names(found: Sequence[str], contigs: AssemblyContigs | None) -> dict[str, str]:
    """The FASTA's own name for each of our contigs; the first spelling wins."""
    known: dict[str, str] = {}
    if contigs is not None:
        for contig in contigs.contigs.values():
            known |= {contig.refseq: contig.name, contig.genbank: contig.name}
    names: dict[str, str] = {}
    for name in found:
        ours = canonical_contig(name) or known.get(name)
        if ours is not None:
            names.setdefault(ours, name)
    return names
