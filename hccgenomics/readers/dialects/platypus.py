"""Platypus: haplotypes of germline and somatic variants.

``NV`` counts the reads with an alternate allele and ``NR`` those that cover it, each once per
alternate allele: with several, ``NR`` may differ between them. ``TR`` and ``TC`` in INFO are the
same of all samples (https://github.com/andyrimmer/Platypus, README).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import Support
from hccgenomics.readers.dialect import Dialect, alternate_count, is_named, spec_support
from hccgenomics.readers.signature import source_version
from hccgenomics.vocabulary import CallerScope

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_NAME: Final = "platypus"
_SIGNATURE: Final = frozenset({"NR", "NV", "GOF"})


def _recognises(header: VcfHeader) -> bool:
    named = is_named(header, _NAME) or "platypusOptions" in header.meta
    return named or header.ids("FORMAT") >= _SIGNATURE


def _support(written: Written) -> Support:
    if "NV" not in written.fields:
        return spec_support(written)  # genotyped again by another program
    return Support(
        alt_depth=alternate_count(written.fields, "NV", written),
        depth=alternate_count(written.fields, "NR", written),
    )


def _version(header: VcfHeader) -> str | None:
    return source_version(header, _NAME)


DIALECT = Dialect(
    name=_NAME,
    recognises=_recognises,
    support=_support,
    title="Platypus",
    documentation="https://github.com/andyrimmer/Platypus",
    scope=CallerScope.EITHER,
    needs=frozenset({"NV", "AD"}),
    marks=(frozenset({"NV", "NR"}),),
    version=_version,
    quirk="NV of NR, each once per alternate allele; the reference's reads are not counted.",
)
