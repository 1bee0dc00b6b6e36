"""The file's own annotation, beside our result: read where it is asked for, used, compared."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hccgenomics.interpret.comparison import compare, same_transcript
from hccgenomics.interpret.elsewhere import completed, effect_elsewhere, otherwise_elsewhere
from hccgenomics.model.annotation import SourceUse
from hccgenomics.readers.annotations import effects_on
from hccgenomics.readers.annotations.choice import TELLING, effect_on_gene, statement_on_gene

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.model.alteration import Effect
    from hccgenomics.model.annotation import AnnotationFormat, Disagreement, ForeignEffect
    from hccgenomics.model.transcript import Gene
    from hccgenomics.model.variant import Variant, VariantCall


@dataclass(frozen=True, slots=True)
class Said:
    """What the file says of one variant.

    Attributes:
        effects: On every transcript it names.
        sources: Whose annotation the records have at all.
        joined: Whether several records make the variant, each annotated for itself.
        as_written: Whether the file spells the variant as we do.
    """

    effects: tuple[ForeignEffect, ...] = ()
    sources: tuple[AnnotationFormat, ...] = ()
    joined: bool = False
    as_written: bool = True


NOTHING_SAID = Said()


@dataclass(slots=True)
class FileAnnotation:
    """Reads the annotation of calls, and keeps account of what it was used for.

    Attributes:
        beyond: Driver genes of which we have no model.
        uses: By source, in the order met.
        joined: Alterations made of several records, which are not compared.
    """

    beyond: tuple[str, ...]
    uses: dict[AnnotationFormat, SourceUse] = field(default_factory=dict)
    joined: int = 0
    _counted: set[tuple[int, int]] = field(default_factory=set)

    def said_of(
        self, variant: Variant, calls: Sequence[VariantCall], genes: Iterable[Gene], *, joined: bool
    ) -> Said:
        """What the calls' records say of a variant in these genes and in those beyond the panel."""
        annotated = [call for call in calls if call.annotation is not None]
        if not annotated:
            return NOTHING_SAID
        about = frozenset((*self.beyond, *_accessions(genes)))
        found = [effect for call in annotated for effect in self._decoded(call, about)]
        effects = _of_haplotype(found, annotated) if joined else tuple(dict.fromkeys(found))
        sources = dict.fromkeys(
            source for call in annotated if call.annotation for source, _ in call.annotation.texts
        )
        as_written = all(_is_spelled_so(variant, call) for call in annotated)
        return Said(effects, tuple(sources), joined, as_written)

    def _decoded(self, call: VariantCall, about: frozenset[str]) -> tuple[ForeignEffect, ...]:
        if call.annotation is None:
            return ()
        found = effects_on(call.annotation, call.locus.alt_index, about=about)
        record = (call.locus.source, call.locus.record)
        if record not in self._counted:
            self._counted.add(record)
            for source, _ in call.annotation.texts:
                self._use(source).unread += found.unread[source]
                self._use(source).unplaced += found.unplaced[source]
        return found.effects

    def _use(self, source: AnnotationFormat) -> SourceUse:
        return self.uses.setdefault(source, SourceUse())

    def genes_beyond(self, said: Said, variant: Variant) -> tuple[tuple[str, Effect], ...]:
        """Driver genes without a model that the annotation says are altered."""
        if not said.effects:
            return ()
        made = []
        for gene in self.beyond:
            theirs = effect_on_gene(said.effects, gene)
            if theirs is not None:
                self._use(theirs.source).beyond_panel += 1
                effect = effect_elsewhere(theirs, gene, variant.contig)
                notes = (*effect.notes, *_otherwise(theirs, gene, said))
                made.append((gene, replace(effect, notes=notes)))
        return tuple(made)

    def completed(self, effects: Iterable[Effect], said: Said) -> tuple[Effect, ...]:
        """Our effects, with what only an annotator could tell."""
        return tuple(self._completed(effect, said) for effect in effects)

    def _completed(self, effect: Effect, said: Said) -> Effect:
        for source in said.sources:
            theirs = same_transcript(effect, _by(source, said))
            made = effect if theirs is None else completed(effect, theirs)
            if made is not effect:
                self._use(source).taken += 1
                return made
        return effect

    def compared(self, effects: Iterable[Effect], said: Said) -> tuple[Disagreement, ...]:
        """Where the annotators state otherwise; each source counts an alteration once."""
        if said.joined and said.sources and not said.effects:
            self.joined += 1
            return ()
        ours = tuple(effects)
        theirs = {effect.annotated_by for effect in ours if not effect.transcript.exons}
        others = [source for source in said.sources if source.name not in theirs]
        return tuple(d for source in others for d in self._compared(source, ours, said))

    def _compared(
        self, source: AnnotationFormat, ours: Sequence[Effect], said: Said
    ) -> tuple[Disagreement, ...]:
        theirs = _by(source, said)
        pairs = [(effect, same_transcript(effect, theirs)) for effect in ours]
        made = [
            compare(effect, other, as_written=said.as_written)
            for effect, other in pairs
            if other is not None
        ]
        use = self._use(source)
        if not any(comparison.compared for comparison in made):
            use.not_compared += 1
            return ()
        different = tuple(d for comparison in made for d in comparison.disagreements)
        use.compared += 1
        use.agreeing += not different
        return different


