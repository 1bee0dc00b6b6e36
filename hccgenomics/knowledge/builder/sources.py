"""Collects a draft from whatever a user gives: facts, GFF3, FASTA, or the packaged models.

Models are taken from the first there is of GFF3, facts and the package. Bases are those of the
FASTA, and where it has none, those of the facts; given nothing but FASTA, those of the package, of
which the other assembly is then kept as well. Wherever a packaged coding sequence is of reference
grade throughout, the new one must equal it.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import ResourceError, UnreadableError
from hccgenomics.knowledge.builder.completion import SUFFIX, complete, regions_of
from hccgenomics.knowledge.builder.draft import Draft, Origin
from hccgenomics.knowledge.builder.facts import read_facts
from hccgenomics.knowledge.builder.fasta import read_fasta, refuse_other_lengths
from hccgenomics.knowledge.builder.gff3 import parse_gff3
from hccgenomics.knowledge.builder.packaged import (
    PACKAGED,
    kept_origins,
    kept_pieces,
    kept_residues,
)
from hccgenomics.knowledge.builder.pieces import where_unknown
from hccgenomics.knowledge.builder.write import checked, pack_draft, sealed
from hccgenomics.knowledge.parts import Parts
from hccgenomics.knowledge.transcripts import load_models, models_of, packaged_parts
from hccgenomics.model.genome import Interval
from hccgenomics.vocabulary import Assembly, SequenceGrade

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from hccgenomics.knowledge.builder.check import Outcome
    from hccgenomics.knowledge.builder.fasta import OpenFasta, Reading
    from hccgenomics.knowledge.transcripts import PanelModels
    from hccgenomics.model.genome import AssemblyContigs
    from hccgenomics.model.transcript import Gene

_FASTA_TERMS: Final = "as the provider of the FASTA states"


@dataclass(frozen=True, slots=True)
class Sources:
    """What a build is to be made from; at least one of them.

    Attributes:
        facts: A folder of collected facts.
        gff3: By assembly, with MANE tags.
        fasta: By assembly, opened.
    """

    facts: Path | None = None
    gff3: Mapping[Assembly, Path] = field(default_factory=dict)
    fasta: Mapping[Assembly, OpenFasta] = field(default_factory=dict)

    @property
    def only_fasta(self) -> bool:
        """Whether the packaged models are to be completed, not replaced."""
        return bool(self.fasta) and not self.gff3 and self.facts is None


def collect(sources: Sources) -> Draft:
    """Everything the sources say.

    Raises:
        ResourceError: They do not go together, or one of them is of another assembly.
        AssemblyError: A FASTA contradicts what is known of the assembly.
        UnreadableError: A FASTA or GFF3 cannot be read.
    """
    if sources.only_fasta:
        return _completed(sources.fasta)
    draft = read_facts(sources.facts) if sources.facts else Draft()
    for assembly in Assembly:
        if assembly in sources.fasta:
            _add(draft, assembly, sources)
        elif assembly in sources.gff3:
            raise ResourceError(
                f"There is a GFF3 but no sequence for {assembly}.", hint="Pass --fasta as well."
            )
    if not draft.genes:
        raise ResourceError("There is nothing to build from.", hint="Pass --facts or --fasta.")
    if sources.fasta:
        _credit(draft, sources.fasta.values())
    return draft


def _completed(fastas: Mapping[Assembly, OpenFasta]) -> Draft:
    """The packaged models of both assemblies, completed where there is a FASTA."""
    draft, base = Draft(), packaged_parts()
    draft.embedded = base.manifest.sha256
    for assembly in Assembly:
        packaged = models_of(base, assembly)
        if assembly in fastas:
            add_completed(draft, assembly, fastas[assembly], base)
        else:
            draft.genes[assembly] = _genes(packaged)
            draft.pieces[assembly] = list(kept_pieces(base, assembly))
            draft.residues |= kept_residues(base)
        _credit_package(draft, packaged, base)
        _expect_packaged(draft, packaged)
    _credit(draft, fastas.values())
    return draft


def completed_whole(
    base: Parts, assembly: Assembly, fasta: OpenFasta, *, release: str | None = None
) -> tuple[dict[str, bytes], list[Outcome]]:
    """The parts of one assembly completed by a FASTA, and what was verified of them.

    They are the bytes of ``completed_parts``, but a FASTA is refused here with which a transcript
    does not hold, or one of whose contigs is not the assembly's.

    Raises:
        ResourceError: A check fails.
    """
    draft = Draft(embedded=base.manifest.sha256)
    add_completed(draft, assembly, fasta, base)
    _expect_packaged(draft, models_of(base, assembly))
    release = release or base.manifest.release + SUFFIX
    parts = sealed(pack_draft(draft), draft, release=release)
    return parts, checked(draft, Parts.in_memory(parts, where=fasta.name))[assembly]


def add_completed(draft: Draft, assembly: Assembly, fasta: OpenFasta, base: Parts) -> None:
    """The models of a resource, completed by a FASTA all of whose contigs are the assembly's."""
    models = models_of(base, assembly)
    refuse_other_lengths(fasta, models.regions, models.contigs)
    complete(draft, assembly, fasta, base)


