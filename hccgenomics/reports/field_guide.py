"""``docs/report.md``: every field of the report, written from its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hccgenomics.reports.json_schema import documents_of, report_schema
from hccgenomics.reports.to_tsv import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.reports.json_schema import Schema

INTRODUCTION: Final = """\
# The report, field by field

This page is written from the JSON Schema (`hccgenomics schema report`) and checked by a test; do
not edit it by hand.

* One JSON document per sample, UTF-8, in schema order, two spaces of indentation.
* Same inputs, settings and versions give the same bytes. No clock is read.
* `null` is *not known*. It is never zero, and a missing finding is never *absent*.
* Fractions run from 0 to 1. Every number is rounded to four decimals, or to four significant
  digits where those are finer, so that a small fraction is never rounded to zero.
* The HTML page and the TSV are made from this document alone.
"""
TABLE: Final = """\
`--format tsv` writes one row per alteration, in the report's order, with one header line. `.` is
what is not known. A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`
or `@`) gets an apostrophe in front; numbers, and a lone `-`, do not.
"""


def field_guide() -> str:
    """The whole page, in Markdown."""
    schema = report_schema()
    sections = [
        "\n".join(_section(name, document))
        for name, document in documents_of(schema, root="Report")
    ]
    rest = (*_vocabularies(schema), *_table())
    return "\n".join((INTRODUCTION, *sections, *rest))


def _section(name: str, document: Schema) -> Iterator[str]:
    yield f"## {name}\n"
    yield f"{document['description']}\n"
    yield "| field | type | meaning |"
    yield "|---|---|---|"
    for field, definition in document["properties"].items():
        yield f"| `{field}` | {_type(definition)} | {_cell(definition['description'])} |"
    yield ""


def _vocabularies(schema: Schema) -> Iterator[str]:
    yield "# Words\n"
    for name, definition in sorted(schema["$defs"].items()):
        if "enum" in definition:
            words = ", ".join(f"`{word}`" for word in definition["enum"])
            yield f"## {name}\n\n{_cell(definition['description'])}\n\n{words}\n"


def _table() -> Iterator[str]:
    yield "# The table of variants\n"
    yield TABLE
    yield "| column | meaning |"
    yield "|---|---|"
    for column, meaning in COLUMNS.items():
        yield f"| `{column}` | {meaning} |"
    yield ""


def _type(definition: Schema) -> str:
    """A field's type in words.

    >>> _type({"anyOf": [{"type": "number"}, {"type": "null"}]})
    'number or null'
    >>> _type({"type": "array", "items": {"$ref": "#/$defs/Marker"}})
    'list of [Marker](#marker)'
    """
    if "anyOf" in definition:
        return " or ".join(_type(option) for option in definition["anyOf"])
    if "$ref" in definition:
        name = definition["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if definition.get("type") == "array":
        if "prefixItems" in definition:
            return f"list of {' and '.join(map(_type, definition['prefixItems']))}"
        return f"list of {_type(definition['items'])}"
    if "propertyNames" in definition:
        counted = _type(definition["additionalProperties"])
        return f"object, {_type(definition['propertyNames'])} to {counted}"
    return _constant(definition) or str(definition["type"])


def _constant(definition: dict[str, Any]) -> str:
    return f"`{definition['const']}`" if "const" in definition else ""


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
