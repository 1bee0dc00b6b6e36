"""The JSON Schema of a clinical file, with the subjects, words and units of the curated tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hccgenomics.clinical.facts import GENOME_WIDE, LIVER_WORDS, STAGE_WORDS, Tables
from hccgenomics.clinical.gene_results import GeneNames
from hccgenomics.clinical.units import accepted
from hccgenomics.knowledge.lists import load_facts
from hccgenomics.knowledge.units import load_units
from hccgenomics.reports import json_schema
from hccgenomics.vocabulary import FactKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.lists import FactRow

    Schema = dict[str, Any]

OBSERVATION: Final = {"$ref": "#/$defs/Observation"}
NUMBER: Final = {"type": "number"}
TEXT: Final = {"type": "string"}
_WITH_UNIT: Final[Schema] = {"dependentRequired": {"value": ["unit"]}}
_NO_BARE_NUMBER: Final[Schema] = {"not": {"pattern": r"^\s*[<>]?=?\s*[0-9.,]+\s*$"}}
_STATED: Final[tuple[Schema, ...]] = (
    {**OBSERVATION, **_WITH_UNIT}, {**TEXT, **_NO_BARE_NUMBER},
)  # fmt: skip
"""A value with its unit, or a word: never a number alone."""
NULL: Final = {"type": "null"}
"""As if it were left out."""
SIGNATURE: Final = r"^(SBS|DBS|ID|CN)\d+[a-z]?$"
YES_NO: Final = {"type": "boolean"}
_UNITLESS: Final = frozenset({"ratio", "score"})


def clinical_schema() -> Schema:
    """JSON Schema 2020-12; a key that no table has is refused by it too.

    >>> sorted(clinical_schema()["properties"])[:3]
    ['aetiology', 'findings', 'genome_wide']
    """
    facts, _ = load_facts()
    tables = Tables(facts, {}, load_units(), GeneNames(lambda _: False, {}))
    schema = json_schema.clinical_schema()
    sections, parts = schema["properties"], schema["$defs"]
    _close(sections["laboratory"], tables.of_kind(FactKind.LABORATORY), tables)
    _close(sections["findings"], tables.findings, tables)
    signatures = [
        one for one in tables.of_kind(FactKind.SIGNATURE) if one not in GENOME_WIDE.values()
    ]
    of_genome = parts["GenomeWide"]["properties"]
    _close(of_genome["signatures"], signatures, tables)
    of_genome["signatures"]["patternProperties"] = {SIGNATURE: {"anyOf": list(_STATED)}}
    for key, subject in GENOME_WIDE.items():
        of_genome[key] = _observed(facts[subject], tables)
    for document, subjects in (("Liver", LIVER_WORDS), ("Stage", (*STAGE_WORDS, "bclc"))):
        for subject in subjects:
            parts[document]["properties"][subject] = _word(facts[subject])
    parts["Aetiology"]["properties"]["causes"]["items"] = _word(facts["aetiology"])
    methods = tables.of_kind(FactKind.EXPRESSION)
    parts["GeneResult"]["properties"]["method"]["examples"] = methods
    return schema


def _close(section: Schema, subjects: Iterable[str], tables: Tables) -> None:
    """The keys of a section, and no other."""
    section["properties"] = {one: _observed(tables.facts[one], tables) for one in subjects}
    section["additionalProperties"] = False


def _observed(row: FactRow, tables: Tables) -> Schema:
    """An observation in its long form, or in short as a text; a plain ratio also as a number."""
    forms: list[Schema] = [OBSERVATION, TEXT, NULL, NUMBER]
    if row.unit not in _UNITLESS:
        forms = [*_STATED, NULL]
    return {"anyOf": forms, "description": _description(row, tables), "examples": _examples(row)}


def _description(row: FactRow, tables: Tables) -> str:
    said = [row.description]
    units = accepted(row.subject, tables.units)
    if row.unit and units:
        said.append(f"Units: {', '.join(units)}")
    if row.words:
        said.append(f"Words: {', '.join(row.words)}")
    return ". ".join(said) + "."


def _examples(row: FactRow) -> list[str]:
    return [f"1 {row.unit}"] if row.unit and not row.words else list(row.words[:1])


def _word(row: FactRow) -> Schema:
    """One of the words of the table; other ways to write them are read, and not published."""
    return {
        "anyOf": [
            {"type": "string", "examples": list(row.words)},
            {"type": "integer"},
            YES_NO,
            NULL,
        ],
        "description": f"{row.description}. Words: {', '.join(row.words)}.",
    }
