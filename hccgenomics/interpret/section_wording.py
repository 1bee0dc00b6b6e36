"""Why the sections of copy number and structural variants hold what they hold."""

from __future__ import annotations

from typing import Final

NO_COPY_NUMBER_FILE: Final = (
    "No copy-number file was given, so nothing is said of amplifications and deletions."
)
ONLY_PURITY_FILE: Final = (
    "Only purity and ploidy were given, and no segments, bins or gene table: nothing is said of "
    "amplifications and deletions."
)
COPY_NUMBER_READ: Final = (
    "Each gene of the panel is told from the segments, bins or rows that overlap it; a gene that "
    "none covers is no call."
)
NO_STRUCTURAL_FILE: Final = (
    "No file of structural variants, fusions or integrations was given, so nothing is said of them."
)
STRUCTURAL_READ: Final = (
    "Junctions that concern a gene of the panel are told; what lies elsewhere is counted. That a "
    "fusion is not listed does not show that it is not there: coverage of junctions is unknown."
)
