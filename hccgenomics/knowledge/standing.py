"""Rows as they stand, cell by cell, before and after a laboratory's table is laid over them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge import biomarkers, regimens
from hccgenomics.knowledge.cells import citation, yes_no
from hccgenomics.knowledge.references import load_references
from hccgenomics.knowledge.sheet import Sheet
from hccgenomics.knowledge.tables import SEPARATOR, open_table, split_list
from hccgenomics.model.event import parse_event
from hccgenomics.model.own_tables import BIOMARKERS, REGIMENS
from hccgenomics.vocabulary import Direction, EventKind, EvidenceFrom, Implication, Verification

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from hccgenomics.knowledge.tables import Fields, Row, Table
    from hccgenomics.model.event import Event

WITHDRAWN: Final = "withdrawn"
SMALL_VARIANTS: Final = frozenset(
    {
        *(EventKind.PROTEIN, EventKind.CODING, EventKind.CODONS, EventKind.EXON),
        *(EventKind.CLASS, EventKind.HOTSPOT),
    }
)
"""Events that a small variant of a gene's product meets."""
OVERLAY_COLUMNS: Final = tuple(dict.fromkeys((*biomarkers.COLUMNS, *regimens.COLUMNS, WITHDRAWN)))
"""What a laboratory's table may have: the columns of both our tables, and ``withdrawn``."""
NEEDED: Final = frozenset(
    {
        *("statement", "citations", "implication", "direction", "disease_context"),
        *("verification", "status", "setting"),
    }
)
"""Cells that no row can leave empty."""
NOT_REVIEWED: Final = "not clinically reviewed"
CONTEXTS: Final = {
    EvidenceFrom.HCC: "hepatocellular carcinoma",
    EvidenceFrom.FIBROLAMELLAR: "fibrolamellar carcinoma",
    EvidenceFrom.MIXED: "mixed hepatocellular-cholangiocarcinoma",
    EvidenceFrom.CHOLANGIOCARCINOMA: "cholangiocarcinoma",
    EvidenceFrom.LIVER: "liver cancer",
    EvidenceFrom.SOLID_TUMOURS: "solid tumours",
    EvidenceFrom.OTHER_TUMOUR: "extrapolated from another tumour",
    EvidenceFrom.NOT_TUMOUR: "not from patients with a tumour",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One row with every column of its kind.

    Attributes:
        table: Where it comes from.
        overrides: The table whose row of this id it replaced, or "".
    """

    cells: Mapping[str, str]
    table: str
    is_regimen: bool
    overrides: str = ""

    @property
    def id(self) -> str:
        """Its id."""
        return self.cells["id"]

    @property
    def columns(self) -> tuple[str, ...]:
        """Of its kind."""
        return regimens.COLUMNS if self.is_regimen else biomarkers.COLUMNS

    def differences(self, other: Standing) -> tuple[tuple[str, str, str], ...]:
        """Columns in which two rows differ: ``(column, ours, theirs)``."""
        columns = dict.fromkeys((*self.columns, *other.columns))
        pairs = ((c, self.cells.get(c, ""), other.cells.get(c, "")) for c in columns)
        return tuple((column, a, b) for column, a, b in pairs if a != b)


def our_rows() -> dict[str, Standing]:
    """Every row of our two tables by id."""
    tables = (
        (BIOMARKERS, biomarkers.COLUMNS, False),
        (REGIMENS, regimens.COLUMNS, True),
    )
    return {
        row["id"]: Standing(row, name, is_regimen)
        for name, columns, is_regimen in tables
        for row in open_table(name, columns).rows
    }


def genes_of_small_variants(overlays: Sequence[Path] = ()) -> frozenset[str]:
    """Genes of whose small variants a row speaks, ours or of a laboratory's table.

    Terms that are not of the grammar are passed over: whoever reads the rows says so.
    """
    theirs = (_genes_asked_for(Sheet(path, OVERLAY_COLUMNS)) for path in overlays)
    return _asked_for_by_ours().union(*theirs)


@cache
def _asked_for_by_ours() -> frozenset[str]:
    """Of our own table, which is asked of before files are read and after."""
    return _genes_asked_for(open_table(BIOMARKERS, biomarkers.COLUMNS))


def _genes_asked_for(table: Table) -> frozenset[str]:
    cells = (row.get(column, "") for row in table.rows for column in biomarkers.TERMS)
    terms = {term for cell in cells for term in split_list(cell)}
    return frozenset(
        gene for event in _known(terms) if event.kind in SMALL_VARIANTS for gene in event.genes
    )


def is_withdrawn(table: Table, index: int) -> bool:
    """Whether a row of a laboratory's table switches ours off."""
    cell = table.rows[index].get(WITHDRAWN, "")
    try:
        return bool(cell) and yes_no(cell)
    except ValueError as error:
        raise table.refuse(index, WITHDRAWN, f"{error}.") from error


def laid_over(
    table: Table, index: int, ours: Standing | None, references: Mapping[str, Fields]
) -> Standing:
    """A laboratory's row with what it leaves out: our cells, or the defaults of a new row.

    A column that the table has is what the row says, be the cell empty; a column that it has not
    is ours, and so is an empty cell that no row can leave empty, unless the table has every column
    of ours. Of a row that is edited neither our date of curation nor our review still holds.
    """
    stated = {c: v for c, v in table.rows[index].items() if c != WITHDRAWN}
    is_regimen = _kind(table, index, stated, ours)
    kept = dict(ours.cells) if ours is not None else {}
    for column in ("curated_on", "review_status"):
        kept[column] = ""
    standing = Standing({}, table.where, is_regimen, ours.table if ours is not None else "")
    stray = [c for c, v in stated.items() if v and c not in {*standing.columns, "implication"}]
    if stray:
        kind = "a regimen" if is_regimen else "an assertion"
        raise table.refuse(index, stray[0], f"The row is {kind}, which has no {stray[0]}.")
    is_whole = set(standing.columns) <= set(table.columns)
    if ours is not None and not is_whole:
        stated = _without_gaps(stated, is_regimen=is_regimen)
    cells = {column: stated.get(column, kept.get(column, "")) for column in standing.columns}
    _complete(cells, stated, references)
    return Standing(cells, standing.table, is_regimen, standing.overrides)


def _without_gaps(stated: Row, *, is_regimen: bool) -> Row:
    """The cells that a row states: no empty one of those that every row needs."""
    asks = any(stated.get(column) for column in biomarkers.TERMS[:2])
    needed = NEEDED if asks else {*NEEDED, *biomarkers.TERMS[:2]}
    needed = {*needed, "therapy"} if is_regimen else needed
    return {column: cell for column, cell in stated.items() if cell or column not in needed}


def _kind(table: Table, index: int, stated: Row, ours: Standing | None) -> bool:
    says = stated.get("implication", "")
    is_regimen = says == Implication.REGIMEN
    if ours is None:
        return is_regimen
    if says and is_regimen is not ours.is_regimen:
        kind = "a regimen" if ours.is_regimen else "no regimen"
        raise table.refuse(index, "implication", f"The row {ours.id} of {ours.table} is {kind}.")
    return ours.is_regimen


def _complete(cells: Row, stated: Row, references: Mapping[str, Fields]) -> None:
    """Fill in what follows from other cells of the row, where the row does not say it."""
    cells["review_status"] = cells["review_status"] or NOT_REVIEWED
    if "statement" in stated and "statement_zh" not in stated:
        cells["statement_zh"] = ""  # ours would say what the row no longer says
    if not stated.get("verification") and ("citations" in stated or not cells["verification"]):
        cells["verification"] = _verification(cells["citations"], references)
    if "any_of" not in cells:
        return
    cells["direction"] = cells["direction"] or Direction.SUPPORTS.value
    terms = [t for column in biomarkers.TERMS for t in split_list(cells[column])]
    if not stated.get("genes") and (set(biomarkers.TERMS) & set(stated) or not cells["genes"]):
        cells["genes"] = SEPARATOR.join(_genes(terms))
    new_context = bool(stated.get("evidence_from")) and not stated.get("disease_context")
    if new_context or not cells["disease_context"]:
        cells["disease_context"] = _context(split_list(cells["evidence_from"]))


def _verification(cell: str, references: Mapping[str, Fields]) -> str:
    """Of a row that states none: as far as its citations are."""
    states = set()
    for item in split_list(cell):
        try:
            states.add(str(citation(item, references)["verification"]))
        except ValueError:
            continue  # the reader of the cell says so, by line and column
    if states == {Verification.VERIFIED.value}:
        return Verification.VERIFIED.value
    if states <= {Verification.UNVERIFIED.value}:
        return Verification.UNVERIFIED.value
    return Verification.PARTLY_VERIFIED.value


def _genes(terms: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(gene for event in _known(terms) for gene in event.genes))


def _known(terms: Iterable[str]) -> Iterator[Event]:
    """The terms that are of the grammar; the check of the terms names the others."""
    for term in terms:
        try:
            yield parse_event(term)
        except ValueError:
            continue


def _context(tumours: Iterable[str]) -> str:
    """In words, whose tumours the evidence comes from."""
    known = {source.value: words for source, words in CONTEXTS.items()}
    words = [known[name] for name in tumours if name in known]
    return ", ".join(words) or CONTEXTS[EvidenceFrom.HCC]


def standing_rows(overlays: Sequence[Path] = ()) -> dict[str, Standing]:
    """Every row as it stands under these tables, which are known to be right."""
    references = load_references()[0]
    rows = our_rows()
    for path in overlays:
        sheet = Sheet(path, OVERLAY_COLUMNS)
        for index, row in enumerate(sheet.rows):
            ours = rows.get(row["id"])
            if is_withdrawn(sheet, index):
                rows.pop(row["id"], None)
            else:
                rows[row["id"]] = laid_over(sheet, index, ours, references)
    return rows
