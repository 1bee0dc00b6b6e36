"""Which of the tissue's variants are followed in plasma, and which are not, each with why.

Followed are variants that the tumour is likely to have and that nothing else explains: not those
of the germline, nor of blood cells, nor at places that err. Of tissue without a matched normal
these are the drivers, whose origin is open, unless plasma has as much of one as a carrier's would.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.interpret import plasma_wording as words
from hccgenomics.interpret.origin_evidence import SOMATIC_SIDE
from hccgenomics.pipeline.plasma.clonality import cell_fraction
from hccgenomics.pipeline.plasma.repeats import is_in_repeat
from hccgenomics.vocabulary import Origin

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from hccgenomics.ctdna.residual import TrackedSite
    from hccgenomics.model.background import RestsOn, SiteNoise
    from hccgenomics.model.forced import AlleleCount, ForcedCall
    from hccgenomics.model.genome import Reference
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.variant import Variant
    from hccgenomics.pipeline.plasma.tissue import TissueReport, TissueVariant
    from hccgenomics.vocabulary import DepthUnit

_INHERITED: Final = (0.5, 1.0)
"""Fractions at which cell-free DNA of a carrier holds an inherited variant."""


class PlasmaCount(NamedTuple):
    """Reads with one variant in plasma, where somebody stated them.

    Attributes:
        alt: ``None`` where a place lies in a reference block, which tells depth alone.
        normal: The same place in white cells; ``None`` where they were not counted.
        origin: What plasma's own report says of where it comes from.
    """

    alt: int | None
    depth: int
    unit: DepthUnit
    noise: SiteNoise
    normal: AlleleCount | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class ResidualQuestion:
    """What is followed, and what was counted.

    Attributes:
        counts: By the tissue's variants; those that nobody counted are missing.
        blood_genes: Genes whose variants clones of blood cells often carry.
        equivalents: Haploid genomes that went into the library; ``None`` where not stated.
        equivalents_per_ml: Of plasma.
        reference: For the bases around insertions and deletions; ``None`` asks nothing of them.
    """

    tissue: TissueReport | None
    counts: Mapping[Variant, PlasmaCount]
    blood_genes: Set[str]
    settings: Settings
    equivalents: float | None = None
    equivalents_per_ml: float | None = None
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """One variant of the tissue that is followed, with its count."""

    variant: TissueVariant
    count: PlasmaCount
    site: TrackedSite


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is followed and what is not.

    Attributes:
        followed: Counted, and fit for the test.
        uncounted: Fit, but nobody states reads of the variant.
        in_blocks: Of those, how many lie in reference blocks.
        unfit: How many were counted and left out for their depth or their errors.
        left_out: All that are not followed though somebody counted them, one sentence each.
    """

    followed: tuple[Followed, ...] = ()
    uncounted: tuple[TissueVariant, ...] = ()
    in_blocks: int = 0
    unfit: int = 0
    left_out: tuple[str, ...] = ()


def count_of(call: ForcedCall, origin: Origin | None = None) -> PlasmaCount:
    """A forced call, as residual disease asks of it."""
    from hccgenomics.model.background import SiteNoise

    rests_on: RestsOn = "global"
    if call.error_from in words.BASIS:
        rests_on = _RESTS_ON[call.error_from]
    return PlasmaCount(
        alt=call.count.alt,
        depth=call.count.depth,
        unit=call.count.unit,
        noise=SiteNoise(call.error, call.concentration, rests_on),
        normal=call.normal,
        origin=origin,
    )


_RESTS_ON: Final[Mapping[str, RestsOn]] = {
    "site": "site",
    "context": "context",
    "global": "global",
}


def chosen_of(question: ResidualQuestion) -> Chosen:
    """The variants to follow, in the tissue report's order."""
    if question.tissue is None:
        return Chosen()
    followed: list[Followed] = []
    uncounted: list[TissueVariant] = []
    left_out: list[str] = []
    in_blocks = unfit = 0
    for variant in question.tissue.small:
        why = _why_not(variant, question)
        count = question.counts.get(variant.variant)
        if why:
            left_out.append(named(variant, why))
        elif count is None or count.alt is None:
            uncounted.append(variant)
            in_blocks += count is not None
        elif why := _why_not_counted(variant, count, question):
            left_out.append(named(variant, why))
            unfit += 1
        else:
            followed.append(Followed(variant, count, _site(count)))
    return Chosen(tuple(followed), tuple(uncounted), in_blocks, unfit, tuple(left_out))


def _site(count: PlasmaCount) -> TrackedSite:
    from hccgenomics.ctdna.residual import TrackedSite

    return TrackedSite(count.alt or 0, count.depth, count.noise)


def named(variant: TissueVariant, why: str) -> str:
    """A variant with why it is left out."""
    return words.PLACE_LEFT_OUT.format(name=variant.name, why=why)


