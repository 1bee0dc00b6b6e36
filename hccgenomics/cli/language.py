"""The option for the language of a page; the JSON is English, whatever the page speaks."""

from __future__ import annotations

import click

from hccgenomics.reports.translation.catalogue import ENGLISH, languages

language_option = click.option(
    "--language",
    type=click.Choice(languages()),
    default=ENGLISH,
    show_default=True,
    help="Of the page; the JSON and the tables are the same in each.",
)
