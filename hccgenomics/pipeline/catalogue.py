"""The catalogue of sentences: every template by which a report speaks of a patient.

Templates are constants of the modules whose names end in ``wording``, ``reasons``, ``labels`` or
``methods``, and the notes of dialects; nothing else in the package holds a sentence of a report,
and a test sees to it. An id is the module and the constant, with the key where the constant is a
table.
"""

from __future__ import annotations

import pkgutil
import string
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Final

from hccgenomics.readers.dialects import DIALECTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

PACKAGE: Final = "hccgenomics"
ENDINGS: Final = ("wording", "reasons", "labels", "methods")
LAYERS: Final = ("annotate", "clinical", "cohort", "ctdna", "interpret", "reports")
"""Packages whose sentences reach a report."""
READERS: Final = "readers"
"""The package whose notes of files reach a report; its other sentences go to the operator."""


@dataclass(frozen=True, slots=True)
class Template:
    """One sentence, or part of one, with named slots."""

    id: str
    text: str

    @property
    def slots(self) -> tuple[str, ...]:
        """Names of the slots, in order, each once.

        >>> Template("x", "{gene} is at {depth:,} reads of {gene}").slots
        ('gene', 'depth')
        """
        found = (name for _, name, _, _ in string.Formatter().parse(self.text) if name)
        return tuple(dict.fromkeys(name.partition(".")[0].partition("[")[0] for name in found))


def wording_modules() -> tuple[ModuleType, ...]:
    """Every module that holds templates, by name."""
    names = sorted(
        name
        for layer in (*LAYERS, READERS)
        for name in _modules(f"{PACKAGE}.{layer}")
        if name.endswith(ENDINGS)
    )
    return tuple(map(import_module, names))


def templates() -> tuple[Template, ...]:
    """The whole catalogue, by module and in the order of the code; then what readers add."""
    of_modules = (found for module in wording_modules() for found in _templates_of(module))
    return (*of_modules, *_notes())


def _notes() -> Iterator[Template]:
    """What a reader of the report must know of files of one caller."""
    for name, dialect in DIALECTS.items():
        if dialect.note:
            yield Template(f"readers.dialects.{name}.note", dialect.note)


def _modules(package: str) -> Iterator[str]:
    paths = import_module(package).__path__
    for found in pkgutil.walk_packages(paths, prefix=f"{package}."):
        yield found.name


def _templates_of(module: ModuleType) -> Iterator[Template]:
    owner = module.__name__.removeprefix(f"{PACKAGE}.")
    for name, value in vars(module).items():
        if name.isupper() and not name.startswith("_"):
            yield from _texts(f"{owner}.{name}", value)


def _texts(id_: str, value: object) -> Iterator[Template]:
    match value:
        case Enum():
            return
        case str():
            if any(map(str.isalpha, value)):
                yield Template(id_, value)
        case dict():
            for key, item in value.items():
                yield from _texts(f"{id_}[{_key(key)}]", item)
        case tuple() | list():
            for number, item in enumerate(value):
                yield from _texts(f"{id_}[{number}]", item)
        case _:
            return


def _key(key: object) -> str:
    return str(key.value) if isinstance(key, Enum) else getattr(key, "__name__", str(key))
