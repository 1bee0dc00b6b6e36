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
from hccgenomics.knowledge.builder.draft import Draft, Origin
from hccgenomics.knowledge.builder.facts import read_facts
from hccgenomics.knowledge.builder.fasta import read_fasta
from hccgenomics.knowledge.builder.gff3 import parse_gff3
from hccgenomics.knowledge.builder.packaged import packaged_origins, packaged_pieces
from hccgenomics.knowledge.builder.pieces import where_unknown
from hccgenomics.knowledge.transcripts import REGION_FLANK, load_models
from hccgenomics.model.genome import Interval
from hccgenomics.vocabulary import Assembly, SequenceGrade

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from hccgenomics.knowledge.builder.pieces import Piece
    from hccgenomics.knowledge.transcripts import PanelModels
    from hccgenomics.model.genome import AssemblyContigs
    from hccgenomics.model.transcript import Gene

_FASTA_TERMS: Final = "as the provider of the FASTA states"


@dataclass(frozen=True, slots=True)
class Sources:
    """What a build is to be made from; at least one of them."""

    facts: Path | None = None
    gff3: Mapping[Assembly, Path] = field(default_factory=dict)
    fasta: Mapping[Assembly, Path] = field(default_factory=dict)

    @property
    def only_fasta(self) -> bool:
        """Whether the packaged models are to be completed, not replaced."""
        return bool(self.fasta) and not self.gff3 and self.facts is None


def collect(sources: Sources) -> Draft:
    """Everything the sources say.

    Raises:
        ResourceError: They do not go together, or one of them is of another assembly.
        UnreadableError: A FASTA or GFF3 cannot be read, or a FASTA has no index.
    """
    draft = read_facts(sources.facts) if sources.facts else Draft()
    for assembly in Assembly:
        if assembly in sources.fasta:
            _complete(draft, assembly, sources)
        elif assembly in sources.gff3:
            raise ResourceError(
                f"There is a GFF3 but no sequence for {assembly}.", hint="Pass --fasta as well."
            )
        elif sources.only_fasta:
            _keep(draft, assembly)
    if not draft.genes:
        raise ResourceError("There is nothing to build from.", hint="Pass --facts or --fasta.")
    if sources.fasta:
        _credit(draft, sources.fasta.values())
    return draft


def _complete(draft: Draft, assembly: Assembly, sources: Sources) -> None:
    packaged = load_models(assembly)
    if path := sources.gff3.get(assembly):
        draft.genes[assembly] = _models_of(path, packaged)
    genes = draft.genes.setdefault(assembly, _genes(packaged))
    own = list(packaged_pieces(assembly)) if sources.only_fasta else draft.pieces.get(assembly, [])
    regions = _regions(genes, own, packaged.contigs)
    read = list(read_fasta(sources.fasta[assembly], regions=regions, contigs=packaged.contigs))
    beside = list(_beside(read, own, agreeing=not sources.only_fasta))
    draft.pieces[assembly] = [*read, *beside]
    if sources.only_fasta:
        _credit_package(draft, packaged, beside)
    draft.proteins = {key: p for key, p in draft.proteins.items() if key[0] is not assembly}
    _expect_packaged(draft, packaged)


def _keep(draft: Draft, assembly: Assembly) -> None:
    """The packaged models and sequence of an assembly, as they are."""
    packaged = load_models(assembly)
    draft.genes[assembly] = _genes(packaged)
    draft.pieces[assembly] = list(packaged_pieces(assembly))
    _credit_package(draft, packaged, draft.pieces[assembly])
    _expect_packaged(draft, packaged)


def _genes(packaged: PanelModels) -> list[Gene]:
    return [packaged.gene(symbol) for symbol in packaged.symbols]


def _models_of(gff3: Path, packaged: PanelModels) -> list[Gene]:
    known = {gene.symbol: gene for gene in _genes(packaged)}
    return parse_gff3(
        _lines(gff3), contigs=packaged.contigs, symbols=known, known=known, where=gff3.name
    )


def _beside(read: Sequence[Piece], own: Sequence[Piece], *, agreeing: bool) -> Iterator[Piece]:
    """What else is laid down: all that has to agree with the FASTA, and what the FASTA lacks."""
    yield from (piece for piece in own if agreeing and piece.trusted)
    rest = (piece for piece in own if not (agreeing and piece.trusted))
    yield from where_unknown(rest, read)


def _regions(
    genes: Iterable[Gene], own: Iterable[Piece], contigs: AssemblyContigs
) -> list[Interval]:
    """The genes with their flanks, and what is known already beyond them."""
    lengths = {name: contig.length for name, contig in contigs.contigs.items()}
    around = [_region(gene, lengths) for gene in genes]
    places = (Interval(piece.contig, piece.start, piece.end) for piece in own)
    return [*around, *(p for p in places if not any(one.contains(p) for one in around))]


def _region(gene: Gene, lengths: Mapping[str, int]) -> Interval:
    span = gene.interval
    last = lengths[span.contig]
    start, end = max(0, span.start - REGION_FLANK), min(last, span.end + REGION_FLANK)
    return Interval(span.contig, start, end)


def _credit_package(draft: Draft, packaged: PanelModels, pieces: Iterable[Piece]) -> None:
    """The packaged origins of the genes these pieces lie at."""
    origins = packaged_origins()
    for piece in pieces:
        for symbol in packaged.genes_at(Interval(piece.contig, piece.start, piece.end)):
            draft.origins[symbol] = origins[symbol]


def _credit(draft: Draft, fastas: Iterable[Path]) -> None:
    """Name the FASTA before the sources that fill its gaps or had to agree with it."""
    names = " + ".join(dict.fromkeys(path.name for path in fastas))
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
