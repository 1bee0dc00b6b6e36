"""VIRUSBreakend (Cameron et al. 2021, doi:10.1093/bioinformatics/btab343): ``*.vcf.summary.tsv``.

It counts the integrations of each virus; their places are in the VCF beside it, which is read as
GRIDSS's. Rows are counted, and what they say is a note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.viral import viral_name
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.breakends.integrations import number
from hccgenomics.readers.breakends.table import SvTable, Table
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from hccgenomics.readers.breakends.table import Heading, TableRequest

_GOOD: Final = frozenset({"", "NO_ABNORMALITIES"})


def _is_summary(heading: Heading) -> bool:
    return heading.has("taxid_genus", "name_assigned", "integrations")


def _read_summary(request: TableRequest) -> Table:
    table = Table()
    for row in request.rows:
        table.tally.drop(DropReason.NO_VALUE)
        name = row.text("name_assigned", "name_species") or words.VIRUS_WITHOUT_NAME
        contig = row.text("rname", "alternate_kmer_count#rname")
        if contig is not None:
            table.viruses[contig] = viral_name(name) or name
        count = number(row.text("integrations")) or 0
        status = row.text("qcstatus") or ""
        virus = viral_name(name) or name
        if status not in _GOOD:
            virus = words.VIRUS_STATUS.format(virus=virus, status=status)
        table.notes.append(words.told(count, words.VIRUSBREAKEND, virus=virus))
    return table


TABLE = SvTable(
    name="virusbreakend_summary",
    title="VIRUSBreakend",
    documentation="https://github.com/PapenfussLab/gridss/blob/master/VIRUSBreakend_Readme.md",
    recognises=_is_summary,
    read=_read_summary,
    quirk="It names no place: pass the VCF too.",
)
