"""LINX: ``linx.viral_inserts.tsv``.

It names the virus of a structural variant by a number that only ``linx.svs.tsv`` and PURPLE's VCF
know. Rows are counted, and what they say is a note.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hccgenomics.model.viral import viral_name
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.breakends.table import SvTable, Table
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from hccgenomics.readers.breakends.table import Heading, TableRequest


def _is_linx(heading: Heading) -> bool:
    return heading.has("svid", "virusid", "virusname")


def _read_linx(request: TableRequest) -> Table:
    table, found = Table(), Counter[str]()
    for row in request.rows:
        table.tally.drop(DropReason.NO_VALUE)
        name = row.text("virusname", "virusid") or words.VIRUS_WITHOUT_NAME
        found[viral_name(name) or viral_name(row.text("virusid") or "") or name] += 1
    for virus, count in sorted(found.items()):
        table.notes.append(words.told(count, words.LINX_VIRUS, virus=virus))
    return table


TABLE = SvTable(
    name="linx_viral_inserts",
    title="LINX",
    documentation="https://github.com/hartwigmedical/hmftools/tree/master/linx",
    recognises=_is_linx,
    read=_read_linx,
    quirk="It names no place: pass PURPLE's structural VCF too.",
)
