"""Further tests that met rows and cross-checks ask for, joined with what is asked for already."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import request_wording as wording
from hccgenomics.interpret.answered import BETWEEN_TESTS, NOTHING, is_answered, is_of_normal
from hccgenomics.interpret.large_wording import FISH
from hccgenomics.interpret.requests import Request
from hccgenomics.interpret.wording import listed
from hccgenomics.vocabulary import CLAIMS_ON_THERAPY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.interpret.answered import Known
    from hccgenomics.model.cross_check import CrossCheckFinding
    from hccgenomics.model.evidence import Match

_FISH: Final = "FISH"


def with_rows(
    requests: Sequence[Request],
    matches: Sequence[Match],
    checks: Sequence[CrossCheckFinding],
    known: Known = NOTHING,
) -> tuple[Request, ...]:
    """The requests with the rows that ask for the same, and new ones behind them.

    First what settles a hypothesis of therapy, then a cross-check, then other rows; what markers
    ask for (coverage, another assay) stays in its order. A test that is asked for twice is one,
    FISH of a gene whose copies are to be confirmed anyway among them; what is answered already is
    not asked for.

    Args:
        requests: What markers and alterations ask for.
        matches: The rows met.
        checks: The cross-checks that ask their question.
        known: What may answer a test.
    """
    ask = _Asking(known, _confirming(requests))
    new = list(_joined([*ask.of_rows(matches, therapy=True), *ask.of_checks(checks)]))
    late = list(_joined(ask.of_rows(matches, therapy=False)))
    requests = [one for one in requests if _stays(one, known)]
    before = {_key(request): request for request in requests}
    tied = [_tied(request, matches) for request in requests]
    merged = [_with(request, _same(request, [*new, *late])) for request in tied]
    first = [_with(one, _same(one, late)) for one in new if _key(one) not in before]
    seen = {*before, *(_key(request) for request in first)}
    last = [request for request in late if _key(request) not in seen]
    urgent = [one for one in merged if not one.markers or one.biomarkers or one.alterations]
    open_markers = [request for request in merged if request not in urgent]
    return (*urgent, *first, *open_markers, *last)


def _tied(request: Request, matches: Iterable[Match]) -> Request:
    """With the rows that are met by the findings it is about: they turn on it."""
    about = set(request.alterations)
    rows = (
        found.biomarker.id
        for found in matches
        if about & set(found.alterations) and not found.outranked_by
    )
    return replace(request, biomarkers=tuple(dict.fromkeys((*request.biomarkers, *rows))))


def _stays(request: Request, known: Known) -> bool:
    """Whether a test is open; a normal is asked for by alterations only where it is lacking."""
    return is_of_normal(request.test, known) or not is_answered(request.test, known)


def _confirming(requests: Iterable[Request]) -> Request | None:
    """The request to confirm copies by another method, if there is one."""
    start = FISH.format(genes="")
    return next((request for request in requests if request.test.startswith(start)), None)


@dataclass(frozen=True, slots=True)
class _Asking:
    """What rows and checks ask for, less what is answered."""

    known: Known
    copies: Request | None

    def of_rows(self, matches: Iterable[Match], *, therapy: bool) -> Iterator[Request]:
        for found in matches:
            row = found.biomarker
            is_about = row.implication in CLAIMS_ON_THERAPY
            if row.asks_for and is_about is therapy and not found.outranked_by:
                for test in self._open(row.asks_for, row.genes):
                    yield self._of_row(test, found)

    def _of_row(self, test: str, found: Match) -> Request:
        """FISH joins the one that confirms the same genes, which then names it."""
        row, claim = found.biomarker, _claim(found)
        why = wording.ROW_WHY.format(row=row.id, claim=claim)
        asked = self._named(Request(test, why, (), (row.id,)), row.genes)
        if asked.test.casefold() == test.casefold():
            return asked
        return replace(asked, why=wording.ROW_NAMES.format(row=row.id, claim=claim, test=test))

    def of_checks(self, checks: Iterable[CrossCheckFinding]) -> Iterator[Request]:
        for check in checks:
            for test in self._open(check.row.asks_for, check.row.genes):
                asked = Request(test, check.row.question, (), check.row.rows)
                yield self._named(asked, check.row.genes)

    def _open(self, asked: str, genes: Sequence[str]) -> Iterator[str]:
        tests = filter(None, asked.split(BETWEEN_TESTS))
        return (test for test in tests if not is_answered(test, self.known, genes))

    def _named(self, request: Request, genes: Sequence[str]) -> Request:
        one = self.copies
        if one and request.test.startswith(_FISH) and _are_named(genes, one.test):
            return replace(request, test=one.test)
        return replace(request, test=_capital(request.test))


def _are_named(genes: Sequence[str], test: str) -> bool:
    return bool(set(genes) & set(test.replace(",", " ").split()))


def _capital(test: str) -> str:
    """With a capital, but for a name such as p16.

    >>> _capital("exposure history"), _capital("p16 immunohistochemistry")
    ('Exposure history', 'p16 immunohistochemistry')
    """
    first = test.split(maxsplit=1)[0].rstrip(",")
    return test[:1].upper() + test[1:] if first.isalpha() else test


def _claim(found: Match) -> str:
    row = found.biomarker
    about = wording.CLAIMS[row.implication]
    if not row.therapy:
        return about
    return wording.CLAIM.format(implication=about, therapy=listed(row.therapy))


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
