"""Filters that keep their receipts: nothing vanishes, and the first objection is the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.vocabulary import DropReason, Specimen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hccgenomics.model.settings import Settings
    from hccgenomics.model.variant import VariantCall

    Objections = dict[DropReason, Callable[[VariantCall], bool]]


def objections(settings: Settings, specimen: Specimen) -> Objections:
    """The reasons to leave a call out, in the order they are put."""
    is_plasma = specimen is Specimen.PLASMA
    min_vaf = settings.min_vaf_plasma if is_plasma else settings.min_vaf_tissue
    tolerated = frozenset(settings.tolerated_filters)
    return {
        DropReason.FILTERED: lambda call: any(f not in tolerated for f in call.filters),
        DropReason.NOT_IN_TUMOUR: _is_not_in_tumour,
        DropReason.TOO_FEW_READS: lambda call: _is_below(
            call.support.alt_depth, settings.min_alt_depth
        ),
        DropReason.LOW_VAF: lambda call: _is_below(call.support.vaf, min_vaf),
    }


def sieve(
    calls: Iterable[VariantCall], objections: Objections
) -> tuple[list[VariantCall], list[tuple[VariantCall, DropReason]]]:
    """Keep the calls nobody objects to; give the others with the first objection.

    Kept and dropped always add up to what came in.
    """
    kept: list[VariantCall] = []
    dropped: list[tuple[VariantCall, DropReason]] = []
    for call in calls:
        reason = next((name for name, applies in objections.items() if applies(call)), None)
        if reason is None:
            kept.append(call)
        else:
            dropped.append((call, reason))
    return kept, dropped


def _is_not_in_tumour(call: VariantCall) -> bool:
    """The caller's own genotype leaves the allele out, or counts no read with it."""
    return call.genotype_carries_allele is False or call.support.alt_depth == 0


def _is_below(value: float | None, minimum: float) -> bool:
    """Whether a *known* value is too small; what the caller does not say is no objection."""
    return value is not None and value < minimum
