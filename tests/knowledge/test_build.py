from __future__ import annotations

import errno
import gzip
import shutil
from pathlib import Path

import pysam
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from hccgenomics.cli.resources import resources
from hccgenomics.errors import AssemblyError, OutputError, ResourceError, UnreadableError
from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.knowledge.builder import sources as builder_sources
from hccgenomics.knowledge.builder.check import check_models
from hccgenomics.knowledge.builder.coding import coding_bases
from hccgenomics.knowledge.builder.gff3 import parse_gff3
from hccgenomics.knowledge.builder.pieces import (
    Piece,
    Stretch,
    coding_pieces,
    lay_together,
    where_unknown,
)
from hccgenomics.knowledge.builder.sources import Sources, collect
from hccgenomics.knowledge.builder.store import pack_assemblies
from hccgenomics.knowledge.builder.write import write_resource
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.parts import load_manifest
from hccgenomics.knowledge.sequence import PackedSequence, pack, unpack
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.genome import Interval, reverse_complement
from hccgenomics.pipeline.resources import BuildRequest, build
from hccgenomics.readers.reference import FastaReference
from hccgenomics.vocabulary import Assembly, Mane, SequenceGrade

SIZE_LIMIT = 5_000_000
PARTS = (
    "GRCh37.blocks.bin", "GRCh37.models.tsv", "GRCh38.blocks.bin", "GRCh38.models.tsv",
    "bases.bin", "manifest.tsv", "proteins.tsv", "provenance.tsv",
)  # fmt: skip

bases = st.text("ACGT", max_size=300)


def a_piece(start, text, *, trusted=True, source="one", contig="chr1"):
    return Piece(contig, start, text, trusted=trusted, source=source)


# Packing


@settings(deadline=None)
@given(bases, st.data())
def test_packing_is_undone_at_any_place(text, data):
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, len(text) - start))

    assert unpack(pack(text), start, length) == text[start : start + length]


@settings(deadline=None)
@given(
    st.text("ACGT", min_size=60, max_size=400),
    st.lists(st.tuples(st.integers(0, 399), st.sampled_from("ACGT")), max_size=4),
    st.integers(0, 40),
    bases,
)
def test_a_second_assembly_reads_as_itself_however_much_it_shares(text, changes, shift, extra):
    other = list(text)
    for at, base in changes:
        other[at % len(text)] = base
    there = extra + "".join(other)
    packed, blocks = pack_assemblies(
        {
            Assembly.GRCH38: [Stretch("chr1", 100, text, trusted=True)],
            Assembly.GRCH37: [Stretch("chr1", 100 + shift, there, trusted=True)],
        }
    )

    one = PackedSequence(blocks[Assembly.GRCH38], packed, where="")
    two = PackedSequence(blocks[Assembly.GRCH37], packed, where="")

    assert one.bases(Interval("chr1", 98, 100 + len(text) + 2)) == f"NN{text}NN"
    assert two.bases(Interval("chr1", 99 + shift, 101 + shift + len(there))) == f"N{there}N"


def test_what_is_shared_is_stored_once():
    text = "".join("ACGT"[(i * i // 7 + i) % 4] for i in range(4_000))
    changed = text[:2_000] + {"A": "C"}.get(text[2_000], "A") + text[2_001:]
    stretches = {
        Assembly.GRCH38: [Stretch("chr1", 0, text, trusted=True)],
        Assembly.GRCH37: [Stretch("chr2", 5, changed, trusted=True)],
    }

    packed, blocks = pack_assemblies(stretches)

    assert len(packed) == 1_001
    sequence = PackedSequence(blocks[Assembly.GRCH37], packed, where="")
    assert sequence.bases(Interval("chr2", 5, 4_005)) == changed


def test_a_file_of_blocks_cut_short_is_refused():
    packed, blocks = pack_assemblies({Assembly.GRCH38: [Stretch("chr1", 0, "ACGT", trusted=True)]})

    for spoilt in (
        b"",
        b"HCCBLOCK",
        blocks[Assembly.GRCH38][:-1],
        b"X" + blocks[Assembly.GRCH38][1:],
    ):
        with pytest.raises(ResourceError, match="no list of sequence blocks"):
            PackedSequence(spoilt, packed, where="GRCh38.blocks.bin")


# Laying sources together


def test_overlapping_sources_that_agree_become_one_stretch():
    pieces = [a_piece(10, "ACGT"), a_piece(12, "GTNA", source="two"), a_piece(0, "NTT")]

    assert lay_together(pieces) == [
        Stretch("chr1", 1, "TT", trusted=True),
        Stretch("chr1", 10, "ACGT", trusted=True),
        Stretch("chr1", 15, "A", trusted=True),
    ]


@pytest.mark.parametrize("trusted", [True, False])
def test_sources_that_contradict_each_other_are_refused_with_the_place(trusted):
    pieces = [a_piece(10, "ACGT"), a_piece(11, "CGA", source="two", trusted=trusted)]

    with pytest.raises(ResourceError, match=r"chr1:14 is A in two and T in another source"):
        lay_together(pieces)


def test_a_provisional_base_that_a_reference_confirms_is_trusted():
    pieces = [a_piece(10, "ACGT", trusted=False), a_piece(12, "G", source="two")]

    assert lay_together(pieces) == [
        Stretch("chr1", 10, "AC", trusted=False),
        Stretch("chr1", 12, "G", trusted=True),
        Stretch("chr1", 13, "T", trusted=False),
    ]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 180), st.integers(1, 20)), min_size=1), bases)
