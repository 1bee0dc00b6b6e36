"""LoFreq: everything stands in INFO, and there is no sample column.

``DP4`` counts the reads of reference and alternate per strand, ``DP`` the reads in all, and ``AF``
is the alternate reads over ``DP`` (https://csb5.github.io/lofreq/commands/). Where another tool
added a sample column, it holds a genotype at best; INFO stays the source. The file names no
sample, so that of several files the report cannot tell that they are of one tumour.

Compared with real output of its somatic mode (67 records in the test data of bioinform/somaticseq):
the alternate reads of ``DP4`` over ``DP`` are ``AF`` in 61; in six they are not quite, as 28 of 48
beside 0.5625, which is 27. The counts come first, as everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import CallerTag, Support
from hccgenomics.readers.dialect import (
    Dialect,
    count,
    first_match,
    four_way,
    fraction,
    is_named,
    source_of,
    spec_support,
)
from hccgenomics.vocabulary import CallerSays, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_SIGNATURE: Final = frozenset({"DP", "AF", "SB", "DP4", "HRUN"})
_BI_ALLELIC: Final = 2


def _recognises(header: VcfHeader) -> bool:
    return is_named(header, "lofreq") or header.ids("INFO") >= _SIGNATURE


def _support(written: Written) -> Support:
    info = written.info
    if "DP4" not in info and "AF" not in info:  # the matched normal, or a file made over
        return spec_support(written)
    if len(written.alleles) > _BI_ALLELIC:  # LoFreq writes one allele a record; these were joined
        return Support(depth=count(info.get("DP")))
    ref_depth, alt_depth = four_way(info.get("DP4"))
    return Support(ref_depth, alt_depth, count(info.get("DP")), fraction(info.get("AF")))


def _tag(written: Written) -> CallerTag | None:
    if "SOMATIC" in written.info:
        return CallerTag(CallerSays.SOMATIC, "SOMATIC")
    return None


def _version(header: VcfHeader) -> str | None:
    return first_match(r"\bv?([0-9]+\.[0-9][\w.]*)$", [source_of(header, "lofreq") or ""])


DIALECT = Dialect(
    name="lofreq",
    recognises=_recognises,
    support=_support,
    title="LoFreq",
    documentation="https://csb5.github.io/lofreq/commands/",
    tier=DialectTier.EXACT,
    needs=frozenset({"DP4"}),
    marks=(frozenset({"DP4", "AF", "SB"}),),
    info=frozenset({"DP", "DP4", "AF", "SB", "SOMATIC"}),
    counts_in_info=True,
    tag=_tag,
    version=_version,
    quirk="No sample columns: DP, DP4 and AF of INFO are the tumour's; the file cannot say whose "
    "it is.",
)
