"""umiVar: cell-free DNA with molecular barcodes.

Two counts: ``AC`` of ``DP`` are consensus reads, and ``M_AC`` beside ``M_REF`` those consensus
reads that more than one read of their molecule supports (multi-UMI), which are free of most errors.
The multi-UMI counts are read; where they are missing, ``AC`` of ``DP``. Monitored sites have
records whether or not the allele was seen. Compared with ``vc_cfdna_out1`` of imgag/megSAP
(umiVar2; https://github.com/imgag/umiVar).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import Support
from hccgenomics.readers.dialect import (
    Dialect,
    alternate_count,
    count,
    counts_molecules,
    is_named,
    stated_fraction,
)
from hccgenomics.readers.signature import source_version
from hccgenomics.vocabulary import CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_NAMES: Final = ("umivar", "umivar2")
_SIGNATURE: Final = frozenset({"M_REF", "M_AC", "M_AF"})


def _recognises(header: VcfHeader) -> bool:
    return is_named(header, *_NAMES) or header.ids("FORMAT") >= _SIGNATURE


def _support(written: Written) -> Support:
    fields = written.fields
    molecules = alternate_count(fields, "M_AC", written)
    reference = count(fields.get("M_REF"))
    if molecules is not None and reference is not None:
        return Support(reference, molecules, stated_vaf=stated_fraction(written, "M_AF"))
    return Support(
        alt_depth=alternate_count(fields, "AC", written),
        depth=count(fields.get("DP")),
        stated_vaf=stated_fraction(written),
    )


def _version(header: VcfHeader) -> str | None:
    return source_version(header, *_NAMES)


DIALECT = Dialect(
    name="umivar",
    recognises=_recognises,
    support=_support,
    title="umiVar",
    documentation="https://github.com/imgag/umiVar",
    tier=DialectTier.EXACT,
    scope=CallerScope.SOMATIC,
    needs=frozenset({"AC", "M_AC"}),
    marks=(frozenset({"M_AC"}),),
    version=_version,
    unit=counts_molecules,
    quirk="M_AC and M_REF (multi-UMI) come before AC of DP (all consensus reads).",
)
