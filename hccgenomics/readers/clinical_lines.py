"""The line on which a key stands in a TOML or JSON text; ``None`` where it cannot be told."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Key = Sequence[str | int]

_HEADING: Final = re.compile(r"\s*+(\[\[?)([^\[\]]++)\]\]?\s*+(?:#.*)?$")
_ASSIGNED: Final = re.compile(r"""\s*+((?:"[^"]*+"|'[^']*+'|[A-Za-z0-9_-]++|\s*+\.\s*+)++)\s*+=""")
"""What it took it never gives back, so that its time is linear in a line of anybody's."""
_PART: Final = re.compile(r""""([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)""")
_SPACE: Final = re.compile(r"\s*")
_DECODER: Final = json.JSONDecoder()


def line_in_toml(text: str, key: Key) -> int | None:
    r"""The line of a key, or of the nearest thing around it.

    >>> line_in_toml("[liver]\ncirrhosis = 1\n[[results]]\ngene = 2", ("results", 0, "gene"))
    4
    >>> line_in_toml("[laboratory]\nafp = { value = 1 }", ("laboratory", "afp", "unit"))
    2
    """
    best, line = 0, None
    for number, path in _assignments(text):
        same = _shared(path, key)
        if same > best and same >= len(path):
            best, line = same, number
    return line


def _assignments(text: str) -> Iterator[tuple[int, tuple[str | int, ...]]]:
    """The lines that name a key, with its whole path; tables of a list are counted."""
    table: tuple[str | int, ...] = ()
    counts: dict[tuple[str | int, ...], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if heading := _HEADING.match(line):
            table = _numbered(_parts(heading[2]), counts, is_item=heading[1] == "[[")
            yield number, table
        elif found := _ASSIGNED.match(line):
            yield number, (*table, *_parts(found[1]))


def _numbered(
    names: tuple[str, ...], counts: dict[tuple[str | int, ...], int], *, is_item: bool
) -> tuple[str | int, ...]:
    path: tuple[str | int, ...] = ()
    for at, name in enumerate(names, 1):
        path = (*path, name)
        if is_item and at == len(names):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(a or b or c for a, b, c in _PART.findall(dotted))


def _shared(path: Key, key: Key) -> int:
    count = 0
    for ours, theirs in zip(path, key, strict=False):
        if ours != theirs:
            break
        count += 1
    return count


def line_in_json(text: str, key: Key) -> int | None:
    r"""The line of a key of a well-formed document, or of the nearest thing around it.

    >>> line_in_json('{"a": [1,\n {"b": 2}]}', ("a", 1, "b"))
    2
    """
    at, line = _after_space(text, 0), None
    for step in key:
        found = _value_of(text, at, step)
        if found is None:
            break
        named, at = found
        line = text.count("\n", 0, named) + 1
    return line


def _value_of(text: str, at: int, step: str | int) -> tuple[int, int] | None:
    """Where a member is named, and where its value begins."""
    if at >= len(text) or text[at] not in "{[":
        return None
    is_object = text[at] == "{"
    at = _after_space(text, at + 1)
    count = 0
    while at < len(text) and text[at] not in "}]":
        named, name = at, count
        if is_object:
            name, at = _DECODER.raw_decode(text, at)
            at = _after_space(text, _after_space(text, at) + 1)  # past the colon
        if name == step:
            return named, at
        _, at = _DECODER.raw_decode(text, at)
        at = _after_space(text, at)
        if at < len(text) and text[at] == ",":
            at = _after_space(text, at + 1)
        count += 1
    return None


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return at if found is None else found.end()
