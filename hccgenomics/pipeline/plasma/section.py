"""What is told of plasma beyond single variants: with the tissue, over all places, as a share.

Here the parts meet: the tissue's report, counts at known places, panel and depths, what the
clinical file says of the tube. Nothing is opened.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import plasma_wording as words
from hccgenomics.interpret.reasons import DISEASES
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.copy_number import Solution
from hccgenomics.model.coverage import Looked, Target
from hccgenomics.model.curated import MarkerComponent
from hccgenomics.model.plasma import PlasmaSection
from hccgenomics.pipeline.plasma.cfdna import (
    cfdna_document,
    cfdna_of,
    equivalents_per_ml,
    input_equivalents,
)
from hccgenomics.pipeline.plasma.compartments import (
    PlaceLook,
    PlasmaEye,
    TissueEye,
    left_out_by_variant,
)
from hccgenomics.pipeline.plasma.concordance import (
    TERT_COMPARTMENTS,
    ConcordanceQuestion,
    concordance_of,
    promoter_fact,
)
from hccgenomics.pipeline.plasma.counts import counts_of, tracked
from hccgenomics.pipeline.plasma.residual import residual_disease_of
from hccgenomics.pipeline.plasma.tracked import ResidualQuestion, chosen_of
from hccgenomics.pipeline.plasma.tumour_fraction import (
    by_copies,
    by_variants,
    not_counted,
    without_tissue,
)
from hccgenomics.vocabulary import (
    AlterationKind,
    Compartments,
    ComponentClass,
    DepthUnit,
    MarkerState,
    Origin,
    ResidualState,
    Specimen,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence, Set

    from hccgenomics.interpret.markers import MarkerResult
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.coverage import MeasuredTarget
    from hccgenomics.model.forced import ForcedCall
    from hccgenomics.model.genome import Reference
    from hccgenomics.model.ledger import Block, Entry
    from hccgenomics.model.observation import Fact
    from hccgenomics.model.plasma import BloodLane, Concordance, ResidualDisease, TumourFraction
    from hccgenomics.model.sample import Sample
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.variant import Variant
    from hccgenomics.pipeline.callability.certificate import Regions
    from hccgenomics.pipeline.plasma.tissue import TissueReport, TissueVariant
    from hccgenomics.pipeline.plasma.tracked import Chosen

CARRIED: Final = 0.1
"""Share of fragments below which a carrier's plasma hardly ever shows an inherited variant."""
LEAST_INHERITED: Final = 3
"""Inherited variants without which nothing is said of two patients."""
_PURITY: Final = "--purity"


@dataclass(frozen=True, slots=True)
class PlasmaQuestion:
    """Everything that plasma's own section is made of.

    Attributes:
        alterations: Of all kinds, as judged.
        entries: The ledger's: what the files state of every allele read.
        markers: As judged with coverage.
        assayed: Classes of event that the files can show.
        components: The rows of the markers table.
        blood_genes: Genes whose variants clones of blood cells often carry.
        facts: As the clinical file states them.
        tissue: The tissue's report; ``None`` where none was given.
        forced: Counts at known places.
        looked: Panel and depths.
        regions: Where the laboratory has thresholds of its own.
        solutions: Purities of plasma that were given, with their sources.
        blood_lane: What may come from blood cells, as documents.
        blocks: Reference blocks of the files.
        reference: The sequence that the models hold.
        unit: What one unit of the files' own counts is.
    """

    sample: Sample
    settings: Settings
    alterations: Sequence[AnyAlteration]
    entries: Sequence[Entry]
    markers: Sequence[MarkerResult]
    assayed: Set[ComponentClass]
    components: Sequence[MarkerComponent]
    blood_genes: Set[str] = frozenset()
    facts: Sequence[Fact] = ()
    tissue: TissueReport | None = None
    forced: Sequence[ForcedCall] = ()
    looked: Looked | None = None
    regions: Regions = ()
    solutions: Sequence[Solution] = ()
    blood_lane: tuple[BloodLane, ...] = ()
    blocks: Sequence[Block] = ()
    reference: Reference | None = None
    unit: DepthUnit = DepthUnit.READS

    @property
    def small(self) -> tuple[SmallAlteration, ...]:
        """The small alterations."""
        return tuple(one for one in self.alterations if isinstance(one, SmallAlteration))