def test_laying_pieces_of_one_text_together_gives_that_text_where_any_lies(cuts, text):
    whole = (text + "ACGT" * 50)[:200]
    pieces = [a_piece(at, whole[at : at + length]) for at, length in cuts]

    found = dict.fromkeys(range(200), "N")
    for stretch in lay_together(pieces):
        assert "N" not in stretch.bases
        found.update(enumerate(stretch.bases, start=stretch.start))

    covered = {at for start, length in cuts for at in range(start, min(start + length, 200))}
    assert "".join(found.values()) == "".join(
        base if at in covered else "N" for at, base in enumerate(whole)
    )


@settings(deadline=None)
@given(
    st.text("ACGTNR", min_size=1, max_size=60), st.text("ACGTN", max_size=60), st.integers(0, 70)
)
def test_what_is_added_never_touches_what_is_known(known, added, shift):
    first = a_piece(20, known)
    beside = list(where_unknown([a_piece(shift, added, trusted=False, source="two")], [first]))

    found = {}
    for stretch in lay_together([first, *beside]):
        found |= {at: (b, stretch.trusted) for at, b in enumerate(stretch.bases, stretch.start)}

    expected = {at: (b, False) for at, b in enumerate(added, shift) if b in "ACGT"}
    expected |= {at: (b, True) for at, b in enumerate(known, 20) if b in "ACGT"}
    assert found == expected


@pytest.mark.parametrize("symbol", ["TP53", "EGFR", "TERT", "MYC"])
def test_a_coding_sequence_laid_on_its_exons_is_read_back(symbol, panels):
    models = panels[Assembly.GRCH38]
    transcript = models.gene(symbol).select
    coding = coding_bases(transcript, models)

    for piece in coding_pieces(transcript, coding, trusted=True, source="test"):
        assert models.bases(Interval(piece.contig, piece.start, piece.end)) == piece.bases


def test_a_coding_sequence_of_another_length_is_refused(panels):
    transcript = panels[Assembly.GRCH38].gene("TP53").select

    with pytest.raises(ResourceError, match="TP53: a cDNA has 1179 coding bases"):
        list(coding_pieces(transcript, "A" * 1_179, trusted=True, source="a cDNA"))


# From the facts


@pytest.fixture(scope="module")
def facts_build(tmp_path_factory):
    """Built twice from the facts; skipped by ``shared`` in the tests that use it."""

    def build(shared, *, times=1):
        folders = [tmp_path_factory.mktemp("built") for _ in range(times)]
        for folder in folders:
            draft = collect(Sources(facts=shared / "transcripts"))
            write_resource(draft, folder, release="2024.05")
        return folders

    return build


def test_the_committed_bytes_are_those_the_facts_give_each_time(shared, facts_build):
    for folder in facts_build(shared, times=2):
        assert tuple(sorted(path.name for path in folder.iterdir())) == PARTS
        for name in PARTS:
            committed = (resource("transcripts") / name).read_bytes()
            assert (folder / name).read_bytes() == committed, name


def test_the_resource_stays_small():
    folder = resource("transcripts")

    assert sum((folder / name).stat().st_size for name in PARTS) < SIZE_LIMIT


