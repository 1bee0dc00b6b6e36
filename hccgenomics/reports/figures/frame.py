"""What stands around a picture: axis, cut-offs, legend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.reports import figure_wording as words
from hccgenomics.reports.figures.labels import apart, letters
from hccgenomics.reports.figures.paint import COLOURS, EXTREME, FAINT
from hccgenomics.reports.figures.svg import INK, LINE, SOFT, at, group, tag, words_at
from hccgenomics.reports.precision import number

if TYPE_CHECKING:
    from hccgenomics.model.copy_picture import CopyPicture
    from hccgenomics.reports.figures.scale import Height
    from hccgenomics.reports.translation.voice import Say

TICK: Final = 4.0
HALF_LETTER: Final = 4.0
LINE_HEIGHT: Final = 12.5
SWATCH: Final = 18.0
SWATCH_HEIGHT: Final = 10.0
LETTER: Final = 6.2
LEGEND_GAP: Final = 46.0


def axis(height: Height, picture: CopyPicture, left: float, right: float, say: Say) -> str:
    """Values at the left, with faint lines across."""
    ticks = height.ticks
    lines = "".join(f"M{at(left)},{at(height.of(tick))}H{at(right)}" for tick in ticks)
    numbers = "".join(
        words_at(left - 2 * TICK, height.of(tick) + HALF_LETTER, _tick(tick)) for tick in ticks
    )
    middle = (height.top + height.bottom) / 2
    name = say(words.COPIES if picture.in_copies else words.RATIO)
    side = words_at(
        12.0, middle, name, text_anchor="middle", transform=f"rotate(-90 12 {at(middle)})"
    )
    return (
        tag("path", d=lines, stroke=LINE, stroke_width=0.5)
        + group(numbers, fill=SOFT, text_anchor="end", font_size=11)
        + group(side, fill=SOFT)
    )


def _tick(value: float) -> str:
    return number(value).replace("-", words.MINUS)


def cut_offs(height: Height, picture: CopyPicture, left: float, right: float, say: Say) -> str:
    """Ploidy, amplification and loss of both copies, as lines with their names at the right."""
    under = words.DELETED_UNDER if picture.in_copies else words.DELETED_TO
    even = words.PLOIDY if picture.in_copies else words.EVEN
    named = (
        (picture.amplification, (words.AMPLIFICATION, words.AMPLIFIED_FROM), "amplified", "5,3"),
        (picture.base, (even,), "same", "none"),
        (picture.homozygous_deletion, (words.DELETION, under), "lost", "5,3"),
    )
    places = [height.of(value) for value, _, _, _ in named]
    sizes = [LINE_HEIGHT * len(lines) for _, lines, _, _ in named]
    middles = apart(places, sizes, height.top - LINE_HEIGHT, height.bottom + LINE_HEIGHT)
    drawn = ""
    for (value, lines, kind, dashes), y, middle in zip(named, places, middles, strict=True):
        line = tag(
            "path", d=f"M{at(left)},{at(y)}H{at(right)}", stroke=COLOURS[kind], stroke_width=1.0,
            stroke_dasharray=dashes,
        )  # fmt: skip
        said = "".join(
            words_at(
                right + 2 * TICK,
                middle + HALF_LETTER + LINE_HEIGHT * (number_of - (len(lines) - 1) / 2),
                say(text).format(value=_shown(value, picture)),
            )
            for number_of, text in enumerate(lines)
        )
        leader = tag(
            "path", d=f"M{at(right)},{at(y)}L{at(right + 1.5 * TICK)},{at(middle)}",
            stroke=COLOURS[kind], stroke_width=0.7,
        )  # fmt: skip
        drawn += line + leader
        drawn += group(said, fill=INK, font_size=11)
    return drawn


def _shown(value: float, picture: CopyPicture) -> str:
    """A cut-off as the settings have it, never rounded further."""
    said = number(value).replace("-", words.MINUS)
    return f"+{said}" if value > 0 and not picture.in_copies else said


def legend(left: float, y: float, pattern: str, say: Say) -> str:
    """What the colours mean."""
    drawn, x = "", left
    for kind, meant in words.LEGEND:
        meaning = say(meant)
        drawn += _swatch(kind, x, y)
        drawn += words_at(x + SWATCH + 5, y, meaning)
        x += SWATCH + LETTER * letters(meaning) + LEGEND_GAP / 2
    drawn += tag(
        "rect", x=x, y=y - SWATCH_HEIGHT, width=SWATCH, height=SWATCH_HEIGHT,
        fill=f"url(#{pattern})", stroke=LINE, stroke_width=0.5,
    )  # fmt: skip
    drawn += words_at(x + SWATCH + 5, y, say(words.NO_DATA))
    return group(drawn, fill=SOFT, font_size=11)


def _swatch(kind: str, x: float, y: float) -> str:
    colour = COLOURS[kind]
    thick = 3.0 if kind in EXTREME else 2.2
    top = y - SWATCH_HEIGHT + 1
    filled = "" if kind == "same" else tag(
        "rect", x=x, y=top, width=SWATCH, height=SWATCH_HEIGHT - 1,
        fill=colour, fill_opacity=str(FAINT),
    )  # fmt: skip
    height = y - HALF_LETTER if kind == "same" else top
    return filled + tag(
        "path", d=f"M{at(x)},{at(height)}h{at(SWATCH)}", stroke=colour, stroke_width=thick
    )
