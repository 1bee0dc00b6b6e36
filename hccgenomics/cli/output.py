"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from typing import TYPE_CHECKING

import click

from hccgenomics.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from hccgenomics.model.report import Report

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
LONGEST_STEM = 120
"""Characters of a file name before its suffix; file systems allow 255 bytes in all."""


def file_stem(sample_id: str) -> str:
    """A sample identifier as a file name: letters, digits, dot, underscore, hyphen.

    >>> file_stem("HCC 01/../x")
    'HCC_01_.._x'
    """
    return _UNSAFE.sub("_", sample_id).lstrip(".")[:LONGEST_STEM] or "sample"


def refuse_to_overwrite(paths: Iterable[Path]) -> None:
    """A usage error (exit 2) that names the first file in the way."""
    for path in paths:
        if path.exists():
            raise click.UsageError(f"{path} exists; pass --force to overwrite it.")


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write all files beside their targets, then rename them one by one.

    Raises:
        OutputError: If a folder or file cannot be written; nothing half-written is left.
    """
    partial: list[tuple[Path, Path]] = []
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.{os.getpid()}.partial")
            partial.append((temporary, path))
            with temporary.open("wb") as handle:
                handle.write(content)
                handle.flush()
                os.fsync(handle.fileno())
        for temporary, path in partial:
            temporary.replace(path)
    except OSError as error:
        raise OutputError(
            f"Cannot write here ({error.strerror or error}).",
            where=error.filename or next(iter(files)),
            hint="Choose another folder with --outdir.",
        ) from error
    finally:
        for temporary, _ in partial:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def manifest_of(report: Report, outputs: Mapping[Path, bytes], *, exit_status: int) -> bytes:
    """What was read, what was written, with what: SHA-256 of each, as JSON."""
    provenance = report.provenance
    settings = provenance.settings.model_dump_json().encode()
    document = {
        "report_id": report.report_id,
        "schema_version": report.schema_version,
        "software": provenance.software,
        "software_version": provenance.software_version,
        "exit_status": exit_status,
        "inputs": [item.model_dump(mode="json") for item in provenance.inputs],
        "outputs": [
            {"name": path.name, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
            for path, content in outputs.items()
        ],
        "reference": provenance.reference and provenance.reference.model_dump(mode="json"),
        "resources": [item.model_dump(mode="json") for item in provenance.resources],
        "settings_sha256": hashlib.sha256(settings).hexdigest(),
    }
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()
