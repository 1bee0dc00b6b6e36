"""What is said of reads counted at known places."""

from __future__ import annotations

from typing import Final

from hccgenomics.vocabulary import DepthUnit

UNITS: Final = {
    DepthUnit.READS: ("read", "reads"),
    DepthUnit.FRAGMENTS: ("fragment", "fragments"),
    DepthUnit.MOLECULES: ("molecule", "molecules"),
    DepthUnit.DUPLEX_MOLECULES: ("duplex molecule", "duplex molecules"),
}
"""One and several of what was counted."""

CALLED: Final = "The files call it; {alt} of {depth} in the alignments {carry} it."
CALLED_AS: Final = "The files call it as {kept}; {alt} of {depth} in the alignments {carry} it."
CALLED_UNSEEN: Final = (
    "The files call it, but none of {depth} in the alignments carries it: they are another "
    "sample's, or on another assembly, or the caller realigned the reads."
)
CALLED_UNSEEN_BY_CHANCE: Final = (
    "The files call it; none of {depth} in the alignments carries it, which chance may explain at "
    "this depth."
)
CALLED_SHALLOW: Final = (
    "The files call it; the alignments have {depth} here, fewer than the {least} that count as "
    "covered ({alt} of them with it)."
)
GENOTYPED: Final = (
    "Not called, but {alt} of {depth} {carry} it, more than errors explain (q = {q}): it is no "
    "finding, and its place is not called absent."
)
GENOTYPED_BY_ERROR: Final = (
    "Not called; {alt} of {depth} {carry} it, which errors explain as well (q = {q})."
)
NOT_DETECTED: Final = (
    "None of {depth} carries it; a fraction of {limit} would be called with a probability of "
    "{probability}."
)
NOT_DETECTED_NO_LIMIT: Final = (
    "None of {depth} carries it; at this depth no fraction would be called with a probability of "
    "{probability}."
)
NOT_COVERED: Final = (
    "{depth} here, fewer than the {least} that count as covered; {alt} of them with it."
)
ONE_STRAND: Final = " All of them are on one strand, as damage and artefacts often are."
BLOOD: Final = " This codon is one of leukaemia: clones of blood cells carry it."
LEFT_OUT: Final = " The files list it, and it was left out: {why}."
IN_NORMAL: Final = " Matched normal or white cells: {alt} of {depth}."
NOT_IN_NORMAL: Final = " Matched normal or white cells: none of {depth}."
NORMAL_NOT_COVERED: Final = " Matched normal or white cells: not covered ({depth})."

SUMMARY: Final = (
    "{name}: not called, but {alt} of {depth} in the alignments {carry} it ({vaf}), more than "
    "errors explain (q = {q}). It is no finding; the reads need a look."
)
SUMMARY_TISSUE: Final = (
    "Known from the tissue, not called here, and counted beyond error: {names}. None is a finding "
    "by itself; residual disease weighs the places that it follows together."
)
OF_TISSUE: Final = "{name} ({alt} of {depth}, {vaf}, q = {q})"
MORE_OF_TISSUE: Final = "{count} more"
WITH_NORMAL: Final = " Matched normal or white cells carry it too ({alt} of {depth})."
MORE: Final = (
    "At {count} besides, more fragments carry a known change than errors explain; they are listed "
    "under forced calls."
)
MORE_PLACES: Final = ("known place", "known places")
FOLLOW_UP: Final = "Review of the alignments, or an independent test, for {name}"
FOLLOW_UP_WHY: Final = (
    "It is not called, but {alt} of {depth} {carry} it, more than errors explain (q = {q})."
)

OTHER_SAMPLE: Final = (
    "{absent} of {compared} called substitutions that the alignments cover are in none of their "
    "fragments, where chance does not explain it: the BAM or CRAM is likely another sample's."
)
EXCHANGED: Final = (
    "{count} of {compared} called substitutions that the alignments cover are in none of their "
    "fragments, and in those of the matched normal: the two BAM or CRAM files are likely "
    "exchanged."
)
OTHER_NORMAL: Final = (
    "{absent} of {compared} inherited substitutions that the matched normal's alignments cover are "
    "in none of their fragments, where chance does not explain it: that BAM or CRAM is likely "
    "another person's."
)
SOME_UNSEEN: Final = (
    "Called, but in no fragment of the alignments: {names}. The caller may have realigned the "
    "reads; look at them before relying on it."
)
AGREEMENT: Final = "called substitutions found in the alignments"
AGREEMENT_WHY: Final = (
    "Called substitutions that the alignments cover and that chance could not hide: one that is in "
    "no fragment speaks for another sample."
)
GLOBAL_RATE: Final = (
    "Forced calls were held against one error rate for all places and changes ({rate} a {unit}), "
    "for no background of normal samples was given (--background); q-values up to {alpha} count."
)
BACKGROUND_USED: Final = (
    "Forced calls were held against a background of normal samples: {site} by the place itself, "
    "{context} by changes between the same neighbours, {global} by one rate for all."
)
