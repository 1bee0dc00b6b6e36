"""Hostile text in every field that takes free text, at any depth."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from hccgenomics.model.base import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

FIXED = {"schema_version", "software"}
PAYLOADS = {
    "script": "<script>alert(1)</script>",
    "image": '"><img src=x onerror=alert(1)>',
    "attribute": "' onmouseover='alert(1)",
    "template": "{{7*7}}{% raw %}${7*7}#{7*7}",
    "end of style": "</style></title><script>alert(1)</script>",
    "style": "a\"}*{display:none}@import'//evil.example';/*",
    "svg": "<svg><animate onbegin=alert(1) attributeName=x>",
    "javascript": "javascript:alert(1)//10.1000/x",
    "data": "data:text/html,<script>alert(1)</script>",
    "comment": "<!--><script>alert(1)</script>-->",
    "entity": "&lt;script&gt;&#60;b&#62;",
    "right to left": "TP53\u202eA>G\u2066\u200f",
    "control": "TP53\x00\x07\x1b[31mred\x1b[0m\x7f\x9b",
    "newline": "one\r\ntwo\u2028three\tfour",
    "formula": "=HYPERLINK(1)",
    "percent": "%3Cscript%3E%s%n",
    "astral": "𝔗𝔓\U000e0041\ufeff",
    "long": "A" * 10_000,
}


def poison(document: Document, text: str) -> Document:
    """The document with ``text`` wherever a ``str`` may stand."""
    changed = {
        name: _poisoned(getattr(document, name), field.annotation, text)
        for name, field in type(document).model_fields.items()
        if name not in FIXED
    }
    return document.model_copy(update=changed)


def free_texts(document: Document) -> Iterator[str]:
    """Every text of a document, at any depth."""
    for name in type(document).model_fields:
        if name not in FIXED:
            yield from _texts(getattr(document, name))


def _poisoned(value, annotation, text):
    if isinstance(value, Document):
        return poison(value, text)
    if isinstance(value, tuple):
        return tuple(_poisoned(item, type(item), text) for item in value)
    takes_text = annotation is str or str in get_args(annotation)
    return text if takes_text and (value is None or type(value) is str) else value


def _texts(value) -> Iterator[str]:
    if isinstance(value, Document):
        yield from free_texts(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif type(value) is str:
        yield value
