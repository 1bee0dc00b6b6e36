"""One cell of a truth table becomes alterations of any kind, or copies."""

from __future__ import annotations

import re

from hccgenomics.vocabulary import CopyClass, Frame, StructuralEventKind
from tests.builders_large import (
    AGAINST,
    FLAGGED,
    broken,
    changed,
    fused,
    inserted,
    the_copies,
    without_exons,
)
from tests.interpret.cases import alteration

_FUSION = re.compile(r"(\w+)::(\w+) fusion (\w+)( against)?")
_EXONS = re.compile(r"(\w+) intron (\d+/\d+)-(\d+/\d+)")
_CLASSES = set(CopyClass)
_KINDS = set(StructuralEventKind)


def any_alterations(cell: str) -> list:
    return [any_alteration(item) for item in cell.split(" | ") if item]


def any_alteration(item: str):
    if found := _FUSION.fullmatch(item):
        findings = (AGAINST if found[4] else FLAGGED,)
        return fused(found[1], found[2], findings, frame=Frame(found[3]))
    if found := _EXONS.fullmatch(item):
        return without_exons(found[1], found[2], found[3])
    gene, _, said = item.partition(" ")
    if said in _CLASSES:
        return changed(gene, said)
    if said == "integration":
        return inserted(gene)
    return broken(gene, said) if said in _KINDS else alteration(item)


def known_copies(cell: str) -> dict:
    return {one.gene: one for one in map(_known, filter(None, cell.split(" | ")))}


def _known(item: str):
    gene, _, said = item.partition(" ")
    called, _, loh = said.partition("+")
    return the_copies(gene, called, is_loh=bool(loh))
