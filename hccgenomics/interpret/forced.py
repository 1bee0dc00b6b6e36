"""Reads counted at known places: what each count is, and what follows from all of them.

A place is called, genotyped, not detected or not covered, after the four words in which MSK-ACCESS
tabulates serial plasma (https://github.com/msk-access/access_data_analysis, ``R/filter_calls.R``).
What is genotyped was seen and not called: it is never a finding, whatever its q-value, and where
errors do not explain it, nobody may call its place absent either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import forced_wording as words
from hccgenomics.interpret.requests import Request
from hccgenomics.interpret.sample_check import Failure, Measure, SampleCheck
from hccgenomics.interpret.wording import counted, listed
from hccgenomics.model.rounding import rounded
from hccgenomics.vocabulary import FailureCode, ForcedBecause, ForcedState, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hccgenomics.interpret.markers import MarkerResult
    from hccgenomics.model.forced import AlleleCount, ForcedCall, KnownPlace
    from hccgenomics.model.settings import Settings

BY_CHANCE: Final = 0.001
"""Probability of seeing no fragment of an allele that is there, below which chance explains none
being seen."""
STRANDED: Final = 8
"""Fragments that lie all on one strand in fewer than one of a hundred places by chance alone
(2 × 0.5⁸)."""
INHERITED_VAF: Final = 0.5
"""Fraction at which a heterozygous inherited allele lies in a normal."""
HALF: Final = 0.5
"""Share of the called substitutions beyond which being in no fragment is another sample's sign."""
MANY: Final = 10
FIFTH: Final = 0.2
"""As many, and more than this share of all, are such a sign as well; both are ours."""
MOST_NAMED: Final = 5
"""Places that the summary names one by one."""


def state_of(place: KnownPlace, count: AlleleCount, least: int) -> ForcedState:
    """Which of the four it is.

    Args:
        place: What was looked for.
        count: What was counted.
        least: Fragments from which on a place is covered.
    """
    if ForcedBecause.CALLED in place.because or place.kept_as:
        return ForcedState.CALLED
    if count.depth < least:
        return ForcedState.NOT_COVERED
    return ForcedState.GENOTYPED if count.alt else ForcedState.NOT_DETECTED


def is_beyond_error(call: ForcedCall, alpha: float) -> bool:
    """Whether it was seen, not called, and errors do not explain it: its place is not absent."""
    seen = call.state is ForcedState.GENOTYPED
    return seen and call.q_value is not None and call.q_value <= alpha


def is_contradicted(call: ForcedCall, least: int) -> bool:
    """Whether the files call it and the alignments, though deep enough, do not show it."""
    if call.state is not ForcedState.CALLED or call.count.alt or call.count.depth < least:
        return False
    return _unlikely_unseen(call.place.vaf, call.count.depth)


def _unlikely_unseen(vaf: float | None, depth: int) -> bool:
    """Whether an allele of this fraction would hardly stay unseen; of an unknown one it would."""
    unseen: float = 0.0 if vaf is None else (1 - vaf) ** depth
    return unseen < BY_CHANCE


# --- in words -------------------------------------------------------------------------------------


def fragments(count: int, of: AlleleCount) -> str:
    """A number of what was counted, ``3,412 fragments``."""
    one, several = words.UNITS[of.unit]
    return f"{count:,} {one if count == 1 else several}"


def why_of(call: ForcedCall, settings: Settings) -> str:
    """The sentence of one forced call, with strand, blood and normal where there is something."""
    count = call.count
    said = _template(call, settings).format(
        alt=f"{count.alt:,}",
        depth=fragments(count.depth, count),
        carry="carries" if count.alt == 1 else "carry",
        kept=call.place.kept_as,
        least=settings.min_forced_depth,
        q=figure(call.q_value),
        limit=percent(call.limit_vaf),
        probability=percent(settings.detection_probability),
    )
    return said + "".join(_additions(call, settings))


def _template(call: ForcedCall, settings: Settings) -> str:
    match call.state:
        case ForcedState.CALLED:
            return _called(call, settings)
        case ForcedState.GENOTYPED:
            beyond = is_beyond_error(call, settings.forced_alpha)
            return words.GENOTYPED if beyond else words.GENOTYPED_BY_ERROR
        case ForcedState.NOT_DETECTED:
            known = call.limit_vaf is not None
            return words.NOT_DETECTED if known else words.NOT_DETECTED_NO_LIMIT
        case ForcedState.NOT_COVERED:
            return words.NOT_COVERED


