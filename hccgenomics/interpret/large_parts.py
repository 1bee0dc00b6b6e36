"""Parts of markers that are no small variant: copies, fusions, rearrangements, integrations.

Copy number is the one class in which a part may be called absent without coverage of bases: where
the whole interval of the gene's copies lies clear of the borderline. The limit is the cut-off.
Junctions are never called absent: how well a file could have shown them is not known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import large_wording as wording
from hccgenomics.interpret.altered_names import CLASS_NAMES, altered_name
from hccgenomics.interpret.callability import NOTHING_TOLD, Coverage
from hccgenomics.interpret.copy_class import by_copies, by_ratio
from hccgenomics.interpret.large_events import genes_of, named_with_amount, speaks_against
from hccgenomics.interpret.wording import listed
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.amounts import amount_adjusted
from hccgenomics.model.copy_number import (
    CopyNumberAlteration,
    CopyNumberFindings,
)
from hccgenomics.model.report import Limit
from hccgenomics.model.settings import Settings
from hccgenomics.model.structural import (
    IntegrationAlteration,
    StructuralAlteration,
    StructuralFindings,
)
from hccgenomics.vocabulary import (
    ComponentClass,
    CopyClass,
    CopyMethod,
    MarkerState,
    Specimen,
    StructuralEventKind,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.interpret.copy_class import CutOffs
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.copy_number import GeneCopies
    from hccgenomics.model.curated import MarkerComponent
    from hccgenomics.model.observation import Fact
    from hccgenomics.model.structural import StructuralEvent

COPIES: Final = "copies"
LOG2_RATIO: Final = "log2 ratio"
_CLEAR_OF: Final = {
    CopyClass.AMPLIFICATION: frozenset(
        {CopyClass.AMPLIFICATION, CopyClass.BORDERLINE_AMPLIFICATION}
    ),
    CopyClass.HOMOZYGOUS_DELETION: frozenset(
        {CopyClass.HOMOZYGOUS_DELETION, CopyClass.BORDERLINE_HOMOZYGOUS_DELETION}
    ),
}


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What the copy-number and structural files came to, by which settings, in what; and facts.

    Attributes:
        coverage: What was told of panel and depth.
    """

    copies: CopyNumberFindings = field(default_factory=CopyNumberFindings)
    junctions: StructuralFindings = field(default_factory=StructuralFindings)
    settings: Settings = field(default_factory=Settings)
    specimen: Specimen = Specimen.TISSUE
    facts: tuple[Fact, ...] = ()
    coverage: Coverage = NOTHING_TOLD


@dataclass(frozen=True, slots=True)
class PartState:
    """The state of one part, why, and the smallest thing that could have been seen."""

    state: MarkerState
    alterations: tuple[str, ...]
    why: str
    limit: Limit | None = None


def is_part(alteration: AnyAlteration, component: MarkerComponent) -> bool:
    """Whether an alteration makes a part present: a flagged driver of the right kind.

    A class of copies that the table of markers names for the gene needs no rule beside it.
    """
    if not concerns(alteration, component) or speaks_against(alteration) is not None:
        return False
    match alteration:
        case CopyNumberAlteration(copies=copies) if component.copy_class is not None:
            return copies.copy_class is component.copy_class
        case _ if not alteration.is_driver:
            return False
        case StructuralAlteration(event=event):
            is_fusion = event.kind is StructuralEventKind.FUSION
            return is_fusion or component.component_class is not ComponentClass.FUSION
        case _:
            return True


def concerns(alteration: AnyAlteration, component: MarkerComponent) -> bool:
    """Whether it is of the part's class of event and of its gene, or of both its genes."""
    wanted = _KINDS.get(component.component_class)
    is_kind = wanted is not None and isinstance(alteration, wanted)
    if isinstance(alteration, SmallAlteration):
        is_integration = component.component_class is ComponentClass.INTEGRATION
        is_kind = is_integration and alteration.integration is not None
    return is_kind and set(component.gene.split("::")) <= set(genes_of(alteration))


_KINDS: Final = {
    ComponentClass.COPY_NUMBER: CopyNumberAlteration,
    ComponentClass.FUSION: StructuralAlteration,
    ComponentClass.REARRANGEMENT: StructuralAlteration,
    ComponentClass.INTEGRATION: IntegrationAlteration,
}


def read_part(
    component: MarkerComponent, alterations: Sequence[AnyAlteration], looked: LookedAt
) -> PartState:
    """The state of a part whose class of event the files can show."""
    found = [one for one in alterations if is_part(one, component)]
    if found:
        why = listed(map(named_with_amount, found))
        return PartState(MarkerState.PRESENT, tuple(one.id for one in found), why)
    if component.component_class is ComponentClass.COPY_NUMBER:
        return _of_copies(component, looked)
    return PartState(MarkerState.NO_CALL, (), _why_no_junction(component, alterations, looked))


def _of_copies(component: MarkerComponent, looked: LookedAt) -> PartState:
    copies = looked.copies.of(component.gene)
    if copies is None:
        return PartState(MarkerState.NO_CALL, (), wording.NO_COPIES)
    limit = limit_without(copies, component.copy_class, looked)
    if limit is None:
        why = f"{said_of(copies)} {_why_open(copies, component.copy_class, looked)}".rstrip()
        return PartState(MarkerState.NO_CALL, (), why)
    return PartState(MarkerState.ABSENT, (), said_of(copies), limit)


