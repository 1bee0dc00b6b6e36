"""Alleles of one haplotype: joined where the caller states it, pointed out where it does not.

Changes that sit on one molecule can make one change of protein, which none of them tells alone.
Whether they do is for the caller's phase to say (VCF's PS, GATK's PID and PGT); without it nothing
is joined. In phase, changes become one where they

* have no more than two unchanged bases between them: an exchange of several bases or a delins,
  spelt in pieces;
* touch one codon or neighbouring codons: together they change one residue, or residues that HGVS
  describes as one delins;
* shift the frame and together restore it, within one exon: what follows is read as before, so that
  none of them truncates the protein.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.annotate.change import Strand, oriented_change
from hccgenomics.annotate.coordinates import transcript_map
from hccgenomics.annotate.normalise import normalise
from hccgenomics.annotate.place import place_of
from hccgenomics.model.codons import CODON
from hccgenomics.model.genome import UNKNOWN_BASE
from hccgenomics.model.variant import Variant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.annotate.change import Change
    from hccgenomics.annotate.coordinates import TranscriptMap
    from hccgenomics.model.genome import Reference
    from hccgenomics.model.transcript import Transcript
    from hccgenomics.model.variant import Phase, VariantCall


BETWEEN_PIECES: Final = 2
BETWEEN_CODONS: Final = 2 * CODON - 2
"""Unchanged bases between changes of one codon or of two codons in a row; an intron is longer."""
LONGEST_JOINED: Final = 300
"""Bases from the first to the last of several changes beyond which they are not made one variant,
though they restore the frame: how long a small variant is taken to be."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A variant and the calls it is made of: one call, or several of one haplotype."""

    variant: Variant
    calls: tuple[VariantCall, ...]


@dataclass(frozen=True, slots=True)
class SharedCodon:
    """Two calls in one codon of which the file does not say whether they share a haplotype."""

    first: VariantCall
    second: VariantCall
    transcript: Transcript
    residue: int


class _Codon(NamedTuple):
    """One codon of one transcript, by the place of the transcript in the list given."""

    transcript: int
    residue: int


def join_in_phase(
    calls: Sequence[VariantCall], transcripts: Sequence[Transcript], reference: Reference
) -> tuple[Joined, ...]:
    """Every call once: joined with its neighbours on one haplotype, or alone.

    Calls are joined where the caller puts them on one haplotype of one phase set and they are
    neighbours, or restore the frame together. The order is that of the first call of each.
    """
    groups = _chained(calls, transcripts)
    found: list[Joined] = []
    for group in groups:
        variant = joined_variant([call.variant for call in group], reference)
        if variant is None:
            found += (Joined(call.variant, (call,)) for call in group)
        else:
            found.append(Joined(variant, tuple(group)))
    place = {id(call): index for index, call in enumerate(calls)}
    return tuple(sorted(found, key=lambda joined: place[id(joined.calls[0])]))


def might_join(
    calls: Sequence[VariantCall], transcripts: Sequence[Transcript]
) -> tuple[SharedCodon, ...]:
    """Pairs of calls in one codon whose phase is not known, each pair once."""
    seen: dict[tuple[int, int], SharedCodon] = {}
    for codon, sharing in _by_codon(calls, transcripts).items():
        for one, other in combinations(sharing, 2):
            if _is_open(one, other):
                pair = SharedCodon(one, other, transcripts[codon.transcript], codon.residue)
                seen.setdefault((id(one), id(other)), pair)
    return tuple(seen.values())


def _is_open(one: VariantCall, other: VariantCall) -> bool:
    """Whether two different alleles may share a haplotype, for all the file says."""
    if _span(one.variant) == _span(other.variant):
        return False
    a, b = one.phase, other.phase
    if a is None or b is None:
        return True
    return (one.locus.source, a.phase_set) != (other.locus.source, b.phase_set)


def joined_variant(variants: Sequence[Variant], reference: Reference) -> Variant | None:
    """All the changes as one, normalised; ``None`` if they overlap or the bases between are N."""
    if len(variants) == 1:
        return variants[0]
    ordered = sorted(variants, key=lambda variant: (_span(variant), variant))
    changes = [oriented_change(variant, 1) for variant in ordered]
    if any(not _follows(one, other) for one, other in pairwise(changes)):
        return None
    start = min(changes[0].start, ordered[0].pos - 1)
    ref, alt = _spliced(start, changes, ordered, reference)
    if UNKNOWN_BASE in ref or ref == alt or not ref or not alt:
        return None
    return normalise(Variant(ordered[0].contig, start + 1, ref, alt), reference).variant


def _follows(one: Change, other: Change) -> bool:
    """Whether the second change lies behind the first; two insertions at one gap have no order."""
    return one.end <= other.start and (one.start, one.end) != (other.start, other.end)


def _spliced(
    start: int, changes: Sequence[Change], variants: Sequence[Variant], reference: Reference
) -> tuple[str, str]:
    """Reference and changed bases from gap ``start`` to the end of the last change."""
    ref = alt = ""
    at = start
    for change, variant in zip(changes, variants, strict=True):
        between = Strand(reference, variant.contig, 1, own=variant).bases(at, change.start)
        ref, alt, at = ref + between + change.ref, alt + between + change.alt, change.end
    return ref, alt


