"""One record of a VCF as structural variants need it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hccgenomics.readers.integers import integer

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNSTATED: Final = frozenset({"", "."})


@dataclass(frozen=True, slots=True)
class SvRecord:
    """A record, and what its two samples say.

    Attributes:
        row: Its number among the file's records, from one.
        contig: As the file names it.
        info: By key; a flag has the empty text.
        tumour, normal: FORMAT by key; empty without such a column.
        is_unfiltered: Whether no filter was applied: FILTER is missing.
    """

    row: int
    contig: str
    pos: int
    id: str
    ref: str
    alts: tuple[str, ...]
    filters: tuple[str, ...]
    info: Mapping[str, str]
    tumour: Mapping[str, str] = field(default_factory=dict)
    normal: Mapping[str, str] = field(default_factory=dict)
    is_unfiltered: bool = False

    @property
    def svtype(self) -> str:
        """``SVTYPE`` in capitals, or ""."""
        return self.info.get("SVTYPE", "").upper()

    def stated(self, *keys: str) -> str | None:
        """The first of these INFO fields that has a value."""
        for key in keys:
            value = self.info.get(key, "")
            if value not in _UNSTATED:
                return value
        return None

    def number(self, *keys: str) -> int | None:
        """The first of these INFO fields as a whole number, its sign apart."""
        text = self.stated(*keys)
        return None if text is None else whole(text.split(",")[0].lstrip("-+"))


def whole(text: str | None) -> int | None:
    """A count; ``None`` where the text is none.

    >>> whole("12"), whole("12.0"), whole("."), whole(None)
    (12, 12, None, None)
    """
    if text is None:
        return None
    if text.isdecimal():
        return integer(text)
    head, _, tail = text.strip().partition(".")
    return integer(head) if not tail.strip("0") else None


def decimal(text: str | None) -> float | None:
    """A number that may have a fraction, finite; ``None`` where the text is none.

    >>> decimal("0.25"), decimal("nan"), decimal(".")
    (0.25, None, None)
    """
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def share(text: str | None) -> float | None:
    """A number from 0 to 1; ``None`` where the text is none."""
    value = decimal(text)
    return value if value is not None and 0 <= value <= 1 else None
