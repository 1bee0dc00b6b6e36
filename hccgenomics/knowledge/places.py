"""Where the protein-coding genes lie, from ``resources/gene_places.*.tsv.gz``.

Symbols are those of HGNC; the places are Ensembl's, and those of the MANE transcript for genes of
which there is a transcript model. One table an assembly; a gene that the assembly
does not place is not in its table (``resources/README.md`` says how many, and why).
"""

from __future__ import annotations

import gzip
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import TableError
from hccgenomics.knowledge.files import resource
from hccgenomics.model.places import GenePlaces, PlaceColumns
from hccgenomics.vocabulary import CONTIGS, Assembly

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from hccgenomics.model.places import GenePlace

NAMES: Final = {assembly: f"gene_places.{assembly}.tsv.gz" for assembly in Assembly}
ALIASES: Final = "gene_aliases.tsv.gz"
COLUMNS: Final = ("symbol", "contig", "start", "end", "strand")
ALIAS_COLUMNS: Final = ("alias", "symbol")


@cache
def load_places(assembly: Assembly) -> GenePlaces:
    """The genes of one assembly; read once, when first asked for.

    >>> load_places(Assembly.GRCH38).named("FGF19").contig
    'chr11'
    """
    path = resource(NAMES[assembly])
    return parse_places(_text(path), where=path.name)


@cache
def load_aliases() -> Mapping[str, str]:
    """Former and other names of genes, to the symbols of today.

    A name that is the symbol of a gene is not there, nor one that several genes have gone by.

    >>> load_aliases()["ORAOV1"], load_aliases()["MLL4"]
    ('LTO1', 'KMT2B')
    """
    path = resource(ALIASES)
    rows = _rows(_text(path), ALIAS_COLUMNS, where=path.name)
    return dict(rows)


def parse_places(text: str, *, where: str) -> GenePlaces:
    """As ``load_places``, from the table's text; a table with one bad row is refused whole.

    Column by column, and each gene made when it is asked for: a report asks for some hundreds.
    """
    _check_heading(text, COLUMNS, where=where)
    width = len(COLUMNS)
    cells = text.split()[width:]
    try:
        columns = PlaceColumns(
            cells[0::width],
            cells[1::width],
            list(map(int, cells[2::width])),
            list(map(int, cells[3::width])),
            list(map(int, cells[4::width])),
        )
    except ValueError as error:
        raise _misfit(where) from error
    rows = text.count("\n") - 1
    if len(cells) != rows * width or not set(CONTIGS).issuperset(columns.contigs):
        raise _misfit(where)
    return GenePlaces(columns)


def _misfit(where: str) -> TableError:
    return TableError("A row does not fit the columns.", where=where)


def table_of(places: Iterable[GenePlace]) -> str:
    """The table of these genes, by place: the order in which ``GenePlaces`` wants them."""
    ordered = sorted(places, key=attrgetter("contig", "start", "end", "symbol"))
    rows = ["\t".join(COLUMNS)]
    rows += [f"{g.symbol}\t{g.contig}\t{g.start}\t{g.end}\t{g.strand}" for g in ordered]
    return "".join(row + "\n" for row in rows)


def _text(path: Path) -> str:
    try:
        return gzip.decompress(path.read_bytes()).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise TableError(
            "The table cannot be unpacked.", where=path.name, hint="Install hccgenomics again."
        ) from error


def _rows(text: str, columns: tuple[str, ...], *, where: str) -> Iterable[list[str]]:
    _check_heading(text, columns, where=where)
    return [row.split("\t") for row in text.splitlines()[1:]]


def _check_heading(text: str, columns: tuple[str, ...], *, where: str) -> None:
    heading, _, _ = text.partition("\n")
    if tuple(heading.split("\t")) != columns:
        raise TableError(f"The columns must be {', '.join(columns)}.", where=where, line=1)
