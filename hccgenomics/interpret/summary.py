"""What the first screen says: key findings, and what was left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import (
    blood_wording,
    callability_wording,
    large_wording,
    origin_wording,
    request_wording,
    wording,
)
from hccgenomics.interpret.blood import has_r249s_caution, lane_sentences
from hccgenomics.interpret.both_alleles import other_allele_told
from hccgenomics.interpret.large_findings import large_sentences
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.vocabulary import ComponentClass, MarkerState, Origin, Specimen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.interpret.markers import MarkerResult
    from hccgenomics.interpret.rescue import Rescue
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.evidence import Biomarker
    from hccgenomics.model.variant import Support
    from hccgenomics.vocabulary import DropReason


BLOOD_CELLS: Final = "CHIP-01"
"""The curated row that names the genes in which blood cell clones carry variants."""
OPEN: Final = frozenset({Origin.UNKNOWN, Origin.POSSIBLE_HAEMATOPOIESIS})
"""Where an alteration may come from blood cells as well as from the tumour."""
_NOT_APPLIED: Final = ": not applied: "


ALWAYS_NAMED: Final = 3
"""Alleles left out that are each named, however faint."""
MOST_NAMED: Final = 8
"""Alleles left out that are named at the most; the others are counted and listed further down."""
SMALL_ALONE: Final = frozenset({ComponentClass.SMALL})
TELLING_VAF: Final = 0.01
"""The fraction from which an allele left out among many is still named."""


@dataclass(frozen=True, slots=True)
class SetAsideDriver:
    """An allele that a driver rule would flag, had the sieve not left it out."""

    alteration: SmallAlteration
    reason: DropReason
    detail: str = ""
    said: str = ""
    rescue: Rescue | None = None

    @property
    def why(self) -> str:
        """The reason in words, with the caller's filter or the figures where they are known."""
        return self.said or f"{wording.DROPPED[self.reason]}{self.detail}"

    @property
    def sentence(self) -> str:
        """One sentence for the page."""
        return wording.SET_ASIDE.format(
            name=wording.name_of(self.alteration),
            support=support_clause(self.alteration.support),
            reason=self.why,
        )


def support_clause(support: Support) -> str:
    """The reads behind an allele, as a clause."""
    return wording.support_of(support.vaf, support.alt_depth, support.total_depth)


def blood_cell_genes(rows: Iterable[Biomarker], specimen: Specimen) -> frozenset[str]:
    """The genes whose variants may come from blood cells; none outside plasma."""
    if specimen is not Specimen.PLASMA:
        return frozenset()
    return frozenset(gene for row in rows if row.id == BLOOD_CELLS for gene in row.genes)


def summarise(
    alterations: Sequence[AnyAlteration],
    markers: Sequence[MarkerResult],
    set_aside: Sequence[SetAsideDriver],
    blood_genes: frozenset[str] = frozenset(),
    assayed: frozenset[ComponentClass] = SMALL_ALONE,
) -> tuple[str, ...]:
    """Key findings, one sentence each: drivers, what was left out, and the count of markers."""
    small = [a for a in alterations if isinstance(a, SmallAlteration)]
    drivers = [a for a in small if a.is_driver]
    sentences = [_present(alteration, blood_genes) for alteration in drivers]
    sentences.extend(large_sentences(alterations))
    if ComponentClass.SMALL in assayed and not drivers:
        sentences.append(_no_driver(small, assayed, is_told=_is_told(markers)))
    sentences.extend(_unfiltered(drivers))
    sentences.extend(set_aside_sentences(set_aside))
    sentences.extend(_disputed(small))
    sentences.extend(lane_sentences(small))
    present = sum(marker.state is MarkerState.PRESENT for marker in markers)
    judged = sum(marker.state in {MarkerState.PRESENT, MarkerState.ABSENT} for marker in markers)
    sentences.append(
        wording.MARKERS_SEEN.format(
            present=present,
            total=len(markers),
            are="is" if present == 1 else "are",
            open=len(markers) - judged,
        )
    )
    return tuple(sentences)


def _is_told(markers: Sequence[MarkerResult]) -> bool:
    """Whether anything was told of panel or depth."""
    return any(part.measured is not None for marker in markers for part in marker.components)


def _no_driver(
    small: Sequence[SmallAlteration], assayed: frozenset[ComponentClass], *, is_told: bool
) -> str:
    """That no small variant is a finding; with other files read it speaks of these alone."""
    if is_told:
        return _no_driver_told(small)
    has_more = assayed != SMALL_ALONE
    if not small:
        return large_wording.NOTHING_KEPT if has_more else wording.NOTHING_KEPT
    noun = wording.counted(len(small), *wording.VARIANTS)
    said = large_wording.NO_DRIVER if has_more else wording.NO_DRIVER
    return said.format(kept=noun, was="was" if len(small) == 1 else "were")


def _no_driver_told(small: Sequence[SmallAlteration]) -> str:
    """The same where the certificate tells what silence means."""
    if not small:
        return callability_wording.NOTHING_KEPT
    noun = wording.counted(len(small), *wording.SMALL_VARIANTS)
    was = "was" if len(small) == 1 else "were"
    return callability_wording.NO_DRIVER.format(kept=noun, was=was)


