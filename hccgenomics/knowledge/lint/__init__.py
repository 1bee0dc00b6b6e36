"""The linter of the evidence base: what a curator should mend before a report is made.

A loader refuses a table at its first wrong cell; the linter reads on, and asks what no loader
asks: whether the protein has that residue, whether anything can ever meet the row.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import ResourceError, TableError, both_ends
from hccgenomics.knowledge import biomarkers, regimens
from hccgenomics.knowledge.lint.dead import check_dead
from hccgenomics.knowledge.lint.finding import CODES, Finding, Problem, Severity
from hccgenomics.knowledge.lint.ground import Ground, load_ground
from hccgenomics.knowledge.lint.ids import (
    IDS,
    check_ids,
    load_used_ids,
    lost_ids,
    used_twice,
)
from hccgenomics.knowledge.lint.links import check_links
from hccgenomics.knowledge.lint.lists import check_lists
from hccgenomics.knowledge.lint.row import read_row
from hccgenomics.knowledge.lint.sourcing import check_sourcing
from hccgenomics.knowledge.lint.terms import check_terms
from hccgenomics.knowledge.lint.words import check_words
from hccgenomics.knowledge.sheet import ID, Sheet
from hccgenomics.knowledge.standing import OVERLAY_COLUMNS, Standing, is_withdrawn, laid_over
from hccgenomics.knowledge.tables import HEADER_LINES, open_table
from hccgenomics.model.own_tables import BIOMARKERS, REGIMENS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from hccgenomics.knowledge.lint.row import LintRow

CHECKS: Final = (check_terms, check_dead, check_sourcing, check_links, check_words)
"""One family of questions each; every row is asked all of them."""


def lint_base() -> tuple[Finding, ...]:
    """What is wrong with our own tables."""
    try:
        ground = load_ground()
        rows = [*_ours(BIOMARKERS, biomarkers.COLUMNS, ground)]
        rows += _ours(REGIMENS, regimens.COLUMNS, ground)
        used = load_used_ids()
    except ResourceError as error:
        return (_unreadable(error),)
    listed = [_listed(table, id_, problem) for table, id_, problem in check_lists(ground)]
    lost = [_listed(IDS, known.id, _lost(known.id)) for known in lost_ids(rows, used)]
    found = (_finding(row, problem) for row, problem in check_ids(rows, used))
    return _sorted([*_asked(rows, ground), *found, *listed, *lost])


def lint_file(path: Path) -> tuple[Finding, ...]:
    """What is wrong with a laboratory's table, or with a whole table in place of ours."""
    ground = load_ground()
    try:
        sheet = Sheet(path, OVERLAY_COLUMNS)
    except ResourceError as error:
        return (_unreadable(error),)
    problems: list[Finding] = []
    rows = []
    for index in range(len(sheet.rows)):
        try:
            standing = _standing(sheet, index, ground)
        except TableError as error:
            problems.append(_refused(error, sheet, index))
            continue
        if standing is not None:
            rows.append(read_row(standing, sheet.lines[index], ground.references, is_ours=False))
    around = replace(ground, rows={**ground.rows, **{r.standing.id: r.standing for r in rows}})
    found = [_finding(row, problem) for row, problem in check_ids(rows, load_used_ids())]
    return _sorted([*problems, *_used_twice(sheet), *_asked(rows, around), *found])


def is_clean(findings: Sequence[Finding]) -> bool:
    """Whether nothing is left to mend."""
    return all(finding.severity is Severity.INFORMATION for finding in findings)


def _used_twice(sheet: Sheet) -> Iterator[Finding]:
    """Ids that two lines of one table share, be it that one of them switches a row off."""
    first: dict[str, int] = {}
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        earlier = first.setdefault(row[ID], line)
        if earlier != line:
            problem = used_twice(row[ID], earlier, sheet.where)
            yield _listed(sheet.where, row[ID], problem).model_copy(update={"line": line})


def _standing(sheet: Sheet, index: int, ground: Ground) -> Standing | None:
    """The row as it would stand; ``None`` where it only switches one of ours off."""
    id_ = sheet.rows[index][ID]
    ours = ground.rows.get(id_)
    if not is_withdrawn(sheet, index):
        return laid_over(sheet, index, ours, ground.references)
    if ours is None:
        raise sheet.refuse(index, ID, f"There is no row {id_!r} to withdraw.")
    return None


def _ours(name: str, columns: Sequence[str], ground: Ground) -> Iterator[LintRow]:
    is_regimen = name == REGIMENS
    for index, cells in enumerate(open_table(name, columns).rows):
        standing = Standing(cells, name, is_regimen)
        line = index + HEADER_LINES + 1
        yield read_row(standing, line, ground.references, is_ours=True)


def _asked(rows: Sequence[LintRow], ground: Ground) -> Iterator[Finding]:
    for row in rows:
        for problem in row.problems:
            yield _finding(row, problem)
        for check in CHECKS:
            for problem in check(row, ground):
                yield _finding(row, problem)


def _finding(row: LintRow, problem: Problem) -> Finding:
    return Finding(
        code=problem.code,
        severity=CODES[problem.code][0],
        table=row.standing.table,
        line=row.line,
        column=problem.column,
        row=both_ends(row.standing.id),
        detail=both_ends(problem.detail),
        hint=both_ends(problem.hint),
    )


def _listed(table: str, id_: str, problem: Problem) -> Finding:
    return Finding(
        code=problem.code,
        severity=CODES[problem.code][0],
        table=table,
        line=None,
        column=problem.column,
        row=id_,
        detail=problem.detail,
        hint=problem.hint,
    )


def _lost(id_: str) -> Problem:
    detail = f"{id_!r} is in use and has no row."
    return Problem(code="id.lost", column=ID, detail=detail, hint="Set its state to retired.")


def _unreadable(error: ResourceError) -> Finding:
    column = error.column if isinstance(error, TableError) else None
    is_row = isinstance(error, TableError) and " cells, the head" in error.detail
    code = "table.row" if is_row else "table.unreadable"
    return Finding(
        code=code,
        severity=CODES[code][0],
        table=error.where or "",
        line=error.line,
        column=column or "",
        row="",
        detail=error.detail.removeprefix(f"column {column}: "),
        hint=error.hint,
    )


def _refused(error: TableError, sheet: Sheet, index: int) -> Finding:
    finding = _unreadable(error)
    return finding.model_copy(
        update={"code": "cell.value", "row": both_ends(sheet.rows[index][ID])}
    )


def _sorted(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """By table, line, column and code; each said once."""
    unique = dict.fromkeys(findings)
    return tuple(
        sorted(unique, key=lambda f: (f.table, f.line or 0, f.row, f.column, f.code, f.detail))
    )
