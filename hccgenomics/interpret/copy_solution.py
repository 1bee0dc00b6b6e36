"""Which purity and ploidy are used of those given, whether the genome is doubled, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import copy_wording as words
from hccgenomics.interpret.copy_wording import mixture_words, number, percent
from hccgenomics.model.copy_number import Solution
from hccgenomics.vocabulary import Sex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model.settings import Settings

USER: Final = "--purity"
USER_PLOIDY: Final = "--ploidy"
DOUBLED_SHARE: Final = 0.5
"""More than this share of the autosomes with two or more copies of one parental allele: a doubled
genome (Bielski 2018, doi:10.1038/s41588-018-0165-1)."""
_FAILED: Final = re.compile(r"fail|no[_ -]?tumou?r|non[_ -]?aberrant|unusable", re.IGNORECASE)
_UNREMARKABLE: Final = frozenset({"", "NORMAL", "PASS"})
_SEXES: Final = {
    "female": Sex.FEMALE, "f": Sex.FEMALE, "xx": Sex.FEMALE, "woman": Sex.FEMALE,
    "male": Sex.MALE, "m": Sex.MALE, "xy": Sex.MALE, "man": Sex.MALE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """The solution used, if any, among all that were given, with the sentences on it."""

    used: Solution | None
    solutions: tuple[Solution, ...]
    notes: tuple[str, ...]

    @property
    def leading(self) -> Solution | None:
        """The one used, else the ploidy that the user states by itself."""
        alone = (s for s in self.solutions if s.source == USER_PLOIDY)
        return self.used or next(alone, None)

    @property
    def others(self) -> tuple[Solution, ...]:
        """Usable solutions that were not used."""
        return tuple(s for s in self.solutions if s is not self.used and is_usable(s))


def choose(
    stated: Sequence[Solution], purity: float | None, ploidy: float | None, settings: Settings
) -> Chosen:
    """The user's purity and ploidy before those of files, and of these the first that is usable.

    Args:
        stated: Of the files, in their order.
        purity: As the user states it.
        ploidy: As the user states it.
        settings: The laboratory's choices.
    """
    of_user = _of_user(purity, ploidy)
    solutions = (*of_user, *stated)
    refused = [_refusal(s) for s in stated if not is_usable(s) and s.purity is not None]
    refused += [_refusal(s) for s in stated if s.status and s.purity is None and has_failed(s)]
    first = next((s for s in stated if is_usable(s)), None)
    used = _completed(of_user[0] if of_user else None, first)
    if used is None or not used.purity:
        notes = (*refused, *([words.PLOIDY_ALONE] if ploidy is not None else []))
        return Chosen(None, solutions, notes)
    notes = (*_told(used, stated, of_user, settings), *refused)
    solutions = tuple(used if s in of_user else s for s in solutions)
    return Chosen(used, solutions, notes)


def is_usable(solution: Solution) -> bool:
    """Whether it has a purity above zero and does not call its own fit a failure."""
    return bool(solution.purity) and not has_failed(solution)


def has_failed(solution: Solution) -> bool:
    """Whether the source says that its fit failed, or that it found no tumour.

    >>> has_failed(Solution("PURPLE", status="FAIL_NO_TUMOR")), has_failed(Solution("PURPLE"))
    (True, False)
    """
    return bool(_FAILED.search(solution.status)) or solution.purity == 0


def doubling(
    used: Solution | None,
    solutions: Sequence[Solution],
    major_share: float | None,
    settings: Settings,
) -> tuple[bool | None, str]:
    """Whether the genome is doubled, and by what rule: the tool's word, major copies, the ploidy.

    A ploidy that the user states comes before the tool's word and its copies.

    Args:
        used: The solution used.
        solutions: All of them, for their word on it.
        major_share: Share of the autosomes with two or more copies of one parental allele;
            ``None`` where that is not known of half of them.
        settings: The laboratory's choices.
    """
    said = [s for s in (used, *solutions) if s is not None and not has_failed(s)]
    if used is not None and USER_PLOIDY in used.source:
        said, major_share = [used], None
    flagged = next((s for s in said if s.is_doubled is not None), None)
    if flagged is not None:
        by_tool = words.DOUBLED_BY_TOOL[bool(flagged.is_doubled)]
        return flagged.is_doubled, by_tool.format(source=flagged.source)
    if major_share is not None:
        share = percent(major_share)
        why = words.DOUBLED_BY_MAJOR.format(share=share, have="have")
        return major_share > DOUBLED_SHARE, why
    ploidy = None if used is None else used.ploidy
    if ploidy is None:
        return None, words.DOUBLED_UNKNOWN
    least = settings.doubled_from_ploidy
    why = words.DOUBLED_BY_PLOIDY.format(ploidy=number(ploidy), least=number(least))
    return ploidy >= least, why


def sex_conflict(sex: Sex | None, solutions: Sequence[Solution]) -> Solution | None:
    """The first solution whose tool infers another sex than the one stated.

    >>> sex_conflict(Sex.MALE, [Solution("PURPLE", sex="FEMALE")]).source
    'PURPLE'
    """
    if sex is None:
        return None
    return next((s for s in solutions if s.sex and _SEXES.get(s.sex.lower(), sex) is not sex), None)


def _of_user(purity: float | None, ploidy: float | None) -> tuple[Solution, ...]:
    if purity is None and ploidy is None:
        return ()
    source = USER if ploidy is None else USER_PLOIDY if purity is None else f"{USER}, {USER_PLOIDY}"
    return (Solution(source, purity=purity, ploidy=ploidy),)


def _completed(of_user: Solution | None, first: Solution | None) -> Solution | None:
    """The user's numbers, with the file's where the user gives but one of the two."""
    if of_user is None or first is None:
        return of_user or first
    if of_user.purity is None:
        return replace(
            of_user,
            purity=first.purity,
            purity_low=first.purity_low,
            purity_high=first.purity_high,
        )
    if of_user.ploidy is None:
        return replace(of_user, ploidy=first.ploidy, is_doubled=first.is_doubled)
    return of_user


def _told(
    used: Solution, stated: Sequence[Solution], of_user: Sequence[Solution], settings: Settings
) -> list[str]:
    usable = [s for s in stated if is_usable(s)]
    by = words.BY_USER if of_user else words.BY_FIRST if len(usable) > 1 else words.BY_ONLY
    mixture = mixture_words(used.purity, used.ploidy)
    source = by.format(source=used.source)
    notes = [words.SOLUTION_USED.format(mixture=mixture, source=source)]
    if used.ploidy is None:
        notes.append(words.PLOIDY_ASSUMED.format(ploidy=number(settings.assumed_ploidy)))
    elif of_user and of_user[0].ploidy is None:
        notes.append(
            words.PLOIDY_OF_FILE.format(ploidy=number(used.ploidy), source=usable[0].source)
        )
    if used.status.upper() not in _UNREMARKABLE:
        notes.append(words.STATUS_SAID.format(source=used.source, status=used.status))
    others = [s for s in usable if s != used]
    if others:
        listed = "; ".join(f"{s.source} {mixture_words(s.purity, s.ploidy)}" for s in others)
        notes.append(words.ALTERNATIVES.format(listed=listed))
    return notes


def _refusal(solution: Solution) -> str:
    if solution.status and _FAILED.search(solution.status):
        why = words.UNUSABLE_STATUS.format(status=solution.status)
    else:
        why = words.UNUSABLE_PURITY if solution.purity is None else words.UNUSABLE_ZERO
    return words.SOLUTION_UNUSABLE.format(source=solution.source, why=why)
