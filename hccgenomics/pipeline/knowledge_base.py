"""The evidence base as commands ask for it: loaded, overlaid, and as raw rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.overlays import with_overlays
from hccgenomics.knowledge.standing import standing_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hccgenomics.knowledge.standing import Standing
    from hccgenomics.model.evidence import Biomarker, KnowledgeBase, RegimenRow


def open_base(overlays: Sequence[Path]) -> KnowledgeBase:
    """Our base, with a laboratory's tables laid over it."""
    return with_overlays(load_knowledge(), overlays)


def rows_of(base: KnowledgeBase) -> tuple[Biomarker | RegimenRow, ...]:
    """Every row, assertions first."""
    return (*base.biomarkers, *base.regimens)


def raw_rows(overlays: Sequence[Path]) -> dict[str, Standing]:
    """Every row cell by cell; what the overlays say is checked first."""
    open_base(overlays)
    return standing_rows(overlays)
