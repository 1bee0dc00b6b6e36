"""Text from a file, made harmless to a reader's eye; escaping makes it harmless to a browser.

A NUL ends strings in some software, a control character can rewrite a terminal's line, and a
bidirectional override can make ``A>T`` read ``T>A`` (Trojan Source, CVE-2021-42574). Each such
character is shown as U+FFFD, so that its presence is seen.
"""

from __future__ import annotations

import json
import re
from typing import Final

LONGEST_TEXT: Final = 2_000
"""Letters of one text that a page shows; of a longer one it says how many more the JSON has."""
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
_LINE_ENDS: Final = "\u2028\u2029"
_UNSEEN_IN_JSON: Final = re.compile(f"[{re.escape(''.join(map(chr, _REPLACED)))}{_LINE_ENDS}]")


def inert(text: str) -> str:
    r"""The text with control, invisible and bidirectional characters made visible.

    >>> inert("A\u202eT>C\x00")
    'A�T>C�'
    """
    return text if text.isascii() and text.isprintable() else text.translate(_REPLACED)


def one_line(text: str) -> str:
    r"""The same for a terminal or a log: no text from a file begins a line of its own there.

    >>> one_line("bad\rdone\n{}\x1b[2J")
    'bad done {}�[2J'
    """
    return inert(" ".join(text.splitlines()).replace("\t", " "))


def escaped_json(text: str) -> str:
    r"""JSON with the same characters written by their numbers: it says what it said.

    >>> escaped_json('{"name":"A\u202eT"}')
    '{"name":"A\\u202eT"}'
    """
    return _UNSEEN_IN_JSON.sub(lambda found: json.dumps(found.group())[1:-1], text)


def shown(text: str) -> str:
    """The same for a page, which has no room for a text without end.

    >>> shown("A>T"), shown("x" * 2003)[1995:]
    ('A>T', 'xxxxx… (+3)')
    """
    harmless = inert(text)
    beyond = len(harmless) - LONGEST_TEXT
    return harmless if beyond <= 0 else f"{harmless[:LONGEST_TEXT]}… (+{beyond:,})"
