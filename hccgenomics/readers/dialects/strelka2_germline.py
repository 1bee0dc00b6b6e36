"""Strelka2 germline calls: a genotype with ``AD``, and ``DPI`` in place of ``DP`` for indels.

``AD`` counts the reads of each allele that support it with some confidence
(https://github.com/Illumina/strelka, docs/userGuide, "Germline"). ``GQX`` and ``DPF`` are
Strelka's (and its forerunner Starling's) alone.

Compared with real output (test data of lima1/PureCN, issue184).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.readers.dialect import Dialect, declares, spec_support
from hccgenomics.vocabulary import CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.header import VcfHeader


def _recognises(header: VcfHeader) -> bool:
    return declares(header, "GQX", "DPF", "AD")


def _version(header: VcfHeader) -> str | None:
    stated = header.values("source_version")
    return stated[0].strip() if stated else None


DIALECT = Dialect(
    name="strelka2_germline",
    recognises=_recognises,
    support=spec_support,
    title="Strelka2 (germline)",
    documentation="https://github.com/Illumina/strelka/blob/v2.9.x/docs/userGuide/README.md",
    tier=DialectTier.EXACT,
    scope=CallerScope.GERMLINE,
    needs=frozenset({"GQX"}),
    marks=(frozenset({"GQX", "AD"}),),
    version=_version,
    quirk="A germline caller's file: GQX and DPF beside AD; indels have DPI and no DP.",
)
