"""What the trial of a regimen admitted, held against what is stated of this patient.

Each question is a function of a ``Setting`` that gives a sentence or ``None``; what a trial left
out is a word of ``excluded`` in ``resources/regimens.tsv``. Of what is not stated nothing is said,
but for varices where bevacizumab asks for an endoscopy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.interpret import care_wording as wording
from hccgenomics.model.cut_points import CHILD_PUGH_POINTS, RAMUCIRUMAB_AFP
from hccgenomics.model.fact_terms import lies_so
from hccgenomics.model.therapies import classes_of, drugs_of
from hccgenomics.vocabulary import Comparison, Disease, LineOfTherapy, TherapyKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from hccgenomics.model.evidence import RegimenRow
    from hccgenomics.model.lists import Therapy
    from hccgenomics.model.observation import Fact

MAIN_PORTAL_VEIN: Final = "main portal vein"
ENCEPHALOPATHY: Final = "encephalopathy"
ASCITES: Final = "marked ascites"
AUTOIMMUNE: Final = "autoimmune disease"
ANTICOAGULATION: Final = "therapeutic anticoagulation"
VARICES: Final = "untreated varices"
SPREAD: Final = "extrahepatic spread"
ECOG_LEFT_OUT: Final = "ECOG 2 or more"
AFP_LEFT_OUT: Final = f"AFP below {RAMUCIRUMAB_AFP:g} ng/mL"
SORAFENIB_LEFT_OUT: Final = "no earlier sorafenib"
FIBROLAMELLAR: Final = "fibrolamellar"
MIXED: Final = "mixed-hcc-cca"

VALUE: Final = "value"
CHECKPOINT_INHIBITOR: Final = "checkpoint inhibitor"
ANTI_VEGF: Final = "anti-VEGF"
SYSTEMIC: Final = "systemic therapy"
SORAFENIB: Final = "sorafenib"
ECOG_LIMIT: Final = 1.0
DIGITS: Final = 12
"""Beyond which a difference comes of converting units."""
HISTOLOGY_OF: Final = {Disease.FIBROLAMELLAR: FIBROLAMELLAR, Disease.MIXED: MIXED}


@dataclass(frozen=True, slots=True)
class Setting:
    """One regimen beside one patient.

    Attributes:
        stated: Facts by subject.
        drugs: The therapies of the regimen, each with its classes.
        therapies: All that have a row, to tell a drug's name from a class.
    """

    row: RegimenRow
    stated: Mapping[str, tuple[Fact, ...]]
    disease: Disease
    drugs: Mapping[str, frozenset[str]]
    therapies: Mapping[str, Therapy]

    def words(self, subject: str) -> frozenset[str]:
        """Every word stated of a subject."""
        return frozenset(word for fact in self.stated.get(subject, ()) for word in fact.words)

    def number(self, subject: str) -> float | None:
        """The value stated last of a subject."""
        values = [
            fact.numbers[VALUE] for fact in self.stated.get(subject, ()) if VALUE in fact.numbers
        ]
        return values[-1] if values else None

    def drug_of(self, class_name: str) -> str | None:
        """The first drug of the regimen that belongs to a class."""
        return next((drug for drug, above in self.drugs.items() if class_name in above), None)


class Limit(NamedTuple):
    """A word of ``excluded``, and the stated words that meet it."""

    left_out: str
    subject: str
    meets: frozenset[str]
    may_meet: frozenset[str] = frozenset()
    asked_of: str = ""
    """A class: of its drugs the report also says where the limit was not seen."""


LIMITS: Final = (
    Limit(
        MAIN_PORTAL_VEIN,
        "macrovascular_invasion",
        frozenset({"main_portal_vein"}),
        frozenset({"present"}),
        SYSTEMIC,
    ),
    Limit(
        ENCEPHALOPATHY,
        "encephalopathy",
        frozenset({"grade_1", "grade_2", "grade_3", "grade_4"}),
    ),
    Limit(ASCITES, "ascites", frozenset({"moderate", "severe"})),
    Limit(AUTOIMMUNE, "aetiology", frozenset({"autoimmune"}), asked_of=CHECKPOINT_INHIBITOR),
    Limit(
        ANTICOAGULATION,
        "anticoagulant",
        frozenset(),
        frozenset({"warfarin", "other"}),
        ANTI_VEGF,
    ),
    Limit(SPREAD, "extrahepatic_spread", frozenset({"present"})),
)


def setting_of(
    row: RegimenRow,
    facts: Iterable[Fact],
    disease: Disease,
    therapies: Mapping[str, Therapy],
) -> Setting:
    """A regimen, its drugs with their classes, and the facts by subject."""
    stated: dict[str, list[Fact]] = {}
    for fact in facts:
        stated.setdefault(fact.subject, []).append(fact)
    parts = drugs_of(row.therapy)
    known = {part: therapies[part] for part in parts if part in therapies}
    return Setting(
        row=row,
        stated={subject: tuple(found) for subject, found in stated.items()},
        disease=disease,
        drugs={
            part: frozenset({part, *classes_of(therapy, therapies)})
            for part, therapy in known.items()
        },
        therapies=therapies,
    )


def histology(case: Setting) -> str | None:
    """Said of an entity whose patients the trial did not take in."""
    word = HISTOLOGY_OF.get(case.disease)
    if word is None or case.disease in case.row.diseases:
        return None
    how = wording.NOT_ADMITTED if word in case.row.excluded else wording.NOT_SEEN_IN
    return wording.HISTOLOGY.format(histology=wording.HISTOLOGIES[word], how=how)


def child_pugh(case: Setting) -> str | None:
    """Points, or the class where no points are stated, against the points admitted."""
    fact = next(iter(case.stated.get("child_pugh", ())), None)
    if fact is None:
        return None
    points = fact.numbers.get(VALUE)
    letter = _letter(points, fact.words)
    if letter is None:
        return None
    score = (
        wording.SCORE_OF_CLASS.format(letter=letter) if points is None else f"{letter}{points:g}"
    )
    how = wording.WORKED_OUT if fact.is_derived else wording.STATED
    if not case.row.child_pugh:
        return wording.CHILD_PUGH_UNSEEN.format(score=score, how=how)
    admitted = _span(case.row.child_pugh)
    span = CHILD_PUGH_POINTS[letter] if points is None else (points, points)
    said = wording.CHILD_PUGH.format(admitted=case.row.child_pugh, score=score, how=how)
    return said + _outside(span, admitted).format(score=score)


def _letter(points: float | None, words: Sequence[str]) -> str | None:
    stated = next((word for word in words if word in CHILD_PUGH_POINTS), None)
    if stated is not None or points is None:
        return stated
    spans = CHILD_PUGH_POINTS.items()
    return next((name for name, (low, high) in spans if low <= points <= high), None)


def _span(text: str) -> tuple[float, float]:
    low, _, high = text.partition("-")
    return float(low), float(high)


def _outside(stated: tuple[float, float], admitted: tuple[float, float]) -> str:
    if admitted[0] <= stated[0] and stated[1] <= admitted[1]:
        return ""
    apart = stated[1] < admitted[0] or admitted[1] < stated[0]
    return wording.CHILD_PUGH_OUTSIDE if apart else wording.CHILD_PUGH_POINTS


def ecog(case: Setting) -> str | None:
    """Performance status above what the trial admitted."""
    points = case.number("ecog")
    if points is None or ECOG_LEFT_OUT not in case.row.excluded or points <= ECOG_LIMIT:
        return None
    return wording.ECOG.format(points=f"{points:g}")


def aetiology(case: Setting) -> str | None:
    """The stated causes, beside what is known of the regimen by cause."""
    words = case.words("aetiology")
    causes = [said for word, said in wording.CAUSES.items() if word in words]
    causes = causes or [said for word, said in wording.KINDS_OF_CAUSE.items() if word in words]
    if not causes or not case.row.aetiology:
        return None
    return f"{wording.AETIOLOGY.format(causes=', '.join(causes))} {case.row.aetiology}"


def limit_question(limit: Limit) -> Callable[[Setting], str | None]:
    """The question that one limit asks."""

    def asked(case: Setting) -> str | None:
        words = case.words(limit.subject)
        met, doubtful = words & limit.meets, words & limit.may_meet
        if not met and not doubtful:
            return None
        is_left_out = limit.left_out in case.row.excluded
        if not is_left_out and not _is_asked(case, limit, met):
            return None
        left_out = wording.LEFT_OUT_SAID[limit.left_out]
        stated = wording.STATED_SAID[f"{limit.subject} {min(met or doubtful)}"]
        template = _template(is_left_out=is_left_out, is_met=bool(met), is_same=stated == left_out)
        return template.format(left_out=left_out, stated=stated)

    return asked


def _is_asked(case: Setting, limit: Limit, met: frozenset[str]) -> bool:
    """Whether a limit that was not seen is worth a sentence: its class is given, and no doubt."""
    if not limit.asked_of or case.drug_of(limit.asked_of) is None:
        return False
    return bool(met) or not limit.meets


def _template(*, is_left_out: bool, is_met: bool, is_same: bool) -> str:
    if not is_left_out:
        return wording.WHICH_NOT_SEEN if is_same else wording.NOT_SEEN
    if not is_met:
        return wording.MAYBE_LEFT_OUT
    return wording.WHICH_LEFT_OUT if is_same else wording.LEFT_OUT


def varices(case: Setting) -> str | None:
    """Varices beside bevacizumab: stated or not where the trial asked for an endoscopy."""
    drug = case.drug_of(ANTI_VEGF)
    if drug is None:
        return None
    said = [
        wording.STATED_SAID[f"varices {word}"]
        for word in sorted(case.words("varices"))
        if f"varices {word}" in wording.STATED_SAID
    ]
    is_asked = VARICES in case.row.excluded
    if not said and ("varices" in case.stated or not is_asked):
        return None
    stated = (
        wording.VARICES_STATED.format(stated=" and ".join(said))
        if said
        else wording.VARICES_UNSTATED
    )
    if is_asked:
        return wording.ENDOSCOPY.format(stated=stated)
    return wording.ENDOSCOPY_UNSEEN.format(drug=drug[:1].upper() + drug[1:], stated=stated)


def transplant(case: Setting) -> str | None:
    """A graft, or one to come, beside a checkpoint inhibitor."""
    words = case.words("transplant")
    if case.drug_of(CHECKPOINT_INHIBITOR) is None:
        return None
    if "yes" in words:
        return wording.GRAFT.format(stated=wording.STATED_SAID["transplant yes"])
    return wording.LISTED if "listed" in words else None


def afp(case: Setting) -> str | None:
    """AFP against the 400 ng/mL of a trial that took in no lower one; ``< 900`` leaves it open."""
    fact = next((item for item in case.stated.get("afp", ()) if VALUE in item.numbers), None)
    if fact is None or AFP_LEFT_OUT not in case.row.excluded:
        return None
    value, bound = f"{fact.numbers[VALUE]:.{DIGITS}g}", fact.bounds.get(VALUE)
    is_enough = lies_so(Comparison.AT_LEAST, RAMUCIRUMAB_AFP, float(value), bound)
    sign = "" if bound is None else f"{bound.value} "
    said = wording.AFP.format(afp=f"{sign}{value} ng/mL")
    if is_enough is None:
        return said + wording.AFP_OPEN
    return said if is_enough else said + wording.AFP_OUTSIDE


def earlier(case: Setting) -> str | None:
    """Earlier treatment, beside the line in which the regimen was studied."""
    words = case.words("prior_therapy")
    if not words:
        return None
    given = ", ".join(_names(words, case.therapies))
    if SORAFENIB_LEFT_OUT in case.row.excluded:
        return wording.AFTER if SORAFENIB in words else wording.NOT_AFTER.format(given=given)
    systemic = [name for name in _names(words, case.therapies) if _is_systemic(name, case)]
    if systemic and case.row.lines and case.row.lines[0] is LineOfTherapy.FIRST:
        return wording.FIRST.format(given=", ".join(systemic))
    return None


def repeated(case: Setting) -> str | None:
    """Drugs of the regimen that are stated as given before."""
    given = [drug for drug in case.drugs if drug in case.words("prior_therapy")]
    return wording.GIVEN.format(given=", ".join(given)) if given else None


def _names(words: Iterable[str], therapies: Mapping[str, Therapy]) -> list[str]:
    """Names of drugs and procedures; of classes only where nothing finer is stated."""
    classes = {name for name in words if _is_class(name, therapies)}
    finer = sorted(set(words) - classes)
    return finer or sorted(classes)


def _is_class(name: str, therapies: Mapping[str, Therapy]) -> bool:
    return name in therapies and therapies[name].kind is TherapyKind.CLASS


def _is_systemic(name: str, case: Setting) -> bool:
    if name not in case.therapies:
        return False
    return SYSTEMIC in {name, *classes_of(case.therapies[name], case.therapies)}


QUESTIONS: Final = (
    histology,
    child_pugh,
    ecog,
    *map(limit_question, LIMITS),
    varices,
    transplant,
    afp,
    earlier,
    repeated,
    aetiology,
)
"""In the order in which their sentences are printed."""