def _span(variant: Variant) -> tuple[int, int]:
    change = oriented_change(variant, 1)
    return change.start, change.end


def _chained(
    calls: Sequence[VariantCall], transcripts: Sequence[Transcript]
) -> list[list[VariantCall]]:
    """Calls that belong together, directly or through others."""
    group_of: dict[int, list[VariantCall]] = {id(call): [call] for call in calls}
    for one, other in _ties(calls, transcripts):
        mine, theirs = group_of[id(one)], group_of[id(other)]
        if mine is theirs:
            continue
        mine += theirs
        for call in theirs:
            group_of[id(call)] = mine
    return list({id(group): group for group in group_of.values()}.values())


def _ties(
    calls: Sequence[VariantCall], transcripts: Sequence[Transcript]
) -> Iterator[tuple[VariantCall, VariantCall]]:
    """Pairs of calls in phase that make one change."""
    for haplotype in _haplotypes(calls):
        yield from _neighbours(haplotype, transcripts)
        for transcript in transcripts:
            yield from _restoring(haplotype, transcript_map(transcript))


def _haplotypes(calls: Sequence[VariantCall]) -> Iterator[list[VariantCall]]:
    """The calls of each stated haplotype that has several, along the contig, each allele once."""
    found: dict[tuple[int, Phase, str], dict[Variant, VariantCall]] = {}
    for call in calls:
        if call.phase is not None:
            key = (call.locus.source, call.phase, call.variant.contig)
            found.setdefault(key, {}).setdefault(call.variant, call)
    for alleles in found.values():
        if len(alleles) > 1:
            yield sorted(alleles.values(), key=lambda call: (_span(call.variant), call.variant))


def _neighbours(
    haplotype: Sequence[VariantCall], transcripts: Sequence[Transcript]
) -> Iterator[tuple[VariantCall, VariantCall]]:
    """Calls with few bases between them, one behind the other."""
    for one, other in pairwise(haplotype):
        between = _span(other.variant)[0] - _span(one.variant)[1]
        if 0 <= between <= BETWEEN_PIECES or (
            0 <= between <= BETWEEN_CODONS and _share_codons(one, other, transcripts)
        ):
            yield one, other


def _share_codons(one: VariantCall, other: VariantCall, transcripts: Sequence[Transcript]) -> bool:
    """Whether they touch one codon or two in a row, of any transcript."""
    theirs = set(_codons(other.variant, transcripts))
    return any(
        _Codon(transcript, residue + step) in theirs
        for transcript, residue in _codons(one.variant, transcripts)
        for step in (-1, 0, 1)
    )


def _restoring(
    haplotype: Sequence[VariantCall], at: TranscriptMap
) -> Iterator[tuple[VariantCall, VariantCall]]:
    """Calls of one exon from one that shifts the frame to the one that restores it."""
    run: list[tuple[VariantCall, int]] = []
    growth = 0
    for call in haplotype:
        change = oriented_change(call.variant, at.strand)
        exon = _coding_exon(change, at)
        if run and (exon != run[0][1] or _reach(run[0][0], call) > LONGEST_JOINED):
            run, growth = [], 0
        if exon is None or not (run or change.growth % CODON):
            continue
        run.append((call, exon))
        growth += change.growth
        if not growth % CODON:
            yield from pairwise(member for member, _ in run)
            run = []


def _coding_exon(change: Change, at: TranscriptMap) -> int | None:
    """The exon of which coding bases alone are changed; ``None`` if others are, or none."""
    if change.end <= at.start or change.start >= at.end:
        return None
    place = place_of(change, at)
    inside = place.whole and place.coding_span is not None and place.coding_span == place.span
    return place.exon if inside else None


def _reach(one: VariantCall, other: VariantCall) -> int:
    return _span(other.variant)[1] - _span(one.variant)[0]


def _by_codon(
    calls: Sequence[VariantCall], transcripts: Sequence[Transcript]
) -> dict[_Codon, list[VariantCall]]:
    """The calls that touch each codon, for codons that more than one call touches."""
    found: dict[_Codon, list[VariantCall]] = {}
    for call in calls:
        for codon in _codons(call.variant, transcripts):
            found.setdefault(codon, []).append(call)
    return {codon: sharing for codon, sharing in found.items() if len(sharing) > 1}


def _codons(variant: Variant, transcripts: Iterable[Transcript]) -> Iterator[_Codon]:
    """The codons a variant begins and ends in, on every transcript."""
    for index, transcript in enumerate(transcripts):
        at = transcript_map(transcript)
        change = oriented_change(variant, at.strand)
        if change.end <= at.start or change.start >= at.end:
            continue
        span = place_of(change, at).coding_span
        if span is None or (span[0] == span[1] and not span[0] % CODON):
            continue
        ends = {span[0] // CODON, max(span[0], span[1] - 1) // CODON}
        yield from (_Codon(index, codon + 1) for codon in sorted(ends))
