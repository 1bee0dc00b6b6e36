"""What the peers need to annotate with the very models that we annotate with.

Writes, from the embedded transcript models, a FASTA (panel sequence in place, contigs of their true
length; what is not known is N, or with ``--filled`` made-up bases within the panel's genes, since
csq ends at a REF that stands on N), a GFF3 for ``bcftools csq`` (Ensembl style, with rows for
untranslated regions, without which csq calls them introns) and a GTF 2.2 for SnpEff, and lets
SnpEff build its database from them (with ``--filled`` of as many genes as when its time was
published, see `benchmarks.filler`).

    python -m benchmarks.peers GRCh38 --folder out/peers
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.genome import UNKNOWN_BASE, Interval
from hccgenomics.vocabulary import Assembly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.knowledge.transcripts import PanelModels
    from hccgenomics.model.genome import Reference
    from hccgenomics.model.transcript import Gene, Transcript

FOLDER: Final = Path("out/peers")
SOURCE: Final = "hccgenomics"
SNPEFF_MEMORY: Final = "-Xmx4g"
LINE: Final = 1 << 16
"""Bases per line of the FASTA; long lines keep its making short."""
CHUNK: Final = LINE * 64
FILLING_SEED: Final = 11
FILLING_PERIOD: Final = 99_991
CODON: Final = 3


@dataclass(frozen=True, slots=True)
class Peers:
    """The files of one assembly, and the commands that read them."""

    assembly: Assembly
    folder: Path

    @property
    def fasta(self) -> Path:
        """Bgzipped, with ``.fai`` and ``.gzi``."""
        return self.folder / f"{self.assembly}.fa.gz"

    @property
    def gff3(self) -> Path:
        """For ``bcftools csq``."""
        return self.folder / f"{self.assembly}.gff3"

    @property
    def snpeff_folder(self) -> Path:
        """Where SnpEff's configuration and database lie."""
        return (self.folder / "snpeff").resolve()

    @property
    def snpeff_database(self) -> Path:
        """What SnpEff has built."""
        return self.snpeff_folder / str(self.assembly) / "snpEffectPredictor.bin"

    def csq(self, vcf: Path) -> list[str]:
        """``bcftools csq`` on each record for itself, whatever its genotypes."""
        return [
            "bcftools", "csq", "--local-csq", "--samples", "-", "--fasta-ref", str(self.fasta),
            "--gff-annot", str(self.gff3), "--verbose", "0", str(vcf),
        ]  # fmt: skip

    def snpeff(self, vcf: Path, *options: str) -> list[str]:
        """SnpEff, saying nothing of itself to anybody."""
        return [
            snpeff_program(), SNPEFF_MEMORY, "ann", "-nodownload", "-noStats", "-noLog", "-quiet",
            "-c", str(self.snpeff_folder / "snpEff.config"), *options, str(self.assembly), str(vcf),
        ]  # fmt: skip


def snpeff_program() -> str:
    """The name of SnpEff on this machine; "" where there is none."""
    return next((name for name in ("snpEff", "snpeff") if shutil.which(name)), "")


def prepare(assembly: Assembly, folder: Path, *, filled: bool) -> Peers:
    """Write what is missing; neither the FASTA nor SnpEff's database is made twice."""
    peers = Peers(assembly, folder)
    folder.mkdir(parents=True, exist_ok=True)
    models = load_models(assembly)
    if not Path(f"{peers.fasta}.gzi").exists():
        write_fasta(models, peers.fasta, Filled(models) if filled else models)
    peers.gff3.write_text("".join(gff3_lines(models)), encoding="utf-8")
    if snpeff_program() and not peers.snpeff_database.exists():
        from benchmarks.filler import filler_lines

        _build_snpeff(peers, [*gtf_lines(models), *(filler_lines(models) if filled else ())])
    return peers


# --- sequence -------------------------------------------------------------------------------------


class Filled:
    """The known bases, and made-up ones wherever a gene of the panel is not known."""

    def __init__(self, models: PanelModels) -> None:
        draw = random.Random(FILLING_SEED)  # noqa: S311 -- bases of a benchmark, no secret
        self._models = models
        self._filling = "".join(draw.choices("ACGT", k=FILLING_PERIOD))

    def bases(self, interval: Interval) -> str:
        """Plus-strand bases; ``N`` remains outside the panel's regions alone."""
        known = self._models.bases(interval)
        if UNKNOWN_BASE not in known:
            return known
        filled = list(known)
        for region in self._models.regions:
            if region.overlaps(interval):
                first = max(region.start, interval.start)
                for at in range(first, min(region.end, interval.end)):
                    if filled[at - interval.start] == UNKNOWN_BASE:
                        filled[at - interval.start] = self._filling[at % FILLING_PERIOD]
        return "".join(filled)


def write_fasta(models: PanelModels, path: Path, sequence: Reference) -> None:
    """All contigs with what ``sequence`` has of them, compressed and indexed."""
    import pysam

    partial = path.with_name(f"partial.{path.name}")
    with pysam.BGZFile(str(partial), "w", None) as out:
        for name, contig in models.contigs.contigs.items():
            out.write(f">{name}\n".encode())
            for start in range(0, contig.length, CHUNK):
                bases = sequence.bases(Interval(name, start, min(start + CHUNK, contig.length)))
                lines = (bases[at : at + LINE] + "\n" for at in range(0, len(bases), LINE))
                out.write("".join(lines).encode())
    partial.replace(path)
    pysam.faidx(str(path))


