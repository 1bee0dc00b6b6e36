"""1,000 known variants counted in a BAM of 30,000-fold depth, against `samtools mpileup`.

    python -m benchmarks.pileup [--layout panel] [--depth 30000] [--processes 4] [--no-samtools]

The BAM is made on first use, from a fixed seed, in the folder of temporary files: pairs of 150
bases, whose mates overlap, over a panel of 60 kb (``panel``) or over 1,000 places far from each
other (``scattered``). Nine in ten of the variants change one base, the others insert or delete.
Exit status 1 if four processes take longer than 20 seconds, or one of them more than 300 MB, or if
a count of one base is not that of samtools.
"""

from __future__ import annotations

import argparse
import os
import struct
import subprocess
import sys
import tempfile
import zlib
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from benchmarks.measure import Command, run_once
from hccgenomics.model.variant import Variant

if TYPE_CHECKING:
    from collections.abc import Iterator

READ: Final = 150
INSERT: Final = 220
SITES: Final = 1000
CONTIG: Final = "chr5"
LENGTH: Final = 181_538_259
BEGIN: Final = 1_200_000
PANEL: Final = 60_000
APART: Final = 20_000
BLOCK: Final = 65_280
MOST_SECONDS: Final = 20.0
MOST_MIB: Final = 300 * 1e6 / 2**20
TOLD: Final = "counts of one base that differ from samtools:"
_CODES: Final = np.array([1, 2, 4, 8], dtype=np.uint8)
_QUALITIES: Final = np.array([37] * 12 + [25, 25, 11, 2], dtype=np.uint8)
_END: Final = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")

