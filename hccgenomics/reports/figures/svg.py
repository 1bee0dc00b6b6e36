"""Elements of SVG as text: every attribute and every word escaped, numbers to a tenth."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup, escape

from hccgenomics.reports.inert import inert

FONT: Final = "ui-sans-serif,system-ui,Helvetica,Arial,sans-serif"
INK: Final = "#17212b"
SOFT: Final = "#4b5863"
LINE: Final = "#c3cbd2"
BAND: Final = "#f1f4f7"
PAPER: Final = "#fff"


def tag(name: str, content: str = "", **attributes: object) -> str:
    """One element; ``content`` is markup already, attributes are not.

    A trailing underscore is dropped from a name, others become hyphens.

    >>> tag("text", escaped("a < b"), x=1.25, text_anchor="end", class_="c")
    '<text x="1.2" text-anchor="end" class="c">a &lt; b</text>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(at(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def at(value: object) -> str:
    """A coordinate to a tenth, without trailing zeros; words as they are.

    >>> at(12.0), at(0.26), at(-0.01), at("end")
    ('12', '0.3', '0', 'end')
    """
    if not isinstance(value, float):
        return str(value)
    rounded = f"{value:.1f}"
    return "0" if rounded == "-0.0" else rounded.removesuffix(".0")


def escaped(words: str) -> str:
    """Text as markup, harmless to browser and reader."""
    return str(escape(inert(words)))


def words_at(x: float, y: float, words: str, **attributes: object) -> str:
    """A line of text."""
    return tag("text", escaped(words), x=x, y=y, **attributes)


def readable(x: float, y: float, words: str, **attributes: object) -> str:
    """A line of text over a drawing: its letters have an edge of paper."""
    return words_at(x, y, words, stroke=PAPER, stroke_width=3, paint_order="stroke", **attributes)


def group(content: str, **attributes: object) -> str:
    """Elements that share their attributes; nothing where there are none."""
    return tag("g", content, **attributes) if content else ""


def hatch(name: str) -> str:
    """The pattern of what no data covers."""
    stripe = tag("path", d="M-1,1l2,-2M0,6l6,-6M5,7l2,-2", stroke=LINE, stroke_width=1.1)
    pattern = tag("pattern", stripe, id=name, width=6, height=6, patternUnits="userSpaceOnUse")
    return tag("defs", pattern)


def figure(
    content: str, *, name: str, title: str, description: str, size: tuple[int, int]
) -> Markup:
    """A drawing with its name and description for those who do not see it."""
    width, height = size
    head = tag("title", escaped(title), id=f"{name}-t")
    told = tag("desc", escaped(description), id=f"{name}-d")
    drawn = tag(
        "svg",
        head + told + content,
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_labelledby=f"{name}-t {name}-d",
        font_family=FONT,
        font_size=12,
    )
    return Markup(drawn)  # noqa: S704 -- built by ``tag``, which escapes


def sentence(said: str) -> Markup:
    """Words where there is nothing to draw."""
    return Markup(f'<p class="none">{escaped(said)}</p>')  # noqa: S704 -- escaped


def captioned(drawn: Markup, caption: str) -> Markup:
    """A drawing with what has to be known to read it."""
    said = f'<figcaption class="small soft">{escaped(caption)}</figcaption>'
    opened = '<figure class="chart" tabindex="0">'  # a narrow screen scrolls it, by keyboard too
    return Markup(f"{opened}{drawn}{said}</figure>")  # noqa: S704 -- escaped
