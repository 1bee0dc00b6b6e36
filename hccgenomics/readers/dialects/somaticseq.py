"""SomaticSeq: its own counts from the reads, over the union of several callers.

``DP4`` counts reference and alternate reads per strand, ``VAF`` is their ratio, rounded. The file
is an ensemble, yet of one form (https://github.com/bioinform/somaticseq, "Output"): FILTER is
``PASS``, ``LowQual`` or ``REJECT``, and the flags of the callers stand in one INFO field named by
their letters.

Compared with real output of 3.9, paired and tumour-only (test data of bioinform/somaticseq):
``VAF`` is the ratio of ``DP4`` in each of 392 columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import CallerTag, Support
from hccgenomics.readers.dialect import (
    Dialect,
    declares,
    first_match,
    four_way,
    fraction,
    is_named,
)
from hccgenomics.vocabulary import CallerSays, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_BI_ALLELIC: Final = 2


def _recognises(header: VcfHeader) -> bool:
    named = "SomaticSeq" in header.meta or is_named(header, "somaticseq")
    return named or declares(header, "CD4", "refMQ", "altMQ")


def _support(written: Written) -> Support:
    if len(written.alleles) > _BI_ALLELIC:
        return Support()
    ref_depth, alt_depth = four_way(written.fields.get("DP4"))
    return Support(ref_depth, alt_depth, stated_vaf=fraction(written.fields.get("VAF")))


def _tag(written: Written) -> CallerTag | None:
    if "REJECT" in written.filters:
        return CallerTag(CallerSays.NOT_SOMATIC, "FILTER=REJECT")
    return CallerTag(CallerSays.SOMATIC, "SOMATIC") if "SOMATIC" in written.info else None


def _version(header: VcfHeader) -> str | None:
    return first_match(r"v?([0-9]+(?:\.[0-9]+)*)", header.values("SomaticSeq"))


DIALECT = Dialect(
    name="somaticseq",
    recognises=_recognises,
    support=_support,
    title="SomaticSeq",
    documentation="https://github.com/bioinform/somaticseq",
    tier=DialectTier.EXACT,
    needs=frozenset({"CD4", "VAF"}),
    marks=(frozenset({"DP4", "CD4"}),),
    info=frozenset({"SOMATIC"}),
    tag=_tag,
    version=_version,
    quirk="DP4 counts reference and alternate reads; REJECT is the verdict of the ensemble.",
)
