"""``hccgenomics validate``: a dry run that says what a file is and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from hccgenomics.cli.console import console_options, use_console
from hccgenomics.cli.options import EXISTING_FILE, assembly_option, not_blank

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.model.validation import Holds

HOLDS: Final[dict[str, Holds]] = {
    "vcf": "small_variants",
    "cnv": "copy_number",
    "sv": "structural",
    "clinical": "clinical",
    "panel": "panel",
    "coverage": "coverage",
}


@click.command(
    short_help="Caller, assembly, samples, annotation and problems of a file; writes nothing.",
    epilog="hccgenomics validate tumour.vcf.gz --log-format json | jq .problems",
)
@click.argument("vcf", metavar="VCF")
@click.option(
    "--caller", callback=not_blank, help="The caller's name, where the header cannot tell."
)
@click.option(
    "--as",
    "holds",
    type=click.Choice(["auto", *HOLDS]),
    default="auto",
    show_default=True,
    help="What it is read as: by its content (a VCF as small variants), or as for --cnv, --sv, ….",
)
@click.option(
    "--format", callback=not_blank, help="As --cnv-format or --sv-format of report would say."
)
@click.option("--fasta", type=EXISTING_FILE, help="Indexed reference: closes gaps of sequence.")
@assembly_option
@click.option("--tumour-sample", callback=not_blank, help="The tumour's name in the VCF.")
@click.option("--normal-sample", callback=not_blank, help="The matched normal's name in the VCF.")
@click.option(
    "--settings", "settings_file", type=EXISTING_FILE, help="A laboratory's choices, TOML."
)
@console_options
def validate(
    vcf: str,
    *,
    holds: str,
    settings_file: Path | None,
    verbose: bool,
    quiet: bool,
    log_format: str,
    debug: bool,
    **request: Any,  # noqa: ANN401 -- the remaining options are fields of ValidationRequest
) -> None:
    """Read VCF as for a report, and say what was learnt; nothing is written.

    VCF is a VCF or BCF (plain, gzip or bgzip; '-' reads standard input), or any other file that a
    report takes. What is said goes to
    standard output, with the names of the samples: as text, or as one JSON object with
    --log-format json. --quiet leaves the exit code alone.

    Exit codes: 0 a report can be made; 2 usage; 3 none can, and why; 4 one can, but it could not be
    relied on; 5 settings or resources invalid.
    """
    from hccgenomics.pipeline.validate import ValidationRequest, validate_file
    from hccgenomics.readers.settings import read_settings
    from hccgenomics.reports.to_validation import to_object, to_text

    console = use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    settings = read_settings(settings_file)
    console.info(f"Reading {vcf}")
    found = validate_file(
        ValidationRequest(
            path=vcf, settings=settings, warn=console.warning, holds=HOLDS.get(holds), **request
        )
    )
    if not quiet:
        said = to_object(found.document) + "\n" if log_format == "json" else to_text(found.document)
        click.echo(said, nl=False)
    if found.fault is not None:
        raise found.fault
    if found.document.exit_code:
        click.get_current_context().exit(found.document.exit_code)
