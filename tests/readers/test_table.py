"""A laboratory's plain table as input."""

from __future__ import annotations

import re

import pytest

from hccgenomics.errors import AssemblyError, FormatError, InputError, SampleError, UnreadableError
from hccgenomics.readers.calls import ReadRequest, read_small_variants
from hccgenomics.vocabulary import Assembly, DropReason
from tests.conftest import DATA
from tests.readers.test_maf import _said, read
from tests.truth import rows

G37, G38 = Assembly


@pytest.mark.parametrize("separator", ["\t", ",", ";"], ids=["tab", "comma", "semicolon"])
@pytest.mark.parametrize("truth", rows("table_cells.tsv"))
def test_a_row_becomes(truth, separator, tmp_path, panels):
    lines = [_joined(truth[key].split("|"), separator) for key in ("heading", "cells")]
    content = "\n".join([*lines, ""]).encode()

    found = read(tmp_path, panels, content, "x.txt", assembly=G38)

    dropped = [reason.value for reason, count in found.tally.dropped.items() for _ in range(count)]
    became = [_said(call) for call in found.calls] + dropped
    assert "; ".join(became) == truth["becomes"]
    assert found.files[0].file_format == "variant table"


def _joined(cells, separator: str) -> str:
    quoted = [f'"{cell}"' if separator in cell else cell for cell in cells]
    return separator.join(quoted)


def test_blanks_may_separate_the_cells(tmp_path, panels):
    content = (
        b"# chr pos ref alt, as typed\ncontig pos  ref alt vaf\n"
        b"chr5 1295113\tG A 40%\n  chr17   7675088 C T .\r\n\n"
    )

    found = read(tmp_path, panels, content, "x.txt", assembly=G38)

    assert [_said(call) for call in found.calls] == [
        "chr5:1295113G>A None,None,0.4",
        "chr17:7675088C>T None,None,None",
    ]


@pytest.mark.parametrize("row", [b"chr5 1295113  G", b"chr5 1295113 G A x", b"chr5  1295113 G"])
def test_a_row_that_blanks_cut_otherwise_is_an_error_with_its_line(tmp_path, panels, row):
    with pytest.raises(FormatError, match="columns where the heading names 4") as caught:
        read(tmp_path, panels, b"contig pos ref alt\n" + row + b"\n", assembly=G38)

    assert caught.value.line == 2


def test_words_of_a_comment_are_no_heading(tmp_path, panels):
    with pytest.raises(UnreadableError, match="no VCF"):
        read(tmp_path, panels, b"# contig pos ref alt\nchr5 1295113 G A\n", assembly=G38)


def test_a_spreadsheets_export_needs_no_assembly(panels):
    found = read_small_variants(ReadRequest((DATA / "tables" / "spreadsheet.csv",)), panels)
    assert found.assembly is G38
    assert [_said(call) for call in found.calls] == [
        "chr5:1295113G>A None,40,0.4",
        "chr17:7675088C>T None,25,0.125",
        "chr3:41224610C>A None,None,0.31",
    ]
    assert found.tumour_sample == "P1"


def test_bases_that_cannot_decide_ask_for_the_assembly(tmp_path, panels):
    with pytest.raises(AssemblyError, match="--assembly"):
        read(tmp_path, panels, b"chrom\tpos\tref\talt\nchr1\t1000\tA\tT\n")


def test_an_assembly_column_is_evidence(tmp_path, panels):
    content = b"chrom,pos,ref,alt,genome build\nchr1,1000,A,T,hg19\n"
    assert read(tmp_path, panels, content).assembly is G37


PLAIN = "chrom\tpos\tref\talt\nchr1\t1000\tA\tT\n"
MAF_OF_38 = (
    "Hugo_Symbol\tChromosome\tStart_Position\tReference_Allele\tTumor_Seq_Allele2\tNCBI_Build\n"
    "TERT\tchr5\t1295113\tG\tA\tGRCh38\n"
)


@pytest.mark.parametrize(
    ("comment", "assembly"),
    [
        ("##reference=file:///ref/hg19.fa", G37),
        ("#genome: hg38", G38),
        ("# Genome build = 37", G37),
        ("#NCBI_Build\t38", G38),
        ("#assembly GRCh37", G37),
        ("##reference_genome=GRCh38.d1.vd1", G38),
        ("# Reference: lifted from hg19 to hg38\n#genome: hg38", G38),
    ],
)
def test_a_comment_that_states_the_reference_is_evidence(tmp_path, panels, comment, assembly):
    found = read(tmp_path, panels, f"{comment}\n{PLAIN}".encode())

    assert found.assembly is assembly
    assert any("header's reference says" in said for said in found.assembly_evidence)


