"""The event around a gene that is altered, from the segments of one source, else from its bins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.bins import bins_of_gene, segments_of
from hccgenomics.annotate.extent import Around, Stretch, event_around
from hccgenomics.interpret import copy_wording as words
from hccgenomics.interpret.copy_class import RANK
from hccgenomics.interpret.copy_drivers import ARM_LEVELS, is_arm_on_the_border
from hccgenomics.pipeline.copy_reading import TABLES
from hccgenomics.vocabulary import CopyClass

if TYPE_CHECKING:
    from hccgenomics.model.copy_number import (
        CopyEvent,
        GeneCopies,
    )
    from hccgenomics.model.genome import Interval
    from hccgenomics.pipeline.copy_question import Question
    from hccgenomics.pipeline.gene_copies import Reader

SAME_LEVEL: Final = 0.5
"""Copies by which two stretches may differ and still have the same whole number of them."""
MOST_PEAK_GENES: Final = 60
"""Genes of a peak that are named; of more, those of the panel."""
_LEAST: Final = {
    CopyClass.AMPLIFICATION: CopyClass.BORDERLINE_AMPLIFICATION,
    CopyClass.BORDERLINE_AMPLIFICATION: CopyClass.BORDERLINE_AMPLIFICATION,
    CopyClass.GAIN: CopyClass.GAIN,
    CopyClass.LOSS: CopyClass.LOSS,
    CopyClass.BORDERLINE_HOMOZYGOUS_DELETION: CopyClass.BORDERLINE_HOMOZYGOUS_DELETION,
    CopyClass.HOMOZYGOUS_DELETION: CopyClass.BORDERLINE_HOMOZYGOUS_DELETION,
}
"""What the neighbours must be at least for the event of a gene to go on: an amplification over what
is borderline, a gain over any gain."""


def with_event(
    found: GeneCopies, place: Interval, reader: Reader, question: Question
) -> GeneCopies:
    """The gene with the event around it, where it is altered and the source shows its extent."""
    least = _LEAST.get(found.copy_class)
    if least is None or reader.source.file.source in TABLES:
        return found
    likeness = SAME_LEVEL if found.copies is not None else reader.noise
    around = Around(place, RANK[least], is_gain=RANK[least] > 0, likeness=likeness)
    event = event_around(reader.stretches(place.contig), around, question.ground)
    if event is None:
        event, notes = _event_of_bins(around, reader, question)
        found = replace(found, notes=(*found.notes, *notes))
    return found if event is None else _noted(_named(found, event, question))


def _event_of_bins(
    around: Around, reader: Reader, question: Question
) -> tuple[CopyEvent | None, tuple[str, ...]]:
    """The event that the bins show where the segments do not; at least that of the gene's own."""
    contig = around.place.contig
    bins = reader.source.bins.get(contig)
    own = bins_of_gene(bins, around.place, reader.noise)
    if bins is None or own is None:
        return None, ()
    made = segments_of({contig: bins}, reader.noise)
    event = event_around(reader.ranked(made, contig), around, question.ground)
    if event is not None:
        return event, ()
    alone = Stretch(own.start, own.end, own.log2, around.rank)
    return event_around((alone,), around, question.ground), (words.BINS_EXTENT,)


def _noted(found: GeneCopies) -> GeneCopies:
    if found.event is None or not is_arm_on_the_border(found):
        return found
    note = words.ARM_ON_THE_BORDER.format(arm=found.event.arm)
    return replace(found, notes=(*found.notes, note))


def _named(found: GeneCopies, event: CopyEvent, question: Question) -> GeneCopies:
    """With the genes of the peak, unless these are too many to be read."""
    if len(event.peak) <= MOST_PEAK_GENES:
        return replace(found, event=event)
    named = tuple(gene for gene in event.peak if gene in question.panel)
    found = replace(found, event=replace(event, peak=named))
    if event.extent in ARM_LEVELS:
        return found  # its peak is all of the arm, which the extent says
    note = words.PEAK_LARGE.format(count=len(event.peak))
    return replace(found, notes=(*found.notes, note))
