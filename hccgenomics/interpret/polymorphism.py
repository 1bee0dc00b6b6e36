"""What a population file says of a variant: whether people without cancer carry it.

A frequency tells of germline only where the file vouches for its record, has typed enough people,
and tumours or clones of blood cells do not recur at the place: such clones are in every such file
(Gudmundsson 2023, doi:10.1007/s00439-023-02526-4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import origin_wording as wording
from hccgenomics.model.alteration import Finding, OriginReason
from hccgenomics.vocabulary import Origin, PopulationState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.population import PopulationRecord
    from hccgenomics.model.settings import Settings

NEARBY: Final = 1000
"""Bases on either side within which a file that covers a place has some record."""

HOTSPOTS: Final = frozenset(
    {
        "promoter_hotspot",
        "hotspot_codon",
        "inframe_hotspot",
        "activating_exon_loss",
        "recurrent_change",
        "haematopoietic_codon",
    }
)
"""Driver rules that speak of a place where tumours, or clones of blood cells, recur."""

_SILENT: Final = {
    PopulationState.NOT_IN_FILE: ("population_absent", wording.POPULATION_ABSENT),
    PopulationState.NOTHING_NEARBY: (
        "population_not_covered",
        wording.POPULATION_NOTHING.format(reach=f"{NEARBY:,}"),
    ),
    PopulationState.NO_CONTIG: ("population_without_contig", wording.POPULATION_NO_CONTIG),
    PopulationState.NOT_LOOKED_UP: ("population_not_asked", wording.POPULATION_NOT_LOOKED_UP),
}


def is_hotspot(findings: Iterable[Finding]) -> bool:
    """Whether a driver rule speaks of a place where tumours, or clones of blood cells, recur.

    >>> is_hotspot(())
    False
    """
    return any(finding.code in HOTSPOTS for finding in findings)


def read_population(record: PopulationRecord | None, settings: Settings) -> OriginReason:
    """What the file says of the origin; a hotspot is not yet thought of."""
    if record is None:
        return OriginReason("no_population", None, wording.NO_POPULATION)
    if record.state is not PopulationState.FOUND:
        return OriginReason(*_silent(record.state))
    doubt = _doubt(record, settings)
    if doubt is not None:
        return doubt
    least = settings.likely_germline_population_af
    words = {"field": record.highest_field, "af": frequency(record.highest), "least": f"{least:g}"}
    if record.highest is None or record.highest < least:
        return OriginReason("population_rare", None, wording.POPULATION_RARE.format(**words))
    why = wording.POPULATION_COMMON.format(**words, homozygotes=_homozygotes(record))
    return OriginReason("population_common", Origin.LIKELY_GERMLINE, why)


def _silent(state: PopulationState) -> tuple[str, None, str]:
    code, why = _SILENT[state]
    return code, None, why


def _doubt(record: PopulationRecord, settings: Settings) -> OriginReason | None:
    """Why a frequency is not used, if it is not."""
    if record.highest is None:
        return OriginReason("population_without_frequency", None, wording.POPULATION_NO_AF)
    af = frequency(record.highest)
    if record.filters:
        why = wording.POPULATION_FILTERED.format(filters=", ".join(record.filters), af=af)
        return OriginReason("population_filtered", None, why)
    least, count = settings.min_population_count, _count(record)
    if count is not None and count < least and _would_matter(record, settings):
        words = {"count": count, "alleles": record.alleles, "least": least, "af": af}
        return OriginReason("population_few_alleles", None, wording.POPULATION_FEW.format(**words))
    return None


def _would_matter(record: PopulationRecord, settings: Settings) -> bool:
    """Whether the frequency, if it could be used, would speak for germline."""
    return (record.highest or 0.0) >= settings.likely_germline_population_af


def _count(record: PopulationRecord) -> int | None:
    """How often the allele was seen, where the file says enough to tell."""
    if record.af is None or record.alleles is None:
        return None
    return round(record.af * record.alleles)


def _homozygotes(record: PopulationRecord) -> str:
    if not record.homozygotes:
        return ""
    people = "1 person" if record.homozygotes == 1 else f"{record.homozygotes:,} people"
    carry = "carries" if record.homozygotes == 1 else "carry"
    return wording.HOMOZYGOTES.format(people=people, carry=carry)


def frequency(af: float | None) -> str:
    """An allele frequency as such files write it.

    >>> frequency(0.00123456), frequency(2.5e-06)
    ('0.00123', '2.5e-06')
    """
    return "an unstated frequency" if af is None else f"{af:.3g}"


def against_driver(
    record: PopulationRecord | None,
    settings: Settings,
    *,
    is_mere_germline: bool,
    is_recurrent: bool,
) -> tuple[Finding, ...]:
    """The finding that argues against a driver, where the variant is a polymorphism.

    Args:
        record: What the population file says.
        settings: With the frequencies that count.
        is_mere_germline: Whether it is likely germline in a gene that is not known for hereditary
            disease; then it need not be common.
        is_recurrent: Whether tumours, or clones of blood cells, recur at the place.
    """
    if is_recurrent or record is None or record.highest is None:
        return ()
    if _doubt(record, settings) is not None:
        return ()
    words = {"af": frequency(record.highest), "field": record.highest_field}
    least = settings.common_population_af
    if record.highest >= least:
        why = wording.COMMON_POLYMORPHISM.format(**words, least=f"{least:g}")
        return (Finding("common_polymorphism", drives=False, why=why),)
    least = settings.likely_germline_population_af
    if is_mere_germline and record.highest >= least:
        why = wording.LIKELY_POLYMORPHISM.format(**words, least=f"{least:g}")
        return (Finding("likely_polymorphism", drives=False, why=why),)
    return ()
