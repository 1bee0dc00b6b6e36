"""Everything this package raises on purpose.

::

    HccGenomicsError
    ├── InputError              what you gave us cannot be used                     exit 3
    │   ├── UnreadableError     missing, a directory, truncated, not a VCF
    │   ├── FormatError         a line breaks the rules of its format
    │   ├── AssemblyError       no assembly, a conflict, or one we do not know
    │   ├── SampleError         the tumour or normal sample cannot be told
    │   ├── DialectError        two callers recognise one file, or the named caller does not fit
    │   └── VariantNameError    a variant's name cannot be read, or contradicts the sequence
    ├── OutputError             the report cannot be written where you asked        exit 3
    ├── LocusError              what a report is asked about cannot be read          exit 2
    ├── ExistsError             it is there already, and --force was not given      exit 2
    └── ResourceError           something of ours is missing or wrong               exit 5
        ├── TableError          a curated table: file, line, column
        └── SettingsError       a settings file

Anything else that escapes is a bug: exit 1, with its traceback under ``--debug``.
An error is one sentence that names what is wrong, where, and what to do.
"""

from __future__ import annotations

from typing import ClassVar, Final

LONGEST: Final = 1000
"""Characters of a sentence that repeats the cell of a table."""


def both_ends(text: str) -> str:
    """A text as a message may repeat it: of a very long one its beginning and its end.

    >>> both_ends("short"), len(both_ends("long" * LONGEST))
    ('short', 1003)
    """
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half]} … {text[-half:]}"


class HccGenomicsError(Exception):
    """Base of every error a caller may want to catch.

    Args:
        detail: What is wrong, in one sentence.
        hint: What to do about it, in one sentence.
        where: The file concerned, as the user named it.
        line: The line of that file, counted from one.
    """

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "error"
    title: ClassVar[str] = "Error"

    def __init__(
        self, detail: str, *, hint: str = "", where: object = None, line: int | None = None
    ) -> None:
        self.detail = detail
        self.hint = hint
        self.where = None if where is None else str(where)
        self.line = line
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """What, where and what to do, on one line.

        >>> UnreadableError("The file is empty.", where="a.vcf", hint="Pass a VCF.").sentence
        'a.vcf: The file is empty. Pass a VCF.'
        """
        place = self.where or ""
        if self.line is not None:
            place += f"{', ' if place else ''}line {self.line}"
        parts = (f"{place}:" if place else "", self.detail, self.hint)
        return " ".join(" ".join(parts).split())

    def to_dict(self) -> dict[str, str | int | None]:
        """The object that ``--log-format json`` prints."""
        return {
            "level": "error",
            "code": self.code,
            "title": self.title,
            "detail": self.detail,
            "hint": self.hint,
            "input": self.where,
            "line": self.line,
        }


class InputError(HccGenomicsError):
    """Something supplied by the user cannot be used."""

    exit_code = 3
    code = "input"
    title = "Input cannot be used"


class UnreadableError(InputError):
    """A file is missing, a directory, truncated, or not what it claims to be."""

    code = "input.unreadable"
    title = "Input cannot be read"


class FormatError(InputError):
    """A line breaks the rules of its format."""

    code = "input.format"
    title = "Input breaks its format"


class AssemblyError(InputError):
    """The reference assembly is unknown, unsupported, or contradicts itself."""

    code = "input.assembly"
    title = "Reference assembly unclear"


class SampleError(InputError):
    """The tumour or the normal sample cannot be told.

    Attributes:
        names: Of the samples, for ``validate`` to list on standard output; never part of a message.
    """

    code = "input.sample"
    title = "Sample unclear"
    names: tuple[str, ...] = ()


class DialectError(InputError):
    """Two callers recognise one file, or the named caller does not fit."""

    code = "input.caller"
    title = "Variant caller unclear"


class VariantNameError(InputError):
    """The name of a variant cannot be read, or contradicts the sequence it speaks of."""

    code = "input.name"
    title = "Variant name unclear"


class LocusError(HccGenomicsError):
    """What a report is asked about is no place, gene, marker, alteration or name."""

    exit_code = 2
    code = "usage.locus"
    title = "Question unclear"


class OutputError(HccGenomicsError):
    """The report cannot be written where it was asked for."""

    exit_code = 3
    code = "output"
    title = "Output cannot be written"


class ExistsError(HccGenomicsError):
    """The report is there already, and nobody said to overwrite it."""

    exit_code = 2
    code = "output.exists"
    title = "Output is there already"


class ResourceError(HccGenomicsError):
    """Knowledge, settings or an embedded resource is missing or wrong."""

    exit_code = 5
    code = "resource"
    title = "Resource invalid"


class TableError(ResourceError):
    """A curated table has a wrong row; the table is refused whole.

    Args:
        detail: What is wrong with the cell or row.
        where: The table.
        line: Its line, counted from one, the header included.
        column: The column, if one is to blame.
        hint: What to do about it.
    """

    code = "resource.table"
    title = "Curated table invalid"

    def __init__(
        self,
        detail: str,
        *,
        where: object,
        line: int | None = None,
        column: str | None = None,
        hint: str = "",
    ) -> None:
        self.column = column
        detail = both_ends(detail)
        super().__init__(
            f"column {column}: {detail}" if column else detail, where=where, line=line, hint=hint
        )


class SettingsError(ResourceError):
    """A settings file has an unknown key or a wrong value."""

    code = "resource.settings"
    title = "Settings invalid"
