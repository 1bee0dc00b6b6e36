"""A gene by overlap: hand-checked cases, and what holds for any segments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.annotate.overlap import Track, read_gene, read_rows, with_error
from hccgenomics.model.copy_number_files import (
    GeneRow,
    Observation,
    Segment,
)
from hccgenomics.model.genome import Interval
from tests.truth import rows

GENE = Interval("chr1", 1000, 2000)


def parts_of(text: str) -> list[Segment]:
    found = []
    for row, part in enumerate(text.split(), start=1):
        place, _, copies = part.partition(":")
        start, _, end = place.partition("-")
        found.append(Segment("chr1", int(start), int(end), Observation(copies=float(copies)), row))
    return found


@pytest.mark.parametrize("row", rows("gene_parts.tsv"))
def test_gene_over_segments(row):
    found = read_gene(Track.of(parts_of(row["segments"])), GENE, 0.2)
    seen = found.seen
    assert seen.copies == pytest.approx(float(row["copies"]))
    low = seen.copies if seen.copies_low is None else seen.copies_low
    high = seen.copies if seen.copies_high is None else seen.copies_high
    assert (low, high) == (float(row["low"]), float(row["high"]))
    assert len(found.parts) == int(row["parts"])
    assert found.covered == pytest.approx(float(row["covered"]))


def test_no_segment_no_reading():
    assert read_gene(Track.of(parts_of("0-1000:2 2000-3000:2")), GENE, 0.2) is None
    assert read_gene(Track.of(()), GENE, 0.2) is None


def test_ratios_are_averaged_as_copies_are():
    """Half at ratio 1 and half at ratio 3 is ratio 2; the mean of the logarithms would not be."""
    parts = [
        Segment("chr1", 0, 1500, Observation(log2_ratio=0.0), 1),
        Segment("chr1", 1500, 3000, Observation(log2_ratio=1.5849625), 2),
    ]
    assert read_gene(Track.of(parts), GENE, 0.2).seen.log2_ratio == pytest.approx(1.0)


SEGMENTS = st.lists(
    st.tuples(st.integers(0, 4000), st.integers(1, 2500), st.floats(0, 12)), min_size=1, max_size=9
)


@given(SEGMENTS)
def test_a_gene_has_no_more_and_no_less_than_its_parts(drawn):
    parts = [
        Segment("chr1", start, start + length, Observation(copies=copies), 1)
        for start, length, copies in drawn
    ]
    over = [part for part in parts if part.start < GENE.end and GENE.start < part.end]
    found = read_gene(Track.of(parts), GENE, 0.2)
    if not over:
        assert found is None
        return
    values = [part.seen.copies for part in over]
    assert len(found.parts) == len(over)
    assert min(values) - 1e-9 <= found.seen.copies <= max(values) + 1e-9
    covered = {at for part in over for at in range(part.start, part.end)} & set(
        range(GENE.start, GENE.end)
    )
    assert found.covered == pytest.approx(len(covered) / len(GENE))


@pytest.mark.parametrize(
    ("seen", "half"),
    [
        (Observation(log2_ratio=1.0, log2_low=0.9, log2_high=1.1, log2_error=9.0), 0.1),
        (Observation(log2_ratio=1.0, log2_error=0.05), 0.098),
        (Observation(log2_ratio=1.0, support=16), 0.098),
        (Observation(log2_ratio=1.0), 0.2),
        (Observation(log2_ratio=1.0, support=0), 0.2),
    ],
    ids=["the tool's own", "standard error", "noise over bins", "noise alone", "no bins"],
)
def test_interval_of_a_ratio(seen, half):
    found = with_error(seen, 0.2)
    assert (found.log2_low, found.log2_high) == pytest.approx((1 - half, 1 + half))


def test_no_ratio_no_interval():
    assert with_error(Observation(copies=3.0), 0.2) == Observation(copies=3.0)


def test_an_interval_beside_its_value_is_widened_to_it():
    found = with_error(Observation(log2_ratio=1.0, log2_low=0.2, log2_high=0.8), 0.2)
    assert (found.log2_low, found.log2_high) == (0.2, 1.0)


def test_rows_of_a_gene_table():
    def row(start, end, log2):
        return GeneRow("FGF19", Interval("chr11", start, end), Observation(log2_ratio=log2), 1)

    assert read_rows((), 0.2) is None
    assert read_rows([row(0, 100, 1.5)], 0.2).seen.log2_ratio == 1.5
    assert read_rows([row(0, 300, 0.0), row(300, 400, 1.0)], 0.2).seen.log2_ratio == pytest.approx(
        0.32193, abs=1e-4
    )
    placeless = [GeneRow("FGF19", None, Observation(copies=copies), 1) for copies in (2.0, 6.0)]
    found = read_rows(placeless, 0.2).seen
    assert (found.copies, found.copies_low, found.copies_high) == (4.0, 2.0, 6.0)
