"""Why a gene with a change is not drawn."""

from __future__ import annotations

from typing import Final

NO_MODEL: Final = "No picture of {genes}: there is no model of the coding sequence here."
NO_PLACE: Final = "No picture of {genes}: no change there has a place on the coding sequence."
TOO_MANY: Final = "No picture of {genes}: a report draws at most {most} genes with a driver."
MANY_OTHERS: Final = (
    "Genes in which no change met a driver rule are drawn where there are at most {few} of them; "
    "here there are more, and they stand in the table of other alterations alone."
)
