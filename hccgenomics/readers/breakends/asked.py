"""What the user says of files of structural variants, as every format needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hccgenomics.readers.contig_names import ContigNames


class Asked(NamedTuple):
    """What is known before a file is opened.

    Attributes:
        names: How the contigs of this file are called here; viruses as it calls them.
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

    @property
    def sample(self) -> str | None:
        """The tumour, as the user names it."""
        return self.tumour_sample

    @property
    def normal(self) -> str | None:
        """The matched normal, as the user or other files name it."""
        return self.normal_sample or self.likely_normal

    @property
    def wanted(self) -> str | None:
        """The tumour's name to look for: the user's, or else that of other files."""
        return self.likely_tumour if self.tumour_sample is None else self.tumour_sample
