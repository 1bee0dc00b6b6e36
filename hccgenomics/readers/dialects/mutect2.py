"""GATK Mutect2 (and MuTect2 of GATK 3): ``AD`` counts informative reads of every allele.

``AF`` is the mean of a posterior distribution, not ``AD`` over its sum, and is kept as stated
(https://gatk.broadinstitute.org/hc/en-us/articles/360037593851-Mutect2). ``DP`` of the sample
counts more reads than ``AD`` and is not used.

Compared with real output of GATK 3.4, 3.5, 3.6 and of Mutect 2.1 and 2.2 (test data of
broadinstitute/gatk, lima1/PureCN, openvax/varcode, griffithlab/VAtools).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.readers.dialect import (
    Dialect,
    declares,
    filter_tag,
    first_match,
    is_named,
    spec_support,
)
from hccgenomics.vocabulary import CallerSays, DialectTier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.model.variant import CallerTag
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_COMMANDS: Final = ("Mutect2", "MuTect2", "M2")
_VERSIONS: Final = ("MutectVersion", "Mutect Version")
_IMITATORS: Final = ("ALTHC", "SQ")
"""Fields of TNscope and of DRAGEN, which share the others with Mutect2."""
_FILTERS: Final = {
    "germline": CallerSays.GERMLINE,
    "germline_risk": CallerSays.GERMLINE,
    "normal_artifact": CallerSays.NOT_SOMATIC,
    "artifact_in_normal": CallerSays.NOT_SOMATIC,
    "alt_allele_in_normal": CallerSays.NOT_SOMATIC,
    "multi_event_alt_allele_in_normal": CallerSays.NOT_SOMATIC,
    "panel_of_normals": CallerSays.NOT_SOMATIC,
}


def _recognises(header: VcfHeader) -> bool:
    """By its name, by GATK's command line (before and since GATK 4), or by its fields alone."""
    named = is_named(header, "Mutect2") or any(key in header.meta for key in _VERSIONS)
    return named or any(True for _ in _command_lines(header)) or _is_like_it(header)


def _command_lines(header: VcfHeader) -> Iterator[str]:
    for name in _COMMANDS:
        yield from header.values(f"GATKCommandLine.{name}")
        yield from (v for v in header.values("GATKCommandLine") if f"ID={name}," in v)


def _is_like_it(header: VcfHeader) -> bool:
    if not declares(header, "TLOD", "AD") or any(declares(header, key) for key in _IMITATORS):
        return False
    foreign = any(key.startswith(("Sentieon", "DRAGEN")) for key in header.meta)
    is_like_gatk4 = declares(header, "F1R2", "F2R1")
    return not foreign and (is_like_gatk4 or declares(header, "ALT_F1R2", "QSS"))


def _tag(written: Written) -> CallerTag | None:
    return filter_tag(written, _FILTERS)


def _version(header: VcfHeader) -> str | None:
    """GATK's version, for that of Mutect itself is that of its model."""
    gatk = first_match(r"Version=\"?v?([0-9][^\",>]*)", _command_lines(header))
    if gatk is not None:
        return f"GATK {gatk}"
    stated = [value for key in _VERSIONS for value in header.values(key)]
    return stated[0].strip() if stated else None


DIALECT = Dialect(
    name="mutect2",
    recognises=_recognises,
    support=spec_support,
    title="GATK Mutect2",
    documentation="https://gatk.broadinstitute.org/hc/en-us/articles/360037593851-Mutect2",
    tier=DialectTier.EXACT,
    needs=frozenset({"AD"}),
    marks=(frozenset({"AD", "AF"}), frozenset({"AD", "F1R2"}), frozenset({"AD", "ALT_F1R2"})),
    tag=_tag,
    version=_version,
    quirk="AF is a posterior mean, not AD over its sum; DP counts more reads than AD; the FILTER "
    "words germline and panel_of_normals speak of origin.",
)
