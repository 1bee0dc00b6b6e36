"""Which variants are worth a test in germline: a neutral request, and no germline report.

Asked for are variants of genes of hereditary disease that a driver rule flags, or that truncate the
protein, unless a normal that is deep enough does not carry them. In genes whose variants in tumours
are seldom germline, and for variants at a low fraction, only those that are likely germline are put
forward (Mandelker 2019, doi:10.1093/annonc/mdz136; Kuzbari 2023, doi:10.1016/j.annonc.2022.12.003).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.residues import is_late_truncation, is_of_class
from hccgenomics.vocabulary import EffectClass, GermlineAsk, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hccgenomics.model.alteration import SmallAlteration
    from hccgenomics.model.curated import GermlineGene
    from hccgenomics.model.settings import Settings

NOT_IN_GERMLINE: Final = frozenset({"normal_clean", "normal_between"})
"""What the matched normal showed where a germline heterozygote is excluded."""
_GAIN_OF_FUNCTION: Final = frozenset({"RET"})
"""Genes in which only a flagged change matters; losing them is another disease."""


def hereditary_genes(genes: Iterable[str], settings: Settings) -> frozenset[str]:
    """The genes of the table, with those the laboratory adds."""
    return frozenset((*genes, *settings.germline_genes))


def worth_germline_test(
    alterations: Iterable[SmallAlteration],
    genes: Mapping[str, GermlineGene],
    settings: Settings,
) -> tuple[SmallAlteration, ...]:
    """The alterations that ask for a test in germline, in their order.

    Args:
        alterations: With their origin told; those left out may be among them.
        genes: The rows of the table.
        settings: Of the laboratory, which may add genes.
    """
    return tuple(one for one in alterations if _is_worth(one, genes, settings))


def _is_worth(
    alteration: SmallAlteration, genes: Mapping[str, GermlineGene], settings: Settings
) -> bool:
    if alteration.origin is Origin.LIKELY_GERMLINE and alteration.is_driver:
        return True
    ask = _ask(alteration.gene, genes, settings)
    if ask is None or not _may_matter(alteration):
        return False
    if alteration.origin is Origin.LIKELY_GERMLINE:
        return True
    if ask is GermlineAsk.IF_GERMLINE or alteration.origin is Origin.SOMATIC:
        return False
    is_excluded = any(one.code in NOT_IN_GERMLINE for one in alteration.origin_reasons)
    return not is_excluded and _is_frequent(alteration, settings)


def _ask(gene: str, genes: Mapping[str, GermlineGene], settings: Settings) -> GermlineAsk | None:
    if gene in settings.germline_genes:
        return GermlineAsk.UNLESS_SOMATIC
    row = genes.get(gene)
    return None if row is None else row.ask


def _may_matter(alteration: SmallAlteration) -> bool:
    """Flagged, or a loss of function in a gene that no driver table may know."""
    if any(finding.drives is False for finding in alteration.findings):
        return False
    if alteration.is_driver or alteration.gene in _GAIN_OF_FUNCTION:
        return alteration.is_driver
    is_lost = is_of_class(alteration, EffectClass.LOSS_OF_FUNCTION)
    return is_lost and not is_late_truncation(alteration)


def _is_frequent(alteration: SmallAlteration, settings: Settings) -> bool:
    """Whether the fraction is one a germline variant may have; an unknown one may be any."""
    vaf = alteration.support.vaf
    if vaf is None:
        return True
    same_length = len(alteration.variant.ref) == len(alteration.variant.alt)
    least = settings.germline_follow_up_vaf
    return vaf >= (least if same_length else settings.germline_follow_up_vaf_indel)
