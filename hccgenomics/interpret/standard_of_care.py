"""Regimens of unselected disease, as context beside the hypotheses and never as a ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import RegimenStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from hccgenomics.model.evidence import RegimenRow
    from hccgenomics.vocabulary import Disease

OPTIONS: Final = (RegimenStatus.STANDARD, RegimenStatus.REGIONAL)
"""The statuses a report may print beside its hypotheses; a negative trial is never an option."""


def regimens(
    rows: Iterable[RegimenRow],
    *,
    disease: Disease,
    statuses: Collection[RegimenStatus] = OPTIONS,
) -> tuple[RegimenRow, ...]:
    """Regimens of this disease; only standard ones unless asked otherwise."""
    order = {status: rank for rank, status in enumerate(RegimenStatus)}
    found = [row for row in rows if row.status in statuses and disease in row.diseases]
    return tuple(sorted(found, key=lambda row: (order[row.status], row.id)))
