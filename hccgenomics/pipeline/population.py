"""Variants looked up in a population file, however the file spells them.

Both spellings are brought to one: the file's records near a variant are normalised like the
variant itself, so that a padded, split or right-shifted record is found. A change of several bases
is found only if the file has it as a whole; gnomAD lists its bases one by one, and then nothing is
said.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.normalise import normalise
from hccgenomics.errors import AssemblyError
from hccgenomics.interpret.polymorphism import NEARBY
from hccgenomics.model.genome import UNKNOWN_BASE, Interval
from hccgenomics.model.population import PopulationRecord
from hccgenomics.model.variant import Variant
from hccgenomics.readers.population import PopulationFile
from hccgenomics.readers.refbases import check_ref
from hccgenomics.vocabulary import PopulationState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from hccgenomics.model.population import PopulationFacts
    from hccgenomics.pipeline.models import Models
    from hccgenomics.readers.population_fields import PopulationRow
    from hccgenomics.vocabulary import Assembly

LONGEST_SHIFT: Final = 500
"""Bases that an insertion or deletion is followed through a repeat."""
_BASES: Final = frozenset("ACGT")


class PopulationLookup:
    """A population file, asked for normalised variants.

    Attributes:
        facts: Of the file, for provenance.
        evidence: What tells its assembly; empty if nothing in its header does.

    Raises:
        UnreadableError: The file cannot be used.
        AssemblyError: It is on another assembly.
    """

    def __init__(
        self,
        file: PopulationFile,
        panels: Mapping[Assembly, Models],
        models: Models,
        *,
        most: float,
    ) -> None:
        self.facts: PopulationFacts = file.facts
        self.evidence = file.evidence(panels, models.assembly)
        self._file = file
        self._models = models
        self._most = most
        self._checked: Counter[bool] = Counter()
        self._known: dict[Variant, PopulationRecord] = {}

    @property
    def is_checked(self) -> bool:
        """Whether anything told that the file is on the assembly of the variants."""
        return bool(self.evidence) or self._checked.total() > 0

    def of(self, variant: Variant) -> PopulationRecord:
        """What the file says of a normalised variant.

        Raises:
            UnreadableError: The file is damaged there, or its index is not its own.
            AssemblyError: Its reference bases are others.
        """
        if variant not in self._known:
            self._known[variant] = self._look_up(variant)
        return self._known[variant]

    def _look_up(self, variant: Variant) -> PopulationRecord:
        if not self._file.has(variant.contig):
            return PopulationRecord(PopulationState.NO_CONTIG)
        records = [
            self._file.fields.record(row, index)
            for row in self._rows(variant)
            for index, alt in enumerate(row.alts)
            if self._is_same(row, alt, variant)
        ]
        if records:
            return max(records, key=_worth)
        if _is_told(variant, self._models):
            return PopulationRecord(self._absent(variant))
        return PopulationRecord(PopulationState.NOT_LOOKED_UP)

    def _rows(self, variant: Variant) -> Iterator[PopulationRow]:
        """The records that might be another spelling; their reference bases are checked."""
        start, end = _reach(variant, self._models)
        for row in self._file.rows(variant.contig, start, end):
            self._check(row, variant.contig)
            yield row

    def _check(self, row: PopulationRow, contig: str) -> None:
        found = check_ref(contig, row.pos, row.ref, self._models)
        if found is None:
            return
        self._checked[found[1]] += 1
        wrong = self._checked[False]
        if wrong > 1 and wrong > self._most * self._checked.total():
            raise AssemblyError(
                f"The REF bases of the population file are not those of {self._models.assembly}: "
                f"{wrong} of {self._checked.total()} looked at disagree.",
                where=self._file.where,
                hint=f"Pass a population file on {self._models.assembly}.",
            )

    def _is_same(self, row: PopulationRow, alt: str, variant: Variant) -> bool:
        grown = len(variant.alt) - len(variant.ref)
        if len(alt) - len(row.ref) != grown or not _BASES.issuperset(row.ref + alt):
            return False
        if row.pos == variant.pos and (row.ref, alt) == (variant.ref, variant.alt):
            return True
        if row.ref == alt or len(row.ref) == len(alt) == 1:
            return False
        spelt = Variant(variant.contig, row.pos, row.ref, alt)
        return normalise(spelt, self._models).variant == variant

    def _absent(self, variant: Variant) -> PopulationState:
        """Whether the file has anything thereabouts, without which it may not cover the place."""
        start = max(0, variant.interval.start - NEARBY)
        near = self._file.rows(variant.contig, start, variant.interval.end + NEARBY)
        row = next(near, None)
        if row is None:
            return PopulationState.NOTHING_NEARBY
        self._check(row, variant.contig)
        return PopulationState.NOT_IN_FILE


@contextmanager
def opened_population(
    path: Path | None,
    panels: Mapping[Assembly, Models],
    models: Models,
    *,
    max_mismatches: float,
) -> Iterator[PopulationLookup | None]:
    """A population file ready to be asked; ``None`` where none was given."""
    if path is None:
        yield None
        return
    with PopulationFile(path, contigs=models.contigs) as file:
        yield PopulationLookup(file, panels, models, most=max_mismatches)


def _worth(record: PopulationRecord) -> tuple[bool, float]:
    """Of several records of one variant, one that passes, and of those the highest frequency."""
    return not record.filters, -1.0 if record.highest is None else record.highest


def _is_told(variant: Variant, models: Models) -> bool:
    """Whether a file that has the variant would have it under a spelling that was looked for."""
    if variant.is_snv:
        return True
    if len(variant.ref) > 1 and len(variant.alt) > 1:
        return False
    start, end = _reach(variant, models)
    around = models.bases(Interval(variant.contig, max(0, start - 1), end + 1))
    return UNKNOWN_BASE not in around


def _reach(variant: Variant, models: Models) -> tuple[int, int]:
    """The bases that some spelling of the variant may begin at; a repeat is followed to its end."""
    place = variant.interval
    if variant.is_snv or (len(variant.ref) > 1 and len(variant.alt) > 1):
        return place.start, place.end
    unit = variant.ref[1:] or variant.alt[1:]
    behind = models.bases(Interval(place.contig, place.end, place.end + LONGEST_SHIFT))
    shift = 0
    while unit and shift < len(behind) and behind[shift] == unit[shift % len(unit)]:
        shift += 1
    return place.start, place.end + shift + 1
