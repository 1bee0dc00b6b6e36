"""Tables of depth that name their columns, and those that are refused with what to pass instead."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.readers.coverage.formats import (
    SAMTOOLS_DEPTH,
    TAB,
    DepthFormat,
    decimal,
    depth_in,
    mean_in,
    thresholds_in,
)
from hccgenomics.vocabulary import CoverageKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

INSTEAD: Final = (
    "Pass mosdepth's per-base, regions, quantized or thresholds BED, or a gVCF with reference "
    "blocks."
)
_THRESHOLD: Final = re.compile(r"(\d+)X", re.IGNORECASE)
_LOCUS: Final = re.compile(rb"(.+):(\d+)(?:-(\d+))?")
_COMMA: Final = b","
_PLACED: Final = ("chrom", "start", "end")


class RefusedTableError(ValueError):
    """Why a table is no table of depth: a sentence, with what to pass."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The names of a table's columns.

    Attributes:
        names: In small letters, without a leading ``#``.
        separator: What stands between them.
    """

    names: tuple[str, ...]
    separator: bytes = TAB

    @classmethod
    def of(cls, line: bytes) -> Heading:
        """The heading that a line is."""
        separator = TAB if TAB in line or _COMMA not in line else _COMMA
        cells = line.lstrip(b"#").decode("utf-8", "replace").strip().lower()
        return cls(tuple(cell.strip() for cell in cells.split(separator.decode())), separator)

    def has(self, *names: str) -> bool:
        """Whether these are the first columns, in this order."""
        return self.names[: len(names)] == names

    def column(self, name: str) -> int:
        """Where a column stands."""
        return self.names.index(name)


def format_of(heading: Heading) -> DepthFormat | None:
    """The table whose columns are named so; ``None`` where none is known by these names.

    Raises:
        RefusedTableError: It is known to hold no depth of places, or those of several samples.
    """
    _refuse(heading)
    return next(filter(None, (known(heading) for known in _KNOWN)), None)


def _refuse(heading: Heading) -> None:
    for names, what in _NOT_OF_PLACES:
        if heading.has(*names):
            raise RefusedTableError(f"This is {what}: it tells no depth of places. {INSTEAD}")


_NOT_OF_PLACES: Final = (
    (("chrom", "length", "bases", "mean"), "mosdepth's summary of chromosomes"),
    (("rname", "startpos", "endpos"), "samtools coverage, of whole chromosomes"),
    (("bait_set",), "Picard's summary of a hybrid selection"),
    (("bait_design_efficiency",), "Picard's summary of a hybrid selection"),
    (("chromosome", "start", "end", "gene", "log2"), "a table of copy ratios"),
)


def _thresholds(heading: Heading) -> DepthFormat | None:
    if not heading.has(*_PLACED, "region"):
        return None
    columns = [
        (column, int(match[1]))
        for column, name in enumerate(heading.names)
        if (match := _THRESHOLD.fullmatch(name))
    ]
    if not columns:
        return None
    measure = thresholds_in(columns)
    return DepthFormat("depth_thresholds", "mosdepth thresholds", CoverageKind.THRESHOLDS, measure)


def _samtools(heading: Heading) -> DepthFormat | None:
    """``samtools depth -H``: a column for each file."""
    if not heading.has("chrom", "pos") or heading.has("chrom", "pos", "id", "ref"):
        return None
    refuse_several(len(heading.names) - SAMTOOLS_DEPTH.start - 1)
    return SAMTOOLS_DEPTH


def refuse_several(samples: int) -> None:
    """Refuse a table of more samples than one.

    Raises:
        RefusedTableError: It is.
    """
    if samples != 1:
        raise RefusedTableError(
            f"The table has depths of {samples} samples. Pass the tumour's alone (cut -f)."
        )


def _picard_bases(heading: Heading) -> DepthFormat | None:
    """Picard ``PER_BASE_COVERAGE``: chrom, pos, target, coverage."""
    if not heading.has("chrom", "pos", "target", "coverage"):
        return None
    depth = depth_in(heading.column("coverage"))
    return replace(
        SAMTOOLS_DEPTH, name="picard_per_base", tool="Picard PER_BASE_COVERAGE", measure=depth
    )


def _regions(heading: Heading) -> DepthFormat | None:
    """Statistics of regions: Picard ``PER_TARGET_COVERAGE`` (from base one), DRAGEN (a BED)."""
    if not heading.has(*_PLACED):
        return None
    for least, mean, tool, is_one_based in _REGIONS:
        if mean not in heading.names:
            continue
        has_least = least in heading.names
        return DepthFormat(
            f"{tool.split()[0].lower()}_regions",
            tool,
            CoverageKind.LEAST_DEPTH if has_least else CoverageKind.MEAN_DEPTH,
            mean_in(heading.column(least if has_least else mean)),
            is_one_based=is_one_based,
        )
    return None


_REGIONS: Final = (
    ("min_coverage", "mean_coverage", "Picard PER_TARGET_COVERAGE", True),
    ("min_cvg", "mean_cvg", "DRAGEN cov_report", False),
)


def _gatk_loci(heading: Heading) -> DepthFormat | None:
    """GATK ``DepthOfCoverage``: a row for each base, named ``chr5:1295113``."""
    if not heading.has("locus", "total_depth"):
        return None
    refuse_several(sum(name.startswith("depth_for_") for name in heading.names))
    return replace(
        SAMTOOLS_DEPTH,
        name="gatk_depth",
        tool="GATK DepthOfCoverage",
        split=_splitter(heading.separator),
    )


def _gatk_intervals(heading: Heading) -> DepthFormat | None:
    """GATK ``DepthOfCoverage``, the summary of intervals: ``chr5:1295013-1295213``, the mean."""
    if not heading.has("target", "total_coverage", "average_coverage"):
        return None
    refuse_several(sum(name.endswith("_mean_cvg") for name in heading.names))
    return DepthFormat(
        "gatk_intervals",
        "GATK DepthOfCoverage",
        CoverageKind.MEAN_DEPTH,
        lambda cells, _: (int(decimal(cells[_AVERAGE])), ""),
        is_one_based=True,
        split=_splitter(heading.separator),
    )


_AVERAGE: Final = 4
"""Of the cells, once the locus is three of them: contig, start, end, total, average."""


def _splitter(separator: bytes) -> Callable[[bytes], list[bytes]]:
    """Cells of a line whose first is a locus: a base becomes two of them, an interval three."""

    def split(line: bytes) -> list[bytes]:
        locus, *rest = line.split(separator)
        match = _LOCUS.fullmatch(locus)
        return [*filter(None, match.groups()), *rest] if match else [locus, b"", *rest]

    return split


_KNOWN: Final[Sequence[Callable[[Heading], DepthFormat | None]]] = (
    _thresholds,
    _picard_bases,
    _samtools,
    _regions,
    _gatk_loci,
    _gatk_intervals,
)
