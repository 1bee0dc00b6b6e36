"""Tissue and plasma in one table: every alteration of either, with what each says of it.

A variant is in one compartment alone only where the other was read deeply enough to show it;
everything else is undecided. The TERT promoter has a row whether or not anything was found there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import plasma_wording as words
from hccgenomics.interpret.altered_names import altered_name
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.observation import Fact
from hccgenomics.model.plasma import Concordance
from hccgenomics.pipeline.plasma.compartments import Seen
from hccgenomics.vocabulary import (
    CONTIGS,
    AlterationKind,
    Compartments,
    ComponentClass,
    FactKind,
    MarkerState,
    Origin,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

    from hccgenomics.interpret.markers import MarkerResult
    from hccgenomics.model import report as doc
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.variant import Variant
    from hccgenomics.pipeline.plasma.compartments import PlasmaEye, TissueEye
    from hccgenomics.pipeline.plasma.tissue import TissueVariant

TERT: Final = "TERT"
TERT_COMPARTMENTS: Final = "tert_compartments"
_RANK: Final = {contig: rank for rank, contig in enumerate(CONTIGS)}
_WHERE: Final = {
    (MarkerState.PRESENT, MarkerState.PRESENT): Compartments.BOTH,
    (MarkerState.PRESENT, MarkerState.ABSENT): Compartments.TISSUE_ONLY,
    (MarkerState.ABSENT, MarkerState.PRESENT): Compartments.PLASMA_ONLY,
    (MarkerState.ABSENT, MarkerState.ABSENT): Compartments.NEITHER,
}
_COPIES: Final = frozenset({AlterationKind.COPY_NUMBER})


@dataclass(frozen=True, slots=True)
class ConcordanceQuestion:
    """Both compartments.

    Attributes:
        alterations: Of plasma, all kinds.
        markers: Of plasma.
        assayed: Classes of event that the files of plasma can show.
    """

    tissue: TissueEye
    plasma: PlasmaEye
    alterations: Sequence[AnyAlteration]
    markers: Sequence[MarkerResult]
    assayed: Set[ComponentClass]


@dataclass(frozen=True, slots=True)
class ConcordanceTable:
    """The rows, and how many variants have none.

    Attributes:
        germline: Variants left out because whatever holds them calls them likely germline.
    """

    rows: tuple[Concordance, ...]
    germline: int


def where_of(tissue: MarkerState, plasma: MarkerState) -> Compartments:
    """In which of the two it was seen; undecided unless both decide.

    >>> where_of(MarkerState.PRESENT, MarkerState.ABSENT).value
    'tissue_only'
    >>> where_of(MarkerState.PRESENT, MarkerState.NO_CALL).value
    'undecided'
    """
    return _WHERE.get((tissue, plasma), Compartments.UNDECIDED)


def concordance_of(question: ConcordanceQuestion) -> ConcordanceTable:
    """The TERT promoter first, then drivers, then along the genome; larger alterations last."""
    pairs = sorted(_pairs(question), key=_order)
    shown = [pair for pair in pairs if not pair.is_germline]
    rows = [_row(pair) for pair in shown]
    if not any(pair.is_promoter for pair in shown):
        rows.insert(0, _promoter_row(question))
    return ConcordanceTable((*rows, *_large_rows(question)), germline=len(pairs) - len(shown))


# --- small variants -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pair:
    """One small variant with what both say."""

    variant: Variant
    name: str
    gene: str
    tissue: Seen
    plasma: Seen
    is_driver: bool
    is_promoter: bool

    @property
    def is_germline(self) -> bool:
        """Whether whatever holds it takes it for likely germline."""
        told = {one.origin for one in (self.tissue, self.plasma) if one.origin is not None}
        return told == {Origin.LIKELY_GERMLINE}


def _pairs(question: ConcordanceQuestion) -> Iterator[_Pair]:
    """Every small variant of either, each once."""
    ours = {one.variant: one for one in question.alterations if isinstance(one, SmallAlteration)}
    for theirs in question.tissue.kept.values():
        yield _of_tissue(theirs, question, ours.get(theirs.variant))
    for variant, found in ours.items():
        if variant not in question.tissue.kept:
            yield _Pair(
                variant,
                altered_name(found),
                found.gene,
                tissue=question.tissue.see(variant, found),
                plasma=question.plasma.see(variant),
                is_driver=found.is_driver,
                is_promoter=found.promoter is not None and found.is_driver,
            )


def _of_tissue(
    theirs: TissueVariant, question: ConcordanceQuestion, ours: SmallAlteration | None
) -> _Pair:
    return _Pair(
        theirs.variant,
        theirs.name,
        theirs.gene,
        tissue=question.tissue.see(theirs.variant),
        plasma=question.plasma.see(theirs.variant),
        is_driver=theirs.is_driver or (ours is not None and ours.is_driver),
        is_promoter=theirs.is_promoter,
    )


def _order(pair: _Pair) -> tuple[bool, bool, int, int, str, str]:
    at = pair.variant
    rank = _RANK.get(at.contig, len(_RANK))
    return not pair.is_promoter, not pair.is_driver, rank, at.pos, at.ref, at.alt


def _row(pair: _Pair) -> Concordance:
    tissue, plasma = pair.tissue, pair.plasma
    ids = tuple(dict.fromkeys(filter(None, (tissue.alteration, plasma.alteration))))
    return _document(
        (pair.name, pair.gene, AlterationKind.SMALL), tissue, plasma, ids, _origins(tissue, plasma)
    )


def _origins(tissue: Seen, plasma: Seen) -> str:
    both = ((tissue.origin, words.TISSUE), (plasma.origin, words.PLASMA))
    return words.origin_said((origin, where) for origin, where in both if origin is not None)


def _document(
    named: tuple[str, str, AlterationKind],
    tissue: Seen,
    plasma: Seen,
    ids: tuple[str, ...],
    *more: str,
) -> Concordance:
    name, gene, kind = named
    where = where_of(tissue.state, plasma.state)
    return Concordance(
        name=name,
        gene=gene,
        kind=kind,
        where=where,
        tissue=tissue.text,
        plasma=plasma.text,
        tissue_state=tissue.state,
        plasma_state=plasma.state,
        tissue_vaf=tissue.vaf,
        plasma_vaf=plasma.vaf,
        tissue_limit=tissue.limit,
        plasma_limit=plasma.limit,
        alterations=ids,
        why=words.sentences(_said(where, tissue, plasma), tissue.why, plasma.why, *more),
    )


def _said(where: Compartments, tissue: Seen, plasma: Seen) -> str:
    """Where it was seen, with the limit of the compartment that is silent."""
    silent = tissue if where is Compartments.PLASMA_ONLY else plasma
    return words.WHERE[where].format(
        limit=words.percent(silent.limit),
        tissue=words.percent(tissue.limit),
        plasma=words.percent(plasma.limit),
    )


# --- the TERT promoter, when nothing was found ----------------------------------------------------


def _promoter_row(question: ConcordanceQuestion) -> Concordance:
    """The marker's state in either."""
    plasma = next((m for m in question.markers if _is_promoter_marker(m)), None)
    name = words.TERT_NAME if plasma is None else plasma.marker
    theirs = (m for m in question.tissue.tissue.report.markers if m.marker == name)
    return _document(
        (words.TERT_NAME, TERT, AlterationKind.SMALL),
        _of_tissue_marker(next(theirs, None)),
        _of_plasma_marker(plasma),
        (),
        words.TERT_NONE_WHY,
    )


