"""What a report says of a curated row: met, nearly met, or nothing of it found.

Told from the report's JSON. What a row asks for is no part of it and is read from the embedded
evidence base, and the answer says so where that is another than the report was made with.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from hccgenomics.interpret import path_wording as wording
from hccgenomics.interpret.facts import asked_about, asked_of, key_of
from hccgenomics.interpret.near_misses import gates
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.event import parse_event
from hccgenomics.model.explanation import Asked, Explanation, MarkerPath, RowPath, RowState
from hccgenomics.model.own_tables import BIOMARKERS, REGIMENS
from hccgenomics.pipeline.explain_large import FUSED
from hccgenomics.pipeline.explain_overlays import overlaid_ids, told_by_overlay, why_unmet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hccgenomics.model.evidence import Biomarker, KnowledgeBase, RegimenRow
    from hccgenomics.model.report import Alteration, Report
    from hccgenomics.model.report_evidence import Hypothesis, NearMissed


@cache
def _embedded() -> KnowledgeBase:
    return load_knowledge()


class Rows:
    """The rows of one report, beside the embedded base."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._met = {found.biomarker_id: found for found in report.hypotheses}
        self._missed = {found.biomarker_id: found for found in report.near_misses}
        self._told = {found.biomarker_id: found for found in report.standard_of_care}
        self._alterations = {found.id: found for found in report.alterations}

    @cached_property
    def _base(self) -> KnowledgeBase:
        return _embedded()

    @cached_property
    def _biomarkers(self) -> dict[str, Biomarker]:
        return {row.id: row for row in self._base.biomarkers}

    @cached_property
    def _regimens(self) -> dict[str, RegimenRow]:
        return {row.id: row for row in self._base.regimens}

    def named(self, asked: str) -> str:
        """The id of the row that is asked for, whatever its capitals; "" where none has it."""
        in_report = (*self._met, *self._missed, *self._told)
        others = (*self._biomarkers, *self._regimens, *overlaid_ids(self._report))
        known = dict.fromkeys((*in_report, *others))
        return next((id_ for id_ in known if id_.casefold() == asked.casefold()), "")

    def of_gene(self, gene: str) -> tuple[RowPath, ...]:
        """The rows met and nearly met that speak of a gene, or that its alterations met."""
        genes = frozenset(gene.split(FUSED))
        return tuple(
            self.path(id_) for id_ in (*self._met, *self._missed) if genes & self.genes(id_)
        )

    def genes(self, id_: str) -> frozenset[str]:
        """Of what met a row, and those it speaks of."""
        row = self._biomarkers.get(id_)
        found = self._met.get(id_) or self._missed.get(id_)
        ids = () if found is None else found.alterations
        of_alterations = [self._alterations[one].gene for one in ids if one in self._alterations]
        return frozenset(
            part
            for gene in (*(row.genes if row else ()), *of_alterations)
            for part in gene.split(FUSED)
        )

    def path(self, id_: str) -> RowPath:
        """What became of one row."""
        if id_ in self._met:
            return self._path_met(self._met[id_])
        if id_ in self._missed:
            return self._path_missed(self._missed[id_])
        if id_ in self._told or id_ in self._regimens:
            return self._path_of_regimen(id_)
        row = self._biomarkers.get(id_)
        return self._path_elsewhere(id_) if row is None else self._path_unmet(row)

    def _path_met(self, found: Hypothesis) -> RowPath:
        return RowPath(
            id=found.biomarker_id,
            state=RowState.MET,
            why=found.why,
            implication=found.implication.value,
            therapy=found.therapy,
            statement=found.evidence[0].statement if found.evidence else "",
            specificity=found.specificity.value,
            outranked_by=found.outranked_by,
            made_by=tuple(self._names(found)),
            asks=self._asked(found.biomarker_id),
        )

    def _path_missed(self, found: NearMissed) -> RowPath:
        row = self._biomarkers.get(found.biomarker_id)
        return RowPath(
            id=found.biomarker_id,
            state=RowState.NEARLY,
            kind=found.kind.value,
            why=found.why,
            implication="" if row is None else row.implication.value,
            therapy=() if row is None else row.therapy,
            statement="" if row is None else row.statement,
            made_by=tuple(self._names(found)),
            asks=self._asked(found.biomarker_id),
        )

    def _path_unmet(self, row: Biomarker) -> RowPath:
        return RowPath(
            id=row.id,
            state=RowState.NOT_MET,
            why=why_unmet(self._report, row.id) or " ".join(self._why_unmet(row)),
            implication=row.implication.value,
            therapy=row.therapy,
            statement=row.statement,
            asks=self._asked(row.id),
        )

    def _path_elsewhere(self, id_: str) -> RowPath:
        """A row of a laboratory's table, of which the report holds the id alone."""
        why = why_unmet(self._report, id_)
        return RowPath(
            id=id_, state=RowState.NOT_MET, why=why, implication="", therapy=(), statement=""
        )

    def _path_of_regimen(self, id_: str) -> RowPath:
        row = self._regimens.get(id_)
        told = self._told.get(id_)
        why = wording.REGIMEN_TOLD if told else wording.REGIMEN_UNTOLD
        return RowPath(
            id=id_,
            state=RowState.REGIMEN,
            why=why,
            implication="",
            therapy=told.therapy if told else row.therapy if row else (),
            statement=told.statement if told else row.statement if row else "",
        )

    def _why_unmet(self, row: Biomarker) -> Iterator[str]:
        """That nothing of a row was found, and never that it is absent."""
        kept = [found.short_name for found in self._of_genes(self.genes(row.id))]
        if kept:
            yield wording.kept_otherwise(kept)
        elif row.genes:
            yield wording.none_kept(row.genes)
        unstated = list(dict.fromkeys(self._unstated(row)))
        if unstated:
            yield wording.unstated(unstated)
        sample = self._report.sample
        for _, why in gates(row, sample.specimen, sample.disease):
            yield f"{why[0].upper()}{why[1:]}."

    def _unstated(self, row: Biomarker) -> Iterator[str]:
        stated = set(map(key_of, self._report.clinical.facts))
        for event in map(parse_event, (*row.any_of, *row.all_of)):
            if event.tests and asked_about(event) not in stated:
                yield asked_of(event)

    def _of_genes(self, genes: frozenset[str]) -> Iterator[Alteration]:
        for found in self._report.alterations:
            if genes & set(found.gene.split(FUSED)):
                yield found

    def _names(self, found: Hypothesis | NearMissed) -> Iterator[str]:
        for id_ in found.alterations:
            yield self._alterations[id_].short_name if id_ in self._alterations else id_
        texts = {fact.id: fact.text for fact in self._report.clinical.facts}
        for id_ in found.facts:
            yield texts.get(id_, id_)

    def _asked(self, id_: str) -> Asked:
        row = self._biomarkers.get(id_)
        return Asked() if row is None else Asked(row.any_of, row.all_of, row.none_of)

    def remarks(self, id_: str) -> Iterator[str]:
        """That the embedded base is not the report's own, or does not have the row."""
        told = told_by_overlay(self._report, id_)
        if told:
            yield told
        if id_ not in self._biomarkers and id_ not in self._regimens:
            yield wording.ROW_ELSEWHERE.format(row=id_)
            return
        table = BIOMARKERS if id_ in self._biomarkers else REGIMENS
        made_with = {one.name: one.sha256 for one in self._report.provenance.resources}
        if made_with.get(table) != self._base.sha256[table].removeprefix("sha256:"):
            yield wording.OTHER_BASE.format(table=table)

    def markers(self, genes: Iterable[str]) -> Iterator[MarkerPath]:
        """The markers that genes are part of."""
        asked = frozenset(genes)
        for found in self._report.markers:
            parts = {gene for part in found.components for gene in part.gene.split(FUSED)}
            if asked & parts:
                yield MarkerPath(found.marker, found.state.value, found.why)

    def beside_markers(self, genes: Iterable[str]) -> tuple[str, ...]:
        """Genes of which no marker of the report tells whether they were looked at."""
        parts = {
            gene
            for found in self._report.markers
            for part in found.components
            for gene in part.gene.split(FUSED)
        }
        return tuple(gene for gene in sorted(genes) if gene not in parts)


def explain_row(report: Report, asked: str, id_: str) -> Explanation:
    """The answer to a question about one row."""
    rows = Rows(report)
    genes = rows.genes(id_)
    silent = rows.beside_markers(genes)
    return Explanation(
        locus=asked,
        read_as=wording.ROW_READ_AS.format(row=id_),
        report_id=report.report_id,
        assembly=report.sample.assembly.value,
        answer=(*rows.remarks(id_), *((wording.no_marker(silent),) if silent else ())),
        markers=tuple(rows.markers(genes)),
        copies=tuple(found for found in report.copy_number.genes if found.gene in genes),
        rows=(rows.path(id_),),
    )
