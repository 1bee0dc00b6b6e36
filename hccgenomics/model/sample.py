"""The sample a report is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hccgenomics.vocabulary import Disease, Specimen

if TYPE_CHECKING:
    from hccgenomics.vocabulary import Assembly


@dataclass(frozen=True, slots=True)
class Sample:
    """Who was sequenced, as the files and the user say.

    Attributes:
        id: The name used in the report and its file names.
        tumour_sample: The VCF column that is the tumour, ``None`` for files without columns.
        normal_sample: Likewise for the matched normal.
        callers: Names of the dialects the files were read with, in file order, without repeats.
        annotated_by: Annotators recognised in the headers (VEP, SnpEff, …).
        purity: Tumour cell fraction, 0 to 1, as the user states it.
        ploidy: Mean copies per cell, as the user states it.
    """

    id: str
    assembly: Assembly
    tumour_sample: str | None
    normal_sample: str | None
    callers: tuple[str, ...]
    annotated_by: tuple[str, ...] = ()
    specimen: Specimen = Specimen.TISSUE
    disease: Disease = Disease.HCC
    purity: float | None = None
    ploidy: float | None = None
    sex: str | None = None
    collected: str | None = None


@dataclass(frozen=True, slots=True)
class CallerSigns:
    """What the files' headers say of what their callers look for.

    Attributes:
        somatic_callers: Those that look for a tumour's variants.
        germline_callers: Those that look for inherited ones.
        somatic_fields: Declared filters and fields that only a somatic caller writes.
        has_tumour_column: Whether a column of a sample was read.
    """

    somatic_callers: tuple[str, ...] = ()
    germline_callers: tuple[str, ...] = ()
    somatic_fields: tuple[str, ...] = ()
    has_tumour_column: bool = False

    @property
    def is_somatic(self) -> bool:
        """Whether anything is a somatic caller's."""
        return bool(self.somatic_callers or self.somatic_fields)
