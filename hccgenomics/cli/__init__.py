"""The command line: one module per command, and no thinking in any of them.

Commands are imported when they are called, so that ``--help`` and small jobs start at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import click

from hccgenomics import __version__
from hccgenomics.cli.console import current_console
from hccgenomics.errors import HccGenomicsError, OutputError

COMMANDS: Final = {
    "report": "One sample in, JSON and HTML report out: the main job.",
    "annotate": "Consequences and HGVS names only, streamed as TSV, VCF or BCF.",
    "validate": "Caller, assembly, samples, annotation and problems of a file; writes nothing.",
    "explain": "The path of one record (chr5:1295113, or TERT) through the ledger.",
    "render": "Pages and tables from the JSON alone, in any language.",
    "locate": "The variants that names like 'CTNNB1 p.S45F' denote.",
    "monitor": "Serial plasma reports of one patient, and their tissue, as a timeline.",
    "background": "Per-site noise of normal samples, for forced calls: build, show.",
    "demo": "The bundled example, end to end.",
    "knowledge": "The evidence base: list, show, lint, diff, export, import.",
    "resources": "Show, verify or rebuild the embedded transcript models.",
    "schema": "Print a published JSON Schema.",
}
"""Name and one-line help of every command; the module of the same name holds it."""
READER_GONE: Final = 141
"""Exit code where what reads our output has ended, as ``head`` does: what a shell reports of a
program that SIGPIPE ended. It is no bug, and Click would say 1."""


class Commands(click.Group):
    """Loads a command when it is called, and turns errors into one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order a user meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"hccgenomics.cli.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in ``--help``, without importing anything."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 -- Click's own signature
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            ctx.exit(READER_GONE)
        except HccGenomicsError as error:
            _fail(ctx, error)
        except OSError as error:
            _fail(ctx, _unwritable(error))
        except Exception as error:  # noqa: BLE001 -- exit code 1 is promised for every bug
            _fail(ctx, _bug(error))


def _unwritable(error: OSError) -> HccGenomicsError:
    """Whatever is read is guarded where it is read; what is left is output."""
    wrapped = OutputError(
        f"The output cannot be written ({error.strerror or type(error).__name__}).",
        hint="Send it elsewhere, or free some space.",
    )
    wrapped.__cause__ = error
    return wrapped


def _bug(error: Exception) -> HccGenomicsError:
    wrapped = HccGenomicsError(
        f"Internal error ({type(error).__name__}).",
        hint="This is a bug: run again with --debug and report what it prints.",
    )
    wrapped.__cause__ = error
    return wrapped


def _fail(ctx: click.Context, error: HccGenomicsError) -> None:
    console = current_console()
    if console.debug:
        import traceback

        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    else:
        console.error(error)
    ctx.exit(error.exit_code)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="hccgenomics")
def main() -> None:
    """From the variants of a hepatocellular carcinoma to a molecular report a board can trust.

    For research use. It reports hypotheses with their evidence; it gives no treatment advice.

    Exit codes: 0 done; 1 a bug; 2 usage; 3 input unreadable or inconsistent; 4 report written, but
    quality or coverage is insufficient; 5 knowledge, settings or resources invalid.
    """
