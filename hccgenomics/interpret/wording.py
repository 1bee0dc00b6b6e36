"""Every sentence about a patient that this layer makes: templates with slots, in one place.

A test refuses forbidden phrases here, so that no rule can claim more than a record supports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import term_wording
from hccgenomics.model.annotation import CANONICAL, MANE_SELECT, PICKED, UNRANKED
from hccgenomics.model.long_bases import shortened
from hccgenomics.model.precision import rounded
from hccgenomics.vocabulary import ComponentClass, DropReason, PromoterVerdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.alteration import SmallAlteration

NO_COVERAGE: Final = (
    "There was no coverage information given, so a region without a variant cannot be told from "
    "one that was not sequenced."
)
NOT_ASSAYED: Final = {
    ComponentClass.SMALL: "No small-variant file was given.",
    ComponentClass.COPY_NUMBER: "No copy-number file was given.",
    ComponentClass.FUSION: "No structural-variant or fusion file was given.",
    ComponentClass.REARRANGEMENT: "No structural-variant or fusion file was given.",
    ComponentClass.INTEGRATION: "No structural-variant or integration file was given.",
    ComponentClass.SIGNATURE: "Not computed from the files given.",
}
UNFLAGGED: Final = "Seen, but flagged by no driver rule: {names}."
INCOMPLETE_SEQUENCE: Final = (
    "The coding sequence of {gene} is not wholly known here; a reference FASTA that holds it "
    "closes the gap."
)
SET_ASIDE: Final = "{name} was seen{support} but left out: {reason}."
SET_ASIDE_COUNTED: Final = (
    "{alleles} that a driver rule would flag {were} left out ({genes}); each is listed "
    "with its reason."
)
PRESENT: Final = "{name} is present{support}."
ORIGIN_GERMLINE: Final = " It is likely germline."
ORIGIN_GERMLINE_BY: Final = " It is likely germline {by}."
ORIGIN_BLOOD: Final = " In plasma it may come from blood cells (clonal haematopoiesis)."
NOTHING_KEPT: Final = (
    "No variant was kept. Without coverage information nothing can be said to be absent."
)
NO_DRIVER: Final = (
    "{kept} in panel genes {was} kept and none is flagged as a driver. Without coverage "
    "information no marker can be said to be absent."
)
MARKERS_SEEN: Final = "{present} of {total} markers {are} present; {open} could not be judged."

DROPPED: Final = {
    DropReason.OUTSIDE_PANEL: "outside the panel genes",
    DropReason.REFERENCE_BLOCK: "the record has no alternate allele",
    DropReason.SPANNING_DELETION: "the allele stands for an upstream deletion (*)",
    DropReason.SYMBOLIC: "a symbolic allele, which belongs to structural input",
    DropReason.BREAKEND: "a breakend, which belongs to structural input",
    DropReason.AMBIGUOUS_BASES: "an allele holds letters other than A, C, G, T",
    DropReason.REFERENCE_MISMATCH: "REF disagrees with the reference assembly",
    DropReason.MALFORMED: "the allele cannot be read",
    DropReason.NO_BASE_BESIDE: "no base beside the deletion or insertion is known here",
    DropReason.OTHER_SAMPLE: "the row is another sample's",
    DropReason.FILTERED: "below caller's filter",
    DropReason.NOT_IN_TUMOUR: "the tumour's genotype or counts do not carry the allele",
    DropReason.TOO_SHALLOW: "fewer reads at the place than the laboratory's setting",
    DropReason.TOO_FEW_READS: "too few alternate reads",
    DropReason.LOW_VAF: "an allele fraction below the laboratory's setting",
    DropReason.IN_NORMAL: "an allele fraction in the normal above the laboratory's setting",
    DropReason.DUPLICATE: "another record states the same variant",
    DropReason.JOINED: "joined with its neighbours on one haplotype into one change",
    DropReason.NON_CODING: "intronic or flanking, and no rule speaks of it",
    DropReason.MATE: "its mate states the same junction",
    DropReason.UNPAIRED: "its mate is not in the file",
    DropReason.NOT_ON_CHROMOSOME: "on no chromosome",
    DropReason.NO_VALUE: "the row holds no ratio, copies, class or place",
    DropReason.NOT_STRUCTURAL: "too small for a structural variant",
    DropReason.GERMLINE_EVENT: "germline, as the tool says",
}

ALSO_LEFT_OUT: Final = "Another record of this variant was left out: {why}."
BESIDE_GENES: Final = "in no transcript of the panel"
UNFILTERED: Final = "Not every filter could be applied to {on}: {lacking}."

DRIVER_GENE_HAS: Final = "driver gene of the table has"
DRIVER_GENES_HAVE: Final = "driver genes of the table have"

LIMIT_COVERAGE: Final = (
    "No coverage information was given: no marker is reported as absent, and silence about a gene "
    "says nothing."
)
LIMIT_BLOCKS: Final = (
    "Reference blocks of the files are counted, not read as coverage, in this version."
)
LIMIT_COPY_NUMBER: Final = (
    "No copy-number file was given: amplifications (FGF19, MET, VEGFA, CCND1, MYC) and deletions "
    "(CDKN2A, RB1, AXIN1) were not looked for."
)
LIMIT_FUSION: Final = (
    "No structural-variant file was given: fusions (DNAJB1::PRKACA, FGFR2, NTRK1–3, RET), viral "
    "integration and TERT rearrangement were not looked for."
)
LIMIT_GENOME_WIDE: Final = (
    "Tumour mutational burden, microsatellite instability and signatures were not computed."
)
LIMIT_STRUCTURAL: Final = (
    "{alleles} in panel genes (symbolic or breakends) {were} counted and not interpreted: they "
    "belong to structural input (--sv, or --cnv for copy number)."
)
LIMIT_NO_NORMAL: Final = (
    "No matched normal was given: whether a variant is germline or somatic is not known, or no "
    "more than likely."
)
LIMIT_NO_NORMAL_TOLD: Final = (
    "No matched normal was given: where a variant comes from is told by what the caller says, by "
    "its frequency in a population and by its allele fraction, and is never more than likely."
)
LIMIT_SITES_ONLY: Final = (
    "The file has no sample columns: read counts and allele fractions are known only where the "
    "caller states them for the record."
)
LIMIT_PLASMA: Final = (
    "Plasma: variants of blood cells (clonal haematopoiesis) cannot be told from tumour variants "
    "without matched white cells; a plasma TP53 R249S also occurs in people without cancer."
)
LIMIT_PLASMA_WITH_CELLS: Final = (
    "Plasma: variants of blood cells (clonal haematopoiesis) are told from the tumour's only where "
    "the white cells given were read deeply enough; a plasma TP53 R249S also occurs in people "
    "without cancer."
)
LIMIT_GERMLINE: Final = (
    "{names}: likely germline. A report on a tumour does not confirm a "
    "germline variant, and says nothing of what it means for the family."
)
LIMIT_UNJUDGED: Final = (
    "{genes} no role and no hotspot in the driver tables: variants in them are annotated and not "
    "judged ({names})."
)
LIMIT_PANEL: Final = "Only the {count} genes of the embedded panel are annotated."
LIMIT_NO_MODEL: Final = "{missing} no embedded transcript and are not annotated: {names}."
LIMIT_ANNOTATED_GENES: Final = (
    "{missing} no embedded transcript: {names}. Small variants in "
    "them are taken from the annotation in the file ({sources}) and not checked; where it names "
    "none, nothing is said of coverage."
)
LIMIT_SEQUENCE: Final = (
    "Without a reference FASTA, {have} no complete reference-grade coding "
    "sequence; coding changes in them may be named no further than coding_sequence_variant."
)
LIMIT_FASTA: Final = (
    "The reference FASTA given leaves {genes} without a complete coding sequence; "
    "coding changes in them may be named no further than coding_sequence_variant."
)
LIMIT_HOTSPOT_COUNTS: Final = (
    "The table of pan-cancer hotspot counts is not installed: recurrence across tumours was not "
    "evaluated."
)
LIMIT_ONCOGENICITY: Final = (
    "Oncogenicity by points is computed without predictors, and of functional studies it knows a "
    "short curated list: laboratories that use more may reach other classes. Drivers are flagged "
    "by the named rules alone."
)
LIMIT_POPULATION: Final = (
    "No population frequencies were given: common polymorphisms are not told apart."
)
LIMIT_ABSENT_FROM_POPULATION: Final = (
    "A variant that the population file does not have may be germline all the same; people of "
    "some origins are few in such files."
)
LIMIT_POPULATION_UNCHECKED: Final = (
    "Nothing in the population file's header, and no base known here, tells that it is on the "
    "assembly of the variants."
)
CAVEAT_GERMLINE: Final = (
    "{names}: {germline}. The row speaks of changes found in tumours, not of those a person was "
    "born with."
)
LIMIT_PHASE: Final = (
    "{first} and {second} lie in one codon of {gene} ({residue}); the file does not say whether "
    "on one haplotype, so they are named apart."
)
LIMIT_TANDEM: Final = (
    "The TERT promoter alleles {first} and {second} would make {event} on one haplotype; the file "
    "does not say whether they are."
)

FOLLOW_UP_COVERAGE: Final = (
    "Coverage at the markers without a call: the regions assayed (--panel), depths or reference "
    "blocks (--coverage), or the alignments (--bam)"
)
FOLLOW_UP_COVERAGE_WHY: Final = (
    "{markers} no call for want of coverage information; with depth each could be stated as "
    "present or absent down to an allele fraction."
)
FOLLOW_UP_TERT: Final = (
    "Whether this assay covers the TERT promoter, else a targeted TERT promoter test"
)
FOLLOW_UP_TERT_WHY: Final = (
    "Exomes and many panels do not cover the promoter (c.-124, c.-146), the most frequent driver "
    "site of hepatocellular carcinoma."
)
FOLLOW_UP_SET_ASIDE: Final = "Review of reads, or an independent test, for {name}"
FOLLOW_UP_SET_ASIDE_WHY: Final = "It was seen but left out: {reason}."
FOLLOW_UP_COPY_NUMBER: Final = (
    "Copy number of the panel genes (11q13 with FGF19, 6p21 with VEGFA, MET)"
)
FOLLOW_UP_COPY_NUMBER_WHY: Final = "{markers} a copy-number part that was not assayed."
FOLLOW_UP_FUSION: Final = "Fusion testing by RNA or structural variants"
FOLLOW_UP_FUSION_WHY: Final = "{markers} a fusion part that was not assayed."
FOLLOW_UP_NORMAL: Final = "A matched normal (or white cells)"
FOLLOW_UP_NORMAL_WHY: Final = "Origin is not determined for {alterations}."
FOLLOW_UP_DEEPER: Final = "A matched normal sequenced more deeply"
FOLLOW_UP_DEEPER_WHY: Final = "The one given has too few reads to tell the origin of {alterations}."
FOLLOW_UP_GERMLINE: Final = "Confirm in germline, with consent and genetic counselling"
FOLLOW_UP_GERMLINE_WHY: Final = (
    "{names}. Tumour DNA alone does not tell whether a variant is in the germline, and this report "
    "says nothing of what it would mean there."
)
FOLLOW_UP_LIKELY_GERMLINE: Final = "{name}{support} is likely germline"
FOLLOW_UP_LIKELY_GERMLINE_BY: Final = "{name}{support} is likely germline {by}"
FOLLOW_UP_ORIGIN_OPEN: Final = "{name}{support} is not excluded as germline"

ANNOTATED_ELSEWHERE: Final = (
    "As annotated by {source} in the file, on {transcript}{standing}; not checked here."
)
ANNOTATED_PRESENT: Final = " The name is that of {source} in the file, not checked here."
STANDING: Final = {
    MANE_SELECT: ", the MANE Select transcript",
    PICKED: ", the transcript it picked",
    CANONICAL: ", the canonical transcript",
    UNRANKED: ", the transcript with the most severe consequence",
}
OWN_CONSEQUENCE: Final = "Our own consequence on {transcript}: {consequence}."
UNNAMED_TRANSCRIPT: Final = "a transcript it does not name"
CONSEQUENCE_TAKEN: Final = "Consequence and protein name"
NAME_TAKEN: Final = "Protein name"
TAKEN: Final = (
    "{what} as annotated by {source} in the file, on {transcript}; not checked here, since the "
    "sequence that would decide is not known."
)
OTHER_VERSION: Final = "Its transcript is {theirs}, ours {ours}."
JUDGED_TOGETHER: Final = "It judges the haplotype: {changes} together."
JUDGED_BEHIND: Final = "It judges the haplotype, on which another change lies before this one."
OTHERWISE_ELSEWHERE: Final = (
    "{source} in the file states otherwise, on {transcript}: {terms}{name}; neither of them is "
    "checked here."
)
NOT_SHIFTED: Final = (
    "The reference bases there are not known: the genomic name is given where the file puts the "
    "change."
)
QUIRK_STOP_RETAINED: Final = (
    "Ensembl VEP from release 112 calls changes that create or lose a stop by insertion "
    "stop_retained_variant (its issue 1710)."
)
QUIRK_CREATED_STOP: Final = (
    "A stop that is created is named as inserted there; HGVS names the first residue replaced."
)
QUIRK_STOP_KEPT: Final = (
    "The stop codon is built again in place, so that the protein stays the same; Ensembl VEP names "
    "the bases exchanged."
)
QUIRK_EXTENSION: Final = (
    "By HGVS a change of the stop codon that lengthens the protein is an extension, named with the "
    "residue in place of the stop, whatever happens to the frame."
)
QUIRK_START: Final = (
    "Programs differ on the start codon: HGVS writes p.Met1? for every change that loses it."
)
QUIRK_SHIFT: Final = "SnpEff moves a change to the 3′ end of a repeat before it judges it."
QUIRK_EXON_END: Final = (
    "At the end of an exon it counts as a change of the splice site there, and as one of the exon "
    "here."
)
QUIRK_INVERSION: Final = "HGVS calls the exact reverse complement an inversion."
QUIRK_UNSHIFTED: Final = (
    "The sequence there is not wholly known here, so that our name may lie before the 3′ end of a "
    "repeat, or call a duplication an insertion."
)
QUIRK_VERSION: Final = "The transcript is {theirs} there and {ours} here."
QUIRK_AS_WRITTEN: Final = (
    "The file spells the variant otherwise than in its shortest, left-aligned form, and is "
    "annotated as it stands."
)
DIFFERS: Final = (
    "The annotation in the file states otherwise than this report on {on} ({names}); both are "
    "given there."
)
COMPARED: Final = "{source} in the file was compared on {compared}: {agreeing}."
ALL_AGREE: Final = "no difference"
SOME_AGREE: Final = "{agreeing} of them without a difference"
NONE_AGREES: Final = "each with a difference"
ONE_DIFFERS: Final = "with a difference"
NOT_COMPARED: Final = (
    "{source} in the file was not compared on {alterations}: it names no transcript in common, "
    "judges a haplotype, or names no allele that can be told."
)
JOINED_UNCOMPARED: Final = (
    "{alterations} joined from several records {were} not compared with the file's annotation, "
    "which judges each record alone."
)
ANNOTATION_UNREAD: Final = (
    "Of the annotation by {source}, {entries} of the alterations' records could not be read and "
    "{were} passed over."
)
ANNOTATION_UNPLACED: Final = (
    "Of the annotation by {source}, {entries} of the alterations' records could not be told to "
    "belong to an allele and {were} passed over."
)
JOINED_NOTE: Final = "Joined from {variants}, which the caller puts on one haplotype."
NO_FINDING: Final = "No driver rule applies."
TMB_UNIT: Final = "mutations per Mb"
TMB_WHY: Final = "Not computed: the sequenced territory is not known from a VCF alone."
MSI_WHY: Final = "Not computed: it needs reads over repeats, which a VCF does not hold."
SIGNATURES_WHY: Final = "Not computed in this version."
CLINICAL_WHY: Final = "No laboratory values were given."
QUALITY_WHY: Final = (
    "No coverage information was given, so sequencing quality could not be assessed."
)
DEPTH_WHY: Final = "Of the alleles kept; it says nothing of the places without a variant."
NONE_KEPT_WHY: Final = "No allele was kept."
NO_DEPTH_WHY: Final = "The caller states no depth for the alleles kept."
ASSAY_NOTE: Final = (
    "No panel design or coverage file was given; what the assay covers is not known."
)
ASSAY_PANEL: Final = "Panel: {panel}."
ASSAY_DEPTH: Final = "Depth by {files}."
ASSAY_NO_DEPTH: Final = "No depth was given."
STALE: Final = (
    "The evidence base is as of {as_of}, {days} days before the report date: "
    "check for newer evidence."
)


def name_of(alteration: SmallAlteration) -> str:
    """As a board would say it: ``TP53 p.R249S``, ``TERT promoter c.-124C>T (C228T)``.

    Long stretches of bases are told by their length.
    """
    virus = alteration.integration.virus if alteration.integration else ""
    return shortened(f"{alteration.gene} {short_change(alteration)}", virus)


def short_change(alteration: SmallAlteration) -> str:
    """The change alone: promoter name, short protein name, else the c. or g. name."""
    if alteration.promoter is not None:
        legacy = alteration.promoter.legacy_name
        benign = alteration.promoter.verdict is PromoterVerdict.BENIGN
        known_as = f" ({legacy})" if legacy else ""
        change = term_wording.PROMOTER.format(change=f"{alteration.promoter.name}{known_as}")
        return f"{change}, {term_wording.POLYMORPHISM}" if benign else change
    effect = alteration.effect
    if alteration.short_protein:
        return alteration.short_protein
    name = effect.hgvs_c or alteration.hgvs_g
    return name.split(":", 1)[-1]


def support_of(vaf: float | None, alt_depth: int | None, depth: int | None) -> str:
    """The reads behind an allele, as a clause; empty where nothing is known.

    >>> support_of(0.34, 68, 200)
    ' at 34 % (68 of 200 reads)'
    >>> support_of(None, None, None)
    ''
    """
    if vaf is None:
        return SUPPORT_READS.format(alt=alt_depth) if alt_depth is not None else ""
    share = rounded(vaf) * 100  # from the figure that is published
    if alt_depth is None or depth is None:
        return SUPPORT_SHARE.format(share=share)
    return SUPPORT.format(share=share, alt=alt_depth, depth=depth)


def counted(count: int, one: str, several: str) -> str:
    """A count with its words.

    >>> counted(1, "marker has", "markers have"), counted(3, "marker has", "markers have")
    ('1 marker has', '3 markers have')
    """
    return f"{count} {one if count == 1 else several}"


def listed(names: Iterable[str]) -> str:
    """A list in words.

    >>> listed(["TSC1", "TSC2", "PTEN"])
    'TSC1, TSC2 and PTEN'
    """
    items = list(names)
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1] if items else "")))


SUPPORT: Final = " at {share:.3g} % ({alt:,} of {depth:,} reads)"
SUPPORT_SHARE: Final = " at {share:.3g} %"
SUPPORT_READS: Final = " with {alt:,} reads"
ALLELES: Final = ("allele", "alleles")
FURTHER_ALLELES: Final = ("further allele", "further alleles")
ALTERATIONS: Final = ("alteration", "alterations")
COPIES: Final = ("copy", "copies")
ENTRIES: Final = ("entry", "entries")
MARKERS_HAVE: Final = ("marker has", "markers have")
PANEL_GENES: Final = ("panel gene", "panel genes")
PANEL_GENES_HAVE: Final = ("panel gene has", "panel genes have")
SMALL_VARIANTS: Final = ("small variant", "small variants")
VARIANTS: Final = ("variant", "variants")
MORE: Final = "{count} more"
NO_CHANGE_OF_COPIES: Final = "no change of copies"
NO_CALL_OF_COPIES: Final = "no call of copies"
MEDIAN_DEPTH: Final = "median depth at kept variants"
OF_SITES: Final = "per cent of sites"
