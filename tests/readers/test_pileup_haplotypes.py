"""Insertions, deletions and changes of several bases: fragments by the sequence that they show."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hccgenomics.model.variant import Variant
from hccgenomics.readers.alignments import count_alleles
from hccgenomics.readers.alignments.loci import BaseLocus, SequenceLocus, codes, locus_of
from tests.bams import (
    CONTIG,
    START,
    Event,
    Genome,
    Read,
    drawn,
    opened,
    pair,
    read_of,
    write_bam,
)
from tests.truth import rows

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.model.forced import AlleleCount

QUALITIES = {"min_base_quality": 20, "min_mapping_quality": 20}
LEFT, RIGHT = "TCTGACTGCATGCATCGATC", "CTGTACGATGCTAGCTGATC"
FAR = 40


def flanked(text: str) -> str:
    """``<`` and ``>`` stand for the bases before and behind."""
    return text.replace("<", LEFT).replace(">", RIGHT)


def counted(path: Path, genome: Genome, *variants: Variant) -> tuple[AlleleCount, ...]:
    return count_alleles(opened(path), variants, **QUALITIES, reference=genome)


def shown(count: AlleleCount) -> str:
    words = {"ref": count.ref, "alt": count.alt, "other": count.other, "low": count.low_quality}
    return " ".join(word for word, number in words.items() if number) or "nothing"


@pytest.mark.parametrize("row", rows("pileup.tsv"))
@pytest.mark.parametrize("flag", [0, 16])
def test_a_read_shows_what_its_sequence_says(row: dict[str, str], flag: int, tmp_path: Path):
    genome = Genome(drawn(1, FAR).text + flanked(row["reference"]) + drawn(2, FAR).text)
    at = FAR + len(LEFT) + int(row["at"]) - 1
    assert genome.text[at : at + len(row["ref"])] == row["ref"], "the table contradicts itself"
    variant = Variant(CONTIG, START + at + 1, row["ref"], row["alt"])
    is_clipped = re.match(r"\d+S", row["cigar"])
    begin = FAR if row["read"].startswith("<") and not is_clipped else _begin(row)
    read = Read("a", START + begin + 1, row["cigar"], flanked(row["read"]), flag=flag)
    (count,) = counted(write_bam(tmp_path / "a.bam", [read]), genome, variant)
    assert shown(count) == row["shows"]
    assert (count.alt_forward, count.alt_reverse) == ((count.alt, 0), (0, count.alt))[flag > 0]


def _begin(row: dict[str, str]) -> int:
    """Where a read begins whose last aligned base is the last of the flank behind."""
    (aligned,) = re.findall(r"(\d+)M$", row["cigar"])
    return FAR + len(flanked(row["reference"])) - int(aligned)


# --- where is looked ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bases", "variant", "start", "end", "ref", "alt"),
    [
        ("TTCAAAAGTT", (3, "CA", "C"), 2, 8, "CAAAAG", "CAAAG"),
        ("TTCAAAAGTT", (6, "AA", "A"), 2, 8, "CAAAAG", "CAAAG"),
        ("TTCAAAAGTT", (3, "C", "CA"), 2, 8, "CAAAAG", "CAAAAAG"),
        ("TTGACACATT", (3, "G", "GAC"), 2, 9, "GACACAT", "GACACACAT"),
        ("TTGACACATT", (5, "CAC", "C"), 2, 9, "GACACAT", "GACAT"),
        ("TTGCCATGTT", (4, "CCA", "GT"), 2, 7, "GCCAT", "GGTT"),
    ],
)
def test_the_anchors_lie_beyond_every_spelling(bases, variant, start, end, ref, alt):
    pos, of_ref, of_alt = variant
    locus = locus_of(Variant(CONTIG, START + pos, of_ref, of_alt), Genome(bases))
    assert isinstance(locus, SequenceLocus)
    assert (locus.start - START, locus.end - START) == (start, end)
    assert (locus.ref, locus.alt) == (codes(ref), codes(alt))


def test_shared_bases_of_a_change_are_not_looked_at():
    locus = locus_of(Variant(CONTIG, START + 3, "CAGT", "CTAT"), Genome("TTCAGTTT"))
    assert locus == BaseLocus(START + 3, START + 5, (1, 4), (8, 1))


def test_a_repeat_longer_than_a_stride_is_followed_to_its_end():
    genome = Genome("C" + "AG" * 400 + "T" + "C" * 40)
    locus = locus_of(Variant(CONTIG, START + 1, "CAG", "C"), genome)
    assert (locus.start - START, locus.end - START) == (0, 802)


@given(
    bases=st.text("AC", min_size=6, max_size=20),
    inside=st.integers(1, 4),
    unit=st.text("AC", min_size=1, max_size=3),
)
def test_every_spelling_of_an_insertion_is_one_locus(bases, inside, unit):
    """Moved one base at a time, as far as the sequence stays the same."""
    genome = Genome("GT" + bases + "TG")
    whole = genome.text[: inside + 2] + unit + genome.text[inside + 2 :]
    loci = set()
    for gap in range(1, len(genome.text)):
        for size in [len(unit)]:
            moved = whole[gap : gap + size]
            if genome.text[:gap] + moved + genome.text[gap:] == whole:
                anchor = genome.text[gap - 1]
                variant = Variant(CONTIG, START + gap, anchor, anchor + moved)
                loci.add(locus_of(variant, genome))
    assert len(loci) == 1


# --- molecules ------------------------------------------------------------------------------------

EVENTS = [
    Event(100, "A", "C"),
    Event(100, "AC", "GT"),
    Event(100, "", "TTG"),
    Event(100, "ACG", ""),
    Event(100, "ACGTA", "T"),
]


def _variant(genome: Genome, event: Event) -> Variant:
    before = genome.text[event.start - 1]
    return Variant(CONTIG, START + event.start, before + event.ref, before + event.alt)


def _in(genome: Genome, event: Event) -> Event:
    """The event with the genome's own bases as REF, and an ALT that differs from them."""
    ref = genome.text[event.start : event.start + len(event.ref)]
    alt = event.alt
    while alt and ref and (alt[0] == ref[0] or alt[-1] == ref[-1]):
        alt = "".join("ACGT"[("ACGT".index(base) + 1) % 4] for base in alt)
    return Event(event.start, ref, alt)