def plasma_of(question: PlasmaQuestion) -> PlasmaSection | None:
    """The section; ``None`` of tissue."""
    if question.sample.specimen is not Specimen.PLASMA:
        return None
    cfdna = cfdna_of(question.facts)
    asked = ResidualQuestion(
        tissue=question.tissue,
        counts=counts_of(question),
        blood_genes=question.blood_genes,
        settings=question.settings,
        equivalents=input_equivalents(cfdna, question.settings),
        equivalents_per_ml=equivalents_per_ml(cfdna, question.settings),
        reference=question.reference,
    )
    chosen = chosen_of(asked)
    residual = residual_disease_of(asked, chosen)
    rows, why = _table(question)
    section = PlasmaSection(
        why=words.sentences(*_why(question)),
        blood_lane=question.blood_lane,
        residual_disease=residual,
        tumour_fraction=tuple(_fractions(question, chosen, residual)),
        tissue_report=None if question.tissue is None else question.tissue.id,
        cfdna=cfdna_document(cfdna, question.settings),
        concordance=rows,
        concordance_why=why,
    )
    concluded = tuple(_may_not_be_concluded(section))
    return section.model_copy(update={"may_not_be_concluded": concluded})


def _why(question: PlasmaQuestion) -> Iterator[str]:
    """What a reader has to know of the pair of reports."""
    tissue, sample = question.tissue, question.sample
    if tissue is None:
        yield words.NO_TISSUE
        return
    for failure in tissue.report.quality.failures[:1]:
        yield words.TISSUE_CARRIES_NONE.format(reason=failure.why)
    theirs = tissue.report.sample
    if theirs.disease is not sample.disease:
        yield words.DISEASE_DIFFERS.format(
            tissue=DISEASES[theirs.disease], plasma=DISEASES[sample.disease]
        )
    yield _other_patient(question)
    if theirs.id == sample.id:
        yield words.SAME_SAMPLE
    if theirs.sex and sample.sex and theirs.sex != sample.sex:
        yield words.SEX_DIFFERS.format(tissue=theirs.sex, plasma=sample.sex)
    if theirs.collected and sample.collected and theirs.collected > sample.collected:
        yield words.TISSUE_LATER.format(tissue=theirs.collected, plasma=sample.collected)


def _other_patient(question: PlasmaQuestion) -> str:
    """That plasma lacks most of what the tissue's patient inherited; "" where it does not."""
    forced = {call.place.variant: call.count for call in question.forced}
    germline = [one for one in tracked(question) if one.origin is Origin.LIKELY_GERMLINE]
    counts = [forced[one.variant] for one in germline if one.variant in forced]
    deep = [count for count in counts if count.depth >= question.settings.min_forced_depth]
    absent = sum(count.alt < count.depth * CARRIED for count in deep)
    if len(deep) < LEAST_INHERITED or absent * 2 <= len(deep):
        return ""
    return words.OTHER_PATIENT.format(absent=absent, compared=words.variants(len(deep)))


# --- tissue and plasma ----------------------------------------------------------------------------


def _table(question: PlasmaQuestion) -> tuple[tuple[Concordance, ...], str]:
    """The rows, and what is to be said of them."""
    if question.tissue is None:
        return (), words.NO_TISSUE
    table = concordance_of(
        ConcordanceQuestion(
            tissue=TissueEye.of(question.tissue, question.components, question.settings),
            plasma=_eye(question),
            alterations=question.alterations,
            markers=question.markers,
            assayed=question.assayed,
        )
    )
    return table.rows, words.germline_left_out(table.germline)


def _eye(question: PlasmaQuestion) -> PlasmaEye:
    measured = _measured(question)
    asked = [one.variant for one in tracked(question)]
    return PlasmaEye(
        kept={one.variant: one for one in question.small},
        forced={call.place.variant: call for call in question.forced},
        left_out=left_out_by_variant(question.entries, asked),
        look=lambda variant: _look(measured.get(variant)),
        settings=question.settings,
        limit_at=_limit_at(question),
        unit=question.unit,
        has_small=ComponentClass.SMALL in question.assayed,
    )


def _limit_at(question: PlasmaQuestion) -> Callable[[int], float | None]:
    """The certificate's own rule for the counts that the files of variants state."""
    from hccgenomics.pipeline.callability.certificate import asked_of

    looked = question.looked or Looked(question.sample.assembly)
    asked = asked_of(
        question.unit,
        None,
        looked=looked,
        settings=question.settings,
        specimen=question.sample.specimen,
    )
    return asked.limit_at


def _measured(question: PlasmaQuestion) -> Mapping[Variant, MeasuredTarget]:
    """What panel and depths say of each of the tissue's variants, by the certificate's own rule.

    Alignments are left out here: they are counted at every variant of the tissue already.
    """
    looked = question.looked
    if looked is None or not looked.is_told:
        return {}
    from hccgenomics.pipeline.callability.certificate import measured_targets

    depths = tuple(source for source in looked.sources if not source.is_exhaustive)
    rows = {one.variant: _component(one) for one in tracked(question)}
    found = measured_targets(
        replace(looked, sources=depths),
        [
            Target(row, (variant.interval,), row.marker, is_whole=True, parts=(row.marker,))
            for variant, row in rows.items()
        ],
        question.sample,
        question.settings,
        regions=question.regions,
    )
    return {variant: found[row] for variant, row in rows.items()}


