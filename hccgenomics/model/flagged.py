"""What alterations of every kind share: what the rules found, and whether it makes a driver."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hccgenomics.model.alteration import Finding


class Flagged:
    """An alteration that rules have looked at."""

    __slots__ = ()

    findings: tuple[Finding, ...]

    @property
    def is_driver(self) -> bool:
        """Whether a rule flags it and none argues against."""
        votes = [finding.drives for finding in self.findings]
        return True in votes and False not in votes