def _called(call: ForcedCall, settings: Settings) -> str:
    if call.count.depth < settings.min_forced_depth:
        return words.CALLED_SHALLOW
    if call.count.alt:
        return words.CALLED_AS if call.place.kept_as else words.CALLED
    unseen = is_contradicted(call, settings.min_forced_depth)
    return words.CALLED_UNSEEN if unseen else words.CALLED_UNSEEN_BY_CHANCE


def _additions(call: ForcedCall, settings: Settings) -> Iterator[str]:
    count, normal = call.count, call.normal
    if count.alt >= STRANDED and 0 in {count.alt_forward, count.alt_reverse}:
        yield words.ONE_STRAND
    if call.place.is_blood and count.alt:
        yield words.BLOOD
    if call.place.left_out and count.alt:
        yield words.LEFT_OUT.format(why=call.place.left_out)
    if normal is None or not (count.alt or normal.alt):
        return
    yield _in_normal(normal, settings.min_forced_depth)


def _in_normal(normal: AlleleCount, least: int) -> str:
    template = words.IN_NORMAL if normal.alt else words.NOT_IN_NORMAL
    if normal.depth < least and not normal.alt:
        template = words.NORMAL_NOT_COVERED
    return template.format(alt=f"{normal.alt:,}", depth=fragments(normal.depth, normal))


def figure(value: float | None) -> str:
    """A probability, as the report prints it."""
    return "unknown" if value is None else f"{rounded(value):.2g}"


def percent(value: float | None) -> str:
    """A fraction in per cent; "" where there is none."""
    return "" if value is None else f"{rounded(value) * 100:.3g} %"


# --- what follows ---------------------------------------------------------------------------------


def beyond_error(calls: Iterable[ForcedCall], settings: Settings) -> tuple[ForcedCall, ...]:
    """What was seen, not called and is not explained by errors; the surest first."""
    found = [call for call in calls if is_beyond_error(call, settings.forced_alpha)]
    return tuple(sorted(found, key=lambda call: (call.q_value or 0.0, call.place.variant)))


def forced_summary(calls: Sequence[ForcedCall], settings: Settings) -> tuple[str, ...]:
    """What the first screen says of places that are not called and not clean either."""
    every = beyond_error(calls, settings)
    of_tissue = [call for call in every if ForcedBecause.TISSUE in call.place.because]
    found = [call for call in every if call not in of_tissue]
    said = [_of_tissue(of_tissue)] if of_tissue else []
    said.extend(map(_summary_of, found[:MOST_NAMED]))
    if (more := len(found) - MOST_NAMED) > 0:
        said.append(words.MORE.format(count=counted(more, *words.MORE_PLACES)))
    return tuple(said)


def _of_tissue(calls: Sequence[ForcedCall]) -> str:
    """The tissue's variants in one sentence, the surest by name."""
    named = [words.OF_TISSUE.format(**_slots(call)) for call in calls[:MOST_NAMED]]
    if (more := len(calls) - MOST_NAMED) > 0:
        named.append(words.MORE_OF_TISSUE.format(count=more))
    return words.SUMMARY_TISSUE.format(names=listed(named))


def _summary_of(call: ForcedCall) -> str:
    said = words.SUMMARY.format(**_slots(call)) + (words.BLOOD if call.place.is_blood else "")
    normal = call.normal
    if normal is None or not normal.alt:
        return said
    depth = fragments(normal.depth, normal)
    return said + words.WITH_NORMAL.format(alt=f"{normal.alt:,}", depth=depth)


def _slots(call: ForcedCall) -> dict[str, str]:
    count = call.count
    return {
        "name": call.place.name,
        "alt": f"{count.alt:,}",
        "depth": fragments(count.depth, count),
        "carry": "carries" if count.alt == 1 else "carry",
        "vaf": percent(count.vaf),
        "q": figure(call.q_value),
    }


def forced_requests(
    calls: Sequence[ForcedCall], markers: Sequence[MarkerResult], settings: Settings
) -> tuple[Request, ...]:
    """A look at the reads for each place that was seen, not called and is beyond error.

    What the files list and the run left out is asked for already.
    """
    return tuple(
        Request(
            words.FOLLOW_UP.format(name=call.place.name),
            words.FOLLOW_UP_WHY.format(**_slots(call)),
            _asking(call.place.gene, markers),
            alterations=(call.place.alteration,) if call.place.alteration else (),
        )
        for call in beyond_error(calls, settings)
        if not call.place.left_out
    )


def _asking(gene: str, markers: Sequence[MarkerResult]) -> tuple[str, ...]:
    return tuple(m.marker for m in markers if any(c.component.gene == gene for c in m.components))


