"""Which of two columns carries an allele that the other lacks, by Fisher's exact test.

As VarScan 2 tells somatic from germline (doi:10.1101/gr.129684.111), here asked both ways.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.interpret.read_counts import more_in_first
from hccgenomics.interpret.spectrum import is_no_half
from hccgenomics.vocabulary import CallerSays

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hccgenomics.model.settings import Settings
    from hccgenomics.model.variant import VariantCall

_FEWEST_READS: Final = 3
_SOMATIC_TAGS: Final = frozenset({None, CallerSays.SOMATIC})


class Sides(NamedTuple):
    """How many alleles one column carries and the other lacks."""

    tumour_only: int = 0
    normal_only: int = 0

    @property
    def judged(self) -> int:
        """All of them."""
        return self.tumour_only + self.normal_only

    @property
    def share(self) -> float:
        """Those in the normal's column.

        >>> Sides(tumour_only=1, normal_only=3).share
        0.75
        """
        return self.normal_only / self.judged if self.judged else 0.0


def is_claimed(call: VariantCall, *, by_listing: bool) -> bool:
    """Whether the caller holds it to be somatic: it passes it, and no tag says otherwise.

    Args:
        call: With its filters and tag.
        by_listing: Whether the caller lists somatic variants alone, so that where no filters were
            applied, to be listed is to be held so.
    """
    says = None if call.tag is None else call.tag.says
    if call.filters or says not in _SOMATIC_TAGS:
        return False
    return says is CallerSays.SOMATIC or by_listing or not call.is_unfiltered


def sides(calls: Iterable[VariantCall], settings: Settings, *, are_claimed: bool) -> Sides:
    """Which column carries each allele, of those that only one does.

    Args:
        calls: With reads in both columns.
        settings: The laboratory's choices.
        are_claimed: Whether the caller calls them somatic. If not, a germline heterozygote that the
            tumour has lost is told by its fraction and left out, and a few reads in the tumour
            count for the tumour: raw files are full of them, and swapped ones are not.
    """
    tumour_only = normal_only = 0
    for tumour, normal in _pairs(calls, settings):
        if _carries_alone(tumour, normal, settings, are_proven=are_claimed):
            tumour_only += 1
        elif _carries_alone(normal, tumour, settings, are_proven=True) and (
            are_claimed or is_no_half(*normal, settings)
        ):
            normal_only += 1
    return Sides(tumour_only, normal_only)


def _pairs(
    calls: Iterable[VariantCall], settings: Settings
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Alternate reads and depth in both columns, where both have enough."""
    for call in calls:
        if not is_deep(call, settings) or call.normal_support is None:
            continue
        mine, theirs = call.support, call.normal_support
        if mine.alt_depth is not None and theirs.alt_depth is not None:
            yield (
                (mine.alt_depth, mine.total_depth or 0),
                (theirs.alt_depth, theirs.total_depth or 0),
            )


def is_deep(call: VariantCall, settings: Settings) -> bool:
    """Whether both columns have the reads that say anything of a place."""
    if call.normal_support is None:
        return False
    mine, theirs = call.support.total_depth, call.normal_support.total_depth
    return (
        mine is not None and theirs is not None and min(mine, theirs) >= settings.min_normal_depth
    )


def _carries_alone(
    this: tuple[int, int], other: tuple[int, int], settings: Settings, *, are_proven: bool
) -> bool:
    """Whether this column carries the allele and the other, as far as its reads go, does not."""
    (alt, _), (beside, depth) = this, other
    if alt < _FEWEST_READS or beside > depth * settings.likely_somatic_normal_vaf:
        return False
    return not are_proven or _is_rarer(this, other, settings.max_swapped_p)


def _is_rarer(this: tuple[int, int], other: tuple[int, int], bar: float) -> bool:
    """Whether Fisher's test falls to the bar; without reads in the other its one term will do.

    >>> _is_rarer((30, 100), (0, 80), 0.001), _is_rarer((3, 10), (0, 10), 0.001)
    (True, False)
    """
    (alt, depth), (beside, more) = this, other
    if beside:
        return more_in_first(this, other) <= bar
    chance = 1.0
    for taken in range(alt):
        chance *= (depth - taken) / (depth + more - taken)
        if chance <= bar:
            return True
    return False
