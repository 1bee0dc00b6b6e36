"""Pindel, as ``pindel2vcf`` writes it: ``AD`` of both alleles, or of the alternate alone.

Before 0.2.5 ``AD`` is one number, the reads that support the event, and there is no reference count
(https://gmt.genome.wustl.edu/packages/pindel/). The genotype is often ``0/0`` for a tumour that
carries the event, because it needs a fifth of the reads, so it is not asked. Small events have
their bases spelled out; ``<DUP:TANDEM>`` and ``<INV>`` are structural.

Compared with real output of pindel2vcf 0.6.3 (test data of mskcc/vcf2maf).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import Support
from hccgenomics.readers.dialect import (
    Dialect,
    count,
    declares,
    first_match,
    is_named,
    spec_support,
    status_tag,
)
from hccgenomics.vocabulary import CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.model.variant import CallerTag
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_BI_ALLELIC: Final = 2


def _recognises(header: VcfHeader) -> bool:
    """By name or log; or by INFO, where ``PF`` and ``NTLEN`` stand together in no other file."""
    if declares(header, "PU", "NU"):
        return False  # cgpPindel's counts, which logs Pindel as its source
    logged = any("pindel2vcf" in line for line in header.values("vcfProcessLog"))
    return logged or is_named(header, "pindel") or declares(header, "HOMSEQ", "NTLEN", "PF")


def _support(written: Written) -> Support:
    alternate = written.fields.get("AD", "")
    if "," in alternate or len(written.alleles) > _BI_ALLELIC:
        return spec_support(written)
    return Support(alt_depth=count(alternate))


def _tag(written: Written) -> CallerTag | None:
    return status_tag(written.fields.get("SS"), "SS")


def _version(header: VcfHeader) -> str | None:
    pattern = r"pindel2vcf.*?InputVCFVer=\W*([0-9][\w.]*)"
    return first_match(pattern, header.values("vcfProcessLog"))


DIALECT = Dialect(
    name="pindel",
    recognises=_recognises,
    support=_support,
    title="Pindel (pindel2vcf)",
    documentation="https://gmt.genome.wustl.edu/packages/pindel/",
    tier=DialectTier.EXACT,
    scope=CallerScope.EITHER,
    needs=frozenset({"AD"}),
    marks=(frozenset({"AD", "SVTYPE", "HOMLEN"}),),
    info=frozenset({"SVTYPE", "HOMLEN"}),
    genotype_tells=False,
    tag=_tag,
    version=_version,
    quirk="AD may be one number, the alternate reads alone; the genotype is often 0/0 for a "
    "tumour that carries the event.",
)
