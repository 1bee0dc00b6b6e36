"""The Barcelona stage as the user states it, held against the rules of 2022 and never assigned.

Reig 2022, J Hepatol 76:681-693, doi:10.1016/j.jhep.2021.11.018.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.clinical import wording
from hccgenomics.clinical.stated import Scored, not_worked_out
from hccgenomics.model.measurement import shown
from hccgenomics.model.report import ClinicalScore
from hccgenomics.vocabulary import Comparison

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.clinical.stated import Stated

NAME: Final = "BCLC"
CHECKED: Final = "2022"
SMALL_CM: Final = 2.0
"""Largest diameter of the single nodule of stage 0."""
EARLY_CM: Final = 3.0
EARLY_NODULES: Final = 3
"""Stage A: one nodule of any size, or up to three, each up to 3 cm."""
TERMINAL_ECOG: Final = 3
"""From this performance status on: stage D."""
_NOTHING: Final = {"macrovascular_invasion": "none", "extrahepatic_spread": "not_present"}
_CONFINED: Final = frozenset({"0", "A", "B"})
_END_STAGE: Final = "C"
_KNOWN: Final = re.compile(rf"(?:bclc\s*)?{CHECKED}(?:\s*update)?", re.IGNORECASE)


def is_checked(version: str) -> bool:
    """Whether the rules of this version are held here.

    >>> is_checked("2022"), is_checked("2026 BCLC-CUSE"), is_checked("")
    (True, False, False)
    """
    return _KNOWN.fullmatch(version.strip()) is not None


def bclc(stated: Stated, *, child_pugh: str) -> Scored:
    """The stage with its version, and what else was stated that does not fit it.

    Args:
        stated: What the clinical file says.
        child_pugh: The class, stated or worked out; "" if unknown.
    """
    stage, version = stated.word("bclc"), stated.word("bclc_version")
    if not stage:
        reasons = [wording.absent("bclc")]
        return Scored(not_worked_out(NAME, reasons, method=wording.BCLC_METHOD))
    why = wording.BCLC_UNCHECKED.format(version=version) if version else wording.BCLC_NO_VERSION
    odd: tuple[str, ...] = ()
    if is_checked(version):
        odd = tuple(
            wording.BCLC_ODD.format(stage=stage, what=what)
            for what in misfits(stage, stated, child_pugh)
        )
        why = "" if odd else wording.BCLC_FITS
    document = ClinicalScore(
        name=NAME,
        value=None,
        grade=stage,
        inputs=tuple(_inputs(stage, version, stated, child_pugh)),
        why=why,
        method=wording.BCLC_METHOD if is_checked(version) else "",
        caveats=(*odd, wording.BCLC_KEPT),
    )
    return Scored(document, remarks=odd)


def misfits(stage: str, stated: Stated, child_pugh: str) -> Iterator[str]:
    """Each stated thing that the rules of 2022 have in another stage."""
    ecog = stated.numbers.get("ecog")
    if stage in _CONFINED:
        yield from _of_confined(stage, stated, ecog, child_pugh)
    elif ecog is not None and stage == "C" and ecog >= TERMINAL_ECOG:
        yield wording.BCLC_ECOG.format(ecog=shown(ecog), stage="D")
    elif stage == "C" and child_pugh == _END_STAGE:
        yield wording.BCLC_END_STAGE
    elif stage == "C" and _nothing_of_c(stated, ecog):
        yield wording.BCLC_NOTHING_OF_C
    elif stage == "D" and ecog is not None and ecog < TERMINAL_ECOG and child_pugh in {"A", "B"}:
        yield wording.BCLC_EARLIER.format(ecog=shown(ecog), child_pugh=child_pugh)


def _of_confined(stage: str, stated: Stated, ecog: float | None, child_pugh: str) -> Iterator[str]:
    """Stages 0, A and B: confined to the liver, preserved liver function, ECOG 0."""
    if ecog:
        later = "D" if ecog >= TERMINAL_ECOG else "C"
        yield wording.BCLC_ECOG.format(ecog=shown(ecog), stage=later)
    for subject, nothing in _NOTHING.items():
        word = stated.word(subject)
        if word and word != nothing:
            yield wording.BCLC_BEYOND.format(finding=wording.name(subject))
    if child_pugh == _END_STAGE:
        yield wording.BCLC_NOT_PRESERVED
    yield from _of_size(stage, stated)


def _of_size(stage: str, stated: Stated) -> Iterator[str]:
    nodules = stated.numbers.get("nodules")
    if stage == "0":
        if nodules is not None and nodules > 1:
            yield wording.BCLC_SINGLE.format(nodules=shown(nodules))
        if _larger(stated, SMALL_CM):
            yield wording.BCLC_SMALL.format(most=shown(SMALL_CM), size=_size(stated))
    if nodules is None:
        return
    is_early = nodules <= EARLY_NODULES and _larger(stated, EARLY_CM) is False
    if stage == "A" and nodules > EARLY_NODULES:
        yield wording.BCLC_FEW.format(most=EARLY_NODULES, nodules=shown(nodules))
    elif stage == "A" and nodules > 1 and _larger(stated, EARLY_CM):
        yield wording.BCLC_EACH_SMALL.format(most=shown(EARLY_CM), size=_size(stated))
    elif stage == "B" and nodules == 1:
        yield wording.BCLC_MULTINODULAR
    elif stage == "B" and is_early:
        yield wording.BCLC_OF_A.format(nodules=shown(nodules), most=shown(EARLY_CM))


def _larger(stated: Stated, bar: float) -> bool | None:
    size = stated.measured.get("largest_nodule")
    return None if size is None else size.lies(Comparison.ABOVE, bar)


def _size(stated: Stated) -> str:
    return stated.measured["largest_nodule"].amount


def _nothing_of_c(stated: Stated, ecog: float | None) -> bool:
    """Whether each of the three things that make stage C was stated not to be so."""
    return ecog == 0 and all(stated.word(one) == none for one, none in _NOTHING.items())


def _inputs(stage: str, version: str, stated: Stated, child_pugh: str) -> Iterator[str]:
    yield f"BCLC {stage} ({version or wording.NO_VERSION})"
    for subject in ("ecog", "nodules"):
        if subject in stated.numbers:
            yield f"{wording.name(subject)} {shown(stated.numbers[subject])}"
    if "largest_nodule" in stated.measured:
        yield stated.measured["largest_nodule"].text
    for subject in _NOTHING:
        if stated.word(subject):
            yield f"{wording.name(subject)} {wording.said(stated.word(subject))}"
    if child_pugh:
        yield f"Child-Pugh {child_pugh}"
