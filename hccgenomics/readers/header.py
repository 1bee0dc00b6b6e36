"""What the header of a VCF says, without believing all of it.

Versions 4.0 to 4.5 (https://samtools.github.io/hts-specs/) differ in nothing read here, except that
4.4 allows a genotype to begin with its phase.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError, SampleError, UnreadableError
from hccgenomics.readers.integers import LARGEST, integer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FIXED_COLUMNS: Final = ("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO")
FIRST_SAMPLE: Final = 9
VERSIONS: Final = frozenset({"4.0", "4.1", "4.2", "4.3", "4.4", "4.5"})
LONGEST_HEADER: Final = 1 << 27
"""128 MiB: a million contigs take half of it."""
SHOWN: Final = 60
"""Characters of a name that a message quotes."""
MOST_LISTED: Final = 12
"""Names or columns that a message lists."""

_ID: Final = re.compile(r"<(?:[^\"]*?,)?ID=([^,>]+)")
_LENGTH: Final = re.compile(r"[<,]length=([0-9]+)")
_MAF_COLUMN: Final = "Hugo_Symbol"
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SEPARATORS: Final = {"\t": "tabs", ",": "commas", ";": "semicolons"}
_FEWEST_SEPARATORS: Final = 2
"""From so many on, a line is taken for one of a table."""


@dataclass(frozen=True, slots=True)
class VcfHeader:
    """The header, read once.

    Attributes:
        version: ``4.2``; ``None`` where no line says it.
        meta: What the ``##`` lines say, by their key.
        contigs: Names with their lengths, in file order.
        samples: Column names, in file order.
        columns: How many columns each record must have.
        lines: How many lines the header takes.
    """

    version: str | None
    meta: dict[str, list[str]]
    contigs: dict[str, int | None]
    samples: tuple[str, ...]
    columns: int
    lines: int

    def values(self, key: str) -> tuple[str, ...]:
        r"""What all lines with this key say.

        >>> header = parse_header([b"##source=Mutect2", "\t".join(FIXED_COLUMNS).encode()])
        >>> header.values("source")
        ('Mutect2',)
        """
        return tuple(self.meta.get(key, ()))

    @property
    def commands(self) -> Iterator[tuple[str, str]]:
        """Lines that tell how programs were run, with their keys."""
        for key, values in self.meta.items():
            if "ommand" in key or "cmdline" in key.lower():
                yield from ((key, value) for value in values)

    def ids(self, key: str) -> frozenset[str]:
        """The identifiers declared by lines such as ``##FORMAT=<ID=AD,…>``."""
        found = (_ID.match(value) for value in self.values(key))
        return frozenset(match[1] for match in found if match)

    @property
    def annotators(self) -> tuple[str, ...]:
        """Programs that wrote consequences into INFO, by name."""
        found = (_annotator(value) for value in self.values("INFO"))
        return tuple(dict.fromkeys(name for name in found if name))


def _annotator(info: str) -> str | None:
    """The annotator that declares this INFO field; VEP can write under SnpEff's name."""
    if "Ensembl VEP" in info:
        return "VEP"
    match = _ID.match(info)
    return _ANNOTATORS.get(match[1]) if match else None


_ANNOTATORS: Final = {
    "CSQ": "VEP",
    "ANN": "SnpEff",
    "EFF": "SnpEff",
    "BCSQ": "bcftools csq",
    "FUNCOTATION": "Funcotator",
}


def parse_header(
    lines: Iterable[bytes], *, where: str | None = None, may_repeat: bool = False
) -> VcfHeader:
    """Take lines up to and including ``#CHROM``; an iterator is left at the first record.

    Args:
        lines: Of the file.
        where: The file, for messages.
        may_repeat: Whether several columns may have one sample's name; the caller then sees to it
            that none of them is read for another.
    """
    meta: dict[str, list[str]] = {}
    number = size = 0
    for number, line in enumerate(lines, start=1):
        size += len(line)
        if size > LONGEST_HEADER:
            raise _endless(where=where, line=number)
        text = _decoded(line)
        if text.startswith("##"):
            key, _, value = text[2:].partition("=")
            if key == "fileformat" and key not in meta:
                _version((value,), where=where, line=number)
            meta.setdefault(key, []).append(value)
        elif text.startswith("#CHROM"):
            columns = _columns(text, where=where, line=number)
            if not may_repeat:
                refuse_repeated(columns[FIRST_SAMPLE:], where=where, line=number)
            return _header(meta, columns, number, where=where)
        elif text:
            raise _no_heading(text, where=where, line=number, follows_meta=bool(meta))
    detail = "The file ends before a #CHROM line" if meta else "The file holds no text"
    raise UnreadableError(f"{detail}; it is cut short or no VCF.", where=where, line=number or None)


