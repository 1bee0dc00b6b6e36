"""What fits on the first printed sheet: the summary for the board is one page of A4, no more.

A style sheet cannot count what it cuts off, and a page without scripts cannot measure itself. So
the lines that a text will take are reckoned here, from the width of its letters in the widest of
the fonts that the style names, and only what fits is put on the first screen. What does not is
counted there, and stands in the annex. Lengths are in points (1/72 inch), as page.css has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, takewhile
from math import ceil
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from hccgenomics.reports import page_wording, wording
from hccgenomics.reports.inert import LONGEST_TEXT
from hccgenomics.reports.room import cut
from hccgenomics.vocabulary import ReportStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model.report import Report
    from hccgenomics.reports.hypothesis_groups import TierLine
    from hccgenomics.reports.marker_strip import MarkerCell
    from hccgenomics.reports.page import Fact, Page
    from hccgenomics.reports.translation.voice import Say

SHEET: Final = 745.0
"""Height between the margins, 267 mm, less what a browser may round up."""
FULL: Final = 104
"""Latin letters of small type in a line across the sheet."""
TITLE: Final = 36
MARKER: Final = 48
"""In a line beside a marker's sign."""
LIMIT: Final = 50
KEY: Final = 52
STAMP: Final = 25
BETWEEN_FACTS: Final = 5
"""Letters of the gap behind each."""
LINE: Final = 11.5
"""Height of a line of small type."""
KEY_LINE: Final = 12.0
TITLE_LINE: Final = 15.0
CELL: Final = 4.6
"""Frame of a marker and the gap below it; likewise of a stamp, and of the facts."""
GAP: Final = 3.0
"""Between two sentences."""
HEADING: Final = 26.0
NOTICE: Final = 38.0
ALARM: Final = 60.0
WIDE: Final = 1.95
"""Letters of Latin that a Chinese character is as wide as."""
MOST_KEY: Final = 14
MOST_LIMITS: Final = 5
LIMITS_KEPT: Final = 1
"""Limits that are told, however much was found; likewise below."""
MOST_REASONS: Final = 4
MOST_TIERED: Final = 16
MOST_TESTS: Final = 3
LONG_TEST: Final = 160
"""Letters of one of them; the annex has the whole."""
ASIDE: Final = 60
"""Letters of what stands before and after them in their line."""
TIERED_KEPT: Final = 3
LAST: Final = HEADING + 2 * LINE + CELL
"""Around them: a heading, what the tiers are, how many more."""


@dataclass(frozen=True, slots=True)
class FirstSheet:
    """The sentences of the first screen, and of the first sheet on paper.

    Attributes:
        strip: Markers, from the first; the annex has all.
        key: Key findings, from the first.
        more_key: Those that stand at the head of the annex.
        limits: What could not be seen; the annex has all limits.
        on_screen: Limits beyond them that the first screen shows and the first sheet does not.
        reasons: Why the quality is insufficient; the annex has all reasons.
        below_key: Whether limits stand below the key findings, where more of them fit than below
            the markers, or as many and the eye meets them earlier.
        tiered: Hypotheses with a tier, from the strongest; the annex has all.
        tests: What would change the answer, from the most telling; the annex has all.
    """

    strip: tuple[MarkerCell, ...]
    key: tuple[str, ...]
    more_key: tuple[str, ...]
    limits: tuple[str, ...]
    on_screen: tuple[str, ...]
    reasons: tuple[str, ...]
    below_key: bool
    tiered: tuple[TierLine, ...]
    tests: tuple[str, ...]


def first_sheet(report: Report, page: Page, say: Say) -> FirstSheet:
    """As many sentences as fit, in the language they are said in."""
    reasons = report.quality.reasons[:MOST_REASONS] if page.shallow else ()
    told = sum(_lines(say(one), FULL) * LINE for one in reasons)
    whole = SHEET - _header(report, page, say) - told - HEADING
    tests = tuple(cut(step.test, LONG_TEST) for step in report.follow_up[:MOST_TESTS])
    whole -= _asked(tests, say) if tests else 0.0
    lines = [_line(one, say) for one in page.tiered]
    left = whole - (LAST + _height(lines[:TIERED_KEPT], FULL, LINE, str) if lines else 0.0)
    cells = _cells(page.strip, left - KEY_LINE, say)
    unseen = _unseen(report.limits[:LIMITS_KEPT], say)
    kept = unseen if left - LINE - _strip(cells, say) < unseen else 0.0
    key = min(_fitting(report.summary, left - kept - KEY_LINE, KEY, KEY_LINE, say), MOST_KEY)
    shown = report.summary[:key]
    columns = LINE + _strip(cells, say), KEY_LINE + _height(shown, KEY, KEY_LINE, say)
    below, beside = (_limits(report.limits, left - column, say) for column in columns)
    limits = report.limits[: max(below, beside)]
    below_key = beside > below or (beside == below and columns[0] > columns[1])
    rest = whole - LAST - _taken(*columns, _unseen(limits, say), below_key=below_key)
    return FirstSheet(
        strip=cells,
        key=shown,
        more_key=report.summary[key:],
        limits=limits,
        on_screen=report.limits[len(limits) : MOST_LIMITS],
        reasons=reasons,
        below_key=below_key,
        tiered=page.tiered[: min(_fitting(lines, rest, FULL, LINE, str), MOST_TIERED)],
        tests=tests,
    )


