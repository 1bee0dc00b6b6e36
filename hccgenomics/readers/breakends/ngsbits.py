"""BEDPE of ngs-bits and svtools: a VCF's records, two breakends a row, with its own fields kept.

``REF_A``, ``ALT_A`` and ``INFO_A`` are those of the record, so that inversions keep their flags and
breakends their orientation; the intervals are rounded and not needed. Reads stand in columns of
their own (``TUM_SR_ALT``, …) or in a sample's column after ``FORMAT``
(https://github.com/imgag/ngs-bits, https://github.com/hall-lab/svtools).
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

from hccgenomics.model.structural_files import JunctionSupport
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.breakends.assembled import Said, assembled
from hccgenomics.readers.breakends.caller import (
    Sample,
    of_fragments,
    plain_support,
    stated_origin,
    together,
)
from hccgenomics.readers.breakends.intervals import adjacencies_of, keep_told
from hccgenomics.readers.breakends.junction import Reading, Refused, bounds, told_by
from hccgenomics.readers.breakends.mates import Half, agree
from hccgenomics.readers.breakends.record import SvRecord, whole
from hccgenomics.readers.breakends.table import SvTable, Table
from hccgenomics.readers.signature import number_in
from hccgenomics.readers.vcf_fields import fields_of, filters_of, info_of
from hccgenomics.vocabulary import DialectTier, DropReason

if TYPE_CHECKING:
    from hccgenomics.model.structural_files import Adjacency
    from hccgenomics.readers.breakends.asked import Asked
    from hccgenomics.readers.breakends.junction import Junction
    from hccgenomics.readers.breakends.table import Heading, Row, TableRequest

_NEEDED: Final = ("chrom_a", "start_a", "chrom_b", "start_b", "ref_a", "alt_a", "info_a")
_AT_ODDS: Final = words.BREAKENDS_AT_ODDS
_TOOLS: Final = {"GenerateSVCandidates": "Manta"}
_BESIDE: Final = frozenset({"genes", "genes_breakpoints", "gene_info", "filter", "info"})


def _recognises(heading: Heading) -> bool:
    return heading.has(*_NEEDED)


def _read(request: TableRequest) -> Table:
    table = Table()
    column = _sample_column(request.heading, request.asked)
    table.texts.extend(_signs(request.heading))
    table.lengths.update(_lengths(request.heading))
    keep_told(table, request.rows, lambda row: _told(row, column, request.asked))
    return table


def _told(row: Row, column: str | None, asked: Asked) -> tuple[Adjacency, ...] | Refused:
    """What a row joins; without the record's own fields, what its intervals say."""
    record = _record(row, "a")
    if record is None:
        return adjacencies_of(row, asked)
    told = told_by(record, record.alts[0], Reading(asked.names.__getitem__))
    if isinstance(told, Refused):
        return told
    mate = _mate(row, told, asked)
    if mate is not None and not agree(Half(record, told[0]), mate):
        return Refused(DropReason.MALFORMED, _AT_ODDS)
    said = _said(row, record, column)
    made = [assembled(record, one, mate, said, min_length=asked.min_length) for one in told]
    return tuple(one for one in made if one is not None) or Refused(DropReason.NOT_STRUCTURAL)


def _mate(row: Row, told: tuple[Junction, ...], asked: Asked) -> Half | None:
    """The other record, where the row has it."""
    record = _record(row, "b") if told[0].is_half else None
    if record is None:
        return None
    other = told_by(record, record.alts[0], Reading(asked.names.__getitem__))
    return None if isinstance(other, Refused) else Half(record, other[0])


