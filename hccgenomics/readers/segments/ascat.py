"""ASCAT and its kin: segments of two alleles, and purity with ploidy.

Files: https://github.com/VanLoo-lab/ascat and https://github.com/cancerit/ascatNgs for ASCAT,
https://github.com/Wedge-lab/battenberg for Battenberg, and the consensus of PCAWG
(doi:10.1038/s41586-019-1907-7). COSMIC's summary, ASCAT's statistics and PCAWG's segments were held
against the project's real files, ASCAT's segments against those of github.com/VerenaK90/LACHESIS,
Battenberg's against those of github.com/AlexandrovLab/SigProfilerMatrixGenerator; the rest is
written from the programs that write it.

Places are those of polymorphisms, from the first of a segment to its last, counted from one. X may
be written as 23. ``rho`` is the purity, ``psi`` the ploidy that the fit was made with, ``Ploidy``
that of the profile.

Ratios are of tumour over the matched normal, so that on X none stands for what normal cells have.
Where Battenberg finds two states of a segment, copies are those of a mean cell between them, with
the two as the interval.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.model.copy_number import Solution
from hccgenomics.model.copy_number_files import Observation
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.segment_format import Found, SegmentFormat
from hccgenomics.readers.segment_numbers import (
    SEX_BY_NUMBER,
    both,
    boundary_note,
    purity_in,
    rarer,
    share,
    to_half,
)
from hccgenomics.readers.segment_samples import OneSample
from hccgenomics.readers.segment_table import Places, finite
from hccgenomics.vocabulary import CopySource, DialectTier, Sex

if TYPE_CHECKING:
    from collections.abc import Callable

    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_head import Head
    from hccgenomics.readers.segment_table import Row, Table


class _Layout(NamedTuple):
    """One kind of table of segments: its columns, and what a row says."""

    columns: tuple[str, ...]
    places: Places
    seen: Callable[[Row], Observation]
    tool: str = ""


_CAVEMAN: Final = (
    "number",
    "chromosome",
    "start",
    "end",
    "normal_total",
    "normal_minor",
    "total",
    "minor",
)
"""``.copynumber.caveman.csv`` has no heading."""
_LEAST_CAVEMAN_ROWS: Final = 1
_SEARCHED: Final = (0.1, 1.0)
"""``ascat.runAscat`` looks for a ``rho`` between ``min_purity`` and 1."""
_UNTESTED: Final = DialectTier.UNTESTED
_STATISTICS: Final = "NormalContamination"
_SOLUTION: Final = ("AberrantCellFraction", "Ploidy")
_BATTENBERG: Final = "Battenberg"
_BATTENBERG_SOLUTION: Final = ("cellularity", "ploidy", "psi")
_RHO_PSI: Final = ("rho", "psi", "ploidy", "is.best")
_BEST_ROW: Final = "FRAC_GENOME"
"""The row of Battenberg's ``rho_and_psi.txt`` that it goes on with; others are of single steps."""
_PCAWG: Final = "PCAWG consensus"
_PCAWG_SOLUTION: Final = ("samplename", "purity", "ploidy", "wgd_status")
_DOUBLED: Final = {"wgd": True, "no_wgd": False}
_ALL_CELLS: Final = 1.0


def _summary(row: Row) -> Observation:
    total = row.number("Tumour TCN")
    return _of_alleles(total, row.number("Tumour BCN"))


def _of_alleles(total: float | None, one: float | None) -> Observation:
    """Of all copies, and those of one allele, which need not be the rarer."""
    other = None if total is None or one is None else total - one
    return Observation(copies=total, minor_copies=rarer(one, other))


def _pair(row: Row) -> Observation:
    major, minor = row.number("nMajor"), row.number("nMinor")
    return Observation(copies=both(major, minor), minor_copies=rarer(major, minor))


def _consensus(row: Row) -> Observation:
    return _agreed(row, "")


def _final(row: Row) -> Observation:
    return _agreed(row, "final_")


def _agreed(row: Row, prefix: str) -> Observation:
    return Observation(
        copies=row.number(f"{prefix}total_cn"),
        minor_copies=rarer(row.number(f"{prefix}major_cn"), row.number(f"{prefix}minor_cn")),
    )


def _headless(row: Row) -> Observation:
    return _of_alleles(row.number("total"), row.number("minor"))