def _is_promoter_marker(marker: MarkerResult) -> bool:
    return any(part.component.promoter for part in marker.components)


def _of_tissue_marker(marker: doc.Marker | None) -> Seen:
    if marker is None:
        return _silent(MarkerState.NO_CALL, None)
    small = (p for p in marker.components if p.component_class is ComponentClass.SMALL)
    limits = [part.limit.value for part in small if part.limit is not None]
    return _silent(marker.state, max(limits, default=marker.detection_limit_vaf))


def _of_plasma_marker(marker: MarkerResult | None) -> Seen:
    if marker is None:
        return _silent(MarkerState.NO_CALL, None)
    parts = [p for p in marker.components if p.component.component_class is ComponentClass.SMALL]
    limits = [part.limit.value for part in parts if part.limit is not None]
    return _silent(marker.state, max(limits, default=None))


def _silent(state: MarkerState, limit: float | None) -> Seen:
    """A marker without a small variant that was kept; one present by what is larger is no call."""
    match state:
        case MarkerState.ABSENT if limit is not None:
            return Seen(state, words.NOT_SEEN.format(limit=words.percent(limit)), limit=limit)
        case MarkerState.NOT_ASSAYED:
            return Seen(state, words.OFF_PANEL)
        case _:
            return Seen(MarkerState.NO_CALL, words.NO_CALL)


