"""Depth as a genome VCF states it: its reference blocks, and its records of variants between them.

A block whose FILTER is not ``PASS`` or ``.`` is refused in the file's own words. A record of a
variant has a filter for the variant, and its place was sequenced as deeply as it says; only a
filter that speaks of depth refuses the place too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.model.copy_number_files import InputFacts
from hccgenomics.model.coverage import CoverageSource
from hccgenomics.model.ledger import PASSED
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.coverage.runs import DepthRow, clipped, filled, runs_by_contig
from hccgenomics.readers.stream import unpacked_name
from hccgenomics.vocabulary import CoverageKind, DialectTier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hccgenomics.readers.blocks import BlockDepths, Depths
    from hccgenomics.readers.calls import SmallVariants
    from hccgenomics.readers.one_file import FileFacts
    from hccgenomics.readers.panel import Stretches

_OF_DEPTH: Final = re.compile(r"depth|coverage|(?:low|min|_)dp|lowcov|no_?data", re.IGNORECASE)
"""Filters that speak of the depth of a place: ``LowDP`` (Pisces), ``low_depth`` (DRAGEN),
``LowDepth`` (Strelka2), ``q3minDP``."""


def block_sources(
    small: SmallVariants, places: Mapping[str, Stretches]
) -> tuple[CoverageSource, ...]:
    """What the reference blocks of each file say, of files that have any."""
    return tuple(
        _source(small, index, depths, places) for index, depths in sorted(small.depths.items())
    )


def _source(
    small: SmallVariants, index: int, depths: Depths, places: Mapping[str, Stretches]
) -> CoverageSource:
    facts = small.files[index]
    variants = _variants(small, index, places)
    return CoverageSource(
        number=facts.number,
        name=unpacked_name(facts.name),
        kind=CoverageKind.BLOCKS,
        unit=facts.unit,
        runs=runs_by_contig(
            {
                contig: filled(
                    list(_blocks(depths.contigs, contig, of_contig)),
                    variants.get(contig, []),
                )
                for contig, of_contig in places.items()
            }
        ),
        is_exhaustive=False,
        notes=_notes(depths),
    )


def _notes(depths: Depths) -> tuple[str, ...]:
    if not depths.left_out:
        return ()
    return (words.LEFT_OUT_BLOCKS.format(count=depths.left_out, most=depths.count),)


def _blocks(found: Mapping[str, BlockDepths], contig: str, places: Stretches) -> Iterator[DepthRow]:
    if contig in found:
        for start, end, depth, filters in found[contig].rows():
            yield from clipped(DepthRow(start, end, depth, _objections(filters)), places)


def _objections(filters: str) -> str:
    return ";".join(name for name in filters.split(";") if name not in PASSED)


def _variants(
    small: SmallVariants, index: int, places: Mapping[str, Stretches]
) -> dict[str, list[DepthRow]]:
    """The bases of the records of variants, by contig."""
    found: dict[str, list[DepthRow]] = {}
    for call in small.calls:
        contig, locus = call.variant.contig, call.locus
        if locus.source == index and contig in places:
            refused = ";".join(name for name in call.filters if _OF_DEPTH.search(name))
            start, depth = locus.pos - 1, call.support.total_depth
            row = DepthRow(start, start + len(locus.ref), depth, refused)
            found.setdefault(contig, []).extend(clipped(row, places[contig]))
    return found


def genome_vcf_facts(facts: FileFacts, *, number: int) -> InputFacts:
    """A genome VCF given for its depths, as provenance lists it."""
    return InputFacts(
        name=facts.name,
        sha256=facts.sha256,
        size=facts.size,
        container=facts.container,
        format=facts.file_format,
        tool=facts.caller,
        tier=DialectTier.EXACT,
        records=facts.records,
        number=number,
    )
