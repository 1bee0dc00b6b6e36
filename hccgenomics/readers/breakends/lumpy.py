"""LUMPY (Layer et al. 2014, doi:10.1186/gb-2014-15-6-r84), as lumpyexpress and smoove write it.

``STRANDS`` counts the reads of each orientation as BEDPE writes it (``INV`` with ``++:6,--:9`` has
both its junctions); ``SU`` counts all reads, ``PE`` and ``SR`` pairs and split reads; SVTyper adds
reference reads (``RO``). Compared with the examples of AlexandrovLab/SigProfilerMatrixGenerator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.structural_files import JunctionSupport
from hccgenomics.readers.breakends.caller import SvCaller
from hccgenomics.readers.breakends.record import whole
from hccgenomics.readers.dialect import is_named
from hccgenomics.vocabulary import DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.breakends.caller import Sample
    from hccgenomics.readers.header import VcfHeader

_OWN: Final = frozenset({"STRANDS", "SU", "CIPOS95"})


def _recognises(header: VcfHeader) -> bool:
    return is_named(header, "LUMPY", "smoove") or header.ids("INFO") >= _OWN


def _support(sample: Sample) -> JunctionSupport:
    fields = sample.fields if "SU" in sample.fields else sample.info
    return JunctionSupport(
        split=whole(fields.get("SR")),
        pairs=whole(fields.get("PE")),
        alt=whole(fields.get("SU")),
        ref=whole(sample.fields.get("RO")),
    )


CALLER = SvCaller(
    name="lumpy",
    title="LUMPY",
    documentation="https://github.com/arq5x/lumpy-sv#readme",
    recognises=_recognises,
    support=_support,
    tier=DialectTier.EXACT,
    quirk="STRANDS counts the reads of each orientation; an inversion may have both.",
)
