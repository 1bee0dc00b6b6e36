"""A laboratory's own tables, laid over ours: rows added, replaced, switched off; all of it shown.

Rows are merged cell by cell in the order the tables are given, and each merged row is read like a
row of ours. What differs is kept beside what stands: nobody's cell disappears unseen.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeVar

from hccgenomics.knowledge.biomarkers import biomarker_fields, check_biomarker
from hccgenomics.knowledge.claims import contradictions
from hccgenomics.knowledge.references import load_references
from hccgenomics.knowledge.regimens import regimen_fields
from hccgenomics.knowledge.sheet import ID, Sheet
from hccgenomics.knowledge.standing import OVERLAY_COLUMNS, is_withdrawn, laid_over, our_rows
from hccgenomics.model.evidence import Biomarker, KnowledgeConflict, Overlay, RegimenRow
from hccgenomics.model.forbidden import phrases_in
from hccgenomics.model.own_tables import BIOMARKERS, REGIMENS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from hccgenomics.knowledge.standing import Standing
    from hccgenomics.knowledge.tables import Fields
    from hccgenomics.model.evidence import KnowledgeBase, Sourced

DIGITS_THAT_TELL: Final = 8
"""Of a digest, where two tables have one name."""

D = TypeVar("D", bound="Sourced")


@dataclass(slots=True)
class _Stack:
    """What stands so far."""

    rows: dict[str, Standing]
    references: Mapping[str, Fields]
    biomarkers: dict[str, Biomarker]
    regimens: dict[str, RegimenRow]
    overlays: list[Overlay] = field(default_factory=list)
    conflicts: list[KnowledgeConflict] = field(default_factory=list)
    withdrawn: dict[str, str] = field(default_factory=dict)

    def names(self) -> set[str]:
        return {BIOMARKERS, REGIMENS, *(overlay.name for overlay in self.overlays)}


@dataclass(slots=True)
class _Receipt:
    """What became of the rows of one table."""

    added: list[str] = field(default_factory=list)
    overridden: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    unverified: list[str] = field(default_factory=list)
    dates: list[date] = field(default_factory=list)


def with_overlays(base: KnowledgeBase, paths: Sequence[Path]) -> KnowledgeBase:
    """The base with these tables laid over it, in their order; the last one stands.

    Raises:
        TableError: A table or a cell of it is wrong; by file, line and column (exit 5).
    """
    if not paths:
        return base
    stack = _Stack(
        rows=our_rows(),
        references=load_references()[0],
        biomarkers={row.id: row for row in base.biomarkers},
        regimens={row.id: row for row in base.regimens},
    )
    for path in paths:
        _lay(stack, path)
    biomarkers, regimens = tuple(stack.biomarkers.values()), tuple(stack.regimens.values())
    status = {row.review_status for row in (*biomarkers, *regimens)}
    return replace(
        base,
        biomarkers=biomarkers,
        regimens=regimens,
        review_status="; ".join(sorted(status)),
        overlays=(*base.overlays, *stack.overlays),
        conflicts=(*base.conflicts, *stack.conflicts, *contradictions(biomarkers)),
    )


def _lay(stack: _Stack, path: Path) -> None:
    sheet = Sheet(path, OVERLAY_COLUMNS)
    sheet.unique(ID)
    name = _name(sheet, stack)
    receipt = _Receipt()
    for index, row in enumerate(sheet.rows):
        if is_withdrawn(sheet, index):
            _withdraw(stack, sheet, index, name)
            receipt.withdrawn.append(row[ID])
        else:
            _place(stack, sheet, index, name, receipt)
    _check_links(stack, sheet)
    stack.overlays.append(
        Overlay(
            name=name,
            sha256=sheet.sha256,
            added=tuple(receipt.added),
            overridden=tuple(receipt.overridden),
            withdrawn=tuple(receipt.withdrawn),
            unchanged=tuple(receipt.unchanged),
            unverified=tuple(receipt.unverified),
            as_of=min(receipt.dates, default=None),
        )
    )


def _name(sheet: Sheet, stack: _Stack) -> str:
    """Of the file; two tables of one name are told apart by their digests."""
    if sheet.where not in stack.names():
        return sheet.where
    digest = sheet.sha256.removeprefix("sha256:")[:DIGITS_THAT_TELL]
    return f"{sheet.where} ({digest})"


def _withdraw(stack: _Stack, sheet: Sheet, index: int, name: str) -> None:
    id_ = sheet.rows[index][ID]
    ours = stack.rows.pop(id_, None)
    if ours is None:
        raise sheet.refuse(index, ID, f"There is no row {id_!r} to withdraw.")
    stack.biomarkers.pop(id_, None)
    stack.regimens.pop(id_, None)
    stack.withdrawn[id_] = name
    stack.conflicts.append(
        KnowledgeConflict(id_, name, ours.table, (), f"{name} withdraws the row of {ours.table}.")
    )


def _place(stack: _Stack, sheet: Sheet, index: int, name: str, receipt: _Receipt) -> None:
    """Read one row and put it where it belongs."""
    id_ = sheet.rows[index][ID]
    ours = stack.rows.get(id_)
    row = replace(laid_over(sheet, index, ours, stack.references), table=name)
    document = _read(sheet, index, row, stack.references)
    _check_words(sheet, index)
    if document.curated_on is not None:
        receipt.dates.append(document.curated_on)
    if document.verification is document.verification.UNVERIFIED:
        receipt.unverified.append(id_)
    if ours is None:
        receipt.added.append(id_)
    else:
        differences = row.differences(ours)
        if not differences:
            receipt.unchanged.append(id_)
            return
        receipt.overridden.append(id_)
        why = f"{name} replaces the row of {ours.table}."
        stack.conflicts.append(KnowledgeConflict(id_, name, ours.table, differences, why))
    stack.rows[id_] = row
    if isinstance(document, RegimenRow):
        stack.regimens[id_] = document
    else:
        stack.biomarkers[id_] = document


def _check_words(sheet: Sheet, index: int) -> None:
    """No sentence of the table says what a report must not say of a patient."""
    from hccgenomics.knowledge.lint.words import SENTENCES

    for column in SENTENCES:
        for phrase in phrases_in(sheet.rows[index].get(column, "")):
            raise sheet.refuse(
                index, column, f"{phrase!r} must not be said of a patient: say what was measured."
            )


def _read(
    sheet: Sheet, index: int, row: Standing, references: Mapping[str, Fields]
) -> Biomarker | RegimenRow:
    cells = dict(row.cells)
    if row.is_regimen:
        fields = regimen_fields(sheet, index, cells, references)
        return _document(sheet, index, RegimenRow, {**fields, "table": row.table})
    fields = biomarker_fields(sheet, index, cells, references)
    said = {**fields, "table": row.table, "overrides": row.overrides}
    found = _document(sheet, index, Biomarker, said)
    check_biomarker(sheet, index, found)
    return found


def _document(sheet: Sheet, index: int, document: type[D], fields: Fields) -> D:
    from pydantic import ValidationError

    try:
        return document.model_validate(fields)
    except ValidationError as error:
        problem = error.errors()[0]
        column = str(problem["loc"][0]) if problem["loc"] else ""
        cell = problem.get("input")
        if column == "citations" and not cell:
            raise sheet.refuse(index, column, "Nothing is cited: name a source.") from error
        shown = f" (found {cell!r})" if isinstance(cell, str) else ""
        raise sheet.refuse(index, column, f"{problem['msg']}{shown}.") from error


def _check_links(stack: _Stack, sheet: Sheet) -> None:
    """Rows that a row qualifies are there, or were withdrawn."""
    for index, row in enumerate(sheet.rows):
        found = stack.biomarkers.get(row[ID])
        for id_ in found.qualifies if found is not None else ():
            if id_ not in stack.biomarkers and id_ not in stack.withdrawn:
                raise sheet.refuse(index, "qualifies", f"There is no row {id_}.")
