"""No sentence prints a source that nobody checked as if it were checked."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from hccgenomics.interpret import copy_wording, structural_reasons
from hccgenomics.interpret.copy_drivers import copy_alterations
from hccgenomics.interpret.fusions import kinase, listed_pair, partnerless
from hccgenomics.interpret.integration import site_of
from hccgenomics.interpret.structural_tables import StructuralTables
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.fusions import load_fusion_genes
from hccgenomics.knowledge.genes import load_genes
from hccgenomics.knowledge.places import load_places
from hccgenomics.knowledge.recurrent_arms import read_recurrent_arms
from hccgenomics.knowledge.viral import integration_genes
from hccgenomics.model.copy_number import GeneCopies
from hccgenomics.model.settings import Settings
from hccgenomics.model.structural import BrokenGene, StructuralEvent
from hccgenomics.pipeline.integration import integration_question
from hccgenomics.vocabulary import (
    Assembly,
    CopyClass,
    Frame,
    GenePart,
    StructuralEventKind,
    Verification,
)

STATUSES = list(Verification)
PACKAGE = Path(copy_wording.__file__).parents[1]
BASE = load_knowledge()
BY_VERB = pytest.mark.parametrize("status", STATUSES, ids=lambda status: status.value)


def the_status(status: Verification) -> str:
    return "" if status is Verification.VERIFIED else f"; {status.value.replace('_', ' ')}"


def sentences_of_a_fusion(row):
    """Every finding that a row of the table can give, by kind of event and frame."""
    tables = StructuralTables(BASE.genes, {row.fusion: row}, BASE.hotspots, Settings())
    five, three = row.pair or (row.kinase, "ALB")
    for genes in ((five, three), (three, five)):
        for exons in ((row.five_exon, row.three_exon), (None, None), (60, 60), (60, 1), (1, 1)):
            for frame in Frame:
                event = StructuralEvent(
                    StructuralEventKind.FUSION, "", genes, ("", ""), "", exons=exons, frame=frame
                )
                yield from (rule(event, tables) for rule in (listed_pair, kinase))
    for part in (GenePart.FIVE_PRIME, GenePart.THREE_PRIME):
        cut = BrokenGene(row.kinase, "chr1", 1, 1, "", part, "intron", intron="17/90")
        event = StructuralEvent(
            StructuralEventKind.DISRUPTION, "", (row.kinase,), ("",), "", breaks=(cut,)
        )
        yield partnerless(event, tables)


@BY_VERB
def test_a_fusion_says_whether_its_source_was_checked(status):
    rows = load_fusion_genes()[0].values()
    quoting = 0
    for row in rows:
        told = row.model_copy(update={"verification": status})
        for finding in filter(None, sentences_of_a_fusion(told)):
            if row.source in finding.why:
                quoting += 1
                assert f"({row.source}{the_status(status)})" in finding.why
    assert quoting >= len(rows)


@BY_VERB
@pytest.mark.parametrize("symbol", sorted(integration_genes()))
def test_an_integration_says_whether_its_source_was_checked(symbol, status):
    row = replace(integration_genes()[symbol], verification=status)
    asked = integration_question(load_places(Assembly.GRCH38), load_genes()[0], Settings())
    asked = replace(asked, recurrent={symbol: row})
    gene = asked.places.named(symbol)
    if gene is None:
        pytest.skip(f"{symbol} has no place")
    quoting = 0
    for pos in (gene.start - 10_000, gene.start - 100, gene.start + 50, gene.end + 100):
        for virus in ("HBV", "AAV2", "EBV"):
            why = site_of(gene.contig, pos, virus, asked).why
            if row.source in why:
                quoting += 1
                assert f"({row.source}{the_status(status)})" in why
    assert quoting


@BY_VERB
def test_an_amplified_gene_says_whether_its_source_was_checked(status):
    quoting = 0
    for symbol, row in load_genes()[0].items():
        genes = {symbol: row.model_copy(update={"verification": status})}
        for called in (CopyClass.AMPLIFICATION, CopyClass.HOMOZYGOUS_DELETION):
            copies = GeneCopies(symbol, "chr1", 0, 9, called, "", copies=7.0)
            (found,) = copy_alterations([copies], genes)
            for finding in found.findings:
                if row.source in finding.why:
                    quoting += 1
                    assert f"({row.source}{the_status(status)})" in finding.why
    assert quoting > 3


@BY_VERB
def test_an_arm_says_whether_its_source_was_checked(status):
    for row in read_recurrent_arms()[0]:
        told = row.model_copy(update={"verification": status})
        assert str(told).endswith(f"({row.source}{the_status(status)})")


def bare_sources(path: Path) -> list[str]:
    """Lines that hand on a row's source without its status."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    beside = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".verification.beside")
        for argument in node.args
    }
    return [
        f"{path.name}:{node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and ast.unparse(node) == "row.source"
        and id(node) not in beside
    ]


def test_no_module_hands_on_a_bare_source():
    """Hotspots alone have no status: where a source is doubtful, their table says so itself."""
    modules = sorted((PACKAGE / "interpret").rglob("*.py"))
    bare = [place for path in modules if path.name != "drivers.py" for place in bare_sources(path)]
    assert len(modules) > 20
    assert bare == []


def test_what_a_template_cites_by_itself_says_so_too():
    """Papers that were not read, or whose criterion is known from others who cite them."""
    assert "doi:10.1038/ng.3547, unverified" in structural_reasons.PROMOTER
    assert "doi:10.1038/s41588-018-0165-1; partly verified" in copy_wording.DOUBLED_BY_MAJOR
