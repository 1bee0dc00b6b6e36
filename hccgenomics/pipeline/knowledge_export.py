"""``knowledge export``: the base as a table, as one document, or as VA-Spec statements."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from hccgenomics import __version__
from hccgenomics.knowledge import biomarkers, regimens
from hccgenomics.model.knowledge_document import KnowledgeDocument
from hccgenomics.model.provenance import SCHEMA_VERSION
from hccgenomics.pipeline.embedded_tables import table_read
from hccgenomics.pipeline.knowledge_base import open_base, raw_rows
from hccgenomics.pipeline.provenance import difference_document, overlay_document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hccgenomics.model.evidence import KnowledgeBase

VA_SPEC: Final = "1.0"
"""The version of VA-Spec that statements are written in."""
COLUMNS: Final = {"biomarkers": biomarkers.COLUMNS, "regimens": regimens.COLUMNS}


@dataclass(frozen=True, slots=True)
class Exported:
    """What to write, and one sentence about it."""

    content: str
    summary: str


def exported(overlays: Sequence[Path], form: str, *, table: str) -> Exported:
    """The base in one of three forms; the same base gives the same bytes."""
    if form == "tsv":
        return _as_table(overlays, table)
    base = open_base(overlays)
    return _as_statements(base) if form == "va-spec" else _as_document(base)


def _as_table(overlays: Sequence[Path], table: str) -> Exported:
    columns, is_regimen = COLUMNS[table], table == "regimens"
    rows = [row for row in raw_rows(overlays).values() if row.is_regimen is is_regimen]
    lines = ["\t".join(columns)]
    lines += ["\t".join(row.cells[column] for column in columns) for row in rows]
    return Exported("".join(f"{line}\n" for line in lines), f"{len(rows)} rows of {table}.")


def _as_document(base: KnowledgeBase) -> Exported:
    document = KnowledgeDocument(
        software_version=__version__,
        schema_version=SCHEMA_VERSION,
        as_of=base.as_of.isoformat(),
        review_status=base.review_status,
        tables=tuple(table_read(name, sha256) for name, sha256 in sorted(base.sha256.items())),
        overlays=tuple(map(overlay_document, base.overlays)),
        conflicts=tuple(map(difference_document, base.conflicts)),
        biomarkers=base.biomarkers,
        regimens=base.regimens,
        trials=tuple(base.trials.values()),
        therapies=tuple(base.therapies.values()),
        facts=tuple(base.facts.values()),
        prevalence=tuple(base.prevalence),
    )
    counted = f"{len(base.biomarkers)} assertions, {len(base.regimens)} regimens."
    return Exported(_text(document.model_dump(mode="json")), counted)


def _as_statements(base: KnowledgeBase) -> Exported:
    from hccgenomics.knowledge.transcripts import load_models
    from hccgenomics.pipeline.knowledge_va_spec import statements_of
    from hccgenomics.vocabulary import Assembly

    made = statements_of(base, load_models(Assembly.GRCH38))
    document = {
        "va_spec": VA_SPEC,
        "software": "hccgenomics",
        "software_version": __version__,
        "as_of": base.as_of.isoformat(),
        "statements": made.statements,
        "left_out": [{"id": id_, "why": why} for id_, why in made.left_out],
    }
    rows = {s["id"].partition(":")[2].rpartition("/")[0] for s in made.statements}
    counted = f"{len(made.statements)} statements of {len(rows)} rows"
    return Exported(_text(document), f"{counted}; {len(made.left_out)} rows left out.")


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
