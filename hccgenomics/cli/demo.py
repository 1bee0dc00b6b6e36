"""``hccgenomics demo``: the bundled example, end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from hccgenomics.cli.console import console_options, use_console
from hccgenomics.cli.language import language_option
from hccgenomics.cli.options import force_option, outdir_option

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE: Final = "example/hcc-example.vcf"
SEGMENTS: Final = "example/hcc-example.cns"
JUNCTIONS: Final = "example/hcc-example.sv.vcf"
PANEL: Final = "example/hcc-example.panel.bed"
DEPTHS: Final = "example/hcc-example.per-base.bed"
CLINICAL: Final = "example/hcc-example.toml"
PURITY: Final = 0.7
PLOIDY: Final = 2.1
"""What the example was made with: ``scripts/make_example.py``."""


@click.command(short_help="The bundled example, end to end.")
@language_option
@outdir_option
@force_option
@console_options
def demo(
    *,
    language: str,
    outdir: Path,
    force: bool,
    verbose: bool,
    quiet: bool,
    log_format: str,
    debug: bool,
) -> None:
    """Write the report of a bundled, synthetic hepatocellular carcinoma.

    The example has a TERT promoter change, CTNNB1 in exon 3, TP53 R249S, a frameshift of ARID2,
    passengers, and calls that its caller filtered; an amplicon at 11q13 with FGF19, arms gained and
    lost, and junctions that structural variants made; the panel's regions with their depth, so that
    markers can be absent down to a limit; laboratory values, stage and earlier treatment of an
    invented patient. No patient's data is in it.
    """
    from hccgenomics.cli.report import write_report
    from hccgenomics.knowledge.files import resource

    console = use_console(verbose=verbose, quiet=quiet, log_format=log_format, debug=debug)
    write_report(
        (str(resource(EXAMPLE)),),
        console=console,
        settings_file=None,
        formats=("json", "html"),
        outdir=outdir,
        force=force,
        request={
            "specimen": "tissue",
            "disease": "hcc",
            "cnv": (str(resource(SEGMENTS)),),
            "sv": (str(resource(JUNCTIONS)),),
            "panel": str(resource(PANEL)),
            "coverage": (str(resource(DEPTHS)),),
            "clinical": resource(CLINICAL),
            "purity": PURITY,
            "ploidy": PLOIDY,
        },
        language=language,
        names_shown=True,
    )
