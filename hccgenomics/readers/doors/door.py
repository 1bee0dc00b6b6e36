"""Tell a MAF and a table of variants from a VCF, by the line that names the columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError
from hccgenomics.readers.annotations.maf import DESCRIPTION, INFO_ID
from hccgenomics.readers.assembly import BUILD_KEY
from hccgenomics.readers.doors.cells import at
from hccgenomics.readers.doors.columns import (
    COUNTS,
    MAF_NAMES,
    NORMAL_COUNTS,
    TABLE_NAMES,
    Columns,
    Role,
    find_columns,
    plain_name,
    repeated,
    with_genotyped,
)
from hccgenomics.readers.doors.dialects import MAF, TABLE
from hccgenomics.readers.header import MOST_LISTED, VcfHeader
from hccgenomics.readers.table_cells import BLANK, split_row, stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.readers.dialect import Dialect

MAF_KEY: Final = "hugo_symbol"
ANNOTATION_FIELDS: Final = (
    "SYMBOL|Feature|Consequence|Variant_Classification|HGVSc|HGVSp|HGVSp_Short|EXON"
)
KEYS: Final = "DP:RD:AD:VF"
MOST_AHEAD: Final = 200
"""Rows looked at beforehand for the assembly and the samples."""
MOST_COMMENTS: Final = 100_000
_SEPARATORS: Final = ("\t", ",", ";", BLANK)
_VERSION: Final = re.compile(r"#\s*version\s+v?(\S+)", re.IGNORECASE)
_REFERENCE: Final = re.compile(
    r"#+\s*(?:(?:ncbi|human|reference|ref|genome|assembly)"
    r"(?:[ _-]?(?:genome|build|assembly|version|fasta|file|name))*|build)"
    r"(?:\s*[:=]\s*(.*\S)|\s+(\S+))",
    re.IGNORECASE,
)
"""A comment that states what the rows are on: ``##reference=mm10``, ``#genome: hg38``."""
_VCF_ONLY: Final = frozenset({"qual", "info", "format"})
_VCF_COLUMNS: Final = 11
_OURS: Final = (
    (
        frozenset({"because", "error_from", "q_value"}),
        "The table is one of forced calls, which a report wrote: what it counts was not called.",
        "Pass the calls themselves; serial samples are followed from their REPORT.json (monitor).",
    ),
    (
        frozenset({"context", "normals", "left_out", "concentration"}),
        "The table is a background of normal samples, and holds no variants of a sample.",
        "Pass it with --background, beside --bam.",
    ),
)
"""Tables of our own that name places and alleles, by columns of theirs, and hold no calls."""


@dataclass(frozen=True, slots=True)
class Door:
    """How one file that is no VCF is read.

    Attributes:
        dialect: ``maf`` or ``table``.
        version: As a comment states it, ``2.4``.
        columns: Where what is.
        separator: Between the cells.
        lines: How many lines the heading takes, comments included.
        build: The assembly that the first row to state one states, as it is spelled.
        references: What comments state of it.
    """

    dialect: Dialect
    version: str | None
    columns: Columns
    separator: str
    lines: int
    build: str = ""
    references: tuple[str, ...] = ()

    @property
    def is_maf(self) -> bool:
        """Whether it is a MAF."""
        return self.dialect is MAF

    @property
    def file_format(self) -> str:
        """As provenance names it."""
        if not self.is_maf:
            return "variant table"
        return f"MAF {self.version}" if self.version else "MAF"

    @property
    def names_tumours(self) -> bool:
        """Whether each row says whose it is."""
        return Role.TUMOUR in self.columns.places

    @property
    def has_counts(self) -> bool:
        """Whether reads of the tumour are counted, or their fraction is stated."""
        return any(role in self.columns.places for role in COUNTS)

    @property
    def has_normal(self) -> bool:
        """Whether reads of the normal are counted."""
        return any(role in self.columns.places for role in NORMAL_COUNTS)

    @property
    def is_annotated(self) -> bool:
        """Whether consequences stand in the file, be it from whomever."""
        named = {Role.CONSEQUENCE, Role.CLASSIFICATION, Role.HGVS_C, Role.HGVS_P, Role.SHORT_P}
        return self.is_maf and not named.isdisjoint(self.columns.places)

    def header(self) -> VcfHeader:
        """The header of the records that its rows become."""
        meta: dict[str, list[str]] = {}
        if self.is_annotated:
            meta["INFO"] = [
                f"<ID={INFO_ID},Number=1,Type=String,"
                f'Description="{DESCRIPTION}{ANNOTATION_FIELDS}">'
            ]
        if self.references:
            meta["reference"] = list(self.references)
        if self.build:
            meta[BUILD_KEY] = [assembly_words(self.build)]
        return VcfHeader(
            version=None,
            meta=meta,
            contigs={},
            samples=(),
            columns=_VCF_COLUMNS,
            lines=self.lines,
        )


def assembly_words(build: str) -> str:
    """What NCBI_Build says, in words that tell an assembly.

    >>> assembly_words("38"), assembly_words("hg19"), assembly_words("36")
    ('GRCh38', 'hg19', 'NCBI36')
    """
    return {"37": "GRCh37", "38": "GRCh38", "36": "NCBI36"}.get(build.removesuffix(".0"), build)


