"""One gene in one source: its copies, what they are called, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.copies import COPY_DECIMALS, DIPLOID, LOG2_DECIMALS
from hccgenomics.annotate.extent import Stretch
from hccgenomics.interpret import copy_wording as words
from hccgenomics.interpret.copy_class import RANK, classify, neighbours, threshold
from hccgenomics.interpret.copy_wording import number, percent
from hccgenomics.model.amounts import CLASS_NAMES
from hccgenomics.model.copy_number import GeneCopies
from hccgenomics.pipeline.copy_measure import measure_of
from hccgenomics.pipeline.copy_question import blindness_of, sex_refusal
from hccgenomics.pipeline.copy_reading import read_source
from hccgenomics.pipeline.copy_reference import difference, other_reading
from hccgenomics.pipeline.copy_remarks import remarks_on
from hccgenomics.vocabulary import CopyClass, CopyMethod

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.copy_number_files import (
        Observation,
        Segment,
    )
    from hccgenomics.model.genome import Interval
    from hccgenomics.pipeline.copy_measure import Measure, Measured
    from hccgenomics.pipeline.copy_question import Question
    from hccgenomics.pipeline.copy_reading import Read
    from hccgenomics.pipeline.copy_sources import Source

ONE_LEFT: Final = 1
"""Copies of a chromosome pair that are all of one parent."""


class Reader:
    """One source, asked gene by gene; what is found of a contig is kept for the next gene."""

    def __init__(self, source: Source, question: Question) -> None:
        self.source = source
        self.noise = source.noise_or(question.settings)
        self._question = question
        self._measures: dict[str, Measure] = {}
        self._others: dict[str, Measure | None] = {}
        self._stretches: dict[str, tuple[Stretch, ...]] = {}

    def measure(self, contig: str) -> Measure:
        """How this source is measured on a contig."""
        if contig not in self._measures:
            self._measures[contig] = measure_of(self.source, self._question.basis, contig)
        return self._measures[contig]

    def other(self, contig: str) -> Measure | None:
        """How it may have to be measured as well, where the file does not tell its reference."""
        if contig not in self._others:
            self._others[contig] = other_reading(self.measure(contig), contig)
        return self._others[contig]

    def refusal(self, contig: str) -> str:
        """Why nothing may be said on X and Y; empty where something may."""
        return sex_refusal(contig, self._question)

    def has_copies(self, contig: str) -> bool:
        """Whether copies may be drawn: those of a doubtful reference may be off by a factor."""
        is_certain = self.other(contig) is None or self.source.states_copies
        return is_certain and not self.refusal(contig)

    def gene(self, symbol: str, place: Interval) -> GeneCopies:
        """A gene's copies, without the event around it."""
        blank = GeneCopies(
            symbol,
            place.contig,
            place.start,
            place.end,
            CopyClass.NO_CALL,
            self.refusal(place.contig),
            files=self.source.numbers,
        )
        if blank.why:
            return blank
        found = read_source(self.source, symbol, place, self._question.settings)
        if isinstance(found, str):
            return replace(blank, why=found)
        blank = _with_reading(blank, found)
        if found.why:
            return replace(blank, why=found.why)
        if found.seen.level is not None:
            return self._level(blank, found.seen.level)
        return self._measured(blank, found)

    def stretches(self, contig: str) -> tuple[Stretch, ...]:
        """The segments of a contig with what they are called."""
        if contig not in self._stretches:
            parts = self.source.track.by_contig.get(contig, ())
            self._stretches[contig] = self.ranked(parts, contig)
        return self._stretches[contig]

    def ranked(self, parts: Iterable[Segment], contig: str) -> tuple[Stretch, ...]:
        """Segments with what they are called."""
        called = ((part, self.class_of(part.seen, contig)) for part in parts)
        return tuple(
            Stretch(part.start, part.end, 0.0, None)
            if found is None
            else Stretch(part.start, part.end, found[1], RANK[found[0]])
            for part, found in called
        )

    def class_of(self, seen: Observation, contig: str) -> tuple[CopyClass, float] | None:
        """The class of a segment, with its value; ``None`` where nothing may be said of it."""
        measure = self.measure(contig)
        found = measure.number(seen)
        if found is None or difference(measure, self.other(contig), seen, contig):
            return None
        method, value = found
        blind = blindness_of(self.source, self._question, method, seen.support)
        if blind is not None and blind.hides(method, value):
            return None
        return classify(value, measure.cut(method)), value

    def _measured(self, blank: GeneCopies, found: Read) -> GeneCopies:
        measure = self.measure(blank.contig)
        measured = measure.measure(found.seen)
        if measured is None:
            return replace(blank, why=self._unmeasured(found))
        other = self.other(blank.contig)
        differs = difference(measure, other, found.seen, blank.contig)
        if differs:
            return replace(_with_ratio(blank, measured), why=differs)
        method, value = measured.method, measured.value
        blind = blindness_of(self.source, self._question, method, found.seen.support)
        if blind is not None and blind.hides(method, value):
            return replace(_with_ratio(blank, measured), why=blind.why(method, value))
        called = self._called(blank, found, measured, measure)
        notes = () if blind is None else (blind.note(method),)
        if other is not None and method is not CopyMethod.STATED:
            notes = (words.EITHER_REFERENCE.format(contig=blank.contig), *notes)
        return replace(called, notes=(*called.notes, *notes))

    def _called(
        self, blank: GeneCopies, found: Read, measured: Measured, measure: Measure
    ) -> GeneCopies:
        cut, settings = measure.cut(measured.method), self._question.settings
        copy_class = classify(measured.value, cut)
        why = _why(measured, copy_class, measure.shift)
        part = _deleted_part(found, measure, copy_class)
        if part:
            copy_class, why = CopyClass.BORDERLINE_HOMOZYGOUS_DELETION, f"{why} {part}"
        return replace(
            _with_copies(_with_ratio(blank, measured), measured, measure),
            copy_class=copy_class,
            why=why,
            cell_fraction=found.seen.cell_fraction,
            threshold=threshold(copy_class, measured.value, cut),
            neighbours=neighbours(measured.value, cut, settings),
            notes=(*found.notes, *remarks_on(found, measured, measure, self._question)),
        )

    def _unmeasured(self, found: Read) -> str:
        own = self.source.own
        if own is not None and self.source.has_failed and found.seen.copies is not None:
            return words.FAILED_FIT.format(source=own.source, status=own.status or "no tumour")
        return words.NO_VALUE

    def _level(self, blank: GeneCopies, level: CopyClass) -> GeneCopies:
        if blindness_of(self.source, self._question, CopyMethod.LEVEL, None) is not None:
            return replace(blank, why=words.PLASMA_LEVEL)
        return replace(
            blank,
            copy_class=level,
            why=words.BY_LEVEL.format(name=CLASS_NAMES[level]),
            method=CopyMethod.LEVEL,
            threshold=words.LEVEL_THRESHOLD,
        )


