"""Alterations against the curated rows: which rows speak of this sample, how exactly, and why.

A row is met if any of its ``any_of`` terms and each of its ``all_of`` terms is seen and none of its
``none_of`` terms is; a row that nobody checked against a source is never met. Every row that is met
is returned; a reader who wants the most exact one takes the first. What was not seen is never taken
for proven absent, and the reason says so.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import reasons
from hccgenomics.interpret.altered_names import CLASS_NAMES
from hccgenomics.interpret.both_alleles import NOTHING_KNOWN, beyond_alterations, both_lost
from hccgenomics.interpret.events import meets, specificity, why_met, why_not
from hccgenomics.interpret.large_events import EXACT, genes_of
from hccgenomics.model.amounts import amount
from hccgenomics.model.curated import HotspotTable
from hccgenomics.model.event import parse_event
from hccgenomics.model.evidence import Match
from hccgenomics.vocabulary import (
    CopyClass,
    EventKind,
    Implication,
    Specificity,
    Verification,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.copy_number import GeneCopies
    from hccgenomics.model.event import Event
    from hccgenomics.model.evidence import Biomarker
    from hccgenomics.vocabulary import Disease, Specimen

    Seen = Mapping[Event, Sequence[tuple[str, str]]]
    """By term: the ids of the alterations that meet it, each with its reason."""

NO_HOTSPOTS: Final = HotspotTable()
_RANK: Final = {specificity: rank for rank, specificity in enumerate(Specificity)}


@dataclass(frozen=True, slots=True)
class _Row:
    """A curated row with its terms parsed."""

    biomarker: Biomarker
    any_of: tuple[Event, ...]
    all_of: tuple[Event, ...]
    none_of: tuple[Event, ...]


@dataclass(slots=True)
class _Index:
    """Rows by term and terms by gene, so that an alteration meets only its own gene's."""

    rows: dict[str, _Row] = field(default_factory=dict)
    events: dict[str, dict[Event, None]] = field(default_factory=lambda: defaultdict(dict))
    rows_of: dict[Event, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: _Row) -> None:
        """File one row under its terms."""
        self.rows[row.biomarker.id] = row
        for event in (*row.any_of, *row.all_of, *row.none_of):
            for gene in event.genes:
                self.events[gene][event] = None
        for event in (*row.any_of, *row.all_of):
            self.rows_of[event].append(row.biomarker.id)


def match(
    alterations: Sequence[AnyAlteration],
    biomarkers: Iterable[Biomarker],
    *,
    specimen: Specimen,
    disease: Disease,
    hotspots: HotspotTable = NO_HOTSPOTS,
    copies: Mapping[str, GeneCopies] = NOTHING_KNOWN,
) -> tuple[Match, ...]:
    """Every row that speaks of these alterations, most exact first, then by id.

    Args:
        alterations: What was kept of one sample.
        biomarkers: The curated rows; regimens among them are left to ``regimens``.
        specimen: Rows about plasma are met by plasma only.
        disease: Rows are met only by the patients they are curated to be shown to.
        hotspots: What ``oncogenic_hotspot`` means, and the residue numbers of isoforms.
        copies: By gene, also of genes that are no alteration: a row may ask for a mere gain or for
            the loss of one allele; empty where copy number was not assayed.
    """
    index = _index(row for row in biomarkers if _applies(row, specimen, disease))
    seen = _seen((*alterations, *beyond_alterations(alterations, copies)), index, hotspots, copies)
    candidates = {row_id: None for event in seen for row_id in index.rows_of[event]}
    matches = [
        _match(index.rows[row_id], seen, disease, copies)
        for row_id in candidates
        if _is_met(index.rows[row_id], seen)
    ]
    return tuple(sorted(matches, key=lambda m: (_RANK[m.specificity], m.biomarker.id)))


def explain(
    alteration: AnyAlteration, biomarker: Biomarker, hotspots: HotspotTable = NO_HOTSPOTS
) -> str:
    """Why a row does or does not speak of an alteration, in one sentence."""
    row = _parsed(biomarker)
    wanted = (*row.any_of, *row.all_of)
    if not wanted:
        return reasons.NO_EVENT.format(row=biomarker.id)
    met = [event for event in wanted if meets(event, alteration, hotspots)]
    if met:
        why = _listed(_why_met(event, alteration, hotspots) for event in met)
        return reasons.EXPLAINED.format(row=biomarker.id, reasons=why)
    genes = set(genes_of(alteration))
    same_gene = [event for event in wanted if genes & set(event.genes)] or wanted[:1]
    why = _listed(why_not(event, alteration, hotspots) for event in same_gene)
    return reasons.EXPLAINED.format(row=biomarker.id, reasons=why)


