"""What would change the answer: further tests, each tied to what asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret import origin_wording, request_wording, wording
from hccgenomics.interpret.coverage_follow_up import coverage_requests
from hccgenomics.interpret.large_follow_up import large_requests
from hccgenomics.interpret.long_insertions import insertion_requests
from hccgenomics.interpret.normal_reads import SHALLOW
from hccgenomics.interpret.requests import Request
from hccgenomics.interpret.summary import OPEN, support_clause, told_apart
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.vocabulary import ComponentClass, MarkerState, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.interpret.markers import MarkerResult
    from hccgenomics.interpret.summary import SetAsideDriver
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.vocabulary import Disease


def follow_up_of(
    markers: Sequence[MarkerResult],
    alterations: Sequence[AnyAlteration],
    set_aside: Sequence[SetAsideDriver],
    *,
    has_normal: bool,
    germline: Sequence[SmallAlteration] = (),
    disease: Disease | None = None,
) -> tuple[Request, ...]:
    """Tests that would change the answer, the most telling first, each tied to what asks for it.

    Args:
        markers: Their states.
        alterations: What was kept.
        set_aside: Flagged alleles that were left out.
        has_normal: Whether there is a matched normal.
        germline: Alterations worth a test in germline.
        disease: The entity as the user states it.
    """
    requests = [
        Request(
            wording.FOLLOW_UP_SET_ASIDE.format(name=wording.name_of(item.alteration)),
            wording.FOLLOW_UP_SET_ASIDE_WHY.format(reason=item.why),
            _of_genes(markers, [item.alteration]),
            alterations=(item.alteration.id,),
        )
        for item in told_apart(set_aside)[0]
        if item.alteration.origin is not Origin.LIKELY_GERMLINE or item.alteration not in germline
    ]
    if germline:
        why = wording.FOLLOW_UP_GERMLINE_WHY.format(names="; ".join(map(_in_germline, germline)))
        asking, ids = _of_genes(markers, germline), tuple(one.id for one in germline)
        requests.append(Request(wording.FOLLOW_UP_GERMLINE, why, asking, alterations=ids))
    requests.extend(large_requests(markers, alterations, disease))
    requests.extend(insertion_requests(markers, alterations))
    requests.extend(coverage_requests(markers))
    requests.extend(_for_class(markers))
    small = [a for a in alterations if isinstance(a, SmallAlteration)]
    unknown = [a for a in small if a.is_driver and a.origin in OPEN]
    requests.extend(_for_origin(unknown, markers, has_normal=has_normal))
    return tuple(requests)


def _of_genes(
    markers: Sequence[MarkerResult], alterations: Iterable[SmallAlteration]
) -> tuple[str, ...]:
    """Markers with a part in the genes of these alterations."""
    genes = {alteration.gene for alteration in alterations}
    return tuple(m.marker for m in markers if any(c.component.gene in genes for c in m.components))


def _for_origin(
    unknown: Sequence[SmallAlteration], markers: Sequence[MarkerResult], *, has_normal: bool
) -> Iterator[Request]:
    """A normal where there is none, or a deeper one where it has too few reads."""
    test, why = wording.FOLLOW_UP_NORMAL, wording.FOLLOW_UP_NORMAL_WHY
    if has_normal:
        unknown = [a for a in unknown if any(r.code == SHALLOW for r in a.origin_reasons)]
        test, why = wording.FOLLOW_UP_DEEPER, wording.FOLLOW_UP_DEEPER_WHY
    if unknown:
        flagged = wording.counted(len(unknown), *request_wording.FLAGGED)
        asking, ids = _of_genes(markers, unknown), tuple(one.id for one in unknown)
        yield Request(test, why.format(alterations=flagged), asking, alterations=ids)


def _in_germline(alteration: SmallAlteration) -> str:
    """One alteration that is worth a test in germline, and how it stands."""
    said = wording.FOLLOW_UP_ORIGIN_OPEN
    by = origin_wording.likely_germline_by(alteration)
    if by is not None:
        said = wording.FOLLOW_UP_LIKELY_GERMLINE_BY if by else wording.FOLLOW_UP_LIKELY_GERMLINE
    name, support = wording.name_of(alteration), support_clause(alteration.support)
    return said.format(name=name, support=support, by=by)


def _for_class(markers: Sequence[MarkerResult]) -> list[Request]:
    requests = []
    for wanted, test, why in (
        (
            ComponentClass.COPY_NUMBER,
            wording.FOLLOW_UP_COPY_NUMBER,
            wording.FOLLOW_UP_COPY_NUMBER_WHY,
        ),
        (ComponentClass.FUSION, wording.FOLLOW_UP_FUSION, wording.FOLLOW_UP_FUSION_WHY),
    ):
        names = tuple(
            m.marker
            for m in markers
            if any(
                c.component.component_class is wanted and c.state is MarkerState.NOT_ASSAYED
                for c in m.components
            )
        )
        if names:
            requests.append(Request(test, why.format(markers=_markers_have(names)), names))
    return requests


def _markers_have(names: Sequence[str]) -> str:
    return wording.counted(len(names), *wording.MARKERS_HAVE)
