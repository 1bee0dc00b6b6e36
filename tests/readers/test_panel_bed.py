"""Designs of assays: the regions of a BED or interval list, whatever its writer's habits."""

from __future__ import annotations

import gzip

import pytest

from hccgenomics.errors import InputError
from hccgenomics.model.genome import Interval
from hccgenomics.readers.coverage.panel_bed import PanelRequest, read_panel
from hccgenomics.vocabulary import CoverageKind
from tests.readers.files import CONTIGS, bgzf

REQUEST = PanelRequest(CONTIGS, frozenset({"TERT", "TP53", "NFE2L2"}), 2)
TWO = {
    "chr5": (Interval("chr5", 1_295_000, 1_295_200),),
    "chr17": (Interval("chr17", 7_674_000, 7_675_000),),
}
HABITS = {
    "three columns": "chr5\t1295000\t1295200\nchr17\t7674000\t7675000\n",
    "names": "chr5\t1295000\t1295200\tTERT\nchr17\t7674000\t7675000\tTP53\n",
    "twelve columns": "chr5\t1295000\t1295200\tt\t0\t-\t1295000\t1295200\t0\t1\t200,\t0,\n"
    "chr17\t7674000\t7675000\tt\t0\t-\t1\t2\t0\t1\t1000,\t0,\n",
    "no chr": "5\t1295000\t1295200\n17\t7674000\t7675000\n",
    "accessions": "NC_000005.10\t1295000\t1295200\nNC_000017.11\t7674000\t7675000\n",
    "track and browser": "browser position chr5\ntrack name=x\n#a\nchr5\t1295000\t1295200\n"
    "track name=y\nchr17\t7674000\t7675000\n",
    "a heading": "Chrom\tStart\tEnd\nchr5\t1295000\t1295200\nchr17\t7674000\t7675000\n",
    "a heading with a hash": "#chr\tstart\tend\nchr5\t1295000\t1295200\nchr17\t7674000\t7675000\n",
    "Windows": "chr5\t1295000\t1295200\r\nchr17\t7674000\t7675000\r\n",
    "blanks behind": "chr5\t1295000\t1295200 \nchr17\t7674000\t7675000\t\n",
    "no last line feed": "chr5\t1295000\t1295200\nchr17\t7674000\t7675000",
    "blanks": "chr5 1295000 1295200\nchr17 7674000  7675000\n",
    "unsorted": "chr17\t7674000\t7675000\nchr5\t1295000\t1295200\n",
    "overlapping": "chr17\t7674000\t7674900\nchr17\t7674500\t7675000\nchr17\t7674600\t7674700\n"
    "chr5\t1295000\t1295200\n",
    "adjacent": "chr5\t1295000\t1295100\nchr5\t1295100\t1295200\nchr17\t7674000\t7675000\n",
    "twice": "chr5\t1295000\t1295200\nchr5\t1295000\t1295200\nchr17\t7674000\t7675000\n",
    "an empty row": "chr5\t1295000\t1295200\n\nchr17\t7674000\t7675000\n\n",
    "of no base": "chr5\t1295000\t1295200\nchr5\t9\t9\nchr17\t7674000\t7675000\n",
    "interval list": "@HD\tVN:1.6\n@SQ\tSN:chr5\tLN:181538259\n@SQ\tSN:chr17\tLN:83257441\n"
    "chr5\t1295001\t1295200\t+\tTERT\nchr17\t7674001\t7675000\t+\tTP53\n",
    "byte order mark": "\ufeffchr5\t1295000\t1295200\nchr17\t7674000\t7675000\n",
}
WRONG = {
    "chr5\t1295000\t1295200\nchr5\t300\t200\n": "line 2: The row ends at 200, before it starts",
    "chr5\t1295000\t1295200\nchr5\tx\t200\n": "line 2: The start is 'x', not a whole number",
    "chr5\t1295000\t1295200\nchr5\t-3\t200\n": "line 2: The start is '-3', not a whole number",
    "chr5\t1295000\t1295200\nchr5\t3\n": "line 2: The row has 2 of the three columns",
    "chr5\t1.5\t200\n": "line 1: The start is '1.5'",
    "@SQ\tSN:chr5\tLN:9\nchr5\t0\t9\t+\tx\n": "line 2: An interval list counts bases from one",
    "# nothing\n": "The file has no row",
    "": "The file is empty",
    "scaffold_1\t3\t9\n": "None of the 1 rows is a region on a chromosome that is known",
    "##fileformat=VCFv4.2\n": "This is a VCF",
    "Chrom\tStart\tEnd\nA\tB\tC\nchr5\t3\t9\n": "line 2: The start is 'B'",
    "IMPACT468\n": "line 1: The row has 1 of the three columns",
}


