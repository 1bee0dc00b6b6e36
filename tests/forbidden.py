"""What no sentence about a patient may say: the one list, for every test of wording.

A report states what a record or a cited study shows. It gives no advice, promises no course and
turns neither silence nor a study of another disease into a finding.
"""

from __future__ import annotations

import ast
import inspect
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

FORBIDDEN = re.compile(
    r"recommend|eligib"  # advice
    r"|predicts?\b|will respond|biomarker of response|guarantee|proven to"  # promises
    r"|resistan"  # observed is at most a reduced sensitivity
    r"|wild[- ]?type|\bnegative|actionab"  # silence
    r"|(?<!not )approved for",  # another disease's approval; "Not approved for …" may be said
    re.IGNORECASE,
)


def phrases_in(text: str) -> list[str]:
    """The forbidden phrases of a text, as it spells them."""
    return FORBIDDEN.findall(text)


def texts_of(module: ModuleType) -> Iterator[str]:
    """Every text that a module's code holds, docstrings left out, templates in their pieces."""
    nodes = list(ast.walk(ast.parse(inspect.getsource(module))))
    docstrings = [node.value for node in nodes if isinstance(node, ast.Expr)]
    for node in nodes:
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and node not in docstrings:
            yield node.value
