"""MuTect 1: ``AD`` of reference and alternate, ``FA`` the fraction, ``SS`` the somatic status.

The caller has two verdicts only: ``PASS`` with ``SOMATIC``, and ``REJECT`` for everything else,
which holds germline variants and artefacts alike, so that it says no more than "not somatic"
(https://software.broadinstitute.org/cancer/cga/mutect_run).

Compared with real output (test data of lima1/PureCN: MuTect 1.1.7).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import CallerTag, Support
from hccgenomics.readers.dialect import (
    Dialect,
    declares,
    first_match,
    is_named,
    spec_support,
    stated_fraction,
    status_tag,
)
from hccgenomics.vocabulary import CallerSays, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Roles, Written
    from hccgenomics.readers.header import VcfHeader

_ROLE: Final = r"\b{role}_sample_name=([^\s\",>]+)"


def _recognises(header: VcfHeader) -> bool:
    """By its command line, or by its fields together with the FILTER it alone has."""
    named = "MuTect" in header.meta or "GATKCommandLine.MuTect" in header.meta
    own = declares(header, "FA", "BQ", "SS", "MQ0") and "REJECT" in header.ids("FILTER")
    return named or is_named(header, "mutect", "muTect") or own


def _support(written: Written) -> Support:
    counted = spec_support(written)
    fraction = stated_fraction(written, "FA")
    return Support(counted.ref_depth, counted.alt_depth, counted.depth, fraction)


def _tag(written: Written) -> CallerTag | None:
    by_status = status_tag(written.fields.get("SS"), "SS")
    if by_status is not None:
        return by_status
    if "REJECT" in written.filters:
        return CallerTag(CallerSays.NOT_SOMATIC, "FILTER=REJECT")
    return CallerTag(CallerSays.SOMATIC, "SOMATIC") if "SOMATIC" in written.info else None


def _version(header: VcfHeader) -> str | None:
    lines = (*header.values("MuTect"), *header.values("GATKCommandLine.MuTect"))
    return first_match(r"Version=\"?([^\",>\s]+)", lines)


def _roles(header: VcfHeader) -> Roles:
    tumour, normal = (_column(header, role) for role in ("tumor", "normal"))
    return tumour, normal


def _column(header: VcfHeader, role: str) -> str | None:
    lines = (*header.values("MuTect"), *header.values("GATKCommandLine.MuTect"))
    found = (re.search(_ROLE.format(role=role), line) for line in lines)
    names = {match[1] for match in found if match} & set(header.samples)
    return names.pop() if len(names) == 1 else None


DIALECT = Dialect(
    name="mutect1",
    recognises=_recognises,
    support=_support,
    title="MuTect 1",
    documentation="https://software.broadinstitute.org/cancer/cga/mutect_run",
    tier=DialectTier.EXACT,
    needs=frozenset({"FA"}),
    marks=(frozenset({"AD", "FA", "BQ"}),),
    info=frozenset({"SOMATIC"}),
    tag=_tag,
    version=_version,
    roles=_roles,
    quirk="REJECT is every other verdict, germline and artefact alike; the normal's AD may stand "
    "beside a DP of other reads, which is not used.",
)
