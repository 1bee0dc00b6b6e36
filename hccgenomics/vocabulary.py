"""The closed lists of words this package uses, each with its authority."""

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


class Annotator(StrEnum):
    """Programs whose consequences are read from a file that has them already."""

    VEP = "VEP"  # Ensembl VEP: CSQ, or the field that --vcf_info_field names
    SNPEFF = "SnpEff"  # ANN, Cingolani et al. 2015
    BCFTOOLS_CSQ = "bcftools csq"  # BCSQ
    FUNCOTATOR = "Funcotator"  # FUNCOTATION, GATK 4
    MAF_COLUMNS = "the MAF's annotator"  # whichever program wrote a MAF's annotation columns


class AnnotatedField(StrEnum):
    """What is compared with another annotator."""

    CONSEQUENCE = "consequence"
    CODING_NAME = "hgvs_c"
    PROTEIN_NAME = "hgvs_p"


class DialectTier(StrEnum):
    """How far the reading of a caller's files was proven."""

    EXACT = "exact"  # held against real output of the caller
    UNTESTED = "untested"  # written from the caller's documentation alone


class CallerScope(StrEnum):
    """What a variant caller looks for."""

    SOMATIC = "somatic"
    GERMLINE = "germline"
    EITHER = "either"  # depends on how it was run


class CallerSays(StrEnum):
    """What a variant caller says of an allele's origin, in its own fields."""

    SOMATIC = "somatic"
    GERMLINE = "germline"
    LOSS_OF_HETEROZYGOSITY = "loss_of_heterozygosity"  # germline, its share changed in the tumour
    NOT_SOMATIC = "not_somatic"  # artefact, reference, or undecided


class DropReason(StrEnum):
    """Why an entry of the ledger is not among the alterations; closed, so that sums hold."""

    OUTSIDE_PANEL = "outside_panel"
    REFERENCE_BLOCK = "reference_block"  # no alternate allele, or <NON_REF>/<*> alone
    SPANNING_DELETION = "spanning_deletion"  # ALT is *
    SYMBOLIC = "symbolic_allele"  # <DEL>, <DUP>, <INS> and the like: structural input
    BREAKEND = "breakend"
    AMBIGUOUS_BASES = "ambiguous_bases"  # IUPAC codes or N in an allele
    REFERENCE_MISMATCH = "reference_mismatch"
    MALFORMED = "malformed_record"
    NO_BASE_BESIDE = "base_beside_indel_unknown"  # a MAF's indel in a stretch not known here
    OTHER_SAMPLE = "row_of_another_sample"  # of a MAF or table with several tumours
    FILTERED = "filtered_by_caller"
    NOT_IN_TUMOUR = "not_in_tumour"  # the tumour's genotype or counts do not carry the allele
    TOO_SHALLOW = "depth_below_setting"
    TOO_FEW_READS = "too_few_alternate_reads"
    LOW_VAF = "vaf_below_setting"
    IN_NORMAL = "vaf_in_normal_above_setting"
    DUPLICATE = "duplicate_of_another_record"
    MATE = "mate_of_another_record"  # of two records that state one adjacency
    UNPAIRED = "mate_not_in_file"
    NOT_ON_CHROMOSOME = "not_on_a_chromosome"  # unplaced contigs, decoys
    NO_VALUE = "no_value"  # a row of copy number without ratio, copies or class
    NOT_STRUCTURAL = "not_structural"  # a record too small for a structural variant
    GERMLINE_EVENT = "germline_by_the_tool"
    JOINED = "joined_into_one_codon_change"  # or beyond one codon, on one haplotype
    NON_CODING = "non_coding_without_rule"  # intronic or flanking


class AsideStatus(StrEnum):
    """What a driver allele that was left out is said to be; never present, never absent."""

    BELOW_CALLER_FILTER = "below_caller_filter"  # filters that speak of the quality of the call
    CALLED_NOT_SOMATIC = "called_not_somatic"  # filters that speak of where the allele comes from
    NOT_CARRIED = "not_carried"  # the tumour's genotype or counts leave it out
    BELOW_SETTING = "below_setting"  # a threshold of the laboratory


class MarkerState(StrEnum):
    """The four things a report may say of a marker."""

    PRESENT = "present"
    ABSENT = "absent"
    NO_CALL = "no_call"
    NOT_ASSAYED = "not_assayed"


class ComponentClass(StrEnum):
    """The class of event a marker's component is looked for in."""

    SMALL = "small"
    COPY_NUMBER = "copy_number"
    FUSION = "fusion"
    REARRANGEMENT = "rearrangement"
    INTEGRATION = "integration"
    SIGNATURE = "signature"


