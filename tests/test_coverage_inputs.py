"""What a run is told of panel and depth: by files, by a name, by the blocks of its calls."""

from __future__ import annotations

import json
import os
import threading
from dataclasses import replace

import pytest
from click.testing import CliRunner

from hccgenomics.annotate import promoter
from hccgenomics.cli import main
from hccgenomics.errors import AssemblyError, InputError, SampleError
from hccgenomics.knowledge.panels import load_panels
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.genome import Interval
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline.callability.deciding import FLANK, gene_places
from hccgenomics.pipeline.callability.files import TRUST, read_looked
from hccgenomics.pipeline.inputs import without_files
from hccgenomics.pipeline.report import ReportRequest
from hccgenomics.readers.calls import ReadRequest, read_small_variants
from hccgenomics.vocabulary import Assembly, CoverageKind, DepthUnit

G37, G38 = Assembly.GRCH37, Assembly.GRCH38
MODELS = {assembly: load_models(assembly) for assembly in Assembly}
REQUEST = ReportRequest(paths=(), settings=Settings())
NOTHING = {assembly: without_files(assembly, ()) for assembly in Assembly}
GENES = ("TERT", "TP53", "CTNNB1", "AXIN1")
HEAD = (
    "##fileformat=VCFv4.2\n##contig=<ID=chr5,length=181538259>\n"
    "##contig=<ID=chr3,length=198295559>\n"
    '##FILTER=<ID=LowDP,Description="x">\n##INFO=<ID=END,Number=1,Type=Integer,Description="x">\n'
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="x">\n'
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="x">\n'
    '##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description="x">\n'
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="x">\n'
)
COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT"


def genome_vcf(*records, samples=("T",)):
    rows = ["\t".join((COLUMNS, *samples)), *("\t".join(record) for record in records)]
    return HEAD + "\n".join(rows) + "\n"


def block(pos, end, depth, *, filters=".", ref="G", alt="<NON_REF>", keys="GT:DP:MIN_DP"):
    said = f"0/0:{depth}:{depth - 3}" if keys == "GT:DP:MIN_DP" else depth
    return ("chr5", str(pos), ".", ref, alt, ".", filters, f"END={end}", keys, said)


def variant(pos, depths, *, ref="G", alt="A", filters="PASS"):
    return ("chr5", str(pos), ".", ref, alt, ".", filters, ".", "GT:AD:DP", f"0/1:{depths}")


def written(folder, text, name="sample.txt"):
    path = folder / name
    path.write_text(text)
    return str(path)


def looked_at(assembly=G38, **asked):
    return read_looked(replace(REQUEST, **asked), NOTHING[assembly], MODELS[assembly])


def base_at(source, pos, contig="chr5"):
    return [(run.depth, run.refused) for run in source.within(Interval.at(contig, pos=pos))]


def bed_of(assembly, genes=GENES, *, names=True):
    rows = []
    for gene in genes:
        place = MODELS[assembly].gene(gene).select.interval
        rows.append(f"{place.contig}\t{place.start}\t{place.end}" + (f"\t{gene}" if names else ""))
    return "\n".join(rows) + "\n"


# the small variants' own blocks


def own(tmp_path, text):
    path = written(tmp_path, text, "own.vcf")
    small = read_small_variants(ReadRequest(paths=(path,)), MODELS)
    return read_looked(replace(REQUEST, paths=(path,)), small, MODELS[small.assembly])


def test_blocks_of_the_calls_own_file_tell_each_base_its_own_depth(tmp_path):
    looked = own(
        tmp_path,
        genome_vcf(
            block(1_295_000, 1_295_100, 103),
            block(1_295_101, 1_295_112, 63),
            block(1_295_114, 1_295_200, 900, filters="LowDP"),
        ),
    )
    (source,) = looked.sources

    assert (source.kind, source.number, source.facts) == (CoverageKind.BLOCKS, None, None)
    assert source.unit is DepthUnit.READS
    assert base_at(source, 1_295_050) == [(100, ())]
    assert base_at(source, 1_295_110) == [(60, ())]  # and not the least of both
    assert base_at(source, 1_295_113) == []
    assert base_at(source, 1_295_120) == [(897, ("LowDP",))]


