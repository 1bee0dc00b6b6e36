"""cBioPortal's structural variant table (``data_sv.txt``), many samples in one file.

``Connection_Type`` (``3to5``) says which ends are joined, as in DELLY; a row without it, or without
a place for both sites, is a fusion call, Site1 being the 5' partner (https://docs.cbioportal.org/file-formats/#structural-variant-data).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hccgenomics.model.adjacencies import extent_of, joined
from hccgenomics.model.structural_files import (
    Adjacency,
    JunctionSupport,
)
from hccgenomics.model.variant import CallerTag
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.breakends.fusions import frame_of, made_fusion, side_at
from hccgenomics.readers.breakends.junction import connection
from hccgenomics.readers.breakends.table import SvTable, Table, of_one_sample, said_whys
from hccgenomics.vocabulary import CallerSays, DropReason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.model.structural_files import (
        Breakend,
        FusionCall,
    )
    from hccgenomics.readers.breakends.asked import Asked
    from hccgenomics.readers.breakends.table import Heading, Row, TableRequest

_STATUS: Final[Mapping[str, CallerSays]] = {
    "SOMATIC": CallerSays.SOMATIC,
    "GERMLINE": CallerSays.GERMLINE,
}
_NOTHING: Final = words.NAMED_NOTHING
_YES: Final = "yes"


def _recognises(heading: Heading) -> bool:
    return heading.has("sample_id", "site1_hugo_symbol", "site2_hugo_symbol")


def _read(request: TableRequest) -> Table:
    table, whys = Table(), Counter[str]()
    rows = of_one_sample(request, table)
    table.texts.extend(sorted({text for row in rows if (text := row.text("ncbi_build"))}))
    for row in rows:
        made = _told(row, request.asked)
        if isinstance(made, DropReason):
            table.tally.drop(made)
            whys[_NOTHING] += made is DropReason.MALFORMED
            continue
        table.tally.keep()
        if isinstance(made, Adjacency):
            table.adjacencies.append(made)
        else:
            table.fusions.append(made)
    table.notes.extend(said_whys(whys))
    return table


def _told(row: Row, asked: Asked) -> Adjacency | FusionCall | DropReason:
    ends = _site(row, "1", asked), _site(row, "2", asked)
    if ends[0] is not None and ends[1] is not None and ends[0].keeps is not None:
        return _adjacency(row, (ends[0], ends[1]), asked)
    genes = row.text("site1_hugo_symbol"), row.text("site2_hugo_symbol")
    if genes[0] is None or genes[1] is None:
        return DropReason.MALFORMED
    made = made_fusion(row, (genes[0], genes[1]), ends)
    return replace(
        made,
        frame=frame_of(row.text("site2_effect_on_frame")),
        reads=_support(row),
        is_rna=(row.text("rna_support") or "").lower() == _YES,
    )


def _site(row: Row, number: str, asked: Asked) -> Breakend | None:
    sides = connection(row.text("connection_type"))
    keeps = sides[0 if number == "1" else 1]
    found = side_at(
        row.text(f"site{number}_chromosome"), row.text(f"site{number}_position"), keeps, asked
    )
    gene = row.text(f"site{number}_hugo_symbol") or ""
    return None if found is None else replace(found, gene=gene)


def _adjacency(row: Row, ends: tuple[Breakend, Breakend], asked: Asked) -> Adjacency | DropReason:
    made = joined(*ends)
    extent = extent_of(made)
    if extent is not None and extent < asked.min_length:
        return DropReason.NOT_STRUCTURAL
    status = (row.text("sv_status") or "").upper()
    says = _STATUS.get(status)
    return Adjacency(
        first=made.first,
        second=made.second,
        kind=made.kind,
        support=_support(row),
        tag=None if says is None else CallerTag(says, f"SV_Status={status}"),
        rows=(row.number,),
        is_unfiltered=True,
    )


def _support(row: Row) -> JunctionSupport:
    return JunctionSupport(
        split=row.count("tumor_split_read_count"),
        pairs=row.count("tumor_paired_end_read_count"),
        alt=row.count("tumor_variant_count"),
    )


TABLE = SvTable(
    name="cbioportal_sv",
    title="cBioPortal structural variants",
    documentation="https://docs.cbioportal.org/file-formats/#structural-variant-data",
    recognises=_recognises,
    read=_read,
    quirk="Rows of one sample are read; without Connection_Type a row is a fusion call.",
)
