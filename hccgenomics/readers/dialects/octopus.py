"""Octopus: haplotypes first; read counts only where they were asked for.

By default a sample has ``DP`` alone. ``AD``, ``ADP`` and ``AF`` are there on request
(``--annotations``): the reads assigned to every allele, those that could be assigned to any, and
their ratio, all of them with the reference first
(https://luntergroup.github.io/octopus/docs/guides/filtering/annotations). ``MAP_HF`` gives the
share of each haplotype, but not reliably in the order of the genotype's haplotypes, so no allele's
fraction is taken from it (https://luntergroup.github.io/octopus/docs/guides/models/cancer). The
cancer model flags somatic records ``SOMATIC``; ``HSS`` says which haplotypes are somatic.

Not compared with real files; fields and order were seen in an excerpt of 0.7.1 output that another
project (mchord) tests with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from hccgenomics.readers.dialect import Written
    from hccgenomics.readers.header import VcfHeader


def _recognises(header: VcfHeader) -> bool:
    named = "octopus" in header.meta or is_named(header, "octopus")
    return named or declares(header, "HSS", "MAP_HF")


def _support(written: Written) -> Support:
    counted = spec_support(written)
    fractions = per_allele(written.fields.get("AF"), alleles=len(written.alleles))
    assigned = count(written.fields.get("ADP"))
    return Support(
        ref_depth=counted.ref_depth,
        alt_depth=counted.alt_depth,
        depth=counted.depth if assigned is None else assigned,
        stated_vaf=fraction(fractions[written.alt_index]),
    )


def _tag(written: Written) -> CallerTag | None:
    if "SOMATIC" in written.info:
        return CallerTag(CallerSays.SOMATIC, "SOMATIC")
    if "1" in written.fields.get("HSS", "").split(","):  # the locus is somatic, this record not
        return CallerTag(CallerSays.GERMLINE, "HSS without SOMATIC")
    return None


def _version(header: VcfHeader) -> str | None:
    return first_match(r"version=\"?v?([0-9][\w.-]*)", header.values("octopus"))


DIALECT = Dialect(
    name="octopus",
    recognises=_recognises,
    support=_support,
    title="Octopus",
    documentation="https://luntergroup.github.io/octopus/docs/guides/models/cancer",
    scope=CallerScope.EITHER,
    needs=frozenset({"HSS", "AD", "MAP_HF", "DP"}),
    marks=(frozenset({"HSS"}), frozenset({"PQ", "PS", "MQ"})),
    info=frozenset({"SOMATIC"}),
    tag=_tag,
    version=_version,
    quirk="Reads are counted per allele (AD of ADP) only on request; AF has the reference first; "
    "MAP_HF is of haplotypes, and no allele's fraction is taken from it.",
)
