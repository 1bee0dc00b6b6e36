"""What is published of an alteration that is no small variant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.pipeline.locus import place_of
from hccgenomics.reports.to_tsv import to_tsv
from hccgenomics.vocabulary import Assembly

GISTIC = "Gene Symbol\tLocus ID\tCytoband\tDoe\n"
SEG = "ID\tchrom\tloc.start\tloc.end\tnum.mark\tseg.mean\n"


@pytest.fixture
def report(tmp_path):
    def make(text, option):
        path = tmp_path / "table.txt"
        path.write_text(text, encoding="utf-8")
        asked = ReportRequest(paths=(), settings=Settings(), assembly=Assembly.GRCH38)
        return make_report(replace(asked, **{option: (str(path),)}))

    return make


@pytest.mark.parametrize(
    ("text", "alt"),
    [
        (GISTIC + "CDKN2A\t1029\t9p21.3\t-2\n", "<DEL>"),
        (GISTIC + "FGF19\t9965\t11q13.3\t2\n", "<DUP>"),
        (SEG + "Doe\t9\t21500000\t22500000\t90\t-2.5\n", "<DEL>"),
        (SEG + "Doe\t11\t69000000\t70500000\t90\t2.5\n", "<DUP>"),
    ],
    ids=["class lost", "class gained", "ratio lost", "ratio gained"],
)
def test_the_allele_says_lost_or_gained_as_the_class_does(report, text, alt):
    alterations = report(text, "cnv").alterations

    assert alterations
    assert {one.alt for one in alterations} == {alt}


def test_a_fusion_of_which_only_the_genes_are_known_has_no_place(report):
    made = report("gene1\tgene2\texon1\texon2\nDNAJB1\tPRKACA\t1\t2\n", "sv")
    (fusion,) = made.alterations
    _, row = to_tsv(made).splitlines()

    assert (fusion.contig, fusion.pos) == (None, None)
    assert place_of(fusion) == ()
    assert row.split("\t")[6:8] == [".", "."]
