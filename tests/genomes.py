"""A whole reference of true contig lengths, in seconds: known bases in place, invented ones beside.

A reference FASTA is three gigabytes that no test can carry. This one has every contig in its true
length, compressed with bgzip: outside the panel the same block of ``N`` again and again, inside it
what the package knows, and what it does not know invented so that every transcript holds: bases
that agree with all codons that lie on them, ATG, one stop at the end, and random introns.
"""

from __future__ import annotations

import random
import struct
import zlib
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from hccgenomics.model.codons import CODON, STOP, translate
from hccgenomics.model.genome import Interval, reverse_complement

if TYPE_CHECKING:
    from hccgenomics.knowledge.transcripts import PanelModels

BLOCK = 65_280
"""Bases in one block of the file."""
_HEAD = b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0"
_END = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
_COMPLEMENT = dict(zip("ACGT", "TGCA", strict=True))
_SENSE = {c: translate(c) for c in map("".join, product("ACGT", repeat=CODON))}


def deflated(data: bytes) -> bytes:
    """One BGZF block."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    body = packer.compress(data) + packer.flush()
    size = len(_HEAD) + 2 + len(body) + 8
    return b"".join(
        (_HEAD, struct.pack("<H", size - 1), body, struct.pack("<II", zlib.crc32(data), len(data)))
    )


_UNKNOWN = deflated(b"N" * BLOCK)


@dataclass
class Genome:
    """Bases of the panel's regions, by contig and start of region."""

    models: PanelModels
    regions: dict[str, list[tuple[int, bytearray]]]

    @classmethod
    def of(cls, models: PanelModels, *, seed: int = 1) -> Genome:
        """The panel, with everything unknown invented."""
        dice = random.Random(seed)  # noqa: S311 -- not for secrets: the same genome every time
        regions: dict[str, list[tuple[int, bytearray]]] = {}
        for region in models.regions:
            bases = bytearray(models.bases(region), "ascii")
            regions.setdefault(region.contig, []).append((region.start, bases))
        genome = cls(models, regions)
        for symbol in models.symbols:
            for transcript in models.gene(symbol).transcripts:
                genome._invent(transcript, dice)
        for found in regions.values():
            for _, bases in found:
                for at in range(len(bases)):
                    if bases[at] == ord("N"):
                        bases[at] = ord(dice.choice("ACGT"))
        return genome

    def get(self, contig: str, at: int) -> str:
        start, bases = self._region(contig, at)
        return chr(bases[at - start])

    def put(self, contig: str, at: int, base: str) -> None:
        start, bases = self._region(contig, at)
        bases[at - start] = ord(base)

    def bases(self, interval: Interval) -> str:
        start, bases = self._region(interval.contig, interval.start)
        return bases[interval.start - start : interval.end - start].decode()

    def coding(self, transcript) -> str:
        parts = (self.bases(part) for part in transcript.coding_segments)
        if transcript.strand > 0:
            return "".join(parts)
        return "".join(map(reverse_complement, parts))

    def _region(self, contig: str, at: int) -> tuple[int, bytearray]:
        return next(
            (start, bases)
            for start, bases in self.regions[contig]
            if start <= at < start + len(bases)
        )

    def _invent(self, transcript, dice) -> None:
        places = [
            at
            for part in transcript.coding_segments
            for at in range(part.start, part.end)[:: transcript.strand]
        ]
        total = len(places) // CODON
        protein = transcript.degenerate.protein if transcript.degenerate else "X" * total
        for number in range(total):
            triple = places[number * CODON : number * CODON + CODON]
            self._invent_codon(transcript, triple, number, (protein[number], total), dice)

    def _invent_codon(self, transcript, triple, number, told, dice) -> None:
        residue, total = told
        known = [self.get(transcript.contig, at) for at in triple]
        if transcript.strand < 0:
            known = [_COMPLEMENT.get(base, "N") for base in known]
        if "N" not in known:
            return
        fitting = [
            codon
            for codon, coded in _SENSE.items()
            if all(a in ("N", b) for a, b in zip(known, codon, strict=True))
            and residue in ("X", coded)
            and (coded == STOP) == (number == total - 1)
            and (number or codon == transcript.start_codon)
        ]
        for at, base in zip(triple, dice.choice(fitting), strict=True):
            forward = base if transcript.strand > 0 else _COMPLEMENT[base]
            self.put(transcript.contig, at, forward)

    def write(self, path: Path, *, prefix: str = "chr") -> Path:
        """The FASTA with both of its indexes."""
        index, starts, blocks = [], [], []
        compressed = uncompressed = 0

        def add(block: bytes, length: int) -> None:
            nonlocal compressed, uncompressed
            blocks.append(block)
            compressed, uncompressed = compressed + len(block), uncompressed + length
            starts.append(struct.pack("<QQ", compressed, uncompressed))

        for contig in self.models.contigs.contigs.values():
            name = contig.name.replace("chr", prefix, 1)
            heading = f">{name}\n".encode()
            add(deflated(heading), len(heading))
            index.append(
                f"{name}\t{contig.length}\t{uncompressed}\t{contig.length}\t{contig.length + 1}\n"
            )
            for at in range(0, contig.length, BLOCK):
                size = min(BLOCK, contig.length - at)
                text = self._block(contig.name, at, size)
                add(_UNKNOWN if text is None else deflated(text), size)
            add(deflated(b"\n"), 1)
        path.write_bytes(b"".join([*blocks, _END]))
        Path(f"{path}.fai").write_text("".join(index))
        Path(f"{path}.gzi").write_bytes(struct.pack("<Q", len(starts)) + b"".join(starts))
        return path

    def _block(self, contig: str, at: int, size: int) -> bytes | None:
        """The text of one block; ``None`` for a full one without a known base."""
        touching = [
            (start, bases)
            for start, bases in self.regions.get(contig, ())
            if start < at + size and at < start + len(bases)
        ]
        if not touching and size == BLOCK:
            return None
        text = bytearray(b"N" * size)
        for start, bases in touching:
            first, beyond = max(start, at), min(start + len(bases), at + size)
            text[first - at : beyond - at] = bases[first - start : beyond - start]
        return bytes(text)
