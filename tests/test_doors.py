"""The same variants as VCF, MAF and table: the same alterations, the same rows, the same ledger."""

from __future__ import annotations

import gzip
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hccgenomics.errors import AssemblyError, FormatError, SampleError
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.genome import Interval
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline.annotation import AnnotationRequest, annotate_file
from hccgenomics.pipeline.forms import Form
from hccgenomics.pipeline.report import ReportRequest, make_report
from hccgenomics.vocabulary import Assembly, DropReason
from tests.conftest import DATA
from tests.readers.files import bgzf
from tests.readers.test_maf import maf, row
from tests.written import vcf_text

if TYPE_CHECKING:
    from pathlib import Path

G37, G38 = Assembly
SAID = (
    *("contig", "pos", "ref", "alt", "gene", "consequence", "hgvs_g", "hgvs_c", "hgvs_p"),
    *("vrs_id", "ref_depth", "alt_depth", "vaf", "driver"),
)
GENES = ("TP53", "CTNNB1", "TERT", "AXIN1", "ARID1A", "KEAP1")
MAF_NAMES = (
    *("Hugo_Symbol", "NCBI_Build", "Chromosome", "Start_Position", "End_Position"),
    *("Reference_Allele", "Tumor_Seq_Allele1", "Tumor_Seq_Allele2", "Tumor_Sample_Barcode"),
    *("t_depth", "t_ref_count", "t_alt_count"),
)


@cache
def places(assembly: Assembly) -> tuple[tuple[str, int], ...]:
    """Bases around the exons of some genes, one in five."""
    models = load_models(assembly)
    return tuple(
        (models.gene(symbol).select.contig, pos)
        for symbol in GENES
        for exon in models.gene(symbol).select.exons
        for pos in range(exon.start - 10, exon.end + 10, 5)
    )


@st.composite
def anchored(draw) -> tuple[list[tuple[str, int, str, str]], Assembly]:
    """Variants as VCF has them: substitutions, deletions, insertions and mixtures, bases known."""
    assembly = draw(st.sampled_from(tuple(Assembly)))
    models = load_models(assembly)
    found = {}
    for contig, pos in draw(st.lists(st.sampled_from(places(assembly)), min_size=1, max_size=6)):
        length = draw(st.integers(1, 6))
        ref = models.bases(Interval.at(contig, pos=pos, length=length))
        alt = (
            ref[0] + draw(st.text("ACGT", max_size=4))
            if draw(st.booleans())
            else "".join(draw(st.lists(st.sampled_from("ACGT"), min_size=length, max_size=length)))
        )
        if set(ref) <= set("ACGT") and ref != alt:
            found[contig, pos] = (contig, pos, ref, alt)
    return list(found.values()), assembly


def bare(contig: str, pos: int, ref: str, alt: str) -> tuple[str, int, int, str, str]:
    """As MAF spells it: without the bases both alleles begin with; contig, start, end, alleles."""
    while ref and alt and ref[0] == alt[0]:
        pos, ref, alt = pos + 1, ref[1:], alt[1:]
    if not ref:
        return contig, pos - 1, pos, "-", alt
    return contig, pos, pos + len(ref) - 1, ref, alt or "-"


def as_maf(variants, assembly: Assembly) -> str:
    lines = ["#version 2.4", "\t".join(MAF_NAMES)]
    for variant in variants:
        contig, start, end, ref, alt = bare(*variant)
        cells = ("x", assembly, contig, start, end, ref, ref, alt, "TUMOUR", 120, 80, 40)
        lines.append("\t".join(map(str, cells)))
    return "\n".join([*lines, ""])


def as_table(variants) -> str:
    lines = ["chrom,pos,ref,alt,depth,ref_depth,alt_depth"]
    lines += [f"{contig},{pos},{ref},{alt},120,80,40" for contig, pos, ref, alt in variants]
    return "\n".join([*lines, ""])


def alterations(path: Path, assembly: Assembly):
    made = make_report(ReportRequest((str(path),), Settings(), assembly=assembly, sample_id="x"))
    said = [tuple(str(getattr(one, name)) for name in SAID) for one in made.alterations]
    return sorted(said), made.ledger