def _applies(row: Biomarker, specimen: Specimen, disease: Disease) -> bool:
    is_regimen = row.implication is Implication.REGIMEN
    if is_regimen or row.verification is Verification.UNVERIFIED:
        return False
    return specimen in row.specimens and disease in row.diseases


def _index(biomarkers: Iterable[Biomarker]) -> _Index:
    index = _Index()
    for biomarker in biomarkers:
        index.add(_parsed(biomarker))
    return index


def _parsed(biomarker: Biomarker) -> _Row:
    return _Row(
        biomarker,
        any_of=tuple(map(parse_event, biomarker.any_of)),
        all_of=tuple(map(parse_event, biomarker.all_of)),
        none_of=tuple(map(parse_event, biomarker.none_of)),
    )


def _seen(
    alterations: Sequence[AnyAlteration],
    index: _Index,
    hotspots: HotspotTable,
    copies: Mapping[str, GeneCopies],
) -> Seen:
    """What meets each term; a term for both alleles needs more than one hit."""
    met: dict[Event, list[AnyAlteration]] = defaultdict(list)
    for alteration in alterations:
        events = {e: None for gene in genes_of(alteration) for e in index.events.get(gene, ())}
        for event in events:
            if meets(event, alteration, hotspots):
                met[event].append(alteration)
    seen: dict[Event, list[tuple[str, str]]] = {}
    for event, found in met.items():
        why = [(one.id, why_met(event, one, hotspots)) for one in found]
        both = both_lost(found, copies) if event.both_alleles else ""
        if both is not None:
            seen[event] = [*why, (found[0].id, both)] if both else why
    return seen


def _is_met(row: _Row, seen: Seen) -> bool:
    any_met = not row.any_of or any(event in seen for event in row.any_of)
    all_met = all(event in seen for event in row.all_of)
    return any_met and all_met and not any(event in seen for event in row.none_of)


def _match(row: _Row, seen: Seen, disease: Disease, copies: Mapping[str, GeneCopies]) -> Match:
    met = [event for event in (*row.any_of, *row.all_of) if event in seen]
    beside = [event for event in row.none_of if not _same_genes(event, met)]
    why = [*_reasons(met, seen), *_not_seen(beside, copies)]
    return Match(
        biomarker=row.biomarker,
        alterations=tuple(dict.fromkeys(id_ for event in met for id_, _ in seen[event] if id_)),
        specificity=min(map(specificity, met), key=_RANK.__getitem__),
        why=f"{_listed(why)}.",
        disease_match=row.biomarker.disease_match(disease),
    )


def _reasons(met: Sequence[Event], seen: Seen) -> list[str]:
    """Why each term is met; what the exact term of copies says, a milder one does not repeat."""
    exact = {id_ for event in met if event.detail in EXACT for id_, _ in seen[event]}
    return [
        why
        for event in met
        for id_, why in seen[event]
        if event.detail in EXACT or id_ not in exact
    ]


def _not_seen(beside: Sequence[Event], copies: Mapping[str, GeneCopies]) -> list[str]:
    """What a row asks not to be there; of copies what is known of them."""
    of_copies = [event for event in beside if event.kind is EventKind.COPY_NUMBER]
    others = [event.text for event in beside if event not in of_copies]
    said = [_copies_of(event.genes[0], copies) for event in of_copies]
    if others:
        said.insert(0, reasons.NOT_SEEN.format(terms=", ".join(others).replace("_", " ")))
    return said


def _copies_of(gene: str, copies: Mapping[str, GeneCopies]) -> str:
    if not copies:
        return reasons.NOT_ASSAYED_TERM.format(gene=gene)
    found = copies.get(gene)
    if found is None or found.copy_class is CopyClass.NO_CALL:
        return reasons.NO_CALL_TERM.format(gene=gene)
    said = CLASS_NAMES[found.copy_class]
    known = amount(found)
    template = reasons.COPIES_TERM if known else reasons.COPIES_TERM_BARE
    return template.format(gene=gene, amount=known, found=said)


def _same_genes(event: Event, met: Iterable[Event]) -> bool:
    """Whether a term only narrows the alteration that met the row, and is no event beside it."""
    return any(set(event.genes) & set(other.genes) for other in met)


def _why_met(event: Event, alteration: AnyAlteration, hotspots: HotspotTable) -> str:
    """One alteration alone meets a term for both alleles only if it takes both."""
    reason = why_met(event, alteration, hotspots)
    one_hit = event.both_alleles and both_lost([alteration], NOTHING_KNOWN) is None
    return reasons.ONE_HIT.format(reason=reason) if one_hit else reason


def _listed(clauses: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(clauses))
