"""Reading a page as a browser would, with the standard library alone."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "input", "base", "hr"}


class Markup(HTMLParser):
    """Tags with attributes, visible text, and style sheets of one page.

    ``drawn`` is what stands within drawings, ``flow`` everything else, by names alone.
    """

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.pieces: list[str] = []
        self.styles: list[str] = []
        self.unclosed: list[str] = []
        self.drawn: list[tuple[str, tuple[str, ...]]] = []
        self.flow: list[tuple[str, tuple[str, ...]]] = []
        self._style = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self._keep(tag, attrs)
        self._style = tag == "style"
        if tag not in VOID:
            self.unclosed.append(tag)

    def handle_startendtag(self, tag, attrs):
        self._keep(tag, attrs)

    def _keep(self, tag, attrs):
        self.tags.append((tag, tuple(attrs)))
        if "svg" in self.unclosed:
            self.drawn.append((tag, tuple(name for name, _ in attrs)))
        else:
            self.flow.append((tag, tuple(name for name, _ in attrs)))

    def handle_endtag(self, tag):
        assert self.unclosed.pop() == tag
        self._style = False

    def handle_data(self, data):
        (self.styles if self._style else self.pieces).append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.pieces).split())

    @property
    def structure(self) -> list[tuple[str, tuple[str, ...]]]:
        """What the page is made of, whatever it says."""
        return [(tag, tuple(name for name, _ in attrs)) for tag, attrs in self.tags]

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [dict(attrs) for name, attrs in self.tags if name == tag]
