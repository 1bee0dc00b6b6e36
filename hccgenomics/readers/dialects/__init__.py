"""How each caller spells the facts that every caller reports.

To teach the package a caller: add one module with one ``DIALECT``, add it to ``_ALL``, and put
a header with a few records and what is expected of them under ``tests/data/vcf/<name>/``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.errors import DialectError
from hccgenomics.readers.dialects import (
    bcftools,
    caveman,
    cgppindel,
    clair3,
    clairs,
    deepvariant,
    dnascope,
    dragen,
    freebayes,
    generic,
    haplotypecaller,
    lancet,
    lofreq,
    merged,
    muse,
    mutect1,
    mutect2,
    needlestack,
    octopus,
    pindel,
    pisces,
    platypus,
    radia,
    sage,
    smcounter2,
    somaticseq,
    somaticsniper,
    strelka2,
    strelka2_germline,
    tnhaplotyper2,
    tnscope,
    tvc,
    umivar,
    vardict,
    varlociraptor,
    varscan2,
)

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Dialect
    from hccgenomics.readers.header import VcfHeader

_ALL: Final[tuple[Dialect, ...]] = (
    mutect2.DIALECT,
    mutect1.DIALECT,
    strelka2.DIALECT,
    strelka2_germline.DIALECT,
    vardict.DIALECT,
    varscan2.DIALECT,
    lofreq.DIALECT,
    freebayes.DIALECT,
    octopus.DIALECT,
    muse.DIALECT,
    somaticsniper.DIALECT,
    pindel.DIALECT,
    radia.DIALECT,
    somaticseq.DIALECT,
    dragen.DIALECT,
    dragen.GERMLINE,
    tnscope.DIALECT,
    tnhaplotyper2.DIALECT,
    dnascope.DIALECT,
    haplotypecaller.DIALECT,
    pisces.DIALECT,
    tvc.DIALECT,
    deepvariant.SOMATIC,
    deepvariant.DIALECT,
    clairs.DIALECT,
    clair3.DIALECT,
    sage.DIALECT,
    needlestack.DIALECT,
    umivar.DIALECT,
    smcounter2.DIALECT,
    platypus.DIALECT,
    caveman.DIALECT,
    cgppindel.DIALECT,
    lancet.DIALECT,
    varlociraptor.DIALECT,
    bcftools.DIALECT,
    merged.DIALECT,
    generic.DIALECT,
)
DIALECTS: Final = {dialect.name: dialect for dialect in _ALL}


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
