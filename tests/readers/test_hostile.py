"""Hostile input and a hostile machine: one sentence, and nothing of the patient left behind."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import threading
import zlib

import pysam
import pytest

from hccgenomics.errors import UnreadableError
from hccgenomics.readers.stream import open_input
from hccgenomics.vocabulary import Assembly
from tests.conftest import DATA, ROOT
from tests.readers.files import CONTIGS, gz, lengths, vcf

MUTECT2 = DATA / "vcf" / "mutect2" / "tumour.vcf"
G38 = Assembly.GRCH38
TWO_STRANGERS = vcf(
    "chr5 1295113 . G A . PASS . GT 0/1 0/0",
    meta=(
        "fileformat=VCFv4.2",
        "FILTER=<ID=PASS,Description=x>",
        "FORMAT=<ID=GT,Number=1,Type=String,Description=x>",
        *lengths(G38),
    ),
    samples=("A", "B"),
)


@pytest.fixture
def report(tmp_path):
    """Run the program on arguments, with a temporary folder of its own."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()

    def run(*arguments, before="", after="", command="report", **options):
        script = f'{before} exec "$@" {after}'
        program = [sys.executable, "-m", "hccgenomics", command, *map(str, arguments)]
        return subprocess.run(
            ["bash", "-c", script, "bash", *program],
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "PYTHONDONTWRITEBYTECODE": "1",
                "TMPDIR": str(temporary),
            },
            capture_output=True,
            check=False,
            **options,
        )

    yield run
    assert list(temporary.iterdir()) == []


def _bcf(tmp_path, text: bytes) -> bytes:
    """The same as BCF."""
    source, target = tmp_path / "made.vcf", tmp_path / "made.bcf"
    source.write_bytes(text)
    with (
        pysam.VariantFile(str(source)) as records,
        pysam.VariantFile(str(target), "wb", header=records.header) as out,
    ):
        for record in records:
            out.write(record)
    return target.read_bytes()


def _is_one_sentence(done, words: str) -> bool:
    said = done.stderr.decode()
    assert (done.returncode, said.count("\n"), done.stdout) == (3, 1, b""), said
    assert words in said
    return True


def test_a_bcf_from_a_pipe_leaves_nothing_behind_when_it_is_refused(tmp_path, report):
    done = report("-", input=_bcf(tmp_path, TWO_STRANGERS))

    assert _is_one_sentence(
        done, "The tumour cannot be told among 2 samples, in columns 10 and 11."
    )


def test_a_bcf_from_a_pipe_leaves_nothing_behind_when_it_is_read(tmp_path, report):
    assert report("-", input=_bcf(tmp_path, MUTECT2.read_bytes())).returncode == 0


def test_a_bcf_from_a_named_pipe_is_read(tmp_path, report):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    content = _bcf(tmp_path, MUTECT2.read_bytes())
    writer = threading.Thread(target=pipe.write_bytes, args=(content,))
    writer.start()

    done = report(pipe)

    writer.join()
    assert done.returncode == 0


@pytest.mark.parametrize(
    "before", ["ulimit -f 0;", "export TMPDIR=/absent TMP= TEMP=; ulimit -f 0;"]
)
def test_a_bcf_from_a_pipe_without_room_for_it_is_one_sentence(tmp_path, report, before):
    done = report("-", before=before, input=_bcf(tmp_path, MUTECT2.read_bytes()))

    assert _is_one_sentence(done, "needs temporary space: ")


def test_a_closed_standard_input_is_one_sentence(report):
    assert _is_one_sentence(report("-", after="<&-"), "Nothing is piped in.")


@pytest.mark.parametrize("end", [5, 8, 9, 20, 400])
def test_a_bcf_cut_in_its_header_is_one_sentence(tmp_path, report, end):
    path = tmp_path / "cut.bcf"
    path.write_bytes(gzip.decompress(_bcf(tmp_path, MUTECT2.read_bytes()))[:end])

    assert _is_one_sentence(report(path), "truncated: its BCF header is incomplete")


def test_a_bcf_with_rubbish_for_records_is_one_sentence(tmp_path, report):
    path = tmp_path / "rubbish.bcf"
    whole = gzip.decompress(_bcf(tmp_path, MUTECT2.read_bytes()))
    header = 9 + int.from_bytes(whole[5:9], "little")
    path.write_bytes(whole[: header + 8] + b"\x7f" * (len(whole) - header - 8))

    assert _is_one_sentence(report(path), "The BCF cannot be decoded: 0 of its records can.")


