"""The annotators' words for consequences, as terms of the Sequence Ontology.

Words without a counterpart (``NMD_transcript_variant``, ``sequence_feature``,
``structural_interaction_variant``) say nothing of the transcript's product and are passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import Consequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    Words = Mapping[str, tuple[Consequence, ...]]

GLUE: Final = "&"
_OWN: Final[Words] = {term.value.lower(): (term,) for term in Consequence}

VEP_WORDS: Final[Words] = {
    **_OWN,
    "initiator_codon_variant": (Consequence.START_LOST,),  # before release 79
    "splice_donor_5th_base": (Consequence.SPLICE_DONOR_5TH_BASE,),
    "extended_intronic_splice_region_variant": (Consequence.SPLICE_REGION,),
}
"""https://www.ensembl.org/info/genome/variation/prediction/predicted_data.html"""

SNPEFF_WORDS: Final[Words] = {
    **_OWN,
    "conservative_inframe_deletion": (Consequence.INFRAME_DELETION,),
    "disruptive_inframe_deletion": (Consequence.INFRAME_DELETION,),
    "conservative_inframe_insertion": (Consequence.INFRAME_INSERTION,),
    "disruptive_inframe_insertion": (Consequence.INFRAME_INSERTION,),
    "initiator_codon_variant": (Consequence.START_RETAINED,),  # into another start codon
    "exon_loss_variant": (Consequence.SPLICE_ACCEPTOR, Consequence.SPLICE_DONOR),
    "exon_loss": (Consequence.SPLICE_ACCEPTOR, Consequence.SPLICE_DONOR),
    "feature_ablation": (Consequence.TRANSCRIPT_ABLATION,),
    "5_prime_utr_premature_start_codon_gain_variant": (Consequence.FIVE_PRIME_UTR,),
    "5_prime_utr_truncation": (Consequence.FIVE_PRIME_UTR,),
    "3_prime_utr_truncation": (Consequence.THREE_PRIME_UTR,),
    "intergenic_region": (Consequence.INTERGENIC,),
}
"""https://pcingola.github.io/SnpEff/snpeff/inputoutput/"""

BCFTOOLS_WORDS: Final[Words] = {
    "splice_acceptor": (Consequence.SPLICE_ACCEPTOR,),
    "splice_donor": (Consequence.SPLICE_DONOR,),
    "stop_gained": (Consequence.STOP_GAINED,),
    "frameshift": (Consequence.FRAMESHIFT,),
    "stop_lost": (Consequence.STOP_LOST,),
    "start_lost": (Consequence.START_LOST,),
    "inframe_insertion": (Consequence.INFRAME_INSERTION,),
    "inframe_deletion": (Consequence.INFRAME_DELETION,),
    "missense": (Consequence.MISSENSE,),
    "inframe_altering": (Consequence.PROTEIN_ALTERING,),
    "splice_region": (Consequence.SPLICE_REGION,),
    "start_retained": (Consequence.START_RETAINED,),
    "stop_retained": (Consequence.STOP_RETAINED,),
    "synonymous": (Consequence.SYNONYMOUS,),
    "coding_sequence": (Consequence.CODING_SEQUENCE,),
    "5_prime_utr": (Consequence.FIVE_PRIME_UTR,),
    "3_prime_utr": (Consequence.THREE_PRIME_UTR,),
    "intron": (Consequence.INTRON,),
    "intergenic": (Consequence.INTERGENIC,),
    "exon_loss": (Consequence.SPLICE_ACCEPTOR, Consequence.SPLICE_DONOR),
    "feature_truncation": (Consequence.PROTEIN_ALTERING,),  # 1.24 so names in-frame delins
    "feature_elongation": (Consequence.PROTEIN_ALTERING,),
    **_OWN,
}
"""csq.c of bcftools 1.16 and 1.24."""

FUNCOTATOR_WORDS: Final[Words] = {
    "missense": (Consequence.MISSENSE,),
    "nonsense": (Consequence.STOP_GAINED,),
    "nonstop": (Consequence.STOP_LOST,),
    "silent": (Consequence.SYNONYMOUS,),
    "in_frame_del": (Consequence.INFRAME_DELETION,),
    "in_frame_ins": (Consequence.INFRAME_INSERTION,),
    "frame_shift_del": (Consequence.FRAMESHIFT,),
    "frame_shift_ins": (Consequence.FRAMESHIFT,),
    "start_codon_snp": (Consequence.START_LOST,),
    "start_codon_del": (Consequence.START_LOST,),
    "start_codon_ins": (Consequence.START_LOST,),
    "de_novo_start_in_frame": (Consequence.FIVE_PRIME_UTR,),
    "de_novo_start_out_frame": (Consequence.FIVE_PRIME_UTR,),
    "five_prime_utr": (Consequence.FIVE_PRIME_UTR,),
    "three_prime_utr": (Consequence.THREE_PRIME_UTR,),
    "five_prime_flank": (Consequence.UPSTREAM,),
    "three_prime_flank": (Consequence.DOWNSTREAM,),
    "intron": (Consequence.INTRON,),
    "igr": (Consequence.INTERGENIC,),
}
"""GencodeFuncotation.VariantClassification of GATK 4; splice sites are read by their place."""


def ontology(text: str, words: Words) -> tuple[Consequence, ...]:
    """The terms that are known, most severe first.

    >>> [term.value for term in ontology("synonymous&splice_region", BCFTOOLS_WORDS)]
    ['splice_region_variant', 'synonymous_variant']
    """
    found = {term for word in text.split(GLUE) for term in words.get(word.strip().lower(), ())}
    return tuple(sorted(found, key=lambda term: term.severity))
