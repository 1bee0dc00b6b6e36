"""Open an input and hand out its lines; digest and count its bytes on the way.

A path may be a file, a pipe or ``-`` for standard input. Nothing is held but one piece of the
file, whatever its size. Only BCF is read twice, and from a pipe it is therefore copied first: to a
temporary file that has no name, so that nothing of a patient stays behind however the process ends.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from hccgenomics.errors import UnreadableError
from hccgenomics.readers.bcf import bcf_lines, check_header
from hccgenomics.readers.containers import (
    BCF_MAGIC,
    HEAD_LENGTH,
    VCF,
    Container,
    Wanted,
    decompress,
    first_inside,
    refuse_foreign,
    sniff,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO

STDIN: Final = "-"
CHUNK: Final = 1 << 18
LONGEST_LINE: Final = 1 << 26
"""64 MiB: more than a record of ten thousand samples; beyond it the input is no text of lines."""
BOM: Final = b"\xef\xbb\xbf"
_BY_NUMBER: Final = "/dev/fd/{}"
"""An open file by its number: htslib then opens the same one, whatever its name or lack of one."""


@dataclass(slots=True)
class Input:
    """One input, open: what it is, and its lines.

    Attributes:
        path: As the user named it.
        is_bcf: The lines were made by htslib from binary records.
        size: Bytes that came in; complete once the lines are read to the end.
        ends_in_newline: Likewise; False hints at a file cut inside its last line.
        packed: The bytes as they come, for whoever unpacks them himself instead of taking
            ``lines``.
        is_digested: Whether the bytes are hashed on the way.
        records: How many the whole file has, where ``lines`` are only those near the panel.
        wanted: What kind of file was asked for, as messages say it.
    """

    path: str
    container: Container = Container.PLAIN
    is_bcf: bool = False
    size: int = 0
    ends_in_newline: bool = True
    lines: Iterator[bytes] = field(default_factory=lambda: iter(()))
    packed: Iterator[bytes] = field(default_factory=lambda: iter(()))
    is_digested: bool = True
    records: int | None = None
    wanted: Wanted = VCF
    _digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    @property
    def where(self) -> str:
        """How messages name it."""
        return "standard input" if self.path == STDIN else self.path

    @property
    def name(self) -> str:
        """How the report names it: without its folder."""
        return self.path if self.path == STDIN else file_name(self.path)

    @property
    def sha256(self) -> str:
        """Digest of the bytes that came in, as they were packed."""
        return self._digest.hexdigest()

    def chunks(self, handle: BinaryIO) -> Iterator[bytes]:
        """The bytes as they come, counted and digested."""
        while chunk := handle.read(CHUNK):
            if self.is_digested:
                self._digest.update(chunk)
            self.size += len(chunk)
            yield chunk

    def split(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Lines without their line feed."""
        pending: list[bytes] = []
        waiting, number = 0, 1
        for piece in pieces:
            first, *lines = piece.split(b"\n")
            pending.append(first)
            waiting += len(first)
            if waiting > LONGEST_LINE:
                raise endless_line(self.where, number, self.wanted.noun)
            number += len(lines)
            if lines:
                yield b"".join(pending)
                pending = [lines.pop()]
                waiting = len(pending[0])
                yield from lines
        if tail := b"".join(pending):
            self.ends_in_newline = False
            yield tail


def endless_line(where: str, number: int, noun: str = VCF.noun) -> UnreadableError:
    """The error for a line that is longer than any record takes."""
    return UnreadableError(
        f"The line is longer than {LONGEST_LINE:,} bytes; this is no {noun}.",
        where=where,
        line=number,
        hint="Check what wrote the file, and write it again.",
    )


def file_name(path: str) -> str:
    r"""The last part of a path as valid text, for names of files are bytes of any kind.

    >>> file_name("run/caf\udce9.vcf")
    'caf�.vcf'
    """
    return Path(path).name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def unpacked_name(name: str) -> str:
    """A file's name without the ending of what packs it: the same file packed has the same name.

    >>> unpacked_name("tumour.per-base.bed.gz"), unpacked_name("-")
    ('tumour.per-base.bed', '-')
    """
    return name.removesuffix(".gz").removesuffix(".bgz") or name