def test_a_bcf_with_rubbish_for_a_header_is_one_sentence(tmp_path, report):
    path = tmp_path / "rubbish.bcf"
    path.write_bytes(b"BCF\x02\x02" + (600).to_bytes(4, "little") + b"\x7f" * 700)

    assert _is_one_sentence(report(path), "The BCF cannot be decoded: 0 of its records can.")


def test_a_bcf_whose_name_is_no_text_is_read(tmp_path, report):
    path = tmp_path / os.fsdecode(b"caf\xe9.bcf")
    path.write_bytes(_bcf(tmp_path, MUTECT2.read_bytes()))

    assert report(path).returncode == 0


CHR5 = CONTIGS[G38].contigs["chr5"]
INDEX = f"chr5\t{CHR5.length}\t6\t60\t61\n".encode()


@pytest.mark.parametrize(
    ("fasta", "indexes", "words"),
    [
        (b">chr5\nACGT\n", {".fai": INDEX}, "cannot be read from the FASTA"),
        (b">chr5\nACGT\n", {".fai": b"chr5 is long\n"}, "or its index cannot be read"),
        (gz(b">chr5\nACGT\n"), {".fai": INDEX}, "compressed with gzip"),
        ("bgzip", {".fai": INDEX}, "no .gzi index"),
        ("bgzip", {".fai": INDEX, ".gzi": b"rubbish"}, "or its index cannot be read"),
        ("bgzip", {".fai": INDEX, ".gzi": bytes(8)}, "cannot be read from the FASTA"),
        ("cut", {".fai": INDEX, ".gzi": bytes(8)}, "cannot be read from the FASTA"),
    ],
    ids=["truncated", "bad index", "gzip", "no gzi", "bad gzi", "short bgzip", "cut bgzip"],
)
def test_a_damaged_fasta_is_one_sentence(tmp_path, report, fasta, indexes, words):
    path = tmp_path / "ref.fa"
    path.write_bytes(fasta if isinstance(fasta, bytes) else _bgzipped(tmp_path, cut=fasta == "cut"))
    for suffix, content in indexes.items():
        (tmp_path / f"ref.fa{suffix}").write_bytes(content)

    done = report(MUTECT2, "--fasta", path)

    assert _is_one_sentence(done, words)
    for suffix in (".fai", ".gzi"):
        index = tmp_path / f"ref.fa{suffix}"
        assert (index.read_bytes() if index.exists() else None) == indexes.get(suffix)


def _bgzipped(tmp_path, *, cut: bool) -> bytes:
    plain, packed = tmp_path / "plain.fa", tmp_path / "packed.gz"
    plain.write_bytes(b">chr5\n" + b"ACGT" * 15 + b"\n")
    pysam.tabix_compress(str(plain), str(packed))
    return packed.read_bytes()[: -40 if cut else None]


# --- files that are made to harm ------------------------------------------------------------------

HEAD = MUTECT2.read_bytes().partition(b"#CHROM")[0]
HEADING = b"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tTUMOUR\n"
RECORD = b"chr5\t1295113\t.\tG\tA\t.\tPASS\tDP=100\tGT:AD:DP:AF\t0/1:60,40:100:0.4\n"
ROOM = "ulimit -v 700000;"
"""KiB of address space: what the program and its libraries take, and some 200 MiB more."""


def _squeezed(*parts: tuple[bytes, int]) -> bytes:
    """Gzip of some texts, each many times over, made without holding them."""
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    done = [packer.compress(part) for part, times in parts for _ in range(times)]
    return b"".join((*done, packer.flush()))


LINE = RECORD.rstrip(b"\n")
ELSEWHERE = b"chr1\t5\t.\tA\tC\t.\tPASS\t.\tGT\t0/1\n" * 20_000
BOMBS = {
    "zeros": (((HEAD + HEADING + RECORD, 1), (bytes(1 << 20), 150)), "The line is longer than"),
    "one line": (
        ((HEAD + HEADING + LINE, 1), (b"A" * (1 << 20), 400)),
        "The line is longer than",
    ),
    "a header": (
        ((HEAD, 1), (b"##junk=" + b"x" * 8000 + b"\n", 40_000)),
        "The header is longer than",
    ),
    "alternate alleles": (
        (
            (HEAD + HEADING + b"chr5\t1295113\t.\tG\tA", 1),
            (b",GA,GT,GC" * 1000, 300),
            (b"\t.\tPASS\t.\tGT:AD\t0/1:60,40\n", 1),
        ),
        "names 900001 alternate alleles",
    ),
}


