"""Which variants are counted whether or not they were called, each once, with every reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate import promoter
from hccgenomics.annotate.hotspot_alleles import (
    inframe_alleles,
    promoter_alleles,
    residue_alleles,
)
from hccgenomics.annotate.normalise import normalise
from hccgenomics.interpret.wording import listed, name_of
from hccgenomics.model.forced import KnownPlace
from hccgenomics.vocabulary import CONTIGS, ForcedBecause

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.annotate.hotspot_alleles import HotspotAllele
    from hccgenomics.interpret.summary import SetAsideDriver
    from hccgenomics.model.alteration import SmallAlteration
    from hccgenomics.model.variant import Variant
    from hccgenomics.pipeline.knowledge import Knowledge
    from hccgenomics.pipeline.models import Models
    from hccgenomics.pipeline.plasma.tissue import TissueReport

_CONTIG_RANK: Final = {contig: rank for rank, contig in enumerate(CONTIGS)}

_Change = tuple[str, int, str]
"""One base of an allele that differs from the reference: contig, position, base."""


def known_places(
    alterations: Sequence[SmallAlteration],
    knowledge: Knowledge,
    tissue: TissueReport | None = None,
    set_aside: Sequence[SetAsideDriver] = (),
) -> tuple[KnownPlace, ...]:
    """What the files call, what the tissue has and every hotspot allele, along the genome.

    Args:
        alterations: What the files keep.
        knowledge: Models and hotspots of the assembly.
        tissue: The tissue's report, on the same assembly; only its small variants are asked.
        set_aside: What the files list and the run left out.
    """
    places: dict[Variant, KnownPlace] = {}
    for place in (
        *_called(alterations),
        *_of_tissue(tissue, knowledge.models),
        *hotspot_places(knowledge),
    ):
        places[place.variant] = _merged(places.get(place.variant), place)
    kept = _kept_bases(alterations)
    left_out = {item.alteration.variant: item.why for item in set_aside}
    every = (
        replace(_made_by_kept(place, kept), left_out=left_out.get(place.variant, ""))
        for place in places.values()
    )
    return tuple(sorted(every, key=lambda place: _rank(place.variant)))


def _rank(variant: Variant) -> tuple[int, int, str, str]:
    return _CONTIG_RANK[variant.contig], variant.pos, variant.ref, variant.alt


def _merged(known: KnownPlace | None, place: KnownPlace) -> KnownPlace:
    """The first that named it keeps its names; reasons add up."""
    if known is None:
        return place
    because = tuple(dict.fromkeys((*known.because, *place.because)))
    return replace(
        known,
        because=because,
        alteration=known.alteration or place.alteration,
        is_blood=known.is_blood or place.is_blood,
    )


def _called(alterations: Iterable[SmallAlteration]) -> Iterator[KnownPlace]:
    for found in alterations:
        yield KnownPlace(
            variant=found.variant,
            gene=found.gene,
            name=name_of(found),
            because=(ForcedBecause.CALLED,),
            alteration=found.id,
            vaf=found.support.vaf,
        )


def _of_tissue(tissue: TissueReport | None, models: Models) -> Iterator[KnownPlace]:
    for found in () if tissue is None else tissue.small:
        if found.variant.contig in _CONTIG_RANK:
            yield KnownPlace(
                variant=normalise(found.variant, models).variant,
                gene=found.gene,
                name=found.name,
                because=(ForcedBecause.TISSUE,),
                alteration=found.id,
            )


def hotspot_places(knowledge: Knowledge) -> Iterator[KnownPlace]:
    """Every allele of a hotspot of the tables, of genes that have a model."""
    models, base = knowledge.models, knowledge.base
    for gene in sorted({*base.hotspots.by_gene, *(base.counts or {}), promoter.GENE}):
        if gene not in models.symbols:
            continue
        for allele in _alleles(gene, knowledge):
            yield KnownPlace(
                variant=allele.variant,
                gene=gene,
                name=f"{gene} {allele.name}",
                because=(ForcedBecause.HOTSPOT,),
                is_blood=allele.is_blood,
            )


def _alleles(gene: str, knowledge: Knowledge) -> Iterator[HotspotAllele]:
    models, base = knowledge.models, knowledge.base
    select = models.gene(gene).select
    if gene == promoter.GENE:
        yield from promoter_alleles(select)
    for row in base.hotspots.by_gene.get(gene, ()):
        yield from residue_alleles(row, select, models)
    yield from inframe_alleles((base.counts or {}).get(gene, ()), select, models)


# --- alleles that the files keep under another spelling -------------------------------------------


def _changes(variant: Variant) -> frozenset[_Change]:
    """The bases that a substitution replaces; none for insertions and deletions."""
    if len(variant.ref) != len(variant.alt):
        return frozenset()
    pairs = enumerate(zip(variant.ref, variant.alt, strict=True), start=variant.pos)
    return frozenset((variant.contig, pos, new) for pos, (old, new) in pairs if old != new)


def _kept_bases(alterations: Iterable[SmallAlteration]) -> dict[_Change, str]:
    """Which kept substitution replaces a base so."""
    return {
        change: name_of(found)
        for found in reversed(tuple(alterations))
        for change in _changes(found.variant)
    }


def _made_by_kept(place: KnownPlace, kept: dict[_Change, str]) -> KnownPlace:
    """A hotspot whose every base is replaced by what the files keep: it is no further finding."""
    changes = _changes(place.variant)
    if ForcedBecause.CALLED in place.because or not changes or not changes <= kept.keys():
        return place
    names = dict.fromkeys(kept[change] for change in sorted(changes))
    return replace(place, kept_as=listed(names))
