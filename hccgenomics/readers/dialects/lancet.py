"""Lancet and Lancet2: somatic variants by local assembly of tumour and normal together.

``AD`` counts the reads of both alleles (depth of the k-mers, in Lancet 1). A flag in INFO says in
which samples the allele was seen: ``SOMATIC`` (``TUMOR`` in Lancet2), ``SHARED`` or ``NORMAL``
(https://github.com/nygenome/lancet; header after its source, 1.1.0 and 2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import CallerTag
from hccgenomics.readers.dialect import Dialect, is_named, spec_support
from hccgenomics.readers.signature import source_version
from hccgenomics.vocabulary import CallerSays, CallerScope

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_NAMES: Final = ("lancet", "lancet2")
_SAYS: Final = {
    "SHARED": CallerSays.GERMLINE,
    "NORMAL": CallerSays.NOT_SOMATIC,
    "NONE": CallerSays.NOT_SOMATIC,
    "SOMATIC": CallerSays.SOMATIC,
    "TUMOR": CallerSays.SOMATIC,
}


def _recognises(header: VcfHeader) -> bool:
    return is_named(header, *_NAMES)


def _tag(written: Written) -> CallerTag | None:
    found = (CallerTag(says, flag) for flag, says in _SAYS.items() if flag in written.info)
    return next(found, None)


def _version(header: VcfHeader) -> str | None:
    return source_version(header, *_NAMES)


DIALECT = Dialect(
    name="lancet",
    recognises=_recognises,
    support=spec_support,
    title="Lancet",
    documentation="https://github.com/nygenome/lancet",
    scope=CallerScope.SOMATIC,
    needs=frozenset({"AD"}),
    marks=(frozenset({"AD", "SR", "SA"}),),
    info=frozenset(_SAYS),
    tag=_tag,
    version=_version,
    quirk="Variants that the normal shares are written too, told by the INFO flag SHARED.",
)
