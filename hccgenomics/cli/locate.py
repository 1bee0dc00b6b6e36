"""``hccgenomics locate``: the variants that names denote."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from hccgenomics.cli.console import console_options, use_console
from hccgenomics.cli.options import EXISTING_FILE
from hccgenomics.errors import InputError, VariantNameError
from hccgenomics.vocabulary import Assembly

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from hccgenomics.cli.console import Console
    from hccgenomics.pipeline.locate import Locator

STDIN: Final = "-"


@click.command(short_help="The variants that names like 'CTNNB1 p.S45F' denote.")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option(
    "--assembly",
    type=click.Choice([str(a) for a in Assembly]),
    default=None,
    help="Reference assembly; without it p. and c. names are given on both, and a place on a "
    "chromosome must say which it is on.",
)
@click.option(
    "--fasta", type=EXISTING_FILE, default=None, help="Indexed reference, for more sequence."
)
@console_options
def locate(
    *,
    names: tuple[str, ...],
    assembly: str | None,
    fasta: Path | None,
    verbose: bool,
    quiet: bool,
    log_format: str,
    debug: bool,
) -> None:
    """Print the variants that names denote, one tab-separated row for each.

    A NAME may be written as HGVS, VCF, SPDI or a paper writes it: 'CTNNB1 p.S45F',
    NM_001904.4:c.134C>T, NC_000003.12:g.41224646C>T, chr3-41224646-C-T, 'TERT C228T'. One argument
    is one name; - reads names from standard input, one a line. Bases and residues that a name
    states are held against the sequence. Exit code 3 if any name cannot be read or contradicts the
    sequence; the others are printed all the same.
    """
    from hccgenomics.pipeline.locate import COLUMNS, Locator
    from hccgenomics.pipeline.models import open_models, refuse_other_assembly

    console = use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    asked = None if assembly is None else Assembly(assembly)
    models = open_models(fasta, warn=console.warning)
    if asked is not None:
        refuse_other_assembly(fasta, models[asked])
    for one in models.values():
        for remark in one.remarks if asked in (None, one.assembly) else ():
            console.result(remark)
    click.echo("\t".join(COLUMNS))
    refused = _print_rows(_given(names), Locator(models), console, asked)
    if refused:
        click.get_current_context().exit(InputError.exit_code)


def _print_rows(
    names: Iterable[str], locator: Locator, console: Console, assembly: Assembly | None
) -> int:
    """Every row of every name; how many names were refused."""
    refused = 0
    for name in names:
        try:
            for row in locator.locate(name, assembly):
                click.echo("\t".join(row.cells))
        except VariantNameError as error:
            refused += 1
            console.error(error)
    return refused


def _given(names: tuple[str, ...]) -> Iterator[str]:
    """The arguments; for ``-`` the lines of standard input that are not blank."""
    for name in names:
        if name == STDIN:
            lines = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
            yield from (line for line in lines if line.strip())
        else:
            yield name
