"""What another program wrote into the file about a variant: kept apart from what we say.

The text is held as it stands and read only where somebody asks, for of a whole genome's records
few concern the panel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hccgenomics.vocabulary import AnnotatedField, Annotator, Consequence

MANE_SELECT: Final = 0
PICKED: Final = 1
CANONICAL: Final = 2
UNRANKED: Final = 3
"""How an annotator sets a transcript apart from the gene's others, the best first."""


@dataclass(frozen=True, slots=True)
class AnnotationFormat:
    """How one annotator wrote into one INFO field, as the header declares it.

    Attributes:
        version: ``105``; ``None`` where the header does not say.
        info_id: The INFO field, ``CSQ``.
        fields: What each entry holds, in the header's order.
    """

    annotator: Annotator
    version: str | None
    info_id: str
    fields: tuple[str, ...]

    @property
    def name(self) -> str:
        """The annotator with its version, as the report names it."""
        return f"{self.annotator} {self.version}" if self.version else self.annotator.value


@dataclass(frozen=True, slots=True)
class RecordAnnotation:
    """The annotation of one record, not yet read.

    Attributes:
        texts: The values of the INFO fields, each with its format.
        pos, ref, alts: The record as the file spells it, in capitals; alleles are named by it.
    """

    texts: tuple[tuple[AnnotationFormat, str], ...]
    pos: int
    ref: str
    alts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForeignEffect:
    """What an annotator says that an allele does to one transcript.

    Attributes:
        transcript: The accession as spelled; "" where none is given.
        terms: The consequence in the annotator's own words.
        consequences: The same in terms of the Sequence Ontology, most severe first; those the
            report has no word for are left out.
        hgvs_c, hgvs_p: Without accession, decoded, otherwise as spelled.
        protein: The accession of ``hgvs_p``; "" where none is given.
        standing: ``MANE_SELECT``, ``PICKED``, ``CANONICAL`` or ``UNRANKED``.
        residues: Length of the protein, where it is stated.
        is_coding: Whether the transcript makes a protein; false for those that decay.
        joint: The changes it takes together, where it judges a haplotype and not this allele.
    """

    source: AnnotationFormat
    gene: str
    transcript: str
    terms: str
    consequences: tuple[Consequence, ...]
    hgvs_c: str | None = None
    hgvs_p: str | None = None
    protein: str = ""
    exon: tuple[int, int] | None = None
    intron: tuple[int, int] | None = None
    standing: int = UNRANKED
    residues: int | None = None
    is_coding: bool = True
    joint: tuple[str, ...] = ()

    @property
    def accession(self) -> str:
        """The transcript without its version.

        >>> from hccgenomics.vocabulary import Annotator
        >>> vep = AnnotationFormat(Annotator.VEP, "105", "CSQ", ())
        >>> ForeignEffect(vep, "TP53", "ENST00000269305.9", "missense_variant", ()).accession
        'ENST00000269305'
        """
        return self.transcript.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that the file's annotation and we state differently; neither is overruled.

    Attributes:
        source: The annotator with its version.
        transcript: As the annotator spells it.
        why: A known reason for the difference, in a sentence; "" where none is known.
    """

    source: str
    transcript: str
    field: AnnotatedField
    ours: str
    theirs: str
    why: str = ""


@dataclass(slots=True)
class SourceUse:
    """What one source's annotation was used for; a count of alterations unless it says entries.

    Attributes:
        compared: With a statement on a transcript of ours.
        agreeing: Of those, without a disagreement.
        taken: Whose consequence or protein name only the annotator could tell.
        beyond_panel: In genes of which we have no model.
        not_compared: Without a statement that could be compared.
        unread: Entries that do not have the fields the header names.
        unplaced: Entries whose allele cannot be told.
    """

    compared: int = 0
    agreeing: int = 0
    taken: int = 0
    beyond_panel: int = 0
    not_compared: int = 0
    unread: int = 0
    unplaced: int = 0
