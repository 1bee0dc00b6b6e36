"""The sixteen markers, in the order that is promised."""

from __future__ import annotations

import pytest

from hccgenomics.errors import TableError
from hccgenomics.knowledge.markers import COLUMNS, load_markers

PROMISED = [
    "TERT promoter",
    "TP53",
    "CTNNB1 exon 3",
    "FGF19 amplification",
    "AXIN1",
    "ARID1A",
    "ARID2",
    "TSC1/TSC2/PTEN",
    "MET",
    "VEGFA amplification",
    "NFE2L2/KEAP1",
    "RPS6KA3",
    "CDKN2A/RB1",
    "IDH1/IDH2/FGFR2 (entity question)",
    "DNAJB1::PRKACA",
    "tumour-agnostic set",
]


def test_the_sixteen_in_their_order():
    components, _ = load_markers()

    assert list(dict.fromkeys(c.marker for c in components)) == PROMISED


def test_every_gene_has_an_embedded_model(panels):
    symbols = set(next(iter(panels.values())).symbols)
    components, _ = load_markers()

    for component in components:
        if component.component_class != "signature":
            assert set(component.gene.split("::")) <= symbols, component.gene


def test_a_wrong_class_refuses_the_table(tmp_path):
    table = tmp_path / "markers.tsv"
    table.write_text("\t".join(COLUMNS) + "\nTP53\tTP53\tmood\t\t\t\t\t\t\n", encoding="utf-8")

    with pytest.raises(TableError, match=r"markers\.tsv, line 2: column component_class"):
        load_markers(table)
