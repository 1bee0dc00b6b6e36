"""From a name to the variant it denotes, every base and residue it states held against sequence.

Nothing is guessed. An assembly must be stated, or be told by an accession. An accession of another
version is read on the embedded one, which a note says. A base or residue that the sequence
contradicts is refused, with what is there instead.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol

from hccgenomics.annotate.effect import FLANK, annotate
from hccgenomics.annotate.named_bases import (
    BASES_NOT_CHECKED,
    Place,
    at_position,
    coding_place,
    variant_of,
)
from hccgenomics.annotate.named_protein import (
    candidates,
    canonical,
    check_residues,
    known_protein,
)
from hccgenomics.annotate.names import Name, parse_name
from hccgenomics.errors import VariantNameError
from hccgenomics.model.name import Denoted
from hccgenomics.model.protein_name import read_protein
from hccgenomics.vocabulary import MITOCHONDRION, ProteinChangeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hccgenomics.annotate.coordinates import CodingPosition
    from hccgenomics.annotate.named_bases import Refusal
    from hccgenomics.model.genome import AssemblyContigs, Interval
    from hccgenomics.model.protein_name import ProteinName
    from hccgenomics.model.transcript import Gene, Transcript
    from hccgenomics.model.variant import Variant
    from hccgenomics.vocabulary import Assembly

STATE_ASSEMBLY: Final = (
    "State the assembly (GRCh37 or GRCh38), or give the chromosome by its versioned NC_ accession."
)
_UNCHANGED: Final = frozenset({ProteinChangeKind.SYNONYMOUS})
HG19: Final = "hg19"
CHECK_NAME: Final = "Check the name, its transcript and its assembly."
KNOWN_GENES: Final = "'hccgenomics resources show' lists the genes and transcripts there are."


class Panel(Protocol):
    """Genes and bases of one assembly."""

    @property
    def contigs(self) -> AssemblyContigs:
        """Its contigs."""

    @property
    def symbols(self) -> tuple[str, ...]:
        """The genes there are models of."""

    def gene(self, symbol: str) -> Gene:
        """A gene with its transcripts, MANE Select first."""

    def bases(self, interval: Interval) -> str:
        """Plus-strand bases, ``N`` where unknown."""


class Names:
    """Reads names on the panels of the assemblies; indexes accessions when first asked."""

    def __init__(self, panels: Mapping[Assembly, Panel]) -> None:
        self._panels = {assembly: _Indexed(panel) for assembly, panel in panels.items()}

    def denoted(
        self, text: str, assembly: Assembly | None = None, *, gene: str | None = None
    ) -> tuple[Denoted, ...]:
        """What a name denotes on the assembly given, or stated; on each if it is told by neither.

        A place on a chromosome without either is refused: the same number is another base on the
        other assembly.

        Args:
            text: The name.
            assembly: The assembly it is meant on, where that is known.
            gene: The gene it is of, where that is known beside the name (``p.S45F`` in a column).

        Raises:
            VariantNameError: If the name cannot be read, or contradicts the sequence.
        """
        name = parse_name(text, gene=gene)
        chosen = self._assembly(name, assembly)
        if chosen is not None:
            return (self._on(name, chosen),)
        if name.genomic and not self._is_shared(name.contig):
            raise VariantNameError(
                "The assembly is not stated.", where=name.text, hint=STATE_ASSEMBLY
            )
        return tuple(self._on(name, each) for each in self._panels)

    def _on(self, name: Name, assembly: Assembly) -> Denoted:
        try:
            return _Resolver(name, assembly, self._panels[assembly]).denoted()
        except VariantNameError as error:
            other = self._fitting(name, assembly)
            if other is None:
                raise
            raise VariantNameError(
                error.detail, where=error.where, hint=f"It fits {other}: state that assembly."
            ) from error

    def _fitting(self, name: Name, refused: Assembly) -> Assembly | None:
        """Another assembly that has the bases which a name on a chromosome states."""
        if not name.genomic or name.assembly is not None or self._of_accession(name) is not None:
            return None
        for assembly, indexed in self._panels.items():
            if assembly is refused:
                continue
            try:
                found = _Resolver(name, assembly, indexed).denoted()
            except VariantNameError:
                continue
            if BASES_NOT_CHECKED not in found.notes:
                return assembly
        return None

    def _assembly(self, name: Name, asked: Assembly | None) -> Assembly | None:
        """The one assembly that accession, name and caller agree on."""
        by_accession = self._of_accession(name)
        told = {found for found in (by_accession, name.assembly, asked) if found is not None}
        if len(told) > 1:
            raise VariantNameError(
                f"It is a name on {by_accession or name.assembly}, and {asked or name.assembly} "
                "was asked for.",
                where=name.text,
                hint="Give the name on that assembly, or as a c. or p. name.",
            )
        return told.pop() if told else None

    def _of_accession(self, name: Name) -> Assembly | None:
        if name.contig is None or not name.contig.startswith("NC_"):
            return None
        having = self._having(name.contig)
        if not having:
            raise VariantNameError(
                f"{name.contig} is no chromosome of GRCh37 or GRCh38.",
                where=name.text,
                hint="Give the accession with its version, as in NC_000003.12.",
            )
        return having[0] if len(having) == 1 else None

    def _is_shared(self, contig: str | None) -> bool:
        """Whether several assemblies have that sequence, as they have the mitochondrion's."""
        return contig is not None and contig.startswith("NC_") and len(self._having(contig)) > 1

    def _having(self, accession: str) -> list[Assembly]:
        return [a for a, indexed in self._panels.items() if indexed.contig(accession) is not None]