def _component(variant: TissueVariant) -> MarkerComponent:
    """A part of its own for one variant, which no table has."""
    return MarkerComponent(
        marker=str(variant.variant),
        gene=variant.gene,
        component_class=ComponentClass.SMALL,
        promoter=variant.is_promoter,
    )


def _look(measured: MeasuredTarget | None) -> PlaceLook | None:
    if measured is None:
        return None
    if measured.assayed is False:
        return PlaceLook(MarkerState.NOT_ASSAYED)
    if measured.is_callable and measured.limit is not None:
        return PlaceLook(MarkerState.ABSENT, measured.limit)
    if not measured.measured:
        return None
    return PlaceLook(MarkerState.NO_CALL, measured.limit_at_least, measured.why)


# --- the tumour's share ---------------------------------------------------------------------------


def _fractions(
    question: PlasmaQuestion, chosen: Chosen, residual: ResidualDisease
) -> Iterator[TumourFraction]:
    if question.tissue is None:
        yield without_tissue(question.small)
    else:
        found = by_variants(
            chosen.followed,
            question.settings,
            purity=question.tissue.purity,
            sex=question.sample.sex,
            uncounted=len(chosen.uncounted),
            is_undetected=residual.state is ResidualState.NOT_DETECTED,
        )
        yield not_counted(residual.why) if found is None else found
    yield from by_copies(_solutions(question), question.settings)


def _solutions(question: PlasmaQuestion) -> Sequence[Solution]:
    """What tools and the clinical file state, after what only the command line does."""
    purity = question.sample.purity
    if purity is None or any(one.purity == purity for one in question.solutions):
        return question.solutions
    return (Solution(source=_PURITY, purity=purity), *question.solutions)


# --- what follows ---------------------------------------------------------------------------------


def _may_not_be_concluded(section: PlasmaSection) -> Iterator[str]:
    """Sentences that a reader of this very section needs."""
    found = section.residual_disease
    if found is not None and found.state is ResidualState.NOT_DETECTED:
        yield words.NOT_BEYOND.format(limit=words.percent(found.below))
    if found is None or found.state is not ResidualState.DETECTED:
        yield words.NOT_ALONE
    small = [row for row in section.concordance if row.kind is AlterationKind.SMALL]
    if any(_is_silent_in_plasma(row) for row in small):
        yield words.NOT_LOST
    if any(row.where is Compartments.PLASMA_ONLY or _is_open_in_tissue(row) for row in small):
        yield words.NOT_NEW
    if len(small) < len(section.concordance):
        yield words.NOT_COPIES
    if any(one.value is not None for one in section.tumour_fraction):
        yield words.NOT_THE_MASS
    yield words.NOT_ONE_TIME


def _is_silent_in_plasma(row: Concordance) -> bool:
    present = MarkerState.PRESENT
    return row.tissue_state is present and row.plasma_state is not present


def _is_open_in_tissue(row: Concordance) -> bool:
    present = MarkerState.PRESENT
    return row.plasma_state is present and row.tissue_state is not present


def plasma_limits(section: PlasmaSection | None) -> tuple[str, ...]:
    """What of it belongs to what the report cannot say."""
    if section is None:
        return ()
    return tuple(_limits(section))


def _limits(section: PlasmaSection) -> Iterator[str]:
    if section.tissue_report is None:
        yield words.LIMIT_NO_TISSUE
        return
    if section.why:
        yield section.why
    found = section.residual_disease
    if found is None:
        return
    if found.state is ResidualState.NOT_EVALUABLE:
        yield words.LIMIT_RESIDUAL.format(why=found.why)
    if found.state is ResidualState.NOT_DETECTED:
        yield words.LIMIT_NOT_DETECTED.format(limit=words.percent(found.below))


def plasma_summary(section: PlasmaSection | None) -> tuple[str, ...]:
    """What of it belongs to the key findings, where a tissue report was given."""
    found = None if section is None else section.residual_disease
    if section is None or found is None or section.tissue_report is None:
        return ()
    return (words.sentences(words.SUMMARY[found.state], found.why),)


def plasma_facts(section: PlasmaSection | None, question: PlasmaQuestion) -> tuple[Fact, ...]:
    """What curated rows may ask of tissue and plasma; nothing that the user stated himself."""
    if section is None or question.tissue is None:
        return ()
    if any(fact.subject == TERT_COMPARTMENTS for fact in question.facts):
        return ()
    promoters = {one.id: one.is_promoter for one in question.tissue.small}
    for one in question.small:
        promoters[one.id] = one.promoter is not None and one.is_driver
    found = promoter_fact(section.concordance, promoters)
    return () if found is None else (found,)
