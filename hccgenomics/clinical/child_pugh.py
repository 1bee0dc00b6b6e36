"""The Child-Pugh score, by the table of the MSD Manual.

The same lines stand in the Cleveland Clinic Journal of Medicine; other tables in print draw others
for albumin (3.0 g/dL), INR and bilirubin.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.clinical import wording
from hccgenomics.clinical.stated import WARFARIN, Scored, caveats_on, not_worked_out, worked_out
from hccgenomics.model.cut_points import CHILD_PUGH_POINTS, child_pugh_class
from hccgenomics.model.measurement import shown
from hccgenomics.model.report import ClinicalScore
from hccgenomics.vocabulary import Comparison

if TYPE_CHECKING:
    from hccgenomics.clinical.stated import Stated
    from hccgenomics.model.measurement import Measurement

NAME: Final = "Child-Pugh"
BILIRUBIN_MG_DL: Final = (2.0, 3.0)
BILIRUBIN_UMOL_L: Final = (34.0, 51.0)
"""Printed beside 2 and 3 mg/dL, which are 34.2 and 51.3: a value is judged in its own unit."""
ALBUMIN_G_L: Final = (28.0, 35.0)
INR: Final = (1.7, 2.3)
SECONDS: Final = (4.0, 6.0)
"""Of prothrombin time over the control, in place of INR."""
ASCITES: Final = {"none": 1, "mild": 2, "controlled": 2, "moderate": 3, "severe": 3}
ENCEPHALOPATHY: Final = {"none": 1, "grade_1": 2, "grade_2": 2, "grade_3": 3, "grade_4": 3}
LEAST, MOST = CHILD_PUGH_POINTS["A"][0], CHILD_PUGH_POINTS["C"][1]
NO_ANTICOAGULANT: Final = "none"
BILIARY: Final = "primary_biliary"
_LOW, _MIDDLE, _HIGH = 1, 2, 3
_STATED: Final = re.compile(
    r"(?:child[ -]pugh\s*)?(?:class\s*)?(?P<class>[ABC])?\s*(?P<points>\d{1,2})?", re.IGNORECASE
)


def read_stated(text: str) -> tuple[str, int | None]:
    """Class and points of what a ward writes; ``ValueError`` in one sentence if it contradicts.

    >>> read_stated("B7"), read_stated("6"), read_stated("Child-Pugh class a")
    (('B', 7), ('A', 6), ('A', None))
    """
    found = _STATED.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        raise ValueError(wording.CHILD_PUGH_FORM)
    points = None if found["points"] is None else int(found["points"])
    said = (found["class"] or "").upper()
    if points is None:
        return said, None
    if not LEAST <= points <= MOST:
        raise ValueError(wording.OUT_OF_RANGE.format(low=LEAST, high=MOST))
    right = child_pugh_class(points)
    if said and said != right:
        raise ValueError(wording.CHILD_PUGH_DIFFERS.format(points=points, right=right, stated=said))
    return right, points


def bilirubin_points(bilirubin: Measurement) -> int | None:
    """In the unit it was stated in; ``None`` where a bound leaves it open."""
    if bilirubin.stated_unit != "mg/dL":
        return _rising(bilirubin, BILIRUBIN_UMOL_L)
    low, high = BILIRUBIN_MG_DL
    return _points(
        is_best=bilirubin.stated_lies(Comparison.BELOW, low),
        is_worst=bilirubin.stated_lies(Comparison.ABOVE, high),
    )


def albumin_points(albumin: Measurement) -> int | None:
    """Fewer points the higher it is."""
    low, high = ALBUMIN_G_L
    return _points(
        is_best=albumin.lies(Comparison.ABOVE, high), is_worst=albumin.lies(Comparison.BELOW, low)
    )


def clotting_points(clotting: Measurement) -> int | None:
    """Of INR, or of seconds over the control."""
    return _rising(clotting, INR if clotting.subject == "inr" else SECONDS)


def _rising(measurement: Measurement, bars: tuple[float, float]) -> int | None:
    low, high = bars
    return _points(
        is_best=measurement.lies(Comparison.BELOW, low),
        is_worst=measurement.lies(Comparison.ABOVE, high),
    )


def _points(*, is_best: bool | None, is_worst: bool | None) -> int | None:
    if is_best:
        return _LOW
    if is_worst:
        return _HIGH
    return _MIDDLE if is_best is False and is_worst is False else None


def child_pugh(stated: Stated) -> Scored:
    """Points and class, worked out where all five items are known, and held against the stated."""
    clotting = stated.measured.get("inr") or stated.measured.get("pt_prolongation")
    laboratory = [
        one
        for one in (stated.measured.get("bilirubin"), stated.measured.get("albumin"), clotting)
        if one is not None
    ]
    items, reasons = _items(stated, clotting)
    inputs = (*(one.text for one in laboratory), *_findings(stated))
    if reasons:
        return _not_worked_out(stated, reasons, inputs)
    points = sum(items)
    found = child_pugh_class(points)
    document = ClinicalScore(
        name=NAME,
        value=points,
        grade=found,
        unit="points",
        inputs=inputs,
        why="",
        method=wording.CHILD_PUGH_METHOD,
        caveats=(*caveats_on(stated, laboratory), *_caveats(stated)),
    )
    said = _as_stated(stated)
    agrees = said in {"", found, f"{found}{points}"}
    remarks = () if agrees else (_differs(said, f"{found}{points}"),)
    if said:
        return Scored(document, (), remarks)
    text = wording.CHILD_PUGH_WORKED_OUT.format(text=f"{NAME} {found}{points}")
    fact = worked_out("child_pugh", text, unit="points", value=points, words=(found,))
    return Scored(document, (fact,), remarks)


def _differs(said: str, computed: str) -> str:
    return wording.STATED_DIFFERS.format(stated=f"{NAME} {said}", computed=f"{NAME} {computed}")


def _items(stated: Stated, clotting: Measurement | None) -> tuple[list[int], list[str]]:
    """The points of each item, and why any is lacking."""
    reasons: list[str] = []
    items: list[int] = []
    for subject, rule in (("bilirubin", bilirubin_points), ("albumin", albumin_points)):
        value = stated.measured.get(subject)
        _take(None if value is None else rule(value), _why(value, subject), items, reasons)
    _take(
        None if clotting is None else clotting_points(clotting),
        _why(clotting, "inr"),
        items,
        reasons,
    )
    for subject, table in (("ascites", ASCITES), ("encephalopathy", ENCEPHALOPATHY)):
        _take(table.get(stated.word(subject)), wording.absent(subject), items, reasons)
    if stated.word("anticoagulant") == WARFARIN:
        reasons.append(wording.WARFARIN)
    if BILIARY in stated.words.get("aetiology", ()):
        reasons.append(wording.BILIARY)
    return items, reasons


def _take(points: int | None, why: str, items: list[int], reasons: list[str]) -> None:
    if points is None:
        reasons.append(why)
    else:
        items.append(points)


def _why(value: Measurement | None, subject: str) -> str:
    return wording.absent(subject) if value is None else wording.BOUND_ONLY.format(text=value.text)


def _findings(stated: Stated) -> list[str]:
    return [
        f"{subject} {wording.said(stated.word(subject))}"
        for subject in ("ascites", "encephalopathy")
        if stated.word(subject)
    ]


def _as_stated(stated: Stated) -> str:
    points = stated.numbers.get("child_pugh")
    return stated.word("child_pugh") + ("" if points is None else shown(points))


def _caveats(stated: Stated) -> tuple[str, ...]:
    taken = stated.word("anticoagulant")
    unknown = () if taken else (wording.ANTICOAGULANT_UNKNOWN,)
    other = (wording.ANTICOAGULANT_OTHER,) if taken not in {"", NO_ANTICOAGULANT} else ()
    return (*unknown, *other, wording.CLINICAL_JUDGEMENT, wording.CHILD_PUGH_FIRST_LINE)


def _not_worked_out(stated: Stated, reasons: list[str], inputs: tuple[str, ...]) -> Scored:
    said = stated.word("child_pugh")
    if not said:
        document = not_worked_out(NAME, reasons, inputs=inputs, method=wording.CHILD_PUGH_METHOD)
        return Scored(document)
    return Scored(
        ClinicalScore(
            name=NAME,
            value=stated.numbers.get("child_pugh"),
            grade=said,
            unit="points",
            inputs=(f"{NAME} {_as_stated(stated)}", *inputs),
            why=f"{wording.CHILD_PUGH_STATED} {wording.not_computed(reasons)}",
            method=wording.CHILD_PUGH_METHOD,
            caveats=(wording.CLINICAL_JUDGEMENT, wording.CHILD_PUGH_FIRST_LINE),
        )
    )
