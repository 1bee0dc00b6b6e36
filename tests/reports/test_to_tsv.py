from __future__ import annotations

import csv
from io import StringIO

import pytest

from hccgenomics.reports.to_tsv import COLUMNS, cell, to_tsv
from tests import builders
from tests.truth import rows


def table(report) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(to_tsv(report)), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_one_row_per_alteration_in_the_reports_order():
    report = builders.a_report()

    assert [row["id"] for row in table(report)] == [found.id for found in report.alterations]


def test_the_header_is_the_documented_one():
    first = to_tsv(builders.a_report()).partition("\n")[0]

    assert first.split("\t") == list(COLUMNS)


def test_without_alterations_there_is_a_header_alone():
    assert to_tsv(builders.an_empty_report()) == "\t".join(COLUMNS) + "\n"


def test_a_row_says_what_the_report_says():
    row = table(builders.a_report())[3]

    assert row["hgvs_p"] == "NP_689854.2:p.Thr863LysfsTer7"
    assert row["consequence"] == "frameshift_variant"
    assert row["vaf"] == "0.2309"
    assert row["driver"] == "true"
    assert row["driver_rules"] == "truncating"
    assert row["population_af"] == "."


def test_consequences_are_joined_most_severe_first():
    assert table(builders.a_report())[4]["consequence"] == "stop_gained&splice_region_variant"


def test_an_exon_is_no_date():
    assert table(builders.a_report())[1]["exon"] == "3 of 15"


def test_zero_is_not_unknown():
    row = table(builders.a_report())[1]

    assert row["normal_alt_depth"] == "0"
    assert row["normal_vaf"] == "0.0"


@pytest.mark.parametrize("row", rows("tsv_cells.tsv"))
def test_text_is_safe_to_open(row):
    assert cell(row["text"].encode().decode("unicode_escape")) == row["cell"]


def test_quotes_do_not_disturb_the_table():
    odd = builders.an_alteration(why='He said "none".', notes=('"', "a\tb", "c\nd"))

    (row,) = table(builders.a_report(alterations=(odd,)))

    assert row["why"] == 'He said "none".'
    assert row["notes"] == '"; a b; c d'
