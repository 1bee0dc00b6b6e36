"""All criteria of one alteration, their sum, and the class it falls into."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.oncogenicity import wording
from hccgenomics.interpret.oncogenicity.critical import critical_domain
from hccgenomics.interpret.oncogenicity.loss import length_change, null_variant
from hccgenomics.interpret.oncogenicity.not_looked_at import (
    predicted_oncogenic,
    predicted_without_effect,
    silent_change,
    single_cause,
)
from hccgenomics.interpret.oncogenicity.points import (
    EXCLUDED_BY,
    POINTS,
    REMEMBERED,
    class_of,
    silent,
)
from hccgenomics.interpret.oncogenicity.population import absent_from_people, common, very_common
from hccgenomics.interpret.oncogenicity.reading import read
from hccgenomics.interpret.oncogenicity.recurrence import (
    frequent_hotspot,
    rare_change_of_hotspot,
    rarer_hotspot,
)
from hccgenomics.interpret.oncogenicity.studies import (
    classified_before,
    other_change_of_residue,
    studied_oncogenic,
    studied_without_effect,
)
from hccgenomics.model.judgement import Oncogenicity
from hccgenomics.vocabulary import OncogenicityClass, Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hccgenomics.interpret.oncogenicity.question import OncogenicityQuestion
    from hccgenomics.interpret.oncogenicity.reading import Reading
    from hccgenomics.model.alteration import SmallAlteration
    from hccgenomics.model.judgement import Criterion

    Rule = Callable[[Reading, OncogenicityQuestion], Criterion]

CRITERIA: Final[Mapping[str, Rule]] = {
    "OVS1": null_variant,
    "OS2": studied_oncogenic,
    "OS3": frequent_hotspot,
    "OS1": classified_before,
    "OM1": critical_domain,
    "OM2": length_change,
    "OM4": other_change_of_residue,
    "OM3": rarer_hotspot,
    "OP1": predicted_oncogenic,
    "OP2": single_cause,
    "OP3": rare_change_of_hotspot,
    "OP4": absent_from_people,
    "SBVS1": very_common,
    "SBS1": common,
    "SBS2": studied_without_effect,
    "SBP1": predicted_without_effect,
    "SBP2": silent_change,
}
"""One function each, in the order in which one gives way to another."""

OF_AMINO_ACIDS: Final = frozenset({"OS1", "OS2", "OS3", "OM1", "OM3", "OM4", "OP3", "SBS2"})
"""Those that look at the change of the protein, or the promoter's, and at nothing else."""

_UNSETTLED: Final = frozenset(
    {OncogenicityClass.UNCERTAIN, OncogenicityClass.LIKELY_BENIGN, OncogenicityClass.BENIGN}
)


def oncogenicity_of(alteration: SmallAlteration, question: OncogenicityQuestion) -> Oncogenicity:
    """The class of one small variant by points, with every criterion, fired or not."""
    found = _judged(alteration, question)
    criteria = tuple([found[code] for code in POINTS])
    points, counted, left_open = 0, [], []
    for criterion in criteria:
        if criterion.fired:
            points += criterion.points
            counted.append(f"{criterion.code} {criterion.points:+d}")
        elif not criterion.evaluated:
            left_open.append(criterion.code)
    why = _sentences(
        ", ".join(counted),
        tuple(left_open),
        points,
        alteration.origin,
        is_driver=alteration.is_driver,
    )
    return Oncogenicity(verdict=class_of(points), points=points, criteria=criteria, why=why)


def _judged(alteration: SmallAlteration, question: OncogenicityQuestion) -> dict[str, Criterion]:
    reading = read(alteration, question)
    known = _of_amino_acids(reading, question)
    found: dict[str, Criterion] = {}
    counted: set[str] = set()
    for code, rule in CRITERIA.items():
        criterion = known.get(code) or rule(reading, question)
        if criterion.fired:
            criterion = _unless_excluded(criterion, counted)
            if criterion.fired:
                counted.add(code)
        found[code] = criterion
    return found


def _of_amino_acids(reading: Reading, question: OncogenicityQuestion) -> Mapping[str, Criterion]:
    """The criteria that rest on the change alone, asked once for each change."""
    key = reading.key
    if key is None:
        return {}
    if reading.gene not in question.listed:  # no table tells its residues apart
        key = reading.gene, reading.change, reading.protein is None
    known = question.remembered.get(key)
    if known is None:
        known = {code: CRITERIA[code](reading, question) for code in OF_AMINO_ACIDS}
        question.remembered[key] = known
    return known


def _unless_excluded(criterion: Criterion, counted: set[str]) -> Criterion:
    """The criterion, or why it may not be counted beside one that is."""
    excluding = EXCLUDED_BY.get(criterion.code, frozenset()) & counted
    if not excluding:
        return criterion
    words = {"others": " and ".join(sorted(excluding)), "why": criterion.why.rstrip(".")}
    return silent(criterion.code, wording.EXCLUDED.format(**words))


@lru_cache(maxsize=REMEMBERED)
def _sentences(
    counted: str, left_open: tuple[str, ...], points: int, origin: Origin, *, is_driver: bool
) -> str:
    verdict = class_of(points)
    words = {"verdict": wording.CLASSES[verdict], "range": wording.RANGES[verdict]}
    parts = [
        wording.SUM.format(points=_points(points), counted=counted or wording.NOTHING, **words)
    ]
    if left_open:
        codes = ", ".join(left_open)
        figures = {"count": len(left_open), "total": len(POINTS)}
        parts.append(wording.LEFT_OPEN.format(**figures, codes=codes))
    parts += _beside_the_drivers(left_open, verdict, is_driver=is_driver)
    if origin is Origin.LIKELY_GERMLINE:
        parts.append(wording.LIKELY_GERMLINE)
    return " ".join(parts)


def _beside_the_drivers(
    left_open: tuple[str, ...], verdict: OncogenicityClass, *, is_driver: bool
) -> list[str]:
    """Where the class and the driver rules differ, that they do and what might settle it."""
    if not is_driver:
        return [] if verdict in _UNSETTLED else [wording.NOT_FLAGGED]
    if verdict not in _UNSETTLED:
        return []
    codes = [code for code in left_open if POINTS[code] > 0]
    more = [wording.COULD_ADD.format(codes=", ".join(codes))] if codes else []
    return [wording.FLAGGED_ALL_THE_SAME, *more]


def _points(points: int) -> str:
    """``1 point``, ``-4 points``."""
    return f"{points} point{'' if abs(points) == 1 else 's'}"


def not_of_sequence() -> Oncogenicity:
    """What is said of alterations larger than a small variant."""
    return Oncogenicity(verdict=None, points=None, criteria=(), why=wording.NOT_A_SEQUENCE_VARIANT)