def _why_open(copies: GeneCopies, wanted: CopyClass | None, looked: LookedAt) -> str:
    """Why a number that is no finding does not exclude it either; "" where the class says it."""
    if wanted is None or copies.copy_class in {*_CLEAR_OF[wanted], CopyClass.NO_CALL}:
        return ""
    if copies.method is not CopyMethod.RATIO:
        text = wording.OPEN_CLASS if _interval(copies) is None else wording.OPEN_NEAR
    elif looked.specimen is Specimen.PLASMA:
        text = wording.OPEN_IN_PLASMA
    else:
        text = wording.OPEN_WITHOUT_PURITY
    return text.format(**wording.WANTED[wanted])


def said_of(copies: GeneCopies) -> str:
    """What is known of a gene's copies, in a sentence without its gene.

    >>> from hccgenomics.model.copy_number import GeneCopies
    >>> said_of(GeneCopies("MET", "chr7", 0, 9, CopyClass.NO_CALL, "No bins in the gene."))
    'No bins in the gene.'
    """
    if copies.copy_class is CopyClass.NO_CALL:
        return copies.why or wording.NO_COPIES
    found = CLASS_NAMES[copies.copy_class]
    said = wording.COPIES_SAID.format(found=found, amount=amount_adjusted(copies))
    is_borderline = copies.copy_class in _BORDERLINE and copies.threshold
    return f"{said} {copies.threshold.rstrip('.')}." if is_borderline else said


_BORDERLINE: Final = frozenset(
    {CopyClass.BORDERLINE_AMPLIFICATION, CopyClass.BORDERLINE_HOMOZYGOUS_DELETION}
)


def limit_without(copies: GeneCopies, wanted: CopyClass | None, looked: LookedAt) -> Limit | None:
    """The cut-off that a gene stays clear of with its whole interval; ``None`` if it does not.

    Copies stay clear of the borderline; a ratio must be no gain (no loss) at all, since of unknown
    purity a gain may be an amplification that normal cells dilute: six copies in a fifth of the
    cells read as a log2 ratio of 0.49.
    A class that a tool states without a number has no limit, and is never enough; nor is a ratio
    in plasma, of which nobody knows how much comes from the tumour.
    """
    if copies.method is CopyMethod.RATIO and looked.specimen is Specimen.PLASMA:
        return None
    if wanted is None or copies.copy_class in {*_CLEAR_OF[wanted], CopyClass.NO_CALL}:
        return None
    interval, cut = _interval(copies), cut_offs(copies, looked)
    if interval is None or cut is None:
        return None
    low, high = interval
    if wanted is CopyClass.AMPLIFICATION:
        bar = cut.borderline_amplification if cut.in_copies else cut.gain
        cut_off, is_clear = cut.amplification, high < bar
    else:
        bar = cut.borderline_deletion if cut.in_copies else cut.loss
        cut_off, is_clear = cut.deletion, low > bar
    unit = COPIES if cut.in_copies else LOG2_RATIO
    return Limit(value=cut_off, unit=unit) if is_clear else None


def _interval(copies: GeneCopies) -> tuple[float, float] | None:
    """The least and the most that the gene may have; the value itself where no interval is."""
    if copies.method is CopyMethod.RATIO:
        value, low, high = copies.log2_ratio, copies.log2_low, copies.log2_high
    else:
        value, low, high = copies.copies, copies.copies_low, copies.copies_high
    if value is None:
        return None
    return value if low is None else low, value if high is None else high


def cut_offs(copies: GeneCopies, looked: LookedAt) -> CutOffs | None:
    """The caller's own cut-offs in the unit that the gene is told in; ``None`` of a bare class."""
    if copies.method is CopyMethod.RATIO:
        return by_ratio(looked.settings)
    if copies.method not in {CopyMethod.STATED, CopyMethod.COMPUTED}:
        return None
    ploidy = looked.copies.ploidy_or(looked.settings.assumed_ploidy)
    return by_copies(looked.settings, ploidy, is_doubled=bool(looked.copies.is_doubled))


def _why_no_junction(
    component: MarkerComponent, alterations: Sequence[AnyAlteration], looked: LookedAt
) -> str:
    """What was seen of the genes all the same, and what silence means."""
    parts = [wording.NO_JUNCTION]
    parts.extend(_seen_otherwise(one) for one in alterations if concerns(one, component))
    genes = set(component.gene.split("::"))
    aside = [event for event in looked.junctions.set_aside if _is_aside(event, component, genes)]
    parts.extend(
        wording.SET_ASIDE.format(name=event.name, why=_first(event)).rstrip() for event in aside
    )
    return " ".join(dict.fromkeys(parts))


def _seen_otherwise(alteration: AnyAlteration) -> str:
    """What is of the part's gene and does not make it present: unflagged, or another event."""
    name = altered_name(alteration)
    if alteration.is_driver:
        return wording.NOT_THIS.format(name=name)
    return wording.UNFLAGGED.format(name=name, why=speaks_against(alteration) or "").rstrip()


def _is_aside(event: StructuralEvent, component: MarkerComponent, genes: set[str]) -> bool:
    is_fusion = event.kind is StructuralEventKind.FUSION
    is_wanted = is_fusion or component.component_class is not ComponentClass.FUSION
    return is_wanted and genes <= set(event.genes)


def _first(event: StructuralEvent) -> str:
    """The reason for which an event was set aside."""
    why = event.notes[0] if event.notes else event.why
    return f"{why.rstrip('.')}."
