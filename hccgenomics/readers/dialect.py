"""What a dialect is, and the part of VCF that every caller agrees on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

from hccgenomics.errors import DialectError
from hccgenomics.model.variant import Support
from hccgenomics.readers.integers import integer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hccgenomics.readers.header import VcfHeader


KEPT: Final = 4096
"""Values remembered: counts of reads and fractions come again and again."""


class BadCountError(ValueError):
    """A FORMAT value is no count or fraction; what it was is its text."""


class ReadsSupport(Protocol):
    """A function that knows where one caller keeps its read counts."""

    def __call__(self, fields: Mapping[str, str], *, alleles: Sequence[str], index: int) -> Support:
        """The reads for allele ``index`` (0 is the reference) among the FORMAT fields.

        Raises:
            BadCountError: A value is there and cannot be read.
        """


@dataclass(frozen=True, slots=True)
class Dialect:
    """One caller's way of writing VCF.

    Attributes:
        name: As ``--caller`` and the report spell it.
        recognises: Whether this caller wrote a header.
        support: Where it keeps its counts.
        needs: FORMAT fields of which a header must declare one for the dialect to fit.
        note: What a reader of the report must know of files read this way, or "".
    """

    name: str
    recognises: Callable[[VcfHeader], bool]
    support: ReadsSupport
    needs: frozenset[str] = frozenset()
    note: str = ""

    def check_fits(self, header: VcfHeader, *, where: str) -> None:
        """Raise if the header declares none of the fields that this caller writes."""
        declared = header.ids("FORMAT")
        if self.needs and declared and not self.needs & declared:
            raise DialectError(
                f"The caller {self.name} does not fit: the header declares none of the FORMAT "
                f"fields {', '.join(sorted(self.needs))}.",
                where=where,
                hint="Leave --caller out, or name the caller that wrote the file.",
            )


@lru_cache(maxsize=KEPT)
def count(text: str | None) -> int | None:
    """A number of reads; ``None`` where the caller gives none.

    >>> count("12"), count("."), count(None)
    (12, None, None)
    """
    if text is None or text in {".", ""}:
        return None
    number = integer(text)
    if number is None:
        raise BadCountError(text)
    return number


@lru_cache(maxsize=KEPT)
def fraction(text: str | None) -> float | None:
    """A number from 0 to 1; ``None`` where the caller gives none.

    >>> fraction("9e-04")
    0.0009
    """
    if text is None or text in {".", ""}:
        return None
    try:
        value = float(text)
    except ValueError:
        raise BadCountError(text) from None
    if math.isnan(value) or not 0 <= value <= 1:
        raise BadCountError(text)
    return value


def per_allele(text: str | None, *, alleles: int) -> tuple[str | None, ...]:
    """One value per allele; all unknown if there is another number of them.

    >>> per_allele("90,10", alleles=2), per_allele("7", alleles=2)
    (('90', '10'), (None, None))
    """
    values = () if text is None else tuple(text.split(","))
    return values if len(values) == alleles else (None,) * alleles


def stated_fraction(fields: Mapping[str, str], *, alleles: int, index: int) -> float | None:
    """FORMAT ``AF``: one value per alternate allele (VCF 4.3, table 2)."""
    return fraction(per_allele(fields.get("AF"), alleles=alleles - 1)[index - 1])


def spec_support(fields: Mapping[str, str], *, alleles: Sequence[str], index: int) -> Support:
    """``AD``, else ``DP``, as the VCF specification defines them; nothing is derived.

    ``AD`` counts the informative reads of every allele, the reference first; their sum is the
    depth. Without it ``DP`` is the depth, and how it divides is unknown.
    """
    total = len(alleles)
    depths = [count(value) for value in per_allele(fields.get("AD"), alleles=total)]
    known = [depth for depth in depths if depth is not None]
    depth = sum(known) if len(known) == total else count(fields.get("DP"))
    if len(known) < total and depths[index] is not None:
        depth = None  # DP may count other reads than AD: the two are not mixed
    return Support(
        ref_depth=depths[0],
        alt_depth=depths[index],
        depth=depth,
        stated_vaf=stated_fraction(fields, alleles=total, index=index),
    )
