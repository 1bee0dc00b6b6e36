"""Headers, good and bad."""

from __future__ import annotations

import pytest

from hccgenomics.errors import FormatError, SampleError, UnreadableError
from hccgenomics.readers.header import parse_header

HEADING = b"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"


def _parse(*lines: bytes):
    return parse_header(iter(lines), where="a.vcf")


@pytest.mark.parametrize("version", ["4.0", "4.1", "4.2", "4.3", "4.4", "4.5"])
def test_versions_4_0_to_4_5_are_read(version):
    assert _parse(f"##fileformat=VCFv{version}".encode(), HEADING).version == version


@pytest.mark.parametrize("stated", ["VCFv3.3", "VCFv4.6", "VCFv5.0", "VCF v4.1", "", "tabix"])
def test_other_versions_are_refused(stated):
    with pytest.raises(FormatError, match="The file format is"):
        _parse(f"##fileformat={stated}".encode(), HEADING)


def test_a_missing_version_is_unknown_and_no_error():
    assert _parse(HEADING).version is None


def test_lines_are_left_at_the_first_record():
    lines = iter([b"##source=x", HEADING, b"chr5\t1"])

    header = parse_header(lines)

    assert (header.lines, next(lines)) == (2, b"chr5\t1")


def test_contigs_keep_their_order_and_lengths():
    header = _parse(
        b"##contig=<ID=chr5,length=181538259,assembly=hg38>",
        b'##contig=<length=10,Description="a, ID=no",ID=HLA-A*01:01:01:01>',
        b"##contig=<ID=decoy>",
        HEADING,
    )

    assert header.contigs["chr5"] == 181538259
    assert header.contigs["decoy"] is None
    assert next(iter(header.contigs)) == "chr5"


@pytest.mark.parametrize(
    ("line", "annotator"),
    [
        (b'##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from', "VEP"),
        (b'##INFO=<ID=ANN,Number=.,Type=String,Description="Functional annotations', "SnpEff"),
        (b'##INFO=<ID=ANN,Number=.,Description="annotations from Ensembl VEP. Format', "VEP"),
        (b"##INFO=<ID=BCSQ,Number=.,Type=String,Description=", "bcftools csq"),
        (b"##INFO=<ID=FUNCOTATION,Number=A,Type=String,Description=", "Funcotator"),
    ],
)
def test_annotators_are_recognised(line, annotator):
    assert _parse(b"##INFO=<ID=DP,Number=1>", line, HEADING).annotators == (annotator,)


def test_a_record_before_the_heading_is_named_by_line():
    with pytest.raises(FormatError, match=r"a\.vcf, line 2: A record stands before"):
        _parse(b"##fileformat=VCFv4.2", b"chr5\t1\t.\tA\tC\t.\t.\t.")


def test_a_header_without_heading_is_cut_short():
    with pytest.raises(UnreadableError, match="ends before a #CHROM line"):
        _parse(b"##fileformat=VCFv4.2", b"##source=x")


def test_spaces_for_tabs_are_named():
    with pytest.raises(FormatError, match="separates its columns by spaces"):
        _parse(b"##fileformat=VCFv4.2", HEADING.replace(b"\t", b"  "))


@pytest.mark.parametrize(
    "heading",
    [
        HEADING.replace(b"\tID", b""),
        HEADING + b"\tT",
        b"#CHROM",
        HEADING.replace(b"REF\tALT", b"ALT\tREF"),
    ],
    ids=["a column too few", "no FORMAT", "one column", "swapped"],
)
def test_columns_must_be_those_of_vcf(heading):
    with pytest.raises(FormatError, match="line 1: The #CHROM line"):
        _parse(heading)


def test_a_sample_named_twice_is_an_error_by_column_and_not_by_name():
    with pytest.raises(SampleError, match=r"one sample name: columns 10, 12\.") as caught:
        _parse(HEADING + b"\tFORMAT\tJane Doe\tN\tJane Doe")

    assert "Doe" not in str(caught.value)


def test_thousands_of_repeated_samples_are_not_all_listed():
    with pytest.raises(SampleError, match=r"columns 10, .*, 21, …\. Rename") as caught:
        _parse(HEADING + b"\tFORMAT" + b"\tT" * 20_000)

    assert "22" not in str(caught.value)


@pytest.mark.parametrize(
    ("line", "appearance"),
    [
        (b"Dear Dr Doe", "no VCF: it looks like text"),
        (b"Doe\tJane\t1951-02-03", "no VCF: it looks like a table separated by tabs"),
        (b"Doe,Jane,1951-02-03", "no VCF: it looks like a table separated by commas"),
        (b"Doe;Jane;1951-02-03", "no VCF: it looks like a table separated by semicolons"),
        (b"\x00\x01Doe", "no VCF: it looks like binary data"),
        (b"Hugo_Symbol\tTumor_Sample_Barcode\tDoe", "a MAF and no VCF"),
    ],
)
def test_what_a_foreign_file_looks_like_is_said_and_nothing_of_it_quoted(line, appearance):
    with pytest.raises(UnreadableError, match=f"This is {appearance}\\.") as caught:
        _parse(line)

    assert "Doe" not in str(caught.value)


@pytest.mark.parametrize("digits", [10, 400, 5000])
def test_a_contig_length_beyond_all_reason_is_refused(digits):
    line = f"##contig=<ID=chr5,length={'9' * digits}>".encode()

    with pytest.raises(FormatError, match=r"contig chr5 a length beyond 2147483647\."):
        _parse(line, HEADING)


def test_bytes_that_are_no_utf8_are_kept_readable():
    assert _parse(HEADING + b"\tFORMAT\tPatient\xe9").samples == ("Patient\\xe9",)
