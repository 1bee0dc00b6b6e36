"""BCF cut between records without decoding them, against bcftools' and cyvcf2's own reading."""

from __future__ import annotations

import shutil
from subprocess import run

import pytest

from hccgenomics.errors import UnreadableError
from hccgenomics.readers.containers import decompress
from hccgenomics.readers.panel import Places
from hccgenomics.readers.pieces import open_pieces
from hccgenomics.readers.raw_bcf import may_touch_panel, read_header, whole_records
from hccgenomics.readers.stream import open_input
from hccgenomics.vocabulary import Assembly
from tests.streaming.files import annotated, many_records, whole

pytestmark = pytest.mark.skipif(shutil.which("bcftools") is None, reason="bcftools is absent")
ODD = (
    "chr1\t1\t.\tA\t<DEL>\t.\t.\tEND=200000000\tGT:AD\t0/1:1,1",  # over every gene of chr1
    "chr2\t50\t" + "i" * 300 + "\tA\tC\t.\t.\tDP=60\tGT:AD\t0/1:60,60",  # 60 is "<"
    "chr2\t60\t.\t" + "A" * 70_000 + "\tA\t.\t.\t.\tGT:AD\t0/1:1,1",
    "chr17\t7674100\t.\t" + "A" * 500 + "\tA,AC,<DEL>\t.\t.\t.\tGT:AD\t0/1:1,1,1,1",
    "chr17\t7674220\t.\tC\t.\t.\t.\t.\tGT:AD\t0/0:1",
)


@pytest.fixture(scope="module")
def files(panels, tmp_path_factory):
    """The same records as VCF and, by bcftools, as BCF of two kinds."""
    models = panels[Assembly.GRCH38]
    folder = tmp_path_factory.mktemp("bcf")
    content = whole(models, [*many_records(models, 9_000), *ODD])
    end = (
        b'##INFO=<ID=END,Number=1,Type=Integer,Description="End">\n##ALT=<ID=DEL,Description="d">\n'
    )
    (folder / "in.vcf").write_bytes(content.replace(b"##INFO", end + b"##INFO", 1))
    for name, option in (("in.bcf", "-Ob"), ("raw.bcf", "-Ou")):
        run(["bcftools", "view", option, "-o", name, "in.vcf"], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("name", ["in.bcf", "raw.bcf"])
@pytest.mark.parametrize("threads", [1, 2])
def test_the_table_is_that_of_the_vcf(files, name, threads):
    expected, alone = annotated(files / "in.vcf")
    found, summary = annotated(files / name, threads=threads)

    assert found == expected
    assert summary.tally == alone.tally
    assert summary.counts.records == alone.counts.records == 9_000 + len(ODD)


@pytest.mark.parametrize("name", ["in.bcf", "raw.bcf"])
def test_the_lines_are_those_that_are_read_elsewhere(files, name):
    with open_pieces(files / name) as source:
        mine = list(source.heading)
        for piece in source.pieces:
            mine += source.unpacker.text(piece).splitlines()
    with open_input(files / name) as other:
        assert mine == list(other.lines)


def test_most_records_outside_are_told_without_decoding(files, panels):
    with open_input(files / "raw.bcf") as source:
        text = decompress(source.container, source.packed, where="x")
        bcf, rest = read_header(text, where="x")
        records = b"".join([rest, *text])
    places = bcf.places(Places({Assembly.GRCH38: panels[Assembly.GRCH38]}))

    kept, others = may_touch_panel(records, places)

    assert others >= 6_000 - 10
    lines = bcf.text(kept).splitlines()
    assert len(lines) + others == 9_000 + len(ODD)
    assert sum(line.startswith(b"chr17\t") for line in lines) == 3_000 + 2
    assert any(line.startswith(b"chr1\t") for line in lines)


@pytest.mark.parametrize("name", ["in.bcf", "raw.bcf"])
@pytest.mark.parametrize("share", [0.001, 0.5, 0.999])
def test_a_cut_file_is_refused(files, tmp_path, name, share):
    content = (files / name).read_bytes()
    (tmp_path / name).write_bytes(content[: int(len(content) * share)])

    with pytest.raises(UnreadableError, match=r"truncated|damaged|decoded"):
        annotated(tmp_path / name)


def test_records_are_never_cut_inside():
    record = (24).to_bytes(4, "little") + (0).to_bytes(4, "little") + bytes(24)
    stream = record * 1_000
    pieces = (stream[at : at + 7] for at in range(0, len(stream), 7))

    runs = list(whole_records(pieces, size=100, where="x"))

    assert b"".join(runs) == stream
    assert all(len(run) % len(record) == 0 for run in runs)


def test_a_record_of_impossible_length_is_damage():
    with pytest.raises(UnreadableError, match="damaged"):
        list(whole_records(iter([b"\xff" * 200]), size=10, where="x"))
