"""Whether what was read carries a report, where the files themselves are in order.

A report answers for markers and findings. Where nothing was found, and depth or tumour cells leave
hardly anything that could have been, there is no answer to give: such an input is failed rather
than reported empty. Anything found, present, absent down to a limit, or seen and left out is an
answer, and carries the report, whatever else is too shallow; so do files of larger alterations, and
a known place whose reads were counted and tell. What speaks against the files themselves is in
``sample_check``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import callability_wording
from hccgenomics.interpret import failure_wording as words
from hccgenomics.interpret.origin_wording import percent
from hccgenomics.interpret.sample_check import Failure
from hccgenomics.interpret.wording import counted
from hccgenomics.vocabulary import FailureCode, MarkerState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.interpret.callability import Coverage
    from hccgenomics.interpret.markers import MarkerResult
    from hccgenomics.model.coverage import MeasuredTarget

OPEN: Final = frozenset({MarkerState.NO_CALL, MarkerState.NOT_ASSAYED})
"""States of a marker that answer nothing."""
DIPLOID: Final = 2
"""Copies among which a clonal heterozygous variant has one, in tumour cells and others alike."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a run has to say.

    Attributes:
        is_found: Whether anything was found or seen, any alteration or an allele left out that a
            driver rule would flag, or reads at a known place tell whether it is there.
        is_small_alone: Whether the files are of small variants, and of nothing larger.
        purity: Of tissue, as the report uses it.
        least_vaf: The smallest fraction that the settings keep.
    """

    markers: Sequence[MarkerResult]
    coverage: Coverage
    is_found: bool
    is_small_alone: bool
    purity: float | None
    least_vaf: float

    @property
    def are_none(self) -> bool:
        """Whether nothing was found, no marker is present or absent, and nothing else was given."""
        are_open = all(marker.state in OPEN for marker in self.markers)
        return self.is_small_alone and are_open and not self.is_found


def failures_of(answers: Answers) -> tuple[Failure, ...]:
    """Why the run has no answer at all; nothing where it has any."""
    if not answers.are_none:
        return ()
    parts = tuple(_parts(answers.markers))
    measured = [one for one in parts if one.measured]
    found: list[Failure] = []
    if measured and all(one.is_failure for one in measured):
        found.append(_too_shallow(measured))
    if answers.coverage.has_depth and not measured:
        found.extend(_elsewhere(parts))
    return (*found, *_too_few_cells(answers))


def _parts(markers: Sequence[MarkerResult]) -> Iterator[MeasuredTarget]:
    """Small-variant parts of markers that are, or may be, on the panel."""
    for marker in markers:
        for part in marker.small:
            if part.measured is not None and part.measured.assayed is not False:
                yield part.measured


def _too_shallow(parts: Sequence[MeasuredTarget]) -> Failure:
    counted_parts = counted(len(parts), *words.PART_OF)
    best = max(parts, key=lambda one: one.depth or 0)
    depth, needed = best.depth or 0, best.needed_depth
    if needed is None or depth >= needed:
        return Failure(FailureCode.TOO_SHALLOW, words.UNFIT.format(parts=counted_parts))
    unit = callability_wording.UNITS[best.unit]
    why = words.TOO_SHALLOW.format(
        parts=counted_parts, depth=f"{depth:,} {unit}", needed=f"{needed:,}"
    )
    return Failure(FailureCode.TOO_SHALLOW, why, words.LEAST_DEPTH, depth, needed, unit)


def _elsewhere(parts: Sequence[MeasuredTarget]) -> Iterator[Failure]:
    """Depth was told, and of no part that may be on the panel."""
    if parts and not any(one.unnumbered for one in parts):
        code, told = FailureCode.DEPTH_ELSEWHERE, 0
        yield Failure(code, words.DEPTH_ELSEWHERE, words.PARTS_TOLD, told, None, words.PART_OF[1])


def _too_few_cells(answers: Answers) -> Iterator[Failure]:
    """So few tumour cells that the settings leave out every clonal variant."""
    if answers.purity is None:
        return
    expected = answers.purity / DIPLOID
    if expected >= answers.least_vaf:
        return
    why = words.TOO_FEW_CELLS.format(
        purity=percent(answers.purity),
        expected=percent(expected),
        limit=percent(answers.least_vaf),
    )
    code = FailureCode.TOO_FEW_TUMOUR_CELLS
    yield Failure(code, why, words.EXPECTED, expected, answers.least_vaf, words.VAF)
