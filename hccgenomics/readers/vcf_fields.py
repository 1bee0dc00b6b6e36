"""INFO, FORMAT and FILTER of a record by name, as files of copy number and junctions hold them."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_PASSED: Final = frozenset({"PASS", "."})
_FILTERS_KEPT: Final = 64


def info_of(text: str) -> dict[str, str]:
    """INFO by key; a flag has the empty text.

    >>> info_of("SVTYPE=DEL;IMPRECISE"), info_of(".")
    ({'SVTYPE': 'DEL', 'IMPRECISE': ''}, {})
    """
    parts = (item.partition("=") for item in text.split(";"))
    return {key: value for key, _, value in parts if key and key != "."}


def fields_of(keys: str, values: str) -> dict[str, str]:
    """FORMAT of one sample by key; trailing fields may be left out (VCF 4.5, section 1.6.2)."""
    if not values:
        return {}
    return dict(zip(keys.split(":"), values.split(":"), strict=False))


@lru_cache(maxsize=4096)
def filters_of(text: str) -> tuple[str, ...]:
    """Filters a record failed.

    >>> filters_of("PASS"), filters_of("LowQual;off-target")
    ((), ('LowQual', 'off-target'))
    """
    names = (name.strip() for name in text.split(";", _FILTERS_KEPT)[:_FILTERS_KEPT])
    return tuple(name for name in names if name and name not in _PASSED)
