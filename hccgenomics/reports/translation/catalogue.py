"""Catalogues of translations: one file ``locale/<language>.po``, compiled beside it.

A language is offered because its file is there. English is the language of the templates
themselves and has no file.
"""

from __future__ import annotations

import struct
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Final

from hccgenomics.errors import ResourceError

LOCALE: Final = Path(__file__).parent.parent / "locale"
ENGLISH: Final = "en"


class Catalogue(GNUTranslations):
    """A compiled catalogue that can be listed as well as asked."""

    _catalog: dict[object, str]

    def messages(self) -> dict[str, str]:
        """Every translated message; plural forms and those of a context are left to gettext."""
        pairs = self._catalog.items()
        return {
            id_: text for id_, text in pairs if isinstance(id_, str) and id_ and "\4" not in id_
        }


def languages() -> tuple[str, ...]:
    """What a page can be written in, English first.

    >>> languages()[0]
    'en'
    """
    return (ENGLISH, *sorted(path.stem for path in LOCALE.glob("*.mo")))


@cache
def catalogue(language: str) -> Catalogue | None:
    """The catalogue of a language; ``None`` for English.

    Raises:
        ResourceError: There is none of that language, or it cannot be read.
    """
    if language == ENGLISH:
        return None
    path = LOCALE / f"{language}.mo"
    try:
        with path.open("rb") as handle:
            return Catalogue(handle)
    except (OSError, UnicodeDecodeError, struct.error) as error:
        raise ResourceError(
            f"There is no catalogue of the language {language!r} that can be read.",
            where=path.name,
            hint=f"Choose one of {', '.join(languages())}, or install the package again.",
        ) from error


def translations(language: str) -> NullTranslations:
    """What Jinja asks: the catalogue, or English as it stands."""
    return catalogue(language) or NullTranslations()


def tag_of(language: str) -> str:
    """The language as a page declares it (BCP 47), by the catalogue's own header.

    >>> tag_of("en")
    'en'
    """
    found = catalogue(language)
    stated = found.info().get("language", "") if found else ""
    return (stated or language).replace("_", "-")
