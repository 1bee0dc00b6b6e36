"""What ``hccgenomics annotate`` can write."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """A format of output."""

    TSV = "tsv"
    VCF = "vcf"
    BCF = "bcf"
