"""BCF, turned into the VCF lines it stands for.

cyvcf2 decodes (its ``str`` is htslib's own formatting), and the lines then take the same way as
those of a VCF, so that a record means the same in either. Three habits of cyvcf2 are guarded
against: it takes a file cut at a block border for a complete one, so the whole file is read first;
it crashes on a blank line (there are none in BCF); and its htslib, which is not pysam's, speaks to
the user itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAGIC_LENGTH: Final = 5
_TEXT_AT: Final = 9
"""The header's text follows the magic and a length of 32 bits (VCF 4.5, section 6.2)."""
_SILENT: Final = 0
"""htslib's log level at which nothing is printed: what it would say is raised here."""
_CHECK: Final = "Check it with bcftools view, or write the file again."


def check_header(pieces: Iterator[bytes], *, where: str) -> None:
    """Read a BCF to its end, and refuse it if the end comes before that of its header."""
    start = b""
    size = 0
    for piece in pieces:
        start += piece[: _TEXT_AT - len(start)]
        size += len(piece)
    length = int.from_bytes(start[_MAGIC_LENGTH:_TEXT_AT], "little")
    if size < _TEXT_AT + length:
        raise UnreadableError(
            "The file is truncated: its BCF header is incomplete.",
            where=where,
            hint="Copy or write the file again.",
        )


def bcf_lines(path: str, *, where: str) -> Iterator[bytes]:
    """Header lines, then one line per record, without line feeds.

    Args:
        path: What htslib is to open.
        where: The file, for messages.
    """
    from cyvcf2 import VCF
    from cyvcf2.cyvcf2 import set_htslib_log_level

    set_htslib_log_level(_SILENT)
    records = 0
    try:
        reader = VCF(path, lazy=True)
        yield from reader.raw_header.rstrip("\n\0").encode().split(b"\n")
        for record in reader:
            records += 1
            yield str(record).rstrip("\n").encode()
    except Exception as error:  # cyvcf2 raises no narrower one
        raise UnreadableError(
            f"The BCF cannot be decoded: {records} of its records can.", where=where, hint=_CHECK
        ) from error
