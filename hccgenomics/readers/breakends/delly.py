"""DELLY (Rausch et al. 2012, doi:10.1093/bioinformatics/bts378).

``CT`` says which ends are joined, that at POS first. POS and END (``POS2`` of a translocation, and
END before version 0.8.2) are both the outermost bases kept, as its source aligns them
(https://github.com/dellytools/delly, ``src/split.h``), so nothing is added to the END of a deletion
or to the POS of a duplication.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.structural_files import JunctionSupport
from hccgenomics.readers.breakends.caller import SvCaller
from hccgenomics.readers.breakends.record import whole
from hccgenomics.readers.dialect import first_match
from hccgenomics.vocabulary import DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.breakends.caller import Sample
    from hccgenomics.readers.breakends.record import SvRecord
    from hccgenomics.readers.header import VcfHeader

_OWN: Final = frozenset({"CT", "SVMETHOD"})
_READS: Final = frozenset({"DV", "RV"})


def _recognises(header: VcfHeader) -> bool:
    return header.ids("INFO") >= _OWN and header.ids("FORMAT") >= _READS


def _support(sample: Sample) -> JunctionSupport:
    """``DV`` and ``RV`` support the event by pairs and by junction reads, ``DR``, ``RR`` do not.

    An imprecise event has no junction reads of either kind; the pairs then tell both.
    """
    fields = sample.fields
    pairs, split = whole(fields.get("DV")), whole(fields.get("RV"))
    ref = whole(fields.get("RR"))
    if not ref and not split:
        ref = whole(fields.get("DR"))
    if not fields:
        pairs, split = whole(sample.info.get("PE")), whole(sample.info.get("SR"))
    return JunctionSupport(split=split, pairs=pairs, ref=ref)


def _version(record: SvRecord) -> str | None:
    """``SVMETHOD=EMBL.DELLYv1.2.6``."""
    return first_match(r"DELLYv([0-9][\w.]*)", (record.info.get("SVMETHOD", ""),))


CALLER = SvCaller(
    name="delly",
    title="DELLY",
    documentation="https://github.com/dellytools/delly#readme",
    recognises=_recognises,
    support=_support,
    tier=DialectTier.EXACT,
    stated_bases=True,
    record_version=_version,
    quirk="CT states the ends that are joined; POS and END are the outermost bases kept.",
)
