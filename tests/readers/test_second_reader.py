"""cyvcf2 reads the same files independently; both must say the same."""

from __future__ import annotations

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
    """Alleles with AD as cyvcf2 sees them, by record and allele."""
    reader = VCF(str(path))
    column = reader.samples.index(sample)
    found = {}
    for number, record in enumerate(reader, start=1):
        depths = record.format("AD")
        for index, alt in enumerate(record.ALT, start=1):
            depth = None
            if depths is not None and depths.shape[1] == len(record.ALT) + 1:
                depth = int(depths[column][index])
                depth = depth if depth >= 0 else None  # a missing integer is -2147483648 there
            found[number, index] = (record.POS, record.REF, alt, depth)
    return found, number


def _compare(path, panels, assembly=None):
    ours = read_small_variants(ReadRequest((path,), assembly=assembly), panels)
    theirs, records = _theirs(path, ours.tumour_sample)

    assert ours.files[0].records == records
    assert ours.calls
    for call in ours.calls:
        pos, ref, alt, depth = theirs[call.locus.record, call.locus.alt_index]
        assert (call.locus.pos, call.locus.ref, call.locus.alt) == (pos, ref, alt)
        assert call.support.alt_depth == depth


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.parent.name)
def test_fixtures_are_read_alike(path, panels):
    _compare(path, panels)


@pytest.mark.parametrize("name", REAL)
def test_real_files_are_read_alike(name, panels, shared):
    _compare(shared / "realdata" / name, panels, Assembly.GRCH37)
