"""Grades, checks and writes a draft; the same draft always gives the same bytes."""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import OutputError, ResourceError
from hccgenomics.knowledge.builder.check import Outcome, check_models
from hccgenomics.knowledge.builder.coding import coding_bases, protein_of, refget
from hccgenomics.knowledge.builder.grade import doubted, graded
from hccgenomics.knowledge.builder.pieces import lay_together
from hccgenomics.knowledge.builder.residues import tells_more, yielding
from hccgenomics.knowledge.builder.store import pack_assemblies
from hccgenomics.knowledge.completion import EMBEDDED
from hccgenomics.knowledge.degenerate import PROTEIN_COLUMNS
from hccgenomics.knowledge.files import digest_of
from hccgenomics.knowledge.parts import (
    BLOCKS,
    MANIFEST,
    MANIFEST_COLUMNS,
    MODELS,
    PROTEINS,
    PROVENANCE,
    READINGS,
    STORE,
    Parts,
)
from hccgenomics.knowledge.sequence import FORMAT, PackedSequence
from hccgenomics.knowledge.transcripts import MODEL_COLUMNS, models_of
from hccgenomics.model.codons import STOP, UNKNOWN_RESIDUE
from hccgenomics.model.genome import UNKNOWN_BASE
from hccgenomics.vocabulary import Assembly, SequenceGrade

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from hccgenomics.knowledge.builder.draft import Draft
    from hccgenomics.knowledge.builder.fasta import Reading
    from hccgenomics.knowledge.transcripts import PanelModels
    from hccgenomics.model.transcript import Gene, Transcript

PROVENANCE_COLUMNS: Final = (
    "gene", "transcript", "refseq", "mane", "coding_bases", "known", "grade_GRCh37",
    "grade_GRCh38", "source", "terms", "checks",
)  # fmt: skip
READING_COLUMNS: Final = (
    "assembly", "contig", "start", "end", "refget", "unknown", "ambiguous",
)  # fmt: skip
_PREFERRED: Final = (Assembly.GRCH38, Assembly.GRCH37)
"""The first is stored whole, the second as pieces of it."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has verified, by assembly, and how many bytes each part has."""

    outcomes: Mapping[Assembly, list[Outcome]]
    sizes: Mapping[str, int]


def write_resource(draft: Draft, folder: Path, *, release: str) -> Built:
    """Lay together, grade, pack and check; nothing is written unless every check holds.

    Raises:
        ResourceError: Sources contradict each other, or a transcript fails a check.
        OutputError: The folder cannot be written; nothing half-written is left there.
    """
    parts = sealed(pack_draft(draft), draft, release=release)
    outcomes = checked(draft, Parts.in_memory(parts, where=folder))
    _write(folder, parts)
    return Built(outcomes, {name: len(data) for name, data in parts.items()})


def checked(draft: Draft, parts: Parts) -> dict[Assembly, list[Outcome]]:
    """What was verified of every assembly.

    Raises:
        ResourceError: Something does not hold.
    """
    outcomes = {a: _checked(draft, models_of(parts, a)) for a in draft.genes}
    wrong = [one.problem for found in outcomes.values() for one in found if one.problem]
    if wrong:
        raise ResourceError(f"{len(wrong)} checks failed: {'; '.join(wrong)}.")
    return outcomes


def holds_parts(folder: Path) -> bool:
    """Whether a build into this folder would replace a file that is there."""
    by_assembly = (name.format(a) for name in (MODELS, BLOCKS) for a in Assembly)
    names = (STORE, MANIFEST, PROVENANCE, PROTEINS, *by_assembly)
    return any((folder / name).exists() for name in names)


def pack_draft(draft: Draft) -> dict[str, bytes]:
    """The bytes of every part but the manifest, by file name."""
    assemblies = [assembly for assembly in _PREFERRED if assembly in draft.genes]
    stretches = {assembly: lay_together(draft.pieces[assembly]) for assembly in assemblies}
    packed, blocks = pack_assemblies(stretches)
    parts, known = {STORE: packed}, {}
    for assembly in assemblies:
        sequence = PackedSequence(blocks[assembly], packed, where=BLOCKS.format(assembly))
        genes = [
            doubted(graded(gene, sequence, draft.residues), draft.doubts)
            for gene in draft.genes[assembly]
        ]
        known[assembly] = [
            Known(transcript, coding_bases(transcript, sequence), gene)
            for gene in genes
            for transcript in gene.transcripts
        ]
        rows = [_model_row(one, draft, assembly) for one in known[assembly]]
        parts[BLOCKS.format(assembly)] = blocks[assembly]
        parts[MODELS.format(assembly)] = _tsv(MODEL_COLUMNS, rows)
    parts[PROTEINS] = _tsv(PROTEIN_COLUMNS, _protein_rows(draft, known))
    if draft.origins:
        parts[PROVENANCE] = _tsv(PROVENANCE_COLUMNS, _provenance_rows(draft, known))
    if draft.readings:
        parts[READINGS] = _tsv(READING_COLUMNS, _reading_rows(draft.readings))
    return parts


def _reading_rows(readings: Mapping[Assembly, Reading]) -> Iterator[list[str]]:
    """What was read of each FASTA, stretch by stretch."""
    for assembly, reading in readings.items():
        for region in reading.regions:
            place = region.place
            cells = (assembly, place.contig, place.start, place.end, region.refget)
            yield [*map(str, cells), str(region.unknown), str(region.ambiguous)]


