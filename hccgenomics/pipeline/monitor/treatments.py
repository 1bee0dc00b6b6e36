"""Treatment marks: of the treatments file, and of what the reports state as prior therapy."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from hccgenomics.model.monitor import Treatment
from hccgenomics.readers.treatments import read_treatments

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hccgenomics.model.observation import Fact
    from hccgenomics.pipeline.monitor.inputs import Series

SUBJECT: Final = "prior_therapy"
_TEXT: Final = re.compile(r"Prior therapy (?P<name>.+?)(?: \((?P<beside>[^()]*)\))?")
"""As ``clinical/therapies.py`` writes the fact."""
_SPAN: Final = re.compile(r"(?:^|, )(?P<start>[\d-]+|\?) to (?P<end>[\d-]+|\?)$")


def treatments_of(series: Series, path: Path | None) -> tuple[tuple[Treatment, ...], str | None]:
    """All treatments by their start, each once, and the digest of the file."""
    stated: dict[tuple[str, str, str | None], tuple[str, list[str]]] = {}
    digest = None
    if path is not None:
        for one in read_treatments(path):
            _, sources = stated.setdefault((one.name, one.start, one.end), (one.note, []))
            sources.append(path.name)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    for report in series.every:
        for fact in report.report.clinical.facts:
            for name, start, end, note in _of_fact(fact):
                _, sources = stated.setdefault((name, start, end), (note, []))
                sources.append(str(report.number))
    found = (
        Treatment(
            name=name, start=start, end=end, note=note, stated_in=tuple(dict.fromkeys(sources))
        )
        for (name, start, end), (note, sources) in stated.items()
    )
    return tuple(sorted(found, key=lambda one: (one.start, one.name, one.end or ""))), digest


def _of_fact(fact: Fact) -> Iterator[tuple[str, str, str | None, str]]:
    """Name, start, end and what else is stated; nothing of a therapy without a date."""
    said = _TEXT.fullmatch(fact.text) if fact.subject == SUBJECT and fact.date else None
    if said is None:
        return
    beside = said["beside"] or ""
    span = _SPAN.search(beside)
    end = span["end"] if span else "?"
    note = beside[: span.start()] if span else beside
    yield said["name"], fact.date, None if end == "?" else end, note
