"""The whole evidence base in one call."""

from __future__ import annotations

from hccgenomics.knowledge.biomarkers import BIOMARKERS, load_biomarkers
from hccgenomics.knowledge.fusions import FUSIONS, load_fusion_genes
from hccgenomics.knowledge.genes import GENES, load_genes
from hccgenomics.knowledge.germline import GERMLINE, load_germline_genes
from hccgenomics.knowledge.hotspots import COUNTS, load_hotspot_counts, load_hotspots
from hccgenomics.model.evidence import KnowledgeBase


def load_knowledge() -> KnowledgeBase:
    """All curated tables, their date, their review status and their digests.

    The date is that of the row that was looked at longest ago, so that editing one row does not
    make the whole base look fresh; where rows differ in review status, every status is
    named.
    """
    biomarkers, of_biomarkers = load_biomarkers()
    genes, of_genes = load_genes()
    hotspots, digests = load_hotspots()
    germline, of_germline = load_germline_genes()
    fusions, of_fusions = load_fusion_genes()
    counts = load_hotspot_counts()
    sha256 = {
        BIOMARKERS: of_biomarkers,
        FUSIONS: of_fusions,
        GENES: of_genes,
        GERMLINE: of_germline,
        **digests,
    }
    if counts is not None:
        sha256[COUNTS] = counts[1]
    return KnowledgeBase(
        biomarkers=biomarkers,
        genes=genes,
        hotspots=hotspots,
        counts=None if counts is None else counts[0],
        as_of=min(row.curated_on for row in biomarkers),
        review_status="; ".join(sorted({row.review_status for row in biomarkers})),
        sha256=sha256,
        germline=germline,
        fusions=fusions,
    )
