"""One file of any kind but small variants, as provenance lists it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hccgenomics.model.provenance import InputFile
from hccgenomics.readers.stream import STDIN

if TYPE_CHECKING:
    from hccgenomics.model.copy_number_files import InputFacts


def input_file_of(facts: InputFacts, holds: str, number: int | None = None) -> InputFile:
    """The file with what it holds, by its own number unless another is given."""
    return InputFile(
        name=bare(facts.name),
        sha256=facts.sha256,
        size=facts.size,
        container=facts.container,
        file_format=facts.format,
        caller=facts.tool,
        records=facts.records,
        number=facts.number if number is None else number,
        holds=holds,
        tier=facts.tier,
    )


def bare(name: str) -> str:
    """A file's name without its folder."""
    return name if name == STDIN else Path(name).name