def _record(row: Row, side: str) -> SvRecord | None:
    """The record as the VCF had it; ``None`` where the row does not keep it."""
    contig, alt = row.text(f"chrom_{side}"), row.text(f"alt_{side}")
    info = info_of(row.text(f"info_{side}") or ".")
    pos = _pos(row, side, info)
    if contig is None or alt is None or pos is None:
        return None
    filters = row.text("filter")
    return SvRecord(
        row=row.number,
        contig=contig,
        pos=pos,
        id=row.text(f"name_{side}", "id") or ".",
        ref=row.text(f"ref_{side}") or "N",
        alts=(alt,),
        filters=filters_of(filters or "."),
        info=info,
        is_unfiltered=filters is None,
    )


def _pos(row: Row, side: str, info: dict[str, str]) -> int | None:
    """POS of the record: as INFO has it, by the interval, or as the other side's ALT has it."""
    stated = whole(info.get("POS"))
    start = whole(row.text(f"start_{side}"))
    if stated is None and start is not None and "CIPOS" in info:
        stated = start - bounds(info["CIPOS"])[0]
    if stated is not None:
        return stated
    other = row.text(f"alt_{'b' if side == 'a' else 'a'}") or ""
    place = other.strip("ACGTNacgtn").strip("[]").rpartition(":")[2]
    if (found := whole(place)) is not None:
        return found
    return start


def _said(row: Row, record: SvRecord, column: str | None) -> Said:
    if (normal := _counted(row, "nor")) is not None or _counted(row, "tum") is not None:
        support = _counted(row, "tum") or JunctionSupport()
        return Said(support, normal, stated_origin(record))
    fields = fields_of(row.text("format") or "", row.cells.get(column or "", ""))
    sample = Sample(fields, record.info)
    support = of_fragments(sample) if "PR" in fields else plain_support(sample)
    return Said(support, None, stated_origin(record))


def _counted(row: Row, whose: str) -> JunctionSupport | None:
    """``TUM_SR_ALT`` and its like."""
    split, pairs = row.count(f"{whose}_sr_alt"), row.count(f"{whose}_pr_alt")
    if split is None and pairs is None:
        return None
    ref = together(row.count(f"{whose}_sr_ref"), row.count(f"{whose}_pr_ref"))
    return JunctionSupport(split=split, pairs=pairs, ref=ref)


def _sample_column(heading: Heading, asked: Asked) -> str | None:
    """The column after FORMAT that the user names, or the only one."""
    if "format" not in heading.columns:
        return None
    after = heading.columns[heading.columns.index("format") + 1 :]
    names = list(takewhile(lambda name: name not in _BESIDE, after))
    wanted = [name for name in names if name == (asked.tumour_sample or "").lower()]
    return next(iter(wanted or names[:1]), None) if wanted or len(names) == 1 else None


def _signs(heading: Heading) -> list[str]:
    found = (heading.value(key) for key in ("reference", "assembly"))
    return [text for text in found if text is not None]


def _lengths(heading: Heading) -> dict[str, int]:
    """What ``##contig=<ID=chr1,length=…>`` lines say."""
    found: dict[str, int] = {}
    for line in heading.comments:
        _, is_contig, rest = line.partition("##contig=<ID=")
        name, _, length = rest.rstrip(">").partition(",length=")
        number = whole(length.split(",")[0])
        if is_contig and number is not None:
            found[name] = number
    return found


def _tool(heading: Heading) -> str:
    source = heading.value("source") or ""
    name = source.split()[0] if source.split() else ""
    version = number_in(source)
    caller = _TOOLS.get(name, name)
    made = f"{caller} {version}" if caller and version else caller
    return f"{made} (BEDPE of ngs-bits)" if made else "BEDPE of ngs-bits or svtools"


TABLE = SvTable(
    name="ngsbits",
    title="BEDPE of ngs-bits or svtools",
    documentation="https://github.com/imgag/ngs-bits/blob/master/doc/tools/VcfToBedpe.md",
    recognises=_recognises,
    read=_read,
    tier=DialectTier.EXACT,
    tool=_tool,
    quirk="Read by the VCF fields that it keeps, ALT_A and INFO_A, not by its intervals.",
)
