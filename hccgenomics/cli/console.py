"""What the command says while it works: on stderr, as text or as one JSON object a line.

No patient identifier is written here: files are named as the user named them on the command
line, samples and variants not at all. Whatever a file's name holds, it begins no line of its own
and moves no cursor.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from hccgenomics.reports.inert import escaped_json, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hccgenomics.errors import HccGenomicsError


@dataclass(frozen=True, slots=True)
class Console:
    """Where messages go, and how many.

    Attributes:
        verbosity: -1 errors only, 0 results too, 1 progress too.
        as_json: One JSON object a line instead of text.
        debug: Let an error keep its traceback.
    """

    verbosity: int = 0
    as_json: bool = False
    debug: bool = False

    def info(self, text: str) -> None:
        """Progress, shown with ``-v``."""
        if self.verbosity > 0:
            self._write(text if self.as_json else one_line(text))

    def result(self, text: str, *, facts: Mapping[str, object] | None = None) -> None:
        """What was done; silenced by ``--quiet``. Facts are for programs, so for JSON alone."""
        if self.verbosity >= 0:
            self._write(text, facts)

    def warning(self, text: str) -> None:
        """What did not go as it should and changes no result; silenced by ``--quiet``."""
        if self.verbosity >= 0:
            said = text if self.as_json else f"Warning: {one_line(text)}"
            self._write(said, {"level": "warning"})

    def error(self, error: HccGenomicsError) -> None:
        """One sentence: what, where, what to do. Never silenced."""
        if self.as_json:
            _echo_object(error.to_dict())
        else:
            click.echo(f"Error: {one_line(error.sentence)}", err=True)

    def _write(self, text: str, facts: Mapping[str, object] | None = None) -> None:
        if self.as_json:
            _echo_object({"level": "info", "detail": text, **(facts or {})})
        else:
            for line in text.split("\n"):
                click.echo(one_line(line), err=True)


def _echo_object(said: Mapping[str, object]) -> None:
    """One object on one line, whatever a file's name holds."""
    click.echo(escaped_json(json.dumps(said, ensure_ascii=False)), err=True)


def console_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options every command shares; read them back with ``use_console``."""
    for option in (
        click.option("--debug", is_flag=True, help="Show the traceback of an error."),
        click.option(
            "--log-format",
            type=click.Choice(["text", "json"]),
            default="text",
            show_default=True,
            help="How messages on stderr are written.",
        ),
        click.option("--quiet", is_flag=True, help="Errors only."),
        click.option("-v", "--verbose", is_flag=True, help="Say what is being done."),
    ):
        command = option(command)
    return command


def use_console(*, verbose: bool, quiet: bool, log_format: str, debug: bool) -> Console:
    """The console these options ask for, known from here on to whoever reports an error."""
    console = Console(
        verbosity=-1 if quiet else int(verbose), as_json=log_format == "json", debug=debug
    )
    click.get_current_context().find_root().obj = console
    return console


def current_console() -> Console:
    """The console of the running command; the default one before it has read its options."""
    found = click.get_current_context().find_root().obj
    return found if isinstance(found, Console) else Console()
