"""Illumina DRAGEN: somatic (tumour-only, with normal, TruSight Oncology 500 ctDNA) and germline.

``AD`` counts informative reads of every allele and ``AF`` is ``AD`` over ``DP``, their sum but for
a few indels. The somatic mode adds ``SQ``, the somatic quality; tumour-only runs may tag
``GermlineStatus`` (``Germline_DB`` by population databases, ``Germline_Proxi`` by the fractions
around). A phased MNV keeps its parts as records with the filter ``mnv_component``. Records that
pipelines merge in may lack ``AD``: the depth is then known, the reads of each allele are not
(https://help.dragen.illumina.com, "Small Variant Calling").

Compared with real output: ``an_filter_dragen_somatic_in1`` of imgag/megSAP (4.4.6, tumour with
normal, whose columns nothing in the header tells apart: the file names on its command line are the
wrong way round) and ``VcfMerge_SR_DR`` of imgag/ngs-bits (4.3.17, germline).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import CallerTag, Support
from hccgenomics.readers.dialect import (
    Dialect,
    filter_tag,
    is_named,
    stated_fraction,
    support_within_depth,
)
from hccgenomics.readers.signature import has_run, version_of_run
from hccgenomics.vocabulary import CallerSays, CallerScope, DepthUnit, DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Roles, Written
    from hccgenomics.readers.header import VcfHeader

_RUN: Final = frozenset({"dragen"})
_LINE: Final = "DRAGENCommandLine"
_STATUS: Final = "GermlineStatus"
_STATUSES: Final = (
    ("germline", CallerSays.GERMLINE),
    ("somatic", CallerSays.SOMATIC),
)
_FILTERS: Final = {
    "germline": CallerSays.GERMLINE,
    "non_homref_normal": CallerSays.NOT_SOMATIC,
    "alt_allele_in_normal": CallerSays.NOT_SOMATIC,
    "noisy_normal": CallerSays.NOT_SOMATIC,
    "panel_of_normals": CallerSays.NOT_SOMATIC,
    "systematic_noise": CallerSays.NOT_SOMATIC,
}
_TUMOUR_INPUT: Final = re.compile(r"--(?:RGSM-)?tumor\b")
_TUMOUR: Final = re.compile(r"--(?:RGSM-tumor|tumor-fastq-list-sample-id)[ =]+([^\s\",>]+)")
_NORMAL: Final = re.compile(r"--(?:RGSM|fastq-list-sample-id)[ =]+([^\s\",>]+)")
_UMI: Final = re.compile(r"--umi-enable[ =]+(?:true|1)\b", re.IGNORECASE)
_PARTS: Final = 3
"""Parts of DRAGEN's own version, after those of its hardware."""
_PAIR: Final = 2


def _is_somatic(header: VcfHeader) -> bool:
    """By what it writes; else by the tumour on the command line."""
    lines = header.values(_LINE)
    return "SQ" in header.ids("FORMAT") or any(map(_TUMOUR_INPUT.search, lines))


def _wrote(header: VcfHeader) -> bool:
    return is_named(header, "dragen") or has_run(header, _LINE, _RUN)


def _recognises_somatic(header: VcfHeader) -> bool:
    return _wrote(header) and _is_somatic(header)


def _recognises_germline(header: VcfHeader) -> bool:
    return _wrote(header) and not _is_somatic(header)


def _support(written: Written) -> Support:
    """``AD`` within ``DP``; TruSight Oncology 500 may state the fraction as ``VF``."""
    made = support_within_depth(written)
    if made.stated_vaf is None and "VF" in written.fields:
        fraction = stated_fraction(written, "VF")
        return Support(made.ref_depth, made.alt_depth, made.depth, stated_vaf=fraction)
    return made


def _unit(header: VcfHeader) -> DepthUnit:
    """Molecules where its command line collapses reads by their UMI into a consensus each.

    ``--umi-enable true`` (https://help.dragen.illumina.com, "Unique Molecular Identifiers"). That
    both strands of each were seen it does not say, whatever the kind of UMI.
    """
    is_collapsed = any(map(_UMI.search, header.values(_LINE)))
    return DepthUnit.MOLECULES if is_collapsed else DepthUnit.READS


def _tag(written: Written) -> CallerTag | None:
    status = written.info.get(_STATUS, "")
    for word, says in _STATUSES:
        if status.lower().startswith(word):
            return CallerTag(says, f"{_STATUS}={status}")
    return filter_tag(written, _FILTERS)


def _version(header: VcfHeader) -> str | None:
    """``4.4.6`` of ``SW: 07.031.779.4.4.6, HW: …``."""
    lines = (version_of_run(header, key, _RUN) for key in (_LINE, "DRAGENVersion"))
    text = next((line for line in lines if line), None)
    if text is None:
        return None
    software = text.removeprefix("SW:").split(",")[0].strip()
    return ".".join(software.split(".")[-_PARTS:])


def _roles(header: VcfHeader) -> Roles:
    """By the sample names that the command line gives; names of files there prove nothing."""
    lines = "\n".join(header.values(_LINE))
    tumour, normal = _column(header, _TUMOUR, lines), _column(header, _NORMAL, lines)
    samples = header.samples
    if tumour is None and normal is not None and len(samples) == _PAIR:
        tumour = samples[1 - samples.index(normal)]
    return (tumour, normal) if tumour is not None and tumour != normal else (None, None)


def _column(header: VcfHeader, option: re.Pattern[str], lines: str) -> str | None:
    return next((name for name in option.findall(lines) if name in header.samples), None)


DIALECT = Dialect(
    name="dragen",
    recognises=_recognises_somatic,
    support=_support,
    unit=_unit,
    title="Illumina DRAGEN, somatic (TruSight Oncology 500 ctDNA too)",
    documentation="https://help.dragen.illumina.com/product-guide/dragen-v4.4/"
    "dragen-dna-pipeline/small-variant-calling/somatic-mode",
    tier=DialectTier.EXACT,
    scope=CallerScope.SOMATIC,
    needs=frozenset({"SQ", "AD", "AF", "VF"}),
    marks=(frozenset({"SQ"}),),
    info=frozenset({_STATUS}),
    tag=_tag,
    version=_version,
    roles=_roles,
    quirk="Tumour-only calls hold the germline too, tagged GermlineStatus; whose the columns are, "
    "only the sample names on the command line tell.",
)
GERMLINE = Dialect(
    name="dragen_germline",
    recognises=_recognises_germline,
    unit=_unit,
    support=support_within_depth,
    title="Illumina DRAGEN, germline",
    documentation="https://help.dragen.illumina.com/product-guide/dragen-v4.4/"
    "dragen-dna-pipeline/small-variant-calling",
    tier=DialectTier.EXACT,
    scope=CallerScope.GERMLINE,
    needs=frozenset({"AD", "AF", "DP"}),
    marks=(frozenset({"PRI", "GP"}),),
    version=_version,
    quirk="Told from the somatic mode by the lack of SQ and of a tumour on the command line.",
)
