"""The embedded transcript models: 130 genes, both assemblies, with the sequence that is known.

Opening reads one small table and maps the sequence; a gene's transcripts are parsed when it is
asked for. What the files hold and where each sequence comes from: ``resources/README.md``; why
they are as they are: ``docs/adr/0004-transcript-resource.md``.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import ResourceError
from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.knowledge.files import digest_of, resource
from hccgenomics.knowledge.sequence import FORMAT, PackedSequence
from hccgenomics.model.genome import Interval
from hccgenomics.model.transcript import Exon, Gene, Transcript
from hccgenomics.vocabulary import CONTIGS, Assembly, Mane, SequenceGrade

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from hccgenomics.model.genome import AssemblyContigs

REGION_FLANK: Final = 5_000
"""How far from a gene a variant is still its upstream or downstream variant (VEP's distance)."""

FOLDER: Final = "transcripts"
MANIFEST: Final = "manifest.tsv"
STORE: Final = "bases.bin"
MODELS: Final = "{}.models.tsv"
BLOCKS: Final = "{}.blocks.bin"
MANIFEST_COLUMNS: Final = ("part", "value", "sha256")
MODEL_COLUMNS: Final = (
    "gene", "contig", "start", "end", "transcript", "refseq", "grade",
    "strand", "mane", "ensembl", "ncbi", "protein", "refseq_protein", "cds_start", "cds_end",
    "start_codon", "cds_refget", "protein_refget", "exon_starts", "exon_ends", "grade_note",
)  # fmt: skip
_INDEXED: Final = 7  # of the columns: what the index needs without parsing the rest
_REBUILD: Final = "Install hccgenomics again, or run 'hccgenomics resources build'."


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the resource consists of.

    Attributes:
        release: What the builder called it.
        parts: Size in bytes and SHA-256 of every other file, by name.
        sha256: Of the manifest itself, and so of everything.
    """

    release: str
    parts: Mapping[str, tuple[int, str]]
    sha256: str

    @property
    def assemblies(self) -> tuple[Assembly, ...]:
        """The assemblies there are models of."""
        return tuple(a for a in Assembly if MODELS.format(a) in self.parts)


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
        symbols: All genes, in alphabetical order.
        regions: Merged spans of the genes with ``REGION_FLANK`` on both sides, sorted.
    """

    def __init__(
        self,
        contigs: AssemblyContigs,
        manifest: Manifest,
        *,
        rows: Iterable[str],
        sequence: PackedSequence,
    ) -> None:
        self.contigs = contigs
        self.assembly = contigs.assembly
        self.version = f"{FORMAT}-{manifest.release}"
        self.sha256 = manifest.sha256
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
            self._genes[symbol] = _gene(self._rows[symbol])
        return self._genes[symbol]

    def genes_at(self, interval: Interval) -> tuple[str, ...]:
        """Symbols of the genes whose span, with ``REGION_FLANK`` on both sides, overlaps."""
        spans = self._spans.get(interval.contig)
        if not spans:
            return ()
        beyond = bisect_left(self._starts[interval.contig], max(interval.end, interval.start + 1))
        return tuple(symbol for _, end, symbol in spans[:beyond] if end > interval.start)

    def bases(self, interval: Interval) -> str:
        """Plus-strand bases, as many as the interval is long; ``N`` where unknown."""
        return self._sequence.bases(interval)

    def is_provisional(self, interval: Interval) -> bool:
        """Whether any base of it is known from a cloned open reading frame, or was carried over.

        A REF allele that disagrees there is no sign of a wrong assembly.
        """
        return any(not block.trusted for block in self._sequence.blocks(interval))

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
    folder = folder or resource(FOLDER)
    manifest = load_manifest(folder)
    blocks, rows = BLOCKS.format(assembly), MODELS.format(assembly)
    for name in (blocks, rows, STORE):
        if name not in manifest.parts:
            raise ResourceError(f"There is nothing for {assembly}.", where=folder, hint=_REBUILD)
    if verify:
        check_parts(folder, manifest)
    heading, *lines = _part(folder, rows, manifest).decode("utf-8").splitlines()
    if tuple(heading.split("\t")) != MODEL_COLUMNS:
        raise ResourceError("The columns are not those expected.", where=rows, hint=_REBUILD)
    packed = _part(folder, STORE, manifest)
    models = PanelModels(
        load_assemblies()[assembly],
        manifest,
        rows=lines,
        sequence=PackedSequence(_part(folder, blocks, manifest), packed, where=blocks),
    )
    if verify:
        _refuse_wrong_biology(models)
    return models


def load_manifest(folder: Path) -> Manifest:
    """What a folder of transcript models says it holds."""
    path = folder / MANIFEST
    if not path.is_file():
        raise ResourceError("There are no transcript models here.", where=folder, hint=_REBUILD)
    data = path.read_bytes()
    heading, *rows = [line.split("\t") for line in data.decode("utf-8", "replace").splitlines()]
    if tuple(heading) != MANIFEST_COLUMNS or any(len(row) != len(heading) for row in rows):
        raise ResourceError("The manifest is damaged.", where=path, hint=_REBUILD)
    facts = {name: value for name, value, sha256 in rows if not sha256}
    if facts.get("format") != str(FORMAT):
        found = facts.get("format", "unknown")
        raise ResourceError(f"Format {found}, not {FORMAT}.", where=path, hint=_REBUILD)
    parts = {name: (int(size), sha256) for name, size, sha256 in rows if sha256}
    return Manifest(facts.get("release", "unnamed"), parts, digest_of(data))


def check_parts(folder: Path, manifest: Manifest) -> None:
    """Refuse a folder in which a part does not have the SHA-256 its manifest records."""
    for name in manifest.parts:
        _part(folder, name, manifest)


def _part(folder: Path, name: str, manifest: Manifest) -> bytes:
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        raise ResourceError("The file is missing.", where=folder / name, hint=_REBUILD) from error
    size, sha256 = manifest.parts[name]
    if len(data) != size or digest_of(data) != sha256:
        raise ResourceError("The file is damaged: wrong SHA-256.", where=name, hint=_REBUILD)
    return data


def _refuse_wrong_biology(models: PanelModels) -> None:
    from hccgenomics.knowledge.builder.check import check_models

    if problems := [found.problem for found in check_models(models) if found.problem]:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise ResourceError(f"{problems[0]}{more}.", where=models.assembly, hint=_REBUILD)


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


def _gene(rows: list[list[str]]) -> Gene:
    records = [_record(cells) for cells in rows]
    first = records[0]
    transcripts = tuple(_transcript(record) for record in records)
    return Gene(first["gene"], first["ensembl"], first["ncbi"], transcripts)


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
