"""Where a variant comes from: germline or tumour, by whatever there is to tell, with its reasons.

Four things are looked at, and their order is their weight (docs/origin.md):

1. the reads of a matched normal, if it has enough of them; of plasma white cells, which tell its
   blood clones as well (``white_cells``);
2. what the caller says of the variant's origin;
3. how often people of a population carry it;
4. its fraction, against those expected in a tumour of this purity.

A deep normal decides; if the caller says otherwise of the same reads, one of the two is wrong, and
the origin is left open. Without a usable normal the other three must agree, or it is open likewise.
``somatic`` takes a deep and clean normal, reads that differ from the tumour's, a caller of somatic
variants that kept it, and nothing against it; everything less is ``likely_somatic``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret import blood_wording
from hccgenomics.interpret import origin_wording as wording
from hccgenomics.interpret.blood import is_from_blood, row_sentence
from hccgenomics.interpret.expected_fractions import SLACK
from hccgenomics.interpret.normal_reads import (
    ALIKE,
    BETWEEN,
    DIFFERS,
    HETEROZYGOUS,
    read_normal,
    telling,
)
from hccgenomics.interpret.origin_evidence import (
    SOMATIC_SIDE,
    InTissue,
    OriginEvidence,
    OriginVerdict,
    is_germline,
)
from hccgenomics.interpret.plasma_fraction import NEAR_ONE
from hccgenomics.interpret.white_cells import NOT_COUNTED, Share, WhiteCells, read_white_cells
from hccgenomics.interpret.witnesses import hear
from hccgenomics.model.alteration import OriginReason
from hccgenomics.model.binomial import lower_tail
from hccgenomics.vocabulary import CallerSays, Origin

if TYPE_CHECKING:
    from hccgenomics.interpret.normal_reads import NormalReading
    from hccgenomics.interpret.witnesses import Heard
    from hccgenomics.model.settings import Settings

__all__ = ["InTissue", "OriginEvidence", "OriginVerdict", "judge_origin"]


def judge_origin(evidence: OriginEvidence, settings: Settings) -> OriginVerdict:
    """The origin of one variant, with everything that was looked at."""
    normal = read_normal(
        evidence.normals, evidence.tumour, settings, has_normal=evidence.has_normal
    )
    heard = hear(evidence, normal, settings)
    white = _white_cells(evidence, normal, settings)
    if normal.is_final:
        verdict = _by_normal(evidence, normal, heard, white)
    else:
        verdict = _without_normal(evidence, heard, is_undecided=normal.is_usable)
    reasons = (*normal.reasons, *white.reasons, *heard.reasons, *verdict.reasons)
    return OriginVerdict(verdict.origin, (*reasons, *_share_of_blood(evidence)))


def _white_cells(evidence: OriginEvidence, normal: NormalReading, settings: Settings) -> WhiteCells:
    """Plasma against its white cells; not where they carry a germline variant."""
    if not evidence.is_plasma or not normal.is_usable:
        return NOT_COUNTED
    if _is_large_clone(evidence, normal, settings):
        return WhiteCells(Share.LIKE_BLOOD, is_carried=True)
    if normal.says is Origin.LIKELY_GERMLINE:
        return NOT_COUNTED
    unit = evidence.white_unit
    return read_white_cells(evidence.tumour, evidence.normals, settings, unit=unit)


def _is_large_clone(evidence: OriginEvidence, normal: NormalReading, settings: Settings) -> bool:
    """Whether white cells carry much of it, and yet too little for a germline heterozygote."""
    white = telling(evidence.normals, settings.min_normal_depth)
    if not evidence.may_be_clone or normal.says is not Origin.LIKELY_GERMLINE or white is None:
        return False
    chance = lower_tail(white.alt_depth or 0, white.total_depth or 0, HETEROZYGOUS - SLACK)
    return chance < settings.max_fraction_chance


def _share_of_blood(evidence: OriginEvidence) -> tuple[OriginReason, ...]:
    """That some variants of such a gene in plasma are blood's, where that decides nothing."""
    row = evidence.blood
    if not evidence.is_plasma or row is None or is_from_blood(row):
        return ()
    return (OriginReason("blood_sometimes", None, row_sentence(row)),)


def _by_normal(
    evidence: OriginEvidence, normal: NormalReading, heard: Heard, white: WhiteCells
) -> OriginVerdict:
    """The normal decides; a caller that says otherwise opens the question again."""
    says = normal.says
    if says is None:
        return _between(evidence, normal, heard, white)
    if _is_of_blood(evidence, white, normal):
        return _of_blood(evidence, _why_blood(white, normal))
    sides = heard.sides()
    against = {rule: side for rule, side in sides.items() if is_germline(side) != is_germline(says)}
    if against:
        is_open = "caller" in against or any(r.code == NEAR_ONE for r in heard.fraction)
        verdict = wording.CONFLICT_OPEN if is_open else wording.CONFLICT_NORMAL
        why = _conflict({"normal": says, **against}, verdict)
        origin = Origin.UNKNOWN if is_open else says
        return OriginVerdict(origin, (OriginReason("conflict", None, why),))
    if is_germline(says):
        return OriginVerdict(Origin.LIKELY_GERMLINE, ())
    return _clean(evidence, normal, white)


