"""cyvcf2 reads the same files independently; both must say the same."""

from __future__ import annotations

from collections import defaultdict

import pytest
from cyvcf2 import VCF

from hccgenomics.readers.calls import ReadRequest, read_small_variants
from hccgenomics.vocabulary import Assembly
from tests.conftest import DATA

OURS = [DATA / "vcf" / name / "tumour.vcf" for name in ("mutect2", "vardict", "generic")]
REAL = [
    "callers/balsamic/S1_R_vardict.vcf.gz",
    "callers/balsamic/S1_R_TNscope.vcf.gz",
    "callers/gatk/NA12878.vcf",
    "callers/vcf2maf/test_maf2vcf.vcf",
]


def _theirs(path, sample):
    """AD of the alleles as cyvcf2 sees them, by place and spelling; equal ones in file order."""
    reader = VCF(str(path))
    column = reader.samples.index(sample)
    found = defaultdict(list)
    for records, record in enumerate(reader, start=1):  # noqa: B007 -- their count is returned
        depths = record.format("AD")
        for index, alt in enumerate(record.ALT, start=1):
            depth = None
            if depths is not None and depths.shape[1] == len(record.ALT) + 1:
                depth = int(depths[column][index])
                depth = depth if depth >= 0 else None  # a missing integer is -2147483648 there
            found[record.CHROM, record.POS, record.REF, alt].append(depth)
    return found, records


def _compare(path, panels, assembly=None):
    ours = read_small_variants(ReadRequest((path,), assembly=assembly), panels)
    theirs, records = _theirs(path, ours.tumour_sample)

    assert ours.files[0].records == records
    assert ours.calls
    for call in ours.calls:
        locus = call.locus
        depths = theirs[locus.contig, locus.pos, locus.ref, locus.alt]
        assert call.support.alt_depth == depths.pop(0)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.parent.name)
def test_fixtures_are_read_alike(path, panels):
    _compare(path, panels)


@pytest.mark.parametrize("name", REAL)
def test_real_files_are_read_alike(name, panels, shared):
    _compare(shared / "realdata" / name, panels, Assembly.GRCH37)
