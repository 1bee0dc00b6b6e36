"""OS3, OM3 and OP3: how often tumours of all kinds carry this change, and any at this residue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret.oncogenicity import wording
from hccgenomics.interpret.oncogenicity.counts import (
    CHANGE_TUMOURS,
    POSITION_TUMOURS,
    tumours_at,
    tumours_by_change,
)
from hccgenomics.interpret.oncogenicity.points import fires, silent, unknown
from hccgenomics.interpret.oncogenicity.reading import Change
from hccgenomics.vocabulary import HotspotKind

if TYPE_CHECKING:
    from hccgenomics.interpret.oncogenicity.question import OncogenicityQuestion
    from hccgenomics.interpret.oncogenicity.reading import Reading
    from hccgenomics.model.curated import HotspotCount
    from hccgenomics.model.judgement import Criterion


def frequent_hotspot(reading: Reading, question: OncogenicityQuestion) -> Criterion:
    """OS3: at least 50 tumours at the residue, and at least 10 with the same change."""
    return _counted("OS3", reading, question)


def rarer_hotspot(reading: Reading, question: OncogenicityQuestion) -> Criterion:
    """OM3: fewer than 50 tumours at the residue, but at least 10 with the same change."""
    return _counted("OM3", reading, question)


def rare_change_of_hotspot(reading: Reading, question: OncogenicityQuestion) -> Criterion:
    """OP3: a hotspot, but fewer than 10 tumours with the same change."""
    return _counted("OP3", reading, question)


def level(tumours: int, at_position: int) -> str:
    """Which of the three criteria two counts meet; exactly one, within a hotspot.

    >>> level(10, 50), level(10, 49), level(9, 1000)
    ('OS3', 'OM3', 'OP3')
    """
    if tumours < CHANGE_TUMOURS:
        return "OP3"
    return "OS3" if at_position >= POSITION_TUMOURS else "OM3"


def _counted(code: str, reading: Reading, question: OncogenicityQuestion) -> Criterion:
    refusal = _not_countable(code, reading)
    if refusal is not None:
        return refusal
    if question.counts is None:
        return unknown(code, wording.NO_COUNTS)
    row = _row(reading, question)
    if row is None:
        return unknown(code, wording.NO_COUNT_OF_RESIDUE)
    tumours = tumours_by_change(row).get(_name(reading), 0)
    at_position = tumours_at(row)
    where = f"{row.ref}{row.start}" if row.start == row.end else f"{row.start} to {row.end}"
    words = wording.COUNTED.format(same=tumours, where=where, tumours=at_position)
    if level(tumours, at_position) == code:
        return fires(code, f"{words}.")
    return silent(code, wording.OTHER_LEVEL.format(words=words, asked=wording.LEVELS[code]))


def _not_countable(code: str, reading: Reading) -> Criterion | None:
    """Why the table cannot speak of the change, if it cannot."""
    match reading.change:
        case Change.UNTOLD:
            return unknown(code, wording.UNTOLD)
        case Change.PROMOTER:
            return silent(code, wording.OF_THE_PROMOTER)
        case Change.LOST:
            return silent(code, wording.TRUNCATING_HOTSPOT)
        case Change.MISSENSE if reading.substitution is None:
            return unknown(code, wording.SEVERAL_RESIDUES)
        case Change.INFRAME if reading.protein is None:
            return unknown(code, wording.UNTOLD)
        case Change.MISSENSE | Change.INFRAME:
            return None
        case _:
            return silent(code, wording.NO_PROTEIN_CHANGE)


def _name(reading: Reading) -> str:
    """The change as the table writes it."""
    if reading.substitution is not None:
        return reading.substitution[1]
    return reading.alteration.short_protein.removeprefix("p.")


def _row(reading: Reading, question: OncogenicityQuestion) -> HotspotCount | None:
    rows = (question.counts or {}).get(reading.gene, ())
    protein = reading.protein
    if protein is None:
        return None
    is_missense = reading.change is Change.MISSENSE
    kind = HotspotKind.MISSENSE if is_missense else HotspotKind.INFRAME
    return next(
        (
            row
            for row in rows
            if row.start <= protein.end and protein.start <= row.end and row.kind is kind
        ),
        None,
    )
