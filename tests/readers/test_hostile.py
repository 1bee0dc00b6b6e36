"""Hostile input and a hostile machine: one sentence, and nothing of the patient left behind."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import threading

import pysam
import pytest

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

    def run(*arguments, before="", after="", **options):
        script = f'{before} exec "$@" {after}'
        program = [sys.executable, "-m", "hccgenomics", "report", *map(str, arguments)]
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

    assert _is_one_sentence(done, "The tumour cannot be told among 2 samples, in columns 10 and 11.")


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

    assert _is_one_sentence(report(path), "The BCF cannot be decoded.")


def test_a_bcf_with_rubbish_for_a_header_is_one_sentence(tmp_path, report):
    path = tmp_path / "rubbish.bcf"
    path.write_bytes(b"BCF\x02\x02" + (600).to_bytes(4, "little") + b"\x7f" * 700)

    assert _is_one_sentence(report(path), "The BCF cannot be decoded.")


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
