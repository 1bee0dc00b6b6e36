"""The places that a laboratory's settings name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate import promoter
from hccgenomics.errors import SettingsError
from hccgenomics.interpret.rescue import RULES
from hccgenomics.model.genome import Interval, canonical_contig

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.curated import MarkerComponent
    from hccgenomics.model.settings import RegionThresholds, Settings
    from hccgenomics.pipeline.models import Models

PROMOTER: Final = f"{promoter.GENE} promoter"
_PLACE: Final = re.compile(r"([^:\s]+):([\d,]+)(?:-([\d,]+))?")
_WHERE: Final = "settings"


def regions_of(settings: Settings, models: Models) -> tuple[tuple[Interval, RegionThresholds], ...]:
    """Where other thresholds hold, in the order of the settings.

    Raises:
        SettingsError: A region is no gene of the panel, no promoter and no place.
    """
    return tuple((_interval(own.region, models), own) for own in settings.by_region)


def check_genes(settings: Settings, genes: frozenset[str]) -> None:
    """Refuse a rescue that is neither a rule nor a gene, and a ``germline_genes`` that is no gene.

    Neither would do anything, and nobody would know.

    Args:
        settings: The laboratory's choices.
        genes: Of the panel, and the driver genes beyond it.

    Raises:
        SettingsError: The first of them.
    """
    for code in settings.rescues:
        if code not in RULES and code not in genes:
            raise SettingsError(
                f"rescues: {code!r} is neither a rule nor a gene of the panel.",
                where=_WHERE,
                hint=f"The rules are {', '.join(RULES)}; a gene is named by its HGNC symbol.",
            )
    for gene in settings.germline_genes:
        if gene not in genes:
            raise SettingsError(
                f"germline_genes: {gene!r} is no gene of the panel.",
                where=_WHERE,
                hint="A gene is named by its HGNC symbol; 'hccgenomics resources show' lists them.",
            )


def check_validated_limits(settings: Settings, components: Iterable[MarkerComponent]) -> None:
    """Refuse a validated limit of what is neither a marker nor a gene of one.

    Raises:
        SettingsError: The first of them.
    """
    names = {name for one in components for name in (one.marker, one.gene)}
    for name in settings.validated_limits:
        if name not in names:
            raise SettingsError(
                f"validated_limits: {name!r} is neither a marker nor a gene of one.",
                where=_WHERE,
                hint="Markers are named as in the report: 'TERT promoter', 'TP53'.",
            )


def _interval(region: str, models: Models) -> Interval:
    if region == PROMOTER:
        return promoter.window(models.gene(promoter.GENE).select)
    if region in models.symbols:
        return models.span(region)
    match = _PLACE.fullmatch(region)
    contig = None if match is None else canonical_contig(match[1])
    first, last = (0, 0) if match is None else (_base(match[2]), _base(match[3] or match[2]))
    if contig is None or not 0 < first <= last:
        raise SettingsError(
            f"by_region: {region!r} is no gene of the panel and no place.",
            where=_WHERE,
            hint=f"Write a gene, {PROMOTER!r}, or a place such as chr5:1295013-1295213.",
        )
    return Interval(contig, first - 1, last)


def _base(text: str) -> int:
    digits = text.replace(",", "")
    return int(digits) if digits.isdecimal() and len(digits) < _MOST_DIGITS else 0


_MOST_DIGITS: Final = 12
