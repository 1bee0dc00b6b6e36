"""A document of ours as the user names it: a file, or standard input."""

from __future__ import annotations

import sys
from typing import Final

import click

from hccgenomics.errors import UnreadableError

STANDARD_STREAM: Final = "-"


def content_of(name: str, *, hint: str) -> bytes:
    """The bytes of a report or timeline.

    Raises:
        UnreadableError: There is no such file, it cannot be read, or nothing is piped in.
    """
    if name == STANDARD_STREAM and (sys.stdin is None or sys.stdin.isatty()):
        raise UnreadableError("Nothing is piped in.", where="standard input", hint=hint)
    try:
        with click.open_file(name, "rb") as handle:
            return bytes(handle.read())
    except OSError as error:
        raise UnreadableError(
            f"The report cannot be read ({error.strerror or type(error).__name__}).",
            where=name,
            hint=hint,
        ) from error
