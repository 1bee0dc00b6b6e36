"""Figures, approvals and tiers in the words of the page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from hccgenomics.model.own_tables import OWN_TABLES
from hccgenomics.reports import section_labels as words
from hccgenomics.reports import wording
from hccgenomics.reports.links import Link, trial_link
from hccgenomics.reports.precision import number
from hccgenomics.vocabulary import EffectMeasure, SelectedOn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.model.judgement import Criterion, Tiers
    from hccgenomics.model.lists import Trial
    from hccgenomics.model.report import ClinicalScore
    from hccgenomics.model.report_evidence import Evidence, Hypothesis, NearMissed, Regimen
    from hccgenomics.model.statement import Effect

LEVEL: Final = 95.0


@dataclass(frozen=True, slots=True)
class NamedTier:
    """One scale, its tier and the steps that led there."""

    name: str
    tier: str
    trace: tuple[str, ...]


def tiers_shown(tiers: Tiers) -> tuple[NamedTier, ...]:
    """The three scales in the order of the vocabulary."""
    shared = len(shared_steps(tiers))
    return tuple(
        NamedTier(wording.label(scheme), one.tier or wording.NO_TIER, one.trace[shared:])
        for scheme, one in tiers.by_scheme.items()
    )


def shared_steps(tiers: Tiers) -> tuple[str, ...]:
    """The steps with which all three scales begin; printed once.

    >>> from hccgenomics.model.judgement import Tier, Tiers
    >>> one, other = Tier("II-C", ("Same tumour.", "Label.")), Tier("m2A", ("Same tumour.", "No."))
    >>> shared_steps(Tiers(amp=one, escat=other, mtb=other))
    ('Same tumour.',)
    """
    steps = zip(*(one.trace for one in tiers.by_scheme.values()), strict=False)
    return tuple(same[0] for same in takewhile(lambda same: len({*same}) == 1, steps))


def why_untiered(tiers: Tiers) -> str:
    """The one reason for which no scale gives a tier, or "" where one does or the reasons differ.

    >>> from hccgenomics.model.judgement import Tier, Tiers
    >>> none = Tier(None, ("A serum value.", "No tier."))
    >>> why_untiered(Tiers(amp=none, escat=none, mtb=none))
    'A serum value.'
    """
    found = tiers.by_scheme.values()
    reasons = {one.trace[0] if one.trace else "" for one in found}
    if len(reasons) > 1 or any(one.tier for one in found):
        return ""
    return reasons.pop()


def score_value(score: ClinicalScore) -> str:
    """The value with its unit, and the grade; a stated grade stands without a value.

    >>> from hccgenomics.model.report import ClinicalScore
    >>> def a_score(**changes):
    ...     rest = dict(name="CRAFITY", inputs=(), why="", method="", caveats=())
    ...     return ClinicalScore(**{"value": None, "unit": "", "grade": None, **rest, **changes})
    >>> score_value(a_score(value=1.0, unit="points", grade="intermediate"))
    '1 point, intermediate'
    >>> score_value(a_score(value=-2.39, unit="score", grade="2")), score_value(a_score(grade="A"))
    ('-2.39, 2', 'A')
    >>> score_value(a_score())
    'not computed'
    """
    if score.value is None:
        return score.grade or wording.NOT_COMPUTED
    return ", ".join(filter(None, (_with_unit(score.value, score.unit), score.grade)))


def _with_unit(value: float, unit: str) -> str:
    if unit == words.POINTS_UNIT:
        return (words.ONE_POINT if value == 1 else words.POINTS).format(value=number(value))
    return number(value) if unit == words.NO_UNIT else f"{number(value)} {unit}".strip()


def effect_value(effect: Effect) -> str:
    """The figure with its interval.

    >>> from hccgenomics.model.statement import Effect
    >>> print(effect_value(Effect(endpoint="OS", measure="HR", value=0.66, low=0.52, high=0.85,
    ...     level=95.0)))
    0.66 (0.52–0.85)
    >>> print(effect_value(Effect(endpoint="PFS", measure="median_months", value=2, versus=7.4)))
    2 against 7.4
    """
    unit = " %" if effect.measure is EffectMeasure.PERCENT else ""
    figure = f"{number(effect.value)}{unit}"
    if effect.versus is not None:
        other = f"{number(effect.versus)}{unit}"
        figure = words.FIGURE_AGAINST.format(figure=figure, other=other)
    if effect.low is not None:
        figure = f"{figure} ({_range(effect.low, effect.high, effect.level)})"
    if effect.p is None:
        return figure
    return f"{figure}, {wording.P_VALUE.format(p=number(effect.p))}"


def _range(low: float, high: float | None, level: float | None) -> str:
    stated = "" if level in {None, LEVEL} else f"{number(level or 0)} % "
    if high is None:
        return words.UP_TO_UNREACHED.format(low=f"{stated}{number(low)}")
    return f"{stated}{number(low)}–{number(high)}"


def effect_of(effect: Effect) -> tuple[str, ...]:
    """In whom, and how many."""
    size = "" if effect.n is None else wording.PATIENTS.format(n=effect.n)
    return tuple(part for part in (effect.of, size) if part)


def design_facts(item: Evidence) -> Iterator[tuple[str, str]]:
    """What stands in one line below a statement."""
    yield words.DESIGN, wording.label(item.study_design)
    yield words.PATIENTS, patients_of(item)
    if item.trial_selected_on is not SelectedOn.NONE:
        yield words.CHOSEN_BY, wording.label(item.trial_selected_on)
    yield words.TUMOURS, item.disease_context
    yield words.LINE, item.line_note or ", ".join(map(wording.label, item.lines))


def patients_of(item: Evidence | Regimen) -> str:
    """How many, and who; a note that names the number stands alone."""
    note = item.n_patients_note
    if item.n_patients is None:
        return note
    said = number(item.n_patients)
    if str(item.n_patients) in note.replace(",", "") or not note:
        return note or said
    return f"{said} ({note})"


def trial_links(trials: Iterable[Trial]) -> tuple[tuple[Trial, Link], ...]:
    """Each trial with the link to its registry, where the number has that shape."""
    return tuple((trial, trial_link(trial.id)) for trial in trials)


def is_of_laboratory(table: str) -> bool:
    """Whether a row is a laboratory's own."""
    return table not in OWN_TABLES


