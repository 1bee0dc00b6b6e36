"""Findings that do not fit together, or that question the sample: what is asked, and by what.

The checks are rows of ``cross_checks.tsv`` in the terms of curated rows, so that one matcher reads
both. A check questions the laboratory and never removes a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import cross_check_wording as wording
from hccgenomics.interpret.altered_names import altered_name
from hccgenomics.interpret.blood import AFLATOXIN_CHANGE
from hccgenomics.interpret.found import profile_of
from hccgenomics.interpret.match import is_met
from hccgenomics.interpret.witnesses import IN_TISSUE
from hccgenomics.interpret.wording import listed
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.cross_check import CrossCheckFinding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from hccgenomics.interpret.found import Found, Profile
    from hccgenomics.model.cross_check import CrossCheckRow

R249S_BASE: Final = "r249s_base"
R249S_IN_PLASMA: Final = "r249s_plasma"


def cross_checks_of(found: Found, rows: Sequence[CrossCheckRow]) -> tuple[CrossCheckFinding, ...]:
    """The checks that ask their question of this sample, in the order of the table."""
    asked = ((row, profile_of(row)) for row in rows if _applies(row, found))
    checks = (_finding(row, asks, found) for row, asks in asked if is_met(asks, found))
    return tuple(check for check in checks if check is not None)


def _applies(row: CrossCheckRow, found: Found) -> bool:
    return found.specimen in row.specimens and found.disease in row.diseases


def _finding(row: CrossCheckRow, asks: Profile, found: Found) -> CrossCheckFinding | None:
    alterations, facts = found.ids(asks.asked)
    if row.code == R249S_IN_PLASMA and _is_in_tissue(alterations, found):
        return None
    if row.code == R249S_BASE:
        return _by_another_base(row, alterations, found)
    names = [altered_name(one) for one in found.alterations if one.id in alterations]
    said = [fact.text for fact in found.facts if fact.id in facts]
    template = wording.SEEN_WITHOUT if row.none_of else wording.SEEN
    why = template.format(seen=listed([*dict.fromkeys(names), *said]))
    return CrossCheckFinding(row, alterations, facts, why)


def _is_in_tissue(met: Collection[str], found: Found) -> bool:
    """Whether the tissue's report has all that meets the row: whether it does is the question."""
    return all(
        any(reason.code == IN_TISSUE for reason in one.origin_reasons)
        for one in found.alterations
        if one.id in met and isinstance(one, SmallAlteration)
    )


def _by_another_base(
    row: CrossCheckRow, met: Collection[str], found: Found
) -> CrossCheckFinding | None:
    """Of the alterations that meet the row, those by a base change that is not aflatoxin's."""
    changes = {
        one.id: one.effect.hgvs_c
        for one in found.alterations
        if one.id in met and isinstance(one, SmallAlteration) and one.effect.hgvs_c
    }
    others = {id_: name for id_, name in changes.items() if not name.endswith(AFLATOXIN_CHANGE)}
    if not others:
        return None
    why = wording.OTHER_BASE.format(change=listed(others.values()), expected=AFLATOXIN_CHANGE)
    return CrossCheckFinding(row, tuple(others), (), why)


def questions(checks: Iterable[CrossCheckFinding], names: Mapping[str, str]) -> tuple[str, ...]:
    """Each question as one of the key findings, with the names of what asks it.

    Args:
        checks: Those that ask of this sample.
        names: What alterations and facts are called, by id.
    """
    return tuple(
        wording.TO_ASK.format(
            names=listed(names[id_] for id_ in (*check.alterations, *check.facts) if id_ in names),
            question=check.row.question,
        )
        for check in checks
    )