def test_every_gene_has_its_source_and_terms():
    heading, *lines = (resource("transcripts") / "provenance.tsv").read_text().splitlines()
    records = [dict(zip(heading.split("\t"), line.split("\t"), strict=True)) for line in lines]

    assert len({record["gene"] for record in records}) == 130
    for record in records:
        assert (record["known"] == "0") == (record["grade_GRCh38"] == SequenceGrade.NONE)
        if record["known"] != "0":
            assert record["source"] != "none", record["gene"]
            assert record["terms"], record["gene"]


# From GFF3 and FASTA


def opened(path, assembly=Assembly.GRCH38):
    return {assembly: FastaReference(path, contigs=load_assemblies()[assembly])}


def with_sequence(shared, assembly):
    return {
        "gff3": {assembly: shared / "transcripts" / f"mane_panel.{assembly}.gff3"},
        "fasta": opened(shared / "oracle" / "ref" / f"{assembly}.panel.fa.gz", assembly),
    }


@pytest.mark.parametrize("assembly", Assembly)
def test_gff3_and_fasta_give_what_the_facts_give_where_both_know_it(
    assembly, shared, tmp_path, panels
):
    write_resource(collect(Sources(**with_sequence(shared, assembly))), tmp_path, release="test")
    models, packaged = load_models(assembly, folder=tmp_path, verify=True), panels[assembly]

    assert load_manifest(tmp_path).assemblies == (assembly,)
    assert models.symbols == packaged.symbols
    for symbol in models.symbols:
        mine, theirs = models.gene(symbol), packaged.gene(symbol)
        assert (mine.ensembl, mine.ncbi) == (theirs.ensembl, theirs.ncbi)
        for one, other in zip(mine.transcripts, theirs.transcripts, strict=True):
            assert without_grade(one) == without_grade(other)
            assert agree(coding_bases(one, models), coding_bases(other, packaged))
        if theirs.select.grade is SequenceGrade.GENOMIC:
            span = theirs.interval
            assert agree(models.bases(span), packaged.bases(span))


def without_grade(transcript):
    return [
        getattr(transcript, name)
        for name in transcript.__dataclass_fields__
        if name not in {"grade", "grade_note", "degenerate"}
    ]


def agree(one, other):
    if one == other:
        return True
    return len(one) == len(other) and all(
        a == b or "N" in (a, b) for a, b in zip(one, other, strict=True)
    )


def test_the_other_assembly_is_missing_from_a_build_of_one(shared, tmp_path):
    sources = Sources(**with_sequence(shared, Assembly.GRCH38))
    write_resource(collect(sources), tmp_path, release="test")

    with pytest.raises(ResourceError, match="There is nothing for GRCh37"):
        load_models(Assembly.GRCH37, folder=tmp_path)


def test_a_gff3_without_sequence_is_refused(shared):
    path = shared / "transcripts" / "mane_panel.GRCh38.gff3"

    with pytest.raises(ResourceError, match="a GFF3 but no sequence for GRCh38"):
        collect(Sources(gff3={Assembly.GRCH38: path}))


def test_nothing_to_build_from_is_refused():
    with pytest.raises(ResourceError, match="There is nothing to build from"):
        collect(Sources())


@pytest.fixture
def small_fasta(tmp_path, panels):
    """A FASTA of true contig lengths would be 3 Gb; chr17 alone, known bases in place."""

    def write(change=None, *, name="chr17", contig="chr17", short=0):
        models = panels[Assembly.GRCH38]
        length = models.contigs.contigs[contig].length - short
        text = models.bases(Interval(contig, 0, length))
        if change:
            at, base = change
            text = text[: at - 1] + base + text[at:]
        path = tmp_path / "one.fa"
        path.write_text(f">{name}\n{text}\n")
        pysam.faidx(str(path))
        return path

    return write


@pytest.mark.parametrize("name", ["chr17", "17", "NC_000017.11", "CM000679.2"])
def test_a_fasta_completes_the_packaged_models_under_any_contig_name(
    name, small_fasta, tmp_path, panels
):
    draft = collect(Sources(fasta=opened(small_fasta(name=name))))
    write_resource(draft, tmp_path / "out", release="test")

    models = load_models(Assembly.GRCH38, folder=tmp_path / "out", verify=True)
    assert models.symbols == panels[Assembly.GRCH38].symbols
    assert sources_of(tmp_path / "out")["TP53"].startswith("one.fa")
    assert "no chr1, chr2" in models.remarks[0]  # packaged sequence is used where it has none
    for symbol in ("TP53", "EGFR"):
        assert coding_bases(models.gene(symbol).select, models) == coding_bases(
            panels[Assembly.GRCH38].gene(symbol).select, panels[Assembly.GRCH38]
        )


