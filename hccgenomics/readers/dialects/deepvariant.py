"""DeepVariant, and joint calls of its gVCFs by GLnexus: germline genotypes.

``VAF`` (one per alternate allele) is ``AD`` over ``DP``, which counts reads with further alleles
too. ``RefCall`` is a site that the model takes for reference. Pipelines rename ``VAF`` to ``AF``.
Compared with ``VcfMerge_SR_DV`` of imgag/ngs-bits (1.9.0) and a GLnexus file of
Clinical-Genomics/scout (https://github.com/google/deepvariant, docs/FAQ.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.model.variant import Support
from hccgenomics.readers.dialect import Dialect, stated_fraction, support_within_depth
from hccgenomics.readers.judgement import by_filters
from hccgenomics.readers.signature import named_source, number_in, source_version, stated
from hccgenomics.vocabulary import CallerSays, CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader


def is_somatic(header: VcfHeader) -> bool:
    """Whether DeepSomatic wrote it, which shares its lines: it alone declares ``GERMLINE``."""
    named = named_source(header, "deepsomatic") is not None
    return named or "GERMLINE" in header.ids("FILTER")


def wrote(header: VcfHeader) -> bool:
    """Whether DeepVariant or DeepSomatic wrote it, or GLnexus joined their gVCFs."""
    signed = named_source(header, "deepvariant", "deepsomatic") is not None
    joined = (stated(header, "GLnexusConfigName") or "").startswith("DeepVariant")
    return signed or joined or "DeepVariant_version" in header.meta


def deepvariant_version(header: VcfHeader) -> str | None:
    """As its own line says, else ``##source=``; GLnexus drops both."""
    own = number_in(stated(header, "DeepVariant_version"))
    return own or source_version(header, "deepvariant", "deepsomatic")


def deepvariant_support(written: Written) -> Support:
    """``AD`` within ``DP``; the fraction stated as ``VAF``, or ``AF`` after a renaming."""
    made = support_within_depth(written, "VAF")
    if made.stated_vaf is not None:
        return made
    fraction = stated_fraction(written)
    return Support(made.ref_depth, made.alt_depth, made.depth, stated_vaf=fraction)


def _recognises(header: VcfHeader) -> bool:
    return wrote(header) and not is_somatic(header)


DIALECT = Dialect(
    name="deepvariant",
    recognises=_recognises,
    support=deepvariant_support,
    title="DeepVariant (and GLnexus)",
    documentation="https://github.com/google/deepvariant/blob/r1.9/docs/FAQ.md",
    tier=DialectTier.EXACT,
    scope=CallerScope.GERMLINE,
    needs=frozenset({"VAF", "AD", "AF"}),
    tag=by_filters({"RefCall": CallerSays.NOT_SOMATIC}),
    version=deepvariant_version,
    quirk="VAF is AD of DP, which counts further alleles too; RefCall is no call of a variant",
)
