"""What tables of viral integrations have in common: a human base, a virus, and the reads of both.

Their columns go by many names; ``NAMES`` lists those that are known. A row without a virus or a
human base is counted and left out; one on no chromosome likewise.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.model.genome import canonical_contig
from hccgenomics.model.structural_files import (
    Breakend,
    IntegrationCall,
    JunctionSupport,
)
from hccgenomics.model.viral import HBV, viral_name
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.breakends.record import whole
from hccgenomics.readers.breakends.table import Table, of_the_tumour, said_whys
from hccgenomics.readers.vcf_fields import filters_of
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hccgenomics.model.structural_files import Side
    from hccgenomics.readers.breakends.asked import Asked
    from hccgenomics.readers.breakends.table import Heading, Row, TableRequest

_SPELLINGS: Final = {
    "contig": (
        "chrom chr chromosome human_chr human_chrom human_chromosome host_chr host_chrom "
        "host_chromosome chr_human chrom_human chr_host hchr seqname chrommosome contig"
    ),
    "pos": (
        "pos position human_pos human_position host_pos host_position integration_site "
        "integrated_position integration_position insertion_site insertion_position "
        "human_breakpoint host_breakpoint breakpoint coord coordinate human_coord host_coord "
        "pos_human pos_host hpos start human_start host_start"
    ),
    "end": "end human_end host_end stop",
    "virus": (
        "virus virus_name viral virus_chr virus_chrom virus_contig viral_contig viral_genome "
        "virus_genome virus_reference viral_reference virus_id virus_type virus_strain pathogen "
        "organism name_assigned vchr"
    ),
    "virus_pos": (
        "virus_pos virus_position viral_pos viral_position virus_breakpoint viral_breakpoint "
        "virus_coord virus_coordinate virus_start viral_start virus_site viral_site vpos hbv_pos "
        "hbv_position hbv_breakpoint hbv_start hbv_site hbv_integration_site"
    ),
    "side": "side keeps human_side kept_side",
    "virus_side": "virus_side virus_keeps viral_side",
    "gene": (
        "gene gene_name gene_symbol symbol hugo_symbol nearest_gene closest_gene target_gene "
        "human_gene host_gene affected_gene affected_genes genes"
    ),
    "distance": "distance gene_distance distance_to_gene distance_to_tss",
    "length": "length insert_length insertion_length inserted_length viral_length len",
    "sequence": "sequence inserted_sequence insertion_sequence insseq",
    "split": (
        "split split_reads splitreads split_read_count junction_reads j_reads softclip "
        "softclip_reads soft_clipped soft_clipped_reads chimeric chimeric_reads sr"
    ),
    "pairs": (
        "pairs span spanning spanning_reads spanning_pairs s_reads discordant discordant_reads "
        "discordant_pairs supporting_pairs read_pairs pe paired"
    ),
    "reads": (
        "reads total total_reads support supporting_reads support_reads num_reads n_reads "
        "read_count reads_count count depth_of_support total_support"
    ),
    "filter": "filter filters",
    "sample": "sample sample_id sampleid sample_name tumor_sample_barcode tumour tumor",
    "id": "id event event_id integration_id junction_id",
}
NAMES: Final = {ours: tuple(names.split()) for ours, names in _SPELLINGS.items()}
"""Names of columns, in small letters with ``_`` for anything else, the preferred ones first."""
_PLAIN: Final = re.compile(r"[^a-z0-9]+")
_SIDES: Final[Mapping[str, Side]] = {
    "left": 1, "+1": 1, "1": 1, "l": 1,
    "right": -1, "-1": -1, "r": -1,
}  # fmt: skip
_NO_PLACE: Final = words.NO_PLACE
_NO_VIRUS: Final = words.NO_VIRUS
_ELSEWHERE: Final = words.ON_NO_CHROMOSOME


def plain_name(column: str) -> str:
    """A column's name as the list of names spells it.

    >>> plain_name("Human Chr."), plain_name("#Support reads")
    ('human_chr', 'support_reads')
    """
    return _PLAIN.sub("_", column.lower()).strip("_")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table holds what, by our names; those it lacks are absent."""

    found: Mapping[str, str]

    @classmethod
    def of(cls, heading: Heading) -> Columns:
        """By the names in a heading."""
        there: dict[str, str] = {}
        for column in heading.columns:
            there.setdefault(plain_name(column), column)
        chosen = {
            ours: next((there[name] for name in names if name in there), None)
            for ours, names in NAMES.items()
        }
        return cls({ours: column for ours, column in chosen.items() if column is not None})

    def has(self, *ours: str) -> bool:
        """Whether the table has all of these."""
        return all(name in self.found for name in ours)

    def text(self, row: Row, ours: str) -> str | None:
        """A cell; ``None`` where it is empty or there is no such column."""
        column = self.found.get(ours)
        return None if column is None else row.text(column)

    def count(self, row: Row, ours: str) -> int | None:
        """A cell as a whole number, also as R and Python write one (``15.0``)."""
        return number(self.text(row, ours))

    @property
    def is_of_hbv(self) -> bool:
        """Whether the name of a column says that all rows are of hepatitis B virus."""
        return plain_name(self.found.get("virus_pos", "")).startswith("hbv")


