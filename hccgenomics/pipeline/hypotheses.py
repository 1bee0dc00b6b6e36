"""Matches of a sample with curated rows, as the report has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hccgenomics.interpret.answered import BETWEEN_TESTS, NOTHING, Known, is_answered
from hccgenomics.interpret.summary import germline_caveats
from hccgenomics.interpret.tiers import tiers_of
from hccgenomics.model import report_evidence as doc
from hccgenomics.vocabulary import Direction, Implication

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.evidence import Biomarker, Match, MissedRow, RegimenRow
    from hccgenomics.model.lists import Trial
    from hccgenomics.model.statement import Approval, Citation
    from hccgenomics.vocabulary import Disease, Region

_LESS_EFFECT = (Implication.SENSITIVITY, Implication.REDUCED_SENSITIVITY)
_FOR = frozenset({Direction.SUPPORTS, Direction.MIXED})
"""A mixed row makes the claim and says that its evidence is mixed."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How rows are shown.

    Attributes:
        trials: By registry number.
        region: Whose regulator comes first; ``None`` for the order of the table.
        known: What answers a test that a row asks for.
    """

    trials: Mapping[str, Trial]
    region: Region | None = None
    known: Known = NOTHING

    def approvals(self, stated: Iterable[Approval]) -> tuple[Approval, ...]:
        """Those of the region first, otherwise as the table has them."""
        return tuple(sorted(stated, key=lambda one: one.region is not self.region))

    def open_tests(self, row: Biomarker) -> str:
        """What a row asks for and nobody has answered yet."""
        tests = row.asks_for.split(BETWEEN_TESTS)
        return BETWEEN_TESTS.join(
            test for test in tests if not is_answered(test, self.known, row.genes)
        )


def hypotheses_of(
    matches: Sequence[Match],
    alterations: Sequence[AnyAlteration],
    disease: Disease,
    shown: Shown,
) -> tuple[doc.Hypothesis, ...]:
    """The matches as the report has them, each with its tiers and with what speaks against it."""
    known = {alteration.id: alteration for alteration in alterations}
    return tuple(
        _hypothesis(
            item,
            (item.biomarker, *_against(item.biomarker, matches)),
            tuple(germline_caveats(known[id_] for id_ in item.alterations if id_ in known)),
            disease,
            shown,
        )
        for item in matches
    )


def near_misses_of(missed: Iterable[MissedRow]) -> tuple[doc.NearMissed, ...]:
    """Rows that speak of what was found, and are not met."""
    return tuple(
        doc.NearMissed(
            biomarker_id=item.biomarker.id,
            alterations=item.alterations,
            facts=item.facts,
            kind=item.kind,
            why=item.why,
        )
        for item in missed
    )


def _hypothesis(
    match: Match,
    rows: Sequence[Biomarker],
    caveats: Sequence[str],
    disease: Disease,
    shown: Shown,
) -> doc.Hypothesis:
    row = match.biomarker
    own = int(row.direction in _FOR)
    return doc.Hypothesis(
        biomarker_id=row.id,
        alterations=match.alterations,
        facts=match.facts,
        implication=row.implication,
        therapy=row.therapy,
        disease_match=match.disease_match,
        specificity=match.specificity,
        outranked_by=match.outranked_by,
        why=match.why,
        tiers=tiers_of(match, disease, against=rows[1:], region=shown.region),
        evidence=tuple(evidence_document(r, shown) for r in rows[:own]),
        evidence_against=tuple(evidence_document(r, shown) for r in rows[own:]),
        caveats=(*caveats, *row.caveats, *((row.conflicts,) if row.conflicts else ())),
        citations=_citations(rows),
        review_status=row.review_status,
        asks_for=shown.open_tests(row),
    )


def evidence_document(row: Biomarker, shown: Shown) -> doc.Evidence:
    """What one curated row says, with its own verification status."""
    return doc.Evidence(
        biomarker_id=row.id,
        statement=row.statement,
        statement_zh=row.statement_zh,
        figures=row.figures,
        effects=row.effects,
        direction=row.direction,
        study_design=row.study_design,
        trial_selected_on=row.trial_selected_on,
        n_patients=row.n_patients,
        n_patients_note=row.n_patients_note,
        lines=row.lines,
        line_note=row.line_note,
        disease_context=row.disease_context,
        approvals=shown.approvals(row.approvals),
        regulatory_note=row.regulatory_note,
        regulatory_as_of=row.regulatory_as_of,
        verification=row.verification,
        citations=row.citations,
        trials=_trials(row.trials, shown.trials),
        table=row.table,
    )


def regimen_document(
    row: RegimenRow, shown: Shown, for_this_patient: Iterable[str] = ()
) -> doc.Regimen:
    """A regimen of unselected disease, as context."""
    return doc.Regimen(
        biomarker_id=row.id,
        therapy=row.therapy,
        status=row.status,
        lines=row.lines,
        setting=row.setting,
        statement=row.statement,
        statement_zh=row.statement_zh,
        figures=row.figures,
        effects=row.effects,
        study_design=row.study_design,
        n_patients=row.n_patients,
        n_patients_note=row.n_patients_note,
        child_pugh=row.child_pugh,
        aetiology=row.aetiology,
        excluded=row.excluded,
        for_this_patient=tuple(for_this_patient),
        approvals=shown.approvals(row.approvals),
        regulatory_note=row.regulatory_note,
        regulatory_as_of=row.regulatory_as_of,
        caveats=row.caveats,
        verification=row.verification,
        citations=row.citations,
        trials=_trials(row.trials, shown.trials),
        table=row.table,
    )


def _trials(ids: Iterable[str], trials: Mapping[str, Trial]) -> tuple[Trial, ...]:
    return tuple(trials[id_] for id_ in ids if id_ in trials)


def _citations(rows: Iterable[Biomarker]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citation for row in rows for citation in row.citations))


def _against(row: Biomarker, matches: Sequence[Match]) -> list[Biomarker]:
    """Matched rows whose evidence speaks against what this row claims.

    A row says so itself (``qualifies``); one that found no effect of the same therapy counts too,
    and against a sensitivity one that found less effect of it (a gatekeeper beside the fusion).
    """
    if row.direction is Direction.DOES_NOT_SUPPORT:
        return []
    return [other.biomarker for other in matches if _speaks_against(other.biomarker, row)]


def _speaks_against(other: Biomarker, row: Biomarker) -> bool:
    if row.id in other.qualifies:
        return True
    if other.id == row.id or not set(row.therapy) & set(other.therapy):
        return False
    if other.direction is Direction.DOES_NOT_SUPPORT:
        return bool(set(row.genes) & set(other.genes))
    return (row.implication, other.implication) == _LESS_EFFECT
