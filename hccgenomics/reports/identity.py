"""The name that its content gives a document, and whether the content still fits it.

Containers of the input files do not enter: the same records from another container make the same
report. A document that was read is asked as it was written, field by field, so that one made
before a field was added keeps its name.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from hccgenomics.reports.to_json import pieces

if TYPE_CHECKING:
    from hccgenomics.model.monitor import Monitor
    from hccgenomics.model.report import Report

ID_LENGTH: Final = 32
"""Hexadecimal digits of the content hash that names a report or a timeline."""


def report_id(report: Report, *, as_read: bool = False) -> str:
    """A hash of the content; the containers of the input files do not enter it.

    Args:
        report: With any ``report_id``, which does not enter either.
        as_read: Leave out the fields that the document did not have when it was read.
    """
    without = report.provenance.model_copy(update={"inputs": ()})
    bare = report.model_copy(update={"report_id": "", "provenance": without})
    digest = hashlib.sha256()
    for piece in pieces(bare, only_set=as_read):
        digest.update(piece.encode())
    return digest.hexdigest()[:ID_LENGTH]


def monitor_id(monitor: Monitor, *, as_read: bool = False) -> str:
    """A hash of the content: the files' names and sizes do not enter it, their reports do."""
    inputs = tuple(
        one.model_copy(update={"name": "", "sha256": "", "size": 0})
        for one in monitor.provenance.inputs
    )
    provenance = monitor.provenance.model_copy(update={"inputs": inputs})
    bare = monitor.model_copy(update={"monitor_id": "", "provenance": provenance})
    content = bare.model_dump_json(exclude_unset=as_read).encode()
    return hashlib.sha256(content).hexdigest()[:ID_LENGTH]


def is_as_made(document: Report | Monitor) -> bool:
    """Whether a document that was read is the one that its id names."""
    from hccgenomics.model.report import Report

    if isinstance(document, Report):
        return report_id(document, as_read=True) == document.report_id
    return monitor_id(document, as_read=True) == document.monitor_id
