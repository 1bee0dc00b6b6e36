"""Key findings of copies, junctions and viral sequence, one sentence each.

Genes amplified by one event are one finding, led by the gene a board asks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import large_wording as wording
from hccgenomics.interpret.altered_names import altered_name
from hccgenomics.interpret.both_alleles import other_allele_told
from hccgenomics.interpret.card_plans import BORDERLINE, is_asked_for, is_found
from hccgenomics.interpret.copy_drivers import ARM_LEVEL, DISAGREE
from hccgenomics.interpret.structural_reasons import OTHER_ALLELE_OPEN
from hccgenomics.interpret.wording import listed
from hccgenomics.model.amounts import amount_adjusted, extent
from hccgenomics.model.copy_number import CopyNumberAlteration
from hccgenomics.model.structural import (
    IntegrationAlteration,
    StructuralAlteration,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.copy_number import (
        CopyEvent,
        GeneCopies,
    )

FIRST: Final = ("FGF19", "TERT", "MET", "VEGFA", "MYC", "ERBB2", "CDKN2A", "RB1", "CCND1")
"""Genes that lead the finding of an event they share with others, in this order."""
MOST_NAMED: Final = 8
"""Genes on the border that are named at the most, besides those a board asks for."""


def large_sentences(alterations: Sequence[AnyAlteration]) -> tuple[str, ...]:
    """What is flagged, then what lies on the border, of all kinds but small variants."""
    copies = [one for one in alterations if isinstance(one, CopyNumberAlteration)]
    drivers = [one for one in copies if is_found(one)]
    near = [one for one in copies if one.copies.copy_class in BORDERLINE]
    others = [
        one
        for one in alterations
        if isinstance(one, StructuralAlteration | IntegrationAlteration) and one.is_driver
    ]
    return (
        *(_copies_sentence(group, copies, _reserves(group[0])) for group in _events(drivers)),
        *_junction_sentences(others),
        *_near(near, copies),
    )


def _near(
    near: Sequence[CopyNumberAlteration], every: Sequence[CopyNumberAlteration]
) -> Iterator[str]:
    """Genes on the border: those a board asks for one by one, the others by name alone."""
    asked = [one for one in near if is_asked_for(one)]
    for group in _events(asked):
        yield _copies_sentence(group, every, _why(group[0]))
    along = {one.gene for first in asked for one in near if shares_event(first.copies, one.copies)}
    others = [one.gene for one in near if one not in asked and one.gene not in along]
    if others:
        more = len(others) - MOST_NAMED
        names = [*others[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])]
        yield wording.NEAR_OTHERS.format(genes=listed(names))


def _events(found: Sequence[CopyNumberAlteration]) -> Iterator[list[CopyNumberAlteration]]:
    """Alterations of one class that one event covers, each led by the gene that is asked for."""
    groups: list[list[CopyNumberAlteration]] = []
    for one in sorted(found, key=_rank):
        shared = next(
            (group for group in groups if shares_event(group[0].copies, one.copies)), None
        )
        if shared is None:
            groups.append([one])
        else:
            shared.append(one)
    yield from groups


def _rank(alteration: CopyNumberAlteration) -> int:
    return FIRST.index(alteration.gene) if alteration.gene in FIRST else len(FIRST)


def shares_event(first: GeneCopies, other: GeneCopies) -> bool:
    """Whether a gene lies in the other's event and is altered the same way."""
    if first.event is None or first.copy_class is not other.copy_class:
        return False
    return first.contig == other.contig and _holds(first.event, other)


def _holds(event: CopyEvent, gene: GeneCopies) -> bool:
    return event.contig == gene.contig and event.start < gene.end and gene.start < event.end


def _copies_sentence(
    group: Sequence[CopyNumberAlteration], every: Sequence[CopyNumberAlteration], why: str
) -> str:
    first = group[0]
    copies = first.copies
    along = {one.gene: one.copies for one in every if one is not first}
    genes = [gene for gene, other in along.items() if shares_event(copies, other)]
    clauses = (
        amount_adjusted(copies),
        "" if copies.event is None else extent(copies.event),
        wording.WITH.format(genes=listed(genes)) if genes else "",
    )
    return wording.COPIES_PRESENT.format(
        name=altered_name(first), clauses="; ".join(filter(None, clauses)), why=why
    ).strip()


def _reserves(alteration: CopyNumberAlteration) -> str:
    """That the change is of the arm, or that files disagree on it; "" where neither is so."""
    return " ".join(f.why for f in alteration.findings if f.code in {ARM_LEVEL, DISAGREE})


def _why(alteration: AnyAlteration) -> str:
    """The first reason that flags it, else the first remark."""
    flagged = (finding.why for finding in alteration.findings if finding.drives)
    remarks = (finding.why for finding in alteration.findings if finding.drives is None)
    return next(flagged, next(remarks, ""))


def _junction_sentences(
    found: Sequence[StructuralAlteration | IntegrationAlteration],
) -> Iterator[str]:
    """One each; junctions of one name and one reason, as both ends of an inversion, are one."""
    alike: dict[tuple[str, str], list[StructuralAlteration | IntegrationAlteration]] = {}
    for one in found:
        alike.setdefault((altered_name(one), _why(one)), []).append(one)
    for group in alike.values():
        yield _junction_sentence(group[0], len(group))


def _junction_sentence(
    alteration: StructuralAlteration | IntegrationAlteration, junctions: int
) -> str:
    more = wording.MORE_JUNCTIONS.format(count=junctions) if junctions > 1 else ""
    name = "; ".join(filter(None, (_with_support(alteration), more)))
    return f"{name}. {_with_other_allele(_why(alteration), other_allele_told(alteration))}"


def _with_other_allele(why: str, told: str) -> str:
    """The reason, and what is known of the other allele in place of that it is open.

    >>> _with_other_allele(f"It is cut. {OTHER_ALLELE_OPEN}", "One parental allele is lost.")
    'It is cut. One parental allele is lost.'
    """
    return f"{why.removesuffix(OTHER_ALLELE_OPEN).rstrip()} {told}" if told else why


def _with_support(alteration: StructuralAlteration | IntegrationAlteration) -> str:
    """Its name, with the reads behind it where they are counted."""
    found = (
        alteration.event if isinstance(alteration, StructuralAlteration) else alteration.integration
    )
    reads = [
        texts[count != 1].format(count=count)
        for count, texts in (
            (found.split_reads, wording.READS_ACROSS),
            (found.read_pairs, wording.SPANNING_PAIRS),
        )
        if count is not None
    ]
    name = altered_name(alteration)
    return wording.READS.format(name=name, reads=listed(reads)) if reads else name
