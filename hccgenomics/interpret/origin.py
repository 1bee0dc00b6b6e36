"""Where a variant is thought to come from, as far as a matched normal can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.vocabulary import Origin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model.settings import Settings
    from hccgenomics.model.variant import VariantCall


def origin_of(calls: Sequence[VariantCall], settings: Settings) -> Origin:
    """Likely somatic or germline by the normal's allele fraction; unknown without a normal.

    The highest fraction any of the calls reports for the normal decides.
    """
    fractions = [
        vaf
        for call in calls
        if call.normal_support is not None and (vaf := call.normal_support.vaf) is not None
    ]
    if not fractions:
        return Origin.UNKNOWN
    highest = max(fractions)
    if highest <= settings.likely_somatic_normal_vaf:
        return Origin.LIKELY_SOMATIC
    if highest >= settings.likely_germline_normal_vaf:
        return Origin.LIKELY_GERMLINE
    return Origin.UNKNOWN
