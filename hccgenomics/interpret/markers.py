"""The markers a board asks about, each in one of the states its input supports.

Where nothing was told of coverage nothing is absent: a component without a finding is ``no_call``,
and one whose class of event was not looked for is ``not_assayed``. What silence means once a panel
or a depth was given is in ``callability``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import reasons, wording
from hccgenomics.interpret.blood import may_be_blood
from hccgenomics.interpret.blood_wording import MAY_BE_BLOOD
from hccgenomics.interpret.callability import Lack, silence_of
from hccgenomics.interpret.large_events import genes_of
from hccgenomics.interpret.large_parts import LookedAt, is_part, read_part
from hccgenomics.interpret.origin_wording import likely_germline
from hccgenomics.interpret.panel_states import by_panel, without_file
from hccgenomics.interpret.stated_parts import stated_part
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.vocabulary import (
    ComponentClass,
    Consequence,
    MarkerState,
    ProteinChangeKind,
    SequenceGrade,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hccgenomics.interpret.callability import Coverage
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.coverage import MeasuredTarget
    from hccgenomics.model.curated import MarkerComponent
    from hccgenomics.model.report import Limit

NOTHING: Final = LookedAt()
"""No copy-number and no structural file."""


@dataclass(frozen=True, slots=True)
class ComponentResult:
    """The state of one component, and why.

    Attributes:
        limit: The smallest thing that could have been seen.
        measured: What panel and depth say of it; ``None`` where nothing was told.
        lack: What keeps it open.
    """

    component: MarkerComponent
    state: MarkerState
    alterations: tuple[str, ...]
    why: str
    limit: Limit | None = None
    measured: MeasuredTarget | None = None
    lack: Lack | None = None


@dataclass(frozen=True, slots=True)
class MarkerResult:
    """The state of one marker, and why."""

    marker: str
    state: MarkerState
    alterations: tuple[str, ...]
    why: str
    components: tuple[ComponentResult, ...]

    @property
    def detection_limit(self) -> float | None:
        """The largest limit of its small variants; ``None`` unless each of them has one."""
        limits = [None if part.limit is None else part.limit.value for part in self.small]
        told = [limit for limit in limits if limit is not None]
        return max(told, default=None) if len(told) == len(limits) else None

    @property
    def depth(self) -> int | None:
        """The least depth over its small variants, where one was measured."""
        told = (
            None if part.measured is None else part.measured.telling_depth for part in self.small
        )
        return min((depth for depth in told if depth is not None), default=None)

    @property
    def is_failure(self) -> bool:
        """Whether it is open, and a part of it was measured and is too shallow."""
        return self.state is MarkerState.NO_CALL and bool(self.failed)

    @property
    def failed(self) -> tuple[ComponentResult, ...]:
        """Its parts that were measured and are too shallow."""
        return tuple(
            part
            for part in self.components
            if part.state is MarkerState.NO_CALL
            and part.measured is not None
            and part.measured.is_failure
        )

    @property
    def small(self) -> tuple[ComponentResult, ...]:
        """Its parts that are small variants."""
        small = ComponentClass.SMALL
        return tuple(part for part in self.components if part.component.component_class is small)


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
        looked: What the copy-number and structural files came to, and what was told of coverage.
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
        said = _said(component, set_aside, unjudged, looked.coverage)
        small = [a for a in by_gene[component.gene] if isinstance(a, SmallAlteration)]
        result = _component(component, small, said, assayed, looked.coverage)
        by_marker.setdefault(component.marker, []).append(result)
    return tuple(_marker(name, results) for name, results in by_marker.items())


def _said(
    component: MarkerComponent,
    set_aside: Mapping[str, Sequence[str]],
    unjudged: frozenset[str],
    coverage: Coverage,
) -> list[str]:
    """What was seen of a part all the same, or keeps it from being judged."""
    aside = coverage.aside if coverage.is_told else None
    left_out = set_aside.get(component.gene, ()) if aside is None else aside.get(component, ())
    said = [*left_out, *coverage.remarks.get(component, ())]
    if component.gene in unjudged:
        said.append(reasons.NOT_JUDGED.format(gene=component.gene))
    return said


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
        found = _not_assayed(component, looked.coverage)
    else:
        part = by_panel(component, read_part(component, alterations, looked), looked.coverage)
        found = ComponentResult(component, part.state, part.alterations, part.why, part.limit)
    if not component.only_if_found or found.state is MarkerState.PRESENT:
        yield found


def _not_assayed(component: MarkerComponent, coverage: Coverage) -> ComponentResult:
    why = without_file(component, wording.NOT_ASSAYED[component.component_class], coverage)
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
    coverage: Coverage,
) -> ComponentResult:
    if component.component_class not in assayed:
        return _not_assayed(component, coverage)
    measured = coverage.measured.get(component)
    found = [a for a in alterations if qualifies(a, component)]
    if found:
        why = wording.listed(map(_with_origin, found))
        ids = tuple(a.id for a in found)
        return ComponentResult(component, MarkerState.PRESENT, ids, why, measured=measured)
    if coverage.is_told:
        return _silent(component, alterations, said, coverage)
    why = _why_no_call(component, alterations, said)
    return ComponentResult(component, MarkerState.NO_CALL, (), why, lack=Lack.COVERAGE)


def _silent(
    component: MarkerComponent,
    alterations: Sequence[SmallAlteration],
    said: Sequence[str],
    coverage: Coverage,
) -> ComponentResult:
    """A part without a finding, by panel and depth; what no rule flags is named beside it."""
    unnamed = [a for a in alterations if a.effect.most_severe is Consequence.CODING_SEQUENCE]
    unknown = _of_unknown_sequence(component, unnamed)
    silence = silence_of(component, coverage, (*said, *unknown))
    why = " ".join((silence.why, *_seen_unflagged(component, alterations)))
    return ComponentResult(
        component,
        silence.state,
        (),
        why,
        limit=silence.limit,
        measured=coverage.measured.get(component),
        lack=silence.lack,
    )


def _with_origin(alteration: SmallAlteration) -> str:
    name = wording.name_of(alteration)
    origin = MAY_BE_BLOOD if may_be_blood(alteration) else likely_germline(alteration)
    return f"{name} ({origin})" if origin else name


def _why_no_call(
    component: MarkerComponent,
    alterations: Sequence[SmallAlteration],
    said: Sequence[str],
) -> str:
    parts = [wording.NO_COVERAGE, *_seen_unflagged(component, alterations), *said]
    parts.extend(_of_unknown_sequence(component, alterations))
    return " ".join(parts)


def _unflagged(
    component: MarkerComponent, alterations: Sequence[SmallAlteration]
) -> list[SmallAlteration]:
    """What was seen in the gene, or in its promoter, and is flagged by no rule."""
    if component.promoter:
        return [a for a in alterations if a.promoter is not None]
    return [a for a in alterations if a.promoter is None and not a.is_driver]


def _seen_unflagged(
    component: MarkerComponent, alterations: Sequence[SmallAlteration]
) -> Iterator[str]:
    if others := _unflagged(component, alterations):
        names = wording.listed(map(wording.name_of, others))
        yield wording.UNFLAGGED.format(names=names)


def _of_unknown_sequence(
    component: MarkerComponent, alterations: Sequence[SmallAlteration]
) -> Iterator[str]:
    """That something seen could not be judged, for want of the bases around it."""
    grades = {a.effect.transcript.grade for a in alterations}
    if SequenceGrade.NONE in grades or SequenceGrade.PARTIAL in grades:
        yield wording.INCOMPLETE_SEQUENCE.format(gene=component.gene)


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