@pytest.mark.parametrize(
    ("pos", "base", "complaint"),
    [
        (7_674_216, "A", "TP53 NM_000546.6: the coding sequence hashes to"),  # R249S
        (7_676_594, "C", "TP53 NM_000546.6: the start codon is GTG, not ATG"),
        (7_674_221, "A", "TP53 NM_000546.6: the coding sequence hashes to"),  # R248W
    ],
)
def test_a_fasta_with_one_wrong_base_is_refused_and_nothing_written(
    pos, base, complaint, small_fasta, tmp_path
):
    draft = collect(Sources(fasta=opened(small_fasta((pos, base)))))

    with pytest.raises(ResourceError, match="checks failed") as caught:
        write_resource(draft, tmp_path / "out", release="test")

    assert complaint in caught.value.sentence
    assert not (tmp_path / "out").exists()


def test_a_fasta_that_differs_all_over_is_refused_with_the_first_place(small_fasta):
    path = small_fasta()
    text = path.read_text()
    start = text.index("\n") + 7_674_215
    path.write_text(text[:start] + "ACGTACGTACGTACGTACGT" + text[start + 20 :])

    with pytest.raises(
        AssemblyError,
        match=r"other bases than GRCh38 at \d+ known places, first at chr17:76742\d\d",
    ) as caught:
        collect(Sources(fasta=opened(path)))

    assert caught.value.exit_code == 3


def test_a_fasta_of_another_assembly_is_refused(small_fasta):
    fasta = small_fasta(short=1)

    with pytest.raises(ResourceError, match="chr17 has 83,257,440 bases, in GRCh38 it has"):
        collect(Sources(fasta=opened(fasta)))


def test_a_gff3_build_wants_every_contig(small_fasta, shared):
    gff3 = {Assembly.GRCH38: shared / "transcripts" / "mane_panel.GRCh38.gff3"}

    with pytest.raises(ResourceError, match="It has no chr1"):
        collect(Sources(gff3=gff3, fasta=opened(small_fasta())))


def unknown_coding(models):
    return {
        transcript.transcript: coding_bases(transcript, models).count("N")
        for symbol in models.symbols
        for transcript in models.gene(symbol).transcripts
    }


def stretches(models, folder):
    """Every known base of an assembly with its trust, however the store was cut into blocks."""
    blocks = (folder / f"{models.assembly}.blocks.bin").read_bytes()
    sequence = PackedSequence(blocks, (folder / "bases.bin").read_bytes(), where="")
    pieces = [
        Piece(contig.name, block.start, sequence.bases(span), trusted=block.trusted, source="")
        for contig in models.contigs.contigs.values()
        for block in sequence.blocks(Interval(contig.name, 0, contig.length))
        for span in [Interval(contig.name, block.start, block.end)]
    ]
    return lay_together(pieces)


@pytest.mark.parametrize("facts", [True, False], ids=["over facts", "over the package"])
@pytest.mark.parametrize("assembly", Assembly)
def test_a_fasta_takes_nothing_away(assembly, facts, shared, tmp_path, panels):
    fasta = with_sequence(shared, assembly)["fasta"]
    sources = Sources(facts=shared / "transcripts" if facts else None, fasta=fasta)

    write_resource(collect(sources), tmp_path, release="test")

    for one in Assembly:
        before = unknown_coding(panels[one])
        models = load_models(one, folder=tmp_path, verify=True)
        after = unknown_coding(models)
        assert before.keys() == after.keys()
        assert [name for name in after if after[name] > before[name]] == []
        assert models.known() >= panels[one].known()
    (other,) = set(Assembly) - {assembly}
    packaged, table = resource("transcripts"), f"{other}.models.tsv"
    assert (tmp_path / table).read_bytes() == (packaged / table).read_bytes()
    assert stretches(panels[other], tmp_path) == stretches(panels[other], packaged)


def places(transcript, fits):
    """Coding positions, as gaps, whose base fits."""
    return [
        at
        for exon in transcript.exons
        for at in range(max(exon.start, transcript.cds_start), min(exon.end, transcript.cds_end))
        if fits(Interval(transcript.contig, at, at + 1))
    ]


