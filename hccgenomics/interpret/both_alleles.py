"""When both alleles of a gene count as lost, and what copy number says beyond the alterations."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import reasons
from hccgenomics.interpret.large_events import (
    genes_of,
    is_homozygous_deletion,
    leaves_other_allele,
)
from hccgenomics.model.alteration import Finding, SmallAlteration
from hccgenomics.model.amounts import amount
from hccgenomics.model.copy_number import CopyNumberAlteration
from hccgenomics.model.structural import StructuralAlteration
from hccgenomics.vocabulary import CopyClass, GeneRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.copy_number import GeneCopies

NOTHING_KNOWN: Final[Mapping[str, GeneCopies]] = MappingProxyType({})
TWO_HITS: Final = 2
_CHANGED: Final = frozenset({CopyClass.GAIN, CopyClass.LOSS})
OTHER_ALLELE: Final = "other_allele_lost"
"""The remark on a hit tumour suppressor that copy number shows to have lost an allele as well."""
_SUPPRESSORS: Final = frozenset({GeneRole.TUMOUR_SUPPRESSOR, GeneRole.BOTH})


def both_lost(found: Sequence[AnyAlteration], copies: Mapping[str, GeneCopies]) -> str | None:
    """What shows that both alleles are hit; "" if the one hit says it, ``None`` if nothing does.

    Both copies deleted; one hit and loss of heterozygosity of the gene; or two hits, of which
    nobody knows whether they lie on two alleles.
    """
    if any(map(is_homozygous_deletion, found)):
        return ""
    lost = next(
        (
            copies[gene]
            for one in found
            if leaves_other_allele(one)
            for gene in genes_of(one)
            if gene in copies and copies[gene].is_loh
        ),
        None,
    )
    if lost is not None:
        return reasons.OTHER_ALLELE_LOST.format(amount=amount(lost) or reasons.LOH_KNOWN)
    if len(found) < TWO_HITS:
        return None
    count = "two" if len(found) == TWO_HITS else str(len(found))
    return reasons.ALLELES.format(count=count)


def with_other_allele(
    found: Iterable[AnyAlteration], copies: Iterable[GeneCopies]
) -> tuple[AnyAlteration, ...]:
    """The same, each flagged hit of a tumour suppressor with the loss of its other allele told.

    It is a remark and flags nothing: the hit is a driver without it.
    """
    lost = {gene.gene: gene for gene in copies if gene.is_loh}
    return tuple(_remarked(one, lost) for one in found) if lost else tuple(found)


def _remarked(hit: AnyAlteration, lost: Mapping[str, GeneCopies]) -> AnyAlteration:
    gene = lost.get(hit.gene)
    if gene is None or not isinstance(hit, SmallAlteration | StructuralAlteration):
        return hit
    if not (hit.is_driver and hit.role in _SUPPRESSORS and leaves_other_allele(hit)):
        return hit
    why = reasons.OTHER_ALLELE_TOO.format(gene=gene.gene, amount=amount(gene) or reasons.LOH_KNOWN)
    return replace(hit, findings=(*hit.findings, Finding(OTHER_ALLELE, drives=None, why=why)))


def other_allele_told(hit: AnyAlteration) -> str:
    """What was said of the other allele; "" if nothing."""
    return next((found.why for found in hit.findings if found.code == OTHER_ALLELE), "")


def beyond_alterations(
    alterations: Sequence[AnyAlteration], copies: Mapping[str, GeneCopies]
) -> Iterator[CopyNumberAlteration]:
    """Genes gained, lost or without one allele that are not listed as alterations; without an id.

    A report lists a gain in its table of genes alone, and a row may ask for it all the same.
    """
    listed = {one.gene for one in alterations if isinstance(one, CopyNumberAlteration)}
    for gene, found in copies.items():
        if gene not in listed and (found.copy_class in _CHANGED or found.is_loh):
            yield CopyNumberAlteration(id="", gene=gene, copies=found)
