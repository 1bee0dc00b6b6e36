"""Any other caller: the fields that the VCF specification itself defines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.readers.dialect import Dialect, spec_support

if TYPE_CHECKING:
    from hccgenomics.readers.header import VcfHeader


def _never(header: VcfHeader) -> bool:
    return False  # the last resort is chosen by nobody recognising the header


DIALECT = Dialect(
    name="generic",
    recognises=_never,
    support=spec_support,
    note="The variant caller was not recognised; read counts come from the VCF specification's "
    "own fields AD and DP.",
)
