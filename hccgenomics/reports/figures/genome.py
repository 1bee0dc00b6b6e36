"""The genome-wide copy-number profile."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from hccgenomics.reports import figure_wording as words
from hccgenomics.reports.figures.altered import Marked, marked, told
from hccgenomics.reports.figures.frame import axis, cut_offs, legend
from hccgenomics.reports.figures.labels import Label, fitting, spread
from hccgenomics.reports.figures.paint import COLOURS, Stroke, bands, painted, uncovered
from hccgenomics.reports.figures.scale import (
    Genome,
    Height,
    genome_height,
    is_callable,
    kind_of,
    short,
    value_of,
)
from hccgenomics.reports.figures.svg import (
    INK,
    LINE,
    SOFT,
    at,
    captioned,
    figure,
    group,
    hatch,
    readable,
    sentence,
    tag,
    words_at,
)
from hccgenomics.reports.precision import percent
from hccgenomics.reports.translation.voice import voice_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from hccgenomics.model.copy_number import ProfileSegment
    from hccgenomics.model.copy_picture import Chromosome, CopyPicture
    from hccgenomics.model.report import Report
    from hccgenomics.reports.translation.voice import Say, Voice

NAME: Final = "cn-genome"
WIDTH: Final = 1000
HEIGHT: Final = 330
LEFT: Final = 52.0
RIGHT: Final = 896.0
TOP: Final = 78.0
BOTTOM: Final = 262.0
FIRST_LINE: Final = 14.0
SECOND_LINE: Final = 28.0
KNEE: Final = 50.0
NAMES_AT: Final = 277.0
LEGEND_AT: Final = 312.0
VISIBLE_GAP: Final = 0.8
"""Units of paper from which a stretch without data is hatched."""
PEAK_APART: Final = 26.0
TRIANGLE: Final = 4.0
TICK: Final = 4.0
ALTERED_FIRST: Final = 0


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What everything on this paper is placed by."""

    picture: CopyPicture
    genome: Genome
    height: Height
    sex: str | None
    say: Say

    @property
    def base(self) -> float:
        return self.height.of(self.picture.base)


def profile_figure(report: Report, voice: Voice | None = None) -> Markup:
    """The profile across all chromosomes with its caption, or a sentence where there is none."""
    say = (voice or voice_of()).plain
    section = report.copy_number
    picture = section.picture
    if picture is None or not section.profile:
        return sentence(say(words.NO_PROFILE))
    drawing = _Drawing(
        picture,
        Genome.of(picture.chromosomes, LEFT, RIGHT),
        genome_height(picture, TOP, BOTTOM),
        report.sample.sex,
        say,
    )
    profile = [step for step in section.profile if is_callable(step.contig, drawing.sex)]
    genes = marked(report, say)
    content = (
        hatch(f"{NAME}-h")
        + _chromosomes(drawing)
        + uncovered(_gaps(drawing, profile), TOP, BOTTOM - TOP, f"{NAME}-h")
        + axis(drawing.height, picture, LEFT, RIGHT, say)
        + cut_offs(drawing.height, picture, LEFT, RIGHT, say)
        + painted(_strokes(drawing, profile), drawing.base)
        + _peaks(drawing, profile, genes)
        + _genes(drawing, genes)
        + _without_sex(drawing)
        + legend(LEFT, LEGEND_AT, f"{NAME}-h", say)
    )
    drawn = figure(
        content,
        name=NAME,
        title=say(words.GENOME_TITLE),
        description=_description(drawing, profile, genes),
        size=(WIDTH, HEIGHT),
    )
    unit = say(words.IN_COPIES if picture.in_copies else words.IN_RATIOS)
    return captioned(drawn, say(words.GENOME_CAPTION).format(unit=unit))


def _without_sex(drawing: _Drawing) -> str:
    """Upright on X and Y, where nothing is called without the sex."""
    middle = (TOP + BOTTOM) / 2
    return "".join(
        readable(
            x, middle, drawing.say(words.NO_CALL_WITHOUT_SEX),
            text_anchor="middle", font_size=11, fill=INK,
            transform=f"rotate(-90 {at(x)} {at(middle)})",
        )
        for one in drawing.picture.chromosomes
        if not is_callable(one.contig, drawing.sex)
        for x in (drawing.genome.x(one.contig, one.length / 2),)
    )  # fmt: skip