@pytest.fixture
def two_bases(tmp_path, panels):
    """A FASTA of chr19 that knows two bases of SMARCA4: one provisional so far, one unknown."""
    models = panels[Assembly.GRCH38]
    smarca4 = models.gene("SMARCA4").select
    provisional = places(smarca4, models.is_provisional)[100]
    unknown = places(smarca4, lambda place: models.bases(place) == "N")[0]
    old = models.bases(Interval("chr19", provisional, provisional + 1))
    text = bytearray(b"N" * models.contigs.contigs["chr19"].length)
    text[provisional], text[unknown] = ord({"C": "G"}.get(old, "C")), ord("C")
    path = tmp_path / "two.fa"
    path.write_bytes(b">19\n" + bytes(text) + b"\n")
    pysam.faidx(str(path))
    return path, {at: chr(text[at]) for at in (provisional, unknown)}


def test_the_bases_of_a_fasta_come_first_and_packaged_ones_where_it_has_none(
    two_bases, tmp_path, panels
):
    path, given = two_bases
    write_resource(collect(Sources(fasta=opened(path))), tmp_path / "out", release="test")

    models, packaged = load_models(Assembly.GRCH38, folder=tmp_path / "out"), panels["GRCh38"]
    for symbol in models.symbols:
        span = models.gene(symbol).interval
        expected = bytearray(packaged.bases(span), "ascii")
        for at, base in given.items():
            if span.start <= at < span.end:
                expected[at - span.start] = ord(base)
        assert models.bases(span) == expected.decode(), symbol
    for at in given:
        assert not models.is_provisional(Interval("chr19", at, at + 1))
    smarca4 = models.gene("SMARCA4").select
    assert (
        len(places(smarca4, models.is_provisional))
        == len(places(smarca4, packaged.is_provisional)) - 1
    )


def sources_of(folder):
    heading, *lines = (folder / "provenance.tsv").read_text().splitlines()
    rows = [dict(zip(heading.split("\t"), line.split("\t"), strict=True)) for line in lines]
    return {row["gene"]: row["source"] for row in rows}


def test_the_package_is_named_as_a_source_only_where_it_is_one(small_fasta, tmp_path, monkeypatch):
    path = small_fasta()
    draft = collect(Sources(fasta=opened(path)))
    write_resource(draft, tmp_path / "kept", release="test")
    assert sources_of(tmp_path / "kept")["TP53"] == "one.fa + LRG_321/NG_017013.2"

    # GRCh37, kept as it is packaged, is the only reason to name the package for genes of chr17
    monkeypatch.setattr(builder_sources, "Assembly", (Assembly.GRCH38,))
    write_resource(collect(Sources(fasta=opened(path))), tmp_path / "alone", release="test")
    found = sources_of(tmp_path / "alone")
    assert (found["TP53"], found["BRCA1"]) == ("one.fa", "one.fa")
    assert found["EGFR"] == "one.fa + LRG_304/NG_007726.3"


def a_fasta(folder, *, compressed):
    """An indexed FASTA that no build would get far with, were its index not looked at first."""
    path = folder / "x.fa"
    path.write_text(">chr17\nACGT\n")
    if compressed:
        pysam.tabix_compress(str(path), str(folder / "x.fa.gz"))
        path = folder / "x.fa.gz"
    pysam.faidx(str(path))
    return path


@pytest.mark.parametrize(
    ("compressed", "absent"), [(False, ".fai"), (True, ".fai"), (True, ".gzi")]
)
def test_a_fasta_without_an_index_is_refused_and_none_is_made(compressed, absent, tmp_path):
    path = a_fasta(tmp_path, compressed=compressed)
    Path(f"{path}{absent}").unlink()
    before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}

    with pytest.raises(UnreadableError) as caught:
        build(BuildRequest(fasta={Assembly.GRCH38: path}, outdir=tmp_path / "out"))

    assert "index" in caught.value.sentence
    assert caught.value.exit_code == 3
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


def test_a_fasta_compressed_with_gzip_is_refused(tmp_path):
    (tmp_path / "x.fa.gz").write_bytes(gzip.compress(b">chr17\nACGT\n"))

    request = BuildRequest(fasta={Assembly.GRCH38: tmp_path / "x.fa.gz"}, outdir=tmp_path / "out")
    with pytest.raises(UnreadableError, match="compressed with gzip, not bgzip"):
        build(request)


