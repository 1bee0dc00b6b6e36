"""``hccgenomics background``: per-site noise of normal samples."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from hccgenomics.cli.console import console_options, use_console
from hccgenomics.cli.options import (
    EXISTING_FILE,
    EXISTING_INPUT,
    assembly_option,
    force_option,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.vocabulary import Assembly

_MOST_PROCESSES: Final = 64
_WRITTEN: Final = click.Path(dir_okay=False, path_type=Path)


@click.group(short_help="Per-site noise of normal samples: build, show.")
def background() -> None:
    """How often normal samples show each change by error, place by place.

    A report holds forced calls against it (--background). It belongs to one assay and one
    assembly, and holds no name of a sample.
    """


@background.command(short_help="Fit the noise of normal samples.")
@click.argument("normals", metavar="VCF|BAM...", nargs=-1, required=True, type=EXISTING_INPUT)
@click.option("--panel", type=EXISTING_FILE, help="BED of further bases to count (BAM, CRAM).")
@click.option("--fasta", type=EXISTING_FILE, help="Indexed reference; CRAM needs it.")
@assembly_option
@click.option(
    "--settings", "settings_file", type=EXISTING_FILE, help="A laboratory's choices, TOML."
)
@click.option(
    "--threads",
    type=click.IntRange(1, _MOST_PROCESSES),
    default=1,
    show_default=True,
    help="Processes that count; the result is the same.",
)
@click.option(
    "-o",
    "--output",
    type=_WRITTEN,
    required=True,
    help="Where it is written, gzip compressed: background.tsv.gz.",
)
@force_option
@console_options
def build(
    normals: tuple[str, ...],
    *,
    panel: Path | None,
    fasta: Path | None,
    assembly: Assembly | None,
    settings_file: Path | None,
    threads: int,
    output: Path,
    force: bool,
    verbose: bool,
    quiet: bool,
    log_format: str,
    debug: bool,
) -> None:
    """Fit a beta-binomial rate to each change at each place that normal samples show.

    From BAM or CRAM every base that decides a marker is counted, and those of --panel near its
    genes. From VCF or BCF with AD, or a panel of normals of GATK (BETA), only the places that are
    listed. Three normal samples are the least; ten are few. The same files give the same bytes.

    Exit codes: 0 done; 2 usage; 3 an input cannot be used, or there are too few; 5 settings or
    resources invalid.
    """
    from hccgenomics.cli.output import refuse_taken, write_whole
    from hccgenomics.pipeline.background.build import BackgroundRequest, build_background
    from hccgenomics.readers.settings import read_settings

    console = use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    if not force:
        refuse_taken(output)
    made = build_background(
        BackgroundRequest(
            paths=normals,
            settings=read_settings(settings_file),
            assembly=assembly,
            panel=panel,
            fasta=fasta,
            processes=threads,
            warn=console.warning,
        )
    )
    write_whole({output: made.content})
    for remark in made.remarks:
        console.info(remark)
    counted = "." if made.head.normals is None else f" from {made.head.normals} normal samples."
    console.result(f"{len(made.model.sites):,} changes on {made.head.assembly}{counted}")


@background.command(short_help="What a background says, context by context.")
@click.argument("file", type=EXISTING_FILE)
@console_options
def show(*, file: Path, verbose: bool, quiet: bool, log_format: str, debug: bool) -> None:
    """List the contexts of a background with their rates, and what it was made from."""
    from hccgenomics.pipeline.background.build import SHOWN_COLUMNS, described_background

    console = use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    rows, sentence = described_background(file)
    if rows:
        _table(SHOWN_COLUMNS, rows)
    console.result(sentence)


def _table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Tab-separated lines, which a spreadsheet reads as well as an eye."""
    for row in (heading, *rows):
        click.echo("\t".join(row), file=sys.stdout)