class _Indexed:
    """A panel whose transcripts are found by any accession."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel

    def contig(self, name: str) -> str | None:
        """Our spelling of a contig, given so or by accession."""
        contigs = self.panel.contigs.contigs
        return name if name in contigs else self._contigs.get(name)

    def gene(self, symbol: str) -> Gene | None:
        """The gene of that symbol, in whatever case."""
        found = self._symbols.get(symbol.upper())
        return None if found is None else self.panel.gene(found)

    def transcript(self, accession: str) -> tuple[str, Transcript] | None:
        """The transcript with this accession in any version, and the accession as embedded."""
        return self._transcripts.get(accession.partition(".")[0])

    @cached_property
    def _contigs(self) -> dict[str, str]:
        return {c.refseq: c.name for c in self.panel.contigs.contigs.values()}

    @cached_property
    def _symbols(self) -> dict[str, str]:
        return {symbol.upper(): symbol for symbol in self.panel.symbols}

    @cached_property
    def _transcripts(self) -> dict[str, tuple[str, Transcript]]:
        return {
            accession.partition(".")[0]: (accession, transcript)
            for symbol in self.panel.symbols
            for transcript in self.panel.gene(symbol).transcripts
            for accession in (
                transcript.refseq,
                transcript.refseq_protein,
                transcript.transcript,
                transcript.protein,
            )
        }


class _Resolver:
    """One name on one assembly."""

    def __init__(self, name: Name, assembly: Assembly, indexed: _Indexed) -> None:
        self._name = name
        self._assembly = assembly
        self._indexed = indexed
        self._panel = indexed.panel
        self._notes = list(name.notes)

    def denoted(self) -> Denoted:
        """What it denotes here."""
        name = self._name
        on_gene = name.gene is not None or name.accessions
        transcript = self._transcript() if on_gene else None
        if transcript is None:
            return self._by_bases(self._genomic(), None)
        if not name.genomic and not name.coding:
            return self._by_protein(transcript)
        variant = self._coding(transcript) if name.coding else self._genomic()
        if name.coding and name.genomic and self._genomic() != variant:
            raise self._error("Its g. name and its c. name are not the same variant.")
        self._check_gene(variant, transcript)
        self._check_protein(variant, transcript)
        return self._by_bases(variant, transcript)

    # --- names of bases ---------------------------------------------------------------------------

    def _by_bases(self, variant: Variant, transcript: Transcript | None) -> Denoted:
        return Denoted(
            name=self._name.text,
            assembly=self._assembly,
            gene=None if transcript is None else transcript.gene,
            refseq=None if transcript is None else transcript.refseq,
            variants=(variant,),
            notes=tuple(self._notes),
        )

    def _genomic(self) -> Variant:
        contig = self._indexed.contig(self._name.contig or "")
        if contig is None:
            raise self._error(f"{self._assembly} has no sequence {self._name.contig}.")
        if contig == MITOCHONDRION and HG19 in self._name.text.lower():
            raise self._error("The chrM of hg19 is NC_001807.4, another sequence than GRCh37's.")
        length = self._panel.contigs.contigs[contig].length
        places = []
        for change in self._name.genomic:
            first, last = self._pos(change.start), self._pos(change.end)
            if max(first, last) > length:
                raise self._error(f"{contig} of {self._assembly} ends at {length}.")
            places.append(Place(contig, 1, first - 1, last, change))
        return self._variant(places, lambda pos: f"{self._assembly} {contig}:{pos}")

    def _pos(self, position: CodingPosition) -> int:
        if position.base < 1 or position.offset or position.after_stop:
            raise self._error(f"{position} is no position on a chromosome.")
        return position.base

    def _coding(self, transcript: Transcript) -> Variant:
        places = [coding_place(change, transcript, self._error) for change in self._name.coding]
        return self._variant(places, at_position(transcript))

    def _variant(self, places: Sequence[Place], label: Callable[[int], str]) -> Variant:
        found = variant_of(places, self._panel, label, self._error)
        self._notes.extend(note for note in found.notes if note not in self._notes)
        return found.variant

    def _check_gene(self, variant: Variant, transcript: Transcript) -> None:
        """A place on a chromosome beside a gene must be in or near it."""
        span, place = transcript.interval, variant.interval
        near = place.contig == span.contig and (
            span.start - FLANK < place.end and place.start < span.end + FLANK
        )
        if not near:
            raise self._error(f"{variant} is nowhere near {transcript.gene} on {self._assembly}.")

    def _check_protein(self, variant: Variant, transcript: Transcript) -> None:
        """A p. name beside a name of bases must be what those bases do."""
        stated = self._name.protein
        if stated is None and not self._name.silent:
            return
        effect = annotate(variant, transcript, self._panel)
        if stated is None:
            if effect.protein is not None and effect.protein.kind not in _UNCHANGED:
                raise self._error(f"The change of bases is {effect.hgvs_p}, not silent.")
            return
        found = None if effect.hgvs_p is None else read_protein(effect.hgvs_p)
        if found is None:
            self._notes.append(f"{stated} was not checked against the bases")
            return
        stated = canonical(stated, self._protein(transcript))
        if not stated.covers(found):
            raise self._error(f"The change of bases is {effect.hgvs_p}, not {stated}.")

    # --- names of a change of protein -------------------------------------------------------------

    def _by_protein(self, transcript: Transcript) -> Denoted:
        stated = self._name.protein
        if stated is None:
            raise self._error("It names no change that can be read.")
        protein = self._protein(transcript)
        refuse = self._refusal(stated, transcript)
        self._notes.extend(check_residues(stated, transcript, protein, refuse))
        read = canonical(stated, protein)
        if read != stated:
            self._notes.append(f"{stated} is {read} in the nomenclature")
        if stated.kind is ProteinChangeKind.START_LOSS and stated.alt is not None:
            self._notes.append(f"a change of the start codon is {stated}, whatever the new codon")
        found = candidates(read, transcript, self._panel)
        self._notes.extend(found.notes)
        return Denoted(
            name=self._name.text,
            assembly=self._assembly,
            gene=transcript.gene,
            refseq=transcript.refseq,
            variants=found.variants,
            protein=read,
            notes=tuple(self._notes),
        )

    def _protein(self, transcript: Transcript) -> str:
        return known_protein(transcript, self._panel)

    def _refusal(self, stated: ProteinName, transcript: Transcript) -> Refusal:
        """The error of a residue that is not there; it names the transcript that has it."""

        def refuse(detail: str, hint: str) -> VariantNameError:
            gene = self._panel.gene(transcript.gene)
            for other in gene.transcripts:
                there = self._protein(other)[stated.start - 1 : stated.end]
                if other is not transcript and (there[:1], there[-1:]) == stated.ends:
                    hint = f"{other.refseq} has it: name that transcript if it is meant."
            return self._error(detail, hint)

        return refuse

    # --- which transcript -------------------------------------------------------------------------

    def _transcript(self) -> Transcript:
        """By accession; else MANE Select of the gene."""
        name = self._name
        gene = None if name.gene is None else self._indexed.gene(name.gene)
        if name.gene is not None and gene is None:
            raise self._error(f"{name.gene!r} is no gene of the panel.", hint=KNOWN_GENES)
        if not name.accessions:
            if gene is None:
                raise self._error("It names no gene and no transcript.")
            return gene.select
        transcript, *others = (self._by_accession(each) for each in name.accessions)
        if any(other.refseq != transcript.refseq for other in others):
            raise self._error(f"{' and '.join(name.accessions)} are not of one transcript.")
        if gene is not None and gene.symbol != transcript.gene:
            raise self._error(
                f"{name.accessions[0]} is of {transcript.gene}, not of {gene.symbol}."
            )
        return transcript

    def _by_accession(self, accession: str) -> Transcript:
        found = self._indexed.transcript(accession)
        if found is None:
            raise self._error(f"There is no model of {accession}.", hint=KNOWN_GENES)
        embedded, transcript = found
        if accession != embedded:
            self._notes.append(
                f"{accession} read as {embedded}, the version there is a model of"
                if "." in accession
                else f"{accession} without version read as {embedded}"
            )
        return transcript

    def _error(self, detail: str, hint: str = CHECK_NAME) -> VariantNameError:
        return VariantNameError(detail, where=self._name.text, hint=hint)
