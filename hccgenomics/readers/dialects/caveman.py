"""CaVEMan: substitutions of a tumour with its normal (Wellcome Sanger Institute).

Bases are counted per strand: ``FAZ`` … ``FTZ`` forward, ``RAZ`` … ``RTZ`` reverse (``AA``, ``CA``,
``GA``, ``TA`` before version 1). ``PM`` is the mutant's share of all eight. Columns are named
``NORMAL`` and ``TUMOUR`` (https://github.com/cancerit/CaVEMan; header after tests/output_tests.c).
Bases that post-processing joins keep their counts apart, as ``FAZ_1`` and ``FAZ_2``: those of the
joined allele are unknown. Compared with real output, before version 1 and of 1.15 (test data of
cancerit/cgpCaVEManPostProcessing): the share is ``PM``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import Support
from hccgenomics.readers.dialect import Dialect, count, fraction, spec_support
from hccgenomics.readers.signature import number_in, stated
from hccgenomics.vocabulary import CallerScope, DialectTier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_BASES: Final = "ACGT"
_SIGNATURE: Final = frozenset({"FAZ", "RTZ", "PM"})
_OLD_SIGNATURE: Final = frozenset({"AA", "CA", "GA", "TA", "PM"})


def _recognises(header: VcfHeader) -> bool:
    logged = any("InputVCFSource=<CaVEMan>" in line for line in header.values("vcfProcessLog"))
    signed = logged or "cavemanVersion" in header.meta
    declared = header.ids("FORMAT")
    return signed or declared >= _SIGNATURE or declared >= _OLD_SIGNATURE


def _support(written: Written) -> Support:
    fields = written.fields
    keys = ("F{}Z", "R{}Z") if "FAZ" in fields else ("{}A",)
    bases = {base: _reads(fields, base, keys) for base in _BASES}
    ref, alt = written.alleles[0].upper(), written.alleles[written.alt_index].upper()
    if ref not in bases or alt not in bases:
        return spec_support(written)
    known = [reads for reads in bases.values() if reads is not None]
    return Support(
        ref_depth=bases[ref],
        alt_depth=bases[alt],
        depth=sum(known) if len(known) == len(_BASES) else None,
        stated_vaf=fraction(fields.get("PM")),
    )


def _reads(fields: Mapping[str, str], base: str, keys: tuple[str, ...]) -> int | None:
    strands = [count(fields.get(key.format(base))) for key in keys]
    known = [reads for reads in strands if reads is not None]
    return sum(known) if len(known) == len(keys) else None


def _version(header: VcfHeader) -> str | None:
    return number_in(stated(header, "cavemanVersion"))


DIALECT = Dialect(
    name="caveman",
    recognises=_recognises,
    support=_support,
    title="CaVEMan (Sanger)",
    documentation="https://github.com/cancerit/CaVEMan",
    tier=DialectTier.EXACT,
    scope=CallerScope.SOMATIC,
    needs=frozenset({"FAZ", "PM"}),
    marks=(frozenset({"FAZ"}),),
    version=_version,
    quirk="Reads are counted per base and strand; both strands are added.",
)
