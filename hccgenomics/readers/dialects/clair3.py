"""Clair3: germline genotypes from long reads.

``AF`` (one per alternate allele) is ``AD`` over ``DP``. Pipelines drop ``AD`` and keep ``DP`` and
``AF``. Compared with ``vc_clair_out1`` to ``_out3`` of imgag/megSAP (1.0.10;
https://github.com/HKU-BAL/Clair3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.readers.dialect import Dialect, support_within_depth
from hccgenomics.readers.judgement import by_filters
from hccgenomics.readers.signature import named_source, number_in, source_version, stated
from hccgenomics.vocabulary import CallerSays, CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.header import VcfHeader


def _recognises(header: VcfHeader) -> bool:
    return named_source(header, "clair3") is not None or "clair3_version" in header.meta


def _version(header: VcfHeader) -> str | None:
    return number_in(stated(header, "clair3_version")) or source_version(header, "clair3")


DIALECT = Dialect(
    name="clair3",
    recognises=_recognises,
    support=support_within_depth,
    title="Clair3",
    documentation="https://github.com/HKU-BAL/Clair3",
    tier=DialectTier.EXACT,
    scope=CallerScope.GERMLINE,
    needs=frozenset({"AF", "AD"}),
    tag=by_filters({"RefCall": CallerSays.NOT_SOMATIC}),
    version=_version,
    quirk="AF is AD of DP; INFO F and P say which of its two models called",
)
