"""Calls become alterations: one variant, one gene, its effects and the rules that apply."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate import promoter as tert
from hccgenomics.annotate.haplotypes import Joined, join_in_phase, might_join
from hccgenomics.annotate.hgvs import hgvs_g, short_protein
from hccgenomics.annotate.normalise import normalise
from hccgenomics.interpret import wording
from hccgenomics.interpret.drivers import flag
from hccgenomics.interpret.rescue import rescue_of
from hccgenomics.interpret.sieve import Sieve, filter_sentences
from hccgenomics.interpret.summary import SetAsideDriver
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.genome import UNKNOWN_BASE
from hccgenomics.model.ledger import Tally
from hccgenomics.pipeline.effects import effects_on
from hccgenomics.pipeline.foreign import FileAnnotation, contradicts_silence
from hccgenomics.pipeline.identity import identity_of
from hccgenomics.pipeline.insertions import is_long_insertion, told_of, with_insertion
from hccgenomics.pipeline.paths import Paths
from hccgenomics.pipeline.regions import check_genes, check_validated_limits, regions_of
from hccgenomics.vocabulary import (
    CONTIGS,
    SILENT_OUTSIDE_CODING,
    DropReason,
    Origin,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hccgenomics.interpret.sieve import Judged
    from hccgenomics.model.alteration import Effect, PromoterFinding
    from hccgenomics.model.ledger import Entry, FilterOutcome
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.variant import Support, Variant, VariantCall
    from hccgenomics.pipeline.knowledge import Knowledge
    from hccgenomics.readers.calls import SmallVariants
    from hccgenomics.vocabulary import Specimen

_CONTIG_RANK: Final = {contig: rank for rank, contig in enumerate(CONTIGS)}
SPLICE_REACH: Final = 3
"""Bases beyond an exon within which a left-out allele is still looked at for drivers."""


@dataclass(frozen=True, slots=True)
class Interpreted:
    """What became of the calls."""

    alterations: tuple[SmallAlteration, ...]
    set_aside: tuple[SetAsideDriver, ...]
    tally: Tally
    entries: tuple[Entry, ...]
    filters: tuple[FilterOutcome, ...]
    remarks: tuple[str, ...]
    annotation: FileAnnotation


@dataclass(slots=True)
class _Group:
    """Everything that states one normalised variant."""

    variant: Variant
    calls: list[VariantCall] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    is_joined: bool = False


def interpret_calls(
    read: SmallVariants,
    knowledge: Knowledge,
    settings: Settings,
    *,
    specimen: Specimen,
) -> Interpreted:
    """Sieve, normalise, join, annotate and flag; every call ends in the tally exactly once.

    Args:
        read: What the readers kept, and what they dropped with the reason.
        knowledge: Models, reference and curated tables.
        settings: The laboratory's choices.
        specimen: What was sequenced; thresholds differ.
    """
    tally = Tally(read.tally.kept, read.tally.dropped.copy())
    check_genes(settings, frozenset((*knowledge.models.symbols, *knowledge.watched)))
    check_validated_limits(settings, knowledge.markers)
    put = Sieve(settings, specimen, regions_of(settings, knowledge.models))
    judged, outcomes = put.judge(read.calls)
    paths = Paths(read.set_aside, judged)
    dropped = _left_out(judged, paths, tally, knowledge)
    kept = [item.call for item in judged if item.reason is None]
    groups = _grouped(kept, knowledge, tally, paths)
    annotation = FileAnnotation(knowledge.watched)
    alterations: list[SmallAlteration] = []
    for group in groups:
        group.notes.extend(_also_left_out(dropped.get(group.variant, ())))
        made = tuple(_alterations(group, knowledge, settings, annotation))
        alterations.extend(_with_filters(made, group, paths))
        if made:
            tally.keep()
            paths.became(group.calls, tuple(one.id for one in made))
        else:
            tally.drop(DropReason.NON_CODING)
            paths.silent(group.calls[0], _why_silent(group))
    known = {group.variant for group in groups}
    aside = {variant: items for variant, items in dropped.items() if variant not in known}
    return Interpreted(
        tuple(alterations),  # along the genome; put in order once their origin is told
        tuple(_set_aside(aside, knowledge, settings)),
        tally,
        paths.entries({place: facts.number for place, facts in enumerate(read.files)}),
        outcomes,
        (
            *_unphased(groups, knowledge),
            *_tandems(groups, knowledge),
            *filter_sentences(outcomes),
        ),
        annotation,
    )


def _left_out(
    judged: Iterable[Judged], paths: Paths, tally: Tally, knowledge: Knowledge
) -> dict[Variant, list[Judged]]:
    """The calls that a filter removed, by the variant they state."""
    found: dict[Variant, list[Judged]] = {}
    for item in judged:
        if item.reason is not None:
            tally.drop(item.reason)
            variant = normalise(item.call.variant, knowledge.models).variant
            paths.normalised(item.call, variant)
            found.setdefault(variant, []).append(item)
    return found


def _also_left_out(items: Iterable[Judged]) -> Iterator[str]:
    """That another record of a variant that is kept was left out."""
    for why in dict.fromkeys(item.why for item in items):
        yield wording.ALSO_LEFT_OUT.format(why=why)


def _with_filters(
    made: Iterable[SmallAlteration], group: _Group, paths: Paths
) -> Iterator[SmallAlteration]:
    lacking = paths.not_applied(group.calls)
    return (replace(one, filters_not_applied=lacking) if lacking else one for one in made)


def _why_silent(group: _Group) -> str:
    return ", ".join(group.silent) or wording.BESIDE_GENES


def _grouped(
    calls: Sequence[VariantCall], knowledge: Knowledge, tally: Tally, paths: Paths
) -> tuple[_Group, ...]:
    """One group per normalised variant; repeats and joined neighbours are counted as such."""
    groups: dict[Variant, _Group] = {}
    for joined in _joined(calls, knowledge):
        normalised = normalise(joined.variant, knowledge.models)
        group = groups.get(normalised.variant)
        if group is None:
            group = groups[normalised.variant] = _Group(normalised.variant)
            if normalised.note:
                group.notes.append(normalised.note)
        else:
            tally.drop(DropReason.DUPLICATE)
            paths.repeats(joined.calls[0], group.calls[0])
        group.calls.extend(joined.calls)
        for call in joined.calls:
            paths.normalised(call, normalised.variant)
        if len(joined.calls) > 1:
            paths.joined(joined.calls)
            group.is_joined = True
            tally.drop(DropReason.JOINED, len(joined.calls) - 1)
            spellings = wording.listed(str(call.variant) for call in joined.calls)
            group.notes.append(wording.JOINED_NOTE.format(variants=spellings))
    return tuple(sorted(groups.values(), key=lambda group: _place(group.variant)))


def _joined(calls: Sequence[VariantCall], knowledge: Knowledge) -> Iterator[Joined]:
    """Every call once: with its neighbours on one haplotype, or alone.

    Only genes with several phased calls are looked at; a call is joined in one gene at most.
    """
    phased = [call for call in calls if call.phase is not None]
    lead: dict[int, Joined] = {}
    absorbed: set[int] = set()
    for symbol, within in _by_gene(phased, knowledge).items():
        open_calls = [c for c in within if id(c) not in lead and id(c) not in absorbed]
        transcript = knowledge.models.gene(symbol).select
        for joined in join_in_phase(open_calls, [transcript], knowledge.models):
            if len(joined.calls) > 1:
                lead[id(joined.calls[0])] = joined
                absorbed.update(id(call) for call in joined.calls[1:])
    for call in calls:
        if id(call) not in absorbed:
            yield lead.get(id(call)) or Joined(call.variant, (call,))


def _by_gene(calls: Iterable[VariantCall], knowledge: Knowledge) -> dict[str, list[VariantCall]]:
    """The calls of each gene that has more than one."""
    found: dict[str, list[VariantCall]] = defaultdict(list)
    for call in calls:
        for symbol in knowledge.models.genes_at(call.variant.interval):
            found[symbol].append(call)
    return {symbol: within for symbol, within in found.items() if len(within) > 1}


def _alterations(
    group: _Group, knowledge: Knowledge, settings: Settings, annotation: FileAnnotation
) -> Iterator[SmallAlteration]:
    """One alteration for every gene on which the variant has an effect worth a line.

    Genes of the panel by our own models; driver genes beyond it by the file's annotation.
    """
    variant = group.variant
    genes = [knowledge.models.gene(name) for name in knowledge.models.genes_at(variant.interval)]
    said = annotation.said_of(variant, group.calls, genes, joined=group.is_joined)
    for gene in genes:
        effects, finding = effects_on(variant, gene, knowledge.models)
        told = told_of(variant, gene.symbol, knowledge, settings)
        is_silent = finding is None and told is None and all(map(_is_silent, effects))
        if is_silent and not settings.keep_non_coding and not contradicts_silence(effects, said):
            group.silent.append(f"{effects[0].most_severe} of {gene.symbol}")
            continue
        effects = annotation.completed(effects, said)
        made = _alteration(group, gene.symbol, effects, finding, knowledge, settings)
        made = made if told is None else with_insertion(made, told)
        others = annotation.compared(effects, said)
        yield replace(made, disagreements=others) if others else made
    for symbol, effect in annotation.genes_beyond(said, variant):
        made = _alteration(group, symbol, (effect,), None, knowledge, settings)
        others = annotation.compared(made.effects, said)
        yield replace(made, disagreements=others, notes=(*made.notes, *_unshifted(made, knowledge)))


def _unshifted(alteration: SmallAlteration, knowledge: Knowledge) -> tuple[str, ...]:
    """What to say of a g. name whose 3′ end cannot be found."""
    variant = alteration.variant
    is_known = UNKNOWN_BASE not in knowledge.models.bases(variant.interval)
    return () if variant.is_snv or is_known else (wording.NOT_SHIFTED,)


def _is_silent(effect: Effect) -> bool:
    return SILENT_OUTSIDE_CODING.issuperset(effect.consequences)


def _alteration(
    group: _Group,
    symbol: str,
    effects: tuple[Effect, ...],
    finding: PromoterFinding | None,
    knowledge: Knowledge,
    settings: Settings,
) -> SmallAlteration:
    variant = group.variant
    row = knowledge.base.genes.get(symbol)
    contig = knowledge.models.contigs.contigs[variant.contig]
    identity = identity_of(variant, knowledge.models)
    why_not = (identity.why_not,) if identity.why_not else ()
    alteration = SmallAlteration(
        id=f"{symbol}:{variant.contig}-{variant.pos}-{variant.ref}-{variant.alt}",
        gene=symbol,
        variant=variant,
        calls=tuple(group.calls),
        support=_best_support(group.calls),
        hgvs_g=hgvs_g(variant, contig, knowledge.models),
        effects=effects,
        origin=Origin.UNKNOWN,  # told once all are known, by pipeline.origins
        role=None if row is None else row.role,
        promoter=finding,
        short_protein=short_protein(effects[0].hgvs_p) if effects[0].hgvs_p else "",
        notes=tuple(dict.fromkeys((*group.notes, *why_not))),
        vrs_id=identity.vrs_id,
    )
    findings = flag(
        alteration, knowledge.base.genes, knowledge.base.hotspots, knowledge.base.counts
    )
    return replace(alteration, findings=findings) if findings else alteration


def _best_support(calls: Sequence[VariantCall]) -> Support:
    """The counts of the first call that has them, in the order the readers give them.

    Joined neighbours share their haplotype, so the smaller count is the safer one.
    """
    counted = [call.support for call in calls if call.support.alt_depth is not None]
    if not counted:
        return calls[0].support
    if len({call.locus.source for call in calls}) == 1:
        return min(counted, key=lambda support: support.alt_depth or 0)
    return counted[0]


def in_order(alterations: Iterable[SmallAlteration]) -> tuple[SmallAlteration, ...]:
    """Drivers first, then the most severe, then along the genome."""
    return tuple(sorted(alterations, key=_order))


def _order(alteration: SmallAlteration) -> tuple[bool, int, int, int, str, str, str]:
    variant = alteration.variant
    severity = -1 if alteration.promoter is not None else alteration.effect.most_severe.severity
    return (
        not alteration.is_driver,
        severity,
        *_place(variant),
        alteration.gene,
    )


def _place(variant: Variant) -> tuple[int, int, str, str]:
    """Along the genome, whatever the order of files and records."""
    return _CONTIG_RANK[variant.contig], variant.pos, variant.ref, variant.alt


def _set_aside(
    dropped: Mapping[Variant, list[Judged]], knowledge: Knowledge, settings: Settings
) -> Iterator[SetAsideDriver]:
    """Left-out alleles that would have been flagged: a board must hear of them."""
    annotation = FileAnnotation(knowledge.watched)  # what is left out is not counted as compared
    for variant, items in dropped.items():
        wanted = [item for item in items if _may_be_shown(item.call, knowledge, settings)]
        if not wanted:
            continue
        first, *_ = wanted
        group = _Group(variant, [item.call for item in wanted])
        for alteration in _alterations(group, knowledge, settings, annotation):
            if alteration.is_driver and first.reason is not None:
                yield SetAsideDriver(
                    alteration,
                    first.reason,
                    said="; ".join(dict.fromkeys(item.why for item in wanted)),
                    rescue=rescue_of(alteration, settings.rescues),
                )


def _may_be_shown(call: VariantCall, knowledge: Knowledge, settings: Settings) -> bool:
    """Whether anything was seen of an allele that might be flagged."""
    return call.support.alt_depth != 0 and _may_matter(call, knowledge, settings)


def _may_matter(call: VariantCall, knowledge: Knowledge, settings: Settings) -> bool:
    """Near an exon of the panel, perhaps viral, or annotated in a gene that is beyond it."""
    if _is_near_exon(call.variant, knowledge) or is_long_insertion(call.variant, settings):
        return True
    texts = () if call.annotation is None else call.annotation.texts
    return any(gene in text for gene in knowledge.watched for _, text in texts)


def _is_near_exon(variant: Variant, knowledge: Knowledge) -> bool:
    place = variant.interval
    for symbol in knowledge.models.genes_at(place):
        gene = knowledge.models.gene(symbol)
        if tert.is_in_window(variant, gene.select):
            return True
        for transcript in gene.transcripts:
            if any(
                place.start < exon.end + SPLICE_REACH and exon.start - SPLICE_REACH < place.end
                for exon in transcript.exons
            ):
                return True
    return False


def _unphased(groups: Sequence[_Group], knowledge: Knowledge) -> Iterator[str]:
    """Neighbours in one codon whose haplotype the file does not tell."""
    calls = [group.calls[0] for group in groups]
    for symbol, within in _by_gene(calls, knowledge).items():
        for pair in might_join(within, [knowledge.models.gene(symbol).select]):
            yield wording.LIMIT_PHASE.format(
                first=pair.first.variant,
                second=pair.second.variant,
                residue=pair.residue,
                gene=symbol,
            )


def _tandems(groups: Sequence[_Group], knowledge: Knowledge) -> Iterator[str]:
    """Two promoter alleles that together would be a tandem hotspot."""
    transcript = knowledge.models.gene(tert.GENE).select
    within = [g.variant for g in groups if tert.is_in_window(g.variant, transcript)]
    for first, second in combinations(within, 2):
        event = tert.tandem_partners(first, second, transcript)
        if event is not None:
            yield wording.LIMIT_TANDEM.format(first=first, second=second, event=event)
