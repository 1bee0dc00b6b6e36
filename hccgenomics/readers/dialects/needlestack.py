"""needlestack: many samples at once, errors modelled across them.

Counts are each sample's: ``AO`` and ``RO`` of ``DP``, and ``AF`` is ``AO`` over ``DP``; ``AF`` and
``AO`` in INFO are those of all samples together and are not read. Records have one alternate
allele. With a file of tumour-normal pairs ``STATUS`` is a judgement of origin, per sample. Written
after the caller's source (https://github.com/IARCbioinfo/needlestack, bin/needlestack.r 1.1) and
compared with real output of 1.0 without pairs (IARCbioinfo/data_test, 93 samples).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import CallerTag, Support
from hccgenomics.readers.dialect import Dialect, alternate_count, count, is_named, stated_fraction
from hccgenomics.readers.signature import source_version
from hccgenomics.vocabulary import CallerSays, CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_NAME: Final = "needlestack"
_SIGNATURE: Final = frozenset({"QVAL", "RVSB", "AO", "RO"})
_SAYS: Final = {
    "SOMATIC": CallerSays.SOMATIC,
    "GERMLINE_CONFIRMED": CallerSays.GERMLINE,
    "GERMLINE_UNCONFIRMED": CallerSays.GERMLINE,
    "GERMLINE_UNCONFIRMABLE": CallerSays.GERMLINE,
}


def _recognises(header: VcfHeader) -> bool:
    return is_named(header, _NAME) or header.ids("FORMAT") >= _SIGNATURE


def _support(written: Written) -> Support:
    fields = written.fields
    return Support(
        ref_depth=count(fields.get("RO")),
        alt_depth=alternate_count(fields, "AO", written),
        depth=count(fields.get("DP")),
        stated_vaf=stated_fraction(written),
    )


def _tag(written: Written) -> CallerTag | None:
    status = written.fields.get("STATUS", "")
    says = _SAYS.get(status)
    return CallerTag(says, f"STATUS={status}") if says else None


def _version(header: VcfHeader) -> str | None:
    return source_version(header, _NAME)


DIALECT = Dialect(
    name=_NAME,
    recognises=_recognises,
    support=_support,
    title="needlestack",
    documentation="https://github.com/IARCbioinfo/needlestack",
    tier=DialectTier.EXACT,
    scope=CallerScope.EITHER,
    needs=frozenset({"AO", "QVAL"}),
    marks=(frozenset({"AO", "RVSB"}),),
    tag=_tag,
    version=_version,
    quirk="AF, AO and RO in INFO are those of all samples together; its own are in FORMAT.",
)
