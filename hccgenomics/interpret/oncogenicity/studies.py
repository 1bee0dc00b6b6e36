"""OS1, OS2, OM4 and SBS2: what studies and earlier classifications say of this change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.events import meets
from hccgenomics.interpret.oncogenicity import wording
from hccgenomics.interpret.oncogenicity.distance import PROPERTIES, grantham
from hccgenomics.interpret.oncogenicity.points import fires, silent, silent_of, unknown
from hccgenomics.interpret.oncogenicity.reading import Change
from hccgenomics.vocabulary import EventKind, FunctionalEffect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.interpret.oncogenicity.question import (
        EstablishedChange,
        OncogenicityQuestion,
    )
    from hccgenomics.interpret.oncogenicity.reading import Reading
    from hccgenomics.model.functional import FunctionalEvidence
    from hccgenomics.model.judgement import Criterion


_STUDIED_BY_TERM: Final = frozenset({Change.INFRAME, Change.PROMOTER, Change.MISSENSE})


def classified_before(reading: Reading, question: OncogenicityQuestion) -> Criterion:
    """OS1: the same amino-acid change was classified as oncogenic by this standard before."""
    refusal = _no_substitution("OS1", reading)
    if refusal is not None or reading.substitution is None:
        return refusal or silent("OS1", wording.NOT_MISSENSE)
    known = question.classified.get((reading.gene, *reading.substitution))
    if known is None:
        return silent("OS1", wording.NOT_CLASSIFIED.format(count=len(question.classified)))
    return fires("OS1", wording.CLASSIFIED.format(name=known.name, source=known.grounds))


def studied_oncogenic(reading: Reading, question: OncogenicityQuestion) -> Criterion:
    """OS2: well-established studies show an oncogenic effect."""
    return _studied("OS2", FunctionalEffect.ONCOGENIC, reading, question)


def studied_without_effect(reading: Reading, question: OncogenicityQuestion) -> Criterion:
    """SBS2: well-established studies show no oncogenic effect."""
    return _studied("SBS2", FunctionalEffect.NONE, reading, question)


def _studied(
    code: str, effect: FunctionalEffect, reading: Reading, question: OncogenicityQuestion
) -> Criterion:
    if reading.gene not in question.functional:
        return silent_of(code, wording.NO_STUDY_OF_GENE, reading.gene)
    found = _rows(reading, question)
    if not found:
        return silent(code, wording.NO_STUDY)
    counted = [row for row in found if row.is_counted]
    if len({row.effect for row in counted}) > 1:
        return silent(code, wording.STUDIES_DIFFER.format(studies=_named(counted)))
    agreeing = [row for row in counted if row.effect is effect]
    if agreeing:
        return fires(code, wording.STUDIED[effect].format(studies=_named(agreeing)))
    return _not_counted(code, effect, found)


def _not_counted(
    code: str, effect: FunctionalEffect, found: Sequence[FunctionalEvidence]
) -> Criterion:
    passed = [row for row in found if row.effect is effect and not row.is_counted]
    if not passed:
        return silent(code, wording.STUDIED_OTHERWISE)
    status = "; ".join(f"{row.reference} ({_status(row)})" for row in passed)
    return silent(code, wording.NOT_COUNTED.format(studies=status))


def _status(row: FunctionalEvidence) -> str:
    checked = row.verification.value.replace("_", " ")
    return f"{checked}, {wording.STRENGTHS[row.strength]}"


def _named(rows: Sequence[FunctionalEvidence]) -> str:
    return "; ".join(f"{row.finding} ({row.reference})" for row in rows)


def _rows(reading: Reading, question: OncogenicityQuestion) -> Sequence[FunctionalEvidence]:
    """The rows of studies that speak of this change."""
    if reading.substitution is not None:
        return question.studies(reading.gene, *reading.substitution)
    rows = [row for row in question.functional[reading.gene] if row.is_study]
    if reading.change is Change.LOST:  # a splice site whose exon, once skipped, activates
        rows = [row for row in rows if row.term.kind is EventKind.EXON]
    elif reading.change not in _STUDIED_BY_TERM:
        return ()
    return [row for row in rows if meets(row.term, reading.alteration, question.hotspots)]


def other_change_of_residue(reading: Reading, question: OncogenicityQuestion) -> Criterion:
    """OM4: another missense change of the same residue is established, and this differs as much."""
    refusal = _no_substitution("OM4", reading)
    if refusal is not None or reading.substitution is None:
        return refusal or silent("OM4", wording.NOT_MISSENSE)
    residue, alt = reading.substitution
    known = question.established.get((reading.gene, residue), ())
    others = [change for change in known if change.alt != alt]
    if not others:
        return silent("OM4", wording.NO_OTHER_CHANGE)
    return _compared(others, alt, question.settings.oncogenicity_distance_tolerance)


def _compared(others: Sequence[EstablishedChange], alt: str, tolerance: int) -> Criterion:
    ref = others[0].ref
    if not {ref, alt} <= PROPERTIES.keys():
        return silent("OM4", wording.NO_OTHER_CHANGE)
    nearest = min(others, key=lambda change: grantham(ref, change.alt))
    ours, theirs = grantham(ref, alt), grantham(ref, nearest.alt)
    words = {
        "name": nearest.name,
        "grounds": nearest.grounds,
        "ours": ours,
        "theirs": theirs,
        "tolerance": tolerance,
    }
    if ours + tolerance >= theirs:
        return fires("OM4", wording.OTHER_CHANGE.format(**words))
    return silent("OM4", wording.MILDER_CHANGE.format(**words))


def _no_substitution(code: str, reading: Reading) -> Criterion | None:
    """Why a criterion of single amino acids cannot be asked, if it cannot."""
    if reading.change is Change.UNTOLD:
        return unknown(code, wording.UNTOLD)
    if reading.change is Change.PROMOTER:
        return silent(code, wording.OF_THE_PROMOTER)
    return None
