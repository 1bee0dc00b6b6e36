"""LINX (Shale et al. 2022, doi:10.1016/j.xgen.2022.100112): structural variants and fusions.

``linx.vis_sv_data.tsv`` has both ends of every variant, once per chain it is part of; orientation 1
keeps what lies left. ``linx.svs.tsv`` has no coordinates. ``linx.fusion.tsv`` states frame
(``phased``) and fused exons, ``linx.vis_fusion.tsv`` the places of those that are drawn
(https://github.com/hartwigmedical/hmftools/tree/master/linx).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError
from hccgenomics.model.adjacencies import extent_of, joined
from hccgenomics.model.structural_files import (
    Adjacency,
    Breakend,
)
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.breakends.fusions import made_fusion, side_at
from hccgenomics.readers.breakends.record import decimal
from hccgenomics.readers.breakends.table import SvTable, Table, said_whys
from hccgenomics.vocabulary import CONTIGS, DialectTier, DropReason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hccgenomics.model.structural_files import (
        FusionCall,
        Side,
    )
    from hccgenomics.readers.breakends.asked import Asked
    from hccgenomics.readers.breakends.table import Heading, Row, TableRequest

_VARIANTS: Final = frozenset({"svid", "chrstart", "posstart", "orientstart"})
_DRAWN: Final = frozenset({"genenameup", "genenamedown", "posup"})
_FUSIONS: Final = frozenset({"fivePrimeBreakendId".lower(), "phased", "fusedexonup"})
_BARE: Final = frozenset({"vcfid", "svid", "clusterid", "junctioncopynumbermin"})
_SIDES: Final[Mapping[str, Side]] = {"1": 1, "-1": -1}
_INFERRED: Final = words.INFERRED
_UNNAMED: Final = words.PARTNER_UNNAMED
_ALONE: Final = frozenset({"SGL", "INF"})


def _recognises(heading: Heading) -> bool:
    names = set(heading.columns)
    return any(needed <= names for needed in (_VARIANTS, _DRAWN, _FUSIONS, _BARE))


def _read(request: TableRequest) -> Table:
    names = set(request.heading.columns)
    if names >= _VARIANTS:
        return _variants(request)
    if names >= _DRAWN:
        return _fusions(request, _drawn)
    if names >= _FUSIONS:
        return _fusions(request, _stated)
    raise FormatError(
        "linx.svs.tsv gives no coordinates.",
        where=request.where,
        hint="Pass linx.vis_sv_data.tsv of the same run in its place, or PURPLE's structural "
        "variant VCF.",
    )


def _variants(request: TableRequest) -> Table:
    table, whys, seen = Table(), Counter[str](), set[str]()
    for row in request.rows:
        made = _variant(row, seen, request.asked)
        table.sample = table.sample or row.text("sampleid")
        if isinstance(made, Adjacency):
            table.adjacencies.append(made)
            table.tally.keep()
            continue
        table.tally.drop(made)
        whys[_INFERRED] += row.text("type") == "INF" and made is DropReason.NOT_STRUCTURAL
    table.notes.extend(said_whys(whys))
    return table


def _variant(row: Row, seen: set[str], asked: Asked) -> Adjacency | DropReason:
    """One variant; a row for each further chain says the same again."""
    name, kind = row.text("svid"), row.text("type")
    if name is not None and name in seen:
        return DropReason.DUPLICATE
    seen.add(name or "")
    if kind == "INF":
        return DropReason.NOT_STRUCTURAL
    first = _end(row, "start", asked)
    second = None if kind in _ALONE else _end(row, "end", asked)
    if first is None or (second is None and kind not in _ALONE):
        return DropReason.NOT_ON_CHROMOSOME
    if not {first.contig, second.contig if second else first.contig} & set(CONTIGS):
        return DropReason.NOT_ON_CHROMOSOME
    made = joined(first, second)
    extent = extent_of(made)
    if extent is not None and extent < asked.min_length:
        return DropReason.NOT_STRUCTURAL
    return Adjacency(
        first=made.first,
        second=made.second,
        kind=made.kind,
        ids=() if name is None else (name,),
        junction_copies=decimal(row.text("junctioncopynumber")),
        rows=(row.number,),
    )


def _end(row: Row, which: str, asked: Asked) -> Breakend | None:
    keeps = _SIDES.get(row.cells.get(f"orient{which}", ""))
    contig = row.cells.get(f"chr{which}")
    return side_at(contig, row.cells.get(f"pos{which}"), keeps, asked)


def _fusions(request: TableRequest, call: Callable[[Row, Asked], FusionCall | None]) -> Table:
    table, whys = Table(), Counter[str]()
    for row in request.rows:
        made = call(row, request.asked)
        table.sample = table.sample or row.text("sampleid")
        if made is None:
            table.tally.drop(DropReason.MALFORMED)
            whys[_UNNAMED] += 1
            continue
        table.fusions.append(replace(made, is_rna=False))
        table.tally.keep()
    table.notes.extend(said_whys(whys))
    return table


def _stated(row: Row, asked: Asked) -> FusionCall | None:
    """``linx.fusion.tsv``; newer versions add ``fivePrimeCoords``: ``chr19:14518630:-1``."""
    genes = row.text("genestart", "geneup"), row.text("geneend", "genedown")
    if genes[0] is None or genes[1] is None:
        return None
    made = made_fusion(
        row,
        (genes[0], genes[1]),
        (_coords(row, "five", asked), _coords(row, "three", asked)),
        frame=row.text("phased"),
        confidence=_likelihood(row),
    )
    return replace(made, exons=(row.count("fusedexonup"), row.count("fusedexondown")))


def _likelihood(row: Row) -> str | None:
    """Of the fusion's effect, which is not how sure the junction is."""
    stated = row.text("likelihood")
    return stated and f"likelihood {stated}"


def _coords(row: Row, which: str, asked: Asked) -> Breakend | None:
    contig, pos, orient, *_ = [*(row.text(f"{which}primecoords") or "").split(":"), "", "", ""]
    return side_at(contig or None, pos, _SIDES.get(orient), asked)


def _drawn(row: Row, asked: Asked) -> FusionCall | None:
    """``linx.vis_fusion.tsv``: strands are the genes', so the 5' partner keeps what lies before."""
    genes = row.text("genenameup"), row.text("genenamedown")
    if genes[0] is None or genes[1] is None:
        return None
    up = _SIDES.get(row.cells.get("strandup", ""))
    down = _SIDES.get(row.cells.get("stranddown", ""))
    turned: Side | None = None if down is None else (-1 if down > 0 else 1)
    made = made_fusion(
        row,
        (genes[0], genes[1]),
        (
            side_at(row.text("chrup"), row.text("posup"), up, asked),
            side_at(row.text("chrdown"), row.text("posdown"), turned, asked),
        ),
    )
    return replace(made, exons=(row.count("fusedexonup"), row.count("fusedexondown")))


TABLE = SvTable(
    name="linx",
    title="LINX",
    documentation="https://github.com/hartwigmedical/hmftools/blob/master/linx/README.md",
    recognises=_recognises,
    read=_read,
    tier=DialectTier.EXACT,
    quirk="vis_sv_data, fusion and vis_fusion are read; svs has no coordinates.",
)
