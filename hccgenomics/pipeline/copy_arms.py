"""Chromosome arms and the genome-wide profile, from the segments of one source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.copies import COPY_DECIMALS, LOG2_DECIMALS
from hccgenomics.interpret.copy_class import RANK
from hccgenomics.knowledge.recurrent_arms import load_recurrent_arms
from hccgenomics.model.copy_number import (
    ArmCopies,
    ProfileSegment,
)
from hccgenomics.model.genome import Interval
from hccgenomics.vocabulary import CONTIGS, CopyClass, CopyMethod

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hccgenomics.model.copy_number_files import (
        Observation,
        Segment,
    )
    from hccgenomics.model.places import Arm
    from hccgenomics.pipeline.copy_question import Question
    from hccgenomics.pipeline.gene_copies import Reader

UNSEQUENCED: Final = frozenset({"13p", "14p", "15p", "21p", "22p"})
"""Short arms of repeats, of which no assembly in use has sequence: nothing can be said of them."""
MOST_STEPS: Final = 3_000
_LIKENESS: Final = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
"""Log2 ratios, or copies, by which neighbouring steps may differ and be drawn as one; the first
that leaves few enough steps is taken."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What of a segment lies on an arm."""

    length: int
    copy_class: CopyClass | None
    log2: float | None
    copies: float | None


def arms_of(reader: Reader, question: Question) -> tuple[ArmCopies, ...]:
    """Every arm that has sequence, in genome order."""
    known = load_recurrent_arms()
    return tuple(
        _arm(arm, reader, question, known)
        for arm in question.ground.arms.arms
        if arm.name not in UNSEQUENCED
    )


def profile_of(reader: Reader, question: Question) -> tuple[ProfileSegment, ...]:
    """The steps of the picture; those that look alike are joined, until few enough are left."""
    steps: list[ProfileSegment] = []
    for likeness in _LIKENESS:
        steps = [step for contig in CONTIGS for step in _steps(contig, reader, question, likeness)]
        if len(steps) <= MOST_STEPS:
            break
    return tuple(steps[:MOST_STEPS])


def _arm(
    arm: Arm,
    reader: Reader,
    question: Question,
    known: Mapping[tuple[str, CopyClass], str],
) -> ArmCopies:
    settings = question.settings
    parts = _parts(arm, reader)
    length = sum(part.length for part in parts)
    covered = min(1.0, length / len(arm)) if len(arm) else 0.0
    called = sum(part.length for part in parts if part.copy_class is not None)
    is_short = covered < settings.min_arm_covered or called < settings.min_arm_covered * length
    if is_short or reader.refusal(arm.contig):
        return ArmCopies(arm.name, CopyClass.NO_CALL, 0.0, covered, None, None)
    gained = sum(p.length for p in parts if p.copy_class is not None and RANK[p.copy_class] > 0)
    lost = sum(p.length for p in parts if p.copy_class is not None and RANK[p.copy_class] < 0)
    share, direction = max((gained / length, CopyClass.GAIN), (lost / length, CopyClass.LOSS))
    copy_class = direction if share >= settings.arm_level_share else CopyClass.NO_CHANGE
    middle = _median_part(parts, copy_class)
    return ArmCopies(
        arm=arm.name,
        copy_class=copy_class,
        share=share,
        covered=covered,
        log2_ratio=middle.log2,
        copies=middle.copies,
        recurrent=known.get((arm.name, copy_class), ""),
    )


def _parts(arm: Arm, reader: Reader) -> list[_Part]:
    place = Interval(arm.contig, arm.start, arm.end)
    parts = []
    for segment in reader.source.track.over(place):
        length = min(segment.end, arm.end) - max(segment.start, arm.start)
        found = reader.class_of(segment.seen, arm.contig)
        log2, copies = _values(segment.seen, reader, arm.contig)
        parts.append(_Part(length, None if found is None else found[0], log2, copies))
    return parts


def _median_part(parts: Sequence[_Part], copy_class: CopyClass) -> _Part:
    """The part in the middle, by length, of those that are changed as the arm is (else of all)."""
    sign = RANK[copy_class]
    chosen = [p for p in parts if p.copy_class is not None and sign * RANK[p.copy_class] > 0]
    ordered = sorted(chosen or parts, key=lambda p: (p.copies or 0.0, p.log2 or 0.0))
    half = sum(part.length for part in ordered) / 2
    passed = 0
    for part in ordered:
        passed += part.length
        if passed >= half:
            return part
    return ordered[-1]


def _values(seen: Observation, reader: Reader, contig: str) -> tuple[float | None, float | None]:
    """The ratio as the file gives it, and copies where they can be told."""
    log2 = None if seen.log2_ratio is None else round(seen.log2_ratio, LOG2_DECIMALS)
    found = reader.measure(contig).number(seen)
    if found is None or found[0] is CopyMethod.RATIO:
        return log2, None
    return log2, round(found[1], COPY_DECIMALS)


def _steps(
    contig: str, reader: Reader, question: Question, likeness: float
) -> Iterator[ProfileSegment]:
    is_told = reader.has_copies(contig)
    run: list[Segment] = []
    for segment in reader.source.track.by_contig.get(contig, ()):
        if run and not _is_alike(run[0].seen, segment.seen, likeness):
            yield _step(run, reader, is_told=is_told)
            run = []
        if run and segment.start - run[-1].end > question.settings.max_event_gap:
            yield _step(run, reader, is_told=is_told)
            run = []
        run.append(segment)
    if run:
        yield _step(run, reader, is_told=is_told)


def _is_alike(first: Observation, second: Observation, likeness: float) -> bool:
    for one, other in (
        (first.log2_ratio, second.log2_ratio),
        (first.copies, second.copies),
    ):
        if (one is None) != (other is None):
            return False
        if one is not None and other is not None and abs(one - other) > likeness:
            return False
    return True


def _step(run: Sequence[Segment], reader: Reader, *, is_told: bool) -> ProfileSegment:
    contig = run[0].contig
    middle = max(run, key=lambda segment: segment.end - segment.start)
    log2, copies = _values(middle.seen, reader, contig)
    return ProfileSegment(
        contig,
        run[0].start,
        max(segment.end for segment in run),
        log2,
        copies if is_told else None,
    )
