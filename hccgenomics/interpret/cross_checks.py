"""Findings that do not fit together, or that question the sample: what is asked, and by what.

The checks are rows of ``cross_checks.tsv`` in the terms of curated rows, so that one matcher reads
both. A check questions the laboratory and never removes a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import cross_check_wording as wording
from hccgenomics.interpret.altered_names import altered_name
from hccgenomics.interpret.found import profile_of
from hccgenomics.interpret.match import is_met
from hccgenomics.interpret.wording import listed
from hccgenomics.model.alteration import SmallAlteration
from hccgenomics.model.cross_check import CrossCheckFinding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hccgenomics.interpret.found import Found, Profile
    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.cross_check import CrossCheckRow

R249S_SIGNATURE: Final = "r249s_signature"
AFLATOXIN_CHANGE: Final = "c.747G>T"
"""The transversion that aflatoxin B1 makes of codon 249 (doi:10.1289/ehp.1103539); another base
change gives the same residue."""
_R249S: Final = "p.R249S"


def cross_checks_of(found: Found, rows: Sequence[CrossCheckRow]) -> tuple[CrossCheckFinding, ...]:
    """The checks that ask their question of this sample, in the order of the table."""
    asked = ((row, profile_of(row)) for row in rows if _applies(row, found))
    checks = [_finding(row, asks, found) for row, asks in asked if is_met(asks, found)]
    return (*checks, *_by_base(rows, found.alterations, checks))


def _applies(row: CrossCheckRow, found: Found) -> bool:
    return found.specimen in row.specimens and found.disease in row.diseases


def _finding(row: CrossCheckRow, asks: Profile, found: Found) -> CrossCheckFinding:
    alterations, facts = found.ids(asks.asked)
    names = [altered_name(one) for one in found.alterations if one.id in alterations]
    said = [fact.text for fact in found.facts if fact.id in facts]
    template = wording.SEEN_WITHOUT if row.none_of else wording.SEEN
    why = template.format(seen=listed([*dict.fromkeys(names), *said]))
    return CrossCheckFinding(row, alterations, facts, why)


def _by_base(
    rows: Iterable[CrossCheckRow],
    alterations: Iterable[AnyAlteration],
    asked: Iterable[CrossCheckFinding],
) -> Iterator[CrossCheckFinding]:
    """R249S by another base change than aflatoxin's, which no term of a residue can tell."""
    already = {check.row.code for check in asked}
    row = next((row for row in rows if row.code == R249S_SIGNATURE), None)
    others = tuple(one for one in alterations if _is_r249s_otherwise(one))
    if row is None or not others or row.code in already:
        return
    changes = listed(_coding(one) for one in others)
    yield CrossCheckFinding(
        row,
        tuple(one.id for one in others),
        (),
        wording.OTHER_BASE.format(change=changes, expected=AFLATOXIN_CHANGE),
    )


def _is_r249s_otherwise(one: AnyAlteration) -> bool:
    """By a base change that is known, and is another than aflatoxin's."""
    return (
        isinstance(one, SmallAlteration)
        and one.gene == "TP53"
        and one.short_protein == _R249S
        and bool(_coding(one))
        and not _coding(one).endswith(AFLATOXIN_CHANGE)
    )


def _coding(one: AnyAlteration) -> str:
    """``NM_000546.6:c.747G>T``; "" where it is not known."""
    return (one.effect.hgvs_c or "") if isinstance(one, SmallAlteration) else ""


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
