"""Characters that VCF forbids in a value, as annotators write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from re import Match

_ESCAPED: Final = re.compile(r"_%([0-9A-Fa-f]{2})_|%([0-9A-Fa-f]{2})")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
LONGEST: Final = 1000
"""Characters of a value that are kept; no name of a small variant is longer."""
_MISSING: Final = frozenset({"", "."})


def decoded(value: str) -> str | None:
    """A value without escapes; ``None`` where it is missing.

    Percent encoding is VCF 4.3's (section 1.2); Funcotator sets underscores around it.

    >>> decoded("ENSP00000269305.4:p.Leu54%3D"), decoded("actin_%2C__%20_alpha"), decoded(".")
    ('ENSP00000269305.4:p.Leu54=', 'actin, alpha', None)
    """
    if value in _MISSING:
        return None
    text = _ESCAPED.sub(_character, value) if "%" in value else value
    return _CONTROL.sub(" ", text)[:LONGEST].strip() or None


def _character(found: Match[str]) -> str:
    return chr(int(found[1] or found[2], 16))
