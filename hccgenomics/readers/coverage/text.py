"""The text of a file in pieces of whole lines, which know their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.readers.containers import decompress
from hccgenomics.readers.stream import BOM, LONGEST_LINE, endless_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.readers.stream import Input

_LINE_FEED: Final = b"\n"
_COMMENTS: Final = (b"#", b"track", b"browser", b"@")
"""How lines begin that are no rows: comments, a genome browser's, headers of interval lists."""


def is_comment(line: bytes) -> bool:
    """Whether a line is no row."""
    return line.startswith(_COMMENTS)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some whole lines.

    Attributes:
        first: The number of the first one.
        text: They themselves; each ends in a line feed, but perhaps the file's last.
    """

    first: int
    text: bytes

    def lines(self) -> list[bytes]:
        r"""Without their line feeds; one at the end is no further line.

        >>> Piece(7, b"a\nb\n").lines()
        [b'a', b'b']
        """
        lines = self.text.split(_LINE_FEED)
        if not lines[-1]:
            lines.pop()
        return lines

    def __len__(self) -> int:
        return self.text.count(_LINE_FEED) + (not self.text.endswith(_LINE_FEED))


def pieces_of(source: Input) -> Iterator[Piece]:
    """The file unpacked, from beginning to end.

    Raises:
        UnreadableError: It is damaged or truncated, or no text of lines.
    """
    pending: list[bytes] = []
    number, waiting, is_first = 1, 0, True
    for packed in decompress(source.container, source.packed, where=source.where):
        text = packed.removeprefix(BOM) if is_first else packed
        is_first = is_first and not packed
        whole, feed, rest = text.rpartition(_LINE_FEED)
        if not feed:
            pending.append(rest)
            waiting += len(rest)
            if waiting > LONGEST_LINE:
                raise endless_line(source.where, number, source.wanted.noun)
            continue
        piece = Piece(number, b"".join((*pending, whole, feed)))
        number += len(piece)
        pending, waiting = [rest], len(rest)
        yield piece
    if tail := b"".join(pending):
        source.ends_in_newline = False
        yield Piece(number, tail)