def _unfiltered(drivers: Sequence[SmallAlteration]) -> Iterator[str]:
    """That flagged alterations did not go through every filter, and through which not."""
    unfiltered = [one for one in drivers if one.filters_not_applied]
    if unfiltered:
        lacking = (said for one in unfiltered for said in one.filters_not_applied)
        filters = [
            f"{name} ({lacks})"
            for name, _, lacks in (said.partition(_NOT_APPLIED) for said in dict.fromkeys(lacking))
        ]
        on = wording.counted(len(unfiltered), *request_wording.FLAGGED)
        yield wording.UNFILTERED.format(on=on, lacking=wording.listed(filters))


def _disputed(alterations: Sequence[SmallAlteration]) -> Iterator[str]:
    """That the file's annotation states otherwise, and where."""
    disputed = [wording.name_of(a) for a in alterations if a.disagreements]
    if disputed:
        more = len(disputed) - MOST_NAMED
        names = [*disputed[:MOST_NAMED], *([wording.MORE.format(count=more)] if more > 0 else [])]
        on = wording.counted(len(disputed), *wording.ALTERATIONS)
        yield wording.DIFFERS.format(on=on, names=wording.listed(names))


def told_apart(
    set_aside: Sequence[SetAsideDriver],
) -> tuple[tuple[SetAsideDriver, ...], tuple[SetAsideDriver, ...]]:
    """Alleles left out that are worth a sentence each, and those that are only counted.

    A deep raw file holds dozens of driver alleles with a read or two; among them one at a telling
    fraction must not be lost.
    """
    if len(set_aside) <= ALWAYS_NAMED:
        return tuple(set_aside), ()
    telling = [item for item in set_aside if _fraction(item) >= TELLING_VAF]
    named = sorted(telling, key=_fraction, reverse=True)[:MOST_NAMED]
    return tuple(named), tuple(item for item in set_aside if item not in named)


def set_aside_sentences(set_aside: Sequence[SetAsideDriver]) -> tuple[str, ...]:
    """What was left out though a driver rule would flag it: by name, the faint ones by count."""
    named, counted = told_apart(set_aside)
    sentences = [item.sentence for item in named]
    if counted:
        genes = Counter(item.alteration.gene for item in counted)
        nouns = wording.FURTHER_ALLELES if named else wording.ALLELES
        sentences.append(
            wording.SET_ASIDE_COUNTED.format(
                alleles=wording.counted(len(counted), *nouns),
                were="was" if len(counted) == 1 else "were",
                genes=", ".join(f"{gene} {count}" for gene, count in genes.most_common()),
            )
        )
    return tuple(sentences)


def _fraction(item: SetAsideDriver) -> float:
    """A fraction that nobody stated may be any: it counts as telling."""
    vaf = item.alteration.support.vaf
    return 1.0 if vaf is None else vaf


def likely_germline(
    alterations: Sequence[SmallAlteration], set_aside: Sequence[SetAsideDriver]
) -> tuple[str, ...]:
    """Names of the flagged alterations that are likely germline, left out or not."""
    flagged = [a for a in alterations if a.is_driver]
    flagged.extend(item.alteration for item in set_aside)
    return tuple(wording.name_of(a) for a in flagged if a.origin is Origin.LIKELY_GERMLINE)


def germline_caveats(alterations: Iterable[AnyAlteration]) -> Iterator[str]:
    """That a curated row on tumours is met by something likely germline."""
    for alteration in alterations:
        if not isinstance(alteration, SmallAlteration):
            continue
        if germline := origin_wording.likely_germline(alteration):
            name = wording.name_of(alteration)
            yield wording.CAVEAT_GERMLINE.format(names=name, germline=germline)


def _present(alteration: SmallAlteration, blood_genes: frozenset[str]) -> str:
    present = wording.PRESENT.format(
        name=wording.name_of(alteration), support=support_clause(alteration.support)
    )
    origin = f"{_other(alteration)}{_origin(alteration, blood_genes)}{_annotated(alteration)}"
    return f"{present} {_first_reason(alteration)}{origin}"


def _other(alteration: SmallAlteration) -> str:
    """That the other allele is lost as well; empty where nobody knows."""
    told = other_allele_told(alteration)
    return f" {told}" if told else ""


def _annotated(alteration: SmallAlteration) -> str:
    """Whose statement it is, where it is not ours; empty if it is."""
    source = alteration.effect.annotated_by
    return "" if source is None else wording.ANNOTATED_PRESENT.format(source=source)


def _origin(alteration: SmallAlteration, blood_genes: frozenset[str]) -> str:
    """What a reader must hear of where the alteration comes from; empty if nothing."""
    by = origin_wording.likely_germline_by(alteration)
    if by is not None:
        return wording.ORIGIN_GERMLINE_BY.format(by=by) if by else wording.ORIGIN_GERMLINE
    is_open = alteration.origin is Origin.POSSIBLE_HAEMATOPOIESIS or (
        alteration.origin is Origin.UNKNOWN and alteration.gene in blood_genes
    )
    blood = wording.ORIGIN_BLOOD if is_open else ""
    return blood + (blood_wording.SUMMARY_R249S if has_r249s_caution(alteration) else "")


def _first_reason(alteration: SmallAlteration) -> str:
    return next(f.why for f in alteration.findings if f.drives)
