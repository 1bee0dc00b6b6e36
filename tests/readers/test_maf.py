"""MAF as input: rows, samples, assembly, and what cannot be read."""

from __future__ import annotations

import gzip
import io
import sys

import pytest

from hccgenomics.errors import AssemblyError, DialectError, FormatError, SampleError
from hccgenomics.readers.calls import ReadRequest, read_small_variants
from hccgenomics.vocabulary import Assembly, CallerSays, DropReason
from tests.conftest import DATA
from tests.readers.files import bgzf
from tests.truth import rows

G37, G38 = Assembly
NAMES = (
    *("Hugo_Symbol", "Center", "NCBI_Build", "Chromosome", "Start_Position", "End_Position"),
    *("Reference_Allele", "Tumor_Seq_Allele1", "Tumor_Seq_Allele2", "Tumor_Sample_Barcode"),
    *("Matched_Norm_Sample_Barcode", "Mutation_Status", "t_depth", "t_ref_count", "t_alt_count"),
    *("n_depth", "n_ref_count", "n_alt_count", "FILTER"),
)
TP53 = {
    "Hugo_Symbol": "TP53",
    "Center": "x",
    "NCBI_Build": "GRCh38",
    "Chromosome": "chr17",
    "Start_Position": "7675088",
    "End_Position": "7675088",
    "Reference_Allele": "C",
    "Tumor_Seq_Allele1": "C",
    "Tumor_Seq_Allele2": "T",
    "Tumor_Sample_Barcode": "P1-T",
    "Matched_Norm_Sample_Barcode": "P1-N",
    "Mutation_Status": "Somatic",
    "t_depth": "100",
    "t_ref_count": "60",
    "t_alt_count": "40",
    "n_depth": "50",
    "n_ref_count": "50",
    "n_alt_count": "0",
    "FILTER": "PASS",
}


def row(**changed: str) -> dict[str, str]:
    return {**TP53, **changed}


def maf(*made: dict[str, str], names=NAMES, comment="#version 2.4\n", end="\n") -> bytes:
    lines = ["\t".join(names), *("\t".join(one[name] for name in names) for one in made)]
    return (comment + end.join(lines) + end).encode()


def read(tmp_path, panels, content: bytes, name="x.maf", **request):
    path = tmp_path / name
    path.write_bytes(content)
    return read_small_variants(ReadRequest((path,), **request), panels)


def _said(call) -> str:
    support = call.support
    vaf = None if support.vaf is None else round(support.vaf, 3)
    return f"{call.variant} {support.ref_depth},{support.alt_depth},{vaf}"


@pytest.mark.parametrize("truth", rows("maf_rows.tsv"))
def test_a_row_becomes(truth, tmp_path, panels):
    depth, ref, alt = truth["counts"].split("/")
    made = row(
        Chromosome=truth["contig"],
        Start_Position=truth["start"],
        End_Position=truth["end"],
        Reference_Allele=truth["ref"],
        Tumor_Seq_Allele1=truth["allele1"],
        Tumor_Seq_Allele2=truth["allele2"],
        t_depth=depth,
        t_ref_count=ref,
        t_alt_count=alt,
    )

    found = read(tmp_path, panels, maf(made), assembly=G38)

    dropped = [reason.value for reason, count in found.tally.dropped.items() for _ in range(count)]
    became = [_said(call) for call in found.calls] + dropped
    assert "; ".join(became) == truth["becomes"]
    assert found.files[0].records == 1


def test_the_row_is_as_the_file_spells_it(tmp_path, panels):
    made = row(Tumor_Seq_Allele2="-", Chromosome="17")
    (call,) = read(tmp_path, panels, maf(made)).calls
    locus = call.locus
    assert (locus.contig, locus.pos, locus.ref, locus.alt) == ("17", 7675088, "C", "-")


