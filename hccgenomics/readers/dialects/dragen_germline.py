"""Illumina DRAGEN, germline mode: genotypes of a diploid genome, plain or as gVCF.

It writes ``AD``, ``AF`` and ``DP`` as the somatic mode does, but no ``SQ``. Records merged in by
pipelines may lack ``AD`` and keep ``DP`` and ``AF`` alone: the depth is then known, the reads of
each allele are not. Compared with ``VcfMerge_SR_DR`` of imgag/ngs-bits (DRAGEN 4.3.17;
https://help.dragen.illumina.com, "Germline Mode" of the small variant caller).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.readers.dialect import Dialect, spec_support
from hccgenomics.readers.dialects.dragen import dragen_version, is_somatic, wrote
from hccgenomics.vocabulary import CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.header import VcfHeader


def _recognises(header: VcfHeader) -> bool:
    return wrote(header) and not is_somatic(header)


DIALECT = Dialect(
    name="dragen-germline",
    recognises=_recognises,
    support=spec_support,
    title="Illumina DRAGEN (germline)",
    documentation="https://help.dragen.illumina.com/product-guide/dragen-v4.4/"
    "dragen-dna-pipeline/small-variant-calling",
    tier=DialectTier.EXACT,
    scope=CallerScope.GERMLINE,
    needs=frozenset({"AD", "AF", "DP"}),
    version=dragen_version,
    quirk="Told from the somatic mode by the lack of SQ and of a tumour on the command line",
)
