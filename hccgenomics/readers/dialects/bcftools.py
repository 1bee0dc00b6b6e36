"""bcftools call and samtools mpileup: germline genotypes from a pile-up.

``AD`` (``mpileup -a AD``) counts the reads of every allele; without it ``DPR`` (samtools 1.1 and
1.2) does the same, and ``DV`` counts the non-reference reads of ``DP``. ``DP4`` in INFO sums all
samples: it is read only where it is known to be this sample's, for its sum is the sample's ``DP``
or ``AN`` says that no more than one genome was genotyped. What bcftools did to another caller's
file (``bcftools_viewCommand``, …) is no sign
(https://samtools.github.io/bcftools/bcftools.html#mpileup).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import Support
from hccgenomics.readers.dialect import Dialect, count, per_allele, spec_support
from hccgenomics.readers.signature import number_in, stated
from hccgenomics.vocabulary import CallerScope

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_CALLING: Final = ("bcftools_callCommand", "bcftools_mpileupCommand")
_PILING: Final = ("bcftoolsCommand", "samtoolsCommand")
_BI_ALLELIC: Final = 2
_STRANDS: Final = 4
_DIPLOID: Final = 2


def _recognises(header: VcfHeader) -> bool:
    piled = any("mpileup" in value for key in _PILING for value in header.values(key))
    return piled or stated(header, *_CALLING) is not None


def _support(written: Written) -> Support:
    fields = written.fields
    if "AD" in fields:
        return spec_support(written)
    if "DPR" in fields:
        return spec_support(written._replace(fields={"AD": fields["DPR"]}))
    depth = count(fields.get("DP"))
    if len(written.alleles) > _BI_ALLELIC:
        return Support(depth=depth)
    if "DV" in fields and depth is not None:
        alt = count(fields["DV"])
        return Support(None if alt is None else max(depth - alt, 0), alt, depth)
    return _by_strands(written, depth)


def _by_strands(written: Written, depth: int | None) -> Support:
    """``DP4``: reference forward and reverse, alternate forward and reverse."""
    reads = [count(value) for value in per_allele(written.info.get("DP4"), alleles=_STRANDS)]
    known = [value for value in reads if value is not None]
    if len(known) < _STRANDS or not _is_of_one_sample(written, sum(known), depth):
        return Support(depth=depth)
    return Support(known[0] + known[1], known[2] + known[3], sum(known))


def _is_of_one_sample(written: Written, total: int, depth: int | None) -> bool:
    genotyped = count(written.info.get("AN"))
    return total == depth or (depth is None and genotyped is not None and genotyped <= _DIPLOID)


def _version(header: VcfHeader) -> str | None:
    keys = ("bcftools_callVersion", "bcftoolsVersion", "bcftools_mpileupVersion", "samtoolsVersion")
    return number_in((stated(header, *keys) or "").partition("+")[0])  # "+htslib-1.19"


DIALECT = Dialect(
    name="bcftools",
    recognises=_recognises,
    support=_support,
    title="bcftools call, samtools mpileup",
    documentation="https://samtools.github.io/bcftools/bcftools.html#mpileup",
    scope=CallerScope.GERMLINE,
    needs=frozenset({"AD", "DPR", "DV", "DP4", "DP"}),
    marks=(frozenset({"DP4", "PL"}), frozenset({"AD", "PL"}), frozenset({"DV"})),
    info=frozenset({"DP4", "AN"}),
    version=_version,
    quirk="DP4 in INFO sums all samples and is read only where it must be this sample's.",
)
