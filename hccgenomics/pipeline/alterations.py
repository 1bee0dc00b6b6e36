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
from hccgenomics.interpret.origin import origin_of
from hccgenomics.interpret.sieve import objections, sieve
from hccgenomics.interpret.summary import SetAsideDriver
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.genome import UNKNOWN_BASE
from hccgenomics.model.ledger import Tally
from hccgenomics.pipeline.effects import effects_on
from hccgenomics.pipeline.foreign import FileAnnotation, contradicts_silence
from hccgenomics.pipeline.identity import identity_of
from hccgenomics.vocabulary import (
    CONTIGS,
    SILENT_OUTSIDE_CODING,
    DropReason,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.model.alteration import Effect, PromoterFinding
    from hccgenomics.model.settings import Settings
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
    annotation: FileAnnotation


@dataclass(slots=True)
class _Group:
    """Everything that states one normalised variant."""

    variant: Variant
    calls: list[VariantCall] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_joined: bool = False


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
    annotation = FileAnnotation(knowledge.beyond)
    alterations: list[SmallAlteration] = []
    for group in groups:
        made = tuple(_alterations(group, knowledge, settings, annotation))
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
        annotation,
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
        is_silent = finding is None and all(map(_is_silent, effects))
        if is_silent and not settings.keep_non_coding and not contradicts_silence(effects, said):
            continue
        effects = annotation.completed(effects, said)
        made = _alteration(group, gene.symbol, effects, finding, knowledge, settings)
        yield replace(made, disagreements=annotation.compared(effects, said))
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
        origin=origin_of(group.calls, settings),
        role=None if row is None else row.role,
        promoter=finding,
        short_protein=short_protein(effects[0].hgvs_p) if effects[0].hgvs_p else "",
        notes=tuple(dict.fromkeys((*group.notes, *why_not))),
        vrs_id=identity.vrs_id,
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
    annotation = FileAnnotation(knowledge.beyond)  # what is left out is not counted as compared
    for call, reason in dropped:
        if call.support.alt_depth == 0 or not _may_matter(call, knowledge):
            continue
        variant = normalise(call.variant, knowledge.models).variant
        if variant in kept or variant in seen:
            continue
        seen.add(variant)
        detail = f" ({', '.join(call.filters)})" if reason is DropReason.FILTERED else ""
        for alteration in _alterations(_Group(variant, [call]), knowledge, settings, annotation):
            if alteration.is_driver:
                yield SetAsideDriver(alteration, reason, detail)


def _may_matter(call: VariantCall, knowledge: Knowledge) -> bool:
    """Near an exon of the panel, or annotated in a gene that is beyond it."""
    if _is_near_exon(call.variant, knowledge):
        return True
    texts = () if call.annotation is None else call.annotation.texts
    return any(gene in text for gene in knowledge.beyond for _, text in texts)


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
