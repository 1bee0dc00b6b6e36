"""The lane of blood cells, as published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret.blood import blood_lane
from hccgenomics.interpret.wording import name_of
from hccgenomics.model.plasma import BloodLane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.altered import AnyAlteration


def blood_lane_documents(alterations: Iterable[AnyAlteration]) -> tuple[BloodLane, ...]:
    """Every alteration that may come from blood cells, with its fraction and why."""
    return tuple(
        BloodLane(
            alteration=entry.alteration.id, name=name_of(entry.alteration), reasons=entry.reasons
        )
        for entry in blood_lane(alterations)
    )