RECORD: Final = np.dtype(
    [
        *(("size", "<i4"), ("target", "<i4"), ("pos", "<i4"), ("name_length", "u1")),
        *(("mapq", "u1"), ("bin", "<u2"), ("operations", "<u2"), ("flag", "<u2")),
        *(("length", "<i4"), ("mate_target", "<i4"), ("mate_pos", "<i4"), ("template", "<i4")),
        *(("name", "u1", 28), ("cigar", "<u4"), ("bases", "u1", READ // 2)),
        *(("quality", "u1", READ), ("aux", "u1", 11)),
    ]
)


def reference() -> np.ndarray:
    """The bases of the part of the contig that reads lie on, as codes of two bits."""
    size = SITES * APART + 2 * PANEL
    return np.random.default_rng(7).integers(0, 4, size=size, dtype=np.uint8)


def variants(layout: str) -> list[Variant]:
    """One every 60 bases, or every 20,000: nine changes of a base for each indel."""
    bases, step = reference(), PANEL // SITES if layout == "panel" else APART
    letters, found = "ACGT", []
    for n in range(SITES):
        at = INSERT + n * step
        ref = letters[bases[at]]
        if n % 10:
            found.append(Variant(CONTIG, BEGIN + at + 1, ref, letters[(bases[at] + 1) % 4]))
        elif n % 20:
            found.append(Variant(CONTIG, BEGIN + at + 1, ref, ref + "ACG"))
        else:
            gone = "".join(letters[b] for b in bases[at : at + 4])
            found.append(Variant(CONTIG, BEGIN + at + 1, gone, ref))
    return found


def _starts(layout: str, depth: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Where fragments begin, by chunk, in order."""
    if layout == "panel":
        span = 500
        for begin in range(0, PANEL + INSERT, span):
            yield np.sort(rng.integers(begin, begin + span, size=depth * span // (2 * READ)))
        return
    for n in range(SITES):
        site = INSERT + n * APART
        yield np.sort(rng.integers(site - READ + 1, site + 1, size=depth))


def _chunk(starts: np.ndarray, first: int, bases: np.ndarray, rng: np.random.Generator) -> bytes:
    """The records of fragments, both mates, in the order of the file."""
    number = len(starts)
    pos = np.concatenate([starts, starts + INSERT - READ])
    fragment = np.tile(np.arange(number), 2)
    order = np.argsort(pos, kind="stable")
    pos, fragment, is_second = pos[order], fragment[order], order >= number
    rows = np.zeros(2 * number, dtype=RECORD)
    rows["size"] = RECORD.itemsize - 4
    rows["pos"], rows["mate_pos"] = (
        BEGIN + pos,
        BEGIN + np.where(is_second, pos - (INSERT - READ), pos + INSERT - READ),
    )
    rows["name_length"], rows["mapq"], rows["bin"], rows["operations"] = 28, 60, 4681, 1
    rows["flag"] = np.where(is_second, 147, 99)
    rows["length"], rows["template"] = READ, np.where(is_second, -INSERT, INSERT)
    rows["name"] = _names(first + fragment)
    rows["cigar"] = READ << 4
    codes = bases[pos[:, None] + np.arange(READ)]
    wrong = rng.integers(0, codes.size, size=codes.size // 500)
    codes.reshape(-1)[wrong] = rng.integers(0, 4, size=len(wrong))
    codes = _CODES[codes]
    rows["bases"] = (codes[:, ::2] << 4) | codes[:, 1::2]
    rows["quality"] = _QUALITIES[rng.integers(0, len(_QUALITIES), size=(2 * number, READ))]
    rows["aux"] = np.frombuffer(b"NMC\x00RGZrg1\x00", dtype=np.uint8)
    return rows.tobytes()


def _names(numbers: np.ndarray) -> np.ndarray:
    digits = (numbers[:, None] // 10 ** np.arange(10, -1, -1)) % 10 + ord("0")
    head = np.frombuffer(b"A00123:45:HX:1:", dtype=np.uint8)
    rows = np.zeros((len(numbers), 28), dtype=np.uint8)
    rows[:, : len(head)] = head
    rows[:, len(head) : len(head) + 11] = digits
    rows[:, 26] = ord("x")
    return rows


def _packed(data: bytes) -> bytes:
    """BGZF blocks of these bytes, quickly rather than tightly."""
    blocks = []
    for at in range(0, len(data), BLOCK):
        piece = data[at : at + BLOCK]
        squeeze = zlib.compressobj(1, zlib.DEFLATED, -15)
        inside = squeeze.compress(piece) + squeeze.flush()
        head = struct.pack("<4BI2BH2B2H", 31, 139, 8, 4, 0, 0, 255, 6, 66, 67, 2, len(inside) + 25)
        blocks.append(head + inside + struct.pack("<II", zlib.crc32(piece), len(piece)))
    return b"".join(blocks)


def _made(work: tuple[np.ndarray, int, int]) -> bytes:
    starts, first, seed = work
    return _packed(_chunk(starts, first, reference_once(), np.random.default_rng(seed)))


_KEPT: list[np.ndarray] = []


def reference_once() -> np.ndarray:
    """The reference, made once in each process."""
    if not _KEPT:
        _KEPT.append(reference())
    return _KEPT[0]


def write_bam(path: Path, layout: str, depth: int) -> None:
    """A BAM and its index."""
    rng = np.random.default_rng(11)
    text = f"@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:{CONTIG}\tLN:{LENGTH}\n@RG\tID:rg1\tSM:bench\n"
    name = CONTIG.encode() + b"\0"
    head = b"BAM\x01" + struct.pack("<i", len(text)) + text.encode()
    head += struct.pack("<ii", 1, len(name)) + name + struct.pack("<i", LENGTH)
    partial = path.with_suffix(".partial")
    with partial.open("wb") as out, get_context("fork").Pool(4) as pool:
        out.write(_packed(head))
        for piece in pool.imap(_made, _work(layout, depth, rng)):
            out.write(piece)
        out.write(_END)
    subprocess.run(["samtools", "sort", "-l1", "-@3", "-m400M", "-o", path, partial], check=True)
    partial.unlink()
    subprocess.run(["samtools", "index", "-@3", path], check=True)


def _work(
    layout: str, depth: int, rng: np.random.Generator
) -> Iterator[tuple[np.ndarray, int, int]]:
    first = 0
    for seed, starts in enumerate(_starts(layout, depth, rng)):
        for piece in np.array_split(starts, max(1, len(starts) // 50_000)):
            yield piece, first, seed * 1000 + first % 997
            first += len(piece)


def made(layout: str, depth: int) -> Path:
    """The BAM of a layout, made if it is not there yet."""
    folder = Path(tempfile.gettempdir()) / "hccgenomics-bench"
    folder.mkdir(exist_ok=True)
    path = folder / f"pileup_{layout}_{depth}.bam"
    if not Path(f"{path}.bai").is_file():
        write_bam(path, layout, depth)
    return path


COUNT: Final = """
import sys
from pathlib import Path
from benchmarks.pileup import variants
from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.readers.alignments import count_alleles, open_alignments
from hccgenomics.vocabulary import Assembly
path, layout, processes = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
contigs = load_assemblies()[Assembly.GRCH38]
asked = variants(layout)
alignments = open_alignments(path, fasta=None, contigs=contigs)
found = count_alleles(
    alignments, asked, min_base_quality=20, min_mapping_quality=20, processes=processes
)
for variant, count in zip(asked, found):
    print(variant.pos, variant.ref, variant.alt, count.ref, count.alt, count.depth, sep="\\t")
"""


def main() -> int:
    """Run both and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--layout", choices=("panel", "scattered"), default="panel")
    parser.add_argument("--depth", type=int, default=30_000)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--no-samtools", action="store_true")
    options = parser.parse_args()
    path = made(options.layout, options.depth)
    ours, theirs = path.with_suffix(".ours"), path.with_suffix(".samtools")
    bed = path.with_suffix(".bed")
    asked = [v for v in variants(options.layout) if v.is_snv]
    bed.write_text("".join(f"{CONTIG}\t{v.pos - 1}\t{v.pos}\n" for v in asked))
    words = (sys.executable, "-c", COUNT, str(path), options.layout, str(options.processes))
    commands = [Command("hccgenomics", words, ours)]
    if not options.no_samtools:
        mpileup = ("samtools", "mpileup", "-B", "-q20", "-Q20", "-d0", "-l", str(bed), str(path))
        commands.append(Command("samtools", mpileup, theirs))
    os.environ["PYTHONPATH"] = str(Path.cwd())
    timings = {command.title: run_once(command) for command in commands}
    for title, timing in timings.items():
        of = f"{timing.wall:7.1f} s  {timing.cpu:7.1f} s of processors  {timing.peak_mib:5.0f} MiB"
        print(f"{title:12} {of} in the largest process")
    differing = 0 if options.no_samtools else _differing(ours, theirs)
    print(TOLD, differing)
    mine = timings["hccgenomics"]
    return int(mine.wall > MOST_SECONDS or mine.peak_mib > MOST_MIB or differing > 0)


def _differing(ours: Path, theirs: Path) -> int:
    """How many counts of a single base are not those of samtools."""
    columns = {}
    with theirs.open() as lines:
        for line in lines:
            _, pos, _, depth, bases, _ = line.split("\t")
            columns[int(pos)] = (int(depth), bases.upper())
    differing = 0
    for line in ours.read_text().splitlines():
        pos, ref, alt, of_ref, of_alt, depth = line.split("\t")
        if len(ref) == len(alt) == 1:
            told, bases = columns[int(pos)]
            same = (bases.count(ref), bases.count(alt), told)
            differing += same != (int(of_ref), int(of_alt), int(depth))
    return differing


if __name__ == "__main__":
    sys.exit(main())
