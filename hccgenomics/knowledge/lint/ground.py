"""What rows are held against: genes, proteins, exons, the promoter, and our lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.builder.coding import coding_bases, oriented, protein_of
from hccgenomics.knowledge.genes import load_genes
from hccgenomics.knowledge.hotspots import load_hotspot_counts, load_hotspots
from hccgenomics.knowledge.lint.sources import Source, load_sources
from hccgenomics.knowledge.lists import load_facts, load_therapies, load_trials
from hccgenomics.knowledge.places import load_aliases, load_places
from hccgenomics.knowledge.references import load_references
from hccgenomics.knowledge.standing import our_rows
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.codons import STOP, UNKNOWN_RESIDUE
from hccgenomics.model.genome import Interval
from hccgenomics.vocabulary import Assembly

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.knowledge.standing import Standing
    from hccgenomics.knowledge.tables import Fields
    from hccgenomics.knowledge.transcripts import PanelModels
    from hccgenomics.model.lists import FactRow, Therapy, Trial
    from hccgenomics.model.transcript import Transcript

FUSED: Final = "::"


@dataclass(frozen=True)
class Ground:
    """Our lists and models, read once.

    Attributes:
        rows: Every row in use by id, ours and those that are looked at.
    """

    models: PanelModels
    references: Mapping[str, Fields]
    trials: Mapping[str, Trial]
    therapies: Mapping[str, Therapy]
    facts: Mapping[str, FactRow]
    sources: Mapping[str, Source]
    listed_genes: frozenset[str]
    hotspot_genes: frozenset[str]
    rows: Mapping[str, Standing] = field(default_factory=dict)

    @cached_property
    def therapy_names(self) -> Mapping[str, str]:
        """Names and synonyms, in small letters, to the name that rows use."""
        known = {name.casefold(): name for name in self.therapies}
        for name, therapy in self.therapies.items():
            for other in therapy.synonyms:
                known.setdefault(other.casefold(), name)
        return known

    def transcript(self, gene: str) -> Transcript | None:
        """MANE Select, where there is a model of the gene."""
        return self.models.gene(gene).select if gene in self.models.symbols else None

    def is_symbol(self, gene: str) -> bool:
        """Whether this is a gene's symbol of today."""
        known = gene in self.models.symbols or gene in self.listed_genes
        return known or any(load_places(a).named(gene) is not None for a in Assembly)

    def current_symbol(self, name: str) -> str | None:
        """What a gene of this name is called today."""
        upper = name.upper()
        return load_aliases().get(name) or (upper if self.is_symbol(upper) else None)

    def protein(self, gene: str) -> str | None:
        """Residues of MANE Select, ``X`` where not known; ``None`` where there is no model."""
        transcript = self.transcript(gene)
        if transcript is None:
            return None
        protein = protein_of(coding_bases(transcript, self.models)).rstrip(STOP)
        if transcript.degenerate is None:
            return protein
        told = transcript.degenerate.protein.rstrip(STOP)
        pairs = zip(protein.ljust(len(told), UNKNOWN_RESIDUE), told, strict=False)
        return "".join(theirs if ours == UNKNOWN_RESIDUE else ours for ours, theirs in pairs)

    def upstream(self, gene: str, position: int) -> str:
        """The base at ``c.-position``, as the transcript reads it."""
        transcript = self.models.gene(gene).select
        if transcript.strand > 0:
            start = transcript.cds_start - position
        else:
            start = transcript.cds_end + position - 1
        base = self.models.bases(Interval(transcript.contig, start, start + 1))
        return oriented(base, transcript.strand)


def load_ground() -> Ground:
    """Everything, from the packaged tables and the packaged models of GRCh38."""
    references, _ = load_references()
    genes, _ = load_genes()
    hotspots, _ = load_hotspots()
    counts = load_hotspot_counts()
    return Ground(
        models=load_models(Assembly.GRCH38),
        references=references,
        trials=load_trials()[0],
        therapies=load_therapies()[0],
        facts=load_facts()[0],
        sources=load_sources(),
        listed_genes=frozenset(g for name in genes for g in name.split(FUSED)),
        hotspot_genes=frozenset((*hotspots.by_gene, *(counts[0] if counts else ()))),
        rows=our_rows(),
    )
