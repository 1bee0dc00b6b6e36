"""Which changes of copy number are reported as alterations, and which of these are drivers.

Amplified and homozygously deleted genes of the panel are, with those on the border; a gain or a
loss of one copy is in the table of genes and no alteration. ``CODES`` names every finding.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import copy_wording as words
from hccgenomics.interpret.copy_wording import number, percent
from hccgenomics.interpret.reasons import BOTH_ROLES
from hccgenomics.model.alteration import Finding
from hccgenomics.model.amounts import of_arm
from hccgenomics.model.copy_number import CopyNumberAlteration
from hccgenomics.vocabulary import CopyClass, Extent, GeneRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hccgenomics.model.copy_number import CopyAgreement, GeneCopies
    from hccgenomics.model.curated import GeneRow

REPORTED: Final = frozenset(
    {
        CopyClass.AMPLIFICATION,
        CopyClass.BORDERLINE_AMPLIFICATION,
        CopyClass.BORDERLINE_HOMOZYGOUS_DELETION,
        CopyClass.HOMOZYGOUS_DELETION,
    }
)
BORDERLINES: Final = frozenset(
    {CopyClass.BORDERLINE_AMPLIFICATION, CopyClass.BORDERLINE_HOMOZYGOUS_DELETION}
)
ARM_LEVEL: Final = "copy_arm_level"
DISAGREE: Final = "copy_files_disagree"
COPY_CODES: Final[tuple[str, ...]] = (
    "copy_amplified_oncogene",
    "copy_amplified_other",
    "copy_amplified_suppressor",
    "copy_homozygous_deletion_suppressor",
    "copy_homozygous_deletion_other",
    "copy_borderline",
    "copy_not_judged",
    ARM_LEVEL,
    "copy_wide_homozygous_deletion",
    DISAGREE,
)
"""Everything that may be found of a gene's copies, in order."""
_BY_COPIES: Final = (
    re.compile(r"[^,;]*amplif[^,;]*", re.IGNORECASE),
    re.compile(r"[^,;]*\bgain\b[^,;]*", re.IGNORECASE),
)
_ACTIVATED: Final = frozenset({GeneRole.ONCOGENE, GeneRole.BOTH})
_LOST: Final = frozenset({GeneRole.TUMOUR_SUPPRESSOR, GeneRole.BOTH})
MEGABASE: Final = 1_000_000
ARM_LEVELS: Final = frozenset({Extent.ARM, Extent.CHROMOSOME})


def copy_alterations(
    genes: Iterable[GeneCopies],
    table: Mapping[str, GeneRow],
    agreements: Iterable[CopyAgreement] = (),
) -> tuple[CopyNumberAlteration, ...]:
    """The genes to report, in the order given.

    An arm on the border of a homozygous deletion is not: see ``is_arm_on_the_border``.
    """
    reported = (g for g in genes if g.copy_class in REPORTED and not is_arm_on_the_border(g))
    disputed = {told.gene: told.why for told in agreements if not told.agree}
    return tuple(
        _alteration(gene, table.get(gene.gene), disputed.get(gene.gene, "")) for gene in reported
    )


def is_arm_on_the_border(gene: GeneCopies) -> bool:
    """Whether the gene is on the border of a homozygous deletion with the rest of its arm.

    A whole arm is hardly lost on both alleles; with the purity taken a tenth too low, one copy
    lost looks like this on every arm that lost one.
    """
    is_border = gene.copy_class is CopyClass.BORDERLINE_HOMOZYGOUS_DELETION
    return is_border and gene.event is not None and gene.event.extent in ARM_LEVELS


def _alteration(gene: GeneCopies, row: GeneRow | None, dispute: str) -> CopyNumberAlteration:
    why = words.DISAGREE.format(gene=gene.gene, why=dispute)
    told = (Finding(DISAGREE, drives=None, why=why),) if dispute else ()
    return CopyNumberAlteration(
        id=f"{gene.gene}:{gene.copy_class.value}",
        gene=gene.gene,
        copies=gene,
        role=None if row is None else row.role,
        findings=(*_findings(gene, row), *told),
    )