def _battenberg(row: Row) -> Observation:
    states = [_state(row, 1), _state(row, 2)]
    known = [state for state in states if state is not None]
    weight = sum(part for _, _, part in known)
    if not known or not weight:
        return Observation()
    totals = [total for total, _, _ in known]
    is_split = len(known) > 1
    return Observation(
        log2_ratio=row.number("LogR"),
        copies=sum(total * part for total, _, part in known) / weight,
        copies_low=min(totals) if is_split else None,
        copies_high=max(totals) if is_split else None,
        minor_copies=sum(minor * part for _, minor, part in known) / weight,
        minor_allele_fraction=to_half(row.number("BAF")),
    )


def _state(row: Row, number: int) -> tuple[float, float, float] | None:
    """Copies, those of the rarer allele, and the share of tumour cells that have this state."""
    major, minor = row.number(f"nMaj{number}_A"), row.number(f"nMin{number}_A")
    part = row.number(f"frac{number}_A")
    if major is None or minor is None:
        return None
    return major + minor, min(major, minor), _ALL_CELLS if part is None else part


_PLACED: Final = Places("chr", "startpos", "endpos", first=1)
_SPANNED: Final = Places("chromosome", "start", "end", first=1)
_LAYOUTS: Final = (
    _Layout(
        ("Sample", "Chromosome", "Start Position", "End Position", "Tumour TCN", "Tumour BCN"),
        Places("Chromosome", "Start Position", "End Position", first=1),
        _summary,
    ),
    _Layout(("chr", "startpos", "endpos", "nMajor", "nMinor"), _PLACED, _pair),
    _Layout(
        ("chr", "startpos", "endpos", "nMaj1_A", "nMin1_A", "frac1_A"),
        _PLACED,
        _battenberg,
        tool=_BATTENBERG,
    ),
    _Layout(
        ("chromosome", "start", "end", "final_total_cn", "final_major_cn", "final_minor_cn"),
        _SPANNED,
        _final,
        tool=_PCAWG,
    ),
    _Layout(
        ("chromosome", "start", "end", "total_cn", "major_cn", "minor_cn"),
        _SPANNED,
        _consensus,
        tool=_PCAWG,
    ),
)
_SAMPLES: Final = ("Sample", "sample")
"""Columns of tables that name the sample in each row; others are of one."""


def _layout(head: Head) -> _Layout | None:
    return next((known for known in _LAYOUTS if head.has(*known.columns)), None)


def _is_caveman(head: Head) -> bool:
    """Eight cells between commas: a running number, a place, and four counts of copies."""
    rows = head.rows
    return (
        not head.has_heading
        and head.separator == ","
        and len(rows) >= _LEAST_CAVEMAN_ROWS
        and all(len(row) == len(_CAVEMAN) for row in rows)
        and all(row[0] == str(number) for number, row in enumerate(rows, start=1))
    )


def _is_statistics(head: Head) -> bool:
    return head.columns[:1] == (_STATISTICS,)


def _recognises(head: Head) -> bool:
    return (
        _layout(head) is not None
        or _is_statistics(head)
        or head.has(*_SOLUTION)
        or head.has(*_BATTENBERG_SOLUTION)
        or head.has(*_RHO_PSI)
        or head.has(*_PCAWG_SOLUTION)
        or _is_caveman(head)
    )


def _read(table: Table, asked: Asked) -> Found:
    table.contigs.update(SEX_BY_NUMBER)
    layout = _layout(table.head)
    if layout is not None:
        return _segments(table, asked, layout)
    if _is_caveman(table.head):
        table.name_columns(*_CAVEMAN)
        segments = table.segments(_SPANNED, _headless)
        return Found(CopySource.SEGMENTS, segments=segments, tier=_UNTESTED)
    return _stated(table, asked)


def _stated(table: Table, asked: Asked) -> Found:
    """Purity and ploidy, in whichever form."""
    if _is_statistics(table.head):
        return _statistics(table)
    if table.head.has(*_PCAWG_SOLUTION):
        return _cohort(table, asked)
    if table.head.has(*_RHO_PSI):
        return _rho_and_psi(table)
    return _solution(table)


def _segments(table: Table, asked: Asked, layout: _Layout) -> Found:
    found = Found(CopySource.SEGMENTS, tool=layout.tool)
    column = next((name for name in _SAMPLES if name in table.head.columns), None)
    if column is None:
        return replace(found, segments=table.segments(layout.places, layout.seen))
    sample = OneSample(table, asked, column)
    segments = table.segments(layout.places, layout.seen, sample.rows())
    return replace(found, segments=segments, sample=sample.name, notes=sample.notes)


