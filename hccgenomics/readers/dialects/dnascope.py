"""Sentieon's germline callers DNAscope, Haplotyper and the genotyping of their gVCFs.

Fields are HaplotypeCaller's (https://support.sentieon.com/manual/usages/general/, "DNAscope
algorithm"): ``AD`` counts informative reads of every allele. Where pipelines stripped the command
lines, its wording of INFO ``DP`` tells it from GATK's. Compared with the three records of
``SNV.germline.sample.dnascope`` of Clinical-Genomics/BALSAMIC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.readers.dialect import Dialect, is_named, spec_support
from hccgenomics.readers.signature import has_run, is_genotyped_unsigned, number_in, version_of_run
from hccgenomics.vocabulary import CallerScope

if TYPE_CHECKING:
    from hccgenomics.readers.header import VcfHeader

_RUN: Final = frozenset({"DNAscope", "DNAModelApply", "Haplotyper", "Genotyper", "GVCFtyper"})
_LINE: Final = "SentieonCommandLine"


def _recognises(header: VcfHeader) -> bool:
    signed = is_named(header, "DNAscope") or has_run(header, _LINE, _RUN)
    return signed or is_genotyped_unsigned(header, depth_of_all=True)


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
    quirk="A germline caller: its genotypes are of a diploid genome. Told from GATK by its INFO "
    "`DP` where its command line was stripped.",
)
