"""Panels by name: the lists as published, what they lack, and no name guessed."""

from __future__ import annotations

import csv
import re

import pytest

from hccgenomics.errors import InputError, ResourceError
from hccgenomics.knowledge.panels import COLUMNS, load_panels, panel_named, read_panels
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.vocabulary import Assembly, CoverageKind
from tests.forbidden import phrases_in

SYMBOLS = load_models(Assembly.GRCH38).symbols
PANELS = {panel.panel: panel for panel in load_panels()}
EXOME = "WES (TCGA MC3)"


def facts(shared):
    with (shared / "knowledge" / "panels.tsv").open(encoding="utf-8", newline="") as handle:
        return {row["panel_id"]: row for row in csv.DictReader(handle, delimiter="\t")}


def test_every_panel_of_the_facts_is_here_and_no_other(shared):
    assert list(PANELS) == list(facts(shared))


@pytest.mark.parametrize("name", [name for name in PANELS if name != EXOME])
def test_the_list_has_and_lacks_the_genes_that_the_facts_say(name, shared):
    row = facts(shared)[name]
    genes = PANELS[name].genes_of(SYMBOLS)

    assert len(genes) == int(row["genes_in_list"])
    assert genes.issuperset(row["hcc_genes_covered"].split(","))
    assert genes.isdisjoint(row["hcc_genes_missing"].split(","))
    assert ("TERT" in genes) == (row["TERT_in_list"] == "yes")


@pytest.mark.parametrize("name", PANELS)
def test_the_promoter_is_targeted_only_where_a_source_says_so(name, shared):
    told = facts(shared)[name]["TERT_promoter"]

    if "memory" in told or "unknown" in told:
        assert PANELS[name].tert_promoter is None
    if told.startswith(("NO ", "no ")) or "ABSENT" in told:
        assert PANELS[name].tert_promoter is False


def test_versions_are_never_mixed():
    without, with_tert = PANELS["FMI-T7"], PANELS["TERT-FMI-T7"]

    assert set(with_tert.genes) - set(without.genes) == {"TERT"}
    assert without.tert_promoter is False
    assert with_tert.tert_promoter is None
    assert len({panel.genes for panel in PANELS.values()}) == len(PANELS)


@pytest.mark.parametrize("name", PANELS)
def test_each_panel_is_found_by_its_name_in_any_case(name):
    for spelled in (name, name.lower(), name.upper(), f" {name} "):
        panel = panel_named(spelled, SYMBOLS)
        assert (panel.name, panel.kind, panel.number) == (name, CoverageKind.NAMED_PANEL, None)
        assert panel.version
        assert panel.source


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("IMPACT-468", "IMPACT468"),
        ("impact 505", "IMPACT505"),
        ("MSK-ACCESS", "ACCESS129"),
        ("FMI_T7", "FMI-T7"),
        ("guardant73", "GUARDANT_73"),
        ("Guardant360", "GUARDANT_73"),
        ("oncopanel-3", "DFCI-ONCOPANEL-3"),
        ("wes", EXOME),
    ],
)
def test_a_name_that_is_spelt_otherwise_is_asked_back_and_never_guessed(name, meant):
    with pytest.raises(InputError, match=re.escape("Did you mean")) as raised:
        panel_named(name, SYMBOLS)

    assert meant in raised.value.detail
    assert raised.value.exit_code == 3


@pytest.mark.parametrize("name", ["", "x", "panel.bed", "IMPACT", "/no/such/file.bed"])
def test_an_unknown_name_says_what_to_pass(name):
    with pytest.raises(InputError, match="Pass a BED"):
        panel_named(name, SYMBOLS)


def test_a_panel_of_rna_assesses_fusions_and_no_small_variant():
    panel = panel_named("ARCHER-SOLID-CV4", SYMBOLS)

    assert not panel.genes
    assert panel.copy_genes == frozenset()
    assert {"DNAJB1", "PRKACA"} <= panel.fusion_genes


def test_an_exome_has_every_gene_and_no_promoter():
    panel = panel_named(EXOME, SYMBOLS)

    assert panel.genes == frozenset(SYMBOLS)
    assert panel.tert_promoter is False
    assert (panel.copy_genes, panel.fusion_genes) == (frozenset(), frozenset())


def test_what_is_not_told_is_unknown_and_not_none():
    panel = panel_named("ACCESS129", SYMBOLS)

    assert (panel.copy_genes, panel.fusion_genes) == (None, None)
    assert any("promoter" in note for note in panel.notes)


@pytest.mark.parametrize("name", PANELS)
def test_what_is_lacking_is_lacking(name):
    panel = PANELS[name]
    genes = panel.genes_of(SYMBOLS)

    for sentence in panel.lacks:
        if match := re.match(r"(\w+) is not in the list\.", sentence):
            assert match[1] not in genes
        if sentence.startswith("DNAJB1 and PRKACA are not both"):
            assert not {"DNAJB1", "PRKACA"} <= genes
        if sentence.startswith("Not all of CTNNB1"):
            assert not {"CTNNB1", "APC", "AXIN1"} <= genes


@pytest.mark.parametrize("name", PANELS)
def test_no_sentence_concludes_what_the_product_never_says(name):
    text = " ".join((*PANELS[name].lacks, *PANELS[name].notes, PANELS[name].promoter_source))

    assert not list(phrases_in(text))


@pytest.mark.parametrize(
    ("column", "cell"),
    [("tert_promoter", "maybe"), ("copies", "some"), ("genes", ""), ("molecule", "protein")],
)
def test_a_wrong_cell_refuses_the_table(column, cell, tmp_path):
    good = dict.fromkeys(COLUMNS, "x") | {
        "specimen": "tissue", "molecule": "DNA", "genes": "TERT | TP53", "tert_promoter": "yes",
        "copies": "none", "fusions": "not told", "verification": "verified",
    }  # fmt: skip
    path = tmp_path / "panels.tsv"
    path.write_text("\t".join(COLUMNS) + "\n" + "\t".join((good | {column: cell}).values()) + "\n")

    with pytest.raises(ResourceError, match=column):
        read_panels(path)
