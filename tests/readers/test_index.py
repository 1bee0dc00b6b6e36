"""Through an index a file says the same as read whole, and a bad index is found out."""

from __future__ import annotations

import contextlib
import os
import shutil
import struct
from dataclasses import replace
from pathlib import Path

import pysam
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hccgenomics.errors import InputError
from hccgenomics.readers.calls import ReadRequest, read_small_variants
from hccgenomics.readers.index import IndexFaultError, parse_index
from hccgenomics.readers.indexed import MARGIN, index_facts
from hccgenomics.vocabulary import Assembly, DropReason
from tests.readers.files import CONTIGS, PANELS, TERT, TP53, bgzf, lengths, ref, vcf

G37, G38 = Assembly.GRCH37, Assembly.GRCH38
KINDS = ("tbi", "csi", "bcf")
STYLES = {
    "UCSC": lambda name, _: name,
    "Ensembl": lambda name, _: name.removeprefix("chr"),
    "RefSeq": lambda name, assembly: CONTIGS[assembly].contigs[name].refseq,
}
META = (
    "fileformat=VCFv4.2",
    "FILTER=<ID=PASS,Description=x>",
    "INFO=<ID=END,Number=1,Type=Integer,Description=x>",
    "INFO=<ID=SVTYPE,Number=1,Type=String,Description=x>",
    "FORMAT=<ID=GT,Number=1,Type=String,Description=x>",
    "FORMAT=<ID=AD,Number=R,Type=Integer,Description=x>",
    "ALT=<ID=DEL,Description=x>",
    "ALT=<ID=NON_REF,Description=x>",
)
SVLEN = "INFO=<ID=SVLEN,Number=.,Type=Integer,Description=x>"
ELSEWHERE = ("chr1", "chr2", "chrX", "chrUn_KI270302v1", "HLA-A*01:01:01:01")


@contextlib.contextmanager
def indexed(folder: Path, text: bytes, kind: str, *, block: int = 200):
    """The text packed and indexed by htslib, and the same file where no index lies beside it."""
    plain, alone = folder / "plain.vcf", folder / "alone"
    alone.mkdir(exist_ok=True)
    plain.write_bytes(text)
    path = folder / ("x.bcf" if kind == "bcf" else "x.vcf.gz")
    for old in folder.glob("x.*"):
        old.unlink()
    if kind == "bcf":
        _write_bcf(plain, path)
        pysam.tabix_index(str(path), preset="bcf", force=True)
    else:
        path.write_bytes(bgzf(text, block=block))
        pysam.tabix_index(str(path), preset="vcf", force=True, csi=kind == "csi")
    shutil.copyfile(path, alone / path.name)
    yield path, alone / path.name


def _write_bcf(plain: Path, path: Path) -> None:
    with (
        pysam.VariantFile(str(plain)) as records,
        pysam.VariantFile(str(path), "wb", header=records.header) as out,
    ):
        for record in records:
            out.write(record)


def read(path: Path, **options):
    return read_small_variants(ReadRequest((path,), **options), PANELS)


def _read_or_refuse(path: Path, **options):
    try:
        return read(path, **options)
    except InputError as error:
        return error.sentence


def without_files(found):
    return replace(found, files=())


def same(path: Path, alone: Path, **options) -> bool | None:
    """Check that both say the same; whether the first was read through the index."""
    whole, near = (_read_or_refuse(file, **options) for file in (alone, path))
    if isinstance(whole, str) or isinstance(near, str):
        assert near == whole.replace(str(alone), str(path))
        return None
    assert without_files(near) == without_files(whole)
    (theirs,), (ours,) = whole.files, near.files
    assert replace(ours, read_through_index=False) == theirs
    return ours.read_through_index


# --- files drawn at random ------------------------------------------------------------------------


