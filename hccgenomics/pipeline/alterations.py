"""Calls become alterations: one variant, one gene, its effects and the rules that apply."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate import promoter as tert
from hccgenomics.annotate.effect import PROVISIONAL, annotate
from hccgenomics.annotate.haplotypes import Joined, join_in_phase, might_join
from hccgenomics.annotate.hgvs import hgvs_g, short_protein
from hccgenomics.annotate.normalise import normalise
from hccgenomics.interpret import wording
from hccgenomics.interpret.drivers import flag
from hccgenomics.interpret.origin import origin_of
from hccgenomics.interpret.sieve import objections, sieve
from hccgenomics.interpret.summary import SetAsideDriver
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.ledger import Tally
from hccgenomics.vocabulary import (
    CONTIGS,
    SILENT_OUTSIDE_CODING,
    DropReason,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.model.alteration import Effect, PromoterFinding
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.transcript import Gene
    from hccgenomics.model.variant import Support, Variant, VariantCall
    from hccgenomics.pipeline.knowledge import Knowledge
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
    remarks: tuple[str, ...]


@dataclass(slots=True)
class _Group:
    """Everything that states one normalised variant."""

    variant: Variant
    calls: list[VariantCall] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def interpret_calls(
    calls: Sequence[VariantCall],
    before: Tally,
    knowledge: Knowledge,
    settings: Settings,
    *,
    specimen: Specimen,
) -> Interpreted:
    """Sieve, normalise, join, annotate and flag; every call ends in the tally exactly once.

    Args:
        calls: What the readers kept.
        before: What the readers dropped, by reason.
        knowledge: Models, reference and curated tables.
        settings: The laboratory's choices.
        specimen: What was sequenced; thresholds differ.
    """
    tally = Tally(before.kept, before.dropped.copy())
    kept, dropped = sieve(calls, objections(settings, specimen))
    for _, reason in dropped:
        tally.drop(reason)
    groups = _grouped(kept, knowledge, tally)
    alterations: list[SmallAlteration] = []
    for group in groups:
        made = tuple(_alterations(group, knowledge, settings))
        alterations.extend(made)
        if made:
            tally.keep()
        else:
            tally.drop(DropReason.NON_CODING)
    return Interpreted(
        tuple(sorted(alterations, key=_order)),
        tuple(_set_aside(dropped, {g.variant for g in groups}, knowledge, settings)),
        tally,
        (*_unphased(groups, knowledge), *_tandems(groups, knowledge)),
    )


def _grouped(
    calls: Sequence[VariantCall], knowledge: Knowledge, tally: Tally
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
        group.calls.extend(joined.calls)
        if len(joined.calls) > 1:
            tally.drop(DropReason.JOINED, len(joined.calls) - 1)
            spellings = wording.listed(str(call.variant) for call in joined.calls)
            group.notes.append(wording.JOINED_NOTE.format(variants=spellings))
    return tuple(sorted(groups.values(), key=lambda group: _place(group.variant)))


def _joined(calls: Sequence[VariantCall], knowledge: Knowledge) -> Iterator[Joined]:
    """Every call once: with its neighbours of one codon and haplotype, or alone.

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
    group: _Group, knowledge: Knowledge, settings: Settings
) -> Iterator[SmallAlteration]:
    """One alteration for every panel gene on which the variant has an effect worth a line."""
    variant = group.variant
    for symbol in knowledge.models.genes_at(variant.interval):
        gene = knowledge.models.gene(symbol)
        effects = _effects(variant, gene, knowledge)
        finding = tert.read_promoter(variant, gene.select, knowledge.models)
        if finding is not None:
            effects = (_promoter_effect(effects[0], variant, knowledge), *effects[1:])
        elif not settings.keep_non_coding and all(map(_is_silent, effects)):
            continue
        yield _alteration(group, symbol, effects, finding, knowledge, settings)


def _effects(variant: Variant, gene: Gene, knowledge: Knowledge) -> tuple[Effect, ...]:
    """On every transcript; provisional bases under a coding change are said to be so."""
    models = knowledge.models
    effects = tuple(annotate(variant, transcript, models) for transcript in gene.transcripts)
    if not models.is_provisional(variant.interval):
        return effects
    return tuple(
        effect
        if effect.cds_start is None or PROVISIONAL in effect.notes
        else replace(effect, notes=(PROVISIONAL, *effect.notes))
        for effect in effects
    )


def _is_silent(effect: Effect) -> bool:
    return SILENT_OUTSIDE_CODING.issuperset(effect.consequences)


def _promoter_effect(effect: Effect, variant: Variant, knowledge: Knowledge) -> Effect:
    """A promoter variant has its c.-n name and never a protein name."""
    name = tert.promoter_hgvs_c(variant, effect.transcript, knowledge.models)
    return replace(effect, hgvs_c=name, hgvs_p=None, protein=None)


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
    alteration = SmallAlteration(
        id=f"{symbol}:{variant.contig}-{variant.pos}-{variant.ref}-{variant.alt}",
        gene=symbol,
        variant=variant,
        calls=tuple(group.calls),
        support=_best_support(group.calls),
        hgvs_g=hgvs_g(variant, contig, knowledge.models),
        effects=effects,
        origin=origin_of(group.calls, settings),
        role=None if row is None else row.role,
        promoter=finding,
        short_protein=short_protein(effects[0].hgvs_p) if effects[0].hgvs_p else "",
        notes=tuple(dict.fromkeys(group.notes)),
    )
    findings = flag(
        alteration, knowledge.base.genes, knowledge.base.hotspots, knowledge.base.counts
    )
    return replace(alteration, findings=findings)


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
    dropped: Iterable[tuple[VariantCall, DropReason]],
    kept: set[Variant],
    knowledge: Knowledge,
    settings: Settings,
) -> Iterator[SetAsideDriver]:
    """Left-out alleles that would have been flagged: a board must hear of them."""
    seen: set[Variant] = set()
    for call, reason in dropped:
        if call.support.alt_depth == 0 or not _is_near_exon(call.variant, knowledge):
            continue
        variant = normalise(call.variant, knowledge.models).variant
        if variant in kept or variant in seen:
            continue
        seen.add(variant)
        detail = f" ({', '.join(call.filters)})" if reason is DropReason.FILTERED else ""
        for alteration in _alterations(_Group(variant, [call]), knowledge, settings):
            if alteration.is_driver:
                yield SetAsideDriver(alteration, reason, detail)


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
