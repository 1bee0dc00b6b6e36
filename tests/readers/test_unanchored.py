"""Deletions and insertions without a base beside them: which base serves, and what if none does."""

from __future__ import annotations

import pytest

from hccgenomics.model.variant import Variant
from hccgenomics.readers.doors.unanchored import anchored, row_objection
from hccgenomics.vocabulary import DropReason

BASES = "NNNNNACGTNNNNN"
"""Position one is the first; six to nine are known."""


class Sequence:
    """A contig of which a few bases are known."""

    def bases(self, interval) -> str:
        return BASES[interval.start : interval.end].ljust(len(interval), "N")


PANEL = Sequence()


@pytest.mark.parametrize(
    ("pos", "ref", "alt", "expected"),
    [
        (7, "C", "-", (6, "AC", "A")),  # the base before
        (6, "AC", "-", (6, "ACG", "G")),  # the base behind, for that before is unknown
        (6, "-", "TT", (6, "A", "ATT")),
        (5, "-", "TT", (6, "A", "TTA")),
        (9, "-", "TT", (9, "T", "TTT")),
        (7, "C", "T", (7, "C", "T")),
        (7, "c", "-", (6, "AC", "A")),
    ],
)
def test_a_base_beside_the_change_serves(pos, ref, alt, expected):
    assert anchored("chr1", pos, (ref, alt), {}, PANEL) == Variant("chr1", *expected)


@pytest.mark.parametrize(("pos", "ref", "alt"), [(12, "-", "A"), (2, "AC", "-"), (1, "A", "-")])
def test_without_any_base_it_is_no_variant(pos, ref, alt):
    assert anchored("chr1", pos, (ref, alt), {}, PANEL) is None


@pytest.mark.parametrize(
    ("context", "base"),
    [
        ("ACTGAC", None),  # REF stands elsewhere in it
        ("GTACGG", "T"),
        ("gtacgg", "T"),
        ("GGGGGTACGGGGG", "T"),  # with the base that VCF puts before it
        ("GTAC", None),
        ("AC", None),
        ("GNACGG", None),
        ("", None),
    ],
)
def test_the_rows_own_context_may_know_the_base(context, base):
    found = anchored("chr1", 3, ("AC", "-"), {"CONTEXT": context}, PANEL)
    if base is None:
        assert found is None
    else:
        assert found == Variant("chr1", 2, base + "AC", base)


@pytest.mark.parametrize(
    ("ref", "alt", "end", "reason"),
    [
        ("-", "A", "10", None),
        ("-", "A", "9", None),
        ("-", "A", "11", DropReason.MALFORMED),
        ("GA", "-", "10", None),
        ("GA", "-", "11", DropReason.MALFORMED),
        ("G", "A", "x", DropReason.MALFORMED),
        ("-", "-", "", DropReason.MALFORMED),
        ("-", "AN", "", DropReason.AMBIGUOUS_BASES),
        ("AR", "-", "", DropReason.AMBIGUOUS_BASES),
        ("-", "A-", "", DropReason.MALFORMED),
        ("-", "?", "", DropReason.MALFORMED),
        ("G", "g", "", DropReason.MALFORMED),
    ],
)
def test_what_cannot_be_a_variant(ref, alt, end, reason):
    found = row_objection(9, ref, alt, {"STOP": end} if end else {})
    assert (found and found[0]) == reason
