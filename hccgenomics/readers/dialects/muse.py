"""MuSE: ``AD`` of the alleles in the genotype; confidence is a tier in FILTER.

FILTER is ``PASS`` or ``Tier1`` to ``Tier5``, from more to less confident; the caller's authors use
Tier 1 to 4 for whole genomes too, which is for the laboratory to allow
(https://bioinformatics.mdanderson.org/public-software/muse/). ``SS`` of the tumour's column is the
TCGA status. ``DP`` may exceed the sum of ``AD`` and is not used.

Compared with real output of 1.0rc (test data of mskcc/vcf2maf).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.model.variant import CallerTag
from hccgenomics.readers.dialect import Dialect, first_match, is_named, spec_support, status_tag
from hccgenomics.vocabulary import CallerSays, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader


def _recognises(header: VcfHeader) -> bool:
    """By its own lines, or by the five tiers of FILTER."""
    named = any(key.startswith("MuSE_") for key in header.meta) or is_named(header, "muse")
    return named or header.ids("FILTER") >= {f"Tier{n}" for n in range(1, 6)}


def _tag(written: Written) -> CallerTag | None:
    by_status = status_tag(written.fields.get("SS"), "SS")
    if by_status is None and "SOMATIC" in written.info:
        return CallerTag(CallerSays.SOMATIC, "SOMATIC")
    return by_status


def _version(header: VcfHeader) -> str | None:
    return first_match(r"v?([0-9][\w.]*)", header.values("MuSE_version"))


DIALECT = Dialect(
    name="muse",
    recognises=_recognises,
    support=spec_support,
    title="MuSE",
    documentation="https://bioinformatics.mdanderson.org/public-software/muse/",
    tier=DialectTier.EXACT,
    needs=frozenset({"AD"}),
    marks=(frozenset({"AD", "BQ", "SS"}),),
    info=frozenset({"SOMATIC"}),
    tag=_tag,
    version=_version,
    quirk="FILTER holds a tier of confidence; Tier1 to Tier5 are respected as filters; DP may "
    "exceed the sum of AD.",
)
