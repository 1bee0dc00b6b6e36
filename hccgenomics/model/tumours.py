"""Which tumours hold which, and how far a statement about one reaches a patient with another.

``hepatocellular carcinoma ⊂ liver cancer ⊂ solid tumours``. Fibrolamellar and mixed carcinoma and
cholangiocarcinoma are entities of their own: what was seen in hepatocellular carcinoma, or in a
cohort of liver cancer that is mostly that, is another tumour's evidence for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import Disease, DiseaseMatch, EvidenceFrom

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WITHIN: Final[Mapping[EvidenceFrom, EvidenceFrom]] = {
    EvidenceFrom.HCC: EvidenceFrom.LIVER,
    EvidenceFrom.LIVER: EvidenceFrom.SOLID_TUMOURS,
    EvidenceFrom.FIBROLAMELLAR: EvidenceFrom.SOLID_TUMOURS,
    EvidenceFrom.MIXED: EvidenceFrom.SOLID_TUMOURS,
    EvidenceFrom.CHOLANGIOCARCINOMA: EvidenceFrom.SOLID_TUMOURS,
}
"""The next wider group of each."""
AGNOSTIC: Final = EvidenceFrom.SOLID_TUMOURS
"""From here upwards a statement is about the marker, whatever the tumour."""


def groups_of(disease: Disease) -> tuple[EvidenceFrom, ...]:
    """The disease and the groups it lies in, nearest first.

    >>> [group.value for group in groups_of(Disease.HCC)]
    ['hcc', 'liver_cancer', 'solid_tumours']
    >>> [group.value for group in groups_of(Disease.MIXED)]
    ['mixed-hcc-cca', 'solid_tumours']
    """
    group: EvidenceFrom | None = EvidenceFrom(disease.value)
    groups = []
    while group is not None:
        groups.append(group)
        group = WITHIN.get(group)
    return tuple(groups)


def reach(said_of: Iterable[EvidenceFrom], disease: Disease) -> DiseaseMatch:
    """How a statement about these tumours stands to a patient with this disease.

    >>> reach([EvidenceFrom.LIVER], Disease.HCC).value
    'same_disease'
    >>> reach([EvidenceFrom.LIVER], Disease.FIBROLAMELLAR).value
    'extrapolated_from_another_disease'
    >>> reach([EvidenceFrom.CHOLANGIOCARCINOMA, EvidenceFrom.SOLID_TUMOURS], Disease.HCC).value
    'tumour_agnostic'
    """
    stated = set(said_of)
    nearest = next((group for group in groups_of(disease) if group in stated), None)
    if nearest is None:
        return DiseaseMatch.EXTRAPOLATED
    return DiseaseMatch.AGNOSTIC if nearest is AGNOSTIC else DiseaseMatch.SAME
