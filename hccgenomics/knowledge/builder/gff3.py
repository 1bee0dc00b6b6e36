"""Transcript models from GFF3: any file with MANE tags, as MANE, Ensembl or NCBI publish them.

Identifiers sit in different attributes in each of these (``transcript_id``, ``Dbxref``, ``Name``,
``protein_id``); they are told by their shape, which is unmistakable. What a file leaves out (NCBI
names no Ensembl protein) is taken from the packaged model of the same transcript.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.errors import ResourceError
from hccgenomics.knowledge.builder.grade import START_CODON
from hccgenomics.model.transcript import Exon, Gene, Transcript
from hccgenomics.vocabulary import Mane, SequenceGrade

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from hccgenomics.model.genome import AssemblyContigs

TRANSCRIPT_TYPES: Final = frozenset({"mRNA", "transcript"})
_COLUMNS: Final = 9
_MANE: Final = re.compile(r"MANE[_ ](Select|Plus[_ ]Clinical)")
_SYMBOL: Final = re.compile(r"(?:^|;)(?:gene_name|gene|Name)=([^;]+)")
_NCBI: Final = re.compile(r"GeneID:(\d+)")
_ACCESSIONS: Final = {
    "ensembl": re.compile(r"ENSG\d+\.\d+"),
    "transcript": re.compile(r"ENST\d+\.\d+"),
    "refseq": re.compile(r"NM_\d+\.\d+"),
    "protein": re.compile(r"ENSP\d+\.\d+"),
    "refseq_protein": re.compile(r"NP_\d+\.\d+"),
}


class _Row(NamedTuple):
    """The fields of a line that matter; ``start`` and ``end`` are gaps."""

    contig: str
    kind: str
    start: int
    end: int
    strand: int
    attributes: str


@dataclass(slots=True)
class _Found:
    """A MANE transcript as its lines come by."""

    symbol: str
    mane: Mane
    row: _Row
    text: str
    exons: list[_Row] = field(default_factory=list)
    coding: list[_Row] = field(default_factory=list)


def parse_gff3(
    lines: Iterable[str],
    *,
    contigs: AssemblyContigs,
    symbols: Collection[str],
    known: Mapping[str, Gene],
    where: str,
) -> list[Gene]:
    """The MANE transcripts of some genes, in alphabetical order of their symbols.

    Args:
        lines: Of the file; parents before their children, as GFF3 files come.
        contigs: Of the assembly; lines on other contigs are passed over.
        symbols: Of the genes wanted.
        known: Packaged genes, for identifiers the file leaves out.
        where: The file, for errors.

    Raises:
        ResourceError: A gene wanted has no MANE Select transcript, or one without exons.
    """
    names = _contig_names(contigs)
    genes: dict[str, tuple[str, str]] = {}
    found: dict[str, _Found] = {}
    for number, line in enumerate(lines, start=1):
        row = _row(line, names, where=where, number=number)
        if row is not None:
            _take(row, genes, found, symbols)
    by_symbol: dict[str, list[_Found]] = defaultdict(list)
    for transcript in found.values():
        by_symbol[transcript.symbol].append(transcript)
    return [_gene(symbol, by_symbol[symbol], known, where=where) for symbol in sorted(symbols)]


def _contig_names(contigs: AssemblyContigs) -> dict[str, str]:
    names = {}
    for contig in contigs.contigs.values():
        bare = contig.name.removeprefix("chr")
        for name in (contig.name, bare, contig.refseq, contig.genbank):
            names[name] = contig.name
    return names


def _row(line: str, names: Mapping[str, str], *, where: str, number: int) -> _Row | None:
    if line.startswith("#") or not line.strip():
        return None
    cells = line.rstrip("\n").split("\t")
    if len(cells) != _COLUMNS:
        raise ResourceError(f"{len(cells)} columns, not {_COLUMNS}.", where=where, line=number)
    contig = names.get(cells[0])
    if contig is None:
        return None
    strand = -1 if cells[6] == "-" else 1
    return _Row(contig, cells[2], int(cells[3]) - 1, int(cells[4]), strand, cells[8])


def _take(
    row: _Row,
    genes: dict[str, tuple[str, str]],
    found: dict[str, _Found],
    symbols: Collection[str],
) -> None:
    parent = _attribute(row, "Parent")
    if row.kind in {"exon", "CDS"} and parent in found:
        (found[parent].exons if row.kind == "exon" else found[parent].coding).append(row)
    elif row.kind in TRANSCRIPT_TYPES and (tag := _MANE.search(row.attributes)):
        symbol, text = genes.get(parent, (_symbol(row), ""))
        if symbol in symbols:
            mane = Mane.SELECT if tag[1] == "Select" else Mane.PLUS_CLINICAL
            text = f"{row.attributes};{text}"
            found[_attribute(row, "ID")] = _Found(symbol, mane, row, text)
    elif row.kind == "gene":
        genes[_attribute(row, "ID")] = (_symbol(row), row.attributes)


def _attribute(row: _Row, name: str) -> str:
    for item in row.attributes.split(";"):
        key, _, value = item.partition("=")
        if key == name:
            return value
    return ""


def _symbol(row: _Row) -> str:
    found = _SYMBOL.search(row.attributes)
    return found[1] if found else ""


def _gene(symbol: str, found: list[_Found], known: Mapping[str, Gene], *, where: str) -> Gene:
    ordered = sorted(found, key=lambda one: (one.mane is not Mane.SELECT, one.row.attributes))
    if not ordered or ordered[0].mane is not Mane.SELECT:
        raise ResourceError(f"{symbol} has no MANE Select transcript.", where=where)
    packaged = known.get(symbol)
    transcripts = tuple(_transcript(one, packaged, where=where) for one in ordered)
    ensembl = _ACCESSIONS["ensembl"].search(ordered[0].text)
    ncbi = _NCBI.search(ordered[0].text)
    return Gene(
        symbol,
        ensembl[0] if ensembl else packaged.ensembl if packaged else "",
        ncbi[1] if ncbi else packaged.ncbi if packaged else "",
        transcripts,
    )


def _transcript(found: _Found, packaged: Gene | None, *, where: str) -> Transcript:
    if not found.exons or not found.coding:
        raise ResourceError(f"{found.symbol} lacks exon or CDS lines.", where=where)
    named = _accessions(found, packaged, where=where)
    exons = sorted(found.exons, key=lambda row: row.start)[:: found.row.strand]
    return Transcript(
        gene=found.symbol,
        transcript=named["transcript"],
        refseq=named["refseq"],
        protein=named["protein"],
        refseq_protein=named["refseq_protein"],
        mane=found.mane,
        contig=found.row.contig,
        strand=found.row.strand,
        exons=tuple(Exon(n, row.start, row.end) for n, row in enumerate(exons, start=1)),
        cds_start=min(row.start for row in found.coding),
        cds_end=max(row.end for row in found.coding),
        start_codon=START_CODON,
        grade=SequenceGrade.NONE,
    )


def _accessions(found: _Found, packaged: Gene | None, *, where: str) -> dict[str, str]:
    text = ";".join([found.text, *(row.attributes for row in found.coding)])
    named = {name: shape.search(text) for name, shape in _ACCESSIONS.items()}
    given = {name: match[0] for name, match in named.items() if match}
    same = _same(given, packaged)
    for name in _ACCESSIONS.keys() - {"ensembl"}:
        if name not in given and same is None:
            raise ResourceError(f"{found.symbol} has no {name} accession.", where=where)
        given.setdefault(name, str(getattr(same, name, "")))
    return given


def _same(given: Mapping[str, str], packaged: Gene | None) -> Transcript | None:
    """The packaged transcript of the same versioned accession, RefSeq's or Ensembl's."""
    names = {given.get("transcript"), given.get("refseq")}
    for transcript in packaged.transcripts if packaged else ():
        if {transcript.transcript, transcript.refseq} & names:
            return transcript
    return None