@st.composite
def records(draw, assembly: Assembly, *, with_svlen: bool) -> tuple[int, str]:
    """One record on a contig of the panel: where it begins, and the text behind the contig."""
    region = draw(st.sampled_from((TERT, TP53)))[assembly]
    before = draw(st.sampled_from((0, 1, 30, 700, MARGIN - 1, MARGIN + 1, 300_000)))
    pos = draw(st.integers(region.start + 1 - before, region.end + 2))
    base = ref(assembly, region.contig, pos)
    base = base if base != "N" else draw(st.sampled_from("ACGT"))
    reach = draw(st.sampled_from((1, 60, before or 1, before + 90, 900_000)))
    forms = {
        "snv": (base, draw(st.sampled_from("ACGT".replace(base, ""))), "."),
        "several": (base, f"{base}TT,{base}CA", "."),
        "deletion": (base + "A" * min(reach, 2000), base, "."),
        "long deletion": (base + "A" * draw(st.integers(1, 40_000)), base, "."),
        "block": (base, "<NON_REF>", f"END={pos + reach}"),
        "missing": (base, ".", f"END={pos + reach}"),
        "symbolic": (base, "<DEL>", f"SVTYPE=DEL;END={pos + reach}"),
        "short END": (base + "A" * min(reach, 2000), base, f"END={pos}"),
        "no END": (base, "<DEL>", f"SVTYPE=DEL;SVLEN=-{reach}" if with_svlen else "SVTYPE=DEL"),
        "spanning": (base, "*", "."),
    }
    first, alts, info = forms[draw(st.sampled_from(sorted(forms)))]
    counts = ",".join(["30"] * (2 + alts.count(",")))
    return region.contig, pos, f". {first} {alts} . PASS {info} GT:AD 0/1:{counts}"


@st.composite
def files(draw) -> tuple[bytes, Assembly]:
    """A sorted VCF of records on, before and beyond the panel, on contigs spelled in one way."""
    assembly, style = draw(st.sampled_from((G37, G38))), draw(st.sampled_from(sorted(STYLES)))
    with_svlen = draw(st.booleans())
    found = draw(st.lists(records(assembly, with_svlen=with_svlen), max_size=8))
    for contig in ELSEWHERE:
        places = draw(st.lists(st.integers(1, 200_000_000), max_size=3))
        found += [(contig, pos, ". A C . PASS . GT:AD 0/1:5,5") for pos in places]
    order = draw(st.permutations([*ELSEWHERE, "chr3", "chr5", "chr17"]))
    named = {c: STYLES[style](c, assembly) if c in CONTIGS[assembly].contigs else c for c in order}
    sizes = {c: f",length={CONTIGS[assembly].contigs[c].length}" for c in CONTIGS[assembly].contigs}
    meta = [*META, *([SVLEN] if with_svlen else [])]
    meta += [f"contig=<ID={named[c]}{sizes.get(c, '')}>" for c in order]
    found.sort(key=lambda record: (order.index(record[0]), record[1]))
    lines = [f"{named[contig]} {pos} {rest}" for contig, pos, rest in found]
    return vcf(*lines, meta=tuple(meta), samples=("TUMOUR",)), assembly


@pytest.mark.parametrize("kind", KINDS)
@given(files(), st.sampled_from((120, 900, 60_000)))
@settings(max_examples=80, deadline=None)
def test_through_an_index_a_file_says_the_same(tmp_path_factory, kind, drawn, block):
    text, assembly = drawn
    folder = tmp_path_factory.mktemp("drawn")

    with indexed(folder, text, kind, block=block) as (path, alone):
        used = same(path, alone, assembly=assembly)

    assert used in {None, b"ID=SVLEN" not in text}


# --- places that an index puts elsewhere ----------------------------------------------------------


def one(contig: str, pos: int, rest: str, *more: str) -> bytes:
    """A file of one record, and a few others around it."""
    lines = [f"chr1 {n} . A C . PASS . GT:AD 0/1:5,5" for n in (5, 600_000)]
    lines += [f"{contig} {pos} {rest} GT:AD 0/1:5,5", "chr17 90000000 . A C . PASS . GT:AD 0/1:5,5"]
    meta = (*META, *more, *lengths(G38, "chr1", "chr5", "chr17"))
    return vcf(*lines, meta=meta, samples=("TUMOUR",))


