"""DeepSomatic: one column, the tumour's, whether or not a normal was read.

``PASS`` is a judgement of origin: the model tells ``GERMLINE`` and ``RefCall`` (reference or
artefact) from somatic alleles, whose genotype it writes as ``1/1`` whatever their fraction. It signs
as DeepVariant; the filter ``GERMLINE`` is its own. Compared with ``vc_deepsomatic_out1`` to
``_out4`` of imgag/megSAP (1.9.0; https://github.com/google/deepsomatic).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.readers.dialect import Dialect
from hccgenomics.readers.dialects.deepvariant import (
    deepvariant_support,
    deepvariant_version,
    is_somatic,
    wrote,
)
from hccgenomics.readers.judgement import by_filters
from hccgenomics.vocabulary import CallerSays, CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.header import VcfHeader


def _recognises(header: VcfHeader) -> bool:
    return wrote(header) and is_somatic(header)


DIALECT = Dialect(
    name="deepsomatic",
    recognises=_recognises,
    support=deepvariant_support,
    title="DeepSomatic",
    documentation="https://github.com/google/deepsomatic",
    tier=DialectTier.EXACT,
    scope=CallerScope.SOMATIC,
    needs=frozenset({"VAF", "AD", "AF"}),
    tag=by_filters(
        {"GERMLINE": CallerSays.GERMLINE, "RefCall": CallerSays.NOT_SOMATIC},
        passed=CallerSays.SOMATIC,
    ),
    version=deepvariant_version,
    quirk="Signs as DeepVariant, told by its filter GERMLINE; somatic genotypes are 1/1 at any VAF",
)
