"""The voice of a page: the language it speaks, and how it says a sentence of the report."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from hccgenomics.reports.inert import shown
from hccgenomics.reports.translation.catalogue import ENGLISH, catalogue, tag_of, translations

if TYPE_CHECKING:
    from collections.abc import Callable
    from gettext import NullTranslations

    from hccgenomics.reports.translation.reader import Reader

    Say = Callable[[str], str]
    """How a figure says a sentence or a label of ours: ``Voice.plain``."""

AS_WRITTEN: Final = Markup('<span lang="en">{}</span>')
"""Text that stays in the language of the tables, so that it is read aloud in it."""


LATIN: Final = re.compile(r"([\x20-\x7e]+)")


class Voice:
    """One language of the page.

    Attributes:
        language: As ``--language`` names it.
        tag: As the page declares it (BCP 47).
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.tag = tag_of(language)
        self.translations: NullTranslations = translations(language)
        self._reader = _reader(language)

    @property
    def is_english(self) -> bool:
        """Whether nothing is translated."""
        return self._reader is None

    def plain(self, text: str) -> str:
        """A sentence or label of ours in this language, as plain text (for attributes and SVG)."""
        return text if self._reader is None else self._reader.read(text).text

    def say(self, text: str) -> str | Markup:
        """The same for the page's flow; what stays English is marked as English."""
        if self._reader is None or isinstance(text, Markup):
            return text
        reading = self._reader.read(text)
        if not reading.cost:
            return reading.text
        if reading.text == text:
            return AS_WRITTEN.format(shown(text))
        return _marked(reading.text)


@cache
def voice_of(language: str = ENGLISH) -> Voice:
    """The voice of a language, made once.

    Raises:
        ResourceError: There is no catalogue of it.
    """
    return Voice(language)


@lru_cache(maxsize=8_192)
def _marked(told: str) -> str | Markup:
    """Text in two languages, each sentence of it that was left in English marked as such."""
    from hccgenomics.reports.translation.english import RUN

    parts = [(RUN.search(part) is not None, shown(part)) for part in LATIN.split(told)]
    if not any(is_english for is_english, _ in parts):
        return told
    return Markup("").join(AS_WRITTEN.format(part) if marked else part for marked, part in parts)


def _reader(language: str) -> Reader | None:
    found = catalogue(language)
    if found is None:
        return None
    from hccgenomics.reports.translation.reader import Reader

    return Reader(found.messages())
