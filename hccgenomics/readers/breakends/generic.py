"""A VCF of structural variants of which no caller is recognised: the specification's own fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.readers.breakends.caller import SvCaller, plain_support

if TYPE_CHECKING:
    from hccgenomics.readers.header import VcfHeader


def _never(header: VcfHeader) -> bool:
    del header
    return False


CALLER = SvCaller(
    name="vcf",
    title="VCF of structural variants",
    documentation="https://samtools.github.io/hts-specs/VCFv4.5.pdf",
    recognises=_never,
    support=plain_support,
    quirk=(
        "For callers without a module here and for merged files: breakend notation, SVTYPE with "
        "END or SVLEN, CHR2 with END or POS2, and STRANDS or CT for the orientation."
    ),
)
