"""What a user said of the files, as the readers are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from hccgenomics.pipeline.knowledge import genes_to_watch
from hccgenomics.readers.calls import ReadRequest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from hccgenomics.model.settings import Settings
    from hccgenomics.pipeline.models import Models
    from hccgenomics.vocabulary import Assembly


class Asked(Protocol):
    """The part of a request that is about reading."""

    @property
    def settings(self) -> Settings:
        """The laboratory's choices."""

    @property
    def assembly(self) -> Assembly | None:
        """As stated by the user."""

    @property
    def caller(self) -> str | None:
        """The dialect's name, as stated by the user."""

    @property
    def tumour_sample(self) -> str | None:
        """The tumour's column."""

    @property
    def normal_sample(self) -> str | None:
        """The matched normal's column."""


def read_request(
    asked: Asked,
    paths: tuple[str, ...],
    panels: Mapping[Assembly, Models],
    overlays: Sequence[Path] = (),
) -> ReadRequest:
    """What a report and a dry run of it read, and how; genes of overlays are read too."""
    either = next(iter(panels.values()))
    return ReadRequest(
        paths=paths,
        assembly=asked.assembly,
        tumour_sample=asked.tumour_sample,
        normal_sample=asked.normal_sample,
        caller=asked.caller,
        max_reference_mismatches=asked.settings.max_reference_mismatches,
        watched_genes=genes_to_watch(either.symbols, overlays),
    )
