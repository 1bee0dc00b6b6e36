"""``knowledge list`` and ``show``: rows as text, JSON or a table."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from hccgenomics.errors import LocusError
from hccgenomics.knowledge.biomarkers import COLUMNS as BIOMARKER_COLUMNS
from hccgenomics.knowledge.places import load_aliases
from hccgenomics.knowledge.regimens import COLUMNS as REGIMEN_COLUMNS
from hccgenomics.model.evidence import Biomarker
from hccgenomics.model.own_tables import OWN_TABLES
from hccgenomics.model.therapies import classes_of, drugs_of, name_key, resolve_therapy
from hccgenomics.pipeline.knowledge_base import open_base, rows_of
from hccgenomics.pipeline.knowledge_tiers import tiers_by_kind
from hccgenomics.vocabulary import Disease, Implication, Verification

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from hccgenomics.model.evidence import KnowledgeBase, RegimenRow
    from hccgenomics.model.lists import Therapy

COLUMNS: Final = (
    *("id", "implication", "direction", "events", "therapy", "diseases", "verification"),
    *("curated_on", "table", "overrides", "statement"),
)
JOINED: Final = " | "
_NEAREST: Final = 3


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows to list; each condition narrows further, values of one are alternatives."""

    gene: tuple[str, ...] = ()
    implication: tuple[str, ...] = ()
    disease: str | None = None
    therapy: str | None = None
    unverified: bool = False


def listed(overlays: Sequence[Path], asked: Filter, form: str) -> str:
    """The rows that a filter lets through.

    Raises:
        LocusError: It asks for an implication or disease that there is not; exit 2.
    """
    _refuse("implication", asked.implication, [i.value for i in Implication])
    _refuse("disease", [asked.disease] if asked.disease else (), [d.value for d in Disease])
    base = open_base(overlays)
    rows = [_summary(row) for row in rows_of(base) if _passes(row, asked, base)]
    if form == "json":
        return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
    if form == "tsv":
        lines = [COLUMNS, *([_cell(row[column]) for column in COLUMNS] for row in rows)]
        return "".join("\t".join(line) + "\n" for line in lines)
    return "".join(_line(row) for row in rows) + f"{len(rows)} rows.\n"


def shown(overlays: Sequence[Path], ids: Sequence[str], form: str) -> str:
    """Rows by id, whole.

    Raises:
        LocusError: There is no such row; exit 2.
    """
    base = open_base(overlays)
    known = {row.id: row for row in rows_of(base)}
    folded = {id_.casefold(): id_ for id_ in known}
    for id_ in ids:
        if id_.casefold() not in folded:
            near = " or ".join(folded[one] for one in _near(id_, folded))
            raise LocusError(
                f"There is no row {id_!r}.",
                hint=f"Did you mean {near}?" if near else "See 'hccgenomics knowledge list'.",
            )
    documents = [_whole(known[folded[id_.casefold()]], base) for id_ in dict.fromkeys(ids)]
    if form == "json":
        return json.dumps(documents, indent=2, ensure_ascii=False) + "\n"
    return "\n".join(_text(document) for document in documents)