@pytest.mark.parametrize("filters", ["PASS", ".", "weak_evidence", "germline;panel_of_normals"])
def test_a_variant_covers_its_own_bases_whatever_became_of_it(filters, tmp_path):
    text = genome_vcf(
        block(1_295_000, 1_295_112, 103),
        variant(1_295_113, "90,10:100", filters=filters),
        block(1_295_114, 1_295_200, 103),
    )
    (source,) = own(tmp_path, text).sources

    assert base_at(source, 1_295_113) == [(100, ())]


def test_a_variant_beside_the_unspecified_allele_covers_its_base(tmp_path):
    text = genome_vcf(
        block(1_295_000, 1_295_112, 103), variant(1_295_113, "90,10,0:100", alt="A,<NON_REF>")
    )
    (source,) = own(tmp_path, text).sources

    assert base_at(source, 1_295_113) == [(100, ())]


@pytest.mark.parametrize("name", ["LowDP", "low_depth", "LowDepth", "q3minDP", "low_coverage"])
def test_a_filter_of_depth_refuses_the_place_of_a_variant(name, tmp_path):
    text = genome_vcf(block(1_295_000, 1_295_112, 103), variant(1_295_113, "3,1:4", filters=name))
    (source,) = own(tmp_path, text).sources

    assert base_at(source, 1_295_113) == [(4, (name,))]


def test_a_deletion_speaks_where_no_block_does(tmp_path):
    text = genome_vcf(
        variant(1_295_113, "90,10:100", ref=bases(1_295_113, 4), alt=bases(1_295_113, 1)),
        block(1_295_115, 1_295_200, 43, ref=bases(1_295_115, 1)),
    )
    (source,) = own(tmp_path, text).sources

    assert base_at(source, 1_295_114) == [(100, ())]
    assert base_at(source, 1_295_115) == [(40, ())]


def bases(pos, length):
    return MODELS[G38].bases(Interval.at("chr5", pos=pos, length=length))


@pytest.mark.parametrize(
    ("alt", "keys", "said"),
    [("<NON_REF>", "GT", "0/0"), (".", "GT", "0/0"), ("<*>", "GT:GQ", "0/0:40")],
)
def test_a_block_without_a_depth_was_looked_at_to_no_known_depth(alt, keys, said, tmp_path):
    text = genome_vcf(block(1_295_000, 1_295_200, said, alt=alt, keys=keys))
    (source,) = own(tmp_path, text).sources

    assert base_at(source, 1_295_113) == [(None, ())]


def test_a_vcf_without_blocks_says_nothing_of_depth(tmp_path):
    assert own(tmp_path, genome_vcf(variant(1_295_113, "90,10:100"))) is None


def test_stretches_of_unaltered_copies_are_no_blocks(data):
    path = str(data / "cnv" / "dragen_cnv" / "somatic.vcf")
    small = read_small_variants(ReadRequest(paths=(path,)), MODELS)

    assert small.blocks
    assert not small.depths


# a genome VCF beside the calls


def test_a_genome_vcf_is_read_for_its_depths(tmp_path):
    path = written(tmp_path, genome_vcf(block(1_295_000, 1_295_200, 103)), "sample.g.vcf")
    (source,) = looked_at(coverage=(path,)).sources

    assert (source.kind, source.number) == (CoverageKind.BLOCKS, 1)
    assert (source.facts.number, source.facts.records) == (1, 1)
    assert base_at(source, 1_295_113) == [(100, ())]


def test_a_plain_vcf_is_refused_for_depth(tmp_path):
    path = written(tmp_path, genome_vcf(variant(1_295_113, "90,10:100")))

    with pytest.raises(InputError, match="no reference blocks"):
        looked_at(coverage=(path,))


def test_the_column_of_the_tumour_is_taken(tmp_path):
    record = (*block(1_295_000, 1_295_200, 13), "0/0:503:500")
    path = written(tmp_path, genome_vcf(record, samples=("N", "T")))
    (source,) = looked_at(coverage=(path,), tumour_sample="T").sources

    assert base_at(source, 1_295_113) == [(500, ())]
    with pytest.raises(SampleError) as raised:
        looked_at(coverage=(path,))
    assert "T" not in raised.value.sentence.split()


