"""``hccgenomics knowledge``: the evidence base, and a laboratory's own tables over it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from hccgenomics.cli.console import console_options, use_console
from hccgenomics.cli.options import force_option, iso_date

if TYPE_CHECKING:
    from collections.abc import Callable

INVALID: Final = 5
"""Exit code of a table with findings."""
TABLE: Final = click.Path(dir_okay=False, path_type=Path)
"""A table; that it is not there is said as for every table, with exit code 5."""

overlay_option = click.option(
    "--knowledge", "overlays", multiple=True, type=TABLE, help="An overlay; repeatable."
)


def format_option(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--format`` with these choices, the first by default."""
    return click.option(
        "--format", "form", type=click.Choice(names), default=names[0], show_default=True,
        help="How it is written.",
    )  # fmt: skip


@click.group(short_help="The evidence base: list, show, lint, diff, export, import.")
def knowledge() -> None:
    """What the report may say of a finding, and a laboratory's own tables laid over it.

    Rows stand in resources/biomarkers.tsv and resources/regimens.tsv; an overlay adds, replaces
    or withdraws rows (docs/overlays.md).
    """


@knowledge.command("list", short_help="Rows, narrowed down by gene, implication and more.")
@click.option("--gene", multiple=True, help="A gene of the row; repeatable.")
@click.option("--implication", multiple=True, help="What the row says; repeatable.")
@click.option("--disease", help="The patients to whom the row is shown.")
@click.option("--therapy", help="A therapy of the row, by any of its names.")
@click.option("--unverified", is_flag=True, help="Only rows that are not verified in full.")
@overlay_option
@format_option("text", "json", "tsv")
@console_options
def list_rows(
    *,
    overlays: tuple[Path, ...],
    form: str,
    verbose: bool,
    quiet: bool,
    log_format: str,
    debug: bool,
    **asked: Any,  # noqa: ANN401 -- the remaining options are fields of Filter
) -> None:
    """List rows: id, implication, events, therapy, verification, and where the row comes from."""
    use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    from hccgenomics.pipeline.knowledge_view import Filter, listed

    _echo(listed(overlays, Filter(**asked), form), form)


@knowledge.command(short_help="Every column of a row, with citations, trials and tiers.")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@overlay_option
@format_option("text", "json")
@console_options
def show(
    ids: tuple[str, ...],
    *,
    overlays: tuple[Path, ...],
    form: str,
    verbose: bool,
    quiet: bool,
    log_format: str,
    debug: bool,
) -> None:
    """Show rows by id: every column, references and trials resolved, tiers as computed.

    Exit code 2 if there is no such row.
    """
    use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    from hccgenomics.pipeline.knowledge_view import shown

    _echo(shown(overlays, ids, form), form)


@knowledge.command(short_help="What is wrong with our tables, or with yours.")
@click.argument("tables", nargs=-1, type=TABLE, metavar="[FILE...]")
@format_option("text", "json")
@console_options
def lint(
    tables: tuple[Path, ...],
    *,
    form: str,
    verbose: bool,
    quiet: bool,
    log_format: str,
    debug: bool,
) -> None:
    """Check FILE... as overlays, or our own tables where no FILE is named.

    Grammar, ids, genes, residues of the protein, exons, citations, dates, licences, figures,
    phrases, and rows that can never be met. Exit code 0 if clean, 5 with findings; information
    alone is clean.
    """
    console = use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    from hccgenomics.pipeline.knowledge_lint import linted

    outcome = linted(tables)
    _echo(outcome.as_json() if form == "json" else outcome.as_text(), form)
    console.result(outcome.summary)
    if not outcome.clean:
        click.get_current_context().exit(INVALID)