def written(folder, text, *, name="panel.bed", pack=bytes):
    path = folder / name
    path.write_bytes(pack(text.encode()))
    return path


@pytest.mark.parametrize("habit", HABITS)
def test_regions_are_merged_and_in_order(habit, tmp_path):
    panel = read_panel(written(tmp_path, HABITS[habit]), REQUEST).panel

    assert panel.regions == TWO
    assert list(panel.regions) == ["chr5", "chr17"]
    assert (panel.kind, panel.name, panel.number) == (CoverageKind.PANEL, "panel.bed", 2)


@pytest.mark.parametrize("pack", [gzip.compress, bgzf], ids=["gzip", "bgzip"])
def test_containers_make_no_difference(pack, tmp_path):
    path = written(tmp_path, HABITS["names"], name="p.bed.gz", pack=pack)

    assert read_panel(path, REQUEST).panel.regions == TWO


@pytest.mark.parametrize("text", WRONG, ids=WRONG.values())
def test_what_is_no_bed_is_refused_in_one_sentence(text, tmp_path):
    with pytest.raises(InputError) as raised:
        read_panel(written(tmp_path, text), REQUEST)

    assert WRONG[text] in raised.value.sentence
    assert raised.value.exit_code == 3
    assert raised.value.hint


def test_a_truncated_file_is_refused(tmp_path):
    path = written(tmp_path, HABITS["names"] * 500, pack=gzip.compress)
    path.write_bytes(path.read_bytes()[:-9])

    with pytest.raises(InputError, match="truncated"):
        read_panel(path, REQUEST)


def test_the_file_is_provenance(tmp_path):
    facts = read_panel(written(tmp_path, HABITS["interval list"]), REQUEST).panel.facts

    assert (facts.records, facts.number, facts.format) == (2, 2, "interval_list")


def test_rows_without_a_use_are_counted(tmp_path):
    text = HABITS["of no base"] + "chrUn_1\t0\t5\n"

    assert read_panel(written(tmp_path, text), REQUEST).panel.notes == (
        "1 row lies on contigs other than chromosomes (chrUn_1) and was not used.",
        "1 row holds no base and was not used.",
    )


def test_names_of_genes_and_lengths_of_contigs_speak_for_the_assembly(tmp_path):
    text = HABITS["interval list"].replace("+\tTERT", "+\tTERT_ex1;NM_198253").replace("TP53", "p")
    build = read_panel(written(tmp_path, text), REQUEST).build

    assert build.genes == {"TERT": Interval("chr5", 1_295_000, 1_295_200)}
    assert build.lengths == {"chr5": 181_538_259, "chr17": 83_257_441}
    assert build.furthest == {"chr5": 1_295_200, "chr17": 7_675_000}


@pytest.mark.parametrize("line", ["@SQ\tSN:chr5\tLN:" + "9" * 5_000, "@SQ\tSN:" + "SN:" * 2_000])
def test_a_length_that_is_none_speaks_for_no_assembly(tmp_path, line):
    text = HABITS["interval list"].replace("@SQ\tSN:chr5\tLN:181538259", line)

    assert read_panel(written(tmp_path, text), REQUEST).build.lengths == {"chr17": 83_257_441}
