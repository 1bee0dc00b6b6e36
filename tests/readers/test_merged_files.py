"""Files of several callers: each record is read as its author would be, or not at all."""

from __future__ import annotations

from multiprocessing.reduction import ForkingPickler

import pytest

from hccgenomics.errors import DialectError
from hccgenomics.readers.calls import ReadRequest, read_small_variants
from hccgenomics.readers.dialect import UnclearCountError, Written, wanted_info
from hccgenomics.readers.dialects import DIALECTS, choose_dialect, recognised
from hccgenomics.readers.dialects.merged import merge
from hccgenomics.readers.header import FIXED_COLUMNS, parse_header
from hccgenomics.vocabulary import CallerSays, CallerScope
from tests.conftest import DATA

COMBINED = DATA / "vcf/merged/tumour.vcf"
FIXTURES = sorted(
    path for path in (DATA / "vcf").glob("*/*.vcf") if path.parent.name not in {"merged", "generic"}
)
UNSIGNED = {"without_ro"}
"""Fixtures whose fields were thinned out until no record shows its author."""
AUTHORS = [name for name in DIALECTS if name not in {"merged", "generic"}]


def _header(*meta):
    lines = [*(f"##{line}".encode() for line in meta), "\t".join(FIXED_COLUMNS).encode()]
    return parse_header(lines)


def _declaring(*keys):
    return [f"FORMAT=<ID={key},Number=1>" for key in keys]


MUTECT_AND_VARDICT = ("source=Mutect2", "source=VarDict_v1.8.2")


def _merged(*names):
    keys = {key for name in names for key in DIALECTS[name].needs}
    keys |= {key for name in names for mark in DIALECTS[name].marks for key in mark}
    return merge([DIALECTS[name] for name in names], _header(*_declaring(*sorted(keys))), where="a")


def _read(dialect, fields, alleles=("G", "A"), **more):
    return dialect.support(Written(alleles, 1, fields, **more))


def test_a_header_of_several_callers_is_that_of_a_merged_file():
    header = _header(*MUTECT_AND_VARDICT, *_declaring("AD", "AF", "VD", "DP"))

    dialect = choose_dialect(header, caller=None, where="a")

    assert dialect.name == "merged"
    assert dialect.title == "Merged file of GATK Mutect2, VarDict"
    assert "(mutect2, vardict)" in dialect.note


def test_two_callers_whose_fields_do_not_tell_them_apart_are_an_error():
    for fields in ((), ("AD", "AF"), ("DP",)):
        header = _header(*MUTECT_AND_VARDICT, *_declaring(*fields))

        with pytest.raises(DialectError, match=r"a\.vcf: .*mutect2, vardict.*--caller generic"):
            choose_dialect(header, caller=None, where="a.vcf")


def test_the_user_settles_whose_counts_are_read():
    header = _header(*MUTECT_AND_VARDICT, *_declaring("AD", "AF", "VD"))

    for name in ("mutect2", "vardict", "generic", "VarDict", "merged"):
        assert choose_dialect(header, caller=name, where="a").name == name.lower()


def test_one_caller_makes_no_merged_file():
    with pytest.raises(DialectError, match="not show several callers, but mutect2"):
        choose_dialect(_header("source=Mutect2"), caller="merged", where="a")
    with pytest.raises(DialectError, match="not show several callers, but none"):
        choose_dialect(_header(), caller="merged", where="a")


@pytest.mark.parametrize(
    "line",
    [
        "source=SelectVariants",
        "bcftools_viewCommand=view -f PASS mutect2.varscan.strelka.vcf.gz",
        "bcftools_isecCommand=isec -p dir freebayes.vcf.gz lofreq.vcf.gz",
        'VEP="v104" command="vep -i strelka.vcf"',
        "source=vcf2maf",
        "SnpSiftCmd=SnpSift annotate vardict.vcf",
        "reference=file:///lofreq call/ref.fa",
    ],
)
def test_what_worked_on_a_file_later_does_not_change_its_caller(line):
    header = _header("source=Mutect2", line, *_declaring("AD", "AF"))

    assert choose_dialect(header, caller=None, where="a").name == "mutect2"


def test_a_record_with_the_fields_of_one_caller_is_read_as_its():
    dialect = _merged("mutect2", "varscan2", "strelka2", "vardict")

    mutect = _read(dialect, {"GT": "0/1", "AD": "60,20", "AF": "0.26"})
    varscan = _read(dialect, {"GT": "0/1", "AD": "20", "RD": "60", "DP": "99", "FREQ": "25%"})
    vardict = _read(dialect, {"AD": "60,20", "AF": "0.2", "VD": "20", "DP": "100"})

    assert (mutect.ref_depth, mutect.alt_depth, mutect.vaf) == (60, 20, 0.25)
    assert (varscan.ref_depth, varscan.alt_depth, varscan.vaf) == (60, 20, 0.25)
    assert (vardict.ref_depth, vardict.alt_depth, vardict.vaf) == (60, 20, 0.2)


