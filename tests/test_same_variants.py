"""The same variants give the same alterations, whoever wrote them and however they are packed."""

from __future__ import annotations

import gzip
import itertools
import os
import threading
from pathlib import Path

import pysam
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.genome import Interval
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline.report import ReportRequest, make_report
from hccgenomics.readers.dialects import DIALECTS
from hccgenomics.vocabulary import Assembly
from tests.callers import CALLERS, DOORS, Change
from tests.readers.files import bgzf

PACKED = ("plain", "gzip", "bgzip", "tabix", "csi", "bcf", "bcf csi")
WRITTEN = (*CALLERS, *DOORS)
GENES = {
    Assembly.GRCH38: (("chr5", 1_295_113), ("chr17", 7_674_220), ("chr3", 41_224_610)),
    Assembly.GRCH37: (("chr5", 1_295_228), ("chr17", 7_577_538), ("chr3", 41_266_101)),
}
"""Places to draw near: the TERT promoter, TP53 codon 248, CTNNB1 exon 3."""
REACH = 30
SAID = (
    *("contig", "pos", "ref", "alt", "gene", "consequence", "hgvs_g", "hgvs_c", "hgvs_p"),
    *("vrs_id", "ref_depth", "alt_depth", "vaf", "driver"),
)
OUTSIDE = Change("chr1", 999_999, "A", "C", 30, 30)


@st.composite
def changes(draw) -> tuple[list[Change], Assembly]:
    """Substitutions of one base, which every caller writes; REF as the assembly has it."""
    assembly = draw(st.sampled_from(tuple(Assembly)))
    models = load_models(assembly)
    found: dict[tuple[str, int], Change] = {}
    for number in range(draw(st.integers(1, 5))):
        contig, near = draw(st.sampled_from(GENES[assembly]))
        pos = near + (draw(st.integers(-REACH, REACH)) if number else 0)
        ref = models.bases(Interval.at(contig, pos=pos))
        if ref in "ACGT":
            alt = draw(st.sampled_from("ACGT".replace(ref, "")))
            reads = draw(st.integers(20, 900)), draw(st.integers(20, 900))
            found[contig, pos] = Change(contig, pos, ref, alt, *reads)
    return [OUTSIDE, *found.values()], assembly


def packed(folder, text: bytes, how: str) -> str:
    """The text in a container, with an index where it is said."""
    path = folder / "x.vcf"
    path.write_bytes(text)
    if how == "plain":
        return str(path)
    if how.startswith("bcf"):
        return _bcf(path, is_indexed="csi" in how)
    path = folder / "x.vcf.gz"
    path.write_bytes(gzip.compress(text) if how == "gzip" else bgzf(text, block=400))
    if how in {"tabix", "csi"}:
        pysam.tabix_index(str(path), preset="vcf", force=True, csi=how == "csi")
    return str(path)


def _bcf(path, *, is_indexed: bool) -> str:
    target = str(path.with_suffix(".bcf"))
    with (
        pysam.VariantFile(str(path)) as records,
        pysam.VariantFile(target, "wb", header=records.header) as out,
    ):
        for record in records:
            out.write(record)
    if is_indexed:
        pysam.tabix_index(target, preset="bcf", force=True)
    return target


def through_pipe(folder, path: str) -> str:
    """A named pipe that somebody writes the file's bytes to."""
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    content = Path(path).read_bytes()
    threading.Thread(target=pipe.write_bytes, args=(content,), daemon=True).start()
    return str(pipe)


def report(path: str, assembly: Assembly):
    return make_report(
        ReportRequest((path,), Settings(), assembly=assembly, sample_id="x", tumour_sample=None)
    )


def alterations(made) -> list[tuple]:
    """What is said of the variants; reads too, for all these callers count them."""
    return sorted(
        tuple(str(getattr(alteration, name)) for name in SAID) for alteration in made.alterations
    )


def test_there_are_ten_dialects():
    assert len(set(CALLERS) & set(DIALECTS)) >= 10


@pytest.mark.parametrize("name", WRITTEN)
@given(changes(), st.sampled_from(PACKED), st.booleans())
@settings(max_examples=12, deadline=None)
def test_the_same_variants_give_the_same_alterations(tmp_path_factory, name, drawn, how, is_piped):
    found, assembly = drawn
    folder = tmp_path_factory.mktemp("same")
    plain = folder / "generic.vcf"
    plain.write_bytes(CALLERS["generic"].text(found, assembly))
    if name in DOORS:
        text = DOORS[name](found, assembly)
        how = how if how in {"plain", "gzip", "bgzip"} else "plain"
    else:
        text = CALLERS[name].text(found, assembly)
    path = packed(folder, text, how)

    made = report(through_pipe(folder, path) if is_piped else path, assembly)

    expected = report(str(plain), assembly)
    assert made.sample.callers == (name,)
    assert alterations(made) == alterations(expected)
    assert made.alterations
    assert made.ledger.read == len(found)
    assert (made.ledger.read, made.ledger.kept) == (expected.ledger.read, expected.ledger.kept)
    (file,) = made.provenance.inputs
    assert file.read_through_index == (not is_piped and how in {"tabix", "csi", "bcf csi"})


@given(changes())
@settings(max_examples=4, deadline=None)
def test_all_dialects_agree_at_once(tmp_path_factory, drawn):
    found, assembly = drawn
    folder = tmp_path_factory.mktemp("all")
    said = []
    for caller, how in zip(CALLERS, itertools.cycle(PACKED), strict=False):
        path = packed(folder, CALLERS[caller].text(found, assembly), how)
        said.append(alterations(report(path, assembly)))
        for old in folder.iterdir():
            old.unlink()

    assert all(one == said[0] for one in said)
