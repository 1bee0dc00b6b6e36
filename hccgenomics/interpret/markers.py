"""The markers a board asks about, each in one of the states its input supports.

Before coverage is known nothing is absent: a component without a finding is ``no_call``, and
one whose class of event was not looked for is ``not_assayed``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import reasons, wording
from hccgenomics.interpret.large_events import genes_of
from hccgenomics.interpret.large_parts import LookedAt, is_part, read_part
from hccgenomics.interpret.origin_wording import likely_germline
from hccgenomics.interpret.stated_parts import stated_part
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.vocabulary import (
    ComponentClass,
    MarkerState,
    ProteinChangeKind,
    SequenceGrade,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.curated import MarkerComponent
    from hccgenomics.model.report import Limit

NOTHING: Final = LookedAt()
"""No copy-number and no structural file."""


@dataclass(frozen=True, slots=True)
class ComponentResult:
    """The state of one component, and why."""

    component: MarkerComponent
    state: MarkerState
    alterations: tuple[str, ...]
    why: str
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class MarkerResult:
    """The state of one marker, and why."""

    marker: str
    state: MarkerState
    alterations: tuple[str, ...]
    why: str
    components: tuple[ComponentResult, ...]


def read_markers(
    components: Sequence[MarkerComponent],
    alterations: Sequence[AnyAlteration],
    set_aside: Mapping[str, Sequence[str]],
    assayed: frozenset[ComponentClass],
    unjudged: frozenset[str] = frozenset(),
    looked: LookedAt = NOTHING,
) -> tuple[MarkerResult, ...]:
    """The state of every marker, in the order of the table.

    Args:
        components: The rows of the markers table.
        alterations: What was kept, with findings.
        set_aside: By gene, one sentence for each driver allele that a filter removed.
        assayed: Classes of event that the given files can show at all.
        unjudged: Genes in which no driver rule can flag a small variant.
        looked: What the copy-number and structural files came to.
    """
    by_gene: dict[str, list[AnyAlteration]] = defaultdict(list)
    for alteration in alterations:
        for gene in genes_of(alteration):
            by_gene[gene].append(alteration)
    by_marker: dict[str, list[ComponentResult]] = {}
    for component in components:
        if component.component_class is not ComponentClass.SMALL:
            own = by_gene[component.gene.partition("::")[0]]
            results = by_marker.setdefault(component.marker, [])
            results.extend(_large(component, own, assayed, looked))
            continue
        said = list(set_aside.get(component.gene, ()))
        if component.gene in unjudged:
            said.append(reasons.NOT_JUDGED.format(gene=component.gene))
        small = [a for a in by_gene[component.gene] if isinstance(a, SmallAlteration)]
        result = _component(component, small, said, assayed)
        by_marker.setdefault(component.marker, []).append(result)
    return tuple(_marker(name, results) for name, results in by_marker.items())


def _large(
    component: MarkerComponent,
    alterations: Sequence[AnyAlteration],
    assayed: frozenset[ComponentClass],
    looked: LookedAt,
) -> Iterator[ComponentResult]:
    """A part that is no small variant; nothing of one that is listed only if it is found."""
    shown = any(is_part(one, component) for one in alterations)  # also by a small insertion
    told = stated_part(component, looked.facts)
    if told is not None:
        found = ComponentResult(component, told.state, told.alterations, told.why, told.limit)
    elif component.component_class not in assayed and not shown:
        found = _not_assayed(component)
    else:
        part = read_part(component, alterations, looked)
        found = ComponentResult(component, part.state, part.alterations, part.why, part.limit)
    if not component.only_if_found or found.state is MarkerState.PRESENT:
        yield found


def _not_assayed(component: MarkerComponent) -> ComponentResult:
    why = wording.NOT_ASSAYED[component.component_class]
    return ComponentResult(component, MarkerState.NOT_ASSAYED, (), why)


def qualifies(alteration: SmallAlteration, component: MarkerComponent) -> bool:
    """Whether an alteration makes a component present: a flagged driver of the right kind."""
    if component.gene != alteration.gene or not alteration.is_driver:
        return False
    if component.promoter:
        return alteration.promoter is not None
    effect = alteration.effect
    if component.exon is not None and (effect.exon is None or effect.exon[0] != component.exon):
        return False
    protein = effect.protein
    if component.codon is not None and (
        protein is None or not protein.start <= component.codon <= protein.end
    ):
        return False
    return component.change is None or component.change == _substitution(alteration)


def _substitution(alteration: SmallAlteration) -> str | None:
    protein = alteration.effect.protein
    if protein is None or protein.kind is not ProteinChangeKind.SUBSTITUTION:
        return None
    return f"p.{protein.ref}{protein.start}{protein.alt}"


def _component(
    component: MarkerComponent,
    alterations: Sequence[SmallAlteration],
    said: Sequence[str],
    assayed: frozenset[ComponentClass],
) -> ComponentResult:
    if component.component_class not in assayed:
        return _not_assayed(component)
    found = [a for a in alterations if qualifies(a, component)]
    if found:
        why = wording.listed(map(_with_origin, found))
        ids = tuple(a.id for a in found)
        return ComponentResult(component, MarkerState.PRESENT, ids, why)
    return ComponentResult(
        component, MarkerState.NO_CALL, (), _why_no_call(component, alterations, said)
    )


def _with_origin(alteration: SmallAlteration) -> str:
    name = wording.name_of(alteration)
    germline = likely_germline(alteration)
    return f"{name} ({germline})" if germline else name


def _why_no_call(
    component: MarkerComponent,
    alterations: Sequence[SmallAlteration],
    said: Sequence[str],
) -> str:
    parts = [wording.NO_COVERAGE]
    if component.promoter:
        others = [a for a in alterations if a.promoter is not None]
    else:
        others = [a for a in alterations if a.promoter is None and not a.is_driver]
    if others:
        parts.append(wording.UNFLAGGED.format(names=wording.listed(map(wording.name_of, others))))
    parts.extend(said)
    grades = {a.effect.transcript.grade for a in alterations}
    if SequenceGrade.NONE in grades or SequenceGrade.PARTIAL in grades:
        parts.append(wording.INCOMPLETE_SEQUENCE.format(gene=component.gene))
    return " ".join(parts)


def _marker(name: str, components: list[ComponentResult]) -> MarkerResult:
    state = _state_of(result.state for result in components)
    telling = [result for result in components if result.state is state] or [
        result for result in components if result.state is MarkerState.NOT_ASSAYED
    ]  # of parts absent and parts not assayed the latter leave the marker open
    alterations = tuple(dict.fromkeys(id_ for result in components for id_ in result.alterations))
    return MarkerResult(name, state, alterations, _why(telling, state), tuple(components))


def _state_of(states: Iterable[MarkerState]) -> MarkerState:
    """Present if any component is; absent only if all are; no call if any could have been seen."""
    seen = set(states)
    if MarkerState.PRESENT in seen:
        return MarkerState.PRESENT
    if seen == {MarkerState.ABSENT}:
        return MarkerState.ABSENT
    if seen == {MarkerState.NOT_ASSAYED}:
        return MarkerState.NOT_ASSAYED
    return MarkerState.NO_CALL


def _why(telling: Sequence[ComponentResult], state: MarkerState) -> str:
    """One sentence where the components agree, else one for each that differs."""
    reasons = dict.fromkeys(result.why for result in telling)
    if state is MarkerState.PRESENT or len(reasons) == 1:
        return "; ".join(reasons)
    shared = wording.NO_COVERAGE if all(map(_lacks_coverage, reasons)) else ""
    by_reason: dict[str, list[str]] = {}
    for result in telling:
        own = result.why.removeprefix(shared).strip()
        by_reason.setdefault(own, []).append(result.component.gene)
    own_reasons = (_of_genes(genes, why) for why, genes in by_reason.items() if why)
    return " ".join(filter(None, (shared, *own_reasons)))


def _lacks_coverage(why: str) -> bool:
    return why.startswith(wording.NO_COVERAGE)


def _of_genes(genes: Sequence[str], why: str) -> str:
    """A reason with the genes it holds for, unless it names the only one itself."""
    return why if why.startswith(f"{genes[0]} ") else f"{wording.listed(genes)}: {why}"
