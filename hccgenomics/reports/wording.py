"""Every word the report page says of its own accord: labels, sentences, methods.

What a curated row or a rule says comes from the report. What stands here is the same for every
patient. A label exists for each word of each vocabulary; a test sees to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.reports import methods
from hccgenomics.reports.coverage_labels import COVERAGE_LABELS
from hccgenomics.reports.fail_wording import FAILURE_LABELS
from hccgenomics.reports.finding_labels import FINDING_LABELS
from hccgenomics.reports.judgement_labels import JUDGEMENT_LABELS
from hccgenomics.reports.large_labels import LARGE_LABELS
from hccgenomics.reports.plasma_labels import PLASMA_LABELS
from hccgenomics.vocabulary import (
    AnnotatedField,
    AsideStatus,
    DiseaseMatch,
    DropReason,
    Implication,
    MarkerState,
    Origin,
    RegimenStatus,
    ReportStatus,
    SequenceGrade,
    Verification,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

NOTICE: Final = (
    "For research use. Hypotheses for a molecular tumour board to judge; not treatment advice."
)
NOT_STATED: Final = "not stated"
RESCUED: Final = "Below caller's filter or a setting: seen, and not counted as findings"
SEEN_LEFT_OUT: Final = "seen, but left out: {names}"
SEEN_UNCALLED: Final = "reads carry {names}, not called"
SMALL_ABSENT: Final = "small variants{whose} absent {limit}"
OF_GENES: Final = " of {genes}"
OF_COUNT: Final = " of {count} of {all} parts"
LEAST_DEPTH: Final = "depth {depth}"
SHALLOW_DEPTH: Final = "too shallow, depth {depth}"
PART_NOT_ASSAYED: Final = "not assayed: {parts}"
RESCUED_CAPTION: Final = (
    "Alleles that did not pass and that a named rule lists all the same; none of them makes a "
    "marker present"
)
FILTERS_CAPTION: Final = (
    "What each filter did, in order; where the file lacks what a filter asks for it was not "
    "applied, which is no pass"
)
NO_SETTING: Final = "a fixed rule"
NOT_GIVEN: Final = {
    "no_normal": "a matched normal",
    "no_population": "a population file",
    "no_purity": "the tumour's purity",
}
"""What was looked for to tell an origin and no file or option gives; said in one line."""
NOT_OF_TUMOUR: Final = (Origin.LIKELY_GERMLINE, Origin.POSSIBLE_HAEMATOPOIESIS)
"""Origins that are said wherever an alteration is named."""
BY_FILTER: Final = (AsideStatus.BELOW_CALLER_FILTER, AsideStatus.CALLED_NOT_SOMATIC)
"""Alleles that the caller's filters left out: the filters' names say why."""
NO_VARIANT: Final = (
    "No variant was kept; without coverage information nothing can be said to be absent."
)
NO_VARIANT_COVERED: Final = (
    "No variant was kept; which markers were covered, and how deeply, is stated marker by marker."
)
NO_DRIVER: Final = (
    "None of the variants kept met a driver rule; this speaks of the variants in the file alone."
)
NO_SUMMARY: Final = "No finding is summarised for this file."
NO_HYPOTHESIS: Final = "No row of the evidence base speaks of the alterations found."
NO_TIER: Final = "no tier"
TIER_GROUP: Final = "{scale}: {tier}"
NO_TIER_GROUP: Final = "No tier. {implication}"
TIER_BY_US: Final = "Computed here by the published rules; each card shows how."
NOT_COMPUTED: Final = "not computed"
UNTIERED: Final = "No tier ({scales})."
TIERS: Final = (
    "Tiers are computed here from the facts of the row, by the published rules of AMP/ASCO/CAP "
    "2017, ESCAT and NCT/DKTK. No body has assigned or reviewed them."
)
P_VALUE: Final = "p = {p}"
PATIENTS: Final = "{n:,} patients"
FIRED: Final = "Met"
NOT_FIRED: Final = "Not met"
NOT_EVALUATED: Final = "Could not be looked at"
OF_LABORATORY: Final = "the laboratory's own row, from {table}"
OUTRANKED: Final = "Rows that make the same claim of a less exact event"
SETTLED_BY: Final = "What would settle it:"
MISSED: Final = (
    "Rows that speak of what was found and are not met, with what keeps them from it. That an "
    "event was not seen is no proof that it is absent."
)
OVERLAYS: Final = (
    "Tables of the laboratory; what they add or replace is marked wherever it is shown"
)
BLOOD_LANE: Final = (
    "Clones of blood cells (clonal haematopoiesis) shed DNA into plasma too. What may be theirs "
    "stands here with what says so; it keeps its place among the alterations and markers, and no "
    "scale ranks a row that nothing else meets."
)
NO_MISSED: Final = "No other row speaks of what was found."
SCORES: Final = (
    "Scores describe liver function and groups of patients. None of them says what one person's "
    "course will be."
)

TOO_SHALLOW: Final = (
    "Markers were measured and are too shallow. What was found stands; that nothing was found in "
    "these says nothing."
)
TOO_SHALLOW_TITLE: Final = "Coverage insufficient"

CHANGED: Final = "Changed since it was made"
CHANGED_NOTE: Final = (
    "The content does not fit the report's id: it was edited or damaged, and is not to be used. "
    "Ask for the report as it was written."
)

NO_MARKERS: Final = "No marker was asked for."
NO_LIMITS: Final = "No limit was recorded; that is not to say there is none."
REFERENCE: Final = "Reference FASTA that completed the embedded sequence:"
ALIGNMENTS: Final = {
    "sample": "Alignments that were counted:",
    "normal": "Alignments of the matched normal that were counted:",
}
POPULATION: Final = "Population file that was asked:"
NO_CARD: Final = "None of the genes that have a card is altered, or on the border of it."
NO_CARD_NOT_ASSAYED: Final = (
    "FGF19 amplification: not assayed, as no copy-number file was given. The same holds for MET, "
    "VEGFA, CCND1, MYC, ERBB2, CDKN2A, RB1 and TERT."
)
NO_COPY_NUMBER: Final = "No copy-number file was given."
NO_STRUCTURAL: Final = "No file of structural variants, fusions or integrations was given."
NO_JUNCTION: Final = "Nothing is called at the genes of the panel, which shows no absence."
NO_CROSS_CHECK: Final = "No pair of findings here asks a question of the sample."
NO_FOLLOW_UP: Final = "No follow-up test was derived from these findings."
NO_REGIMEN: Final = "The evidence base names no regimen for this entity."
NONE_CURATED: Final = "None curated."
REGIMENS: Final = (
    "Regimens whose trials chose patients by no tumour gene, in the order of the evidence base. "
    "This is context, not a ranking and not a choice for this patient."
)

COMPARTMENTS: Final = "Alterations of tissue and of plasma ({count})"
COMPARTMENTS_MORE: Final = "The others, in the same order"
KNOWN_PLACES: Final = "Known places one by one ({count})"
KNOWN_PLACES_MORE: Final = "The others, in the same order"
SOME_SECTIONS: Final = frozenset({"plasma", "blood", "forced"})
"""Sections that only some reports have."""
SECTIONS: Final[tuple[tuple[str, str], ...]] = (
    ("cards", "Genes in focus"),
    ("findings", "Findings"),
    ("copies", "Copy number"),
    ("junctions", "Structural variants"),
    ("plasma", "Plasma and tissue"),
    ("blood", "Possibly from blood cells"),
    ("hypotheses", "Hypotheses"),
    ("checks", "Cross-checks"),
    ("follow", "What would change the answer"),
    ("care", "Regimens"),
    ("clinical", "Clinical context"),
    ("detail", "Markers in detail"),
    ("forced", "Forced calls"),
    ("measures", "Measures and scores"),
    ("quality", "Quality"),
    ("ledger", "Ledger"),
    ("methods", "Methods"),
    ("limits", "Limits"),
    ("provenance", "Provenance"),
)

STATUS: Final[Mapping[ReportStatus, tuple[str, str]]] = {
    ReportStatus.PRELIMINARY: ("Preliminary", "Not reviewed by a clinician."),
    ReportStatus.FINAL: ("Final", "Reviewed as stated below."),
    ReportStatus.CORRECTED: ("Corrected", "Replaces an earlier report."),
}

MARKER_STATE: Final[Mapping[MarkerState, tuple[str, str]]] = {
    MarkerState.PRESENT: ("Present", "seen in this sample"),
    MarkerState.ABSENT: ("Absent", "looked for, not seen down to the stated limit or cut-off"),
    MarkerState.NO_CALL: (
        "No call",
        "nothing reported; whether it was covered is not known, or the data cannot decide",
    ),
    MarkerState.NOT_ASSAYED: ("Not assayed", "the files given cannot show it"),
}

DROP_REASON: Final[Mapping[StrEnum, str]] = {
    DropReason.OUTSIDE_PANEL: "Outside the genes of the panel",
    DropReason.REFERENCE_BLOCK: "Reference block, no other allele",
    DropReason.SPANNING_DELETION: "Allele removed by a deletion upstream (*)",
    DropReason.SYMBOLIC: "Symbolic allele, structural input",
    DropReason.BREAKEND: "Breakend, structural input",
    DropReason.AMBIGUOUS_BASES: "Ambiguous bases in an allele",
    DropReason.REFERENCE_MISMATCH: "Reference base does not fit the assembly",
    DropReason.MALFORMED: "Record breaks the format",
    DropReason.NO_BASE_BESIDE: "Deletion or insertion beside bases that are not known here",
    DropReason.OTHER_SAMPLE: "Row of another sample",
    DropReason.FILTERED: "Filtered by the variant caller",
    DropReason.NOT_IN_TUMOUR: "Allele not carried by the tumour sample",
    DropReason.TOO_SHALLOW: "Fewer reads at the place than the setting asks for",
    DropReason.TOO_FEW_READS: "Fewer alternate reads than the setting asks for",
    DropReason.LOW_VAF: "Allele fraction below the setting",
    DropReason.IN_NORMAL: "Allele fraction in the matched normal above the setting",
    DropReason.DUPLICATE: "Duplicate of another record",
    DropReason.JOINED: "Joined with neighbours on one haplotype into one change",
    DropReason.NON_CODING: "Non-coding, and no rule speaks of it",
    DropReason.MATE: "States the same junction as its mate",
    DropReason.UNPAIRED: "Its mate is not in the file",
    DropReason.NOT_ON_CHROMOSOME: "On no chromosome",
    DropReason.NO_VALUE: "No ratio, copies, class or place in the row",
    DropReason.NOT_STRUCTURAL: "Too small for a structural variant",
    DropReason.GERMLINE_EVENT: "Germline, as the tool says",
}

IMPLICATION: Final[Mapping[Implication, tuple[str, str]]] = {
    Implication.SENSITIVITY: (
        "Possible sensitivity",
        "Activity reported, or only proposed, in tumours with this alteration.",
    ),
    Implication.REDUCED_SENSITIVITY: (
        "Possible reduced sensitivity",
        "Fewer or shorter responses, reported or only proposed.",
    ),
    Implication.NO_PROVEN_EFFECT: (
        "Asked, and no effect proven",
        "A link was looked for; the evidence does not carry it.",
    ),
    Implication.PROGNOSTIC: (
        "Prognosis",
        "Course of the disease in cohorts, whatever the therapy.",
    ),
    Implication.DIAGNOSTIC: ("Diagnosis", "What the alteration says of the tumour's type."),
    Implication.AETIOLOGY: ("Aetiology", "Exposures linked to the alteration in cohorts."),
    Implication.BIOLOGY: ("Biology", "What the alteration does in the cell."),
    Implication.CAVEAT: ("Caveats", "How the finding can mislead."),
    Implication.TOXICITY: ("Toxicity and safety", "Harm or precautions linked to the finding."),
    Implication.EXPLORATORY: (
        "Exploratory",
        "Early ideas: single cases, models, trials under way.",
    ),
    Implication.REGIMEN: ("Regimens", "Regimens named by the evidence base."),
}

REGIMEN_STATUS: Final[Mapping[StrEnum, str]] = {
    RegimenStatus.STANDARD: "Standard of care",
    RegimenStatus.REGIONAL: "Standard in some regions",
    RegimenStatus.CONTEXT: "Context",
    RegimenStatus.NEGATIVE: "Trial missed its endpoint",
    RegimenStatus.INVESTIGATIONAL: "Investigational",
}

VERIFICATION: Final[Mapping[StrEnum, str]] = {
    Verification.VERIFIED: "verified",
    Verification.PARTLY_VERIFIED: "partly verified",
    Verification.UNVERIFIED: "not verified",
}

# By class, since two vocabularies may share a word and a StrEnum equals its word.
_LABELS: Final[Mapping[type[StrEnum], Mapping[StrEnum, str]]] = {
    **COVERAGE_LABELS,
    **FAILURE_LABELS,
    **LARGE_LABELS,
    **JUDGEMENT_LABELS,
    **PLASMA_LABELS,
    **FINDING_LABELS,
    ReportStatus: {word: name for word, (name, _) in STATUS.items()},
    MarkerState: {word: name for word, (name, _) in MARKER_STATE.items()},
    Implication: {word: name for word, (name, _) in IMPLICATION.items()},
    DropReason: DROP_REASON,
    RegimenStatus: REGIMEN_STATUS,
    Verification: VERIFICATION,
}

METHODS: Final = methods.METHODS
"""What the page says of how things were done."""


def label(word: StrEnum) -> str:
    """What the page prints for a word of a vocabulary.

    >>> label(Verification.UNVERIFIED)
    'not verified'
    """
    return _LABELS.get(type(word), {}).get(word) or plain(word.value)


def grade(value: str) -> str:
    """The label of a sequence grade that a document holds as text."""
    return _label_of(SequenceGrade, value)


def annotated_field(value: str) -> str:
    """The label of a compared field that a document holds as text.

    >>> annotated_field("hgvs_p")
    'protein name'
    """
    return _label_of(AnnotatedField, value)


def disease_match(value: str) -> str:
    """The label of a disease match that a document holds as text.

    >>> disease_match("extrapolated_from_another_disease")
    'evidence from another disease'
    """
    return _label_of(DiseaseMatch, value)


def _label_of(words: type[StrEnum], value: str) -> str:
    return label(words(value)) if value in set(words) else plain(value)


def plain(term: str) -> str:
    """An ontology term in words.

    >>> plain("splice_donor_variant")
    'splice donor variant'
    """
    return term.replace("_", " ")
