"""FASTA files."""

from __future__ import annotations

import gzip
import os

import pysam
import pytest

from hccgenomics.errors import UnreadableError
from hccgenomics.model.genome import Interval
from hccgenomics.readers.reference import FastaReference, reference_digest, reference_facts
from hccgenomics.vocabulary import Assembly
from tests.readers.files import CONTIGS

CHR5 = CONTIGS[Assembly.GRCH38].contigs["chr5"]


def _fasta(tmp_path, name="5", bases="acgtnACGTR", *, index=True):
    path = tmp_path / "ref.fa"
    path.write_text(f">GL1\nAAAA\n>{name} some words\n{bases}\n")
    if index:
        pysam.faidx(str(path))
    return path


@pytest.mark.parametrize("name", ["5", "chr5", "Chr5", CHR5.refseq, CHR5.genbank])
def test_bases_are_found_under_any_style_of_name(tmp_path, name):
    with FastaReference(_fasta(tmp_path, name), contigs=CONTIGS[Assembly.GRCH38]) as fasta:
        assert fasta.bases(Interval("chr5", 1, 7)) == "CGTNAC"
        assert fasta.length("chr5") == 10


def test_what_the_fasta_lacks_is_unknown(tmp_path):
    with FastaReference(_fasta(tmp_path)) as fasta:
        assert fasta.bases(Interval("chr5", 8, 13)) == "TRNNN"
        assert fasta.bases(Interval("chr5", 50, 53)) == "NNN"
        assert fasta.bases(Interval("chr17", 0, 2)) == "NN"
        assert fasta.bases(Interval("chr5", 3, 3)) == ""
        assert fasta.length("chr17") is None


def test_a_missing_index_says_how_to_make_it(tmp_path):
    path = _fasta(tmp_path, index=False)

    with pytest.raises(UnreadableError, match=rf"no index\. Make one: samtools faidx {path}"):
        FastaReference(path)
    assert not (tmp_path / "ref.fa.fai").exists()


def _bgzipped(tmp_path):
    plain = _fasta(tmp_path, index=False)
    path = tmp_path / "ref.fa.gz"
    pysam.tabix_compress(str(plain), str(path))
    pysam.faidx(str(path))
    plain.unlink()
    return path


def test_a_bgzipped_fasta_is_read_with_its_indexes(tmp_path):
    with FastaReference(_bgzipped(tmp_path)) as fasta:
        assert fasta.bases(Interval("chr5", 1, 7)) == "CGTNAC"


@pytest.mark.parametrize("missing", [".gzi", ".fai"])
def test_a_missing_index_is_never_made_beside_the_file(tmp_path, missing):
    path = _bgzipped(tmp_path)
    path.with_name(path.name + missing).unlink()
    before = _state(tmp_path)

    with pytest.raises(UnreadableError, match=rf"no .*index\. Make one: samtools faidx {path}"):
        FastaReference(path)
    assert _state(tmp_path) == before


def test_an_index_older_than_its_fasta_is_left_alone(tmp_path):
    path = _bgzipped(tmp_path)
    for index in (".fai", ".gzi"):
        os.utime(path.with_name(path.name + index), (1, 1))
    before = _state(tmp_path)

    with FastaReference(path) as fasta:
        assert fasta.bases(Interval("chr5", 1, 3)) == "CG"
    assert _state(tmp_path) == before


def _state(folder):
    return {p.name: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.iterdir()}


def test_gzip_is_told_from_bgzip(tmp_path):
    path = _bgzipped(tmp_path)
    path.write_bytes(gzip.compress(b">5\nACGT\n"))

    with pytest.raises(UnreadableError, match="compressed with gzip, not bgzip"):
        FastaReference(path)


def test_a_name_that_is_no_text_is_made_text(tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9.fa")
    _fasta(tmp_path).rename(path)
    (tmp_path / "ref.fa.fai").rename(f"{path}.fai")

    with FastaReference(path) as fasta:
        assert ascii(fasta.facts().name) == r"'caf\ufffd.fa'"
        assert fasta.bases(Interval("chr5", 1, 3)) == "CG"


def test_a_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(UnreadableError, match="There is no such FASTA"):
        FastaReference(tmp_path / "absent.fa")


def test_a_stale_index_is_noticed_where_it_matters(tmp_path):
    path = _fasta(tmp_path)
    path.with_suffix(".fa.fai").write_text("5\t100000\t900000\t60\t61\n")

    with (
        FastaReference(path) as fasta,
        pytest.raises(UnreadableError, match="cannot be read from the FASTA"),
    ):
        fasta.bases(Interval("chr5", 10, 20))


# What tells one state of a FASTA from another


def test_the_digest_is_that_of_one_state(tmp_path):
    path = _bgzipped(tmp_path)

    assert reference_digest(path) == reference_digest(path)


@pytest.mark.parametrize("touched", ["date", "bases", ".fai", ".gzi"])
def test_whatever_changes_changes_the_digest(tmp_path, touched):
    path = _bgzipped(tmp_path)
    before, found = reference_digest(path), path.stat()
    match touched:
        case "date":
            os.utime(path, (1, 1))
        case "bases":
            data = bytearray(path.read_bytes())
            data[30] ^= 1
            path.write_bytes(data)
            os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
        case suffix:
            with path.with_name(path.name + suffix).open("ab") as file:
                file.write(b"\0")

    assert reference_digest(path) != before


def test_facts_and_digest_open_nothing_but_want_every_index(tmp_path, monkeypatch):
    path = _bgzipped(tmp_path)
    monkeypatch.setattr(pysam, "FastaFile", None)

    assert reference_facts(path).size == path.stat().st_size
    assert len(reference_digest(path)) == 64
    path.with_name(f"{path.name}.gzi").unlink()
    with pytest.raises(UnreadableError, match=r"no \.gzi index"):
        reference_digest(path)
