"""DRAGEN's structural variant caller, which grew out of Manta (Illumina DRAGEN user guide).

Records and counts are Manta's (``PR``, ``SR``); newer versions count fragments once (``VF``, a pair
of reference and event). Its copy-number caller writes ``SVTYPE=CNV`` without a junction. Compared
with records of DRAGEN 4.4 among the test data of imgag/ngs-bits.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.readers.breakends.caller import SvCaller, of_fragments
from hccgenomics.readers.dialect import first_match
from hccgenomics.readers.signature import number_in
from hccgenomics.vocabulary import DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.header import VcfHeader

_SIGN: Final = re.compile(r"DRAGEN", re.IGNORECASE)
_SOFTWARE: Final = r"SW: ([0-9][\w.]*)"
_STRUCTURAL: Final = frozenset({"SVTYPE", "MATEID"})


def _recognises(header: VcfHeader) -> bool:
    lines = (*header.values("source"), *(key for key in header.meta if _SIGN.search(key)))
    return any(_SIGN.search(line) for line in lines) and bool(header.ids("INFO") & _STRUCTURAL)


def _version(header: VcfHeader) -> str | None:
    lines = (line for line in header.values("source") if _SIGN.search(line))
    return number_in(next(lines, None)) or first_match(_SOFTWARE, header.values("DRAGENVersion"))


CALLER = SvCaller(
    name="dragen",
    title="DRAGEN",
    documentation="https://help.dragen.illumina.com/product-guide/dragen-v4.4/dragen-dna-pipeline/sv-calling",
    recognises=_recognises,
    support=of_fragments,
    tier=DialectTier.EXACT,
    version=_version,
    quirk="As Manta; records of the copy-number caller state no junction.",
)
