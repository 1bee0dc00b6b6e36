"""Collects a draft from whatever a user gives: facts, GFF3, FASTA, or the packaged models.

Models are taken from the first there is of GFF3, facts and the package; bases from the FASTA
and the facts together. With a FASTA alone the packaged models are completed. Wherever a packaged
coding sequence is of reference grade throughout, the new one must equal it.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import ResourceError
from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.knowledge.builder.draft import Draft, Origin
from hccgenomics.knowledge.builder.facts import read_facts
from hccgenomics.knowledge.builder.fasta import read_fasta
from hccgenomics.knowledge.builder.gff3 import parse_gff3
from hccgenomics.knowledge.transcripts import REGION_FLANK, load_models
from hccgenomics.model.genome import Interval
from hccgenomics.vocabulary import Assembly, SequenceGrade

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from hccgenomics.knowledge.transcripts import PanelModels
    from hccgenomics.model.transcript import Gene

_FASTA_TERMS: Final = "as the provider of the FASTA states"


@dataclass(frozen=True, slots=True)
class Sources:
    """What a build is to be made from; at least one of them."""

    facts: Path | None = None
    gff3: Mapping[Assembly, Path] = field(default_factory=dict)
    fasta: Mapping[Assembly, Path] = field(default_factory=dict)


def collect(sources: Sources) -> Draft:
    """Everything the sources say.

    Raises:
        ResourceError: They do not go together, or one of them cannot be used.
    """
    draft = read_facts(sources.facts) if sources.facts else Draft()
    for assembly in Assembly:
        if assembly in sources.fasta:
            _complete(draft, assembly, sources)
        elif assembly in sources.gff3:
            raise ResourceError(
                f"There is a GFF3 but no sequence for {assembly}.", hint="Pass --fasta as well."
            )
    if not draft.genes:
        raise ResourceError("There is nothing to build from.", hint="Pass --facts or --fasta.")
    return draft


def _complete(draft: Draft, assembly: Assembly, sources: Sources) -> None:
    packaged = load_models(assembly)
    contigs = load_assemblies()[assembly]
    known = {symbol: packaged.gene(symbol) for symbol in packaged.symbols}
    if path := sources.gff3.get(assembly):
        draft.genes[assembly] = parse_gff3(
            _lines(path), contigs=contigs, symbols=known, known=known, where=path.name
        )
    genes = draft.genes.setdefault(assembly, list(known.values()))
    fasta = sources.fasta[assembly]
    regions = [_region(gene, contigs.contigs[gene.interval.contig].length) for gene in genes]
    given = [piece for piece in draft.pieces.get(assembly, []) if piece.trusted]
    pieces = read_fasta(fasta, regions=regions, contigs=contigs)
    draft.pieces[assembly] = [*given, *pieces]
    for gene in genes:
        draft.origins[gene.symbol] = _joined(draft.origins.get(gene.symbol), fasta.name)
    draft.proteins = {key: p for key, p in draft.proteins.items() if key[0] is not assembly}
    _expect_packaged(draft, packaged)


def _joined(origin: Origin | None, fasta: str) -> Origin:
    """A FASTA replaces what was provisional; what was of reference grade has to agree with it."""
    if origin is None or fasta in origin.source:
        return origin or Origin(fasta, _FASTA_TERMS)
    source, terms = f"{fasta} + {origin.source}", f"{_FASTA_TERMS}; {origin.terms}"
    return Origin(source, terms, origin.checks)


def _region(gene: Gene, contig_length: int) -> Interval:
    span = gene.interval
    start, end = max(0, span.start - REGION_FLANK), min(contig_length, span.end + REGION_FLANK)
    return Interval(span.contig, start, end)


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
        raise ResourceError("The GFF3 cannot be read.", where=path) from error
