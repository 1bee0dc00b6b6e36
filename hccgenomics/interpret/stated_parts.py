"""Parts of markers that only a statement can settle: microsatellites and mutational burden.

Neither can be told from a list of variants; what a user states beside the files is taken as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import facts as stated
from hccgenomics.interpret import large_wording as wording
from hccgenomics.interpret.large_parts import PartState
from hccgenomics.model.event import parse_event
from hccgenomics.model.report import Limit
from hccgenomics.vocabulary import ComponentClass, MarkerState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hccgenomics.model.curated import MarkerComponent
    from hccgenomics.model.event import Event
    from hccgenomics.model.observation import Fact

TERMS: Final[Mapping[str, tuple[str, ...]]] = {
    "MSI": ("signature MSI is MSI-H", "signature MMR is deficient"),
    "TMB": ("signature TMB >= 10 mutations/Mb",),
}
"""What makes each part present, as rows MSI-01 and TMB-01 ask for it; one term is enough."""


def stated_part(component: MarkerComponent, facts: Sequence[Fact]) -> PartState | None:
    """The state of a genome-wide part by what was stated; ``None`` where nothing was."""
    if component.component_class is not ComponentClass.SIGNATURE:
        return None
    events = [parse_event(term) for term in TERMS.get(component.gene, ())]
    about = {stated.asked_about(event): event for event in events}
    told = [(about[key], fact) for fact in facts if (key := stated.key_of(fact)) in about]
    if not told:
        return None
    met = [fact for event, fact in told if stated.is_met(event, fact)]
    if met:
        return PartState(MarkerState.PRESENT, (), wording.STATED_PRESENT.format(**_said(met)))
    others = [fact for _, fact in told]
    if all(stated.differs(event, fact) for event, fact in told):
        why = wording.STATED_ABSENT.format(**_said(others))
        return PartState(MarkerState.ABSENT, (), why, _limit(told[0][0]))
    return PartState(MarkerState.NO_CALL, (), wording.STATED_OPEN.format(**_said(others)))


def _said(facts: Sequence[Fact]) -> dict[str, str]:
    return {"texts": "; ".join(fact.text for fact in facts)}


def _limit(event: Event) -> Limit | None:
    """The cut-off of a number."""
    test = event.tests[0]
    return None if test.number is None else Limit(value=test.number, unit=test.unit)
