"""The albumin-bilirubin grade (Johnson 2015, doi:10.1200/JCO.2014.57.9151), and two kin of it."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING, Final

from hccgenomics.clinical import wording
from hccgenomics.clinical.stated import Scored, caveats_on, missing, not_worked_out, worked_out
from hccgenomics.model.report import ClinicalScore
from hccgenomics.model.rounding import rounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.clinical.stated import Stated
    from hccgenomics.model.measurement import Measurement

BILIRUBIN_WEIGHT: Final = 0.66
ALBUMIN_WEIGHT: Final = -0.085
"""A review prints -0.0852, which moves the score by 0.008 at 40 g/L: the two are not mixed."""
GRADE_1_CEILING: Final = -2.60
GRADE_2_CEILING: Final = -1.39
GRADE_2A_CEILING: Final = -2.27
"""Of Hiraoka's mALBI; the value is unverified."""
EZ_ALBUMIN_WEIGHT: Final = 9.0
UMOL_PER_MG: Final = 17.1
GRAM_PER_G_DL: Final = 10.0
INPUTS: Final = ("bilirubin", "albumin")
ALBI: Final = "ALBI"
MALBI: Final = "mALBI (Hiraoka)"
EZ_ALBI: Final = "EZ-ALBI"
_UNIT: Final = "score"
_DECIMALS: Final = 9
"""What binary fractions leave behind them is noise."""


def albi_score(*, bilirubin_umol_per_l: float, albumin_g_per_l: float) -> float:
    """Lower is healthier.

    >>> round(albi_score(bilirubin_umol_per_l=17.1, albumin_g_per_l=40), 3)
    -2.586
    """
    score = BILIRUBIN_WEIGHT * log10(bilirubin_umol_per_l) + ALBUMIN_WEIGHT * albumin_g_per_l
    return round(score, _DECIMALS)


def albi_grade(score: float) -> str:
    """Grade 1, 2 or 3.

    >>> albi_grade(-2.60), albi_grade(-2.5999), albi_grade(-1.39), albi_grade(-1.3899)
    ('1', '2', '2', '3')
    """
    if score <= GRADE_1_CEILING:
        return "1"
    return "2" if score <= GRADE_2_CEILING else "3"


def malbi_grade(score: float) -> str:
    """The same with grade 2 split in two.

    >>> malbi_grade(-2.28), malbi_grade(-2.27)
    ('2a', '2b')
    """
    grade = albi_grade(score)
    if grade != "2":
        return grade
    return "2a" if score < GRADE_2A_CEILING else "2b"


def ez_albi_score(*, bilirubin_mg_per_dl: float, albumin_g_per_dl: float) -> float:
    """In other units than ALBI.

    >>> ez_albi_score(bilirubin_mg_per_dl=1.0, albumin_g_per_dl=4.0)
    -35.0
    """
    return round(bilirubin_mg_per_dl - EZ_ALBUMIN_WEIGHT * albumin_g_per_dl, _DECIMALS)


def albi(stated: Stated) -> Iterator[Scored]:
    """ALBI with its grade and, where it can be worked out, mALBI and EZ-ALBI."""
    reasons = [*missing(stated, INPUTS), *_unusable(stated)]
    given = [stated.measured[one] for one in INPUTS if one in stated.measured]
    if reasons:
        texts = [one.text for one in given]
        yield Scored(not_worked_out(ALBI, reasons, inputs=texts, method=wording.ALBI_METHOD))
        return
    bilirubin, albumin = given
    score = albi_score(bilirubin_umol_per_l=bilirubin.value, albumin_g_per_l=albumin.value)
    yield _albi(stated, score, given)
    yield Scored(_document(MALBI, score, malbi_grade(score), wording.MALBI_METHOD, given, stated))
    yield Scored(_ez_albi(stated, given))


def _unusable(stated: Stated) -> Iterator[str]:
    given = [stated.measured[one] for one in INPUTS if one in stated.measured]
    yield from (wording.BOUND_ONLY.format(text=one.text) for one in given if one.bound is not None)
    if any(one.subject == "bilirubin" and one.value == 0 for one in given):
        yield wording.ALBI_ZERO


def _albi(stated: Stated, score: float, given: list[Measurement]) -> Scored:
    grade, split = albi_grade(score), malbi_grade(score)
    said = stated.word("albi_grade")
    differs = bool(said) and said not in {grade, split}
    remarks = _difference(said, split) if differs else ()
    facts = [worked_out("albi_score", f"ALBI score {score:.2f}", unit=_UNIT, value=rounded(score))]
    if not said:
        words = tuple(dict.fromkeys((grade, split)))
        text = f"ALBI grade {grade} (mALBI {split})"
        facts.append(worked_out("albi_grade", text, unit=_UNIT, words=words))
    document = _document(ALBI, score, grade, wording.ALBI_METHOD, given, stated)
    return Scored(document, tuple(facts), remarks)


def _difference(said: str, split: str) -> tuple[str, ...]:
    return (
        wording.STATED_DIFFERS.format(stated=f"ALBI grade {said}", computed=f"ALBI grade {split}"),
    )


def _document(
    name: str,
    score: float,
    grade: str | None,
    method: str,
    given: list[Measurement],
    stated: Stated,
) -> ClinicalScore:
    return ClinicalScore(
        name=name,
        value=score,
        grade=grade,
        unit=_UNIT,
        inputs=tuple(one.text for one in given),
        why="",
        method=method,
        caveats=(*caveats_on(stated, given), wording.PROGNOSIS_ONLY),
    )


def _ez_albi(stated: Stated, given: list[Measurement]) -> ClinicalScore:
    bilirubin, albumin = given
    mg_per_dl = round(bilirubin.value / UMOL_PER_MG, _DECIMALS)
    score = ez_albi_score(
        bilirubin_mg_per_dl=mg_per_dl, albumin_g_per_dl=albumin.value / GRAM_PER_G_DL
    )
    found = _document(EZ_ALBI, score, None, wording.EZ_ALBI_METHOD, given, stated)
    drift = (wording.EZ_ALBI_CAVEAT,)
    return found.model_copy(update={"caveats": (*found.caveats, *drift)})
