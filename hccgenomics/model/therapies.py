"""What a name of a therapy stands for, and the classes it belongs to.

Notes and registries write one drug in many ways (``apatinib`` and ``rivoceranib``, ``SHR-1210`` and
``camrelizumab``, ``卡瑞利珠单抗``); a curated term asks for a class (``clinical prior_therapy is
NTRK inhibitor``). ``resources/therapies.tsv`` has the names and the classes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hccgenomics.model.lists import Therapy

TOGETHER: Final = " + "
"""Between the drugs of one regimen, in curated cells and in a clinical file."""

_IGNORED: Final = re.compile(r"[\s_\-\u2010-\u2015®™]")
"""Writers differ in spaces and hyphens: ``SHR 1210``, ``SHR-1210``, ``SHR1210``."""


def name_key(name: str) -> str:
    """A name as names are compared: without case, spaces, hyphens or trade marks.

    >>> name_key("Anti-PD-1") == name_key("anti PD1"), name_key("PD-(L)1") == name_key("PD-L1")
    (True, False)
    """
    return _IGNORED.sub("", name.casefold())


def names_of(therapy: Therapy) -> tuple[str, ...]:
    """Every name it is known by; the generic one first."""
    chinese = (therapy.name_zh,) if therapy.name_zh else ()
    return (therapy.name, *therapy.synonyms, *chinese)


def by_name(therapies: Mapping[str, Therapy]) -> dict[str, Therapy]:
    """Therapies by the key of each of their names, for whoever resolves many."""
    return {name_key(name): row for row in therapies.values() for name in names_of(row)}


def resolve_therapy(name: str, therapies: Mapping[str, Therapy]) -> Therapy | None:
    """The therapy that goes by this generic name, code, trade name or Chinese name."""
    known = therapies.get(name)
    if known is not None:
        return known
    return by_name(therapies).get(name_key(name))


def parts_of(text: str, therapies: Mapping[str, Therapy]) -> tuple[str, ...]:
    """The therapies that a regimen names; one whose own name has a plus stays whole.

    >>> parts_of("atezolizumab + bevacizumab", {})
    ('atezolizumab', 'bevacizumab')
    """
    if resolve_therapy(text.strip(), therapies) is not None:
        return (text.strip(),)
    return tuple(part.strip() for part in re.split(r"\s+\+\s+", text.strip()))


def drugs_of(cells: Iterable[str]) -> tuple[str, ...]:
    """The therapies that curated cells name, of combinations their parts, each once.

    >>> drugs_of(["atezolizumab + bevacizumab", "bevacizumab"])
    ('atezolizumab', 'bevacizumab')
    """
    return tuple(dict.fromkeys(part for cell in cells for part in cell.split(TOGETHER)))


def classes_of(therapy: Therapy, therapies: Mapping[str, Therapy]) -> tuple[str, ...]:
    """The classes it belongs to and those that they belong to, nearest first, each once.

    Nivolumab is an ``anti-PD-1``, hence a ``PD-(L)1 inhibitor``, hence a ``checkpoint inhibitor``.
    """
    return tuple(dict.fromkeys(_upwards(therapy.classes, therapies)))


def _upwards(names: Iterable[str], therapies: Mapping[str, Therapy]) -> Iterator[str]:
    level = tuple(names)
    seen: set[str] = set()
    while level:
        yield from level
        seen.update(level)
        rows = (therapies[name] for name in level if name in therapies)
        level = tuple(above for row in rows for above in row.classes if above not in seen)
