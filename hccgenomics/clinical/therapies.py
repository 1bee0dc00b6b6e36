"""Earlier treatment: the names stated, with the generic names and classes that rows ask for."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from hccgenomics.clinical import wording
from hccgenomics.model.observation import Fact
from hccgenomics.model.therapies import classes_of, names_of, parts_of, resolve_therapy
from hccgenomics.vocabulary import FactKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hccgenomics.model.clinical import PriorTherapy
    from hccgenomics.model.lists import Therapy

_CLOSE: Final = 0.75


def therapy_fact(
    number: int, given: PriorTherapy, therapies: Mapping[str, Therapy]
) -> tuple[Fact, tuple[str, ...]]:
    """One earlier treatment as a fact, and a remark for each name that is none known here."""
    parts = parts_of(given.name, therapies)
    words: dict[str, None] = {}
    remarks = []
    whole = resolve_therapy(given.name, therapies)
    for part in parts:
        therapy = whole if len(parts) == 1 else resolve_therapy(part, therapies)
        if therapy is None:
            words[part] = None
            remarks.append(_unknown(part, therapies))
        else:
            words |= dict.fromkeys((therapy.name, *classes_of(therapy, therapies)))
    fact = Fact(
        id=f"{FactKind.CLINICAL}:prior_therapy:{number}",
        kind=FactKind.CLINICAL,
        subject="prior_therapy",
        text=wording.PRIOR_THERAPY.format(name=given.name, beside=_beside(given)),
        words=tuple(words),
        date=given.start or "",
    )
    return fact, tuple(remarks)


def _beside(given: PriorTherapy) -> str:
    beside = ", ".join(_details(given))
    return f" ({beside})" if beside else ""


def _details(given: PriorTherapy) -> Iterator[str]:
    if given.line is not None:
        yield wording.LINE.format(line=given.line)
    if given.setting:
        yield given.setting
    if given.best_response:
        yield wording.BEST_RESPONSE.format(response=given.best_response)
    if given.start or given.end:
        yield f"{given.start or '?'} to {given.end or '?'}"


def _unknown(name: str, therapies: Mapping[str, Therapy]) -> str:
    known = {
        spelled.casefold(): row.name for row in therapies.values() for spelled in names_of(row)
    }
    found = get_close_matches(name.casefold(), known, n=1, cutoff=_CLOSE)
    meant = wording.MEANT.format(name=known[found[0]]) if found else ""
    return wording.UNKNOWN_THERAPY.format(name=name, meant=meant)
