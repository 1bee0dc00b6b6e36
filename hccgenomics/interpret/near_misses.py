"""Curated rows that speak of what was found and are not met: each with what keeps it from that.

A row is listed once, if it is not met and one of its terms is, or if one of its *leading* terms
(its ``any_of``; its ``all_of`` where it has no other) speaks of

- a gene of an alteration that was kept and is a driver, or is one of copies or junctions;
- the same kind of event in a gene whose protein or promoter is changed by a variant that is no
  driver, is not likely germline, and has no rule against it;
- the subject of a stated fact.

Synonymous, intronic and untranslated variants make no row a near miss, however many there are. The
kind is the first of these that applies:

1. all is seen, and the row is for another specimen, for another disease, or was not checked;
2. all is seen, and so is something that the row excludes;
3. part is seen: the profile is incomplete, or lacks a stated fact alone (not given; differs);
4. nothing is seen: copies on the border of the class asked for, a stated fact that differs, another
   event of the gene, a fact that was not given.

What stands nearest comes first: by kind in the order of ``NEAREST``, then by id.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import facts as stated
from hccgenomics.interpret import reasons
from hccgenomics.interpret.events import asked_for, why_met, why_not
from hccgenomics.interpret.facts import FACT_TERMS
from hccgenomics.interpret.found import listed, profile_of
from hccgenomics.interpret.match import is_met, is_seen
from hccgenomics.interpret.nearest import Nearest
from hccgenomics.model.copy_number import CopyNumberAlteration
from hccgenomics.model.evidence import MissedRow
from hccgenomics.vocabulary import CopyClass, EventKind, NearMiss, Verification

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.interpret.found import Found, Profile
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.event import Event
    from hccgenomics.model.evidence import Biomarker
    from hccgenomics.vocabulary import Disease, Specimen

NEAREST: Final = (
    NearMiss.SPECIMEN,
    NearMiss.DISEASE,
    NearMiss.UNVERIFIED,
    NearMiss.EXCLUDED,
    NearMiss.BORDERLINE,
    NearMiss.PROFILE,
    NearMiss.FACT_DIFFERS,
    NearMiss.FACT,
    NearMiss.EVENT,
)
"""Kinds by how near a row of them is to being met."""
_PLACE: Final = {kind: place for place, kind in enumerate(NEAREST)}
_UNTOUCHED: Final = (NearMiss.BORDERLINE, NearMiss.FACT_DIFFERS, NearMiss.EVENT, NearMiss.FACT)
"""Which of several terms that nothing meets tells best why."""
_BORDERS: Final = {
    "amplification": CopyClass.BORDERLINE_AMPLIFICATION,
    "focal_amplification": CopyClass.BORDERLINE_AMPLIFICATION,
    "homozygous_deletion": CopyClass.BORDERLINE_HOMOZYGOUS_DELETION,
}


@dataclass(frozen=True, slots=True)
class _Miss:
    """Why a row is not met, before its gates are looked at."""

    kind: NearMiss
    why: str
    alterations: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


def near_misses(found: Found, biomarkers: Iterable[Biomarker]) -> tuple[MissedRow, ...]:
    """Rows that speak of what was found, and are not met."""
    nearest = Nearest(found.alterations, found.hotspots)
    missed = (_missed(row, profile_of(row), found, nearest) for row in biomarkers)
    listed_rows = [row for row in missed if row is not None]
    return tuple(sorted(listed_rows, key=lambda row: (_PLACE[row.kind], row.biomarker.id)))


def _missed(row: Biomarker, asks: Profile, found: Found, nearest: Nearest) -> MissedRow | None:
    shut = list(gates(row, found.specimen, found.disease))
    if not shut and is_met(asks, found):
        return None
    miss = _of_all(asks, found) or _of_part(asks, found, nearest) or _of_none(asks, found, nearest)
    if miss is None or not (miss.facts or nearest.tells(asks.asked)):
        return None
    is_gated = bool(shut) and is_met(asks, found)
    return MissedRow(
        biomarker=row,
        alterations=miss.alterations,
        facts=miss.facts,
        kind=shut[0][0] if is_gated else miss.kind,
        why=f"{listed([miss.why, *(why for _, why in shut)])}.",
    )


def gates(row: Biomarker, specimen: Specimen, disease: Disease) -> Iterator[tuple[NearMiss, str]]:
    """What keeps a row from such a patient, whatever was found."""
    if specimen not in row.specimens:
        wanted = _either(row.specimens)
        yield (
            NearMiss.SPECIMEN,
            reasons.GATE_SPECIMEN.format(wanted=wanted, given=specimen),
        )
    if disease not in row.diseases:
        wanted = _either(reasons.DISEASES[one] for one in row.diseases)
        given = reasons.DISEASES[disease]
        yield NearMiss.DISEASE, reasons.GATE_DISEASE.format(wanted=wanted, given=given)
    if row.verification is Verification.UNVERIFIED:
        yield NearMiss.UNVERIFIED, reasons.GATE_UNVERIFIED


def _of_all(row: Profile, found: Found) -> _Miss | None:
    """All that is asked for is seen."""
    if not is_seen(row, found):
        return None
    met = [event for event in row.asked if found.is_met(event)]
    excluding = [event for event in row.none_of if found.is_met(event)]
    why = listed(found.clauses(met))
    if excluding:
        not_there = reasons.EXCLUDED.format(excluding=listed(found.clauses(excluding)))
        why = reasons.LACKS.format(met=why, lacking=not_there)
    return _Miss(NearMiss.EXCLUDED, why, *found.ids([*met, *excluding]))


def _of_part(row: Profile, found: Found, nearest: Nearest) -> _Miss | None:
    """Some terms are seen and others are not."""
    met = [event for event in row.asked if found.is_met(event)]
    one_hit = [e for e in row.asked if e not in met and e.both_alleles and found.meeting(e)]
    if not met and not _is_told(one_hit, nearest):
        return None
    lacking = [event for event in row.all_of if event not in met and event not in one_hit]
    if row.any_of and not set(row.any_of) & {*met, *one_hit}:
        lacking = [*row.any_of, *lacking]
    clauses = [*found.clauses(met), *(_one_hit(event, found) for event in one_hit)]
    of_copies = [event.text for event in lacking if event.kind is EventKind.COPY_NUMBER]
    known = found.unseen(lacking)
    if of_copies:
        known.append(reasons.ASKS_FOR.format(terms=", ".join(of_copies).replace("_", " ")))
    why = reasons.LACKS.format(met=listed(clauses), lacking=listed(known))
    ids, facts = found.ids(met)
    ids += tuple(one.id for event in one_hit for one in found.meeting(event) if one.id)
    kind = _lacking_kind([*lacking, *one_hit], found)
    return _Miss(kind, why if lacking else listed(clauses), tuple(dict.fromkeys(ids)), facts)


def _is_told(events: Iterable[Event], nearest: Nearest) -> bool:
    return any(nearest.to(event) is not None for event in events)


def _one_hit(event: Event, found: Found) -> str:
    """That an alteration is of the class asked for, and hits one allele alone."""
    reason = why_met(event, found.meeting(event)[0], found.hotspots)
    return reasons.ONE_HIT.format(reason=reason)


def _lacking_kind(lacking: Sequence[Event], found: Found) -> NearMiss:
    if any(event.kind not in FACT_TERMS for event in lacking):
        return NearMiss.PROFILE
    differs = any(stated.differs(event, fact) for event in lacking for fact in found.stated(event))
    return NearMiss.FACT_DIFFERS if differs else NearMiss.FACT


def _of_none(row: Profile, found: Found, nearest: Nearest) -> _Miss | None:
    """Nothing is seen of a row that speaks of the gene, or of the subject."""
    told = [_untouched(event, found, nearest) for event in row.leading]
    misses = [(miss, event) for miss, event in zip(told, row.leading, strict=True) if miss]
    if not misses:
        return None
    best, event = min(misses, key=lambda pair: _UNTOUCHED.index(pair[0].kind))
    if best.kind is NearMiss.EVENT:
        best, event = min(
            (pair for pair in misses if pair[0].kind is NearMiss.EVENT),
            key=lambda pair: nearest.distance(pair[1]),
        )
    same = [one for miss, one in misses if miss.kind is best.kind and one.genes == event.genes]
    others = [asked for asked in dict.fromkeys(map(asked_for, same)) if asked != asked_for(event)]
    if not others:
        return best
    return replace(best, why=_or_for(best.why, ", ".join(others)))


def _or_for(why: str, others: str) -> str:
    """A clause with what the row asks for otherwise."""
    if why.endswith(reasons.IS_NOT):
        return reasons.IS_NONE.format(asks=why.removesuffix(reasons.IS_NOT), others=others)
    return reasons.OR_FOR.format(why=why, others=others)


def _untouched(event: Event, found: Found, nearest: Nearest) -> _Miss | None:
    """What one term that nothing meets says of the alteration or fact that stands nearest."""
    if event.kind in FACT_TERMS:
        return _of_fact(event, found, nearest)
    one = nearest.to(event)
    if one is None:
        return None
    why = why_not(event, one, found.hotspots)
    kind = NearMiss.BORDERLINE if _is_borderline(event, one) else NearMiss.EVENT
    return _Miss(kind, why, (one.id,))


def _of_fact(event: Event, found: Found, nearest: Nearest) -> _Miss | None:
    facts = found.stated(event)
    if facts:
        why = stated.why_none(event, facts)
        is_other = any(stated.differs(event, fact) for fact in facts)
        kind = NearMiss.FACT_DIFFERS if is_other else NearMiss.FACT
        return _Miss(kind, why, facts=tuple(fact.id for fact in facts))
    one = nearest.to(event)
    if one is None:
        return None
    why = reasons.NONE_STATED.format(terms=stated.asked_of(event))
    return _Miss(NearMiss.FACT, why, (one.id,))


def _is_borderline(event: Event, one: AnyAlteration) -> bool:
    if event.kind is not EventKind.COPY_NUMBER or not isinstance(one, CopyNumberAlteration):
        return False
    return one.copies.copy_class is _BORDERS.get(event.detail)


def _either(words: Iterable[str]) -> str:
    """``plasma``, ``tissue or plasma``."""
    return " or ".join(words)
