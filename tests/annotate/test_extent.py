"""How far an event reaches, by a table in millions of bases."""

from __future__ import annotations

import pytest

from hccgenomics.annotate.extent import Around, Ground, Stretch, event_around
from hccgenomics.model.genome import Interval
from hccgenomics.model.places import Arm, Arms, GenePlace, GenePlaces
from hccgenomics.model.settings import Settings
from tests.truth import rows

MEGABASE = 1_000_000
ARMS = Arms(
    (
        Arm("11p", "chr11", 0, 50 * MEGABASE),
        Arm("11q", "chr11", 54 * MEGABASE, 134 * MEGABASE),
    )
)
GENE = Interval("chr11", 69_600_000, 69_700_000)
PLACES = GenePlaces.of(
    [
        GenePlace("FAR", "chr11", 65_000_000, 65_100_000, 1),
        GenePlace("CCND1", "chr11", 69_500_000, 69_550_000, 1),
        GenePlace("FGF19", "chr11", GENE.start, GENE.end, -1),
        GenePlace("SHANK2", "chr11", 70_200_000, 70_900_000, -1),
    ]
)
GROUND = Ground(ARMS, PLACES, Settings())


def bases(text: str) -> int:
    return round(float(text) * MEGABASE)


def rank(copies: float) -> int:
    cuts = ((0.5, -3), (0.8, -2), (1.26, -1), (2.75, 0), (5.0, 1), (6.0, 2))
    return next((found for cut, found in cuts if copies < cut), 3)


def stretches(text: str) -> list[Stretch]:
    found = []
    for part in text.split():
        place, _, copies = part.partition(":")
        start, _, end = place.partition("-")
        found.append(Stretch(bases(start), bases(end), float(copies), rank(float(copies))))
    return found


def asked(*, is_gain: bool) -> Around:
    return Around(GENE, 2 if is_gain else -2, is_gain=is_gain, likeness=0.5)


@pytest.mark.parametrize("row", rows("focality.tsv"))
def test_focality(row):
    found = event_around(stretches(row["segments"]), asked(is_gain=row["is_gain"] == "yes"), GROUND)
    if not row["extent"]:
        assert found is None
        return
    assert (found.start, found.end) == (bases(row["start"]), bases(row["end"]))
    assert (found.extent.value, found.arm) == (row["extent"], row["arm"])
    assert found.arm_share == pytest.approx(float(row["share"]), abs=1e-6)
    start, _, end = row["peak"].partition("-")
    assert (found.peak_start, found.peak_end) == (bases(start), bases(end))


def test_genes_of_the_peak_in_genome_order():
    parts = stretches("0-69:2 69-70:12 70-80:6 80-134:2")
    found = event_around(parts, asked(is_gain=True), GROUND)
    assert (found.start, found.end) == (bases("69"), bases("80"))
    assert found.peak == ("CCND1", "FGF19")


def test_a_stretch_that_is_not_called_ends_the_event():
    parts = [
        Stretch(0, bases("69"), 0.0, None),
        Stretch(bases("69"), bases("70"), 12.0, 3),
        Stretch(bases("70"), bases("134"), 0.0, None),
    ]
    found = event_around(parts, asked(is_gain=True), GROUND)
    assert (found.start, found.end) == (bases("69"), bases("70"))


def test_an_acrocentric_chromosome_has_one_arm():
    arms = Arms(
        (Arm("13p", "chr13", 0, 16 * MEGABASE), Arm("13q", "chr13", 18 * MEGABASE, 114 * MEGABASE))
    )
    place = Interval("chr13", 48_000_000, 48_200_000)
    parts = [Stretch(bases("18.5"), bases("114"), 1.0, -1)]
    around = Around(place, -1, is_gain=False, likeness=0.5)
    found = event_around(parts, around, Ground(arms, PLACES, Settings()))
    assert (found.extent.value, found.arm) == ("whole_arm", "13q")
    assert found.arm_share == pytest.approx(95.5 / 96)


def test_width_and_share_are_settings():
    strict = Settings(focal_width=1_000_000, arm_level_share=0.01)
    parts = stretches("0-69:2 69-70.5:12 70.5-134:2")
    found = event_around(parts, asked(is_gain=True), Ground(ARMS, PLACES, strict))
    assert found.extent.value == "whole_arm"
    strict = Settings(focal_width=1_000_000)
    found = event_around(parts, asked(is_gain=True), Ground(ARMS, PLACES, strict))
    assert found.extent.value == "broad"
