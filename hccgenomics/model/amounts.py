"""How copies, their classes and widths, and their uncertainty are said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import CopyClass, CopyMethod, Extent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from hccgenomics.model.copy_number import (
        CopyEvent,
        GeneCopies,
    )

CLASS_NAMES: Final[Mapping[StrEnum, str]] = {
    CopyClass.AMPLIFICATION: "amplification",
    CopyClass.BORDERLINE_AMPLIFICATION: "borderline amplification",
    CopyClass.GAIN: "gain",
    CopyClass.NO_CHANGE: "no change",
    CopyClass.LOSS: "loss",
    CopyClass.BORDERLINE_HOMOZYGOUS_DELETION: "borderline homozygous deletion",
    CopyClass.HOMOZYGOUS_DELETION: "homozygous deletion",
    CopyClass.NO_CALL: "no call",
}
EXTENT: Final[Mapping[StrEnum, str]] = {
    Extent.FOCAL: "focal",
    Extent.BROAD: "broad",
    Extent.ARM: "of the whole arm",
    Extent.CHROMOSOME: "of the whole chromosome",
}
ADJUSTED: Final = {
    CopyMethod.STATED: "copies of tumour cells as the tool states them",
    CopyMethod.COMPUTED: "adjusted for purity and ploidy",
    CopyMethod.RATIO: "not adjusted for purity: the ratio alone",
    CopyMethod.LEVEL: "the class as the file states it; no copies are given",
}
AMOUNT_ADJUSTED: Final = {method: f"{{amount}}, {text}" for method, text in ADJUSTED.items()}
RECURRENT: Final[Mapping[StrEnum, str]] = {
    CopyClass.GAIN: "Gained in {percent} % of {tumours} HCC ({source})",
    CopyClass.LOSS: "Lost in {percent} % of {tumours} HCC ({source})",
}
"""How often an arm is changed, as its table states it."""
_BELOW_A_CUT_OFF: Final = frozenset(
    {
        CopyClass.BORDERLINE_AMPLIFICATION,
        CopyClass.HOMOZYGOUS_DELETION,
        CopyClass.BORDERLINE_HOMOZYGOUS_DELETION,
    }
)
"""Classes whose copies must not be rounded up onto the cut-off that they stay below."""
_MB: Final = 1_000_000
_KB: Final = 1_000
_WHOLE: Final = 10
"""From here on copies and megabases are said in whole numbers."""


def amount(copies: GeneCopies) -> str:
    """Copies with their interval, else the ratio; "" where neither is known.

    >>> from hccgenomics.model.copy_number import GeneCopies
    >>> from hccgenomics.vocabulary import CopyClass
    >>> one = GeneCopies("FGF19", "chr11", 0, 1, CopyClass.AMPLIFICATION, "", copies=11.2,
    ...                  copies_low=8.1, copies_high=14.4)
    >>> amount(one)
    '11 copies (8.1 to 14)'
    >>> amount(GeneCopies("MYC", "chr8", 0, 1, CopyClass.GAIN, "", log2_ratio=0.4531))
    'log2 ratio 0.45'
    >>> amount(GeneCopies("MET", "chr7", 0, 1, CopyClass.BORDERLINE_AMPLIFICATION, "", copies=5.96))
    '5.96 copies'
    """
    if copies.copies is not None:
        value = _value(copies.copies, copies.copy_class)
        noun = "copy" if value == "1" else "copies"
        return f"{value} {noun}{_between(copies.copies_low, copies.copies_high)}"
    if copies.log2_ratio is not None:
        return f"log2 ratio {ratio(copies.log2_ratio)}{_ratios(copies)}"
    return ""


def _value(copies: float, copy_class: CopyClass) -> str:
    """In two decimals where fewer would round it up onto the cut-off that its class stays below."""
    short = said(copies)
    is_rounded_up = copy_class in _BELOW_A_CUT_OFF and float(short) > copies
    return f"{copies:.2f}".rstrip("0").rstrip(".") if is_rounded_up else short


def said(copies: float) -> str:
    """Copies in one decimal below ten.

    >>> said(5.96), said(11.2), said(0.0)
    ('6', '11', '0')
    """
    return f"{copies:.0f}" if copies >= _WHOLE else f"{copies:.1f}".removesuffix(".0")


def ratio(log2: float) -> str:
    """A log2 ratio in two decimals.

    >>> ratio(-1.2), ratio(1), ratio(-0.001)
    ('-1.2', '1', '0')
    """
    text = f"{log2:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _between(low: float | None, high: float | None) -> str:
    if low is None or high is None or said(low) == said(high):
        return ""
    return f" ({said(low)} to {said(high)})"


def _ratios(copies: GeneCopies) -> str:
    low, high = copies.log2_low, copies.log2_high
    if low is None or high is None or ratio(low) == ratio(high):
        return ""
    return f" ({ratio(low)} to {ratio(high)})"


def width(bases: int) -> str:
    """A width in the unit a reader thinks in.

    >>> width(1_912_000), width(84_300), width(35_400_000), width(500)
    ('1.9 Mb', '84 kb', '35 Mb', '500 bases')
    """
    if bases >= _WHOLE * _MB:
        return f"{bases / _MB:.0f} Mb"
    if bases >= _MB:
        return f"{bases / _MB:.1f} Mb"
    return f"{bases / _KB:.0f} kb" if bases >= _KB else f"{bases} bases"


def extent(event: CopyEvent) -> str:
    """``focal, 1.9 Mb, 2 % of 11q``."""
    wide = f"{EXTENT[event.extent]}, {width(event.end - event.start)}"
    percent = 100 * event.arm_share
    return f"{wide}, {percent:.0f} % of {of_arm(event.arm)}" if percent >= 1 else wide


def of_arm(arm: str) -> str:
    """An arm, or a whole chromosome.

    >>> of_arm("11q"), of_arm("7")
    ('11q', 'chromosome 7')
    """
    return arm if arm.endswith(("p", "q")) else f"chromosome {arm}"


def amount_adjusted(copies: GeneCopies) -> str:
    """The amount, and whether purity was taken into account, as far as they are known."""
    much = amount(copies)
    if copies.method is None:
        return much
    if not much:
        return ADJUSTED[copies.method]
    return AMOUNT_ADJUSTED[copies.method].format(amount=much)
