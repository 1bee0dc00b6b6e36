"""``hccgenomics locate``: names in, a table out, and no name lost without a sentence."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from hccgenomics.cli import main
from hccgenomics.pipeline.locate import COLUMNS


def locate(*arguments: str, stdin: str | bytes | None = None):
    return CliRunner().invoke(main, ["locate", *arguments], input=stdin)


def table(result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_one_row_for_each_assembly_and_each_change_of_sequence():
    result = locate("CTNNB1 p.S45F")

    rows = table(result)
    assert result.exit_code == 0
    assert tuple(rows[0]) == COLUMNS
    assert [(r["assembly"], r["pos"], r["ref"], r["alt"]) for r in rows] == [
        ("GRCh37", "41266137", "C", "T"),
        ("GRCh37", "41266137", "CT", "TC"),
        ("GRCh38", "41224646", "C", "T"),
        ("GRCh38", "41224646", "CT", "TC"),
    ]
    assert {r["hgvs_p"] for r in rows} == {"NP_001895.1:p.Ser45Phe"}


def test_a_row_says_everything_of_its_variant():
    (row,) = table(locate("TERT C228T", "--assembly", "GRCh38"))

    assert row == {
        "name": "TERT C228T",
        "assembly": "GRCh38",
        "contig": "chr5",
        "pos": "1295113",
        "ref": "G",
        "alt": "A",
        "gene": "TERT",
        "refseq": "NM_198253.3",
        "hgvs_g": "NC_000005.10:g.1295113G>A",
        "hgvs_c": "NM_198253.3:c.-124C>T",
        "hgvs_p": ".",
        "consequence": "upstream_gene_variant",
        "vrs_id": "ga4gh:VA.GtzT9cjDd_lyUSBwjOZaMTEctu9zrRPe",
        "note": "C228T is the old name of c.-124C>T",
    }


def test_every_spelling_of_a_variant_is_one_row():
    spellings = (
        "NM_001904.4:c.134C>T",
        "chr3:g.41224646C>T",
        "chr3-41224646-C-T",
        "NC_000003.12:41224645:C:T",
        "chr3-41224645-TC-TT",
    )

    rows = table(locate(*spellings, "--assembly", "GRCh38"))

    assert [row.pop("name") for row in rows] == list(spellings)
    assert len({tuple(row[c] for c in COLUMNS[1:-1]) for row in rows}) == 1


def test_names_come_from_standard_input_one_a_line():
    result = locate("-", "--assembly", "GRCh37", stdin="BRAF V600E\n\n  KRAS G12C \r\n")

    assert result.exit_code == 0
    assert {row["name"] for row in table(result)} == {"BRAF V600E", "KRAS G12C"}


def test_a_refused_name_leaves_the_others_printed_and_the_exit_code_says_so():
    result = locate("CTNNB1 S44F", "BRAF V600E", "nonsense", "--assembly", "GRCh38")

    assert result.exit_code == 3
    assert {row["name"] for row in table(result)} == {"BRAF V600E"}
    first, second = result.stderr.splitlines()
    assert first == (
        "Error: CTNNB1 S44F: Residue 44 of NP_001895.1 (CTNNB1) is P, not S. Check the residue, "
        "and which transcript the name counts on."
    )
    assert second.startswith("Error: nonsense: It names no change that can be read.")


def test_an_error_as_an_object():
    result = locate("CTNNB1 S44F", "--log-format", "json")

    error = json.loads(result.stderr)
    assert (error["code"], error["input"]) == ("input.name", "CTNNB1 S44F")


def test_bytes_that_are_no_text_are_a_name_that_cannot_be_read():
    result = locate("-", stdin=b"\xff\xfe\x00\nBRAF V600E\n")

    assert result.exit_code == 3
    assert {row["name"] for row in table(result)} == {"BRAF V600E"}


def test_a_control_sign_never_reaches_the_terminal():
    result = locate("CTNNB1\x1b[31m S45F", "CTNNB1\tS45F")

    assert "\x1b" not in result.stdout + result.stderr
    assert {row["name"] for row in table(result)} == {"CTNNB1 S45F"}


def test_a_change_in_unknown_sequence_is_a_row_without_place():
    (row,) = table(locate("KMT2D p.S3C", "--assembly", "GRCh38"))

    assert (row["gene"], row["refseq"]) == ("KMT2D", "NM_003482.4")
    assert {row[c] for c in ("contig", "pos", "ref", "alt", "hgvs_g", "vrs_id")} == {"."}
    assert row["note"] == (
        "changes of bases that are not known here are not listed; they match all the same"
    )


def test_where_there_is_no_gene_the_place_is_still_given():
    (row,) = table(locate("chr3:g.1000000A>T", "--assembly", "GRCh38"))

    assert (row["gene"], row["hgvs_c"], row["consequence"]) == (".", ".", ".")
    assert row["hgvs_g"] == "NC_000003.12:g.1000000A>T"
    assert row["vrs_id"].startswith("ga4gh:VA.")
    assert row["note"] == "the bases stated were not checked: the sequence there is not known"


def test_no_identifier_says_why():
    (row,) = table(locate("chr3-1000000-AT-A", "--assembly", "GRCh38"))

    assert row["vrs_id"] == "."
    assert "no VRS identifier: the sequence around chr3:1000000" in row["note"]


@pytest.mark.parametrize(("assembly", "pos"), [("GRCh37", "41266137"), ("GRCh38", "41224646")])
def test_a_fasta_is_read_and_its_assembly_told_by_its_contigs(assembly, pos, shared):
    fasta = shared / "oracle" / "ref" / f"{assembly}.panel.fa.gz"

    rows = table(locate("CTNNB1 c.134C>T", "--assembly", assembly, "--fasta", str(fasta)))

    assert [row["pos"] for row in rows] == [pos]


def test_a_fasta_of_the_other_assembly_is_refused(shared):
    fasta = shared / "oracle" / "ref" / "GRCh37.panel.fa.gz"

    result = locate("KMT2D p.D2G", "--assembly", "GRCh38", "--fasta", str(fasta))

    assert result.exit_code == 3
    assert "the FASTA is of the other assembly" in result.stderr
    assert result.stdout == ""
