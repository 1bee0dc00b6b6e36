from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from hccgenomics.errors import TableError
from hccgenomics.knowledge import (
    base,
    blood,
    files,
    fusions,
    genes,
    germline,
    hotspots,
    lists,
    references,
)
from hccgenomics.knowledge.genes import COLUMNS, load_genes
from hccgenomics.knowledge.tables import Table, split_list, validate, without_blanks
from hccgenomics.model.curated import GeneRow
from hccgenomics.model.own_tables import BIOMARKERS, REGIMENS

GOOD = ("TP53", "tumour_suppressor", "loss", "p53", "110", "42", "", "a source", "verified")


@pytest.fixture
def written(tmp_path):
    def write(*rows, header=COLUMNS, name="genes.tsv"):
        lines = ["\t".join(header), *("\t".join(row) for row in rows)]
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def changed(column, value):
    row = list(GOOD)
    row[COLUMNS.index(column)] = value
    return tuple(row)


def test_a_good_table_is_read(written):
    rows, sha256 = load_genes(written(GOOD))

    assert rows["TP53"].tcga_tumours == 110
    assert sha256.startswith("sha256:")


def test_a_blank_cell_is_unknown_and_not_zero(written):
    rows, _ = load_genes(written(changed("tcga_tumours", "")))

    assert rows["TP53"].tcga_tumours is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("role", "tumor_suppressor"),
        ("role", ""),
        ("tcga_tumours", "many"),
        ("tcga_tumours", "-1"),
        ("gene", ""),
        ("verification", "checked"),
    ],
)
def test_a_wrong_cell_refuses_the_table_with_its_place(written, column, value):
    good_first = changed("gene", "ALB")
    with pytest.raises(TableError) as caught:
        load_genes(written(good_first, changed(column, value)))

    assert caught.value.line == 3
    assert caught.value.column == column
    assert caught.value.where == "genes.tsv"
    assert caught.value.exit_code == 5
    assert f"genes.tsv, line 3: column {column}:" in caught.value.sentence


def test_two_rows_of_one_gene_are_refused(written):
    with pytest.raises(TableError, match=r"line 3: column gene: 'TP53' is used by line 2 too"):
        load_genes(written(GOOD, GOOD))


def test_a_missing_cell_is_refused(written):
    with pytest.raises(TableError, match=r"line 2: The row has 8 cells, the header 9"):
        load_genes(written(GOOD[:-1]))


@pytest.mark.parametrize(
    "header",
    [COLUMNS[:-1], (*COLUMNS, "tier"), (COLUMNS[1], COLUMNS[0], *COLUMNS[2:]), ("",)],
)
def test_other_columns_are_refused(written, header):
    with pytest.raises(TableError) as caught:
        load_genes(written(header=header))

    assert caught.value.line == 1


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfgene\trole\n", b"gene\xff\n", b""])
def test_bytes_that_are_no_table_are_refused(tmp_path, data):
    path = tmp_path / "genes.tsv"
    path.write_bytes(data)

    with pytest.raises(TableError):
        load_genes(path)


def test_an_empty_line_is_a_wrong_row(tmp_path):
    path = tmp_path / "genes.tsv"
    path.write_text("\t".join(COLUMNS) + "\n\n", encoding="utf-8")

    with pytest.raises(TableError, match="line 2"):
        load_genes(path)


def test_a_field_nobody_declared_is_refused(written):
    table = Table(written(GOOD), COLUMNS)

    with pytest.raises(TableError) as caught:
        validate(
            table, TypeAdapter(list[GeneRow]), lambda _, row: {**without_blanks(row), "tier": "I"}
        )
    assert caught.value.column == "tier"


def test_lists_keep_what_semicolons_join():
    assert split_list("one; two | three") == ("one; two", "three")


def test_the_digest_is_of_the_bytes(written):
    path = written(GOOD)
    _, before = load_genes(path)
    path.write_text(path.read_text().replace("a source", "another"))
    _, after = load_genes(path)

    assert before != after
    assert after == files.digest(path)


def test_the_base_knows_its_date_its_status_and_its_digests():
    found = base.load_knowledge()

    assert found.as_of == min(row.curated_on for row in (*found.biomarkers, *found.regimens))
    assert found.review_status == "not clinically reviewed"
    assert set(found.sha256) >= {
        BIOMARKERS,
        blood.BLOOD,
        fusions.FUSIONS,
        genes.GENES,
        germline.GERMLINE,
        hotspots.HOTSPOTS,
        hotspots.NUMBERING,
        hotspots.COUNTS,
        lists.FACTS,
        lists.PREVALENCE,
        lists.THERAPIES,
        lists.TRIALS,
        references.REFERENCES,
        REGIMENS,
    }
    for name, sha256 in found.sha256.items():
        assert sha256 == files.digest(files.resource(name)), name


def test_the_base_works_without_the_counts(monkeypatch):
    monkeypatch.setattr(base, "load_hotspot_counts", lambda: None)

    found = base.load_knowledge()

    assert found.counts is None
    assert hotspots.COUNTS not in found.sha256


@pytest.mark.parametrize(
    "name",
    ["biomarkers.tsv", "blood_genes.tsv", "fusion_genes.tsv", "genes.tsv", "germline_genes.tsv",
     "hotspots.tsv", "hotspot_counts.tsv", "integration_genes.tsv", "numbering.tsv",
     "recurrent_arms.tsv", "sources.tsv"],
)  # fmt: skip
def test_committed_tables_are_plain_and_end_in_a_line_break(name):
    data = files.resource(name).read_bytes()

    assert data.endswith(b"\n")
    assert b"\r" not in data
    assert b"\t\n" not in data.split(b"\n", 1)[0]
    assert not any(line != line.rstrip(" ") for line in data.decode().splitlines())
