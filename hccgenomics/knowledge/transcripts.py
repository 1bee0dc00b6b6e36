"""The embedded transcript models: 130 genes, both assemblies, with the sequence that is known.

Opening reads one small table and maps the sequence; a gene's transcripts are parsed when it is
asked for. What the files hold and where each sequence comes from: ``resources/README.md``; why
they are as they are: ``docs/adr/0004-transcript-resource.md``.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import ResourceError
from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.parts import BLOCKS, FOLDER, MODELS, REBUILD, STORE, Parts
from hccgenomics.knowledge.sequence import FORMAT, PackedSequence
from hccgenomics.model.genome import Interval
from hccgenomics.model.transcript import Exon, Gene, Transcript
from hccgenomics.vocabulary import CONTIGS, Assembly, Mane, SequenceGrade

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from hccgenomics.model.genome import AssemblyContigs, ReferenceFacts
    from hccgenomics.model.transcript import DegenerateCoding

REGION_FLANK: Final = 5_000
"""How far from a gene a variant is still its upstream or downstream variant (VEP's distance)."""

MODEL_COLUMNS: Final = (
    "gene", "contig", "start", "end", "transcript", "refseq", "grade",
    "strand", "mane", "ensembl", "ncbi", "protein", "refseq_protein", "cds_start", "cds_end",
    "start_codon", "cds_refget", "protein_refget", "exon_starts", "exon_ends", "grade_note",
)  # fmt: skip
_INDEXED: Final = 7  # of the columns: what the index needs without parsing the rest


@dataclass(frozen=True, slots=True)
class GradedTranscript:
    """How far the embedded sequence of a transcript can be trusted, for a report's provenance."""

    gene: str
    transcript: str
    refseq: str
    grade: SequenceGrade


@dataclass(frozen=True, slots=True)
class TranscriptDigests:
    """What a transcript's sequence must hash to (GA4GH refget), where it is known whole."""

    transcript: str
    cds: str | None
    protein: str | None


class PanelModels:
    """Genes, contigs and bases of one assembly; satisfies ``model.genome.Reference``.

    Attributes:
        version: Format and release, as reports cite it.
        sha256: Of the manifest, which holds those of all parts.
        fasta: The FASTA that completed the sequence, if one did.
        symbols: All genes, in alphabetical order.
        regions: Merged spans of the genes with ``REGION_FLANK`` on both sides, sorted.
    """

    def __init__(
        self,
        contigs: AssemblyContigs,
        parts: Parts,
        *,
        rows: Iterable[str],
        sequence: PackedSequence,
        fasta: ReferenceFacts | None = None,
    ) -> None:
        self.contigs = contigs
        self.assembly = contigs.assembly
        self.version = f"{FORMAT}-{parts.manifest.release}"
        self.sha256 = parts.manifest.sha256
        self.fasta = fasta
        self._parts = parts
        self._sequence = sequence
        self._rows: dict[str, list[list[str]]] = {}
        for row in rows:
            cells = row.split("\t", _INDEXED)
            self._rows.setdefault(cells[0], []).append(cells)
        self.symbols = tuple(sorted(self._rows))
        self._genes: dict[str, Gene] = {}
        self._spans = self._spans_by_contig()
        self._starts = {contig: [s for s, _, _ in spans] for contig, spans in self._spans.items()}
        self.regions = tuple(_merged(self._spans))

    def _spans_by_contig(self) -> dict[str, list[tuple[int, int, str]]]:
        spans: dict[str, list[tuple[int, int, str]]] = {contig: [] for contig in CONTIGS}
        for symbol, rows in self._rows.items():
            start = min(int(cells[2]) for cells in rows)
            end = max(int(cells[3]) for cells in rows)
            contig = rows[0][1]
            last = self.contigs.contigs[contig].length
            padded = (max(0, start - REGION_FLANK), min(last, end + REGION_FLANK), symbol)
            spans[contig].append(padded)
        return {contig: sorted(found) for contig, found in spans.items()}

    def gene(self, symbol: str) -> Gene:
        """The gene with its transcripts, MANE Select first."""
        if symbol not in self._genes:
            if symbol not in self._rows:
                raise ResourceError(f"There is no embedded transcript model of {symbol!r}.")
            self._genes[symbol] = self._gene(symbol)
        return self._genes[symbol]

    def _gene(self, symbol: str) -> Gene:
        records = [_record(cells) for cells in self._rows[symbol]]
        transcripts = tuple(self._transcript(record) for record in records)
        first = records[0]
        return Gene(first["gene"], first["ensembl"], first["ncbi"], transcripts)

    def _transcript(self, record: Mapping[str, str]) -> Transcript:
        transcript = _transcript(record)
        if record["cds_refget"] or transcript.transcript not in self.proteins:
            return transcript
        return replace(transcript, degenerate=self._degenerate(transcript))

    @cached_property
    def proteins(self) -> Mapping[str, str]:
        """The proteins of transcripts that are not known whole, by accession; read when needed."""
        from hccgenomics.knowledge.degenerate import read_proteins

        return read_proteins(self._parts)

    def _degenerate(self, transcript: Transcript) -> DegenerateCoding:
        from hccgenomics.knowledge.builder.coding import coding_bases
        from hccgenomics.knowledge.degenerate import degenerate_coding

        protein = self.proteins[transcript.transcript]
        coding = coding_bases(transcript, self._sequence)
        return degenerate_coding(coding, protein, start_codon=transcript.start_codon)

    def span(self, symbol: str) -> Interval:
        """Where variants of a gene are looked at: its transcripts with ``REGION_FLANK`` around."""
        contig = self._rows[symbol][0][1]
        spans = {name: (start, end) for start, end, name in self._spans[contig]}
        return Interval(contig, *spans[symbol])

    def genes_at(self, interval: Interval) -> tuple[str, ...]:
        """Symbols of the genes whose span, with ``REGION_FLANK`` on both sides, overlaps."""
        spans = self._spans.get(interval.contig)
        if not spans:
            return ()
        beyond = bisect_left(self._starts[interval.contig], max(interval.end, interval.start + 1))
        start = interval.start
        return tuple([symbol for _, end, symbol in spans[:beyond] if end > start])

    def bases(self, interval: Interval) -> str:
        """Plus-strand bases, as many as the interval is long; ``N`` where unknown."""
        return self._sequence.bases(interval)

    def is_provisional(self, interval: Interval) -> bool:
        """Whether any base of it is known from a cloned open reading frame, or was carried over.

        A REF allele that disagrees there is no sign of a wrong assembly.
        """
        return not self._sequence.is_trusted(interval)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a report has to say of the FASTA that completed the sequence."""
        from hccgenomics.knowledge.completion import Completion

        completion = Completion.of(self._parts.manifest.facts, self.assembly)
        return tuple(completion.sentences()) if completion is not None else ()

    def known(self) -> int:
        """How many bases are known."""
        return len(self._sequence)

    def grades(self) -> tuple[GradedTranscript, ...]:
        """Every transcript and its grade, genes in alphabetical order, without parsing them."""
        return tuple(
            GradedTranscript(symbol, cells[4], cells[5], SequenceGrade(cells[6]))
            for symbol in self.symbols
            for cells in self._rows[symbol]
        )

    def digests(self, symbol: str) -> tuple[TranscriptDigests, ...]:
        """The refget digests recorded for the transcripts of a gene, in their order."""
        records = (_record(cells) for cells in self._rows[symbol])
        return tuple(
            TranscriptDigests(r["transcript"], r["cds_refget"] or None, r["protein_refget"] or None)
            for r in records
        )


def load_models(
    assembly: Assembly, *, folder: Path | None = None, verify: bool = False
) -> PanelModels:
    """The embedded models of one assembly, or those a user has built into ``folder``.

    Args:
        assembly: Which one.
        folder: Where ``hccgenomics resources build`` wrote; by default what is packaged.
        verify: Also check the parts not needed here, and the biology of every transcript.

    Raises:
        ResourceError: A part is missing, damaged, or of another format.
    """
    parts = packaged_parts() if folder is None else Parts.in_folder(folder)
    return models_of(parts, assembly, verify=verify)


def packaged_parts() -> Parts:
    """The resource that travels inside the package."""
    return Parts.in_folder(resource(FOLDER))


def models_of(
    parts: Parts,
    assembly: Assembly,
    *,
    verify: bool = False,
    fasta: ReferenceFacts | None = None,
) -> PanelModels:
    """The models of one assembly in a resource; see ``load_models``."""
    blocks, rows = BLOCKS.format(assembly), MODELS.format(assembly)
    parts.require(blocks, rows, STORE, what=assembly)
    if verify:
        parts.check()
    heading, *lines = parts.read(rows).decode("utf-8").splitlines()
    if tuple(heading.split("\t")) != MODEL_COLUMNS:
        raise ResourceError("The columns are not those expected.", where=rows, hint=REBUILD)
    models = PanelModels(
        load_assemblies()[assembly],
        parts,
        rows=lines,
        sequence=PackedSequence(parts.read(blocks), parts.read(STORE), where=blocks),
        fasta=fasta,
    )
    if verify:
        _refuse_wrong_biology(models)
    return models


def _refuse_wrong_biology(models: PanelModels) -> None:
    from hccgenomics.knowledge.builder.check import check_models

    if problems := [found.problem for found in check_models(models) if found.problem]:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise ResourceError(f"{problems[0]}{more}.", where=models.assembly, hint=REBUILD)


def _merged(spans: Mapping[str, list[tuple[int, int, str]]]) -> Iterator[Interval]:
    for contig, found in spans.items():
        reached: Interval | None = None
        for start, end, _ in found:
            if reached is not None and start <= reached.end:
                reached = Interval(contig, reached.start, max(reached.end, end))
                continue
            if reached is not None:
                yield reached
            reached = Interval(contig, start, end)
        if reached is not None:
            yield reached


def _record(cells: list[str]) -> dict[str, str]:
    rest = cells[_INDEXED].split("\t")
    return dict(zip(MODEL_COLUMNS, [*cells[:_INDEXED], *rest], strict=True))


def _transcript(record: Mapping[str, str]) -> Transcript:
    return Transcript(
        gene=record["gene"],
        transcript=record["transcript"],
        refseq=record["refseq"],
        protein=record["protein"],
        refseq_protein=record["refseq_protein"],
        mane=Mane(record["mane"]),
        contig=record["contig"],
        strand=int(record["strand"]),
        exons=_exons(record["exon_starts"], record["exon_ends"]),
        cds_start=int(record["cds_start"]),
        cds_end=int(record["cds_end"]),
        start_codon=record["start_codon"],
        grade=SequenceGrade(record["grade"]),
        grade_note=record["grade_note"],
    )


def _exons(starts: str, ends: str) -> tuple[Exon, ...]:
    pairs = zip(starts.split(","), ends.split(","), strict=True)
    return tuple(Exon(n, int(start), int(end)) for n, (start, end) in enumerate(pairs, start=1))
