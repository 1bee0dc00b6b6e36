"""Containers: whatever is packed comes out whole, or one sentence says why not."""

from __future__ import annotations

import bz2
import hashlib
import io
import lzma
import os
import sys
import threading
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.errors import InputError, UnreadableError
from hccgenomics.readers.containers import Container, decompress
from hccgenomics.readers.stream import Input, open_input
from hccgenomics.vocabulary import Assembly
from tests.readers.files import EOF_BLOCK, bgzf, gz, lengths, read, snv, vcf

G38 = Assembly.GRCH38
TEXT = vcf(
    *(snv(G38, pos) for pos in range(1_295_000, 1_295_020)),
    meta=("fileformat=VCFv4.2", *lengths(G38)),
)


def _lines(path) -> list[bytes]:
    with open_input(path) as source:
        return list(source.lines)


def _refusal(tmp_path, content: bytes) -> str:
    path = tmp_path / "input"
    path.write_bytes(content)
    with pytest.raises(UnreadableError) as caught:
        _lines(path)
    assert caught.value.sentence.startswith(str(path))
    return caught.value.detail


@pytest.mark.parametrize(
    ("packed", "container"),
    [
        (TEXT, "plain"),
        (gz(TEXT), "gzip"),
        (gz(TEXT[:500]) + gz(TEXT[500:]), "gzip"),
        (gz(TEXT) + b"\0" * 600, "gzip"),
        (bgzf(TEXT), "bgzip"),
        (bgzf(TEXT[:500]) + bgzf(TEXT[500:]), "bgzip"),
    ],
    ids=["plain", "gzip", "two members", "padded", "bgzip", "joined bgzip"],
)
def test_the_same_lines_come_out_of_every_container(tmp_path, packed, container):
    path = tmp_path / "input"
    path.write_bytes(packed)

    with open_input(path) as source:
        assert list(source.lines) == TEXT.splitlines()
        assert source.container == container
        assert (source.size, source.sha256) == (len(packed), hashlib.sha256(packed).hexdigest())


def test_a_bgzip_cut_at_any_byte_is_refused(tmp_path):
    packed = bgzf(TEXT)

    for end in range(len(packed)):
        with pytest.raises(InputError):
            read(tmp_path, packed[:end])


def test_a_gzip_cut_at_any_byte_is_refused(tmp_path):
    packed = gz(TEXT)

    for end in range(len(packed)):
        with pytest.raises(InputError):
            read(tmp_path, packed[:end])


def test_a_bgzip_cut_at_a_block_border_is_named_truncated(tmp_path):
    assert "truncated" in _refusal(tmp_path, bgzf(TEXT, end=b""))


def test_a_changed_byte_inside_a_block_is_noticed(tmp_path):
    packed = bytearray(bgzf(TEXT))
    start = len(packed) // 2
    for offset in range(start, start + 80):
        damaged = bytes(packed[:offset]) + bytes([packed[offset] ^ 0x55]) + packed[offset + 1 :]
        path = tmp_path / "damaged.vcf.gz"
        path.write_bytes(damaged)
        try:
            found = _lines(path)
        except UnreadableError:
            continue
        assert found == TEXT.splitlines()  # bytes of a header that mean nothing may change


def test_garbage_after_the_end_is_noticed(tmp_path):
    assert "damaged" in _refusal(tmp_path, bgzf(TEXT) + b"rubbish after the end of it")
    assert "damaged" in _refusal(tmp_path, gz(TEXT) + b"rubbish after the end of it")


@given(st.binary(max_size=3000), st.integers(1, 400))
def test_bgzip_is_read_whatever_pieces_it_comes_in(text, size):
    packed = bgzf(text)
    pieces = (packed[i : i + size] for i in range(0, len(packed), size))

    assert b"".join(decompress(Container.BGZF, pieces, where="x")) == text


@given(st.binary(max_size=3000), st.integers(1, 400))
def test_lines_are_the_same_whatever_pieces_they_come_in(text, size):
    pieces = (text[i : i + size] for i in range(0, len(text), size))
    expected = text.split(b"\n")

    found = list(Input("x").split(pieces))

    assert found == (expected if expected[-1] else expected[:-1])


