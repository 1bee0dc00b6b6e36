"""Numbers of copy-number files, brought to the scale and the words of the model."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from hccgenomics.readers import notes_wording as words
from hccgenomics.vocabulary import Sex

if TYPE_CHECKING:
    from hccgenomics.readers.segment_table import Row

SEX_BY_NUMBER: Final = {"23": "chrX", "24": "chrY", "chr23": "chrX", "chr24": "chrY"}
"""How R programs write the sex chromosomes, for ``table.contigs``."""
_SEXES: Final = {
    "f": Sex.FEMALE,
    "female": Sex.FEMALE,
    "xx": Sex.FEMALE,
    "m": Sex.MALE,
    "male": Sex.MALE,
    "xy": Sex.MALE,
}
_TRUE: Final = frozenset({"true", "t", "1", "yes"})
_FALSE: Final = frozenset({"false", "f", "0", "no"})


def log2_of(ratio: float | None) -> float | None:
    """The logarithm of a ratio; ``None`` of nothing, of which there is none.

    >>> log2_of(4.0), log2_of(0.0), log2_of(None)
    (2.0, None, None)
    """
    return math.log2(ratio) if ratio is not None and ratio > 0 else None


def not_negative(copies: float | None) -> float | None:
    """Copies, of which noise can leave fewer than none.

    >>> not_negative(-0.2), not_negative(1.9), not_negative(None)
    (0.0, 1.9, None)
    """
    return None if copies is None else max(copies, 0.0)


def rarer(first: float | None, second: float | None) -> float | None:
    """Of the copies of two parental alleles, the fewer.

    >>> rarer(3, 1), rarer(2, None)
    (1, None)
    """
    return None if first is None or second is None else min(first, second)


def both(first: float | None, second: float | None) -> float | None:
    """The copies of two parental alleles together.

    >>> both(3, 1), both(2, None)
    (4, None)
    """
    return None if first is None or second is None else first + second


def to_half(fraction: float | None) -> float | None:
    """A fraction of reads at heterozygous sites, seen from the rarer allele.

    >>> round(to_half(0.8), 3), to_half(0.3), to_half(7.0)
    (0.2, 0.3, None)
    """
    if fraction is None or not 0 <= fraction <= 1:
        return None
    return min(fraction, 1 - fraction)


def share(value: float | None) -> float | None:
    """A purity or another share; ``None`` outside 0 to 1, where it is none.

    >>> share(0.4), share(1.7), share(None)
    (0.4, None, None)
    """
    return value if value is not None and 0 <= value <= 1 else None


def sex_of(text: str) -> str | None:
    """The sex a tool infers; ``None`` where it says none, or another.

    >>> sex_of("FEMALE"), sex_of("XY"), sex_of("?") is None
    ('female', 'male', True)
    """
    found = _SEXES.get(text.strip().lower())
    return None if found is None else found.value


def truth_of(text: str) -> bool | None:
    """Yes or no, as R and Java write it; ``None`` for anything else.

    >>> truth_of("TRUE"), truth_of("false"), truth_of("NA") is None
    (True, False, True)
    """
    plain = text.strip().lower()
    return plain in _TRUE if plain in _TRUE | _FALSE else None


def purity_in(row: Row, column: str) -> float | None:
    """A purity; text such as ``?``, with which a failed fit is written, is none.

    Raises:
        FormatError: It is a number that is no share.
    """
    if not row.text(column) or row.text(column) in {"?", "Unknown"}:
        return None
    purity = row.number(column)
    if purity is not None and not 0 <= purity <= 1:
        raise row.wrong(f"column {column} holds {purity:g}, which is no share of cells")
    return purity


def boundary_note(
    tool: str, purity: float | None, searched: tuple[float, float]
) -> tuple[str, ...]:
    """A sentence on a purity at the end of the range that was searched: it is no measurement.

    >>> boundary_note("PURPLE", 0.5, (0.08, 1.0))
    ()
    """
    low, high = searched
    if purity is None or low < purity < high:
        return ()
    return (words.PURITY_AT_THE_END.format(tool=tool, purity=purity),)
