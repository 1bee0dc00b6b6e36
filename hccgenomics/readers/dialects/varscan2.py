"""VarScan 2: ``RD`` and ``AD`` are the reads of reference and alternate, each one number.

``AD`` is no list: it counts the alternate reads alone. ``FREQ`` is their share of ``RD`` plus
``AD``, as a percentage (with a decimal comma where Java ran in such a locale); ``DP`` counts other
reads besides and is not used (https://dkoboldt.github.io/varscan/, "Somatic mutation calling",
"VCF output"). Tools that put their own counts in replace ``AD`` by one value per allele: then it
is read so.

Compared with real output of ``somatic`` and of ``mpileup2cns`` (test data of mskcc/vcf2maf,
griffithlab/VAtools, broadinstitute/gatk).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import Support
from hccgenomics.readers.dialect import (
    BadCountError,
    Dialect,
    count,
    declares,
    first_match,
    fraction,
    is_named,
    source_of,
    spec_support,
    status_tag,
)
from hccgenomics.vocabulary import CallerScope, DialectTier

if TYPE_CHECKING:
    from hccgenomics.model.variant import CallerTag
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader

_NAMES: Final = ("VarScan", "VarScan2", "VarscanSomatic")
_BI_ALLELIC: Final = 2
_PER_CENT: Final = 100


def _recognises(header: VcfHeader) -> bool:
    return is_named(header, *_NAMES) or declares(header, "RD", "AD", "FREQ")


def _support(written: Written) -> Support:
    fields = written.fields
    stated = percentage(fields.get("FREQ"))
    alternate = fields.get("AD", "")
    if len(written.alleles) > _BI_ALLELIC:  # one count for two alleles belongs to neither
        return Support() if "," not in alternate else spec_support(written)
    if "," in alternate or "RD" not in fields:
        return spec_support(written)
    return Support(count(fields["RD"]), count(alternate), None, stated)


def percentage(text: str | None) -> float | None:
    """A fraction from VarScan's ``FREQ``; a tool that escapes text writes ``%25`` for the sign.

    >>> percentage("48.7%"), percentage("12,5%"), percentage("28.05%25"), percentage(".")
    (0.487, 0.125, 0.2805, None)
    """
    if text is None or text in {".", ""}:
        return None
    number = text.replace("%25", "%").removesuffix("%").replace(",", ".")
    try:
        return fraction(str(round(float(number) / _PER_CENT, 6)))
    except ValueError:
        raise BadCountError(text) from None


def _tag(written: Written) -> CallerTag | None:
    return status_tag(written.info.get("SS"), "SS")


def _version(header: VcfHeader) -> str | None:
    return first_match(r"[vV]?(2\.[0-9][\w.]*)", [source_of(header, *_NAMES) or ""])


DIALECT = Dialect(
    name="varscan2",
    recognises=_recognises,
    support=_support,
    title="VarScan 2",
    documentation="https://dkoboldt.github.io/varscan/somatic-calling.html",
    tier=DialectTier.EXACT,
    scope=CallerScope.EITHER,
    needs=frozenset({"RD", "FREQ"}),
    marks=(frozenset({"RD", "AD", "FREQ"}),),
    info=frozenset({"SS"}),
    tag=_tag,
    version=_version,
    quirk="AD is one number, the alternate reads alone; the fraction is AD over RD plus AD, not "
    "over DP; FREQ is a percentage.",
)
