"""Forced calls as the report publishes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.model import plasma as doc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.forced import AlleleCount, ForcedCall


def forced_documents(calls: Iterable[ForcedCall]) -> tuple[doc.ForcedCall, ...]:
    """Every call, in their order: the page groups what nothing was seen of, the JSON does not."""
    return tuple(map(forced_document, calls))


def forced_document(call: ForcedCall) -> doc.ForcedCall:
    """One call."""
    place, variant = call.place, call.place.variant
    return doc.ForcedCall(
        name=place.name,
        gene=place.gene,
        contig=variant.contig,
        pos=variant.pos,
        ref=variant.ref,
        alt=variant.alt,
        because=place.because,
        alteration=place.alteration or None,
        state=call.state,
        count=counted_document(call.count),
        vaf=call.count.vaf,
        low=call.low,
        high=call.high,
        error=call.error,
        error_from=call.error_from,
        p_value=call.p_value,
        q_value=call.q_value,
        limit_vaf=call.limit_vaf,
        normal=None if call.normal is None else counted_document(call.normal),
        why=call.why,
    )


def counted_document(count: AlleleCount) -> doc.Counted:
    """Fragments at one place."""
    return doc.Counted(
        depth=count.depth,
        ref=count.ref,
        alt=count.alt,
        other=count.other,
        alt_forward=count.alt_forward,
        alt_reverse=count.alt_reverse,
        low_quality=count.low_quality,
        unit=count.unit,
    )
