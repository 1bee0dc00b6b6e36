"""What a header says of what its caller looks for: a tumour's variants, or inherited ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.sample import CallerSigns
from hccgenomics.readers.dialects import generic
from hccgenomics.vocabulary import CallerScope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.readers.dialect import Dialect
    from hccgenomics.readers.header import VcfHeader

_FILTERS: Final = frozenset(
    {
        "germline", "germline_risk", "panel_of_normals", "normal_artifact", "artifact_in_normal",
        "alt_allele_in_normal", "clustered_events", "orientation", "strand_artifact",
        "contamination", "t_lod", "t_lod_fstar", "weak_evidence", "triallelic_site",
        "NonSomatic", "REJECT", "QSS_ref", "QSI_ref", "LowEVS", "GERMLINE",
    }
)  # fmt: skip
_FIELDS: Final = {
    "INFO": frozenset({"SOMATIC", "SS", "SSC", "SPV", "TLOD", "NLOD", "STATUS", "SGT", "NT",
                       "SOMATICSCORE", "SomaticEVS", "TUMOR_DP", "MQSI", "P_GERMLINE"}),
    "FORMAT": frozenset({"SS", "SSC", "SQ", "FA", "PURPLE_AF"}),
}  # fmt: skip
"""Written by Mutect2, MuTect, Strelka2, VarScan 2, VarDict, SomaticSniper, MuSE, DRAGEN and others
where they compare a tumour with something, and by no germline caller known here."""


def signs_of(files: Iterable[tuple[VcfHeader, Dialect]], *, has_tumour: bool) -> CallerSigns:
    """The signs of all files together, in an order that theirs does not change.

    Args:
        files: Each header with the dialect that reads it.
        has_tumour: Whether a column of a sample was read.
    """
    somatic: set[str] = set()
    germline: set[str] = set()
    fields: set[str] = set()
    for header, dialect in files:
        name = dialect.title or dialect.name
        if dialect.scope is CallerScope.GERMLINE:
            germline.add(name)
        elif dialect.scope is CallerScope.SOMATIC and dialect.name != generic.DIALECT.name:
            somatic.add(name)
        fields.update(somatic_fields(header))
    return CallerSigns(
        tuple(sorted(somatic)), tuple(sorted(germline)), tuple(sorted(fields)), has_tumour
    )


def somatic_fields(header: VcfHeader) -> tuple[str, ...]:
    r"""Filters and fields of the header that only somatic callers declare.

    >>> from hccgenomics.readers.header import FIXED_COLUMNS, parse_header
    >>> lines = [b'##FILTER=<ID=germline,Description="">', "\t".join(FIXED_COLUMNS).encode()]
    >>> somatic_fields(parse_header(lines))
    ('FILTER germline',)
    """
    found = [f"FILTER {name}" for name in header.ids("FILTER") & _FILTERS]
    for kind, names in _FIELDS.items():
        found += [f"{kind} {name}" for name in header.ids(kind) & names]
    stated = (
        key
        for key in ("tumor_sample", "normal_sample")
        if not set(header.samples).isdisjoint(header.values(key))
    )
    return (*sorted(found), *stated)
