"""How each caller spells the facts that every caller reports.

To teach the package a caller: add one module with one ``DIALECT``, add it to ``_MODULES``, and put
a header with a few records and what is expected of them under ``tests/data/vcf/<name>/``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.errors import DialectError
from hccgenomics.readers.dialects import (
    freebayes,
    generic,
    lofreq,
    merged,
    muse,
    mutect1,
    mutect2,
    octopus,
    pindel,
    radia,
    somaticseq,
    somaticsniper,
    strelka2,
    strelka2_germline,
    vardict,
    varscan2,
)

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Dialect
    from hccgenomics.readers.header import VcfHeader

_MODULES: Final = (
    mutect2,
    mutect1,
    strelka2,
    strelka2_germline,
    vardict,
    varscan2,
    lofreq,
    freebayes,
    octopus,
    muse,
    somaticsniper,
    pindel,
    radia,
    somaticseq,
    merged,
    generic,
)
DIALECTS: Final = {module.DIALECT.name: module.DIALECT for module in _MODULES}


def choose_dialect(header: VcfHeader, *, caller: str | None, where: str) -> Dialect:
    """The dialect the user names, else the one that recognises the header, else the generic one.

    A header that several recognise is that of a merged file if records can be told apart by the
    fields they carry; if not, it is an error, never resolved by order: the counts of a record
    would depend on who wrote it.
    """
    if caller is not None and caller.lower() != merged.DIALECT.name:
        return _named(caller, header, where=where)
    found = [dialect for dialect in DIALECTS.values() if dialect.recognises(header)]
    if caller is None and len(found) < merged.FEWEST:
        return found[0] if found else generic.DIALECT
    return merged.merge(found, header, where=where)


def _named(caller: str, header: VcfHeader, *, where: str) -> Dialect:
    dialect = DIALECTS.get(caller.lower())
    if dialect is None:
        raise DialectError(
            f"No caller is known as {caller!r}.",
            where=where,
            hint=f"--caller takes {', '.join(DIALECTS)}.",
        )
    dialect.check_fits(header, where=where)
    return dialect