# --- models ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One row of GFF3 or GTF, without its attributes."""

    kind: str
    span: Interval
    strand: int
    phase: str = "."

    def line(self, attributes: str) -> str:
        """The row as both formats write it."""
        strand = "+" if self.strand > 0 else "-"
        place = f"{self.span.start + 1}\t{self.span.end}"
        return (
            f"{self.span.contig}\t{SOURCE}\t{self.kind}\t{place}\t.\t{strand}\t{self.phase}"
            f"\t{attributes}\n"
        )


def rows_of(transcript: Transcript) -> Iterator[Row]:
    """Exons, then coding segments with phase, then untranslated regions."""
    contig, strand = transcript.contig, transcript.strand
    for exon in transcript.exons:
        yield Row("exon", Interval(contig, exon.start, exon.end), strand)
    coded = 0
    for segment in transcript.coding_segments:
        yield Row("CDS", segment, strand, str(-coded % CODON))
        coded += len(segment)
    before, behind = "five_prime_UTR", "three_prime_UTR"
    lower, upper = (before, behind) if strand > 0 else (behind, before)
    for exon in transcript.exons:
        if exon.start < transcript.cds_start:
            end = min(exon.end, transcript.cds_start)
            yield Row(lower, Interval(contig, exon.start, end), strand)
        if exon.end > transcript.cds_end:
            start = max(exon.start, transcript.cds_end)
            yield Row(upper, Interval(contig, start, exon.end), strand)


def genes_of(models: PanelModels) -> list[Gene]:
    """All genes in order of place."""
    genes = [models.gene(symbol) for symbol in models.symbols]
    order = list(models.contigs.contigs)
    return sorted(genes, key=lambda gene: (order.index(gene.interval.contig), gene.interval.start))


def gff3_lines(models: PanelModels) -> Iterator[str]:
    """The MANE Select transcripts as Ensembl's GFF3 has them."""
    yield "##gff-version 3\n"
    for gene in genes_of(models):
        transcript = gene.select
        name, parent = transcript.transcript.partition(".")[0], gene.ensembl.partition(".")[0]
        kind = "biotype=protein_coding"
        yield Row("gene", transcript.interval, transcript.strand).line(
            f"ID=gene:{parent};{kind};Name={gene.symbol}"
        )
        yield Row("mRNA", transcript.interval, transcript.strand).line(
            f"ID=transcript:{name};Parent=gene:{parent};{kind}"
        )
        for row in rows_of(transcript):
            yield row.line(f"Parent=transcript:{name}")


def gtf_lines(models: PanelModels) -> Iterator[str]:
    """The MANE Select transcripts as GTF 2.2; the stop codon counts as coding."""
    for gene in genes_of(models):
        transcript = gene.select
        names = gtf_attributes(gene.symbol, transcript.transcript)
        yield Row("transcript", transcript.interval, transcript.strand).line(names)
        for row in rows_of(transcript):
            if row.kind in {"exon", "CDS"}:
                yield row.line(names)


def gtf_attributes(gene: str, transcript: str) -> str:
    """The last column of a GTF row."""
    return (
        f'gene_id "{gene}"; transcript_id "{transcript}"; gene_name "{gene}"; '
        'gene_biotype "protein_coding"; transcript_biotype "protein_coding";'
    )


def is_complete(transcript: Transcript, models: PanelModels) -> bool:
    """Whether every base of the coding sequence is known."""
    return all(UNKNOWN_BASE not in models.bases(segment) for segment in transcript.coding_segments)


# --- SnpEff ---------------------------------------------------------------------------------------


def _build_snpeff(peers: Peers, gtf: list[str]) -> None:
    assembly = str(peers.assembly)
    home = peers.snpeff_folder / assembly
    home.mkdir(parents=True, exist_ok=True)
    config = peers.snpeff_folder / "snpEff.config"
    genomes = "".join(f"{name}.genome : Homo_sapiens\n" for name in Assembly)
    config.write_text(f"data.dir = {peers.snpeff_folder}\n{genomes}", encoding="utf-8")
    (home / "genes.gtf").write_text("".join(gtf), encoding="utf-8")
    sequence = home / "sequences.fa.gz"
    sequence.unlink(missing_ok=True)
    os.link(peers.fasta, sequence)
    command = [
        snpeff_program(), SNPEFF_MEMORY, "build", "-gtf22", "-noLog", "-noCheckCds",
        "-noCheckProtein", "-c", str(config), assembly,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    if not peers.snpeff_database.exists():
        raise SystemExit(f"SnpEff could not build its database:\n{done.stderr[-2000:]}")


def main() -> int:
    """Write the files of one assembly."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("assembly", choices=[*map(str, Assembly)])
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--filled", action="store_true", help="made-up bases where N would be")
    parser.add_argument(
        "--say", nargs=2, metavar=("PEER", "VCF"), help="csq or snpeff: its command"
    )
    options = parser.parse_args()
    peers = prepare(Assembly(options.assembly), options.folder, filled=options.filled)
    if options.say:
        peer, vcf = options.say
        print("\n".join(peers.csq(Path(vcf)) if peer == "csq" else peers.snpeff(Path(vcf))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
