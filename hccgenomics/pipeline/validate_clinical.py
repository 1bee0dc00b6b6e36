"""A dry run of a clinical file: read and converted as for a report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import InputError
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model import validation as doc
from hccgenomics.pipeline.clinical import HOLDS, PLAIN, clinical_of
from hccgenomics.pipeline.validate_large import (
    USABLE,
    LargeValidated,
    note,
    unusable,
    validation_of,
)
from hccgenomics.readers.clinical import JSON, read_clinical

if TYPE_CHECKING:
    from hccgenomics.pipeline.clinical import ClinicalFindings
    from hccgenomics.pipeline.validate import ValidationRequest
    from hccgenomics.readers.clinical import ReadClinical

ENDINGS: Final = (".toml", f".{JSON.lower()}")
"""Of a file's name, by which it is taken for a clinical one where nobody says what it is."""
_NAMES: Final = {
    "laboratory": "laboratory values", "clinical": "clinical findings",
    "signature": "signatures", "expression": "results of genes",
}  # fmt: skip


def is_clinical(path: str) -> bool:
    """Whether a file's name is that of a clinical file.

    >>> is_clinical("patient.toml"), is_clinical("tumour.vcf.gz")
    (True, False)
    """
    return path.lower().endswith(ENDINGS)


def validate_clinical(request: ValidationRequest) -> LargeValidated:
    """Read one clinical file to its end, as a report would, and say what it states."""
    try:
        read = read_clinical(request.path)
        found = clinical_of(read, load_knowledge(), request.settings)
    except InputError as error:
        return LargeValidated(unusable(request, HOLDS, error), error)
    return LargeValidated(_document(read, found), None)


def _document(read: ReadClinical, found: ClinicalFindings) -> doc.Validation:
    stated = Counter(_NAMES[fact.kind] for fact in found.facts if not fact.is_derived)
    scores = sum(score.value is not None for score in found.document.scores)
    return validation_of(
        exit_code=USABLE,
        file=doc.InspectedFile(
            name=read.name,
            sha256=read.sha256,
            size=read.size,
            container=PLAIN,
            file_format=read.file_format,
        ),
        large=doc.InspectedLarge(
            holds=HOLDS,
            format=None,
            tool=None,
            recognised="none",
            tier=None,
            records=read.statements,
            kept=read.statements,
            dropped={},
            states={**stated, "scores": scores},
            sample=None,
            samples=(),
        ),
        assembly=None,
        problems=tuple(map(note, found.document.remarks)),
    )