def _unseen(limits: Sequence[str], say: Say) -> float:
    return HEADING + LINE + _height(limits, LIMIT, LINE, say)


def _asked(tests: Sequence[str], say: Say) -> float:
    """Height of the line of tests, with what stands before and after them."""
    return _lines("; ".join(map(say, tests)) + " " * ASIDE, FULL) * LINE + GAP


def _taken(markers: float, found: float, unseen: float, *, below_key: bool) -> float:
    """Height of the taller column."""
    return max(markers, found + unseen) if below_key else max(markers + unseen, found)


def _line(one: TierLine, say: Say) -> str:
    """A hypothesis at the length that the template gives it."""
    told = (one.names, *one.therapy, wording.label(one.implication), one.evidence)
    return " ".join((one.tiers, *map(say, told)))


def _limits(limits: Sequence[str], height: float, say: Say) -> int:
    return min(_fitting(limits, height - HEADING - LINE, LIMIT, LINE, say), MOST_LIMITS)


def _lines(text: str, letters: int) -> int:
    """Lines that a text takes; a broken line is about a word short.

    >>> _lines("TP53 p.R249S", 20), _lines("TP53 p.R249S " * 10, 40), _lines("存在" * 10, 20)
    (1, 4, 2)
    """
    shown = text[:LONGEST_TEXT]
    wide = 0 if shown.isascii() else sum(east_asian_width(one) in "WF" for one in shown)
    return max(1, ceil((len(shown) + (WIDE - 1) * wide) / letters))


def _fitting(texts: Sequence[str], height: float, letters: int, line: float, say: Say) -> int:
    """How many of the texts fit, from the first."""
    heights = accumulate(_lines(say(one), letters) * line + GAP for one in texts)
    return sum(1 for _ in takewhile(lambda reached: reached <= height, heights))


def _height(texts: Sequence[str], letters: int, line: float, say: Say) -> float:
    return sum(_lines(say(one), letters) * line + GAP for one in texts)


def _header(report: Report, page: Page, say: Say) -> float:
    """Title and stamps, notice, alarm, facts, and what is said of assay and evidence base."""
    title = LINE + _lines(page.title, TITLE) * TITLE_LINE
    stamps = CELL + (2 + _stamp_lines(page, say)) * LINE
    notes = (report.provenance.knowledge_warning, report.provenance.assay_note)
    said = sum(_lines(say(note), FULL) * LINE + CELL for note in notes if note)
    alarm = ALARM if page.shallow else 0.0
    return max(title, stamps) + NOTICE + alarm + _facts(page.facts, say) + said


def _stamp_lines(page: Page, say: Say) -> int:
    note, before = page.status_note, say(page_wording.SUPERSEDES)
    replaced = f"{say(wording.STATUS[ReportStatus.CORRECTED][1])} {before} {page.supersedes}"
    said = f"{say(note.name)}: {_value(note, say)} {replaced if page.supersedes else ''}"
    return _lines(said, STAMP)


def _facts(facts: Sequence[Fact], say: Say) -> float:
    gap = " " * BETWEEN_FACTS
    told = (f"{say(one.name)} {_value(one, say)} {say(one.aside)}{gap}" for one in facts)
    return _lines("".join(told), FULL) * LINE + CELL


def _value(fact: Fact, say: Say) -> str:
    return say(fact.value) if fact.is_said else fact.value


def _cells(strip: Sequence[MarkerCell], height: float, say: Say) -> tuple[MarkerCell, ...]:
    """Markers that fit; the sixteen of the table always do."""
    reached = accumulate(_cell(cell, say) for cell in strip)
    return tuple(strip[: sum(1 for _ in takewhile(lambda one: one <= height, reached))])


def _strip(strip: Sequence[MarkerCell], say: Say) -> float:
    return sum(_cell(cell, say) for cell in strip)


def _cell(cell: MarkerCell, say: Say) -> float:
    said = f"{say(cell.name)} {say(cell.aside)} {say(cell.state)}: {say(cell.detail)}"
    return _lines(said, MARKER) * LINE + CELL