def _findings(gene: GeneCopies, row: GeneRow | None) -> Iterator[Finding]:
    if gene.copy_class in BORDERLINES:
        why = words.BORDERLINE.format(threshold=gene.threshold, **_slots(gene))
        yield Finding("copy_borderline", drives=None, why=why)
    elif row is None or row.role in {GeneRole.UNCLEAR, GeneRole.PASSENGER}:
        why = words.NOT_IN_TABLES if row is None else words.UNSETTLED
        yield Finding("copy_not_judged", drives=None, why=why.format(**_slots(gene)))
    elif gene.copy_class is CopyClass.AMPLIFICATION:
        yield _amplified(gene, row)
    else:
        yield _deleted(gene, row)
    yield from _arm_level(gene)
    yield from _too_wide(gene)


def _amplified(gene: GeneCopies, row: GeneRow) -> Finding:
    slots = _slots(gene)
    if row.role not in _ACTIVATED:
        why = words.AMPLIFIED_SUPPRESSOR.format(**slots)
        return Finding("copy_amplified_suppressor", drives=None, why=why)
    role = words.ROLE_BOTH if row.role is GeneRole.BOTH else words.ROLE_ONCOGENE
    mechanism = next((found for kind in _BY_COPIES if (found := kind.search(row.mechanism))), None)
    if mechanism is None:
        why = words.AMPLIFIED_OTHER.format(role=role, **slots)
        return Finding("copy_amplified_other", drives=None, why=why)
    source = row.verification.beside(row.source)
    why = words.AMPLIFIED_ONCOGENE.format(
        role=role, mechanism=mechanism[0].strip(), source=source, **slots
    )
    return Finding("copy_amplified_oncogene", drives=True, why=why)


def _deleted(gene: GeneCopies, row: GeneRow) -> Finding:
    if row.role in _LOST:
        both = BOTH_ROLES if row.role is GeneRole.BOTH else ""
        why = words.DELETED_SUPPRESSOR.format(both=both, **_slots(gene))
        return Finding("copy_homozygous_deletion_suppressor", drives=True, why=why)
    why = words.DELETED_OTHER.format(**_slots(gene))
    return Finding("copy_homozygous_deletion_other", drives=None, why=why)


def _arm_level(gene: GeneCopies) -> Iterator[Finding]:
    event = gene.event
    if event is not None and event.extent in ARM_LEVELS:
        is_arm = event.extent is Extent.ARM
        why = words.ARM_LEVEL.format(
            share=percent(event.arm_share),
            arm=of_arm(event.arm),
            part=words.PART_ARM if is_arm else words.PART_CHROMOSOME,
            gene=gene.gene,
        )
        yield Finding(ARM_LEVEL, drives=None, why=why)


def _too_wide(gene: GeneCopies) -> Iterator[Finding]:
    """A homozygous deletion that is not focal: cells hardly bear it, and a baseline may be off."""
    event = gene.event
    is_deleted = gene.copy_class is CopyClass.HOMOZYGOUS_DELETION
    if is_deleted and event is not None and event.extent is not Extent.FOCAL:
        width = number((event.end - event.start) / MEGABASE, 0)
        why = words.WIDE_DELETION.format(width=width)
        yield Finding("copy_wide_homozygous_deletion", drives=None, why=why)


def _slots(gene: GeneCopies) -> dict[str, str]:
    """The gene, and its copies or ratio in words."""
    if gene.copies is not None:
        value = words.copies_words(gene.copies)
    elif gene.log2_ratio is not None:
        value = words.ratio_words(gene.log2_ratio)
    else:
        value = words.BY_TABLE
    return {"gene": gene.gene, "value": value}