@pytest.mark.parametrize("what", BOMBS)
def test_a_bomb_is_one_sentence_with_its_line_and_does_not_fill_the_memory(tmp_path, report, what):
    parts, words = BOMBS[what]
    path = tmp_path / "bomb.vcf.gz"
    path.write_bytes(_squeezed(*parts))

    for command, out in (("report", tmp_path / "made"), ("annotate", tmp_path / "made.tsv")):
        done = report(path, "-o", out, before=ROOM, timeout=120, command=command)

        assert _is_one_sentence(done, words)
        assert b", line " in done.stderr
        assert not out.exists()


def test_many_records_pass_without_filling_the_memory(tmp_path, report):
    path = tmp_path / "long.vcf.gz"
    path.write_bytes(_squeezed((HEAD + HEADING + RECORD, 1), (ELSEWHERE, 40)))

    assert report(path, before=ROOM, timeout=120).returncode == 0


def test_ten_thousand_samples_are_read(tmp_path, report):
    names = b"\t".join(b"S%d" % n for n in range(10_000))
    cells = b"\t0/1:60,40:100:0.4" * 10_000
    record = RECORD[: RECORD.index(b"\t0/1")] + cells + b"\n"
    path = tmp_path / "many.vcf"
    head = HEAD.replace(b"##tumor_sample=", b"##was=")
    path.write_bytes(head + HEADING.replace(b"TUMOUR", names) + record * 20)

    done = report(path, "--tumour-sample", "S7", before=ROOM, timeout=120)

    assert done.returncode in {0, 4}, done.stderr
    assert _is_one_sentence(report(path, before=ROOM), "The tumour cannot be told")


@pytest.mark.parametrize("where", ["header", "records"])
def test_contigs_without_number_are_read(tmp_path, report, where):
    path = tmp_path / "contigs.vcf"
    many = range(200_000)
    lines = b"".join(b"##contig=<ID=c%d,length=9>\n" % n for n in many) * (where == "header")
    records = b"".join(b"c%d\t5\t.\tA\tC\t.\tPASS\t.\tGT\t0/1\n" % n for n in many)
    records *= where == "records"
    path.write_bytes(HEAD + lines + HEADING + records + RECORD)

    assert report(path, before=ROOM, timeout=120).returncode in {0, 4}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ((HEAD + HEADING + RECORD).decode().encode("utf-16"), "UTF-16"),
        ((HEAD + HEADING + RECORD).decode().encode("utf-16-le"), "no VCF"),
        (HEAD + HEADING + RECORD + bytes(90), "line 23: 1 columns"),
        (HEAD + HEADING + RECORD.replace(b"1295113", b"129\x005113"), "line 22: POS is"),
        (HEAD + HEADING + RECORD.replace(b"1295113", b"-1295113"), "line 22: POS is"),
        (HEAD + HEADING + RECORD.replace(b"1295113", b"1e9"), "line 22: POS is"),
        (HEAD + HEADING + RECORD.replace(b"1295113", b"9" * 400), "line 22: POS is"),
        (HEAD + RECORD, "line 21: A record stands before the #CHROM line"),
        ((HEAD + HEADING + RECORD) * 2, "line 23: A header line stands among the records"),
        (HEAD + HEADING + RECORD.replace(b"\t", b" "), "line 22: 1 columns"),
        ((HEAD + HEADING + RECORD).replace(b"\n", b"\r"), "carriage returns alone"),
    ],
)
def test_what_is_damaged_is_one_sentence(tmp_path, report, content, words):
    path = tmp_path / "damaged.vcf"
    path.write_bytes(content)

    done = report(path)

    assert _is_one_sentence(done, "")
    assert words.lower() in done.stderr.decode().lower()


def test_what_never_ends_is_one_sentence(report):
    assert _is_one_sentence(report("/dev/zero", before=ROOM, timeout=120), "line 1: ")


def test_a_circle_of_links_is_one_sentence(tmp_path, report):
    link = tmp_path / "link.vcf"
    link.symlink_to(tmp_path / "other.vcf")
    (tmp_path / "other.vcf").symlink_to(link)

    assert _is_one_sentence(report(link), "cannot be opened")
    assert _is_one_sentence(report(tmp_path), "is a directory")


def test_a_file_that_grows_while_it_is_read_is_one_sentence(tmp_path):
    path = tmp_path / "grows.vcf"
    path.write_bytes(HEAD + HEADING + RECORD)

    with open_input(path) as source:
        lines = iter(source.lines)
        next(lines)
        with path.open("ab") as file:
            file.write(RECORD * 3)
        with pytest.raises(UnreadableError, match="changed while it was read"):
            list(lines)
