"""VCF or BCF of normal samples: what each shows of every allele that a caller listed.

Two kinds are read. Calls with samples, made in tumour-only mode and merged or not, count by ``AD``
(VCF specification: reads of each allele, the reference first). A panel of normals of GATK's
CreateSomaticPanelOfNormals has no samples; its INFO states ``FRACTION``, the share of samples that
show the alleles at all, and ``BETA``, the two parameters of their fractions in those samples
(https://github.com/broadinstitute/gatk, ``CreateSomaticPanelOfNormals.java``; all alternate alleles
of a record together).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.errors import FormatError, SampleError, UnreadableError
from hccgenomics.readers.header import FIRST_SAMPLE, parse_header
from hccgenomics.readers.held import Probe
from hccgenomics.readers.panel import Places
from hccgenomics.readers.stream import open_input

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hccgenomics.readers.header import VcfHeader
    from hccgenomics.readers.panel import Panel
    from hccgenomics.readers.stream import Input
    from hccgenomics.vocabulary import Assembly

DEPTHS: Final = "AD"
BETA: Final = "BETA"
FRACTION: Final = "FRACTION"
_BASES: Final = frozenset("ACGT")
_FIRST_CELLS: Final = 4
"""Of a record: contig, position, identifier, reference allele."""
_BETA_PARAMETERS: Final = 2
_TUMOUR: Final = frozenset({"TUMOR", "TUMOUR"})
"""Columns that callers of pairs name so."""


class NormalRow(NamedTuple):
    """One allele, as one record lists it.

    Attributes:
        alts, depths: Reads by sample, of those whose ``AD`` is complete.
        beta: Of a panel of normals, the two parameters; ``None`` for calls with samples.
        assemblies: On which it touches the panel.
    """

    contig: str
    pos: int
    ref: str
    alt: str
    alts: tuple[int, ...]
    depths: tuple[int, ...]
    beta: tuple[float, float] | None
    assemblies: tuple[Assembly, ...]


@dataclass(frozen=True, slots=True)
class NormalCalls:
    """One file of normals.

    Attributes:
        where: As the user named it.
        samples: How many columns it has; 0 for a panel of normals.
        rows: Alleles near the panel, on whichever assembly.
        records: Of the whole file.
        uncounted: Alleles near the panel that no sample counts, or that are no plain bases.
    """

    where: str
    sha256: str
    size: int
    header: VcfHeader
    samples: int
    rows: tuple[NormalRow, ...]
    records: int
    uncounted: int
    names: tuple[str, ...]

    @property
    def is_panel_of_normals(self) -> bool:
        """Whether it is GATK's, which has no samples."""
        return not self.samples

    @property
    def probes(self) -> Mapping[Probe, tuple[Assembly, ...]]:
        """Reference alleles by which the assembly is told."""
        return {Probe(row.contig, row.pos, row.ref): row.assemblies for row in self.rows}


def read_normal_calls(path: str, panels: Mapping[Assembly, Panel]) -> NormalCalls:
    """Every allele near the panel that a file of normals lists.

    Raises:
        UnreadableError: It cannot be read, or has neither ``AD`` nor ``BETA``.
        SampleError: It is of a tumour and its normal.
        FormatError: A record breaks its rules.
    """
    places = Places(panels)
    with open_input(path) as source:
        lines = iter(source.lines)
        header = parse_header(lines, where=source.where)
        _refuse_uncounted(header, source.where)
        _refuse_paired(header, source.where)
        reader = _Reader(header, places, source.where)
        rows = tuple(reader.rows(lines))
        return _calls(source, header, rows, reader, places)


def _calls(
    source: Input,
    header: VcfHeader,
    rows: tuple[NormalRow, ...],
    reader: _Reader,
    places: Places,
) -> NormalCalls:
    return NormalCalls(
        where=source.where,
        sha256=source.sha256,
        size=source.size,
        header=header,
        samples=len(header.samples),
        rows=rows,
        records=reader.records,
        uncounted=reader.uncounted,
        names=tuple(dict.fromkeys((*header.contigs, *places.names))),
    )


