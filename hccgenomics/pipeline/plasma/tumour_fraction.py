"""How much of the cell-free DNA is the tumour's: by the tissue's variants, and by copy number.

Each method stands by itself with its own floor, below which it cannot be told from none; they are
never merged into one number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import tumour_fraction_wording as words
from hccgenomics.interpret.altered_names import altered_name
from hccgenomics.interpret.origin_evidence import SOMATIC_SIDE
from hccgenomics.interpret.plasma_wording import percent, variants
from hccgenomics.model.plasma import TumourFraction
from hccgenomics.pipeline.plasma.clonality import copies_of, known_copies, mutated_copies
from hccgenomics.vocabulary import Sex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.ctdna.fraction import ClonalVariant, FractionEstimate
    from hccgenomics.model.alteration import SmallAlteration
    from hccgenomics.model.copy_number import Solution
    from hccgenomics.model.settings import Settings
    from hccgenomics.pipeline.plasma.tracked import Followed

ICHOR: Final = "ichorCNA"
_X: Final = "chrX"


def by_variants(
    followed: Sequence[Followed],
    settings: Settings,
    *,
    purity: float | None,
    sex: str | None,
    uncounted: int = 0,
    is_undetected: bool = False,
) -> TumourFraction | None:
    """From the tissue's clonal variants, every one that is counted; ``None`` without any.

    Args:
        followed: Variants of the tissue that plasma is counted for, called or not.
        settings: The laboratory's choices.
        purity: Of the tissue.
        sex: For copies of X in normal cells.
        uncounted: Tissue variants that nobody counted, for a file of calls alone tells of what it
            calls.
        is_undetected: Whether the test over all places does not tell the sample from errors.
    """
    if not followed:
        return None
    from hccgenomics.ctdna.fraction import tumour_fraction

    found = tumour_fraction(
        [_clonal(one, purity, sex) for one in followed], level=settings.interval_level
    )
    return TumourFraction(
        method=words.FROM_VARIANTS,
        value=found.value,
        low=found.low,
        high=found.high,
        floor=found.floor,
        variants=found.variants,
        why="".join(
            (
                *_why(followed, found, settings, uncounted),
                _of_floor(found, is_undetected=is_undetected),
            )
        ),
    )


def _clonal(one: Followed, purity: float | None, sex: str | None) -> ClonalVariant:
    from hccgenomics.ctdna.fraction import ClonalVariant

    variant = one.variant
    is_single = variant.variant.contig == _X and sex == Sex.MALE
    mutated = mutated_copies(variant, purity)
    return ClonalVariant(
        alt=one.site.alt,
        depth=one.site.depth,
        mutated_copies=mutated,
        tumour_copies=max(mutated, 1.0 if _is_unknown_x(one, sex) else copies_of(variant)),
        normal_copies=1.0 if is_single else 2.0,
        noise=one.site.noise,
    )


def _is_unknown_x(one: Followed, sex: str | None) -> bool:
    """A man's X of which no copies are told has one."""
    is_his = one.variant.variant.contig == _X and sex == Sex.MALE
    return is_his and known_copies(one.variant) is None


def _why(
    followed: Sequence[Followed], found: FractionEstimate, settings: Settings, uncounted: int
) -> Iterator[str]:
    known = sum(known_copies(one.variant) is not None for one in followed)
    copies = words.WITH_COPIES if known else words.WITHOUT_COPIES
    yield words.FRACTION_WHY.format(
        count=variants(found.variants),
        copies=copies.format(known=known, all=found.variants),
        level=percent(settings.interval_level),
    )
    if uncounted:
        yield words.CALLED_ALONE.format(count=variants(uncounted))
    if found.rests_on_one:
        yield words.ONE_VARIANT_ALONE
    elif found.variants < settings.min_fraction_variants:
        yield words.FEW_VARIANTS.format(
            count=variants(found.variants), least=settings.min_fraction_variants
        )


def _of_floor(found: FractionEstimate, *, is_undetected: bool) -> str:
    if found.floor is None:
        return words.FLOOR_UNKNOWN
    if found.is_above_floor:
        return words.UNDETECTED if is_undetected else ""
    value, floor = percent(found.value), percent(found.floor)
    return words.BELOW_FLOOR.format(value=value, floor=floor)


def by_copies(solutions: Iterable[Solution], settings: Settings) -> Iterator[TumourFraction]:
    """As tools of copy number found it in plasma, one by one."""
    for solution in solutions:
        method = words.FROM_STATED if solution.file is None else words.FROM_COPIES
        yield TumourFraction(
            method=method.format(source=solution.source),
            value=solution.purity,
            low=solution.purity_low,
            high=solution.purity_high,
            floor=settings.copy_fraction_floor,
            variants=0,
            why="".join(_why_copies(solution, settings)),
        )


def _why_copies(solution: Solution, settings: Settings) -> Iterator[str]:
    if solution.purity is None:
        yield words.NO_VALUE_OF_TOOL.format(source=solution.source)
        return
    has_interval = solution.purity_low is not None and solution.purity_high is not None
    yield words.COPIES_WHY.format(
        source=solution.source, interval="" if has_interval else words.NO_INTERVAL
    )
    if ICHOR not in solution.source:
        yield words.OTHER_TOOL.format(source=solution.source)
    floor = settings.copy_fraction_floor
    if solution.purity < floor:
        yield words.BELOW_FLOOR.format(value=percent(solution.purity), floor=percent(floor))


def without_tissue(alterations: Sequence[SmallAlteration]) -> TumourFraction:
    """No value: what plasma's own variants could tell, and why they do not."""
    of_tumour = [one for one in alterations if one.origin in SOMATIC_SIDE]
    theirs = [one for one in of_tumour if one.support.vaf is not None]
    why = words.DE_NOVO
    if theirs:
        largest = max(theirs, key=lambda one: (one.support.vaf or 0.0, one.id))
        why += words.DE_NOVO_LARGEST.format(
            count=variants(len(theirs)),
            vaf=percent(largest.support.vaf),
            name=altered_name(largest),
        )
    return TumourFraction(
        method=words.FROM_PLASMA_ALONE,
        value=None,
        low=None,
        high=None,
        floor=None,
        variants=len(theirs),
        why=why,
    )


def not_counted(why: str) -> TumourFraction:
    """A tissue is known, and nothing of it can be counted."""
    return TumourFraction(
        method=words.FROM_VARIANTS,
        value=None,
        low=None,
        high=None,
        floor=None,
        variants=0,
        why=words.NO_FRACTION.format(why=why),
    )