@pytest.mark.parametrize(
    ("comment", "rows_", "words"),
    [
        ("##reference=mm10", PLAIN, "GRCm38 (mouse, mm10)"),
        ("#version 2.4\n##reference=/ref/mm10.fa", MAF_OF_38, "GRCm38 (mouse, mm10)"),
        ("#genome: hg18", PLAIN, "NCBI36 (hg18)"),
        ("#NCBI_Build 36", PLAIN, "NCBI36 (hg18)"),
        ("#genome: hg19", MAF_OF_38, "contradictory"),
        ("##reference=hg19\n#assembly: hg38", PLAIN, "contradictory"),
    ],
)
def test_a_comment_that_states_another_reference_is_a_conflict(
    tmp_path, panels, comment, rows_, words
):
    with pytest.raises(AssemblyError, match=re.escape(words)) as caught:
        read(tmp_path, panels, f"{comment}\n{rows_}".encode())

    assert caught.value.exit_code == 3


def test_a_comment_against_the_users_word_is_a_conflict(tmp_path, panels):
    with pytest.raises(AssemblyError, match="contradictory"):
        read(tmp_path, panels, f"#genome: hg19\n{PLAIN}".encode(), assembly=G38)


@pytest.mark.parametrize(
    "comment",
    ["# genome coordinates were lifted over from hg18", "#version 2.4", "# mm10 was not used",
     "#reference", "# assembly:", "#build by Jenkins"],
)  # fmt: skip
def test_a_comment_in_prose_is_no_evidence(tmp_path, panels, comment):
    assert read(tmp_path, panels, f"{comment}\n{PLAIN}".encode(), assembly=G38).assembly is G38


@pytest.mark.parametrize(
    "content",
    [
        b"chr17\t7675088\tC\tT\n",
        b"chr17,7675088,C,T\n",
        b"gene\tprotein\tcomment\nTP53\tp.R175H\tx\n",
    ],
)
def test_without_the_columns_it_is_refused_and_told_what_is_wanted(tmp_path, panels, content):
    with pytest.raises(UnreadableError, match="contig, pos, ref and alt") as caught:
        read(tmp_path, panels, content)
    assert "7675088" not in str(caught.value)


def test_a_portals_rearrangements_are_not_called_a_maf(tmp_path, panels):
    content = b"Sample_Id\tSite1_Hugo_Symbol\tSite1_Chromosome\tSite1_Position\nHCC9\tTERT\t5\t1\n"
    with pytest.raises(UnreadableError, match="This is no VCF: it looks like a table"):
        read(tmp_path, panels, content)


def test_a_vcf_that_lost_a_column_is_no_table(tmp_path, panels):
    content = b"#CHROM\tPOS\tID\tREF\tALT\tQUAL\nchr17\t7675088\t.\tC\tT\t.\n"
    with pytest.raises(FormatError, match="#CHROM"):
        read(tmp_path, panels, content)


@pytest.mark.parametrize(
    "content",
    [
        b"contig\tpos\tref\talt\rchr5\t1295113\tG\tA\r",
        b"#version 2.4\rHugo_Symbol\tNCBI_Build\tChromosome\tStart_Position\tReference_Allele"
        b"\tTumor_Seq_Allele2\rTERT\tGRCh38\tchr5\t1295113\tG\tA",
    ],
    ids=["table", "MAF"],
)
def test_carriage_returns_alone_are_no_file_without_rows(tmp_path, panels, content):
    with pytest.raises(FormatError, match="line 1: Its lines end in carriage returns alone"):
        read(tmp_path, panels, content, assembly=G38)


def test_one_name_for_two_columns_is_an_error(tmp_path, panels):
    with pytest.raises(FormatError, match="columns 2, 5"):
        read(tmp_path, panels, b"chrom,pos,ref,alt,pos\nchr17,7675088,C,T,1\n", assembly=G38)


def test_several_samples_need_a_name(tmp_path, panels):
    content = b"sample,chrom,pos,ref,alt\nA,17,7675088,C,T\nB,17,7675088,C,T\n"
    with pytest.raises(SampleError, match="several tumours"):
        read(tmp_path, panels, content, assembly=G38)
    found = read(tmp_path, panels, content, assembly=G38, tumour_sample="B")
    assert found.tally.dropped == {DropReason.OTHER_SAMPLE: 1}


def test_a_sample_cannot_be_asked_for_without_its_column(tmp_path, panels):
    with pytest.raises(SampleError, match="No column names the tumour"):
        read(tmp_path, panels, b"chrom,pos,ref,alt\n17,1,C,T\n", tumour_sample="A")


@pytest.mark.parametrize(
    "content",
    [
        b"chrom,pos,ref,alt\n17,7675088,C\n",
        b"chrom,pos,ref,alt\n17,7675088,C,T,extra\n",
        b"chrom,pos,ref,alt\n17,\xff\xfe,C,T\n",
        b'chrom,pos,ref,alt\n"17,7675088,C,T\n',
        b"chrom,pos,ref,alt\n17,-5,C,T\n",
    ],
)
def test_a_broken_row_is_one_sentence_with_its_line(tmp_path, panels, content):
    with pytest.raises(InputError) as caught:
        read(tmp_path, panels, content, assembly=G38)
    assert caught.value.line == 2
