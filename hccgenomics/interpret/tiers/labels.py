"""What regulators have said, and how far it reaches a patient.

Only a label that somebody checked counts, an accelerated or conditional one like any other; a
designation, a refusal or a withdrawal is none. A label counts for the finding only where it goes
with the marker that the trial chose by.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.tiers import wording
from hccgenomics.model.tumours import reach
from hccgenomics.vocabulary import ApprovalStatus, DiseaseMatch, EvidenceFrom, Region, Verification

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hccgenomics.model.statement import Approval
    from hccgenomics.vocabulary import Disease

_LABELS: Final = frozenset({ApprovalStatus.APPROVED, ApprovalStatus.ACCELERATED})
_NEAREST: Final = {match: rank for rank, match in enumerate(DiseaseMatch)}


@dataclass(frozen=True, slots=True)
class Label:
    """A label, and whether it speaks of the patient's tumour."""

    approval: Approval
    reach: DiseaseMatch


def is_label(approval: Approval) -> bool:
    """Whether this is a label at all."""
    return approval.status in _LABELS


def labels_for(approvals: Iterable[Approval], disease: Disease) -> tuple[Label, ...]:
    """The labels that somebody checked, the nearest to the patient first."""
    found = (
        Label(one, reach([one.scope], disease))
        for one in approvals
        if is_label(one) and one.verification is not Verification.UNVERIFIED
    )
    return tuple(sorted(found, key=lambda label: _NEAREST[label.reach]))


def nearest(labels: Iterable[Label], region: Region) -> Label | None:
    """One regulator's label that comes nearest to the patient's tumour."""
    return next((label for label in labels if label.approval.region is region), None)


def reaches(labels: Iterable[Label], *wanted: DiseaseMatch) -> bool:
    """Whether any regulator's label reaches so far."""
    return any(label.reach in wanted for label in labels)


def said_by(region: Region, labels: Sequence[Label], approvals: Iterable[Approval]) -> str:
    """One regulator's answer, as a clause."""
    label = nearest(labels, region)
    if label is not None:
        return _label(label)
    others = [one for one in approvals if one.region is region and not is_label(one)]
    return wording.NO_LABEL[others[0].status] if others else wording.NONE_STATED


def others_than(
    first: Region, asked: Region | None, labels: Sequence[Label], approvals: Sequence[Approval]
) -> str:
    """The other regulators of the row, and the one of the region asked for, as a sentence."""
    known = {one.region for one in approvals} | ({asked} if asked else set())
    regions = [region for region in Region if region in known and region is not first]
    clauses = [
        wording.REGULATOR.format(
            name=wording.REGULATORS[region], said=said_by(region, labels, approvals)
        )
        for region in sorted(regions, key=lambda region: region is not asked)
    ]
    return wording.OTHER_REGULATORS.format(said="; ".join(clauses)) if clauses else ""


def _label(label: Label) -> str:
    one = label.approval
    details = [wording.STATUSES[one.status], one.date, one.therapy]
    if one.verification is Verification.PARTLY_VERIFIED:
        details.append(wording.PARTLY)
    return wording.LABEL.format(
        where=_where(label), details=", ".join(part for part in details if part)
    )


def _where(label: Label) -> str:
    if label.reach is DiseaseMatch.SAME:
        return wording.IN_THIS_TUMOUR
    return wording.SCOPES[label.approval.scope]


def scope_of(stated: Iterable[EvidenceFrom]) -> str:
    """Whose tumours, in words."""
    return " and ".join(wording.TUMOURS[one] for one in stated)
