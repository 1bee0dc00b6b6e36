"""What one unit of a file's counts is: reads, unless the file says otherwise."""

from __future__ import annotations

import pytest

from hccgenomics.readers.calls import ReadRequest, read_small_variants
from hccgenomics.readers.dialects import DIALECTS
from hccgenomics.readers.header import FIXED_COLUMNS, parse_header
from hccgenomics.vocabulary import DepthUnit
from tests.conftest import DATA
from tests.readers.test_maf import NAMES, maf, read, row

MOLECULES = {"smcounter2", "umivar"}
ENDS = {"simplex_duplex": "_simplex_duplex", "duplex": "_duplex", "simplex": "_simplex", "": ""}


def header(*meta):
    return parse_header([*(f"##{m}".encode() for m in meta), "\t".join(FIXED_COLUMNS).encode()])


@pytest.mark.parametrize("name", DIALECTS)
def test_a_caller_counts_reads_unless_it_sees_molecules_alone(name):
    expected = DepthUnit.MOLECULES if name in MOLECULES else DepthUnit.READS

    assert DIALECTS[name].unit(header("source=x")) is expected


@pytest.mark.parametrize(
    ("options", "unit"),
    [
        ("--umi-enable true --umi-library-type random-duplex", DepthUnit.MOLECULES),
        ("--umi-enable=true", DepthUnit.MOLECULES),
        ("--umi-enable 1", DepthUnit.MOLECULES),
        ("--umi-enable false", DepthUnit.READS),
        ("--enable-variant-caller true", DepthUnit.READS),
        ("--umi-enabled-something true", DepthUnit.READS),
    ],
)
@pytest.mark.parametrize("name", ["dragen", "dragen_germline"])
def test_dragen_says_on_its_command_line_that_reads_were_collapsed(name, options, unit):
    line = f'DRAGENCommandLine=<ID=dragen,CommandLineOptions="-r /ref {options} --x y">'

    assert DIALECTS[name].unit(header(line)) is unit


@pytest.mark.parametrize("name", [*sorted(MOLECULES), "dragen", "mutect2"])
def test_the_unit_of_a_file_is_that_of_its_caller(name, panels):
    path = sorted((DATA / "vcf" / name).glob("*.vcf"))[0]
    found = read_small_variants(ReadRequest((path,)), panels)

    expected = DepthUnit.MOLECULES if name in MOLECULES else DepthUnit.READS
    assert found.unit is expected
    assert all(file.unit is expected for file in found.files)


def of_sets(**sets):
    """A row with counts of these sets: ``duplex=(3, 900)``."""
    made = row(t_depth="100", t_alt_count="40", t_ref_count="60")
    for name, (alt, total) in sets.items():
        end = ENDS[name.replace("plain", "")]
        made[f"t_alt_count_fragment{end}"] = str(alt)
        made[f"t_ref_count_fragment{end}"] = "" if alt == "" else str(total - alt)
        made[f"t_total_count_fragment{end}"] = str(total)
    return made


@pytest.mark.parametrize(
    ("sets", "unit", "alt", "depth"),
    [
        ({}, DepthUnit.READS, 40, 100),
        ({"plain": (30, 80)}, DepthUnit.FRAGMENTS, 30, 80),
        ({"simplex": (9, 300), "plain": (30, 80)}, DepthUnit.MOLECULES, 9, 300),
        ({"simplex": (9, 300), "duplex": (7, 200)}, DepthUnit.DUPLEX_MOLECULES, 7, 200),
        (
            {"simplex": (9, 300), "duplex": (7, 200), "simplex_duplex": (16, 500)},
            DepthUnit.MOLECULES, 16, 500,
        ),
        ({"duplex": ("", "")}, DepthUnit.READS, 40, 100),
    ],
)  # fmt: skip
def test_a_maf_of_several_counts_is_read_by_one_set_and_says_which(
    tmp_path, panels, sets, unit, alt, depth
):
    one = of_sets(**sets)
    names = (*NAMES, *(name for name in one if name not in NAMES))
    found = read(tmp_path, panels, maf(one, names=names))
    (call,) = found.calls

    assert found.unit is unit
    assert (call.support.alt_depth, call.support.total_depth) == (alt, depth)
    said = [note for note in found.notes if "counts those of the column" in note]
    assert bool(said) is (unit is not DepthUnit.READS)


def test_files_that_count_differently_count_reads_together(tmp_path, panels):
    one = of_sets(duplex=(7, 200))
    names = (*NAMES, *(name for name in one if name not in NAMES))
    paths = []
    for number, content in enumerate([maf(one, names=names), maf(row())]):
        paths.append(tmp_path / f"{number}.maf")
        paths[-1].write_bytes(content)
    found = read_small_variants(ReadRequest(tuple(paths)), panels)

    assert {file.unit for file in found.files} == {DepthUnit.DUPLEX_MOLECULES, DepthUnit.READS}
    assert found.unit is DepthUnit.READS