def _endless(*, where: str | None, line: int) -> UnreadableError:
    return UnreadableError(
        f"The header is longer than {LONGEST_HEADER:,} bytes.",
        where=where,
        line=line,
        hint="Remove the lines that repeat, for instance with bcftools reheader.",
    )


def _decoded(line: bytes) -> str:
    return line.rstrip(b"\r").decode("utf-8", errors="backslashreplace")


def _no_heading(
    text: str,
    *,
    where: str | None,
    line: int,
    follows_meta: bool,
) -> UnreadableError | FormatError:
    if follows_meta:
        return FormatError(
            "A record stands before the #CHROM line.",
            where=where,
            line=line,
            hint="Restore the line that names the columns.",
        )
    return UnreadableError(
        f"This is {_appearance(text)}.",
        where=where,
        hint="Pass a VCF or BCF with its header, a MAF, or a table whose first line names its "
        "columns contig, pos, ref and alt; copy number is given with --cnv, structural variants "
        "with --sv.",
    )


def _appearance(text: str) -> str:
    """What a foreign first line looks like; it is not quoted, for it may name a patient."""
    if _MAF_COLUMN in text.split("\t"):
        return "a MAF and no VCF"
    if _CONTROL.search(text):
        return "no VCF: it looks like binary data"
    for separator, name in _SEPARATORS.items():
        if text.count(separator) >= _FEWEST_SEPARATORS:
            return f"no VCF: it looks like a table separated by {name}"
    return "no VCF: it looks like text"


def _columns(text: str, *, where: str | None, line: int) -> tuple[str, ...]:
    columns = tuple(text.rstrip("\t").split("\t"))
    if columns[: len(FIXED_COLUMNS)] == FIXED_COLUMNS and (
        len(columns) < FIRST_SAMPLE or columns[FIRST_SAMPLE - 1] == "FORMAT"
    ):
        return columns
    spaced = tuple(text.split())[: len(FIXED_COLUMNS)] == FIXED_COLUMNS
    detail = (
        "The #CHROM line separates its columns by spaces."
        if spaced and len(columns) < len(FIXED_COLUMNS)
        else "The #CHROM line does not name the columns of a VCF."
    )
    raise FormatError(
        detail,
        where=where,
        line=line,
        hint="It must read #CHROM POS ID REF ALT QUAL FILTER INFO, then FORMAT and the samples, "
        "separated by tabs.",
    )


def _header(
    meta: dict[str, list[str]], columns: tuple[str, ...], lines: int, *, where: str | None
) -> VcfHeader:
    samples = columns[FIRST_SAMPLE:]
    return VcfHeader(
        version=_version(meta.get("fileformat", ())),
        meta=meta,
        contigs=_contigs(meta.get("contig", ()), where=where),
        samples=samples,
        columns=len(columns),
        lines=lines,
    )


def refuse_repeated(samples: tuple[str, ...], *, where: str | None, line: int) -> None:
    """Raise where columns share a name; by column, for the name may be a patient's.

    Raises:
        SampleError: Several columns have one name.
    """
    often = Counter(samples)
    columns = [n for n, name in enumerate(samples, start=FIRST_SAMPLE + 1) if often[name] > 1]
    if columns:
        more = ", …" if len(columns) > MOST_LISTED else ""
        raise SampleError(
            "The #CHROM line gives several columns one sample name: columns "
            f"{', '.join(map(str, columns[:MOST_LISTED]))}{more}.",
            where=where,
            line=line,
            hint="Rename the columns.",
        )


def _version(
    lines: Sequence[str], *, where: str | None = None, line: int | None = None
) -> str | None:
    if not lines:
        return None
    stated = lines[0].strip()
    if "\r" in stated:
        raise FormatError(
            "Its lines end in carriage returns alone.",
            where=where,
            line=line,
            hint="Save it with line feeds.",
        )
    version = stated.removeprefix("VCF").removeprefix("v")
    if version not in VERSIONS:
        raise FormatError(
            f"The file format is {stated[:SHOWN]!r}; VCF 4.0 to 4.5 are read.",
            where=where,
            line=line,
            hint="Convert it, for instance with bcftools view.",
        )
    return version


def _contigs(lines: Sequence[str], *, where: str | None) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for line in lines:
        if match := _ID.match(line):
            name = match[1].strip('"')
            found[name] = _length(line, name, where=where)
    return found


def _length(line: str, name: str, *, where: str | None) -> int | None:
    match = _LENGTH.search(line)
    if match is None:
        return None
    length = integer(match[1])
    if length is None:
        raise FormatError(
            f"The header gives contig {name[:SHOWN]} a length beyond {LARGEST}.",
            where=where,
            hint="Correct its ##contig line, or write the file again.",
        )
    return length
