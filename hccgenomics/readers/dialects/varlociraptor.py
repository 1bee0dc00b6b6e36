"""Varlociraptor: events of a user's own scenario, each with its probability.

No counts of reads per allele: ``DP`` is the depth and ``AF`` the maximum a posteriori fraction,
which is kept as stated. ``PROB_<EVENT>`` in INFO are Phred-scaled, so the least is the most
probable event; those of the usual scenarios tell the origin
(https://varlociraptor.github.io/docs/calling/). Compared with real output, paired and tumour-only
(test data of umccr/vcf_stuff).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import CallerTag
from hccgenomics.readers.dialect import Dialect, per_allele, spec_support
from hccgenomics.readers.signature import number_in, stated
from hccgenomics.vocabulary import CallerSays, CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_SIGNATURE: Final = frozenset({"PROB_ABSENT", "PROB_ARTIFACT"})
_EVENTS: Final = {
    "PROB_SOMATIC": CallerSays.SOMATIC,
    "PROB_SOMATIC_TUMOR": CallerSays.SOMATIC,
    "PROB_SOMATIC_TUMOR_LOW": CallerSays.SOMATIC,
    "PROB_SOMATIC_TUMOR_HIGH": CallerSays.SOMATIC,
    "PROB_SOMATIC_NORMAL": CallerSays.NOT_SOMATIC,
    "PROB_GERMLINE": CallerSays.GERMLINE,
    "PROB_GERMLINE_HET": CallerSays.GERMLINE,
    "PROB_GERMLINE_HOM": CallerSays.GERMLINE,
    "PROB_ABSENT": CallerSays.NOT_SOMATIC,
    "PROB_ARTIFACT": CallerSays.NOT_SOMATIC,
}


def _recognises(header: VcfHeader) -> bool:
    named = any(key.startswith("varlociraptor") for key in header.meta)
    return named or header.ids("INFO") >= _SIGNATURE


def _tag(written: Written) -> CallerTag | None:
    """The most probable event, if it is one whose name tells the origin."""
    found = [(_phred(written, event), event) for event in _EVENTS if event in written.info]
    least, event = min(found, default=(math.inf, ""))
    return CallerTag(_EVENTS[event], event) if least < math.inf else None


def _phred(written: Written, event: str) -> float:
    values = per_allele(written.info[event], alleles=len(written.alleles) - 1)
    try:
        value = float(values[written.alt_index - 1] or "inf")
    except ValueError:
        return math.inf
    return math.inf if math.isnan(value) else value


def _version(header: VcfHeader) -> str | None:
    return number_in(stated(header, "varlociraptor_version", "varlociraptorVersion"))


DIALECT = Dialect(
    name="varlociraptor",
    recognises=_recognises,
    support=spec_support,
    title="Varlociraptor",
    documentation="https://varlociraptor.github.io/docs/calling/",
    tier=DialectTier.EXACT,
    scope=CallerScope.EITHER,
    needs=frozenset({"AF", "DP"}),
    info=frozenset(_EVENTS),
    tag=_tag,
    version=_version,
    quirk="No counts per allele: AF is a posterior estimate and kept as stated.",
)
