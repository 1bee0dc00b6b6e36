"""DeepVariant (germline, and GLnexus after it) and DeepSomatic, which signs as DeepVariant.

``VAF`` (one per alternate allele) is ``AD`` over ``DP``, which counts reads with further alleles
too; pipelines rename it ``AF``. ``RefCall`` is a site that the model takes for reference.
DeepSomatic has one column, the tumour's, whether or not a normal was read; the filter ``GERMLINE``
is its own, and its ``PASS`` is a judgement of origin: somatic alleles are ``1/1`` at any fraction
(https://github.com/google/deepvariant, docs/FAQ.md; https://github.com/google/deepsomatic).

Compared with real output: ``VcfMerge_SR_DV`` of imgag/ngs-bits (1.9.0), a GLnexus file of
Clinical-Genomics/scout, and ``vc_deepsomatic_out1`` to ``out4`` of imgag/megSAP (1.9.0).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import CallerTag, Support
from hccgenomics.readers.dialect import (
    Dialect,
    filter_tag,
    is_named,
    stated_fraction,
    support_within_depth,
)
from hccgenomics.readers.signature import number_in, source_version, stated
from hccgenomics.vocabulary import CallerSays, CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_NAMES: Final = ("deepvariant", "deepsomatic")
_FILTERS: Final = {
    "GERMLINE": CallerSays.GERMLINE,
    "RefCall": CallerSays.NOT_SOMATIC,
}


def _wrote(header: VcfHeader) -> bool:
    joined = (stated(header, "GLnexusConfigName") or "").startswith("DeepVariant")
    return is_named(header, *_NAMES) or joined or "DeepVariant_version" in header.meta


def _is_somatic(header: VcfHeader) -> bool:
    return is_named(header, "deepsomatic") or "GERMLINE" in header.ids("FILTER")


def _recognises_germline(header: VcfHeader) -> bool:
    return _wrote(header) and not _is_somatic(header)


def _recognises_somatic(header: VcfHeader) -> bool:
    return _wrote(header) and _is_somatic(header)


def _support(written: Written) -> Support:
    made = support_within_depth(written, "VAF")
    if made.stated_vaf is not None:
        return made
    fraction = stated_fraction(written)
    return Support(made.ref_depth, made.alt_depth, made.depth, stated_vaf=fraction)


def _germline_tag(written: Written) -> CallerTag | None:
    return filter_tag(written, _FILTERS)


def _somatic_tag(written: Written) -> CallerTag | None:
    if not written.filters:
        return CallerTag(CallerSays.SOMATIC, "FILTER=PASS")
    return filter_tag(written, _FILTERS)


def _version(header: VcfHeader) -> str | None:
    """As its own line says, else ``##source``; GLnexus drops both."""
    own = number_in(stated(header, "DeepVariant_version"))
    return own or source_version(header, *_NAMES)


DIALECT = Dialect(
    name="deepvariant",
    recognises=_recognises_germline,
    support=_support,
    title="DeepVariant (and GLnexus)",
    documentation="https://github.com/google/deepvariant/blob/r1.9/docs/FAQ.md",
    tier=DialectTier.EXACT,
    scope=CallerScope.GERMLINE,
    needs=frozenset({"VAF", "AD", "AF"}),
    marks=(frozenset({"VAF"}),),
    tag=_germline_tag,
    version=_version,
    quirk="VAF is AD of DP, which counts further alleles too; RefCall is no call of a variant.",
)
SOMATIC = Dialect(
    name="deepsomatic",
    recognises=_recognises_somatic,
    support=_support,
    title="DeepSomatic",
    documentation="https://github.com/google/deepsomatic",
    tier=DialectTier.EXACT,
    scope=CallerScope.SOMATIC,
    needs=frozenset({"VAF", "AD", "AF"}),
    marks=(frozenset({"VAF"}),),
    tag=_somatic_tag,
    version=_version,
    quirk="Signs as DeepVariant and is told by its filter GERMLINE; somatic genotypes are 1/1 at "
    "any fraction.",
)
