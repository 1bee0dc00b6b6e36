"""What no sentence about a patient may say: the package's one list, for every test of wording."""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING

from hccgenomics.model.forbidden import FORBIDDEN, phrases_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

__all__ = ["FORBIDDEN", "phrases_in", "texts_of"]


def texts_of(module: ModuleType) -> Iterator[str]:
    """Every text that a module's code holds, docstrings left out, templates in their pieces."""
    nodes = list(ast.walk(ast.parse(inspect.getsource(module))))
    docstrings = [node.value for node in nodes if isinstance(node, ast.Expr)]
    for node in nodes:
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and node not in docstrings:
            yield node.value
