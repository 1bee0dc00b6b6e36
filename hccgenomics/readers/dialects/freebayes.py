"""FreeBayes: ``RO`` counts the reference's reads, ``AO`` those of every alternate allele.

The depth here is ``RO`` plus all of ``AO``: ``DP`` also counts reads with alleles that were not
called (https://github.com/freebayes/freebayes, README, "Reading the output"). Where a pipeline
took ``RO`` out of FORMAT, as megSAP does, ``DP`` is what is left of the depth, and the fraction is
``AO`` of it. ``DPR`` of versions before 1.1 begins with ``DP`` and not with ``RO``, and is not
used. FreeBayes itself says nothing of origin; scripts that call tumour and normal with it set the
flag ``SOMATIC``.

Compared with real output of 0.9.20 (test data of imgag/ngs-bits) and 1.3 (of imgag/megSAP).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import CallerTag, Support
from hccgenomics.readers.dialect import (
    Dialect,
    count,
    first_match,
    is_named,
    per_allele,
    source_of,
    spec_support,
)
from hccgenomics.vocabulary import CallerSays, CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_SIGNATURE: Final = ("RO", "AO", "QR", "QA")


def _recognises(header: VcfHeader) -> bool:
    return is_named(header, "freebayes") or frozenset(_SIGNATURE) <= header.ids("FORMAT")


def _support(written: Written) -> Support:
    fields = written.fields
    if "RO" not in fields and "AO" not in fields:
        return spec_support(written)
    texts = per_allele(fields.get("AO"), alleles=len(written.alleles) - 1)
    alternates = [count(text) for text in texts]
    ref_depth = count(fields.get("RO"))
    known = [depth for depth in (ref_depth, *alternates) if depth is not None]
    depth = sum(known) if len(known) == len(written.alleles) else None
    if "RO" not in fields:
        depth = count(fields.get("DP"))
    return Support(ref_depth, alternates[written.alt_index - 1], depth)


def _tag(written: Written) -> CallerTag | None:
    if "SOMATIC" in written.info:
        return CallerTag(CallerSays.SOMATIC, "SOMATIC")
    return None


def _version(header: VcfHeader) -> str | None:
    return first_match(r"v([0-9][\w.-]*)", [source_of(header, "freebayes") or ""])


DIALECT = Dialect(
    name="freebayes",
    recognises=_recognises,
    support=_support,
    title="FreeBayes",
    documentation="https://github.com/freebayes/freebayes",
    tier=DialectTier.EXACT,
    scope=CallerScope.EITHER,
    needs=frozenset({"RO", "AO"}),
    marks=(frozenset({"RO", "AO", "QA"}),),
    info=frozenset({"SOMATIC"}),
    tag=_tag,
    version=_version,
    quirk="AO has one count per alternate allele; the depth is RO plus all of AO, for DP counts "
    "reads with alleles that were not called; it is the depth only where RO was taken out; DPR is "
    "not used.",
)
