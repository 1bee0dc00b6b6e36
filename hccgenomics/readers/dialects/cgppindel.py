"""cgpPindel: insertions and deletions of a tumour with its normal (Wellcome Sanger Institute).

``PU`` and ``NU`` are the unique calls on the two strands of ``PR`` and ``NR`` reads; since version
3, ``FC`` fragments of ``FD`` count a pair of reads once and come first. The VCF of the original
Pindel has ``AD`` (https://github.com/cancerit/cgpPindel/wiki, "VCF flagging"). Compared with real
output of version 2 (test data of cancerit/VAGrENT), not of version 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import Support
from hccgenomics.readers.dialect import Dialect, count
from hccgenomics.vocabulary import CallerScope, DialectTier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_SIGNATURE: Final = frozenset({"PU", "NU", "PR", "NR"})


def _recognises(header: VcfHeader) -> bool:
    return header.ids("FORMAT") >= _SIGNATURE


def _support(written: Written) -> Support:
    fields = written.fields
    fragments, carrying = count(fields.get("FD")), count(fields.get("FC"))
    if fragments is not None and carrying is not None:
        return Support(alt_depth=carrying, depth=fragments)
    return Support(alt_depth=_both(fields, "PU", "NU"), depth=_both(fields, "PR", "NR"))


def _both(fields: Mapping[str, str], forward: str, reverse: str) -> int | None:
    strands = count(fields.get(forward)), count(fields.get(reverse))
    known = [reads for reads in strands if reads is not None]
    return sum(known) if len(known) == len(strands) else None


DIALECT = Dialect(
    name="cgppindel",
    recognises=_recognises,
    support=_support,
    title="cgpPindel (Sanger)",
    documentation="https://github.com/cancerit/cgpPindel",
    tier=DialectTier.EXACT,
    scope=CallerScope.SOMATIC,
    needs=_SIGNATURE,
    marks=(_SIGNATURE,),
    quirk="FC of FD fragments (version 3 on) come before PU and NU of PR and NR reads.",
)
