"""Whether an alteration is the event a curated term asks for, how exactly, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import reasons
from hccgenomics.interpret import term_wording as words
from hccgenomics.interpret.facts import asked_of
from hccgenomics.interpret.large_events import (
    PARTNERS,
    genes_of,
    is_viral_insertion,
    meets_large,
    why_large,
    why_not_large,
)
from hccgenomics.interpret.residues import (
    RECURRENT_CHANGE,
    hotspots_hit,
    is_late_truncation,
    is_of_another_protein,
    is_of_class,
    is_untranslated_splice,
    net_change,
    select_protein,
    splice_codon,
    untold_codons,
)
from hccgenomics.interpret.wording import name_of
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.event import PROMOTER_HOTSPOT
from hccgenomics.vocabulary import (
    SPLICE_NULL_CONSEQUENCES,
    Consequence,
    EffectClass,
    EventKind,
    HotspotKind,
    PromoterVerdict,
    ProteinChangeKind,
    Specificity,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hccgenomics.model.alteration import ProteinChange
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.curated import HotspotTable
    from hccgenomics.model.event import Event

    Test = Callable[[Event, SmallAlteration, HotspotTable], bool]

_SPAN_KINDS: Final = {
    "del": ProteinChangeKind.DELETION,
    "dup": ProteinChangeKind.DUPLICATION,
}
_JOINED_NAMES: Final = " and "
_ACTIVATING: Final = frozenset({HotspotKind.MISSENSE, HotspotKind.INFRAME})


def meets(event: Event, alteration: AnyAlteration, hotspots: HotspotTable) -> bool:
    """Whether an alteration is the event; kinds it cannot show are never met."""
    if not isinstance(alteration, SmallAlteration):
        is_named = not set(event.genes).isdisjoint(genes_of(alteration))
        return is_named and meets_large(event, alteration)
    test = _TESTS.get(event.kind)
    if test is None or alteration.gene not in event.genes:
        return is_viral_insertion(event, alteration)
    if is_of_another_protein(alteration, hotspots):
        return False
    if event.below_vaf is not None:
        vaf = alteration.support.vaf
        if vaf is None or vaf >= event.below_vaf:
            return False
    return test(event, alteration, hotspots)


def specificity(event: Event) -> Specificity:
    """How exactly the term speaks of what meets it."""
    if event.pathway:
        return Specificity.PATHWAY
    if event.kind is EventKind.PROMOTER and PROMOTER_HOTSPOT in event.changes:
        return Specificity.CLASS
    if event.kind is EventKind.CLASS and event.effect is EffectClass.ANY:
        return Specificity.GENE
    if event.kind is EventKind.STRUCTURAL and len(event.genes) == PARTNERS:
        return Specificity.EXACT
    if event.kind is EventKind.EXPRESSION and all(test.is_any for test in event.tests):
        return Specificity.GENE
    return _SPECIFICITY.get(event.kind, Specificity.CLASS)


def asked_for(event: Event) -> str:
    """The term in words, without its gene.

    >>> from hccgenomics.model.event import parse_event
    >>> asked_for(parse_event("CTNNB1 codon D32-S45 inframe_deletion"))
    'codons D32-S45 (in-frame deletion)'
    >>> asked_for(parse_event("BRCA2 loss_of_function both_alleles"))
    'loss of function of both alleles'
    """
    effect = "" if event.effect is None else words.EFFECTS[event.effect]
    match event.kind:
        case EventKind.CODONS:
            template = words.CODON if event.start == event.end else words.CODONS
            return template.format(span=event.body.split()[1], effect=effect)
        case EventKind.EXON:
            return words.EXON.format(exon=event.exon, effect=effect)
        case EventKind.CLASS:
            return words.BOTH_ALLELES.format(effect=effect) if event.both_alleles else effect
        case EventKind.HOTSPOT:
            return words.HOTSPOT_RESIDUE
        case EventKind.PROMOTER if PROMOTER_HOTSPOT in event.changes:
            return reasons.ACTIVATING_PROMOTER
        case EventKind.PROMOTER:
            return words.PROMOTER.format(change=event.changes[0])
        case EventKind.PROTEIN | EventKind.CODING:
            return event.body
        case _:
            return asked_of(event) if event.tests else words.LARGER[event.detail]


def as_written(event: Event) -> str:
    """The term with its gene, as the table has it.

    >>> from hccgenomics.model.event import parse_event
    >>> as_written(parse_event("pathway CTNNB1 codon D32-S45 inframe_deletion"))
    'pathway CTNNB1 codon D32-S45 inframe deletion'
    """
    written = _written(event, "::".join(event.genes))
    return words.PATHWAY.format(term=written) if event.pathway else written


def _written(event: Event, gene: str) -> str:
    effect = ""
    if event.effect is not None:
        effect = words.WRITTEN_EFFECTS.get(event.effect) or words.EFFECTS[event.effect]
    match event.kind:
        case _ if event.below_vaf is not None:
            return f"{gene} {event.body}".replace("_", " ")
        case EventKind.CODONS:
            span = event.body.split()[1]
            return words.WRITTEN_CODON.format(gene=gene, span=span, effect=effect)
        case EventKind.EXON:
            return words.WRITTEN_EXON.format(gene=gene, exon=event.exon, effect=effect)
        case EventKind.CLASS if event.both_alleles:
            return words.WRITTEN_BOTH.format(gene=gene, effect=effect)
        case EventKind.HOTSPOT:
            return words.WRITTEN_HOTSPOT.format(gene=gene)
        case EventKind.PROMOTER if PROMOTER_HOTSPOT in event.changes:
            return f"{gene} {words.PROMOTER_HOTSPOT}"
        case EventKind.PROTEIN | EventKind.PROMOTER | EventKind.CODING:
            return f"{gene} {event.body}"
        case _:
            return f"{gene} {event.body.replace('_', ' ')}"


def why_met(event: Event, alteration: AnyAlteration, hotspots: HotspotTable) -> str:
    """One clause: what met the term.

    The caller has asked ``meets`` before.
    """
    if not isinstance(alteration, SmallAlteration):
        return why_large(event, alteration, asked_for(event))
    if event.kind is EventKind.STRUCTURAL:
        return reasons.IS_ASKED.format(name=name_of(alteration), asked=asked_for(event))
    rows = hotspots_hit(alteration, hotspots) if event.kind is EventKind.HOTSPOT else ()
    why = _template(event, alteration, listed=bool(rows)).format(
        name=name_of(alteration),
        gene=alteration.gene,
        asked=asked_for(event),
        consequence=alteration.effect.most_severe.value,
        residues=", ".join(row.residues for row in rows),
        others=_other_numbers(alteration) if event.kind is EventKind.PROTEIN else "",
    )
    return _below(event, alteration, why)


def _below(event: Event, alteration: SmallAlteration, met: str) -> str:
    """What met the term, with the condition on the allele fraction and what was seen of it."""
    vaf = alteration.support.vaf
    if event.below_vaf is None or vaf is None:
        return met
    return reasons.BELOW.format(met=met, vaf=vaf, below=event.below_vaf)


def _template(event: Event, alteration: SmallAlteration, *, listed: bool) -> str:
    match event.kind:
        case EventKind.CODONS if untold_codons(alteration.effect) is not None:
            return reasons.UNTOLD
        case EventKind.HOTSPOT:
            return reasons.LISTED_HOTSPOT if listed else reasons.RECURS
        case EventKind.PROMOTER if PROMOTER_HOTSPOT in event.changes:
            return reasons.IS
        case EventKind.PROTEIN | EventKind.PROMOTER | EventKind.CODING:
            return reasons.EQUALS
        case EventKind.CODONS | EventKind.EXON:
            return reasons.TOUCHES
        case _:
            return reasons.CHANGES if event.effect is EffectClass.ANY else reasons.OF_CLASS


def why_not(event: Event, alteration: AnyAlteration, hotspots: HotspotTable) -> str:
    """One clause: what keeps an alteration from meeting the term."""
    asked, genes = asked_for(event), "::".join(event.genes)
    if set(event.genes).isdisjoint(genes_of(alteration)):
        return reasons.OTHER_GENE.format(asked=genes or asked, gene=alteration.gene)
    if not isinstance(alteration, SmallAlteration):
        return why_not_large(event, alteration, asked)
    test = _TESTS.get(event.kind)
    if test is None:
        return reasons.NOT_SMALL.format(asked=f"{genes} {asked}")
    name = name_of(alteration)
    if event.below_vaf is not None and test(event, alteration, hotspots):
        seen = _fraction(alteration.support.vaf)
        asks = reasons.FRACTION.format(below=event.below_vaf, seen=seen)
        return reasons.OF.format(name=name, asks=asks)
    difference = _difference(event, alteration, hotspots)
    return reasons.DIFFERS.format(difference=difference, asked=asked)


def _fraction(vaf: float | None) -> str:
    return reasons.FRACTION_UNKNOWN if vaf is None else reasons.FRACTION_KNOWN.format(vaf=vaf)


def _difference(event: Event, alteration: SmallAlteration, hotspots: HotspotTable) -> str:
    name, protein = name_of(alteration), select_protein(alteration, hotspots)
    consequence = alteration.effect.most_severe.value
    if is_of_another_protein(alteration, hotspots):
        return reasons.OTHER_PROTEIN.format(name=name)
    if event.effect is EffectClass.LOSS_OF_FUNCTION and is_late_truncation(alteration):
        return reasons.SPARES_MOST.format(name=name, consequence=consequence)
    if is_untranslated_splice(alteration.effect):
        return reasons.UNTRANSLATED_SITE.format(name=name, consequence=consequence)
    if said := _other_bases(event, alteration):
        return said
    if event.start is None or event.end is None or protein is None:
        return reasons.IS_A.format(name=name, consequence=consequence)
    return _elsewhere(event, alteration, protein, name)


def _elsewhere(event: Event, alteration: SmallAlteration, protein: ProteinChange, name: str) -> str:
    if not (event.start or 0) <= protein.end or not protein.start <= (event.end or 0):
        return reasons.LIES_ELSEWHERE.format(name=name)
    if event.kind is EventKind.PROTEIN and is_of_class(alteration, EffectClass.MISSENSE):
        return reasons.OTHER_CHANGE.format(name=name, alt=protein.alt)
    consequence = alteration.effect.most_severe.value
    return reasons.OTHER_CLASS.format(name=name, consequence=consequence)


def _other_bases(event: Event, alteration: SmallAlteration) -> str:
    """What the bases are, where the term names bases; empty where it does not."""
    name = name_of(alteration)
    if event.kind is EventKind.CODING and (bases := coding_name(alteration)):
        return reasons.OTHER_BASES.format(name=name, bases=bases)
    if event.kind is not EventKind.PROMOTER or alteration.promoter is None:
        return ""
    verdict = alteration.promoter.verdict
    if verdict is PromoterVerdict.HOTSPOT:
        return reasons.OTHER_ALLELE.format(name=name)
    return reasons.READ_AS[verdict].format(name=name)


def _other_numbers(alteration: SmallAlteration) -> str:
    """The same substitution on other transcripts of the panel, where its number differs."""
    main = alteration.effect.protein
    others = [
        reasons.ELSEWHERE.format(
            ref=effect.protein.ref,
            residue=effect.protein.start,
            alt=effect.protein.alt,
            transcript=effect.transcript.transcript,
        )
        for effect in alteration.effects
        if effect.protein is not None
        and effect.protein.kind is ProteinChangeKind.SUBSTITUTION
        and (main is None or effect.protein.start != main.start)
    ]
    return f" ({', '.join(others)})" if others else ""


def _protein(event: Event, alteration: SmallAlteration, hotspots: HotspotTable) -> bool:
    protein = select_protein(alteration, hotspots)
    if protein is None or (protein.start, protein.end) != (event.start, event.end):
        return False
    kind = _SPAN_KINDS.get(event.changes[0])
    if kind is not None:
        return protein.kind is kind
    return protein.kind is ProteinChangeKind.SUBSTITUTION and protein.alt in event.changes


def _coding(event: Event, alteration: SmallAlteration, _: HotspotTable) -> bool:
    """This base for that one, and no other change that makes the same residue."""
    return coding_name(alteration) in event.changes


def coding_name(alteration: SmallAlteration) -> str:
    """``c.747G>T`` on the transcript of the effect; "" without such a name."""
    return (alteration.effect.hgvs_c or "").rpartition(":")[2]


def _promoter(event: Event, alteration: SmallAlteration, _: HotspotTable) -> bool:
    promoter = alteration.promoter
    if promoter is None or promoter.verdict is not PromoterVerdict.HOTSPOT:
        return False
    names = promoter.name.split(_JOINED_NAMES)
    return PROMOTER_HOTSPOT in event.changes or not set(names).isdisjoint(event.changes)


def _codons(event: Event, alteration: SmallAlteration, hotspots: HotspotTable) -> bool:
    if event.effect is None or event.start is None or event.end is None:
        return False
    if untold_codons(alteration.effect) is not None:
        return _artefact(event, alteration, hotspots)
    if not is_of_class(alteration, event.effect):
        return False
    if event.effect is EffectClass.SPLICE:
        codon = splice_codon(alteration.effect)
        return codon is not None and event.start <= codon <= event.end
    protein = select_protein(alteration, hotspots)
    if protein is None or protein.end < event.start or event.end < protein.start:
        return False
    return event.effect is not EffectClass.MISSENSE or net_change(protein) is None


def _artefact(event: Event, alteration: SmallAlteration, hotspots: HotspotTable) -> bool:
    """Where the change of protein is not known: the codon, and of artefact rows alone."""
    return event.effect is EffectClass.MISSENSE and any(
        row.kind is HotspotKind.ARTEFACT and (row.start, row.end) == (event.start, event.end)
        for row in hotspots_hit(alteration, hotspots)
    )


def _exon(event: Event, alteration: SmallAlteration, _: HotspotTable) -> bool:
    if event.effect is None or event.exon is None or not is_of_class(alteration, event.effect):
        return False
    effect = alteration.effect
    if event.effect is EffectClass.SPLICE:
        return event.exon in _exons_of_splice_sites(alteration)
    return effect.exon is not None and effect.exon[0] == event.exon


def _exons_of_splice_sites(alteration: SmallAlteration) -> set[int]:
    """The exons whose splice sites are hit: a donor ends exon n, an acceptor begins n + 1."""
    effect = alteration.effect
    exons: set[int] = set()
    if effect.exon is not None and not SPLICE_NULL_CONSEQUENCES.isdisjoint(effect.consequences):
        exons.add(effect.exon[0])
    if effect.intron is not None and Consequence.SPLICE_DONOR in effect.consequences:
        exons.add(effect.intron[0])
    if effect.intron is not None and Consequence.SPLICE_ACCEPTOR in effect.consequences:
        exons.add(effect.intron[0] + 1)
    return exons


def _class(event: Event, alteration: SmallAlteration, _: HotspotTable) -> bool:
    if event.effect is None or not is_of_class(alteration, event.effect):
        return False
    return event.effect is not EffectClass.LOSS_OF_FUNCTION or not is_late_truncation(alteration)


def _hotspot(_: Event, alteration: SmallAlteration, hotspots: HotspotTable) -> bool:
    """Of the hotspots table, or recurrent by the counts if a driver rule said so before."""
    rows = hotspots_hit(alteration, hotspots)
    if rows:
        return any(row.kind in _ACTIVATING for row in rows)
    return any(finding.code == RECURRENT_CHANGE for finding in alteration.findings)


_TESTS: Final[Mapping[EventKind, Test]] = {
    EventKind.PROTEIN: _protein,
    EventKind.CODING: _coding,
    EventKind.PROMOTER: _promoter,
    EventKind.CODONS: _codons,
    EventKind.EXON: _exon,
    EventKind.CLASS: _class,
    EventKind.HOTSPOT: _hotspot,
}
_SPECIFICITY: Final = {
    EventKind.PROTEIN: Specificity.EXACT,
    EventKind.CODING: Specificity.EXACT,
    EventKind.PROMOTER: Specificity.EXACT,
    EventKind.CODONS: Specificity.CODON,
    EventKind.HOTSPOT: Specificity.CODON,
    EventKind.EXON: Specificity.EXON,
    EventKind.CLASS: Specificity.CLASS,
}
