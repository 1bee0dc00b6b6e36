"""``hccgenomics annotate``: consequences and HGVS names, streamed; no report."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import click

from hccgenomics.cli.console import console_options, use_console
from hccgenomics.cli.options import EXISTING_FILE, assembly_option, force_option, not_blank
from hccgenomics.cli.output import streamed_whole
from hccgenomics.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.cli.console import Console

STDOUT: Final = "-"
FORMATS: Final = ("tsv", "vcf", "bcf")
_SUFFIXES: Final = {
    ".tsv": "tsv", ".tsv.gz": "tsv", ".tsv.bgz": "tsv",
    ".vcf": "vcf", ".vcf.gz": "vcf", ".vcf.bgz": "vcf",
    ".bcf": "bcf",
}  # fmt: skip
_PACKED: Final = (".gz", ".bgz")
_MOST_PROCESSES: Final = 64


@click.command(
    short_help="Consequences and HGVS names only, streamed as TSV, VCF or BCF.",
    epilog="bcftools view -f PASS tumour.bcf | hccgenomics annotate - --format vcf | bgzip > "
    "tumour.hcc.vcf.gz",
)
@click.argument("vcf", metavar="VCF")
@assembly_option
@click.option("--fasta", type=EXISTING_FILE, help="Indexed reference: closes gaps of sequence.")
@click.option("--tumour-sample", callback=not_blank, help="The tumour's name in the VCF.")
@click.option("--normal-sample", callback=not_blank, help="The matched normal's name in the VCF.")
@click.option(
    "--caller", callback=not_blank, help="The caller's name, where the header cannot tell."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=None,
    show_default="by the suffix of --output, else tsv",
    help="What is written.",
)
@click.option(
    "-o",
    "--output",
    default=STDOUT,
    show_default="standard output",
    metavar="FILE",
    help="Where it is written; .gz and .bgz are bgzip compressed.",
)
@click.option(
    "--threads",
    type=click.IntRange(1, _MOST_PROCESSES),
    default=None,
    show_default="up to 4, for large inputs",
    help="Processes used; the result is the same.",
)
@force_option
@console_options
def annotate(
    vcf: str,
    *,
    form: str | None,
    output: str,
    force: bool,
    verbose: bool,
    quiet: bool,
    log_format: str,
    debug: bool,
    **request: Any,  # noqa: ANN401 -- the remaining options are fields of AnnotationRequest
) -> None:
    """Name what the variants of VCF do to the genes of the panel, while they pass by.

    VCF is a VCF or BCF (plain, gzip or bgzip; '-' reads standard input), or a MAF or table whose
    first line names contig, pos, ref and alt (TSV output only). A table has one row for
    each alternate allele and transcript; VCF and BCF output is the input with one more INFO field,
    HCC, on the records of the panel. Order is kept, memory constant.

    Exit codes: 0 done; 2 usage; 3 the input cannot be used; 5 resources invalid. A contradiction
    found late also ends with 3: no file is left then, and what a pipe has got is not to be used.
    """
    console = use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    chosen = _form(form, output)
    _annotate(vcf, output, chosen, console=console, force=force, request=request)


def _form(form: str | None, output: str) -> str:
    """What to write; a suffix may say it, and must not say something else."""
    name = Path(output).name.lower()
    said = next((kind for suffix, kind in _SUFFIXES.items() if name.endswith(suffix)), None)
    if form and said and form != said:
        raise click.UsageError(f"--format {form} does not fit the suffix of {name!r}.")
    return form or said or FORMATS[0]


def _annotate(
    path: str, output: str, form: str, *, console: Console, force: bool, request: dict[str, Any]
) -> None:
    """Annotate, and say what became of every entry."""
    from hccgenomics.pipeline.annotation import AnnotationRequest, annotate_file
    from hccgenomics.pipeline.forms import Form

    asked = AnnotationRequest(
        path=path, form=Form(form), is_packed=output.lower().endswith(_PACKED), **request
    )
    console.info(f"Reading {path}")
    with _opened(output, force=force) as file:
        summary = annotate_file(asked, file.write, warn=console.warning)
    for said in (*summary.assembly_evidence, *summary.notes):
        console.info(said)
    for remark in summary.remarks:
        console.result(remark)
    console.result(summary.sentence, facts=summary.facts)


@contextmanager
def _opened(output: str, *, force: bool) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears whole or not at all."""
    if output == STDOUT:
        if sys.stdout is None:
            raise OutputError("Standard output is closed.", hint="Name a file with --output.")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with streamed_whole(Path(output), force=force) as file:
        yield file
