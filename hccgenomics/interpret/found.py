"""What was found in one sample, as curated terms ask for it: by gene, and by stated subject."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import facts as stated
from hccgenomics.interpret import reasons
from hccgenomics.interpret.along_protein import AlongProtein, names_residues
from hccgenomics.interpret.altered_names import CLASS_NAMES
from hccgenomics.interpret.both_alleles import NOTHING_KNOWN, beyond_alterations, both_lost
from hccgenomics.interpret.events import as_written, meets, why_met
from hccgenomics.interpret.facts import FACT_TERMS
from hccgenomics.interpret.large_events import EXACT, genes_of
from hccgenomics.model.amounts import amount
from hccgenomics.model.curated import HotspotTable
from hccgenomics.model.event import parse_event
from hccgenomics.vocabulary import CopyClass, EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hccgenomics.interpret.facts import FactKey
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.copy_number import GeneCopies
    from hccgenomics.model.cross_check import CrossCheckRow
    from hccgenomics.model.event import Event
    from hccgenomics.model.evidence import Biomarker
    from hccgenomics.model.observation import Fact
    from hccgenomics.vocabulary import Disease, Specimen

NO_HOTSPOTS: Final = HotspotTable()
_PATHWAY: Final = "pathway "


@dataclass(frozen=True, slots=True)
class Profile:
    """What a curated row or a cross-check asks for, its terms parsed."""

    any_of: tuple[Event, ...]
    all_of: tuple[Event, ...]
    none_of: tuple[Event, ...]

    @property
    def asked(self) -> tuple[Event, ...]:
        """What is to be seen, the leading terms first."""
        return (*self.any_of, *self.all_of)

    @property
    def leading(self) -> tuple[Event, ...]:
        """What the row is about; what else it asks to be there are its conditions."""
        return self.any_of or self.all_of


def profile_of(row: Biomarker | CrossCheckRow) -> Profile:
    """The terms of a row, parsed."""
    return Profile(
        any_of=tuple(map(parse_event, row.any_of)),
        all_of=tuple(map(parse_event, row.all_of)),
        none_of=tuple(map(parse_event, row.none_of)),
    )


@dataclass(frozen=True, slots=True)
class Hits:
    """What meets one term.

    Attributes:
        alterations: Drivers first, then by id; among them gains and losses without an id.
        both: What shows that both alleles are hit, where a term asks for it and one does not say
            so itself.
    """

    alterations: tuple[AnyAlteration, ...] = ()
    facts: tuple[Fact, ...] = ()
    both: str = ""

    @property
    def alteration_ids(self) -> Iterator[str]:
        """Without what has none."""
        return (one.id for one in self.alterations if one.id)


class Found:
    """One sample's alterations, copies and stated facts; each term is looked up once.

    Attributes:
        alterations: What was kept.
        facts: What was stated beside the files, each in the unit of ``facts.tsv``.
        specimen: Rows about plasma are met by plasma only.
        disease: Rows are met only by the patients they are curated to be shown to.
        hotspots: What ``oncogenic_hotspot`` means, and the residue numbers of isoforms.
        copies: By gene, also of genes that are no alteration: a row may ask for a mere gain or for
            the loss of one allele; empty where copy number was not assayed.
    """

    def __init__(
        self,
        alterations: Sequence[AnyAlteration],
        *,
        specimen: Specimen,
        disease: Disease,
        hotspots: HotspotTable = NO_HOTSPOTS,
        copies: Mapping[str, GeneCopies] = NOTHING_KNOWN,
        facts: Sequence[Fact] = (),
    ) -> None:
        self.specimen = specimen
        self.disease = disease
        self.hotspots = hotspots
        self.copies = copies
        self.alterations = tuple(alterations)
        self.facts = tuple(facts)
        self._by_gene = _by_gene((*alterations, *beyond_alterations(alterations, copies)))
        self._lines: dict[str, AlongProtein] = {}
        self._stated: dict[FactKey, list[Fact]] = defaultdict(list)
        for fact in sorted(facts, key=attrgetter("id", "date", "text")):
            self._stated[stated.key_of(fact)].append(fact)
        self._met: dict[str, tuple[AnyAlteration, ...]] = {}
        self._hits: dict[str, Hits | None] = {}
        self._whys: dict[str, tuple[tuple[str, str], ...]] = {}

    def stated(self, event: Event) -> Sequence[Fact]:
        """The facts that a term asks about, whatever they say."""
        return self._stated.get(stated.asked_about(event), ())

    def hits(self, event: Event) -> Hits | None:
        """What meets a term; ``None`` where nothing does."""
        if event.text not in self._hits:
            self._hits[event.text] = self._look(event)
        return self._hits[event.text]

    def is_met(self, event: Event) -> bool:
        """Whether anything meets a term."""
        return self.hits(event) is not None

    def ids(self, events: Iterable[Event]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Of the alterations and of the facts that meet any of these terms, each once."""
        hits = [self.hits(event) or Hits() for event in events]
        ids = dict.fromkeys(id_ for hit in hits for id_ in hit.alteration_ids)
        return tuple(ids), tuple(dict.fromkeys(fact.id for hit in hits for fact in hit.facts))

    def _look(self, event: Event) -> Hits | None:
        if event.kind in FACT_TERMS:
            facts = tuple(fact for fact in self.stated(event) if stated.is_met(event, fact))
            return Hits(facts=facts) if facts else None
        found = self.meeting(event)
        if not found:
            return None
        both = both_lost(found, self.copies) if event.both_alleles else ""
        return None if both is None else Hits(found, both=both)

    def meeting(self, event: Event) -> tuple[AnyAlteration, ...]:
        """The alterations that are what a term names, also where it asks for both alleles."""
        asked = event.text.removeprefix(_PATHWAY).removesuffix(" both_alleles")
        if asked not in self._met:
            there = (one for gene in event.genes for one in self._candidates(event, gene))
            once = {id(one): one for one in there if meets(event, one, self.hotspots)}
            self._met[asked] = tuple(sorted(once.values(), key=_drivers_first))
        return self._met[asked]

    def _candidates(self, event: Event, gene: str) -> Sequence[AnyAlteration]:
        """The alterations of a gene that could meet a term."""
        there = self._by_gene.get(gene, ())
        if not names_residues(event) or event.start is None or event.end is None:
            return there
        if gene not in self._lines:
            self._lines[gene] = AlongProtein(there, self.hotspots)
        return self._lines[gene].touching(event.start, event.end)

    def whys(self, event: Event) -> tuple[tuple[str, str], ...]:
        """Ids of what meets a term, each with the reason."""
        if event.text not in self._whys:
            hits = self.hits(event) or Hits()
            self._whys[event.text] = tuple(self._reasons(event, hits))
        return self._whys[event.text]

    def _reasons(self, event: Event, hits: Hits) -> Iterator[tuple[str, str]]:
        for one in hits.alterations:
            yield one.id, why_met(event, one, self.hotspots)
        if hits.both:
            yield hits.alterations[0].id, hits.both
        for fact in hits.facts:
            yield fact.id, stated.why_met(event, fact)

    def clauses(self, met: Sequence[Event]) -> list[str]:
        """Why each term is met; what the exact term of copies says, a milder one leaves out."""
        exact = {id_ for event in met if event.detail in EXACT for id_, _ in self.whys(event)}
        return [
            why
            for event in met
            for id_, why in self.whys(event)
            if event.detail in EXACT or id_ not in exact
        ]

    def unseen(self, events: Iterable[Event], *, excluded: bool = False) -> list[str]:
        """What is known of terms that nothing meets: never that they are absent.

        Args:
            events: The terms.
            excluded: Whether a row asks them not to be met; else they are what it lacks.
        """
        events = tuple(events)
        facts = [event for event in events if event.kind in FACT_TERMS]
        of_copies = [event for event in events if event.kind is EventKind.COPY_NUMBER]
        others = [as_written(event) for event in events if event not in (*facts, *of_copies)]
        said = [reasons.NOT_SEEN.format(terms=", ".join(others))] if others else []
        said += [copies_of(event.genes[0], self.copies) for event in of_copies]
        return [*said, *self._of_facts(facts, excluded=excluded)]

    def _of_facts(self, events: Sequence[Event], *, excluded: bool) -> Iterator[str]:
        for event in events:
            facts = self.stated(event)
            if facts and not excluded:
                yield stated.why_none(event, facts)
            elif facts:
                texts = "; ".join(fact.text for fact in facts)
                yield reasons.FACT_BESIDE.format(text=texts, asked=stated.asked_of(event))
        unstated = dict.fromkeys(stated.asked_of(e) for e in events if not self.stated(e))
        if unstated:
            yield reasons.NOT_STATED.format(terms=", ".join(unstated))


def _by_gene(alterations: Iterable[AnyAlteration]) -> Mapping[str, list[AnyAlteration]]:
    by_gene: dict[str, list[AnyAlteration]] = defaultdict(list)
    for one in alterations:
        for gene in genes_of(one):
            by_gene[gene].append(one)
    return by_gene


def _drivers_first(one: AnyAlteration) -> tuple[bool, str, str]:
    return not one.is_driver, one.id, one.gene


def copies_of(gene: str, copies: Mapping[str, GeneCopies]) -> str:
    """What is known of the copies of a gene, in one clause."""
    if not copies:
        return reasons.NOT_ASSAYED_TERM.format(gene=gene)
    found = copies.get(gene)
    if found is None or found.copy_class is CopyClass.NO_CALL:
        return reasons.NO_CALL_TERM.format(gene=gene)
    said = CLASS_NAMES[found.copy_class]
    known = amount(found)
    template = reasons.COPIES_TERM if known else reasons.COPIES_TERM_BARE
    return template.format(gene=gene, amount=known, found=said)


def listed(clauses: Iterable[str]) -> str:
    """Clauses of one sentence, each once."""
    return "; ".join(dict.fromkeys(clauses))
