"""What a row rests on: citations, dates, figures, and the terms of its sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.cells import approval, citation, effect
from hccgenomics.knowledge.lint.finding import Problem
from hccgenomics.vocabulary import EffectMeasure, Verification

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hccgenomics.knowledge.lint.ground import Ground
    from hccgenomics.knowledge.lint.row import LintRow
    from hccgenomics.knowledge.tables import Fields
    from hccgenomics.model.statement import Effect

IDENTIFIERS: Final = {
    "doi": re.compile(r"10\.\d{4,9}/\S*[^\s.,;)\]]"),
    "pmid": re.compile(r"[1-9]\d{0,7}"),
    "pmc": re.compile(r"PMC[1-9]\d{1,8}"),
    "trial": re.compile(
        r"NCT\d{8}|ChiCTR[-A-Z]*\d{8,10}|jRCTs?\d{9,10}|JPRN-\S+|UMIN\d{9}|ISRCTN\d{8}"
        r"|EudraCT \d{4}-\d{6}-\d{2}|\d{4}-\d{6}-\d{2}(?:-\d{2})?|CTR20\d{6}|ACTRN\d{14}|KCT\d{7}"
    ),
}
"""How DOIs, PubMed, PMC and trial registries write their numbers."""
PARTIAL_DATE: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_YEAR: Final = re.compile(r"(?<![\d:.,;-])(?:19|20|21)\d{2}(?![\d:-])")
"""The first such number of a citation; page numbers stand after a colon."""
_EARLIEST: Final = 1_950
_WHOLE: Final = 100.0
_RATIOS: Final = frozenset({EffectMeasure.HR, EffectMeasure.OR, EffectMeasure.RR})
_FORBIDDING: Final = re.compile(
    r"(?<!container )\b(?:A?GPL|non-?commercial|CC[ -]BY[ -]NC|research only|all rights reserved)",
    re.IGNORECASE,
)
"""Terms under which a fact may not be passed on; what merely held it is no source of it."""


def check_sourcing(row: LintRow, ground: Ground) -> Iterator[Problem]:
    """Citations, dates, figures and licences of one row."""
    yield from _citations(row, ground)
    yield from _dates(row)
    yield from _effects(row)
    yield from _licences(row, ground)


def _problem(code: str, column: str, detail: str, hint: str = "") -> Problem:
    return Problem(code=code, column=column, detail=detail, hint=hint)


def _read(row: LintRow, column: str, reader: Callable[[str], Fields]) -> Iterator[Fields]:
    """The items that can be read; the others are findings already."""
    for item in row.items(column):
        try:
            yield reader(item)
        except ValueError:
            continue


def _citations(row: LintRow, ground: Ground) -> Iterator[Problem]:
    if not row.items("citations"):
        yield _problem("citation.none", "citations", "Nothing is cited.", "Cite a source.")
        return
    read = list(_read(row, "citations", lambda cell: citation(cell, ground.references)))
    for fields in read:
        yield from identifiers("citations", fields)
    statuses = {fields["verification"] for fields in read}
    wanted = row.cells["verification"] == Verification.VERIFIED
    if wanted and statuses == {Verification.UNVERIFIED.value}:
        detail = "The row is verified, and none of its citations is."
        yield _problem("citation.status", "verification", detail)


def identifiers(column: str, fields: Fields) -> Iterator[Problem]:
    """Identifiers that are not of their form."""
    for name, pattern in IDENTIFIERS.items():
        value = fields.get(name)
        if isinstance(value, str) and not pattern.fullmatch(value):
            detail = f"{value!r} is no {name.upper()} ({fields.get('text', '')})."
            yield _problem("citation.identifier", column, detail)


def _dates(row: LintRow) -> Iterator[Problem]:
    curated = row.cells["curated_on"]
    if not curated:
        code = "date.none" if row.is_ours else "date.own"
        yield _problem(code, "curated_on", "The row does not say when it was curated.")
    elif not re.fullmatch(r"\d{4}-\d{2}-\d{2}", curated) or int(curated[:4]) < _EARLIEST:
        yield _problem("date.form", "curated_on", f"{curated!r} is no date.", "Write 2026-11-21.")
        curated = ""
    as_of = row.cells["regulatory_as_of"]
    if as_of and not PARTIAL_DATE.fullmatch(as_of):
        hint = "Write 2026, 2026-03 or 2026-03-31."
        yield _problem("date.form", "regulatory_as_of", f"{as_of!r} is no date.", hint)
    elif (row.cells["approvals"] or row.cells["regulatory_note"]) and not as_of:
        detail = "The row speaks of regulators and does not say as of when."
        yield _problem("date.none", "regulatory_as_of", detail)
    if curated:
        yield from _order(row, curated)


def _order(row: LintRow, curated: str) -> Iterator[Problem]:
    """Nothing that a row knows is younger than the row."""
    dates = [("regulatory_as_of", row.cells["regulatory_as_of"])]
    dates += [("approvals", str(f.get("date", ""))) for f in _read(row, "approvals", approval)]
    if row.document is not None:
        texts = [cited.text for cited in row.document.citations]
        dates += [("citations", next(iter(_YEAR.findall(text)), "")) for text in texts]
    for column, date in dates:
        if PARTIAL_DATE.fullmatch(date) and date > curated[: len(date)]:
            detail = f"{date} lies after the row was curated ({curated})."
            yield _problem("date.order", column, detail)


def _effects(row: LintRow) -> Iterator[Problem]:
    from pydantic import ValidationError

    from hccgenomics.model.statement import Effect

    for fields in _read(row, "effects", effect):
        try:
            one = Effect.model_validate(fields)
        except ValidationError:
            continue  # the row's document says so
        yield from _figures(one)


def _figures(one: Effect) -> Iterator[Problem]:
    below = one.low is not None and one.value < one.low
    above = one.high is not None and one.value > one.high
    backwards = one.low is not None and one.high is not None and one.high < one.low
    said = f"{one.endpoint} {one.measure} {one.value:g}"
    if below or above or backwards:
        high = "not reached" if one.high is None else f"{one.high:g}"
        detail = f"{said} lies outside its interval ({one.low:g} to {high})."
        yield _problem("effect.interval", "effects", detail)
    for value in (one.value, one.versus, one.low, one.high):
        if value is not None and not _possible(one.measure, value):
            yield _problem("effect.range", "effects", f"{said}: {value:g} cannot be.")
    if one.p is not None and not 0 <= one.p <= 1:
        yield _problem("effect.range", "effects", f"{said}: p={one.p:g} cannot be.")
    if one.level is not None and not 0 < one.level < _WHOLE:
        yield _problem("effect.range", "effects", f"{said}: a level of {one.level:g}% cannot be.")


def _possible(measure: EffectMeasure, value: float) -> bool:
    if measure in _RATIOS:
        return value > 0
    if measure is EffectMeasure.PERCENT:
        return 0 <= value <= _WHOLE
    if measure is EffectMeasure.KAPPA:
        return -1 <= value <= 1
    return value >= 0 and (measure is not EffectMeasure.COUNT or value.is_integer())


def _licences(row: LintRow, ground: Ground) -> Iterator[Problem]:
    named = row.items("sources")
    was_seen = row.cells["verification"] != Verification.UNVERIFIED
    if row.is_ours and was_seen and not named:
        hint = "Name ids of sources.tsv; 'abstracts' is what citations point to."
        yield _problem("licence.none", "sources", "The row names no source.", hint)
    for name in named:
        source = ground.sources.get(name)
        if source is None or not source.terms:
            detail = f"{name!r} is no source of sources.tsv, or has no terms there."
            yield _problem("licence.unknown", "sources", detail)
        elif _FORBIDDING.search(source.terms):
            yield _problem("licence.terms", "sources", f"The terms of {name} forbid to pass it on.")
        elif row.is_ours and row.standing.table not in source.tables:
            detail = f"The terms of {name} are not stated for {row.standing.table}."
            yield _problem("licence.table", "sources", detail, "Add the table in sources.tsv.")
