"""Genes of a table under the names they have now: MLL2 of an older table is KMT2D."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hccgenomics.interpret import copy_wording as words
from hccgenomics.knowledge.places import load_aliases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hccgenomics.model.copy_number_files import (
        CopyNumberFile,
        GeneRow,
    )
    from hccgenomics.model.genome import Interval
    from hccgenomics.model.places import GenePlaces


def with_current_names(
    files: Sequence[CopyNumberFile], placed: Mapping[str, Interval], places: GenePlaces
) -> tuple[CopyNumberFile, ...]:
    """The files, their gene tables with the symbols of the panel where these are not listed.

    A name is brought up to date only if no gene is called so now, and if the place that the table
    gives it, if any, is the gene's.
    """
    return tuple(_renamed(file, placed, places) for file in files)


def _renamed(
    file: CopyNumberFile, placed: Mapping[str, Interval], places: GenePlaces
) -> CopyNumberFile:
    missing = placed.keys() - {row.gene for row in file.genes}
    if not file.genes or not missing:
        return file
    renamed = _renames(file.genes, missing, placed, places)
    if not renamed:
        return file
    rows = tuple(replace(row, gene=renamed.get(row.gene, row.gene)) for row in file.genes)
    listed = ", ".join(f"{old} as {new}" for old, new in sorted(renamed.items()))
    return replace(file, genes=rows, notes=(*file.notes, words.RENAMED.format(listed=listed)))


def _renames(
    rows: Iterable[GeneRow],
    missing: Iterable[str],
    placed: Mapping[str, Interval],
    places: GenePlaces,
) -> dict[str, str]:
    wanted, aliases = set(missing), load_aliases()
    found: dict[str, str] = {}
    for row in rows:
        symbol = aliases.get(row.gene)
        if symbol not in wanted or places.named(row.gene) is not None:
            continue
        if row.place is None or row.place.overlaps(placed[symbol]):
            found[row.gene] = symbol
    return found
