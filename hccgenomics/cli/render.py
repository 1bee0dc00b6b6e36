"""``hccgenomics render``: the page and the tables from the JSON alone, in any language."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from hccgenomics import __version__
from hccgenomics.cli.console import console_options, use_console
from hccgenomics.cli.document import STANDARD_STREAM, content_of
from hccgenomics.cli.language import language_option
from hccgenomics.cli.options import Folder, force_option, formats_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.cli.console import Console
    from hccgenomics.model.monitor import Monitor
    from hccgenomics.model.report import Report

HINT: Final = "Pass a <id>.report.json or <id>.monitor.json file, or - for standard input."
MANIFEST: Final = "render.manifest.json"
TIMELINE_MANIFEST: Final = f"monitor.{MANIFEST}"
"""A timeline often bears the name of one of its reports, and is rendered beside it."""
ONE_FILE: Final = click.Path(dir_okay=False, allow_dash=True)
"""That a report is not there is said as whatever else is wrong with it, with exit code 3."""
CHANGED: Final = (
    "the content does not fit its id, so it is not as it was made; every page made of it says so. "
    "Render the file as hccgenomics wrote it."
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """One document with the files made of it.

    Attributes:
        where: The document's file, as the user named it.
        content: Its bytes.
        is_as_made: Whether the content fits the document's id.
        texts: What is written, by the ending of its name.
    """

    where: str
    content: bytes
    document: Report | Monitor
    is_as_made: bool
    texts: dict[str, bytes]


@click.command(short_help="Pages and tables from the JSON alone, in any language.")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT.json...", type=ONE_FILE)
@click.option(
    "--format",
    "formats",
    default="html",
    show_default=True,
    callback=formats_of,
    help="Comma-separated: html, tsv, json (the same bytes again).",
)
@language_option
@click.option(
    "-o",
    "--outdir",
    type=Folder(file_okay=False, allow_dash=True, path_type=Path),
    default=Path(),
    show_default="this folder",
    help="Where the files are written; - is standard output, for one file.",
)
@force_option
@console_options
def render(
    reports: tuple[str, ...],
    *,
    formats: tuple[str, ...],
    language: str,
    outdir: Path,
    force: bool,
    verbose: bool,
    quiet: bool,
    log_format: str,
    debug: bool,
) -> None:
    """Write the page of each report or timeline again, or its tables, from its JSON.

    REPORT.json... are reports and timelines (MONITOR.json) of this program; - is standard input.
    Nothing is computed anew and no other file is opened: the page is the same bytes as the one that
    was written with the JSON, if it is asked for in the same language.

    Exit codes: 0 done; 2 usage, or a file is there already; 3 a file is no report or timeline; 4
    written, and one of them calls its own quality insufficient.
    """
    from hccgenomics.cli.output import refuse_to_overwrite, write_whole

    console = use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    _refuse_repeated(reports)
    made = [_rendered(name, formats, language) for name in reports]
    for one in made:
        if not one.is_as_made:
            console.warning(f"{one.where}: {CHANGED}")
    if os.fspath(outdir) == STANDARD_STREAM:
        _print(made)
    else:
        outputs = _outputs(made, outdir, language)
        if not force:
            refuse_to_overwrite(outputs)
        write_whole(outputs)
        _tell(made, outdir, console)
    _leave(made, console)


def _refuse_repeated(reports: Sequence[str]) -> None:
    if len(set(reports)) < len(reports):
        raise click.UsageError("A report is named twice; name each once.")


def _rendered(name: str, formats: Sequence[str], language: str) -> Rendered:
    from hccgenomics.cli.rendering import rendered
    from hccgenomics.reports.identity import is_as_made
    from hccgenomics.reports.reading import report_or_timeline

    content = content_of(name, hint=HINT)
    document = report_or_timeline(content, where=name)
    as_made = is_as_made(document)
    texts = {
        ending: content
        if ending.endswith("json")
        else rendered(ending, document, language, **_told(ending, is_as_made=as_made))
        for ending in _endings(document, formats)
    }
    return Rendered(name, content, document, as_made, texts)


def _told(ending: str, *, is_as_made: bool) -> dict[str, bool]:
    """What a page has to say of itself; nothing of a document that is as it was made."""
    return {"is_changed": True} if ending.endswith("html") and not is_as_made else {}


def _endings(document: Report | Monitor, formats: Sequence[str]) -> tuple[str, ...]:
    from hccgenomics.cli.rendering import monitor_endings, report_endings
    from hccgenomics.model.report import Report

    if isinstance(document, Report):
        return report_endings(document, formats)
    return monitor_endings(formats)


def _print(made: Sequence[Rendered]) -> None:
    """One file on standard output."""
    texts = [text for one in made for text in one.texts.values()]
    if len(texts) != 1:
        raise click.UsageError(
            f"Standard output takes one file, and these are {len(texts)}: name one report and one "
            "format of one file (html), or a folder."
        )
    click.echo(texts[0], nl=False)


def _outputs(made: Sequence[Rendered], outdir: Path, language: str) -> dict[Path, bytes]:
    """Everything that is written, by its path, each document's manifest behind its files."""
    outputs: dict[Path, bytes] = {}
    for one in made:
        stem = _stem(one.document)
        own = {outdir / f"{stem}.{ending}": text for ending, text in one.texts.items()}
        own[outdir / f"{stem}.{_manifest_ending(one.document)}"] = _manifest(one, own, language)
        if not outputs.keys().isdisjoint(own):
            raise click.UsageError(
                "Two of the reports have one name, and would be one file: render them into "
                "folders of their own."
            )
        outputs |= own
    return outputs


