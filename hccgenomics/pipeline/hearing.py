"""The assembly of a file that passes by: decided early, checked late.

The verdict is that of ``readers.assembly.judge``, as for a report. As long as it cannot be given,
records are kept back: in memory at first, then in a temporary file without a name.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import AssemblyError
from hccgenomics.readers.assembly import SAID_BY_USER, Claims, judge, unknown
from hccgenomics.readers.entries import probes
from hccgenomics.readers.panel import Places
from hccgenomics.readers.pieces import TEXT_SIZE, Piece, refuse_endless_line
from hccgenomics.readers.records import scan
from hccgenomics.readers.refbases import agreement
from hccgenomics.readers.samples import Columns
from hccgenomics.vocabulary import Assembly

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

    from hccgenomics.pipeline.models import Models
    from hccgenomics.readers.assembly import Verdict
    from hccgenomics.readers.doors.rows import Rows
    from hccgenomics.readers.held import Probe
    from hccgenomics.readers.pieces import PassingFile
    from hccgenomics.readers.refbases import Checked

MOST_MISMATCHES: Final = 0.1
"""Fraction of checkable REF alleles that may disagree: the default of a laboratory's settings."""
_HEARD_AT_ONCE: Final = 1 << 16
"""Bytes of text that are heard before it is asked whether they suffice."""
_MOST_REMEMBERED: Final = 100_000
"""Places of which it is remembered that they were heard: a repeated record is one witness."""
_IN_MEMORY: Final = 1 << 24
"""Bytes kept back before they go to a file."""


class Hearing:
    """Decides the assembly.

    Attributes:
        assembly: The decision; to be read after ``settle``.
    """

    def __init__(
        self,
        source: PassingFile,
        panels: Mapping[Assembly, Models],
        *,
        stated: Assembly | None,
        rows: Rows | None = None,
    ) -> None:
        self._source = source
        self._panels = panels
        self._stated = stated
        self._places = Places(panels)
        self._rows = None if rows is None else rows.reader(self._places)
        self._checked: dict[Assembly, Counter[Checked]] = {a: Counter() for a in panels}
        self._heard: set[Probe] = set()
        self._header = source.header
        self.assembly = Assembly.GRCH38

    def settle(self, pieces: Iterator[Piece]) -> Iterator[Piece]:
        """Read as many pieces as the decision takes, at least one; then all the pieces.

        Raises:
            AssemblyError: The header, or the whole file, tells no assembly or two.
        """
        self._refuse_hopeless()
        texts = map(self._source.unpacker.text, pieces)
        lines = _WholeLines(texts, where=self._source.where, after=self._header.lines)
        kept = _Kept()
        for text in lines:
            self._hear(text)
            kept.add(text)
            if self._has_decided():
                return chain(kept.pieces(), (Piece(lines.rest),), pieces)
        self._decide()
        return kept.pieces()

    def confirm(self, checked: Counter[Checked], names: Iterable[str]) -> tuple[str, ...]:
        """Hear all the records; the reasons for the verdict.

        Args:
            checked: Their REF alleles against the bases of the assembly decided on.
            names: Of their contigs.

        Raises:
            AssemblyError: They contradict the decision.
        """
        if checked:
            self._checked[self.assembly] = checked
        verdict = self._judge(names)
        if verdict.assembly is not self.assembly:
            raise unknown(verdict, where=self._source.where, line=self._source.header.lines)
        return verdict.evidence

    @property
    def names(self) -> tuple[str, ...]:
        """The contigs' names heard so far."""
        return self._places.names

    def _refuse_hopeless(self) -> None:
        """Raise where the header alone is contradictory: nothing but the user could settle it."""
        if self._stated is None:
            self._judge(())

    def _has_decided(self) -> bool:
        try:
            self._decide()
        except AssemblyError:
            return False  # what a few records say, more of them may yet correct
        return True

    def _decide(self) -> None:
        verdict = self._judge(self._places.names)
        if verdict.assembly is None:
            raise unknown(verdict, where=self._source.where, line=self._source.header.lines)
        self.assembly = verdict.assembly

    def _judge(self, names: Iterable[str]) -> Verdict:
        stated = self._stated
        return judge(
            Claims(
                self._source.header,
                dict.fromkeys((*self._source.header.contigs, *names)),
                checked={a: Counter(found) for a, found in self._checked.items()},
            ),
            self._panels,
            stated=None if stated is None else (stated, SAID_BY_USER),
            max_mismatches=MOST_MISMATCHES,
            where=self._source.where,
        )

    def _hear(self, text: bytes) -> None:
        """Check the REF alleles of some records on both assemblies."""
        lines = text.split(b"\n")
        lines.pop()
        rows = self._rows
        found = scan(
            lines if rows is None else rows.records(lines, after=self._header.lines),
            header=self._header,
            columns=Columns(),
            places=self._places,
            where=self._source.where,
        )
        self._header = replace(self._header, lines=self._header.lines + len(lines))
        witnesses = {probe: on for probe, on in probes(found).items() if probe not in self._heard}
        if len(self._heard) < _MOST_REMEMBERED:
            self._heard.update(witnesses)
        for assembly, panel in self._panels.items():
            mine = (probe for probe, on in witnesses.items() if assembly in on)
            self._checked[assembly].update(agreement(mine, panel))


class _WholeLines:
    """Text by a few hundred lines, and what is left when nobody asks for more."""

    def __init__(self, texts: Iterator[bytes], *, where: str, after: int) -> None:
        self._texts = texts
        self._where = where
        self._lines = after
        self.rest = b""

    def __iter__(self) -> Iterator[bytes]:
        for more in self._texts:
            self.rest += more
            if b"\n" not in more:
                refuse_endless_line(self.rest, where=self._where, line=self._lines + 1)
            while end := self.rest.rfind(b"\n", 0, _HEARD_AT_ONCE) + 1 or self.rest.find(b"\n") + 1:
                text, self.rest = self.rest[:end], self.rest[end:]
                self._lines += text.count(b"\n")
                yield text
        if self.rest:
            text, self.rest = self.rest + b"\n", b""
            yield text


class _Kept:
    """Text kept back until the assembly is known."""

    def __init__(self) -> None:
        self._texts: list[bytes] = []
        self._size = 0
        self._file: BinaryIO | None = None

    def add(self, text: bytes) -> None:
        self._size += len(text)
        if self._size > _IN_MEMORY:
            self._spill(text)
        else:
            self._texts.append(text)

    def _spill(self, text: bytes) -> None:
        if self._file is None:
            from tempfile import TemporaryFile

            self._file = TemporaryFile()  # noqa: SIM115 -- open until its text is handed back
        self._file.write(text)

    def pieces(self) -> Iterator[Piece]:
        yield from map(Piece, self._texts)
        if self._file is None:
            return
        with self._file as file:
            file.seek(0)
            while text := file.read(TEXT_SIZE):
                yield Piece(text)
