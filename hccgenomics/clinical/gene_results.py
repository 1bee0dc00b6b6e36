"""Results of staining, RNA and in situ hybridisation of single genes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.clinical import wording
from hccgenomics.clinical.stated import StatementError
from hccgenomics.clinical.units import UnitRefusedError, number_of
from hccgenomics.clinical.words import word_of
from hccgenomics.model.measurement import shown
from hccgenomics.model.observation import Fact
from hccgenomics.vocabulary import Comparison, FactKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hccgenomics.clinical.stated import Key
    from hccgenomics.model.clinical import GeneResult
    from hccgenomics.model.lists import FactRow

RANGES: Final = {
    "percent": (0.0, 100.0), "score": (0.0, 3.0), "cps": (0.0, 100.0), "tps": (0.0, 100.0),
    "h_score": (0.0, 300.0), "ratio": (0.0, 1000.0),
}  # fmt: skip
VALUE: Final = "value"
RATIO: Final = "ratio"
"""Of FISH: the one number that the table has a unit for, and which is therefore its value."""
_SCORED: Final = re.compile(r"([0-3])\+?")
_HYPHEN: Final = re.compile(r"[\s\-–/]")
STAINS: Final = {
    "HSP70": "HSPA1A", "GLYPICAN3": "GPC3", "GS": "GLUL", "GLUTAMINESYNTHETASE": "GLUL",
    "CMET": "MET", "HER2NEU": "ERBB2", "P16": "CDKN2A", "BETACATENIN": "CTNNB1",
    "ΒCATENIN": "CTNNB1", "BETAKLOTHO": "KLB", "ΒKLOTHO": "KLB",
}  # fmt: skip
"""What pathologists call a stain, in capitals without hyphens; no list of genes has the name."""


@dataclass(frozen=True, slots=True)
class GeneNames:
    """Symbols of today, and other names that lead to a single one of them."""

    is_symbol: Callable[[str], bool]
    aliases: Mapping[str, str]

    def symbol_of(self, name: str) -> str | None:
        """The symbol meant: ``PD-L1`` is ``CD274``; ``None`` where there is none, or several."""
        upper = name.strip().upper()
        plain = _HYPHEN.sub("", upper)
        for spelled in (name.strip(), upper, plain):
            if self.is_symbol(spelled):
                return spelled
        found = (self.aliases.get(spelled) for spelled in (name.strip(), upper, plain))
        return next((symbol for symbol in found if symbol is not None), STAINS.get(plain))


def gene_fact(
    key: Key, given: GeneResult, rows: Mapping[str, FactRow], genes: GeneNames
) -> tuple[Fact, tuple[str, ...]]:
    """One result as a fact, and what could not be resolved of it."""
    row = _row_of(key, given, rows)
    symbol = genes.symbol_of(given.gene)
    gene = symbol or given.gene
    numbers, bounds = _numbers(key, given)
    words = _words(key, given, row, numbers)
    if not words and not numbers:
        raise StatementError(key, wording.NOTHING_STATED)
    if RATIO in numbers:
        numbers = {VALUE if name == RATIO else name: one for name, one in numbers.items()}
        bounds = {VALUE if name == RATIO else name: one for name, one in bounds.items()}
    fact = Fact(
        id=f"{FactKind.EXPRESSION}:{gene}:{row.subject}",
        kind=FactKind.EXPRESSION,
        subject=row.subject,
        gene=gene,
        text=_text(gene, row.subject, given, words),
        numbers=numbers,
        words=words,
        unit=row.unit if VALUE in numbers else "",
        date=given.date or "",
        bounds=bounds,
    )
    return fact, tuple(_remarks(given.gene, symbol))


def _remarks(stated: str, symbol: str | None) -> Iterator[str]:
    if symbol is None:
        yield wording.UNKNOWN_GENE.format(name=stated)
    elif symbol != stated:
        yield wording.RENAMED_GENE.format(stated=stated, symbol=symbol)


def _row_of(key: Key, given: GeneResult, rows: Mapping[str, FactRow]) -> FactRow:
    methods = [name for name, row in rows.items() if row.kind is FactKind.EXPRESSION]
    method = given.method.strip().lower()
    if method not in methods:
        known = ", ".join(methods)
        raise StatementError(
            (*key, "method"), wording.WORD_UNKNOWN.format(subject="a method", words=known)
        )
    if given.ratio is not None and not rows[method].unit:
        raise StatementError((*key, RATIO), wording.RATIO_OF_FISH)
    return rows[method]


def _numbers(key: Key, given: GeneResult) -> tuple[dict[str, float], dict[str, Comparison]]:
    numbers: dict[str, float] = {}
    bounds: dict[str, Comparison] = {}
    for name, (low, high) in RANGES.items():
        stated = getattr(given, name)
        if stated is None:
            continue
        try:
            number, bound = number_of(stated)
        except UnitRefusedError as error:
            raise StatementError((*key, name), str(error)) from error
        if not low <= number <= high:
            said = wording.OUT_OF_RANGE.format(low=shown(low), high=shown(high))
            raise StatementError((*key, name), said)
        numbers[name] = number
        if bound is not None:
            bounds[name] = bound
    return numbers, bounds


def _words(key: Key, given: GeneResult, row: FactRow, numbers: dict[str, float]) -> tuple[str, ...]:
    """The word stated, and the one of an intensity; an intensity as a word is a score too."""
    word = None if given.result is None else word_of(row, given.result)
    if given.result is not None and word is None:
        said = wording.WORD_UNKNOWN.format(
            subject=wording.name(row.subject), words=", ".join(row.words)
        )
        raise StatementError((*key, "result"), said)
    scored = _SCORED.fullmatch(word or "")
    if scored is not None:
        score = float(scored[1])
        if numbers.setdefault("score", score) != score:
            raise StatementError((*key, "score"), wording.SCORE_DIFFERS)
    return () if word is None else (word,)


def _text(gene: str, method: str, given: GeneResult, words: tuple[str, ...]) -> str:
    parts = [wording.said(word) for word in words]
    parts += [
        wording.RESULTS[name].format(value=shown(stated) if isinstance(stated, float) else stated)
        for name in RANGES
        if (stated := getattr(given, name)) is not None
    ]
    clone = wording.CLONE.format(clone=given.clone) if given.clone else ""
    beside = ", ".join(filter(None, (clone, given.date)))
    return f"{gene} {wording.name(method)} {', '.join(parts)}{f' ({beside})' if beside else ''}"
