"""How each caller spells the facts that every caller reports.

To teach the package a caller: add one module with one ``DIALECT``, add a line to ``REGISTRY``, and
put a header with a few records and what is expected of them under ``tests/data/vcf/<name>/``.

A module is imported when it is asked for by name, or when a header shows one of its signs: most
runs need two or three of them, and importing them all would be felt at every start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.errors import DialectError
from hccgenomics.readers import registry
from hccgenomics.readers.dialect import FEWEST_MERGED, MERGED
from hccgenomics.readers.dialects import generic
from hccgenomics.readers.registry import Modules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.readers.dialect import Dialect
    from hccgenomics.readers.header import VcfHeader


class Registered(NamedTuple):
    """Where a dialect is, and the signs without which its module recognises no header.

    Attributes:
        signs: In small letters, what a header line that declares no field may hold; after ``=``, a
            FORMAT, INFO or FILTER field that may be declared. None: it is never recognised.
        module: Its module here; by default named as the dialect.
        attribute: Its name there.
    """

    signs: tuple[str, ...] = ()
    module: str = ""
    attribute: str = "DIALECT"


REGISTRY: Final = {
    "mutect2": Registered(("mutect", "m2", "=TLOD")),
    "mutect1": Registered(("mutect", "=FA")),
    "strelka2": Registered(("strelka", "=AU", "=TIR")),
    "strelka2_germline": Registered(("=GQX",)),
    "vardict": Registered(("vardict", "=VD")),
    "varscan2": Registered(("varscan", "=FREQ")),
    "lofreq": Registered(("lofreq", "=HRUN")),
    "freebayes": Registered(("freebayes", "=QA")),
    "octopus": Registered(("octopus", "=MAP_HF")),
    "muse": Registered(("muse", "=Tier1")),
    "somaticsniper": Registered(("sniper", "=BCOUNT")),
    "pindel": Registered(("pindel", "=PF")),
    "radia": Registered(("radia", "=MMP")),
    "somaticseq": Registered(("somaticseq", "=CD4")),
    "dragen": Registered(("dragen",)),
    "dragen_germline": Registered(("dragen",), "dragen", "GERMLINE"),
    "tnscope": Registered(("tnscope", "=NBQPS")),
    "tnhaplotyper2": Registered(("sentieon", "tnhaplotyper", "tnsnv")),
    "dnascope": Registered(("sentieon", "dnascope", "=MLEAC")),
    "haplotypecaller": Registered(("haplotypecaller", "genotyper", "genotypegvcfs", "=MLEAC")),
    "pisces": Registered(("pisces", "callsomaticvariants", "=NL")),
    "tvc": Registered(("tvc", "torrent", "ion reporter", "ionreporter", "=FAO")),
    "deepsomatic": Registered(("deepvariant", "deepsomatic"), "deepvariant", "SOMATIC"),
    "deepvariant": Registered(("deepvariant", "deepsomatic")),
    "clairs": Registered(("clair", "=NAF")),
    "clair3": Registered(("clair3",)),
    "sage": Registered(("sage", "=RC_CNT")),
    "needlestack": Registered(("needlestack", "=RVSB")),
    "umivar": Registered(("umivar", "=M_AC")),
    "smcounter2": Registered(("=VMT",)),
    "platypus": Registered(("platypus", "=GOF")),
    "caveman": Registered(("caveman", "=PM")),
    "cgppindel": Registered(("=PU",)),
    "lancet": Registered(("lancet",)),
    "varlociraptor": Registered(("varlociraptor", "=PROB_ABSENT")),
    "bcftools": Registered(("bcftools", "samtools")),
    MERGED: Registered(),
    generic.DIALECT.name: Registered(),
}
ALIASES: Final = {
    "mutect": "mutect2",
    "strelka": "strelka2",
    "varscan": "varscan2",
    "purple": "sage",
    "pave": "sage",
    "tso500": "pisces",  # TruSight Oncology 500's tissue pipeline calls with Pisces,
    "tso500-ctdna": "dragen",  # its plasma pipeline with DRAGEN
    "iontorrent": "tvc",
    "clairs-to": "clairs",
    "umivar2": "umivar",
    "multi-umi": "umivar",
    "ensemble": "merged",
    "bcbio": "merged",
}
"""What else users call a caller; the report names its dialect."""
DIALECTS: Final[Modules[Dialect]] = Modules(
    __name__, {name: (entry.module or name, entry.attribute) for name, entry in REGISTRY.items()}
)


def choose_dialect(header: VcfHeader, *, caller: str | None, where: str) -> Dialect:
    """The dialect the user names, else the one that recognises the header, else the generic one.

    A header that several recognise is that of a merged file if records can be told apart by the
    fields they carry; if not, it is an error, never resolved by order: the counts of a record
    would depend on who wrote it.
    """
    caller = None if caller is None else ALIASES.get(caller.lower(), caller)
    if caller is not None and caller.lower() != MERGED:
        return _named(caller, header, where=where)
    found = recognised(header)
    if caller is None and len(found) < FEWEST_MERGED:
        return found[0] if found else generic.DIALECT
    from hccgenomics.readers.dialects.merged import merge

    return merge(found, header, where=where)


def recognised(header: VcfHeader) -> list[Dialect]:
    """The dialects that recognise a header, in the registry's order."""
    told = (DIALECTS[name] for name in suspected(header))
    return [dialect for dialect in told if dialect.recognises(header)]


def suspected(header: VcfHeader) -> Iterator[str]:
    """The dialects of which a header shows a sign."""
    return registry.suspected(header, {name: entry.signs for name, entry in REGISTRY.items()})


def _named(caller: str, header: VcfHeader, *, where: str) -> Dialect:
    dialect = DIALECTS.get(caller.lower())
    if dialect is None:
        raise DialectError(
            f"No caller is known as {caller!r}.",
            where=where,
            hint=f"--caller takes {', '.join(DIALECTS)}; docs/dialects.md describes each.",
        )
    dialect.check_fits(header, where=where)
    return dialect
