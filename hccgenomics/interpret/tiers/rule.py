"""A scale as a list of questions, asked in the order of its paper until one gives the tier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hccgenomics.interpret.tiers import wording
from hccgenomics.interpret.tiers.weighed import Weighed
from hccgenomics.model.judgement import Tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hccgenomics.vocabulary import TierScheme


@dataclass(frozen=True, slots=True)
class Answer:
    """What one rule found.

    Attributes:
        sentence: The question with its answer.
        tier: Where the rule is met.
    """

    sentence: str
    tier: str | None = None


Rule = Callable[[Weighed], Answer | None]
"""``None`` where the question does not arise."""


def asked(template: str, tier: str, *, met: bool, detail: str = "") -> Answer:
    """A question answered yes, which gives the tier, or no.

    >>> asked("Is it so? {answer}.", "II-D", met=False, detail="not seen").sentence
    'Is it so? No, not seen.'
    """
    plain = wording.YES if met else wording.NO
    detailed = wording.YES_DETAIL if met else wording.NO_DETAIL
    answer = detailed.format(detail=detail) if detail else plain
    return Answer(template.format(answer=answer), tier if met else None)


def walk(
    weighed: Weighed, rules: Sequence[Rule], scheme: TierScheme, before: Iterable[str]
) -> Tier:
    """The first tier that a rule gives, with every question asked on the way."""
    trace = list(before)
    for rule in rules:
        answer = rule(weighed)
        if answer is None:
            continue
        trace.append(answer.sentence)
        if answer.tier is not None:
            return given(answer.tier, trace, scheme)
    return withheld(trace, scheme)


def given(tier: str, trace: Iterable[str], scheme: TierScheme) -> Tier:
    """A tier, and by whose rules it was computed."""
    result = wording.RESULT.format(tier=tier, paper=wording.PAPERS[scheme])
    return Tier(tier, (*trace, result))


def withheld(trace: Iterable[str], scheme: TierScheme) -> Tier:
    """No tier, and why."""
    return Tier(None, (*trace, wording.NO_RESULT.format(paper=wording.PAPERS[scheme])))
