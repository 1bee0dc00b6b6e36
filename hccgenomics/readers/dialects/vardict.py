"""VarDict: ``VD`` alternate reads of ``DP`` reads in all; ``AF`` is their ratio, rounded.

``DP`` includes reads with other alleles, so it may exceed the sum of ``AD``
(https://github.com/AstraZeneca-NGS/VarDictJava, README, "Output columns"). Its VCF converters do
not always name themselves: the FORMAT fields ``VD`` and ``ALD`` together are VarDict's alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.model.variant import Support
from hccgenomics.readers.dialect import Dialect, count, per_allele, spec_support, stated_fraction

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_BI_ALLELIC = 2
_SIGNATURE = frozenset({"VD", "ALD"})


def _recognises(header: VcfHeader) -> bool:
    sources = header.values("source")
    named = any(source.lower().startswith("vardict") for source in sources)
    return named or (not sources and header.ids("FORMAT") >= _SIGNATURE)


def _support(written: Written) -> Support:
    fields, alleles = written.fields, written.alleles
    if "VD" not in fields or len(alleles) > _BI_ALLELIC:
        return spec_support(written)
    return Support(
        ref_depth=count(per_allele(fields.get("AD"), alleles=len(alleles))[0]),
        alt_depth=count(fields["VD"]),
        depth=count(fields.get("DP")),
        stated_vaf=stated_fraction(written),
    )


DIALECT = Dialect(name="vardict", recognises=_recognises, support=_support, needs=frozenset({"VD"}))
