"""Reads a folder of collected facts: MANE models on both assemblies, and sequence by source.

The folder holds what public repositories gave before any reference FASTA was at hand. Its parts
overlap on purpose; laying them together (``pieces``) shows that they agree. Models are of the
MANE release that UCSC published as ``mane.bb`` in 2024; GRCh37 coordinates were lifted exon by
exon and checked against variants of TCGA. The standing of each sequence:

* whole gene regions of the Locus Reference Genomic collection, on both assemblies: reference;
* exons with 100 flanking bases: reference, but where a header says a flank was carried over from
  the other assembly, that flank is provisional;
* complete coding sequences from Ensembl, laid onto the exons of both assemblies: reference;
* coding sequences completed or replaced by cloned open reading frames: provisional there;
* single bases that variants of TCGA name as REF on GRCh37: reference.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from hccgenomics.errors import ResourceError
from hccgenomics.knowledge.builder.draft import Draft, Origin, Residues
from hccgenomics.knowledge.builder.grade import START_CODON
from hccgenomics.knowledge.builder.pieces import Piece, coding_pieces
from hccgenomics.knowledge.builder.residues import shared_residues
from hccgenomics.model.codons import CODON, STOP
from hccgenomics.model.genome import UNKNOWN_BASE, canonical_contig
from hccgenomics.model.transcript import Exon, Gene, Transcript
from hccgenomics.vocabulary import Assembly, Mane, SequenceGrade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Record = tuple[list[str], str]
"""One FASTA record: the fields of its header, and its bases."""

_EXON_KEY: Final = {Assembly.GRCH37: "g37", Assembly.GRCH38: "g38"}
_REFERENCE: Final = "reference"
_FILLED: Final = "reference+orf"
_CARRIED: Final = "carried-from"

_FILLED_EXONS: Final = {"GNAS": (1,)}
"""Exons a cloned open reading frame supplied where no partial coding sequence shows it: the
reference for GNAS is that of the longer isoform ENST00000371100, which shares exons 2 to 13."""

_TERMS: Final = (
    ("LRG_", "LRG collection (EBI, NCBI): no restrictions on access or use"),
    ("avicens/", "container GPL-3.0; the data are Ensembl's"),
    ("hmftools", "container GPL-3.0; the data are GRCh38"),
    ("cancer-annotation-mvp", "container without a licence file; the data are GRCh38"),
    ("bcgsc/mavis", "container GPL-3.0; the data are GRCh37"),
    ("broadinstitute/gatk", "container Apache-2.0; the data are GRCh37"),
    ("AstraZeneca-NGS/VarDictJava", "container MIT; the data are GRCh38"),
    ("biocommons/uta", "container Apache-2.0; the data are Ensembl's"),
    ("ave-dcd/dcd_mapping", "container MIT; MaveDB target sequence, its terms not read"),
    ("SeemuAli/", "container without a licence file; LRG collection: no restrictions on use"),
    ("robinvanderlee/", "container without a licence file; the data are Ensembl's"),
    ("JMante1/Addgene-Annotation", "container BSD-3-Clause; Addgene inserts, terms not read"),
    ("choderalab/kinome-data", "container without a licence file; cloned inserts"),
    ("Ensembl/ensembl", "container Apache-2.0"),
    ("Illumina/Nirvana", "container: terms not read"),
    ("imgag/", "consensus of test reads; container: terms not read"),
    ("TCGA", "container MIT; open-access MC3 and Firehose calls of TCGA"),
)  # fmt: skip
_NUMBERED_SEX_CONTIGS: Final = {"23": "X", "24": "Y"}  # as some TCGA files write them
_TCGA: Final = "single bases: PoisonAlien/TCGAmutations, REF alleles of TCGA"


def read_facts(folder: Path) -> Draft:
    """Everything the folder says, for both assemblies."""
    if not (folder / "transcripts.json").is_file():
        raise ResourceError("There is no transcripts.json here.", where=folder)
    listed = json.loads((folder / "transcripts.json").read_text(encoding="utf-8"))["transcripts"]
    draft = Draft()
    for assembly in Assembly:
        draft.genes[assembly] = _genes(listed, assembly)
        draft.pieces[assembly] = [*_genomic(folder, assembly), *_named_exons(folder, assembly)]
    _add_coding(folder, draft)
    _add_single_bases(folder, listed, draft)
    _expect(folder, draft)
    draft.origins = _origins(folder)
    draft.residues = _residues(folder, draft)
    return draft


def _genes(listed: list[dict[str, Any]], assembly: Assembly) -> list[Gene]:
    by_symbol: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in listed:
        by_symbol[record["gene"]].append(record)
    return [
        Gene(
            symbol,
            records[0]["ensg"],
            records[0]["ncbi_gene"],
            tuple(_transcript(record, assembly) for record in _select_first(records)),
        )
        for symbol, records in sorted(by_symbol.items())
    ]


def _select_first(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(records, key=lambda record: (record["mane"] != Mane.SELECT, record["enst"]))


def _transcript(record: dict[str, Any], assembly: Assembly) -> Transcript:
    exons = [(exon["n"], *exon[_EXON_KEY[assembly]]) for exon in record["exons"]]
    return Transcript(
        gene=record["gene"],
        transcript=record["enst"],
        refseq=record["refseq_tx"],
        protein=record["ensp"],
        refseq_protein=record["refseq_protein"],
        mane=Mane(record["mane"]),
        contig=record["chrom"],
        strand=1 if record["strand"] == "+" else -1,
        exons=tuple(Exon(*exon) for exon in exons),
        cds_start=record["cds"][assembly][0],
        cds_end=record["cds"][assembly][1],
        start_codon=START_CODON,
        grade=SequenceGrade.NONE,
    )


def _genomic(folder: Path, assembly: Assembly) -> Iterator[Piece]:
    """Whole gene regions, and exons with flanks: ``gene|assembly|contig:first-last|+|source``."""
    names = ("optional/lrg_full_gene_regions.{}.fa.gz", "genomic_exons_flank100.{}.fa.gz")
    for name in names:
        for header, bases in _fasta(folder / name.format(assembly)):
            contig, first, _ = _place(header[2])
            yield Piece(contig, first - 1, bases, trusted=True, source=header[-1])


def _named_exons(folder: Path, assembly: Assembly) -> Iterator[Piece]:
    """Exons of further genes, where the header also names the exon: ``exon=first-last``."""
    for header, bases in _fasta(folder / f"additional/genomic_new.{assembly}.fa"):
        contig, first, last = _place(header[3].removesuffix("(+)"))
        source = header[-1]
        if _CARRIED not in source:
            yield Piece(contig, first - 1, bases, trusted=True, source=source)
            continue
        exon_first, exon_last = (int(pos) for pos in header[4].removeprefix("exon=").split("-"))
        begin, end = max(exon_first, first) - first, min(exon_last, last) - first + 1
        yield Piece(contig, first - 1, bases[:begin], trusted=False, source=source)
        yield Piece(contig, first - 1 + begin, bases[begin:end], trusted=True, source=source)
        yield Piece(contig, first - 1 + end, bases[end:], trusted=False, source=source)


def _add_coding(folder: Path, draft: Draft) -> None:
    """Coding sequences, ``transcript|refseq|gene|set|status|assembly|digest``, on both assemblies.

    Those of genes with genomic sequence are not laid down: they are what the build must arrive at.
    """
    partial: dict[str, str] = {}
    for header, coding in _fasta(folder / "cds.fa"):
        accession, status = header[0], header[4]
        if status != "genomic":
            _lay_coding(draft, accession, coding, trusted=True, source="cds.fa")
        if status == "cds_partial":
            partial[accession] = coding
    for header, coding in _fasta(folder / "additional/cds_additional.fa"):
        _add_additional(header, coding, partial, draft)


def _add_additional(header: list[str], coding: str, partial: dict[str, str], draft: Draft) -> None:
    """One record: ``gene|transcript|refseq|status=…;grade=…;unknown=…|source``."""
    gene, accession, source = header[0], header[1], header[-1]
    grade = dict(item.split("=") for item in header[3].split(";"))["grade"]
    trusted = coding if grade == _REFERENCE else UNKNOWN_BASE * len(coding)
    if grade == _FILLED:
        known = partial.get(accession)
        trusted = known or _without_exons(_models(draft, accession)[0], coding, _FILLED_EXONS[gene])
    pairs = list(zip(coding, trusted, strict=True))
    if any(sure not in (UNKNOWN_BASE, base) for base, sure in pairs):
        raise ResourceError(f"{gene}: {source} contradicts the partial coding sequence.")
    filled = "".join(base if sure == UNKNOWN_BASE else UNKNOWN_BASE for base, sure in pairs)
    _lay_coding(draft, accession, trusted, trusted=True, source=source)
    _lay_coding(draft, accession, filled, trusted=False, source=source)


def _without_exons(transcript: Transcript, coding: str, numbers: tuple[int, ...]) -> str:
    """The coding sequence with some exons' share of it blotted out."""
    at, parts = 0, []
    for exon in transcript.exons:
        begin, end = max(exon.start, transcript.cds_start), min(exon.end, transcript.cds_end)
        share = coding[at : at + max(0, end - begin)]
        parts.append(UNKNOWN_BASE * len(share) if exon.number in numbers else share)
        at += len(share)
    return "".join(parts)


