"""Alleles of one codon: joined where the caller states one haplotype, pointed out where not.

Two substitutions in one codon that sit on one molecule make one change of protein, which neither
of them tells alone. Whether they do is for the caller's phase to say (VCF's PS, GATK's PID and
PGT); without it nothing is joined.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

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
    from hccgenomics.model.genome import Reference
    from hccgenomics.model.transcript import Transcript
    from hccgenomics.model.variant import VariantCall


@dataclass(frozen=True, slots=True)
class Joined:
    """A variant and the calls it is made of: one call, or several of one codon and haplotype."""

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
    """Every call once: joined with its neighbours in codon and haplotype, or alone.

    Calls are joined where they touch one codon of one of the transcripts and the caller puts them
    on one haplotype of one phase set. The order is that of the first call of each.
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
    if any(one.end > other.start for one, other in pairwise(changes)):
        return None
    start = min(changes[0].start, ordered[0].pos - 1)
    ref, alt = _spliced(start, changes, ordered, reference)
    if UNKNOWN_BASE in ref or ref == alt or not ref or not alt:
        return None
    return normalise(Variant(ordered[0].contig, start + 1, ref, alt), reference).variant


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
    """Calls that codon and phase tie together, directly or through others."""
    group_of: dict[int, list[VariantCall]] = {id(call): [call] for call in calls}
    for sharing in _by_codon(calls, transcripts).values():
        for one, other in combinations(sharing, 2):
            mine, theirs = group_of[id(one)], group_of[id(other)]
            if mine is theirs or not _in_phase(one, other):
                continue
            mine += theirs
            for call in theirs:
                group_of[id(call)] = mine
    return list({id(group): group for group in group_of.values()}.values())


def _in_phase(one: VariantCall, other: VariantCall) -> bool:
    return (
        one.phase is not None
        and one.phase == other.phase
        and one.locus.source == other.locus.source
        and one.variant != other.variant
    )


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
