"""Oncogenicity by points: the standard of ClinGen, CGC and VICC, each criterion with its reason."""

from __future__ import annotations

from hccgenomics.interpret.oncogenicity.classify import CRITERIA, oncogenicity_of
from hccgenomics.interpret.oncogenicity.question import OncogenicityQuestion

__all__ = ["CRITERIA", "OncogenicityQuestion", "oncogenicity_of"]