@given(anchored().filter(lambda drawn: drawn[0]))
@settings(max_examples=60, deadline=None)
def test_vcf_maf_and_table_say_the_same(tmp_path_factory, drawn):
    variants, assembly = drawn
    folder = tmp_path_factory.mktemp("doors")
    contents = {
        "a.vcf": vcf_text(variants, assembly=assembly),
        "a.maf": as_maf(variants, assembly),
        "a.csv": as_table(variants),
    }
    said = {}
    for name, content in contents.items():
        (folder / name).write_text(content)
        said[name], ledger = alterations(folder / name, assembly)
        assert ledger.read == ledger.kept + sum(ledger.dropped.values()) == len(variants)

    assert said["a.maf"] == said["a.vcf"]
    assert said["a.csv"] == said["a.vcf"]


def annotated(path, **request) -> tuple[bytes, object]:
    written: list[bytes] = []
    summary = annotate_file(AnnotationRequest(str(path), **request), written.append)
    return b"".join(written), summary


@given(anchored().filter(lambda drawn: drawn[0]))
@settings(max_examples=40, deadline=None)
def test_annotate_gives_the_rows_of_the_vcf_as_the_maf_spells_them(tmp_path_factory, drawn):
    variants, assembly = drawn
    folder = tmp_path_factory.mktemp("rows")
    (folder / "a.vcf").write_text(vcf_text(variants, assembly=assembly))
    (folder / "a.maf").write_text(as_maf(variants, assembly))
    tables = {
        name: [line.split("\t") for line in annotated(folder / name)[0].decode().splitlines()[1:]]
        for name in ("a.vcf", "a.maf")
    }

    assert [cells[4:16] for cells in tables["a.maf"]] == [cells[4:16] for cells in tables["a.vcf"]]
    spelled = {(c, str(start), ref, alt) for c, start, _, ref, alt in (bare(*v) for v in variants)}
    assert {tuple(cells[:4]) for cells in tables["a.maf"]} <= spelled


def _large(rows: int = 12_000) -> bytes:
    """Rows of two tumours, most of them outside the panel, some without a place."""
    kinds = (
        row(),
        row(Chromosome="chr1", Start_Position="1000", End_Position="1000"),
        row(Tumor_Seq_Allele2="-", Tumor_Sample_Barcode="P2-T"),
        row(Chromosome="chr2", Start_Position="2000", End_Position="2000"),
        row(Start_Position="", End_Position=""),
    )
    return maf(*(kinds[number % len(kinds)] for number in range(rows)))


@pytest.mark.parametrize("asked", [None, "P1-T"])
def test_the_bytes_do_not_depend_on_processes_or_packing(tmp_path, asked):
    content = _large()
    expected = None
    for name, packed in {"a": content, "b": gzip.compress(content), "c": bgzf(content)}.items():
        (tmp_path / name).write_bytes(packed)
        for threads in (1, 3):
            body, summary = annotated(tmp_path / name, threads=threads, tumour_sample=asked)
            made = (body, summary.facts)
            expected = expected or made
            assert made == expected

    facts = expected[1]
    assert facts["records"] == facts["read"] == 12_000
    assert facts["dropped"][DropReason.MALFORMED.value] == 2_400
    others = facts["dropped"].get(DropReason.OTHER_SAMPLE.value, 0)
    assert others == (2_400 if asked else 0)


def test_report_and_annotate_count_alike(tmp_path):
    (tmp_path / "a.maf").write_bytes(_large(500))
    _, summary = annotated(tmp_path / "a.maf", tumour_sample="P1-T")
    _, ledger = alterations_of(tmp_path / "a.maf", "P1-T")
    assert summary.facts["read"] == ledger.read == 500
    assert summary.facts["dropped"]["row_of_another_sample"] == 100
    assert ledger.dropped["row_of_another_sample"] == 100


def alterations_of(path: Path, tumour: str):
    made = make_report(ReportRequest((str(path),), Settings(), tumour_sample=tumour))
    return made.alterations, made.ledger


def test_rows_of_several_tumours_are_annotated_and_said(tmp_path):
    (tmp_path / "a.maf").write_bytes(_large(50))
    _, summary = annotated(tmp_path / "a.maf")
    assert "several tumours" in summary.notes[0]


