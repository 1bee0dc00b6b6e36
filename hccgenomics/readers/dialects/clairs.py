"""ClairS (tumour with normal), ClairS-TO (tumour alone) and Clair-Mosaic: long and short reads.

One column: with a normal its reads stand beside the tumour's, as ``NAF``, ``NDP`` and ``NAD``.
``AF`` is the alternate reads over ``DP``, which counts further bases too. ``AD`` is the alternate
count alone in some versions, and the reference's and the alternate's in others, where the
reference's may be 0 although ``DP`` holds other reads: it is then unknown. ``AU`` … ``TU`` count
the bases, one number each (Strelka's are two). ``PASS`` is a judgement of origin
(https://github.com/HKU-BAL/ClairS, https://github.com/HKU-BAL/ClairS-TO).

Held against records of ClairS 0.4.0 and ClairS-TO that are quoted in public, and a Clair-Mosaic
file of imgag/megSAP without ``AD``; not yet against a whole file of ClairS. The header is after
HKU-BAL/ClairS, shared/vcf.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import CallerTag, Support
from hccgenomics.readers.dialect import (
    Dialect,
    count,
    filter_tag,
    fraction,
    is_named,
    stated_fraction,
)
from hccgenomics.readers.signature import number_in, source_version, stated
from hccgenomics.vocabulary import CallerSays, CallerScope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_NAMES: Final = ("clairs", "clair-mosaic")
_LINES: Final = ("clairs_version", "clairs_to_version", "clair_mosaic_version")
_SIGNATURE: Final = frozenset({"NAF", "NDP", "AU", "TU"})
_BI_ALLELIC: Final = 2
_VERDICTS: Final = {
    "Verdict_Germline": CallerSays.GERMLINE,
    "Verdict_Somatic": CallerSays.SOMATIC,
    "Verdict_SubclonalSomatic": CallerSays.SOMATIC,
}
_FILTERS: Final = {
    "Germline": CallerSays.GERMLINE,
    "NonSomatic": CallerSays.GERMLINE,  # found in a panel of normals or a population
    "NonMosaic": CallerSays.GERMLINE,
    "RefCall": CallerSays.NOT_SOMATIC,
}


def _recognises(header: VcfHeader) -> bool:
    signed = is_named(header, *_NAMES) or stated(header, *_LINES) is not None
    return signed or header.ids("FORMAT") >= _SIGNATURE


def _support(written: Written) -> Support:
    fields, alleles = written.fields, written.alleles
    if len(alleles) > _BI_ALLELIC:
        return Support(depth=count(fields.get("DP")), stated_vaf=stated_fraction(written))
    reads = fields.get("AD", ".").split(",")
    depth, alt = count(fields.get("DP")), count(reads[-1])
    ref = _base(fields, alleles[0])
    if ref is None and len(reads) == len(alleles):
        ref = _told(count(reads[0]), alt, depth)
    return Support(ref_depth=ref, alt_depth=alt, depth=depth, stated_vaf=stated_fraction(written))


def _beside(written: Written) -> Support | None:
    """The reads of the matched normal, which has no column of its own."""
    fields, alleles = written.fields, written.alleles
    depth = count(fields.get("NDP"))
    if depth is None or len(alleles) > _BI_ALLELIC:
        return None
    alt = count(fields.get("NAD", ".").split(",")[-1])
    return Support(
        ref_depth=_base(fields, alleles[0], of="N"),
        alt_depth=alt if alt is not None else _base(fields, alleles[1], of="N"),
        depth=depth,
        stated_vaf=fraction(fields.get("NAF")),
    )


def _base(fields: Mapping[str, str], allele: str, *, of: str = "") -> int | None:
    return count(fields.get(f"{of}{allele.upper()}U"))


def _told(ref: int | None, alt: int | None, depth: int | None) -> int | None:
    """The reference's count, unless it is a 0 that the depth belies."""
    is_belied = not ref and depth is not None and depth > (alt or 0)
    return None if is_belied else ref


def _tag(written: Written) -> CallerTag | None:
    for flag, says in _VERDICTS.items():
        if flag in written.info:
            return CallerTag(says, flag)
    if not written.filters:
        return CallerTag(CallerSays.SOMATIC, "FILTER=PASS")
    return filter_tag(written, _FILTERS)


def _version(header: VcfHeader) -> str | None:
    return number_in(stated(header, *_LINES)) or source_version(header, *_NAMES)


DIALECT = Dialect(
    name="clairs",
    recognises=_recognises,
    support=_support,
    title="ClairS, ClairS-TO, Clair-Mosaic",
    documentation="https://github.com/HKU-BAL/ClairS",
    scope=CallerScope.SOMATIC,
    needs=frozenset({"AF", "AD", "NAF"}),
    marks=(frozenset({"NAF"}),),
    info=frozenset(_VERDICTS),
    normal=_beside,
    tag=_tag,
    version=_version,
    quirk="The normal's reads are fields of the tumour's column (NDP, NAD, NAF); AD may be the "
    "alternate count alone.",
)
