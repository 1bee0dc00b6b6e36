"""``hccgenomics explain``: the path of one record through a report's ledger."""

from __future__ import annotations

from typing import Final

import click

from hccgenomics.cli.console import console_options, use_console
from hccgenomics.cli.document import content_of

HINT: Final = "Pass a <id>.report.json file, or - for standard input."


@click.command(short_help="The path of one record (chr5:1295113, or TERT) through the ledger.")
@click.argument("report", metavar="REPORT.json", type=click.Path(allow_dash=True))
@click.argument("locus", metavar="LOCUS", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default=None,
    help="How the answer is written; default text, and json with --log-format json.",
)
@console_options
def explain(
    *,
    report: str,
    locus: tuple[str, ...],
    form: str | None,
    verbose: bool,
    quiet: bool,
    log_format: str,
    debug: bool,
) -> None:
    """Print what became of the records at a LOCUS, or why none was read.

    A LOCUS is a place (chr5:1295113, 5:1,295,013-1,295,213, NC_000005.10:1295113), an allele
    (chr5:1295113:G:A), a gene (TERT), a marker ('TERT promoter'), the id of an alteration, a row of
    the evidence base (FGF19-01: met, nearly met, or why not), or a variant's name ('CTNNB1
    p.S45F'). Positions are those of the report's assembly. Everything is told from the report
    alone: no input file is opened. Exit code 2 if the LOCUS cannot be read, 3
    if the file is no report.
    """
    from hccgenomics.pipeline.explain import explain as explanation_of
    from hccgenomics.reports.explanation import explanation_json, explanation_text
    from hccgenomics.reports.to_json import from_json

    use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    content = content_of(report, hint=HINT)
    answer = explanation_of(from_json(content, where=report), " ".join(locus))
    chosen = form or log_format
    write = explanation_json if chosen == "json" else explanation_text
    click.echo(write(answer), nl=False)
