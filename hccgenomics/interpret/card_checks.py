"""The questions a card answers, one function each.

The state of a check is that of what it asks for: a CTNNB1 driver that is seen is ``present``. Of
bases whose coverage nobody gave, and of junctions, silence is no call.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import card_wording as wording
from hccgenomics.interpret.card_plans import AMPLIFIED
from hccgenomics.interpret.effect_size_wording import figures_of
from hccgenomics.interpret.facts import asked_about, differs, is_met, key_of
from hccgenomics.interpret.large_events import genes_of, named_with_amount
from hccgenomics.interpret.large_parts import LookedAt, limit_without, said_of
from hccgenomics.interpret.wording import MORE, listed
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.amounts import extent
from hccgenomics.model.card import CardCheck
from hccgenomics.model.copy_number import CopyNumberAlteration
from hccgenomics.model.event import parse_event
from hccgenomics.model.structural import (
    IntegrationAlteration,
    StructuralAlteration,
)
from hccgenomics.vocabulary import ComponentClass, CopyClass, Extent, MarkerState, Verification

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hccgenomics.interpret.card_plans import CardPlan
    from hccgenomics.interpret.cards import CardQuestion
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.copy_number import GeneCopies
    from hccgenomics.model.event import Event
    from hccgenomics.model.evidence import Biomarker
    from hccgenomics.model.observation import Fact

    Check = Callable[[CardPlan, GeneCopies | None, CardQuestion], CardCheck | None]

EXCLUSIVE_ROW: Final = "FGF19-10"
"""FGF19 amplification with a CTNNB1 change, an unusual pair."""
SITES_ROW: Final = "FGFR4-05"
"""Changes of FGFR4 found after an inhibitor."""
RECEPTOR_ROW: Final = "FGF19-03"
MOST_NAMED: Final = 6


def _focal(plan: CardPlan, copies: GeneCopies | None, _: CardQuestion) -> CardCheck | None:
    """Whether the event singles the gene out; nothing where the gene is not changed."""
    if copies is None or copies.copy_class in {CopyClass.NO_CHANGE, CopyClass.NO_CALL}:
        return None
    ask = partial(CardCheck, code="focal", question=wording.FOCAL)
    if copies.event is None:
        return ask(state=MarkerState.NO_CALL, why=wording.FOCAL_UNKNOWN)
    said = extent(copies.event)
    said = said[0].upper() + said[1:]
    if copies.event.extent is Extent.FOCAL:
        return ask(state=MarkerState.PRESENT, why=wording.FOCAL_YES.format(extent=said))
    why = wording.FOCAL_NO.format(extent=said, gene=copies.gene, arm=plan.arm)
    return ask(state=MarkerState.ABSENT, why=why)


def _ctnnb1(_: CardPlan, copies: GeneCopies | None, question: CardQuestion) -> CardCheck:
    """Whether CTNNB1 has a driver, and what row ``FGF19-10`` says of the pair."""
    found = [one for one in _of("CTNNB1", question) if one.is_driver]
    is_amplified = copies is not None and copies.copy_class in AMPLIFIED
    row = _said_by(EXCLUSIVE_ROW, question) if is_amplified else ""
    unseen = _unseen(wording.CTNNB1_WITHOUT, wording.CTNNB1_NOT_ASSAYED, question)
    template = wording.CTNNB1_WITH if found else unseen
    return CardCheck(
        code="ctnnb1",
        question=wording.CTNNB1,
        state=_of_bases(found, question),
        why=template.format(names=_names(found), row=row).strip(),
        alterations=_ids(found),
    )


def _receptor(gene: str, code: str, asked: str, question: CardQuestion) -> CardCheck:
    """Variants and copies of the receptor or its co-receptor; expression is not assayed."""
    small = [one for one in _of(gene, question) if isinstance(one, SmallAlteration)]
    found = [one for one in _of(gene, question) if one.is_driver]
    states = [_of_bases([one for one in small if one.is_driver], question)]
    copies = _copies_state(gene, CopyClass.HOMOZYGOUS_DELETION, question)
    said = wording.RECEPTOR.format(
        variants=_said_of_variants(small, question),
        copies=copies[1],
        row=_named(RECEPTOR_ROW, question),
    )
    state = MarkerState.PRESENT if found else _together([*states, copies[0]])
    return CardCheck(code=code, question=asked, state=state, why=said, alterations=_ids(found))


def _sites(_: CardPlan, __: GeneCopies | None, question: CardQuestion) -> CardCheck:
    """Changes that row ``FGFR4-05`` names, where an FGFR4 inhibitor binds."""
    row = _row(SITES_ROW, question)
    terms = [parse_event(term) for term in row.any_of] if row is not None else []
    spans = [(e.start, e.end) for e in terms if e.start is not None and e.end is not None]
    found = [one for one in _of("FGFR4", question) if _touches(one, spans)]
    unseen = _unseen(wording.SITES_UNSEEN, wording.SITES_NOT_ASSAYED, question)
    template = wording.SITES_SEEN if found else unseen
    return CardCheck(
        code="fgfr4_sites",
        question=wording.SITES,
        state=_of_bases(found, question),
        why=template.format(names=_names(found), row=_said_by(SITES_ROW, question)).strip(),
        alterations=_ids(found),
    )


def _touches(alteration: AnyAlteration, spans: Sequence[tuple[int, int]]) -> bool:
    if not isinstance(alteration, SmallAlteration) or alteration.effect.protein is None:
        return False
    protein = alteration.effect.protein
    return any(protein.start <= end and start <= protein.end for start, end in spans)


def _protein(code: str, asked: str, row: str, question: CardQuestion) -> CardCheck:
    """A protein as stated beside the files, by what the row asks of it; else not assayed."""
    told = _told(row, question)
    if not told:
        why = wording.PROTEIN.format(row=_named(row, question))
        return CardCheck(code=code, question=asked, state=MarkerState.NOT_ASSAYED, why=why)
    texts = "; ".join(dict.fromkeys(fact.text for _, fact in told))
    return CardCheck(
        code=code,
        question=asked,
        state=_by_statement(told),
        why=wording.PROTEIN_STATED.format(texts=texts, row=_named(row, question)),
    )


def _told(row_id: str, question: CardQuestion) -> list[tuple[Event, Fact]]:
    """Stated facts about what a row asks for, each with the term that asks."""
    row = _row(row_id, question)
    events = [parse_event(term) for term in row.any_of] if row is not None else []
    return [
        (event, fact)
        for event in events
        for fact in question.known.facts
        if key_of(fact) == asked_about(event)
    ]


def _by_statement(told: Sequence[tuple[Event, Fact]]) -> MarkerState:
    if any(is_met(event, fact) for event, fact in told):
        return MarkerState.PRESENT
    is_against = any(differs(event, fact) for event, fact in told)  # others ask for other words
    return MarkerState.ABSENT if is_against else MarkerState.NO_CALL


def _lost(gene: str, code: str, asked: str, question: CardQuestion) -> CardCheck:
    """Whether a tumour suppressor is lost: variants, copies and junctions together."""
    found = [one for one in _of(gene, question) if is_lost(one)]
    small = [one for one in found if isinstance(one, SmallAlteration)]
    junctions = [one for one in found if isinstance(one, StructuralAlteration)]
    copies = _copies_state(gene, CopyClass.HOMOZYGOUS_DELETION, question)
    states = (_of_bases(small, question), copies[0], *((MarkerState.PRESENT,) if found else ()))
    said = [_said_of_variants(small, question), copies[1]]
    if junctions:
        said.append(wording.JUNCTIONS_SEEN.format(names=_names(junctions)))
    return CardCheck(
        code=code,
        question=asked,
        state=_together(states),
        why=" ".join(said),
        alterations=_ids(found),
    )


def is_lost(alteration: AnyAlteration) -> bool:
    """Whether an alteration of a tumour suppressor takes it: a driver, or no copy left."""
    if isinstance(alteration, CopyNumberAlteration):
        return alteration.copies.copy_class is CopyClass.HOMOZYGOUS_DELETION
    return alteration.is_driver


def _tert_promoter(_: CardPlan, __: GeneCopies | None, question: CardQuestion) -> CardCheck:
    found = [
        one
        for one in _of("TERT", question)
        if isinstance(one, SmallAlteration) and one.promoter is not None and one.is_driver
    ]
    return CardCheck(
        code="tert_promoter",
        question=wording.TERT_PROMOTER,
        state=_of_bases(found, question),
        why=_said_of_variants(found, question),
        alterations=_ids(found),
    )


def _tert_copies(_: CardPlan, __: GeneCopies | None, question: CardQuestion) -> CardCheck:
    state, why = _copies_state("TERT", CopyClass.AMPLIFICATION, question)
    found = [one for one in _of("TERT", question) if isinstance(one, CopyNumberAlteration)]
    return CardCheck(
        code="tert_copies",
        question=wording.TERT_COPIES,
        state=state,
        why=why,
        alterations=_ids(found),
    )


def _tert_junctions(code: str, asked: str, question: CardQuestion) -> CardCheck:
    """TERT rearranged, or with viral sequence inserted."""
    is_integration = code == "tert_integration"
    is_wanted = _is_integration if is_integration else _is_junction
    of_class = ComponentClass.INTEGRATION if is_integration else ComponentClass.REARRANGEMENT
    found = [one for one in _of("TERT", question) if is_wanted(one) and one.is_driver]
    if found:
        state, why = MarkerState.PRESENT, wording.JUNCTIONS_SEEN.format(names=_names(found))
    elif of_class in question.assayed:
        state, why = MarkerState.NO_CALL, wording.JUNCTIONS_NONE
    else:
        state, why = MarkerState.NOT_ASSAYED, wording.JUNCTIONS_NOT_ASSAYED
    return CardCheck(code=code, question=asked, state=state, why=why, alterations=_ids(found))


def _is_integration(alteration: AnyAlteration) -> bool:
    if isinstance(alteration, SmallAlteration):
        return alteration.integration is not None
    return isinstance(alteration, IntegrationAlteration)


def _is_junction(alteration: AnyAlteration) -> bool:
    return isinstance(alteration, StructuralAlteration)


def _copies_state(gene: str, wanted: CopyClass, question: CardQuestion) -> tuple[MarkerState, str]:
    """Whether copies of a gene are changed this way, and what is known of them."""
    if ComponentClass.COPY_NUMBER not in question.assayed:
        return MarkerState.NOT_ASSAYED, wording.COPIES_NOT_ASSAYED
    copies = question.copies.of(gene)
    if copies is None:
        return MarkerState.NO_CALL, wording.COPIES_UNKNOWN
    if copies.copy_class is wanted:
        return MarkerState.PRESENT, said_of(copies)
    looked = LookedAt(question.copies, question.junctions, question.settings, question.specimen)
    is_clear = limit_without(copies, wanted, looked) is not None
    return (MarkerState.ABSENT if is_clear else MarkerState.NO_CALL), said_of(copies)


def _of_bases(found: Sequence[AnyAlteration], question: CardQuestion) -> MarkerState:
    """Without coverage no small variant is absent."""
    if found:
        return MarkerState.PRESENT
    is_assayed = ComponentClass.SMALL in question.assayed
    return MarkerState.NO_CALL if is_assayed else MarkerState.NOT_ASSAYED


def _unseen(looked: str, not_assayed: str, question: CardQuestion) -> str:
    """Silence of a file, or that there was none to be silent."""
    return looked if ComponentClass.SMALL in question.assayed else not_assayed


def _together(states: Sequence[MarkerState]) -> MarkerState:
    """Present if any is; absent only if all are."""
    if MarkerState.PRESENT in states:
        return MarkerState.PRESENT
    return states[0] if len(set(states)) == 1 else MarkerState.NO_CALL


def _said_of_variants(found: Sequence[AnyAlteration], question: CardQuestion) -> str:
    if found:
        return wording.VARIANTS_SEEN.format(names=_names(found))
    if ComponentClass.SMALL not in question.assayed:
        return wording.VARIANTS_NOT_ASSAYED
    return f"{wording.VARIANTS_NONE} {wording.COVERAGE_OPEN}"


def _of(gene: str, question: CardQuestion) -> list[AnyAlteration]:
    return [one for one in question.alterations if gene in genes_of(one)]


def _names(found: Sequence[AnyAlteration]) -> str:
    more = len(found) - MOST_NAMED
    names = [*map(named_with_amount, found[:MOST_NAMED])]
    return listed([*names, MORE.format(count=more)] if more > 0 else names)


def _ids(found: Sequence[AnyAlteration]) -> tuple[str, ...]:
    return tuple(one.id for one in found)


def _row(id_: str, question: CardQuestion) -> Biomarker | None:
    found = next((row for row in question.biomarkers if row.id == id_), None)
    is_checked = found is not None and found.verification is not Verification.UNVERIFIED
    return found if is_checked else None


def _named(id_: str, question: CardQuestion) -> str:
    """Which row asks for it, where the card's evidence says the rest."""
    return "" if _row(id_, question) is None else wording.OF_ROW.format(row=id_)


