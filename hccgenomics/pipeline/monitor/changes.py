"""Variants that appear, and those no longer seen, each held against what could have been seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import monitor_wording as words
from hccgenomics.model.monitor import Appeared, NoLongerSeen
from hccgenomics.reports.precision import number, percent
from hccgenomics.vocabulary import Appearance, Lane, TimePointState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.model.monitor import Cell, FollowedVariant

LANES: Final = frozenset({Lane.TUMOUR, Lane.UNDECIDED})
"""Where coming and going is told; that of blood and germline is not the tumour's."""


def is_shown(cell: Cell, alpha: float) -> bool:
    """Whether a sample shows a variant: called, or carried by more reads than errors explain."""
    if cell.state is TimePointState.CALLED:
        return True
    beyond = cell.q_value is None or cell.q_value <= alpha
    return cell.state is TimePointState.GENOTYPED and beyond


def appeared(variants: Sequence[FollowedVariant], alphas: Sequence[float]) -> Iterator[Appeared]:
    """Each variant that the first time point did not show and a later one does.

    Args:
        variants: All that are followed.
        alphas: ``forced_alpha`` of the time points' own settings.
    """
    for one in variants:
        shown = _shown_at(one, alphas)
        if one.lane in LANES and shown and shown[0] > 0:
            yield _appeared(one, shown[0])


def _shown_at(one: FollowedVariant, alphas: Sequence[float]) -> list[int]:
    return [
        place
        for place, (cell, alpha) in enumerate(zip(one.plasma, alphas, strict=True))
        if is_shown(cell, alpha)
    ]


def _appeared(one: FollowedVariant, place: int) -> Appeared:
    cell, before = one.plasma[place], one.plasma[:place]
    could = [
        (number_of, earlier)
        for number_of, earlier in enumerate(before, 1)
        if _could_have_shown(earlier, cell.vaf)
    ]
    if any(earlier.state is TimePointState.CALLED for earlier in one.tissue):
        appearance, why = Appearance.OF_TISSUE, words.OF_TISSUE
    elif could:
        limits = ", ".join(
            words.AT_LIMIT.format(limit=percent(earlier.limit_vaf or 0.0), number=number_of)
            for number_of, earlier in could
        )
        appearance, why = Appearance.EMERGING, words.EMERGING.format(limits=limits)
    else:
        appearance = Appearance.MAY_HAVE_BEEN_THERE
        why = words.MAY_HAVE_BEEN_THERE.format(reasons=_reasons(before, cell.vaf))
    return Appeared(
        variant=one.id,
        name=one.name,
        lane=one.lane,
        at=place + 1,
        vaf=cell.vaf,
        appearance=appearance,
        why=why,
    )


def _could_have_shown(earlier: Cell, vaf: float | None) -> bool:
    if earlier.state is not TimePointState.NOT_DETECTED or earlier.limit_vaf is None:
        return False
    return vaf is not None and earlier.limit_vaf <= vaf


def _reasons(before: Sequence[Cell], vaf: float | None) -> str:
    """Why earlier time points would not have shown it, those of one reason together."""
    by_reason: dict[tuple[str, str], list[int]] = {}
    for number_of, earlier in enumerate(before, 1):
        by_reason.setdefault(_hidden(earlier, vaf), []).append(number_of)
    return "; ".join(
        said.format(number=", ".join(map(str, numbers)), limit=limit)
        for (said, limit), numbers in by_reason.items()
    )


def _hidden(earlier: Cell, vaf: float | None) -> tuple[str, str]:
    """The template that says why one would not have shown it, and its limit."""
    match earlier.state:
        case TimePointState.NOT_COVERED:
            return words.NOT_COVERED_AT, ""
        case TimePointState.NOT_DETECTED if vaf is None:
            return words.NO_FRACTION, ""
        case TimePointState.NOT_DETECTED if earlier.limit_vaf is not None:
            return words.LIMIT_ABOVE, percent(earlier.limit_vaf)
        case TimePointState.GENOTYPED:
            return words.AMONG_ERRORS_AT, ""
        case _:
            return words.NOT_TOLD_AT, ""


def no_longer_seen(
    variants: Sequence[FollowedVariant], alphas: Sequence[float]
) -> Iterator[NoLongerSeen]:
    """Each variant that was shown before and is not at the last time point."""
    last = len(alphas) - 1
    for one in variants:
        shown = _shown_at(one, alphas)
        if one.lane in LANES and shown and shown[-1] < last:
            cell, before = one.plasma[last], one.plasma[shown[-1]]
            yield NoLongerSeen(
                variant=one.id,
                name=one.name,
                lane=one.lane,
                last_seen=shown[-1] + 1,
                last_vaf=before.vaf,
                at=last + 1,
                state=cell.state,
                limit_vaf=cell.limit_vaf,
                why=_gone(cell, before, shown[-1] + 1, last + 1),
            )


def _gone(cell: Cell, before: Cell, last_seen: int, at: int) -> str:
    seen = words.SEEN if before.vaf is None else words.SEEN_AT.format(vaf=percent(before.vaf))
    said = _template(cell, before)
    return said.format(
        number=at,
        last=last_seen,
        before=seen,
        limit="" if cell.limit_vaf is None else percent(cell.limit_vaf),
        alt="" if cell.alt is None else number(cell.alt),
        depth="" if cell.depth is None else number(cell.depth),
    )


def _template(cell: Cell, before: Cell) -> str:
    match cell.state:
        case TimePointState.NOT_COVERED:
            return words.GONE_NOT_COVERED
        case TimePointState.GENOTYPED:
            return words.GONE_AMONG_ERRORS
        case TimePointState.NOT_DETECTED if cell.limit_vaf is None:
            return words.GONE_WITHOUT_LIMIT
        case TimePointState.NOT_DETECTED:
            would_show = before.vaf is None or (cell.limit_vaf or 0.0) <= before.vaf
            return words.GONE if would_show else words.GONE_LIMIT_ABOVE
        case _:
            return words.GONE_NOT_TOLD
