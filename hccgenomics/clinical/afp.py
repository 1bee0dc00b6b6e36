"""Alpha-fetoprotein against the cut-off of REACH-2, for ramucirumab after sorafenib."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.clinical import wording
from hccgenomics.clinical.stated import Scored, caveats_on, not_worked_out
from hccgenomics.model.report import ClinicalScore
from hccgenomics.vocabulary import Comparison

if TYPE_CHECKING:
    from hccgenomics.clinical.stated import Stated
    from hccgenomics.model.measurement import Measurement

NAME: Final = "AFP"
REACH_2_FLOOR: Final = 400.0
"""ng/mL; the rule of the trial is 400 or more, though reviews print "> 400"."""


def graded(measurement: Measurement, bar: float, unit: str) -> str | None:
    """On which side of a cut-off a value lies, the cut-off itself being above; ``None`` if open."""
    reaches = measurement.lies(Comparison.AT_LEAST, bar)
    if reaches is None:
        return None
    return f"{'>=' if reaches else '<'} {bar:g} {unit}"


def afp(stated: Stated) -> Scored:
    """The value with the side of 400 ng/mL on which it lies."""
    value = stated.measured.get("afp")
    if value is None:
        return Scored(not_worked_out(NAME, [wording.absent("afp")], method=wording.AFP_METHOD))
    grade = graded(value, REACH_2_FLOOR, "ng/mL")
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