def rates_used(calls: Sequence[ForcedCall], settings: Settings, *, has_background: bool) -> str:
    """What the error rates rest on, as a sentence for the report's limits."""
    if not has_background:
        unit = words.UNITS[calls[0].count.unit][0]
        rate = figure(calls[0].error)
        return words.GLOBAL_RATE.format(rate=rate, unit=unit, alpha=figure(settings.forced_alpha))
    rests = [call.error_from for call in calls]
    return words.BACKGROUND_USED.format(
        **{word: f"{rests.count(word):,}" for word in ("site", "context", "global")}
    )


# --- whose alignments these are -------------------------------------------------------------------


def check_alignments(
    calls: Sequence[ForcedCall], origins: Mapping[str, Origin], settings: Settings
) -> SampleCheck:
    """Hold what the files call against what the alignments show.

    Only substitutions count against the sample, since callers write insertions and deletions that
    the alignments do not spell out; they are named all the same.

    Args:
        calls: Every forced call.
        origins: Of the alterations, by id: inherited ones must be in the matched normal too.
        settings: The laboratory's choices.
    """
    least = settings.min_forced_depth
    compared = [call for call in calls if _can_tell(call, call.count, call.place.vaf, least)]
    absent = [call for call in compared if not call.count.alt]
    unseen = [call for call in calls if is_contradicted(call, least)]
    failures = [*_another(FailureCode.ANOTHER_SAMPLE, words.OTHER_SAMPLE, absent, compared)]
    exchanged = sum(map(_is_exchanged, absent))
    if exchanged:
        why = words.EXCHANGED.format(count=exchanged, compared=len(compared))
        failures.append(Failure(FailureCode.ALIGNMENTS_EXCHANGED, why))
    failures.extend(_other_person(calls, origins, least))
    remarks = []
    if unseen:
        remarks.append(words.SOME_UNSEEN.format(names=listed(c.place.name for c in unseen)))
    return SampleCheck(tuple(failures), tuple(remarks), _measures(len(absent), len(compared)))


def _another(
    code: FailureCode, said: str, absent: Sequence[ForcedCall], compared: Sequence[ForcedCall]
) -> Iterator[Failure]:
    """That so many are missing, with the share that was found and the bar it fell below."""
    if _is_another(len(absent), len(compared)):
        why = said.format(absent=len(absent), compared=len(compared))
        (found,) = _measures(len(absent), len(compared))
        bar = HALF if len(absent) > HALF * len(compared) else 1 - FIFTH
        yield Failure(code, why, found.name, found.value, bar, found.unit)


def _is_another(absent: int, compared: int) -> bool:
    """Whether so many are missing that the reads are someone else's.

    Most of them, be they few; or many and more than a fifth, for an unrelated person carries a good
    part of anyone's inherited variants too.

    >>> [_is_another(*counts) for counts in ((1, 1), (1, 2), (12, 40), (4, 15), (12, 400))]
    [True, False, True, False, False]
    """
    return absent > HALF * compared or (absent >= MANY and absent > FIFTH * compared)


def _can_tell(call: ForcedCall, count: AlleleCount | None, vaf: float | None, least: int) -> bool:
    """Whether a called substitution would be seen in these alignments, were they the sample's."""
    if call.state is not ForcedState.CALLED or call.place.kept_as or count is None:
        return False
    variant = call.place.variant
    if len(variant.ref) != len(variant.alt) or count.depth < least:
        return False
    return _unlikely_unseen(vaf, count.depth)


def _is_exchanged(call: ForcedCall) -> bool:
    """Whether the matched normal has so much of what the sample lacks that chance is no reason."""
    normal = call.normal
    if normal is None or not normal.alt:
        return False
    return _unlikely_unseen(normal.vaf, call.count.depth)


def _other_person(
    calls: Sequence[ForcedCall], origins: Mapping[str, Origin], least: int
) -> Iterator[Failure]:
    compared = [
        call
        for call in calls
        if origins.get(call.place.alteration) is Origin.LIKELY_GERMLINE
        and _can_tell(call, call.normal, INHERITED_VAF, least)
    ]
    absent = [call for call in compared if call.normal is not None and not call.normal.alt]
    yield from _another(FailureCode.ANOTHER_NORMAL, words.OTHER_NORMAL, absent, compared)


def _measures(absent: int, compared: int) -> tuple[Measure, ...]:
    if not compared:
        return ()
    share = (compared - absent) / compared
    return (Measure(words.AGREEMENT, share, "fraction", HALF, words.AGREEMENT_WHY),)
