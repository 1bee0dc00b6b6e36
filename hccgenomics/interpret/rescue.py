"""Named rescues: alleles that were left out and are shown all the same, never as findings.

A filter that suits most of a panel can remove the very allele a board asks for. A rescue names such
an allele with its filters, as *below caller's filter*; it makes nothing present, and no marker
absent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import sieve_wording as wording
from hccgenomics.interpret.residues import RECURRENT_CHANGE
from hccgenomics.interpret.sieve import is_about_origin
from hccgenomics.vocabulary import AsideStatus, DropReason, PromoterVerdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hccgenomics.model.alteration import SmallAlteration

HOTSPOT_CODES: Final = frozenset({"hotspot_codon", "inframe_hotspot", RECURRENT_CHANGE})
"""Findings of the driver rules that name a place where changes recur."""


@dataclass(frozen=True, slots=True)
class Rescue:
    """A rule by which an allele that was left out is named.

    Attributes:
        code: As the settings switch it on.
        why: What is lost without it.
        source: Who says so.
    """

    code: str
    why: str
    source: str


TERT_PROMOTER: Final = Rescue(
    "tert_promoter", wording.RESCUE_PROMOTER, wording.RESCUE_PROMOTER_SOURCE
)
HOTSPOT: Final = Rescue("hotspot", wording.RESCUE_HOTSPOT, wording.RESCUE_HOTSPOT_SOURCE)
SETTINGS: Final = "settings"


def _is_promoter_hotspot(alteration: SmallAlteration) -> bool:
    finding = alteration.promoter
    return finding is not None and finding.verdict is PromoterVerdict.HOTSPOT


def _is_hotspot(alteration: SmallAlteration) -> bool:
    return any(found.drives and found.code in HOTSPOT_CODES for found in alteration.findings)


RULES: Final[dict[str, tuple[Rescue, Callable[[SmallAlteration], bool]]]] = {
    TERT_PROMOTER.code: (TERT_PROMOTER, _is_promoter_hotspot),
    HOTSPOT.code: (HOTSPOT, _is_hotspot),
}


def rescue_of(alteration: SmallAlteration, chosen: Iterable[str]) -> Rescue | None:
    """The first of the rules chosen that names an allele; any other word is a gene."""
    for code in chosen:
        if code not in RULES:
            if code == alteration.gene:
                return Rescue(code, wording.RESCUE_CHOSEN, SETTINGS)
            continue
        rescue, names = RULES[code]
        if names(alteration):
            return rescue
    return None


def status_of(alteration: SmallAlteration, reason: DropReason) -> AsideStatus:
    """What is said of a driver allele that was left out for this reason."""
    if reason is DropReason.FILTERED:
        about_origin = any(map(is_about_origin, alteration.calls))
        return AsideStatus.CALLED_NOT_SOMATIC if about_origin else AsideStatus.BELOW_CALLER_FILTER
    if reason is DropReason.NOT_IN_TUMOUR:
        return AsideStatus.NOT_CARRIED
    return AsideStatus.BELOW_SETTING