def _is_of_blood(evidence: OriginEvidence, white: WhiteCells, normal: NormalReading) -> bool:
    """Whether white cells, few of whose reads or none have the allele, leave it to blood.

    They do where its fraction is like theirs; and, for what blood clones often carry, where they
    were not looked at deeply enough to tell.
    """
    if white.share is Share.LIKE_BLOOD:
        return evidence.may_be_clone or evidence.tissue is None
    is_told = white.share is Share.MORE or is_germline(normal.says)
    return evidence.is_suspect and not is_told


def _why_blood(white: WhiteCells, normal: NormalReading) -> str:
    if white.share is not Share.LIKE_BLOOD:
        return blood_wording.NOT_TOLD
    is_large = is_germline(normal.says)
    return blood_wording.LOW_FOR_GERMLINE if is_large else wording.NORMAL_BLOOD


def _clean(evidence: OriginEvidence, normal: NormalReading, white: WhiteCells) -> OriginVerdict:
    """Nothing speaks for germline: somatic, if everything that could be asked says so."""
    if white.share in {Share.LIKE_BLOOD, Share.OPEN} and white.is_carried:
        reason = OriginReason("white_cells_carry", None, blood_wording.CARRIED_OPEN)
        return OriginVerdict(Origin.UNKNOWN, (reason,))
    if _is_as_much_in(evidence, normal):
        reason = OriginReason("normal_as_much", None, wording.NORMAL_AS_MUCH)
        return OriginVerdict(Origin.UNKNOWN, (reason,))
    if white.is_carried:
        return _beyond_blood()
    differs = any(one.code == DIFFERS for one in normal.reasons)
    called = evidence.is_somatic_call or any(t.says is CallerSays.SOMATIC for t in evidence.tags)
    if not called:
        reason = OriginReason("no_somatic_call", None, wording.NO_PAIRED_CALLER)
        return OriginVerdict(Origin.LIKELY_SOMATIC, (reason,))
    kept = OriginReason("somatic_call", Origin.SOMATIC, wording.CALLER_PAIRED)
    origin = Origin.SOMATIC if differs else Origin.LIKELY_SOMATIC
    return OriginVerdict(origin, (kept,) if evidence.is_somatic_call else ())


def _beyond_blood() -> OriginVerdict:
    """White cells carry it and do not account for it."""
    says = Origin.LIKELY_SOMATIC
    return OriginVerdict(says, (OriginReason("white_cells_carry", says, blood_wording.CARRIED),))


def _is_as_much_in(evidence: OriginEvidence, normal: NormalReading) -> bool:
    """Whether the normal has reads with the allele, and the tumour no more than by chance."""
    has_reads = any(one.alt_depth for one in evidence.normals)
    return has_reads and any(one.code == ALIKE for one in normal.reasons)


def _of_blood(evidence: OriginEvidence, why: str) -> OriginVerdict:
    """That it may be blood cells', with what the table says of such variants."""
    says = Origin.POSSIBLE_HAEMATOPOIESIS
    reasons = [OriginReason("blood_cells", says, why.format(gene=evidence.gene))]
    if evidence.may_be_clone and evidence.blood is not None:
        reasons.append(OriginReason("blood_gene", None, row_sentence(evidence.blood)))
    if not evidence.may_be_clone:
        reasons.append(OriginReason("blood_or_error", None, blood_wording.NO_BLOOD_GENE))
    return OriginVerdict(says, tuple(reasons))


def _between(
    evidence: OriginEvidence, normal: NormalReading, heard: Heard, white: WhiteCells
) -> OriginVerdict:
    """Too little for germline and too much for none; in plasma that is how blood cells look."""
    if not evidence.is_plasma or normal.reasons[0].code != BETWEEN:
        return OriginVerdict(Origin.UNKNOWN, ())
    if white.share is Share.MORE:
        is_open = any(map(is_germline, heard.sides().values()))
        return OriginVerdict(Origin.UNKNOWN, ()) if is_open else _beyond_blood()
    if evidence.tissue is not None and not evidence.may_be_clone:
        reason = OriginReason("white_cells_carry", None, blood_wording.CARRIED_OPEN)
        return OriginVerdict(Origin.UNKNOWN, (reason,))
    return _of_blood(evidence, wording.NORMAL_BLOOD)


def _without_normal(evidence: OriginEvidence, heard: Heard, *, is_undecided: bool) -> OriginVerdict:
    """All that speak must speak for the same.

    Args:
        evidence: Of the variant.
        heard: The witnesses.
        is_undecided: Whether a normal that carries some of it leaves the question open: then
            nothing makes it somatic.
    """
    sides = heard.sides()
    found = set(sides.values())
    reasons: tuple[OriginReason, ...] = ()
    origin = next(iter(found)) if len(found) == 1 else Origin.UNKNOWN
    if is_undecided and origin in SOMATIC_SIDE:
        origin = Origin.UNKNOWN
    if len(found) > 1:
        why = _conflict(sides, wording.CONFLICT_OPEN)
        reasons = (OriginReason("conflict", None, why),)
    if evidence.is_suspect and origin is not Origin.LIKELY_GERMLINE:
        told = _of_blood(evidence, wording.BLOOD)
        return OriginVerdict(told.origin, (*reasons, *told.reasons))
    return OriginVerdict(origin, reasons)


def _conflict(sides: dict[str, Origin], verdict: str) -> str:
    said = (
        wording.SIDE.format(rule=wording.RULES[rule], origin=wording.SIDES[is_germline(origin)])
        for rule, origin in sides.items()
    )
    return wording.CONFLICT.format(sides="; ".join(said), verdict=verdict)
