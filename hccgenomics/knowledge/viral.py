"""Viral genomes, and the genes into which viruses integrate again and again."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import ResourceError
from hccgenomics.knowledge.files import digest_of, resource
from hccgenomics.knowledge.sequence import BASES_PER_BYTE, unpack
from hccgenomics.knowledge.tables import open_table, split_list
from hccgenomics.model.genome import UNKNOWN_BASE
from hccgenomics.model.viral import IntegrationGene, ViralGenome
from hccgenomics.vocabulary import Verification

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hccgenomics.knowledge.tables import Row, Table

FOLDER: Final = "viral"
GENOMES: Final = "viral/genomes.tsv"
BASES_FILE: Final = "viral/bases.bin"
GENES: Final = "integration_genes.tsv"
COLUMNS: Final = (
    "virus",
    "accession",
    "genotype",
    "topology",
    "first",
    "length",
    "offset",
    "unknown",
)
GENE_COLUMNS: Final = (
    "gene",
    "viruses",
    "regions",
    "five_prime_bases",
    "effect",
    "source",
    "verification",
)
TOPOLOGIES: Final = ("circular", "linear")
REGIONS: Final = ("promoter", "upstream", "within gene", "downstream")
VERIFICATIONS: Final = tuple(word.value for word in Verification)


@cache
def viral_genomes() -> tuple[ViralGenome, ...]:
    """The packaged genomes, read once."""
    return load_viral_genomes()[0]


def load_viral_genomes(
    folder: Path | None = None,
) -> tuple[tuple[ViralGenome, ...], dict[str, str]]:
    """The genomes, and the digests of the two files they are in.

    Raises:
        ResourceError: A row or the store of bases is wrong.
    """
    where = folder or resource(FOLDER)
    table = open_table(GENOMES, COLUMNS, where / "genomes.tsv")
    table.unique("accession")
    packed = (where / "bases.bin").read_bytes()
    found = tuple(_genome(table, index, packed) for index in range(len(table.rows)))
    total = sum(_number(table, index, "length") for index in range(len(table.rows)))
    if len(packed) != -(-total // BASES_PER_BYTE):
        raise ResourceError(
            f"The viral genomes have {total} bases, but their store holds "
            f"{len(packed) * BASES_PER_BYTE}.",
            hint="Install hccgenomics again.",
        )
    return found, {GENOMES: table.sha256, BASES_FILE: digest_of(packed)}


def _genome(table: Table, index: int, packed: bytes) -> ViralGenome:
    row = table.rows[index]
    if row["topology"] not in TOPOLOGIES:
        raise table.refuse(index, "topology", f"{row['topology']!r} is no topology.")
    first, length = _number(table, index, "first"), _number(table, index, "length")
    offset = _number(table, index, "offset")
    if (offset + length - 1) // BASES_PER_BYTE >= len(packed):
        raise table.refuse(index, "length", "The store of bases ends before it.")
    bases = list(unpack(packed, offset, length))
    for place in split_list(row["unknown"]):
        bases[int(place) - 1] = UNKNOWN_BASE
    return ViralGenome(
        row["virus"],
        row["accession"],
        row["genotype"],
        "".join(bases),
        is_circular=row["topology"] == "circular",
        first=first,
    )


def _number(table: Table, index: int, column: str) -> int:
    cell = table.rows[index][column]
    if not cell.isdecimal():
        raise table.refuse(index, column, f"{cell!r} is no number.")
    return int(cell)


@cache
def integration_genes() -> Mapping[str, IntegrationGene]:
    """The packaged table, by gene symbol; read once."""
    return load_integration_genes()[0]


def load_integration_genes(path: Path | None = None) -> tuple[dict[str, IntegrationGene], str]:
    """Rows by gene symbol, and the table's digest.

    Raises:
        TableError: If a row is wrong; the table is refused whole.
    """
    table = open_table(GENES, GENE_COLUMNS, path)
    table.unique("gene")
    rows = [_gene(table, index, row) for index, row in enumerate(table.rows)]
    return {row.gene: row for row in rows}, table.sha256


def _gene(table: Table, index: int, row: Row) -> IntegrationGene:
    for column in ("gene", "viruses", "effect", "source"):
        if not row[column]:
            raise table.refuse(index, column, "The cell is empty.")
    regions = split_list(row["regions"])
    for region in regions:
        if region not in REGIONS:
            raise table.refuse(index, "regions", f"{region!r} is none of {', '.join(REGIONS)}.")
    if row["verification"] not in VERIFICATIONS:
        raise table.refuse(index, "verification", f"{row['verification']!r} is no verification.")
    return IntegrationGene(
        row["gene"],
        split_list(row["viruses"]),
        regions,
        _number(table, index, "five_prime_bases"),
        row["effect"],
        row["source"],
        Verification(row["verification"]),
    )
