"""Whether an alteration larger than a small variant is the event a curated term asks for.

A term of copy number asks for *at least* that much: ``gain`` is met by an amplification too,
``loss`` by a homozygous deletion and by the loss of one parental allele at unchanged copies.
``focal_amplification`` is an amplification that is not of the whole arm or chromosome. A
borderline class meets no term for what it borders on; it is a gain, or a loss, all the same.
``loss_of_function`` is met by a homozygous deletion and by a rearrangement that cuts the gene, and
``GENE exon N splice`` by a deletion of exactly that exon.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from hccgenomics.interpret import reasons
from hccgenomics.interpret.altered_names import CLASS_NAMES, altered_name
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.amounts import amount
from hccgenomics.model.copy_number import CopyNumberAlteration
from hccgenomics.model.structural import (
    IntegrationAlteration,
    StructuralAlteration,
)
from hccgenomics.vocabulary import (
    CopyClass,
    EffectClass,
    EventKind,
    Extent,
    Frame,
    GenePart,
    StructuralEventKind,
)

if TYPE_CHECKING:
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.event import Event
    from hccgenomics.model.structural import StructuralEvent

    LargeAlteration = CopyNumberAlteration | StructuralAlteration | IntegrationAlteration

AMPLIFICATION: Final = "amplification"
FOCAL_AMPLIFICATION: Final = "focal_amplification"
GAIN: Final = "gain"
LOSS: Final = "loss"
HOMOZYGOUS_DELETION: Final = "homozygous_deletion"
FUSION: Final = "fusion"
REARRANGEMENT: Final = "rearrangement"
VIRAL_INTEGRATION: Final = "viral_integration"

AT_LEAST: Final = {
    AMPLIFICATION: frozenset({CopyClass.AMPLIFICATION}),
    FOCAL_AMPLIFICATION: frozenset({CopyClass.AMPLIFICATION}),
    GAIN: frozenset({CopyClass.GAIN, CopyClass.BORDERLINE_AMPLIFICATION, CopyClass.AMPLIFICATION}),
    LOSS: frozenset(
        {
            CopyClass.LOSS,
            CopyClass.BORDERLINE_HOMOZYGOUS_DELETION,
            CopyClass.HOMOZYGOUS_DELETION,
        }
    ),
    HOMOZYGOUS_DELETION: frozenset({CopyClass.HOMOZYGOUS_DELETION}),
}
"""What meets each term of copy number."""
EXACT: Final = frozenset({AMPLIFICATION, FOCAL_AMPLIFICATION, HOMOZYGOUS_DELETION})
_WIDE: Final = frozenset({Extent.ARM, Extent.CHROMOSOME})
_SHORTENED: Final = frozenset({EffectClass.INFRAME_DELETION, EffectClass.INFRAME})
"""Terms that a milder term of the same row, met by the same gene, adds nothing to."""
PARTNERS: Final = 2
"""Of a fusion that a term names whole."""
_REARRANGED: Final = frozenset(
    {
        StructuralEventKind.FUSION,
        StructuralEventKind.DISRUPTION,
        StructuralEventKind.EXONS_DELETED,
        StructuralEventKind.EXONS_DUPLICATED,
        StructuralEventKind.PROMOTER_REARRANGEMENT,
    }
)
_CUT: Final = frozenset({GenePart.FIVE_PRIME, GenePart.THREE_PRIME})


def genes_of(alteration: AnyAlteration) -> tuple[str, ...]:
    """Every gene that an alteration concerns; of a fusion both partners."""
    if isinstance(alteration, StructuralAlteration):
        return alteration.event.genes or (alteration.gene,)
    return (alteration.gene,)


def is_viral_insertion(event: Event, alteration: SmallAlteration) -> bool:
    """Whether a small variant is viral sequence inserted where it acts on the gene asked for."""
    found = alteration.integration
    is_asked = event.kind is EventKind.STRUCTURAL and event.detail == VIRAL_INTEGRATION
    is_at_gene = found is not None and found.gene in event.genes
    return is_asked and is_at_gene and alteration.is_driver


def meets_large(event: Event, alteration: LargeAlteration) -> bool:
    """Whether the alteration is the event; its genes have been compared before."""
    if event.below_vaf is not None:
        return False
    match alteration:
        case CopyNumberAlteration():
            return _by_copies(event, alteration)
        case StructuralAlteration():
            return _by_junction(event, alteration) and speaks_against(alteration) is None
        case IntegrationAlteration():
            is_asked = event.kind is EventKind.STRUCTURAL and event.detail == VIRAL_INTEGRATION
            return is_asked and alteration.is_driver  # elsewhere in the gene it is a remark
        case _:
            assert_never(alteration)


def speaks_against(alteration: AnyAlteration) -> str | None:
    """Why a rule does not take an alteration for what it seems; ``None`` if none does."""
    return next((f.why for f in alteration.findings if f.drives is False), None)


def _by_copies(event: Event, alteration: CopyNumberAlteration) -> bool:
    found = alteration.copies.copy_class
    if event.kind is EventKind.CLASS:
        is_loss = event.effect is EffectClass.LOSS_OF_FUNCTION
        return is_loss and found is CopyClass.HOMOZYGOUS_DELETION
    if event.kind is not EventKind.COPY_NUMBER:
        return False
    if event.detail == LOSS and alteration.copies.is_loh:
        return True
    return found in AT_LEAST[event.detail] and not _is_too_wide(event, alteration)


def _is_too_wide(event: Event, alteration: CopyNumberAlteration) -> bool:
    """Whether a row asks for less than an arm, and the whole arm is amplified."""
    around = alteration.copies.event
    is_wide = around is not None and around.extent in _WIDE
    return is_wide and event.detail == FOCAL_AMPLIFICATION


def _by_junction(event: Event, alteration: StructuralAlteration) -> bool:
    found = alteration.event
    match event.kind:
        case EventKind.STRUCTURAL if event.detail == FUSION:
            return _is_fusion(event, found)
        case EventKind.STRUCTURAL if event.detail == REARRANGEMENT:
            return found.kind in _REARRANGED
        case EventKind.CLASS if event.effect is EffectClass.LOSS_OF_FUNCTION:
            return _is_cut(event.genes[0], found)
        case EventKind.EXON if event.effect is EffectClass.SPLICE:
            return event.exon is not None and lost_exons(found) == {event.exon}
        case EventKind.CODONS if event.effect in _SHORTENED:
            return _is_shortened(event, found)
        case _:
            return False


def _is_shortened(event: Event, found: StructuralEvent) -> bool:
    """Whether a deletion in frame takes residues of the codons asked for."""
    if found.frame is not Frame.IN_FRAME or found.residues is None:
        return False
    if event.start is None or event.end is None:
        return False
    first, last = found.residues
    return found.kind is StructuralEventKind.EXONS_DELETED and (
        first <= event.end and event.start <= last
    )


def _is_fusion(event: Event, found: StructuralEvent) -> bool:
    if found.kind is not StructuralEventKind.FUSION or found.frame is Frame.OUT_OF_FRAME:
        return False
    return set(event.genes) <= set(found.genes)


def _is_cut(gene: str, found: StructuralEvent) -> bool:
    """Whether the gene can no longer make its protein from this allele."""
    match found.kind:
        case StructuralEventKind.DISRUPTION | StructuralEventKind.GENE_DELETED:
            return True
        case StructuralEventKind.EXONS_DELETED:
            return found.frame is not Frame.IN_FRAME
        case StructuralEventKind.EXONS_DUPLICATED:
            return found.frame is Frame.OUT_OF_FRAME
        case StructuralEventKind.FUSION:
            return any(broken.gene == gene and broken.part in _CUT for broken in found.breaks)
        case _:
            return False


def lost_exons(found: StructuralEvent) -> set[int]:
    """Numbers of the exons that an event takes out of its gene; empty if none or unknown."""
    if found.kind is not StructuralEventKind.EXONS_DELETED:
        return set()
    last, first = found.exons or _kept_by_introns(found)
    if last is None or first is None:
        return set()
    return set(range(last + 1, first))


def _kept_by_introns(found: StructuralEvent) -> tuple[int | None, int | None]:
    """The last exon kept before the deletion and the first kept after it."""
    introns = {broken.part: broken.intron for broken in found.breaks if broken.intron}
    before, after = introns.get(GenePart.FIVE_PRIME), introns.get(GenePart.THREE_PRIME)
    if before is None or after is None:
        return None, None
    return _number(before), _number(after) + 1


def _number(numbered: str) -> int:
    return int(numbered.partition("/")[0])


def why_large(event: Event, alteration: LargeAlteration, asked: str) -> str:
    """One clause: what met the term."""
    name = named_with_amount(alteration)
    match alteration:
        case CopyNumberAlteration(copies=copies) if event.kind is EventKind.CLASS:
            return reasons.COPIES_LOST.format(name=name, gene=copies.gene, asked=asked)
        case CopyNumberAlteration(copies=copies) if event.detail == FOCAL_AMPLIFICATION:
            template = reasons.WIDTH_OPEN if copies.event is None else reasons.IS_ASKED
            return template.format(name=name, asked=asked)
        case CopyNumberAlteration(copies=copies) if copies.copy_class not in AT_LEAST[event.detail]:
            return reasons.LOH_IS_LOSS.format(name=name, asked=asked)
        case CopyNumberAlteration(copies=copies) if asked != CLASS_NAMES[copies.copy_class]:
            return reasons.AT_LEAST.format(name=name, asked=asked)
        case StructuralAlteration() if event.kind is not EventKind.STRUCTURAL:
            return reasons.REARRANGED_AS.format(name=name, asked=asked)
        case _:
            return reasons.IS_ASKED.format(name=name, asked=asked)


def why_not_large(event: Event, alteration: LargeAlteration, asked: str) -> str:
    """One clause: what keeps an alteration from meeting a term of its gene."""
    name = named_with_amount(alteration)
    match alteration:
        case CopyNumberAlteration() if _is_too_wide(event, alteration):
            return reasons.TOO_WIDE.format(name=name, asked=asked)
        case StructuralAlteration() if _by_junction(event, alteration):
            pass
        case StructuralAlteration() if _lacks_frame(event, alteration.event):
            return reasons.OUT_OF_FRAME.format(name=name, asked=asked)
        case StructuralAlteration() if event.detail == FUSION and len(event.genes) == PARTNERS:
            return reasons.OTHER_PARTNER.format(name=name, asked="::".join(event.genes))
    return reasons.OF.format(name=name, asks=_asks(event, alteration, asked))


def _asks(event: Event, alteration: LargeAlteration, asked: str) -> str:
    """What the row asks for, where that says enough beside the name."""
    match alteration:
        case CopyNumberAlteration(copies=copies) if event.kind is EventKind.COPY_NUMBER:
            cut_off = f" ({copies.threshold.rstrip('.')})" if copies.threshold else ""
            return reasons.OTHER_COPIES.format(asked=asked, cut_off=cut_off)
        case StructuralAlteration() if _by_junction(event, alteration):
            why = (speaks_against(alteration) or "").rstrip(".")
            return reasons.SPOKEN_AGAINST.format(why=why, asked=asked)
        case _:
            return reasons.OTHER_KIND.format(asked=asked)


def _lacks_frame(event: Event, found: StructuralEvent) -> bool:
    return event.detail == FUSION and found.frame is Frame.OUT_OF_FRAME


def named_with_amount(alteration: AnyAlteration) -> str:
    """``FGF19 amplification, 11 copies (8.1 to 14)``; the name alone without copies."""
    name = altered_name(alteration)
    if not isinstance(alteration, CopyNumberAlteration):
        return name
    said = amount(alteration.copies)
    return f"{name}, {said}" if said else name


def leaves_other_allele(alteration: AnyAlteration) -> bool:
    """Whether one hit and the loss of one allele are two things.

    A structural deletion of the whole gene is that loss itself.
    """
    if isinstance(alteration, SmallAlteration):
        return True
    if isinstance(alteration, StructuralAlteration):
        return alteration.event.kind is not StructuralEventKind.GENE_DELETED
    return False


def is_homozygous_deletion(alteration: AnyAlteration) -> bool:
    """Whether both copies are gone."""
    return (
        isinstance(alteration, CopyNumberAlteration)
        and alteration.copies.copy_class is CopyClass.HOMOZYGOUS_DELETION
    )
