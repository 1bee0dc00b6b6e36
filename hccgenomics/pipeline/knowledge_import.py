"""``knowledge import civic``: the overlay, what was left out, and the sum."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.civic import COLUMNS, LEFT_OUT_COLUMNS, read_civic
from hccgenomics.knowledge.lint.ground import load_ground
from hccgenomics.knowledge.sheet import TAB

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from hccgenomics.knowledge.civic import CivicRows

HEAD: Final = (
    "# Evidence items of CIViC (https://civicdb.org), CC0 1.0, as an overlay of hccgenomics",
    "# The items' own sentences are not carried over; each row names its item.",
)


@dataclass(frozen=True, slots=True)
class Imported:
    """Two tables as text, and one sentence."""

    overlay: str
    left_out: str
    summary: str


def imported(evidence: Path, *, dated: str | None, liver_only: bool) -> Imported:
    """Read a file of CIViC, and write what can be said as rows."""
    found = read_civic(evidence, load_ground(), dated=dated or "", liver_only=liver_only)
    rows = [[row[column] for column in COLUMNS] for row in found.rows]
    aside = [[o.evidence_id, str(o.line), o.profile, o.why] for o in found.left_out]
    return Imported(
        overlay=_table(COLUMNS, rows, HEAD),
        left_out=_table(LEFT_OUT_COLUMNS, aside),
        summary=_summary(found),
    )


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]], head: Sequence[str] = ()) -> str:
    text = io.StringIO("".join(f"{line}\n" for line in head))
    text.seek(0, io.SEEK_END)
    csv.writer(text, delimiter=TAB, lineterminator="\n").writerows([columns, *rows])
    return text.getvalue()


def _summary(found: CivicRows) -> str:
    """The sum, and the reasons by number; a reason's own example stands for its kind."""
    reasons = Counter(item.why.partition(" (")[0].partition(": ")[0] for item in found.left_out)
    said = "; ".join(f"{count} {why}" for why, count in reasons.most_common())
    sum_ = f"{found.read} items read: {len(found.rows)} imported, {len(found.left_out)} left out"
    return f"{sum_} ({said})." if said else f"{sum_}."
