"""Tables of which few reports ask: hashed with the others, and read when they are asked.

A wrong row still refuses the table whole, by line and column, wherever one of its rows is asked
for; ``knowledge lint`` asks them all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

V = TypeVar("V")


class RowsByKey(Mapping[str, V]):
    """Rows by id or name."""

    def __init__(self, read: Callable[[], Mapping[str, V]]) -> None:
        self._read = read

    @cached_property
    def _rows(self) -> Mapping[str, V]:
        return self._read()

    def __getitem__(self, key: str) -> V:
        return self._rows[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class RowsInOrder(Collection[V]):
    """Rows in the order of the table."""

    def __init__(self, read: Callable[[], Collection[V]]) -> None:
        self._read = read

    @cached_property
    def _rows(self) -> Collection[V]:
        return self._read()

    def __contains__(self, row: object) -> bool:
        return row in self._rows

    def __iter__(self) -> Iterator[V]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)
