"""What is asked for beyond this report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """A test that would change the answer."""

    test: str
    why: str
    markers: tuple[str, ...]
    biomarkers: tuple[str, ...] = ()
