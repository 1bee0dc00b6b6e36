"""CRAFITY: C-reactive protein and AFP in immunotherapy.

Scheiner 2022, J Hepatol 76:353-363, doi:10.1016/j.jhep.2021.09.035.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.clinical import wording
from hccgenomics.clinical.stated import Scored, caveats_on, missing, not_worked_out, worked_out
from hccgenomics.model.report import ClinicalScore
from hccgenomics.vocabulary import Comparison

if TYPE_CHECKING:
    from hccgenomics.clinical.stated import Stated

NAME: Final = "CRAFITY"
AFP_FLOOR: Final = 100.0
"""ng/mL."""
CRP_FLOOR: Final = 1.0
"""mg/dL, which is 10 mg/L; "1 mg/mL" in print is an error of a thousand."""
GROUPS: Final = ("low", "intermediate", "high")


def crafity_points(*, reaches_afp: bool, reaches_crp: bool) -> int:
    """0, 1 or 2.

    >>> crafity_points(reaches_afp=True, reaches_crp=False)
    1
    """
    return int(reaches_afp) + int(reaches_crp)


def crafity(stated: Stated) -> Scored:
    """Points and group."""
    given = [stated.measured[one] for one in ("afp", "crp") if one in stated.measured]
    texts = tuple(one.text for one in given)
    reasons = missing(stated, ("afp", "crp"))
    if reasons:
        return Scored(not_worked_out(NAME, reasons, inputs=texts, method=wording.CRAFITY_METHOD))
    afp, crp = given
    of_afp = afp.lies(Comparison.AT_LEAST, AFP_FLOOR)
    of_crp = crp.lies(Comparison.AT_LEAST, CRP_FLOOR)
    if of_afp is None or of_crp is None:
        sides = ((of_afp, afp), (of_crp, crp))
        reasons = [wording.BOUND_ONLY.format(text=m.text) for side, m in sides if side is None]
        return Scored(not_worked_out(NAME, reasons, inputs=texts, method=wording.CRAFITY_METHOD))
    points = crafity_points(reaches_afp=of_afp, reaches_crp=of_crp)
    group = GROUPS[points]
    document = ClinicalScore(
        name=NAME,
        value=points,
        grade=group,
        unit="points",
        inputs=texts,
        why="",
        method=wording.CRAFITY_METHOD,
        caveats=(*caveats_on(stated, given), *wording.CRAFITY_CAVEATS),
    )
    text = f"CRAFITY {points} ({group})"
    return Scored(
        document, (worked_out("crafity", text, unit="points", value=points, words=(group,)),)
    )
