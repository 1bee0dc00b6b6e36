"""Words for genomes, genes and what an allele does to them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Assembly(StrEnum):
    """The reference assemblies we read (Genome Reference Consortium)."""

    GRCH37 = "GRCh37"
    GRCH38 = "GRCh38"


AUTOSOMES: Final = tuple(f"chr{n}" for n in range(1, 23))
SEX_CONTIGS: Final = ("chrX", "chrY")
MITOCHONDRION: Final = "chrM"
CONTIGS: Final = (*AUTOSOMES, *SEX_CONTIGS, MITOCHONDRION)


class Consequence(StrEnum):
    """Sequence Ontology terms, most severe first; the order is the ranking.

    Terms and order as in Ensembl VEP 115
    (https://www.ensembl.org/info/genome/variation/prediction/predicted_data.html).
    """

    TRANSCRIPT_ABLATION = "transcript_ablation"
    SPLICE_ACCEPTOR = "splice_acceptor_variant"
    SPLICE_DONOR = "splice_donor_variant"
    STOP_GAINED = "stop_gained"
    FRAMESHIFT = "frameshift_variant"
    STOP_LOST = "stop_lost"
    START_LOST = "start_lost"
    INFRAME_INSERTION = "inframe_insertion"
    INFRAME_DELETION = "inframe_deletion"
    MISSENSE = "missense_variant"
    PROTEIN_ALTERING = "protein_altering_variant"
    SPLICE_DONOR_5TH_BASE = "splice_donor_5th_base_variant"
    SPLICE_REGION = "splice_region_variant"
    SPLICE_DONOR_REGION = "splice_donor_region_variant"
    SPLICE_POLYPYRIMIDINE = "splice_polypyrimidine_tract_variant"
    START_RETAINED = "start_retained_variant"
    STOP_RETAINED = "stop_retained_variant"
    SYNONYMOUS = "synonymous_variant"
    CODING_SEQUENCE = "coding_sequence_variant"
    FIVE_PRIME_UTR = "5_prime_UTR_variant"
    THREE_PRIME_UTR = "3_prime_UTR_variant"
    INTRON = "intron_variant"
    UPSTREAM = "upstream_gene_variant"
    DOWNSTREAM = "downstream_gene_variant"
    INTERGENIC = "intergenic_variant"

    @property
    def severity(self) -> int:
        """Rank among all terms; 0 is the most severe."""
        return _SEVERITY[self]


_SEVERITY: Final = {term: rank for rank, term in enumerate(Consequence)}

TRUNCATING_CONSEQUENCES: Final = frozenset({Consequence.STOP_GAINED, Consequence.FRAMESHIFT})
SPLICE_NULL_CONSEQUENCES: Final = frozenset({Consequence.SPLICE_ACCEPTOR, Consequence.SPLICE_DONOR})
SPLICE_CONSEQUENCES: Final = frozenset(
    {
        *SPLICE_NULL_CONSEQUENCES,
        Consequence.SPLICE_DONOR_5TH_BASE,
        Consequence.SPLICE_REGION,
        Consequence.SPLICE_DONOR_REGION,
        Consequence.SPLICE_POLYPYRIMIDINE,
    }
)
"""Changes that lie at the border of an exon, also where only intron bases change."""
NULL_CONSEQUENCES: Final = frozenset(
    {
        *TRUNCATING_CONSEQUENCES,
        *SPLICE_NULL_CONSEQUENCES,
        Consequence.START_LOST,
        Consequence.TRANSCRIPT_ABLATION,
    }
)
INFRAME_CONSEQUENCES: Final = frozenset(
    {Consequence.INFRAME_INSERTION, Consequence.INFRAME_DELETION, Consequence.PROTEIN_ALTERING}
)
SILENT_OUTSIDE_CODING: Final = frozenset(
    {
        Consequence.INTRON,
        Consequence.UPSTREAM,
        Consequence.DOWNSTREAM,
        Consequence.INTERGENIC,
        Consequence.SPLICE_POLYPYRIMIDINE,
    }
)


class Mane(StrEnum):
    """The MANE set of a transcript (Morales et al. 2022, doi:10.1038/s41586-022-04558-8)."""

    SELECT = "MANE Select"
    PLUS_CLINICAL = "MANE Plus Clinical"
    UNSTATED = "not stated"  # of a transcript that another annotator names


class SequenceGrade(StrEnum):
    """How far the embedded coding sequence of a transcript can be trusted."""

    GENOMIC = "genomic"  # exons with their flanks, reference grade
    CDS = "cds"  # complete coding sequence, reference grade, no flanks
    PROVISIONAL = "provisional"  # cloned open reading frames: silent differences may remain
    PARTIAL = "partial"  # reference grade where known, N elsewhere
    NONE = "none"  # coordinates only


class GeneRole(StrEnum):
    """What a gene does in hepatocellular carcinoma."""

    ONCOGENE = "oncogene"
    TUMOUR_SUPPRESSOR = "tumour_suppressor"
    BOTH = "both"
    PASSENGER = "likely_passenger"
    UNCLEAR = "unclear"


class AlterationKind(StrEnum):
    """What kind of event altered a gene."""

    SMALL = "small"
    COPY_NUMBER = "copy_number"
    STRUCTURAL = "structural"
    INTEGRATION = "integration"
    SIGNATURE = "signature"
    EXPRESSION = "expression"


class ProteinChangeKind(StrEnum):
    """How a protein differs (HGVS nomenclature 21.1, protein level)."""

    SUBSTITUTION = "substitution"
    SYNONYMOUS = "synonymous"
    NONSENSE = "nonsense"
    FRAMESHIFT = "frameshift"
    DELETION = "deletion"
    INSERTION = "insertion"
    DUPLICATION = "duplication"
    DELINS = "delins"
    EXTENSION = "extension"
    START_LOSS = "start_loss"


class PromoterVerdict(StrEnum):
    """What an allele of the TERT promoter window is."""

    HOTSPOT = "hotspot_activating"
    BENIGN = "benign_polymorphism"
    UNCERTAIN = "promoter_variant_of_unknown_significance"
