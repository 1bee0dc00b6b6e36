"""What one compartment, tissue or plasma, says of one small variant.

Four states, as of markers: present, absent down to a limit, no call, not assayed. Plasma is asked
in the order of what tells most: the calls, the counts at known places, records that a filter left
out, the depth at the very bases. The tissue is asked through its report alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.interpret import plasma_wording as words
from hccgenomics.interpret.wording import support_of
from hccgenomics.model.variant import Variant
from hccgenomics.pipeline.paths import spelt
from hccgenomics.vocabulary import ComponentClass, DepthUnit, ForcedState, MarkerState, Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from hccgenomics.model.alteration import SmallAlteration
    from hccgenomics.model.curated import MarkerComponent
    from hccgenomics.model.forced import ForcedCall
    from hccgenomics.model.ledger import Entry
    from hccgenomics.model.plasma import ForcedCall as CountedInTissue
    from hccgenomics.model.report import Component, Report
    from hccgenomics.model.settings import Settings
    from hccgenomics.pipeline.plasma.tissue import TissueReport, TissueVariant


SMALL_VARIANTS: Final = "small_variants"
"""What a file of small variants holds, as provenance has it."""


class Seen(NamedTuple):
    """One compartment on one variant.

    Attributes:
        text: For the table: state and fraction, or limit.
        limit: Down to where it is not seen; ``None`` where that is not known.
        why: What a reader has to know of it; "" for nothing.
        origin: Where the compartment's own report takes the variant to come from.
        alteration: Its id there; "" where it was not kept.
    """

    state: MarkerState
    text: str
    vaf: float | None = None
    limit: float | None = None
    why: str = ""
    origin: Origin | None = None
    alteration: str = ""


class PlaceLook(NamedTuple):
    """What panel and files of depth say of the bases of one variant."""

    state: MarkerState
    limit: float | None = None
    why: str = ""


class _Count(NamedTuple):
    """Reads counted at a known place, of this run or as a report tells them."""

    state: ForcedState
    alt: int
    depth: str
    vaf: float | None
    limit: float | None
    q: float | None


class _Say(NamedTuple):
    """The sentences of one compartment."""

    genotyped: str
    few: str
    beyond: str
    uncovered: str


_OF_PLASMA: Final = _Say(
    words.GENOTYPED_WHY, words.FEW_READS_WHY, words.BEYOND_LIMIT_WHY, words.NOT_COVERED_WHY
)
_OF_TISSUE: Final = _Say(
    words.TISSUE_GENOTYPED_WHY,
    words.TISSUE_FEW_READS_WHY,
    words.TISSUE_BEYOND_LIMIT_WHY,
    words.TISSUE_NOT_COVERED_WHY,
)


@dataclass(frozen=True, slots=True)
class PlasmaEye:
    """Everything that plasma may say of a variant.

    Attributes:
        kept: Small alterations by their variant.
        forced: Counts at known places.
        left_out: Alleles that a filter left out.
        look: Asks panel and depths; ``None`` where nothing was given, or nothing tells of it.
        limit_at: The computed detection limit at a depth, of the files' own counts.
        unit: What one unit of those is.
        has_small: Whether small variants were given at all.
    """

    kept: Mapping[Variant, SmallAlteration]
    forced: Mapping[Variant, ForcedCall]
    left_out: Mapping[Variant, Entry]
    look: Callable[[Variant], PlaceLook | None]
    settings: Settings
    limit_at: Callable[[int], float | None]
    unit: DepthUnit = DepthUnit.READS
    has_small: bool = True

    def see(self, variant: Variant) -> Seen:
        """The first that tells anything decides."""
        kept = self.kept.get(variant)
        if kept is not None:
            return _called(kept)
        counted = self.forced.get(variant)
        if counted is not None:
            return self._counted(counted)
        entry = self.left_out.get(variant)
        if entry is not None:
            return self._listed(entry)
        if not self.has_small:
            return Seen(MarkerState.NOT_ASSAYED, words.NO_SMALL, why=words.NO_SMALL_WHY)
        return self._looked(variant)

    def _counted(self, call: ForcedCall) -> Seen:
        settings = self.settings
        count = _Count(
            call.state,
            call.count.alt,
            words.units(call.count.depth, call.count.unit),
            call.count.vaf,
            call.limit_vaf,
            call.q_value,
        )
        return _by_count(count, _OF_PLASMA, settings, settings.max_limit_plasma)

    def _listed(self, entry: Entry) -> Seen:
        """A record that became no alteration; one without a read of it is a count of none."""
        if entry.alt_depth != 0 or not entry.depth:
            return _left_out(entry)
        depth = words.units(entry.depth, self.unit)
        limit = self.limit_at(entry.depth)
        count = _Count(ForcedState.NOT_DETECTED, 0, depth, 0.0, limit, None)
        return _by_count(count, _OF_PLASMA, self.settings, self.settings.max_limit_plasma)

    def _looked(self, variant: Variant) -> Seen:
        looked = self.look(variant)
        if looked is None:
            return Seen(MarkerState.NO_CALL, words.NOT_TOLD, why=words.NOT_TOLD_WHY)
        if looked.state is MarkerState.NOT_ASSAYED:
            return Seen(looked.state, words.OFF_PANEL, why=words.OFF_PANEL_WHY)
        if looked.state is MarkerState.ABSENT and looked.limit is not None:
            text = words.NOT_SEEN.format(limit=words.percent(looked.limit))
            return Seen(looked.state, text, limit=looked.limit)
        why = words.SHALLOW_WHY.format(why=looked.why).strip()
        return Seen(MarkerState.NO_CALL, words.SHALLOW, limit=looked.limit, why=why)


def _called(found: SmallAlteration) -> Seen:
    support = found.support
    said = support_of(support.vaf, support.alt_depth, support.total_depth)
    return Seen(
        MarkerState.PRESENT,
        words.CALLED.format(support=said),
        vaf=support.vaf,
        origin=found.origin,
        alteration=found.id,
    )


def _left_out(entry: Entry) -> Seen:
    said = support_of(entry.vaf, entry.alt_depth, entry.depth)
    return Seen(
        MarkerState.NO_CALL,
        words.LEFT_OUT.format(support=said),
        vaf=entry.vaf,
        why=words.LEFT_OUT_WHY.format(why=_ended(entry.why)),
    )


def _by_count(count: _Count, say: _Say, settings: Settings, most: float) -> Seen:
    """A count at a known place; what errors explain as well decides nothing."""
    match count.state:
        case ForcedState.NOT_COVERED:
            why = say.uncovered.format(depth=count.depth, least=settings.min_forced_depth)
            text = words.NOT_COVERED.format(depth=count.depth)
            return Seen(MarkerState.NO_CALL, text, vaf=count.vaf, why=why)
        case ForcedState.NOT_DETECTED:
            return _unseen(count, say, most)
        case ForcedState.GENOTYPED:
            return _genotyped(count, say, settings)
        case ForcedState.CALLED:
            text = words.CALLED.format(support=f" at {words.percent(count.vaf)}")
            return Seen(MarkerState.PRESENT, text, vaf=count.vaf)


def _genotyped(count: _Count, say: _Say, settings: Settings) -> Seen:
    is_more = count.q is not None and count.q <= settings.forced_alpha
    text = words.GENOTYPED if is_more else words.FEW_READS
    return Seen(
        MarkerState.PRESENT if is_more else MarkerState.NO_CALL,
        text.format(alt=f"{count.alt:,}", depth=count.depth),
        vaf=count.vaf,
        limit=count.limit,
        why=(say.genotyped if is_more else say.few).format(q=words.figure(count.q)),
    )


def _unseen(count: _Count, say: _Say, most: float) -> Seen:
    if count.limit is None:
        why = say.beyond.format(most=words.percent(most))
        return Seen(MarkerState.NO_CALL, words.NOT_SEEN_NO_LIMIT, vaf=count.vaf, why=why)
    limit = words.percent(count.limit)
    if count.limit > most:
        text = words.NOT_SEEN_BEYOND.format(limit=limit)
        why = say.beyond.format(most=words.percent(most))
        return Seen(MarkerState.NO_CALL, text, vaf=count.vaf, limit=count.limit, why=why)
    text = words.NOT_SEEN.format(limit=limit)
    return Seen(MarkerState.ABSENT, text, vaf=count.vaf, limit=count.limit)


def left_out_by_variant(entries: Iterable[Entry], asked: Iterable[Variant]) -> dict[Variant, Entry]:
    """The first entry of each variant asked for that was read and became no alteration."""
    wanted = {spelt(variant): variant for variant in asked}
    found: dict[Variant, Entry] = {}
    for entry in entries:
        variant = None if entry.normalised is None else wanted.get(entry.normalised)
        if variant is not None and not entry.alterations:
            found.setdefault(variant, entry)
    return found


# --- the tissue, through its report ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TissueEye:
    """Everything that a tissue report says of a variant.

    Attributes:
        kept, counted: Its small variants, and its counts at known places.
        components: The rows of the markers table, to find the part that a variant lies in.
    """

    tissue: TissueReport
    kept: Mapping[Variant, TissueVariant]
    counted: Mapping[Variant, CountedInTissue]
    components: Sequence[MarkerComponent]
    settings: Settings

    @classmethod
    def of(
        cls, tissue: TissueReport, components: Sequence[MarkerComponent], settings: Settings
    ) -> TissueEye:
        """Looks up what is asked again and again."""
        return cls(
            tissue=tissue,
            kept={one.variant: one for one in tissue.small},
            counted={
                Variant(one.contig, one.pos, one.ref, one.alt): one
                for one in tissue.report.forced_calls
            },
            components=components,
            settings=settings,
        )

    def see(self, variant: Variant, found: SmallAlteration | None = None) -> Seen:
        """The first that tells anything decides.

        Args:
            variant: As plasma has it.
            found: The plasma's alteration, for the part of a marker that it lies in.
        """
        kept = self.kept.get(variant)
        if kept is not None:
            return _in_tissue(kept)
        aside = self.tissue.left_out.get(variant)
        if aside is not None:
            said = support_of(aside.vaf, aside.alt_depth, None)
            why = words.TISSUE_LEFT_OUT_WHY.format(why=_ended(aside.why))
            text = words.LEFT_OUT.format(support=said)
            return Seen(MarkerState.NO_CALL, text, vaf=aside.vaf, why=why)
        counted = self.counted.get(variant)
        if counted is not None:
            return self._counted(counted)
        if not has_small(self.tissue.report):
            return Seen(MarkerState.NOT_ASSAYED, words.NO_SMALL, why=words.TISSUE_NO_SMALL_WHY)
        limit = None if found is None else self._marker_limit(found)
        if limit is None:
            return Seen(MarkerState.NO_CALL, words.NOT_TOLD, why=words.TISSUE_NOT_TOLD_WHY)
        text = words.NOT_SEEN.format(limit=words.percent(limit))
        return Seen(MarkerState.ABSENT, text, limit=limit)

    def _counted(self, call: CountedInTissue) -> Seen:
        settings = self.settings
        count = _Count(
            call.state,
            call.count.alt,
            words.units(call.count.depth, call.count.unit),
            call.vaf,
            call.limit_vaf,
            call.q_value,
        )
        return _by_count(count, _OF_TISSUE, settings, settings.max_limit_tissue)

    def _marker_limit(self, found: SmallAlteration) -> float | None:
        """The limit of a part of a marker that holds the variant, if tissue called it absent."""
        asked = {(c.marker, c.gene) for c in self.components if _is_of(c, found)}
        for marker in self.tissue.report.markers:
            for part in marker.components:
                if (marker.marker, part.gene) in asked and _is_wholly_absent(part):
                    return None if part.limit is None else part.limit.value
        return None


def _is_wholly_absent(part: Component) -> bool:
    """Whether a part was measured, without a gap, and nothing was found in it."""
    is_small = part.component_class is ComponentClass.SMALL
    has_gap = part.measured is not None and bool(part.measured.gaps)
    return is_small and part.state is MarkerState.ABSENT and not has_gap


def _is_of(component: MarkerComponent, found: SmallAlteration) -> bool:
    """Whether a variant lies in what a row of the markers table asks about, by gene and exon."""
    if component.component_class is not ComponentClass.SMALL or component.gene != found.gene:
        return False
    if component.promoter or found.promoter is not None:
        return component.promoter and found.promoter is not None and found.is_driver
    if component.codon is not None or component.change is not None:
        return False
    exon = found.effect.exon
    if exon is None:
        return False
    return component.exon is None or component.exon == exon[0]


def _in_tissue(kept: TissueVariant) -> Seen:
    said = support_of(kept.vaf, kept.alt_depth, kept.depth)
    return Seen(
        MarkerState.PRESENT,
        words.CALLED.format(support=said),
        vaf=kept.vaf,
        origin=kept.origin,
        alteration=kept.id,
    )


def has_small(report: Report) -> bool:
    """Whether a report rests on a file of small variants."""
    return any(file.holds == SMALL_VARIANTS for file in report.provenance.inputs)


def _ended(sentence: str) -> str:
    """With a full stop."""
    return sentence if not sentence or sentence.endswith(".") else f"{sentence}."
