"""Illumina Pisces: amplicons, TruSight Oncology 500 tissue; the MiSeq's CallSomaticVariants too.

The fraction ``VF`` is the alternate reads over ``DP``, which counts the reads of all alleles. A
record of one alternate allele has ``AD`` of the reference and of it; a "crushed" record of several
has ``AD`` of the alternates alone, no reference, and in ``VF`` their sum. In a genome VCF every
position has a record, ``ALT`` "." where it is reference: ``PASS`` there is a call of reference,
``LowDP`` none. ``<M>`` stands for an allele that another record has. Compared with the test data of
Illumina/Pisces (1.0 to 5.2.10; https://github.com/Illumina/Pisces/wiki) and a TSO 500 file of
umccr/vcf_stuff. What the TSO 500 writes of its tumour mutational burden
(``GermlineFilterDatabase``, ``GermlineFilterProxi``) is no judgement of origin: "does not translate
into the classification of a variant as somatic or germline"
(https://help.connected.illumina.com, DRAGEN TSO 500, "DNA Output").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import Support
from hccgenomics.readers.dialect import (
    Dialect,
    alternate_count,
    count,
    is_named,
    per_allele,
    stated_fraction,
)
from hccgenomics.readers.signature import source_version
from hccgenomics.vocabulary import CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_NAMES: Final = ("pisces", "callsomaticvariants")
_SIGNATURE: Final = frozenset({"VF", "NL", "SB"})


def _recognises(header: VcfHeader) -> bool:
    signed = is_named(header, *_NAMES) or "Pisces_cmdline" in header.meta
    return signed or header.ids("FORMAT") >= _SIGNATURE


def _support(written: Written) -> Support:
    fields, total = written.fields, len(written.alleles)
    depth = count(fields.get("DP") or written.info.get("DP"))
    reads = per_allele(fields.get("AD"), alleles=total)
    ref, alt = count(reads[0]), count(reads[written.alt_index])
    is_crushed = len(fields.get("AD", "").split(",")) == total - 1 > 1
    return Support(
        ref_depth=ref,
        alt_depth=alternate_count(fields, "AD", written) if is_crushed else alt,
        depth=depth,
        stated_vaf=stated_fraction(written, "VF"),
    )


def _version(header: VcfHeader) -> str | None:
    return source_version(header, *_NAMES)


DIALECT = Dialect(
    name="pisces",
    recognises=_recognises,
    support=_support,
    title="Illumina Pisces (amplicons; TruSight Oncology 500)",
    documentation="https://github.com/Illumina/Pisces/wiki",
    tier=DialectTier.EXACT,
    scope=CallerScope.EITHER,
    needs=frozenset({"VF"}),
    marks=(frozenset({"VF", "NL"}),),
    info=frozenset({"DP"}),
    version=_version,
    quirk="VF is of DP; several alternate alleles have AD without the reference and one VF.",
)
