"""VIRUSBreakend (Cameron et al. 2021, doi:10.1093/bioinformatics/btab343): ``*.vcf.summary.tsv``.

It counts the integrations of each virus; their places are in the VCF beside it, which is read as
GRIDSS's. Rows are counted, and what they say is a note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.viral import viral_name
from hccgenomics.readers.breakends.integrations import number
from hccgenomics.readers.breakends.table import SvTable, Table
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from hccgenomics.readers.breakends.table import Heading, TableRequest

_SUMMARY: Final = (
    "VIRUSBreakend counts {count} integration breakpoint{s} of {virus}{quality}; where they lie is "
    "in its VCF, to be given with --sv too."
)
_QUALITY: Final = " (QC status {status})"
_GOOD: Final = frozenset({"", "NO_ABNORMALITIES"})


def _is_summary(heading: Heading) -> bool:
    return heading.has("taxid_genus", "name_assigned", "integrations")


def _read_summary(request: TableRequest) -> Table:
    table = Table()
    for row in request.rows:
        table.tally.drop(DropReason.NO_VALUE)
        name = row.text("name_assigned", "name_species") or "a virus without a name"
        contig = row.text("rname", "alternate_kmer_count#rname")
        if contig is not None:
            table.viruses[contig] = viral_name(name) or name
        count = number(row.text("integrations")) or 0
        status = row.text("qcstatus") or ""
        table.notes.append(
            _SUMMARY.format(
                count=count,
                s="" if count == 1 else "s",
                virus=viral_name(name) or name,
                quality="" if status in _GOOD else _QUALITY.format(status=status),
            )
        )
    return table


TABLE = SvTable(
    name="virusbreakend_summary",
    title="VIRUSBreakend",
    documentation="https://github.com/PapenfussLab/gridss/blob/master/VIRUSBreakend_Readme.md",
    recognises=_is_summary,
    read=_read_summary,
    quirk="It names no place: pass the VCF too.",
)