class CopyClass(StrEnum):
    """What a number of copies is called; focal or arm-level is said separately (``Extent``)."""

    AMPLIFICATION = "amplification"
    BORDERLINE_AMPLIFICATION = "borderline_amplification"
    GAIN = "gain"
    NO_CHANGE = "no_change"
    LOSS = "loss"
    BORDERLINE_HOMOZYGOUS_DELETION = "borderline_homozygous_deletion"
    HOMOZYGOUS_DELETION = "homozygous_deletion"
    NO_CALL = "no_call"  # no bins or probes, no purity in plasma, X without a sex, …


class Extent(StrEnum):
    """How far the event around a gene reaches."""

    FOCAL = "focal"
    BROAD = "broad"  # more than focal, less than the arm
    ARM = "whole_arm"
    CHROMOSOME = "whole_chromosome"


class CopyMethod(StrEnum):
    """How copies were found."""

    STATED = "stated_by_the_tool"  # absolute copies
    COMPUTED = "from_ratio_purity_and_ploidy"
    RATIO = "ratio_alone"  # no purity: classes by ratio, no copies
    LEVEL = "class_stated_by_the_tool"


class CopySource(StrEnum):
    """What kind of statement a copy-number file makes."""

    SEGMENTS = "segments"
    BINS = "bins"
    GENES = "genes"
    CALLS = "calls"  # a VCF of altered stretches alone: silence there is no statement
    LEVELS = "levels"  # discrete classes
    SOLUTION = "purity_and_ploidy"


class AdjacencyKind(StrEnum):
    """How two breakends lie to each other."""

    DELETION = "deletion"
    DUPLICATION = "tandem_duplication"
    INVERSION = "inversion"
    TRANSLOCATION = "translocation"
    INSERTION = "insertion"
    SINGLE = "single_breakend"
    UNKNOWN = "unknown_orientation"


class GenePart(StrEnum):
    """Which part of a transcript a breakend keeps."""

    FIVE_PRIME = "five_prime_part"
    THREE_PRIME = "three_prime_part"
    UNKNOWN = "unknown"
    NONE = "outside_the_transcript"


class Frame(StrEnum):
    """Whether a fusion reads on in frame."""

    IN_FRAME = "in_frame"
    OUT_OF_FRAME = "out_of_frame"
    NOT_CODING = "not_coding"  # a promoter or untranslated part is joined
    UNKNOWN = "unknown"


class StructuralEventKind(StrEnum):
    """What a structural variant does to genes."""

    FUSION = "fusion"
    DISRUPTION = "disruption"  # the gene is broken
    GENE_DELETED = "gene_deleted"
    EXONS_DELETED = "exons_deleted"
    EXONS_DUPLICATED = "exons_duplicated"
    PROMOTER_REARRANGEMENT = "promoter_rearrangement"
    INTRONIC = "within_one_intron"  # no exon lost


class IntegrationEvidence(StrEnum):
    """How viral sequence was seen."""

    TABLE = "integration_table"
    BREAKENDS = "breakends"
    INSERTED_SEQUENCE = "inserted_sequence"
    SMALL_INSERTION = "small_insertion"


class Sex(StrEnum):
    """As the user states it; how many X and Y a normal cell has."""

    FEMALE = "female"
    MALE = "male"


class Specimen(StrEnum):
    """What was sequenced."""

    TISSUE = "tissue"
    PLASMA = "plasma"


class Origin(StrEnum):
    """Where a variant is thought to come from."""

    SOMATIC = "somatic"
    LIKELY_SOMATIC = "likely_somatic"
    LIKELY_GERMLINE = "likely_germline"
    POSSIBLE_HAEMATOPOIESIS = "possible_haematopoiesis"
    UNKNOWN = "unknown"


class PopulationState(StrEnum):
    """What a population file was found to say of a variant."""

    FOUND = "found"
    NOT_IN_FILE = "not_in_file"  # the file has records nearby, and not this variant
    NOTHING_NEARBY = "nothing_nearby"  # no record at all around the place: it may not be covered
    NO_CONTIG = "contig_not_in_file"
    NOT_LOOKED_UP = "not_looked_up"  # several bases at once, which such files list one by one


class GermlineAsk(StrEnum):
    """When a variant of a gene is worth a test in germline."""

    UNLESS_SOMATIC = "unless_somatic"  # variants seen in tumours are often germline
    IF_GERMLINE = "if_likely_germline"  # they seldom are


class Disease(StrEnum):
    """The entity the patient is treated for, as the user states it."""

    HCC = "hcc"
    FIBROLAMELLAR = "fibrolamellar"
    MIXED = "mixed-hcc-cca"
    CHOLANGIOCARCINOMA = "cholangiocarcinoma"


