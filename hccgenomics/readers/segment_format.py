"""What a copy-number format is: how its files are told, and how their rows are read.

Formats only read. What a number of copies means is decided in ``annotate`` and ``interpret``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hccgenomics.vocabulary import DialectTier

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hccgenomics.model.copy_number import Solution
    from hccgenomics.model.copy_number_files import (
        Bins,
        GeneRow,
        Segment,
    )
    from hccgenomics.model.genome import Interval
    from hccgenomics.readers.segment_head import Head
    from hccgenomics.readers.segment_table import Table
    from hccgenomics.vocabulary import CopySource


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user says of the file.

    Attributes:
        sample: The tumour, by its name in the file.
        normal: The matched normal, likewise.
        is_named: Whether ``--cnv-format`` names the format.
        likely: The tumour as the files of small variants name it, where the user names none.
    """

    sample: str | None = None
    normal: str | None = None
    is_named: bool = False
    likely: str | None = None

    @property
    def wanted(self) -> str | None:
        """The name to look for."""
        return self.likely if self.sample is None else self.sample


@dataclass(frozen=True, slots=True)
class Found:
    """What a format's module finds in one file.

    Attributes:
        source: What kind of statement the rows are.
        sample: As the file names it.
        tool: The program, where the format is one that many write.
        version: Of the program, where the file states it.
        tier: Of this kind of file, where it was not compared as the format's others were.
        texts: Header lines and cells that may name an assembly.
        lengths: Contigs with the lengths that the file declares.
        named: Some genes with the places that the file gives them.
        x_is_diploid: As ``CopyNumberFile`` has it; ``None`` for what the format always does.
        copies_are_corrected: As ``CopyNumberFile`` has it.
    """

    source: CopySource
    segments: Sequence[Segment] = ()
    genes: Sequence[GeneRow] = ()
    bins: Mapping[str, Bins] = field(default_factory=dict)
    solutions: tuple[Solution, ...] = ()
    sample: str | None = None
    tool: str = ""
    version: str = ""
    tier: DialectTier | None = None
    texts: tuple[str, ...] = ()
    lengths: Mapping[str, int] = field(default_factory=dict)
    named: Mapping[str, Interval] = field(default_factory=dict)
    x_is_diploid: bool | None = None
    copies_are_corrected: bool = True
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SegmentFormat:
    """How one tool, or one kind of table that many tools write, states copy number.

    Attributes:
        name: The name of its module, and the value of ``--cnv-format``.
        title: The program or format, as its authors write it.
        url: Its documentation.
        recognises: Whether a file that begins so is of this format.
        read: What the rows say.
        reads: The kinds of file, for the documentation: ``.cns``, ``.cnr``, …
        counts: How its files count bases, for the documentation.
        states: The columns or fields that are read, likewise.
        untold: What a file does not tell, or tells otherwise than one might think, likewise.
        fits: Whether a file may be read so where the user says it is; by default ``recognises``.
        tier: Whether the module was held against real output.
        x_is_diploid: Whether 0 stands for two copies of X and Y whatever the sex.
        x_is_certain, y_is_haploid: As ``CopyNumberFile`` has it.
        is_general: Whether many tools write it, so that a format of one tool goes first.
    """

    name: str
    title: str
    url: str
    recognises: Callable[[Head], bool]
    read: Callable[[Table, Asked], Found]
    reads: tuple[str, ...] = ()
    counts: str = ""
    states: str = ""
    untold: str = ""
    fits: Callable[[Head], bool] | None = None
    tier: DialectTier = DialectTier.EXACT
    x_is_diploid: bool = True
    x_is_certain: bool = True
    y_is_haploid: bool = False
    is_general: bool = False

    def may_be(self, head: Head) -> bool:
        """Whether a file may be read as this format where the user says so."""
        return (self.fits or self.recognises)(head)