@settings(max_examples=40)
@given(
    seed=st.integers(0, 10_000),
    which=st.integers(0, len(EVENTS) - 1),
    carriers=st.integers(0, 12),
    others=st.integers(0, 12),
)
def test_molecules_are_counted_once_whatever_their_reads(
    seed, which, carriers, others, tmp_path_factory
):
    """Both mates span the event, one does or none does: the writer knows what each one carries."""
    rng = random.Random(seed)  # noqa: S311 -- reads, no secret
    genome = drawn(seed)
    event = _in(genome, EVENTS[which])
    reads, expected = [], {"alt": 0, "ref": 0}
    for n in range(carriers + others):
        carried = [event] if n < carriers else []
        begin = rng.randint(55, 80)
        first = read_of("", genome, carried, begin, 75)
        second = read_of("", genome, carried, begin + rng.randint(0, 12), 75)
        if rng.random() < 0.3:
            second = read_of("", genome, [], 180, 60)
        expected["alt" if carried else "ref"] += 1
        reads += pair(f"m{n}", first, second)
    path = write_bam(tmp_path_factory.mktemp("molecules") / "a.bam", reads)
    (count,) = counted(path, genome, _variant(genome, event))
    assert (count.alt, count.ref, count.other) == (expected["alt"], expected["ref"], 0)
    assert count.alt_forward + count.alt_reverse == count.alt


def _events(genome: Genome) -> tuple[Event, Event]:
    base = genome.text[100]
    return Event(100, base, "ACGT"[("ACGT".index(base) + 1) % 4]), Event(100, "", "GGTT")


@pytest.mark.parametrize("which", [0, 1])
def test_mates_that_differ_count_as_another_or_by_quality(which: int, tmp_path: Path):
    genome = drawn(8)
    event = _events(genome)[which]
    reads = pair("a", read_of("", genome, [event], 60, 70), read_of("", genome, [], 70, 70))
    (count,) = counted(write_bam(tmp_path / "a.bam", reads), genome, _variant(genome, event))
    assert count.depth == 1
    if which:
        assert count.other == 1