def _models(draft: Draft, accession: str) -> list[Transcript]:
    """The transcript of this accession, on each assembly in the draft's order."""
    everything = (
        transcript for genes in draft.genes.values() for g in genes for transcript in g.transcripts
    )
    return [transcript for transcript in everything if transcript.transcript == accession]


def _lay_coding(draft: Draft, accession: str, coding: str, *, trusted: bool, source: str) -> None:
    models = _models(draft, accession)
    for pieces, transcript in zip(draft.pieces.values(), models, strict=True):
        pieces.extend(coding_pieces(transcript, coding, trusted=trusted, source=source))


def _add_single_bases(folder: Path, listed: list[dict[str, Any]], draft: Draft) -> None:
    """REF bases known on GRCh37; on GRCh38 those within exons, which map base by base."""
    text = (folder / "known_ref_bases_GRCh37_TCGA.tsv").read_text(encoding="utf-8")
    shifts = _exon_shifts(listed)
    for row in text.splitlines()[1:]:
        gene, name, pos, base = row.split("\t")
        contig, start = _contig(_NUMBERED_SEX_CONTIGS.get(name, name)), int(pos) - 1
        draft.pieces[Assembly.GRCH37].append(Piece(contig, start, base, trusted=True, source=_TCGA))
        shift = next((s for low, high, s in shifts[gene] if low <= start < high), None)
        if shift is not None:
            carried = Piece(contig, start + shift, base, trusted=True, source=_TCGA)
            draft.pieces[Assembly.GRCH38].append(carried)


