"""What the embedded coding sequences translate to."""

from __future__ import annotations

from hccgenomics.knowledge.builder.coding import coding_bases, protein_of


def translations(models) -> dict[str, str]:
    """Proteins of MANE Select by gene, X where a codon is not known."""
    return {
        symbol: protein_of(coding_bases(models.gene(symbol).select, models))
        for symbol in models.symbols
    }
