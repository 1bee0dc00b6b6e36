"""How the rows of a MAF and of a table keep their counts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import CallerTag, Support
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.dialect import Dialect, count, fraction
from hccgenomics.readers.doors.unanchored import CONTEXT, END, UNANCHORED
from hccgenomics.vocabulary import CallerSays, CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

STATUS: Final = "STATUS"
READ: Final = frozenset({STATUS, END, CONTEXT})
_SAYS: Final = {
    "somatic": CallerSays.SOMATIC,
    "germline": CallerSays.GERMLINE,
    "loh": CallerSays.LOSS_OF_HETEROZYGOSITY,
    "wildtype": CallerSays.NOT_SOMATIC,
}
"""Mutation_Status of the MAF specification, whatever its case; others say nothing of origin."""
_BLANK: Final = re.compile(r"[\s_-]")


def _of_no_vcf(header: VcfHeader) -> bool:
    del header
    return False


def _support(written: Written) -> Support:
    """The row's own counts; they are those of its first allele where it states two.

    ``t_depth`` counts reads of any allele. Where it is smaller than the two counts together, or
    missing, these are the depth.
    """
    fields, alts = written.fields, len(written.alleles) - 1
    ref = count(fields.get("RD"))
    alt = count(_of_allele(fields.get("AD"), written.alt_index, alts))
    depth = count(fields.get("DP"))
    if depth is not None and depth < (ref or 0) + (alt or 0):
        depth = None
    stated = fraction(_of_allele(fields.get("VF"), written.alt_index, alts))
    return Support(ref_depth=ref, alt_depth=alt, depth=depth, stated_vaf=stated)


def _of_allele(text: str | None, number: int, alts: int) -> str | None:
    """One value for each alternate allele, else one for the first."""
    values = (text or ".").split(",")
    if len(values) == alts:
        return values[number - 1]
    return text if number == 1 else None


def _tag(written: Written) -> CallerTag | None:
    status = written.info.get(STATUS, "")
    says = _SAYS.get(_BLANK.sub("", status).lower())
    return None if says is None else CallerTag(says, f"Mutation_Status={status}")


MAF: Final = Dialect(
    name="maf",
    recognises=_of_no_vcf,
    support=_support,
    title="Mutation Annotation Format",
    documentation="https://docs.gdc.cancer.gov/Data/File_Formats/MAF_Format/",
    tier=DialectTier.EXACT,
    scope=CallerScope.SOMATIC,
    info=READ,
    tag=_tag,
    unanchored=UNANCHORED,
    note=words.MAF_COUNTS,
    quirk="Deletions and insertions have no base before them; the second tumour allele is the "
    "variant, and the first may be another one.",
)
TABLE: Final = replace(
    MAF,
    name="table",
    title="Table of variants",
    documentation="docs/inputs.md",
    tier=DialectTier.UNTESTED,
    scope=CallerScope.EITHER,
    note=words.TABLE_COUNTS,
    quirk="Columns are told by their names; positions count from one.",
)