class ReportStatus(StrEnum):
    """Where a report stands."""

    PRELIMINARY = "preliminary"
    FINAL = "final"
    CORRECTED = "corrected"


class Implication(StrEnum):
    """What a curated row says of its biomarker."""

    SENSITIVITY = "sensitivity"
    REDUCED_SENSITIVITY = "reduced_sensitivity"
    NO_PROVEN_EFFECT = "no_proven_effect"
    PROGNOSTIC = "prognostic"
    DIAGNOSTIC = "diagnostic"
    AETIOLOGY = "aetiology"
    BIOLOGY = "biology"
    CAVEAT = "caveat"
    TOXICITY = "toxicity"
    EXPLORATORY = "exploratory"
    REGIMEN = "regimen"


class RegimenStatus(StrEnum):
    """Where a regimen stands in unselected hepatocellular carcinoma."""

    STANDARD = "standard_of_care"
    REGIONAL = "regional_standard"
    CONTEXT = "context"
    NEGATIVE = "negative_trial"
    INVESTIGATIONAL = "investigational"


class Direction(StrEnum):
    """Whether a row's evidence supports its claim (CIViC's evidence direction)."""

    SUPPORTS = "supports"
    DOES_NOT_SUPPORT = "does_not_support"
    MIXED = "mixed"


class Verification(StrEnum):
    """Whether anybody checked a row or a citation against its source."""

    VERIFIED = "verified"
    PARTLY_VERIFIED = "partly_verified"
    UNVERIFIED = "unverified"

    def beside(self, source: str) -> str:
        """The source as a sentence prints it: with its status, unless it is verified.

        >>> Verification.PARTLY_VERIFIED.beside("Soda 2007"), Verification.VERIFIED.beside("Own")
        ('Soda 2007; partly verified', 'Own')
        """
        if self is Verification.VERIFIED:
            return source
        return f"{source}; {self.value.replace('_', ' ')}"


class Specificity(StrEnum):
    """How exactly a row speaks of an alteration; most exact first."""

    EXACT = "exact"
    CODON = "codon"
    EXON = "exon"
    CLASS = "class"
    GENE = "gene"
    PATHWAY = "pathway"


class EventKind(StrEnum):
    """What a term of a curated row asks for."""

    PROTEIN = "protein change"
    PROMOTER = "promoter change"
    CODONS = "change of codons"
    EXON = "change of an exon"
    CLASS = "class of small variant"
    HOTSPOT = "hotspot residue"
    COPY_NUMBER = "copy number"
    STRUCTURAL = "rearrangement"
    EXPRESSION = "expression or protein staining"
    SIGNATURE = "genome-wide signature"
    LABORATORY = "laboratory value"
    CLINICAL = "clinical finding"


class EffectClass(StrEnum):
    """The classes of small variants that curated rows name."""

    MISSENSE = "missense"
    INFRAME_DELETION = "inframe_deletion"
    INFRAME_INSERTION = "inframe_insertion"
    INFRAME = "inframe"
    TRUNCATING = "truncating"
    SPLICE = "splice"
    LOSS_OF_FUNCTION = "loss_of_function"
    ANY = "any"


class EvidenceFrom(StrEnum):
    """Whose tumours a row's evidence comes from; the first four are ``Disease``."""

    HCC = "hcc"
    FIBROLAMELLAR = "fibrolamellar"
    MIXED = "mixed-hcc-cca"
    CHOLANGIOCARCINOMA = "cholangiocarcinoma"
    SOLID_TUMOURS = "solid_tumours"  # tumour-agnostic: several primaries in one study or label
    OTHER_TUMOUR = "another_tumour"
    NOT_TUMOUR = "not_from_patients_with_a_tumour"


class DiseaseMatch(StrEnum):
    """How a row's evidence stands to the patient's own disease."""

    SAME = "same_disease"
    AGNOSTIC = "tumour_agnostic"
    EXTRAPOLATED = "extrapolated_from_another_disease"


class HotspotKind(StrEnum):
    """What kind of change recurs at a residue."""

    MISSENSE = "missense"
    INFRAME = "inframe"
    SPLICE = "splice"
    ARTEFACT = "artefact"
    HAEMATOPOIESIS = "haematopoiesis"  # a codon of leukaemia, and none of the tumour


class Confidence(StrEnum):
    """The quality verdict on a run."""

    SUFFICIENT = "sufficient"
    INSUFFICIENT = "insufficient"
    NOT_ASSESSED = "not_assessed"
