"""A row's typed figures in one line of words, for cards and their checks.

Every word is a template here; the page prints the same figures as a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.statement import LEVEL
from hccgenomics.vocabulary import EffectMeasure, Endpoint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hccgenomics.model.evidence import Biomarker
    from hccgenomics.model.statement import Effect

ENDPOINTS: Final[Mapping[Endpoint, str]] = {
    Endpoint.OS: "overall survival",
    Endpoint.PFS: "progression-free survival",
    Endpoint.RFS: "recurrence-free survival",
    Endpoint.TTP: "time to progression",
    Endpoint.ORR: "response",
    Endpoint.DCR: "disease control",
    Endpoint.DOR: "duration of response",
    Endpoint.RISK: "risk",
    Endpoint.AGREEMENT: "agreement",
}
"""How often a thing occurs has no name of its own here: the figure says it."""
MEASURES: Final[Mapping[EffectMeasure, str]] = {
    EffectMeasure.HR: "hazard ratio",
    EffectMeasure.OR: "odds ratio",
    EffectMeasure.RR: "risk ratio",
    EffectMeasure.MEDIAN_MONTHS: "median",
    EffectMeasure.KAPPA: "kappa",
}
UNITS: Final[Mapping[EffectMeasure, str]] = {
    EffectMeasure.MEDIAN_MONTHS: " months",
    EffectMeasure.PERCENT: " %",
}
COUNT: Final = "{value} of {n}"
AGAINST: Final = "{value} against {versus}{unit}"
ALONE: Final = "{value}{unit}"
INTERVAL: Final = " ({level}{low}-{high})"
LEVEL_OF: Final = "{level} % interval "
OPEN_INTERVAL: Final = " ({level}{low}-not reached)"
P_VALUE: Final = ", p={p}"
SIZE: Final = ", n={n}"
IN_WHOM: Final = ": {of}"


def figures_of(row: Biomarker) -> str:
    """The typed figures of a row, and those it states in words; empty if it has none."""
    parts = [in_words(effect) for effect in row.effects]
    parts += [row.figures.rstrip(".")] if row.figures else []
    return " ".join(f"{part}." for part in parts)


def in_words(effect: Effect) -> str:
    """One figure as a sentence without its full stop.

    >>> from hccgenomics.model.statement import Effect
    >>> in_words(Effect(endpoint="ORR", measure="percent", value=17, versus=0, n=106, of="X"))
    'Response, 17 against 0 %, n=106: X'
    >>> in_words(Effect(endpoint="prevalence", measure="count", value=19, n=363, of="both"))
    '19 of 363: both'
    """
    text = ", ".join(_parts(effect))
    return text[:1].upper() + text[1:]


def _parts(effect: Effect) -> Iterator[str]:
    """``overall survival``, then the figure with all that belongs to it."""
    if effect.endpoint in ENDPOINTS:
        yield ENDPOINTS[effect.endpoint]
    measure = MEASURES.get(effect.measure)
    value = _value(effect) + _interval(effect) + _size(effect)
    yield value if measure is None else f"{measure} {value}"


def _value(effect: Effect) -> str:
    unit = UNITS.get(effect.measure, "")
    if effect.measure is EffectMeasure.COUNT and effect.n is not None:
        return COUNT.format(value=f"{effect.value:g}", n=effect.n)
    if effect.versus is None:
        return ALONE.format(value=f"{effect.value:g}", unit=unit)
    return AGAINST.format(value=f"{effect.value:g}", versus=f"{effect.versus:g}", unit=unit)


def _interval(effect: Effect) -> str:
    if effect.low is None:
        return ""
    stated = LEVEL if effect.level is None else effect.level
    level = "" if stated == LEVEL else LEVEL_OF.format(level=f"{stated:g}")
    low = f"{effect.low:g}"
    if effect.high is None:
        return OPEN_INTERVAL.format(level=level, low=low)
    return INTERVAL.format(level=level, low=low, high=f"{effect.high:g}")


def _size(effect: Effect) -> str:
    p = "" if effect.p is None else P_VALUE.format(p=f"{effect.p:g}")
    is_said = effect.n is None or effect.measure is EffectMeasure.COUNT
    size = "" if is_said else SIZE.format(n=effect.n)
    of = IN_WHOM.format(of=effect.of) if effect.of else ""
    return f"{p}{size}{of}"