# --- what is not followed -------------------------------------------------------------------------


def _why_not(variant: TissueVariant, question: ResidualQuestion) -> str:
    """Why a variant is not one to follow; "" where it is."""
    is_open = variant.origin is Origin.UNKNOWN and (
        variant.is_driver or _is_clean_in_white_cells(variant, question)
    )
    if variant.origin not in SOMATIC_SIDE and not is_open:
        return words.LEFT_OUT_ORIGIN[variant.origin]
    return (
        _normal_of_tissue(variant)
        or _of_blood(variant, question)
        or _subclonal(variant, question)
        or _origin_in_plasma(variant, question.counts.get(variant.variant))
        or _as_inherited(variant, question.counts.get(variant.variant), question.settings)
    )


def _is_clean_in_white_cells(variant: TissueVariant, question: ResidualQuestion) -> bool:
    """Whether deep white cells lack it, so that it is not inherited."""
    count = question.counts.get(variant.variant)
    white = None if count is None else count.normal
    return (
        white is not None and not white.alt and white.depth >= question.settings.residual_min_depth
    )


def _normal_of_tissue(variant: TissueVariant) -> str:
    """One that is somatic though its matched normal shows reads is in too few of them to tell."""
    if not variant.normal_alt_depth or variant.origin is Origin.SOMATIC:
        return ""
    return words.LEFT_OUT_TISSUE_NORMAL.format(alt=f"{variant.normal_alt_depth:,}")


def _of_blood(variant: TissueVariant, question: ResidualQuestion) -> str:
    """White cells that carry it, or a gene of blood clones without white cells that do not."""
    count = question.counts.get(variant.variant)
    white = None if count is None else count.normal
    if count is not None and white is not None:
        depth = words.units(white.depth, white.unit)
        if white.alt > white.depth * count.noise.mean:
            return words.LEFT_OUT_WHITE_CELLS.format(alt=f"{white.alt:,}", depth=depth)
        if white.depth >= question.settings.residual_min_depth:
            return ""
    if variant.gene not in question.blood_genes or variant.is_clean_in_normal:
        return ""
    if white is None:
        return words.LEFT_OUT_BLOOD_GENE.format(gene=variant.gene)
    depth = words.units(white.depth, white.unit)
    return words.LEFT_OUT_BLOOD_SHALLOW.format(gene=variant.gene, depth=depth)


def _subclonal(variant: TissueVariant, question: ResidualQuestion) -> str:
    """Whether the whole interval of its share of tumour cells lies below the setting."""
    settings = question.settings
    purity = None if question.tissue is None else question.tissue.purity
    share = cell_fraction(variant, purity, level=settings.interval_level)
    if share is None or share.high >= settings.clonal_cell_fraction:
        return ""
    return words.LEFT_OUT_SUBCLONAL.format(
        low=words.percent(share.low),
        high=words.percent(share.high),
        least=words.percent(settings.clonal_cell_fraction),
    )


def _origin_in_plasma(variant: TissueVariant, count: PlasmaCount | None) -> str:
    """What plasma alone takes it for; a deep matched normal of the tissue knows better."""
    if count is None or count.origin is None or variant.is_clean_in_normal:
        return ""
    return words.LEFT_OUT_PLASMA_ORIGIN.get(count.origin, "")


def _as_inherited(variant: TissueVariant, count: PlasmaCount | None, settings: Settings) -> str:
    """Of a driver whose origin tissue does not know: whether plasma has as much as a carrier's."""
    if variant.origin is not Origin.UNKNOWN or count is None or not count.alt:
        return ""
    from hccgenomics.model.binomial import clopper_pearson

    low, high = clopper_pearson(count.alt, count.depth, settings.interval_level)
    reach = settings.germline_fraction_reach
    if any(low >= whole - reach and high <= whole + reach for whole in _INHERITED):
        return words.LEFT_OUT_INHERITED.format(vaf=words.percent(count.alt / count.depth))
    return ""


def _why_not_counted(variant: TissueVariant, count: PlasmaCount, question: ResidualQuestion) -> str:
    """Why a count is unfit for the test; "" where it is fit."""
    settings, reference = question.settings, question.reference
    is_stated = count.noise.rests_on == "global"
    if is_stated and reference is not None and is_in_repeat(variant.variant, reference):
        return words.LEFT_OUT_REPEAT
    if count.depth < settings.residual_min_depth:
        unit, least = words.unit_of(count.depth, count.unit), settings.residual_min_depth
        return words.LEFT_OUT_SHALLOW.format(count=count.depth, unit=unit, least=least)
    if count.noise.mean > settings.residual_max_error:
        return words.LEFT_OUT_NOISY.format(
            error=words.percent(count.noise.mean), most=words.percent(settings.residual_max_error)
        )
    return ""
