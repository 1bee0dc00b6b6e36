"""BAM files for tests of what is made of counts: single reads over places, with what each carries.

How fragments are counted is tested elsewhere; here every read counts as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pysam

from hccgenomics.model.genome import Interval

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.model.variant import Variant

BEFORE, BEHIND = 60, 60


def write_bam(path: Path, models, carried, *, sample: str = "S1") -> Path:
    """``carried``: rows of (variant, reads with it, reads without), each place by itself."""
    contigs = list(models.contigs.contigs.values())
    header = {
        "HD": {"VN": "1.6", "SO": "coordinate"},
        "SQ": [{"SN": contig.name, "LN": contig.length} for contig in contigs],
        "RG": [{"ID": "1", "SM": sample}],
    }
    order = {contig.name: at for at, contig in enumerate(contigs)}
    rows = sorted(carried, key=lambda row: (order[row[0].contig], row[0].pos))
    with pysam.AlignmentFile(str(path), "wb", header=header) as file:
        number = 0
        for variant, with_it, without in rows:
            for is_alt in [True] * with_it + [False] * without:
                number += 1
                file.write(_read(file.header, models, variant, is_alt=is_alt, number=number))
    pysam.sort("-o", str(path), str(path))
    pysam.index(str(path))
    return path


def _read(header, models, variant: Variant, *, is_alt: bool, number: int):
    start = variant.pos - 1 - BEFORE
    end = variant.pos - 1 + len(variant.ref)
    bases = models.bases(Interval(variant.contig, start, end + BEHIND)).replace("N", "A")
    middle = variant.alt if is_alt else variant.ref
    read = pysam.AlignedSegment(header)
    read.query_name = f"r{number}"
    read.reference_id = header.get_tid(variant.contig)
    read.reference_start = start
    read.mapping_quality = 60
    read.flag = 16 if number % 2 else 0
    read.query_sequence = bases[:BEFORE] + middle + bases[BEFORE + len(variant.ref) :]
    read.query_qualities = pysam.qualitystring_to_array("I" * len(read.query_sequence))
    read.cigartuples = _cigar(variant, is_alt=is_alt)
    read.set_tag("RG", "1")
    return read


def _cigar(variant: Variant, *, is_alt: bool) -> list[tuple[int, int]]:
    grown = len(variant.alt) - len(variant.ref) if is_alt else 0
    whole = BEFORE + len(variant.ref) + BEHIND
    if not grown:
        return [(0, whole)]
    kind, length = (1, grown) if grown > 0 else (2, -grown)
    behind = whole - BEFORE - 1 - (length if grown < 0 else 0)
    return [(0, BEFORE + 1), (kind, length), (0, behind)]
