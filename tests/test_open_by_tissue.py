"""A marker of which the tissue has a variant is not absent in plasma while any read carries it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hccgenomics.pipeline.callability.certificate import forced_remarks
from hccgenomics.pipeline.callability.targets import targets_of
from hccgenomics.vocabulary import ForcedBecause
from tests import certificate_cases as cases
from tests.plasma_cases import TERT, a_forced

ALPHA = 0.01
TISSUE, HOTSPOT = (ForcedBecause.TISSUE,), (ForcedBecause.HOTSPOT,)


def remarks(alt: int, depth: int, because, **changes) -> list[str]:
    call = a_forced(TERT, alt, depth)
    place = replace(call.place, gene="TERT", name="TERT c.-124C>T", because=because, **changes)
    models = cases.world(cases.Assembly.GRCH38).models
    targets = targets_of(cases.COMPONENTS, models, cases.BASE)
    found = forced_remarks([replace(call, place=place)], targets, ALPHA)
    return [said for said_of in found.values() for said in said_of]


@pytest.mark.parametrize(
    ("alt", "because", "said"),
    [
        (30, TISSUE, "more than errors explain"),
        (30, HOTSPOT, "more than errors explain"),
        (1, TISSUE, "but the tissue has it"),
        (1, HOTSPOT, ""),
        (0, TISSUE, ""),
    ],
)
def test_what_the_tissue_has_keeps_its_marker_open_by_any_read(alt, because, said):
    found = remarks(alt, 1200, because)

    assert bool(found) is bool(said)
    assert all("TERT c.-124C>T is carried by" in one and said in one for one in found)


def test_a_hotspot_of_leukaemia_keeps_none_open():
    assert remarks(30, 1200, HOTSPOT, is_blood=True) == []
