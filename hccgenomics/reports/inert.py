"""Text from a file, made harmless to a reader's eye; escaping makes it harmless to a browser.

A NUL ends strings in some software, a control character can rewrite a terminal's line, and a
bidirectional override can make ``A>T`` read ``T>A`` (Trojan Source, CVE-2021-42574). Each such
character is shown as U+FFFD, so that its presence is seen.
"""

from __future__ import annotations

from typing import Final

_SHOWN_AS: Final = "\N{REPLACEMENT CHARACTER}"
_HARMLESS: Final = frozenset("\t\n\r")
_C0_AND_C1: Final = (*range(0x20), *range(0x7F, 0xA0))
_BIDIRECTIONAL: Final = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_INVISIBLE: Final = (
    0x00AD,
    0x200B,
    0x2060,
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),
)
_REPLACED: Final = {
    code: _SHOWN_AS
    for code in (*_C0_AND_C1, *_BIDIRECTIONAL, *_INVISIBLE)
    if chr(code) not in _HARMLESS
}


def inert(text: str) -> str:
    r"""The text with control, invisible and bidirectional characters made visible.

    >>> inert("A\u202eT>C\x00")
    'A�T>C�'
    """
    return text if text.isascii() and text.isprintable() else text.translate(_REPLACED)
