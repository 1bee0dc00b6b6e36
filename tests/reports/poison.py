"""Hostile text in every field that takes free text, at any depth, by the models themselves.

``poison`` changes the texts of a document that is there; ``filled`` makes one by its type alone,
every field of it filled, so that a field declared tomorrow holds a hostile text today.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from random import Random
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from annotated_types import MaxLen, MinLen

from hccgenomics.model.base import Document
from hccgenomics.model.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

FIXED = {"schema_version", "software"}
A_DATE = "2026-02-03"
CORPUS = Path(__file__).parents[1] / "data" / "payloads.txt"
SOME_LEFT_OUT = 0.25
"""How often what may be absent is absent, but for the first turn."""


def _corpus() -> Iterator[tuple[str, str, str]]:
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, name, text = line.split("\t")
            yield kind, name, json.loads(text)


PAYLOADS = {name: text for _, name, text in _corpus()}
CLASSES = {name: kind for kind, name, _ in _corpus()}


def poison(document: Any, text: str) -> Any:
    """The document with ``text`` wherever a ``str`` may stand."""
    changed = {
        name: _poisoned(getattr(document, name), annotation, text)
        for name, annotation in _fields(type(document)).items()
        if name not in FIXED
    }
    if is_dataclass(document):
        return replace(document, **changed)
    return document.model_copy(update=changed)


def filled(kind: type[Document], text: str, turn: int = 0) -> Any:
    """A document of that type with every field filled; texts are ``text``.

    Which word of a closed list stands where, and what is absent, depends on the turn.
    """
    return _Filler(text, turn).document(kind)


def free_texts(document: Document) -> Iterator[str]:
    """Every text of a document, at any depth."""
    for name, annotation in _fields(type(document)).items():
        value = getattr(document, name)
        if name not in FIXED and _takes_text(annotation):
            yield from _own_texts(value)
        for held in _documents_in(value):
            yield from free_texts(held)


def text_fields(kind: type[Document]) -> set[tuple[str, str]]:
    """Every field of the documents below a type that takes free text: class and name."""
    return {
        (one.__name__, name)
        for one in documents_below(kind)
        for name, annotation in _fields(one).items()
        if name not in FIXED and _takes_text(annotation)
    }


def fields_holding(document: Document, text: str) -> set[tuple[str, str]]:
    """Those fields of a document, and of what it holds, that hold the text."""
    found = set()
    for name in _fields(type(document)):
        value = getattr(document, name)
        if text in _own_texts(value):
            found.add((type(document).__name__, name))
        found.update(one for held in _documents_in(value) for one in fields_holding(held, text))
    return found


@cache
def documents_below(kind: type[Document]) -> frozenset[type[Document]]:
    """A type and every type of document that it may hold."""
    found: set[type[Document]] = set()
    ahead: list[Any] = [kind]
    while ahead:
        one = ahead.pop()
        if _is_document(one) and one not in found and one is not Settings:
            found.add(one)
            ahead.extend(_fields(one).values())
        ahead.extend(get_args(one))
    return frozenset(found)


class _Filler:
    """Makes a value for each annotation a model uses."""

    def __init__(self, text: str, turn: int) -> None:
        self.text = text
        self.turn = turn
        self.choice = Random(turn)  # noqa: S311 -- which word of a list stands where
        self.count = 0

    def document(self, kind: type[Document]) -> Document:
        if kind is Settings:
            return Settings()
        made = {n: self.value(hint) for n, hint in _fields(kind).items() if n not in FIXED}
        return kind(**made) if is_dataclass(kind) else kind.model_construct(**made)

    def value(self, annotation: Any) -> Any:
        origin, inner = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return A_DATE if _is_checked(annotation) else self.value(inner[0])
        if origin is Literal:
            return self.choice.choice(inner)
        if origin in {Union, types.UnionType}:
            return self._either(inner)
        if origin is tuple:
            return tuple(self._members(inner))
        if origin in {dict, Mapping}:
            return {self.value(inner[0]): self.value(inner[1])}
        return self._plain(annotation)

    def _either(self, inner: tuple[Any, ...]) -> Any:
        kind = next(one for one in inner if one is not type(None))
        may_miss = type(None) in inner and self.turn and not _is_document(kind)
        if may_miss and self.choice.random() < SOME_LEFT_OUT:
            return None
        return self.value(kind)

    def _members(self, inner: tuple[Any, ...]) -> Iterator[Any]:
        if inner[-1] is not Ellipsis:
            yield from map(self.value, inner)
            return
        for _ in range(1 + self.turn % 2):
            yield self.value(inner[0])

    def _plain(self, kind: Any) -> Any:
        if kind is str:
            return self.text
        if kind is bool:
            return self.choice.random() < 0.5
        if issubclass(kind, Enum):
            return self.choice.choice(list(kind))
        if _is_document(kind):
            return self.document(kind)
        self.count += 1  # so that what starts ends behind
        return kind(self.count) if kind is int else kind(0.25)


def _is_document(kind: Any) -> bool:
    return isinstance(kind, type) and (issubclass(kind, Document) or is_dataclass(kind))


@cache
def _fields(kind: type) -> dict[str, Any]:
    """Names and annotations of a document's fields; rows of the ledger are dataclasses."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return {field.name: hints[field.name] for field in fields(kind) if field.init}
    return {
        name: Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        for name, field in kind.model_fields.items()
    }


def _takes_text(annotation: Any) -> bool:
    """Whether any text may stand there; one that is checked on entry (a date) is none."""
    return not _is_checked(annotation) and (
        annotation is str or any(map(_takes_text, get_args(annotation)))
    )


def _is_checked(annotation: Any) -> bool:
    """Whether a text must look like a date; to be of some length is no check."""
    if get_origin(annotation) is not Annotated or get_args(annotation)[0] is not str:
        return False
    return not all(isinstance(one, MinLen | MaxLen) for one in annotation.__metadata__)


def _poisoned(value, annotation, text):
    if _is_document(type(value)):
        return poison(value, text)
    if _is_checked(annotation):
        return value
    if isinstance(value, tuple):
        return tuple(_poisoned(item, type(item), text) for item in value)
    return text if _takes_text(annotation) and (value is None or type(value) is str) else value


def _own_texts(value) -> list[str]:
    """Texts of a value that no document within it holds."""
    if type(value) is str:
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in _own_texts(item)]
    if isinstance(value, Mapping):
        pairs = [*value.keys(), *value.values()]
        return [one for one in pairs if type(one) is str]
    return []


def _documents_in(value) -> list[Document]:
    if _is_document(type(value)):
        return [value]
    if isinstance(value, tuple):
        return [held for item in value for held in _documents_in(item)]
    return []
