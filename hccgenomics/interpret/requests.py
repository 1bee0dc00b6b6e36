"""What is asked for beyond this report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """A test that would change the answer.

    Attributes:
        markers, biomarkers: Whose state, and which rows, ask for it.
        alterations: Ids of the findings it is about, where it is about findings.
    """

    test: str
    why: str
    markers: tuple[str, ...]
    biomarkers: tuple[str, ...] = ()
    alterations: tuple[str, ...] = ()
