"""Every sentence about viral sequence in the human genome, as templates with slots.

A test refuses forbidden phrases here, as in ``wording``.
"""

from __future__ import annotations

from typing import Final

from hccgenomics.model.viral import UNNAMED

PROMOTER: Final = "{virus} sequence {distance} bases upstream of {gene}, in its promoter"
FIVE_PRIME: Final = "{virus} sequence in the first exon of {gene}, which counts as its promoter"
UPSTREAM: Final = "{virus} sequence {distance} bases upstream of {gene}"
WITHIN: Final = "{virus} sequence within {gene}"
DOWNSTREAM: Final = "{virus} sequence {distance} bases downstream of {gene}"
NOWHERE: Final = "{virus} sequence at {contig}:{pos}; no gene is known near it"

NAME: Final = "{virus} integration"
REGIONS: Final = {
    "promoter": "promoter",
    "upstream": "upstream",
    "within gene": "within gene",
    "downstream": "downstream",
}
STATED: Final = tuple(f"{text}." for text in (UPSTREAM, WITHIN, DOWNSTREAM, PROMOTER))
"""The same as sentences, where more is said behind: a gene's name then ends before the stop."""
DRIVES: Final = "{where}: {effect} ({source})."
SEEN_AGAIN: Final = "A site seen again and again"
OTHER_PLACE: Final = f"{SEEN_AGAIN}: {{effect}} ({{source}})."
NOT_THERE: Final = (
    "An integration there is not known to switch it on, so that it is listed and is no driver here."
)
TOO_FAR: Final = (
    "It lies more than {reach} bases upstream, so that whether it acts on the gene is open."
)
OTHER_VIRUS: Final = (
    "{virus} is not among the viruses seen there ({viruses}), so that whether it acts is open."
)
NO_NAME: Final = (
    "The file does not say which virus it is; {viruses} are those seen there, so that whether it "
    "acts is open."
)
NOT_LISTED: Final = "Not a site known to drive liver tumours; listed, and no driver here."
EPISOME: Final = (
    "Reads that join {virus} to the human genome are often an artefact of a reference that holds "
    "its sequence."
)

IN_TISSUE: Final = (
    "Hepatitis B virus DNA is also integrated in liver tissue without tumour, where clones of "
    "hepatocytes carry it (PMC7911963): that it was seen does not say by itself that the tumour "
    "carries it, nor anything of the prognosis."
)
BESIDE: Final = (
    "{gene}, which viral sequence drives from nearer, lies {distance} bases away; whether this "
    "integration acts on it is open."
)
JUNCTIONS: Final = "{count} junctions within {gap} bases are taken as one integration."
STATED_GENE: Final = "The file names {gene} here."
IMPRECISE: Final = "The caller could place it only roughly."
RECOGNISED: Final = (
    "{matched} of {length} inserted bases agree with {virus} ({sequence}), bases {bases}."
)
UNKNOWN_INSERTION: Final = (
    "An insertion of {length} bases in the promoter of {gene}, {distance} bases upstream of it, "
    "not of a virus known here; whether it activates {gene} is open."
)
FOLLOW_UP: Final = "What the inserted bases of {name} are, and whether {gene} is expressed"
FOLLOW_UP_WHY: Final = (
    "A long insertion in a promoter that viral sequence switches on is of no virus known here: "
    "comparison with viral and human sequence, and RNA, would tell what it does."
)
OF_GENOTYPE: Final = "{accession}, most like genotype {genotype}"
REVERSE_BASES: Final = "{bases}, reverse strand"

LEFT_OUT: Final = "{where}, at {contig}:{pos}, would be a driver."
UNNAMED_VIRUS: Final = UNNAMED
