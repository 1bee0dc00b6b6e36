"""OS3, OM3 and OP3: how often tumours of all kinds carry this change, and any at this residue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret.oncogenicity import wording
from hccgenomics.interpret.oncogenicity.points import fires, silent, unknown
from hccgenomics.interpret.oncogenicity.reading import Change
from hccgenomics.vocabulary import HotspotKind

if TYPE_CHECKING:
    from hccgenomics.interpret.oncogenicity.counts import HotspotFigures
    from hccgenomics.interpret.oncogenicity.question import OncogenicityQuestion
    from hccgenomics.interpret.oncogenicity.reading import Reading
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


def _counted(code: str, reading: Reading, question: OncogenicityQuestion) -> Criterion:
    refusal = _not_countable(code, reading)
    if refusal is not None:
        return refusal
    if question.hotspot_figures is None:
        return unknown(code, wording.NO_COUNTS)
    counted = _figures(reading, question)
    if counted is None:
        return unknown(code, wording.NO_COUNT_OF_RESIDUE)
    name = _name(reading)
    words = wording.COUNTED.format(
        same=counted.by_change.get(name, 0), where=counted.where, tumours=counted.tumours
    )
    if counted.level(name) == code:
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


def _figures(reading: Reading, question: OncogenicityQuestion) -> HotspotFigures | None:
    if reading.substitution is not None:
        return question.residue_figures.get((reading.gene, reading.substitution[0]))
    protein = reading.protein
    if protein is None:
        return None
    for counted in (question.hotspot_figures or {}).get(reading.gene, ()):
        row = counted.row
        overlaps = row.start <= protein.end and protein.start <= row.end
        if overlaps and row.kind is HotspotKind.INFRAME:
            return counted
    return None
