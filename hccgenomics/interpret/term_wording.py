"""What a term of a curated row asks for, in words, as templates with slots.

The grammar of terms is that of ``model.event``; a term is told without its gene (``codons D32-S37
(missense)``) or as the table has it (``CTNNB1 codon D32-S37 missense``).
"""

from __future__ import annotations

from typing import Final

from hccgenomics.vocabulary import Comparison, EffectClass

# Small variants, without the gene
EFFECTS: Final = {
    EffectClass.MISSENSE: "missense",
    EffectClass.INFRAME: "in-frame",
    EffectClass.INFRAME_DELETION: "in-frame deletion",
    EffectClass.INFRAME_INSERTION: "in-frame insertion",
    EffectClass.TRUNCATING: "truncating",
    EffectClass.SPLICE: "splice",
    EffectClass.LOSS_OF_FUNCTION: "loss of function",
    EffectClass.ANY: "any",
}
CODON: Final = "codon {span} ({effect})"
CODONS: Final = "codons {span} ({effect})"
EXON: Final = "exon {exon} ({effect})"
BOTH_ALLELES: Final = "{effect} of both alleles"
HOTSPOT_RESIDUE: Final = "a hotspot residue"
PROMOTER: Final = "promoter {change}"
POLYMORPHISM: Final = "a polymorphism"
PROMOTER_HOTSPOT: Final = "promoter hotspot"

# Larger alterations, without the gene
LARGER: Final = {
    "amplification": "amplification",
    "focal_amplification": "focal amplification",
    "gain": "gain",
    "loss": "loss",
    "homozygous_deletion": "homozygous deletion",
    "fusion": "fusion",
    "rearrangement": "rearrangement",
    "viral_integration": "viral integration",
}

# Terms as the table has them
WRITTEN_EFFECTS: Final = {
    EffectClass.INFRAME: "inframe",
    EffectClass.INFRAME_DELETION: "inframe deletion",
    EffectClass.INFRAME_INSERTION: "inframe insertion",
}
WRITTEN_CODON: Final = "{gene} codon {span} {effect}"
WRITTEN_EXON: Final = "{gene} exon {exon} {effect}"
WRITTEN_BOTH: Final = "{gene} {effect} both alleles"
WRITTEN_HOTSPOT: Final = "{gene} oncogenic hotspot"
PATHWAY: Final = "pathway {term}"

# Stated facts
MEASURED: Final = {
    Comparison.AT_LEAST: "{name} of at least {number}",
    Comparison.ABOVE: "{name} of above {number}",
    Comparison.AT_MOST: "{name} of at most {number}",
    Comparison.BELOW: "{name} of below {number}",
}
OF_WORDS: Final = "{subject}: {words}"
WITH_NUMBERS: Final = "{subject} with {numbers}"
IS_SO: Final = {
    Comparison.AT_LEAST: "{text} is at least {number}",
    Comparison.ABOVE: "{text} is above {number}",
    Comparison.AT_MOST: "{text} is at most {number}",
    Comparison.BELOW: "{text} is below {number}",
}
"""What a value is, where it holds a condition and, by the opposite one, where it does not."""
NUMBERS: Final = {
    "value": "value {value}",
    "score": "score {value}",
    "percent": "percent {value}",
    "cps": "cps {value}",
    "tps": "tps {value}",
}
"""A number of a fact; the names of the table of facts."""
NAMES: Final = {"value": "number", "score": "score", "percent": "percent"}
"""What is lacking where a fact has no such number."""
