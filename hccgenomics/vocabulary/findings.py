"""Words for what is found: markers, copies, junctions, origin."""

from __future__ import annotations

from enum import StrEnum


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


class BloodShare(StrEnum):
    """How often a variant of plasma is that of a clone of blood cells."""

    TYPICAL = "typical"  # the very change that such clones recur with
    OFTEN = "often"  # variants of the gene often are theirs
    SOMETIMES = "sometimes"  # a share is known, and most are the tumour's


class GermlineAsk(StrEnum):
    """When a variant of a gene is worth a test in germline."""

    UNLESS_SOMATIC = "unless_somatic"  # variants seen in tumours are often germline
    IF_GERMLINE = "if_likely_germline"  # they seldom are
