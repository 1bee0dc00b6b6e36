"""Which changes of copy number are alterations, and which of these are drivers."""

from __future__ import annotations

import pytest

from hccgenomics.interpret import copy_drivers, copy_wording
from hccgenomics.interpret.copy_drivers import COPY_CODES, REPORTED, copy_alterations
from hccgenomics.knowledge.genes import load_genes
from hccgenomics.model.copy_number import (
    CopyEvent,
    GeneCopies,
)
from hccgenomics.vocabulary import CopyClass, Extent
from tests.forbidden import phrases_in, texts_of

GENES, _ = load_genes()


def gene(symbol, copy_class, **changes):
    return GeneCopies(symbol, "chr1", 0, 9, copy_class, "", copies=7.0, **changes)


@pytest.mark.parametrize(
    ("symbol", "copy_class", "code", "drives"),
    [
        ("FGF19", CopyClass.AMPLIFICATION, "copy_amplified_oncogene", True),
        ("CCND1", CopyClass.AMPLIFICATION, "copy_amplified_oncogene", True),
        ("TERT", CopyClass.AMPLIFICATION, "copy_amplified_oncogene", True),
        ("MYC", CopyClass.AMPLIFICATION, "copy_amplified_oncogene", True),
        ("VEGFA", CopyClass.AMPLIFICATION, "copy_amplified_oncogene", True),
        ("KRAS", CopyClass.AMPLIFICATION, "copy_amplified_other", None),
        ("CTNNB1", CopyClass.AMPLIFICATION, "copy_amplified_other", None),
        ("TP53", CopyClass.AMPLIFICATION, "copy_amplified_suppressor", None),
        ("FGF3", CopyClass.AMPLIFICATION, "copy_not_judged", None),
        ("ALB", CopyClass.AMPLIFICATION, "copy_not_judged", None),
        ("CPS1", CopyClass.HOMOZYGOUS_DELETION, "copy_not_judged", None),
        ("CDKN2A", CopyClass.HOMOZYGOUS_DELETION, "copy_homozygous_deletion_suppressor", True),
        ("RB1", CopyClass.HOMOZYGOUS_DELETION, "copy_homozygous_deletion_suppressor", True),
        ("KMT2B", CopyClass.HOMOZYGOUS_DELETION, "copy_homozygous_deletion_suppressor", True),
        ("FGF19", CopyClass.HOMOZYGOUS_DELETION, "copy_homozygous_deletion_other", None),
        ("FGF19", CopyClass.BORDERLINE_AMPLIFICATION, "copy_borderline", None),
        ("CDKN2A", CopyClass.BORDERLINE_HOMOZYGOUS_DELETION, "copy_borderline", None),
    ],
)
def test_finding(symbol, copy_class, code, drives):
    (found,) = copy_alterations([gene(symbol, copy_class)], GENES)
    assert [(finding.code, finding.drives) for finding in found.findings] == [(code, drives)]
    assert symbol in found.findings[0].why
    assert found.is_driver is (drives is True)
    assert found.id == f"{symbol}:{copy_class.value}"


@pytest.mark.parametrize("copy_class", sorted(set(CopyClass) - REPORTED))
def test_other_classes_are_no_alterations(copy_class):
    assert copy_alterations([gene("FGF19", copy_class)], GENES) == ()


@pytest.mark.parametrize(
    ("extent", "is_said"),
    [(Extent.FOCAL, False), (Extent.BROAD, False), (Extent.ARM, True), (Extent.CHROMOSOME, True)],
)
def test_a_change_of_the_arm_is_not_of_the_gene_in_particular(extent, is_said):
    event = CopyEvent("chr8", 1, 9, extent, "8q", 0.9, ("MYC",), 1, 9)
    (found,) = copy_alterations([gene("MYC", CopyClass.AMPLIFICATION, event=event)], GENES)
    assert ("copy_arm_level" in {finding.code for finding in found.findings}) is is_said
    assert found.is_driver


@pytest.mark.parametrize(("extent", "is_said"), [(Extent.FOCAL, False), (Extent.BROAD, True)])
def test_a_wide_homozygous_deletion_is_doubted(extent, is_said):
    event = CopyEvent("chr9", 0, 28_000_000, extent, "9p", 0.6, ("CDKN2A",), 1, 9)
    changed = [gene("CDKN2A", CopyClass.HOMOZYGOUS_DELETION, event=event)]
    (found,) = copy_alterations(changed, GENES)
    said = [one.why for one in found.findings if one.code == "copy_wide_homozygous_deletion"]
    assert bool(said) is is_said
    assert all("28 million" in why for why in said)
    assert found.is_driver


def test_the_mechanism_named_is_the_amplification():
    (found,) = copy_alterations([gene("MYC", CopyClass.AMPLIFICATION)], GENES)
    assert "by focal amplification" in found.findings[0].why


def test_codes_are_all_of_them():
    made = {text for text in texts_of(copy_drivers) if text.startswith("copy_")}
    assert made == set(COPY_CODES)


def test_no_forbidden_phrase():
    assert [text for text in texts_of(copy_wording) if phrases_in(text)] == []
