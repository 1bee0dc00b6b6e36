"""One row of the table of whole cases becomes matches.

Facts are written as a user states them: ``afp=412 ng/mL``, ``FGF19 ihc percent=5``,
``child_pugh=B7``, ``prior_therapy=sorafenib``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from hccgenomics.interpret.found import Found
from hccgenomics.interpret.match import match
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.observation import Fact
from hccgenomics.model.therapies import classes_of
from hccgenomics.vocabulary import Disease, FactKind, Specimen
from tests.builders_large import an_event
from tests.interpret.large_cases import any_alteration, known_copies

BASE = load_knowledge()
ROWS = {row.id: row for row in BASE.biomarkers}
_EXPRESSION = re.compile(r"(\S+) (ihc|rna|fish) (.+)")
_STATED = re.compile(r"(\w+)=(.+)")
_QUANTITY = re.compile(r"(\d+(?:\.\d+)?)(?: (\S+))?")
_CHILD_PUGH = re.compile(r"([ABC])(\d+)")


def items(cell: str) -> list[str]:
    return [item for item in cell.split(" | ") if item]


def matches_of(case) -> list:
    found = Found(
        [_alteration(item) for item in items(case["alterations"])],
        specimen=Specimen(case["specimen"]),
        disease=Disease(case["disease"]),
        hotspots=BASE.hotspots,
        copies=known_copies(case["copies"]),
        facts=[fact_of(item) for item in items(case["facts"])],
    )
    return match(found, BASE.biomarkers)


def _alteration(item: str):
    text, arm, _ = item.partition("@arm")
    found = any_alteration(text)
    if not arm:
        return found
    return replace(found, copies=replace(found.copies, event=an_event(extent="whole_arm")))


def fact_of(item: str) -> Fact:
    if found := _EXPRESSION.fullmatch(item):
        return _expression(*found.groups())
    found = _STATED.fullmatch(item)
    assert found, f"{item!r} is no fact"
    subject, said = found.groups()
    kind = BASE.facts[subject].kind
    numbers, unit, words = {}, "", (said,)
    if quantity := _QUANTITY.fullmatch(said):
        numbers, unit, words = {"value": float(quantity[1])}, quantity[2] or "", ()
    elif points := _CHILD_PUGH.fullmatch(said):
        numbers, unit, words = {"value": float(points[2])}, "points", (points[1],)
    elif subject == "prior_therapy":
        words = (said, *classes_of(BASE.therapies[said], BASE.therapies))
    text = f"{subject} {said}"
    return Fact(f"{kind}:{subject}", kind, subject, text, numbers=numbers, words=words, unit=unit)


def _expression(gene: str, method: str, said: str) -> Fact:
    pairs = [part.partition("=") for part in said.split()]
    return Fact(
        id=f"expression:{gene}:{method}",
        kind=FactKind.EXPRESSION,
        subject=method,
        gene=gene,
        text=f"{gene} {method} {said}",
        numbers={name: float(value) for name, equals, value in pairs if equals},
        words=tuple(name for name, equals, _ in pairs if not equals),
    )
