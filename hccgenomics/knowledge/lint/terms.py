"""Terms: genes there are, residues the protein has, exons, alleles, facts that can be stated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.lint.finding import Problem
from hccgenomics.model.codons import UNKNOWN_RESIDUE
from hccgenomics.model.event import PROMOTER_HOTSPOT
from hccgenomics.model.fact_terms import VALUE
from hccgenomics.vocabulary import EffectClass, EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.knowledge.lint.ground import Ground
    from hccgenomics.knowledge.lint.row import LintRow
    from hccgenomics.model.event import Event
    from hccgenomics.model.fact_terms import FactTest
    from hccgenomics.model.lists import FactRow

PROMOTER_GENE: Final = "TERT"
PROMOTER_WINDOW: Final = 1_000
"""Bases upstream of the start codon that the promoter engine reads."""
NAMED_NUMBERS: Final = frozenset({"percent", "score", "cps", "tps", "ratio", "copies"})
"""What expression and in situ hybridisation may state beside their value."""
_FACTS: Final = frozenset(
    {EventKind.LABORATORY, EventKind.CLINICAL, EventKind.SIGNATURE, EventKind.EXPRESSION}
)
_SMALL: Final = frozenset(
    {
        *(EventKind.PROTEIN, EventKind.CODING, EventKind.CODONS, EventKind.EXON),
        *(EventKind.CLASS, EventKind.HOTSPOT),
    }
)
_SUBSTITUTION: Final = re.compile(r"c\.-(\d+)([ACGT]+)>([ACGT]+)")
_SPAN: Final = re.compile(r"c\.-(\d+)(?:_-(\d+))?(?:del|dup|ins|delins)[ACGT]*")
BY_RESIDUE: Final = frozenset({EventKind.PROTEIN, EventKind.CODONS, EventKind.HOTSPOT})
"""Terms that ask for residues of MANE Select."""
_CODING: Final = frozenset(EffectClass) - {
    EffectClass.SPLICE,
    EffectClass.LOSS_OF_FUNCTION,
    EffectClass.ANY,
}
"""Classes that need coding bases in the exon."""


def check_terms(row: LintRow, ground: Ground) -> Iterator[Problem]:
    """Everything that one term can have wrong by itself."""
    if not row.standing.is_regimen and not (row.cells["any_of"] or row.cells["all_of"]):
        yield _problem("term.none", "any_of", "The row asks for no event.")
    for gene in row.items("genes"):
        yield from _gene(gene, ground)
    for column, event in row.events:
        yield from _own_genes(row, column, event)
        for check in (_residues, _exon, _promoter, _hotspot, _fact, _annotated):
            yield from check(column, event, ground)


def _problem(code: str, column: str, detail: str, hint: str = "") -> Problem:
    return Problem(code=code, column=column, detail=detail, hint=hint)


def _gene(gene: str, ground: Ground) -> Iterator[Problem]:
    if ground.is_symbol(gene):
        return
    today = ground.current_symbol(gene)
    hint = f"The symbol of today is {today}." if today else "Use the symbol of HGNC."
    yield _problem("gene.unknown", "genes", f"{gene!r} is no symbol of a gene known here.", hint)


def _own_genes(row: LintRow, column: str, event: Event) -> Iterator[Problem]:
    missing = sorted(set(event.genes) - set(row.items("genes")))
    if missing:
        detail = f"{event.text!r} speaks of {', '.join(missing)}, not among the genes."
        yield _problem("term.gene", column, detail)


def _residues(column: str, event: Event, ground: Ground) -> Iterator[Problem]:
    if event.start is None or event.end is None or not event.genes:
        return
    if len(event.changes) != len(set(event.changes)) or event.refs[0] in event.changes:
        detail = f"{event.text!r} names a change twice, or to the residue that is there."
        yield _problem("residue.same", column, detail)
    protein = ground.protein(event.genes[0])
    if protein is None:
        return
    if event.end > len(protein):
        detail = f"The protein of {event.genes[0]} has {len(protein)} residues ({event.text!r})."
        yield _problem("residue.beyond", column, detail, "Count on MANE Select.")
        return
    for place, letter in zip((event.start, event.end), event.refs, strict=True):
        there = protein[place - 1]
        if there not in (letter, UNKNOWN_RESIDUE):
            detail = f"{event.genes[0]} has {there}{place} there, not {letter}{place}."
            yield _problem("residue.letter", column, detail, "Count on MANE Select.")
            return


def _exon(column: str, event: Event, ground: Ground) -> Iterator[Problem]:
    if event.exon is None:
        return
    transcript = ground.transcript(event.genes[0])
    if transcript is None:
        return
    known = {exon.number: exon for exon in transcript.exons}
    exon = known.get(event.exon)
    if exon is None:
        detail = f"{event.genes[0]} has {len(known)} exons on MANE Select ({event.text!r})."
        yield _problem("exon.unknown", column, detail)
        return
    coding = min(exon.end, transcript.cds_end) > max(exon.start, transcript.cds_start)
    if event.effect in _CODING and not coding:
        yield _problem("exon.unknown", column, f"Exon {event.exon} holds no coding base.")
    if event.effect is EffectClass.SPLICE and len(known) == 1:
        yield _problem("exon.unknown", column, "A gene of one exon has no splice site.")


def _promoter(column: str, event: Event, ground: Ground) -> Iterator[Problem]:
    if event.kind is not EventKind.PROMOTER:
        return
    if event.genes != (PROMOTER_GENE,):
        detail = f"Only the promoter of {PROMOTER_GENE} is read ({event.text!r})."
        yield _problem("promoter.allele", column, detail)
    elif event.changes != (PROMOTER_HOTSPOT,):
        yield from _allele(column, event.changes[0], ground)


def _allele(column: str, name: str, ground: Ground) -> Iterator[Problem]:
    substitution, span = _SUBSTITUTION.fullmatch(name), _SPAN.fullmatch(name)
    if substitution is not None:
        yield from _bases(column, name, substitution, ground)
        return
    if span is None:
        yield _problem("promoter.allele", column, f"{name!r} is no change of the promoter.")
        return
    numbers = [int(n) for n in span.groups() if n]
    if numbers != sorted(set(numbers), reverse=True) or not _inside(*numbers):
        yield _problem("promoter.allele", column, f"{name!r} is no place of the promoter window.")


def _bases(column: str, name: str, found: re.Match[str], ground: Ground) -> Iterator[Problem]:
    first, before, after = int(found[1]), found[2], found[3]
    if len(before) != 1 or len(after) != 1 or before == after or not _inside(first):
        yield _problem("promoter.allele", column, f"{name!r} is no substitution of one base.")
        return
    there = ground.upstream(PROMOTER_GENE, first)
    if there not in (before, "N"):
        detail = f"The base at c.-{first} is {there}, not {before}."
        yield _problem("promoter.allele", column, detail, "Name it on the strand of the gene.")


def _inside(*positions: int) -> bool:
    return all(1 <= position <= PROMOTER_WINDOW for position in positions)


def _hotspot(column: str, event: Event, ground: Ground) -> Iterator[Problem]:
    if event.kind is EventKind.HOTSPOT and event.genes[0] not in ground.hotspot_genes:
        detail = f"{event.genes[0]} has no hotspot in hotspots.tsv or hotspot_counts.tsv."
        yield _problem("hotspot.none", column, detail, "Name the residues.")


def _annotated(column: str, event: Event, ground: Ground) -> Iterator[Problem]:
    if event.kind not in _SMALL:
        return
    for gene in event.genes:
        if ground.is_symbol(gene) and gene not in ground.models.symbols:
            detail = f"There is no transcript model of {gene}."
            hint = f"{event.text!r} is met only where the file itself is annotated."
            if event.kind in BY_RESIDUE:
                hint = f"{event.text!r} is never met: residues are counted on our models."
            yield _problem("gene.annotation", column, detail, hint)


def _fact(column: str, event: Event, ground: Ground) -> Iterator[Problem]:
    if event.kind not in _FACTS:
        return
    known = ground.facts.get(event.subject)
    if known is None or known.kind.name != event.kind.name:
        wanted = sorted(n for n, f in ground.facts.items() if f.kind.name == event.kind.name)
        detail = f"{event.subject!r} is nothing that can be stated ({event.text!r})."
        yield _problem("fact.unknown", column, detail, f"Known: {', '.join(wanted)}.")
        return
    for test in event.tests:
        yield from _asked(column, event, test, known)


def _asked(column: str, event: Event, test: FactTest, known: FactRow) -> Iterator[Problem]:
    unknown = [word for word in test.words if word not in known.words]
    if unknown and not known.open_words:
        detail = f"{unknown[0]!r} is no word for {event.subject}."
        hint = f"Words: {', '.join(known.words) or 'none'}."
        yield _problem("fact.word", column, detail, hint)
    if test.number is None:
        return
    if test.name == VALUE and test.unit != known.unit:
        detail = f"{event.text!r} asks in {test.unit or 'no unit'}."
        hint = f"Write it in {known.unit}." if known.unit else f"{event.subject} has no number."
        yield _problem("fact.unit", column, detail, hint)
    if test.name != VALUE and (
        test.name not in NAMED_NUMBERS or event.kind is not EventKind.EXPRESSION
    ):
        detail = f"{event.subject} states no {test.name!r}."
        yield _problem("fact.unit", column, detail, f"Known: {', '.join(sorted(NAMED_NUMBERS))}.")
