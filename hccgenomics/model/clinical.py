"""A clinical file: what a laboratory or a ward states beside the files, as published.

The schema of ``hccgenomics schema clinical`` is generated from these classes and from the tables of
facts and units. Words and units are checked against those tables, so that a table alone has to
change for a new analyte.
"""

from __future__ import annotations

import re
from datetime import date as calendar_date
from math import isfinite
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from hccgenomics.model.base import Document

MOST_TEXT: Final = 500
"""Characters of a free text; a letter belongs elsewhere."""
_NUMBER: Final = r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?"
_SIGN: Final = r"(?:>=|<=|>|<|≥|≤)?"
# What takes white space never gives it back: the time is linear in whatever stands in a field.
AMOUNT: Final = re.compile(rf"(?P<sign>{_SIGN})\s*+(?P<number>{_NUMBER})")
_BEGINS_AS_AMOUNT: Final = re.compile(r"\s*+(?:[<>≤≥]|[-+]?\d)")
_WITH_UNIT: Final = re.compile(rf"\s*+(?P<amount>{_SIGN}\s*+{_NUMBER})\s*+(?P<unit>[^\d\s<>≤≥].*|)")
_BY_COMMA: Final = re.compile(rf"\s*+{_SIGN}\s*+\d++,\d")
_POWER: Final = re.compile(
    rf"\s*+(?P<amount>{_SIGN}\s*+{_NUMBER})\s++(?P<unit>x?\s*+10[\^*Ee]?\d*+/.*|1|log.*)",
    re.IGNORECASE,
)
_DATE: Final = re.compile(r"\d{4}(-\d{2}){0,2}")
_FIRST: Final = "-01"


def _refused(code: str, said: str) -> PydanticCustomError:
    return PydanticCustomError(code, said)


def _full_date(text: str) -> str:
    """A day of the calendar."""
    if len(text) != len("2026-01-31"):
        raise _refused("date", "a date is written YYYY-MM-DD")
    return _any_date(text)


def _any_date(text: str) -> str:
    """A year, a month or a day."""
    try:
        if not _DATE.fullmatch(text):
            raise ValueError
        calendar_date.fromisoformat(text + _FIRST * (2 - text.count("-")))
    except ValueError as error:
        raise _refused("date", "a date is written YYYY-MM-DD, and must be one") from error
    return text


def _amount(given: object) -> object:
    """A number, or one with a sign before it: ``412``, ``"> 60500"``."""
    if isinstance(given, bool):
        raise _refused("amount", "a truth value is no number")
    if isinstance(given, (int, float)):
        return _number(given)
    if isinstance(given, str) and (found := AMOUNT.fullmatch(given.strip())):
        _number(float(found["number"]))
        return given.strip()
    if isinstance(given, str) and _BY_COMMA.match(given):
        raise _refused("amount", "write the number with a point, and no comma in it")
    raise _refused("amount", 'this is no number; write 412, or "> 60500" where that is all known')


def _number(given: float) -> float:
    try:
        value = float(given)
    except OverflowError:
        value = float("inf")
    if not isfinite(value):
        raise _refused("amount", "this is no number a report can state; leave out what is unknown")
    return value


def _observed(given: object) -> object:
    """``412``, ``"412 ng/mL"``, ``"> 60500 ng/mL"`` and ``"positive"`` in their long form."""
    if isinstance(given, bool):
        raise _refused("observation", "write a word, or a value with its unit; not true or false")
    if isinstance(given, (int, float)):
        return {"value": given}
    if not isinstance(given, str):
        return given
    if not _BEGINS_AS_AMOUNT.match(given):
        return {"result": given}
    if _BY_COMMA.match(given):
        raise _refused("amount", "write the number with a point, and no comma in it")
    found = _POWER.fullmatch(given) or _WITH_UNIT.fullmatch(given)
    if found is None:
        return {"result": given}  # a word that begins with a digit: 2+
    return {"value": found["amount"], "unit": found["unit"]}


Text = Annotated[str, Field(max_length=MOST_TEXT)]
Day = Annotated[str, AfterValidator(_full_date), Field(json_schema_extra={"format": "date"})]
Month = Annotated[str, AfterValidator(_any_date), Field(examples=["2025-04", "2025-04-17"])]
Amount = Annotated[
    float | str,
    BeforeValidator(_amount, json_schema_input_type=float | str),
    Field(examples=[412, "> 60500", "< 2"]),
]


class Observation(Document):
    """One result: a value with its unit, or a word, with the day and the method."""

    value: Amount | None = None
    unit: Text = Field(default="", description="Of the value; needed wherever there is one.")
    result: Text = Field(default="", description="The result as a word: positive, not_detected.")
    date: Day | None = Field(default=None, description="Of the specimen, YYYY-MM-DD.")
    method: Text = Field(default="", description="Assay, tool or reader.")
    territory: Text = Field(default="", description="Of a burden: what was sequenced, 1.1 Mb.")


Observed = Annotated[
    Observation, BeforeValidator(_observed, json_schema_input_type=Observation | str | float)
]


def _plain(given: object) -> object:
    """A word that looks like a number, or a yes or no: ``bclc = 0``, ``cirrhosis = true``."""
    if isinstance(given, bool):
        return "yes" if given else "no"
    return str(given) if isinstance(given, int) else given


Word = Annotated[
    Text,
    BeforeValidator(_plain, json_schema_input_type=str | int | bool),
    Field(min_length=1),
]