def _said_by(id_: str, question: CardQuestion) -> str:
    """What a curated row says: its statement, its figures, and which row it is."""
    row = _row(id_, question)
    if row is None:
        return ""
    said = f"{row.statement} {figures_of(row)}".rstrip()
    return f"{said} ({row.id})"


def _plainly(check: Callable[..., CardCheck], *words: str) -> Check:
    """A check that needs nothing of the plan."""

    def asked(_: CardPlan, __: GeneCopies | None, question: CardQuestion) -> CardCheck:
        return check(*words, question)

    return asked


CHECKS: Final[Mapping[str, Check]] = {
    "focal": _focal,
    "ctnnb1": _ctnnb1,
    "fgfr4": _plainly(_receptor, "FGFR4", "fgfr4", wording.FGFR4),
    "klb": _plainly(_receptor, "KLB", "klb", wording.KLB),
    "fgfr4_sites": _sites,
    "fgf19_protein": _plainly(_protein, "fgf19_protein", wording.FGF19_PROTEIN, "FGF19-02"),
    "met_protein": _plainly(_protein, "met_protein", wording.MET_PROTEIN, "MET-02"),
    "her2_protein": _plainly(_protein, "her2_protein", wording.HER2_PROTEIN, "HER2-01"),
    "rb1": _plainly(_lost, "RB1", "rb1", wording.RB1),
    "cdkn2a": _plainly(_lost, "CDKN2A", "cdkn2a", wording.CDKN2A),
    "tert_promoter": _tert_promoter,
    "tert_copies": _tert_copies,
    "tert_rearrangement": _plainly(
        _tert_junctions, "tert_rearrangement", wording.TERT_REARRANGEMENT
    ),
    "tert_integration": _plainly(_tert_junctions, "tert_integration", wording.TERT_INTEGRATION),
}
