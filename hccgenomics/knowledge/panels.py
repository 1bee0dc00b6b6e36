"""Panels by name: which genes a published list has, and what it does not tell.

A list of genes is no design. It does not tell which exons are targeted, and of TERT not whether the
promoter is; where no source says so, nothing is said. A panel has the name under which its list is
published, and each version is a panel of its own.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field

from hccgenomics.errors import UnreadableError
from hccgenomics.knowledge.tables import open_table, validate, without_blanks
from hccgenomics.model import coverage
from hccgenomics.model.base import Document
from hccgenomics.vocabulary import CoverageKind, Verification

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from hccgenomics.knowledge.tables import Fields, Row

PANELS: Final = "panels.tsv"
COLUMNS: Final = (
    *("panel", "title", "version", "specimen", "molecule", "genes", "tert_promoter"),
    *("promoter_source", "copies", "fusions", "lacks", "notes", "source", "verification"),
)
EVERY: Final = "*"
"""In place of a list of genes: every coding gene."""
_LISTS: Final = ("genes", "lacks", "notes")
_PROMOTER: Final = {"yes": True, "no": False, "not told": None}
_CLOSE: Final = 0.6
_SUGGESTED: Final = 3
_SHORTEST: Final = 3
"""Letters of a part of a name."""

Scope = Literal["listed", "none", "not told"]
"""Of which genes a panel reports copies, or fusions: of all in the list, of none, or unknown."""


class BundledPanel(Document):
    """One row of ``resources/panels.tsv``: a panel as its gene list is published.

    Attributes:
        panel: The name under which the list is published.
        title: What the laboratory calls the assay.
        version: Which list this is.
        molecule: What is sequenced; RNA shows fusions, and no small variant is looked for.
        genes: The list, or ``*``.
        promoter_source: Where the promoter of TERT is said to be targeted, or not to be.
        lacks: Sentences on markers of liver cancer that it cannot assess.
        notes: What else must be known, a sentence each.
    """

    panel: str = Field(min_length=1)
    title: str = Field(min_length=1)
    version: str = Field(min_length=1)
    specimen: Literal["plasma", "tissue"]
    molecule: Literal["DNA", "RNA"]
    genes: tuple[str, ...] = Field(min_length=1)
    tert_promoter: bool | None
    promoter_source: str = Field(min_length=1)
    copies: Scope
    fusions: Scope
    lacks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = Field(min_length=1)
    verification: Verification

    @property
    def is_of_every_gene(self) -> bool:
        """Whether it stands for an exome rather than a list."""
        return self.genes == (EVERY,)

    def genes_of(self, symbols: Iterable[str]) -> frozenset[str]:
        """The genes of the list; of every coding gene those that there are models of."""
        return frozenset(symbols if self.is_of_every_gene else self.genes)

    def as_looked_at(self, symbols: Iterable[str]) -> coverage.Panel:
        """As a run is told of it."""
        genes = self.genes_of(symbols)
        return coverage.Panel(
            number=None,
            name=self.panel,
            kind=CoverageKind.NAMED_PANEL,
            version=self.version,
            genes=genes if self.molecule == "DNA" else frozenset(),
            tert_promoter=self.tert_promoter,
            copy_genes=_in_scope(self.copies, genes),
            fusion_genes=_in_scope(self.fusions, genes),
            lacks=self.lacks,
            notes=(*self.notes, *self._of_promoter()),
            source=self.source,
        )

    def _of_promoter(self) -> tuple[str, ...]:
        """Why nothing is said of the promoter, where nothing is."""
        return (self.promoter_source,) if self.tert_promoter is None else ()


def _in_scope(scope: Scope, genes: frozenset[str]) -> frozenset[str] | None:
    match scope:
        case "listed":
            return genes
        case "none":
            return frozenset()
        case _:
            return None


def read_panels(path: Path | None = None) -> tuple[tuple[BundledPanel, ...], str]:
    """The rows in the order of the table, and its digest.

    Raises:
        TableError: If a row is wrong; the table is refused whole.
    """
    from pydantic import TypeAdapter

    table = open_table(PANELS, COLUMNS, path)
    table.unique("panel")
    rows = validate(table, TypeAdapter(list[BundledPanel]), lambda _, row: _fields(row))
    return tuple(rows), table.sha256


def _fields(row: Row) -> Fields:
    told = row["tert_promoter"]
    return {**without_blanks(row, _LISTS), "tert_promoter": _PROMOTER.get(told, told)}


@cache
def load_panels() -> tuple[BundledPanel, ...]:
    """The bundled panels."""
    return read_panels()[0]


def panel_named(name: str, symbols: Iterable[str]) -> coverage.Panel:
    """The bundled panel of exactly this name, in small or capital letters.

    Raises:
        UnreadableError: There is none; with those that are spelt alike.
    """
    wanted = name.strip().casefold()
    for row in load_panels():
        if wanted == row.panel.casefold():
            return row.as_looked_at(symbols)
    raise UnreadableError(
        f"There is no such file, and no bundled panel is named so.{_suggestion(wanted)}",
        where=name,
        hint="Pass a BED of the regions assayed, or a name that 'hccgenomics resources panels' "
        "lists.",
    )


def _suggestion(wanted: str) -> str:
    """Names that are spelt alike, or titles.

    >>> _suggestion("impact-468")
    ' Did you mean IMPACT468 or IMPACT410 or IMPACT341?'
    """
    names: dict[str, str] = {}
    for row in load_panels():
        names |= {row.panel.casefold(): row.panel, row.title.casefold(): row.panel}
    close = get_close_matches(wanted, names, n=_SUGGESTED, cutoff=_CLOSE)
    if len(wanted) >= _SHORTEST:
        close = [*close, *(one for one in names if wanted in one)]
    found = list(dict.fromkeys(names[one] for one in close))[:_SUGGESTED]
    return f" Did you mean {' or '.join(found)}?" if found else ""
