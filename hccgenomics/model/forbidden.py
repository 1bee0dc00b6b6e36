"""What no sentence about a patient may say: the one list, for every table and every test.

A report states what a record or a cited study shows. It gives no advice, promises no course and
turns neither silence nor a study of another disease into a finding. Coded terms of FHIR and titles
of cited papers are exempt: nobody asks this of them.
"""

from __future__ import annotations

import re
from typing import Final

ENGLISH: Final = (
    *("recommend", "eligib"),  # advice
    *(
        r"predicts?\b",
        "will respond",
        "biomarker of response",
        "guarantee",
        "proven to",
    ),  # promises
    "resistan",  # observed is at most a reduced sensitivity
    *("wild[- ]?type", r"\bnegative", "actionab"),  # silence
    "(?<!not )approved for",  # another disease's approval; "Not approved for …" may be said
)
CHINESE: Final = ("推荐", "符合条件", "预测疗效", "耐药", "野生型", "无可用靶点")
FORBIDDEN: Final = re.compile("|".join((*ENGLISH, *CHINESE)), re.IGNORECASE)


def phrases_in(text: str) -> list[str]:
    """The forbidden phrases of a text, as it spells them.

    >>> phrases_in("Patients are Eligible; TP53 wild-type"), phrases_in("TP53 野生型")
    (['Eligib', 'wild-type'], ['野生型'])
    """
    return FORBIDDEN.findall(text)
