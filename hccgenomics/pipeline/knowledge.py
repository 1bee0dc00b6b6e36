"""Everything the pipeline knows before it sees a patient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hccgenomics.knowledge import base as tables
from hccgenomics.knowledge.markers import MARKERS, load_markers
from hccgenomics.model.report import PanelGene, Resource

if TYPE_CHECKING:
    from hccgenomics.model.evidence import KnowledgeBase, MarkerComponent
    from hccgenomics.pipeline.models import Models


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Curated tables, and the models of the assembly at hand.

    Attributes:
        models: Genes and bases, completed by a FASTA if one was given.
        has_fasta: Whether one was.
        base: Biomarkers, genes, hotspots.
        markers: The components of the markers, in their order.
        resources: Every embedded table with its version and digest, for provenance.
        panel: Every MANE Select transcript with the grade of its sequence, for provenance.
    """

    models: Models
    has_fasta: bool
    base: KnowledgeBase
    markers: tuple[MarkerComponent, ...]
    resources: tuple[Resource, ...]
    panel: tuple[PanelGene, ...]


def load_knowledge(models: Models, *, has_fasta: bool) -> Knowledge:
    """Load the curated tables.

    Raises:
        ResourceError: A table is missing or has a wrong row (exit 5).
    """
    base = tables.load_knowledge()
    markers, markers_sha256 = load_markers()
    as_of = base.as_of.isoformat()
    digests = {**base.sha256, MARKERS: markers_sha256}
    resources = [
        Resource(name=name, version=as_of, sha256=digest)
        for name, digest in sorted(digests.items())
    ]
    resources.append(Resource(name="transcripts", version=models.version, sha256=models.sha256))
    return Knowledge(models, has_fasta, base, markers, tuple(resources), _panel(models))


def _panel(models: Models) -> tuple[PanelGene, ...]:
    seen: dict[str, PanelGene] = {}
    for graded in models.grades():
        gene = PanelGene(
            gene=graded.gene,
            transcript=graded.transcript,
            refseq=graded.refseq,
            sequence_grade=graded.grade,
        )
        seen.setdefault(graded.gene, gene)
    return tuple(seen.values())
