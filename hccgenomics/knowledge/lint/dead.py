"""Rows that can never be met: what they ask for and what they exclude cannot both be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.lint.apart import (
    class_covers,
    codons_cover,
    contradicts_itself,
    facts_apart,
    facts_cover,
)
from hccgenomics.knowledge.lint.finding import Problem
from hccgenomics.knowledge.lint.terms import BY_RESIDUE
from hccgenomics.knowledge.tables import split_list
from hccgenomics.vocabulary import EffectClass, EventKind, Implication, Verification

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.knowledge.lint.ground import Ground
    from hccgenomics.knowledge.lint.row import LintRow
    from hccgenomics.model.event import Event

_PROTEIN: Final = frozenset(
    {
        *(EventKind.PROTEIN, EventKind.CODING, EventKind.CODONS, EventKind.EXON),
        *(EventKind.CLASS, EventKind.HOTSPOT),
    }
)
_WIDER: Final = {
    "gain": {"amplification", "focal_amplification"},
    "amplification": {"focal_amplification"},
    "loss": {"homozygous_deletion"},
}
"""A class of copies, and those that always meet it too."""
_APART: Final = ({"gain", "amplification", "focal_amplification"}, {"loss", "homozygous_deletion"})
_PARTNERS: Final = 2
_ANY_OF: Final = "any_of"


def check_dead(row: LintRow, ground: Ground) -> Iterator[Problem]:
    """Why the row can never be met, if so."""
    yield from _misplaced(row)
    yield from _uncounted(row, ground)
    asked = {column: [e for c, e in row.events if c == column] for column in (_ANY_OF, "all_of")}
    excluded = [event for column, event in row.events if column == "none_of"]
    yield from _twice(row)
    yield from _excluded(asked["all_of"], excluded)
    every_alternative = asked[_ANY_OF] and len(asked[_ANY_OF]) == len(row.items(_ANY_OF))
    if every_alternative and all(_covered(event, excluded) for event in asked[_ANY_OF]):
        yield _dead("none_of", "Each alternative of any_of is excluded by none_of.")
    if every_alternative and all(_hopeless(event, asked["all_of"]) for event in asked[_ANY_OF]):
        yield _dead(_ANY_OF, "No alternative of any_of can be met together with all_of.")
    yield from _incompatible(asked["all_of"])
    if row.document is not None and row.document.verification is Verification.UNVERIFIED:
        yield Problem(
            code="dead.unverified",
            column="verification",
            detail="The row is unverified, so it is kept and never met.",
            hint="Verify it against its source.",
        )


def _dead(column: str, detail: str) -> Problem:
    return Problem(code="dead.profile", column=column, detail=detail)


def _misplaced(row: LintRow) -> Iterator[Problem]:
    is_regimen = row.cells.get("implication") == Implication.REGIMEN
    if is_regimen and not row.standing.is_regimen:
        yield Problem(
            code="dead.regimen",
            column="implication",
            detail="A regimen stands in the table of assertions.",
            hint="Regimens are rows of regimens.tsv.",
        )


def _uncounted(row: LintRow, ground: Ground) -> Iterator[Problem]:
    """Rows that ask for residues of genes without a model, and for nothing else."""
    alternatives = [e for c, e in row.events if c == _ANY_OF]
    needed = [e for c, e in row.events if c == "all_of"]
    is_dead = bool(alternatives) and all(_is_uncounted(e, ground) for e in alternatives)
    if is_dead or any(_is_uncounted(e, ground) for e in needed):
        genes = dict.fromkeys(g for e in (*alternatives, *needed) for g in e.genes)
        yield Problem(
            code="dead.gene",
            column=_ANY_OF if is_dead else "all_of",
            detail=f"Residues of {', '.join(genes)} are counted on no model of ours.",
            hint="Ask for a class of variants: 'GENE missense'.",
        )


def _is_uncounted(event: Event, ground: Ground) -> bool:
    return event.kind in BY_RESIDUE and not set(event.genes) & set(ground.models.symbols)


def _twice(row: LintRow) -> Iterator[Problem]:
    for column in ("any_of", "all_of", "none_of"):
        terms = split_list(row.cells.get(column, ""))
        if len(terms) != len(set(terms)):
            yield _dead(column, "A term is there twice.")


def _excluded(needed: Sequence[Event], excluded: Sequence[Event]) -> Iterator[Problem]:
    for event in needed:
        if _covered(event, excluded):
            yield _dead("none_of", f"{event.text!r} is asked for, and excluded as well.")


def _covered(event: Event, excluded: Sequence[Event]) -> bool:
    return any(covers(other, event) for other in excluded)


def covers(wide: Event, narrow: Event) -> bool:
    """Whether whatever meets ``narrow`` meets ``wide`` too, as far as the terms tell.

    >>> from hccgenomics.model.event import parse_event
    >>> covers(parse_event("TP53 any"), parse_event("TP53 p.R249S"))
    True
    >>> covers(parse_event("TP53 p.R249S"), parse_event("TP53 any"))
    False
    """
    if wide.body == narrow.body and set(wide.genes) == set(narrow.genes):
        return True
    if wide.both_alleles or wide.below_vaf:
        return False
    if _is_partner(wide, narrow) or facts_cover(wide, narrow):
        return True
    if wide.genes != narrow.genes or not wide.genes:
        return False
    if wide.kind is EventKind.COPY_NUMBER:
        return narrow.detail in _WIDER.get(wide.detail, ())
    return _changes_cover(wide, narrow)


def _changes_cover(wide: Event, narrow: Event) -> bool:
    if wide.kind is EventKind.CLASS and narrow.kind in _PROTEIN:
        if narrow.kind is EventKind.HOTSPOT:
            return wide.effect is EffectClass.ANY
        return wide.effect is EffectClass.ANY or class_covers(wide, narrow)
    if wide.kind is EventKind.CODONS and narrow.kind in {EventKind.PROTEIN, EventKind.CODONS}:
        return codons_cover(wide, narrow)
    return False


def _is_partner(wide: Event, narrow: Event) -> bool:
    """Whether a fusion of two named genes is one with either of them."""
    same = wide.kind is narrow.kind is EventKind.STRUCTURAL and wide.detail == narrow.detail
    return same and len(narrow.genes) == _PARTNERS and set(wide.genes) < set(narrow.genes)


def _hopeless(alternative: Event, needed: Sequence[Event]) -> bool:
    return contradicts_itself(alternative) or any(_apart(alternative, one) for one in needed)


def _incompatible(needed: Sequence[Event]) -> Iterator[Problem]:
    """Two things that are asked for together, and cannot be together."""
    for at, one in enumerate(needed):
        for other in needed[at + 1 :]:
            if _apart(one, other):
                yield _dead("all_of", f"{one.text!r} and {other.text!r} cannot both be.")
    for event in needed:
        if contradicts_itself(event):
            yield _dead("all_of", f"{event.text!r} contradicts itself.")


def _apart(one: Event, other: Event) -> bool:
    return one.genes == other.genes and (_copies_apart(one, other) or facts_apart(one, other))


def _copies_apart(one: Event, other: Event) -> bool:
    pair = (one.detail, other.detail)
    return any(pair[0] in a and pair[1] in b for a, b in (_APART, _APART[::-1]))
