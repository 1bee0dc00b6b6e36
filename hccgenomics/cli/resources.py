"""``hccgenomics resources``: show, verify or rebuild the embedded transcript models."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hccgenomics.cli.console import console_options, use_console
from hccgenomics.cli.options import DIRECTORY, force_option, not_blank
from hccgenomics.errors import ResourceError
from hccgenomics.vocabulary import Assembly

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hccgenomics.knowledge.builder.check import Outcome
    from hccgenomics.pipeline.models import Source

_FOLDER_OPTION = click.option(
    "--folder",
    type=DIRECTORY,
    default=None,
    show_default="the models in use",
    help="A folder that 'resources build' wrote.",
)


def by_assembly(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> dict[Assembly, Path]:
    """``GRCh38=path``, once per assembly."""
    del ctx
    given: dict[Assembly, Path] = {}
    for value in values:
        name, equals, path = value.partition("=")
        if not equals or name not in set(Assembly):
            raise click.BadParameter(f"{value!r}: write GRCh37=FILE or GRCh38=FILE.", param=param)
        if not Path(path).is_file():
            raise click.BadParameter(f"{path!r} is no file.", param=param)
        given[Assembly(name)] = Path(path)
    return given


@click.group(short_help="Show, verify or rebuild the embedded transcript models.")
def resources() -> None:
    """The transcript models and sequences that variants are annotated on.

    Those in use are, the first there is: with --fasta, the models completed by it; what the
    environment variable HCCGENOMICS_MODELS says ('packaged', or a folder that 'build -o' wrote);
    what 'build --fasta' installed; what is packaged.
    """


@resources.command(short_help="Which transcripts are embedded, and how far their sequence goes.")
@click.option(
    "--assembly",
    type=click.Choice([str(a) for a in Assembly]),
    default="GRCh38",
    show_default=True,
    help="Reference assembly.",
)
@_FOLDER_OPTION
@console_options
def show(
    *,
    assembly: str,
    folder: Path | None,
    verbose: bool,
    quiet: bool,
    log_format: str,
    debug: bool,
) -> None:
    """List every gene's transcripts with the grade of their sequence and its limits."""
    from hccgenomics.pipeline.resources import described, sources_of

    console = use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    source = _source(sources_of(folder, warn=console.warning), Assembly(assembly), folder)
    models = source.models(Assembly(assembly))
    rows = [
        (t.gene, t.refseq, t.transcript, t.mane or "", t.grade, t.grade_note)
        for symbol in models.symbols
        for t in models.gene(symbol).transcripts
    ]
    _table(("gene", "refseq", "transcript", "set", "grade", "note"), rows)
    grades = Counter(grade for *_, grade, _ in rows)
    counted = ", ".join(f"{grade} {count}" for grade, count in sorted(grades.items()))
    console.result(f"{models.assembly}, version {models.version}, {models.sha256}: {counted}.")
    console.result(" ".join((described(source), *models.remarks)))


def _source(sources: Mapping[Assembly, Source], assembly: Assembly, folder: Path | None) -> Source:
    if assembly not in sources:
        raise ResourceError(f"There is nothing for {assembly}.", where=folder)
    return sources[assembly]


@resources.command(short_help="Check digests and biology of the embedded models.")
@_FOLDER_OPTION
@console_options
def verify(
    *, folder: Path | None, verbose: bool, quiet: bool, log_format: str, debug: bool
) -> None:
    """Check the SHA-256 of every part, and start, stop, frame, protein and hotspots of every gene.

    Exit code 5 if anything does not hold.
    """
    from hccgenomics.pipeline.resources import described, sources_of
    from hccgenomics.pipeline.resources import verify as verify_models

    console = use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    sources = sources_of(folder, warn=console.warning)
    outcomes = verify_models(sources)
    _print_outcomes(outcomes)
    checks = sum(map(len, outcomes.values()))
    manifests = {source.parts.manifest.sha256: source for source in sources.values()}
    for sha256, source in manifests.items():
        console.result(f"{len(source.parts.manifest.parts)} SHA-256 hold; {sha256}.")
        console.result(described(source))
    console.result(f"{checks} checks hold.")


@resources.command(short_help="Build the models from GFF3 and FASTA, or from collected facts.")
@click.option("--gff3", multiple=True, callback=by_assembly, help="ASSEMBLY=FILE with MANE tags.")
@click.option("--fasta", multiple=True, callback=by_assembly, help="ASSEMBLY=FILE, indexed.")
@click.option("--facts", type=DIRECTORY, default=None, help="A folder of collected facts.")
@click.option("--release", callback=not_blank, help="What to call the result.")
@click.option(
    "-o",
    "--outdir",
    type=DIRECTORY,
    help="Where the parts are written; without it, they are installed for this user.",
)
@force_option
@console_options
def build(
    *,
    gff3: Mapping[Assembly, Path],
    fasta: Mapping[Assembly, Path],
    facts: Path | None,
    release: str | None,
    outdir: Path | None,
    force: bool,
    verbose: bool,
    quiet: bool,
    log_format: str,
    debug: bool,
) -> None:
    """Build the models, check them, and write them only if every check holds.

    With --fasta alone the packaged models are kept, and their sequence is completed: bases of the
    FASTA first, packaged ones where it has none. Without -o the result is installed in the user's
    data folder, and every later run uses it. With --gff3 no packaged sequence is used. No index is
    made. The same input gives the same bytes. Exit code 3 if a file cannot be read or has no index,
    5 if sources contradict each other or a check fails.
    """
    from hccgenomics.pipeline.resources import BuildRequest, holds_models
    from hccgenomics.pipeline.resources import build as build_models

    console = use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    if outdir is None and (facts is not None or gff3 or not fasta):
        raise click.UsageError("Only a build from --fasta alone is installed; pass -o as well.")
    if outdir is not None and not force and holds_models(outdir):
        raise click.UsageError(
            f"{outdir} holds transcript models already; pass --force to overwrite them."
        )
    made = build_models(
        BuildRequest(fasta=fasta, gff3=gff3, facts=facts, release=release, outdir=outdir)
    )
    _print_outcomes(made.outcomes)
    checks, where = sum(map(len, made.outcomes.values())), ", ".join(map(str, made.folders))
    for remark in made.remarks:
        console.warning(remark)
    console.result(f"{checks} checks hold; {made.parts} parts, {made.size:,} bytes in {where}.")


@resources.command(short_help="The panels that report --panel knows by name, and their gaps.")
@console_options
def panels(*, verbose: bool, quiet: bool, log_format: str, debug: bool) -> None:
    """List every panel whose published gene list is bundled, with what it lacks.

    A list of genes tells neither exons nor, of TERT, the promoter: pass the BED of the regions
    assayed to report --panel where there is one.
    """
    from hccgenomics.pipeline.bundled_panels import HEADING, panel_rows

    console = use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    rows = panel_rows()
    _table(HEADING, rows)
    console.result(f"{len(rows)} panels.")


def _print_outcomes(outcomes: Mapping[Assembly, Iterable[Outcome]]) -> None:
    rows = [
        (str(assembly), one.subject, one.found)
        for assembly, found in outcomes.items()
        for one in found
    ]
    _table(("assembly", "checked", "found"), rows)


def _table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns on a terminal; plain tab-separated lines where another program reads."""
    if not sys.stdout.isatty():
        for row in (heading, *rows):
            click.echo("\t".join(map(str, row)))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in heading:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    Console().print(table)