# --- larger alterations ---------------------------------------------------------------------------


def _large_rows(question: ConcordanceQuestion) -> Iterator[Concordance]:
    """Changes of copies, fusions, integrations: present where found, and never absent."""
    ours = {
        (one.kind, _key(one.gene, altered_name(one), one.kind)): one
        for one in question.alterations
        if not isinstance(one, SmallAlteration)
    }
    theirs = {
        (one.kind, _key(one.gene, one.short_name, one.kind)): one
        for one in question.tissue.tissue.large
    }
    for key in sorted({*theirs, *ours}, key=lambda key: (str(key[0]), key[1])):
        yield _large_row(key[0], theirs.get(key), ours.get(key), question)


def _key(gene: str, name: str, kind: AlterationKind) -> str:
    """What makes two of them the same: of copies the gene with its class, else the name."""
    return f"{gene} {name}" if kind in _COPIES else name


def _large_row(
    kind: AlterationKind,
    theirs: doc.Alteration | None,
    ours: AnyAlteration | None,
    question: ConcordanceQuestion,
) -> Concordance:
    found = Seen(MarkerState.PRESENT, words.LARGE_SEEN)
    tissue = found if theirs is not None else _tissue_silence(kind, question)
    plasma = found if ours is not None else _plasma_silence(kind, question)
    if ours is not None:
        name, gene = altered_name(ours), ours.gene
    else:
        name, gene = (theirs.short_name, theirs.gene) if theirs is not None else ("", "")
    ids = tuple(dict.fromkeys(one.id for one in (theirs, ours) if one is not None))
    return _document((name, gene, kind), tissue, plasma, ids)


def _what(kind: AlterationKind) -> str:
    return words.COPY_NUMBER if kind in _COPIES else words.JUNCTIONS


def _plasma_silence(kind: AlterationKind, question: ConcordanceQuestion) -> Seen:
    asked = ComponentClass.COPY_NUMBER if kind in _COPIES else ComponentClass.FUSION
    if asked in question.assayed:
        why = words.LARGE_SILENT_WHY.format(what=_what(kind))
        return Seen(MarkerState.NO_CALL, words.LARGE_SILENT, why=why)
    why = words.LARGE_NOT_LOOKED_WHY.format(what=_what(kind))
    return Seen(MarkerState.NOT_ASSAYED, words.LARGE_NOT_LOOKED, why=why)


def _tissue_silence(kind: AlterationKind, question: ConcordanceQuestion) -> Seen:
    report = question.tissue.tissue.report
    section = report.copy_number if kind in _COPIES else report.structural
    if section.files:
        why = words.LARGE_TISSUE_SILENT_WHY.format(what=_what(kind))
        return Seen(MarkerState.NO_CALL, words.LARGE_SILENT, why=why)
    why = words.LARGE_TISSUE_NOT_LOOKED_WHY.format(what=_what(kind))
    return Seen(MarkerState.NOT_ASSAYED, words.LARGE_NOT_LOOKED, why=why)


# --- what follows for curated rows ----------------------------------------------------------------


def promoter_fact(rows: Iterable[Concordance], promoters: Mapping[str, bool]) -> Fact | None:
    """Whether a TERT promoter change is in both or in one alone; ``None`` where that is open.

    Args:
        rows: The table.
        promoters: Ids of alterations of either report in the promoter window.
    """
    told = [row for row in rows if any(promoters.get(one) for one in row.alterations)]
    both = next((row for row in told if row.where is Compartments.BOTH), None)
    if both is not None:
        return _fact("both", words.TERT_BOTH)
    alone = {Compartments.TISSUE_ONLY, Compartments.PLASMA_ONLY}
    if not told or any(row.where not in alone for row in told):
        return None
    return _fact("one_only", _one_only(told[0]))


def _one_only(row: Concordance) -> str:
    in_tissue = row.where is Compartments.TISSUE_ONLY
    where, other = (words.TISSUE, words.PLASMA)[:: 1 if in_tissue else -1]
    limit = row.plasma_limit if in_tissue else row.tissue_limit
    return words.TERT_ONE_ONLY.format(where=where, other=other, limit=words.percent(limit))


def _fact(word: str, text: str) -> Fact:
    return Fact(
        id=f"{FactKind.CLINICAL}:{TERT_COMPARTMENTS}",
        kind=FactKind.CLINICAL,
        subject=TERT_COMPARTMENTS,
        text=text,
        words=(word,),
        is_derived=True,
    )