FOREIGN = {
    "a ZIP archive": b"PK\x03\x04" + bytes(60),
    "xz": lzma.compress(TEXT),
    "bzip2": bz2.compress(TEXT),
    "zstd": b"\x28\xb5\x2f\xfd" + bytes(60),
    "compressed twice": gz(gz(TEXT)),
    "UTF-16": TEXT.decode().encode("utf-16"),
    "web page": b"\n<!DOCTYPE html><html><body>Sign in</body></html>",
    "PDF": b"%PDF-1.7\n",
    "SAM": b"@HD\tVN:1.6\n",
    "BAM": bgzf(b"BAM\x01" + bytes(90)),
    "CRAM": b"CRAM\x03\x00" + bytes(60),
    "tabix index": bgzf(b"TBI\x01" + bytes(90)),
    "tar archive": gz(bytes(257) + b"ustar" + bytes(600)),
    "Git LFS pointer": b"version https://git-lfs.github.com/spec/v1\n",
    "empty": b"",
}


@pytest.mark.parametrize("what", FOREIGN)
def test_what_is_no_vcf_is_refused_by_name(tmp_path, what):
    assert what in _refusal(tmp_path, FOREIGN[what])


def test_text_without_a_heading_is_refused(tmp_path):
    for content in (b"\n\n", b"Dear colleague,\n", gz(b""), bgzf(b""), bytes(5000)):
        with pytest.raises(InputError, match="no VCF"):
            read(tmp_path, content)


def test_a_maf_without_places_is_called_one(tmp_path):
    with pytest.raises(InputError, match="heading of the MAF lacks Chromosome"):
        read(tmp_path, b"Hugo_Symbol\tEntrez_Gene_Id\tCenter\nTP53\t7157\t.\n")


def test_a_directory_and_a_missing_file_are_one_sentence_each(tmp_path):
    with pytest.raises(UnreadableError, match="is a directory"):
        _lines(tmp_path)
    with pytest.raises(UnreadableError, match="no such file"):
        _lines(tmp_path / "absent.vcf")
    with pytest.raises(UnreadableError, match="cannot be opened"):
        _lines("nul\0byte.vcf")


def test_a_file_that_may_not_be_read_is_one_sentence(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)

    with pytest.raises(UnreadableError, match=r"cannot be opened: Permission denied\."):
        _lines(tmp_path / "secret.vcf")


def _pipe_in(monkeypatch, content: bytes) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO(content), isatty=lambda: False)
    monkeypatch.setattr(sys, "stdin", stdin)


@pytest.mark.parametrize("pack", [bytes, gz, bgzf], ids=["plain", "gzip", "bgzip"])
def test_standard_input_streams_whatever_is_piped(monkeypatch, pack):
    _pipe_in(monkeypatch, pack(TEXT))

    assert _lines("-") == TEXT.splitlines()


def test_nothing_piped_is_said_and_not_waited_for(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))

    with pytest.raises(UnreadableError, match="standard input: Nothing is piped in"):
        _lines("-")


def test_a_closed_standard_input_is_said(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)  # as Python has it after <&-

    with pytest.raises(UnreadableError, match="standard input: Nothing is piped in"):
        _lines("-")


def test_a_name_that_is_no_text_is_made_text(tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9 \xc3\xa9.vcf")
    path.write_bytes(TEXT)

    with open_input(path) as source:
        assert list(source.lines) == TEXT.splitlines()
        assert ascii(source.name) == r"'caf\ufffd \xe9.vcf'"


def test_a_named_pipe_is_read(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(bgzf(TEXT),))
    writer.start()

    assert _lines(path) == TEXT.splitlines()
    writer.join()


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + TEXT,
        TEXT.replace(b"\n", b"\r\n"),
        TEXT.replace(b"\n", b"\n\n"),
        TEXT.replace(b"\n", b"\r\n\r\n") + b"\n \n\n",
        TEXT.rstrip(b"\n"),
        TEXT.replace(b"INFO\n", b"INFO\t\n").replace(b"PASS\t.\n", b"PASS\t.\t\n"),
        gz(TEXT),
        bgzf(TEXT),
    ],
    ids=["BOM", "CRLF", "blank lines", "all", "no end", "empty column", "gzip", "bgzip"],
)
def test_what_does_no_harm_is_tolerated(tmp_path, content):
    expected = read(tmp_path, TEXT)

    found = read(tmp_path, content)

    assert found.calls == expected.calls
    assert (found.tally, found.assembly) == (expected.tally, expected.assembly)


def test_a_last_line_without_its_end_is_said(tmp_path):
    assert any("line feed" in note for note in read(tmp_path, TEXT.rstrip(b"\n")).notes)
    assert not any("line feed" in note for note in read(tmp_path, TEXT).notes)


def test_the_end_of_file_block_is_the_one_of_the_specification():
    assert bgzf(b"") == EOF_BLOCK
    assert len(EOF_BLOCK) == 28


def test_a_line_without_end_does_not_fill_the_memory():
    source = Input("x")

    with pytest.raises(UnreadableError, match="line 1: The line is longer"):
        list(source.split(b"A" * (1 << 24) for _ in range(1000)))
