"""The strip of markers on the first page: what each came to, in a few words.

A marker of several parts is open while one of them is; the strip then says which part was looked at
and down to what, and which was not, so that a depth is never read as an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.model.amounts import amount
from hccgenomics.reports import page_wording, wording
from hccgenomics.reports.hypothesis_groups import first_names
from hccgenomics.reports.precision import number, percent
from hccgenomics.vocabulary import ComponentClass, MarkerState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.model.report import Component, Marker, Report

GENES_NAMED: Final = 3
"""Genes that the strip names; more are counted."""


@dataclass(frozen=True, slots=True)
class MarkerCell:
    """One field of the marker strip.

    Attributes:
        aside: What the marker's name says in parentheses, set smaller.
        detail: What was found, or how deeply was looked; "" where there is nothing to add.
    """

    marker: Marker
    name: str
    aside: str
    state: str
    detail: str


def strip_of(report: Report, names: dict[str, str]) -> Iterator[MarkerCell]:
    """Every marker in the report's order; ``names`` are those of the alterations, by id."""
    copies = {
        found.id: amount(found.copy_number) for found in report.alterations if found.copy_number
    }
    for marker in report.markers:
        told = {one: _beyond(marker, names.get(one, one)) for one in marker.alterations}
        found = [name or copies.get(one, "") for one, name in told.items()]
        yield _cell(marker, found, _seen(marker, report))


def _seen(marker: Marker, report: Report) -> str:
    """What was seen all the same of a marker that is open."""
    said = (
        (wording.SEEN_LEFT_OUT, _rescued(marker, report)),
        (wording.SEEN_UNCALLED, _uncalled(marker, report)),
    )
    return "; ".join(template.format(names=names) for template, names in said if names)


def _uncalled(marker: Marker, report: Report) -> str:
    """The known variants that the marker mentions, whose reads were counted and not called."""
    named = (one.name for one in report.forced_calls)
    said = (name for name in named if f"{name} is carried by" in marker.why)
    return ", ".join(dict.fromkeys(said))


def _rescued(marker: Marker, report: Report) -> str:
    """The driver alleles that the marker mentions, that a named rule lists though left out."""
    named = (found.name for found in report.set_aside if found.rescue is not None)
    return ", ".join(dict.fromkeys(name for name in named if f"{name} was seen" in marker.why))


def _cell(marker: Marker, found: list[str], seen: str) -> MarkerCell:
    name, bracket, aside = marker.marker.partition(" (")
    return MarkerCell(
        marker=marker,
        name=name,
        aside=aside.removesuffix(")") if bracket else "",
        state=wording.MARKER_STATE[marker.state][0],
        detail=_detail(marker, found, seen),
    )


def _detail(marker: Marker, found: list[str], seen: str) -> str:
    match marker.state:
        case MarkerState.PRESENT:
            return _listed(found or [_beyond(marker, part) for part in _present_parts(marker)])
        case MarkerState.ABSENT:
            return _down_to(marker)
        case MarkerState.NO_CALL:
            return "; ".join(filter(None, (seen, *_open(marker, is_seen=bool(seen)))))
        case MarkerState.NOT_ASSAYED:
            return ""


def _open(marker: Marker, *, is_seen: bool) -> Iterator[str]:
    """Which parts of an open marker were looked at, and down to what; which were not."""
    small = [part for part in marker.components if part.component_class is ComponentClass.SMALL]
    absent = [part for part in small if part.state is MarkerState.ABSENT and limit_of(part)]
    if absent and not (is_seen and len(small) == 1):
        worst = max(absent, key=lambda part: 0.0 if part.limit is None else part.limit.value)
        whose = "" if len(absent) == len(small) else _whose(absent, len(small))
        yield wording.SMALL_ABSENT.format(whose=whose, limit=limit_of(worst))
    elif marker.depth is not None:
        is_shallow = any(part.measured and part.measured.failed for part in small)
        said = wording.SHALLOW_DEPTH if is_shallow else wording.LEAST_DEPTH
        yield said.format(depth=number(marker.depth))
    if len(absent) == len(small) or {part.state for part in small} == {MarkerState.NOT_ASSAYED}:
        yield _not_assayed(marker)


def _whose(absent: list[Component], small: int) -> str:
    """Of which genes, where not of all."""
    genes = list(dict.fromkeys(part.gene for part in absent))
    if len(genes) <= GENES_NAMED:
        return wording.OF_GENES.format(genes=", ".join(genes))
    return wording.OF_COUNT.format(count=len(absent), all=small)


def _not_assayed(marker: Marker) -> str:
    """The classes of event that the files given cannot show."""
    classes = (
        part.component_class for part in marker.components if part.state is MarkerState.NOT_ASSAYED
    )
    named = ", ".join(wording.label(one) for one in dict.fromkeys(classes))
    return wording.PART_NOT_ASSAYED.format(parts=named) if named else ""


def _beyond(marker: Marker, name: str) -> str:
    """A name without the marker's own at its head, which stands above it already."""
    return name.removeprefix(marker.marker).lstrip()


def _listed(names: list[str]) -> str:
    """The names; of many the first, and how many more."""
    return first_names([name for name in names if name])


def _present_parts(marker: Marker) -> list[str]:
    """What makes a marker present that is no alteration: a measure that was stated."""
    return [part.gene for part in marker.components if part.state is MarkerState.PRESENT]


def _down_to(marker: Marker) -> str:
    if marker.detection_limit_vaf is not None:
        return page_wording.DOWN_TO.format(limit=percent(marker.detection_limit_vaf))
    known = [part for part in marker.components if limit_of(part)]
    if len({limit_of(part) for part in known}) == 1:
        return limit_of(known[0])
    return "; ".join(f"{part.gene} {limit_of(part)}" for part in known)


def parts_of(marker: Marker) -> Iterator[tuple[tuple[str, ...], Component]]:
    """The parts of a marker; genes of which the same is said stand together, in their order."""
    alike: dict[Component, list[str]] = {}
    for part in marker.components:
        alike.setdefault(part.model_copy(update={"gene": ""}), []).append(part.gene)
    return ((tuple(genes), part) for part, genes in alike.items())


def limit_of(component: Component) -> str:
    """The smallest thing that could have been seen, with its unit; "" where it is not known."""
    if component.limit is None:
        return ""
    if component.limit.unit.casefold() == "vaf":
        return page_wording.DOWN_TO.format(limit=percent(component.limit.value))
    value = number(component.limit.value)
    return page_wording.CUT_OFF.format(value=value, unit=component.limit.unit)
