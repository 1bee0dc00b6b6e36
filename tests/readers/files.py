"""Small VCFs and a small panel, made up on the spot."""

from __future__ import annotations

import gzip
import hashlib
import struct
import zlib
from dataclasses import dataclass

from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.model.genome import AssemblyContigs, Interval
from hccgenomics.readers.calls import ReadRequest, read_small_variants
from hccgenomics.vocabulary import Assembly

CONTIGS = load_assemblies()
TERT = {
    Assembly.GRCH37: Interval("chr5", 1_295_000, 1_295_400),
    Assembly.GRCH38: Interval("chr5", 1_294_900, 1_295_300),
}
"""Where the made-up panel looks; the two overlap, as they do in life."""
TP53 = {
    Assembly.GRCH37: Interval("chr17", 7_577_000, 7_578_000),
    Assembly.GRCH38: Interval("chr17", 7_674_000, 7_675_000),
}
EOF_BLOCK = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")


@dataclass(frozen=True)
class FakePanel:
    """Two stretches whose bases follow from their place, differently on each assembly."""

    assembly: Assembly

    @property
    def contigs(self) -> AssemblyContigs:
        return CONTIGS[self.assembly]

    @property
    def regions(self) -> tuple[Interval, ...]:
        return tuple(sorted((TERT[self.assembly], TP53[self.assembly])))

    def bases(self, interval: Interval) -> str:
        return "".join(self._base(interval.contig, n) for n in range(interval.start, interval.end))

    def is_provisional(self, interval: Interval) -> bool:
        return False

    def _base(self, contig: str, start: int) -> str:
        known = any(region.overlaps(Interval(contig, start, start + 1)) for region in self.regions)
        salt = f"{self.assembly}{contig}{start}".encode()
        return "ACGT"[hashlib.sha256(salt).digest()[0] % 4] if known else "N"


PANELS = {assembly: FakePanel(assembly) for assembly in Assembly}


def ref(assembly: Assembly, contig: str, pos: int, length: int = 1) -> str:
    return PANELS[assembly].bases(Interval.at(contig, pos=pos, length=length))


def other_than(base: str) -> str:
    return next(b for b in "ACGT" if b != base)


def vcf(
    *records: str,
    meta: tuple[str, ...] = ("fileformat=VCFv4.2",),
    samples: tuple[str, ...] = (),
) -> bytes:
    """Text of a VCF; records are written with spaces for tabs."""
    columns = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO"]
    if samples:
        columns += ["FORMAT", *samples]
    lines = [*(f"##{line}" for line in meta), "\t".join(columns)]
    lines += ["\t".join(record.split(" ")) for record in records]
    return ("\n".join(lines) + "\n").encode()


def snv(assembly: Assembly, pos: int, contig: str = "chr5", rest: str = ". PASS .") -> str:
    """A record whose REF agrees with the panel."""
    base = ref(assembly, {"5": "chr5", "17": "chr17"}.get(contig, contig), pos)
    return f"{contig} {pos} . {base} {other_than(base)} {rest}"


def lengths(assembly: Assembly, *names: str) -> tuple[str, ...]:
    """Contig lines with the lengths of an assembly."""
    known = CONTIGS[assembly].contigs
    return tuple(f"contig=<ID={name},length={known[name].length}>" for name in names or ("chr5",))


def bgzf(text: bytes, *, block: int = 60, end: bytes = EOF_BLOCK) -> bytes:
    """BGZF in blocks far smaller than usual, so that small files have many."""
    parts = [text[i : i + block] for i in range(0, len(text), block)]
    return b"".join(map(_block, parts)) + end


def _block(text: bytes) -> bytes:
    raw = zlib.compressobj(wbits=-15)
    data = raw.compress(text) + raw.flush()
    start = b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0"
    size = len(start) + 2 + len(data) + 8
    trailer = struct.pack("<II", zlib.crc32(text), len(text))
    return start + struct.pack("<H", size - 1) + data + trailer


def gz(text: bytes) -> bytes:
    return gzip.compress(text, mtime=0)


def read(tmp_path, content: bytes, name: str = "tumour.vcf", panels=PANELS, **request):
    """What is read of a file with this content."""
    path = tmp_path / name
    path.write_bytes(content)
    return read_small_variants(ReadRequest((path,), **request), panels)
