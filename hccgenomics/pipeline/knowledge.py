"""Everything the pipeline knows before it sees a patient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge import base as tables
from hccgenomics.knowledge.assemblies import TABLE as ASSEMBLIES
from hccgenomics.knowledge.files import digest, resource
from hccgenomics.knowledge.genes import load_genes
from hccgenomics.knowledge.markers import MARKERS, load_markers
from hccgenomics.knowledge.parts import FOLDER as TRANSCRIPTS
from hccgenomics.knowledge.standing import genes_of_small_variants
from hccgenomics.model.provenance import PanelGene, Resource
from hccgenomics.pipeline.embedded_tables import table_read
from hccgenomics.pipeline.models import fasta_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from hccgenomics.model.curated import MarkerComponent
    from hccgenomics.model.evidence import KnowledgeBase, Overlay
    from hccgenomics.model.genome import Interval, ReferenceFacts
    from hccgenomics.pipeline.models import Models


FUSED: Final = "::"
"""Between the partners of a fusion."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Curated tables, and the models of the assembly at hand.

    Attributes:
        models: Genes and bases, completed by a FASTA if one was given.
        fasta: That FASTA, for provenance.
        base: Biomarkers, genes, hotspots.
        markers: The components of the markers, in their order.
        resources: Every embedded table with its version and digest, for provenance.
        panel: Every MANE Select transcript with the grade of its sequence, for provenance.
        watched: Genes without a model that are read from the file's own annotation.
    """

    models: Models
    fasta: ReferenceFacts | None
    base: KnowledgeBase
    markers: tuple[MarkerComponent, ...]
    resources: tuple[Resource, ...]
    panel: tuple[PanelGene, ...]
    watched: tuple[str, ...] = ()

    @property
    def beyond(self) -> tuple[str, ...]:
        """Driver genes of the table of which there is no model; a fusion counts by its partners."""
        return beyond(self.models.symbols, self.base.genes)


def beyond(panel: Iterable[str], genes: Iterable[str]) -> tuple[str, ...]:
    """Driver genes that the panel cannot annotate.

    >>> beyond(["TP53", "PRKACA", "DNAJB1"], ["TP53", "CREBBP", "DNAJB1::PRKACA"])
    ('CREBBP',)
    """
    known = frozenset(panel)
    return tuple(gene for gene in sorted(genes) if not known.issuperset(gene.split(FUSED)))


def genes_to_watch(panel: Iterable[str], overlays: Sequence[Path] = ()) -> frozenset[str]:
    """Genes that are read from the file's own annotation, for there is no model of them.

    Driver genes, and genes of whose small variants a curated row speaks, ours or a laboratory's.
    """
    return _watched(panel, load_genes()[0], overlays)


def _watched(
    panel: Iterable[str], drivers: Iterable[str], overlays: Sequence[Path]
) -> frozenset[str]:
    every = {*drivers, *genes_of_small_variants(overlays)}
    return frozenset(gene for gene in beyond(panel, every) if FUSED not in gene)


def load_knowledge(models: Models, overlays: Sequence[Path] = ()) -> Knowledge:
    """Load the curated tables, and lay a laboratory's own over them.

    Raises:
        ResourceError: A table is missing or has a wrong row (exit 5).
    """
    base = tables.load_knowledge()
    if overlays:
        from hccgenomics.knowledge.overlays import with_overlays

        base = with_overlays(base, overlays)
    markers, markers_sha256 = load_markers()
    digests = {**base.sha256, MARKERS: markers_sha256, ASSEMBLIES: digest(resource(ASSEMBLIES))}
    resources = [table_read(name, found) for name, found in sorted(digests.items())]
    resources.append(table_read(TRANSCRIPTS, models.sha256, models.version))
    return Knowledge(
        models,
        fasta_of(models),
        base,
        markers,
        tuple(resources),
        _panel(models),
        tuple(sorted(_watched(models.symbols, base.genes, overlays))),
    )


def warn_of_overlays(overlays: Iterable[Overlay], warn: Callable[[str], None]) -> None:
    """Say which rows of a laboratory's tables can never be met, for nobody verified them."""
    for overlay in overlays:
        if overlay.unverified:
            ids = ", ".join(overlay.unverified)
            warn(f"{overlay.name}: unverified rows are never met ({ids}).")


def _region(span: Interval) -> str:
    """As everybody writes a place: bases counted from one."""
    return f"{span.contig}:{span.start + 1}-{span.end}"


def _panel(models: Models) -> tuple[PanelGene, ...]:
    seen: dict[str, PanelGene] = {}
    for graded in models.grades():
        gene = PanelGene(
            gene=graded.gene,
            transcript=graded.transcript,
            refseq=graded.refseq,
            sequence_grade=graded.grade,
            region=_region(models.span(graded.gene)),
        )
        seen.setdefault(graded.gene, gene)
    return tuple(seen.values())