def _chromosomes(drawing: _Drawing) -> str:
    """Shades, numbers and centromeres."""
    places = drawing.genome
    every = drawing.picture.chromosomes
    shaded = [(places.x(one.contig, 0), places.x(one.contig, one.length)) for one in every[::2]]
    numbers = "".join(
        words_at(places.x(one.contig, one.length / 2), NAMES_AT, one.contig.removeprefix("chr"))
        for one in every
    )
    middles = [(one.centromere_start + one.centromere_end) / 2 for one in every]
    lines = "".join(
        f"M{at(places.x(one.contig, middle))},{at(TOP)}V{at(BOTTOM)}"
        for one, middle in zip(every, middles, strict=True)
    )
    return (
        bands(shaded, TOP, BOTTOM - TOP)
        + tag("path", d=lines, stroke=LINE, stroke_width=0.8, stroke_dasharray="1,3")
        + group(numbers, fill=SOFT, text_anchor="middle", font_size=9.5)
    )


def _strokes(drawing: _Drawing, profile: Sequence[ProfileSegment]) -> Iterator[Stroke]:
    for step in profile:
        value = value_of(step, drawing.picture)
        if value is not None and step.contig in drawing.genome.offsets:
            yield Stroke(
                drawing.genome.x(step.contig, step.start),
                drawing.genome.x(step.contig, step.end),
                drawing.height.of(value),
                kind_of(value, step.contig, drawing.picture, drawing.sex),
                is_tiny=step.end - step.start < words.TINY,
            )


def _gaps(drawing: _Drawing, profile: Sequence[ProfileSegment]) -> Iterator[tuple[float, float]]:
    """Stretches without a value, the centromeres apart."""
    for one in drawing.picture.chromosomes:
        steps = _with_values(drawing.picture, profile, one.contig)
        reached = 0
        for start, end in [*steps, (one.length, one.length)]:
            for left, right in _without_centromere(reached, start, one):
                x1, x2 = drawing.genome.x(one.contig, left), drawing.genome.x(one.contig, right)
                if x2 - x1 >= VISIBLE_GAP:
                    yield x1, x2
            reached = max(reached, end)


def _with_values(
    picture: CopyPicture, profile: Sequence[ProfileSegment], contig: str
) -> list[tuple[int, int]]:
    return sorted(
        (step.start, step.end)
        for step in profile
        if step.contig == contig and value_of(step, picture) is not None
    )


def _without_centromere(start: int, end: int, one: Chromosome) -> Iterator[tuple[int, int]]:
    yield start, min(end, one.centromere_start)
    yield max(start, one.centromere_end), end


def _peaks(drawing: _Drawing, profile: Sequence[ProfileSegment], genes: Sequence[Marked]) -> str:
    """A triangle where a step leaves the paper; its value stands at the gene, or beside it."""
    beyond = [
        (drawing.genome.x(step.contig, (step.start + step.end) / 2), value)
        for step in profile
        if (value := value_of(step, drawing.picture)) is not None
        and step.end - step.start >= words.TINY
        and not drawing.height.low <= value <= drawing.height.high
        and step.contig in drawing.genome.offsets
    ]
    sides = [
        [peak for peak in beyond if (peak[1] > drawing.height.high) is upwards]
        for upwards in (True, False)
    ]
    named = [_x(drawing, gene) for gene in genes if gene.is_altered]
    return "".join(_side(drawing, side, named) for side in sides)


def _side(drawing: _Drawing, peaks: Sequence[tuple[float, float]], named: Sequence[float]) -> str:
    triangles = "".join(_triangle(drawing, x, value) for x, value in _furthest(peaks, 2 * TRIANGLE))
    values = "".join(
        _beside(drawing, x, value)
        for x, value in _furthest(peaks, PEAK_APART)
        if all(abs(x - other) >= TICK for other in named)
    )
    return triangles + values


def _furthest(peaks: Sequence[tuple[float, float]], apart: float) -> list[tuple[float, float]]:
    """Of peaks that would cover each other the furthest from zero."""
    kept: list[tuple[float, float]] = []
    for x, value in sorted(peaks, key=lambda peak: (-abs(peak[1]), peak[0])):
        if all(abs(x - other) >= apart for other, _ in kept):
            kept.append((x, value))
    return sorted(kept)


