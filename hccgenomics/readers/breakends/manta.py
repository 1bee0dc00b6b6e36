"""Manta (Chen et al. 2016, doi:10.1093/bioinformatics/btv710): somatic, tumour-only and germline.

Before version 1.5 an inversion was one symbolic record per junction, flagged ``INV3`` or ``INV5``;
since then it is a pair of breakends. Reads stand in ``PR`` and ``SR``, reference before event.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.readers.breakends.caller import SvCaller, of_pairs_and_splits
from hccgenomics.readers.dialect import first_match
from hccgenomics.vocabulary import DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.header import VcfHeader

_SIGNS: Final = re.compile(r"GenerateSVCandidates|manta", re.IGNORECASE)


def _recognises(header: VcfHeader) -> bool:
    lines = (*header.values("source"), *header.values("variantcaller"))
    if any(_SIGNS.search(line) for line in lines):
        return True
    return not lines and "BND_DEPTH" in header.ids("INFO") and "PR" in header.ids("FORMAT")


def _version(header: VcfHeader) -> str | None:
    return first_match(r"GenerateSVCandidates\s+(\S+)", header.values("source"))


CALLER = SvCaller(
    name="manta",
    title="Manta",
    documentation="https://github.com/Illumina/manta/blob/master/docs/userGuide/README.md",
    recognises=_recognises,
    support=of_pairs_and_splits,
    tier=DialectTier.EXACT,
    version=_version,
    quirk="INV3 and INV5 each state one junction of an inversion.",
)
