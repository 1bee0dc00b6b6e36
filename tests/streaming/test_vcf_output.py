"""VCF and BCF output: the input's records, in order and unchanged, with one more INFO field."""

from __future__ import annotations

import gzip
import os
import re
import shutil
from pathlib import Path
from subprocess import run

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hccgenomics import __version__
from hccgenomics.errors import FormatError, InputError
from hccgenomics.knowledge.files import resource
from hccgenomics.model.transcript_row import TranscriptRow
from hccgenomics.readers.stream import open_input
from hccgenomics.readers.write_bcf import BcfMaker
from hccgenomics.reports.annotation_vcf import SUBFIELDS, entries, with_field, without_field
from hccgenomics.reports.bgzf import END, blocks
from hccgenomics.vocabulary import Assembly
from tests.conftest import SHARED
from tests.readers.files import bgzf, vcf
from tests.readers.test_ledger import META, records
from tests.streaming.files import annotated, many_records, table, whole

EXAMPLE = resource("example/hcc-example.vcf")
FIELD = re.compile(rb";?HCC=[^;\t]*")
EIGHT = (b"#CHROM", b"POS", b"ID", b"REF", b"ALT", b"QUAL", b"FILTER", b"INFO")
STATM = Path("/proc/self/statm")
bcftools = pytest.mark.skipif(shutil.which("bcftools") is None, reason="bcftools is absent")


def record_lines(text: bytes) -> list[bytes]:
    return [line for line in text.splitlines() if not line.startswith(b"#")]


def field_of(line: bytes) -> list[dict[str, str]]:
    found = re.search(r"(?:^|[;\t])HCC=([^;\t]*)", line.decode())
    values = found[1].split(",") if found else []
    return [dict(zip(SUBFIELDS, value.split("|"), strict=True)) for value in values]


def test_the_header_describes_the_field_and_the_run():
    output, _ = annotated(EXAMPLE, "vcf")
    lines = output.decode().splitlines()
    described = [line for line in lines if line.startswith("##INFO=<ID=HCC,")]
    run_lines = [line for line in lines if line.startswith("##hccgenomics_annotate=")]

    assert len(described) == len(run_lines) == 1
    assert described[0].endswith(f'Format: {"|".join(SUBFIELDS)}">')
    assert "Number=.,Type=String" in described[0]
    assert f"version {__version__}; assembly GRCh38; models sha256:" in run_lines[0]
    assert str(EXAMPLE.parent) not in output.decode()
    original = EXAMPLE.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("#") and "HCC" not in line.upper()] == [
        line for line in original if line.startswith("#") and "HCC" not in line.upper()
    ]


def test_the_field_says_what_the_table_says():
    output, _ = annotated(EXAMPLE, "vcf")
    rows = table(annotated(EXAMPLE)[0])
    found = [entry for line in record_lines(output) for entry in field_of(line)]

    assert len(found) == len(rows) > 10
    for entry, row in zip(found, rows, strict=True):
        assert (entry["Allele"], entry["Gene"]) == (row["alt"], row["gene"])
        assert entry["HGVSp"].replace("%3D", "=") == row["hgvs_p"].replace(".", "", 1) or (
            entry["HGVSp"].replace("%3D", "=") == row["hgvs_p"]
        )
        for name, column in (("Consequence", "consequence"), ("HGVSc", "hgvs_c")):
            assert entry[name].replace("%3D", "=") == row[column]


@settings(max_examples=150, deadline=None)
@given(st.lists(records(), max_size=10))
def test_without_the_field_the_records_are_the_input(tmp_path_factory, given_records):
    path = tmp_path_factory.getbasetemp() / "any.vcf"
    content = vcf(*given_records, meta=META, samples=("T",))
    path.write_bytes(content)
    try:
        output, summary = annotated(path, "vcf")
    except InputError:
        return

    stripped = [FIELD.sub(b"", line) for line in record_lines(output)]
    plain = [line.replace(b"\t.\tGT:AD", b"\t\tGT:AD") for line in record_lines(content)]
    assert [line.replace(b"\t.\tGT:AD", b"\t\tGT:AD") for line in stripped] == plain
    assert summary.counts.rows == sum(line.count(b"|") for line in record_lines(output)) // 8


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_line_ends_are_kept_and_a_byte_order_mark_goes(tmp_path, end, bom):
    """A record without FORMAT has its carriage return behind INFO."""
    content = vcf(
        "chr17 7674220 . C T . PASS .", "chr2 7 . A C . PASS DP=3", meta=("reference=GRCh38",)
    )
    (tmp_path / "sites.vcf").write_bytes(bom + content.replace(b"\n", end))

    output, _ = annotated(tmp_path / "sites.vcf", "vcf")
    lines = output.split(end)

    assert output.startswith(b"##fileformat=VCFv4.2" + end + b"##reference=GRCh38" + end)
    assert output.count(b"\r") == (len(lines) - 1 if end == b"\r\n" else 0)
    assert lines[-3].startswith(b"chr17\t7674220\t.\tC\tT\t.\tPASS\tHCC=T|TP53|")
    assert lines[-2:] == [b"chr2\t7\t.\tA\tC\t.\tPASS\tDP=3", b""]