def _add(draft: Draft, assembly: Assembly, sources: Sources) -> None:
    """Models and sequence of an assembly: all that has to agree, and what the FASTA lacks."""
    packaged = load_models(assembly)
    if path := sources.gff3.get(assembly):
        draft.genes[assembly] = _models_of(path, packaged)
    genes = draft.genes.setdefault(assembly, _genes(packaged))
    own = draft.pieces.get(assembly, [])
    regions = regions_of(genes, own, packaged.contigs)
    reading = _whole(sources.fasta[assembly], regions, packaged.contigs)
    trusted = [piece for piece in own if piece.trusted]
    rest = [piece for piece in own if not piece.trusted]
    draft.pieces[assembly] = [*reading.pieces, *trusted, *where_unknown(rest, reading.pieces)]
    draft.readings[assembly] = reading
    draft.proteins = {key: p for key, p in draft.proteins.items() if key[0] is not assembly}
    _expect_packaged(draft, packaged)


def _whole(fasta: OpenFasta, regions: Sequence[Interval], contigs: AssemblyContigs) -> Reading:
    """What a FASTA says where no packaged sequence stands in for a contig it lacks."""
    refuse_other_lengths(fasta, regions, contigs)
    reading = read_fasta(fasta, regions)
    if reading.absent:
        raise ResourceError(f"It has no {reading.absent[0]}.", where=fasta.name)
    return reading


def _genes(packaged: PanelModels) -> list[Gene]:
    return [packaged.gene(symbol) for symbol in packaged.symbols]


def _models_of(gff3: Path, packaged: PanelModels) -> list[Gene]:
    known = {gene.symbol: gene for gene in _genes(packaged)}
    return parse_gff3(
        _lines(gff3), contigs=packaged.contigs, symbols=known, known=known, where=gff3.name
    )


def _credit_package(draft: Draft, packaged: PanelModels, base: Parts) -> None:
    """The packaged origins of the genes that packaged pieces lie at."""
    origins = kept_origins(base)
    own = (piece for piece in draft.pieces[packaged.assembly] if piece.source == PACKAGED)
    for piece in own:
        for symbol in packaged.genes_at(Interval(piece.contig, piece.start, piece.end)):
            draft.origins[symbol] = origins[symbol]


def _credit(draft: Draft, fastas: Iterable[OpenFasta]) -> None:
    """Name the FASTA before the sources that fill its gaps or had to agree with it."""
    names = " + ".join(dict.fromkeys(fasta.name for fasta in fastas))
    for symbol in {gene.symbol for genes in draft.genes.values() for gene in genes}:
        draft.origins[symbol] = _joined(names, draft.origins.get(symbol))


def _joined(fasta: str, origin: Origin | None) -> Origin:
    if origin is None:
        return Origin(fasta, _FASTA_TERMS)
    source, terms = f"{fasta} + {origin.source}", f"{_FASTA_TERMS}; {origin.terms}"
    return Origin(source, terms, origin.checks)


def _expect_packaged(draft: Draft, packaged: PanelModels) -> None:
    """Coding sequences that are reference grade throughout must be found again."""
    for symbol in packaged.symbols:
        models = zip(packaged.gene(symbol).transcripts, packaged.digests(symbol), strict=True)
        for transcript, digests in models:
            grade, note = transcript.grade, transcript.grade_note
            sure = grade in {SequenceGrade.GENOMIC, SequenceGrade.CDS} and not note
            if sure and digests.cds:
                key = (packaged.assembly, transcript.transcript)
                draft.coding_digests.setdefault(key, digests.cds)


def _lines(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as handle:
            yield from handle
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise UnreadableError("The GFF3 cannot be read.", where=path) from error
