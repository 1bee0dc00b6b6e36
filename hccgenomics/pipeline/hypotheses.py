"""Matches of alterations with curated rows, as the report has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret.summary import germline_caveats
from hccgenomics.pipeline import documents
from hccgenomics.vocabulary import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model import report as doc
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.evidence import Biomarker, Match


def hypotheses_of(
    matches: Sequence[Match], alterations: Sequence[AnyAlteration]
) -> tuple[doc.Hypothesis, ...]:
    """The matches as the report has them, each with what speaks against it."""
    known = {alteration.id: alteration for alteration in alterations}
    return tuple(
        documents.hypothesis_document(
            item,
            _against(item.biomarker, matches),
            tuple(germline_caveats(known[id_] for id_ in item.alterations if id_ in known)),
        )
        for item in matches
    )


def _against(row: Biomarker, matches: Sequence[Match]) -> list[Biomarker]:
    """Matched rows whose evidence speaks against what this row claims.

    A row says so itself (``qualifies``); one that found no effect of the same therapy counts too.
    """
    if row.direction is Direction.DOES_NOT_SUPPORT:
        return []
    return [other.biomarker for other in matches if _speaks_against(other.biomarker, row)]


def _speaks_against(other: Biomarker, row: Biomarker) -> bool:
    if row.id in other.qualifies:
        return True
    if other.id == row.id or other.direction is not Direction.DOES_NOT_SUPPORT:
        return False
    return bool(set(row.therapy) & set(other.therapy)) and bool(set(row.genes) & set(other.genes))