def test_the_halves_of_a_change_may_lie_on_two_mates(tmp_path: Path):
    """One mate ends between two changed bases, and the other begins there."""
    genome = drawn(9)
    event = _in(genome, Event(100, "AC", "GT"))
    reads = pair("a", read_of("", genome, [event], 60, 41), read_of("", genome, [], 101, 60))
    reads[1].bases = event.alt[1] + reads[1].bases[1:]
    (count,) = counted(write_bam(tmp_path / "a.bam", reads), genome, _variant(genome, event))
    assert (count.alt, count.depth) == (1, 1)


def test_two_changed_bases_on_two_molecules_are_no_change_of_both(tmp_path: Path):
    genome = drawn(9)
    event = _in(genome, Event(100, "AC", "GT"))
    halves = [
        Event(100, event.ref[0], event.alt[0]),
        Event(101, event.ref[1], event.alt[1]),
    ]
    reads = [read_of(f"r{n}", genome, [half], 70, 60) for n, half in enumerate(halves)]
    (count,) = counted(write_bam(tmp_path / "a.bam", reads), genome, _variant(genome, event))
    assert (count.alt, count.other, count.depth) == (0, 2, 2)


@pytest.mark.parametrize(("quality", "told"), [(37, "alt"), (20, "alt"), (19, "low"), (2, "low")])
@pytest.mark.parametrize("which", [0, 1])
def test_the_quality_of_the_bases_that_show_it(which, quality, told, tmp_path: Path):
    genome = drawn(8)
    event = _events(genome)[which]
    read = read_of("a", genome, [event], 60, 80)
    read.quality = quality
    (count,) = counted(write_bam(tmp_path / "a.bam", [read]), genome, _variant(genome, event))
    assert shown(count) == told


def test_reads_that_are_left_out_of_single_bases_are_left_out_here(tmp_path: Path):
    genome = drawn(8)
    event = _events(genome)[1]
    reads = [read_of(f"r{n}", genome, [event], 60, 80) for n in range(6)]
    reads[0].flag, reads[1].flag, reads[2].flag = 0x400, 0x100, 0x200
    reads[3].flag, reads[3].mate_pos = 0x1 | 0x40, START + 300
    reads[4].mapping_quality = 19
    (count,) = counted(write_bam(tmp_path / "a.bam", reads), genome, _variant(genome, event))
    assert (count.alt, count.depth, count.low_quality) == (1, 1, 1)


def test_strands_do_not_follow_from_which_mate_begins_first(tmp_path: Path):
    """All fragments show it twice, on both strands: about half count for either."""
    genome = drawn(8)
    event = _events(genome)[1]
    reads = [
        read
        for n in range(200)
        for read in pair(
            f"m{n}", read_of("", genome, [event], 60, 80), read_of("", genome, [event], 66, 80)
        )
    ]
    (count,) = counted(write_bam(tmp_path / "a.bam", reads), genome, _variant(genome, event))
    assert count.alt == 200
    assert 60 < count.alt_forward < 140


def test_without_a_reference_only_the_variants_own_bases_are_known(tmp_path: Path):
    genome = drawn(8)
    event = _events(genome)[1]
    reads = [read_of("a", genome, [event], 60, 80), read_of("b", genome, [], 60, 80)]
    path = write_bam(tmp_path / "a.bam", reads)
    (count,) = count_alleles(opened(path), [_variant(genome, event)], **QUALITIES)
    assert (count.alt, count.ref) == (1, 1)


@pytest.mark.parametrize("begin", [20, 35, 51, 62])
def test_a_base_that_is_not_known_proves_nothing(begin: int, tmp_path: Path):
    """A read that ends or begins in a deletion, behind which no base is known."""
    genome = drawn(8)
    event = Event(60, genome.text[60:100], "")
    path = write_bam(tmp_path / "a.bam", [read_of("a", genome, [], begin, 60)])
    (count,) = count_alleles(opened(path), [_variant(genome, event)], **QUALITIES)
    assert (count.alt, count.other) == (0, 0)
    assert count.ref == (begin < 60)


def test_a_read_that_skips_the_place_tells_nothing(tmp_path: Path):
    genome = drawn(8)
    event = _events(genome)[1]
    read = Read("a", START + 61, "30M30N30M", genome.text[60:90] + genome.text[120:150])
    (count,) = counted(write_bam(tmp_path / "a.bam", [read]), genome, _variant(genome, event))
    assert (count.depth, count.low_quality) == (0, 0)
