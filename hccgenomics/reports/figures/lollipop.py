"""A gene with what is changed in it, drawn along its coding sequence from the report alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.reports import gene_picture_wording as words
from hccgenomics.reports.figures import lollipop_changes as changes
from hccgenomics.reports.figures.lollipop_hotspots import (
    count_of,
    hotspot_row,
    is_counted_in_table,
    is_hit,
    ruler,
)
from hccgenomics.reports.figures.lollipop_known import (
    exon_boxes,
    part_boxes,
    parts_of,
    promoter_line,
)
from hccgenomics.reports.figures.lollipop_paper import WIDTH, Paper
from hccgenomics.reports.figures.svg import figure
from hccgenomics.reports.precision import percent
from hccgenomics.reports.wording import label
from hccgenomics.vocabulary import AlterationKind, HotspotKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from hccgenomics.model.gene_picture import DrawnChange, DrawnHotspot, GenePicture
    from hccgenomics.model.report import Alteration, Report
    from hccgenomics.reports.figures.lollipop_known import NamedPart
    from hccgenomics.reports.translation.voice import Voice

SENTENCES: Final = ". "
COMMA: Final = ", "
TOLD: Final = 8
"""Changes that the description tells one by one."""


class Lollipop:
    """A drawing, and what its caption has to say.

    Attributes:
        keys: The parts of the protein, each with its letter where a name found no room.
        drawn: The picture itself.
    """

    def __init__(self, picture: GenePicture, voice: Voice) -> None:
        paper = Paper.of(picture)
        self.picture = picture
        self.keys = parts_of(paper, voice)
        self.drawn = figure(
            _content(paper, self.keys, voice),
            name=f"gene-{_bare(picture.gene)}",
            title=_title(picture, voice),
            description=_joined(SENTENCES, _told(picture, self.keys, voice), voice),
            size=(WIDTH, paper.height),
        )

    @property
    def shapes(self) -> Collection[str]:
        """Of the heads drawn: ``circle``, ``square``, ``triangle``."""
        return frozenset(map(changes.shape_of, self.picture.changes))

    @property
    def has_driver(self) -> bool:
        """Whether a head is filled."""
        return any(one.driver for one in self.picture.changes)

    @property
    def has_other(self) -> bool:
        """Whether a head is a ring."""
        return any(not one.driver for one in self.picture.changes)

    @property
    def has_bar(self) -> bool:
        """Whether codons are spanned by a bar."""
        return any(map(changes.has_bar, self.picture.changes))

    @property
    def has_way(self) -> bool:
        """Whether a shifted frame is followed to its stop."""
        return any(one.new_stop is not None for one in self.picture.changes)

    @property
    def has_splice(self) -> bool:
        """Whether a splice site is among the hotspots, whose name begins with X."""
        return any(one.kind is HotspotKind.SPLICE for one in self.picture.hotspots)

    @property
    def in_table(self) -> bool:
        """Whether hotspots are counted in the pan-cancer table, or in TCGA."""
        return is_counted_in_table(self.picture)

    @property
    def hit(self) -> tuple[DrawnHotspot, ...]:
        """Hotspots with a change of this sample."""
        return tuple(one for one in self.picture.hotspots if is_hit(one, self.picture.changes))

    @property
    def sources(self) -> tuple[str, ...]:
        """Of all hotspots drawn, each once."""
        every = (source for one in self.picture.hotspots for source in one.sources)
        return tuple(dict.fromkeys(every))

    @property
    def unnamed(self) -> tuple[str, ...]:
        """Changes that are drawn without a name, for there is no room."""
        return tuple(one.label for one in changes.unnamed(Paper.of(self.picture)))


def _content(paper: Paper, parts: Sequence[NamedPart], voice: Voice) -> str:
    """What is known below, what is changed upon it."""
    return (
        promoter_line(paper, voice)
        + exon_boxes(paper, voice)
        + part_boxes(paper, parts, voice)
        + hotspot_row(paper, voice)
        + ruler(paper, voice)
        + changes.drawn_changes(paper)
    )


def _bare(gene: str) -> str:
    """A symbol as a part of an element's name."""
    return re.sub(r"\W", "-", gene)


def _say(voice: Voice, template: str, **slots: object) -> str:
    """A template of ours in the language of the page, with data and words said already."""
    return voice.translations.gettext(template).format(**slots)


def _joined(between: str, told: Iterable[str], voice: Voice) -> str:
    return voice.translations.gettext(between).join(told)


def _title(picture: GenePicture, voice: Voice) -> str:
    template = words.TITLE if picture.promoter is None else words.PROMOTER_TITLE
    return _say(voice, template, gene=picture.gene, residues=picture.residues)


def _told(picture: GenePicture, parts: Iterable[NamedPart], voice: Voice) -> Iterator[str]:
    """The picture in words: changes, parts, and the hotspots that are met."""
    yield from (_told_change(one, voice) for one in picture.changes[:TOLD])
    more = len(picture.changes) - TOLD + picture.more_changes
    if more > 0:
        yield _say(voice, words.TOLD_MORE, count=more)
    for part in parts:
        yield f"{part.name} {part.domain.residues}"
    in_table = is_counted_in_table(picture)
    template = words.TOLD_LIVER if in_table else words.TOLD_TCGA
    for one in picture.hotspots:
        count = count_of(one, in_table=in_table)
        if is_hit(one, picture.changes) and count is not None:
            yield _say(voice, template, residues=one.residues, count=count)


def _told_change(change: DrawnChange, voice: Voice) -> str:
    told = [_place(change, voice), voice.plain(label(change.kind))]
    if change.new_stop is not None:
        told.append(_say(voice, words.TOLD_NEW_STOP, stop=change.new_stop))
    told.append(voice.plain(words.TOLD_DRIVER if change.driver else words.TOLD_OTHER))
    if change.vaf is not None:
        told.append(_say(voice, words.TOLD_VAF, vaf=percent(change.vaf)))
    return _joined(COMMA, told, voice)


def _place(change: DrawnChange, voice: Voice) -> str:
    if change.first_codon is None or change.last_codon is None:
        return _say(voice, words.TOLD_PROMOTER, label=change.label, bases=-change.end)
    if changes.shape_of(change) == changes.TRIANGLE and change.end == change.start + 1:
        return _say(
            voice, words.TOLD_BORDER, label=change.label, start=change.start, end=change.end
        )
    if change.first_codon == change.last_codon:
        return _say(voice, words.TOLD_CODON, label=change.label, codon=change.first_codon)
    return _say(
        voice,
        words.TOLD_CODONS,
        label=change.label,
        first=change.first_codon,
        last=change.last_codon,
    )


def picture_in(found: Alteration, report: Report, most: int) -> GenePicture | None:
    """The picture of a gene, beside the first of its drivers; at most so many on a page."""
    room = report.gene_pictures[:most]
    picture = next((one for one in room if one.gene == found.gene), None)
    if picture is None or found.kind is not AlterationKind.SMALL:
        return None
    small = (one for one in report.alterations if one.kind is AlterationKind.SMALL)
    first = next(one.id for one in small if one.gene == found.gene)
    return picture if found.id == first else None


def pictures_apart(
    report: Report, shown: Iterable[Alteration], most: int
) -> tuple[tuple[GenePicture, ...], tuple[str, ...]]:
    """Pictures beside none of the alterations shown, and genes whose picture has no room."""
    room = report.gene_pictures[:most]
    beside = {one.gene for found in shown if (one := picture_in(found, report, most))}
    apart = tuple(one for one in room if one.gene not in beside)
    return apart, tuple(one.gene for one in report.gene_pictures[most:])
