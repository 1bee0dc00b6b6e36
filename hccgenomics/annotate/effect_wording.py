"""What is said beside a consequence or a name: every sentence of it, as templates with slots."""

from __future__ import annotations

from typing import Final

PROVISIONAL: Final = "provisional sequence"
SHIFT_BLOCKED: Final = "the 3′ shift of the name stopped at unknown sequence"
ALIGNMENT_BLOCKED: Final = "left-alignment stopped at unknown sequence at {contig}:{pos}"
THROUGH_PROTEIN: Final = (
    "bases of this codon are unknown: decided through the IUPAC codes of its residue"
)
MAY_REPEAT: Final = (
    "whether the inserted bases repeat those before them, and so are a duplication, is not known"
)
AT_SPLICE_SITE: Final = "inserted exactly at the splice site, between exon and intron"
LEFT_AND_RIGHT: Final = (
    "{stated} at the left end of the repeat, where VCF puts it; {named} at the right end, where "
    "HGVS names it"
)

# Why a change has no p. name
NO_RULE: Final = "HGVS has no rule to name a protein that loses residues and its stop codon"
REF_DIFFERS: Final = "REF does not fit the residue of codon {codon}, so the change cannot be told"
RESIDUE_OPEN: Final = "which residue codon {codon} comes to code for depends on unknown bases"
CODON_UNKNOWN: Final = (
    "the reference sequence at or behind codon {codon} is unknown, so the change of protein "
    "cannot be told"
)

# What to make of terms that contradict each other
STOP_KEPT: Final = "the stop codon is kept, but residues before it change"
START_REBUILT: Final = "the start codon is rebuilt in place: a loss of start is not expected"
SAME_LENGTH: Final = "the next stop codon stands in the same place: the protein keeps its length"
STOP_REBUILT: Final = "the stop codon is rebuilt in place: the protein is not expected to change"

# Identifiers
NO_REFGET: Final = "no VRS identifier: the refget digest of {contig} is not known"
NO_SEQUENCE: Final = (
    "no VRS identifier: the sequence around {contig}:{pos}, along which this insertion or deletion "
    "may slide, is not known"
)
ON_CLONES: Final = (
    "no VRS identifier: the sequence along which this insertion or deletion may slide is known "
    "from clones only, and not from the assembly"
)