def test_samples_counts_and_status_are_the_rows_own(tmp_path, panels):
    found = read(tmp_path, panels, maf(row(Mutation_Status="GERMLINE", FILTER="oxog,wga")))
    (call,) = found.calls
    assert (found.tumour_sample, found.normal_sample) == ("P1-T", "P1-N")
    assert call.normal_support is not None
    assert (call.normal_support.alt_depth, call.normal_support.total_depth) == (0, 50)
    assert call.tag == (CallerSays.GERMLINE, "Mutation_Status=GERMLINE")
    assert call.filters == ("oxog", "wga")
    assert found.files[0].file_format == "MAF 2.4"


@pytest.mark.parametrize("status", ["Unknown", "", ".", "UNPAIRED", "None"])
def test_a_status_that_says_nothing_is_no_tag(tmp_path, panels, status):
    (call,) = read(tmp_path, panels, maf(row(Mutation_Status=status))).calls
    assert call.tag is None


def test_a_pooled_normal_is_not_the_patients(tmp_path, panels):
    found = read(tmp_path, panels, maf(row(Matched_Norm_Sample_Barcode="FROZENPOOLEDNORMAL_4")))
    assert found.normal_sample is None
    assert found.calls[0].normal_support is None
    assert any("pooled normal" in note for note in found.notes)


def test_several_tumours_need_a_name_and_no_name_is_repeated(tmp_path, panels):
    content = maf(row(), row(Tumor_Sample_Barcode="Jane Doe"))
    with pytest.raises(SampleError, match="several tumours") as caught:
        read(tmp_path, panels, content)
    assert caught.value.line == 4
    assert "Doe" not in str(caught.value)
    assert "P1" not in str(caught.value)


def test_rows_of_other_tumours_are_counted(tmp_path, panels):
    other = row(Tumor_Sample_Barcode="P2", Chromosome="chr1")
    content = maf(row(), other, other, row(Tumor_Sample_Barcode="P2"))
    found = read(tmp_path, panels, content, tumour_sample="P1-T")
    assert len(found.calls) == 1
    assert found.tally.dropped == {DropReason.OTHER_SAMPLE: 3}
    assert found.files[0].records == 4


def test_a_tumour_without_rows_is_an_error(tmp_path, panels):
    with pytest.raises(SampleError, match="No row is of the tumour"):
        read(tmp_path, panels, maf(row()), tumour_sample="P9")


def test_a_normal_that_no_row_names_is_an_error(tmp_path, panels):
    with pytest.raises(SampleError, match="--normal-sample"):
        read(tmp_path, panels, maf(row()), normal_sample="P9")


@pytest.mark.parametrize(
    ("build", "assembly"),
    [("GRCh38", G38), ("hg38", G38), ("38", G38), ("GRCh38.p13", G38)],
)
def test_the_build_is_evidence(tmp_path, panels, build, assembly):
    found = read(tmp_path, panels, maf(row(NCBI_Build=build)))
    assert found.assembly is assembly
    assert "the column NCBI_Build says" in found.assembly_evidence[0]


def test_builds_of_one_assembly_may_be_spelled_differently(tmp_path, panels):
    found = read(tmp_path, panels, maf(row(NCBI_Build="38"), row(NCBI_Build="hg38")))
    assert len(found.calls) == 2


@pytest.mark.parametrize("far", [0, 500])
def test_rows_on_two_assemblies_are_an_error_with_its_line(tmp_path, panels, far):
    first = [row(NCBI_Build="")] * far + [row()]
    with pytest.raises(AssemblyError, match=r"column 3") as caught:
        read(tmp_path, panels, maf(*first, row(NCBI_Build="37")))
    assert caught.value.line == far + 4


def test_a_build_that_the_bases_contradict_is_an_error(tmp_path, panels):
    lines = (DATA / "maf" / "gdc.maf").read_text().replace("GRCh38", "GRCh37")
    with pytest.raises(AssemblyError):
        read(tmp_path, panels, lines.encode())


@pytest.mark.parametrize(("build", "named"), [("36", "NCBI36"), ("mm10", "mouse")])
def test_a_foreign_build_is_named(tmp_path, panels, build, named):
    with pytest.raises(AssemblyError, match=named):
        read(tmp_path, panels, maf(row(NCBI_Build=build)))


