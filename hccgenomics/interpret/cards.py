"""Short cards on the genes a board asks about.

FGF19 has its card whenever copy number was looked at; the others have one when they are altered,
or on the border of it. What the evidence is comes from the curated rows, word for word.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import card_wording as wording
from hccgenomics.interpret.altered_names import CLASS_NAMES
from hccgenomics.interpret.answered import NOTHING, Known, is_answered
from hccgenomics.interpret.card_checks import CHECKS
from hccgenomics.interpret.card_plans import BORDERLINE, PLANS, is_found
from hccgenomics.interpret.copy_wording import DISAGREE
from hccgenomics.interpret.effect_size_wording import figures_of
from hccgenomics.interpret.events import meets
from hccgenomics.interpret.found import NO_HOTSPOTS
from hccgenomics.interpret.large_events import genes_of, named_with_amount
from hccgenomics.interpret.large_findings import shares_event
from hccgenomics.interpret.large_follow_up import needless_tests
from hccgenomics.interpret.wording import listed
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.amounts import amount, amount_adjusted, extent
from hccgenomics.model.card import Card, CardEvidence, Company
from hccgenomics.model.copy_number import CopyNumberAlteration
from hccgenomics.model.event import parse_event
from hccgenomics.vocabulary import (
    ComponentClass,
    CopyClass,
    Disease,
    MarkerState,
    Specimen,
    Verification,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.interpret.card_plans import CardPlan
    from hccgenomics.interpret.markers import MarkerResult
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.copy_number import (
        CopyEvent,
        CopyNumberFindings,
        GeneCopies,
    )
    from hccgenomics.model.evidence import Biomarker
    from hccgenomics.model.places import GenePlaces
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.structural import StructuralFindings


@dataclass(frozen=True, slots=True)
class CardQuestion:
    """What cards are made from.

    Attributes:
        places: Of genes beyond the panel, for the company of an amplicon; ``None`` where no list
            of genes was opened.
        known: What is stated beside the files, and which tests it answers.
    """

    copies: CopyNumberFindings
    junctions: StructuralFindings
    alterations: Sequence[AnyAlteration]
    assayed: frozenset[ComponentClass]
    biomarkers: Sequence[Biomarker]
    settings: Settings
    markers: Sequence[MarkerResult]
    disease: Disease = Disease.HCC
    specimen: Specimen = Specimen.TISSUE
    places: GenePlaces | None = field(default=None, repr=False)
    known: Known = NOTHING


def cards_of(question: CardQuestion) -> tuple[Card, ...]:
    """The cards of a sample, in a fixed order."""
    return tuple(_card(plan, question) for plan in PLANS if _is_due(plan, question))


def _is_due(plan: CardPlan, question: CardQuestion) -> bool:
    is_assayed = ComponentClass.COPY_NUMBER in question.assayed
    if plan.always and is_assayed:
        return True
    return any(_earns(one, plan) for one in _own(plan, question))


def _earns(alteration: AnyAlteration, plan: CardPlan) -> bool:
    """Whether an alteration brings its gene's card: no plain variant, which has its own finding."""
    if isinstance(alteration, SmallAlteration):
        return alteration.integration is not None and alteration.is_driver
    if isinstance(alteration, CopyNumberAlteration):
        return alteration.copies.copy_class in plan.classes
    return alteration.is_driver


def _own(plan: CardPlan, question: CardQuestion) -> list[AnyAlteration]:
    """Flagged alterations of the card's genes, and those on the border."""
    genes = set(plan.genes)
    return [
        one
        for one in question.alterations
        if (one.is_driver or _earns(one, plan)) and not genes.isdisjoint(genes_of(one))
    ]


def _card(plan: CardPlan, question: CardQuestion) -> Card:
    own = _own(plan, question)
    copies = _copies(plan, own, question)
    state = _state(plan, own, question)
    is_open = state is MarkerState.PRESENT or any(_earns(one, plan) for one in own)
    plan = _without_repeats(plan, copies, question)
    company = () if copies is None else tuple(_company(plan, copies, question))
    caveats = _caveats(plan, question) if is_open else ()
    return Card(
        gene=plan.gene,
        title=plan.title,
        state=state,
        headline=_headline(plan, own, copies, company),
        copies=copies,
        company=company,
        checks=tuple(filter(None, (CHECKS[code](plan, copies, question) for code in plan.checks))),
        evidence=tuple(_evidence(plan, question)) if is_open else (),
        follow_up=_asked(plan, question) if is_open or state is MarkerState.NO_CALL else (),
        alterations=tuple(one.id for one in own),
        notes=(*caveats, *(_notes(copies, question) if is_open or plan.always else ())),
    )


def _asked(plan: CardPlan, question: CardQuestion) -> tuple[str, ...]:
    needless = needless_tests(question.alterations)
    return tuple(
        test
        for test in plan.follow_up
        if test not in needless and not is_answered(test, question.known)
    )


def _without_repeats(plan: CardPlan, copies: GeneCopies | None, question: CardQuestion) -> CardPlan:
    """The plan without what the card of a neighbour says, where one event changes both genes."""
    leading = next((one for one in PLANS if one.gene == plan.beside), None)
    other = None if leading is None else question.copies.of(leading.gene)
    if leading is None or other is None or copies is None or not shares_event(copies, other):
        return replace(plan, beside="")
    return replace(
        plan,
        company=(),
        checks=tuple(code for code in plan.checks if code not in leading.checks),
        rows=tuple(row for row in plan.rows if row not in leading.rows),
        follow_up=tuple(test for test in plan.follow_up if test not in leading.follow_up),
    )