def test_a_lone_column_of_another_name_is_read_and_said(tmp_path):
    path = written(tmp_path, genome_vcf(block(1_295_000, 1_295_200, 103), samples=("Q7",)))
    (source,) = looked_at(coverage=(path,), tumour_sample="T").sources

    assert base_at(source, 1_295_113) == [(100, ())]
    assert "otherwise" in source.notes[0]
    assert "Q7" not in source.notes[0]
    with pytest.raises(SampleError, match="matched normal"):
        looked_at(coverage=(path,), tumour_sample="T", normal_sample="Q7")


def test_a_genome_vcf_of_the_other_assembly_is_refused(tmp_path):
    path = written(tmp_path, genome_vcf(block(1_295_000, 1_295_200, 103)))

    with pytest.raises(AssemblyError, match="the other files are on GRCh37; 2 of 2"):
        looked_at(G37, coverage=(path,))


def test_the_same_file_twice_is_one_source(tmp_path):
    path = written(tmp_path, genome_vcf(block(1_295_000, 1_295_200, 103)), "own.g.vcf")
    small = read_small_variants(ReadRequest(paths=(path,)), MODELS)
    looked = read_looked(replace(REQUEST, paths=(path,), coverage=(path,)), small, MODELS[G38])

    assert [source.number for source in looked.sources] == [None]


# panel and depth together


def test_sources_come_in_the_order_of_trust(tmp_path):
    means = written(tmp_path, "chr5\t1295000\t1295200\tx\t812.10\n", "a.bed")
    classes = written(tmp_path, "chr5\t1295000\t1295200\t100:500\n", "b.bed")
    exact = written(tmp_path, "chr5\t1295000\t1295200\t350\n", "c.bed")
    blocks = written(tmp_path, genome_vcf(block(1_295_000, 1_295_200, 103)), "d.vcf")
    looked = looked_at(coverage=(means, blocks, classes, exact), paths=("x.vcf",))

    assert [source.name for source in looked.sources] == ["c.bed", "d.vcf", "b.bed", "a.bed"]
    assert [source.number for source in looked.sources] == [5, 3, 4, 2]
    assert set(TRUST) == set(CoverageKind) - {CoverageKind.PANEL, CoverageKind.NAMED_PANEL}


def test_nothing_given_is_nothing_told():
    assert looked_at() is None


def test_a_named_panel_needs_no_file():
    looked = looked_at(panel="impact468")

    assert (looked.panel.name, looked.sources) == ("IMPACT468", ())


@pytest.mark.parametrize(("panel", "is_listed"), [("FMI-T7", True), (None, False)])
def test_the_table_of_panels_is_provenance_where_it_was_asked(panel, is_listed):
    from hccgenomics.pipeline.inputs import Inputs
    from hccgenomics.pipeline.large_tables import large_tables

    inputs = Inputs(NOTHING[G38], looked=looked_at(panel=panel))

    assert ("panels.tsv" in {table.name for table in large_tables(inputs, G38)}) == is_listed


def test_a_file_goes_before_a_name(tmp_path, monkeypatch):
    written(tmp_path, bed_of(G38), "IMPACT468")
    monkeypatch.chdir(tmp_path)

    assert looked_at(panel="IMPACT468").panel.kind is CoverageKind.PANEL


def test_a_design_may_come_through_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(bed_of(G38),))
    writer.start()

    panel = looked_at(panel=str(pipe)).panel

    writer.join()
    assert (panel.kind, len(panel.regions)) == (CoverageKind.PANEL, len(GENES))


@pytest.mark.parametrize("names", [True, False], ids=["named", "unnamed"])
@pytest.mark.parametrize(("mine", "other"), [(G37, G38), (G38, G37)])
def test_a_design_of_the_other_assembly_is_refused(mine, other, names, tmp_path):
    path = written(tmp_path, bed_of(other, names=names), "p.bed")

    assert looked_at(other, panel=path).panel.regions
    with pytest.raises(AssemblyError, match=f"the other files are on {mine}"):
        looked_at(mine, panel=path)


@pytest.mark.parametrize(
    ("gene", "names", "is_refused"), [("TP53", True, True), ("TERT", True, False)]
)
def test_one_named_gene_tells_if_it_moved_far(gene, names, is_refused, tmp_path):
    path = written(tmp_path, bed_of(G37, (gene,), names=names), "p.bed")

    if is_refused:
        with pytest.raises(AssemblyError, match=gene):
            looked_at(G38, panel=path)
    else:
        assert looked_at(G38, panel=path).panel.regions


