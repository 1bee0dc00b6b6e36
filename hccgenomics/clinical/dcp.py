"""Des-gamma-carboxy prothrombin (PIVKA-II) against the cut-off of the assays in mAU/mL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.clinical import wording
from hccgenomics.clinical.stated import WARFARIN, Scored, caveats_on, graded, not_worked_out
from hccgenomics.model.report import ClinicalScore
from hccgenomics.vocabulary import Comparison

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.clinical.stated import Stated

NAME: Final = "DCP (PIVKA-II)"
USUAL_FLOOR: Final = 40.0
"""mAU/mL."""
JAUNDICE_UMOL_L: Final = 34.0
"""Bilirubin from which the report reminds of jaundice: that of Child-Pugh's second point."""


def dcp(stated: Stated) -> Iterator[Scored]:
    """The value in mAU/mL with the side of the cut-off; ng/mL has none here."""
    value, other = stated.measured.get("dcp"), stated.measured.get("dcp_wako")
    if value is not None:
        grade = graded(value, USUAL_FLOOR, "mAU/mL")
        why = "" if grade else f"{wording.BOUND_ONLY.format(text=value.text)}."
        yield Scored(
            ClinicalScore(
                name=NAME,
                value=value.value if value.bound is None else None,
                grade=grade,
                unit="mAU/mL",
                inputs=(value.text,),
                why=why,
                method=wording.DCP_METHOD,
                caveats=(*_voids(stated), *caveats_on(stated, (value,)), *wording.DCP_CAVEATS),
            )
        )
    if other is not None:
        reasons = [wording.DCP_OTHER_SCALE]
        yield Scored(not_worked_out(NAME, reasons, inputs=(other.text,), method=wording.DCP_METHOD))


def _voids(stated: Stated) -> Iterator[str]:
    if stated.word("anticoagulant") == WARFARIN:
        yield wording.DCP_UNDER_WARFARIN
    bilirubin = stated.measured.get("bilirubin")
    if bilirubin is not None and bilirubin.lies(Comparison.AT_LEAST, JAUNDICE_UMOL_L):
        yield wording.DCP_JAUNDICE.format(amount=bilirubin.amount)
