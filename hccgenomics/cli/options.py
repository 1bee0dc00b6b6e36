"""Options shared by name, so that one word means one thing in every command."""

from __future__ import annotations

import re
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from hccgenomics.vocabulary import Assembly

if TYPE_CHECKING:
    import os


class Folder(click.Path):
    """A folder; blank text is none, since an unset variable must not mean the current one."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """The path, unless it is blank."""
        if isinstance(value, str) and not value.strip():
            self.fail("it is blank; name a folder.", param, ctx)
        return super().convert(value, param, ctx)


DIRECTORY: Final = Folder(file_okay=False, path_type=Path)
EXISTING_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
EXISTING_INPUT: Final = click.Path(exists=True, dir_okay=False, allow_dash=True)
_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def iso_date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A calendar date as YYYY-MM-DD, kept as text."""
    del ctx
    if value is None:
        return None
    from datetime import date

    try:
        if not _ISO_DATE.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no date; write YYYY-MM-DD.", param=param) from error


def not_blank(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Text that says something: an unset variable of a template must not sign a report."""
    del ctx
    if value is None:
        return None
    if not value.strip():
        raise click.BadParameter("it is blank; leave the option out or give a name.", param=param)
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise click.BadParameter("it is not valid UTF-8.", param=param) from error
    return value.strip()


def finite(ctx: click.Context, param: click.Parameter, value: float | None) -> float | None:
    """A number that is one: ``nan`` and ``inf`` pass for floats elsewhere."""
    del ctx
    if value is not None and not isfinite(value):
        raise click.BadParameter(f"{value} is no number a report can state.", param=param)
    return value


def assembly_of(ctx: click.Context, param: click.Parameter, value: str) -> Assembly | None:
    """``auto`` is read from the files."""
    del ctx, param
    return None if value == "auto" else Assembly(value)


assembly_option = click.option(
    "--assembly",
    type=click.Choice(["auto", *(name.value for name in Assembly)]),
    default="auto",
    show_default=True,
    callback=assembly_of,
    help="Reference assembly; auto reads it from the header and from REF bases, which must agree.",
)
outdir_option = click.option(
    "-o",
    "--outdir",
    type=DIRECTORY,
    default=Path(),
    show_default="this folder",
    help="Where the files are written.",
)
FORMATS: Final = ("json", "html", "tsv")
"""What a report and a timeline are written as."""


def formats_of(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    """A comma-separated list of formats, each known and named once."""
    del ctx
    wanted = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        raise click.BadParameter(
            f"{', '.join(unknown) or 'nothing'} is not written; choose from {', '.join(FORMATS)}.",
            param=param,
        )
    return wanted


format_option = click.option(
    "--format",
    "formats",
    default="json,html",
    show_default=True,
    callback=formats_of,
    help="Comma-separated: json, html, tsv.",
)
force_option = click.option("--force", is_flag=True, help="Overwrite files that exist.")
