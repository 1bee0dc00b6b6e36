"""SAGE, and PAVE and PURPLE after it (Hartwig Medical Foundation).

``AD`` counts the reads of both alleles; ``AF`` is one value, ``AD`` over ``DP``, which at indels
counts reads that fit neither. ``PURPLE_AF`` in INFO is the fraction after adjustment for purity and
copy number: it may exceed 1 and is no share of reads, so it is not read. ``TIER`` ranks the place
(hotspot, panel, …), not the origin. Columns come in either order; Hartwig's names end in T for the
tumour and R for the reference. Compared with the PURPLE files of hartwigmedical/hmftools (SAGE 3.4
and 4.0; https://github.com/hartwigmedical/hmftools/tree/master/sage).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.readers.dialect import Dialect, filter_tag, is_named, support_within_depth
from hccgenomics.readers.signature import number_in, source_version, stated
from hccgenomics.vocabulary import CallerSays, CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.model.variant import CallerTag
    from hccgenomics.readers.dialect import Roles, Written
    from hccgenomics.readers.header import VcfHeader

_SIGNATURE: Final = frozenset({"RC_CNT", "RC_QUAL"})
_TUMOUR: Final = re.compile(r"^(.+?)(?:T(?:I{1,3}|IV)?|_tumou?r(?:_sample)?)$", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"^(.+?)(?:R|_ref(?:erence)?(?:_sample)?)$", re.IGNORECASE)
_PAIR: Final = 2

_FILTERS: Final = {
    "PONGnomad": CallerSays.GERMLINE,
    "PON_GNOMAD": CallerSays.GERMLINE,
    "maxGermlineVAF": CallerSays.NOT_SOMATIC,
    "max_germline_vaf": CallerSays.NOT_SOMATIC,
    "maxGermlineAltSupport": CallerSays.NOT_SOMATIC,
    "max_germline_alt_support": CallerSays.NOT_SOMATIC,
    "maxGermlineRelQual": CallerSays.NOT_SOMATIC,
    "maxGermlineRelRawBaseQual": CallerSays.NOT_SOMATIC,
    "max_germline_rel_raw_base_qual": CallerSays.NOT_SOMATIC,
    "PON": CallerSays.NOT_SOMATIC,
    "PONArtefact": CallerSays.NOT_SOMATIC,
}


def _recognises(header: VcfHeader) -> bool:
    signed = is_named(header, "sage") or "sageVersion" in header.meta
    return signed or header.ids("FORMAT") >= _SIGNATURE


def _version(header: VcfHeader) -> str | None:
    return number_in(stated(header, "sageVersion")) or source_version(header, "sage")


def _roles(header: VcfHeader) -> Roles:
    """``COLO829v003T`` beside ``COLO829v003R``: one stem, Hartwig's two endings."""
    if len(header.samples) != _PAIR:
        return None, None
    for tumour, normal in (header.samples, header.samples[::-1]):
        mine, other = _TUMOUR.match(tumour), _REFERENCE.match(normal)
        if mine and other and mine[1] == other[1]:
            return tumour, normal
    return None, None


def _tag(written: Written) -> CallerTag | None:
    return filter_tag(written, _FILTERS)


DIALECT = Dialect(
    name="sage",
    recognises=_recognises,
    support=support_within_depth,
    title="SAGE, PAVE, PURPLE (Hartwig)",
    documentation="https://github.com/hartwigmedical/hmftools/tree/master/sage",
    tier=DialectTier.EXACT,
    scope=CallerScope.EITHER,
    needs=frozenset({"AD", "RC_CNT"}),
    marks=(frozenset({"RC_CNT"}),),
    tag=_tag,
    version=_version,
    roles=_roles,
    quirk="PURPLE_AF is adjusted for purity and copy number and no share of reads: AD is read.",
)