FIRST = TERT[G38].start + 1
REACHING = {
    "a deletion that begins before the gene": (FIRST - 30, f". {'A' * 40} A . PASS ."),
    "a deletion longer than many bins": (FIRST - 30_000, f". {'A' * 30_040} A . PASS ."),
    "a block that begins far before": (FIRST - 900_000, f". A <NON_REF> . PASS END={FIRST}"),
    "a block without an allele": (FIRST - 900_000, f". A . . PASS END={FIRST}"),
    "a symbolic deletion": (FIRST - 900_000, f". A <DEL> . PASS SVTYPE=DEL;END={FIRST + 9}"),
    "an END that REF contradicts": (FIRST - 30, f". {'A' * 40} A . PASS END={FIRST - 30}"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("what", REACHING)
def test_a_record_that_reaches_the_panel_is_read(tmp_path, kind, what):
    pos, rest = REACHING[what]

    with indexed(tmp_path, one("chr5", pos, rest), kind) as (path, alone):
        assert same(path, alone, assembly=G38)

        found = read(path, assembly=G38)
    assert found.tally.dropped[DropReason.OUTSIDE_PANEL] == 3


@pytest.mark.parametrize("kind", KINDS)
def test_with_a_length_in_place_of_an_end_the_file_is_read_whole(tmp_path, kind):
    rest = ". A <DEL> . PASS SVTYPE=DEL;SVLEN=-900000"
    text = one("chr5", FIRST - 800_000, rest, SVLEN)

    with indexed(tmp_path, text, kind) as (path, alone):
        assert same(path, alone, assembly=G38) is False
        assert read(path, assembly=G38).tally.dropped[DropReason.OUTSIDE_PANEL] == 3


def test_annotation_that_may_name_genes_elsewhere_makes_the_file_read_whole(tmp_path):
    ann = "INFO=<ID=ANN,Number=.,Type=String,Description=\"Functional annotations: 'Allele | " + (
        "Annotation | Annotation_Impact | Gene_Name | Gene_ID | Feature_Type | Feature_ID'\">"
    )
    text = one("chr5", FIRST, ". A C . PASS .", ann.replace(" ", "_"))
    text = text.replace(b"Functional_annotations:_", b"Functional annotations: ")

    with indexed(tmp_path, text.replace(b"_|_", b" | "), "tbi") as (path, alone):
        genes = frozenset({"KMT2D"})
        assert same(path, alone, assembly=G38, watched_genes=genes) is False


def test_faults_far_from_the_panel_are_not_seen_through_an_index(tmp_path):
    text = one("chr5", FIRST, ". A C . PASS .").replace(b"chr1\t5\t.\tA\tC", b"chr1\t5\t.\t?\t?")

    with indexed(tmp_path, text, "tbi") as (path, alone):
        assert same(path, alone, assembly=G38)


def test_a_fault_in_the_panel_is_named_by_its_line(tmp_path):
    text = one("chr5", FIRST, ". A C . PASS .\textra")

    with indexed(tmp_path, text, "tbi") as (path, _), pytest.raises(InputError) as caught:
        read(path, assembly=G38)
    assert caught.value.line == 1 + text[: text.index(b"chr5\t")].count(b"\n")


def test_what_is_read_of_a_damaged_block_is_refused(tmp_path):
    with indexed(tmp_path, one("chr5", FIRST, ". A C . PASS ."), "tbi") as (path, _):
        packed = bytearray(path.read_bytes())
        packed[-70] ^= 0x55
        _replace(path, bytes(packed))

        with pytest.raises(InputError, match="damaged"):
            read(path, assembly=G38)


# --- indexes that cannot be relied on -------------------------------------------------------------

TEXT = one("chr5", FIRST, ". A C . PASS .")
OTHER = TEXT.replace(b"chr1\t5\t", b"chr1\t400\t")


def _replace(path: Path, content: bytes) -> None:
    """New content with the old date, as a careless copy leaves it."""
    before = path.stat()
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _beside(path: Path) -> Path:
    return next(path.parent.glob(f"{path.name}.*i"))


def _age(path: Path, folder: Path) -> None:
    os.utime(_beside(path), (0, 0))


def _rewrite(path: Path, folder: Path) -> None:
    _replace(path, bgzf(OTHER, block=200))


def _append(path: Path, folder: Path) -> None:
    _replace(
        path, bgzf(TEXT + b"chr17\t90000001\t.\tA\tC\t.\tPASS\t.\tGT:AD\t0/1:5,5\n", block=200)
    )


def _swap_names(path: Path, folder: Path) -> None:
    """Another genome's contigs, block for block as long as before."""
    _repack(path, lambda data: data.replace(b"chr5\0", b"chr6\0"))


def _forget_counts(path: Path, folder: Path) -> None:
    """As GATK's library writes an index: the bin that counts is left out."""
    counting = struct.Struct("<Ii4Q")

    def without(data: bytes) -> bytes:
        at = data.find(struct.pack("<Ii", 37450, 2))
        while at >= 0:
            data = data[:at] + data[at + counting.size :]
            at = data.find(struct.pack("<Ii", 37450, 2))
        names = struct.unpack_from("<i", data, 32)[0]
        fewer, at = bytearray(data), 36 + names
        while at < len(data):
            (bins,) = struct.unpack_from("<i", data, at)
            struct.pack_into("<i", fewer, at, bins - 1)
            at += 4
            for _ in range(bins - 1):
                at += 8 + 16 * struct.unpack_from("<Ii", data, at)[1]
            at += 4 + 8 * struct.unpack_from("<i", data, at)[0]
            if at + 8 >= len(data):
                break
        return bytes(fewer)

    _repack(path, without)


def _repack(path: Path, change) -> None:
    beside = _beside(path)
    with pysam.BGZFile(str(beside)) as file:
        data = file.read()
    beside.write_bytes(bgzf(change(data), block=60_000))


def _as_bed(path: Path, folder: Path) -> None:
    bed = folder / "bed.gz"
    bed.write_bytes(bgzf(b"chr1\t4\t5\nchr5\t1294900\t1295300\nchr17\t1\t90000000\n"))
    pysam.tabix_index(str(bed), preset="bed", force=True)
    shutil.copyfile(f"{bed}.tbi", _beside(path))


def _cut_in_half(path: Path, folder: Path) -> None:
    _beside(path).write_bytes(_beside(path).read_bytes()[:40])


def _cut_inside(path: Path, folder: Path) -> None:
    _repack(path, lambda data: data[: len(data) // 2])


FAULTS = {
    "older than the file": _age,
    "does not fit the file": _rewrite,
    "does not fit": _append,
    "it does not fit": _swap_names,
    "does not count its records": _forget_counts,
    "not made for a VCF": _as_bed,
    "truncated or damaged": _cut_in_half,
    "truncated": _cut_inside,
    "no tabix or CSI index": lambda path, _: _beside(path).write_bytes(b"Dear colleague,"),
    "is truncated": lambda path, _: _beside(path).write_bytes(b""),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_index_that_cannot_be_relied_on_is_not_used(tmp_path, fault):
    with indexed(tmp_path, TEXT, "tbi") as (path, alone):
        FAULTS[fault](path, tmp_path)
        shutil.copyfile(path, alone)

        assert same(path, alone, assembly=G38) is False
        (facts,) = index_facts(path)
    assert fault in facts.fault


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_an_index_with_a_changed_byte_does_no_harm(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("changed")
    with indexed(folder, TEXT, data.draw(st.sampled_from(("tbi", "csi")))) as (path, alone):
        packed = bytearray(_beside(path).read_bytes())
        packed[data.draw(st.integers(0, len(packed) - 1))] ^= data.draw(st.integers(1, 255))
        _beside(path).write_bytes(packed)

        same(path, alone, assembly=G38)


@given(st.binary(max_size=400))
def test_any_bytes_are_an_index_or_a_clause(data):
    for start in (b"", b"TBI\x01", b"CSI\x01"):
        with contextlib.suppress(IndexFaultError):  # and nothing else is raised
            parse_index(start + data)


def test_facts_tell_what_lies_beside_a_file(tmp_path):
    with indexed(tmp_path, TEXT, "csi") as (path, alone):
        (facts,) = index_facts(path)
        assert index_facts(alone) == index_facts("-") == ()
    assert (facts.name, facts.kind, facts.records, facts.fault) == ("x.vcf.gz.csi", "CSI", 4, "")


def test_an_index_that_is_a_bomb_does_not_fill_the_memory(tmp_path):
    with indexed(tmp_path, TEXT, "tbi") as (path, _):
        _beside(path).write_bytes(bgzf(b"TBI\x01" + bytes(1 << 16), block=1 << 16)[:-28] * 6000)
        (facts,) = index_facts(path)
    assert "larger than any index" in facts.fault


def test_the_second_index_is_tried_where_the_first_is_bad(tmp_path):
    with indexed(tmp_path, TEXT, "tbi") as (path, alone):
        Path(f"{path}.csi").write_bytes(b"rubbish")

        assert same(path, alone, assembly=G38)
