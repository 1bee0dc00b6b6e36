"""Which alterations are flagged as drivers: one rule, one function, one reason.

A rule returns a finding or ``None``. ``RULES`` is the policy, in the order a reader sees it; an
alteration is a driver if a finding speaks for it and none against. A missense change of a tumour
suppressor outside the hotspots is no finding: its significance is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import reasons
from hccgenomics.interpret.events import meets
from hccgenomics.interpret.residues import (
    RECURRENT_CHANGE,
    hotspots_hit,
    is_late_truncation,
    is_of_class,
    is_premature_stop,
    is_untranslated_splice,
    net_change,
    select_protein,
)
from hccgenomics.model.alteration import Finding
from hccgenomics.model.event import parse_event
from hccgenomics.vocabulary import (
    TRUNCATING_CONSEQUENCES,
    Consequence,
    EffectClass,
    GeneRole,
    HotspotKind,
    PromoterVerdict,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from hccgenomics.model.alteration import SmallAlteration
    from hccgenomics.model.curated import GeneRow, Hotspot, HotspotCount, HotspotTable
    from hccgenomics.model.evidence import KnowledgeBase

    Counts = Mapping[str, Sequence[HotspotCount]]
    Rule = Callable[[SmallAlteration, "Tables"], Finding | None]

RECURRENT_TUMOURS: Final = 10
"""Tumours with the same amino-acid change that make it recurrent: the lower bound shared by OS3 and
OM3 of the ClinGen/CGC/VICC oncogenicity guideline (Horak 2022, doi:10.1016/j.gim.2022.01.001)."""

EXON_LOSSES: Final = (
    parse_event("MET exon 14 splice"),
    parse_event("MET codon D1010 missense"),
)
"""Events that skip MET exon 14, as row MET-04 of the biomarkers names them; codon D1010 is the last
of the exon, and its missense changes hit the splice site."""

PROMOTER_UNKNOWN: Final = "promoter_unknown"
"""The remark on an allele of the TERT promoter that is on no list."""

LOSS_ROLES: Final = frozenset({GeneRole.TUMOUR_SUPPRESSOR, GeneRole.BOTH})


@dataclass(frozen=True, slots=True)
class Tables:
    """What the rules look things up in."""

    genes: Mapping[str, GeneRow]
    hotspots: HotspotTable
    counts: Counts | None

    def role(self, gene: str) -> GeneRole | None:
        """What the table says a gene does; ``None`` for genes it does not list."""
        row = self.genes.get(gene)
        return None if row is None else row.role

    def judges(self, gene: str) -> bool:
        """Whether any rule could flag a variant of this gene."""
        counted = self.counts is not None and gene in self.counts
        return gene in self.genes or gene in self.hotspots.by_gene or counted


def flag(
    alteration: SmallAlteration,
    genes: Mapping[str, GeneRow],
    hotspots: HotspotTable,
    counts: Counts | None,
) -> tuple[Finding, ...]:
    """Every finding on one alteration, in the order of the rules."""
    tables = Tables(genes, hotspots, counts)
    found = (rule(alteration, tables) for rule in RULES)
    return tuple(finding for finding in found if finding is not None)


def unjudged(panel: Iterable[str], base: KnowledgeBase) -> tuple[str, ...]:
    """The panel genes of which no table of the drivers speaks."""
    tables = Tables(base.genes, base.hotspots, base.counts)
    return tuple(gene for gene in sorted(panel) if not tables.judges(gene))


def promoter(alteration: SmallAlteration, _: Tables) -> Finding | None:
    """An allele of the TERT promoter window, by the verdict on its bases."""
    finding = alteration.promoter
    if finding is None:
        return None
    why = reasons.PROMOTER.format(why=finding.why[:1].upper() + finding.why[1:].rstrip("."))
    match finding.verdict:
        case PromoterVerdict.HOTSPOT:
            return Finding("promoter_hotspot", drives=True, why=why)
        case PromoterVerdict.BENIGN:
            return Finding("benign_promoter", drives=False, why=why)
        case PromoterVerdict.UNCERTAIN:
            return Finding(PROMOTER_UNKNOWN, drives=None, why=why)


def hotspot_codon(alteration: SmallAlteration, tables: Tables) -> Finding | None:
    """A missense change of a listed hotspot residue."""
    row = _listed(alteration, tables, HotspotKind.MISSENSE)
    if row is None:
        return None
    why = reasons.HOTSPOT.format(
        **_named(alteration, row),
        known_as=_known_as(alteration, tables),
        tcga=reasons.IN_TCGA.format(tumours=row.tcga_tumours) if row.tcga_tumours else "",
        source=row.source,
    )
    return Finding("hotspot_codon", drives=True, why=why)


def inframe_hotspot(alteration: SmallAlteration, tables: Tables) -> Finding | None:
    """An in-frame change within a listed region, such as CTNNB1 exon 3."""
    row = _listed(alteration, tables, HotspotKind.INFRAME)
    if row is None:
        return None
    why = reasons.INFRAME.format(**_named(alteration, row), source=row.source)
    return Finding("inframe_hotspot", drives=True, why=why)


def activating_exon_loss(alteration: SmallAlteration, tables: Tables) -> Finding | None:
    """A splice change that skips an exon without which an oncogene is active (MET exon 14)."""
    for event in EXON_LOSSES:
        if alteration.gene in event.genes and meets(event, alteration, tables.hotspots):
            return Finding("activating_exon_loss", drives=True, why=reasons.EXON_LOSS)
    return None


def recurrent_change(alteration: SmallAlteration, tables: Tables) -> Finding | None:
    """The same amino-acid change in many tumours of the pan-cancer table, if it is installed."""
    change = _countable(alteration, tables)
    if change is None or hotspots_hit(alteration, tables.hotspots):
        return None
    if tables.counts is None:
        return Finding("recurrence_not_evaluated", drives=None, why=reasons.COUNTS_MISSING)
    row = _counted(alteration, tables)
    if row is None:
        return None
    tumours = row.counts.get(change, 0)
    counted = _counted_words(alteration, row, tumours)
    if tumours >= RECURRENT_TUMOURS:
        why = reasons.RECURRENT.format(counted=counted)
        return Finding(RECURRENT_CHANGE, drives=True, why=why)
    why = reasons.SELDOM.format(counted=counted, floor=RECURRENT_TUMOURS)
    return Finding("recurrent_position", drives=None, why=why)


def loss_in_tumour_suppressor(alteration: SmallAlteration, tables: Tables) -> Finding | None:
    """A truncating, splice-null or start-loss change of a tumour suppressor."""
    role = tables.role(alteration.gene)
    if role not in LOSS_ROLES or not is_of_class(alteration, EffectClass.LOSS_OF_FUNCTION):
        return None
    both = reasons.BOTH_ROLES if role is GeneRole.BOTH else ""
    if is_late_truncation(alteration):
        late = reasons.LATE if is_premature_stop(alteration.effect) else reasons.LATE_OTHER
        why = late.format(gene=alteration.gene, both=both)
        return Finding("late_truncation", drives=None, why=why)
    code, what = _kind_of_loss(alteration)
    decay = reasons.ESCAPES_DECAY if alteration.effect.escapes_nmd else ""
    why = reasons.LOSS.format(what=what, gene=alteration.gene, both=both, decay=decay)
    return Finding(code, drives=True, why=why)


def loss_in_oncogene(alteration: SmallAlteration, tables: Tables) -> Finding | None:
    """A null change of an oncogene does not activate it; said, so that nobody counts it.

    A splice site is another matter: exon 3 of CTNNB1 or exon 2 of NFE2L2, skipped, activates.
    """
    lost = is_of_class(alteration, EffectClass.LOSS_OF_FUNCTION)
    if tables.role(alteration.gene) is not GeneRole.ONCOGENE or not lost:
        return None
    if activating_exon_loss(alteration, tables) is not None:
        return None
    if is_of_class(alteration, EffectClass.SPLICE):
        why = reasons.SPLICED_ONCOGENE.format(gene=alteration.gene)
        return Finding("splice_in_oncogene", drives=None, why=why)
    _, what = _kind_of_loss(alteration)
    why = reasons.LOST_ONCOGENE.format(what=what, gene=alteration.gene)
    return Finding("loss_in_oncogene", drives=None, why=why)


def untranslated_splice(alteration: SmallAlteration, _: Tables) -> Finding | None:
    """A splice site between untranslated exons: no loss of function by itself."""
    if not is_untranslated_splice(alteration.effect):
        return None
    why = reasons.UNTRANSLATED.format(gene=alteration.gene)
    return Finding("untranslated_splice", drives=None, why=why)


def haematopoietic_codon(alteration: SmallAlteration, tables: Tables) -> Finding | None:
    """A codon of leukaemia, so of blood cells (IDH2 R140), and not of liver tumours."""
    row = _listed(alteration, tables, HotspotKind.HAEMATOPOIESIS)
    if row is None:
        return None
    why = reasons.HAEMATOPOIETIC.format(**_named(alteration, row), source=row.source)
    return Finding("haematopoietic_codon", drives=None, why=why)


def likely_passenger(alteration: SmallAlteration, tables: Tables) -> Finding | None:
    """Genes that hepatocytes express so strongly that indels gather there (ALB, APOB)."""
    changed = is_of_class(alteration, EffectClass.ANY)
    if tables.role(alteration.gene) is not GeneRole.PASSENGER or not changed:
        return None
    why = reasons.PASSENGER.format(gene=alteration.gene)
    return Finding("likely_passenger", drives=False, why=why)


def artefact_prone(alteration: SmallAlteration, tables: Tables) -> Finding | None:
    """Positions that look recurrent and behave like artefacts (EEF1A1 T432, LZTR1 codon 217)."""
    row = _listed(alteration, tables, HotspotKind.ARTEFACT)
    if row is None:
        return None
    why = reasons.ARTEFACT.format(**_named(alteration, row))
    return Finding("artefact_prone", drives=False, why=why)


def not_judged(alteration: SmallAlteration, tables: Tables) -> Finding | None:
    """A gene of which no table speaks: silence about its variants is no verdict."""
    if tables.judges(alteration.gene):
        return None
    why = reasons.NOT_JUDGED.format(gene=alteration.gene)
    return Finding("not_judged", drives=None, why=why)


RULES: Final[tuple[Rule, ...]] = (
    promoter,
    hotspot_codon,
    inframe_hotspot,
    activating_exon_loss,
    recurrent_change,
    loss_in_tumour_suppressor,
    loss_in_oncogene,
    untranslated_splice,
    haematopoietic_codon,
    likely_passenger,
    artefact_prone,
    not_judged,
)
CODES: Final[tuple[str, ...]] = (
    "promoter_hotspot", "benign_promoter", "promoter_unknown", "hotspot_codon", "inframe_hotspot",
    "activating_exon_loss", RECURRENT_CHANGE, "recurrent_position", "recurrence_not_evaluated",
    "truncating", "splice_null", "start_loss", "null", "late_truncation", "splice_in_oncogene",
    "loss_in_oncogene", "untranslated_splice", "haematopoietic_codon", "likely_passenger",
    "artefact_prone", "not_judged",
)  # fmt: skip
"""Everything the rules may find, in their order; a report names those that an alteration did not
meet by these."""


def _listed(alteration: SmallAlteration, tables: Tables, kind: HotspotKind) -> Hotspot | None:
    rows = hotspots_hit(alteration, tables.hotspots)
    return next((row for row in rows if row.kind is kind), None)


def _countable(alteration: SmallAlteration, tables: Tables) -> str | None:
    """The change as the pan-cancer table writes it, where that table could speak of it."""
    protein = select_protein(alteration, tables.hotspots)
    if protein is None or is_of_class(alteration, EffectClass.LOSS_OF_FUNCTION):
        return None
    if is_of_class(alteration, EffectClass.MISSENSE) and protein.start == protein.end:
        return protein.alt
    if is_of_class(alteration, EffectClass.INFRAME) and net_change(protein) is not None:
        return alteration.short_protein.removeprefix("p.")
    return None


def _counted(alteration: SmallAlteration, tables: Tables) -> HotspotCount | None:
    protein = select_protein(alteration, tables.hotspots)
    if protein is None or tables.counts is None:
        return None
    missense = is_of_class(alteration, EffectClass.MISSENSE)
    kind = HotspotKind.MISSENSE if missense else HotspotKind.INFRAME
    rows = tables.counts.get(alteration.gene, ())
    return next(
        (
            row
            for row in rows
            if row.kind is kind and row.start <= protein.end and protein.start <= row.end
        ),
        None,
    )


def _counted_words(alteration: SmallAlteration, row: HotspotCount, same: int) -> str:
    missense = row.kind is HotspotKind.MISSENSE
    return reasons.COUNTED.format(
        same=same,
        kind=reasons.COUNTED_MISSENSE if missense else reasons.COUNTED_INFRAME,
        where=f"{row.ref}{row.start}" if missense else f"residues {row.start} to {row.end}",
        tumours=row.tumours,
    )


def _kind_of_loss(alteration: SmallAlteration) -> tuple[str, str]:
    """The finding's code and its words."""
    if is_of_class(alteration, EffectClass.TRUNCATING):
        terms = (t for t in alteration.effect.consequences if t in TRUNCATING_CONSEQUENCES)
        return "truncating", reasons.TRUNCATING.format(consequence=next(terms).value)
    if is_of_class(alteration, EffectClass.SPLICE):
        return "splice_null", reasons.SPLICE
    if Consequence.START_LOST in alteration.effect.consequences:
        return "start_loss", reasons.START
    return "null", reasons.TRANSCRIPT


def _named(alteration: SmallAlteration, row: Hotspot) -> dict[str, str]:
    """The slots that every sentence about a listed residue has."""
    return {
        "gene": alteration.gene,
        "residues": row.residues,
        "note": reasons.NOTE.format(note=row.note) if row.note else "",
    }


def _known_as(alteration: SmallAlteration, tables: Tables) -> str:
    """The number on MANE Select, where the alteration was named on another transcript."""
    counted, named = select_protein(alteration, tables.hotspots), alteration.effect.protein
    if counted is None or named is None or counted.start == named.start:
        return ""
    return reasons.KNOWN_AS.format(ref=counted.ref, residue=counted.start, alt=counted.alt)
