"""What became of the file's own annotation, as limits of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.model.annotation import SourceUse


def annotation_sentences(source: str, use: SourceUse) -> Iterator[str]:
    """What became of one annotator's statements, as limits of this report."""
    if use.compared:
        same = _agreement(use)
        yield wording.COMPARED.format(
            source=_first(source),
            compared=wording.counted(use.compared, *wording.ALTERATIONS),
            agreeing=same.format(agreeing=use.agreeing),
        )
    if use.not_compared:
        on = wording.counted(use.not_compared, *wording.ALTERATIONS)
        yield wording.NOT_COMPARED.format(source=_first(source), alterations=on)
    for count, sentence in (
        (use.unread, wording.ANNOTATION_UNREAD),
        (use.unplaced, wording.ANNOTATION_UNPLACED),
    ):
        if count:
            entries = wording.counted(count, *wording.ENTRIES)
            were = "was" if count == 1 else "were"
            yield sentence.format(source=source, entries=entries, were=were)


def _agreement(use: SourceUse) -> str:
    if use.agreeing == use.compared:
        return wording.ALL_AGREE
    if use.agreeing:
        return wording.SOME_AGREE
    return wording.ONE_DIFFERS if use.compared == 1 else wording.NONE_AGREES


def _first(source: str) -> str:
    """An annotator's name where a sentence begins."""
    return f"{source[:1].upper()}{source[1:]}"


def joined_sentence(joined: int) -> Iterator[str]:
    """That alterations made of several records were not compared."""
    if joined:
        yield wording.JOINED_UNCOMPARED.format(
            alterations=wording.counted(joined, *wording.ALTERATIONS),
            were="was" if joined == 1 else "were",
        )
