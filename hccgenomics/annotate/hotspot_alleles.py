"""The alleles of the hotspots: which bases must change for a residue to change as its row says.

A row of ``hotspots.tsv`` names residues; reads show bases. Of a codon every single-nucleotide
change is taken that makes a missense change its row asks for; changes of two or three bases are
not, for there are many and each is rare. Of in-frame events only those are taken that a table
names exactly. The TERT promoter's are the events of ``promoter``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate import promoter
from hccgenomics.annotate.coordinates import CodingPosition, transcript_map
from hccgenomics.annotate.named_protein import candidates
from hccgenomics.annotate.normalise import normalise
from hccgenomics.model.codons import STOP, UNKNOWN_RESIDUE, translate
from hccgenomics.model.genome import UNKNOWN_BASE, Interval, reverse_complement
from hccgenomics.model.protein_name import ProteinName, read_protein
from hccgenomics.model.variant import Variant
from hccgenomics.vocabulary import HotspotKind, ProteinChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hccgenomics.model.curated import Hotspot, HotspotCount
    from hccgenomics.model.genome import Reference
    from hccgenomics.model.transcript import Transcript

COUNTED_KINDS: Final = frozenset({HotspotKind.MISSENSE, HotspotKind.HAEMATOPOIESIS})
"""Kinds of hotspot whose changes of a residue are alleles to look for; an artefact is none."""
RECURRENT_INFRAME: Final = 2
"""Tumours with the same in-frame event from which on it is looked for by name."""
_BASES: Final = "ACGT"


@dataclass(frozen=True, slots=True, order=True)
class HotspotAllele:
    """One change of sequence that makes the change of a hotspot.

    Attributes:
        variant: Normalised.
        name: As a board says it, without the gene: ``p.S45F``, ``promoter c.-124C>T (C228T)``.
        is_blood: Whether its row is of leukaemia, and none of the tumour.
    """

    variant: Variant
    name: str
    is_blood: bool = False


def promoter_alleles(transcript: Transcript) -> Iterator[HotspotAllele]:
    """Every activating event of the TERT promoter, as bases of the plus strand.

    Args:
        transcript: The MANE Select transcript of TERT.
    """
    for event in promoter.HOTSPOTS:
        changes = sorted(event.changes)
        ends = [_promoter_pos(transcript, at) for at, _, _ in (changes[0], changes[-1])]
        before = "".join(base for _, base, _ in changes)
        after = "".join(base for _, _, base in changes)
        legacy = f" ({event.legacy_name})" if event.legacy_name else ""
        yield HotspotAllele(
            Variant(
                transcript.contig,
                min(ends),
                _plus(before, transcript),
                _plus(after, transcript),
            ),
            f"promoter {event.name}{legacy}",
        )


def _promoter_pos(transcript: Transcript, at: int) -> int:
    return transcript_map(transcript).pos(CodingPosition(at))


def _plus(bases: str, transcript: Transcript) -> str:
    return bases if transcript.strand > 0 else reverse_complement(bases)


def residue_alleles(
    row: Hotspot, transcript: Transcript, reference: Reference
) -> Iterator[HotspotAllele]:
    """The single-nucleotide changes that make the changes of residue a row asks for.

    Args:
        row: A hotspot; of in-frame events and artefacts there are none.
        transcript: The MANE Select transcript, on which rows count.
        reference: For the bases; of a codon that is not known whole, what is sure is given.
    """
    if row.kind not in COUNTED_KINDS:
        return
    is_blood = row.kind is HotspotKind.HAEMATOPOIESIS
    for residue in range(row.start, row.end + 1):
        for variant, name in _of_codon(residue, row, transcript, reference):
            yield HotspotAllele(variant, name, is_blood)


def _of_codon(
    residue: int, row: Hotspot, transcript: Transcript, reference: Reference
) -> Iterator[tuple[Variant, str]]:
    places = transcript_map(transcript).codon(residue)
    plus = [reference.bases(Interval.at(transcript.contig, pos=pos)) for pos in places]
    if UNKNOWN_BASE in plus:
        yield from _of_unknown_codon(residue, row, transcript, reference)
        return
    bases = "".join(_plus(base, transcript) for base in plus)
    ref = translate(bases)
    for at, pos in enumerate(places):
        for base in _BASES:
            alt = translate(bases[:at] + base + bases[at + 1 :])
            if alt in {ref, STOP} or not _asked(row, alt):
                continue
            yield (
                Variant(transcript.contig, pos, plus[at], _plus(base, transcript)),
                (f"p.{ref}{residue}{alt}"),
            )


def _of_unknown_codon(
    residue: int, row: Hotspot, transcript: Transcript, reference: Reference
) -> Iterator[tuple[Variant, str]]:
    """Where a base is not embedded: what makes the change whatever that base is."""
    ref = row.start_ref if residue == row.start else row.end_ref
    for alt in _residues(row, ref):
        name = ProteinName(ProteinChangeKind.SUBSTITUTION, residue, residue, ref, ref, alt)
        for variant in candidates(name, transcript, reference).variants:
            if variant.is_snv:
                yield variant, f"p.{ref}{residue}{alt}"


def _residues(row: Hotspot, ref: str) -> Iterator[str]:
    for alt in row.changes or "ACDEFGHIKLMNPQRSTVWY":
        if alt not in {ref, STOP, UNKNOWN_RESIDUE}:
            yield alt


def _asked(row: Hotspot, alt: str) -> bool:
    return not row.changes or alt in row.changes


def inframe_alleles(
    counts: Iterable[HotspotCount], transcript: Transcript, reference: Reference
) -> Iterator[HotspotAllele]:
    """In-frame events that several tumours share, where the count names them exactly.

    Args:
        counts: Of the gene; those of missense changes are passed by.
        transcript: The MANE Select transcript; an event whose residues it lacks is passed by.
        reference: For the bases.
    """
    for row in counts:
        if row.kind is not HotspotKind.INFRAME:
            continue
        for change, tumours in row.counts.items():
            named = read_protein(change) if tumours >= RECURRENT_INFRAME else None
            if named is not None:
                yield from _simplest(named, change, transcript, reference)


def _simplest(
    name: ProteinName, change: str, transcript: Transcript, reference: Reference
) -> Iterator[HotspotAllele]:
    for variant in candidates(name, transcript, reference).variants[:1]:
        yield HotspotAllele(normalise(variant, reference).variant, f"p.{change}")