def test_a_last_line_without_a_line_feed_is_a_record(tmp_path):
    content = vcf("chr17 7674220 . C T . PASS .", meta=("reference=GRCh38",)).rstrip(b"\n")
    (tmp_path / "cut.vcf").write_bytes(content)

    output, summary = annotated(tmp_path / "cut.vcf", "vcf")

    assert output.endswith(b"\n")
    assert summary.counts.records == 1


def test_a_second_run_says_the_same(tmp_path):
    once, _ = annotated(EXAMPLE, "vcf")
    (tmp_path / "once.vcf").write_bytes(once)

    assert annotated(tmp_path / "once.vcf", "vcf")[0] == once


def test_what_an_earlier_run_wrote_of_other_records_goes(tmp_path):
    once, _ = annotated(EXAMPLE, "vcf")
    stale = re.sub(rb"(?m)^(chr\w+\t\d+\t[^\n]*?\t)(DP=)", rb"\1HCC=A|OLD|||||||;\2", once, count=1)
    (tmp_path / "stale.vcf").write_bytes(stale)

    assert b"OLD" in stale
    assert b"OLD" not in annotated(tmp_path / "stale.vcf", "vcf")[0]


@pytest.mark.parametrize("form", ["vcf", "bcf"])
def test_a_field_of_another_program_is_not_overwritten(tmp_path, form):
    foreign = (
        "fileformat=VCFv4.2",
        "reference=GRCh38",
        'INFO=<ID=HCC,Number=1,Type=Flag,Descr="">',
    )
    (tmp_path / "foreign.vcf").write_bytes(vcf("chr17 7674220 . C T . . HCC", meta=foreign))
    with pytest.raises(FormatError, match="another program"):
        annotated(tmp_path / "foreign.vcf", form)

    (tmp_path / "undeclared.vcf").write_bytes(
        vcf("chr2 1 . A C . . .", "chr17 7674220 . C T . . HCC=1", meta=("reference=GRCh38",))
    )
    with pytest.raises(FormatError, match=r"line 4: .*does not declare"):
        annotated(tmp_path / "undeclared.vcf", form)
    assert table(annotated(tmp_path / "foreign.vcf")[0])


@given(st.text(max_size=30))
def test_no_value_can_end_the_field(text):
    (entry,) = entries(text, [TranscriptRow(text, "ENST", "NM", hgvs_p=text)])

    assert entry.count("|") == len(SUBFIELDS) - 1
    assert not set(entry) & set(";,= \t\r\n")


@given(st.sampled_from([b".", b"DP=3", b"DP=3;SOMATIC", b"HCCX=1;DP=2", b"A=HCC"]))
def test_the_field_comes_and_goes(info):
    line = b"\t".join([b"1", b"5", b".", b"A", b"C", b".", b"PASS", info, b"GT", b"0/1"])

    assert without_field(with_field(line, "C|TP53")) == line


@given(st.binary(max_size=200_000))
def test_blocks_unpack_to_what_was_packed(data):
    assert gzip.decompress(blocks(data) + END) == data


@bcftools
def test_bcf_and_packed_vcf_are_the_vcf(tmp_path, panels):
    """As bcftools reads them; the packed one can be indexed."""
    lines = many_records(panels[Assembly.GRCH38], 4000)
    models = panels[Assembly.GRCH38]
    (tmp_path / "in.vcf.gz").write_bytes(bgzf(whole(models, sorted(lines, key=_place))))
    for name, form, asked in (
        ("out.vcf", "vcf", {}),
        ("out.vcf.gz", "vcf", {"is_packed": True}),
        ("out.bcf", "bcf", {}),
    ):
        (tmp_path / name).write_bytes(annotated(tmp_path / "in.vcf.gz", form, **asked)[0])

    def viewed(name):
        return run(
            ["bcftools", "view", "--no-version", name],
            cwd=tmp_path, capture_output=True, check=True,
        ).stdout  # fmt: skip

    assert viewed("out.vcf") == viewed("out.vcf.gz") == viewed("out.bcf")
    assert len(record_lines(viewed("out.bcf"))) == 4000
    run(["bcftools", "index", "-t", "out.vcf.gz"], cwd=tmp_path, check=True)
    run(["bcftools", "index", "out.bcf"], cwd=tmp_path, check=True)


def _place(line: str) -> tuple[int, int]:
    contig, pos, _ = line.split("\t", 2)
    return int(contig.removeprefix("chr")), int(pos)


