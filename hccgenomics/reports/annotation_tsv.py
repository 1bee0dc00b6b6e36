"""Annotated alleles as a table: one line for each allele and transcript, ``.`` for the unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.rounding import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model.transcript_row import TranscriptRow
    from hccgenomics.model.variant import Support

COLUMNS: Final = (
    "contig", "pos", "ref", "alt", "assembly", "gene", "transcript", "refseq", "consequence",
    "hgvs_g", "hgvs_c", "hgvs_p", "exon", "vaf", "alt_depth", "ref_depth", "filter",
)  # fmt: skip
UNKNOWN: Final = "."


def heading() -> bytes:
    r"""The line that names the columns.

    >>> heading().split(b"\t")[:3]
    [b'contig', b'pos', b'ref']
    """
    return ("\t".join(COLUMNS) + "\n").encode()


def allele_lines(
    spelled: Sequence[str],
    rows: Sequence[TranscriptRow],
    *,
    assembly: str,
    support: Support,
    filters: str,
) -> str:
    """The lines of one allele.

    Args:
        spelled: Contig, position, REF and ALT as the file spells them.
        rows: One for each transcript.
        assembly: The assembly.
        support: The tumour's reads.
        filters: The FILTER column as it is.
    """
    before = "\t".join((*spelled, assembly))
    after = "\t".join((*_counts(support), filters or UNKNOWN))
    lines = ["\t".join([before, *[cell or UNKNOWN for cell in row], after]) for row in rows]
    return "\n".join(lines) + "\n" if lines else ""


def _counts(support: Support) -> tuple[str, str, str]:
    vaf, alt, ref = support.vaf, support.alt_depth, support.ref_depth
    return (
        UNKNOWN if vaf is None else str(rounded(vaf)),
        UNKNOWN if alt is None else str(alt),
        UNKNOWN if ref is None else str(ref),
    )