@dataclass(frozen=True, slots=True)
class Known:
    """A transcript with the coding bases that are known of it."""

    transcript: Transcript
    coding: str
    gene: Gene


def _checked(draft: Draft, models: PanelModels) -> list[Outcome]:
    return [*check_models(models), *_proteins(draft, models)]


def _proteins(draft: Draft, models: PanelModels) -> Iterator[Outcome]:
    """Every known residue against the protein the sources give, where they give one."""
    for symbol in models.symbols:
        for transcript in models.gene(symbol).transcripts:
            expected = draft.proteins.get((models.assembly, transcript.transcript))
            if expected is None or transcript.grade is SequenceGrade.NONE:
                continue
            found = protein_of(coding_bases(transcript, models))
            name = f"{symbol} {transcript.refseq_protein}"
            known = len(found) - found.count(UNKNOWN_RESIDUE)
            problem = None if _fits(found, expected) else f"{name} is not the expected protein"
            yield Outcome(name, f"{known:,} residues as in the given protein", problem)


def _fits(found: str, expected: str) -> bool:
    """Whether residues agree wherever both are known; the stop may be unknown too."""
    if found[-1] in (STOP, UNKNOWN_RESIDUE):
        found = found[:-1]
    pairs = zip(found, expected, strict=True)
    return len(found) == len(expected) and all(
        one == other or UNKNOWN_RESIDUE in (one, other) for one, other in pairs
    )


def _model_row(known: Known, draft: Draft, assembly: Assembly) -> list[str]:
    transcript, gene = known.transcript, known.gene
    key = (assembly, transcript.transcript)
    whole = UNKNOWN_BASE not in known.coding
    protein = draft.proteins.get(key) or protein_of(known.coding).removesuffix(STOP)
    span = transcript.interval
    values = (
        gene.symbol, span.contig, span.start, span.end, transcript.transcript, transcript.refseq,
        transcript.grade, transcript.strand, transcript.mane, gene.ensembl, gene.ncbi,
        transcript.protein, transcript.refseq_protein, transcript.cds_start, transcript.cds_end,
        transcript.start_codon,
        draft.coding_digests.get(key, refget(known.coding)) if whole else "",
        refget(protein) if whole else "",
        ",".join(str(exon.start) for exon in transcript.exons),
        ",".join(str(exon.end) for exon in transcript.exons),
        transcript.grade_note,
    )  # fmt: skip
    return [str(value) for value in values]


def _protein_rows(draft: Draft, known: Mapping[Assembly, list[Known]]) -> list[list[str]]:
    """The proteins of transcripts that are not known whole on every assembly."""
    by_name = defaultdict(list)
    for one in (one for found in known.values() for one in found):
        by_name[one.gene.symbol, one.transcript.transcript].append(one)
    rows = []
    for (symbol, accession), found in sorted(by_name.items()):
        kept = draft.residues.get(accession)
        codings = [one.coding for one in found]
        if kept is not None and any(tells_more(coding, kept.residues) for coding in codings):
            protein = found[0].transcript.refseq_protein
            rows.append([symbol, accession, protein, kept.source, yielding(kept, codings)])
    return rows


def _provenance_rows(draft: Draft, known: Mapping[Assembly, list[Known]]) -> Iterator[list[str]]:
    by_accession = {
        a: {one.transcript.transcript: one for one in found} for a, found in known.items()
    }
    for one in next(iter(known.values())):
        transcript, origin = one.transcript, draft.origins[one.gene.symbol]
        found = [
            by_accession[a].get(transcript.transcript) if a in known else None for a in Assembly
        ]
        yield [
            one.gene.symbol,
            transcript.transcript,
            transcript.refseq,
            transcript.mane or "",
            str(len(one.coding)),
            str(len(one.coding) - one.coding.count(UNKNOWN_BASE)),
            *(there.transcript.grade if there else "" for there in found),
            origin.source,
            origin.terms,
            origin.checks,
        ]


def _tsv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    lines = ["\t".join(cells) for cells in (columns, *rows)]
    return "\n".join([*lines, ""]).encode("utf-8")


def sealed(parts: Mapping[str, bytes], draft: Draft, *, release: str) -> dict[str, bytes]:
    """The parts with the manifest that vouches for them."""
    facts = {"format": str(FORMAT), "release": release}
    if draft.embedded:
        facts[EMBEDDED] = draft.embedded
    for assembly, completion in draft.completions.items():
        facts |= dict(completion.facts(assembly))
    stated = [[name, value, ""] for name, value in facts.items()]
    files = [[name, str(len(data)), digest_of(data)] for name, data in sorted(parts.items())]
    return {**parts, MANIFEST: _tsv(MANIFEST_COLUMNS, [*stated, *files])}


def _write(folder: Path, parts: Mapping[str, bytes]) -> None:
    """Every part beside its place, then all of them into place; on failure, none is left over."""
    begun = {name: folder / f".{name}.{os.getpid()}.part" for name in parts}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in parts.items():
            begun[name].write_bytes(data)
        for name, path in begun.items():
            path.replace(folder / name)
    except OSError as error:
        raise OutputError(f"It cannot be written: {error.strerror}.", where=folder) from error
    finally:
        for path in begun.values():
            with suppress(OSError):
                path.unlink(missing_ok=True)
