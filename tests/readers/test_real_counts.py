"""Fractions in real files, computed a second time from the text by the callers' own definitions."""

from __future__ import annotations

import math

import pytest

from hccgenomics.readers.dialect import BadCountError, Written, wanted_info
from hccgenomics.readers.dialects import choose_dialect
from hccgenomics.readers.header import parse_header
from hccgenomics.readers.stream import open_input
from tests.conftest import SHARED

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not here")


def _numbers(text):
    return [float(value) for value in text.split(",") if value not in {".", ""}]


def _share(part, whole):
    return part / whole if whole else None


def _of_all_alleles(fields, index, alleles):
    depths = _numbers(fields.get("AD", ""))
    return _share(depths[index], sum(depths)) if len(depths) == len(alleles) else None


def _strelka(fields, index, alleles):
    if "TIR" in fields:
        ref, alt = _numbers(fields["TAR"])[0], _numbers(fields["TIR"])[0]
    else:
        ref, alt = (_numbers(fields[f"{allele}U"])[0] for allele in (alleles[0], alleles[index]))
    return _share(alt, ref + alt)


def _vardict(fields, _index, _alleles):
    return _share(float(fields["VD"]), float(fields["DP"]))


def _varscan(fields, _index, _alleles):
    """As VarScan itself states it, in per cent with two digits."""
    return float(fields["FREQ"].replace("%25", "%").rstrip("%")) / 100


def _freebayes(fields, index, _alleles):
    alternates = _numbers(fields["AO"])
    return _share(alternates[index - 1], float(fields["RO"]) + sum(alternates))


def _sniper(fields, _index, _alleles):
    forward, reverse, plus, minus = _numbers(fields["DP4"])
    return _share(plus + minus, forward + reverse + plus + minus)


CASES = {
    "callers/gatk/M2.vcf": (_of_all_alleles, 500),
    "callers/gatk/NA12878.vcf": (_of_all_alleles, 4500),
    "callers/gatk/gatk3-dream3-mini.vcf": (_of_all_alleles, 20),
    "callers/gatk/NA12878.ob_filtered.vcf": (_of_all_alleles, 16),
    "callers/gatk/sample1.vcf": (_of_all_alleles, 150),
    "callers/gatk/Three_sample_somatic.vcf": (_strelka, 12),
    "callers/varcode/strelka-example.vcf": (_strelka, 40),
    "callers/vcf2maf/test_strelka.vcf": (_strelka, 2),
    "callers/balsamic/S1_R_vardict.vcf.gz": (_vardict, 4000),
    "callers/balsamic/test.vardict.research.filtered.pass.vcf.gz": (_vardict, 6),
    "ctdna/msk_access/case_control_test.vcf": (_vardict, 3000),
    "ctdna/cfdna-unfiltered.vcf": (_of_all_alleles, 200),
    "callers/vcf2maf/test_varscan.vcf": (_varscan, 4),
    "callers/vatools/duplicate_entries.vcf": (_varscan, 2),
    "callers/gatk/badDataOneAlleleDepthValue_hg38.vcf": (_varscan, 1),
    "callers/ngsbits/VcfFilter_in02.vcf.gz": (_freebayes, 100),
    "callers/vcf2maf/test_sniper.vcf": (_sniper, 2),
    "callers/vcf2maf/test_muse.vcf": (_of_all_alleles, 2),
    "callers/vcf2maf/test_pindel.vcf": (_of_all_alleles, 2),
    "callers/purecn/example_vcf.vcf.gz": (_of_all_alleles, 4000),
}


OF_TWO_ALLELES = {_strelka, _vardict, _sniper}
"""Definitions that hold where there is one alternate allele; others are in the expected tables."""
TOLERANCES = {"callers/vatools/duplicate_entries.vcf": 0.01}
"""There VarScan counts one read of a third allele in FREQ: 108 of 109, with RD 0 and AD 108."""


def _alleles(path):
    with open_input(SHARED / "realdata" / path) as source:
        lines = iter(source.lines)
        header = parse_header(lines)
        dialect = choose_dialect(header, caller=None, where="a")
        for line in lines:
            cells = line.decode().split("\t")
            alleles = (cells[3], *cells[4].split(","))
            info = wanted_info(cells[7], dialect.info)
            for column in cells[9:]:
                fields = dict(zip(cells[8].split(":"), column.split(":"), strict=False))
                for index in range(1, len(alleles)):
                    yield dialect, Written(alleles, index, fields, info)


def _again(formula, written):
    try:
        return formula(written.fields, written.alt_index, written.alleles)
    except (KeyError, ValueError, IndexError):
        return None


@pytest.mark.parametrize("path", CASES)
def test_the_fraction_is_what_the_caller_defines(path):
    formula, fewest = CASES[path]
    compared = 0
    for dialect, written in _alleles(path):
        expected = _again(formula, written)
        try:
            found = dialect.support(written).vaf
        except BadCountError:
            continue
        if expected is None or (len(written.alleles) > 2 and formula in OF_TWO_ALLELES):
            continue
        assert found is not None, written
        assert math.isclose(found, expected, abs_tol=TOLERANCES.get(path, 0.00006)), written
        compared += 1

    assert compared >= fewest
