"""GATK's germline callers: HaplotypeCaller, UnifiedGenotyper, and GenotypeGVCFs after them.

``AD`` counts informative reads of every allele. Where pipelines stripped the command lines, the
INFO fields ``MLEAC`` and ``MLEAF`` together are those of GATK's genotyping model. Compared
with the trio of broadinstitute/gatk's Funcotator tests (HaplotypeCaller 3.5, GenotypeGVCFs 4;
https://gatk.broadinstitute.org/hc/en-us/articles/360037225632-HaplotypeCaller).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.readers.dialect import Dialect, is_named, spec_support
from hccgenomics.readers.signature import has_run, is_genotyped_unsigned, version_of_run
from hccgenomics.vocabulary import CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.header import VcfHeader

_RUN: Final = frozenset({"HaplotypeCaller", "UnifiedGenotyper", "GenotypeGVCFs"})
_LINE: Final = "GATKCommandLine"


def _recognises(header: VcfHeader) -> bool:
    signed = is_named(header, *_RUN)
    old = "UnifiedGenotyper" in header.meta  # before GATK 2.2 the tool itself was the key
    return (
        signed
        or old
        or has_run(header, _LINE, _RUN)
        or is_genotyped_unsigned(header, depth_of_all=False)
    )


def _version(header: VcfHeader) -> str | None:
    return version_of_run(header, _LINE, _RUN)


DIALECT = Dialect(
    name="haplotypecaller",
    recognises=_recognises,
    support=spec_support,
    title="GATK HaplotypeCaller, UnifiedGenotyper, GenotypeGVCFs",
    documentation="https://gatk.broadinstitute.org/hc/en-us/articles/360037225632-HaplotypeCaller",
    tier=DialectTier.EXACT,
    scope=CallerScope.GERMLINE,
    needs=frozenset({"AD", "DP"}),
    marks=(frozenset({"AD", "PL"}),),
    version=_version,
    quirk="A germline caller; recognised by MLEAC and MLEAF where its command line was stripped.",
)
