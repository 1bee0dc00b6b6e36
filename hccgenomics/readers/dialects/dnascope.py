"""Sentieon's germline callers DNAscope, Haplotyper and the genotyping of their gVCFs.

Fields are HaplotypeCaller's (https://support.sentieon.com/manual/usages/general/, "DNAscope
algorithm"): ``AD`` counts informative reads of every allele.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.readers.dialect import Dialect, is_named, spec_support
from hccgenomics.readers.signature import has_run, number_in, version_of_run
from hccgenomics.vocabulary import CallerScope

if TYPE_CHECKING:
    from hccgenomics.readers.header import VcfHeader

_RUN: Final = frozenset({"DNAscope", "DNAModelApply", "Haplotyper", "Genotyper", "GVCFtyper"})
_LINE: Final = "SentieonCommandLine"


def _recognises(header: VcfHeader) -> bool:
    return is_named(header, "DNAscope") or has_run(header, _LINE, _RUN)


def _version(header: VcfHeader) -> str | None:
    return number_in(version_of_run(header, _LINE, _RUN))


DIALECT = Dialect(
    name="dnascope",
    recognises=_recognises,
    support=spec_support,
    title="Sentieon DNAscope, Haplotyper, GVCFtyper",
    documentation="https://support.sentieon.com/manual/usages/general/#dnascope-algorithm",
    scope=CallerScope.GERMLINE,
    needs=frozenset({"AD", "DP"}),
    marks=(frozenset({"AD", "PL"}),),
    version=_version,
    quirk="A germline caller: its genotypes are of a diploid genome.",
)