@contextmanager
def open_input(
    path: str | Path, *, is_digested: bool = True, wanted: Wanted = VCF
) -> Iterator[Input]:
    """Open a file of the wanted kind, however packed, and refuse what is known to be none.

    Args:
        path: A file, a pipe, or ``-`` for standard input.
        is_digested: Whether to hash the bytes on the way.
        wanted: A VCF or BCF, unless tables are read too.

    Raises:
        UnreadableError: With one sentence; damage further down is raised while lines are read.
    """
    source = Input(str(path), is_digested=is_digested, wanted=wanted)
    with ExitStack() as held:
        handle = held.enter_context(_handle(source.path))
        packed = _prepare(source, handle)
        source.packed = packed
        if not source.is_bcf:
            text = decompress(source.container, packed, where=source.where)
            source.lines = source.split(_without_bom(text))
        elif _is_file(source, handle):
            source.lines = _bcf_lines(source, packed, handle)
        else:
            spool = held.enter_context(_spool(source))
            source.lines = _bcf_lines(source, _copied(source, packed, spool), spool)
        yield source


@contextmanager
def _handle(where: str) -> Iterator[BinaryIO]:
    if where == STDIN:
        if sys.stdin is None or sys.stdin.isatty():
            raise UnreadableError(
                "Nothing is piped in.", where="standard input", hint="Pipe a VCF or name a file."
            )
        yield sys.stdin.buffer
        return
    path = Path(where)
    try:
        handle = path.open("rb", buffering=0)
    except IsADirectoryError as error:
        raise UnreadableError("This is a directory.", where=where, hint="Name a file.") from error
    except FileNotFoundError as error:
        raise UnreadableError("There is no such file.", where=where) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(f"The file cannot be opened: {reason}.", where=where) from error
    with handle:
        yield handle


def _prepare(source: Input, handle: BinaryIO) -> Iterator[bytes]:
    """Sniff twice, the bytes as packed and the bytes inside; all bytes are handed back."""
    head, packed = _peek(_read_safely(source, handle))
    if not head:
        raise UnreadableError(
            "The file is empty.", where=source.where, hint=f"Pass a {source.wanted.noun}."
        )
    source.container = sniff(head)
    inside = head
    if source.container is not Container.PLAIN:
        inside = first_inside(head)
    refuse_foreign(inside, where=source.where, wanted=source.wanted)
    source.is_bcf = inside.startswith(BCF_MAGIC)
    return packed


def _is_file(source: Input, handle: BinaryIO) -> bool:
    return source.path != STDIN and stat.S_ISREG(os.fstat(handle.fileno()).st_mode)


def _bcf_lines(source: Input, packed: Iterator[bytes], file: BinaryIO) -> Iterator[bytes]:
    """Check and digest the whole file first: htslib may take a cut file for a complete one."""
    check_header(decompress(source.container, packed, where=source.where), where=source.where)
    file.seek(0)
    yield from bcf_lines(_BY_NUMBER.format(file.fileno()), where=source.where)


def _spool(source: Input) -> FileIO:
    """A temporary file without a name: it is gone when it is closed, or when the process is."""
    import tempfile

    try:
        return tempfile.TemporaryFile(buffering=0)
    except OSError as error:
        raise _no_space(source, error) from error


def _copied(source: Input, pieces: Iterator[bytes], spool: FileIO) -> Iterator[bytes]:
    for piece in pieces:
        rest = memoryview(piece)
        try:
            while rest:
                rest = rest[spool.write(rest) :]
        except OSError as error:
            raise _no_space(source, error) from error
        yield piece


def _no_space(source: Input, error: OSError) -> UnreadableError:
    return UnreadableError(
        f"A BCF from a pipe needs temporary space: {error.strerror or error}.",
        where=source.where,
        hint="Free some, set TMPDIR to a folder with enough, or pass the file by name.",
    )


def _read_safely(source: Input, handle: BinaryIO) -> Iterator[bytes]:
    """The bytes as they come; those of a file that others write to meanwhile are refused."""
    size = os.fstat(handle.fileno()).st_size if _is_file(source, handle) else 0
    try:
        yield from source.chunks(handle)
        if size and {source.size, os.fstat(handle.fileno()).st_size} != {size}:
            raise UnreadableError(
                "The file changed while it was read.",
                where=source.where,
                hint="Wait until it is complete, or pass it through a pipe.",
            )
    except OSError as error:
        raise UnreadableError(
            f"Reading failed: {error.strerror or error}.", where=source.where
        ) from error


def _peek(pieces: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, and all the bytes."""
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= HEAD_LENGTH:
            break
    return head, chain((head,), pieces)


def _without_bom(pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield next(pieces, b"").removeprefix(BOM)
    yield from pieces
