"""Event terms as GA4GH categorical variants (Cat-VRS 1.0), exact where the standard is exact.

A protein change is defined by its VRS 2 allele on the MANE Select protein, named by its refget
digest; a class of copies by its gene and the change of copies. What Cat-VRS has no constraint for
(a class of variants, a fusion with any partner) keeps its gene, and its term as an extension.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hccgenomics.vocabulary import EventKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.knowledge.transcripts import PanelModels
    from hccgenomics.model.event import Event

VARIANTS: Final = frozenset(EventKind) - {
    EventKind.EXPRESSION,
    EventKind.SIGNATURE,
    EventKind.LABORATORY,
    EventKind.CLINICAL,
}
"""Events that are variants of a gene."""
COPY_CHANGE: Final = {
    "amplification": "high-level gain",
    "focal_amplification": "high-level gain",
    "gain": "gain",
    "loss": "loss",
    "homozygous_deletion": "complete genomic loss",
}
TRANSLATION: Final = {
    "primaryCoding": {"system": "http://www.sequenceontology.org", "code": "translation_of"}
}
EVENT: Final = "hccgenomics_event"

Json = dict[str, Any]


def variants_of(event: Event, models: PanelModels) -> list[Json]:
    """One categorical variant, or one for each residue that the term names."""
    if event.kind is EventKind.PROTEIN and len(event.changes) > 1:
        return [
            _variant(event, _named(event, change), [change], models) for change in event.changes
        ]
    return [_variant(event, event.text, event.changes, models)]


def _named(event: Event, change: str) -> str:
    return f"{event.genes[0]} p.{event.refs[0]}{event.start}{change}"


def _variant(event: Event, name: str, changes: Sequence[str], models: PanelModels) -> Json:
    constraints = [_feature(gene) for gene in event.genes]
    if event.kind is EventKind.COPY_NUMBER:
        change = COPY_CHANGE[event.detail]
        constraints.append({"type": "CopyChangeConstraint", "copyChange": change})
    elif event.kind is EventKind.PROTEIN and (allele := _allele(event, changes[0], models)):
        constraints.append(
            {
                "type": "DefiningAlleleConstraint",
                "allele": allele,
                "relations": [TRANSLATION],
            }
        )
    return {
        "type": "CategoricalVariant",
        "name": name,
        "constraints": constraints,
        "extensions": [{"name": EVENT, "value": event.text}],
    }


def _feature(gene: str) -> Json:
    return {"type": "FeatureContextConstraint", "featureContext": gene_concept(gene)}


def gene_concept(gene: str) -> Json:
    """A gene by its symbol of HGNC."""
    return {"conceptType": "Gene", "name": gene}


def _allele(event: Event, change: str, models: PanelModels) -> Json | None:
    """The allele of the protein; ``None`` where its digest is not known, or it is a duplication."""
    gene = event.genes[0]
    if gene not in models.symbols or event.start is None or event.end is None or change == "dup":
        return None
    digest = models.digests(gene)[0].protein
    if digest is None:
        return None
    return {
        "type": "Allele",
        "location": {
            "type": "SequenceLocation",
            "sequenceReference": {"type": "SequenceReference", "refgetAccession": digest},
            "start": event.start - 1,
            "end": event.end,
        },
        "state": {
            "type": "LiteralSequenceExpression",
            "sequence": "" if change == "del" else change,
        },
    }