@pytest.mark.parametrize(
    ("index", "complaint"),
    [
        ("no index\n", "The FASTA or its index cannot be read."),
        ("chr17\t83257441\t7\t60\t61\n", r"chr17:\d+-\d+ cannot be read from the FASTA."),
        ("chr17\t83257441\t7\t0\t61\n", r"chr17:\d+-\d+ cannot be read from the FASTA."),
    ],
)
def test_a_wrong_index_is_one_sentence(index, complaint, tmp_path, capfd):
    path = a_fasta(tmp_path, compressed=False)
    Path(f"{path}.fai").write_text(index)

    with pytest.raises(UnreadableError, match=complaint):
        build(BuildRequest(fasta={Assembly.GRCH38: path}, outdir=tmp_path / "out"))

    assert capfd.readouterr() == ("", "")  # htslib says nothing of its own
    assert Path(f"{path}.fai").read_text() == index


# Writing


@pytest.fixture
def small_draft(small_fasta):
    return collect(Sources(fasta=opened(small_fasta())))


@pytest.mark.parametrize("full_at", ["bases.bin", "manifest.tsv"])
def test_a_full_disk_leaves_what_was_there_and_nothing_else(
    full_at, small_draft, tmp_path, monkeypatch
):
    folder, write = tmp_path / "out", Path.write_bytes
    folder.mkdir()
    (folder / "manifest.tsv").write_text("of an earlier build")

    def run_full(path, data):
        if path.parent == folder and full_at in path.name:
            write(path, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", run_full)

    with pytest.raises(OutputError, match="No space left on device"):
        write_resource(small_draft, folder, release="test")

    assert [path.name for path in folder.iterdir()] == ["manifest.tsv"]
    assert (folder / "manifest.tsv").read_text() == "of an earlier build"


def test_a_part_that_cannot_be_put_in_place_leaves_no_other_half_written(small_draft, tmp_path):
    (tmp_path / "out" / "provenance.tsv").mkdir(parents=True)

    with pytest.raises(OutputError, match="cannot be written"):
        write_resource(small_draft, tmp_path / "out", release="test")

    assert not list((tmp_path / "out").glob(".*"))


# GFF3 as others write it


@pytest.fixture
def ncbi(data):
    return (data / "gff3" / "tp53.ncbi.gff3").read_text()


def parse(text, panels, *, known=None):
    models = panels[Assembly.GRCH38]
    known = {"TP53": models.gene("TP53")} if known is None else known
    return parse_gff3(
        text.splitlines(), contigs=models.contigs, symbols=["TP53"], known=known, where="x.gff3"
    )


@pytest.mark.parametrize("publisher", ["ncbi", "ensembl"])
def test_ncbi_and_ensembl_gff3_name_the_same_transcript(publisher, data, panels):
    (gene,) = parse((data / "gff3" / f"tp53.{publisher}.gff3").read_text(), panels)
    packaged = panels[Assembly.GRCH38].gene("TP53")

    assert (gene.ensembl, gene.ncbi) == (packaged.ensembl, packaged.ncbi)
    assert gene.select.mane is Mane.SELECT
    assert gene.select.exons == packaged.select.exons[:2]
    assert gene.select.cds_end == packaged.select.cds_end
    for name in ("transcript", "refseq", "protein", "refseq_protein", "contig", "strand"):
        assert getattr(gene.select, name) == getattr(packaged.select, name)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("tag=MANE Select", "tag=RefSeq Select", "TP53 has no MANE Select transcript."),
        ("\texon\t", "\tintron\t", "TP53 lacks exon or CDS lines."),
        ("\tCDS\t", "\tintron\t", "TP53 lacks exon or CDS lines."),
        ("\t.\t-\t0\t", "\t-\t0\t", "x.gff3, line 6: 8 columns, not 9."),
    ],
)
def test_an_unusable_gff3_is_refused(old, new, complaint, ncbi, panels):
    with pytest.raises(ResourceError) as caught:
        parse(ncbi.replace(old, new), panels)

    assert complaint in caught.value.sentence


def test_an_accession_nobody_names_is_refused(ncbi, panels):
    with pytest.raises(ResourceError, match="TP53 has no protein accession"):
        parse(ncbi, panels, known={})


# Checks that must be able to fail