def test_without_a_build_the_bases_judge(tmp_path, panels):
    content = (DATA / "maf" / "gdc.maf").read_text().replace("GRCh38", "")
    assert read(tmp_path, panels, content.encode()).assembly is G38


@pytest.mark.parametrize("pos", ["12x", "1e6", "99999999999", "7,675,088"])
def test_a_position_that_is_none_is_an_error_with_its_line(tmp_path, panels, pos):
    with pytest.raises(FormatError, match="position") as caught:
        read(tmp_path, panels, maf(row(), row(Start_Position=pos)))
    assert caught.value.line == 4


def test_a_cut_row_is_an_error_with_its_line(tmp_path, panels):
    content = maf(row(), row())
    with pytest.raises(FormatError, match="columns") as caught:
        read(tmp_path, panels, content[:-60])
    assert caught.value.line == 4


def test_a_heading_without_places_is_an_error(tmp_path, panels):
    names = ("Hugo_Symbol", "Tumor_Sample_Barcode")
    with pytest.raises(FormatError, match=r"Chromosome, Start_Position, Reference_Allele"):
        read(tmp_path, panels, maf(row(), names=names, comment=""))


def test_a_caller_does_not_fit(tmp_path, panels):
    with pytest.raises(DialectError, match="MAF"):
        read(tmp_path, panels, maf(row()), caller="mutect2")


@pytest.mark.parametrize(
    ("pack", "name"),
    [
        (lambda text: text, "plain"),
        (gzip.compress, "gzip"),
        (lambda text: bgzf(text, block=100), "bgzip"),
        (lambda text: b"\xef\xbb\xbf" + text, "BOM"),
        (lambda text: text.replace(b"\n", b"\r\n"), "CRLF"),
        (lambda text: text.rstrip(b"\n") + b"\n\n\n", "blank lines"),
        (lambda text: text + b"\t\t\n", "a line of tabs"),
        (lambda text: text.replace(b"#version 2.4\n", b"#version 2.4\n#\n## more\n"), "comments"),
        (lambda text: text.replace(b"Start_Position", b"Start_position"), "old names"),
        (lambda text: text.replace(b"TP53\t", b'"TP53"\t'), "quotation marks"),
    ],
)
def test_packing_makes_no_difference(tmp_path, panels, pack, name):
    content = (DATA / "maf" / "gdc.maf").read_bytes()
    plain = read(tmp_path, panels, content)
    packed = read(tmp_path, panels, pack(content), name=name)
    assert packed.calls == plain.calls
    assert packed.tally == plain.tally


def test_a_maf_is_read_from_standard_input(panels, monkeypatch):
    content = (DATA / "maf" / "gdc.maf").read_bytes()
    stream = io.TextIOWrapper(io.BytesIO(content))
    monkeypatch.setattr(stream, "isatty", lambda: False, raising=False)
    monkeypatch.setattr(sys, "stdin", stream)
    assert read_small_variants(ReadRequest(("-",)), panels).files[0].file_format == "MAF 2.4"


def test_genes_beyond_the_panel_are_read_by_the_mafs_annotation(tmp_path, panels):
    names = (*NAMES, "Variant_Classification", "HGVSp_Short", "Transcript_ID", "HGVSc")
    extra = {"Variant_Classification": "Missense_Mutation", "HGVSp_Short": "p.R132C"}
    extra |= {"Transcript_ID": "ENST1", "HGVSc": "c.394C>T"}
    beyond = row(Hugo_Symbol="NOPANEL", Chromosome="chr9", **extra)
    content = maf(row(**extra), beyond, names=names)
    found = read(tmp_path, panels, content, watched_genes=frozenset({"NOPANEL"}))
    assert [call.variant.contig for call in found.calls] == ["chr17", "chr9"]
    assert found.annotated_by == ("the MAF's annotator",)
    assert not read(tmp_path, panels, content).tally.dropped.keys() - {DropReason.OUTSIDE_PANEL}