def _exon_shifts(listed: list[dict[str, Any]]) -> dict[str, list[tuple[int, int, int]]]:
    """By gene: the gaps of each exon on GRCh37, and how far it lies from there on GRCh38."""
    shifts: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for record in listed:
        for exon in record["exons"]:
            (low, high), (target, end) = exon["g37"], exon["g38"]
            if high - low != end - target:
                raise ResourceError(f"{record['enst']}: exon {exon['n']} changes its length.")
            shifts[record["gene"]].append((low, high, target - low))
    return shifts


def _expect(folder: Path, draft: Draft) -> None:
    """Digests and proteins the build must arrive at; GRCh37 has its own where the two differ."""
    for header, _ in _fasta(folder / "cds.fa"):
        if header[-1].startswith("SQ."):
            named = Assembly(header[-2])
            draft.coding_digests[named, header[0]] = header[-1]
            if named is Assembly.GRCH38:
                draft.coding_digests.setdefault((Assembly.GRCH37, header[0]), header[-1])
    for header, protein in _fasta(folder / "proteins.fa"):
        for assembly in Assembly:
            draft.proteins[assembly, header[3]] = protein.removesuffix(STOP)
    text = (folder / "cds_differences_GRCh37_vs_GRCh38.tsv").read_text(encoding="utf-8")
    for row in text.splitlines()[1:]:
        _, accession, _, c_pos, _, _, change = row.split("\t")
        there = draft.proteins[Assembly.GRCH38, accession]
        residue = int(change[1:-1])
        if there[residue - 1] != change[-1] or residue != -(-int(c_pos) // CODON):
            raise ResourceError(f"{accession}: {change} does not fit its protein.")
        changed = there[: residue - 1] + change[0] + there[residue:]
        draft.proteins[Assembly.GRCH37, accession] = changed


def _residues(folder: Path, draft: Draft) -> dict[str, Residues]:
    """Proteins, ``protein|refseq|gene|transcript|set|source|digest``; siblings share codons."""
    given = {
        header[3]: Residues(protein.removesuffix(STOP) + STOP, header[5])
        for header, protein in _fasta(folder / "proteins.fa")
    }
    for gene in next(iter(draft.genes.values())):
        given |= shared_residues(gene, given)
    return given


def _origins(folder: Path) -> dict[str, Origin]:
    """By gene: the source of its sequence, the terms, and who agreed with it."""
    heading, *rows = _table(folder / "per_gene.tsv")
    records = [dict(zip(heading, row, strict=True)) for row in rows]
    selects = {r["gene"]: r for r in records if r["mane"] == Mane.SELECT}
    added = {header[0]: header[-1] for header, _ in _fasta(folder / "additional/cds_additional.fa")}
    exons = {
        header[0]: header[-1].partition(" ")[0]
        for assembly in Assembly
        for header, _ in _fasta(folder / f"additional/genomic_new.{assembly}.fa")
    }
    single = {row[0] for row in _table(folder / "known_ref_bases_GRCh37_TCGA.tsv")[1:]}
    origins = {}
    for gene, record in selects.items():
        named = record["sequence_source"].partition("|")[0]
        sources = [named, added.get(gene, ""), exons.get(gene, "")]
        sources.append(_TCGA if gene in single else "")
        source = " + ".join(dict.fromkeys(part for part in sources if part)) or "none"
        origins[gene] = Origin(source, _terms(source), _checks(record))
    return origins


def _terms(source: str) -> str:
    return "; ".join(dict.fromkeys(terms for mark, terms in _TERMS if mark in source))


def _checks(record: dict[str, str]) -> str:
    seen, wrong = record["grch37_ref_matches"], record["grch37_ref_mismatches"]
    return "; ".join(
        part
        for part in (
            record["checks"].replace(";", "; "),
            seen and f"TCGA REF {seen} agree, {wrong} differ",
        )
        if part
    )


def _table(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    width = len(lines[0].split("\t"))
    return [(line.split("\t") + [""] * width)[:width] for line in lines]


def _place(text: str) -> tuple[str, int, int]:
    """``chr5:1253067-1253931``, counted from one, both ends included."""
    name, _, positions = text.partition(":")
    first, _, last = positions.partition("-")
    return _contig(name), int(first), int(last)


def _contig(name: str) -> str:
    contig = canonical_contig(name)
    if contig is None:
        raise ResourceError(f"{name!r} is no contig of ours.")
    return contig


def _fasta(path: Path) -> Iterator[Record]:
    if not path.is_file():
        raise ResourceError("The file is missing.", where=path)
    if path.suffix == ".gz":
        text = gzip.decompress(path.read_bytes()).decode("ascii")
    else:
        text = path.read_text(encoding="utf-8")
    for record in text.split(">")[1:]:
        header, _, bases = record.partition("\n")
        yield header.split("|"), bases.replace("\n", "").upper()
