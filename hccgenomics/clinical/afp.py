"""Alpha-fetoprotein against the cut-off of REACH-2, for ramucirumab after sorafenib."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.clinical import wording
from hccgenomics.clinical.stated import Scored, caveats_on, graded, not_worked_out
from hccgenomics.model.cut_points import RAMUCIRUMAB_AFP
from hccgenomics.model.report import ClinicalScore

if TYPE_CHECKING:
    from hccgenomics.clinical.stated import Stated

NAME: Final = "AFP"


def afp(stated: Stated) -> Scored:
    """The value with the side of 400 ng/mL on which it lies."""
    value = stated.measured.get("afp")
    if value is None:
        return Scored(not_worked_out(NAME, [wording.absent("afp")], method=wording.AFP_METHOD))
    grade = graded(value, RAMUCIRUMAB_AFP, "ng/mL")
    why = "" if grade else f"{wording.BOUND_ONLY.format(text=value.text)}."
    return Scored(
        ClinicalScore(
            name=NAME,
            value=value.value if value.bound is None else None,
            grade=grade,
            unit="ng/mL",
            inputs=(value.text,),
            why=why,
            method=wording.AFP_METHOD,
            caveats=(*caveats_on(stated, (value,)), *wording.AFP_CAVEATS),
        )
    )
