"""The parts of a resource of transcript models, and the manifest that vouches for them.

A resource is a folder, or parts that were just made and never met a disk. Every part is checked
against the SHA-256 of the manifest when it is read, and only what is needed is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Self

from hccgenomics.errors import ResourceError
from hccgenomics.knowledge.files import digest_of
from hccgenomics.knowledge.sequence import FORMAT
from hccgenomics.vocabulary import Assembly

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

FOLDER: Final = "transcripts"
MANIFEST: Final = "manifest.tsv"
STORE: Final = "bases.bin"
MODELS: Final = "{}.models.tsv"
BLOCKS: Final = "{}.blocks.bin"
PROTEINS: Final = "proteins.tsv"
PROVENANCE: Final = "provenance.tsv"
READINGS: Final = "reference.tsv"
MANIFEST_COLUMNS: Final = ("part", "value", "sha256")
REBUILD: Final = "Install hccgenomics again, or run 'hccgenomics resources build'."


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the resource consists of.

    Attributes:
        release: What the builder called it.
        parts: Size in bytes and SHA-256 of every other file, by name.
        sha256: Of the manifest itself, and so of everything.
        facts: What else it states of itself, by name.
    """

    release: str
    parts: Mapping[str, tuple[int, str]]
    sha256: str
    facts: Mapping[str, str]

    @property
    def assemblies(self) -> tuple[Assembly, ...]:
        """The assemblies there are models of."""
        return tuple(a for a in Assembly if MODELS.format(a) in self.parts)


class Parts:
    """What the manifest names, read when asked for.

    Args:
        manifest: What there is.
        read: From the name of a part to its bytes, known to be those the manifest vouches for.
        where: For sentences about it.
    """

    def __init__(self, manifest: Manifest, read: Callable[[str], bytes], *, where: object) -> None:
        self.manifest = manifest
        self.where = where
        self._read = read
        self._store: bytes | None = None

    @classmethod
    def in_folder(cls, folder: Path) -> Self:
        """A resource as it lies on disk; a part is checked when it is read."""
        manifest = load_manifest(folder)
        return cls(manifest, partial(_checked, folder, manifest), where=folder)

    @classmethod
    def loaded(cls, folder: Path) -> Self:
        """A resource read and checked whole, so that nobody can take it away while it is used."""
        there = cls.in_folder(folder)
        parts = {name: there.read(name) for name in there.manifest.parts}
        return cls(there.manifest, parts.__getitem__, where=folder)

    @classmethod
    def in_memory(cls, parts: Mapping[str, bytes], *, where: object) -> Self:
        """A resource that was just made, its manifest among the parts."""
        manifest = parse_manifest(parts[MANIFEST], where=where)
        return cls(manifest, parts.__getitem__, where=where)

    def require(self, *names: str, what: object) -> None:
        """Refuse a resource that has not all of these parts."""
        if any(name not in self.manifest.parts for name in names):
            raise ResourceError(f"There is nothing for {what}.", where=self.where, hint=REBUILD)

    def read(self, name: str) -> bytes:
        """The bytes of one part; the store, which both assemblies share, is read only once."""
        if name != STORE:
            return self._read(name)
        if self._store is None:
            self._store = self._read(name)
        return self._store

    def check(self) -> None:
        """Read every part, and so refuse a resource of which one is missing or damaged."""
        for name in self.manifest.parts:
            self._read(name)


def _checked(folder: Path, manifest: Manifest, name: str) -> bytes:
    data = _file(folder / name)
    size, sha256 = manifest.parts[name]
    if len(data) != size or digest_of(data) != sha256:
        raise ResourceError("The file is damaged: wrong SHA-256.", where=name, hint=REBUILD)
    return data


def _file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ResourceError("The file is missing.", where=path, hint=REBUILD) from error


def load_manifest(folder: Path) -> Manifest:
    """What a folder of transcript models says it holds."""
    path = folder / MANIFEST
    if not path.is_file():
        raise ResourceError("There are no transcript models here.", where=folder, hint=REBUILD)
    return parse_manifest(_file(path), where=path)


def parse_manifest(data: bytes, *, where: object) -> Manifest:
    """A manifest from its bytes.

    Raises:
        ResourceError: It is damaged, or of a format that is not ours.
    """
    lines = data.decode("utf-8", "replace").split("\n")[:-1]
    heading, *rows = [tuple(line.split("\t")) for line in lines] or [()]
    if heading != MANIFEST_COLUMNS or any(len(row) != len(heading) for row in rows):
        raise ResourceError("The manifest is damaged.", where=where, hint=REBUILD)
    facts = {name: value for name, value, sha256 in rows if not sha256}
    if (found := facts.get("format", "unknown")) != str(FORMAT):
        raise ResourceError(f"Format {found}, not {FORMAT}.", where=where, hint=REBUILD)
    sized = [(name, value, sha256) for name, value, sha256 in rows if sha256]
    if not all(value.isdecimal() for _, value, _ in sized):
        raise ResourceError("The manifest is damaged.", where=where, hint=REBUILD)
    parts = {name: (int(size), sha256) for name, size, sha256 in sized}
    return Manifest(facts.get("release", "unnamed"), parts, digest_of(data), facts)
