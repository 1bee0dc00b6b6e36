"""GRIDSS (Cameron et al. 2021, doi:10.1186/s13059-021-02423-x), also after GRIPSS and PURPLE.

All events are breakends, also those whose other side nobody placed (``A.``, ``.A``). ``VF`` counts
fragments that support a junction, ``BVF`` those of a single breakend; ESVEE, which took its place,
writes ``SF`` and ``DF`` for split and discordant fragments. PURPLE adds the purity-adjusted
fraction at each breakend (``PURPLE_AF``) and the copies of the junction (``PURPLE_JCN``, earlier
``PURPLE_PLOIDY``). Compared with the example of PapenfussLab/gridss.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.structural_files import JunctionSupport
from hccgenomics.readers.breakends.caller import SvCaller, together
from hccgenomics.readers.breakends.record import decimal, share, whole
from hccgenomics.readers.signature import number_in, stated
from hccgenomics.vocabulary import DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.breakends.caller import Sample
    from hccgenomics.readers.breakends.record import SvRecord
    from hccgenomics.readers.header import VcfHeader

_OWN: Final = frozenset({"VF", "REFPAIR"})


def _recognises(header: VcfHeader) -> bool:
    return header.ids("FORMAT") >= _OWN


def _support(sample: Sample) -> JunctionSupport:
    """``VF`` of a junction, ``BVF`` of a single breakend; ``REF`` and ``REFPAIR`` against both."""
    fields = sample.fields or sample.info
    alt = whole(fields.get("VF"))
    if not alt:
        alt = whole(fields.get("BVF")) or alt
    return JunctionSupport(
        split=whole(fields.get("SR", fields.get("SF"))),
        pairs=whole(fields.get("RP", fields.get("DF"))),
        alt=alt,
        ref=together(whole(fields.get("REF")), whole(fields.get("REFPAIR"))),
        vaf=share((sample.info.get("PURPLE_AF") or "").split(",")[0]) or share(fields.get("AF")),
    )


def _copies(record: SvRecord) -> float | None:
    return decimal(record.stated("PURPLE_JCN", "PURPLE_PLOIDY"))


def _version(header: VcfHeader) -> str | None:
    return number_in(stated(header, "gridssVersion"))


CALLER = SvCaller(
    name="gridss",
    title="GRIDSS",
    documentation="https://github.com/PapenfussLab/gridss#gridss-output",
    recognises=_recognises,
    support=_support,
    tier=DialectTier.EXACT,
    junction_copies=_copies,
    version=_version,
    quirk="Read after GRIPSS and PURPLE as well, with PURPLE_AF and PURPLE_JCN.",
)
