"""The same variants give the same alterations, whoever wrote them and however they are packed."""

from __future__ import annotations

import gzip
import itertools
import os
import threading
from dataclasses import replace
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
from hccgenomics.vocabulary import Assembly, Origin
from tests.callers import CALLERS, DOORS, EVERY, FILES, Drawn, Kind, Pairing, Reads, Site
from tests.readers.files import bgzf

PACKED = ("plain", "gzip", "bgzip", "tabix", "csi", "bcf", "bcf csi")
WRITTEN = (*CALLERS, *DOORS)
GENES = {
    Assembly.GRCH38: (("chr5", 1_295_113), ("chr17", 7_674_220), ("chr3", 41_224_610)),
    Assembly.GRCH37: (("chr5", 1_295_228), ("chr17", 7_577_538), ("chr3", 41_266_101)),
}
"""Places to draw near: the TERT promoter, TP53 codon 248, CTNNB1 exon 3."""
REACH = 30
APART = 14
"""No variant of one draw touches another, nor is moved onto it where bases repeat."""
BESIDE = 3
LONGEST = 6
SAID = (
    *("id", "contig", "pos", "ref", "alt", "gene", "short_name", "consequence"),
    *("hgvs_g", "hgvs_c", "hgvs_p", "vrs_id", "ref_depth", "alt_depth", "depth", "vaf", "driver"),
    "promoter",
)
OF_NORMAL = ("normal_alt_depth", "normal_vaf")
SIDES = {Origin.SOMATIC: Origin.LIKELY_SOMATIC}
"""Callers of somatic variants alone say so besides the reads, which makes the likely certain."""
DECLARE_SVLEN = {"pindel"}
"""Read whole in spite of an index, which need not go by a record's ``SVLEN``."""
OUTSIDE = (
    Site(Kind.SNV, "chr1", 999_999, "A", ("C",), Reads(30, (30,)), Reads(30, (0,))),
    Site(Kind.DELETION, "chr1", 999_900, "AC", ("A",), Reads(30, (30,)), Reads(30, (0,))),
)


def kinds_of(name: str) -> frozenset[Kind]:
    """What is told apart of this caller's variants; everything through the other doors."""
    return frozenset().union(*(c.kinds for c in FILES[name])) if name in FILES else EVERY


def is_paired(name: str, *, wanted: bool) -> bool:
    """Whether its file has a normal, where one is wanted if it can be."""
    if name in DOORS:
        return wanted
    pairing = CALLERS[name].pairing
    return pairing is Pairing.ALWAYS or (wanted and pairing is Pairing.SOMETIMES)


def _other(base: str, draw) -> str:
    return draw(st.sampled_from("ACGT".replace(base, "")))


def _alleles(draw, kind: Kind, bases: str) -> tuple[str, tuple[str, ...]]:
    """REF and its alternates; ``bases`` are those of the assembly from here on."""
    first = bases[0]
    new = st.text("ACGT", min_size=1, max_size=4)
    if kind is Kind.SNV:
        return first, (_other(first, draw),)
    if kind is Kind.INSERTION:
        return first, (first + draw(new),)
    ref = bases[: draw(st.integers(2, LONGEST))]
    if kind is Kind.DELETION:
        return ref, (first,)
    if kind is Kind.MNV:
        return ref, ("".join(_other(base, draw) for base in ref),)
    if kind is Kind.DELINS:
        length = draw(st.sampled_from([n for n in range(1, LONGEST) if n != len(ref)]))
        middle = draw(st.text("ACGT", min_size=max(length - 2, 0), max_size=max(length - 2, 0)))
        last = _other(ref[-1], draw) if length > 1 else ""
        if not last:
            return ref, (draw(st.sampled_from("ACGT".replace(first, "").replace(ref[-1], ""))),)
        return ref, (_other(first, draw) + middle + last,)
    return _several(draw, ref)


def _several(draw, ref: str) -> tuple[str, tuple[str, ...]]:
    """Two alternate alleles: two substitutions, two deletions, or one of each sort."""
    first = ref[0]
    snvs = draw(st.permutations("ACGT".replace(first, "")))[:2]
    longer = first + draw(st.text("ACGT", min_size=1, max_size=3))
    ways = [(first, tuple(snvs)), (first, (snvs[0], longer))]
    if len(ref) > 2:
        ways += [(ref, (first, ref[:2])), (ref, (first, snvs[0] + ref[1:]))]
    return draw(st.sampled_from(ways))


def _reads(draw, alts: int) -> tuple[Reads, Reads]:
    """Of tumour and normal, in which the alleles are or are not."""
    number = st.integers(20, 900)
    tumour = Reads(draw(number), tuple(draw(number) for _ in range(alts)))
    germline = draw(st.integers(0, 3)) == 0
    seen = [draw(st.integers(40, 60)) if germline else 0 for _ in range(alts)]
    return tumour, Reads(draw(st.integers(40, 200)), tuple(seen))