@pytest.mark.parametrize(("mine", "other"), [(G37, G38), (G38, G37)])
def test_an_exome_of_the_other_assembly_is_refused(mine, other, tmp_path):
    rows = "".join(
        f"{part.contig}\t{part.start}\t{part.end}\n"
        for gene in MODELS[other].symbols
        for part in MODELS[other].gene(gene).select.coding_segments
    )
    path = written(tmp_path, rows, "exome.bed")

    assert looked_at(other, panel=path).panel.regions
    with pytest.raises(AssemblyError, match="contradictory"):
        looked_at(mine, panel=path)


def test_a_design_without_any_gene_of_ours_is_no_conflict(tmp_path):
    path = written(tmp_path, "chr1\t1000\t2000\nchr2\t5000\t7000\n")

    assert looked_at(G38, panel=path).panel.regions["chr1"]


@pytest.mark.parametrize("text", ["chr1\t249000000\t249250000\t30\n", "chr1\t0\t249250621\t30\n"])
def test_depths_beyond_the_end_of_a_contig_are_of_the_other_assembly(text, tmp_path):
    path = written(tmp_path, text)

    assert looked_at(G37, coverage=(path,)).sources
    with pytest.raises(AssemblyError, match="beyond its end on GRCh38"):
        looked_at(G38, coverage=(path,))


def test_means_of_regions_of_the_other_assembly_are_refused(tmp_path):
    text = "".join(f"{row}\t350.20\n" for row in bed_of(G37).splitlines())
    path = written(tmp_path, text)

    assert looked_at(G37, coverage=(path,)).sources[0].kind is CoverageKind.MEAN_DEPTH
    with pytest.raises(AssemblyError, match="held where GRCh37"):
        looked_at(G38, coverage=(path,))


@pytest.mark.parametrize("word", ["hg19", "GRCh37"])
def test_words_of_the_other_assembly_are_heard(word, tmp_path):
    path = written(tmp_path, f'track name="{word} targets"\nchr1\t1000\t2000\n')

    with pytest.raises(AssemblyError, match="contradictory"):
        looked_at(G38, panel=path)


def test_accessions_of_the_other_assembly_are_heard(tmp_path):
    path = written(tmp_path, "NC_000005.9\t1295000\t1295400\t30\n")

    assert looked_at(G37, coverage=(path,)).sources[0].runs
    with pytest.raises(AssemblyError):
        looked_at(G38, coverage=(path,))


@pytest.mark.parametrize("assembly", Assembly)
def test_every_coding_base_and_the_promoter_are_kept(assembly):
    models = MODELS[assembly]
    places = gene_places(models)

    for gene in models.symbols:
        for transcript in models.gene(gene).transcripts:
            for part in transcript.coding_segments:
                wide = Interval(part.contig, part.start - FLANK, part.end + FLANK)
                assert any(place.contains(wide) for place in places[gene])
    window = promoter.window(models.gene("TERT").select)
    assert any(place.contains(window) for place in places["TERT"])


# the commands


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_panels_are_listed_with_what_they_lack():
    result = run("resources", "panels")

    header, *rows = [line.split("\t") for line in result.stdout.splitlines() if "\t" in line]
    listed = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    assert result.exit_code == 0
    assert list(listed) == [panel.panel for panel in load_panels()]
    assert listed["FMI-T7"]["TERT_promoter"] == "no"
    assert "TERT" in listed["FMI-T7"]["marker_genes_not_listed"].split(", ")
    assert "TERT" not in listed["TERT-FMI-T7"]["marker_genes_not_listed"].split(", ")
    assert listed["TERT-FMI-T7"]["TERT_promoter"] == "not told"


@pytest.mark.parametrize(
    ("text", "holds", "format_name"),
    [
        (bed_of(G38), "panel", "bed"),
        (bed_of(G38, names=False), "panel", "bed"),
        ("@HD\tVN:1.6\n@SQ\tSN:chr5\tLN:181538259\nchr5\t1\t9\t+\tx\n", "panel", "interval_list"),
        ("chr5\t0\t181538259\t30\n", "coverage", "depth_per_base"),
        ("chr5\t1295000\t1295200\tx\t30.11\n", "coverage", "mean_depth"),
        ("chr5\t1295000\t1295200\t100:500\n", "coverage", "quantized_depth"),
        ("#chrom\tstart\tend\tregion\t10X\nchr5\t1295000\t1295200\tx\t200\n", "coverage",
         "depth_thresholds"),
        ("chr5\t1295113\t812\n", "coverage", "samtools_depth"),
    ],
)  # fmt: skip
def test_validate_tells_designs_and_depths_apart(text, holds, format_name, tmp_path):
    result = run("validate", written(tmp_path, text), "--log-format", "json")

    found = json.loads(result.stdout)
    assert result.exit_code == 0, result.stderr
    assert (found["large"]["holds"], found["large"]["format"]) == (holds, format_name)


