"""Any other caller: the fields that the VCF specification itself defines.

``AD`` counts reads per allele, the reference first; a number of values that is not that of the
alleles (``AD`` of one number, say) is not that field, and is not read. Then ``DP`` is the depth,
and how it divides is unknown (VCF 4.5, section 1.6.2, https://samtools.github.io/hts-specs/).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.readers.dialect import Dialect, spec_support
from hccgenomics.vocabulary import CallerScope

if TYPE_CHECKING:
    from hccgenomics.readers.header import VcfHeader


def _never(header: VcfHeader) -> bool:
    del header
    return False  # the last resort is chosen by nobody recognising the header


DIALECT = Dialect(
    name="generic",
    recognises=_never,
    support=spec_support,
    title="Any other caller",
    documentation="https://samtools.github.io/hts-specs/",
    scope=CallerScope.EITHER,
    note="The variant caller was not recognised; read counts come from the VCF specification's "
    "own fields AD and DP.",
    quirk="AD is read only where it has one value per allele; else DP is the depth, and how it "
    "divides is unknown.",
)
