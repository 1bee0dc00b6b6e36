"""Reports as JSON, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.report import Report
from hccgenomics.reports.reading import read_as

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
HINT: Final = "Pass a <id>.report.json file."


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
    for name in Report.model_fields:
        if only_set and name not in report.model_fields_set:
            continue
        yield before
        write = _ledger if name == "ledger" else _section
        yield from write(report, name, only_set=only_set)
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
        yield (
            "," * bool(start) + _dumped(some, name, only_set=only_set)[len(opening) : -len(closing)]
        )
    yield closing


def _ledger(report: Report, name: str, *, only_set: bool) -> Iterator[str]:
    ledger = report.ledger
    if not ledger.entries:
        yield _dumped(report, name, only_set=only_set)
        return
    bare = report.model_copy(update={"ledger": ledger.model_copy(update={"entries": ()})})
    # No text of the report can look like this: it cannot hold a line feed that is not escaped.
    head, tail = _dumped(bare, name, only_set=only_set).split(_NO_ENTRIES, 1)
    yield head + _OPEN
    for start in range(0, len(ledger.entries), _AT_ONCE):
        yield "," * bool(start) + _INDENT + _lines(ledger, start, only_set=only_set)
    yield _CLOSE + tail


def _dumped(report: Report, name: str, *, only_set: bool) -> str:
    """One member of the report, with its name, as it stands between the outermost braces."""
    text = report.model_dump_json(by_alias=True, indent=2, include={name}, exclude_unset=only_set)
    return text[_BRACES:-_BRACES]


def _lines(ledger: Ledger, start: int, *, only_set: bool) -> str:
    """A JSON object a line, their keys in the order of the schema."""
    some = ledger.model_copy(update={"entries": (ledger.entries or ())[start : start + _AT_ONCE]})
    text = some.model_dump_json(include={"entries"}, exclude_unset=only_set)
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
    return read_as(Report, text, where=where, hint=HINT)
