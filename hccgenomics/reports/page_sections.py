"""Copies, junctions and viral sequence, laid out for the page; nothing is judged here."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.model.amounts import amount, extent, ratio
from hccgenomics.reports import section_labels as words
from hccgenomics.reports.wording import label
from hccgenomics.vocabulary import CopyClass, DropReason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum

    from hccgenomics.model.copy_number import (
        ArmCopies,
        GeneCopies,
    )
    from hccgenomics.model.report import Report
    from hccgenomics.model.report_sections import CopyNumberSection, ReadFile
    from hccgenomics.model.structural import (
        Integration,
        StructuralEvent,
    )

CALLED: Final = frozenset(
    {
        CopyClass.AMPLIFICATION,
        CopyClass.BORDERLINE_AMPLIFICATION,
        CopyClass.HOMOZYGOUS_DELETION,
        CopyClass.BORDERLINE_HOMOZYGOUS_DELETION,
    }
)
SHIFTED: Final = frozenset({CopyClass.GAIN, CopyClass.LOSS})
UNKNOWN: Final = "–"
MOST_WINDOWS: Final = 4
"""Close-ups drawn besides those of the cards; a genome in pieces has dozens."""


@dataclass(frozen=True, slots=True)
class GeneGroup:
    """Genes of which the same kind of thing is said, in genome order.

    Attributes:
        is_printed: Whether paper shows it; of a hundred genes without change the screen is enough.
    """

    title: str
    genes: tuple[GeneCopies, ...]
    is_open: bool
    is_printed: bool


@dataclass(frozen=True, slots=True)
class ArmLine:
    """Arms called alike, with what is known of each."""

    title: str
    arms: tuple[ArmCopies, ...]


class Windows(NamedTuple):
    """The genes whose close-up is drawn, each window once.

    Attributes:
        in_cards: In the gene's card.
        below: Below the profile.
        without: Not drawn, for there is no room.
    """

    in_cards: frozenset[str] = frozenset()
    below: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def windows_of(report: Report) -> Windows:
    """Which genes have a close-up, and where."""
    picture = report.copy_number.picture
    if picture is None:
        return Windows()
    cards = [card.copies.gene for card in report.cards if card.copies is not None]
    in_cards: set[str] = set()
    below: list[tuple[str, ...]] = []
    for window in picture.close_ups:
        drawn = next((gene for gene in cards if gene in window.altered), None)
        if drawn is not None:
            in_cards.add(drawn)
        elif window.altered:
            below.append(window.altered)
    without = dict.fromkeys(chain.from_iterable(below[MOST_WINDOWS:]))
    first = (genes[0] for genes in below[:MOST_WINDOWS])
    return Windows(frozenset(in_cards), tuple(first), tuple(without))


def gene_groups(section: CopyNumberSection) -> Iterator[GeneGroup]:
    """Altered genes open; the others folded, each group with its count."""
    for title, is_in, is_open in (
        (words.CALLED_COPIES, _is_called, True),
        (words.SHIFTED_COPIES, _is_shifted, False),
        (words.UNCHANGED_COPIES, _is_unchanged, False),
        (words.NO_CALL_OF_COPIES, _is_not_called, False),
    ):
        genes = tuple(gene for gene in section.genes if is_in(gene))
        if genes:
            yield GeneGroup(title, genes, is_open, is_printed=is_in is not _is_unchanged)


def _is_called(gene: GeneCopies) -> bool:
    return gene.copy_class in CALLED


def _is_shifted(gene: GeneCopies) -> bool:
    is_neutral_loh = gene.copy_class is CopyClass.NO_CHANGE and bool(gene.is_loh)
    return gene.copy_class in SHIFTED or is_neutral_loh


def _is_unchanged(gene: GeneCopies) -> bool:
    return gene.copy_class is CopyClass.NO_CHANGE and not gene.is_loh


def _is_not_called(gene: GeneCopies) -> bool:
    return gene.copy_class is CopyClass.NO_CALL


def arm_lines(section: CopyNumberSection) -> Iterator[ArmLine]:
    """Arms by what they are called; arms without change are not listed."""
    for title, wanted in (
        (words.GAINED_ARMS, CopyClass.GAIN),
        (words.LOST_ARMS, CopyClass.LOSS),
        (words.NO_CALL_OF_ARMS, CopyClass.NO_CALL),
    ):
        arms = tuple(arm for arm in section.arms if arm.copy_class is wanted)
        if arms:
            yield ArmLine(title, arms)


def arm_amount(arm: ArmCopies) -> tuple[str, ...]:
    """What an arm has, and what is known of it in this disease."""
    if arm.copy_class is CopyClass.NO_CALL:
        return ()
    known = "" if arm.copies is None else words.ARM_COPIES.format(value=f"{arm.copies:.1f}")
    if not known and arm.log2_ratio is not None:
        known = words.ARM_RATIO.format(value=ratio(arm.log2_ratio))
    return tuple(filter(None, (known, arm.recurrent)))


def interval(middle: float | None, low: float | None, high: float | None) -> str:
    """A value with its range, as far as they are known.

    >>> interval(0.7, 0.6, 0.8), interval(2.0, None, None), interval(None, None, None)
    ('0.7 (0.6 to 0.8)', '2', 'not stated')
    """
    if middle is None:
        return words.NOT_STATED
    if low is None or high is None or low == high:
        return f"{middle:.3g}"
    return words.WITH_RANGE.format(middle=f"{middle:.3g}", low=f"{low:.3g}", high=f"{high:.3g}")


def log2(value: float | None) -> str:
    """A log2 ratio, or a dash."""
    return UNKNOWN if value is None else ratio(value)


def yes(value: bool | None) -> str:  # noqa: FBT001 -- a filter takes its value first
    """What is so, is not, or is not stated."""
    return {True: words.YES, False: words.NO, None: words.NOT_STATED}[value]


def alleles(gene: GeneCopies) -> tuple[str, ...]:
    """Copies of the rarer allele, and whether one is lost."""
    minor = ""
    if gene.minor_copies is not None:
        minor = words.MINOR.format(copies=f"{gene.minor_copies:.2g}")
    lost = {True: words.LOH, False: words.BOTH_ALLELES, None: ""}[gene.is_loh]
    return tuple(filter(None, (minor, lost)))


def copies_of(gene: GeneCopies) -> str:
    """Copies with their interval, or the ratio."""
    return amount(gene) or UNKNOWN


def extent_of(gene: GeneCopies) -> str:
    """How far the event reaches; a dash where there is none."""
    return UNKNOWN if gene.event is None else extent(gene.event)


def drops_of(file: ReadFile) -> tuple[tuple[str, int], ...]:
    """Why rows of a file were not kept, in words within a sentence, and how many."""
    return tuple(
        (f"{label(reason)[0].lower()}{label(reason)[1:]}", file.dropped[reason])
        for reason in DropReason
        if file.dropped.get(reason)
    )


def reads_of(event: StructuralEvent | Integration) -> tuple[str, ...]:
    """Reads behind a junction, as far as they are counted."""
    counted = (
        (event.split_reads, words.ACROSS),
        (event.read_pairs, words.SPANNING),
    )
    return tuple(how.format(count=f"{count:,}") for count, how in counted if count is not None)


def opening(word: StrEnum) -> str:
    """A label as it opens a sentence.

    >>> from hccgenomics.vocabulary import AsideStatus
    >>> opening(AsideStatus.BELOW_SETTING)
    'Below a setting of the laboratory'
    """
    said = label(word)
    return f"{said[:1].upper()}{said[1:]}"
