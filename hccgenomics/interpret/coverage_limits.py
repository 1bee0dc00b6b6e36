"""What panel and depth leave unsaid, for the limits of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret import callability_wording as wording
from hccgenomics.interpret.callability import is_lower_bound
from hccgenomics.vocabulary import CoverageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.model.coverage import Looked


def coverage_limits(looked: Looked | None) -> tuple[str, ...]:
    """Sentences on what was looked at; none of a run that was told nothing."""
    if looked is None or not looked.is_told:
        return ()
    return tuple(dict.fromkeys(_limits(looked)))


def _limits(looked: Looked) -> Iterator[str]:
    panel = looked.panel
    if looked.sources:
        yield wording.LIMIT_TOLD
    elif panel is not None:
        yield wording.LIMIT_PANEL_ALONE.format(panel=panel.called)
    if panel is not None:
        yield from panel.lacks
        yield from panel.notes
    means = [s.name for s in looked.sources if s.kind is CoverageKind.MEAN_DEPTH]
    if means:
        yield wording.LIMIT_MEAN.format(files=", ".join(means))
    bounds = [source.name for source in looked.sources if is_lower_bound(source.kind)]
    if bounds:
        yield wording.LIMIT_LOWER_BOUND.format(files=", ".join(bounds))
    for source in looked.sources:
        yield from source.notes
