"""Sniffles (Sedlazeck et al. 2018, Smolka et al. 2024, doi:10.1038/s41587-023-02024-y).

``DR`` and ``DV`` count reads of a sample, ``SUPPORT`` (``RE`` before version 2) those of a record.
Version 1 states orientation in ``STRANDS``; ``STRAND`` of version 2 is that of the reads and states
none. A breakend is one record without a mate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.structural_files import JunctionSupport
from hccgenomics.readers.breakends.caller import SvCaller
from hccgenomics.readers.breakends.record import share, whole
from hccgenomics.readers.dialect import first_match

if TYPE_CHECKING:
    from hccgenomics.readers.breakends.caller import Sample
    from hccgenomics.readers.header import VcfHeader

_NAME: Final = "sniffles"


def _recognises(header: VcfHeader) -> bool:
    return any(line.lower().startswith(_NAME) for line in header.values("source"))


def _support(sample: Sample) -> JunctionSupport:
    fields, info = sample.fields, sample.info
    alt = whole(fields.get("DV"))
    if alt is None:
        alt = whole(info.get("SUPPORT", info.get("RE")))
    return JunctionSupport(
        alt=alt, ref=whole(fields.get("DR")), vaf=share(info.get("VAF", info.get("AF")))
    )


def _version(header: VcfHeader) -> str | None:
    return first_match(r"(?i)sniffles2?_v?([0-9][\w.]*)", header.values("source"))


CALLER = SvCaller(
    name="sniffles",
    title="Sniffles",
    documentation="https://github.com/fritzsedlazeck/Sniffles#readme",
    recognises=_recognises,
    support=_support,
    version=_version,
    quirk="A breakend is one record without a mate; STRAND of version 2 is that of the reads.",
)
