"""A stated value in the unit that scores and curated terms are written in.

A value without its unit is refused: bilirubin 1.0 mg/dL and albumin 4.0 g/dL read as umol/L and g/L
turn ALBI grade 2 into grade 3, and mixed units turn it into a plausible grade 1.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from hccgenomics.clinical import wording
from hccgenomics.model.clinical import AMOUNT
from hccgenomics.model.measurement import ANY_SIGNATURE, SIGNS, Measurement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.clinical import Observation
    from hccgenomics.model.measurement import UnitRow, UnitTables
    from hccgenomics.vocabulary import Comparison

_DIGITS: Final = 12
"""Significant digits: what a factor leaves behind them is noise."""
_MICRO: Final = re.compile(r"μ|mc(?=g|mol|l\b)")
_IGNORED: Final = re.compile(r"\s+")
DIMENSIONLESS: Final = frozenset({"ratio", "score"})
"""Units of numbers that are plain by definition, which may therefore be left out."""
BELOW_ZERO: Final = frozenset({"galad"})
"""Subjects of logarithmic scores, the only ones that may lie below zero."""


OF_SUBSTITUTIONS: Final = ("SBS", "DBS")
"""With these begin the names of signatures that are counted in substitutions."""


class UnitRefusedError(ValueError):
    """A value that cannot be brought to the unit of the table; one sentence that says why."""


def spelling_key(unit: str) -> str:
    """A unit as units are compared: micro is u, and neither case nor space tells.

    >>> {spelling_key(unit) for unit in ("µmol/L", "μmol/l", "umol / L", "mcmol/L")}
    {'umol/l'}
    """
    plain = unicodedata.normalize("NFKC", unit).casefold().replace("⁄", "/")
    return _MICRO.sub("u", _IGNORED.sub("", plain))


def number_of(value: float | str) -> tuple[float, Comparison | None]:
    """A stated number, and the side that is known of it.

    >>> number_of("> 60500")[0], number_of("> 60500")[1].value, number_of(412.0)
    (60500.0, '>', (412.0, None))
    """
    if not isinstance(value, str):
        return value, None
    found = AMOUNT.fullmatch(value)
    if found is None:
        raise UnitRefusedError(wording.NO_NUMBER)
    return float(found["number"]), SIGNS.get(found["sign"])


def rows_of(subject: str, tables: UnitTables) -> tuple[UnitRow, ...]:
    """The units of a subject; those of signatures stand under one name."""
    is_signature = subject not in tables.units and subject.startswith(OF_SUBSTITUTIONS)
    return tables.units.get(ANY_SIGNATURE if is_signature else subject, ())


def accepted(subject: str, tables: UnitTables) -> tuple[str, ...]:
    """The units in which a subject may be stated."""
    return tuple(row.unit for row in rows_of(subject, tables) if row.factor is not None)


def counted_in(subject: str, tables: UnitTables) -> str:
    """The unit that terms are written in; "" of a subject that has none."""
    rows = rows_of(subject, tables)
    return rows[0].unit if rows else ""


def measured(
    subject: str,
    observation: Observation,
    tables: UnitTables,
    *,
    afp_ng_per_iu: float | None = None,
) -> Measurement:
    """The value in the unit of ``facts.tsv``.

    Raises:
        UnitRefusedError: No unit, an unknown one, one of another analyte, or one that is not
            converted.
    """
    if observation.value is None:
        raise UnitRefusedError(wording.NO_VALUE)
    stated, bound = number_of(observation.value)
    if stated < 0 and subject not in BELOW_ZERO:
        raise UnitRefusedError(wording.BELOW_ZERO)
    row = _row(subject, observation.unit, tables)
    factor = row.factor
    if factor is None and subject == "afp":
        factor = afp_ng_per_iu
    if factor is None:
        raise UnitRefusedError(
            wording.UNIT_REFUSED.format(
                unit=row.unit, subject=wording.name(subject), why=row.refusal
            )
        )
    becomes = row.becomes or subject
    return Measurement(
        subject=becomes,
        name=wording.name(becomes),
        value=float(f"{stated * factor:.{_DIGITS}g}"),
        unit=rows_of(becomes, tables)[0].unit,
        stated=stated,
        stated_unit=row.unit,
        bound=bound,
        date=observation.date or "",
        note=", ".join(filter(None, (observation.method, observation.territory))),
    )


def _row(subject: str, unit: str, tables: UnitTables) -> UnitRow:
    rows = rows_of(subject, tables)
    if not unit and rows and rows[0].unit in DIMENSIONLESS:
        return rows[0]
    listed = ", ".join(accepted(subject, tables))
    if not unit:
        raise UnitRefusedError(
            wording.UNIT_MISSING.format(subject=wording.name(subject), units=listed)
        )
    found = _named(unit, rows)
    if found is None:
        is_known = any(_named(unit, others) is not None for others in tables.units.values())
        raise UnitRefusedError(
            wording.UNIT_UNKNOWN.format(
                unit=wording.quoted(unit, is_known=is_known),
                subject=wording.name(subject),
                units=listed,
            )
        )
    return found


def _named(unit: str, rows: Iterable[UnitRow]) -> UnitRow | None:
    """The row of a unit; a spelling that two rows share, but for case, is that of its own case."""
    wanted = spelling_key(unit)
    every = [(name, row) for row in rows for name in (row.unit, *row.spellings)]
    exact = next((row for name, row in every if name == unit.strip()), None)
    return exact or next((row for name, row in every if spelling_key(name) == wanted), None)


def slip(measurement: Measurement, tables: UnitTables) -> str:
    """A remark where the value lies outside what patients have; "" elsewhere.

    Nothing is changed: the value stays as it was stated.
    """
    limits = tables.plausible.get(measurement.subject)
    if limits is None or limits.low <= measurement.value <= limits.high:
        return ""
    others = [
        row.unit
        for row in rows_of(measurement.subject, tables)
        if row.factor is not None
        and row.unit != measurement.stated_unit
        and limits.low <= measurement.stated * row.factor <= limits.high
    ]
    return wording.doubted(measurement, limits, others)