def _stem(document: Report | Monitor) -> str:
    from hccgenomics.cli.output import file_stem
    from hccgenomics.model.report import Report

    return file_stem(document.sample.id if isinstance(document, Report) else document.label)


def _manifest_ending(document: Report | Monitor) -> str:
    return MANIFEST if "report_id" in _id(document) else TIMELINE_MANIFEST


def _id(document: Report | Monitor) -> dict[str, str]:
    from hccgenomics.model.report import Report

    if isinstance(document, Report):
        return {"report_id": document.report_id}
    return {"monitor_id": document.monitor_id}


def _manifest(one: Rendered, outputs: dict[Path, bytes], language: str) -> bytes:
    """From which JSON, in which language, by which version: SHA-256 of each file."""
    from hccgenomics.cli.output import as_manifest, written
    from hccgenomics.cli.rendering import exit_status_of

    return as_manifest(
        {
            **_id(one.document),
            "schema_version": one.document.schema_version,
            "software": "hccgenomics",
            "software_version": __version__,
            "made_by_version": one.document.provenance.software_version,
            "exit_status": exit_status_of(one.document),
            "language": language,
            "is_as_made": one.is_as_made,
            "inputs": [
                {
                    "name": Path(one.where).name,
                    "sha256": hashlib.sha256(one.content).hexdigest(),
                    "size": len(one.content),
                }
            ],
            "outputs": written(outputs),
        }
    )


def _tell(made: Sequence[Rendered], outdir: Path, console: Console) -> None:
    for one in made:
        ((kind, name),) = _id(one.document).items()
        what = "timeline" if kind == "monitor_id" else "report"
        endings = ", ".join((*one.texts, _manifest_ending(one.document)))
        console.result(f"Wrote {what} {name} to {outdir}{os.sep} ({endings})")


def _leave(made: Sequence[Rendered], console: Console) -> None:
    from hccgenomics.cli.rendering import INSUFFICIENT, exit_status_of

    doubtful = [one for one in made if exit_status_of(one.document)]
    if doubtful:
        names = ", ".join(one.where for one in doubtful)
        console.warning(f"{names}: by its own account the quality is insufficient.")
        click.get_current_context().exit(INSUFFICIENT)
