"""How each caller spells the facts that every caller reports.

To teach the package a caller: add one module with one ``DIALECT``, add it to ``DIALECTS``, and put
a header with a few records and what is expected of them under ``tests/data/vcf/<name>/``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.errors import DialectError
from hccgenomics.readers.dialects import generic, mutect2, strelka2, vardict

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Dialect
    from hccgenomics.readers.header import VcfHeader

DIALECTS: Final = {
    dialect.name: dialect
    for dialect in (mutect2.DIALECT, strelka2.DIALECT, vardict.DIALECT, generic.DIALECT)
}


def choose_dialect(header: VcfHeader, *, caller: str | None, where: str) -> Dialect:
    """The dialect the user names, else the one that recognises the header, else the generic one.

    Two that recognise one header (files of several callers, merged) are reported, never resolved
    by order: the counts of a record would depend on who wrote it.
    """
    if caller is not None:
        return _named(caller, header, where=where)
    found = [dialect for dialect in DIALECTS.values() if dialect.recognises(header)]
    if len(found) > 1:
        raise DialectError(
            f"The header is that of several callers: {', '.join(d.name for d in found)}.",
            where=where,
            hint="Pass each caller's own file, or say with --caller whose counts to read; "
            f"--caller {generic.DIALECT.name} reads AD and DP alone.",
        )
    return found[0] if found else generic.DIALECT


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
