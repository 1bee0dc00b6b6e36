"""The contract with whoever reads our JSON: JSON Schema 2020-12, generated from the documents."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hccgenomics.model.clinical import ClinicalFile
from hccgenomics.model.provenance import SCHEMA_VERSION
from hccgenomics.model.report import Report
from hccgenomics.model.settings import Settings
from hccgenomics.model.validation import Validation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel
    from pydantic.json_schema import JsonSchemaMode

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
FOLDER: Final = Path(__file__).with_name("schema")
PUBLISHED_REPORT: Final = FOLDER / f"report-{SCHEMA_VERSION}.json"
PUBLISHED_MONITOR: Final = FOLDER / f"monitor-{SCHEMA_VERSION}.json"
MEANINGS: Final = FOLDER / "fields.tsv"
MONITOR_MEANINGS: Final = FOLDER / "monitor_fields.tsv"

Schema = dict[str, Any]


def report_schema() -> Schema:
    """The schema of the report: each field with its meaning; the unknown is null, not left out."""
    schema = _published(Report, "serialization", name="report", title="HCC molecular report")
    for _, document in documents_of(schema, root=Report.__name__):
        document["required"] = list(document["properties"])
    return schema


def settings_schema() -> Schema:
    """The schema of a laboratory's settings."""
    return _published(Settings, "validation", name="settings", title="Settings of a laboratory")


def knowledge_schema() -> Schema:
    """The schema of the evidence base as one document; the unknown is null, not left out."""
    from hccgenomics.model.knowledge_document import KnowledgeDocument

    title = "Evidence base"
    schema = _published(KnowledgeDocument, "serialization", name="knowledge", title=title)
    for _, document in documents_of(schema, root=KnowledgeDocument.__name__):
        document["required"] = list(document["properties"])
    return schema


def validation_schema() -> Schema:
    """The schema of what ``hccgenomics validate`` says; the unknown is null, not left out."""
    schema = _published(Validation, "serialization", name="validate", title="A file looked at")
    for _, document in documents_of(schema, root=Validation.__name__):
        document["required"] = list(document["properties"])
    return schema


def monitor_schema() -> Schema:
    """The schema of a timeline; the unknown is null, not left out."""
    from hccgenomics.model.monitor import Monitor

    title = "Timeline of plasma samples"
    schema = _published(Monitor, "serialization", name="monitor", title=title)
    _add_meanings(schema, root=Monitor.__name__, known=meanings(MONITOR_MEANINGS))
    for _, document in documents_of(schema, root=Monitor.__name__):
        document["required"] = list(document["properties"])
    return schema


def clinical_schema() -> Schema:
    """The schema of a clinical file, as its document alone has it; the tables add subjects."""
    return _published(ClinicalFile, "validation", name="clinical", title="Clinical file")


def as_text(schema: Schema) -> str:
    """A schema as it is published: two spaces of indentation, one newline at the end."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def documents_of(schema: Schema, *, root: str) -> Iterator[tuple[str, Schema]]:
    """Every document of a schema, the root first, vocabularies left out."""
    yield root, schema
    for name, definition in sorted(schema.get("$defs", {}).items()):
        if "properties" in definition:
            yield name, definition


def meanings(table: Path = MEANINGS) -> dict[tuple[str, str], str]:
    """What each field of each document means, from the table beside the schema."""
    with table.open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row["document"], row["field"]): row["meaning"] for row in rows}


def _published(document: type[BaseModel], mode: JsonSchemaMode, *, name: str, title: str) -> Schema:
    generated = document.model_json_schema(by_alias=True, mode=mode)
    _add_meanings(generated, root=document.__name__, known=meanings())
    head = {"$schema": DIALECT, "$id": f"urn:hccgenomics:schema:{name}:{SCHEMA_VERSION}"}
    return {**head, **generated, "title": title}


def _add_meanings(schema: Schema, *, root: str, known: Mapping[tuple[str, str], str]) -> None:
    for name, document in documents_of(schema, root=root):
        if said := document.get("description"):
            document["description"] = said.partition("\n\nAttributes:")[0]
        for field, definition in document["properties"].items():
            if (name, field) in known:
                definition.setdefault("description", known[name, field])
