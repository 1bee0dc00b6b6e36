"""What a record of a population file says, by the fields of whoever published it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.errors import UnreadableError
from hccgenomics.model.population import PopulationRecord
from hccgenomics.vocabulary import PopulationState

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from hccgenomics.readers.header import VcfHeader

AF: Final = ("AF", "AF_joint", "AF_genomes", "AF_exomes")
POPMAX: Final = (
    "AF_grpmax", "AF_popmax", "AF_grpmax_joint", "AF_grpmax_genomes", "AF_grpmax_exomes",
)  # fmt: skip
ALLELES: Final = ("AN", "AN_joint", "AN_genomes", "AN_exomes")
HOMOZYGOTES: Final = ("nhomalt", "nhomalt_joint", "nhomalt_genomes", "nhomalt_exomes", "Hom")
GROUPS: Final = re.compile(r"(?:AFR|AMR|EAS|EUR|SAS)_AF|AF[_-](?:joint_)?(?:afr|amr|eas|nfe|sas)")
"""Frequencies of groups: those of the 1000 Genomes, and gnomAD's without the groups that a few
founders made (Finns, Ashkenazi, Amish), as gnomAD's own maximum leaves them out."""
OTHERS: Final = ("CAF", "FREQ", "TOPMED", "MAF", "AC", "GNOMAD_AF", "gnomAD_AF")
"""Fields that hold frequencies in other ways, for the message that refuses them."""


class PopulationRow(NamedTuple):
    """One record as it stands.

    Attributes:
        pos: First base of ``ref``, from one.
        alts: In file order.
        filters: Empty for ``PASS`` and for ``.``.
        info: Unparsed.
    """

    pos: int
    ref: str
    alts: tuple[str, ...]
    filters: tuple[str, ...]
    info: str


@dataclass(frozen=True, slots=True)
class Fields:
    """Which INFO fields a file keeps its figures in; ``None`` where it has none.

    Attributes:
        af: Of everybody.
        popmax: Of one group, the highest.
        groups: Of single groups, where no field holds the highest.
    """

    af: str
    popmax: str | None
    groups: tuple[str, ...]
    alleles: str | None
    homozygotes: str | None

    @property
    def of_groups(self) -> str | None:
        """How the report names what ``popmax`` is read from."""
        if self.popmax is not None:
            return self.popmax
        return ", ".join(self.groups) or None

    def record(self, row: PopulationRow, index: int) -> PopulationRecord:
        """What a row says of its allele number ``index``, from zero."""
        info = dict(item.split("=", 1) for item in row.info.split(";") if "=" in item)
        alleles = len(row.alts)

        def frequency(key: str) -> float | None:
            return _fraction(_of_allele(info.get(key), index, alleles))

        fields = (self.popmax,) if self.popmax is not None else self.groups
        known = {key: af for key in fields if (af := frequency(key)) is not None}
        highest = max(known, key=known.__getitem__, default=None)
        return PopulationRecord(
            PopulationState.FOUND,
            af=frequency(self.af),
            af_field=self.af,
            popmax=None if highest is None else known[highest],
            popmax_field=highest,
            alleles=_count(_of_allele(info.get(self.alleles or ""), 0, 1)),
            homozygotes=_count(_of_allele(info.get(self.homozygotes or ""), index, alleles)),
            filters=row.filters,
        )


def _of_allele(text: str | None, index: int, alleles: int) -> str | None:
    """The value of one alternate allele; unknown if there is another number of values.

    >>> _of_allele("0.1,0.2", 1, 2), _of_allele("0.1", 1, 2), _of_allele(None, 0, 1)
    ('0.2', None, None)
    """
    values = [] if text is None else text.split(",")
    return values[index] if len(values) == alleles else None


def _fraction(text: str | None) -> float | None:
    """A number from 0 to 1; anything else says nothing."""
    try:
        value = float(text) if text else -1.0
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def _count(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() else None


def find_fields(header: VcfHeader, *, where: str) -> Fields:
    """The fields of a file, by what its header declares.

    Raises:
        UnreadableError: It declares no allele frequency.
    """
    declared = header.ids("INFO")
    af = _first(AF, declared)
    if af is None:
        raise _without_frequency(declared, where=where)
    popmax = _first(POPMAX, declared)
    groups = () if popmax else tuple(sorted(name for name in declared if GROUPS.fullmatch(name)))
    return Fields(
        af=af,
        popmax=popmax,
        groups=groups,
        alleles=_first(ALLELES, declared),
        homozygotes=_first(HOMOZYGOTES, declared),
    )


def _first(names: Iterable[str], declared: Collection[str]) -> str | None:
    return next((name for name in names if name in declared), None)


def _without_frequency(declared: Collection[str], *, where: str) -> UnreadableError:
    other = _first(OTHERS, declared)
    beside = f" (it has {other}, which is not read)" if other else ""
    return UnreadableError(
        f"The population file declares no INFO field AF{beside}.",
        where=where,
        hint="Pass gnomAD sites or another VCF with allele frequencies in AF.",
    )
