"""What is held of one file while the rest of it passes by: little, and never more than so much.

A whole genome has some ten thousand records in the panel. A file with millions of them there is no
tumour's call set, or was written to fill the memory; it is refused before it does.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from hccgenomics.errors import FormatError
from hccgenomics.readers.blocks import Depths, Spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hccgenomics.model.annotation import RecordAnnotation
    from hccgenomics.vocabulary import Assembly

T = TypeVar("T")

MOST_HELD: Final = 200_000
"""Alternate alleles of one file in the panel, 12 million bases: of the 4 to 5 million variants of a
person (1000 Genomes Project 2015, doi:10.1038/nature15393) some 20,000 lie there."""
MOST_TEXT: Final = 1 << 29
"""Characters of their columns and annotation, 512 MiB: 50,000 records with 10 kB of annotation."""
_MOST_SHARED: Final = 4096
_LONGEST_SHARED: Final = 64


class Probe(NamedTuple):
    """A reference allele as the file states it: evidence of the assembly."""

    contig: str
    pos: int
    ref: str


class Record(NamedTuple):
    """A record that touches the panel on at least one assembly; text as the file spells it.

    Attributes:
        number: Among the file's records that touch the panel on either assembly, or are watched
            for, from one: through an index no other ones are seen.
        contig: Our own spelling.
        keys, tumour, normal: FORMAT and the two columns; "" where the file has none.
        assemblies: Those on which it touches the panel.
        spelled: The contig as the file spells it.
        annotation: What another program wrote into it.
        named: Those on which it lies beyond the panel, in a gene that its annotation names.
        info: Of INFO what the dialect reads.
        end: The last base that it speaks of, by END, SVLEN or REF; 0 where nothing is symbolic.
    """

    number: int
    contig: str
    pos: int
    ref: str
    alts: tuple[str, ...]
    filters: str
    keys: str
    tumour: str
    normal: str
    assemblies: tuple[Assembly, ...]
    spelled: str = ""
    annotation: RecordAnnotation | None = None
    named: tuple[Assembly, ...] = ()
    info: str = ""
    end: int = 0

    @property
    def size(self) -> int:
        """Characters of its own; what records share is not counted."""
        own = len(self.ref) + len(self.tumour) + len(self.normal) + len(self.info)
        own += len(self.filters) + sum(map(len, self.alts))
        if self.annotation is not None:
            own += sum(len(text) for _, text in self.annotation.texts)
        return own


class Shared(dict[bytes, T]):
    """What is made of texts that come again and again: once each, while they are few and short."""

    def __init__(self, make: Callable[[bytes], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: bytes) -> T:
        made = self._make(text)
        if len(text) <= _LONGEST_SHARED and len(self) < _MOST_SHARED:
            self[text] = made
        return made


def decoded(text: bytes) -> str:
    """The text of a column, whatever bytes it holds."""
    return text.decode("utf-8", errors="replace")


def _alleles(text: bytes) -> tuple[str, ...]:
    return tuple(decoded(text).split(","))


@dataclass(slots=True)
class Scan:
    """What one file held.

    Attributes:
        records: All of them.
        touching: Those among them that have a number.
        held: Records with an allele that touch the panel on some assembly, or that their annotation
            puts into a gene which is watched for; ``taken`` empties it.
        holding: How many these are, per assembly.
        blocks: Records (and unspecified alleles) without one that touch it, per assembly.
        blocked: Such records, per assembly.
        probes: Reference alleles of the latter, a sample.
        spans: The latter, adjacent ones as one.
        depths: What each of them says of depth.
        alleles, text: Alternate alleles held, and characters.
        texts, alts: Columns that many records have in common.
    """

    records: int = 0
    touching: int = 0
    held: list[Record] = field(default_factory=list)
    holding: Counter[Assembly] = field(default_factory=Counter)
    blocks: Counter[Assembly] = field(default_factory=Counter)
    blocked: Counter[Assembly] = field(default_factory=Counter)
    probes: dict[Probe, tuple[Assembly, ...]] = field(default_factory=dict)
    spans: Spans = field(default_factory=Spans)
    depths: Depths = field(default_factory=Depths)
    alleles: int = 0
    text: int = 0
    texts: Shared[str] = field(default_factory=lambda: Shared(decoded))
    alts: Shared[tuple[str, ...]] = field(default_factory=lambda: Shared(_alleles))

    def hold(self, record: Record, *, where: str, line: int) -> None:
        """Keep one more record.

        Raises:
            FormatError: They are more than any call set of a tumour has.
        """
        self.held.append(record)
        self.holding.update(record.assemblies)
        self.holding.update(record.named)
        self.alleles += len(record.alts)
        if self.alleles > MOST_HELD:
            raise _too_much(f"more than {MOST_HELD:,} alternate alleles", where, line)
        self.add_text(record.size, where=where, line=line)

    def add_text(self, size: int, *, where: str, line: int) -> None:
        """Count the characters that are kept.

        Raises:
            FormatError: They are more than any call set of a tumour has.
        """
        self.text += size
        if self.text > MOST_TEXT:
            raise _too_much(f"more than {MOST_TEXT >> 20} MiB of text", where, line)

    def taken(self) -> Iterator[Record]:
        """The records held, each handed over: as calls are made of them, they make room."""
        self.held.reverse()
        while self.held:
            yield self.held.pop()

    def outside(self, assembly: Assembly) -> int:
        """Records that are not held for this assembly."""
        return self.records - self.holding[assembly] - self.blocked[assembly]


def _too_much(what: str, where: str, line: int) -> FormatError:
    return FormatError(
        f"The records of the panel have {what}, which no call set of one tumour has.",
        where=where,
        line=line,
        hint="Pass one tumour's calls, filtered (bcftools view -f PASS) or one gene at a time "
        "(bcftools view -r).",
    )