def test_a_field_without_a_value_is_no_sign_of_its_caller():
    """CombineVariants and bcftools merge fill in what a record's own caller does not write."""
    dialect = _merged("mutect2", "strelka2")

    fields = {"AD": ".", "AF": ".", "AU": "5,6", "CU": "0,0", "GU": "20,22", "TU": "0,0"}
    support = _read(dialect, fields)

    assert (support.ref_depth, support.alt_depth) == (20, 5)


def test_counts_on_which_two_possible_authors_agree_are_read():
    dialect = _merged("mutect2", "strelka2")
    fields = {"AD": "20,5", "AF": "0.2", "AU": "5,6", "CU": "0,0", "GU": "20,22", "TU": "0,0"}

    support = _read(dialect, fields)

    assert (support.ref_depth, support.alt_depth, support.vaf) == (20, 5, 0.2)


def test_counts_that_could_be_either_callers_are_unknown():
    dialect = _merged("mutect2", "strelka2")
    fields = {"AD": "20,9", "AF": "0.2", "AU": "5,6", "CU": "0,0", "GU": "20,22", "TU": "0,0"}

    with pytest.raises(UnclearCountError, match="mutect2 or strelka2") as caught:
        _read(dialect, fields)

    assert caught.value.support.vaf is None


def test_a_record_of_nobodys_fields_keeps_what_the_specification_says():
    dialect = _merged("mutect2", "strelka2")

    with pytest.raises(UnclearCountError) as caught:
        _read(dialect, {"GT": "0/1", "DP": "51"})
    by_specification = _read(dialect, {"GT": "0/1", "AD": "40,10"})

    assert (caught.value.support.depth, caught.value.support.alt_depth) == (51, None)
    assert by_specification.vaf == 0.2


def test_the_tag_is_that_of_the_author():
    dialect = _merged("mutect2", "varscan2")

    varscan = {"AD": "20", "RD": "60", "FREQ": "25%"}
    tag = dialect.tag(Written(("G", "A"), 1, varscan, {"SS": "1"}))
    other = dialect.tag(Written(("G", "A"), 1, {"AD": "9,9", "AF": "0.5"}, {"SS": "1"}))

    assert tag is not None
    assert tag.says is CallerSays.GERMLINE
    assert other is None


def test_the_scope_is_germline_only_if_all_callers_are():
    assert _merged("mutect2", "strelka2").scope is CallerScope.SOMATIC
    assert _merged("mutect2", "strelka2_germline").scope is CallerScope.EITHER


def test_the_report_says_of_whom_the_file_is_and_how_many_alleles_have_no_reading(panels):
    found = read_small_variants(ReadRequest((COMBINED,)), panels)

    said = " ".join(found.notes)
    assert "merged from several callers (mutect2, strelka2, varscan2)" in said
    assert "For 2 alleles the record does not tell which caller counted the reads" in said
    assert "the first at chr17:7674216: mutect2 or strelka2" in said


def _samples(cells):
    """FORMAT of every column by key; nothing of a file without columns."""
    keys = cells[8].split(":") if len(cells) > 8 else []
    return [dict(zip(keys, cell.split(":"), strict=False)) for cell in cells[9:] or [""]]


def _alleles(path):
    """What each allele of a file has written of it, in every column, and the file's dialect."""
    lines = path.read_bytes().splitlines()
    header = parse_header(iter(lines), where="a")
    (dialect,) = recognised(header)
    for line in lines[header.lines :]:
        cells = line.decode().split("\t")
        alleles = (cells[3], *cells[4].split(","))
        for index in range(1, len(alleles)):
            for fields in _samples(cells):
                yield dialect, Written(alleles, index, fields), cells[7]


def _support(dialect, written, info):
    return dialect.support(written._replace(info=wanted_info(info, dialect.info)))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_beside_any_other_caller_a_record_has_its_own_counts_or_none(path):
    own = path.parent.name
    merged = {other: _merged(own, other) for other in AUTHORS if other != own}
    read = 0
    for dialect, written, info in _alleles(path):
        alone = _support(dialect, written, info)
        for other, both in merged.items():
            try:
                support = _support(both, written, info)
            except UnclearCountError:
                continue
            read += support.alt_depth is not None
            assert support.alt_depth in {alone.alt_depth, None}, (other, written, info)
            assert support.ref_depth in {alone.ref_depth, None}, (other, written, info)

    known = any(_support(*allele).alt_depth is not None for allele in _alleles(path))
    assert bool(read) is (known and path.stem not in UNSIGNED)


def test_a_merged_dialect_can_be_sent_to_another_process():
    assert ForkingPickler.dumps(_merged("mutect2", "varscan2"))
