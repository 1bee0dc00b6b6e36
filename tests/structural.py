"""Adjacencies and fusion rows made by hand, and what the pipeline makes of them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.places import load_places
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.adjacencies import joined
from hccgenomics.model.copy_number_files import InputFacts
from hccgenomics.model.settings import Settings
from hccgenomics.model.structural_files import (
    Adjacency,
    Breakend,
    StructuralFile,
)
from hccgenomics.pipeline.structural import StructuralQuestion, structural_of
from hccgenomics.vocabulary import Assembly, DialectTier

SIDES = {"+": 1, "-": -1, "?": None}
FACTS = InputFacts("made", "", 0, "plain", "manta", "Manta", DialectTier.EXACT, 1)


def an_end(text: str) -> Breakend | None:
    if text == ".":
        return None
    contig, pos, side = re.fullmatch(r"(\w+):(\d+)([+?-])", text).groups()
    return Breakend(contig, int(pos), SIDES[side])


def an_adjacency(first: str, second: str = ".", *, inserted: str = "", **more) -> Adjacency:
    one, other = an_end(first), an_end(second)
    made = joined(one, other, inserted=inserted)
    plain = Adjacency(made.first, made.second, made.kind, made.inserted, made.inserted_length)
    return replace(plain, **more)


@cache
def the_question(assembly: Assembly = Assembly.GRCH38, **chosen) -> StructuralQuestion:
    return StructuralQuestion(
        load_models(assembly),
        load_places(assembly),
        load_knowledge(),
        Settings(**chosen),
    )


def a_file(*adjacencies, fusions=(), number: int = 1) -> StructuralFile:
    numbered = tuple(replace(one, file=number) for one in adjacencies)
    calls = tuple(replace(one, file=number) for one in fusions)
    return StructuralFile(replace(FACTS, number=number), numbered, calls)


def found(*adjacencies, fusions=(), assembly=Assembly.GRCH38, **chosen):
    file = a_file(*adjacencies, fusions=fusions)
    return structural_of([file], the_question(assembly, **chosen))


def in_words(event) -> str:
    """As the truth tables write an event."""
    words = [event.kind.value, "::".join(event.genes)]
    if event.exons is not None:
        words.append("::".join("-" if number is None else str(number) for number in event.exons))
    words.append(event.frame.value)
    return " ".join(words)


def judged(findings) -> list[str]:
    """Gene, rule and whether it is a driver, of every alteration."""
    return sorted(
        f"{one.gene} {one.findings[0].code} {'driver' if one.is_driver else '-'}"
        for one in findings.alterations
    )