def _deleted_part(found: Read, measure: Measure, copy_class: CopyClass) -> str:
    """Words on a part of the gene that is lost on both alleles while the mean is not."""
    if found.bins_win or RANK[copy_class] <= RANK[CopyClass.BORDERLINE_HOMOZYGOUS_DELETION]:
        return ""
    called = ((measure.class_of(seen), share, seen) for seen, share in found.reading.parts)
    lost = [(c[1], share, seen) for c, share, seen in called if c and c[0] is _BOTH_LOST]
    if not lost:
        return ""
    least, _, seen = min(lost, key=lambda part: part[0])
    has_copies = measure.mixtures is not None or seen.copies is not None
    said = words.copies_words if has_copies else words.ratio_words
    share = percent(sum(share for _, share, _ in lost))
    return words.PART_DELETED.format(share=share, value=said(least))


_BOTH_LOST = CopyClass.HOMOZYGOUS_DELETION


def _with_reading(blank: GeneCopies, found: Read) -> GeneCopies:
    return replace(
        blank,
        support=found.seen.support,
        parts=len(found.reading.parts),
        covered=min(1.0, found.reading.covered),
        notes=found.notes,
    )


def _with_ratio(blank: GeneCopies, measured: Measured) -> GeneCopies:
    log2 = measured.log2
    if log2 is None:
        return replace(blank, method=measured.method)
    return replace(
        blank,
        method=measured.method,
        log2_ratio=round(log2.at, LOG2_DECIMALS),
        log2_low=log2.low,
        log2_high=log2.high,
    )


def _with_copies(blank: GeneCopies, measured: Measured, measure: Measure) -> GeneCopies:
    copies, minor = measured.copies, measured.minor
    if copies is None:
        return blank
    return replace(
        blank,
        copies=copies.at,
        copies_low=copies.low,
        copies_high=copies.high,
        minor_copies=None if minor is None else round(minor, COPY_DECIMALS),
        is_loh=_is_loh(measured, measure),
    )


def _is_loh(measured: Measured, measure: Measure) -> bool | None:
    """Whether one parental allele is lost: by the rarer allele, else by the copies that are left.

    Of a pair of chromosomes that has lost copies and has about one left, only one parent's can be
    there, whether or not the file tells alleles; with more left nobody can tell without them.
    """
    most = measure.basis.settings.max_loh_minor_copies
    if measured.minor is not None:
        return measured.minor < most
    if measured.copies is None or measure.base.normal != DIPLOID:
        return None
    is_lost = RANK[classify(measured.value, measure.cut(measured.method))] <= RANK[CopyClass.LOSS]
    return True if is_lost and measured.high < ONE_LEFT + most else None


def _why(measured: Measured, copy_class: CopyClass, shift: float) -> str:
    name = CLASS_NAMES[copy_class]
    interval = words.INTERVAL.format(low=number(measured.low), high=number(measured.high))
    if measured.method is not CopyMethod.RATIO:
        copies = words.copies_words(measured.value)
        return words.BY_COPIES.format(value=copies, interval=interval, name=name)
    value = f"{number(measured.value)}{interval}"
    if shift:
        raw = number(measured.value - shift)
        return words.BY_RATIO_SEX.format(raw=raw, value=value, name=name)
    return words.BY_RATIO.format(value=value, name=name)
