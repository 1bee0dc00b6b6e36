"""RADIA: DNA of normal and tumour, and RNA of the tumour, side by side.

The columns are ``DNA_NORMAL``, ``DNA_TUMOR`` and ``RNA_TUMOR``; the tumour is the DNA. ``AD`` and
``AF`` both have one value per allele, the reference first, so that ``AF`` is not the field of the
VCF specification (https://github.com/aradenbaugh/radia, header written by ``radia.py``). INFO
``SS`` is the TCGA status.

Compared with real output of 1.1.5 (test data of mskcc/vcf2maf): ``AD`` over its sum is ``AF`` in
each of 233 columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import Support
from hccgenomics.readers.dialect import (
    Dialect,
    declares,
    first_match,
    fraction,
    is_named,
    per_allele,
    source_of,
    spec_support,
    status_tag,
)
from hccgenomics.vocabulary import DialectTier

if TYPE_CHECKING:
    from hccgenomics.model.variant import CallerTag
    from hccgenomics.readers.dialect import Roles, Written
    from hccgenomics.readers.header import VcfHeader

_TUMOUR: Final = "DNA_TUMOR"
_NORMAL: Final = "DNA_NORMAL"


def _recognises(header: VcfHeader) -> bool:
    return is_named(header, "radia") or declares(header, "START", "STOP", "MMP", "MQA")


def _support(written: Written) -> Support:
    alleles = len(written.alleles)
    counted = spec_support(written)
    values = per_allele(written.fields.get("AF"), alleles=alleles)
    stated = fraction(values[written.alt_index])
    return Support(counted.ref_depth, counted.alt_depth, counted.depth, stated)


def _tag(written: Written) -> CallerTag | None:
    return status_tag(written.info.get("SS") or written.fields.get("SS"), "SS")


def _version(header: VcfHeader) -> str | None:
    return first_match(r"v?([0-9][\w.]*)", [source_of(header, "radia") or ""])


def _roles(header: VcfHeader) -> Roles:
    tumour = _TUMOUR if _TUMOUR in header.samples else None
    return tumour, _NORMAL if tumour and _NORMAL in header.samples else None


DIALECT = Dialect(
    name="radia",
    recognises=_recognises,
    support=_support,
    title="RADIA",
    documentation="https://github.com/aradenbaugh/radia",
    tier=DialectTier.EXACT,
    needs=frozenset({"AD"}),
    marks=(frozenset({"AD", "START", "STOP"}),),
    info=frozenset({"SS"}),
    tag=_tag,
    version=_version,
    roles=_roles,
    quirk="AF has one value per allele with the reference first; the column DNA_TUMOR is read, "
    "RNA_TUMOR is not.",
)
