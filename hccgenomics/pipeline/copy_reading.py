"""What a source says of a gene before it is called anything: its segment, and its own bins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.bins import LEAST_NOISE, bins_of_gene
from hccgenomics.annotate.overlap import Reading, read_gene, read_rows, with_error
from hccgenomics.interpret import copy_wording as words
from hccgenomics.interpret.copy_wording import counted_bins, number, percent
from hccgenomics.model.copy_number_files import Observation
from hccgenomics.vocabulary import CopySource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.annotate.bins import GeneBins
    from hccgenomics.model.genome import Interval
    from hccgenomics.model.settings import Settings
    from hccgenomics.pipeline.copy_sources import Source

TABLES: Final = frozenset({CopySource.GENES, CopySource.LEVELS})
"""Sources that name genes, and have no segments."""
_SILENT: Final[Mapping[CopySource, str]] = {
    CopySource.CALLS: words.CALLS_SILENT,
    CopySource.GENES: words.NOT_IN_TABLE,
    CopySource.LEVELS: words.NOT_IN_TABLE,
}


@dataclass(frozen=True, slots=True)
class Read:
    """What a source says of a gene.

    Attributes:
        seen: What is used: the segment's, or that of the gene's own bins where these win.
        bins_win: Whether they do.
        why: Why nothing can be said of the gene all the same; empty where something can.
    """

    reading: Reading
    seen: Observation
    bins_win: bool
    notes: tuple[str, ...]
    why: str = ""


def read_source(source: Source, symbol: str, place: Interval, settings: Settings) -> Read | str:
    """What the source says of the gene, or why it has nothing on it at all."""
    noise = source.noise_or(settings)
    kind = source.file.source
    if kind in TABLES:
        if any(row.seen.support == 0 for row in source.rows.get(symbol, ())):
            return words.NO_PROBES
        reading = read_rows(source.rows.get(symbol, ()), noise)
    else:
        reading = read_gene(source.track, place, noise)
    bins = bins_of_gene(source.bins.get(place.contig), place, noise)
    if reading is None and bins is not None:
        reading = of_bins(bins, noise)
    if reading is None:
        return _SILENT.get(kind, words.NOT_COVERED)
    why = _uncovered(source, reading, bins, settings)
    if why:
        seen = reading.seen if bins else replace(reading.seen, support=0 if source.bins else None)
        return Read(reading, seen, bins_win=False, notes=(), why=why)
    return _with_bins(reading, bins, noise, settings)


def of_bins(bins: GeneBins, noise: float) -> Reading:
    """A gene by its own bins alone."""
    own = Observation(log2_ratio=bins.log2, log2_error=bins.error, support=bins.count)
    seen = with_error(own, noise)
    return Reading(seen, ((seen, 1.0),), 1.0)


def _uncovered(source: Source, reading: Reading, bins: GeneBins | None, settings: Settings) -> str:
    if source.bins:
        count = 0 if bins is None else bins.count
        least = settings.min_gene_bins
        return "" if count >= least else words.NO_BINS.format(bins=counted_bins(count), least=least)
    if reading.seen.support == 0:
        return words.NO_PROBES_SEGMENT
    if reading.covered >= settings.min_gene_covered:
        return ""
    is_calls = source.file.source is CopySource.CALLS
    text = words.CALLS_PARTLY if is_calls else words.PARTLY_COVERED
    share = percent(settings.min_gene_covered)
    return text.format(share=percent(reading.covered), least=share)


def _with_bins(reading: Reading, bins: GeneBins | None, noise: float, settings: Settings) -> Read:
    """The gene's own bins beside its segment, in its place where they differ far."""
    notes = _split_note(reading)
    at = reading.seen.log2_ratio
    if bins is None:
        return Read(reading, reading.seen, bins_win=False, notes=notes)
    counted = replace(reading.seen, support=bins.count)
    if at is None:
        return Read(reading, counted, bins_win=False, notes=notes)
    is_far = _is_far(bins, at, noise, settings)
    wins = is_far and bins.count >= settings.min_recount_bins
    if wins:
        counted = of_bins(bins, noise).seen
    elif is_far:
        counted = _reaching(counted, bins.log2)
    note = _compared(bins, at, noise, wins=wins, is_far=is_far)
    return Read(reading, counted, bins_win=wins, notes=(*notes, note))


def _is_far(bins: GeneBins, at: float, noise: float, settings: Settings) -> bool:
    """Whether the gene's own bins lie far from its segment; enough of them then overrule it."""
    return abs(bins.log2 - at) > max(settings.recount_noise_factor * bins.error, noise)


def _reaching(seen: Observation, ratio: float) -> Observation:
    """The same with an interval that holds what a few bins say against it."""
    ends = [end for end in (seen.log2_low, seen.log2_high, seen.log2_ratio) if end is not None]
    return replace(seen, log2_low=min(*ends, ratio), log2_high=max(*ends, ratio))


def _compared(bins: GeneBins, at: float, noise: float, *, wins: bool, is_far: bool) -> str:
    near = abs(bins.log2 - at) <= max(noise, LEAST_NOISE)
    unlike = words.BINS_FEW if is_far else words.BINS_NEAR
    text = words.BINS_WIN if wins else words.BINS_AGREE if near else unlike
    slots = {"bins": counted_bins(bins.count), "ratio": number(bins.log2)}
    return text.format(segment=number(at), **slots)


def _split_note(reading: Reading) -> tuple[str, ...]:
    """Words on a gene that several segments share, with what the least and the most say."""
    if reading.is_whole:
        return ()
    seen = [part for part, _ in reading.parts]
    copies = [part.copies for part in seen if part.copies is not None]
    values = copies or [part.log2_ratio for part in seen if part.log2_ratio is not None]
    if not values:
        return ()
    said = words.copies_words if copies else words.ratio_words
    least, most = said(min(values)), said(max(values))
    return (words.SPLIT.format(parts=len(seen), least=least, most=most),)
