"""One module a copy-number format.

To teach the package a format: add one module with one ``FORMAT``, add a line to ``REGISTRY``, put
files and what is expected of them under ``tests/data/cnv/<name>/``.

A module is imported when it is asked for by name, or when a file shows one of its signs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError
from hccgenomics.readers.registry import Modules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.readers.segment_format import SegmentFormat
    from hccgenomics.readers.segment_head import Head

REGISTRY: Final[dict[str, tuple[str, ...]]] = {
    "cnvkit": ("gene log2",),
    "purple": (
        "copynumber bafcount",
        "mincopynumber maxcopynumber",
        "purity normfactor",
        "qcstatus",
        "sampleid copynumber baf",
    ),
    "purecn": ("c seg.mean", "sampleid purity flagged", "sampleid arm c m"),
    "clincnv": (
        "tumor_cn_change",
        "cn_change major_allele",
        "variance value",
        "loglik value",
    ),
    "ascat": (
        "tumour_tcn tumour_bcn",
        "startpos endpos",
        "total_cn major_cn minor_cn",
        "final_total_cn",
        "normalcontamination",
        "aberrantcellfraction",
        "cellularity psi",
        "rho psi",
        "purity wgd_status",
        "headless",
    ),
    "facets": ("tcn.em lcn.em", "tcn lcn cn_state", "purity ploidy", "# purity ="),
    "sequenza": ("start.pos end.pos", "cellularity ploidy", "cellularity ploidy.estimate"),
    "ichorcna": (
        "seg.median.logr",
        "event copy.number median",
        "tumor_fraction ploidy",
        "chr start end",
    ),
    "dragen_cnv": ("vcf", "segment_mean copy_number improper_pairs"),
    "freec": ("chromosome ratio medianratio", "program_version", "copy_number status", "headless"),
    "cbioportal": ("hugo_symbol",),
    "gatk": ("contig start end",),
    "igv": ("headless", "chrom", "chromosome", "chr"),
    "gdc": ("gdc_aliquot", "gene_id gene_name copy_number"),
    "gistic": ("gene_symbol",),
    "vcf": ("vcf",),
}
"""Names with the signs without which a module recognises no file: words that all are names of
columns (small letters, blanks as ``_``); after ``#``, what a comment holds; ``vcf``; ``headless``.
"""
ALIASES: Final = {
    "cns": "cnvkit",
    "cnr": "cnvkit",
    "modelsegments": "gatk",
    "seg": "igv",
    "cbs": "igv",
    "dnacopy": "igv",
    "gistic2": "gistic",
    "tcga": "gdc",
    "battenberg": "ascat",
    "ascatngs": "ascat",
    "pcawg": "ascat",
    "linx": "purple",
    "facets-suite": "facets",
    "ichor": "ichorcna",
    "dragen": "dragen_cnv",
    "tso500": "dragen_cnv",
    "control-freec": "freec",
    "controlfreec": "freec",
}
"""What else users call a format; the report names it as the registry does."""


FORMATS: Final[Modules[SegmentFormat]] = Modules(
    __name__, {name: (name, "FORMAT") for name in REGISTRY}
)


def choose_format(head: Head, *, name: str | None, where: str) -> SegmentFormat:
    """The format the user names, else the one that recognises the head of the file.

    What many tools write steps back behind the format of one tool; else two that recognise one
    file are an error, never resolved by order.

    Raises:
        FormatError: None or several recognise it, or the one that is named does not fit.
    """
    if name is not None:
        return _named(name, head, where=where)
    found = recognised(head)
    if len(found) == 1:
        return found[0]
    from hccgenomics.readers.segments.others import refuse_several, refuse_unknown

    if found:
        raise refuse_several([known.name for known in found], where=where)
    raise refuse_unknown(head, tuple(FORMATS), where=where)


def recognised(head: Head) -> list[SegmentFormat]:
    """The formats that recognise a file: those of one tool, or else the general ones."""
    told = [FORMATS[name] for name in suspected(head)]
    found = [known for known in told if known.recognises(head)]
    return [known for known in found if not known.is_general] or found


def suspected(head: Head) -> Iterator[str]:
    """The formats of which a file shows a sign."""
    for name, signs in REGISTRY.items():
        if any(_shows(sign, head) for sign in signs):
            yield name


def _shows(sign: str, head: Head) -> bool:
    if sign.startswith("#"):
        return sign[1:] in head.remarks
    return head.words.issuperset(sign.split())


def _named(name: str, head: Head, *, where: str) -> SegmentFormat:
    plain = name.lower()
    known = FORMATS.get(ALIASES.get(plain, plain))
    if known is None:
        raise FormatError(
            f"No copy-number format is known as {name!r}.",
            where=where,
            hint=f"--cnv-format takes {', '.join(FORMATS)}.",
        )
    if not known.may_be(head):
        raise FormatError(
            f"--cnv-format says {known.name}, which reads {', '.join(known.reads)}, and the file "
            "is none of them.",
            where=where,
            hint="Leave the option out, or name the tool that wrote the file.",
        )
    return known
