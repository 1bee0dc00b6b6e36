"""Reads in plasma at the tissue's variants: counted in alignments, else as the files state them.

A file of variants states reads of what it calls or lists; a reference block states a depth, and not
how many reads carry an allele, so nothing is taken for zero there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.model.ledger import blocks_over
from hccgenomics.pipeline.plasma.compartments import left_out_by_variant
from hccgenomics.pipeline.plasma.tracked import PlasmaCount, count_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hccgenomics.model.alteration import SmallAlteration
    from hccgenomics.model.ledger import Block
    from hccgenomics.model.variant import Variant
    from hccgenomics.pipeline.plasma.section import PlasmaQuestion
    from hccgenomics.pipeline.plasma.tissue import TissueVariant


def counts_of(question: PlasmaQuestion) -> Mapping[Variant, PlasmaCount]:
    """Reads at the tissue's variants: of the alignments, else as the files' records state them."""
    if question.tissue is None:
        return {}
    origins = {one.variant: one.origin for one in question.small}
    forced = {
        call.place.variant: count_of(call, origins.get(call.place.variant))
        for call in question.forced
    }
    stated = {} if forced else _stated_counts(question)
    by_id = {call.place.alteration: count_of(call) for call in question.forced}
    found = {
        one.variant: forced.get(one.variant) or by_id.get(one.id) or stated.get(one.variant)
        for one in tracked(question)
    }
    return {variant: count for variant, count in found.items() if count is not None}


def tracked(question: PlasmaQuestion) -> tuple[TissueVariant, ...]:
    """Small variants of the tissue; none without its report."""
    return () if question.tissue is None else question.tissue.small


def _stated_counts(question: PlasmaQuestion) -> Mapping[Variant, PlasmaCount]:
    """Of records kept and left out; the first that counts both alleles is taken."""
    origins = {one.variant: one.origin for one in question.small}
    asked = [one.variant for one in tracked(question)]
    found: dict[Variant, PlasmaCount] = {}
    for one in question.small:
        support = one.support
        if support.alt_depth is not None and support.total_depth:
            found[one.variant] = _stated(support.alt_depth, support.total_depth, question, one)
    for variant, entry in left_out_by_variant(question.entries, asked).items():
        if variant not in found and entry.alt_depth is not None and entry.depth:
            found[variant] = _stated(entry.alt_depth, entry.depth, question)
    for variant in asked:
        depth = _block_depth(variant, question.blocks)
        if variant not in found and depth is not None:
            found[variant] = _stated(None, depth, question)
    return {
        variant: count._replace(origin=origins.get(variant)) for variant, count in found.items()
    }


def _stated(
    alt: int | None,
    depth: int,
    question: PlasmaQuestion,
    found: SmallAlteration | None = None,
) -> PlasmaCount:
    from hccgenomics.model.background import SiteNoise
    from hccgenomics.model.forced import AlleleCount

    unit = question.unit
    noise = SiteNoise(question.settings.error_rate_of(unit), None, "global")
    normal = None
    support = (
        None
        if found is None
        else next(
            (call.normal_support for call in found.calls if call.normal_support is not None), None
        )
    )
    if support is not None and support.alt_depth is not None and support.total_depth:
        total, carried = support.total_depth, min(support.alt_depth, support.total_depth)
        normal = AlleleCount(total, total - carried, carried, 0, 0, 0, 0, unit)
    return PlasmaCount(None if alt is None else min(alt, depth), depth, unit, noise, normal)


def _block_depth(variant: Variant, blocks: Iterable[Block]) -> int | None:
    """The least depth of reference blocks over a variant's bases; ``None`` where one is refused."""
    at = variant.interval
    told = blocks_over(blocks, at.contig, at.start + 1, at.end)
    return None if told is None or told.refused else told.depth
