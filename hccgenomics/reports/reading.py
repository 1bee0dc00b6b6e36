"""Documents of ours read back from JSON, or refused in one sentence."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Final, TypeVar

from pydantic_core import ValidationError
from pydantic_core import from_json as parse_json

from hccgenomics.errors import FormatError, InputError, both_ends

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.model.base import Document
    from hccgenomics.model.monitor import Monitor
    from hccgenomics.model.report import Report

    Read = TypeVar("Read", bound=Document)

VERSION: Final = "schema_version"
TIMELINE_MARK: Final = b'"monitor_id"'
"""What every timeline says of itself and no report does, outside of its texts."""
HINT: Final = "Pass a <id>.report.json or <id>.monitor.json file."


def report_or_timeline(content: bytes, *, where: str) -> Report | Monitor:
    """The document that a file holds, told by its shape.

    Raises:
        FormatError: For what is not JSON, or neither of the two.
        InputError: For another schema version, which is named.
    """
    if TIMELINE_MARK in content and "monitor_id" in _parsed(content, where, HINT):
        from hccgenomics.model.monitor import Monitor

        return read_as(Monitor, content, where=where, hint=HINT)
    from hccgenomics.model.report import Report

    return read_as(Report, content, where=where, hint=HINT)


def read_as(model: type[Read], text: str | bytes, *, where: Path | str | None, hint: str) -> Read:
    """The document of that kind which a JSON text holds.

    Raises:
        FormatError: For what is not JSON, or not a document of this kind and version.
        InputError: For one of another schema version, which is named.
    """
    text = _unmarked(text)
    _refuse_other_versions(model, _parsed(text, where, hint), where, hint)
    try:
        return model.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise FormatError(
            _first_problem(error),
            where=where,
            hint=f"Pass a {_kind(model)} as hccgenomics wrote it, unedited.",
        ) from error


def _unmarked(text: str | bytes) -> str | bytes:
    """The text without the byte order mark that some editors put before it."""
    return text.removeprefix(BOM_UTF8) if isinstance(text, bytes) else text.removeprefix("\ufeff")


def _parsed(text: str | bytes, where: Path | str | None, hint: str) -> dict[str, object]:
    """The members of the outermost object; of anything else none."""
    try:
        document = parse_json(_unmarked(text))
    except ValueError as error:
        raise FormatError(f"This is not JSON ({error}).", where=where, hint=hint) from error
    return document if isinstance(document, dict) else {}


def _refuse_other_versions(
    model: type[Document], document: dict[str, object], where: Path | str | None, hint: str
) -> None:
    known, version = model.model_fields[VERSION].default, document.get(VERSION)
    if version is None:
        raise FormatError(
            f"This JSON has no {VERSION}, so it is not a {_kind(model)}.", where=where, hint=hint
        )
    if version != known:
        stated = both_ends(ascii(version))
        raise InputError(
            f"The {_kind(model)} has schema version {stated}; this program reads {known!r}.",
            where=where,
            hint="Use the program version that wrote it, or make it again.",
        )


def _kind(model: type[Document]) -> str:
    return "report" if model.__name__ == "Report" else "timeline"


def _first_problem(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ascii(".".join(map(str, first["loc"])))[1:-1]  # a name may be anything at all
    return both_ends(f"{place}: {first['msg'].removesuffix('.')}.")