def test_validate_says_what_of_the_markers_is_told(tmp_path):
    result = run("validate", written(tmp_path, bed_of(G38)))

    assert "On GRCh38 it tells whole of: TP53, CTNNB1, AXIN1." in result.stdout
    assert "in part of: TERT promoter" in result.stdout  # most of it lies beside the transcript


def test_validate_reads_a_genome_vcf_for_depth_when_asked(tmp_path):
    path = written(tmp_path, genome_vcf(block(1_294_900, 1_295_300, 103)), "sample.vcf")

    as_calls = json.loads(run("validate", path, "--log-format", "json").stdout)
    as_depth = json.loads(run("validate", path, "--as", "coverage", "--log-format", "json").stdout)
    assert as_calls["panel"]["reference_blocks"] == 1
    assert as_depth["large"]["holds"] == "coverage"
    assert any("TERT promoter" in one["detail"] for one in as_depth["problems"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("chrom\tlength\tbases\tmean\tmin\tmax\nchr5\t9\t9\t1.0\t0\t2\n", "summary of chromosomes"),
        ("chr5\t300\t200\t8\nchr5\t300\t400\t8\n", "line 1: The row ends at 200"),
    ],
)
def test_validate_says_why_a_report_would_refuse_a_file(text, words, tmp_path):
    result = run("validate", written(tmp_path, text), "--as", "coverage")

    assert result.exit_code == 3
    assert words in result.stderr


# files of callers


@pytest.mark.parametrize(
    ("name", "place", "said"),
    [
        ("pisces/tumour.vcf", "chr5:1295113", (7, ("LowDP",))),
        ("pisces/tumour.vcf", "chr5:1295135", (250, ())),
        ("dragen/tso500_ctdna_gvcf.vcf", "chr3:41224607", (1790, ())),
        ("dragen/tso500_ctdna_gvcf.vcf", "chr3:41224610", (12, ("low_depth",))),
        ("deepvariant/tumour.vcf", "chr3:41224607", (40, ())),
        ("clair3/tumour.vcf", "chr3:41224606", (30, ())),
    ],
)
def test_blocks_of_many_callers_are_depths(name, place, said, data):
    path = str(data / "vcf" / name)
    small = read_small_variants(ReadRequest(paths=(path,)), MODELS)
    (source,) = read_looked(replace(REQUEST, paths=(path,)), small, MODELS[small.assembly]).sources
    contig, _, pos = place.partition(":")

    assert base_at(source, int(pos), contig) == [said]


def test_a_real_genome_vcf_tells_where_it_looked(shared):
    path = str(shared / "realdata" / "edge" / "cyvcf2" / "bug.vcf.gz")
    small = read_small_variants(ReadRequest(paths=(path,)), MODELS)
    (source,) = read_looked(replace(REQUEST, paths=(path,)), small, MODELS[small.assembly]).sources

    assert source.runs["chr7"][0].depth is None
    assert source.runs["chr7"][0].interval.start >= 55_086_000


def test_a_collapsed_dragen_file_counts_molecules(tmp_path, data):
    text = (data / "vcf" / "dragen" / "tso500_ctdna_gvcf.vcf").read_text()
    line = '##DRAGENCommandLine=<ID=dragen,CommandLineOptions="--umi-enable true">\n'
    others = [row for row in text.splitlines(keepends=True) if "DRAGENCommandLine" not in row]
    path = written(tmp_path, "".join((others[0], line, *others[1:])), "own.vcf")
    small = read_small_variants(ReadRequest(paths=(path,)), MODELS)
    (source,) = read_looked(replace(REQUEST, paths=(path,)), small, MODELS[small.assembly]).sources

    assert source.unit is DepthUnit.MOLECULES
