"""Lint, as a command reports it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.knowledge.lint import is_clean, lint_base, lint_file
from hccgenomics.knowledge.lint.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hccgenomics.knowledge.lint.finding import Finding

OURS: Final = "the built-in base"


@dataclass(frozen=True, slots=True)
class Linted:
    """Findings, in the order of tables and lines."""

    looked_at: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing is left to mend."""
        return is_clean(self.findings)

    @property
    def summary(self) -> str:
        """One sentence for the console."""
        counts = Counter(finding.severity for finding in self.findings)
        said = ", ".join(f"{counts[kind]} {_PLURAL[kind]}" for kind in Severity)
        return f"{', '.join(self.looked_at)}: {'clean' if self.clean else 'to be mended'} ({said})."

    def as_text(self) -> str:
        """One line a finding."""
        return "".join(f"{finding.sentence}\n" for finding in self.findings)

    def as_json(self) -> str:
        """One object."""
        document = {
            "looked_at": self.looked_at,
            "clean": self.clean,
            "findings": [finding.model_dump(mode="json") for finding in self.findings],
        }
        return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


_PLURAL: Final = {
    Severity.ERROR: "errors",
    Severity.WARNING: "warnings",
    Severity.INFORMATION: "remarks",
}


def linted(tables: Sequence[Path]) -> Linted:
    """Look at these tables, or at ours."""
    if not tables:
        return Linted((OURS,), lint_base())
    findings = tuple(finding for table in tables for finding in lint_file(table))
    return Linted(tuple(table.name for table in tables), findings)
