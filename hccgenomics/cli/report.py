"""``hccgenomics report``: one sample in, JSON and HTML report out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from hccgenomics.cli.console import console_options, use_console
from hccgenomics.cli.language import language_option
from hccgenomics.cli.options import (
    EXISTING_FILE,
    EXISTING_INPUT,
    assembly_option,
    finite,
    force_option,
    format_option,
    iso_date,
    not_blank,
    outdir_option,
)
from hccgenomics.cli.output import file_stem, manifest_of, refuse_to_overwrite, write_whole
from hccgenomics.cli.rendering import exit_status_of, rendered, report_endings
from hccgenomics.reports.translation.catalogue import ENGLISH
from hccgenomics.vocabulary import Disease, Region, Specimen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.cli.console import Console
    from hccgenomics.model.quality import Quality

STANDARD_INPUT: Final = "-"


def given_once(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> Sequence[str]:
    """Files, of which standard input can be but one."""
    del ctx
    if value.count(STANDARD_INPUT) > 1:
        raise click.BadParameter("- is standard input, and can be given once.", param=param)
    return value


@click.command(short_help="One sample in, JSON and HTML report out: the main job.")
@click.argument("vcf", nargs=-1, metavar="[VCF...]", callback=given_once)
@click.option(
    "--cnv",
    multiple=True,
    type=EXISTING_INPUT,
    help="Copy number: segments, bins, gene table, VCF, or purity and ploidy; repeatable.",
)
@click.option("--cnv-format", callback=not_blank, help="Their format, where they cannot tell.")
@click.option(
    "--sv",
    multiple=True,
    type=EXISTING_INPUT,
    help="Structural variants, fusions or viral integrations: VCF, BEDPE or table; repeatable.",
)
@click.option("--sv-format", callback=not_blank, help="Their format, where they cannot tell.")
@click.option(
    "--caller", callback=not_blank, help="The caller's name, where the header cannot tell."
)
@click.option("--fasta", type=EXISTING_FILE, help="Indexed reference: closes gaps of sequence.")
@click.option(
    "--population",
    type=EXISTING_FILE,
    help="Allele frequencies in a population: gnomAD sites or any AF, bgzip and tabix-indexed.",
)
@click.option(
    "--clinical",
    type=EXISTING_FILE,
    help="Laboratory values with units, liver, stage, earlier treatment …: TOML or JSON.",
)
@click.option(
    "--panel",
    callback=not_blank,
    help="Regions assayed: a BED, or the name of a bundled panel (hccgenomics resources panels).",
)
@click.option(
    "--coverage",
    multiple=True,
    type=EXISTING_INPUT,
    help="Depth: mosdepth BED, or a gVCF with reference blocks; repeatable.",
)
@click.option("--bam", type=EXISTING_FILE, help="Indexed BAM or CRAM: depth and forced calls.")
@click.option("--normal-bam", type=EXISTING_FILE, help="Matched normal or white cells, likewise.")
@click.option(
    "--threads",
    type=click.IntRange(min=1),
    default=None,
    show_default="up to 4",
    help="Processes that count reads.",
)
@click.option(
    "--background",
    type=EXISTING_FILE,
    help="Per-site noise of normal samples (hccgenomics background build).",
)
@click.option(
    "--tissue",
    type=EXISTING_FILE,
    help="The tissue's REPORT.json that a plasma report is read against.",
)
@click.option(
    "--specimen",
    type=click.Choice([kind.value for kind in Specimen]),
    default=Specimen.TISSUE.value,
    show_default=True,
    help="What was sequenced.",
)
@click.option(
    "--disease",
    type=click.Choice([entity.value for entity in Disease]),
    default=Disease.HCC.value,
    show_default=True,
    help="The entity under treatment.",
)
@click.option(
    "--region",
    type=click.Choice([region.value for region in Region]),
    help="Whose regulator is shown first; by default all alike.",
)
@click.option(
    "--sex",
    type=click.Choice(["female", "male"]),
    help="As recorded: without it nothing is said of copies on X and Y.",
)
@click.option("--collected", callback=iso_date, help="Date of collection, YYYY-MM-DD.")
@click.option("--reported", callback=iso_date, help="Date of the report, YYYY-MM-DD.")
@click.option(
    "--reviewed-by",
    callback=not_blank,
    help="With --reported: the report is final, else preliminary.",
)
@click.option(
    "--supersedes",
    type=EXISTING_FILE,
    help="The earlier REPORT.json of this sample that this report corrects; needs --reason.",
)
@click.option("--reason", callback=not_blank, help="Why it is corrected; with --supersedes.")
@assembly_option
@click.option("--tumour-sample", callback=not_blank, help="The tumour's name in the VCF.")
@click.option("--normal-sample", callback=not_blank, help="The matched normal's name in the VCF.")
@click.option(
    "--sample-id",
    callback=not_blank,
    help="The name in the report; default the tumour sample's name.",
)
@click.option(
    "--purity",
    type=click.FloatRange(0, 1, min_open=True),
    callback=finite,
    help="Tumour cell fraction, 0 to 1.",
)
@click.option(
    "--ploidy",
    type=click.FloatRange(0, min_open=True),
    callback=finite,
    help="Mean copies per cell.",
)
@click.option(
    "--knowledge",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A table laid over the evidence base: adds, replaces or withdraws rows; repeatable.",
)
@click.option(
    "--settings", "settings_file", type=EXISTING_FILE, help="A laboratory's choices, TOML."
)
@format_option
@language_option
@outdir_option
@force_option
@console_options
def report(
    vcf: tuple[str, ...],
    *,
    settings_file: Path | None,
    formats: tuple[str, ...],
    language: str,
    outdir: Path,
    force: bool,
    verbose: bool,
    quiet: bool,
    log_format: str,
    debug: bool,
    **request: Any,  # noqa: ANN401 -- the remaining options are fields of ReportRequest
) -> None:
    """Read what there is of ONE tumour or plasma sample and write its molecular report.

    VCF... are VCF or BCF files of one sample (plain, gzip or bgzip; '-' reads standard input); a
    MAF, or a table whose first line names contig, pos, ref and alt, is read as well.
    Several files are one sample's: Strelka2, say, writes SNVs and indels apart. Copy number and
    structural variants are given with --cnv and --sv, beside a VCF or without one.

    Exit codes: 0 done, with findings or without; 2 usage; 3 an input cannot be used; 4 written,
    but quality is insufficient; 5 settings or resources invalid.
    """
    console = use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    if request["background"] and not request["bam"]:
        raise click.UsageError("--background is held against reads: name them with --bam.")
    if bool(request["supersedes"]) != bool(request["reason"]):
        raise click.UsageError("--supersedes and --reason go together: say what is corrected, why.")
    has_alignments = bool(request["bam"] or request["normal_bam"])
    given_once_in_all((*vcf, *request["cnv"], *request["sv"], *request["coverage"]))
    check_given(vcf, request["cnv"], request["sv"], has_alignments=has_alignments)
    write_report(
        vcf,
        console=console,
        settings_file=settings_file,
        formats=formats,
        outdir=outdir,
        force=force,
        request=request,
        language=language,
    )


def check_given(
    vcf: Sequence[str], cnv: Sequence[str], sv: Sequence[str], *, has_alignments: bool = False
) -> None:
    """Refuse a call that names no file of findings at all."""
    every = (*vcf, *cnv, *sv)
    if not every and has_alignments:
        raise click.UsageError(
            "Nothing is called from alignments, they are only counted at known places: name a VCF "
            "as well, or a file with --cnv or --sv."
        )
    if not every:
        raise click.UsageError(
            "Missing argument 'VCF...': name a VCF, or a file with --cnv or --sv."
        )


def given_once_in_all(every: Sequence[str]) -> None:
    """Refuse standard input in several places."""
    if every.count(STANDARD_INPUT) > 1:
        raise click.UsageError("- is standard input, and can be given once.")


def write_report(
    paths: Sequence[str],
    *,
    console: Console,
    settings_file: Path | None,
    formats: Sequence[str],
    outdir: Path,
    force: bool,
    request: dict[str, Any],
    language: str = ENGLISH,
    names_shown: bool = False,
) -> None:
    """Make the report, write its files whole, say where they are.

    ``names_shown`` prints file names, which hold the sample's name: for the example only, since
    messages end in logs.
    """
    from hccgenomics.pipeline import ReportRequest, make_report
    from hccgenomics.readers.settings import read_settings

    settings = read_settings(settings_file)
    asked = {**request, "specimen": Specimen(request["specimen"])}
    asked["disease"] = Disease(request["disease"])
    if asked.get("region") is not None:
        asked["region"] = Region(asked["region"])
    console.info(f"Reading {', '.join((*paths, *asked.get('cnv', ()), *asked.get('sv', ())))}")
    asked["warn"] = console.warning
    made = make_report(ReportRequest(paths=tuple(paths), settings=settings, **asked))
    stem = file_stem(made.sample.id)
    targets = {end: outdir / f"{stem}.{end}" for end in report_endings(made, formats)}
    manifest = outdir / f"{stem}.manifest.json"
    if not force:
        refuse_to_overwrite([*targets.values(), manifest])
    exit_status = exit_status_of(made)
    outputs = {path: rendered(end, made, language) for end, path in targets.items()}
    outputs[manifest] = manifest_of(made, outputs, exit_status=exit_status, language=language)
    write_whole(outputs)
    console.result(_where(list(outputs), made.report_id, names_shown=names_shown))
    if exit_status:
        console.warning(_shortfall(made.quality))
        click.get_current_context().exit(exit_status)


def _shortfall(quality: Quality) -> str:
    """Why the report cannot be relied on, or why there is none to rely on, and what to do."""
    if quality.carries_report:
        return f"The quality is insufficient: {quality.reasons[0]}"
    return f"No report can be made from this: {quality.failures[0].why} {quality.next_steps[0]}"


def _where(paths: list[Path], report_id: str, *, names_shown: bool) -> str:
    if names_shown:
        return "\n".join(f"Wrote {path}" for path in paths)
    endings = ", ".join(".".join(path.name.rsplit(".", 2)[1:]) for path in paths)
    return f"Wrote report {report_id} to {paths[0].parent}{os.sep} ({endings})"
