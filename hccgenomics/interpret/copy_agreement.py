"""Several files on one gene: what each alone says, which is used, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import copy_wording as words
from hccgenomics.interpret.copy_class import RANK
from hccgenomics.model.amounts import CLASS_NAMES
from hccgenomics.model.copy_number import (
    CopyAgreement,
    CopyStatement,
)
from hccgenomics.vocabulary import CopyClass, CopyMethod, CopySource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model.copy_number import GeneCopies

    Said = Sequence[tuple[GeneCopies, CopySource]]

_METHODS: Final = (CopyMethod.STATED, CopyMethod.COMPUTED, CopyMethod.RATIO)
_CALLS: Final = 6
_LEVELS: Final = 7
NEXT_TO: Final = 1
FEWEST_TO_AGREE: Final = 2


def rank_of(gene: GeneCopies, source: CopySource) -> int:
    """How far down a statement stands, in the order of ``RANK_REASONS``: the lower, the better.

    Copies of tumour cells come before ratios with a purity and these before ratios alone; segments,
    which show the event, before gene tables; then files of altered stretches, then classes.
    """
    if source is CopySource.LEVELS or gene.method is CopyMethod.LEVEL or gene.method is None:
        return _LEVELS
    if source is CopySource.CALLS:
        return _CALLS
    return 2 * _METHODS.index(gene.method) + (source is CopySource.GENES)


def best_of(said: Said) -> int:
    """Which of the statements is used: one that calls the gene before one that does not.

    Ties go to the file given first.
    """

    def key(at: int) -> tuple[bool, int, int]:
        gene, source = said[at]
        return gene.copy_class is CopyClass.NO_CALL, rank_of(gene, source), at

    return min(range(len(said)), key=key)


def agreement_on(said: Said, best: int) -> CopyAgreement | None:
    """How the files agree; ``None`` where fewer than two of them call the gene."""
    called = [at for at, (gene, _) in enumerate(said) if gene.copy_class is not CopyClass.NO_CALL]
    if len(called) < FEWEST_TO_AGREE:
        return None
    used, source = said[best]
    classes = [said[at][0].copy_class for at in called]
    reason = words.RANK_REASONS[rank_of(used, source)]
    slots = {"used": used.files[0], "reason": reason}
    if len(set(classes)) == 1:
        why = words.SAME_CLASS.format(name=CLASS_NAMES[used.copy_class], **slots)
    else:
        listed = "; ".join(_says(said[at][0]) for at in called)
        ranks = [RANK[found] for found in classes]
        is_near = max(ranks) - min(ranks) <= NEXT_TO
        why = (words.NEAR_CLASS if is_near else words.CONFLICT).format(listed=listed, **slots)
    statements = tuple(_statement(*said[at], is_used=at == best) for at in called)
    return CopyAgreement(used.gene, len(set(classes)) == 1, why, statements)


def _says(gene: GeneCopies) -> str:
    return words.FILE_SAYS.format(file=gene.files[0], name=CLASS_NAMES[gene.copy_class])


def _statement(gene: GeneCopies, source: CopySource, *, is_used: bool) -> CopyStatement:
    return CopyStatement(
        file=gene.files[0],
        source=source,
        copy_class=gene.copy_class,
        log2_ratio=gene.log2_ratio,
        copies=gene.copies,
        is_used=is_used,
    )