def _copies(
    plan: CardPlan, own: Sequence[AnyAlteration], question: CardQuestion
) -> GeneCopies | None:
    """Those of the gene that is altered, of a card on several; else of the first."""
    altered = [one.copies for one in own if isinstance(one, CopyNumberAlteration)]
    return altered[0] if altered else question.copies.of(plan.gene)


def _state(plan: CardPlan, own: Sequence[AnyAlteration], question: CardQuestion) -> MarkerState:
    if any(map(_is_present, own)):
        return MarkerState.PRESENT
    if own:
        return MarkerState.NO_CALL
    named = (marker.state for marker in question.markers if marker.marker == plan.marker)
    return next(named, MarkerState.NO_CALL)


def _is_present(alteration: AnyAlteration) -> bool:
    if isinstance(alteration, CopyNumberAlteration):
        return is_found(alteration)
    return alteration.is_driver


def _headline(
    plan: CardPlan,
    own: Sequence[AnyAlteration],
    copies: GeneCopies | None,
    company: Sequence[Company],
) -> str:
    """The finding in a sentence: copies, width, and what comes along."""
    others = [one for one in own if not isinstance(one, CopyNumberAlteration)]
    is_own = copies is not None and copies.gene in plan.genes
    said = [_said_of(copies, company, plan.beside)] if copies is not None and is_own else []
    if others:
        template = wording.OTHERWISE if said else wording.OTHER_ALONE
        said.append(template.format(names=listed(map(named_with_amount, others))))
    return " ".join(said) or wording.NOTHING_KNOWN.format(gene=plan.gene)


def _said_of(copies: GeneCopies, company: Sequence[Company], beside: str) -> str:
    if copies.copy_class is CopyClass.NO_CALL:
        return wording.NO_CALL.format(gene=copies.gene, why=copies.why.rstrip("."))
    is_changed = copies.copy_class is not CopyClass.NO_CHANGE
    along = [one.gene for one in company if is_changed and _comes_along(one, copies)]
    clauses = (
        amount_adjusted(copies),
        extent(copies.event) if copies.event is not None else "",
        wording.WITH.format(genes=listed(along)) if along else "",
        wording.SAME_EVENT.format(gene=beside) if beside else "",
    )
    name = f"{copies.gene} {CLASS_NAMES[copies.copy_class]}"
    return wording.HEADLINE.format(name=name, clauses="; ".join(filter(None, clauses)))


def _comes_along(one: Company, copies: GeneCopies) -> bool:
    """Whether a neighbour is altered as the gene is; of one beyond the panel, by its place."""
    if one.copy_class is None:
        return one.why == wording.WITHIN_EVENT
    return one.copy_class is copies.copy_class or (
        copies.copy_class in BORDERLINE and one.copy_class in _CHANGED
    )


_CHANGED: Final = frozenset({CopyClass.AMPLIFICATION, CopyClass.HOMOZYGOUS_DELETION})


def _company(plan: CardPlan, copies: GeneCopies, question: CardQuestion) -> Iterator[Company]:
    for gene in plan.company if copies.gene == plan.gene else ():
        found = question.copies.of(gene)
        if found is not None:
            why = found.why if found.copy_class is CopyClass.NO_CALL else _neighbour(found)
            yield Company(gene=gene, copy_class=found.copy_class, why=why)
        elif copies.event is not None and (why := _by_place(gene, copies.event, question)):
            yield Company(gene=gene, copy_class=None, why=why)


def _neighbour(copies: GeneCopies) -> str:
    said = amount(copies)
    name = CLASS_NAMES[copies.copy_class]
    return wording.NEIGHBOUR.format(name=name, amount=f": {said}" if said else "")


def _by_place(gene: str, event: CopyEvent, question: CardQuestion) -> str:
    """Of a gene beyond the panel: whether it lies within the event; "" if nobody knows."""
    if gene in event.peak:
        return wording.WITHIN_EVENT
    place = None if question.places is None else question.places.named(gene)
    if place is None or place.contig != event.contig:
        return ""
    is_within = event.start <= place.start and place.end <= event.end
    return wording.WITHIN_EVENT if is_within else wording.OUTSIDE_EVENT


def _evidence(plan: CardPlan, question: CardQuestion) -> Iterator[CardEvidence]:
    """Statement and figures of the plan's rows, as curated; none that nobody checked."""
    rows = {row.id: row for row in question.biomarkers}
    for id_ in plan.rows:
        row = rows.get(id_)
        if row is None or question.disease not in row.diseases:
            continue
        if row.verification is Verification.UNVERIFIED or _is_ruled_out(row, question):
            continue
        statement = f"{row.statement} {figures_of(row)}".rstrip()
        yield CardEvidence(statement=statement, biomarker_id=row.id, citations=row.citations)


def _is_ruled_out(row: Biomarker, question: CardQuestion) -> bool:
    """Whether something is there that the row asks not to be: RB1 lost, say, of CDK4/6."""
    terms = [parse_event(term) for term in row.none_of]
    return any(meets(term, one, NO_HOTSPOTS) for term in terms for one in question.alterations)


def _notes(copies: GeneCopies | None, question: CardQuestion) -> Iterator[str]:
    """How the copies were read, and whether the files disagree on them."""
    if copies is None:
        return
    yield from copies.notes
    for told in question.copies.agreements:
        if told.gene == copies.gene and not told.agree:
            yield DISAGREE.format(gene=told.gene, why=told.why)


def _caveats(plan: CardPlan, question: CardQuestion) -> Iterator[str]:
    """What the row that the card rests on warns of."""
    for row in question.biomarkers:
        if row.id in plan.rows[:1]:
            yield from (f"{caveat.rstrip('.')}." for caveat in row.caveats)
