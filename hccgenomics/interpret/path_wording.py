"""The sentences of ``hccgenomics explain``: what a ledger's silence does and does not mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.wording import counted, listed, support_of
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hccgenomics.model.ledger import Bucket, Entry

NO_ENTRIES: Final = (
    "This report lists no entries of its ledger (it was made by version {version}): make it again "
    "to have the path of every record."
)
OTHER_ALLELES: Final = "None of them is the allele asked for; they are others at the same place."
NONE_OF_MARKER: Final = (
    "No record of the ledger feeds this marker, and no driver allele of its genes was left out."
)
OUTSIDE: Final = (
    "The place lies outside the regions of the panel. Outside them {count} {records} of the input "
    "{were} counted and not read further; whether one of them names this place is not recorded."
)
OUTSIDE_COUNTED: Final = (
    "Outside the regions of the panel {count} {records} of the input {were} counted and not read "
    "further."
)
BLOCKS_ONLY: Final = (
    "No record names an alternate allele here; reference blocks of the input cover the place, with "
    "the depths stated below. How faint an allele they could have shown is not judged here."
)
NO_RECORD: Final = (
    "The place lies in the panel's regions, and no record of the input names it (positions are "
    "those of {assembly}). That alone does not say whether it was sequenced: a file of variants "
    "lists what was called."
)
BLOCKS_ELSEWHERE: Final = "The input has reference blocks, and none of them covers the place."
BLOCKS_UNLISTED: Final = (
    "{count} reference blocks of the input are counted and not listed; one of them may cover it."
)
DEPTH_BY_MARKER: Final = (
    "What {files} {tells} of depth is stated with each marker, for the bases that decide it."
)
NO_BLOCKS: Final = "The input has no reference blocks that could tell."
NO_MODEL: Final = (
    "{gene} is a driver gene without an embedded transcript: its variants are read only where the "
    "annotation in the file names them."
)
NOT_IN_PANEL: Final = "{gene} is no gene of this report's panel."
ROW_READ_AS: Final = "the row {row} of the evidence base"
OTHER_BASE: Final = (
    "The {table} of this program is another than the report was made with: what the row asks for "
    "is told from this program's."
)
ROW_ELSEWHERE: Final = "{row} is no row of this program's tables; it is told from the report alone."
ROW_ADDED: Final = "{table}, a laboratory's own table, adds {row}."
ROW_REPLACED: Final = (
    "{table}, a laboratory's own table, replaces {row}; what a row asks for is told from this "
    "program's table, and what was changed stands under knowledge_conflicts in the report."
)
ROW_WITHDRAWN: Final = "{table}, a laboratory's own table, withdraws {row}."
WITHDRAWN_UNMET: Final = "The row was switched off for this report, so that nothing meets it."
UNVERIFIED_UNMET: Final = "Its table states that nobody checked the row, so that nothing meets it."
OVERLAY_UNMET: Final = (
    "Nothing of this report meets or nearly meets it; its terms are in the laboratory's table."
)
REGIMEN_TOLD: Final = (
    "A regimen of unselected disease; the report tells it as context, and no finding meets it."
)
REGIMEN_UNTOLD: Final = (
    "A regimen of unselected disease; this report does not tell it, and no finding would meet it."
)
NONE_KEPT: Final = "Nothing was kept in {genes}; that alone does not say that nothing is there."
KEPT_OTHERWISE: Final = "Kept in its genes, and not what the row asks for: {names}."
UNSTATED: Final = "Not stated: {terms}."
NO_MARKER: Final = "No marker of the report tells whether {genes} {was} looked at."
_KEPT: Final = "kept"


def found(buckets: Mapping[Bucket, int]) -> str:
    """How many entries there are, and where they ended.

    >>> from hccgenomics.vocabulary import DropReason
    >>> found({"kept": 1, DropReason.FILTERED: 2})
    '3 entries of the ledger: 1 kept, 2 filtered_by_caller.'
    """
    order = [_KEPT, *DropReason]
    parts = [f"{buckets[name]} {name}" for name in order if buckets.get(name)]
    entries = counted(sum(buckets.values()), "entry", "entries")
    return f"{entries} of the ledger: {', '.join(parts)}."


def denotes(variants: Sequence[str], more: int) -> str:
    """What a name stands for.

    >>> denotes(["chr5:1295113 G>A"], 0)
    'It denotes chr5:1295113 G>A.'
    """
    others = [f"{more} others"] if more else []
    return f"It denotes {listed([*variants, *others])}."


def on_the_other(other: str, genes: Sequence[str], own: str) -> str:
    """That the same position lies in the panel on the other assembly.

    >>> on_the_other("GRCh37", ["TERT"], "GRCh38")
    'On GRCh37 this position lies in the regions of TERT; the report is on GRCh38.'
    """
    where = listed(genes)
    return f"On {other} this position lies in the regions of {where}; the report is on {own}."


def depth_by_marker(files: Iterable[str]) -> str:
    """Where a report tells what files of depth say.

    >>> depth_by_marker(["a.bed", "b.bed"])
    'What a.bed and b.bed tell of depth is stated with each marker, for the bases that decide it.'
    """
    names = tuple(dict.fromkeys(files))
    tells = "tells" if len(names) == 1 else "tell"
    return DEPTH_BY_MARKER.format(files=listed(names), tells=tells)


def none_kept(genes: Sequence[str]) -> str:
    """That a row's genes have no alteration.

    >>> none_kept(["TSC1", "TSC2"])
    'Nothing was kept in TSC1 and TSC2; that alone does not say that nothing is there.'
    """
    return NONE_KEPT.format(genes=listed(genes))


def kept_otherwise(names: Sequence[str]) -> str:
    """What was kept in a row's genes, and does not meet it."""
    return KEPT_OTHERWISE.format(names=listed(names))


def unstated(terms: Sequence[str]) -> str:
    """What a row asks of the user's own statements, and nobody stated."""
    return UNSTATED.format(terms=", ".join(terms))


def no_marker(genes: Sequence[str]) -> str:
    """Genes beside every marker.

    >>> no_marker(["KLB"])
    'No marker of the report tells whether KLB was looked at.'
    """
    return NO_MARKER.format(genes=listed(genes), was="was" if len(genes) == 1 else "were")


def read(entry: Entry) -> str:
    """What the reader understood of an allele.

    >>> from hccgenomics.model.ledger import Entry
    >>> read(Entry(1, 7, "5", 9, "G", "A", "kept", "", ("PASS",), 0.1, 12, 120, (), None, (), ()))
    'FILTER PASS at 10 % (12 of 120 reads)'
    """
    support = support_of(entry.vaf, entry.alt_depth, entry.depth)
    return f"FILTER {';'.join(entry.filter)}{support or ', no read counts'}"
