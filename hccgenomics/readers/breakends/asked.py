"""What the user says of files of structural variants, as every format needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hccgenomics.readers.breakends.contigs import ContigNames


class Asked(NamedTuple):
    """What is known before a file is opened.

    Attributes:
        names: How contigs are called here.
        min_length: Bases from which a deletion, duplication or insertion is structural.
        tumour_sample, normal_sample: As the user names them.
        likely_tumour, likely_normal: As other files of the run name them.
    """

    names: ContigNames
    min_length: int
    tumour_sample: str | None = None
    normal_sample: str | None = None
    likely_tumour: str | None = None
    likely_normal: str | None = None
