"""What each card is made of: its genes, neighbours, checks, curated rows and follow-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import card_wording
from hccgenomics.vocabulary import CopyClass

if TYPE_CHECKING:
    from hccgenomics.model.copy_number import CopyNumberAlteration

AMPLIFIED: Final = frozenset({CopyClass.AMPLIFICATION, CopyClass.BORDERLINE_AMPLIFICATION})
DELETED: Final = frozenset(
    {CopyClass.HOMOZYGOUS_DELETION, CopyClass.BORDERLINE_HOMOZYGOUS_DELETION}
)
BORDERLINE: Final = frozenset(
    {CopyClass.BORDERLINE_AMPLIFICATION, CopyClass.BORDERLINE_HOMOZYGOUS_DELETION}
)


@dataclass(frozen=True, slots=True)
class CardPlan:
    """One card.

    Attributes:
        gene: By which the card is found.
        genes: All that it speaks of.
        marker: The marker that has its state where nothing is found, or "".
        company: Neighbours that an amplification or deletion takes along, in genome order.
        checks: Codes of ``card_checks.CHECKS``.
        rows: Curated rows; the caveats of the first are those of the card.
        arm: What a gain that is not focal is called.
        classes: The changes of copies that the card is about.
        beside: A gene on whose card the rest is told, where one event changes both.
        always: Whether the card is shown whenever copy number was looked at.
    """

    gene: str
    title: str
    genes: tuple[str, ...]
    rows: tuple[str, ...]
    checks: tuple[str, ...] = ()
    company: tuple[str, ...] = ()
    follow_up: tuple[str, ...] = ()
    marker: str = ""
    arm: str = ""
    beside: str = ""
    always: bool = False
    classes: frozenset[CopyClass] = AMPLIFIED


FGF19_STAINING: Final = "FGF19 immunohistochemistry"
MET_STAINING: Final = "MET immunohistochemistry"
HER2_STAINING: Final = "HER2 immunohistochemistry"
RB1_STAINING: Final = "RB1 immunohistochemistry"
FISH: Final = card_wording.FISH

PLANS: Final[tuple[CardPlan, ...]] = (
    CardPlan(
        gene="FGF19",
        title="FGF19 amplification (11q13)",
        genes=("FGF19",),
        marker="FGF19 amplification",
        company=("CCND1", "LTO1", "FGF4", "FGF3", "ANO1"),
        checks=("focal", "ctnnb1", "fgfr4", "klb", "fgfr4_sites", "fgf19_protein"),
        rows=(
            *("FGF19-01", "FGF19-02", "FGF19-03", "FGF19-04", "FGF19-07", "FGF19-09"),
            *("11q13-08",),
        ),
        follow_up=(FGF19_STAINING, FISH.format(place="11q13 (FGF19, CCND1)")),
        arm="11q",
        always=True,
    ),
    CardPlan(
        gene="MET",
        title="MET amplification (7q31)",
        genes=("MET",),
        marker="MET",
        checks=("focal", "met_protein"),
        rows=("MET-01", "MET-02", "MET-03", "MET-05"),
        follow_up=(MET_STAINING, FISH.format(place="MET (7q31)")),
        arm="chromosome 7",
    ),
    CardPlan(
        gene="VEGFA",
        title="VEGFA amplification (6p21)",
        genes=("VEGFA",),
        marker="VEGFA amplification",
        checks=("focal",),
        rows=("VEGFA-01",),
        follow_up=(FISH.format(place="VEGFA (6p21)"),),
        arm="6p",
    ),
    CardPlan(
        gene="CCND1",
        title="CCND1 amplification (11q13)",
        genes=("CCND1",),
        company=("LTO1", "FGF19", "FGF4", "FGF3", "ANO1"),
        checks=("focal", "rb1"),
        rows=("CDK-02", "RB1-01", "11q13-08"),
        follow_up=(FGF19_STAINING, RB1_STAINING),
        arm="11q",
        beside="FGF19",
    ),
    CardPlan(
        gene="MYC",
        title="MYC amplification (8q24)",
        genes=("MYC",),
        checks=("focal",),
        rows=("MYC-01",),
        follow_up=(FISH.format(place="MYC (8q24)"),),
        arm="8q",
    ),
    CardPlan(
        gene="ERBB2",
        title="ERBB2 amplification (17q12)",
        genes=("ERBB2",),
        checks=("focal", "her2_protein"),
        rows=("HER2-01", "HER2-03"),
        follow_up=(HER2_STAINING,),
        arm="17q",
    ),
    CardPlan(
        gene="CDKN2A",
        title="CDKN2A and RB1",
        genes=("CDKN2A", "RB1"),
        marker="CDKN2A/RB1",
        company=("MTAP", "CDKN2B"),
        checks=("cdkn2a", "rb1"),
        rows=("CDK-01", "RB1-01"),
        follow_up=("p16 and RB1 immunohistochemistry",),
        arm="9p",
        classes=DELETED,
    ),
    CardPlan(
        gene="TERT",
        title="TERT: promoter, copies, rearrangement, integration",
        genes=("TERT",),
        checks=("tert_promoter", "tert_copies", "tert_rearrangement", "tert_integration"),
        rows=("TERT-06",),
        follow_up=(card_wording.TERT_RNA,),
        arm="5p",
    ),
)


def is_asked_for(alteration: CopyNumberAlteration) -> bool:
    """Whether a board asks for this change of this gene, on the border of it or beyond."""
    return any(
        alteration.gene in plan.genes and alteration.copies.copy_class in plan.classes
        for plan in PLANS
    )


def is_found(alteration: CopyNumberAlteration) -> bool:
    """Whether a change of copies counts as a finding: flagged, or asked for and no borderline."""
    if alteration.copies.copy_class in BORDERLINE:
        return False
    return alteration.is_driver or is_asked_for(alteration)