def _statistics(table: Table) -> Found:
    """``samplestatistics``: a key and a value a line, the first where a heading would stand."""
    first = [*table.head.columns, ""]
    said = {first[0]: first[1]}
    table.name_columns("key")
    for row in table.rows():
        table.keep()
        key, value = [*(cell for cell in row.cells if cell.strip()), ""][:2]
        said[key.strip()] = value.strip()
    solution = Solution(
        source="ASCAT",
        purity=share(_value(said, "rho", table)),
        ploidy=_value(said, "Ploidy", table),
        sex=_sex(said),
    )
    notes = (*boundary_note("ASCAT", solution.purity, _SEARCHED), *_fit_note(said, table))
    return Found(CopySource.SOLUTION, solutions=(solution,), notes=notes)


def _value(said: dict[str, str], key: str, table: Table) -> float | None:
    try:
        return finite(said.get(key, ""))
    except ValueError:
        from hccgenomics.errors import FormatError

        raise FormatError(f"{key} is no number.", where=table.where) from None


def _sex(said: dict[str, str]) -> str | None:
    """Whether the chromosome that only men have was found."""
    found = {"Y": Sex.MALE.value, "N": Sex.FEMALE.value}
    return found.get(said.get("GenderChrFound", ""))


def _fit_note(said: dict[str, str], table: Table) -> tuple[str, ...]:
    fit = _value(said, "goodnessOfFit", table)
    return () if fit is None else (words.ASCAT_FIT.format(fit=f"{fit:.1f} %"),)


def _solution(table: Table) -> Found:
    is_ascat = table.head.has(*_SOLUTION)
    purity, ploidy = _SOLUTION if is_ascat else _BATTENBERG_SOLUTION[:2]
    tool = "ASCAT" if is_ascat else _BATTENBERG
    solutions: list[Solution] = []
    for row in table.rows():
        table.keep()
        stated = Solution(tool, purity=purity_in(row, purity), ploidy=row.number(ploidy))
        solutions.append(stated)
    return Found(CopySource.SOLUTION, solutions=tuple(solutions[:1]), tool=tool, tier=_UNTESTED)


def _rho_and_psi(table: Table) -> Found:
    solutions: list[Solution] = []
    for row in table.rows():
        table.keep()
        if row.cells[0].strip() == _BEST_ROW:
            purity, ploidy = purity_in(row, "rho"), row.number("ploidy")
            solutions.append(Solution(_BATTENBERG, purity=purity, ploidy=ploidy))
    return Found(
        CopySource.SOLUTION, solutions=tuple(solutions[:1]), tool=_BATTENBERG, tier=_UNTESTED
    )


def _cohort(table: Table, asked: Asked) -> Found:
    """PCAWG's table of all its samples."""
    sample = OneSample(table, asked, "samplename")
    solutions: list[Solution] = []
    for row in sample.rows():
        table.keep()
        stated = Solution(
            _PCAWG,
            purity=purity_in(row, "purity"),
            ploidy=row.number("ploidy"),
            is_doubled=_DOUBLED.get(row.text("wgd_status")),
        )
        solutions.append(stated)
    return Found(
        CopySource.SOLUTION,
        solutions=tuple(solutions[:1]),
        sample=sample.name,
        tool=_PCAWG,
        tier=_UNTESTED,
        notes=sample.notes,
    )


FORMAT: Final = SegmentFormat(
    name="ascat",
    x_is_diploid=False,
    title="ASCAT",
    url="https://github.com/VanLoo-lab/ascat",
    recognises=_recognises,
    read=_read,
    reads=(
        "COSMIC's summary of segments",
        ".samplestatistics.txt",
        ".segments.txt",
        "Battenberg's subclones.txt",
        "PCAWG's consensus of segments",
        "untested on real output: .purityploidy.txt, .copynumber.caveman.csv, Battenberg's "
        "cellularity_ploidy.txt and rho_and_psi.txt, PCAWG's purity and ploidy",
    ),
    counts="from 1, both ends included",
    states=(
        "nMajor, nMinor or Tumour TCN, BCN; nMaj1_A to frac2_A of Battenberg; total_cn, "
        "major_cn, minor_cn of PCAWG; rho, Ploidy, goodnessOfFit, GenderChrFound."
    ),
    untold=(
        "Segments end at polymorphisms, so that gaps between them belong to none; 23 and 24 "
        "are X and Y."
    ),
)
