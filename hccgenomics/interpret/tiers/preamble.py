"""What every trace says before the first question: what was left out, what was lowered, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret.blood_wording import NO_TIER
from hccgenomics.interpret.tiers import wording
from hccgenomics.interpret.tiers.labels import is_label, scope_of
from hccgenomics.interpret.tiers.weighed import CAPPED, CLINICAL, Chosen
from hccgenomics.vocabulary import Direction, Verification

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.interpret.tiers.weighed import Weighed


def unranked(weighed: Weighed) -> str:
    """Why no scale at all ranks this match, or ""."""
    if not weighed.match.events:
        return wording.NO_EVENT
    if not weighed.events:
        return wording.NOT_GENOMIC
    if weighed.match.may_be_blood:
        return NO_TIER
    if weighed.row.verification is Verification.UNVERIFIED:
        return wording.UNVERIFIED_ROW
    return "" if weighed.checked else wording.NO_CHECKED_SOURCE


def left_out(weighed: Weighed) -> Iterator[str]:
    """What nobody checked, so that it sets no tier."""
    if weighed.row.verification is Verification.PARTLY_VERIFIED:
        yield wording.PARTLY_VERIFIED_ROW
    total = len(weighed.row.citations)
    labels = [
        one
        for one in weighed.row.approvals
        if is_label(one) and one.verification is Verification.UNVERIFIED
    ]
    what = []
    if weighed.checked < total:
        what.append(wording.SOURCES.format(count=total - weighed.checked, total=total))
    if labels:
        what.append(wording.LABELS.format(count=len(labels)))
    if what:
        yield wording.LEFT_OUT.format(what=", ".join(what))


def of_therapy(weighed: Weighed) -> tuple[str, ...]:
    """For a claim on a therapy."""
    return (
        *left_out(weighed),
        wording.CONTEXTS[weighed.context].format(tumours=scope_of(weighed.row.evidence_from)),
        _chosen(weighed),
        *_doubt(weighed),
    )


def of_patients(weighed: Weighed) -> tuple[str, ...]:
    """For a claim on diagnosis or prognosis, which no trial's choice of patients touches."""
    is_mixed = weighed.row.direction is Direction.MIXED
    return (
        *left_out(weighed),
        *((wording.MIXED_AS_IT_IS,) if is_mixed else ()),
        *_against(weighed),
    )


def _chosen(weighed: Weighed) -> str:
    return _template(weighed).format(
        chosen=wording.CHOSEN_BY[weighed.row.trial_selected_on],
        finding=weighed.finding,
        design=wording.DESIGNS[weighed.row.study_design],
    )


def _template(weighed: Weighed) -> str:
    design = weighed.row.study_design
    match weighed.chosen:
        case Chosen.BY_MARKER:
            return wording.CHOSEN
        case Chosen.REPORTED:
            return wording.REPORTED
        case Chosen.BY_ANOTHER:
            return wording.BY_ANOTHER if design in CAPPED else wording.BY_ANOTHER_AS_IT_IS
        case Chosen.BY_NOTHING:
            return wording.BY_NOTHING if design in CLINICAL else wording.BY_NOTHING_AS_IT_IS


def _doubt(weighed: Weighed) -> Iterator[str]:
    if weighed.row.direction is Direction.MIXED:
        yield wording.MIXED_LABELLED if weighed.labels else wording.MIXED
    yield from _against(weighed)


def _against(weighed: Weighed) -> Iterator[str]:
    if weighed.against:
        yield wording.AGAINST.format(rows=", ".join(weighed.against))