def begun(lines: Iterator[bytes], *, where: str) -> tuple[Door | None, Iterator[bytes]]:
    """The door whose heading stands behind these comments; its rows, or all lines if there is none.

    Raises:
        FormatError: A MAF lacks a column without which no variant can be told; or the lines end in
            carriage returns alone, so that the heading and all rows are one line.
    """
    taken: list[bytes] = []
    references: list[str] = []
    version = None
    for line in islice(lines, MOST_COMMENTS):
        taken.append(line)
        text = line.decode("utf-8", errors="replace").strip("\r\n ")
        if "\r" in text:
            _refuse_old_ends(text, where=where, number=len(taken))
        door = _door(text, len(taken), version, where=where)
        if door is not None:
            door = replace(door, references=tuple(references))
            return _looking_ahead(door, lines, split_row(text, door.separator))
        if text and (not text.startswith("#") or text.startswith("#CHROM")):
            break
        version = _version(text) or version
        references += _references(text)
    return None, chain(taken, lines)


def _refuse_old_ends(text: str, *, where: str, number: int) -> None:
    """A heading among parts of a line: a table as programs of old Macintosh systems save it."""
    parts = text.split("\r", MOST_COMMENTS)[:MOST_COMMENTS]
    if any(_door(part, number, None, where=where) for part in parts):
        raise FormatError(
            "Its lines end in carriage returns alone.",
            where=where,
            line=number,
            hint="Save it with line feeds.",
        )


def _version(text: str) -> str | None:
    match = _VERSION.match(text)
    return match[1] if match else None


def _references(text: str) -> tuple[str, ...]:
    """What a comment states of the reference.

    >>> _references("#genome: hg38"), _references("#NCBI_Build 37"), _references("# by genome")
    (('hg38',), ('GRCh37',), ())
    """
    match = _REFERENCE.fullmatch(text)
    return (assembly_words(match[1] or match[2]),) if match else ()


def _door(text: str, number: int, version: str | None, *, where: str) -> Door | None:
    """The door whose heading this line is."""
    if text.startswith("##") or not text:
        return None
    for separator in _SEPARATORS:
        if separator == BLANK and text.startswith("#"):
            continue  # words of a comment
        names = split_row(text, separator)
        plain = [plain_name(name) for name in names]
        if MAF_KEY in plain and len(names) > 1:
            columns = _maf_columns(names, number, where=where)
            return Door(MAF, version, columns, separator, number)
        columns = find_columns(names, TABLE_NAMES)
        is_vcf = text.startswith("#CHROM") and not _VCF_ONLY.isdisjoint(plain)
        if not columns.missing() and not is_vcf:
            _refuse_repeated(names, columns, number, where=where)
            _refuse_ours(names, number, where=where)
            return Door(TABLE, None, columns, separator, number)
    return None


def _refuse_ours(names: Sequence[str], number: int, *, where: str) -> None:
    """A table of this program that is no list of calls."""
    for own, what, hint in _OURS:
        if own.issubset(names):
            raise FormatError(what, where=where, line=number, hint=hint)


def _maf_columns(names: Sequence[str], number: int, *, where: str) -> Columns:
    columns = find_columns(names, MAF_NAMES)
    _refuse_repeated(names, columns, number, where=where)
    missing = columns.missing()
    if missing == (Role.ALT,) and Role.OTHER_ALT in columns.places:
        places = {**columns.places, Role.ALT: columns.places[Role.OTHER_ALT]}
        return replace(columns, places=places)
    if missing:
        wanted = ", ".join(_MAF_WANTED[role] for role in missing)
        raise FormatError(
            f"The heading of the MAF lacks {wanted}; a variant is told by its place and alleles.",
            where=where,
            line=number,
            hint="Pass a MAF with genomic coordinates.",
        )
    return columns


_MAF_WANTED: Final = {
    Role.CONTIG: "Chromosome",
    Role.POS: "Start_Position",
    Role.REF: "Reference_Allele",
    Role.ALT: "Tumor_Seq_Allele2",
}


def _refuse_repeated(names: Sequence[str], columns: Columns, number: int, *, where: str) -> None:
    again = repeated(names, columns)
    if again:
        raise FormatError(
            f"The heading gives one name to columns {', '.join(map(str, again[:MOST_LISTED]))}.",
            where=where,
            line=number,
            hint="Rename the columns; the place and the alleles must be told without doubt.",
        )


def _looking_ahead(
    door: Door, lines: Iterator[bytes], names: Sequence[str]
) -> tuple[Door, Iterator[bytes]]:
    """The door with the assembly its first rows state, and the counts they hold."""
    ahead = list(islice(lines, MOST_AHEAD))
    place = door.columns.places.get(Role.ASSEMBLY)
    build = next(filter(None, (_build(line, place, door) for line in ahead)), "")
    columns = door.columns
    if door.is_maf:
        columns = with_genotyped(columns, names, lambda at: any(_cell(x, at, door) for x in ahead))
    return replace(door, build=build, columns=columns), chain(ahead, lines)


def _build(line: bytes, place: int | None, door: Door) -> str:
    return "" if place is None else _cell(line, place, door)


def _cell(line: bytes, place: int, door: Door) -> str:
    """What a row states in one column; "" for nothing."""
    cells = split_row(line.decode("utf-8", errors="replace").rstrip("\r"), door.separator)
    return "" if place >= len(cells) else stated(at(cells, place))
