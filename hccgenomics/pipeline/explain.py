"""What became of a record, told from the report alone.

Everything here was decided when the report was made and is read back from it: no input file is
opened, and no rule is run again.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.change import shared_prefix
from hccgenomics.interpret import path_wording as wording
from hccgenomics.interpret.rules_by_kind import rules_of
from hccgenomics.model.explanation import (
    AlterationPath,
    Aside,
    Explanation,
    MarkerPath,
    Met,
    Outcome,
    RecordPath,
    RuleOutcome,
    Step,
)
from hccgenomics.model.genome import Interval
from hccgenomics.pipeline.explain_large import is_of_record, larger_at
from hccgenomics.pipeline.explain_rows import Rows, explain_row
from hccgenomics.pipeline.locus import (
    genes_at,
    interval,
    our_contig,
    place_of,
    read_locus,
    regions,
)
from hccgenomics.pipeline.paths import parts_of, spelt
from hccgenomics.vocabulary import Assembly, DropReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.model.ledger import Block, Entry
    from hccgenomics.model.report import Alteration, Report
    from hccgenomics.model.report_ledger import SetAsideFinding
    from hccgenomics.model.variant import Variant
    from hccgenomics.pipeline.locus import Locus

    _Spelled = tuple[str, int, str, str]

READ: Final = "read"
MOST_NAMED: Final = 12
"""Variants of a name that are spelt out; a change of protein may have many."""
BY_READER: Final = frozenset(
    {
        DropReason.OUTSIDE_PANEL,
        DropReason.REFERENCE_BLOCK,
        DropReason.SPANNING_DELETION,
        DropReason.SYMBOLIC,
        DropReason.BREAKEND,
        DropReason.AMBIGUOUS_BASES,
        DropReason.REFERENCE_MISMATCH,
        DropReason.MALFORMED,
    }
)
"""Buckets of what is no variant: no filter is asked."""


def explain(report: Report, asked: str) -> Explanation:
    """The paths of the records at a place, or why none was read.

    Args:
        report: As it was read from its JSON.
        asked: A place, allele, gene, marker, alteration's id, curated row or variant's name.

    Raises:
        LocusError: If it is none of these.
    """
    locus = read_locus(asked, report)
    if locus.row:
        return explain_row(report, asked, locus.row)
    book = _Book(report)
    entries = book.entries_of(locus)
    blocks = tuple(b for b in report.ledger.blocks if _touches(_of_block(b), locus.places))
    large = larger_at(locus, report)
    listed = report.ledger.entries is not None
    unlisted = [
        found for found in book.alterations_at(locus) if not (listed and is_of_record(found))
    ]
    unlisted += [found for found in large.alterations if found not in unlisted]
    return Explanation(
        locus=asked,
        read_as=locus.read_as,
        report_id=report.report_id,
        assembly=report.sample.assembly.value,
        places=tuple(f"{at.contig}:{at.start + 1}-{at.end}" for at in locus.places),
        answer=(*_denoted(locus), *locus.notes, *book.answer(locus, entries, blocks)),
        records=tuple(book.record(entry) for entry in entries),
        blocks=blocks,
        markers=tuple(book.markers_of(locus, is_silent=not entries)),
        alterations=tuple(book.alteration(found) for found in unlisted),
        copies=large.copies,
        agreements=large.agreements,
        events=large.events,
        events_left_out=large.events_left_out,
        integrations=large.integrations,
        rows=Rows(report).of_gene(locus.gene) if locus.gene else (),
    )


class _Book:
    """One report, with what is looked up again and again."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._entries: Sequence[Entry] = report.ledger.entries or ()
        self._alterations = {found.id: found for found in report.alterations}
        self._files = {file.number: file.name for file in report.provenance.inputs}
        self._contigs: dict[str, str | None] = {}
        self._asides = self._left_out()

    def _left_out(self) -> dict[str | None, list[SetAsideFinding]]:
        """The driver alleles left out by their one spelling, however many records state them."""
        listed: dict[_Spelled, list[SetAsideFinding]] = {}
        for found in self._report.set_aside:
            listed.setdefault((found.contig, found.pos, found.ref, found.alt), []).append(found)
        asides: dict[str | None, list[SetAsideFinding]] = {}
        for entry in self._entries:
            there = listed.get((entry.contig, entry.pos, entry.ref, entry.alt))
            if there and entry.bucket is there[0].reason:
                asides[entry.normalised] = there
        return asides

    def entries_of(self, locus: Locus) -> tuple[Entry, ...]:
        """The entries that are asked for, in the ledger's order."""
        if locus.marker:
            return tuple(self._of_marker(locus.marker))
        if locus.alteration:
            return tuple(e for e in self._entries if locus.alteration in e.alterations)
        there = [e for e in self._entries if self._is_at(e, locus)]
        exact = [e for e in there if any(self._states(e, v) for v in locus.variants)]
        return tuple(exact or there)

    def _is_at(self, entry: Entry, locus: Locus) -> bool:
        mine = f"{locus.gene}:"
        if locus.gene and any(found.startswith(mine) for found in entry.alterations):
            return True
        return any(_touches(place, locus.places) for place in self._places(entry))

    def _places(self, entry: Entry) -> Iterator[Interval]:
        """Where an allele is: as the file spells it, and normalised."""
        contig = self._contig(entry.contig)
        if contig is not None and entry.pos > 0:
            reach = _reach(entry.ref, entry.alt)
            if entry.end is not None:
                reach = max(reach, entry.end - entry.pos + 1)
            yield Interval.at(contig, pos=entry.pos, length=reach)
        if entry.normalised is not None:
            name, pos, ref, alt = parts_of(entry.normalised)
            yield Interval.at(name, pos=pos, length=_reach(ref, alt))

    def _contig(self, spelled: str) -> str | None:
        if spelled not in self._contigs:
            self._contigs[spelled] = our_contig(spelled, self._report.sample.assembly)
        return self._contigs[spelled]

    def _states(self, entry: Entry, variant: Variant) -> bool:
        """Whether an entry is this allele, as it is asked for or in its one spelling."""
        asked = _bare(variant.contig, variant.pos, variant.ref, variant.alt)
        alleles = (entry.ref.upper(), entry.alt.upper())
        if asked == _bare(self._contig(entry.contig), entry.pos, *alleles):
            return True
        return entry.normalised is not None and asked == _bare(*parts_of(entry.normalised))

    def _of_marker(self, name: str) -> Iterator[Entry]:
        """What feeds a marker, and the driver alleles of its genes that were left out."""
        marker = next(m for m in self._report.markers if m.marker == name)
        genes = {part.gene for part in marker.components}
        for entry in self._entries:
            is_aside = any(found.gene in genes for found in self._aside_of(entry))
            if is_aside or not set(marker.alterations).isdisjoint(entry.alterations):
                yield entry

    def _aside_of(self, entry: Entry) -> Sequence[SetAsideFinding]:
        return () if entry.normalised is None else self._asides.get(entry.normalised, ())

    def alterations_at(self, locus: Locus) -> tuple[Alteration, ...]:
        """The alterations of a report that lists no entries."""
        return tuple(
            found
            for found in self._report.alterations
            if found.id == locus.alteration
            or found.gene == locus.gene
            or any(_touches(at, locus.places) for at in place_of(found))
        )

    def answer(
        self, locus: Locus, entries: Sequence[Entry], blocks: Sequence[Block]
    ) -> Iterator[str]:
        """What is to be said before the records, or instead of them."""
        if self._report.ledger.entries is None:
            yield wording.NO_ENTRIES.format(version=self._report.provenance.software_version)
        if locus.why_nowhere:
            yield locus.why_nowhere
        if entries:
            yield wording.found(Counter(entry.bucket for entry in entries))
            if locus.variants and not any(
                self._states(e, v) for e in entries for v in locus.variants
            ):
                yield wording.OTHER_ALLELES
        elif locus.marker:
            yield wording.NONE_OF_MARKER
        elif self._report.ledger.entries is not None:
            yield from self._why_none(locus, blocks)

    def _why_none(self, locus: Locus, blocks: Sequence[Block]) -> Iterator[str]:
        """Why no record is there, and what that does and does not mean."""
        if locus.gene and not locus.places:
            yield from self._gene_without_place(locus.gene)
            return
        if not locus.places:
            return
        known = list(regions(self._report))
        if known and not any(_touches(at, known) for at in locus.places):
            yield self._outside(wording.OUTSIDE)
            yield from self._on_the_other(locus.places)
            return
        if blocks:
            yield wording.BLOCKS_ONLY
            return
        yield wording.NO_RECORD.format(assembly=self._report.sample.assembly)
        yield from self._of_other_blocks()

    def _on_the_other(self, places: Sequence[Interval]) -> Iterator[str]:
        """That a place outside the panel lies inside on the assembly that this report is not on."""
        from hccgenomics.knowledge.transcripts import load_models

        own = self._report.sample.assembly
        for other in Assembly:
            if other is own:
                continue
            models = load_models(other)
            genes = dict.fromkeys(gene for at in places for gene in models.genes_at(at))
            if genes:
                yield wording.on_the_other(other.value, list(genes), own.value)

    def _of_other_blocks(self) -> Iterator[str]:
        ledger = self._report.ledger
        counted = ledger.dropped.get(DropReason.REFERENCE_BLOCK, 0)
        entries = sum(e.bucket is DropReason.REFERENCE_BLOCK for e in self._entries)
        unlisted = counted - entries - sum(block.entries for block in ledger.blocks)
        if unlisted > 0:
            yield wording.BLOCKS_UNLISTED.format(count=f"{unlisted:,}")
        elif ledger.blocks:
            yield wording.BLOCKS_ELSEWHERE
        elif files := self._report.coverage.files:
            yield wording.depth_by_marker(file.name for file in files)
        else:
            yield wording.NO_BLOCKS

    def _gene_without_place(self, gene: str) -> Iterator[str]:
        if gene in self._report.provenance.genes_without_models:
            yield wording.NO_MODEL.format(gene=gene)
        else:
            yield wording.NOT_IN_PANEL.format(gene=gene)
        yield self._outside(wording.OUTSIDE_COUNTED)

    def _outside(self, sentence: str) -> str:
        listed = sum(entry.bucket is DropReason.OUTSIDE_PANEL for entry in self._entries)
        count = self._report.ledger.dropped.get(DropReason.OUTSIDE_PANEL, 0) - listed
        records, were = ("record", "was") if count == 1 else ("records", "were")
        return sentence.format(count=f"{count:,}", records=records, were=were)

    def record(self, entry: Entry) -> RecordPath:
        """The path of one allele."""
        made = (self._alterations.get(found) for found in entry.alterations)
        return RecordPath(
            file=self._files.get(entry.file) or "",
            entry=entry,
            steps=tuple(self._steps(entry)),
            beside=tuple(_spelled(self._entries[place]) for place in entry.beside),
            alterations=tuple(self.alteration(found) for found in made if found is not None),
            aside=self._aside(entry),
        )

    def _steps(self, entry: Entry) -> Iterator[Step]:
        """The reader's judgement, then every filter in its order."""
        by_reader = entry.bucket in BY_READER
        yield Step(READ, "", Outcome.REMOVED if by_reader else Outcome.PASSED, _reader(entry))
        lacking = dict(item.split(": ", 1) for item in entry.not_applied)
        is_out = by_reader
        for put in self._report.ledger.filters:
            setting = f"{put.setting} = {put.value}" if put.setting else ""
            if is_out:
                yield Step(put.name, setting, Outcome.NOT_REACHED, "")
            elif put.name in lacking:
                yield Step(put.name, setting, Outcome.NOT_APPLIED, lacking[put.name])
            elif put.reason is entry.bucket:
                is_out = True
                yield Step(put.name, setting, Outcome.REMOVED, entry.why)
            else:
                yield Step(put.name, setting, Outcome.PASSED, "")

    def _aside(self, entry: Entry) -> Aside | None:
        for found in self._aside_of(entry):
            rescue = None if found.rescue is None else found.rescue.code
            status = "" if found.status is None else found.status.value
            return Aside(found.name, status, found.why, rescue)
        return None

    def alteration(self, found: Alteration) -> AlterationPath:
        """What became of one alteration."""
        report = self._report
        return AlterationPath(
            id=found.id,
            name=found.short_name,
            gene=found.gene,
            consequence=tuple(term.value for term in found.consequence),
            hgvs_g=found.hgvs_g,
            hgvs_c=found.hgvs_c,
            hgvs_p=found.hgvs_p,
            origin=found.origin.value,
            origin_reasons=tuple(reason.why for reason in found.origin_reasons),
            driver=found.driver,
            rules=tuple(self._rules(found)),
            markers=tuple(m.marker for m in report.markers if found.id in m.alterations),
            hypotheses=tuple(
                Met(h.biomarker_id, h.implication.value, h.therapy, h.why)
                for h in report.hypotheses
                if found.id in h.alterations
            ),
            notes=found.notes,
        )

    def _rules(self, found: Alteration) -> Iterator[RuleOutcome]:
        fired = {rule.code for rule in found.driver_findings}
        for rule in found.driver_findings:
            yield RuleOutcome(rule.code, fired=True, drives=rule.drives, why=rule.why)
        asked = rules_of(found.kind)
        for code in self._report.provenance.driver_rules:
            if code not in fired and code in asked:
                yield RuleOutcome(code, fired=False, drives=None, why="")

    def markers_of(self, locus: Locus, *, is_silent: bool) -> Iterator[MarkerPath]:
        """The marker asked for, or those of the gene asked for, or of a place without a record."""
        asked = {locus.gene, *(genes_at(locus.places, self._report) if is_silent else ())}
        for found in self._report.markers:
            genes = {part.gene for part in found.components}
            if found.marker == locus.marker or not asked.isdisjoint(genes):
                yield MarkerPath(found.marker, found.state.value, found.why)


