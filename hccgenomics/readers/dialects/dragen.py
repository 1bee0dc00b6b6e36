"""Illumina DRAGEN, somatic mode: tumour-only, tumour with normal, TruSight Oncology 500 ctDNA.

``AD`` counts informative reads of every allele, ``AF`` is ``AD`` over its sum, ``SQ`` is the
somatic quality. Tumour-only runs may tag ``GermlineStatus`` (``Germline_DB`` by population
databases, ``Germline_Proxi`` by the fractions of its neighbours). A phased MNV keeps its parts as
records with the filter ``mnv_component``. Compared with ``test/data/an_filter_dragen_somatic_in1``
of imgag/megSAP (DRAGEN 4.4.6, tumour with normal), whose first column is the one without the
alterations: nothing but the sample names on the command line tells the columns apart
(https://help.dragen.illumina.com, "Somatic Mode" of the small variant caller).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import CallerTag
from hccgenomics.readers.dialect import Dialect, spec_support, stated_fraction
from hccgenomics.readers.judgement import by_filters
from hccgenomics.readers.signature import has_run, named_source, version_of_run
from hccgenomics.vocabulary import CallerSays, CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.model.variant import Support
    from hccgenomics.readers.dialect import Roles, Written
    from hccgenomics.readers.header import VcfHeader

_RUN: Final = frozenset({"dragen"})
_STATUS: Final = "GermlineStatus"
_TUMOUR: Final = re.compile(r"--(?:RGSM-tumor|tumor-fastq-list-sample-id)[ =]+([^\s\",>]+)")
_NORMAL: Final = re.compile(r"--(?:RGSM|fastq-list-sample-id)[ =]+([^\s\",>]+)")
_TUMOUR_INPUT: Final = re.compile(r"--(?:RGSM-)?tumor[-_ =]|--enable-somatic|--tumor-")
_PARTS: Final = 3
_PAIR: Final = 2
_by_filter: Final = by_filters(
    {
        "germline": CallerSays.GERMLINE,
        "non_homref_normal": CallerSays.NOT_SOMATIC,
        "alt_allele_in_normal": CallerSays.NOT_SOMATIC,
        "noisy_normal": CallerSays.NOT_SOMATIC,
        "panel_of_normals": CallerSays.NOT_SOMATIC,
        "systematic_noise": CallerSays.NOT_SOMATIC,
    }
)


def wrote(header: VcfHeader) -> bool:
    """Whether DRAGEN wrote this file of small variants, in whatever mode."""
    signed = named_source(header, "dragen_snv", "dragen_targeted", "dragen")
    return signed is not None or has_run(header, "DRAGENCommandLine", _RUN)


def is_somatic(header: VcfHeader) -> bool:
    """Whether it looked for somatic variants: it then writes their quality, ``SQ``."""
    lines = header.values("DRAGENCommandLine")
    return "SQ" in header.ids("FORMAT") or any(map(_TUMOUR_INPUT.search, lines))


def dragen_version(header: VcfHeader) -> str | None:
    """``4.4.6`` of ``SW: 07.031.779.4.4.6, HW: 07.031.779``: the hardware's numbers come first."""
    for key in ("DRAGENCommandLine", "DRAGENVersion"):
        if text := version_of_run(header, key, _RUN):
            software = text.removeprefix("SW:").split(",")[0].strip()
            return ".".join(software.split(".")[-_PARTS:])
    return None


def _recognises(header: VcfHeader) -> bool:
    return wrote(header) and is_somatic(header)


def _support(written: Written) -> Support:
    """As specified; TruSight Oncology 500 may state the fraction as ``VF``."""
    made = spec_support(written)
    if made.stated_vaf is None and made.alt_depth is None and "VF" in written.fields:
        return type(made)(made.ref_depth, None, made.depth, stated_fraction(written, "VF"))
    return made


def _tag(written: Written) -> CallerTag | None:
    status = written.info.get(_STATUS, "")
    if status.lower().startswith("germline"):
        return CallerTag(CallerSays.GERMLINE, f"{_STATUS}={status}")
    if status.lower().startswith("somatic"):
        return CallerTag(CallerSays.SOMATIC, f"{_STATUS}={status}")
    return _by_filter(written)


def _roles(header: VcfHeader) -> Roles:
    """By the sample names on the command line, which need not all be there."""
    lines = "\n".join(header.values("DRAGENCommandLine"))
    tumour, normal = _column(header, _TUMOUR, lines), _column(header, _NORMAL, lines)
    samples = header.samples
    if tumour is None and normal is not None and len(samples) == _PAIR:
        tumour = samples[1 - samples.index(normal)]
    return (tumour, normal) if tumour is not None and tumour != normal else (None, None)


def _column(header: VcfHeader, option: re.Pattern[str], lines: str) -> str | None:
    return next((name for name in option.findall(lines) if name in header.samples), None)


DIALECT = Dialect(
    name="dragen",
    recognises=_recognises,
    support=_support,
    title="Illumina DRAGEN (somatic; TruSight Oncology 500 ctDNA)",
    documentation="https://help.dragen.illumina.com/product-guide/dragen-v4.4/"
    "dragen-dna-pipeline/small-variant-calling/somatic-mode",
    tier=DialectTier.EXACT,
    scope=CallerScope.SOMATIC,
    needs=frozenset({"SQ", "AD", "AF", "VF"}),
    info=frozenset({_STATUS}),
    tag=_tag,
    version=dragen_version,
    roles=_roles,
    quirk="Tumour-only calls hold the germline too, tagged GermlineStatus; the columns' roles "
    "stand on the command line alone, where they stand at all",
)