def _otherwise(theirs: ForeignEffect, gene: str, said: Said) -> Iterator[str]:
    """What other annotators state on the gene, by transcripts that cannot be compared."""
    for source in said.sources:
        other = statement_on_gene(_by(source, said), gene) if source != theirs.source else None
        if other is not None and other.accession != theirs.accession:
            yield from otherwise_elsewhere(theirs, other)


def _accessions(genes: Iterable[Gene]) -> Iterator[str]:
    """The transcripts of genes, without their versions."""
    for gene in genes:
        for transcript in gene.transcripts:
            yield transcript.transcript.partition(".")[0]
            yield transcript.refseq.partition(".")[0]


def contradicts_silence(effects: Iterable[Effect], said: Said) -> bool:
    """Whether an annotator sees more than introns in a variant that we would pass over."""
    ours = tuple(effects)
    found = (
        same_transcript(effect, _by(source, said)) for source in said.sources for effect in ours
    )
    return any(other is not None and not TELLING.isdisjoint(other.consequences) for other in found)


def _by(source: AnnotationFormat, said: Said) -> tuple[ForeignEffect, ...]:
    return tuple(effect for effect in said.effects if effect.source == source)


def _is_spelled_so(variant: Variant, call: VariantCall) -> bool:
    """Whether the record has the variant as we do, and no indel beside it that shifts its name."""
    locus = call.locus
    beside = () if call.annotation is None else call.annotation.alts
    spelled = (locus.pos, locus.ref.upper(), locus.alt.upper())
    apart = len(beside) == 1 or all(len(alt) == len(locus.ref) for alt in beside)
    return apart and spelled in {(variant.pos, variant.ref, variant.alt), _bare(variant)}


def _bare(variant: Variant) -> tuple[int, str, str]:
    """As a MAF spells it: ``-`` for no bases, and no base beside them."""
    if variant.ref == variant.alt[:1]:
        return variant.pos, "-", variant.alt[1:]
    if variant.alt == variant.ref[:1]:
        return variant.pos + 1, variant.ref[1:], "-"
    return variant.pos, variant.ref, variant.alt


def _of_haplotype(
    effects: Iterable[ForeignEffect], calls: Sequence[VariantCall]
) -> tuple[ForeignEffect, ...]:
    """The judgements of exactly these records together, which are those of the joined variant."""
    together = Counter(f"{c.locus.pos}{c.locus.ref}>{c.locus.alt}".upper() for c in calls)
    mine = (effect for effect in effects if Counter(effect.joint) == together)
    return tuple(dict.fromkeys(replace(effect, joint=()) for effect in mine))
