"""Real files of many callers, and files broken on purpose: read, or refused in one sentence."""

from __future__ import annotations

from itertools import product

import pytest

from hccgenomics.errors import InputError
from hccgenomics.readers.calls import ReadRequest, read_small_variants
from hccgenomics.readers.header import parse_header
from hccgenomics.readers.stream import open_input
from hccgenomics.vocabulary import Assembly
from tests.conftest import SHARED

FOLDERS = ("callers", "edge", "oracle_snpeff_tests", "sv", "ctdna")
REAL = sorted(
    path
    for folder in FOLDERS
    for path in (SHARED / "realdata" / folder).rglob("*")
    if path.is_file()
)


def _samples(path) -> tuple[str | None, ...]:
    """The first and last column, to read a file as that sample's where nothing else tells."""
    try:
        with open_input(path) as source:
            samples = parse_header(source.lines).samples
    except InputError:
        return (None,)
    return (None, samples[0], samples[-1]) if samples else (None,)


@pytest.mark.parametrize("assembly", [None, *Assembly])
def test_every_real_file_balances_or_is_refused(assembly, panels, shared):
    assert len(REAL) > 400, "the shared folder is incomplete"
    read, refusals = 0, []
    for path in REAL:
        for sample, most in product(dict.fromkeys(_samples(path)), (0.1, 1.0)):
            request = ReadRequest(
                (path,), assembly, tumour_sample=sample, max_reference_mismatches=most
            )
            try:
                found = read_small_variants(request, panels)
            except InputError as error:
                refusals.append((path, error.sentence))
                continue
            read += 1
            entries = found.tally.read + len(found.calls)
            assert entries >= found.files[0].records
            assert len(found.set_aside) <= found.tally.read

    assert read > 50
    assert all(str(path) in sentence and "\n" not in sentence for path, sentence in refusals)


TOLD = {
    "callers/gatk/M2.vcf": ("GRCh37", "TUMOR", "NORMAL", "mutect2"),
    "callers/gatk/NA12878.vcf": ("GRCh37", "SM-612V3", "SM-612V6", "mutect2"),
    "callers/gatk/gatk3-dream3-mini.vcf": ("GRCh37", "TUMOR", "NORMAL", "mutect2"),
    "callers/gatk/sample1.vcf": ("GRCh37", "sample1", None, "mutect2"),
    "callers/gatk/Three_sample_somatic.vcf": ("GRCh37", "TUMOR", "NORMAL", "strelka2"),
    "callers/balsamic/S1_R_vardict.vcf.gz": ("GRCh37", "S1_R", None, "vardict"),
    "callers/balsamic/tnscope_variants.vcf.gz": ("GRCh37", "TUMOR", "NORMAL", "tnscope"),
    "callers/varcode/strelka-example.vcf": ("GRCh37", "TUMOR", "NORMAL", "strelka2"),
    "callers/vcf2maf/test_strelka.vcf": ("GRCh37", "TUMOR", "NORMAL", "strelka2"),
    "callers/vcf2maf/test_merged.vcf": ("GRCh37", "TUMOR", "NORMAL", "merged"),
    "callers/vcf2maf/TCGA-BH-A18P-01.brca.vcf": (
        "GRCh37",
        "TCGA-BH-A18P-01A-11D-A12B-09",
        "TCGA-BH-A18P-11A-43D-A12B-09",
        "generic",
    ),
    "callers/gatk/regressionTestVariantSetHG38_expected.vcf": (
        "GRCh38",
        "THE_TUMOR",
        "THE_NORMAL",
        "haplotypecaller",
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_assembly_samples_and_caller_of_real_files_are_told(name, panels, shared):
    found = read_small_variants(ReadRequest((shared / "realdata" / name,)), panels)

    told = (found.assembly.value, found.tumour_sample, found.normal_sample, *found.callers)
    assert told == TOLD[name]


REFUSED = {
    "callers/gatk/PIK3CA_INDELS.oncotatorAnnotated.vcf": "line 108: A record stands before",
    "callers/gatk/hg38_trio.pik3ca.vcf": "3 samples, in columns 10 to 12",
    "callers/gatk/sample_2.vcf": "line 102: 11 columns where the #CHROM line names 10",
    "callers/gatk/regressionTestVariantSetHG38.vcf": "12 columns where",
    "callers/varcode/mouse_vcf_dbsnp_chr1_partial.vcf": "GRCm38",
    "callers/varcode/varcode__spec_examples__README.md": "no VCF",
    "callers/vcf2maf/test_varscan.vcf": "--assembly GRCh37 or --assembly GRCh38",
    "edge/pyvcf/example-4.1-bnd.vcf": "separates its columns by spaces",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_with_a_real_file_is_said(name, panels, shared):
    with pytest.raises(InputError) as caught:
        read_small_variants(ReadRequest((shared / "realdata" / name,)), panels)
    assert REFUSED[name] in caught.value.sentence