def _denoted(locus: Locus) -> Iterator[str]:
    """The variants that a name stands for."""
    if locus.variants and locus.is_name:
        shown = [spelt(variant) for variant in locus.variants[:MOST_NAMED]]
        more = len(locus.variants) - len(shown)
        yield wording.denotes(shown, more)


def _touches(place: Interval, others: Iterable[Interval]) -> bool:
    return any(place.overlaps(other) for other in others)


def _reach(ref: str, alt: str) -> int:
    """Bases an allele speaks of: those of REF, and for an insertion the one behind it too."""
    return max(1, len(ref)) + (len(alt) > len(ref) and alt.startswith(ref))


def _of_block(block: Block) -> Interval:
    return interval(f"{block.contig}:{block.pos}-{block.end}")


def _spelled(entry: Entry) -> str:
    return f"{entry.contig}:{entry.pos} {entry.ref}>{entry.alt}"


def _reader(entry: Entry) -> str:
    """What the reader found, or why it is no variant."""
    if entry.bucket in BY_READER:
        return entry.why
    return wording.read(entry)


def _bare(contig: str | None, pos: int, ref: str, alt: str) -> tuple[str | None, int, str, str]:
    """An allele without the bases that REF and ALT share, so that anchors do not matter.

    >>> _bare("chr1", 10, "CG", "C") == _bare("chr1", 11, "G", "-")
    True
    """
    ref, alt = ref.strip("-"), alt.strip("-")
    shared = shared_prefix(ref[::-1], alt[::-1])
    ref, alt = ref[: len(ref) - shared], alt[: len(alt) - shared]
    shared = shared_prefix(ref, alt)
    return contig, pos + shared, ref[shared:], alt[shared:]
