"""Files written whole or not at all.

No message here names a file, only its folder: file names hold the sample's name, and messages end
in logs.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import signal
from typing import TYPE_CHECKING, BinaryIO

from hccgenomics.errors import ExistsError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from hccgenomics.model.report import Report

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
LONGEST_STEM = 120
"""Characters of a file name before its suffix; file systems allow 255 bytes in all."""
TELLING_DIGITS = 8
"""Hexadecimal digits of the identifier's hash that keep two changed names apart."""


def file_stem(sample_id: str) -> str:
    """A sample identifier as a file name: letters, digits, dot, underscore, hyphen.

    It hides no file and is read as no option: it begins with neither a dot nor a hyphen. An
    identifier that had to be changed gets a piece of its hash, so that no two share a name.

    >>> file_stem("HCC-001")
    'HCC-001'
    >>> file_stem("HCC 01/../x")
    'HCC_01_.._x-4287d632'
    """
    safe = _UNSAFE.sub("_", sample_id).lstrip(".-")[:LONGEST_STEM]
    if safe and safe == sample_id:
        return safe
    digest = hashlib.sha256(sample_id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{safe or 'sample'}-{digest[:TELLING_DIGITS]}"


def refuse_to_overwrite(paths: Iterable[Path]) -> None:
    """Refuse where any of the files is there already, be it as a link that leads nowhere.

    Raises:
        ExistsError: Exit code 2; the way out is ``--force``.
        OutputError: If the folder cannot be looked into.
    """
    for path in paths:
        with _told(path.parent):
            taken = os.path.lexists(path)
        if taken:
            raise ExistsError(
                "A report of this sample is there already.",
                where=path.parent,
                hint="Pass --force to overwrite it.",
            )


def refuse_taken(path: Path) -> None:
    """Refuse to overwrite one file; a device is no file that is lost.

    Raises:
        ExistsError: Exit code 2; the way out is ``--force``.
    """
    if os.path.lexists(path) and not _is_device(path):
        raise ExistsError(
            "The file to be written is there already.",
            where=path.parent,
            hint="Pass --force to overwrite it.",
        )


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write all files beside their targets, then rename them one by one.

    Raises:
        OutputError: If a folder or file cannot be written; nothing half-written is left.
    """
    folder = next(iter(files)).parent
    partial = {path.with_name(f".{os.getpid()}-{n}.partial"): path for n, path in enumerate(files)}
    with _told(folder):
        if any(path.is_dir() for path in files):
            raise OutputError("A folder has the name of a file to be written.", where=folder)
        made = _make(folder)
        try:
            for temporary, path in partial.items():
                _write(temporary, files[path])
            with _uninterrupted():
                for temporary, path in partial.items():
                    temporary.replace(path)
        finally:
            for temporary in partial:
                with contextlib.suppress(OSError):
                    temporary.unlink(missing_ok=True)
            for empty in reversed(made):
                with contextlib.suppress(OSError):
                    empty.rmdir()  # only a folder of ours that is still empty goes


@contextlib.contextmanager
def streamed_whole(path: Path, *, force: bool) -> Iterator[BinaryIO]:
    """A file to write piece by piece beside its target; renamed at the end, removed on any error.

    Raises:
        ExistsError: The target is there already, and ``force`` was not given.
        OutputError: If the folder or the file cannot be written.
    """
    folder = path.parent
    if _is_device(path):
        with path.open("wb") as handle:
            yield handle
        return
    with _told(folder, hint="Name another file with --output."):
        if path.is_dir():
            raise OutputError("A folder has the name of the file to be written.", where=folder)
        if not force:
            refuse_taken(path)
        partial = path.with_name(f".{os.getpid()}.partial")
        handle = partial.open("wb")
    try:
        with handle:
            yield handle
            with _told(folder, hint="Free some space, or name another file with --output."):
                handle.flush()
                os.fsync(handle.fileno())
        with _told(folder, hint="Name another file with --output."), _uninterrupted():
            partial.replace(path)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def _is_device(path: Path) -> bool:
    """Whether this is a pipe or a device: written to as it is, and never replaced."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _make(folder: Path) -> list[Path]:
    """Make a folder with its parents; those that were missing, outermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold back signals for a moment, so that a report's files change together or not at all."""
    held = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, held)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _told(folder: Path, hint: str = "Choose another folder with --outdir.") -> Iterator[None]:
    """Turn what the system refuses into one sentence."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"Cannot write here ({error.strerror or type(error).__name__}).",
            where=folder,
            hint=hint,
        ) from error


def manifest_of(
    report: Report, outputs: Mapping[Path, bytes], *, exit_status: int, language: str
) -> bytes:
    """What was read, what was written, with what: SHA-256 of each, as JSON."""
    provenance = report.provenance
    settings = provenance.settings.model_dump_json().encode()
    document = {
        "report_id": report.report_id,
        "schema_version": report.schema_version,
        "software": provenance.software,
        "software_version": provenance.software_version,
        "exit_status": exit_status,
        "language": language,
        "inputs": [item.model_dump(mode="json") for item in provenance.inputs],
        "outputs": written(outputs),
        "reference": provenance.reference and provenance.reference.model_dump(mode="json"),
        "population": provenance.population and provenance.population.model_dump(mode="json"),
        "alignments": [item.model_dump(mode="json") for item in provenance.alignments],
        "resources": [item.model_dump(mode="json") for item in provenance.resources],
        "knowledge_overlays": [
            {"name": item.name, "sha256": item.sha256} for item in provenance.knowledge_overlays
        ],
        "settings_sha256": hashlib.sha256(settings).hexdigest(),
    }
    return as_manifest(document)


def written(outputs: Mapping[Path, bytes]) -> list[dict[str, object]]:
    """The files as a manifest lists them."""
    return [
        {"name": path.name, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        for path, content in outputs.items()
    ]


def as_manifest(document: Mapping[str, object]) -> bytes:
    """A manifest as it is written."""
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()