@pytest.mark.parametrize("form", [Form.VCF, Form.BCF])
def test_of_a_maf_only_a_table_is_made(form):
    with pytest.raises(FormatError, match="--format tsv"):
        annotated(DATA / "maf" / "gdc.maf", form=form)


def test_a_tumour_without_rows_is_an_error_of_annotate_too():
    with pytest.raises(SampleError, match="No row is of the tumour"):
        annotated(DATA / "maf" / "gdc.maf", tumour_sample="P9")


def test_a_late_row_on_the_other_assembly_is_an_error_with_its_line(tmp_path):
    rows = [row()] * 9_000 + [row(NCBI_Build="GRCh37")]
    (tmp_path / "a.maf").write_bytes(maf(*rows))
    for threads in (1, 3):
        with pytest.raises(AssemblyError) as caught:
            annotated(tmp_path / "a.maf", threads=threads)
        assert caught.value.line == 9_003


def test_a_broken_late_row_is_an_error_with_its_line(tmp_path):
    rows = [row()] * 9_000 + [row(Start_Position="x")] + [row()] * 10
    (tmp_path / "a.maf").write_bytes(maf(*rows))
    for threads in (1, 3):
        with pytest.raises(FormatError) as caught:
            annotated(tmp_path / "a.maf", threads=threads)
        assert caught.value.line == 9_003


def test_what_the_maf_states_otherwise_is_listed():
    made = make_report(ReportRequest((str(DATA / "maf" / "gdc.maf"),), Settings()))
    said = {one.hgvs_p: one.annotation_disagreements for one in made.alterations}
    assert said["NP_000537.3:p.Arg175His"] == ()
    (use,) = made.annotations
    assert (use.annotator, use.agreeing) == ("the MAF's annotator", use.compared)
    (file,) = made.provenance.inputs
    assert (file.file_format, file.caller, file.records) == ("MAF 2.4", "maf", 4)


def test_real_mafs_are_read_and_balance(shared):
    found = sorted((shared / "realdata" / "ctdna" / "msk_access").glob("*.maf"))
    assert found
    for path in found:
        body, summary = annotated(path, assembly=G37)
        assert summary.facts["records"] == len(path.read_bytes().splitlines()) - 1
        assert summary.facts["read"] >= summary.facts["records"]
        assert body.count(b"\n") > 1


def _unknown_place() -> tuple[str, int]:
    """A base of the panel on GRCh38 of which no neighbour is known, and none itself."""
    models = load_models(G38)
    return next(
        (region.contig, pos)
        for region in models.regions
        for pos in range(region.start + 5, region.end - 5, 50)
        if models.bases(Interval(region.contig, pos - 3, pos + 3)) == "N" * 6
    )


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("because state vaf alt_count error error_from p_value q_value", "was not called"),
        ("context alt_count depth normals left_out mean concentration", "background"),
    ],
)
def test_tables_of_our_own_that_hold_no_calls_are_refused(tmp_path, columns, said):
    path = tmp_path / "own.tsv"
    names = "contig pos ref alt " + columns
    cells = ["chr5", "1295113", "G", "A", *("1" for _ in columns.split())]
    path.write_text("\t".join(names.split()) + "\n" + "\t".join(cells) + "\n")

    with pytest.raises(FormatError, match=said):
        make_report(ReportRequest((str(path),), Settings(), assembly=G38))


def test_an_indel_in_unknown_bases_is_counted_and_said(tmp_path):
    contig, pos = _unknown_place()
    place = {"Chromosome": contig, "Start_Position": str(pos), "End_Position": str(pos)}
    unknown = row(Reference_Allele="A", Tumor_Seq_Allele1="A", Tumor_Seq_Allele2="-", **place)
    (tmp_path / "a.maf").write_bytes(maf(row(), unknown))

    made = make_report(ReportRequest((str(tmp_path / "a.maf"),), Settings()))
    _, summary = annotated(tmp_path / "a.maf")

    reason = DropReason.NO_BASE_BESIDE.value
    assert made.ledger.dropped[reason] == summary.facts["dropped"][reason] == 1
    assert (made.ledger.read, made.ledger.kept) == (2, 1)
    assert any("no base beside them is known" in limit for limit in made.limits)
