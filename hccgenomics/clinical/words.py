"""The words of ``facts.tsv`` as people write them: ``negative``, ``NASH``, ``Grade 2``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hccgenomics.model.lists import FactRow

_JOINS: Final = re.compile(r"[\s\-–]+")
_SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "yes": ("yes", "present", "positive"),
    "present": ("present", "yes"),
    "no": ("no", "none", "not_present"),
    "none": ("none", "no", "not_present"),
    "absent": ("none", "not_present", "not_found"),
    "not_present": ("none", "not_present"),
    "negative": ("not_detected",), "neg": ("not_detected",), "undetected": ("not_detected",),
    "undetectable": ("not_detected",), "non_reactive": ("not_detected",),
    "nonreactive": ("not_detected",), "not_found": ("not_found", "not_detected"),
    "pos": ("positive",), "reactive": ("positive",), "detected": ("positive", "present"),
    "dmmr": ("deficient",), "loss": ("lost", "deficient"), "deficiency": ("deficient",),
    "pmmr": ("proficient",), "intact": ("proficient",), "retained": ("proficient",),
    "msi": ("MSI-H",), "msi_high": ("MSI-H",), "msih": ("MSI-H",), "msi_low": ("MSI-L",),
    "stable": ("MSS",), "ms_stable": ("MSS",),
    "hepatitis_b": ("hbv",), "hep_b": ("hbv",), "hepatitis_c": ("hcv",), "hep_c": ("hcv",),
    "hepatitis_d": ("hdv",), "alcoholic": ("alcohol",), "ald": ("alcohol",), "nash": ("mash",),
    "nafld": ("mash",), "masld": ("mash",), "hemochromatosis": ("haemochromatosis",),
    "pbc": ("primary_biliary",), "unknown": ("cryptogenic",), "aih": ("autoimmune",),
    "vp4": ("main_portal_vein",), "vp1": ("present",), "vp2": ("present",), "vp3": ("present",),
    "slight": ("mild",), "tense": ("severe",), "refractory": ("severe",),
}  # fmt: skip


def word_key(word: str) -> str:
    """A word as words are compared.

    >>> word_key(" Grade 2 "), word_key("Not-detected")
    ('grade_2', 'not_detected')
    """
    return _JOINS.sub("_", word.strip().casefold())


def word_of(row: FactRow, given: str) -> str | None:
    """The word of the table that is meant; ``None`` if it has none such.

    >>> from hccgenomics.model.lists import FactRow
    >>> row = FactRow(subject="hbsag", kind="laboratory", words=("positive", "not_detected"),
    ...               description="HBsAg")
    >>> word_of(row, "Negative"), word_of(row, "maybe")
    ('not_detected', None)
    """
    key = word_key(given)
    for word in row.words:
        if word_key(word) == key:
            return word
    return next((word for word in _SYNONYMS.get(key, ()) if word in row.words), None)
