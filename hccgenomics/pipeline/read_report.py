"""A report that is read beside a sample's files: the tissue's, an earlier one, one of a series."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hccgenomics.errors import UnreadableError

if TYPE_CHECKING:
    from hccgenomics.model.report import Report


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report and the file it was read from.

    Attributes:
        where: As the user named it.
    """

    where: str
    sha256: str
    size: int
    report: Report = field(repr=False)


def read_report(path: str | Path, *, called: str, option: str = "") -> ReportFile:
    """Read a report.

    Args:
        path: As the user named it.
        called: Which report it is, for the error's sentence.
        option: By which it was named, if by one.

    Raises:
        UnreadableError: It cannot be opened.
        FormatError: It is damaged, or no report.
        InputError: It is a report of another schema version.
    """
    from hccgenomics.reports.to_json import from_json

    where = str(path)
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise UnreadableError(
            f"{called} cannot be read ({error.strerror or type(error).__name__}).",
            where=where,
            hint=f"Pass a <id>.report.json file{option and f' with {option}'}.",
        ) from error
    report = from_json(content, where=where)
    return ReportFile(where, hashlib.sha256(content).hexdigest(), len(content), report)
