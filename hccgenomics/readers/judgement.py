"""What callers say of an allele's origin by objecting to it in ``FILTER``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.model.variant import CallerTag
from hccgenomics.vocabulary import CallerSays

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hccgenomics.readers.dialect import Written


def by_filters(
    judgements: Mapping[str, CallerSays], *, passed: CallerSays | None = None
) -> Callable[[Written], CallerTag | None]:
    """A judge that knows what these filters mean; of several it names the first in this order.

    Args:
        judgements: Filters, as the caller spells them, with what they say.
        passed: What it says of an allele that there is no filter on; only for callers whose ``PASS``
            is itself a judgement of origin.

    >>> from hccgenomics.readers.dialect import Written
    >>> judge = by_filters({"GERMLINE": CallerSays.GERMLINE})
    >>> judge(Written(("G", "A"), 1, {}, filters=("LowQual", "GERMLINE"))).field
    'FILTER=GERMLINE'
    >>> judge(Written(("G", "A"), 1, {})) is None
    True
    """

    def judge(written: Written) -> CallerTag | None:
        filters = written.filters
        if not filters:
            return None if passed is None else CallerTag(passed, "FILTER=PASS")
        for name, says in judgements.items():
            if name in filters:
                return CallerTag(says, f"FILTER={name}")
        return None

    return judge
