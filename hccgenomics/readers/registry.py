"""Modules of callers and formats: each is imported when it is asked for, or a file shows its sign.

Most runs need two or three of them, and importing them all would be felt at every start.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.readers.header import VcfHeader

T = TypeVar("T")

_DECLARING: Final = frozenset({"FORMAT", "INFO", "FILTER"})
_SILENT: Final = _DECLARING | {"contig"}
FIELD: Final = "="
"""Begins a sign that is a field which the header declares."""


class Modules(Mapping[str, T]):
    """What modules of one package offer, by name."""

    def __init__(self, package: str, places: Mapping[str, tuple[str, str]]) -> None:
        """From the module and the attribute of each name."""
        self._package = package
        self._places = places

    def __getitem__(self, name: str) -> T:
        module, attribute = self._places[name]
        found: T = getattr(import_module(f"{self._package}.{module}"), attribute)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def suspected(header: VcfHeader, signs: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The names of which a header shows a sign.

    A sign is what a header line that declares no field may hold, in small letters, or, after
    ``=``, a field that is declared.
    """
    lines = (
        f"{key}={value}"
        for key, values in header.meta.items()
        if key not in _SILENT
        for value in values
    )
    text = "\n".join(lines).lower()
    fields = frozenset[str]().union(*(header.ids(key) for key in _DECLARING))
    for name, wanted in signs.items():
        if any(sign[1:] in fields if sign[0] == FIELD else sign in text for sign in wanted):
            yield name