@bcftools
@pytest.mark.parametrize("contig", ["chr17", "17", "NC_000017.11"])
def test_a_header_without_contigs_gets_those_that_bcf_needs(tmp_path, contig):
    record = f"{contig} 7674220 . C T . PASS ."
    (tmp_path / "bare.vcf").write_bytes(vcf(record, meta=("fileformat=VCFv4.2", "reference=hg38")))
    (tmp_path / "out.bcf").write_bytes(annotated(tmp_path / "bare.vcf", "bcf")[0])

    viewed = run(["bcftools", "view", "-H", tmp_path / "out.bcf"], capture_output=True, check=True)

    assert viewed.stdout.startswith(f"{contig}\t7674220\t.\tC\tT\t.\tPASS\tHCC=T|TP53|".encode())


@pytest.mark.parametrize(
    ("record", "missing"),
    [
        ("chrQ 5 . A C . PASS .", "contig chrQ"),
        ("chr17 7674220 . C T . weak .", "FILTER weak"),
        ("chr17 7674220 . C T . PASS DP=3", "INFO DP"),
    ],
)
def test_what_bcf_has_no_number_for_is_named(tmp_path, record, missing):
    meta = ("fileformat=VCFv4.2", "contig=<ID=chr17,length=83257441>")
    (tmp_path / "bare.vcf").write_bytes(vcf("chr17 1 . A C . PASS .", record, meta=meta))

    with pytest.raises(FormatError, match=f"line 5: The {missing} is not declared"):
        annotated(tmp_path / "bare.vcf", "bcf")


@bcftools
def test_a_header_without_a_version_gets_one(tmp_path):
    """Without ``##fileformat`` bcftools takes the output for no VCF; a stray tab goes too."""
    content = vcf("chr17 7674220 . C T . PASS .", meta=("reference=hg38",))
    (tmp_path / "bare.vcf").write_bytes(content.replace(b"INFO\n", b"INFO\t\n"))
    for form in ("vcf", "bcf"):
        (tmp_path / form).write_bytes(annotated(tmp_path / "bare.vcf", form)[0])

    views = [
        run(["bcftools", "view", "-H", tmp_path / form], capture_output=True, check=True).stdout
        for form in ("vcf", "bcf")
    ]

    assert views[0] == views[1]
    assert b"HCC=T|TP53" in views[0]


REAL = sorted(
    path
    for folder in ("callers", "edge", "ctdna", "sv")
    for path in (SHARED / "realdata" / folder).rglob("*.vcf")
)


def test_records_of_real_files_come_out_as_they_were(shared):
    seen = 0
    for path in REAL:
        if path.stat().st_size > 1_000_000:
            continue
        try:
            output, _ = annotated(path, "vcf")
        except InputError:
            continue
        with open_input(path) as source:
            expected = [line for line in source.lines if line.strip() and line[:1] != b"#"]
        found = [line for line in output.split(b"\n") if line and line[:1] != b"#"]
        assert list(map(_bare, found)) == list(map(_bare, expected)), path
        seen += 1
    assert seen > 50


def test_the_header_of_bcf_states_one_version():
    heading = b"##fileformat=VCFv4.1\n##contig=<ID=1>\n" + b"\t".join(EIGHT) + b"\n"
    header = BcfMaker(heading, where="x").header()

    assert header.count(b"##fileformat=VCFv4.1") == header.count(b"##fileformat=") == 1


@pytest.mark.parametrize("first", [b"", b"##source=x\n##fileformat=VCFv4.1\n"])
def test_a_header_need_not_begin_with_its_version_to_become_bcf(first):
    maker = BcfMaker(first + b"##contig=<ID=1>\n" + b"\t".join(EIGHT) + b"\n", where="x")

    assert b"##contig=<ID=1" in maker.header()
    assert maker.records([b"1\t1\t.\tA\tC\t.\tPASS\t."])


@pytest.mark.skipif(not STATM.exists(), reason="only Linux tells")
def test_pieces_written_as_bcf_leave_no_memory_behind():
    contigs = b"".join(b"##contig=<ID=c%d,length=9>\n" % number for number in range(5_000))
    maker = BcfMaker(b"##fileformat=VCFv4.2\n" + contigs + b"\t".join(EIGHT) + b"\n", where="x")
    line = b"c7\t1\t.\tA\tC\t.\tPASS\t."
    for _ in range(5):
        maker.records([line])
    before = _resident()
    for _ in range(40):
        maker.records([line])

    assert _resident() - before < 20 << 20


def _resident() -> int:
    """Bytes of memory that this process has."""
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _bare(line: bytes) -> list[bytes]:
    """The columns, INFO without our field; without any other it is a dot or nothing."""
    cells = line.rstrip(b"\r").split(b"\t")
    cells[7] = FIELD.sub(b"", cells[7]) or b"."
    return cells