def spoilt(tmp_path, old, new, *, count=1):
    """The packaged models with one change of the table, and digests that say it is intended."""
    from hccgenomics.knowledge.files import digest_of

    folder = shutil.copytree(resource("transcripts"), tmp_path / "spoilt")
    table, manifest = folder / "GRCh38.models.tsv", folder / "manifest.tsv"
    before = table.read_bytes()
    after = before.replace(old.encode(), new.encode(), count)
    assert after != before
    table.write_bytes(after)
    text = manifest.read_text().replace(digest_of(before), digest_of(after))
    manifest.write_text(
        text.replace(f"{table.name}\t{len(before)}\t", f"{table.name}\t{len(after)}\t")
    )
    return folder


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("\t7669608\t7676594\tATG", "\t7669607\t7676594\tATG", "no whole number of codons"),
        ("\t7669608\t7676594\tATG", "\t7669611\t7676594\tATG", "no stop at the end"),
        ("\t7669608\t7676594\tATG", "\t7669608\t7676591\tATG", "the start codon is GAG"),
        ("\t7669608\t7676594\tATG", "\t7600000\t7676594\tATG", "ends outside the exons"),
        ("7687376,7676520,", "7676520,7687376,", "exons overlap or are out of order"),
        ("SQ.Rv-hOxhMkE9hhH4RGnculuRpZouX6WdT", "SQ.other", "the coding sequence hashes to"),
        ("SQ.KAxM06sYzBF6zFftFaYq9E_18wsnn7al", "SQ.other", "the protein is not the expected"),
    ],
)
def test_a_wrong_model_of_tp53_is_found(tmp_path, old, new, complaint):
    folder = spoilt(tmp_path, old, new)
    found = check_models(load_models(Assembly.GRCH38, folder=folder))

    problems = [one.problem for one in found if one.problem]
    assert any("TP53" in problem and complaint in problem for problem in problems), problems
    with pytest.raises(ResourceError):
        load_models(Assembly.GRCH38, folder=folder, verify=True)


def test_reverse_complement_of_a_minus_strand_coding_sequence_begins_the_plus_strand(panels):
    models = panels[Assembly.GRCH38]
    tp53 = models.gene("TP53").select

    first = models.bases(Interval("chr17", tp53.cds_end - 3, tp53.cds_end))

    assert reverse_complement(first) == "ATG"


# The command


def test_verify_prints_what_it_checked():
    result = CliRunner().invoke(resources, ["verify"])

    assert result.exit_code == 0
    assert "GRCh37\tTP53 codon 249\tAGG" in result.output
    assert "7 SHA-256 hold" in result.output
    assert "Models: packaged." in result.output


def split(line):
    return line.split("\t")


def test_show_lists_every_transcript_with_its_grade():
    result = CliRunner().invoke(resources, ["show", "--assembly", "GRCh37", "--quiet"])

    lines = result.output.splitlines()
    assert len(lines) == 1 + 138
    assert ["TP53", "genomic"] in [[cells[0], cells[4]] for cells in map(split, lines)]


def test_build_writes_parts_and_a_table(shared, tmp_path):
    arguments = ["build", "--facts", str(shared / "transcripts"), "-o", str(tmp_path / "out")]

    result = CliRunner().invoke(resources, arguments)

    assert result.exit_code == 0
    assert "MYC NM_002467.6" in result.output
    assert "CTG … TAA" in result.output
    assert load_manifest(tmp_path / "out").release == "local"


@pytest.mark.parametrize("value", ["GRCh38", "hg38=x.fa", "GRCh38=absent.fa"])
def test_build_wants_an_assembly_and_a_file(value, tmp_path):
    result = CliRunner().invoke(resources, ["build", "--fasta", value, "-o", str(tmp_path)])

    assert result.exit_code == 2


@pytest.mark.parametrize("name", PARTS)
def test_build_replaces_nothing_without_force(name, tmp_path):
    (tmp_path / name).write_text("mine")

    result = CliRunner().invoke(resources, ["build", "--facts", "absent", "-o", str(tmp_path)])

    assert result.exit_code == 2
    assert f"{tmp_path} holds transcript models already; pass --force" in result.output
    assert (tmp_path / name).read_text() == "mine"


def test_build_replaces_an_earlier_one_with_force(shared, tmp_path):
    (tmp_path / "manifest.tsv").write_text("mine")
    (tmp_path / "notes.txt").write_text("mine")
    arguments = ["build", "--facts", str(shared / "transcripts"), "-o", str(tmp_path), "--force"]

    result = CliRunner().invoke(resources, arguments)

    assert result.exit_code == 0
    assert load_manifest(tmp_path).release == "local"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*PARTS, "notes.txt"])
