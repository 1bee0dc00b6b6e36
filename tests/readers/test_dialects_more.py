"""Commercial, long-read, germline and barcode-counting callers: what the common exam leaves out."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.model.variant import CallerTag
from hccgenomics.readers.calls import ReadRequest, read_small_variants
from hccgenomics.readers.dialect import BadCountError, Written
from hccgenomics.readers.dialects import DIALECTS, choose_dialect
from hccgenomics.readers.header import FIXED_COLUMNS, parse_header
from hccgenomics.vocabulary import Assembly, CallerSays, CallerScope, DropReason
from tests.conftest import DATA

if TYPE_CHECKING:
    from pathlib import Path

MINE = (
    "dragen",
    "dragen_germline",
    "tnscope",
    "tnhaplotyper2",
    "dnascope",
    "haplotypecaller",
    "pisces",
    "tvc",
    "deepsomatic",
    "deepvariant",
    "clairs",
    "clair3",
    "sage",
    "needlestack",
    "umivar",
    "smcounter2",
    "platypus",
    "caveman",
    "cgppindel",
    "lancet",
    "varlociraptor",
    "bcftools",
)


def _header(*meta, samples=()):
    columns = [*FIXED_COLUMNS, "FORMAT", *samples] if samples else FIXED_COLUMNS
    return parse_header([*(f"##{line}".encode() for line in meta), "\t".join(columns).encode()])


def _formats(*names):
    return [f'FORMAT=<ID={name},Number=1,Type=Integer,Description="{name}">' for name in names]


def _text(path: Path) -> str:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode()


def _header_of(path: Path):
    return parse_header((line.encode() for line in _text(path).splitlines()), where=path.name)


SCOPES = {
    CallerScope.SOMATIC: {
        "dragen", "tnscope", "tnhaplotyper2", "deepsomatic", "clairs", "umivar", "smcounter2",
        "caveman", "cgppindel", "lancet",
    },
    CallerScope.GERMLINE: {
        "dragen_germline", "dnascope", "haplotypecaller", "deepvariant", "clair3", "bcftools",
    },
    CallerScope.EITHER: {"pisces", "tvc", "sage", "needlestack", "platypus", "varlociraptor"},
}  # fmt: skip


@pytest.mark.parametrize("scope", CallerScope)
def test_says_what_it_looks_for(scope):
    assert {name for name in MINE if DIALECTS[name].scope is scope} == SCOPES[scope]


@pytest.mark.parametrize("name", MINE)
def test_says_what_it_is(name):
    dialect = DIALECTS[name]

    assert dialect.title
    assert dialect.documentation.startswith("https://")
    assert dialect.quirk.endswith(".")


def test_bases_that_caveman_s_post_processing_joined_have_no_count_of_their_own():
    """``FAZ_1`` and ``FAZ_2`` count the reads of each base, and not those with both."""
    keys = [f"{strand}{base}Z_{n}" for n in (1, 2) for strand in "FR" for base in "ACGT"]
    written = Written(("CG", "TA"), 1, {"GT_1": "0|1", "GT_2": "0|1"} | dict.fromkeys(keys, "7"))

    support = DIALECTS["caveman"].support(written)

    assert (support.ref_depth, support.alt_depth, support.total_depth) == (None, None, None)


SIGNATURES = {
    "tnscope": ("AD", "AF", "AFDP", "ALTHC", "DPHC", "NBQPS"),
    "pisces": ("GT", "AD", "VF", "NL", "SB"),
    "tvc": ("GT", "AO", "RO", "FAO", "FDP", "FRO"),
    "clairs": ("GT", "AF", "AU", "CU", "GU", "TU", "NAF", "NDP", "NAD"),
    "sage": ("AD", "RC_CNT", "RC_QUAL"),
    "needlestack": ("QVAL", "DP", "RO", "AO", "RVSB"),
    "umivar": ("AC", "M_REF", "M_AC", "M_AF"),
    "smcounter2": ("GT", "UMT", "VMT", "VMF"),
    "platypus": ("GT", "GOF", "NR", "NV"),
    "caveman": ("GT", "FAZ", "FCZ", "FGZ", "FTZ", "RAZ", "RCZ", "RGZ", "RTZ", "PM"),
    "cgppindel": ("GT", "PU", "NU", "PR", "NR"),
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_is_told_by_its_fields_where_other_lines_were_stripped(name):
    assert (
        choose_dialect(_header(*_formats(*SIGNATURES[name])), caller=None, where="a").name == name
    )


@pytest.mark.parametrize(
    "line",
    [
        "bcftools_viewCommand=view -i 'FILTER=\"PASS\"' in.vcf; Date=Mon",
        "bcftools_normCommand=norm -m -any in.vcf; Date=Mon",
        "source=SelectVariants",
        'GATKCommandLine=<ID=SelectVariants,CommandLine="SelectVariants",Version="4.4.0.0">',
        'SentieonCommandLine.TNfilter=<ID=TNfilter,Version="sentieon-genomics-202308">',
        "source=strelka",
        "source=PiscesLike",
    ],
)
def test_what_worked_on_the_file_later_is_not_its_caller(line):
    header = _header(line, *_formats("GT", "AD", "DP"))

    assert choose_dialect(header, caller=None, where="a").name == "generic"


def _dragen(options, samples):
    line = f'<ID=dragen,Version="SW: 4.2.4, HW: Unknown",CommandLineOptions="{options}">'
    return _header(f"DRAGENCommandLine={line}", *_formats("GT", "AD", "SQ"), samples=samples)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("--RGSM N1 --RGSM-tumor T1", ("T1", "N1")),
        ("--RGSM=N1 --RGSM-tumor=T1", ("T1", "N1")),
        ("--fastq-list-sample-id N1 --tumor-fastq-list-sample-id T1", ("T1", "N1")),
        ("--RGSM N1 --tumor-bam-input t.bam", ("T1", "N1")),
        ("--tumor-bam-input /a/N1.bam --bam-input /a/T1.bam", (None, None)),
        ("--RGSM-tumor elsewhere --RGSM nowhere", (None, None)),
    ],
)
@pytest.mark.parametrize("samples", [("N1", "T1"), ("T1", "N1")])
def test_dragens_columns_are_told_by_sample_names_and_not_by_order_or_files(
    options, expected, samples
):
    header = _dragen(options, samples)

    assert DIALECTS["dragen"].roles(header) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('octopus=<version=0.7.4,command="octopus -I t.bam n.bam -N N1 -o x.vcf">', ("T1", "N1")),
        ('octopus=<version=0.7.4,command="octopus --normal-sample N1">', ("T1", "N1")),
        ('octopus=<version=0.7.4,command="x",options="--normal-samples=N1">', ("T1", "N1")),
        ("octopus_command=octopus --normal-sample=N1 -I a.bam", ("T1", "N1")),
        ("octopus=<version=0.7.1>", (None, None)),
        (
            'octopus=<version=0.7.4,command="octopus -N elsewhere --normal-contamination 0.1">',
            (None, None),
        ),
        ('octopus=<version=0.7.4,command="octopus --some-N N1">', (None, None)),
    ],
)
@pytest.mark.parametrize("samples", [("N1", "T1"), ("T1", "N1")])
def test_octopus_says_on_its_command_line_which_column_is_the_normal(line, expected, samples):
    assert DIALECTS["octopus"].roles(_header(line, samples=samples)) == expected


@pytest.mark.parametrize(
    ("line", "version"),
    [("octopus=<version=0.7.1>", "0.7.1"), ("octopus_version=0.6.3-beta", "0.6.3-beta")],
)
def test_octopus_states_its_version_in_two_ways(line, version):
    dialect = choose_dialect(_header(line, samples=("S1",)), caller=None, where="a")

    assert dialect.name == "octopus"
    assert dialect.version(_header(line)) == version


@pytest.mark.parametrize(
    ("samples", "expected"),
    [
        (("COLO829v003R", "COLO829v003T"), ("COLO829v003T", "COLO829v003R")),
        (("COLO829v003T", "COLO829v003R"), ("COLO829v003T", "COLO829v003R")),
        (("P1TII", "P1R"), ("P1TII", "P1R")),
        (("P1T", "P2R"), (None, None)),
        (("A", "B"), (None, None)),
        (("P1T",), (None, None)),
    ],
)
def test_hartwigs_names_tell_tumour_from_reference(samples, expected):
    assert DIALECTS["sage"].roles(_header("sageVersion=4.0", samples=samples)) == expected


def _read(name, fields, *, alleles=("G", "A"), index=1, info=None):
    return DIALECTS[name].support(Written(alleles, index, fields, info or {}))


def test_the_purity_adjusted_fraction_of_purple_is_no_share_of_reads():
    support = _read("sage", {"AD": "60,40", "DP": "100"}, info={"PURPLE_AF": "1.04"})

    assert support.vaf == 0.4
    assert "PURPLE_AF" not in DIALECTS["sage"].info


def test_a_crushed_record_of_pisces_counts_the_alternates_alone():
    fields = {"AD": "37,23", "DP": "77", "VF": "0.779"}

    first, second = (_read("pisces", fields, alleles=("T", "A", "C"), index=n) for n in (1, 2))

    assert [(s.ref_depth, s.alt_depth, s.depth) for s in (first, second)] == [
        (None, 37, 77),
        (None, 23, 77),
    ]
    assert first.stated_vaf is None


def test_strand_counts_of_several_samples_belong_to_none():
    info = {"DP4": "25,29,8,8", "AN": "4"}

    assert _read("bcftools", {"GT": "0/1"}, info=info).alt_depth is None
    assert _read("bcftools", {"GT": "0/1"}, info=info | {"AN": "2"}).alt_depth == 16
    assert _read("bcftools", {"GT": "0/1", "DP": "70"}, info=info).alt_depth == 16
    assert _read("bcftools", {"GT": "0/1", "DP": "40"}, info=info).alt_depth is None


def test_samtools_old_depths_per_allele_are_read_as_such():
    support = _read("bcftools", {"GT": "1/2", "DPR": "3,20,17"}, alleles=("G", "A", "T"), index=2)

    assert (support.ref_depth, support.alt_depth, support.depth) == (3, 17, 40)


def test_molecules_come_before_reads():
    tagged = {
        "FAO": "80",
        "FDP": "20000",
        "FRO": "19920",
        "MAO": "10",
        "MDP": "2000",
        "MRO": "1990",
    }

    assert _read("tvc", tagged).vaf == 0.005
    assert _read("umivar", {"AC": "30", "DP": "5000", "M_AC": "8", "M_REF": "3192"}).vaf == 0.0025
    assert _read("umivar", {"AC": "30", "DP": "5000"}).vaf == 0.006


def test_counts_in_info_are_not_mixed_with_those_of_a_column():
    found = _read("tvc", {"DP": "50", "AF": "0.2"}, info={"FAO": "8", "FDP": "40", "FRO": "32"})

    assert (found.alt_depth, found.depth) == (8, 40)
    assert _read("tvc", {"AO": "9", "DP": "50"}, info={"FAO": "8", "FDP": "40"}).alt_depth == 9


def test_a_zero_for_the_reference_that_the_depth_belies_is_unknown():
    assert _read("clairs", {"AD": "0,42", "DP": "58"}).ref_depth is None
    assert _read("clairs", {"AD": "0,58", "DP": "58"}).ref_depth == 0
    assert _read("clairs", {"AD": "0,42", "DP": "58", "GU": "16"}).ref_depth == 16


@pytest.mark.parametrize(
    ("cell", "stated"),
    [("4371,754:5137:4371", 0.1468), ("1443,4460:5910:1443", 0.7547), ("0,42:58:16", 0.7241)],
)
def test_quoted_records_of_clairs_come_to_the_fraction_they_state(cell, stated):
    """Counts of ClairS-TO (its README, "AF = AD_alt / DP") and of ClairS 0.4.0."""
    fields = dict(zip(("AD", "DP", "GU"), cell.split(":"), strict=True))

    assert _read("clairs", fields).vaf == pytest.approx(stated, abs=5e-5)


@pytest.mark.parametrize(
    ("fao", "fdp", "stated"),
    [("174", "186", 0.935484), ("35", "86", 0.406977), ("3,2,0,0,0,3909", "3914", 0.000766)],
)
def test_quoted_records_of_tvc_come_to_the_fraction_they_state(fao, fdp, stated):
    alleles = ("G", "A", "C", "T", "GA", "GC", "GT")[: 2 + fao.count(",")]

    support = _read("tvc", {"FAO": fao, "FDP": fdp, "AO": "9"}, alleles=alleles)

    assert support.vaf == pytest.approx(stated, abs=1e-6)


def test_the_normal_of_clairs_is_read_from_the_tumours_column():
    written = Written(
        ("G", "A"), 1, {"AD": "9", "DP": "30", "NDP": "40", "NAD": "1", "NAF": "0.025"}
    )

    normal = DIALECTS["clairs"].normal(written)

    assert normal is not None
    assert (normal.ref_depth, normal.alt_depth, normal.depth, normal.stated_vaf) == (
        None,
        1,
        40,
        0.025,
    )
    assert DIALECTS["clairs"].normal(Written(("G", "A"), 1, {"AD": "9", "DP": "30"})) is None


@pytest.mark.parametrize(
    ("name", "fields", "info", "filters", "expected"),
    [
        ("dragen", {}, {"GermlineStatus": "Germline_Proxi"}, (), CallerSays.GERMLINE),
        ("dragen", {}, {"GermlineStatus": "Somatic"}, (), CallerSays.SOMATIC),
        ("dragen", {}, {}, ("weak_evidence",), None),
        ("dragen", {}, {}, ("systematic_noise",), CallerSays.NOT_SOMATIC),
        ("deepsomatic", {}, {}, (), CallerSays.SOMATIC),
        ("deepsomatic", {}, {}, ("freq-tum",), None),
        ("deepvariant", {}, {}, (), None),
        ("clairs", {}, {"Verdict_Germline": ""}, ("LowQual",), CallerSays.GERMLINE),
        ("clairs", {}, {}, ("LowQual",), None),
        ("needlestack", {"STATUS": "UNKNOWN"}, {}, (), None),
        ("lancet", {}, {"NORMAL": ""}, (), CallerSays.NOT_SOMATIC),
        (
            "varlociraptor",
            {},
            {"PROB_ABSENT": "0.1", "PROB_SOMATIC": "9"},
            (),
            CallerSays.NOT_SOMATIC,
        ),
        ("varlociraptor", {}, {"PROB_ABSENT": "nan"}, (), None),
        ("varlociraptor", {}, {"PROB_ABSENT": "x,y"}, (), None),
        ("sage", {}, {}, ("maxGermlineVAF",), CallerSays.NOT_SOMATIC),
        ("haplotypecaller", {}, {}, ("LowQual",), None),
    ],
)
def test_what_a_caller_says_of_origin(name, fields, info, filters, expected):
    tag = DIALECTS[name].tag(Written(("G", "A"), 1, fields, info, filters))

    assert (tag and tag.says) == expected


def test_dragens_two_modes_are_told_apart():
    line = 'DRAGENCommandLine=<ID=dragen,Version="SW: 4.2.4",CommandLineOptions="{}">'
    somatic = _header(line.format("--RGSM-tumor T1"), *_formats("AD"))
    germline = _header(line.format("--RGSM B1"), *_formats("AD"))

    chosen = [choose_dialect(h, caller=None, where="a") for h in (somatic, germline)]

    assert [d.scope for d in chosen] == [CallerScope.SOMATIC, CallerScope.GERMLINE]


@pytest.mark.parametrize(
    ("fixture", "blocks"),
    [
        ("pisces/tumour", 3),  # two positions without an allele, and <M>
        ("dragen/tso500_ctdna_gvcf", 3),
        ("deepvariant/tumour", 2),
        ("clair3/tumour", 1),
    ],
)
def test_reference_blocks_are_counted_and_nothing_is_lost(fixture, blocks, panels):
    path = DATA / "vcf" / f"{fixture}.vcf"

    found = read_small_variants(ReadRequest((path,)), panels)

    alleles = sum(
        len(line.split("\t")[4].split(","))
        for line in path.read_text().splitlines()
        if not line.startswith("#")
    )
    assert found.tally.dropped[DropReason.REFERENCE_BLOCK] == blocks
    assert len(found.calls) + sum(found.tally.dropped.values()) == alleles


class Real(NamedTuple):
    """A real file, whose it is, what the depth is, and how often the stated fraction must agree."""

    path: str
    caller: str
    version: str | None
    depth: str = "sum of AD"
    fraction: str = "AF"
    least: float = 1.0


REAL = [
    Real("balsamic/S1_R_TNscope.vcf.gz", "tnscope", "201911", least=0.94),
    Real("balsamic/S1_R_TNscope_vep.vcf.gz", "tnscope", "201911", least=0.94),
    Real("balsamic/S2_R_TNscope_vep.vcf.gz", "tnscope", "201911", least=0.94),
    Real("balsamic/tnscope_variants.vcf.gz", "tnscope", "202308.03", "DP"),
    Real(
        "vatools/ref_transcript_mismatch_reporter/input.protein_coding.vcf",
        "tnhaplotyper2",
        "202112.05",
        least=0.0,  # AF is an estimate
    ),
    Real("ngsbits/VcfMerge_SR_DR.vcf.gz", "dragen_germline", "4.3.17", "DP"),
    Real("ngsbits/VcfMerge_SR_DV.vcf.gz", "deepvariant", "1.9.0", "DP"),
    Real("scout/vep113_existing_variation.vcf", "deepvariant", None, "DP", "VAF"),
    Real("gatk/hg38_trio.pik3ca.vcf", "haplotypecaller", "3.5-0-g36282e4"),
    Real("gatk/regressionTestVariantSetHG38.vcf", "haplotypecaller", "4.0.1.0"),
    Real("balsamic/SNV.germline.sample.dnascope.vcf", "dnascope", None),
]


@pytest.mark.parametrize("real", REAL, ids=lambda real: real.path.rpartition("/")[2])
def test_real_output_is_read_as_a_second_computation_reads_it(real, shared):
    """By text alone: ``AD`` over its sum, or over ``DP``; and held against the stated fraction."""
    path = shared / "realdata" / "callers" / real.path
    header = _header_of(path)
    dialect = choose_dialect(header, caller=None, where=real.path)
    assert (dialect.name, dialect.version(header)) == (real.caller, real.version)
    agreeing = compared = 0
    for alleles, fields in _bi_allelic(path):
        support = dialect.support(Written(alleles, 1, fields))
        reads = [int(n) for n in fields.get("AD", "").split(",") if n.isdigit()]
        if len(reads) != len(alleles):
            assert support.alt_depth is None
            continue
        stated = fields.get("DP", ".") if real.depth == "DP" else "."
        depth = sum(reads) if stated == "." else int(stated)
        assert (support.ref_depth, support.alt_depth, support.total_depth) == (*reads, depth)
        if depth and fields.get(real.fraction, ".") != ".":
            compared += 1
            agreeing += abs(float(fields[real.fraction]) - reads[1] / depth) < 0.006
    assert agreeing >= real.least * compared


def _bi_allelic(path: Path):
    for line in _text(path).splitlines():
        cells = line.split("\t")
        if not line.startswith("#") and "," not in cells[4] and set(cells[4]) <= set("ACGT"):
            for sample in cells[9:]:
                fields = dict(zip(cells[8].split(":"), sample.split(":"), strict=False))
                yield (cells[3], cells[4]), fields


KEYS = sorted(
    {"AD", "DP", "AF", "VF", "VAF", "GT", "AU", "CU", "GU", "TU", "NDP", "NAD", "NAF", "STATUS"}
    | {key for name in MINE for key in DIALECTS[name].needs | DIALECTS[name].info}
    | {key for name in MINE for mark in DIALECTS[name].marks for key in mark}
)
TEXTS = st.sampled_from(
    ["", ".", "0", "7", "3,4", "1,2,3", ".,.", "x", "-1", "0.5", "1.5", "nan", "9" * 30, ",", "1|2"]
)


@pytest.mark.parametrize("name", MINE)
@given(
    fields=st.dictionaries(st.sampled_from(KEYS), TEXTS),
    info=st.dictionaries(st.sampled_from(KEYS), TEXTS),
    alleles=st.sampled_from([("G", "A"), ("GACT", "G"), ("c", "t"), ("C", "T", "A"), ("C", "*")]),
    filters=st.lists(st.sampled_from(["PASS", "germline", "x"]), max_size=2),
)
def test_any_text_is_counts_or_a_bad_count(name, fields, info, alleles, filters):
    dialect = DIALECTS[name]
    for index in range(1, len(alleles)):
        written = Written(alleles, index, fields, info, tuple(filters))
        tag = dialect.tag(written)
        assert tag is None or isinstance(tag, CallerTag)
        for reading in (dialect.support, dialect.normal):
            try:
                support = reading(written)
            except BadCountError:
                continue
            if support is None:
                continue
            counts = (support.ref_depth, support.alt_depth, support.depth)
            assert all(value is None or value >= 0 for value in counts)
            assert support.vaf is None or 0 <= support.vaf <= 1


def test_a_germline_file_on_either_assembly_is_read_with_its_scope(panels):
    found = read_small_variants(ReadRequest((DATA / "vcf/haplotypecaller/stripped.vcf",)), panels)

    assert found.assembly is Assembly.GRCH37
    assert DIALECTS[found.callers[0]].scope is CallerScope.GERMLINE
