"""Words of the first screen, and of what a page says where it has no room for everything."""

from __future__ import annotations

from typing import Final

SPECIMEN: Final = "Specimen"
ENTITY: Final = "Entity, as stated"
ASSEMBLY: Final = "Assembly"
CALLER: Final = "Variant caller"
TUMOUR_COLUMN: Final = "Tumour column"
MATCHED_NORMAL: Final = "Matched normal"
PURITY: Final = "Purity"
PLOIDY: Final = "Ploidy"
COLLECTED: Final = "Collected"
REPORTED: Final = "Reported"
EVIDENCE_AS_OF: Final = "Evidence as of"
SEX: Final = "Sex, as stated"
ANNOTATED_BY: Final = "Annotated before by"
REVIEWED_BY: Final = "Reviewed by"
CORRECTED_FOR: Final = "Replaces an earlier report. Reason"
NONE_GIVEN: Final = "none given"
KEPT: Final = "Kept"
MORE_NAMES: Final = "{names} and {count} more"
SAMPLE: Final = "Sample"
SUPERSEDES: Final = "Supersedes"
REASON: Final = "Reason of the correction"
UNPRINTED: Final = " – not printed: on the page and in the JSON"
