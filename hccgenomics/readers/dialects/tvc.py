"""Ion Torrent Variant Caller (TVC), Ion Reporter and Oncomine exports.

The flow evaluator's counts ``FAO`` (one per alternate allele) and ``FRO`` of ``FDP`` make ``AF``;
``AO``, ``RO`` and ``DP`` are those of the pile-up before it. Libraries with molecular tags count
molecules as ``MAO``, ``MRO`` and ``MDP``, which come before reads. Counts stand in FORMAT; older
versions and exports without sample columns keep them in INFO alone. A hotspot is reported whether
or not it is there (``AF=0``, genotype ``0/0``), and ``OPOS``/``OREF``/``OALT`` spell it as the
hotspot file does: ``POS``, ``REF`` and ``ALT`` are the alleles. Written after the caller's source
(https://github.com/iontorrent/TS, Analysis/VariantCaller); compared with the result of 5.0 that
comes with it as an example, and with records of later versions quoted in public. Files of
Ion Reporter, and counts of molecules, were not seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.model.variant import Support
from hccgenomics.readers.dialect import Dialect, alternate_count, count, is_named, stated_fraction
from hccgenomics.readers.signature import source_version
from hccgenomics.vocabulary import CallerScope, DialectTier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader


class _Counts(NamedTuple):
    alt: str
    ref: str
    depth: str


_KINDS: Final = (
    _Counts("MAO", "MRO", "MDP"),
    _Counts("FAO", "FRO", "FDP"),
    _Counts("AO", "RO", "DP"),
)
_SIGNATURE: Final = frozenset({"FAO", "FDP", "FRO"})


def _recognises(header: VcfHeader) -> bool:
    signed = is_named(header, "tvc", "torrent", "ion reporter", "ionreporter")
    stripped = not header.values("source")
    declared = header.ids("FORMAT") | header.ids("INFO")
    return signed or (stripped and declared >= _SIGNATURE)


def _support(written: Written) -> Support:
    for fields in (written.fields, written.info):
        for kind in _KINDS:
            if kind.alt in fields and kind.depth in fields:
                return _read(written, fields, kind)
    fields = written.fields
    return Support(depth=count(fields.get("DP")), stated_vaf=stated_fraction(written))


def _read(written: Written, fields: Mapping[str, str], kind: _Counts) -> Support:
    return Support(
        ref_depth=count(fields.get(kind.ref)),
        alt_depth=alternate_count(fields, kind.alt, written),
        depth=count(fields[kind.depth]),
        stated_vaf=stated_fraction(written),
    )


def _version(header: VcfHeader) -> str | None:
    return source_version(header, "tvc")


DIALECT = Dialect(
    name="tvc",
    recognises=_recognises,
    support=_support,
    title="Ion Torrent Variant Caller (Oncomine, Ion Reporter)",
    documentation="https://github.com/iontorrent/TS/tree/master/Analysis/VariantCaller",
    tier=DialectTier.EXACT,
    scope=CallerScope.EITHER,
    needs=_SIGNATURE | {"AO"},
    marks=(frozenset({"FAO"}),),
    info=frozenset(key for kind in _KINDS for key in kind),
    counts_in_info=True,
    version=_version,
    quirk="FAO of FDP (flow evaluator) come before AO of DP (pile-up), molecules before both; "
    "hotspots that are absent have records.",
)
