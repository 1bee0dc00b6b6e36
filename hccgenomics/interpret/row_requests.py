"""Further tests that met rows and cross-checks ask for, joined with what is asked for already."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import request_wording as wording
from hccgenomics.interpret.requests import Request
from hccgenomics.interpret.wording import listed
from hccgenomics.vocabulary import Implication

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.model.cross_check import CrossCheckFinding
    from hccgenomics.model.evidence import Match

_AND: Final = "; "
"""Between two tests that one row asks for."""
_ABOUT_THERAPY: Final = frozenset({Implication.SENSITIVITY, Implication.REDUCED_SENSITIVITY})


def with_rows(
    requests: Sequence[Request],
    matches: Sequence[Match],
    checks: Sequence[CrossCheckFinding],
) -> tuple[Request, ...]:
    """The requests with the rows that ask for the same, and new ones behind them.

    First what settles a hypothesis of therapy, then a cross-check, then other rows; what markers
    ask for (coverage, another assay) stays in its order. A test that is asked for twice is one.
    """
    new = list(_joined([*_of_rows(matches, therapy=True), *_of_checks(checks)]))
    late = list(_joined(_of_rows(matches, therapy=False)))
    known = {_key(request): request for request in requests}
    merged = [_with(request, _same(request, [*new, *late])) for request in requests]
    first = [request for request in new if _key(request) not in known]
    seen = {*known, *(_key(request) for request in first)}
    last = [request for request in late if _key(request) not in seen]
    urgent = [request for request in merged if not request.markers or request.biomarkers]
    open_markers = [request for request in merged if request not in urgent]
    return (*urgent, *first, *open_markers, *last)


def _of_rows(matches: Iterable[Match], *, therapy: bool) -> Iterator[Request]:
    for found in matches:
        row = found.biomarker
        is_about = row.implication in _ABOUT_THERAPY
        if row.asks_for and is_about is therapy and not found.outranked_by:
            why = wording.ROW_WHY.format(row=row.id, claim=_claim(found))
            yield from (Request(test, why, (), (row.id,)) for test in row.asks_for.split(_AND))


def _claim(found: Match) -> str:
    row = found.biomarker
    about = row.implication.value.replace("_", " ")
    if not row.therapy:
        return about
    return wording.CLAIM.format(implication=about, therapy=listed(row.therapy))


def _of_checks(checks: Iterable[CrossCheckFinding]) -> Iterator[Request]:
    for check in checks:
        for test in filter(None, check.row.asks_for.split(_AND)):
            yield Request(test, check.row.question, (), check.row.rows)


def _joined(requests: Iterable[Request]) -> Iterator[Request]:
    """One request for each test, with every reason and every row."""
    by_key: dict[str, Request] = {}
    for request in requests:
        earlier = by_key.get(_key(request))
        by_key[_key(request)] = request if earlier is None else _with(earlier, [request])
    yield from by_key.values()


def _with(request: Request, others: Sequence[Request]) -> Request:
    if not others:
        return request
    reasons = dict.fromkeys([request.why, *(other.why for other in others)])
    rows = dict.fromkeys([*request.biomarkers, *(r for other in others for r in other.biomarkers)])
    return replace(request, why=" ".join(reasons), biomarkers=tuple(rows))


def _same(request: Request, others: Iterable[Request]) -> list[Request]:
    return [other for other in others if _key(other) == _key(request)]


def _key(request: Request) -> str:
    return " ".join(request.test.casefold().rstrip(".").split())