class Liver(Document):
    """The liver beside the tumour, as it was examined."""

    ascites: Word | None = None
    encephalopathy: Word | None = None
    child_pugh: Word | None = Field(default=None, description="Class, points or both: B7.")
    albi_grade: Word | None = None
    varices: Word | None = None
    cirrhosis: Word | None = None
    transplant: Word | None = None
    anticoagulant: Word | None = None
    date: Day | None = Field(default=None, description="On which it was examined.")


class Stage(Document):
    """The extent of the tumour, and the patient's general condition."""

    bclc: Word | None = None
    bclc_version: Word | None = Field(default=None, description="The rules it was set by: 2022.")
    ecog: int | None = Field(default=None, ge=0, le=4)
    macrovascular_invasion: Word | None = None
    extrahepatic_spread: Word | None = None
    nodules: int | None = Field(default=None, ge=1, le=1000)
    largest_nodule: Observed | None = Field(default=None, description="Diameter, with unit.")
    date: Day | None = Field(default=None, description="On which it was staged.")


class Aetiology(Document):
    """Causes of the liver disease."""

    causes: tuple[Word, ...] = Field(min_length=1)


class PriorTherapy(Document):
    """One earlier treatment."""

    name: Text = Field(min_length=1, description="Drug, class, regimen (a + b) or procedure.")
    line: int | None = Field(default=None, ge=1, le=20)
    setting: Text = Field(default="", description="Neoadjuvant, adjuvant, systemic …")
    best_response: Text = ""
    start: Month | None = None
    end: Month | None = None


def _percent(given: object) -> object:
    """A per cent, whose sign may stand behind it."""
    return _amount(given.strip().removesuffix("%") if isinstance(given, str) else given)


Percent = Annotated[
    float | str,
    BeforeValidator(_percent, json_schema_input_type=float | str),
    Field(examples=[40, "< 1", "40 %"]),
]


class GeneResult(Document):
    """One result of staining, RNA or in situ hybridisation."""

    gene: Text = Field(min_length=1, description="Symbol, or a name that is one gene's.")
    method: Text = Field(min_length=1, description="ihc, rna or fish.")
    result: Word | None = Field(default=None, description="The result as a word.")
    percent: Percent | None = Field(default=None, description="Of tumour cells, 0 to 100.")
    score: Amount | None = Field(default=None, description="Intensity, 0 to 3.")
    cps: Amount | None = Field(default=None, description="Combined positive score.")
    tps: Percent | None = Field(default=None, description="Tumour proportion score, 0 to 100.")
    h_score: Amount | None = Field(default=None, description="H-score, 0 to 300.")
    ratio: Amount | None = Field(default=None, description="Of FISH, to the control.")
    clone: Text = ""
    date: Day | None = None


class GenomeWide(Document):
    """Measures over the whole genome, from wherever they were made."""

    msi: Observed | None = None
    mmr: Observed | None = None
    tmb: Observed | None = Field(default=None, description="With unit and territory.")
    signatures: dict[str, Observed] = Field(default_factory=dict)


def _fraction(given: object) -> object:
    """``0.6`` or ``"60 %"``; a bare 60 might be either, and is refused."""
    text = given.strip() if isinstance(given, str) else ""
    is_percent = text.endswith("%")
    number = text.removesuffix("%").strip()
    if text and (not AMOUNT.fullmatch(number) or number[0] in "<>≤≥"):
        raise _refused("fraction", 'write a fraction (0.6) or a per cent with its sign ("60 %")')
    value = _number(float(number)) if text else given
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _refused("fraction", 'write a fraction (0.6) or a per cent with its sign ("60 %")')
    value = value / 100 if is_percent else value
    if not 0 <= value <= 1:
        raise _refused("fraction", 'it lies outside 0 to 1: write 0.6, or "60 %" with its sign')
    return float(f"{value:.12g}")


Fraction = Annotated[
    float, BeforeValidator(_fraction, json_schema_input_type=float | str), Field(ge=0, le=1)
]


class TumourContent(Document):
    """One estimate of the share of tumour cells."""

    source: Text = Field(min_length=1, description="Who says so: pathology, a tool's name.")
    purity: Fraction = Field(description='Share of tumour cells: 0.6, or "60 %".')
    low: Fraction | None = None
    high: Fraction | None = None
    ploidy: float | None = Field(default=None, gt=0, le=20, allow_inf_nan=False)
    date: Day | None = None


class Tumour(Document):
    """The specimen that was sequenced."""

    content: tuple[TumourContent, ...] = ()


def _id(given: object) -> object:
    """An id as it stands; a number that a writer left without quotes is text all the same."""
    return str(given) if isinstance(given, int) and not isinstance(given, bool) else given


Id = Annotated[
    str,
    StringConstraints(strip_whitespace=False, max_length=MOST_TEXT),
    BeforeValidator(_id, json_schema_input_type=str | int),
]


class ClinicalFile(Document):
    """What is stated beside the files; everything may be left out."""

    order: dict[str, Id] = Field(
        default_factory=dict, description="Ids of yours, passed through unchanged to the report."
    )
    laboratory: dict[str, Observed] = Field(default_factory=dict)
    liver: Liver = Field(default_factory=Liver)
    stage: Stage = Field(default_factory=Stage)
    aetiology: Aetiology | None = None
    prior_therapy: tuple[PriorTherapy, ...] = ()
    results: tuple[GeneResult, ...] = ()
    genome_wide: GenomeWide = Field(default_factory=GenomeWide)
    tumour: Tumour = Field(default_factory=Tumour)
    findings: dict[str, Observed] = Field(
        default_factory=dict, description="Other findings that curated rows ask for."
    )