def criteria_by_outcome(
    criteria: Sequence[Criterion],
) -> tuple[tuple[str, tuple[Criterion, ...]], ...]:
    """Criteria that fired, that did not, and that could not be looked at."""
    groups = (
        (wording.FIRED, tuple(one for one in criteria if one.fired)),
        (wording.NOT_FIRED, tuple(one for one in criteria if one.evaluated and not one.fired)),
        (wording.NOT_EVALUATED, tuple(one for one in criteria if not one.evaluated)),
    )
    return tuple((title, found) for title, found in groups if found)


def outranked(
    hypotheses: Sequence[Hypothesis],
) -> dict[str, tuple[Hypothesis, ...]]:
    """Rows that a more exact one outranks, by the first row that does and is itself shown."""
    shown = {one.biomarker_id for one in hypotheses if not one.outranked_by}
    below: dict[str, list[Hypothesis]] = {}
    for one in hypotheses:
        above = next((id_ for id_ in one.outranked_by if id_ in shown), None)
        if above is not None:
            below.setdefault(above, []).append(one)
    return {id_: tuple(found) for id_, found in below.items()}


def missed_by_kind(missed: Iterable[NearMissed]) -> dict[str, tuple[NearMissed, ...]]:
    """Near misses by what keeps them from being met, in the order of the report."""
    found: dict[str, list[NearMissed]] = {}
    for one in missed:
        found.setdefault(wording.label(one.kind), []).append(one)
    return {label: tuple(items) for label, items in found.items()}
