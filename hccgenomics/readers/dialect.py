"""What a dialect is, and the part of VCF that every caller agrees on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.errors import DialectError
from hccgenomics.model.variant import Support
from hccgenomics.readers.integers import integer
from hccgenomics.vocabulary import CallerScope, DialectTier

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hccgenomics.model.variant import CallerTag
    from hccgenomics.readers.header import VcfHeader

    Roles = tuple[str | None, str | None]
    """The names of the tumour's and the normal's column, as far as they are told."""


KEPT: Final = 4096
"""Values remembered: counts of reads and fractions come again and again."""


class BadCountError(ValueError):
    """A FORMAT value is no count or fraction; what it was is its text."""


class Written(NamedTuple):
    """What a record says of one alternate allele in one sample, unread.

    Attributes:
        alleles: Those of the record as they are spelled, the reference first.
        alt_index: The place of the alternate allele among them, from one.
        fields: FORMAT of the sample, by key; empty where the file has no columns.
        info: INFO of the record, by key, of the keys the dialect asks for; flags have no text.
            Empty for the matched normal, for INFO speaks of the tumour.
        filters: What the caller objects to; empty for ``PASS`` and for ``.``.
    """

    alleles: Sequence[str]
    alt_index: int
    fields: Mapping[str, str]
    info: Mapping[str, str] = MappingProxyType({})
    filters: tuple[str, ...] = ()


def no_tag(written: Written) -> CallerTag | None:
    """The judgement of a caller that says nothing of where an allele comes from."""
    del written
    return None


def no_version(header: VcfHeader) -> str | None:
    """The version of a caller that does not state it."""
    del header
    return None


def no_roles(header: VcfHeader) -> Roles:
    """The columns of a caller that does not tell whose they are."""
    del header
    return None, None


@dataclass(frozen=True, slots=True)
class Dialect:
    """One caller's way of writing VCF.

    Attributes:
        name: As ``--caller`` and the report spell it.
        recognises: Whether this caller wrote a header.
        support: Where it keeps its counts; a value that cannot be read raises ``BadCountError``.
        title: The caller as its authors write it.
        documentation: Where they say what its fields mean.
        tier: Whether the module was held against real output.
        scope: What the caller looks for.
        needs: FORMAT or INFO fields of which a header must declare one for the dialect to fit.
        info: INFO fields that ``support`` and ``tag`` read.
        tag: What the caller says of an allele's origin.
        version: The caller's version as a header states it.
        roles: Whose the columns are, where the caller has its own way of saying so.
        note: What a reader of the report must know of files read this way, or "".
        quirk: What a reader of the documentation must know of them.
    """

    name: str
    recognises: Callable[[VcfHeader], bool]
    support: Callable[[Written], Support]
    title: str = ""
    documentation: str = ""
    tier: DialectTier = DialectTier.UNTESTED
    scope: CallerScope = CallerScope.SOMATIC
    needs: frozenset[str] = frozenset()
    info: frozenset[str] = frozenset()
    tag: Callable[[Written], CallerTag | None] = no_tag
    version: Callable[[VcfHeader], str | None] = no_version
    roles: Callable[[VcfHeader], Roles] = no_roles
    note: str = ""
    quirk: str = ""

    def check_fits(self, header: VcfHeader, *, where: str) -> None:
        """Raise if the header declares none of the fields that this caller writes."""
        declared = header.ids("FORMAT") | header.ids("INFO")
        if self.needs and declared and not self.needs & declared:
            raise DialectError(
                f"The caller {self.name} does not fit: the header declares none of the "
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


def stated_fraction(written: Written, key: str = "AF") -> float | None:
    """FORMAT ``AF``: one value per alternate allele (VCF 4.3, table 2)."""
    values = per_allele(written.fields.get(key), alleles=len(written.alleles) - 1)
    return fraction(values[written.alt_index - 1])


def spec_support(written: Written) -> Support:
    """``AD``, else ``DP``, as the VCF specification defines them; nothing is derived.

    ``AD`` counts the informative reads of every allele, the reference first; their sum is the
    depth. Without it ``DP`` is the depth, and how it divides is unknown.
    """
    fields, total = written.fields, len(written.alleles)
    depths = [count(value) for value in per_allele(fields.get("AD"), alleles=total)]
    known = [depth for depth in depths if depth is not None]
    depth = sum(known) if len(known) == total else count(fields.get("DP"))
    if len(known) < total and depths[written.alt_index] is not None:
        depth = None  # DP may count other reads than AD: the two are not mixed
    return Support(
        ref_depth=depths[0],
        alt_depth=depths[written.alt_index],
        depth=depth,
        stated_vaf=stated_fraction(written),
    )


def wanted_info(text: str, keys: frozenset[str]) -> dict[str, str]:
    """The INFO fields a dialect asks for; a flag has the empty text.

    >>> wanted_info("DP=9;SOMATIC;AF=0.1", frozenset({"AF", "SOMATIC"}))
    {'SOMATIC': '', 'AF': '0.1'}
    """
    items = (item.partition("=") for item in text.split(";"))
    return {key: value for key, _, value in items if key in keys}
