"""Text of the templates themselves: looked up in the catalogue, its slots filled harmlessly.

Jinja's own callables escape what a slot holds; here control and bidirectional characters of it are
made visible as well, as they are wherever a template prints a value. A message is markup of ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from hccgenomics.reports.inert import inert

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hccgenomics.reports.translation.voice import Voice


def text_functions(voice: Voice) -> dict[str, Callable[..., Markup]]:
    """What templates call: ``_``, ``gettext``, ``ngettext``, ``pgettext``.

    >>> from hccgenomics.reports.translation.voice import voice_of
    >>> say = text_functions(voice_of("en"))
    >>> print(say["_"]("100 %% of %(gene)s", gene="<b>"))
    100 % of &lt;b&gt;
    >>> print(say["ngettext"]("%(num)s read", "%(num)s reads", 1))
    1 read
    """
    told = voice.translations
    known: dict[str, Markup] = {}

    def gettext(message: str, /, **slots: object) -> Markup:
        if slots:
            return _markup(told.gettext(message)) % _harmless(slots)
        found = known.get(message)
        if found is None:
            found = known[message] = _markup(told.gettext(message)) % {}
        return found

    def ngettext(singular: str, plural: str, number: int, /, **slots: object) -> Markup:
        found = _markup(told.ngettext(singular, plural, number))
        return found % _harmless({"num": number, **slots})

    def pgettext(context: str, message: str, /, **slots: object) -> Markup:
        return _markup(told.pgettext(context, message)) % _harmless(slots)

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext, "pgettext": pgettext}


def said_list(
    voice: Voice, function: Callable[..., tuple[str, ...]], joint: str, none: str, *given: object
) -> Markup:
    """The words that a function gives, each said by itself; read as one they may be misread.

    >>> from hccgenomics.reports.translation.voice import voice_of
    >>> print(said_list(voice_of("en"), lambda count: (f"{count} across",), ", ", "–", 3))
    3 across
    """
    said = [voice.say(part) for part in function(*given)]
    return _markup(voice.plain(joint)).join(map(_shown, said)) or _markup(none)


def _markup(message: str) -> Markup:
    return Markup(message)  # noqa: S704 -- a message of ours; tests refuse markup in translations


def _harmless(slots: Mapping[str, object]) -> dict[str, object]:
    """What slots hold, as a template would print it."""
    return {name: _shown(held) if isinstance(held, str) else held for name, held in slots.items()}


def _shown(text: str) -> str:
    """Text as it is printed; markup has been made harmless already."""
    return text if isinstance(text, Markup) else inert(text)