@st.composite
def samples(draw, kinds: frozenset[Kind]) -> Drawn:
    """Variants of these kinds, REF as the assembly has it, each with the reads of both samples."""
    assembly = draw(st.sampled_from(tuple(Assembly)))
    models = load_models(assembly)
    found: list[Site] = []
    for number in range(draw(st.integers(1, 5))):
        contig, near = draw(st.sampled_from(GENES[assembly]))
        pos = near + (draw(st.integers(-REACH, REACH)) if number else 0)
        if any(site.contig == contig and abs(site.pos - pos) < APART for site in found):
            continue
        kind = draw(st.sampled_from(sorted(kinds)))
        bases = models.bases(Interval.at(contig, pos=pos, length=LONGEST + BESIDE))
        ref, alts = _alleles(draw, kind, bases)
        sides = models.bases(Interval.at(contig, pos=pos - 1)), bases[len(ref) :][:BESIDE]
        found.append(Site(kind, contig, pos, ref, alts, *_reads(draw, len(alts)), *sides))
    outside = [site for site in OUTSIDE if site.kind in kinds]
    return Drawn((*outside, *found), assembly, draw(st.booleans()), draw(st.booleans()))


def restricted(drawn: Drawn, name: str) -> Drawn:
    """What this caller writes of it."""
    sites = tuple(site for site in drawn.sites if site.kind in kinds_of(name))
    return replace(drawn, sites=sites, is_paired=is_paired(name, wanted=drawn.is_paired))


def texts(drawn: Drawn, name: str) -> list[bytes]:
    """Its files."""
    if name in DOORS:
        return [DOORS[name](drawn)]
    return [caller.text(drawn) for caller in FILES[name]]


def packed(folder, text: bytes, how: str, stem: str = "x") -> str:
    """The text in a container, with an index where it is said."""
    path = folder / f"{stem}.vcf"
    path.write_bytes(text)
    if how == "plain":
        return str(path)
    if how.startswith("bcf"):
        return _bcf(path, is_indexed="csi" in how)
    path = folder / f"{stem}.vcf.gz"
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
    pipe = folder / f"{Path(path).name}.pipe"
    os.mkfifo(pipe)
    content = Path(path).read_bytes()
    threading.Thread(target=pipe.write_bytes, args=(content,), daemon=True).start()
    return str(pipe)


def report(paths: list[str], assembly: Assembly):
    return make_report(ReportRequest(tuple(paths), Settings(), assembly=assembly, sample_id="x"))


def alterations(made, names: tuple[str, ...] = SAID) -> list[tuple]:
    """What is said of the variants; reads too, for all these callers count them."""
    return sorted(
        tuple(str(getattr(alteration, name)) for name in names) for alteration in made.alterations
    )


def counted(made) -> list[tuple]:
    """The reads that the report has of its variants."""
    return sorted((a.ref_depth, a.alt_depth, a.depth, a.vaf) for a in made.alterations)


def drawn_reads(drawn: Drawn) -> list[tuple]:
    """The reads that were drawn for those in the panel."""
    inside = [site.tumour for site in drawn.sites if site not in OUTSIDE]
    return sorted((r.ref, n, r.depth, float(f"{n / r.depth:.4g}")) for r in inside for n in r.alts)


def origins(made) -> dict[str, Origin]:
    """Which side each alteration is on."""
    return {one.id: SIDES.get(one.origin, one.origin) for one in made.alterations}


def test_there_are_ten_dialects():
    assert len(set(CALLERS) & set(DIALECTS)) >= 10


@pytest.mark.parametrize("name", WRITTEN)
@given(st.data(), st.sampled_from(PACKED), st.booleans())
@settings(max_examples=12, deadline=None)
def test_the_same_variants_give_the_same_alterations(tmp_path_factory, name, data, how, is_piped):
    drawn = restricted(data.draw(samples(kinds_of(name))), name)
    folder = tmp_path_factory.mktemp("same")
    plain = folder / "generic.vcf"
    plain.write_bytes(CALLERS["generic"].text(drawn))
    if name in DOORS:
        how = how if how in {"plain", "gzip", "bgzip"} else "plain"
    paths = [packed(folder, t, how, f"x{n}") for n, t in enumerate(texts(drawn, name))]

    made = report([through_pipe(folder, p) if is_piped else p for p in paths], drawn.assembly)

    expected = report([str(plain)], drawn.assembly)
    assert set(made.sample.callers) == {name}
    assert alterations(made, SAID + OF_NORMAL) == alterations(expected, SAID + OF_NORMAL)
    assert not drawn.is_paired or origins(made) == origins(expected)
    assert counted(made) == drawn_reads(drawn)
    assert made.ledger.read == drawn.alleles
    assert (made.ledger.read, made.ledger.kept) == (expected.ledger.read, expected.ledger.kept)
    is_indexed = not is_piped and how in {"tabix", "csi", "bcf csi"} and name not in DECLARE_SVLEN
    assert {file.read_through_index for file in made.provenance.inputs} == {is_indexed}


@given(samples(EVERY))
@settings(max_examples=3, deadline=None)
def test_all_dialects_agree_at_once(tmp_path_factory, drawn):
    folder = tmp_path_factory.mktemp("all")
    plain = folder / "generic.vcf"
    plain.write_bytes(CALLERS["generic"].text(drawn))
    everything = alterations(report([str(plain)], drawn.assembly))
    for name, how in zip(CALLERS, itertools.cycle(PACKED), strict=False):
        mine = restricted(drawn, name)
        paths = [packed(folder, t, how, f"{name}{n}") for n, t in enumerate(texts(mine, name))]

        said = alterations(report(paths, drawn.assembly))

        assert set(said) <= set(everything), name
        if kinds_of(name) == EVERY:
            assert said == everything, name
