"""Models completed by a FASTA once, and used from then on without it.

They lie in the user's data folder: for each assembly a folder of entries, and a file that says
which of them is in use, which models it completes, and what the FASTA was. That file is replaced in
one step, so a run finds the earlier models or the later ones, and never neither.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hccgenomics.errors import OutputError, ResourceError
from hccgenomics.knowledge.completion import EMBEDDED
from hccgenomics.knowledge.kept import keep, kept
from hccgenomics.knowledge.parts import MANIFEST, parse_manifest
from hccgenomics.model.folders import data_folder
from hccgenomics.model.genome import ReferenceFacts
from hccgenomics.pipeline.models import VARIABLE, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hccgenomics.knowledge.parts import Parts
    from hccgenomics.vocabulary import Assembly

MODELS: Final = "models"
BESIDE: Final = "fasta.json"
"""Beside models that were built into a folder: which FASTA completed them, by assembly."""

INSTALLED: Final = "installed"
_DIGITS: Final = 32
_AGAIN: Final = "run 'hccgenomics resources build --fasta {}=FILE' again, or set {}=packaged"


def installed_source(
    assembly: Assembly,
    base: Parts,
    *,
    warn: Callable[[str], None],
    environ: Mapping[str, str] = os.environ,
) -> Source | None:
    """The models installed for an assembly; ``None`` if there are none that can be used."""
    root = _root(environ)
    if root is None:
        return None
    try:
        return _stated(root, assembly, base)
    except FileNotFoundError:
        return None
    except ResourceError as error:
        why = error.detail
    except (OSError, ValueError, TypeError, KeyError):
        why = "cannot be read"
    again = _AGAIN.format(assembly, VARIABLE)
    warn(f"The installed models of {assembly} {why} and are not used; {again}.")
    return None


def _stated(root: Path, assembly: Assembly, base: Parts) -> Source:
    """What the file that says what is in use says."""
    stated = json.loads((root / f"{assembly}.json").read_text("utf-8"))
    if stated["embedded"] != base.manifest.sha256:
        raise ResourceError("belong to another version of hccgenomics")
    parts = kept(root / assembly, str(stated["entry"]))
    if parts is None:
        raise ResourceError("are damaged")
    return Source(parts, f"{INSTALLED} in {root / assembly}", _facts(stated["fasta"]))


def install(
    assembly: Assembly,
    parts: Mapping[str, bytes],
    fasta: ReferenceFacts,
    *,
    environ: Mapping[str, str] = os.environ,
) -> Path:
    """Put the models of an assembly into use for this user; says where they are.

    Raises:
        OutputError: The data folder cannot be written, or there is none.
    """
    root = _root(environ)
    if root is None:
        raise OutputError(
            "There is no data folder to install models in.",
            hint="Set XDG_DATA_HOME to an absolute path, or pass -o.",
        )
    manifest = parse_manifest(parts[MANIFEST], where=fasta.name)
    entry = manifest.sha256.removeprefix("sha256:")[:_DIGITS]
    stated = {"entry": entry, "embedded": manifest.facts[EMBEDDED], "fasta": asdict(fasta)}
    try:
        keep(root / assembly, entry, parts)
        _write(root / f"{assembly}.json", stated)
    except OSError as error:
        raise OutputError(
            f"The models cannot be installed: {error.strerror or error}.", where=root
        ) from error
    return root / assembly / entry


def write_beside(folder: Path, fastas: Mapping[Assembly, ReferenceFacts]) -> None:
    """State which FASTA completed the models of a folder, for the reports that will use them.

    Raises:
        OutputError: The folder cannot be written.
    """
    stated = {str(assembly): asdict(facts) for assembly, facts in fastas.items()}
    try:
        if stated:
            _write(folder / BESIDE, stated)
        else:
            (folder / BESIDE).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"It cannot be written: {error.strerror}.", where=folder) from error


def fasta_beside(folder: Path, assembly: Assembly) -> ReferenceFacts | None:
    """The FASTA that completed the models of an assembly in a folder, if one did.

    Raises:
        ResourceError: What says so is damaged.
    """
    try:
        stated = json.loads((folder / BESIDE).read_text("utf-8"))
        return _facts(stated[assembly]) if assembly in stated else None
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ResourceError("The file is damaged.", where=folder / BESIDE) from error


def _root(environ: Mapping[str, str]) -> Path | None:
    folder = data_folder(environ)
    return None if folder is None else folder / MODELS


def _facts(stated: Mapping[str, Any]) -> ReferenceFacts:
    return ReferenceFacts(str(stated["name"]), int(stated["size"]), str(stated["index_sha256"]))


def _write(path: Path, stated: Mapping[str, Any]) -> None:
    """Whole or not at all."""
    from tempfile import NamedTemporaryFile

    text = json.dumps(stated, indent=1, sort_keys=True) + "\n"
    with NamedTemporaryFile("w", dir=path.parent, encoding="utf-8", delete=False) as file:
        file.write(text)
    try:
        Path(file.name).replace(path)
    finally:
        Path(file.name).unlink(missing_ok=True)
