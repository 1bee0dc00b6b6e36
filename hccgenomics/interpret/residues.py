"""Where a small alteration changes its protein, in the residues of MANE Select."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hccgenomics.model.codons import CODON
from hccgenomics.vocabulary import (
    INFRAME_CONSEQUENCES,
    NULL_CONSEQUENCES,
    SPLICE_NULL_CONSEQUENCES,
    TRUNCATING_CONSEQUENCES,
    Consequence,
    EffectClass,
    HotspotKind,
    Mane,
    ProteinChangeKind,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.model.alteration import Effect, ProteinChange, SmallAlteration
    from hccgenomics.model.curated import Hotspot, HotspotTable

DELETION: Final = "del"
INSERTION: Final = "ins"
RECURRENT_CHANGE: Final = "recurrent_change"
"""The code of the driver finding that a change recurs by the pan-cancer counts."""
_CLASSES: Final[Mapping[EffectClass, frozenset[Consequence]]] = {
    EffectClass.MISSENSE: frozenset({Consequence.MISSENSE}),
    EffectClass.INFRAME: INFRAME_CONSEQUENCES,
    EffectClass.INFRAME_DELETION: INFRAME_CONSEQUENCES,
    EffectClass.INFRAME_INSERTION: INFRAME_CONSEQUENCES,
    EffectClass.TRUNCATING: TRUNCATING_CONSEQUENCES,
    EffectClass.SPLICE: SPLICE_NULL_CONSEQUENCES,
    EffectClass.LOSS_OF_FUNCTION: NULL_CONSEQUENCES,
    EffectClass.ANY: frozenset(
        {
            Consequence.MISSENSE,
            Consequence.STOP_LOST,
            *INFRAME_CONSEQUENCES,
            *NULL_CONSEQUENCES,
        }
    ),
}
_NET_CHANGE: Final = {
    EffectClass.INFRAME_DELETION: DELETION,
    EffectClass.INFRAME_INSERTION: INSERTION,
}
_INTRONIC_ANCHOR: Final = re.compile(r"c\.(?:\d+_)?(\d+)[+-]\d")
_PLACE: Final = r"[*-]\d+(?:[+-]\d+)?"
_UNTRANSLATED: Final = re.compile(rf"c\.{_PLACE}(?:_{_PLACE})?(?=[A-Za-z])")
_BESIDE_CODING: Final = re.compile(r"(?:-1\+|\*1-)\d")
_NEW_STOP: Final = re.compile(r"fsTer(\d+)$")

PROTEIN_TAIL: Final = 0.9
"""Share of the protein before which a stop that escapes decay is read as loss of function: a stop
that removes less than a tenth is the weaker case of the PVS1 decision tree (Abou Tayoun 2018,
doi:10.1002/humu.23626)."""


def select_protein(alteration: SmallAlteration, hotspots: HotspotTable) -> ProteinChange | None:
    """The protein change counted on MANE Select.

    Where only another transcript was annotated, a documented alias renumbers it (GNAS R844C on
    ENST00000371100 is R201C); without an alias its residues are not compared with anything.
    """
    for effect in alteration.effects:
        if effect.protein is None:
            continue
        if effect.transcript.mane is Mane.SELECT:
            return effect.protein
        renumbered = _renumbered(effect, alteration.gene, hotspots)
        if renumbered is not None:
            return renumbered
    return None


def _renumbered(effect: Effect, gene: str, hotspots: HotspotTable) -> ProteinChange | None:
    protein = effect.protein
    if protein is None:
        return None
    offset = hotspots.offset(gene, effect.transcript.transcript, protein.start)
    if offset is None:
        return None
    return replace(protein, start=protein.start - offset, end=protein.end - offset)


def is_of_another_protein(alteration: SmallAlteration, hotspots: HotspotTable) -> bool:
    """Whether all that is known is a change of another protein of the gene.

    A variant annotated on p14ARF alone says nothing of p16, which rows of CDKN2A speak of.
    """
    transcript = alteration.effect.transcript
    if transcript.mane is Mane.SELECT:
        return False
    return hotspots.reads_another_frame(alteration.gene, transcript.transcript)


def is_of_class(alteration: SmallAlteration, effect_class: EffectClass) -> bool:
    """Whether the effect on MANE Select is of a class; a codon that is rebuilt is not lost.

    A missing protein name never makes a variant truncating: consequences alone decide. A splice
    site between untranslated exons belongs to no class, nor does one whose bases all stay.
    """
    effect = alteration.effect
    consequences = set(effect.consequences)
    if effect.keeps_splice_site or is_untranslated_splice(effect):
        consequences -= SPLICE_NULL_CONSEQUENCES
    if Consequence.START_RETAINED in consequences:
        consequences.discard(Consequence.START_LOST)
    if Consequence.STOP_RETAINED in consequences:
        consequences -= {Consequence.STOP_LOST, Consequence.FRAMESHIFT}
    if consequences.isdisjoint(_CLASSES[effect_class]):
        return False
    wanted = _NET_CHANGE.get(effect_class)
    return wanted is None or wanted == net_change(alteration.effect.protein)


def net_change(protein: ProteinChange | None) -> str | None:
    """Whether an in-frame change shortens (``del``) or lengthens (``ins``) the protein."""
    if protein is None:
        return None
    if protein.kind in {ProteinChangeKind.INSERTION, ProteinChangeKind.DUPLICATION}:
        return INSERTION
    if protein.kind is ProteinChangeKind.DELETION or len(protein.alt) < len(protein.ref):
        return DELETION
    return INSERTION if len(protein.alt) > len(protein.ref) else None


def is_untranslated_splice(effect: Effect) -> bool:
    """Whether a splice site is hit whose exons are untranslated on both sides (``c.-29+1G>A``).

    The intron between ``c.-1`` and the start codon, or behind the stop codon, has a coding
    neighbour and does not count.
    """
    if SPLICE_NULL_CONSEQUENCES.isdisjoint(effect.consequences) or effect.hgvs_c is None:
        return False
    if effect.keeps_splice_site:
        return False
    name = effect.hgvs_c.rpartition(":")[2]
    found = _UNTRANSLATED.match(name)
    return found is not None and _is_one_sided(found[0]) and not _BESIDE_CODING.search(found[0])


def _is_one_sided(places: str) -> bool:
    """Whether a range stays on one side of the coding sequence.

    >>> _is_one_sided("c.-29+1_-29+4"), _is_one_sided("c.-29+1_*5")
    (True, False)
    """
    return len({place[0] for place in places.removeprefix("c.").split("_")}) == 1


def is_late_truncation(alteration: SmallAlteration) -> bool:
    """Whether a stop that escapes decay leaves more than nine tenths of the protein.

    A splice site or a start codon lost beside it decides otherwise.
    """
    effect = alteration.effect
    if not is_of_class(alteration, EffectClass.TRUNCATING) or effect.protein is None:
        return False
    others = {Consequence.START_LOST, Consequence.TRANSCRIPT_ABLATION}
    if is_of_class(alteration, EffectClass.SPLICE) or not others.isdisjoint(effect.consequences):
        return False
    return bool(effect.escapes_nmd) and effect.protein.start > PROTEIN_TAIL * residues_of(effect)


def is_premature_stop(effect: Effect) -> bool:
    """Whether the new stop is known to lie within the length of the protein."""
    if Consequence.STOP_GAINED in effect.consequences:
        return True
    found = _NEW_STOP.search(effect.hgvs_p or "")
    if found is None or effect.protein is None:
        return False
    return effect.protein.start + int(found[1]) - 1 <= residues_of(effect)


def residues_of(effect: Effect) -> int:
    """How many residues the transcript codes for."""
    stated = effect.transcript.residues
    return effect.transcript.cds_length // CODON - 1 if stated is None else stated


def splice_codon(effect: Effect) -> int | None:
    """The codon next to which a splice site is hit, read from the coding name (``c.650+1G>A``)."""
    found = _INTRONIC_ANCHOR.search(effect.hgvs_c or "")
    return None if found is None else -(-int(found[1]) // CODON)


def new_residue(protein: ProteinChange, residue: int) -> str | None:
    """What a change of equal length puts at ``residue``; ``None`` for any other change."""
    if len(protein.ref) != len(protein.alt) or not protein.start <= residue <= protein.end:
        return None
    return protein.alt[residue - protein.start]


def hotspots_hit(alteration: SmallAlteration, hotspots: HotspotTable) -> tuple[Hotspot, ...]:
    """The rows of the hotspots table, artefacts included, that this alteration meets."""
    if alteration.gene not in hotspots.by_gene:
        return ()
    if is_of_class(alteration, EffectClass.SPLICE):
        codon = splice_codon(alteration.effect)
        rows = () if codon is None else hotspots.at(alteration.gene, codon, codon)
        return tuple(row for row in rows if "splice" in row.changes)
    protein = select_protein(alteration, hotspots)
    if protein is None:
        return _artefacts_hit(alteration, hotspots)
    rows = hotspots.at(alteration.gene, protein.start, protein.end)
    return tuple(row for row in rows if _meets(alteration, protein, row))


def _artefacts_hit(alteration: SmallAlteration, hotspots: HotspotTable) -> tuple[Hotspot, ...]:
    """Artefacts at codons whose change of protein is not told, as the sequence is not known."""
    codons = untold_codons(alteration.effect)
    rows = () if codons is None else hotspots.at(alteration.gene, *codons)
    return tuple(row for row in rows if row.kind is HotspotKind.ARTEFACT and not row.changes)


def untold_codons(effect: Effect) -> tuple[int, int] | None:
    """First and last codon of MANE Select that are changed, where the protein is not known.

    A coding position needs no sequence: EEF1A1 c.1295 lies in codon 432.
    """
    is_untold = effect.protein is None and effect.transcript.mane is Mane.SELECT
    if not is_untold or Consequence.CODING_SEQUENCE not in effect.consequences:
        return None
    if effect.cds_start is None or effect.cds_end is None:
        return None
    return -(-effect.cds_start // CODON), -(-effect.cds_end // CODON)


def _meets(alteration: SmallAlteration, protein: ProteinChange, row: Hotspot) -> bool:
    if row.kind is HotspotKind.INFRAME:
        change = net_change(protein)
        in_frame = is_of_class(alteration, EffectClass.INFRAME)
        return in_frame and (not row.changes or change in row.changes)
    if not is_of_class(alteration, EffectClass.MISSENSE) or is_of_class(
        alteration, EffectClass.LOSS_OF_FUNCTION
    ):
        return False
    residues = range(max(row.start, protein.start), min(row.end, protein.end) + 1)
    return not row.changes or any(new_residue(protein, r) in row.changes for r in residues)