@knowledge.command(short_help="What changed between two tables, cell by cell.")
@click.argument("tables", nargs=-1, required=True, type=TABLE, metavar="[OLD] NEW")
@format_option("text", "json")
@console_options
def diff(
    tables: tuple[Path, ...],
    *,
    form: str,
    verbose: bool,
    quiet: bool,
    log_format: str,
    debug: bool,
) -> None:
    """Compare OLD with NEW, or our base with what it is under the overlay NEW.

    Rows added, rows removed, and changed cells. Exit code 0, whether there are any or not.
    """
    use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    most = 2
    if len(tables) > most:
        raise click.UsageError("Name one table, or two.")
    from hccgenomics.pipeline.knowledge_diff import compared

    outcome = compared(tables)
    _echo(outcome.as_json() if form == "json" else outcome.as_text(), form)


@knowledge.command(short_help="The base as TSV, JSON, or GA4GH VA-Spec statements.")
@click.option("-o", "--output", type=TABLE, help="A file; by default standard output.")
@click.option(
    "--table",
    type=click.Choice(["biomarkers", "regimens"]),
    default="biomarkers",
    show_default=True,
    help="Which rows; JSON holds both.",
)
@overlay_option
@format_option("tsv", "json", "va-spec")
@force_option
@console_options
def export(
    *,
    output: Path | None,
    table: str,
    overlays: tuple[Path, ...],
    form: str,
    force: bool,
    verbose: bool,
    quiet: bool,
    log_format: str,
    debug: bool,
) -> None:
    """Write the evidence base, overlays included; the same base gives the same bytes.

    The TSV has every column of our table and can be read in its place. VA-Spec statements are
    therapeutic, prognostic and diagnostic rows; those it has no proposition for are counted.
    """
    console = use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    from hccgenomics.pipeline.knowledge_export import exported

    made = exported(overlays, form, table=table)
    _write(made.content, output, force=force)
    console.result(made.summary)


@knowledge.command("import", short_help="CIViC evidence summaries as an overlay.")
@click.argument("source", type=click.Choice(["civic"]))
@click.argument("evidence", type=TABLE, metavar="EVIDENCE.tsv")
@click.option("-o", "--output", type=TABLE, required=True, help="The overlay to write.")
@click.option("--left-out", type=TABLE, help="A table of what was left out, and why.")
@click.option("--dated", callback=iso_date, help="Date of the file, for items without one.")
@click.option("--liver-only", is_flag=True, help="Leave out tumours of other organs.")
@force_option
@console_options
def import_rows(
    source: str,
    evidence: Path,
    *,
    output: Path,
    left_out: Path | None,
    dated: str | None,
    liver_only: bool,
    force: bool,
    verbose: bool,
    quiet: bool,
    log_format: str,
    debug: bool,
) -> None:
    """Turn a CIViC ClinicalEvidenceSummaries TSV (CC0) that you downloaded into an overlay.

    Every item ends in the overlay or is left out with a reason; both are counted.
    """
    del source
    console = use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    if left_out is not None and left_out.absolute() == output.absolute():
        raise click.UsageError("--output and --left-out name one file; name two.")
    from hccgenomics.cli.output import refuse_taken
    from hccgenomics.pipeline.knowledge_import import imported

    made = imported(evidence, dated=dated, liver_only=liver_only)
    if left_out is not None and not force:
        refuse_taken(left_out)  # before anything is written
    _write(made.overlay, output, force=force)
    if left_out is not None:
        _write(made.left_out, left_out, force=force)
    console.result(made.summary)


def _echo(text: str, form: str) -> None:
    """To a terminal, whose cursor no table moves."""
    from hccgenomics.reports.inert import escaped_json, inert

    said = escaped_json(text) if form == "json" else inert(text.replace("\r", " "))
    click.echo(said, nl=not text.endswith("\n") and bool(text))


def _write(content: str, output: Path | None, *, force: bool) -> None:
    """Whole or not at all; on standard output where no file is named."""
    if output is None:
        click.echo(content, nl=False)
        return
    from hccgenomics.cli.output import streamed_whole

    with streamed_whole(output, force=force) as handle:
        handle.write(content.encode())
