"""Embedded tables as provenance names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics import __version__
from hccgenomics.model.provenance import Resource

if TYPE_CHECKING:
    from collections.abc import Iterable


def embedded(names: Iterable[str]) -> tuple[Resource, ...]:
    """Tables of the package by name, each with its digest."""
    from hccgenomics.knowledge.files import digest, resource

    return tuple(table_read(name, digest(resource(name))) for name in names)


def table_read(name: str, sha256: str, version: str = __version__) -> Resource:
    """One that was read, and so has its digest; its version is the package's, or its own.

    >>> table_read("genes.tsv", "sha256:0f", "3").sha256
    '0f'
    """
    return Resource(name=name, version=version, sha256=sha256.removeprefix("sha256:"))
