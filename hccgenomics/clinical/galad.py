"""GALAD is never worked out here: it asks whether there is a tumour, and there is one.

Its public specifications feed DCP in mAU/mL or in ng/mL into one formula, which gives a
probability of 0.93 in place of 0.70 for one patient; a stated score is passed on as stated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.clinical import wording
from hccgenomics.clinical.stated import Scored, not_worked_out
from hccgenomics.model.report import ClinicalScore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.clinical.stated import Stated

NAME: Final = "GALAD"
INPUTS: Final = ("afp", "afp_l3", "dcp", "dcp_wako")


def galad(stated: Stated) -> Iterator[Scored]:
    """The stated score, or why there is none; nothing where nobody speaks of it."""
    said = stated.measured.get("galad")
    if said is not None:
        yield Scored(
            ClinicalScore(
                name=NAME,
                value=said.value,
                grade=None,
                unit="score",
                inputs=(said.text,),
                why=wording.GALAD_STATED,
                method=wording.GALAD_METHOD,
            )
        )
    elif "afp_l3" in stated.measured:
        unit = wording.GALAD_UNIT if "dcp" in stated.measured else ""
        inputs = [stated.measured[one].text for one in INPUTS if one in stated.measured]
        reasons = [f"{wording.GALAD_KNOWN}{unit}"]
        yield Scored(not_worked_out(NAME, reasons, inputs=inputs, method=wording.GALAD_METHOD))
