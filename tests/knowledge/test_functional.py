"""The tables behind the oncogenicity: refused whole where a cell is wrong, and digested."""

from __future__ import annotations

import pytest

from hccgenomics.errors import TableError
from hccgenomics.knowledge import domains, functional
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.domains import load_domains
from hccgenomics.knowledge.functional import load_functional_evidence
from hccgenomics.vocabulary import Assembly, FunctionalBasis, FunctionalStrength, Verification

STUDY = (
    "TP53\tp.R249S\toncogenic\tfunctional_study\twell_established\tan assay\ta finding\t"
    "A 2020\t\t\t\tverified\t"
)
DOMAIN = "TP53\tS\t94\tT\t312\tthe core\tthat binds\tA 2020\tverified"


def written(tmp_path, columns, *lines):
    path = tmp_path / "table.tsv"
    path.write_text("\n".join(("\t".join(columns), *lines)) + "\n", encoding="utf-8")
    return path


def test_a_row_of_each_is_read(tmp_path):
    path = written(tmp_path, functional.COLUMNS, STUDY)
    (study,) = load_functional_evidence(path)[0]["TP53"]
    (domain,) = load_domains(written(tmp_path, domains.COLUMNS, DOMAIN))[0]["TP53"]

    assert study.term.changes == ("S",)
    assert study.reference == "A 2020"
    assert domain.residues == "S94-T312"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("oncogenic", "driver", "column effect"),
        ("p.R249S", "R249S", "column event"),
        ("p.R249S", "p.R249S vaf<10%", "column event"),
        ("p.R249S", "loss_of_function both_alleles", "column event"),
        ("well_established", "strong", "column strength"),
        ("verified", "seen", "column verification"),
        ("a finding", "", "column finding"),
        ("A 2020", "", "column citation"),
    ],
)
def test_a_wrong_study_refuses_the_table(tmp_path, old, new, said):
    path = written(tmp_path, functional.COLUMNS, STUDY.replace(old, new, 1))

    with pytest.raises(TableError, match=f"(?s)line 2.*{said}|{said}.*line 2"):
        load_functional_evidence(path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("94", "313", "column end"),
        ("94", "0", "column start"),
        ("\tS\t", "\tX\t", "column start_ref"),
        ("A 2020", "", "column source"),
    ],
)
def test_a_wrong_domain_refuses_the_table(tmp_path, old, new, said):
    path = written(tmp_path, domains.COLUMNS, DOMAIN.replace(old, new, 1))

    with pytest.raises(TableError, match=said):
        load_domains(path)


def test_both_tables_are_among_the_digests_of_the_base():
    found = load_knowledge()

    assert {functional.FUNCTIONAL, domains.DOMAINS} <= found.sha256.keys()
    assert found.functional["TP53"]
    assert found.domains["TP53"]


def test_every_gene_is_of_the_panel(panels):
    symbols = set(panels[Assembly.GRCH38].symbols)
    found = load_knowledge()

    assert found.functional.keys() <= symbols
    assert found.domains.keys() <= symbols


def test_what_nobody_saw_is_not_counted():
    rows = [row for of_gene in load_functional_evidence()[0].values() for row in of_gene]

    assert any(row.verification is Verification.UNVERIFIED for row in rows)
    assert any(row.strength is FunctionalStrength.LIMITED for row in rows)
    for row in rows:
        is_seen = row.verification is Verification.VERIFIED
        assert row.is_counted is (is_seen and row.strength is not FunctionalStrength.LIMITED)


def test_no_change_is_curated_twice_from_one_source():
    rows = [row for of_gene in load_functional_evidence()[0].values() for row in of_gene]
    keys = [(row.gene, row.event, row.citation) for row in rows]

    assert len(keys) == len(set(keys))
    assert {row.basis for row in rows} == set(FunctionalBasis)
