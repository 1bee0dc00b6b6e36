"""``hccgenomics monitor``: serial plasma reports of one patient, and their tissue: a timeline."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import click

from hccgenomics.cli.console import console_options, use_console
from hccgenomics.cli.language import language_option
from hccgenomics.cli.options import (
    EXISTING_FILE,
    force_option,
    format_option,
    not_blank,
    outdir_option,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hccgenomics.model.monitor import Monitor

MANIFEST: Final = "monitor.manifest.json"
ONE_FILE: Final = click.Path(dir_okay=False)
"""A report; that it is not there is said as whatever else is wrong with it, with exit code 3."""


@click.command(short_help="Serial plasma reports of one patient, and their tissue, as a timeline.")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT.json...", type=ONE_FILE)
@click.option(
    "--tissue",
    multiple=True,
    type=ONE_FILE,
    help="The tissue's REPORT.json; may stand among the others as well; repeatable.",
)
@click.option(
    "--treatments",
    type=EXISTING_FILE,
    help="Treatments with their dates: TOML, or a table with tabs.",
)
@click.option(
    "--patient",
    "--sample-id",
    "label",
    callback=not_blank,
    help="The name the timeline is filed under; default the tissue's, else the first plasma's.",
)
@click.option(
    "--in-order",
    is_flag=True,
    help="Take plasma of one day in the order in which it is named.",
)
@format_option
@language_option
@outdir_option
@force_option
@console_options
def monitor(
    reports: tuple[str, ...],
    *,
    tissue: tuple[str, ...],
    treatments: Path | None,
    label: str | None,
    in_order: bool,
    formats: tuple[str, ...],
    language: str,
    outdir: Path,
    force: bool,
    verbose: bool,
    quiet: bool,
    log_format: str,
    debug: bool,
) -> None:
    """Follow each variant through the plasma reports of ONE patient.

    REPORT.json... are reports of this program, made with --specimen plasma and --collected; reports
    of tissue may stand among them. Each is read as it stands: a variant of which a report tells
    nothing is not told there, never absent. The order in which they are named does not matter.

    Exit codes: 0 done; 2 usage; 3 a report or the treatments cannot be used; 4 written, but no time
    point tells anything of any variant.
    """
    from hccgenomics.cli.output import file_stem, refuse_to_overwrite, write_whole
    from hccgenomics.cli.rendering import exit_status_of, monitor_endings, rendered
    from hccgenomics.pipeline.monitor.series import MonitorRequest, make_monitor

    console = use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    console.info(f"Reading {', '.join((*reports, *tissue))}")
    made = make_monitor(MonitorRequest(reports, tissue, treatments, label, in_order))
    stem = file_stem(made.label)
    targets = {end: outdir / f"{stem}.{end}" for end in monitor_endings(formats)}
    manifest = outdir / f"{stem}.{MANIFEST}"
    if not force:
        refuse_to_overwrite([*targets.values(), manifest])
    exit_status = exit_status_of(made)
    outputs = {path: rendered(end, made, language) for end, path in targets.items()}
    outputs[manifest] = manifest_of(made, outputs, exit_status=exit_status, language=language)
    write_whole(outputs)
    endings = ", ".join((*targets, MANIFEST))
    console.result(f"Wrote timeline {made.monitor_id} to {outdir}{os.sep} ({endings})")
    if exit_status:
        console.warning("No time point tells anything of any variant.")
        click.get_current_context().exit(exit_status)


def manifest_of(
    made: Monitor, outputs: Mapping[Path, bytes], *, exit_status: int, language: str
) -> bytes:
    """What was read, what was written, with what: SHA-256 of each, as JSON."""
    from hccgenomics.cli.output import as_manifest, written

    provenance = made.provenance
    document = {
        "monitor_id": made.monitor_id,
        "schema_version": made.schema_version,
        "software": provenance.software,
        "software_version": provenance.software_version,
        "exit_status": exit_status,
        "language": language,
        "inputs": [item.model_dump(mode="json") for item in provenance.inputs],
        "treatments_sha256": provenance.treatments_sha256,
        "outputs": written(outputs),
    }
    return as_manifest(document)
