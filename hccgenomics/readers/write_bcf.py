"""VCF lines as BCF, piece by piece: what htslib makes of them, taken out of a file in memory.

htslib writes, through cyvcf2, uncompressed and where nothing can fail, for cyvcf2 passes over what
a full disk or a closed pipe answers. What is undeclared in the header cannot be written as BCF, for
there it has no number; such a record is refused, as bcftools does.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from hccgenomics.errors import FormatError
from hccgenomics.readers.containers import inflated
from hccgenomics.readers.header import FIRST_SAMPLE, parse_header
from hccgenomics.readers.in_memory import in_memory

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXT_AT: Final = 9
"""The header's text follows the magic and a length of 32 bits (VCF 4.5, section 6.2)."""
_LENGTH_AT: Final = 5
_UNCOMPRESSED: Final = "wbu"
"""Blocks of BGZF all the same, but quickly made."""
_MAGIC: Final = "##fileformat=VCF"
_VERSION: Final = f"{_MAGIC}v4.2\n"
_SILENT: Final = 0
_FILTER, _INFO, _KEYS = 6, 7, 8
_ALWAYS_DECLARED: Final = frozenset({"", ".", "PASS"})
_SHOWN: Final = 60


class BcfMaker:
    """Makes BCF under one header.

    Args:
        heading: The header as text.
        where: The file, for messages.
    """

    def __init__(self, heading: bytes, *, where: str) -> None:
        self._text = heading.replace(b"\r\n", b"\n").decode("utf-8", "replace")
        self._where = where
        self._header = parse_header(heading.split(b"\n"), where=where)
        self._template: Any = None

    def header(self) -> bytes:
        """The bytes that a BCF begins with, uncompressed.

        Raises:
            FormatError: htslib cannot make sense of the header.
        """
        try:
            whole = self._written([])
        except Exception as error:  # cyvcf2 raises no narrower one
            raise FormatError(
                "The header breaks the rules of its format and cannot be written as BCF.",
                where=self._where,
                hint="Correct it, or write --format vcf.",
            ) from error
        return whole[: _behind_header(whole)]

    def records(self, lines: list[bytes]) -> bytes:
        """Records as BCF has them, uncompressed; blank lines are left out.

        Raises:
            FormatError: A record cannot be written; its line counts from one.
        """
        whole = self._written(lines)
        return whole[_behind_header(whole) :]

    def _written(self, lines: list[bytes]) -> bytes:
        with in_memory() as number:
            writer = self._writer(f"/dev/fd/{number}")
            for index, line in enumerate(lines, start=1):
                if line:
                    self._write(writer, line.rstrip(b"\r"), index)
            writer.close()
            os.lseek(number, 0, os.SEEK_SET)
            with open(number, "rb", closefd=False) as file:
                return inflated(file.read(), where=self._where)

    def _writer(self, path: str) -> Any:  # noqa: ANN401 -- cyvcf2 has no stubs
        """A writer under the header, which is read once: each ``Writer.from_string`` leaks one."""
        from cyvcf2 import Writer

        if self._template is None:
            self._template = _template(self._text)
        writer = Writer(path, self._template, mode=_UNCOMPRESSED)
        writer.write_header()
        return writer

    def _write(self, writer: Any, line: bytes, number: int) -> None:  # noqa: ANN401 -- no stubs
        try:
            text = line.decode("utf-8")
            if text[: text.index("\t")] not in self._header.contigs:
                raise self._refusal(text, number)
            writer.write_record(writer.variant_from_string(text))
        except FormatError:
            raise
        except Exception as error:  # cyvcf2 raises no narrower one
            shown = line.decode("utf-8", "backslashreplace")
            raise self._refusal(shown, number) from error

    def _refusal(self, text: str, number: int) -> FormatError:
        missing = next(self._undeclared(text.split("\t")), "")
        detail = (
            f"{missing} is not declared in the header, so that BCF has no number for it."
            if missing
            else "The record breaks the rules of its format and cannot be written as BCF."
        )
        return FormatError(
            detail, where=self._where, line=number, hint="Declare it, or write --format vcf."
        )

    def _undeclared(self, cells: list[str]) -> Iterator[str]:
        header = self._header
        if cells[0] not in header.contigs:
            yield f"The contig {cells[0][:_SHOWN]}"
        info = [entry.partition("=")[0] for entry in cells[_INFO].split(";")]
        keys = cells[_KEYS].split(":") if len(cells) >= FIRST_SAMPLE else []
        for kind, used in (("FILTER", cells[_FILTER].split(";")), ("INFO", info), ("FORMAT", keys)):
            declared = header.ids(kind) | _ALWAYS_DECLARED
            yield from (f"The {kind} {name[:_SHOWN]}" for name in used if name not in declared)


def _behind_header(whole: bytes) -> int:
    return _TEXT_AT + int.from_bytes(whole[_LENGTH_AT:_TEXT_AT], "little")


def _template(heading: str) -> Any:  # noqa: ANN401 -- cyvcf2 has no stubs
    """A header as htslib holds it; a VCF it takes only for what begins with its version."""
    from cyvcf2 import VCF
    from cyvcf2.cyvcf2 import set_htslib_log_level

    set_htslib_log_level(_SILENT)
    with in_memory() as number:
        with open(number, "wb", closefd=False) as file:
            file.write(("" if heading.startswith(_MAGIC) else _VERSION).encode())
            file.write(heading.encode())
        os.lseek(number, 0, os.SEEK_SET)
        return VCF(f"/dev/fd/{number}")
