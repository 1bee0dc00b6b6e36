"""Octopus: haplotypes first; read counts only where they were asked for.

By default a sample has ``DP`` alone. ``AD``, ``ADP`` and ``AF`` are there on request
(``--annotations``): the reads assigned to every allele, those that could be assigned to any, and
their ratio, all of them with the reference first
(https://luntergroup.github.io/octopus/docs/guides/filtering/annotations). ``MAP_HF`` gives the
share of each haplotype, but not reliably in the order of the genotype's haplotypes, so no allele's
fraction is taken from it (https://luntergroup.github.io/octopus/docs/guides/models/cancer). The
cancer model flags somatic records ``SOMATIC``; ``HSS`` says which haplotypes are somatic. The
normal is the sample that ``--normal-sample`` (``-N``) names on the command line, where the header
has one.

Before 0.7, ``MAP_VAF`` is the fraction of a somatic call itself, and is kept as stated; its ``AF``
of one value is not the list with the reference first, and is not read.

Not compared with whole files. In records of 0.6 and 0.7 that users quote (luntergroup/octopus,
issues 61, 81, 200 and 290), ``AD`` over its sum is ``AF``, and "." in a normal without the allele.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import CallerTag, Support
from hccgenomics.readers.dialect import (
    Dialect,
    count,
    declares,
    first_match,
    fraction,
    is_named,
    per_allele,
    spec_support,
)
from hccgenomics.vocabulary import CallerSays, CallerScope

if TYPE_CHECKING:
    from hccgenomics.readers.dialect import Roles, Written
    from hccgenomics.readers.header import VcfHeader

_LINES: Final = ("octopus", "octopus_command", "octopus_options")
_NORMAL: Final = re.compile(r"(?:^|[\s\"])(?:-N|--normal-samples?)[ =]+\"?([^\s\",>]+)")
_PAIR: Final = 2
_BI_ALLELIC: Final = 2
_VERSION: Final = "octopus_version"


def _recognises(header: VcfHeader) -> bool:
    named = not {"octopus", _VERSION}.isdisjoint(header.meta)
    named = named or is_named(header, "octopus")
    return named or declares(header, "HSS", "MAP_HF")


def _support(written: Written) -> Support:
    counted = spec_support(written)
    assigned = count(written.fields.get("ADP"))
    return Support(
        ref_depth=counted.ref_depth,
        alt_depth=counted.alt_depth,
        depth=counted.depth if assigned is None else assigned,
        stated_vaf=_stated(written),
    )


def _stated(written: Written) -> float | None:
    """The allele's share of the assigned reads, else the model's estimate for a somatic call."""
    fractions = per_allele(written.fields.get("AF"), alleles=len(written.alleles))
    share = fraction(fractions[written.alt_index])
    if share is not None or len(written.alleles) > _BI_ALLELIC:
        return share
    return fraction(written.fields.get("MAP_VAF"))


def _tag(written: Written) -> CallerTag | None:
    if "SOMATIC" in written.info:
        return CallerTag(CallerSays.SOMATIC, "SOMATIC")
    if "1" in written.fields.get("HSS", "").split(","):  # the locus is somatic, this record not
        return CallerTag(CallerSays.GERMLINE, "HSS without SOMATIC")
    return None


def _version(header: VcfHeader) -> str | None:
    stated = (*header.values("octopus"), *(f"version={v}" for v in header.values(_VERSION)))
    return first_match(r"version=\"?v?([0-9][\w.-]*)", stated)


def _roles(header: VcfHeader) -> Roles:
    """By the normal that the command line names; the only other column is then the tumour."""
    lines = "\n".join(line for key in _LINES for line in header.values(key))
    normal = next((name for name in _NORMAL.findall(lines) if name in header.samples), None)
    if normal is None or len(header.samples) != _PAIR:
        return None, normal
    return header.samples[1 - header.samples.index(normal)], normal


DIALECT = Dialect(
    name="octopus",
    recognises=_recognises,
    support=_support,
    title="Octopus",
    documentation="https://luntergroup.github.io/octopus/docs/guides/models/cancer",
    scope=CallerScope.EITHER,
    needs=frozenset({"HSS", "AD", "MAP_HF", "MAP_VAF", "DP"}),
    marks=(frozenset({"HSS"}), frozenset({"PQ", "PS", "MQ"})),
    info=frozenset({"SOMATIC"}),
    tag=_tag,
    version=_version,
    roles=_roles,
    quirk="Reads are counted per allele (AD of ADP) only on request; AF has the reference first; "
    "MAP_HF is of haplotypes, and no allele's fraction is taken from it.",
)
