"""Reports as JSON, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic_core import ValidationError
from pydantic_core import from_json as parse_json

from hccgenomics.errors import FormatError, InputError
from hccgenomics.model.provenance import SCHEMA_VERSION
from hccgenomics.model.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hccgenomics.model.report_ledger import Ledger

_NO_ENTRIES: Final = '\n    "entries": []'
_OPEN: Final = _NO_ENTRIES[:-1]
_INDENT: Final = "\n" + " " * 6
_HEAD: Final = '{"file":'
_NEXT: Final = f"}},{_HEAD}"
_APART: Final = f"}},{_INDENT}{_HEAD}"
_ONLY_ENTRIES: Final = '{"entries":['
_CLOSE: Final = "\n    ]"
_AT_ONCE: Final = 500
"""Members of a list that are written at once: there may be hundreds of thousands."""
_BRACES: Final = len("{\n")


def to_json(report: Report) -> str:
    """The report in schema order; two reports that are equal are equal byte for byte.

    The ledger's entries stand one to a line: there are as many as alleles were read.
    """
    return "".join(pieces(report))


def pieces(report: Report, *, only_set: bool = False) -> Iterator[str]:
    """The same in pieces that are small, whatever the number of alterations and entries.

    Args:
        report: What is written.
        only_set: Leave out what the document lacked when it was read: fields of a later version.
    """
    before = "{\n"
    section = partial(_section, only_set=only_set)
    for name in Report.model_fields:
        if only_set and name not in report.model_fields_set:
            continue
        yield before
        yield from (_ledger if name == "ledger" else section)(report, name)
        before = ",\n"
    yield "\n}\n"


def _section(report: Report, name: str, *, only_set: bool) -> Iterator[str]:
    members = getattr(report, name)
    if not isinstance(members, tuple) or len(members) <= _AT_ONCE:
        yield _dumped(report, name, only_set=only_set)
        return
    opening, closing = f'  "{name}": [', "\n  ]"
    yield opening
    for start in range(0, len(members), _AT_ONCE):
        some = report.model_copy(update={name: members[start : start + _AT_ONCE]})
        yield "," * bool(start) + _dumped(some, name)[len(opening) : -len(closing)]
    yield closing


def _ledger(report: Report) -> Iterator[str]:
    ledger = report.ledger
    if not ledger.entries:
        yield _dumped(report, "ledger")
        return
    bare = report.model_copy(update={"ledger": ledger.model_copy(update={"entries": ()})})
    # No text of the report can look like this: it cannot hold a line feed that is not escaped.
    head, tail = _dumped(bare, "ledger").split(_NO_ENTRIES, 1)
    yield head + _OPEN
    for start in range(0, len(ledger.entries), _AT_ONCE):
        yield "," * bool(start) + _INDENT + _lines(ledger, start)
    yield _CLOSE + tail


def _dumped(report: Report, name: str) -> str:
    """One member of the report, with its name, as it stands between the outermost braces."""
    return report.model_dump_json(by_alias=True, indent=2, include={name})[_BRACES:-_BRACES]


def _lines(ledger: Ledger, start: int) -> str:
    """A JSON object a line, their keys in the order of the schema."""
    some = ledger.model_copy(update={"entries": (ledger.entries or ())[start : start + _AT_ONCE]})
    text = some.model_dump_json(include={"entries"})
    # Nor can a text hold this: a quotation mark within it would be escaped.
    return text[len(_ONLY_ENTRIES) : -len("]}")].replace(_NEXT, _APART)


def from_json(text: str | bytes, *, where: Path | str | None = None) -> Report:
    """The report that a JSON document holds.

    Args:
        text: The document.
        where: The file it came from, for the error's sentence.

    Raises:
        FormatError: For what is not JSON, or not a report of this schema version.
        InputError: For a report of another schema version, which is named.
    """
    _refuse_other_versions(text, where)
    try:
        return Report.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise FormatError(
            _first_problem(error),
            where=where,
            hint="Pass a report as hccgenomics wrote it, unedited.",
        ) from error


def _refuse_other_versions(text: str | bytes, where: Path | str | None) -> None:
    try:
        document = parse_json(text)
    except ValueError as error:
        raise FormatError(
            f"This is not JSON ({error}).", where=where, hint="Pass a <id>.report.json file."
        ) from error
    version = document.get("schema_version") if isinstance(document, dict) else None
    if version is None:
        raise FormatError(
            "This JSON has no schema_version, so it is not a report.",
            where=where,
            hint="Pass a <id>.report.json file.",
        )
    if version != SCHEMA_VERSION:
        raise InputError(
            f"The report has schema version {version!r}; this program reads {SCHEMA_VERSION!r}.",
            where=where,
            hint="Use the program version that wrote it, or make the report again.",
        )


def _first_problem(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))
    return f"{place}: {first['msg']}."
