"""Clair3: germline genotypes from long reads.

``AF`` (one per alternate allele) is ``AD`` over ``DP``. Pipelines drop ``AD`` and keep ``DP`` and
``AF`` (https://github.com/HKU-BAL/Clair3).

Compared with real output: ``vc_clair_out1`` to ``out3`` of imgag/megSAP (1.0.10 and 1.2.0), which
have no ``AD``; that ``AF`` is of ``DP`` is as its header says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.readers.dialect import Dialect, filter_tag, is_named, support_within_depth
from hccgenomics.readers.signature import number_in, source_version, stated
from hccgenomics.vocabulary import CallerSays, CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.model.variant import CallerTag
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_FILTERS: Final = {"RefCall": CallerSays.NOT_SOMATIC}


def _recognises(header: VcfHeader) -> bool:
    return is_named(header, "clair3") or "clair3_version" in header.meta


def _version(header: VcfHeader) -> str | None:
    return number_in(stated(header, "clair3_version")) or source_version(header, "clair3")


def _tag(written: Written) -> CallerTag | None:
    return filter_tag(written, _FILTERS)


DIALECT = Dialect(
    name="clair3",
    recognises=_recognises,
    support=support_within_depth,
    title="Clair3",
    documentation="https://github.com/HKU-BAL/Clair3",
    tier=DialectTier.EXACT,
    scope=CallerScope.GERMLINE,
    needs=frozenset({"AF", "AD"}),
    marks=(frozenset({"AD", "AF", "PL"}),),
    tag=_tag,
    version=_version,
    quirk="AF is AD of DP; INFO F and P say which of its two models called.",
)
