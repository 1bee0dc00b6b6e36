"""BCF, turned into the VCF lines it stands for.

cyvcf2 decodes (its ``str`` is htslib's own formatting), and the lines then take the same way as
those of a VCF, so that a record means the same in either. Two habits of cyvcf2 are guarded against
by the caller, which reads the file to its end first: it takes a file cut at a block border for a
complete one, and it crashes on a blank line (there are none in BCF).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator


def bcf_lines(path: str, *, where: str) -> Iterator[bytes]:
    """Header lines, then one line per record, without line feeds."""
    from cyvcf2 import VCF

    try:
        reader = VCF(path, lazy=True)
        yield from reader.raw_header.rstrip("\n\0").encode().split(b"\n")
        for record in reader:
            yield str(record).rstrip("\n").encode()
    except Exception as error:  # cyvcf2 raises no narrower one
        raise UnreadableError(
            "A BCF record cannot be decoded.",
            where=where,
            hint="Check it with bcftools view, or write the file again.",
        ) from error
