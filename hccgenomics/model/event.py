"""What a curated row asks for, as a small exact language.

One term is one event; the cells ``any_of``, ``all_of`` and ``none_of`` of a table hold terms::

    term    = [ "pathway " ] ( gene " " event [ " vaf<" percent "%" ] | free )
    gene    = symbol | symbol "::" symbol             either order of a fusion's partners
    event   = "p." residue letters                    TP53 p.R249S   IDH1 p.R132C/G/H
            | "p." residue [ "_" residue ] kind       CTNNB1 p.S45del   EGFR p.A767_V769dup
            | "c." number base ">" base               TP53 c.747G>T, and no other base change
            | "promoter c." change                    TERT promoter c.-124C>T
            | "promoter hotspot"
            | "codon " residue [ "-" residue ] " " class
            | "exon " number " " class                MET exon 14 splice
            | class [ " both_alleles" ]               AXIN1 loss_of_function
            | "oncogenic_hotspot"                     a residue of the hotspots table
            | "amplification" | "focal_amplification" | "gain" | "loss" | "homozygous_deletion"
            | "fusion" | "rearrangement" | "viral_integration"
            | "expression " method " " asked                MET expression ihc score >= 2
    class   = "missense" | "inframe" | "inframe_deletion" | "inframe_insertion" | "truncating"
            | "splice" | "loss_of_function" | "any"
    free    = ( "signature " | "laboratory " | "clinical " ) subject " " asked
                                                      laboratory afp >= 400 ng/mL
    residue = letter number      the letter is what the protein has there
    letters = letter { "/" letter }
    kind    = "del" | "dup"

Residues and exons are counted on the MANE Select transcript. ``asked`` is a condition on a stated
fact (``model/fact_terms.py``); subjects and methods are those of ``facts.tsv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from hccgenomics.model.fact_terms import parse_tests
from hccgenomics.vocabulary import EffectClass, EventKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from hccgenomics.model.fact_terms import FactTest

    _Event = Callable[..., "Event"]
    """An event of which the gene is known, and what stands beside it."""

PROMOTER_HOTSPOT: Final = "hotspot"
_PERCENT: Final = 100
_AMINO: Final = "[ACDEFGHIKLMNPQRSTVWY]"
_CLASS: Final = "|".join(sorted(EffectClass, key=len, reverse=True))
_COPY_NUMBER: Final = "amplification|focal_amplification|gain|loss|homozygous_deletion"
_STRUCTURAL: Final = "fusion|rearrangement|viral_integration"
_FREE: Final = {
    "signature": EventKind.SIGNATURE,
    "laboratory": EventKind.LABORATORY,
    "clinical": EventKind.CLINICAL,
}
_TERM: Final = re.compile(
    r"(?P<pathway>pathway )?(?P<genes>[A-Z][A-Za-z0-9-]*(?:::[A-Z][A-Za-z0-9-]*)?) "
    r"(?P<event>\S.*?)(?: vaf<(?P<vaf>\d+(?:\.\d+)?)%)?"
)


@dataclass(frozen=True, slots=True)
class Event:
    """One parsed term.

    Attributes:
        text: The term as the curator wrote it.
        genes: One symbol, two for the partners of a fusion, none for a genome-wide event.
        start, end: First and last residue, or ``None`` where the term names none.
        refs: What the protein has at ``start`` and at ``end``.
        changes: One-letter alternatives, or ``del`` or ``dup``; the name for a change of coding
            bases or of the promoter.
        effect: The class of small variant asked for.
        detail: The words of a term that no small variant can meet.
        pathway: Whether the row speaks of a pathway through this gene.
        both_alleles: Whether both alleles must be hit.
        below_vaf: Fraction below which the allele must lie.
        subject: Of a stated fact: ``afp``; of expression the method, ``ihc``.
        tests: What is asked of that fact, each condition.
    """

    text: str
    kind: EventKind
    genes: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    refs: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    exon: int | None = None
    effect: EffectClass | None = None
    detail: str = ""
    pathway: bool = False
    both_alleles: bool = False
    below_vaf: float | None = None
    subject: str = ""
    tests: tuple[FactTest, ...] = ()

    @property
    def body(self) -> str:
        """The term without its gene: ``p.R249S``, ``codon D32-S37 missense``."""
        term = self.text.removeprefix("pathway ")
        return term.partition(" ")[2] if self.genes else term


@cache
def parse_event(text: str) -> Event:
    """The event a term names; ``ValueError`` in one sentence if it names none.

    >>> parse_event("TP53 p.R249S").changes
    ('S',)
    >>> event = parse_event("CTNNB1 codon D32-S37 missense")
    >>> event.start, event.end, event.effect.value
    (32, 37, 'missense')
    >>> parse_event("TP53 R249S")
    Traceback (most recent call last):
    ...
    ValueError: the term 'TP53 R249S' names no event of the grammar ('R249S')
    """
    free, _, words = text.partition(" ")
    if free in _FREE and words:
        return _of_fact(partial(Event, text), _FREE[free], words)
    term = _TERM.fullmatch(text)
    if term is None:
        raise ValueError(f"the term {text!r} is not of the form 'GENE event'")
    event = _read(
        term["event"],
        partial(
            Event,
            text,
            genes=tuple(term["genes"].split("::")),
            pathway=term["pathway"] is not None,
            below_vaf=float(term["vaf"]) / _PERCENT if term["vaf"] else None,
        ),
    )
    if event is None:
        raise ValueError(f"the term {text!r} names no event of the grammar ({term['event']!r})")
    return event


def _read(words: str, event: _Event) -> Event | None:
    for pattern, build in _EVENTS:
        found = pattern.fullmatch(words)
        if found is not None:
            return build(found, event)
    return None


def _substitution(found: re.Match[str], event: _Event) -> Event:
    residue = int(found["pos"])
    return event(
        kind=EventKind.PROTEIN,
        start=residue,
        end=residue,
        refs=(found["ref"], found["ref"]),
        changes=tuple(found["alts"].split("/")),
    )


def _spanning(found: re.Match[str], event: _Event) -> _Event:
    start = int(found["start"])
    end = int(found["end"] or start)
    if end < start:
        raise ValueError(f"{found[0]!r} ends before it starts")
    refs = (found["start_ref"], found["end_ref"] or found["start_ref"])
    return partial(event, start=start, end=end, refs=refs)


def _protein_span(found: re.Match[str], event: _Event) -> Event:
    return _spanning(found, event)(kind=EventKind.PROTEIN, changes=(found["kind"],))


def _codons(found: re.Match[str], event: _Event) -> Event:
    return _spanning(found, event)(kind=EventKind.CODONS, effect=EffectClass(found["effect"]))


def _coding(found: re.Match[str], event: _Event) -> Event:
    if found["ref"] == found["alt"]:
        raise ValueError(f"{found[0]!r} changes nothing")
    return event(kind=EventKind.CODING, changes=(found[0],))


def _promoter(found: re.Match[str], event: _Event) -> Event:
    return event(kind=EventKind.PROMOTER, changes=(found["name"],))


def _exon(found: re.Match[str], event: _Event) -> Event:
    effect = EffectClass(found["effect"])
    return event(kind=EventKind.EXON, exon=int(found["exon"]), effect=effect)


def _class(found: re.Match[str], event: _Event) -> Event:
    both = found["both"] is not None
    return event(kind=EventKind.CLASS, effect=EffectClass(found["effect"]), both_alleles=both)


def _hotspot(_: re.Match[str], event: _Event) -> Event:
    return event(kind=EventKind.HOTSPOT)


def _of_fact(event: _Event, kind: EventKind, words: str) -> Event:
    subject, _, asked = words.partition(" ")
    return event(kind=kind, detail=words, subject=subject, tests=parse_tests(asked))


def _expression(found: re.Match[str], event: _Event) -> Event:
    return _of_fact(event, EventKind.EXPRESSION, found["words"])


def _worded(kind: EventKind) -> Callable[[re.Match[str], _Event], Event]:
    return lambda found, event: event(kind=kind, detail=found["words"])


_SPAN: Final = rf"(?P<start_ref>{_AMINO})(?P<start>\d+)(?:%s(?P<end_ref>{_AMINO})(?P<end>\d+))?"
_EVENTS: Final = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (rf"p\.(?P<ref>{_AMINO})(?P<pos>\d+)(?P<alts>{_AMINO}(?:/{_AMINO})*)", _substitution),
        (rf"p\.{_SPAN % '_'}(?P<kind>del|dup)", _protein_span),
        (r"c\.[1-9]\d*(?P<ref>[ACGT])>(?P<alt>[ACGT])", _coding),
        (r"promoter (?P<name>hotspot|c\.-\S+)", _promoter),
        (rf"codon {_SPAN % '-'} (?P<effect>{_CLASS})", _codons),
        (rf"exon (?P<exon>[1-9]\d*) (?P<effect>{_CLASS})", _exon),
        (rf"(?P<effect>{_CLASS})(?P<both> both_alleles)?", _class),
        (r"oncogenic_hotspot", _hotspot),
        (rf"(?P<words>{_COPY_NUMBER})", _worded(EventKind.COPY_NUMBER)),
        (rf"(?P<words>{_STRUCTURAL})", _worded(EventKind.STRUCTURAL)),
        (r"expression (?P<words>\S.*)", _expression),
    )
)
