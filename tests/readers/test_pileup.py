"""Single bases: the counts are those of samtools mpileup, whatever the reads look like."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hccgenomics.model.genome import Interval
from hccgenomics.model.variant import Variant
from hccgenomics.readers.alignments import count_alleles, counting, depth_at, record_bytes
from hccgenomics.vocabulary import CoverageKind, DepthUnit
from tests.bams import CONTIG, START, Read, drawn, mpileup, opened, pair, write_bam

if TYPE_CHECKING:
    from pathlib import Path

LETTERS = "ACGT"
SAMTOOLS = shutil.which("samtools")
needs_samtools = pytest.mark.skipif(
    SAMTOOLS is None and not os.environ.get("CI"), reason="samtools is not installed"
)
QUALITIES = {"min_base_quality": 20, "min_mapping_quality": 20}
MENDED = (1, 20)
"""From this version on, samtools treats mates of which one has a deletion otherwise."""


def samtools_version() -> tuple[int, int]:
    said = subprocess.run(["samtools", "--version"], capture_output=True, check=True).stdout
    major, minor = re.findall(rb"\d+", said)[:2]
    return int(major), int(minor)


def compare(path: Path, first: int = START - 5, last: int = START + 320) -> int:
    """Hold every place against samtools; how many places have reads."""
    asked = [
        Variant(CONTIG, pos, ref, alt)
        for pos in range(first, last)
        for ref, alt in (("A", "C"), ("G", "T"))
    ]
    found = dict(zip(asked, count_alleles(opened(path), asked, **QUALITIES), strict=True))
    told = mpileup(path)
    for variant, count in found.items():
        column = told.get(variant.pos)
        bases = column.bases if column else {}
        ref, alt = variant.ref, variant.alt
        assert count.ref == bases.get(ref, 0) + bases.get(ref.lower(), 0), variant
        assert count.alt_forward == bases.get(alt, 0), variant
        assert count.alt_reverse == bases.get(alt.lower(), 0), variant
        assert count.depth == (column.seen if column else 0), variant
        assert count.alt == count.alt_forward + count.alt_reverse
        assert count.depth == count.ref + count.alt + count.other
    return len(told)


# --- what a read may look like --------------------------------------------------------------------

GENOME = drawn(3)
SPAN = 60


def plain(name: str, at: int, length: int = SPAN, **more: object) -> Read:
    """A read that shows the genome from a place of its text on."""
    bases = GENOME.text[at : at + length]
    return Read(name, START + at + 1, f"{length}M", bases, **more)


def changed(read: Read, at: int, base: str) -> Read:
    """The same read with another base at a place of itself."""
    read.bases = read.bases[:at] + base + read.bases[at + 1 :]
    return read


def other_base(base: str) -> str:
    return LETTERS[(LETTERS.index(base) + 1) % 4]


SCENES = {
    "single reads of both strands": [plain("a", 10), plain("b", 12, flag=16)],
    "duplicate": [plain("a", 10), plain("b", 10, flag=0x400)],
    "secondary": [plain("a", 10), plain("b", 10, flag=0x100)],
    "supplementary counts": [plain("a", 10), plain("b", 10, flag=0x800)],
    "fails the machine's checks": [plain("a", 10), plain("b", 10, flag=0x200)],
    "low mapping quality": [plain("a", 10, mapping_quality=19), plain("b", 10, mapping_quality=20)],
    "unknown mapping quality counts": [plain("a", 10, mapping_quality=255)],
    "low base quality": [plain("a", 10, quality=[19, 20] * (SPAN // 2))],
    "soft clips": [Read("a", START + 21, "10S40M10S", GENOME.text[10:70])],
    "hard clips": [Read("a", START + 21, "10H40M", GENOME.text[20:60])],
    "deletion": [Read("a", START + 11, "20M5D20M", GENOME.text[10:30] + GENOME.text[35:55])],
    "insertion": [
        Read("a", START + 11, "20M3I20M", GENOME.text[10:30] + "GGG" + GENOME.text[30:50])
    ],
    "skipped": [Read("a", START + 11, "20M50N20M", GENOME.text[10:30] + GENOME.text[80:100])],
    "deletion before an insertion": [
        Read("a", START + 11, "20M3D2I20M", GENOME.text[10:30] + "GG" + GENOME.text[33:53])
    ],
    "orphan": [plain("a", 10, flag=0x1 | 0x40, mate_pos=START + 40)],
    "mate unmapped": [plain("a", 10, flag=0x1 | 0x2 | 0x8 | 0x40, mate_pos=START + 11)],
    "mate elsewhere": [
        plain("a", 10, flag=0x1 | 0x2 | 0x40, mate_pos=START + 40, mate_contig=False)
    ],
    "mates apart": pair("a", plain("", 10), plain("", 100)),
    "mates overlap": pair("a", plain("", 10), plain("", 40)),
    "mates on the same bases": pair("a", plain("", 10), plain("", 10)),
    "second mate begins first": pair("a", plain("", 40), plain("", 10)),
    "two low qualities make one good": pair(
        "a", plain("", 10, quality=12), plain("", 40, quality=12)
    ),
    "mates differ, one better": pair(
        "a", plain("", 10, quality=30), changed(plain("", 40, quality=37), 5, "N")
    ),
    "mates differ, equally good": [
        read
        for n in range(40)
        for read in pair(f"x{n}", plain("", 10), changed(plain("", 40), 5, "ACGT"[n % 4]))
    ],
    "mates differ, neither good": pair(
        "a", plain("", 10, quality=22), changed(plain("", 40, quality=21), 5, "N")
    ),
    "mate of low mapping quality": pair("a", plain("", 10), plain("", 40, mapping_quality=5)),
    "mate is a duplicate": pair("a", plain("", 10), plain("", 40, flag=0x400)),
    "unequal mates": pair("a", plain("", 10, 50), plain("", 20, 20)),
    "both mates with the deletion": pair(
        "a",
        Read("", START + 11, "30M4D20M", GENOME.text[10:40] + GENOME.text[44:64]),
        Read("", START + 31, "10M4D30M", GENOME.text[30:40] + GENOME.text[44:74]),
    ),
    "both mates with the insertion": pair(
        "a",
        Read("", START + 11, "30M2I20M", GENOME.text[10:40] + "GG" + GENOME.text[40:60]),
        Read("", START + 31, "10M2I30M", GENOME.text[30:40] + "GG" + GENOME.text[40:70]),
    ),
}

DEPTH_DIP = [
    read
    for n in range(60)
    for read in pair(f"m{n}", plain("", n), plain("", n + 30 if n < 20 else n + 130))
]
"""Coverage as over the GC-rich TERT promoter: deep on both sides, a hole between."""


SUPPLEMENTARY = {
    "ends before its mates begin": (5, 20, 60),
    "ends between where its mates begin, and does not wait": (10, 32, 5),
    "ends behind where both mates begin, and does not wait": (10, 60, 5),
    "begins between its mates": (30, 30, 60),
    "begins behind its mates": (70, 30, 20),
}
"""Where a supplementary alignment begins, its length, and where its mate does."""


@needs_samtools
@pytest.mark.parametrize("case", SUPPLEMENTARY)
def test_a_supplementary_alignment_beside_overlapping_mates(case: str, tmp_path: Path):
    """Of three reads of one name htslib pairs two, or none."""
    at, length, mate = SUPPLEMENTARY[case]
    third = plain("a", at, length, flag=0x843, mate_pos=START + mate + 1, template=90)
    around = [plain(f"r{n}", n, 40) for n in range(120)]
    reads = [*around, *pair("a", plain("", 20), plain("", 50)), third]
    compare(write_bam(tmp_path / "a.bam", reads))


@needs_samtools
@pytest.mark.parametrize("scene", SCENES)
def test_counts_are_those_of_samtools(scene: str, tmp_path: Path):
    places = compare(write_bam(tmp_path / "a.bam", SCENES[scene]))
    assert places or scene in {"orphan"}


@needs_samtools
def test_a_dip_in_depth_is_counted_as_deep_as_it_is(tmp_path: Path):
    path = write_bam(tmp_path / "a.bam", DEPTH_DIP)
    compare(path)
    place = Interval(CONTIG, START, START + 260)
    source = depth_at(opened(path), [place], **QUALITIES)
    depth = [run.depth for run in source.runs[CONTIG] for _ in range(len(run.interval))]
    told = mpileup(path)
    assert depth == [
        told[n + 1].seen if n + 1 in told else 0 for n in range(place.start, place.end)
    ]
    assert min(depth[70:160]) < max(depth) // 2


@needs_samtools
@pytest.mark.parametrize("leading", [True, False])
def test_mates_of_which_one_has_a_gap(leading: bool, tmp_path: Path):
    """As samtools until 1.19 has it, first base behind the gap and all."""
    whole, gap = plain("", 10), Read("", START + 31, "20M4D30M", "")
    gap.bases = GENOME.text[30:50] + GENOME.text[54:84]
    if leading:
        whole, gap = plain("", 40), Read("", START + 11, "35M4D30M", "")
        gap.bases = GENOME.text[10:45] + GENOME.text[49:79]
    path = write_bam(tmp_path / "a.bam", pair("a", whole, gap))
    if samtools_version() < MENDED:
        compare(path)
    else:
        asked = [Variant(CONTIG, START + 12, "A", "C")]
        assert count_alleles(opened(path), asked, **QUALITIES)[0].depth == 1


# --- any reads at all -----------------------------------------------------------------------------


@st.composite
def cigars(draw, *, gaps: bool):
    """Operations and how many bases they take of the read and of the reference."""
    clip = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    parts = [(draw(st.integers(1, 25)), draw(st.sampled_from("M=X")))]
    for _ in range(draw(st.integers(0, 2))):
        parts.append((draw(st.integers(1, 5)), draw(st.sampled_from("IDN" if gaps else "I"))))
        parts.append((draw(st.integers(1, 15)), "M"))
    return [(clip[0], "S"), *parts, (clip[1], "S")]


@st.composite
def random_reads(draw, name: str, *, gaps: bool):
    parts = [part for part in draw(cigars(gaps=gaps)) if part[0]]
    bases, at = [], (begin := draw(st.integers(0, 60)))
    for size, kind in parts:
        if kind in "M=X":
            bases.append(GENOME.text[at : at + size])
        elif kind in "SI":
            bases.append("G" * size)
        at += size if kind in "M=XDN" else 0
    text = list("".join(bases))
    for _ in range(draw(st.integers(0, 3))):
        text[draw(st.integers(0, len(text) - 1))] = draw(st.sampled_from("ACGTN"))
    qualities = st.lists(
        st.sampled_from([2, 12, 19, 20, 25, 37]), min_size=len(text), max_size=len(text)
    )
    return Read(
        name,
        START + begin + 1,
        "".join(f"{size}{kind}" for size, kind in parts),
        "".join(text),
        quality=draw(qualities),
        flag=draw(st.sampled_from([0, 0, 0, 0, 16, 0x400, 0x800])),
        mapping_quality=draw(st.sampled_from([60, 60, 60, 20, 19, 0, 255])),
    )


@st.composite
def fragments(draw):
    """Reads, most of them in pairs; gaps in pairs only where both mates are alike."""
    reads = []
    for n in range(draw(st.integers(1, 8))):
        if draw(st.booleans()):
            reads.append(draw(random_reads(f"s{n}", gaps=True)))
            continue
        first = draw(random_reads("", gaps=False))
        second = draw(random_reads("", gaps=False))
        reads += pair(f"p{n}", first, second)
        if draw(st.integers(0, 9)) == 0:
            first.flag &= ~0x2
    return reads


@needs_samtools
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reads=fragments(), piece=st.sampled_from([400, 1500, 1 << 23]))
def test_any_reads_are_counted_as_samtools_counts_them(reads, piece, tmp_path_factory):
    path = write_bam(tmp_path_factory.mktemp("reads") / "a.bam", reads)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record_bytes, "PIECE", piece)
        compare(path, START, START + 130)


# --- what does not depend on how it is asked ------------------------------------------------------


@pytest.fixture(scope="module")
def deep(tmp_path_factory) -> Path:
    reads = []
    for n in range(400):
        first, second = plain("", n % 90), plain("", n % 90 + 30 + n % 7)
        if n % 10 == 0:
            first = changed(first, 40, other_base(first.bases[40]))
        reads += pair(f"m{n}", first, second)
    return write_bam(tmp_path_factory.mktemp("deep") / "a.bam", reads)


def every_base() -> list[Variant]:
    return [
        Variant(CONTIG, START + at + 1, GENOME.text[at], base)
        for at in range(180)
        for base in LETTERS
        if base != GENOME.text[at]
    ]


@pytest.mark.parametrize("processes", [2, 4])
def test_processes_do_not_change_the_counts(processes: int, deep: Path, monkeypatch):
    monkeypatch.setattr(counting, "SMALL", 0)
    asked = [*every_base(), Variant(CONTIG, START + 30_000, "A", "C")]
    alone = count_alleles(opened(deep), asked, **QUALITIES, processes=1)
    assert count_alleles(opened(deep), asked, **QUALITIES, processes=processes) == alone
    assert any(count.alt for count in alone)


@pytest.mark.parametrize("piece", [700, 5_000, 60_000])
def test_pieces_do_not_change_the_counts(piece: int, deep: Path, monkeypatch):
    whole = count_alleles(opened(deep), every_base(), **QUALITIES, processes=1)
    monkeypatch.setattr(record_bytes, "PIECE", piece)
    assert count_alleles(opened(deep), every_base(), **QUALITIES, processes=1) == whole


def test_a_variant_is_counted_alike_alone_and_among_others(deep: Path):
    asked = every_base()
    together = count_alleles(opened(deep), asked, **QUALITIES)
    for at in range(0, len(asked), 37):
        assert count_alleles(opened(deep), [asked[at]], **QUALITIES)[0] == together[at]


def test_order_and_repetition_of_variants_do_not_matter(deep: Path):
    asked = every_base()
    straight = count_alleles(opened(deep), asked, **QUALITIES)
    turned = count_alleles(opened(deep), [*reversed(asked), asked[0]], **QUALITIES)
    assert turned[:-1] == tuple(reversed(straight))
    assert turned[-1] == straight[0]


def test_three_changes_of_one_base_share_a_depth(deep: Path):
    counts = count_alleles(opened(deep), every_base(), **QUALITIES)
    for at in range(0, len(counts), 3):
        three = counts[at : at + 3]
        assert len({(count.depth, count.ref, count.low_quality) for count in three}) == 1
        assert three[0].ref + sum(count.alt for count in three) <= three[0].depth


def test_low_quality_counts_fragments_none_of_whose_bases_pass(tmp_path: Path):
    reads = [
        *pair("both", plain("", 10, quality=5), plain("", 20, quality=5)),
        *pair("one", plain("", 10, quality=5, mapping_quality=0), plain("", 20)),
        plain("unmapped", 10, mapping_quality=3),
        plain("good", 10),
        plain("duplicate", 10, flag=0x400, quality=2),
    ]
    at = 30
    asked = Variant(CONTIG, START + at + 1, GENOME.text[at], other_base(GENOME.text[at]))
    (count,) = count_alleles(opened(write_bam(tmp_path / "a.bam", reads)), [asked], **QUALITIES)
    assert (count.ref, count.depth, count.low_quality) == (2, 2, 2)


# --- depth ----------------------------------------------------------------------------------------


def test_depth_is_told_of_every_base_asked_and_of_no_other(deep: Path):
    places = [
        Interval(CONTIG, START + 100, START + 140),
        Interval(CONTIG, START + 20, START + 50),
        Interval(CONTIG, START + 40, START + 60),
        Interval(CONTIG, START + 5_000, START + 5_010),
        Interval("chr17", 7_676_000, 7_676_003),
    ]
    source = depth_at(opened(deep), places, **QUALITIES, number=4)
    assert (source.kind, source.unit, source.number) == (
        CoverageKind.ALIGNMENTS,
        DepthUnit.FRAGMENTS,
        4,
    )
    assert source.is_exhaustive
    told = {
        (contig, at): run.depth
        for contig, runs in source.runs.items()
        for run in runs
        for at in range(run.interval.start, run.interval.end)
    }
    assert set(told) == {
        (place.contig, at) for place in places for at in range(place.start, place.end)
    }
    assert {told[CONTIG, at] for at in range(START + 5_000, START + 5_010)} == {0}
    assert told["chr17", 7_676_001] == 0
    for at in range(START + 100, START + 140):
        base = GENOME.text[at - START]
        variant = Variant(CONTIG, at + 1, base, other_base(base))
        assert told[CONTIG, at] == count_alleles(opened(deep), [variant], **QUALITIES)[0].depth


def test_runs_of_depth_are_sorted_and_apart(deep: Path):
    source = depth_at(opened(deep), [Interval(CONTIG, START, START + 500)], **QUALITIES)
    runs = source.runs[CONTIG]
    assert all(a.interval.end == b.interval.start for a, b in pairwise(runs))
    assert all(a.depth != b.depth for a, b in pairwise(runs))