def number(text: str | None) -> int | None:
    """A whole number, also with thousands separated and with ``.0`` behind it.

    >>> number("1,295,300"), number("15.0"), number("chr5"), number(None)
    (1295300, 15, None, None)
    """
    if text is None:
        return None
    return whole(text.replace(",", "").removesuffix(".0"))


def support(columns: Columns, row: Row) -> JunctionSupport:
    """The reads that a row counts."""
    return JunctionSupport(
        split=columns.count(row, "split"),
        pairs=columns.count(row, "pairs"),
        alt=columns.count(row, "reads"),
    )


def human_side(
    contig: str | None, pos: int | None, keeps: Side | None, asked: Asked
) -> Breakend | DropReason:
    """The human breakend of a row, or why there is none."""
    if contig is None or not pos:
        return DropReason.NO_VALUE
    ours = asked.names[contig]
    if ours is None or canonical_contig(ours) is None:
        return DropReason.NOT_ON_CHROMOSOME
    return Breakend(ours, pos, keeps)


def virus_of(columns: Columns, row: Row) -> str | None:
    """The virus of a row, by its short name where it has one."""
    text = columns.text(row, "virus")
    if text is None:
        return HBV if columns.is_of_hbv else None
    return viral_name(text) or text


def side_of(text: str | None) -> Side | None:
    """Which side of its base a row says to be kept.

    >>> side_of("left"), side_of("Right"), side_of("+"), side_of(None)
    (1, -1, None, None)
    """
    return _SIDES.get((text or "").lower())


def filters_in(columns: Columns, row: Row) -> tuple[str, ...]:
    """The filters of a row; none for ``PASS``."""
    return filters_of(columns.text(row, "filter") or "PASS")


def integration_table(
    call: Callable[[Columns, Row, Asked], IntegrationCall | DropReason],
) -> Callable[[TableRequest], Table]:
    """A reader of a table with one junction a row."""

    def read(request: TableRequest) -> Table:
        columns = Columns.of(request.heading)
        table, whys = Table(), Counter[str]()
        for row in _of_the_tumour(columns, request, table):
            found = call(columns, row, request.asked)
            if isinstance(found, IntegrationCall):
                table.integrations.append(found)
                table.tally.keep()
            else:
                table.tally.drop(found)
                whys[_why(found)] += 1
        table.notes.extend(said_whys(whys))
        return table

    return read


def _why(reason: DropReason) -> str:
    if reason is DropReason.NOT_ON_CHROMOSOME:
        return _ELSEWHERE
    return _NO_PLACE if reason is DropReason.NO_VALUE else _NO_VIRUS


def _of_the_tumour(columns: Columns, request: TableRequest, table: Table) -> Iterable[Row]:
    if not columns.has("sample"):
        return request.rows
    return of_the_tumour(request, table, lambda row: columns.text(row, "sample"))
