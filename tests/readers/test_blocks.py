"""Reference blocks: few spans, every record in one, no place said to be much deeper than it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.readers import blocks
from hccgenomics.readers.blocks import ALIKE, Span, Spans, depth_of
from hccgenomics.vocabulary import Assembly

G37, G38 = Assembly.GRCH37, Assembly.GRCH38


def a_span(start, end, *, filters="PASS", depth=100, contig="chr5", entries=1, on=(G38,)):
    return Span(contig, start, end, filters, depth, depth, entries, on)


depths = st.none() | st.integers(0, 900)
steps = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(1, 60), st.sampled_from(["PASS", "LowDP", "."]), depths
    ),
    max_size=60,
)


@given(steps)
def test_every_block_lies_in_one_span_that_says_no_more_than_it(given_steps):
    spans, records, at = Spans(), [], 1_000
    for gap, length, filters, depth in given_steps:
        at += gap
        records.append((at, at + length, filters, depth))
        spans.add(a_span(at, at + length, filters=filters, depth=depth))
        at += length

    found = list(spans.of(G38, file=1))

    assert sum(block.entries for block in found) == len(records)
    for start, end, filters, depth in records:
        (block,) = (b for b in found if b.pos <= start + 1 and end <= b.end)
        assert block.filter == (filters,)
        if depth is None:
            assert (block.min_depth, block.max_depth) == (None, None)
        else:
            assert block.min_depth <= depth <= block.max_depth
            assert block.max_depth <= ALIKE * max(block.min_depth, 1) or depth == 0


def test_a_genome_vcf_of_every_base_is_a_few_spans():
    spans = Spans()
    for base in range(200_000):
        spans.add(a_span(base, base + 1, depth=300 + base % 40))

    (block,) = spans.of(G38, file=1)

    assert (block.pos, block.end, block.entries) == (1, 200_000, 200_000)


def test_beyond_the_most_spans_they_are_counted_elsewhere(monkeypatch):
    monkeypatch.setattr(blocks, "MOST_SPANS", 3)
    spans = Spans()
    for base in range(0, 20, 2):
        spans.add(a_span(base, base + 1))

    assert len(list(spans.of(G38, file=1))) == 3


def test_spans_of_the_other_assembly_are_not_listed():
    spans = Spans()
    spans.add(a_span(5, 9, on=(G37,)))
    spans.add(a_span(9, 12, on=(G37, G38)))

    assert [(b.pos, b.end) for b in spans.of(G38, file=2)] == [(10, 12)]
    assert [b.file for b in spans.of(G37, file=2)] == [2, 2]


def test_spans_come_along_the_genome_whatever_the_file():
    spans = Spans()
    for start in (50, 10, 30):
        spans.add(a_span(start, start + 5))

    assert [b.pos for b in spans.of(G38, file=1)] == [11, 31, 51]


@pytest.mark.parametrize(
    ("keys", "sample", "info", "expected"),
    [
        ("GT:DP", "0/0:41", ".", 41),
        ("GT:DP:MIN_DP", "0/0:41:30", ".", 30),
        ("GT:DP", "0/0:.", ".", None),
        ("GT", "0/0", "DP=7", None),
        ("", "", "END=20;DP=7", 7),
        ("", "", "END=20", None),
        ("GT:DP", "0/0", ".", None),
        ("GT:DP", "0/0:x", ".", None),
    ],
)
def test_where_a_block_states_its_depth(keys, sample, info, expected):
    assert depth_of(keys, sample, info) == expected