def _triangle(drawing: _Drawing, x: float, value: float) -> str:
    up = value > drawing.height.high
    edge, step = (TOP, -TRIANGLE) if up else (BOTTOM, TRIANGLE)
    shape = f"M{at(x - TRIANGLE)},{at(edge)}H{at(x + TRIANGLE)}L{at(x)},{at(edge + 2 * step)}Z"
    kind = "amplified" if up else "lost"
    return tag("path", d=shape, fill=COLOURS[kind])


def _beside(drawing: _Drawing, x: float, value: float) -> str:
    """The value of a peak that no gene names, inside the paper."""
    y = TOP + 12 if value > drawing.height.high else BOTTOM - 5
    right = x < RIGHT - PEAK_APART
    return readable(
        x + (6 if right else -6), y, short(value, drawing.picture),
        text_anchor="start" if right else "end", font_size=11, fill=INK,
    )  # fmt: skip


def _genes(drawing: _Drawing, genes: Sequence[Marked]) -> str:
    """Names above the paper, each with a line down to its step."""
    labels = fitting(
        [
            label
            for _, together in groupby(genes, key=attrgetter("contig", "kind"))
            for label in _together(drawing, list(together))
        ],
        RIGHT - LEFT,
    )
    middles = spread(labels, LEFT, RIGHT)
    return "".join(_label(label, x) for label, x in zip(labels, middles, strict=True))


def _together(drawing: _Drawing, genes: list[Marked]) -> Iterator[Label]:
    """One label for altered genes that lie within one line's width of each other."""
    taken: list[Marked] = []
    for gene in genes:
        if taken and (not gene.is_altered or _x(drawing, gene) - _x(drawing, taken[0]) > TICK):
            yield _one_label(drawing, taken)
            taken = []
        taken.append(gene)
    if taken:
        yield _one_label(drawing, taken)


def _one_label(drawing: _Drawing, genes: Sequence[Marked]) -> Label:
    first = min(genes, key=lambda gene: gene.rank)
    name = first.gene
    if len(genes) > 1:
        name = words.MORE.format(first=name, count=len(genes) - 1)
    y = drawing.base if first.value is None else drawing.height.of(first.value)
    rank = ALTERED_FIRST if first.is_altered else ALTERED_FIRST + 1
    return Label(_x(drawing, first), y, name, first.shown, first.kind, rank)


def _x(drawing: _Drawing, gene: Marked) -> float:
    return drawing.genome.x(gene.contig, (gene.start + gene.end) / 2)


def _label(label: Label, middle: float) -> str:
    altered = label.rank == ALTERED_FIRST
    end = label.y - TICK if altered else TOP
    line = f"M{at(middle)},{at(SECOND_LINE + TICK)}L{at(label.x)},{at(KNEE)}V{at(max(KNEE, end))}"
    colour = COLOURS[label.kind] if altered else SOFT
    name = words_at(
        middle, FIRST_LINE, label.words, font_style="italic",
        font_weight=700 if altered else 400, font_size=13 if altered else 11,
    )  # fmt: skip
    value = words_at(middle, SECOND_LINE, label.under, font_size=11)
    leader = tag("path", d=line, fill="none", stroke=colour, stroke_width=0.8, stroke_opacity="0.6")
    return leader + group(name + value, fill=INK if altered else SOFT, text_anchor="middle")


def _description(
    drawing: _Drawing, profile: Sequence[ProfileSegment], genes: Sequence[Marked]
) -> str:
    """What the picture shows, for those who do not see it."""
    picture, say = drawing.picture, drawing.say
    total = sum(one.length for one in picture.chromosomes)
    covered = sum(
        end - start
        for one in picture.chromosomes
        for start, end in _with_values(picture, profile, one.contig)
    )
    share = percent(round(min(1.0, covered / max(1, total)), 2))
    return " ".join(
        [
            told(genes, picture, say),
            say(words.TOLD_STEPS).format(count=len(profile)),
            say(words.TOLD_COVERED).format(percent=share),
        ]
    )