def _refuse_uncounted(header: VcfHeader, where: str) -> None:
    """Refuse a file that cannot tell how often a normal shows an allele."""
    if header.samples and DEPTHS not in header.ids("FORMAT"):
        raise UnreadableError(
            "The samples of this file have no AD (reads of each allele).",
            where=where,
            hint="Pass the normals' calls with AD, or their BAM or CRAM files.",
        )
    if not header.samples and BETA not in header.ids("INFO"):
        raise UnreadableError(
            "This file has no samples, and no BETA as a panel of normals of GATK has.",
            where=where,
            hint="Pass what CreateSomaticPanelOfNormals wrote, or the normals' own calls.",
        )


def _refuse_paired(header: VcfHeader, where: str) -> None:
    """Refuse calls of a tumour against its normal: one of the columns is no normal."""
    named = {name.upper() for name in header.samples}
    if header.values("normal_sample") or named & _TUMOUR:
        raise SampleError(
            "This file holds a tumour: its calls are no normal sample's.",
            where=where,
            hint="Call each normal by itself, as if it were a tumour without a normal.",
        )


class _Reader:
    """Takes records apart, and counts what it passes by."""

    def __init__(self, header: VcfHeader, places: Places, where: str) -> None:
        self._has_samples = bool(header.samples)
        self._columns = header.columns
        self._places = places
        self._where = where
        self._first = header.lines + 1
        self.records = 0
        self.uncounted = 0

    def rows(self, lines: Iterable[bytes]) -> Iterator[NormalRow]:
        for number, line in enumerate(lines, start=self._first):
            if not line.strip():
                continue
            self.records += 1
            yield from self._of(line, number)

    def _of(self, line: bytes, number: int) -> Iterator[NormalRow]:
        name, pos, _, ref, *_ = (*line.split(b"\t", _FIRST_CELLS), b"", b"", b"", b"")
        place = self._places[name]
        if place is None:
            return
        if not pos.isdigit():
            raise self._broken("POS is no number", number)
        start = int(pos) - 1
        assemblies = place.assemblies(start, start + max(1, len(ref)))
        if assemblies:
            yield from self._alleles(line, number, place.contig, assemblies)

    def _alleles(
        self, line: bytes, number: int, contig: str, assemblies: tuple[Assembly, ...]
    ) -> Iterator[NormalRow]:
        cells = line.rstrip(b"\r").decode("utf-8", "replace").split("\t")
        if len(cells) != self._columns:
            raise self._broken(f"the record has {len(cells)} of {self._columns} columns", number)
        ref, alts = cells[3].upper(), cells[4].upper().split(",")
        counts = list(_depths(cells)) if self._has_samples else []
        beta = None if self._has_samples else self._beta(cells[7], number)
        for index, alt in enumerate(alts, start=1):
            seen = [(one[index], sum(one)) for one in counts if len(one) == len(alts) + 1]
            is_plain = _BASES.issuperset(ref) and _BASES.issuperset(alt) and ref != alt
            if not is_plain or (self._has_samples and not seen):
                self.uncounted += 1
                continue
            yield NormalRow(
                contig,
                int(cells[1]),
                ref,
                alt,
                tuple(alt_depth for alt_depth, _ in seen),
                tuple(depth for _, depth in seen),
                beta,
                assemblies,
            )

    def _beta(self, info: str, number: int) -> tuple[float, float]:
        fields = dict(item.partition("=")[::2] for item in info.split(";"))
        texts = fields.get(BETA, "").split(",")
        try:
            shape = tuple(map(float, texts))
        except ValueError:
            shape = ()
        if len(shape) != _BETA_PARAMETERS or not all(isfinite(x) and x > 0 for x in shape):
            raise self._broken(f"{BETA} is not two numbers above 0", number)
        return shape[0], shape[1]

    def _broken(self, what: str, number: int) -> FormatError:
        return FormatError(
            f"A record breaks the rules of VCF: {what}.",
            where=self._where,
            line=number,
            hint="Check what wrote the file, and write it again.",
        )


def _depths(cells: list[str]) -> Iterator[tuple[int, ...]]:
    """``AD`` of each sample that has it whole."""
    keys = cells[FIRST_SAMPLE - 1].split(":")
    if DEPTHS not in keys:
        return
    at = keys.index(DEPTHS)
    for sample in cells[FIRST_SAMPLE:]:
        values = sample.split(":")
        texts = values[at].split(",") if at < len(values) else []
        if texts and all(text.isdigit() for text in texts):
            yield tuple(map(int, texts))
