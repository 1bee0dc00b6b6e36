"""Altered genes, whatever altered them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final

from hccgenomics.model.flagged import Flagged
from hccgenomics.vocabulary import AlterationKind, Consequence, Origin

if TYPE_CHECKING:
    from hccgenomics.model.annotation import Disagreement
    from hccgenomics.model.population import PopulationRecord
    from hccgenomics.model.structural import Integration
    from hccgenomics.model.transcript import Transcript
    from hccgenomics.model.variant import Support, Variant, VariantCall
    from hccgenomics.vocabulary import (
        GeneRole,
        PromoterVerdict,
        ProteinChangeKind,
    )

SPLICE_SITE_KEPT: Final = (
    "none of the two bases of the splice site is replaced: the alternate allele reaches beyond REF"
)
"""The note of an effect whose splice site term rests on the length of the alternate allele."""


@dataclass(frozen=True, slots=True)
class ProteinChange:
    """A change of protein, in residues of its transcript, one-letter, ``*`` for a stop.

    Attributes:
        start: First residue concerned, from one.
        end: Last residue concerned (= ``start`` for a substitution; for an insertion the residue
            before is ``start`` and the one after is ``end``).
        ref: Reference residues ``start`` to ``end`` (for a frameshift the first changed one).
        alt: What stands there instead; the inserted residues for an insertion; "" for a deletion.
    """

    kind: ProteinChangeKind
    start: int
    end: int
    ref: str
    alt: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a variant does to one transcript.

    Attributes:
        consequences: Most severe first; never empty.
        hgvs_c: ``NM_…:c.…``, or ``None`` where the name cannot be known.
        hgvs_p: ``NP_…:p.…`` three-letter, no parentheses, or ``None``.
        exon: ``(number, total)`` of the exon the name falls in.
        intron: likewise for an intron.
        cds_start, cds_end: First and last coding base touched, from one (c. numbering), or ``None``
            outside the coding sequence.
        escapes_nmd: For a premature stop: whether nonsense-mediated decay is *not* expected (last
            exon, or last 50 nt of the last but one; doi:10.1038/ng.3664); ``None`` if not judged.
        notes: What a reader must know to trust this effect ("provisional sequence", …).
        annotated_by: The annotator whose statement in the file this is, where it is not ours.
    """

    transcript: Transcript
    consequences: tuple[Consequence, ...]
    hgvs_c: str | None = None
    hgvs_p: str | None = None
    protein: ProteinChange | None = None
    exon: tuple[int, int] | None = None
    intron: tuple[int, int] | None = None
    cds_start: int | None = None
    cds_end: int | None = None
    escapes_nmd: bool | None = None
    notes: tuple[str, ...] = ()
    annotated_by: str | None = None

    @property
    def most_severe(self) -> Consequence:
        """The first of the consequences."""
        return self.consequences[0]

    @property
    def keeps_splice_site(self) -> bool:
        """Whether a donor or acceptor term is no reason to expect a loss of splicing."""
        return SPLICE_SITE_KEPT in self.notes


@dataclass(frozen=True, slots=True)
class PromoterFinding:
    """What an allele of the TERT promoter window is, and why.

    Attributes:
        name: ``c.-124C>T`` (coding numbering of NM_198253.3), or a list joined by " and ".
        legacy_name: ``C228T`` where one is in use.
    """

    verdict: PromoterVerdict
    name: str
    legacy_name: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule having applied: its code, whether it speaks for a driver, and why.

    ``drives`` is True for, False for a rule that argues against (likely passenger, artefact),
    and None for a remark that does neither.
    """

    code: str
    drives: bool | None
    why: str


@dataclass(frozen=True, slots=True)
class OriginReason:
    """One thing that was looked at to tell where a variant comes from; published as it stands.

    Attributes:
        code: Names the rule, and what it found.
        says: What it speaks for; ``None`` where it decides nothing or could not be used.
        why: What was seen, with its figure and the setting it was held against.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    code: str
    says: Origin | None
    why: str


@dataclass(frozen=True, slots=True)
class SmallAlteration(Flagged):
    """A gene altered by a small variant.

    Attributes:
        id: Stable within a report: ``GENE:contig-pos-ref-alt`` of the normalised variant.
        variant: Normalised.
        calls: The caller's statements that were merged or joined into it; never empty.
        hgvs_g: ``NC_…:g.…``.
        vrs_id: ``ga4gh:VA.…``; ``None`` where it cannot be known, and then a note says why.
        effects: One per panel transcript, MANE Select first.
        promoter: Set for alleles of the TERT promoter window only.
        short_protein: ``p.R249S`` for the page; "" without a protein name.
        role: What the gene does in HCC; ``None`` for genes the table does not list.
        disagreements: Where the file's own annotation states otherwise.
        filters_not_applied: Filters that could not be evaluated on any of the calls, with why.
        origin_reasons: Everything that was looked at to tell the origin.
        population: What the population file says; ``None`` where none was given.
        integration: For a long insertion of viral sequence, what it concerns.
    """

    id: str
    gene: str
    variant: Variant
    calls: tuple[VariantCall, ...]
    support: Support
    hgvs_g: str
    effects: tuple[Effect, ...]
    origin: Origin
    role: GeneRole | None = None
    promoter: PromoterFinding | None = None
    short_protein: str = ""
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    vrs_id: str | None = None
    disagreements: tuple[Disagreement, ...] = ()
    filters_not_applied: tuple[str, ...] = ()
    origin_reasons: tuple[OriginReason, ...] = ()
    population: PopulationRecord | None = None
    integration: Integration | None = None
    kind: AlterationKind = field(default=AlterationKind.SMALL, init=False)

    @property
    def effect(self) -> Effect:
        """The effect on the MANE Select transcript (or the only one there is)."""
        return self.effects[0]
