"""The bundled panels as the command line lists them."""

from __future__ import annotations

from typing import Final

from hccgenomics.knowledge.markers import load_markers
from hccgenomics.knowledge.panels import BundledPanel, load_panels
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.vocabulary import Assembly

HEADING: Final = (
    *("panel", "title", "version", "specimen", "molecule", "genes", "TERT_promoter", "copies"),
    *("fusions", "marker_genes_not_listed", "lacks", "notes", "source", "verification"),
)
_TOLD: Final = {True: "yes", False: "no", None: "not told"}
_EVERY: Final = "every coding gene"


def panel_rows() -> list[tuple[str, ...]]:
    """One row for each, in the order of the table."""
    symbols = load_models(Assembly.GRCH38).symbols
    markers = frozenset(row.gene for row in load_markers()[0])
    return [_row(panel, symbols, markers) for panel in load_panels()]


def _row(panel: BundledPanel, symbols: tuple[str, ...], markers: frozenset[str]) -> tuple[str, ...]:
    genes = panel.genes_of(symbols)
    looked = panel.as_looked_at(symbols)
    return (
        panel.panel,
        panel.title,
        panel.version,
        panel.specimen,
        panel.molecule,
        _EVERY if panel.is_of_every_gene else str(len(genes)),
        _TOLD[panel.tert_promoter],
        panel.copies,
        panel.fusions,
        ", ".join(sorted(markers.intersection(symbols) - genes)) or "none",
        " ".join(panel.lacks),
        " ".join(looked.notes),
        panel.source,
        panel.verification.value,
    )
