"""GATK Mutect2 (and MuTect2 of GATK 3): ``AD`` counts informative reads of every allele.

``AF`` is the mean of a posterior distribution, not ``AD`` over its sum, and is kept as stated
(https://gatk.broadinstitute.org/hc/en-us/articles/360037593851-Mutect2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.readers.dialect import Dialect, spec_support

if TYPE_CHECKING:
    from hccgenomics.readers.header import VcfHeader

_COMMANDS = frozenset({"Mutect2", "MuTect2", "M2"})


def _recognises(header: VcfHeader) -> bool:
    """By ``##source=Mutect2``, or by GATK's command line (before and since GATK 4)."""
    named = any(source.strip() == "Mutect2" for source in header.values("source"))
    run_by_gatk3 = any(f"GATKCommandLine.{name}" in header.meta for name in _COMMANDS)
    return named or run_by_gatk3 or bool(_COMMANDS & header.ids("GATKCommandLine"))


DIALECT = Dialect(
    name="mutect2", recognises=_recognises, support=spec_support, needs=frozenset({"AD"})
)