def _near(id_: str, known: Iterable[str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(id_.casefold(), list(known), n=_NEAREST)


def _refuse(name: str, values: Iterable[str], known: Sequence[str]) -> None:
    for value in values:
        if value not in known:
            raise LocusError(f"There is no {name} {value!r}.", hint=f"Known: {', '.join(known)}.")


def _passes(row: Biomarker | RegimenRow, asked: Filter, base: KnowledgeBase) -> bool:
    genes = {gene.casefold() for gene in getattr(row, "genes", ())}
    if asked.gene and not genes & set(map(_symbol, asked.gene)):
        return False
    if asked.implication and _implication(row) not in asked.implication:
        return False
    if asked.disease and asked.disease not in [disease.value for disease in row.diseases]:
        return False
    if asked.unverified and row.verification is Verification.VERIFIED:
        return False
    return asked.therapy is None or bool(_therapies(row, base) & _names(asked.therapy, base))


def _symbol(name: str) -> str:
    """The symbol of today in small letters: HER2 is ERBB2."""
    return load_aliases().get(name.upper(), name).casefold()


def _implication(row: Biomarker | RegimenRow) -> str:
    return row.implication if isinstance(row, Biomarker) else Implication.REGIMEN.value


def _names(asked: str, base: KnowledgeBase) -> set[str]:
    """The names of a therapy: what was asked, and the generic name of a synonym."""
    known = resolve_therapy(asked, base.therapies)
    return {name_key(name) for name in (asked, known.name if known else asked)}


def _therapies(row: Biomarker | RegimenRow, base: KnowledgeBase) -> set[str]:
    """A row's therapies, the parts of combinations, and every class they belong to."""
    classes = (name for drug in _known(row, base) for name in classes_of(drug, base.therapies))
    return {name_key(name) for name in (*row.therapy, *drugs_of(row.therapy), *classes)}


def _summary(row: Biomarker | RegimenRow) -> dict[str, Any]:
    document = row.model_dump(mode="json")
    events = [*document.get("any_of", ()), *(f"and {t}" for t in document.get("all_of", ()))]
    events += [f"not {term}" for term in document.get("none_of", ())]
    return {
        "id": row.id,
        "implication": _implication(row),
        "direction": document.get("direction", document.get("status")),
        "events": events,
        **{c: document[c] for c in ("therapy", "diseases", "verification", "curated_on", "table")},
        "overrides": document.get("overrides", ""),
        "statement": row.statement,
    }


def _cell(value: object) -> str:
    if isinstance(value, list):
        return JOINED.join(map(str, value))
    return "" if value is None else str(value)


def _line(row: dict[str, Any]) -> str:
    where = "" if row["table"] in OWN_TABLES else f" [{row['table']}]"
    therapy = f"; {', '.join(row['therapy'])}" if row["therapy"] else ""
    events = f" ({'; '.join(row['events'])})" if row["events"] else ""
    doubt = "" if row["verification"] == Verification.VERIFIED else f" {row['verification']}"
    said = row["implication"].replace("_", " ")
    return f"{row['id']}{where}: {said}{therapy}{events}{doubt.replace('_', ' ')}\n"


def _whole(row: Biomarker | RegimenRow, base: KnowledgeBase) -> dict[str, Any]:
    """Every column, and what its ids stand for."""
    cells = row.model_dump(mode="json")
    columns = BIOMARKER_COLUMNS if isinstance(row, Biomarker) else REGIMEN_COLUMNS
    document = {**{column: cells[column] for column in columns}, **cells}
    document["trials"] = [
        base.trials[id_].model_dump(mode="json") if id_ in base.trials else {"id": id_}
        for id_ in row.trials
    ]
    document["therapies"] = [_therapy(therapy) for therapy in _known(row, base)]
    if isinstance(row, Biomarker):
        document["tiers"] = tiers_by_kind(row)
        document["qualified_by"] = [o.id for o in base.biomarkers if row.id in o.qualifies]
    document["conflicts_between_tables"] = [
        {"used": c.used, "set_aside": c.set_aside, "other": c.other, "why": c.why,
         "cells": [dict(zip(("column", "used", "set_aside"), cell, strict=True))
                   for cell in c.columns]}
        for c in base.conflicts
        if row.id in (c.id, c.other)
    ]  # fmt: skip
    return document


def _known(row: Biomarker | RegimenRow, base: KnowledgeBase) -> list[Therapy]:
    return [base.therapies[drug] for drug in drugs_of(row.therapy) if drug in base.therapies]


def _therapy(therapy: Therapy) -> dict[str, Any]:
    return therapy.model_dump(mode="json", exclude={"source"})


def _text(document: dict[str, Any]) -> str:
    """One column a line; what is empty says so, for a curator looks for what is missing."""
    lines = [f"{document['id']}"]
    for name, value in document.items():
        if name == "id":
            continue
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"  {name}:")
            lines += [f"    - {_flat(item)}" for item in value]
        else:
            lines.append(f"  {name}: {_cell(value) or '—'}")
    return "\n".join(lines) + "\n"


def _flat(item: dict[str, Any]) -> str:
    """An object on one line, without what is unknown."""
    parts = []
    for name, value in item.items():
        if value in (None, "", [], {}):
            continue
        said = _flat(value) if isinstance(value, dict) else _items(value)
        parts.append(f"{name} {said}")
    return "; ".join(parts)


def _items(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(f"({_flat(v)})" if isinstance(v, dict) else str(v) for v in value)
    return str(value)
