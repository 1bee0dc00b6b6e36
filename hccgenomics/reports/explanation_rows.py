"""Curated rows, as ``explain`` tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.reports.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.model.explanation import Explanation, RowPath

_WIDTH: Final = 14


def row_lines(explanation: Explanation) -> Iterator[str]:
    """The rows of the answer: one with all that is known of it, several with a line each."""
    is_list = len(explanation.rows) > 1
    if is_list:
        yield ""
    for row in explanation.rows:
        if not is_list:
            yield ""
        yield _head(row)
        for name, text in () if is_list else _parts(row):
            if text:
                yield f"  {name.ljust(_WIDTH)}  {text}"


def _head(row: RowPath) -> str:
    kind = f" ({plain(row.kind)})" if row.kind else ""
    behind = f" Outranked by {', '.join(row.outranked_by)}." if row.outranked_by else ""
    return f"Row {row.id}: {row.state}{kind}. {row.why}{behind}"


def _parts(row: RowPath) -> Iterator[tuple[str, str]]:
    yield "made by", "; ".join(row.made_by)
    yield "asks for any", " | ".join(row.asks.any_of)
    yield "asks for each", " | ".join(row.asks.all_of)
    yield "excludes", " | ".join(row.asks.none_of)
    yield "exactness", plain(row.specificity)
    therapy = f" of {' or '.join(row.therapy)}" if row.therapy else ""
    yield (
        "says",
        f"{plain(row.implication)}{therapy}" if row.implication else " or ".join(row.therapy),
    )
    yield "statement", row.statement
