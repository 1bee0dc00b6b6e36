"""From a named change of protein to the changes of sequence that make it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.change import Strand, shared_prefix
from hccgenomics.annotate.coordinates import transcript_map
from hccgenomics.annotate.effect import annotate
from hccgenomics.annotate.normalise import normalise
from hccgenomics.annotate.sequence import transcript_sequence
from hccgenomics.model.codons import CODON, STOP, UNKNOWN_RESIDUE, translate
from hccgenomics.model.genome import UNKNOWN_BASE, reverse_complement
from hccgenomics.model.protein_name import ProteinName, read_protein
from hccgenomics.model.variant import Variant
from hccgenomics.vocabulary import ProteinChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hccgenomics.annotate.coordinates import TranscriptMap
    from hccgenomics.annotate.named_bases import Refusal
    from hccgenomics.model.genome import Reference
    from hccgenomics.model.transcript import Transcript

MOST_CANDIDATES: Final = 64
"""As many as there are codons; a name that more changes make is matched all the same."""
CHECK_RESIDUE: Final = "Check the residue, and which transcript the name counts on."
NO_CODON: Final = "changes of bases that are not known here are not listed; they match all the same"
NOT_CHECKED: Final = "the residues stated were not checked: the sequence there is not known"
MORE_EXIST: Final = "other changes of sequence make it too; they match as well"
NONE_SIMPLE: Final = "no simple change of the codons named makes it; whatever makes it matches"

_BASES: Final = "ACGT"
_CODONS: Final = tuple(map("".join, product(_BASES, repeat=CODON)))
_BY_CODON: Final = frozenset(
    {
        None,
        ProteinChangeKind.SUBSTITUTION,
        ProteinChangeKind.NONSENSE,
        ProteinChangeKind.SYNONYMOUS,
        ProteinChangeKind.START_LOSS,
        ProteinChangeKind.EXTENSION,
    }
)


def known_protein(transcript: Transcript, reference: Reference) -> str:
    """Residues, the stop included; where the sequence is not known whole, what else tells them."""
    protein = transcript_sequence(transcript, reference).protein
    told = transcript.degenerate
    if UNKNOWN_RESIDUE not in protein or told is None:
        return protein
    pairs = zip(protein, told.protein, strict=True)
    return "".join(other if ours == UNKNOWN_RESIDUE else ours for ours, other in pairs)


def check_residues(
    name: ProteinName, transcript: Transcript, protein: str, refuse: Refusal
) -> tuple[str, ...]:
    """Hold the residues stated against the protein; a note where that cannot be done."""
    if name.end > len(protein):
        residues = len(protein) - 1
        raise refuse(f"{transcript.refseq_protein} has {residues} residues.", CHECK_RESIDUE)
    unknown = False
    for number, stated in ((name.start, name.first), (name.end, name.last)):
        there = protein[number - 1]
        unknown = unknown or there == UNKNOWN_RESIDUE
        if there not in {stated, UNKNOWN_RESIDUE}:
            raise refuse(
                f"Residue {number} of {transcript.refseq_protein} ({transcript.gene}) is {there}, "
                f"not {stated}.",
                CHECK_RESIDUE,
            )
    return (NOT_CHECKED,) if unknown else ()


# --- one spelling for a change of residues --------------------------------------------------------


def canonical(name: ProteinName, protein: str) -> ProteinName:
    """The name that HGVS prefers: shifted to the C-terminal end, a repeat called a duplication.

    >>> str(canonical(read_protein("S2_P3insS"), "MSPSSA*"))
    'p.Ser2dup'
    >>> str(canonical(read_protein("S4del"), "MSPSSA*"))
    'p.Ser5del'
    >>> str(canonical(read_protein("S5_A6dup"), "MSPSSA*"))
    'p.Ter7SerextTer2'
    """
    replaced = _replaced(name, protein)
    if replaced is None:
        return name
    first, before, after = replaced
    shared = shared_prefix(before, after)
    first, before, after = first + shared, before[shared:], after[shared:]
    shared = shared_prefix(before[::-1], after[::-1])
    before, after = before[: len(before) - shared], after[: len(after) - shared]
    if before and after:
        return _exchanged(first, before, after)
    if before:
        return _lost(first, before, protein)
    return _gained(first, after, protein) if after else name


def _replaced(name: ProteinName, protein: str) -> tuple[int, str, str] | None:
    """First residue, residues before and after; ``None`` where the name has but one spelling."""
    before = protein[name.start - 1 : name.end]
    replaced = "" if name.kind is ProteinChangeKind.INSERTION else before
    if UNKNOWN_RESIDUE in before or STOP in replaced + (name.alt or ""):
        return None
    match name.kind:
        case ProteinChangeKind.DELETION:
            return name.start, before, ""
        case ProteinChangeKind.DUPLICATION:
            return name.end + 1, "", before
        case ProteinChangeKind.INSERTION:
            return name.end, "", name.alt or ""
        case ProteinChangeKind.DELINS:
            return name.start, before, name.alt or ""
        case _:
            return None


def _exchanged(first: int, before: str, after: str) -> ProteinName:
    last = first + len(before) - 1
    one = len(before) == len(after) == 1
    kind = ProteinChangeKind.SUBSTITUTION if one else ProteinChangeKind.DELINS
    return ProteinName(kind, first, last, before[0], before[-1], after)


def _lost(first: int, residues: str, protein: str) -> ProteinName:
    last = first + len(residues) - 1
    while protein[last : last + 1] == protein[first - 1]:
        first, last = first + 1, last + 1
    ends = protein[first - 1], protein[last - 1]
    return ProteinName(ProteinChangeKind.DELETION, first, last, *ends)


def _gained(first: int, residues: str, protein: str) -> ProteinName:
    """Residues inserted before residue ``first``; before the stop they are an extension."""
    while protein[first - 1 : first] == residues[0]:
        residues, first = residues[1:] + residues[0], first + 1
    if protein[first - 1] == STOP:
        new, length = residues[0], len(residues)
        return ProteinName(ProteinChangeKind.EXTENSION, first, first, STOP, STOP, new, length)
    start = first - len(residues)
    if start >= 1 and protein[start - 1 : first - 1] == residues:
        return ProteinName(
            ProteinChangeKind.DUPLICATION, start, first - 1, residues[0], residues[-1]
        )
    flanks = protein[first - 2], protein[first - 1]
    return ProteinName(ProteinChangeKind.INSERTION, first - 1, first, *flanks, residues)


# --- the changes of sequence that make it ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidates:
    """Changes of sequence that make a change of protein, fewest bases first."""

    variants: tuple[Variant, ...]
    notes: tuple[str, ...]


def candidates(name: ProteinName, transcript: Transcript, reference: Reference) -> Candidates:
    """The changes within the codons named that make the change; each is annotated to be sure.

    A name of one residue gives every codon that does it. Of deletions, insertions and frameshifts,
    which many changes make, the simplest are given, and a note says so.
    """
    sequence = transcript_sequence(transcript, reference)
    bases = sequence.read((name.start - 1) * CODON, name.end * CODON)
    making = _Making(name, transcript, reference, bases)
    by_codon = name.kind in _BY_CODON and name.start == name.end
    if UNKNOWN_BASE in bases:
        return Candidates(making.of_known_bases() if by_codon else (), (NO_CODON,))
    proposed = making.codons() if by_codon else making.others()
    kept = {v: size for size, v in proposed if making.makes_it(v)}
    ordered = sorted(kept, key=lambda v: (kept[v], v.pos, v.ref, v.alt))
    if not ordered:
        return Candidates((), (NONE_SIMPLE,))
    return Candidates(tuple(ordered), () if by_codon else (MORE_EXIST,))


@dataclass(frozen=True, slots=True)
class _Making:
    """Proposals for one change of protein."""

    name: ProteinName
    transcript: Transcript
    reference: Reference
    bases: str

    @property
    def _at(self) -> TranscriptMap:
        return transcript_map(self.transcript)

    def makes_it(self, variant: Variant) -> bool:
        """Whether annotating the variant gives the change."""
        named = annotate(variant, self.transcript, self.reference).hgvs_p
        found = None if named is None else read_protein(named)
        return found is not None and self.name.covers(found)

    def of_known_bases(self) -> tuple[Variant, ...]:
        """Of a codon that is known in part: the substitutions that make it whatever the rest is."""
        proposed = (
            self._exchange(at, at + 1, base)
            for at, known in enumerate(self.bases)
            for base in _BASES
            if known not in {base, UNKNOWN_BASE}
        )
        return tuple(variant for variant in proposed if variant and self.makes_it(variant))

    def codons(self) -> Iterator[tuple[int, Variant]]:
        """Every other codon in place of this one; for any change of a residue, by one base.

        One residue more than before may also stand before the stop codon.
        """
        if self.name.kind is ProteinChangeKind.EXTENSION and self.name.stop == 1:
            new = _back_translated(self.name.alt or "")
            yield from self._proposed(CODON, (self._exchange(0, 0, codon) for codon in new))
        for codon in self._wanted():
            differing = [n for n, base in enumerate(codon) if base != self.bases[n]]
            if not differing:
                continue
            first, last = differing[0], differing[-1] + 1
            changed = self._exchange(first, last, codon[first:last])
            if changed is not None:
                yield len(differing), changed

    def _wanted(self) -> Iterable[str]:
        near = (c for c in _CODONS if sum(map(str.__ne__, c, self.bases)) == 1)
        silent = self.name.kind is ProteinChangeKind.SYNONYMOUS
        alt = self.name.first if silent else self.name.alt
        if not alt:
            return near
        return (codon for codon in _CODONS if translate(codon) == alt)

    def others(self) -> Iterator[tuple[int, Variant]]:
        """Whole codons lost, repeated, put in or exchanged; a base or two for a frameshift."""
        length = len(self.bases)
        match self.name.kind:
            case ProteinChangeKind.DELETION:
                yield from self._proposed(length, [self._exchange(0, length, "")])
            case ProteinChangeKind.DUPLICATION:
                yield from self._proposed(length, [self._exchange(length, length, self.bases)])
            case ProteinChangeKind.INSERTION:
                new = islice(_back_translated(self.name.alt or ""), MOST_CANDIDATES)
                yield from self._proposed(CODON, (self._exchange(CODON, CODON, n) for n in new))
            case ProteinChangeKind.DELINS:
                new = islice(_back_translated(self.name.alt or ""), MOST_CANDIDATES)
                yield from self._proposed(length, (self._exchange(0, length, n) for n in new))
            case ProteinChangeKind.FRAMESHIFT:
                yield from self._frameshifts()
            case _:
                return

    def _proposed(
        self, size: int, variants: Iterable[Variant | None]
    ) -> Iterator[tuple[int, Variant]]:
        return ((size, variant) for variant in variants if variant is not None)

    def _frameshifts(self) -> Iterator[tuple[int, Variant]]:
        for at in range(CODON):
            yield from self._proposed(1, [self._exchange(at, at + 1, "")])
            yield from self._proposed(1, (self._exchange(at, at, base) for base in _BASES))
            yield from self._proposed(2, [self._exchange(at, at + 2, "")])

    def _exchange(self, first: int, last: int, alt: str) -> Variant | None:
        """Bases of the codons named replaced; ``None`` if they do not lie in one exon."""
        at = self._at
        coding = at.leader + (self.name.start - 1) * CODON
        start = at.gap_of_spliced_base(coding + first)
        end = at.gap_of_spliced_base(coding + last - 1) + 1 if last > first else start
        if end - start != last - first:
            return None
        strand = Strand(self.reference, self.transcript.contig, at.strand)
        ref = self.bases[first:last]
        if not ref or not alt:
            anchor = strand.bases(start - 1, start)
            if UNKNOWN_BASE in anchor:
                return None
            start, ref, alt = start - 1, anchor + ref, anchor + alt
        return self._variant(start, ref, alt)

    def _variant(self, start: int, ref: str, alt: str) -> Variant:
        place = self._at.interval(start, start + len(ref))
        if self._at.strand < 0:
            ref, alt = reverse_complement(ref), reverse_complement(alt)
        variant = Variant(self.transcript.contig, place.start + 1, ref, alt)
        return normalise(variant, self.reference).variant


def _back_translated(residues: str) -> Iterator[str]:
    """Every sequence that codes for these residues, in the order of the alphabet."""
    choices = [[codon for codon in _CODONS if translate(codon) == r] for r in residues]
    return map("".join, product(*choices))
